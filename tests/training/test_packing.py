"""What goes into the package: a model that loads, and a card that says what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from faster_whisper import WhisperModel

from training import packing, tokens
from training.errors import ModelUnfit
from training.export import export
from training.model import Shape, Whisper
from training.packing import CARD, FILES, card, figures, pack

MEASURED = {
    "bench": "whisper_demo",
    "machine": {"cpu": "AMD EPYC", "cores": 2},
    "facts": {"real-time factor": 0.0312, "said in an hour without speech": 0},
    "rows": [
        {"who": "flite-rms", "band": "wide", "words wrong %": 3.25},
        {"who": "all", "band": "phone", "words wrong %": 5.5, "right %": 99.1},
    ],
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the right form; it has learnt nothing."""
    folder = tmp_path_factory.mktemp("trained") / "model"
    tokenizer = tokens.train(["yes please", "no"], 60)
    torch.manual_seed(1)
    export(Whisper(Shape(tokenizer.get_vocab_size())), tokenizer, folder)
    return folder


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    path = tmp_path / "measured.json"
    path.write_text(json.dumps(MEASURED))
    return path


def test_a_packed_model_loads_and_has_a_card(model: Path, measured: Path, tmp_path: Path) -> None:
    target = tmp_path / "package"
    pack(model, measured, target)
    WhisperModel(str(target), device="cpu", compute_type="int8", local_files_only=True)
    assert {file.name for file in target.iterdir()} == {*FILES, CARD}
    said = (target / CARD).read_text()
    assert packing.digest(target) in said
    assert "does not hear people" in said
    assert "$" not in said


def test_the_card_shows_all_that_was_measured(model: Path) -> None:
    said = card(model, MEASURED)
    for shown in (
        "- cpu: AMD EPYC\n- cores: 2\n- real-time factor: 0.0312\n- said in an hour without speech: 0\n\n|",
        "| who | band | words wrong % | right % |",
        "| flite-rms | wide | 3.25 |  |",
        "| all | phone | 5.5 | 99.1 |",
    ):
        assert shown in said


def test_a_flat_mapping_is_a_list() -> None:
    assert list(figures({"word error, wide": 0.0312, "size": "5.6 MB"})) == [
        "- word error, wide: 0.0312",
        "- size: 5.6 MB",
    ]


@pytest.mark.parametrize("broken", ["missing", "damaged", "large"])
def test_what_is_unfit_is_not_packed(broken: str, model: Path, measured: Path, tmp_path: Path) -> None:
    unfit, target = tmp_path / "unfit", tmp_path / "package"
    unfit.mkdir()
    for name in FILES:
        (unfit / name).write_bytes((model / name).read_bytes())
    weights = unfit / "model.bin"
    match broken:
        case "missing":
            weights.unlink()
        case "damaged":
            weights.write_bytes(weights.read_bytes()[:1000])
        case _:
            weights.write_bytes(weights.read_bytes() + bytes(8_000_000))
    with pytest.raises(ModelUnfit):
        pack(unfit, measured, target)
    assert not target.exists()


def test_what_was_not_measured_is_not_packed(model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnfit, match="measure the model first"):
        pack(model, tmp_path / "nothing.json", tmp_path / "package")
    assert not (tmp_path / "package").exists()
