"""What is trained is what faster-whisper will run: the same sound, the same tokens, the same network."""

from __future__ import annotations

from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from tokenizers import Tokenizer

from training import tokens
from training.batches import NOTHING, Writer
from training.export import STAMP, export, stamps
from training.features import log_mels
from training.mixing import Example, Mixer, Sentence, Sound
from training.model import FRAMES, Shape, Whisper
from training.sounds import Sounds, held_out, make, plan

TEXTS = ["i'd like to reorder the usual please", "four seven one two oh three", "yes please", "no"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return tokens.train(TEXTS * 3, 120)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Sounds:
    folder = tmp_path_factory.mktemp("sounds")
    make(plan(TEXTS, seed=1), folder, lambda done, of: None, 1)
    return Sounds(folder)


def noise(seconds: float) -> Sound:
    samples: Sound = (0.1 * np.random.default_rng(1).normal(size=round(seconds * 16_000))).astype(np.float32)
    return samples


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_needs_the_bare_space_which_faster_whisper_suppresses(
    tokenizer: Tokenizer, text: str
) -> None:
    read = tokenizer.encode(f" {text}", add_special_tokens=False)
    assert tokens.SPACE not in read.tokens
    assert tokenizer.decode(read.ids) == f" {text}"


def test_time_stamps_are_the_last_tokens(tokenizer: Tokenizer) -> None:
    size = tokenizer.get_vocab_size()
    first = tokens.id_of(tokenizer, "<|0.00|>")
    assert first == size - 1501 == tokens.id_of(tokenizer, "<|notimestamps|>") + 1
    assert size < 51_865, "from there on CTranslate2 takes a model for a multilingual one"


def test_the_spectrogram_is_faster_whispers() -> None:
    sound = noise(1.0)
    theirs = FeatureExtractor()(sound)
    [ours], [frames] = log_mels([sound])
    np.testing.assert_allclose(ours[:, : frames - 1], theirs[:, : frames - 1], atol=1e-4)
    assert not ours[:, frames:].any(), "a padded window holds zeros"


@pytest.mark.parametrize("frames", [FRAMES, 300])
def test_the_network_is_the_one_that_ctranslate2_runs(
    tokenizer: Tokenizer, tmp_path: Path, frames: int
) -> None:
    """In a padded window, whole or not."""
    torch.manual_seed(1)
    model = Whisper(Shape(tokenizer.get_vocab_size())).eval()
    export(model, tokenizer, tmp_path / "model", "float32")
    engine = ctranslate2.models.Whisper(str(tmp_path / "model"), compute_type="float32")
    mel, _ = log_mels([noise(1.0)])
    window = torch.zeros(1, mel.shape[1], 2 * frames)
    window[..., : mel.shape[-1]] = mel
    encoded = engine.encode(ctranslate2.StorageView.from_array(window.numpy()))
    length = mel.shape[-1] // 2
    with torch.no_grad():
        heard = model.hear(mel, torch.arange(length, frames), frames)
        np.testing.assert_allclose(heard.frames[:, :length], np.array(encoded)[:, :length], atol=1e-3)
        begin = [tokenizer.token_to_id(f"<|{name}|>") for name in ("startoftranscript", "notimestamps")]
        [written] = engine.generate(encoded, [begin], beam_size=1, max_length=8, suppress_blank=False)
        line = list(begin)
        for _ in written.sequences_ids[0]:
            scores, _ = model.read(torch.tensor([line]), heard)
            line.append(int((scores[0, -1] + torch.from_numpy(stamps(len(scores[0, -1])))).argmax()))
    assert line[2:] == written.sequences_ids[0]


def test_few_time_stamps_are_written_and_each_stands_for_those_around_it(tokenizer: Tokenizer) -> None:
    scores = torch.zeros(tokenizer.get_vocab_size()) + torch.from_numpy(stamps(tokenizer.get_vocab_size()))
    before, after = torch.zeros(len(scores)).softmax(-1), scores.softmax(-1)
    written = [tokenizer.id_to_token(int(number)) for number in after.nonzero() if after[number] > 1e-9]
    times = [token for token in written if token in tokens.TIMES]
    assert times == list(tokens.TIMES[::STAMP])
    assert len(written) - len(times) == tokenizer.get_vocab_size() - len(tokens.TIMES)
    first = tokens.id_of(tokenizer, "<|0.00|>")
    assert float(after[first:].sum()) == pytest.approx(float(before[first:].sum()), abs=0.01)


def test_a_network_is_not_changed_by_being_exported(tokenizer: Tokenizer, tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = Whisper(Shape(tokenizer.get_vocab_size())).eval()
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    export(model, tokenizer, tmp_path / "model")
    assert all(torch.equal(before[name], weight) for name, weight in model.state_dict().items())


def test_an_example_is_written_as_whisper_writes(tokenizer: Tokenizer) -> None:
    sentence = Sentence("yes please", 0.5, 1.5, (0.9, 1.4))
    batch = Writer(tokenizer, TEXTS, seed=3).batch([Example(noise(2.0), (sentence,))] * 20)
    for read, said in zip(batch.tokens.tolist(), batch.targets.tolist(), strict=True):
        counted = [token for token in said if token != NOTHING]
        assert tokenizer.decode(counted) == " yes please"
        assert counted[-1] == tokenizer.token_to_id("<|endoftext|>")
        assert tokenizer.token_to_id("<|startoftranscript|>") in read
    for row, place, first, last in batch.spans.tolist():
        word = tokenizer.decode([int(batch.targets[row, place])]).strip()
        assert word
        assert word in "yes please"
        assert 25 <= first < last <= 70


def test_a_window_in_which_nobody_speaks_ends_at_once(tokenizer: Tokenizer) -> None:
    batch = Writer(tokenizer, TEXTS, seed=3).batch([Example(noise(1.0), ())] * 10)
    for said in batch.targets.tolist():
        counted = [token for token in said if token != NOTHING]
        assert counted == [tokenizer.token_to_id("<|nospeech|>"), tokenizer.token_to_id("<|endoftext|>")]


def test_words_end_where_the_voice_says(sounds: Sounds) -> None:
    for clip in sounds.clips:
        assert len(clip.ends) == len(clip.text.split())
        assert clip.ends[-1] <= clip.seconds


def test_what_is_broken_off_is_not_written(sounds: Sounds) -> None:
    mixer = Mixer(sounds, range(len(sounds.clips)), seed=1)
    made = [mixer.example([0]) for _ in range(300)]  # of which some eighteen are
    texts = {example.sentences[0].text for example in made if example.sentences}
    assert len(texts) > 1
    assert all(TEXTS[0].startswith(text) for text in texts)
    for example in made:
        for sentence in example.sentences:
            assert sentence.end <= example.seconds + 0.1


def test_the_same_texts_are_held_out_every_time() -> None:
    many = [f"order number {number} please" for number in range(2_000)]
    kept = [text for text in many if held_out(text)]
    assert 20 < len(kept) < 90
    assert not held_out("yes please")
