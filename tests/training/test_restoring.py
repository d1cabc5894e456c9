"""A packed model's weights, back in the network."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.batches import Writer
from training.errors import ModelUnfit
from training.export import export
from training.learning import Course, Learner
from training.mixing import Example, Sentence
from training.model import Shape, Whisper, fillers
from training.precision import quickest
from training.restoring import restore
from training.tokens import train


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return train(["oat milk please", "two of them"], 300)


@pytest.fixture(scope="module")
def trained(tokenizer: Tokenizer) -> Whisper:
    torch.manual_seed(1)
    return Whisper(Shape(tokenizer.get_vocab_size(), 64, 2, 2, 2)).eval()


def _scores(model: Whisper) -> Tensor:
    torch.manual_seed(2)
    chance = torch.Generator().manual_seed(3)
    with torch.no_grad():
        heard = model.hear(torch.randn(1, 80, 60), fillers(30, chance))
        return model.read(torch.tensor([[1, 2, 3]]), heard)[0]


@pytest.mark.parametrize(("quantization", "apart"), [("float32", 1e-5), ("int8", 0.1)])
def test_a_restored_model_says_what_the_packed_one_did(
    quantization: str, apart: float, trained: Whisper, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    export(trained, tokenizer, tmp_path / "model", quantization)
    torch.manual_seed(9)
    other = Whisper(trained.shape).eval()
    before = (_scores(other) - _scores(trained)).abs().max()
    restore(other, tmp_path / "model")
    after = (_scores(other) - _scores(trained)).abs().max()
    assert after < apart < before


def test_what_is_no_model_of_this_shape_is_refused(
    trained: Whisper, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    export(trained, tokenizer, tmp_path / "model")
    with pytest.raises(ModelUnfit, match="go on from"):
        restore(Whisper(Shape(tokenizer.get_vocab_size(), 128, 2, 2, 2)), tmp_path / "model")
    whole = (tmp_path / "model/model.bin").read_bytes()
    shutil.copytree(tmp_path / "model", tmp_path / "short")
    (tmp_path / "short/model.bin").write_bytes(whole[: len(whole) // 2])
    for folder in ("short", "missing"):
        with pytest.raises(ModelUnfit):
            restore(trained, tmp_path / folder)


@pytest.mark.parametrize("keep_ears", [False, True])
def test_what_goes_on_from_a_packed_model_may_hear_as_before(
    trained: Whisper, tokenizer: Tokenizer, tmp_path: Path, keep_ears: bool
) -> None:
    export(trained, tokenizer, tmp_path / "model")
    learner = Learner(trained.shape, Course(5, letters_only=0, letters=0.0), torch.device("cpu"))
    learner.begin_with(tmp_path / "model")
    if keep_ears:
        learner.keep_ears()
    before = {name: weight.clone() for name, weight in learner.model.named_parameters()}
    sound = np.random.default_rng(1).normal(scale=0.01, size=32_000).astype(np.float32)
    sentence = Sentence("oat milk please", 0.5, 1.5)
    learner.learn(Writer(tokenizer, ["two of them"], seed=3).batch([Example(sound, (sentence,))] * 4))
    ears = {id(weight) for weight in learner.model.ears if keep_ears}
    for name, weight in learner.model.named_parameters():
        assert torch.equal(before[name], weight) == (id(weight) in ears), name


def test_numbers_of_the_quickest_kind_are_reckoned_with() -> None:
    assert quickest() in (torch.float32, torch.bfloat16)
    assert quickest("cuda") is torch.bfloat16
