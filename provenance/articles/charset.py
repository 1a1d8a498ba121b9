"""Bytes to text: byte-order marks, declared charsets, and declarations that lie."""

from __future__ import annotations

import codecs

from provenance import lazy_re as re
from provenance.errors import UnreadableInput

MAX_BYTES = 20_000_000
"""Bytes of one article. The largest of 2,870 saved news pages is under 5 MB; fetching stops at
8 MB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.\-]{2,40})""", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters, but white space and the escape of ISO-2022 texts."""
_BINARY_STARTS = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (a Word document is one too)",
    b"\x1f\x8b": "a gzip archive",
    b"RIFF": "a WebP picture or a sound",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}


def decode(data: bytes, origin: str) -> str:
    """The text of `data`, line ends as `\\n`, without NUL characters.

    A byte-order mark decides, then UTF-8 where the bytes are valid UTF-8 (a page that declares
    ISO-8859-1 and is valid UTF-8 with non-ASCII letters is UTF-8 in practice), then the declared
    charset, then windows-1252 as browsers do (https://encoding.spec.whatwg.org/#names-and-labels).
    Raises `UnreadableInput` for empty, oversized or binary bytes.
    """
    if not data.strip():
        raise UnreadableInput(f"{origin} is empty: there is no article to read.")
    if len(data) > MAX_BYTES:
        raise UnreadableInput(
            f"{origin} has {len(data):,} bytes; an article may have {MAX_BYTES:,} at most."
        )
    for start, what in _BINARY_STARTS.items():
        if data.startswith(start):
            raise UnreadableInput(
                f"{origin} is {what}, not an article; give the article that shows it."
            )
    text = _decoded(data)
    head = text[:4096]
    if len(_CONTROL.findall(head)) > max(2, len(head) // 50) or head.count("�") > max(
        8, len(head) // 10
    ):
        raise UnreadableInput(
            f"{origin} is a binary file or in an unknown encoding, not an article as text."
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "")


def _decoded(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = _wide(data)
        declared = wide or _declared(data)
        if declared not in (None, "utf-8"):
            try:
                return data.decode(declared or "", "replace")
            except LookupError:
                declared = None
        # Mostly valid UTF-8 with a broken byte somewhere (a truncated page, one pasted comment).
        text = data.decode("utf-8", "replace")
        if (
            declared == "utf-8"
            or error.start >= len(data) - 4
            or text.count("�") * 200 < _beyond_ascii(text)
        ):
            return text
        return data.decode("cp1252", "replace")


def _beyond_ascii(text: str) -> int:
    return sum(1 for c in text if c > "\x7f")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of a page's mark-up is zero."""
    head = data[:400]
    if head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 3 else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    # Web standard: these labels all mean windows-1252.
    if name in {"iso-8859-1", "latin1", "ascii", "us-ascii", "iso8859-1"}:
        return "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
