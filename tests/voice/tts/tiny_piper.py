"""A Piper voice of a few kilobytes: a hum whose length follows the phonemes."""

from __future__ import annotations

import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE = 16_000
_SAMPLES_A_PHONEME = 400


def write(folder: Path) -> Path:
    """The .onnx file, with its .onnx.json beside it."""
    path = folder / "tiny.onnx"
    onnx.save(_model(), path)
    config = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    path.with_name("tiny.onnx.json").write_text(json.dumps(config))
    return path


def _model() -> onnx.ModelProto:
    floats = {"zero": 0.0, "one": 1.0, "each": float(_SAMPLES_A_PHONEME), "step": 0.1}
    constants = [helper.make_tensor(k, TensorProto.FLOAT, [], [v]) for k, v in floats.items()]
    shape = helper.make_tensor("shape", TensorProto.INT64, [4], [1, 1, 1, -1])
    nodes = [
        helper.make_node("Size", ["input"], ["count"]),
        helper.make_node("Cast", ["count"], ["phonemes"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["phonemes", "each"], ["samples"]),
        helper.make_node("Range", ["zero", "samples", "one"], ["time"]),
        helper.make_node("Mul", ["time", "step"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["hum"]),
        helper.make_node("Reshape", ["hum", "shape"], ["output"]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes_in"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples_out"])
    graph = helper.make_graph(nodes, "hum", inputs, [output], [*constants, shape])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
