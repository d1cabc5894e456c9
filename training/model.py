"""Whisper's network (Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak
Supervision"), small, in a form that trains on short clips.

Whisper always hears 30 s: what follows the speech is padding. All frames of the padding look alike but
for their positions, so `FILLERS` of them, at random later positions and counted log(n / FILLERS) times
in every attention over the sound, stand for all n. A clip of 3 s costs a tenth of the full window.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

MELS = 80
FRAMES = 1500
"""Encoder frames of 20 ms in a window."""

TOKENS = 448
"""The longest text of the decoder, prompt included."""

FILLERS = 12

SHORTER = (75, 300)
"""Frames of padding in a window that is not whole."""

_POSITIONS = 0.15
"""Weight of the encoder's position table: at full weight the sound is drowned by it at the start."""


@dataclass(frozen=True, slots=True)
class Shape:
    vocabulary: int
    width: int = 192
    heads: int = 3
    encoder_layers: int = 4
    decoder_layers: int = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What the encoder makes of clips: `frames` (clips, length + FILLERS, width), the first `length` of
    them of the sound; `weight` (length + FILLERS) is added to attention scores."""

    frames: Tensor
    weight: Tensor
    length: int


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, over: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
        """The result, and the scores before the softmax: (clips, heads, of x, over)."""
        query, key = self._split(self.query(x)), self._split(self.key(over))
        value = self._split(self.value(over))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + weight
        attention = F.softmax(scores, dim=-1)
        mixed = (attention.to(value.dtype) @ value).transpose(1, 2).flatten(2)
        return self.out(mixed), scores

    def _split(self, x: Tensor) -> Tensor:
        return x.reshape(*x.shape[:2], self.heads, -1).transpose(1, 2)


class Layer(nn.Module):
    """Of the encoder."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.network_norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x: Tensor, weight: Tensor) -> Tensor:
        return self._think(self._attend(x, weight))

    def _attend(self, x: Tensor, weight: Tensor) -> Tensor:
        normed = self.attention_norm(x)
        mixed: Tensor = self.attention(normed, normed, weight)[0]
        return x + mixed

    def _think(self, x: Tensor) -> Tensor:
        thought: Tensor = self.narrow(F.gelu(self.widen(self.network_norm(x))))
        return x + thought

    @property
    def last(self) -> tuple[nn.Linear, ...]:
        """What adds to the stream that goes through all layers."""
        return self.attention.out, self.narrow


class CrossingLayer(Layer):
    """Of the decoder: looks at the sound as well."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__(width, heads)
        self.cross_norm = nn.LayerNorm(width)
        self.cross = Attention(width, heads)

    def read(self, x: Tensor, weight: Tensor, heard: Heard) -> tuple[Tensor, Tensor]:
        """The result, and the scores of the sound's frames before the softmax."""
        x = self._attend(x, weight)
        crossed, looked = self.cross(self.cross_norm(x), heard.frames, heard.weight)
        return self._think(x + crossed), looked

    @property
    def last(self) -> tuple[nn.Linear, ...]:
        return *super().last, self.cross.out


class Whisper(nn.Module):
    positions: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.shape = shape
        self.conv1 = nn.Conv1d(MELS, width, 3, padding=1)
        self.conv2 = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.register_buffer("positions", _POSITIONS * _sinusoids(FRAMES, width))
        self.encoder = nn.ModuleList(Layer(width, shape.heads) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(width)
        self.words = nn.Embedding(shape.vocabulary, width)
        self.places = nn.Parameter(torch.zeros(TOKENS, width))
        self.decoder = nn.ModuleList(CrossingLayer(width, shape.heads) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(width)
        self._start()

    def hear(self, mel: Tensor, later: Tensor, window: int = FRAMES) -> Heard:
        """`mel`: (clips, MELS, an even number of frames of 10 ms), zeros behind each clip's sound as in a
        padded window. `later`: FILLERS positions behind it, or all of them, up to the end of `window`."""
        sound = self._convolve(mel).transpose(1, 2)
        length = sound.shape[1]
        padding = self._convolve(mel.new_zeros(1, MELS, 8)).transpose(1, 2)[:, 2]
        fillers = (padding + self.positions[later]).expand(len(mel), -1, -1)
        x = torch.cat([sound + self.positions[:length], fillers.to(sound.dtype)], dim=1)
        counted = math.log((window - length) / len(later)) if len(later) else 0.0
        weight = torch.cat([x.new_zeros(length), x.new_full((len(later),), counted)]).float()
        for layer in self.encoder:
            x = layer(x, weight)
        return Heard(self.encoder_norm(x), weight, length)

    def read(self, tokens: Tensor, heard: Heard) -> tuple[Tensor, Tensor]:
        """Scores of the next token, (clips, tokens, vocabulary), and what the last layer looked at, (clips,
        heads, tokens, frames), before the softmax."""
        count = tokens.shape[1]
        x = self.words(tokens) + self.places[:count]
        causal = x.new_full((count, count), -torch.inf).triu(1).float()
        looked = x
        for layer in self.decoder_layers:
            x, looked = layer.read(x, causal, heard)
        return self.decoder_norm(x) @ self.words.weight.T, looked

    @property
    def ears(self) -> tuple[nn.Parameter, ...]:
        """The weights of the encoder."""
        parts: tuple[nn.Module, ...] = (self.conv1, self.conv2, self.encoder, self.encoder_norm)
        return tuple(weight for part in parts for weight in part.parameters())

    @property
    def encoder_layers(self) -> tuple[Layer, ...]:
        return tuple(layer for layer in self.encoder if isinstance(layer, Layer))

    @property
    def decoder_layers(self) -> tuple[CrossingLayer, ...]:
        return tuple(layer for layer in self.decoder if isinstance(layer, CrossingLayer))

    def _convolve(self, mel: Tensor) -> Tensor:
        return F.gelu(self.conv2(F.gelu(self.conv1(mel))))

    def _start(self) -> None:
        """Weights that let a small network begin to learn: the convolutions must carry the sound through."""
        width = self.shape.width
        nn.init.normal_(self.conv1.weight, std=2 * math.sqrt(2 / (3 * MELS)))
        nn.init.normal_(self.conv2.weight, std=math.sqrt(2 / (3 * width)))
        nn.init.normal_(self.words.weight, std=0.05)
        nn.init.normal_(self.places, std=0.02)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=1 / math.sqrt(module.in_features))
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        for stack in (self.encoder_layers, self.decoder_layers):
            for layer in stack:
                for last in layer.last:
                    last.weight.data /= math.sqrt(2 * len(stack))


def fillers(length: int, generator: torch.Generator, window: int = FRAMES) -> Tensor:
    """Positions for `hear`, spread at random over what follows `length` frames."""
    edges = torch.linspace(length, window, FILLERS + 1)
    spread = torch.rand(FILLERS, generator=generator) * (edges[1:] - edges[:-1])
    return (edges[:-1] + spread).long().clamp(max=window - 1)


def some_window(length: int, generator: torch.Generator) -> int:
    """Frames of a window that `length` of sound may be heard in: the whole one, or a shorter one as often."""
    whole, more = torch.rand(2, generator=generator).tolist()
    least, most = SHORTER
    return FRAMES if whole < 0.5 else min(FRAMES, length + round(least + more * (most - least)))


def _sinusoids(length: int, width: int) -> Tensor:
    """Whisper's table of positions."""
    step = math.log(10_000) / (width // 2 - 1)
    scales = torch.exp(-step * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * scales[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)
