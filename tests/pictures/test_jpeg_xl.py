"""JPEG XL: its size is known before it is decoded, and the decoder is bounded."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from provenance.errors import UnreadablePicture
from provenance.model import Reason
from provenance.pictures import jpeg_xl, read_picture
from provenance.pictures.metadata import read_metadata

resource = pytest.importorskip("resource")


def bits(*numbers: tuple[int, int]) -> bytes:
    """A codestream that begins with these (value, bits)."""
    written, at = 0, 0
    for value, wide in numbers:
        written |= value << at
        at += wide
    return b"\xff\x0a" + written.to_bytes(at // 8 + 24, "little")


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


SMALL = bits((1, 1), (29, 5), (3, 3))  # 240 rows, 4:3
EXACT = bits((0, 1), (1, 2), (768, 13), (0, 3), (1, 2), (1023, 13))
HUGE = bits((0, 1), (3, 2), (999_999, 30), (1, 3))
FILE = b"\0\0\0\x0cJXL \r\n\x87\n"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (SMALL, (320, 240)),
        (EXACT, (1024, 769)),
        (HUGE, (1_000_000, 1_000_000)),
        (FILE + box(b"jxlc", EXACT), (1024, 769)),
        (FILE + box(b"jxlp", b"\0\0\0\0" + EXACT[:3]) + box(b"jxlp", b"\0\0\0\1" + EXACT[3:]),
         (1024, 769)),
    ],
)  # fmt: skip
def test_the_size_stands_in_the_header(data: bytes, size: tuple[int, int]) -> None:
    assert jpeg_xl.is_jpeg_xl(data)
    assert jpeg_xl.size_of(data) == size


@pytest.mark.parametrize("data", [b"\xff\x0a", FILE, FILE + box(b"jxlc", b"\0" * 30)])
def test_a_file_without_a_header_is_told_as_cut(data: bytes) -> None:
    with pytest.raises(UnreadablePicture, match="before its first pixel"):
        jpeg_xl.size_of(data)


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A decoder of our own in the place of the real one."""
    path = folder / "djxl"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_picture_that_claims_to_be_huge_never_reaches_the_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, f"touch {tmp_path}/ran")
    with pytest.raises(UnreadablePicture, match=r"1000000 × 1000000 pixels") as caught:
        read_picture(HUGE)
    assert caught.value.reason is Reason.TOO_LARGE
    assert not (tmp_path / "ran").exists()


def test_a_decoder_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(jpeg_xl, "SECONDS", 1)
    with pytest.raises(UnreadablePicture, match="more time or memory than is allowed") as caught:
        read_picture(EXACT)
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("signal", ["KILL", "XCPU", "XFSZ"])
def test_a_decoder_that_meets_a_bound_is_not_told_as_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: str
) -> None:
    program(tmp_path, monkeypatch, f"kill -{signal} $$")
    with pytest.raises(UnreadablePicture, match="more time or memory than is allowed") as caught:
        read_picture(EXACT)
    assert caught.value.reason is Reason.TOO_LARGE


LOWERED = """
import os, resource, sys, time
from provenance.errors import UnreadablePicture
from provenance.pictures import jpeg_xl
jpeg_xl.SECONDS = 1
resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    jpeg_xl.unpacked(bytes.fromhex(sys.argv[1]))
except UnreadablePicture as error:
    print(error.reason.value)
"""


def test_a_system_that_allows_less_than_we_do_still_stops_the_decoder() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is closed to another user
        Path(folder).chmod(0o755)
        path = Path(folder) / "djxl"
        path.write_text("#!/bin/sh\nexec sleep 60\n")
        path.chmod(0o755)
        ended = subprocess.run(
            [sys.executable, "-c", LOWERED, EXACT.hex()],
            capture_output=True,
            text=True,
            timeout=50,
            env={**os.environ, "PATH": f"{folder}:/usr/bin:/bin"},
        )
        assert ended.stdout == "too-large\n", ended.stderr


def test_a_system_that_lets_nothing_be_bounded_still_stops_the_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("not permitted")

    program(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(jpeg_xl, "SECONDS", 1)
    monkeypatch.setattr(resource, "prlimit", refused)
    with pytest.raises(UnreadablePicture, match="more time or memory than is allowed"):
        read_picture(EXACT)


def test_limits_that_are_tighter_already_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_to: dict[int, tuple[int, int]] = {}
    there = {
        resource.RLIMIT_AS: (1_000, 2_000),
        resource.RLIMIT_CPU: (resource.RLIM_INFINITY, 7),
        resource.RLIMIT_FSIZE: (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
    }

    def prlimit(_: int, kind: int, limits: tuple[int, int] | None = None) -> tuple[int, int]:
        if limits is not None:
            set_to[kind] = limits
        return there[kind]

    monkeypatch.setattr(resource, "prlimit", prlimit)
    jpeg_xl._bound(1, 5_000)
    assert set_to == {
        resource.RLIMIT_AS: (1_000, 1_000),
        resource.RLIMIT_CPU: (7, 7),
        resource.RLIMIT_FSIZE: (5_000, 5_000),
    }


def test_an_interrupted_wait_leaves_no_decoder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    program(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(resource, "prlimit", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        read_picture(EXACT)
    assert time.monotonic() - began < 30


def test_a_decoder_that_writes_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, 'for last; do :; done; sleep 0.2; exec cat /dev/zero > "$last"')
    with pytest.raises(UnreadablePicture, match="more time or memory than is allowed"):
        read_picture(SMALL)


@pytest.mark.parametrize("end", ["exit 1", "kill -SEGV $$"])
def test_a_decoder_that_gives_up_found_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    program(tmp_path, monkeypatch, end)
    with pytest.raises(UnreadablePicture, match="damaged") as caught:
        read_picture(SMALL)
    assert caught.value.reason is Reason.NOT_AN_IMAGE


def test_without_the_decoder_the_editor_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadablePicture, match="install `djxl`"):
        read_picture(EXACT)


def test_what_is_packed_is_unpacked_within_bounds() -> None:
    brotli = pytest.importorskip("brotli")
    said = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Example Agency"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    read = read_metadata(FILE + box(b"brob", b"xml " + brotli.compress(said)))
    assert read.credit_line is not None
    assert read.credit_line.value == "Example Agency"
    bomb = read_metadata(FILE + box(b"brob", b"xml " + brotli.compress(b" " * 60_000_000)))
    assert any("Brotli" in note for note in bomb.unread)
