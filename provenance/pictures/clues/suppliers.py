"""Agencies and stock libraries by their ids in names and addresses.

The table is `supplier_files.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.lexicon.suppliers import supplier
from provenance.model import FileClue, Locator
from provenance.pictures.clues.ids import ap_date
from provenance.values import dataclass

_REUTERS = re.compile(
    r"(?P<time>20\d\d-\d\d-\d\dT\d{6}Z)_(?P<usn>\d{1,12})_(?P<id>[A-Z0-9]{6,14})_(?P<service>RTR[A-Z]{2,6}|[A-Z]{4,10})"
    r"_(?P<priority>\d)_(?P<slug>[^/.?]{1,120})",
    re.I,
)
_REUTERS_ID = re.compile(
    r"(?:^|(?<=[^A-Z0-9]))(?:RC2[A-Z0-9]{9}|RT[XSR][A-Z0-9]{4,6}|LYNX[A-Z0-9]{9})(?=[^A-Z0-9]|$)"
)
_AP = re.compile(r"(?:^|(?<=[^A-Za-z0-9]))AP[-_]?(?P<key>\d{11,14})(?!\d)", re.I | re.A)


@dataclass(frozen=True, slots=True)
class ReutersName:
    """What a Reuters file name says."""

    time: datetime
    """UTC: when this version was sent, which may be after the exposure by minutes or, for file
    pictures, years."""
    id: str
    """The picture id."""
    service: str
    slug: str


def reuters_name(name: str) -> ReutersName | None:
    """The parts of a Reuters file name; None for any other.

    Its form is `…Z_number_ID_SERVICE_priority_SLUG`.
    """
    match = _REUTERS.search(name[:400])
    if not match:
        return None
    try:
        time = datetime.strptime(match["time"].upper(), "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return ReutersName(time, match["id"].upper(), match["service"].upper(), match["slug"])


def supplier_clues(text: str, where: Locator, *, address: bool) -> Iterator[FileClue]:
    """Agencies' and stock libraries' ids in a file name.

    Or in an `address` without its scheme.
    """
    found: set[tuple[str, str]] = set()
    low = text.lower()
    for form in _forms(address):
        match = form.pattern.search(text) if form.word in low else None
        if match and form.source not in {source for source, _ in found}:
            number = next(v for k, v in match.groupdict().items() if k.startswith("id") and v)
            if form.capitals:
                number = number.upper()
            found.add((form.source, number))
            yield FileClue("agency-id", form.source, number, None, where)
            if page := supplier(form.source).item:
                yield FileClue("page", form.source, page.format(id=number), None, where)
    if not address:
        yield from _wire_names(text, where)


def _wire_names(name: str, where: Locator) -> Iterator[FileClue]:
    reuters = reuters_name(name)
    if reuters:
        yield FileClue("agency-id", "reuters", reuters.id, None, where)
        yield FileClue(
            "sent-time",
            "reuters",
            reuters.time.isoformat().replace("+00:00", "Z"),
            reuters.time,
            where,
        )
        yield FileClue("slug", "reuters", reuters.slug, None, where)
    elif match := _REUTERS_ID.search(name):
        yield FileClue("agency-id", "reuters", match[0], None, where)
    if (match := _AP.search(name)) and (day := ap_date(match["key"])):
        yield FileClue("agency-id", "ap", match["key"], None, where)
        yield FileClue("sent-time", "ap", day.isoformat(), None, where)


@dataclass(frozen=True, slots=True)
class _Form:
    source: str
    pattern: re.Pattern[str]
    capitals: bool
    word: str
    """What stands in all that the pattern finds; empty where nothing does."""


@cache
def _forms(address: bool) -> tuple[_Form, ...]:
    return tuple(
        _Form(
            source,
            re.compile(form["pattern"], re.I | re.A),
            row.get("capitals", False),
            word_of(form["pattern"]),
        )
        for source, row in read_table("supplier_files").items()
        for form in row.get("form", ())
        if (form["in"] == "url") is address
    )


_CLASS = re.compile(r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|\[\^?\]?[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-z]{3,}(?![a-z?*{])")


def word_of(pattern: str) -> str:
    """The longest word in all that a form's pattern finds; empty where there is none.

    Of thirty forms nearly every address has the word of none: they were a fortieth of an audit.
    """
    bare = _CLASS.sub(" ", pattern)
    while (inner := _GROUP.sub(" ", bare)) != bare:
        bare = inner
    return "" if "|" in bare or "(" in bare else max(_WORD.findall(bare), key=len, default="")
