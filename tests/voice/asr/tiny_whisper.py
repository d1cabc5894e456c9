"""A Whisper model of 0.3 MB that always hears the same sentence.

Nothing is mixed in by attention or feed-forward layers, so what a decoder step says next depends on
the token before it alone: a chain from the start through the sentence to the end. The decoder looks at
one stretch of the sound for each link of the chain, which gives the words their times.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ctranslate2.specs import WhisperSpec
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from training.tokens import SPECIAL, TIMES

WIDTH = 64
_CERTAIN = 4.0
"""How far the next token's logit stands out, times the square root of the width."""

_STRETCH = 5
"""Encoder frames of 20 ms to each token of the chain."""

Weights = npt.NDArray[np.float32]


def write(folder: Path, sentence: str = " Yes, please.", *, silent: bool = False) -> Path:
    """A model in `folder` that faster-whisper loads. `silent` makes it sure that nobody spoke."""
    folder.mkdir(parents=True)
    tokenizer = _tokenizer(sentence)
    tokenizer.save(str(folder / "tokenizer.json"))
    chain = _chain(tokenizer, sentence)
    spec = WhisperSpec(1, 1, 1, 1)
    _fill_encoder(spec.encoder)
    _fill_decoder(spec.decoder, tokenizer, chain, silent=silent)
    words = tokenizer.get_vocab()
    spec.register_vocabulary(sorted(words, key=lambda word: words[word]))
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [words["<|startoftranscript|>"]]
    spec.config.alignment_heads = [[0, 0]]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _tokenizer(sentence: str) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator([sentence] * 10, trainer)
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in (*SPECIAL, *TIMES)])
    return tokenizer


def _chain(tokenizer: Tokenizer, sentence: str) -> list[int]:
    ids = tokenizer.encode(sentence, add_special_tokens=False).ids
    assert len(set(ids)) == len(ids), "a chain visits each token once"
    words = tokenizer.get_vocab()
    before = words["<|startoftranscript|>"], words["<|0.00|>"]
    return [*before, *ids, words["<|1.00|>"], words["<|endoftext|>"]]


def _fill_encoder(encoder: object) -> None:
    _linear(encoder.conv1, (WIDTH, 80, 3))  # type: ignore[attr-defined]
    _linear(encoder.conv2, (WIDTH, WIDTH, 3))  # type: ignore[attr-defined]
    places = _zeros(1500, WIDTH)
    for frame in range(WIDTH * _STRETCH):
        places[frame, frame // _STRETCH] = 1.0
    encoder.position_encodings.encodings = places  # type: ignore[attr-defined]
    _norm(encoder.layer_norm)  # type: ignore[attr-defined]
    for layer in encoder.layer:  # type: ignore[attr-defined]
        _attention(layer.self_attention, (3,))
        _feed_forward(layer.ffn)


def _fill_decoder(decoder: object, tokenizer: Tokenizer, chain: list[int], *, silent: bool) -> None:
    size = tokenizer.get_vocab_size()
    embeddings, projection = _zeros(size, WIDTH), _zeros(size, WIDTH)
    for direction, (token, following) in enumerate(pairwise(chain)):
        embeddings[token, direction] = 1.0
        projection[following, direction] = _CERTAIN
    embeddings[tokenizer.token_to_id("<|notimestamps|>")] = embeddings[chain[1]]
    if silent:
        projection[tokenizer.token_to_id("<|nospeech|>"), 0] = 2 * _CERTAIN
    decoder.embeddings.weight = embeddings  # type: ignore[attr-defined]
    decoder.projection.weight = projection  # type: ignore[attr-defined]
    decoder.projection.bias = _zeros(size)  # type: ignore[attr-defined]
    decoder.position_encodings.encodings = _zeros(448, WIDTH)  # type: ignore[attr-defined]
    _norm(decoder.layer_norm)  # type: ignore[attr-defined]
    for layer in decoder.layer:  # type: ignore[attr-defined]
        _attention(layer.self_attention, (3,))
        _attention(layer.attention, (1, 2))
        layer.attention.linear[0].weight = np.eye(WIDTH, dtype=np.float32)
        layer.attention.linear[1].weight[:WIDTH] = np.eye(WIDTH, dtype=np.float32)
        _feed_forward(layer.ffn)


def _attention(attention: object, inputs: tuple[int, ...]) -> None:
    _norm(attention.layer_norm)  # type: ignore[attr-defined]
    for linear, factor in zip(attention.linear, (*inputs, 1), strict=True):  # type: ignore[attr-defined]
        _linear(linear, (factor * WIDTH, WIDTH))


def _feed_forward(network: object) -> None:
    _norm(network.layer_norm)  # type: ignore[attr-defined]
    _linear(network.linear_0, (WIDTH, WIDTH))  # type: ignore[attr-defined]
    _linear(network.linear_1, (WIDTH, WIDTH))  # type: ignore[attr-defined]


def _linear(spec: object, shape: tuple[int, ...]) -> None:
    spec.weight = _zeros(*shape)  # type: ignore[attr-defined]
    spec.bias = _zeros(shape[0])  # type: ignore[attr-defined]


def _norm(spec: object) -> None:
    spec.gamma = np.ones(WIDTH, np.float32)  # type: ignore[attr-defined]
    spec.beta = _zeros(WIDTH)  # type: ignore[attr-defined]


def _zeros(*shape: int) -> Weights:
    return np.zeros(shape, np.float32)
