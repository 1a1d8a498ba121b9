"""JPEG XL -> a file that Pillow decodes, by libjxl's own program `djxl`.

Where it is installed. It runs as a process of its own with bounds on pixels, time, memory and what
it writes; the size is read from the codestream's header before it is started. A JPEG that was
packed into a JPEG XL comes back byte for byte, with its metadata; any other becomes a PNG, upright.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from provenance.errors import UnreadablePicture
from provenance.model import Reason
from provenance.pictures.isobmff import boxes

MAX_PIXELS = 40_000_000
"""Largest picture that is handed over, pixels: libjxl keeps about 30 bytes for each."""
MEMORY = 4_000_000_000
"""Bytes of memory that the program may ask for."""
SECONDS = 30
"""Of processor and of waiting; 12 megapixels take about 2."""
_PROGRAM = "djxl"
_BARE, _BOXED = b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"
_BOUNDED = tuple(
    -getattr(signal, name) for name in ("SIGKILL", "SIGXCPU", "SIGXFSZ") if hasattr(signal, name)
)
"""How a program ends that meets one of its bounds."""
_RATIOS = (0.0, 1.0, 1.2, 4 / 3, 1.5, 16 / 9, 1.25, 2.0)
_BITS = (9, 13, 18, 30)
"""How many bits a number may have: its first two bits say which."""


def is_jpeg_xl(data: bytes) -> bool:
    """True for a bare codestream and for one in boxes."""
    return data.startswith((_BARE, _BOXED))


def available() -> bool:
    """True where the program is installed."""
    return shutil.which(_PROGRAM) is not None


def unpacked(data: bytes) -> bytes:
    """The bytes of a JPEG or PNG with the same pixels.

    Raises `UnreadablePicture`: `not-an-image` where the program is missing or fails, `too-large`
    beyond the bounds.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise UnreadablePicture(
            Reason.NOT_AN_IMAGE,
            "This is a JPEG XL picture: install `djxl` (Debian's libjxl-tools) to read it.",
        )
    width, height = size_of(data)
    if width * height > MAX_PIXELS:
        raise UnreadablePicture(
            Reason.TOO_LARGE,
            f"The JPEG XL picture has {width} × {height} pixels, more than the {MAX_PIXELS:,} that "
            "are decoded.",
        )
    suffix = ".jpg" if any(kind == b"jbrd" for kind, _, _ in boxes(data)) else ".png"
    with tempfile.TemporaryDirectory(prefix="jpeg-xl-") as folder:
        given, made = Path(folder) / "given.jxl", Path(folder) / f"made{suffix}"
        given.write_bytes(data)
        command = [program, "--quiet", "--num_threads=1", str(given), str(made)]
        if suffix == ".png":
            command.insert(1, "--bits_per_sample=8")
        largest = 1_000_000 + max(5 * width * height, 4 * len(data))
        ended = _run(command, largest)
        if ended is None:
            raise UnreadablePicture(
                Reason.TOO_LARGE, "The JPEG XL picture needs more time or memory than is allowed."
            )
        if ended != 0 or not made.is_file() or not made.stat().st_size:
            raise UnreadablePicture(
                Reason.NOT_AN_IMAGE, "The JPEG XL file is damaged and cannot be decoded."
            )
        return made.read_bytes()


def _run(command: list[str], largest: int) -> int | None:
    """The program's exit status; None where it was stopped at one of its bounds."""
    with subprocess.Popen(  # noqa: S603 - a fixed program and two files of our own folder
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={},
    ) as running:
        try:
            _bound(running.pid, largest)
            ended = running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            running.kill()  # else leaving waits for it, however long it takes
    return None if ended in _BOUNDED else ended


def _bound(process: int, largest: int) -> None:
    """Set limits on a process, or leave those that are tighter.

    Where the system has none or lets none be set, only the time bounds it.
    """
    try:
        import resource

        kinds = (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, largest),
        )
        limits_of = resource.prlimit
    except (ImportError, AttributeError):
        return
    for kind, limit in kinds:
        with suppress(OSError, ValueError):
            there = (one for one in limits_of(process, kind) if one != resource.RLIM_INFINITY)
            tightest = min([limit, *there])
            limits_of(process, kind, (tightest, tightest))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in the codestream's header.

    Raises `UnreadablePicture` where there is none.
    """
    stream = data if data.startswith(_BARE) else b"".join(_codestream(data))
    try:
        return _size(_Bits(stream))
    except IndexError as error:
        raise UnreadablePicture(
            Reason.NOT_AN_IMAGE, "The JPEG XL file ends before its first pixel."
        ) from error


def _codestream(data: bytes) -> Iterator[bytes]:
    """The beginnings of the parts of the codestream, as its boxes hold them."""
    for kind, start, end in boxes(data):
        if kind == b"jxlc":
            yield data[start : min(end, start + 64)]
        elif kind == b"jxlp":
            yield data[start + 4 : min(end, start + 68)]


class _Bits:
    """Bits of a codestream, the lowest of each byte first.

    Raises `IndexError` at its end.
    """

    def __init__(self, stream: bytes) -> None:
        if not stream.startswith(_BARE):
            raise IndexError("no codestream")
        self._stream, self._at = stream, 16

    def number(self, bits: int) -> int:
        """The next bits as a number."""
        value = 0
        for place in range(bits):
            value |= (self._stream[self._at >> 3] >> (self._at & 7) & 1) << place
            self._at += 1
        return value


def _size(bits: _Bits) -> tuple[int, int]:
    """ISO/IEC 18181-1, SizeHeader: height, then width or its ratio to the height."""
    small = bits.number(1)

    def side() -> int:
        if small:
            return 8 * (bits.number(5) + 1)
        return bits.number(_BITS[bits.number(2)]) + 1

    height = side()
    ratio = bits.number(3)
    return (int(height * _RATIOS[ratio]) if ratio else side()), height
