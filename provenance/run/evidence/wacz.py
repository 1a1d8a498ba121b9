"""A WARC packed as WACZ 1.1.1: each answer is found by address and time.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from provenance.run.evidence.warc import WARC, Indexed, sort_key
from provenance.values import dataclass

VERSION = "1.1.1"
ARCHIVE = f"archive/{WARC}"
INDEX, INDEX_OF_INDEX = "indexes/index.cdx.gz", "indexes/index.idx"
PAGES = "pages/pages.jsonl"
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"


@dataclass(frozen=True, slots=True)
class Collection:
    """What a WACZ says of itself."""

    title: str
    description: str
    software: str
    created: datetime
    main: str | None = None
    """The article's address, where it was fetched."""


def pack(file: Path, warc: Path, lines: Sequence[Indexed], about: Collection) -> None:
    """Write the WACZ. Raises `OSError`, and `zipfile.LargeZipFile` beyond 4 GB."""
    ordered = sorted(lines, key=lambda one: (sort_key(one.url), one.moment))
    index = gzip.compress("".join(one.line for one in ordered).encode(), mtime=0)
    parts: dict[str, bytes] = {
        INDEX: index,
        INDEX_OF_INDEX: _index_of_index(ordered, index).encode(),
        PAGES: _pages(lines, about).encode(),
    }
    hashes = {ARCHIVE: _hash_of(warc), **{k: _sha256(v) for k, v in parts.items()}}
    sizes = {ARCHIVE: warc.stat().st_size, **{k: len(v) for k, v in parts.items()}}
    package = _package(hashes, sizes, lines, about)
    digest = json.dumps({"path": PACKAGE, "hash": _sha256(package)}, indent=2).encode()
    with zipfile.ZipFile(file, "w", allowZip64=False) as out:
        out.write(warc, ARCHIVE, zipfile.ZIP_STORED)
        for name, data in {**parts, PACKAGE: package, DIGEST: digest}.items():
            packed = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, about.created.timetuple()[:6])
            out.writestr(entry, data, packed)


def _index_of_index(lines: Sequence[Indexed], index: bytes) -> str:
    """The compressed index' own: where its one block begins, and what it begins with."""
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": Path(INDEX).name})
    told = f"!meta 0 {meta}\n"
    if lines:
        first = " ".join(lines[0].line.split(" ", 2)[:2])
        block = {"offset": 0, "length": len(index), "digest": _sha256(index)}
        told += f"{first} {json.dumps(block)}\n"
    return told


def _pages(lines: Sequence[Indexed], about: Collection) -> str:
    """What a reader may open: the article first, then every answer."""
    rows: list[Mapping[str, object]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    ]
    shown = [one for one in lines if one.status == 200]
    for number, one in enumerate(sorted(shown, key=lambda one: one.url != about.main)):
        title = about.title if one.url == about.main else one.url
        moment = f"{one.moment:%Y-%m-%dT%H:%M:%SZ}"
        rows.append({"id": f"page-{number}", "url": one.url, "ts": moment, "title": title})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _package(
    hashes: Mapping[str, str],
    sizes: Mapping[str, int],
    lines: Sequence[Indexed],
    about: Collection,
) -> bytes:
    main = next((one for one in lines if one.url == about.main and one.status == 200), None)
    told: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": about.title,
        "description": about.description,
        "software": about.software,
        "created": f"{about.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "resources": [
            {"name": Path(path).name, "path": path, "hash": hashes[path], "bytes": sizes[path]}
            for path in hashes
        ],
    }
    if main is not None:
        told |= {"mainPageUrl": main.url, "mainPageDate": f"{main.moment:%Y-%m-%dT%H:%M:%SZ}"}
    return json.dumps(told, indent=2, ensure_ascii=False).encode()


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
