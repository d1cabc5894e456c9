"""Models from the hub: Whisper's and Piper's, fetched once, file by file.

A file is downloaded beside its place and renamed when its size and digest are right, so a model is
never half a file; what was fetched before an interruption is not fetched again.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from ringup.voice.errors import ModelDownloadFailed

HUB = "https://huggingface.co"

Progress = Callable[[int, int], None]
"""Bytes there so far and bytes in all, of the whole model."""

WHISPER: Mapping[str, str] = MappingProxyType(
    {
        "tiny.en": "Systran/faster-whisper-tiny.en",
        "base.en": "Systran/faster-whisper-base.en",
        "small.en": "Systran/faster-whisper-small.en",
        "medium.en": "Systran/faster-whisper-medium.en",
        "distil-small.en": "Systran/faster-distil-whisper-small.en",
        "tiny": "Systran/faster-whisper-tiny",
        "base": "Systran/faster-whisper-base",
        "small": "Systran/faster-whisper-small",
        "large-v3": "Systran/faster-whisper-large-v3",
    }
)
"""Names people use, and where the model lives on the hub."""

PIPER = (
    "en_US-lessac-medium",
    "en_US-amy-medium",
    "en_US-ryan-medium",
    "en_GB-alba-medium",
)
"""Voices known to be good on the telephone; any other of the same repository can be named as well."""

_PIPER_REPOSITORY = "rhasspy/piper-voices"
_WHISPER_FILES = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json")
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class _Lfs(BaseModel):
    oid: str


class _Entry(BaseModel):
    """One file in the hub's listing; large ones carry their SHA-256."""

    path: str
    size: int
    lfs: _Lfs | None = None


_LISTING = TypeAdapter(list[_Entry])


@dataclass(frozen=True, slots=True)
class _File:
    url: str
    target: Path
    size: int
    sha256: str | None

    @property
    def part(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    @property
    def there(self) -> bool:
        return self.target.is_file() and self.target.stat().st_size == self.size


def whisper_folder(name: str, root: Path) -> Path:
    """Where `pull_whisper` puts a model."""
    return root / "whisper" / name


def piper_file(voice: str, root: Path) -> Path:
    """Where `pull_piper` puts a voice."""
    return root / "piper" / f"{voice}.onnx"


def pull_whisper(
    name: str, root: Path, progress: Progress = lambda done, total: None, hub: str = HUB
) -> Path:
    """The folder of the model, fetched if need be. Blocks. Raises ModelDownloadFailed."""
    if name not in WHISPER:
        raise ModelDownloadFailed(f"no Whisper model {name!r}; there are: {', '.join(WHISPER)}")
    folder = whisper_folder(name, root)
    with _speaking_plainly(hub), _client() as client:
        listing = _list(client, hub, WHISPER[name], "")
        wanted = [
            entry for entry in listing if entry.path in _WHISPER_FILES or entry.path.startswith("vocabulary.")
        ]
        _fetch(client, _files(hub, WHISPER[name], wanted, folder), progress)
    return folder


def pull_piper(voice: str, root: Path, progress: Progress = lambda done, total: None, hub: str = HUB) -> Path:
    """The voice's .onnx file with its .onnx.json beside it. Blocks. Raises ModelDownloadFailed."""
    try:
        language, speaker, quality = voice.split("-")
    except ValueError:
        raise ModelDownloadFailed(f"{voice!r} is no voice; one is {PIPER[0]!r}") from None
    target = piper_file(voice, root)
    place = f"{language.split('_')[0]}/{language}/{speaker}/{quality}"
    with _speaking_plainly(hub), _client() as client:
        listing = _list(client, hub, _PIPER_REPOSITORY, place)
        names = {f"{place}/{target.name}", f"{place}/{target.name}.json"}
        wanted = [entry for entry in listing if entry.path in names]
        _fetch(client, _files(hub, _PIPER_REPOSITORY, wanted, target.parent), progress)
    return target


def _client() -> httpx.Client:
    plain = {"Accept-Encoding": "identity"}  # a range counts the bytes of what is sent
    return httpx.Client(follow_redirects=True, timeout=_TIMEOUT, headers=plain)


def _list(client: httpx.Client, hub: str, repository: str, folder: str) -> list[_Entry]:
    path = f"/api/models/{repository}/tree/main/{folder}".rstrip("/")
    reply = client.get(hub + path)
    reply.raise_for_status()
    return _LISTING.validate_json(reply.content)


def _files(hub: str, repository: str, entries: list[_Entry], folder: Path) -> list[_File]:
    if not entries:
        raise ModelDownloadFailed(f"{repository} does not hold this model any more")
    small_first = sorted(entries, key=lambda entry: entry.size)
    return [
        _File(
            f"{hub}/{repository}/resolve/main/{entry.path}",
            folder / Path(entry.path).name,
            entry.size,
            entry.lfs.oid if entry.lfs else None,
        )
        for entry in small_first
    ]


def _fetch(client: httpx.Client, files: list[_File], progress: Progress) -> None:
    total = sum(file.size for file in files)
    done = sum(file.size for file in files if file.there)
    progress(done, total)
    for file in files:
        if not file.there:
            before = done
            for done_here in _download(client, file):
                progress(before + done_here, total)
            done += file.size


def _download(client: httpx.Client, file: _File) -> Iterator[int]:
    """Fetch one file, going on where an earlier try stopped; gives the bytes there so far."""
    file.target.parent.mkdir(parents=True, exist_ok=True)
    have = file.part.stat().st_size if file.part.exists() else 0
    if have > file.size:
        have = 0
    if have < file.size:
        headers = {"Range": f"bytes={have}-"} if have else {}
        with client.stream("GET", file.url, headers=headers) as reply:
            reply.raise_for_status()
            have = have if reply.status_code == httpx.codes.PARTIAL_CONTENT else 0
            with file.part.open("ab" if have else "wb") as out:
                for chunk in reply.iter_bytes():
                    out.write(chunk)
                    have += len(chunk)
                    yield have
    _check(file)
    os.replace(file.part, file.target)


def _check(file: _File) -> None:
    """Raises ModelDownloadFailed, and removes the part when going on from it would not help."""
    size = file.part.stat().st_size
    if size < file.size:
        raise ModelDownloadFailed(
            f"the connection ended early: {file.target.name} has {size} of {file.size} bytes; "
            "run it again to go on from there"
        )
    with file.part.open("rb") as part:
        digest = hashlib.file_digest(part, "sha256").hexdigest()
    if size > file.size or file.sha256 not in (None, digest):
        file.part.unlink()
        raise ModelDownloadFailed(f"{file.target.name} arrived damaged; run it again")


@contextmanager
def _speaking_plainly(hub: str) -> Iterator[None]:
    """Every error of the network, the hub and the disk as one that says what happened."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        what = "does not have it (404)" if status == httpx.codes.NOT_FOUND else f"answered {status}"
        raise ModelDownloadFailed(f"{hub} {what}: {error.request.url.path}") from error
    except httpx.ConnectError as error:
        raise ModelDownloadFailed(
            f"no way to {hub}: is there a network? The embedded engines need no download"
        ) from error
    except httpx.HTTPError as error:
        raise ModelDownloadFailed(
            f"the connection to {hub} failed ({type(error).__name__}); run it again to go on"
        ) from error
    except ValidationError as error:
        raise ModelDownloadFailed(f"{hub} sent a listing that makes no sense") from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "the disk is full" if full else (error.strerror or str(error))
        raise ModelDownloadFailed(f"cannot write the model: {why}") from error
