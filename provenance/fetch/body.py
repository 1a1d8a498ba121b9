"""The body of an answer: read within bounds, unpacked, complete or refused.

urllib3 unpacks too, but takes a gzip stream that was cut short for a whole one.
"""

from __future__ import annotations

import time
import zlib

import requests
from urllib3 import HTTPResponse

from provenance.values import dataclass

_CHUNK = 65_536
_DIGITS = 15
"""Digits of a body's length that are believed: a petabyte."""
ACCEPTED = "gzip, deflate"
"""What to send as Accept-Encoding: what is unpacked here."""
_GZIP_OR_ZLIB, _BARE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS


class BodyTooLarge(requests.RequestException):
    """The body is larger than the caller allowed."""


class BodyCutShort(requests.RequestException):
    """The body ended early, or is packed in a way that was not asked for."""


class DeadlinePassed(requests.Timeout):
    """The exchange took longer than the caller allowed, however steadily it dripped."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body, unpacked."""

    data: bytes
    whole: bool
    """False where nothing said how long it is, so that it may have been cut."""


def read_body(raw: HTTPResponse, max_bytes: int, until: float) -> Body:
    """The whole body.

    Raises `BodyTooLarge`, `BodyCutShort`, `DeadlinePassed`, or what broke the connection.
    """
    declared = raw.headers.get("Content-Length", "")
    length = int(declared) if _is_number(declared) else None
    if length is not None and length > max_bytes:
        raise BodyTooLarge(f"{length:,} bytes announced")
    unpackers = _unpackers(raw.headers.get("Content-Encoding", ""))
    body = bytearray()
    while chunk := raw.read1(_CHUNK, decode_content=False):
        for unpacker in unpackers:
            chunk = unpacker.unpack(chunk, max_bytes)
        body += chunk
        if len(body) > max_bytes:
            raise BodyTooLarge(f"more than {max_bytes:,} bytes")
        _check(until)
    # A watched socket is cut at the deadline: half a body may then look like a whole one.
    _check(until)
    if not all(unpacker.is_complete for unpacker in unpackers):
        raise BodyCutShort("its packed body ends early")
    return Body(bytes(body), bool(unpackers) or length is not None or raw.chunked)


def _check(until: float) -> None:
    if time.monotonic() >= until:
        raise DeadlinePassed("the body came too slowly")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _unpackers(codings: str) -> list[_Unpacker]:
    """What undoes the codings named, the one applied last first."""
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if not set(names) <= {"gzip", "x-gzip", "deflate"}:
        raise BodyCutShort("its body is packed in a way that was not asked for")
    return [_Unpacker() for _ in names]


class _Unpacker:
    """One layer of gzip or deflate."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    @property
    def is_complete(self) -> bool:
        """True where the stream has ended, or never begun: some answer 204 with it."""
        return self._stream.eof or not self._begun

    def unpack(self, data: bytes, room: int) -> bytes:
        """What `data` goes on to say. Raises `BodyTooLarge` beyond `room` bytes."""
        out = bytearray()
        while data.strip(b"\0") if self._stream.eof else data:
            if self._stream.eof:  # gzip may hold several streams, one after the other
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            out += self._inflate(data, room - len(out))
            if len(out) > room:
                raise BodyTooLarge(f"more than {room:,} bytes")
            data = self._stream.unused_data
        return bytes(out)

    def _inflate(self, data: bytes, room: int) -> bytes:
        try:
            out = self._stream.decompress(data, room + 1)
        except zlib.error as error:
            if self._begun:
                raise BodyCutShort("its packed body is damaged") from error
            # `deflate` without its wrapper, as some servers send it
            self._stream = zlib.decompressobj(_BARE)
            try:
                out = self._stream.decompress(data, room + 1)
            except zlib.error as again:
                raise BodyCutShort("its packed body is damaged") from again
        self._begun = True
        return out
