"""Models are fetched whole or not at all; a real HTTP server on loopback plays the hub."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ringup.voice.errors import ModelDownloadFailed
from ringup.voice.models import piper_file, pull_piper, pull_whisper, whisper_folder

VOICE = "en_US-lessac-medium"
_PLACE = "en/en_US/lessac/medium"


class Hub:
    """Files by repository, as the hub lists and serves them, and the faults it can have."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, bytes]] = {
            "Systran/faster-whisper-tiny.en": {
                "README.md": b"not wanted",
                "config.json": b"{}",
                "model.bin": bytes(range(256)) * 4_000,
                "tokenizer.json": b"{ }",
                "vocabulary.txt": b"a\nb\n",
            },
            "rhasspy/piper-voices": {
                f"{_PLACE}/{VOICE}.onnx": b"voice" * 50_000,
                f"{_PLACE}/{VOICE}.onnx.json": b"{}",
                f"{_PLACE}/MODEL_CARD": b"not wanted",
            },
        }
        self.asked: list[tuple[str, str | None]] = []
        self.cut_after: int | None = None
        self.damaged = False
        self.status = 200
        self.url = ""

    def listing(self, repository: str, folder: str) -> bytes:
        return json.dumps(
            [
                {
                    "type": "file",
                    "path": path,
                    "size": len(content),
                    **(
                        {"lfs": {"oid": hashlib.sha256(content).hexdigest(), "size": len(content)}}
                        if len(content) > 1_000
                        else {}
                    ),
                }
                for path, content in self.files[repository].items()
                if path.startswith(folder)
            ]
        ).encode()


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, self.headers.get("Range")))
            if made.status != 200:
                self.send_error(made.status)
            elif self.path.startswith("/api/models/"):
                owner, name, _, _, *folder = self.path.removeprefix("/api/models/").split("/")
                self._send(made.listing(f"{owner}/{name}", "/".join(folder)))
            else:
                repository, path = self.path[1:].split("/resolve/main/")
                self._send_file(made.files[repository][path])

        def _send_file(self, content: bytes) -> None:
            if made.damaged:
                content = b"!" + content[1:]
            start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = len(content) if made.cut_after is None else start + made.cut_after
            self.wfile.write(content[start:end])

        def _send(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_pulls_a_whisper_model(hub: Hub, tmp_path: Path) -> None:
    folder = pull_whisper("tiny.en", tmp_path, hub=hub.url)
    assert folder == whisper_folder("tiny.en", tmp_path)
    wanted = {"config.json", "model.bin", "tokenizer.json", "vocabulary.txt"}
    assert {path.name for path in folder.iterdir()} == wanted
    stored = hub.files["Systran/faster-whisper-tiny.en"]
    assert all((folder / name).read_bytes() == stored[name] for name in wanted)


def test_pulls_a_voice_with_its_settings(hub: Hub, tmp_path: Path) -> None:
    path = pull_piper(VOICE, tmp_path, hub=hub.url)
    assert path == piper_file(VOICE, tmp_path)
    assert {p.name for p in path.parent.iterdir()} == {f"{VOICE}.onnx", f"{VOICE}.onnx.json"}


def test_tells_how_far_it_is(hub: Hub, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    pull_whisper("tiny.en", tmp_path, lambda done, total: steps.append((done, total)), hub.url)
    done = [step[0] for step in steps]
    assert done == sorted(done)
    assert steps[0][0] == 0
    assert steps[-1] == (1_024_009, 1_024_009)


def test_does_not_fetch_twice(hub: Hub, tmp_path: Path) -> None:
    pull_piper(VOICE, tmp_path, hub=hub.url)
    hub.asked.clear()
    steps: list[tuple[int, int]] = []
    pull_piper(VOICE, tmp_path, lambda done, total: steps.append((done, total)), hub.url)
    assert len(hub.asked) == 1  # the listing
    assert steps[-1][0] == steps[-1][1]


def test_goes_on_where_it_was_cut_off(hub: Hub, tmp_path: Path) -> None:
    hub.cut_after = 100_000
    with pytest.raises(ModelDownloadFailed, match="run it again to go on"):
        pull_piper(VOICE, tmp_path, hub=hub.url)
    assert not piper_file(VOICE, tmp_path).exists()
    hub.cut_after = None
    path = pull_piper(VOICE, tmp_path, hub=hub.url)
    assert path.read_bytes() == hub.files["rhasspy/piper-voices"][f"{_PLACE}/{VOICE}.onnx"]
    assert hub.asked[-1][1] == "bytes=100000-"


def test_refuses_a_damaged_file(hub: Hub, tmp_path: Path) -> None:
    hub.damaged = True
    with pytest.raises(ModelDownloadFailed, match="damaged"):
        pull_piper(VOICE, tmp_path, hub=hub.url)
    assert not piper_file(VOICE, tmp_path).exists()
    hub.damaged = False
    assert pull_piper(VOICE, tmp_path, hub=hub.url).exists()


@pytest.mark.parametrize(("status", "says"), [(404, "does not have it"), (503, "answered 503")])
def test_says_what_the_hub_answered(hub: Hub, tmp_path: Path, status: int, says: str) -> None:
    hub.status = status
    with pytest.raises(ModelDownloadFailed, match=says):
        pull_whisper("tiny.en", tmp_path, hub=hub.url)


def test_says_that_there_is_no_network(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ModelDownloadFailed, match="is there a network"):
        pull_whisper("tiny.en", tmp_path, hub="http://127.0.0.1:1")


def test_says_that_the_disk_refused(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "piper").write_text("a file where the folder should be")
    with pytest.raises(ModelDownloadFailed, match="cannot write the model"):
        pull_piper(VOICE, tmp_path, hub=hub.url)


@pytest.mark.parametrize("name", ["huge", ""])
def test_names_the_models_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelDownloadFailed, match=r"tiny\.en"):
        pull_whisper(name, tmp_path)


def test_a_voice_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ModelDownloadFailed, match="lessac"):
        pull_piper("robot", tmp_path)


def test_a_model_the_hub_does_not_list(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ModelDownloadFailed, match="any more"):
        pull_piper("en_US-nobody-low", tmp_path, hub=hub.url)
