"""Marks, ids and empty values in embedded metadata.

The tables are `supplier_files.toml` and `file_words.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.model import MetadataValue
from provenance.values import dataclass


def marks_of(texts: Mapping[str, list[str]]) -> tuple[MetadataValue, ...]:
    """Platforms and agencies, each once with the first tag that shows it."""
    found: dict[str, MetadataValue] = {}
    for mark in _table().marks:
        for tag in mark.tags:
            if mark.who not in found and any(
                mark.pattern.search(value[:2000]) for value in texts.get(tag, ())
            ):
                found[mark.who] = MetadataValue(mark.who, tag)
    # a library's files bear the marks of the house that sells it, too
    for who in tuple(found):
        found.pop(_table().sold_by.get(who, ""), None)
    return tuple(found.values())


def supplier_id(
    texts: Mapping[str, list[str]], marks: tuple[MetadataValue, ...]
) -> MetadataValue | None:
    """The supplier's own id of the picture.

    In the field that the marked supplier is known to use, or in the PLUS field.
    """
    table = _table()
    for mark in marks:
        form = table.id_forms.get(mark.value)
        for tag in table.ids.get(mark.value, ()):
            for value in texts.get(tag, ()):
                if form is not None and form.fullmatch(value.strip()):
                    return MetadataValue(value.strip(), tag)
    for tag in ("XMP-plus:ImageSupplierImageID", "XMP-plus:ImageSupplierImageId"):
        for value in texts.get(tag, ()):
            if not is_placeholder(value):
                return MetadataValue(value.strip(), tag)
    return None


def is_placeholder(text: str) -> bool:
    """True for a value that says nothing.

    Blanks, dashes, what a camera writes where nobody wrote anything.
    """
    plain = " ".join(text.split()).strip(" .\x00").casefold()
    table = _table()
    return plain in table.empty or (len(plain) < 80 and bool(table.empty_form.search(plain)))


@dataclass(frozen=True, slots=True)
class _Mark:
    who: str
    tags: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Table:
    marks: tuple[_Mark, ...]
    ids: Mapping[str, list[str]]
    id_forms: Mapping[str, re.Pattern[str]]
    sold_by: Mapping[str, str]
    empty: frozenset[str]
    empty_form: re.Pattern[str]


@cache
def _table() -> _Table:
    files, words = read_table("supplier_files"), read_table("file_words")["placeholders"]
    return _Table(
        tuple(
            _Mark(who, tuple(mark["tags"]), re.compile(mark["pattern"], re.I))
            for who, row in files.items()
            for mark in row.get("mark", ())
        ),
        {who: row["id"]["tags"] for who, row in files.items() if "id" in row},
        {who: re.compile(row["id"]["form"]) for who, row in files.items() if "id" in row},
        {who: row["sold_by"] for who, row in files.items() if "sold_by" in row},
        frozenset(words["texts"]),
        re.compile(words["pattern"]),
    )
