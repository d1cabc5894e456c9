"""The weights of a packed model, back in the network: `training.export` the other way round.

Eight bits a weight are enough to go on from. A checkpoint, which holds the optimizer too, is ten times as
large and is not kept with the model.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from torch import nn

from training.errors import ModelUnfit
from training.model import Attention, Layer, Whisper

VERSION = 6
"""Of CTranslate2's binary format; `ctranslate2.specs.model_spec` writes it."""

_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}

Variables = dict[str, np.ndarray]


def restore(model: Whisper, folder: Path) -> None:
    """Give `model` the weights of that in `folder`. Raises ModelUnfit where it has another shape or form."""
    try:
        with (folder / "model.bin").open("rb") as file:
            found = _variables(file)
        with torch.no_grad():
            _encoder(found, model)
            _decoder(found, model)
    except (OSError, KeyError, ValueError, RuntimeError, struct.error) as error:
        raise ModelUnfit(f"{folder} is no model to go on from: {error}") from error


def _variables(file: BinaryIO) -> Variables:
    (version,) = struct.unpack("I", file.read(4))
    if version != VERSION:
        raise ValueError(f"version {version} of the binary format, not {VERSION}")
    _string(file)
    _, count = struct.unpack("II", file.read(8))
    found: Variables = {}
    for _ in range(count):
        name, rank = _string(file), file.read(1)[0]
        shape = struct.unpack(f"{rank}I", file.read(4 * rank))
        kind, length = struct.unpack("=BI", file.read(5))
        found[name] = np.frombuffer(file.read(length), _TYPES[kind]).reshape(shape)
    (count,) = struct.unpack("I", file.read(4))
    for _ in range(count):  # equal values are written once
        alias, name = _string(file), _string(file)
        found[alias] = found[name]
    return found


def _string(file: BinaryIO) -> str:
    (length,) = struct.unpack("H", file.read(2))
    return file.read(length)[:-1].decode()


def _encoder(found: Variables, model: Whisper) -> None:
    for name, conv in (("conv1", model.conv1), ("conv2", model.conv2)):
        _fill(found, f"encoder/{name}", [conv])
    _norm(found, "encoder/layer_norm", model.encoder_norm)
    for number, layer in enumerate(model.encoder_layers):
        _layer(found, f"encoder/layer_{number}", layer)


def _decoder(found: Variables, model: Whisper) -> None:
    model.words.weight.copy_(_weight(found, "decoder/embeddings"))
    model.places.copy_(torch.tensor(found["decoder/position_encodings/encodings"]))
    _norm(found, "decoder/layer_norm", model.decoder_norm)
    for number, layer in enumerate(model.decoder_layers):
        place = f"decoder/layer_{number}"
        _layer(found, place, layer)
        _norm(found, f"{place}/attention/layer_norm", layer.cross_norm)
        cross = layer.cross
        _fill(found, f"{place}/attention/linear_0", [cross.query])
        _fill(found, f"{place}/attention/linear_1", [cross.key, cross.value])
        _fill(found, f"{place}/attention/linear_2", [cross.out])


def _layer(found: Variables, place: str, layer: Layer) -> None:
    _norm(found, f"{place}/self_attention/layer_norm", layer.attention_norm)
    _attention(found, f"{place}/self_attention", layer.attention)
    _norm(found, f"{place}/ffn/layer_norm", layer.network_norm)
    _fill(found, f"{place}/ffn/linear_0", [layer.widen])
    _fill(found, f"{place}/ffn/linear_1", [layer.narrow])


def _attention(found: Variables, place: str, its: Attention) -> None:
    _fill(found, f"{place}/linear_0", [its.query, its.key, its.value])
    _fill(found, f"{place}/linear_1", [its.out])


def _fill(found: Variables, place: str, layers: Sequence[nn.Linear | nn.Conv1d]) -> None:
    """Layers whose rows stand one below the other there. A layer without a bias has zeros there."""
    rows = [len(layer.weight) for layer in layers]
    weights = torch.split(_weight(found, place), rows)
    biases = torch.split(torch.tensor(found[f"{place}/bias"]), rows)
    for layer, weight, bias in zip(layers, weights, biases, strict=True):
        layer.weight.data.copy_(weight)
        if layer.bias is not None:
            layer.bias.data.copy_(bias)


def _weight(found: Variables, place: str) -> torch.Tensor:
    """An int8 weight has a scale for each row."""
    weight = torch.tensor(found[f"{place}/weight"]).float()
    scale = found.get(f"{place}/weight_scale")
    if scale is None:
        return weight
    return weight / torch.tensor(scale).reshape(-1, *[1] * (weight.dim() - 1))


def _norm(found: Variables, place: str, norm: nn.LayerNorm) -> None:
    norm.weight.copy_(torch.tensor(found[f"{place}/gamma"]))
    norm.bias.copy_(torch.tensor(found[f"{place}/beta"]))
