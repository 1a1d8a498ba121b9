"""Reading a bundle's WACZ again, as bytes that may have been made to harm."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from provenance.run.evidence.wacz import ARCHIVE, DIGEST, INDEX, PACKAGE, VERSION
from provenance.values import dataclass

MOST_UNPACKED = 4_300_000_000
"""Bytes of all exchanges, unpacked: what a WACZ without ZIP64 can hold is packed pictures."""
MOST_RECORD = 260_000_000
"""Bytes of one record: four times the largest picture that is fetched by default."""
MOST_RECORDS = 50_000
"""An article of 100 pictures, each with 50 candidates, takes some 10,000."""
_MOST_HEADER = 300_000
"""Bytes of a record's headers, its own or HTTP's: what is written has at most 230,000."""
_MOST_ENTRIES, _MOST_DIRECTORY = 50, 20_000
_MOST_TEXT = 60_000_000
_END, _END_SIGNATURE, _LONG_SIGNATURE = 22, b"PK\x05\x06", b"PK\x06\x07"
_CHUNK = 1 << 16
_GZIP = zlib.MAX_WBITS + 16


class Unsound(Exception):
    """A WACZ that does not hold; `str()` is the end of a sentence."""


def check_exchanges(stream: IO[bytes]) -> int:
    """How many answers there are, each held against its digest. Raises `Unsound`."""
    _refuse_other_zips(stream)
    with zipfile.ZipFile(stream) as packed:
        names = packed.namelist()
        if len(names) != len(set(names)):
            raise Unsound("two of its entries have one name")
        missing = [name for name in (ARCHIVE, INDEX, PACKAGE, DIGEST) if name not in names]
        if missing:
            raise Unsound(f"it has no {missing[0]}")
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
            raise Unsound("it unpacks to more than any bundle's")
        _check_package(packed, names)
        offsets, answers = _check_warc(packed)
        _check_index(packed, offsets, answers)
        return answers


def _refuse_other_zips(stream: IO[bytes]) -> None:
    """Look at the directory's size before it is read. Raises `Unsound`."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(max(0, size - _END - 20))
    tail = stream.read()
    end = tail[-_END:]
    if not end.startswith(_END_SIGNATURE) or end[-2:] != b"\0\0" or _LONG_SIGNATURE in tail[:4]:
        raise Unsound("it is not packed as this program packs")
    entries, directory = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if entries > _MOST_ENTRIES or directory > _MOST_DIRECTORY:
        raise Unsound("it has more entries than any bundle's")
    stream.seek(0)


def _check_package(packed: zipfile.ZipFile, names: list[str]) -> None:
    """Every entry is what the package says."""
    package = _text(packed, PACKAGE)
    digest = json.loads(_text(packed, DIGEST))
    if digest.get("hash") != f"sha256:{hashlib.sha256(package).hexdigest()}":
        raise Unsound(f"{PACKAGE} was changed")
    told = json.loads(package)
    if told.get("wacz_version") != VERSION:
        raise Unsound(f"it is no WACZ {VERSION}")
    hashes = {resource["path"]: resource["hash"] for resource in told["resources"]}
    if hashes.keys() != set(names) - {PACKAGE, DIGEST}:
        raise Unsound("its entries are not those of its package")
    for name, expected in hashes.items():
        hasher, left = hashlib.sha256(), packed.getinfo(name).file_size
        with packed.open(name) as entry:
            while chunk := entry.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unsound(f"{name} is longer than it says")
                hasher.update(chunk)
        if f"sha256:{hasher.hexdigest()}" != expected:
            raise Unsound(f"{name} was changed")


def _text(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as entry:
        data = entry.read(_MOST_TEXT + 1)
    if len(data) > _MOST_TEXT:
        raise Unsound(f"{name} is too large")
    return data


def _check_warc(packed: zipfile.ZipFile) -> tuple[set[tuple[int, int]], int]:
    """Where responses stand (offset, length), and how many. Raises `Unsound`."""
    answers: dict[str, tuple[int, int]] = {}
    asked: set[str] = set()
    with packed.open(ARCHIVE) as entry:
        for number, member in enumerate(_members(entry)):
            if number >= MOST_RECORDS:
                raise Unsound("it has more records than any bundle's")
            kind, id, concurrent = _check_record(member.data)
            if kind == "response":
                answers[id] = (member.offset, member.length)
            elif kind == "request":
                asked.add(concurrent)
    if answers.keys() != asked:
        raise Unsound("an answer has no request, or a request no answer")
    return set(answers.values()), len(answers)


@dataclass(frozen=True, slots=True)
class _Member:
    """One gzip member: one record."""

    data: bytes
    offset: int
    length: int


def _members(entry: IO[bytes]) -> Iterator[_Member]:
    """Each record, unpacked within bounds. Raises `Unsound`, `zlib.error`."""
    offset, rest, whole = 0, entry.read(_CHUNK), 0
    while rest:
        unpacker, data, length = zlib.decompressobj(_GZIP), bytearray(), 0
        while not unpacker.eof:
            if not rest:
                raise Unsound("its last record is cut short")
            data += unpacker.decompress(rest, MOST_RECORD - len(data) + 1)
            if len(data) > MOST_RECORD:
                raise Unsound("a record is larger than any answer")
            left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            length += len(rest) - len(left)
            rest = left or entry.read(_CHUNK)
        whole += len(data)
        if whole > MOST_UNPACKED:
            raise Unsound("it unpacks to more than any bundle's")
        yield _Member(bytes(data), offset, length)
        offset += length


def _check_record(data: bytes) -> tuple[str, str, str]:
    """Its type, its id, and the id of the record that it belongs to. Raises `Unsound`."""
    from warcio.archiveiterator import ArchiveIterator

    head = data.find(b"\r\n\r\n")
    if not data.startswith(b"WARC/1.1\r\n") or not 0 < head < _MOST_HEADER:
        raise Unsound("a record does not begin as WARC 1.1 does")
    if data.find(b"\r\n\r\n", head + 4, head + _MOST_HEADER) < 0:
        raise Unsound("a record's headers have no end")
    records = ArchiveIterator(BytesIO(data), check_digests=True, block_size=len(data))
    record = next(records)
    while record.raw_stream.read(_CHUNK):
        pass
    kind = record.rec_headers.get_header("WARC-Type")
    is_exchange = kind in ("request", "response")
    has_digest = record.rec_headers.get_header("WARC-Payload-Digest") or not is_exchange
    if kind not in ("warcinfo", "request", "response") or not has_digest:
        raise Unsound(f"a record of the kind {str(kind)[:40]!r} has no digest")
    if record.digest_checker.passed is not True:
        url = str(record.rec_headers.get_header("WARC-Target-URI"))[:200]
        raise Unsound(f"what {url} answered is not what its digest says")
    if next(records, None) is not None:
        raise Unsound("two records are packed as one")
    return kind, _header(record, "WARC-Record-ID"), _header(record, "WARC-Concurrent-To")


def _header(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name) or "")


def _check_index(packed: zipfile.ZipFile, offsets: set[tuple[int, int]], answers: int) -> None:
    """Every line of the index leads to an answer, and every answer has one."""
    unpacked = zlib.decompressobj(_GZIP)
    data = unpacked.decompress(_text(packed, INDEX), _MOST_TEXT)
    if not unpacked.eof:
        raise Unsound("its index is too large, or cut short")
    lines = [json.loads(line.split(b" ", 2)[2]) for line in data.splitlines()]
    named = {(int(line["offset"]), int(line["length"])) for line in lines}
    if len(lines) != answers or named != offsets:
        raise Unsound("its index does not lead to its answers")
