"""From the trained network to the folder that faster-whisper loads: CTranslate2, int8."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2.specs import WhisperSpec
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.model import MELS, Attention, Layer, Whisper
from training.tokens import TIMES

FEATURES = {
    "feature_size": MELS,
    "sampling_rate": 16_000,
    "hop_length": 160,
    "chunk_length": 30,
    "n_fft": 400,
}

POINTER = [-1, 0]
"""Layer and head of the decoder's crossing attention that looks at the word being written."""


STAMP = 10
"""Steps of 20 ms between two time stamps that are written. Where exactly an utterance begins and ends is a
matter of taste: spread over its neighbours, each stamp would look doubtful, and with it the whole of a short
utterance, whose probability is mostly that of its stamps."""

_NEVER = -100.0
"""Added to a token's score: beyond anything that the network can say for it."""


def export(model: Whisper, tokenizer: Tokenizer, folder: Path, quantization: str = "int8") -> None:
    """Write `folder`, which must not hold a model yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shape = model.shape
    spec = WhisperSpec(shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads)
    _encoder(spec.encoder, model)
    _decoder(spec.decoder, model)
    words = tokenizer.get_vocab()
    spec.register_vocabulary(sorted(words, key=lambda word: words[word]))
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []  # a window in which nobody speaks may end at once
    spec.config.lang_ids = [words["<|startoftranscript|>"]]
    spec.config.alignment_heads = [[shape.decoder_layers + POINTER[0], POINTER[1]]]
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "preprocessor_config.json").write_text(json.dumps(FEATURES) + "\n", encoding="utf-8")


def _encoder(spec: Any, model: Whisper) -> None:
    for its, conv in ((spec.conv1, model.conv1), (spec.conv2, model.conv2)):
        assert conv.bias is not None
        its.weight, its.bias = _plain(conv.weight), _plain(conv.bias)
    spec.position_encodings.encodings = _plain(model.positions)
    _norm(spec.layer_norm, model.encoder_norm)
    for its, layer in zip(spec.layer, model.encoder_layers, strict=True):
        _layer(its, layer)


def _decoder(spec: Any, model: Whisper) -> None:
    spec.embeddings.weight = _plain(model.words.weight)
    spec.position_encodings.encodings = _plain(model.places)
    spec.projection.weight = _plain(model.words.weight)
    spec.projection.bias = stamps(model.shape.vocabulary)
    _norm(spec.layer_norm, model.decoder_norm)
    for its, layer in zip(spec.layer, model.decoder_layers, strict=True):
        _layer(its, layer)
        _norm(its.attention.layer_norm, layer.cross_norm)
        query, key, value = _parts(layer.cross)
        _linear(its.attention.linear[0], [query])
        _linear(its.attention.linear[1], [key, value])
        _linear(its.attention.linear[2], [_part(layer.cross.out)])


def stamps(vocabulary: int) -> np.ndarray:
    """What is added to the tokens' scores: every tenth time stamp stands for the ten next to it."""
    bias = np.zeros(vocabulary, np.float32)
    times = bias[-len(TIMES) :]
    times[:] = _NEVER
    times[::STAMP] = math.log(STAMP)
    return bias


def _layer(spec: Any, layer: Layer) -> None:
    _norm(spec.self_attention.layer_norm, layer.attention_norm)
    _linear(spec.self_attention.linear[0], list(_parts(layer.attention)))
    _linear(spec.self_attention.linear[1], [_part(layer.attention.out)])
    _norm(spec.ffn.layer_norm, layer.network_norm)
    _linear(spec.ffn.linear_0, [_part(layer.widen)])
    _linear(spec.ffn.linear_1, [_part(layer.narrow)])


Part = tuple[np.ndarray, np.ndarray]
"""A linear layer's weight and bias."""


def _parts(attention: Attention) -> tuple[Part, Part, Part]:
    return _part(attention.query), _part(attention.key), _part(attention.value)


def _part(linear: nn.Linear) -> Part:
    bias = torch.zeros(linear.out_features) if linear.bias is None else linear.bias
    return _plain(linear.weight), _plain(bias)


def _linear(spec: Any, parts: list[Part]) -> None:
    spec.weight = np.concatenate([weight for weight, _ in parts])
    spec.bias = np.concatenate([bias for _, bias in parts])


def _norm(spec: Any, norm: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = _plain(norm.weight), _plain(norm.bias)


def _plain(tensor: Tensor) -> np.ndarray:
    """A copy, for what is quantised is changed in its place."""
    values: np.ndarray = tensor.detach().float().numpy().copy()
    return values
