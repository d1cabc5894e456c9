"""The sound of a call over HTTP, and the waveform that is drawn of it."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import httpx
import numpy as np
import pytest

from ringup.pipelines.recording import Recorder
from ringup.telephony.console.waveform import MOST, read_waveform
from ringup.voice.audio import Audio
from tests.telephony.console import scene
from tests.telephony.console.conftest import Console

SOUND = "/console/calls/CA1/recording.wav"
WAVEFORM = "/console/calls/CA1/waveform.json"


@pytest.fixture
def recording(console: Console) -> Path:
    return scene.add_bought_call(console.archive).recording


@pytest.fixture
def content(recording: Path) -> bytes:
    return recording.read_bytes()


async def test_the_whole_recording(content: bytes, operator: httpx.AsyncClient) -> None:
    answer = await operator.get(SOUND)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content == content


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("0-", 0, None), ("100-199", 100, 200), ("150000-", 150_000, None), ("-64", -64, None)],
)
async def test_a_range_of_it(
    content: bytes, operator: httpx.AsyncClient, wanted: str, start: int, end: int | None
) -> None:
    answer = await operator.get(SOUND, headers={"range": f"bytes={wanted}"})
    assert answer.status_code == 206
    assert answer.content == content[start:end]
    first = start % len(content)
    last = first + len(answer.content) - 1
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"


async def test_a_range_beyond_the_end(content: bytes, operator: httpx.AsyncClient) -> None:
    answer = await operator.get(SOUND, headers={"range": "bytes=99999999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(content)}"


async def test_only_its_head(content: bytes, operator: httpx.AsyncClient) -> None:
    answer = await operator.head(SOUND)
    assert int(answer.headers["content-length"]) == len(content)


@pytest.mark.parametrize("call", ["nope", "..%2fCA1", "%2e%2e"])
async def test_no_sound_of_an_unknown_call(recording: Path, operator: httpx.AsyncClient, call: str) -> None:
    for name in ("recording.wav", "waveform.json"):
        answer = await operator.get(f"/console/calls/{call}/{name}")
        assert answer.status_code == 404


async def test_no_sound_of_a_call_that_was_not_recorded(
    console: Console, operator: httpx.AsyncClient
) -> None:
    scene.add_plain_call(console.archive, "CB", scene.NOW)
    answer = await operator.get("/console/calls/CB/recording.wav")
    assert (answer.status_code, answer.text) == (404, "Nothing of this call was recorded.\n")


async def test_a_growing_recording_is_a_playable_file(console: Console, operator: httpx.AsyncClient) -> None:
    folder = console.archive.open("CL", "phone", None, scene.NOW)
    recorder = Recorder.open(folder.recording, scene.RATE)
    for stamp in range(0, 4000, 20):
        recorder.caller(Audio(np.full(160, 7000, dtype=np.int16), scene.RATE), stamp)
    whole = await operator.get("/console/calls/CL/recording.wav")
    seen = (await operator.get("/console/calls/CL/waveform.json")).json()
    for stamp in range(4000, 8000, 20):
        recorder.caller(Audio(np.full(160, 7000, dtype=np.int16), scene.RATE), stamp)
    with wave.open(io.BytesIO(whole.content)) as playable:
        assert playable.getnframes() >= 2 * scene.RATE
    url = f"/console/calls/CL/recording.wav?until={seen['bytes']}"
    later = await operator.get(url, headers={"range": "bytes=1000-"})
    assert later.headers["content-range"].endswith(f"/{seen['bytes']}")
    assert later.content == whole.content[1000 : seen["bytes"]]
    again = await operator.get(url, headers={"range": "bytes=2000-"})
    assert again.headers["etag"] == later.headers["etag"]
    assert len((await operator.get(url)).content) == seen["bytes"]
    recorder.close()


async def test_the_waveform_has_both_channels(content: bytes, operator: httpx.AsyncClient) -> None:
    seen = (await operator.get(WAVEFORM)).json()
    assert seen["duration"] == scene.DURATION_MS / 1000
    assert seen["bytes"] == len(content)
    per_second = len(seen["caller"]) / seen["duration"]
    answer, read_back = round(9.35 * per_second), round(7.0 * per_second)
    assert max(seen["caller"][answer - 20 : answer + 20]) > 90
    assert max(seen["assistant"][answer - 20 : answer + 20]) == 0
    assert max(seen["assistant"][read_back - 20 : read_back + 20]) > 90
    assert max(seen["caller"][read_back - 20 : read_back + 20]) == 0


def test_a_recording_without_sound_yet_is_flat(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    Recorder.open(path, scene.RATE).close()
    seen = read_waveform(path)
    assert seen.duration == 0
    assert set(seen.caller) == set(seen.assistant) == {0}


def test_noise_is_not_drawn_as_speech(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    write(path, np.tile(np.array([[30, -30]], dtype="<i2"), (scene.RATE, 1)))
    assert max(read_waveform(path).caller) < 5


def test_the_deepest_sample_does_not_overflow(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    write(path, np.tile(np.array([[-32768, 0]], dtype="<i2"), (scene.RATE, 1)))
    assert set(read_waveform(path).caller) == {100}


def test_a_long_call_is_not_drawn_finer_than_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    write(path, np.zeros((scene.RATE * 900, 2), dtype="<i2"))
    assert len(read_waveform(path).caller) == MOST


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"no sound at all" * 9])
async def test_a_damaged_recording_is_an_error_and_no_traceback(
    console: Console, operator: httpx.AsyncClient, damage: bytes
) -> None:
    replace(scene.add_bought_call(console.archive).recording, damage)
    answer = await operator.get(WAVEFORM)
    assert answer.status_code == 503
    assert answer.text == "This cannot be read now.\n"


def replace(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def write(path: Path, samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(scene.RATE)
        out.writeframes(samples.tobytes())
