"""What writing in a picture is: a mark, a stamp, a banner, a meme, a sign.

By where it stands and what its whole line says. What is laid over a picture is level, small and
near an edge, or repeated; what hangs in a scene seldom is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from provenance import lazy_re as re
from provenance.lexicon.folding import normalise, words_of
from provenance.lexicon.phrases import load_vocabulary
from provenance.lexicon.suppliers import SELLERS, Supplier, SupplierKind, suppliers
from provenance.model import Case, Evidence, Locator, Picture, Place, WrittenLine
from provenance.rules.kit import terms
from provenance.rules.kit.evidence import words
from provenance.values import dataclass

CERTAIN = 0.9
"""Certainty from which a line counts: of 116 drawn lines that were read letter for letter none has
less, of 100 that were not, 20 have more, nearly all a part of the line (`bench_writing.py`)."""
CORNER = 0.06
"""Share of the picture's width and height within which a mark stands from its corner: twice the
farthest of 69 marks and stamps that were drawn two hundredths from it."""
SMALL = 0.08
"""Height of a mark's or stamp's line, with the space around it, as a share of the picture's: of
those 69, the highest has 0.074."""
LEVEL = 0.13
"""How far a level line may fall, as a share of its height: of those 69 two fall further, of 28
signs seen from the side 20."""
FULL = 12
"""Different lines from which a picture is a page, a street of shops or a drawing with labels:
nothing in it is taken for a mark."""
TILES = 3
"""How often a library's name is repeated over its preview, at least."""
SHORT = 4
"""Letters of a name that may be another word: AP, EPA, AFP, dpa."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A supplier's or broadcaster's name laid over a picture."""

    line: WrittenLine
    name: str
    suppliers: tuple[Supplier, ...]
    """Empty for a broadcaster."""
    sure: bool
    """False where the name is short and stands alone: it may be a word of the scene."""


def evidence_of(case: Case, line: WrittenLine, label: str) -> Evidence:
    """A line as evidence, with where it stands in the picture."""
    box, url = line.box, case.picture.url if case.picture else None
    spot = f"pixels {box.x}, {box.y} to {box.x + box.width}, {box.y + box.height}"
    return Evidence(label, line.text, Locator(spot, url=url))


def marks(picture: Picture) -> Iterator[Mark]:
    """The marks of suppliers and broadcasters, a repeated one once."""
    tiled = tuple(_tiled(picture))
    yield from tiled
    for line in () if tiled else _laid_over(picture):
        if not (_in_corner(picture, line) and _is_small(picture, line)):
            continue
        if named := _supplier_line(line.text):
            found, signed = named
            name = " / ".join(row.title for row in found)
            yield Mark(line, name, found, signed or len(line.text) > SHORT)
        elif channel := _channel(line.text):
            yield Mark(line, channel, (), False)


def _sure(picture: Picture) -> tuple[WrittenLine, ...]:
    written = picture.writing.lines if picture.writing else ()
    return tuple(line for line in written if line.certainty >= CERTAIN)


def _laid_over(picture: Picture) -> tuple[WrittenLine, ...]:
    """The level lines of a picture that is not full of writing."""
    sure = _sure(picture)
    if picture.writing is None or len({line.text for line in picture.writing.lines}) > FULL:
        return ()
    return tuple(line for line in sure if _is_level(line))


def _is_level(line: WrittenLine) -> bool:
    return abs(math.tan(math.radians(line.tilt))) * line.box.width <= LEVEL * line.box.height


def _is_small(picture: Picture, line: WrittenLine) -> bool:
    return line.box.height <= SMALL * picture.height


def _in_corner(picture: Picture, line: WrittenLine) -> bool:
    box = line.box
    aside = min(box.x, picture.width - box.x - box.width)
    return aside <= CORNER * picture.width and _at_edge(picture, line)


def _at_edge(picture: Picture, line: WrittenLine) -> bool:
    """True at the upper or the lower edge."""
    box = line.box
    return min(box.y, picture.height - box.y - box.height) <= CORNER * picture.height


def _tiled(picture: Picture) -> Iterator[Mark]:
    """A library's name repeated over its preview, with hardly another word."""
    by: dict[tuple[Supplier, ...], list[WrittenLine]] = defaultdict(list)
    others = set()
    for line in _sure(picture):
        named = _supplier_line(line.text)
        if named and all(_sells_previews(row) for row in named[0]):
            by[named[0]].append(line)
        else:
            others.add(line.text)
    for found, lines in by.items():
        heights = [line.box.height for line in lines]
        if len(lines) >= TILES and len(others) < TILES and max(heights) < 2 * min(heights):
            yield Mark(lines[0], found[0].title, found, True)


def _sells_previews(row: Supplier) -> bool:
    return row.kind is SupplierKind.STOCK or row.id == "getty"


def _supplier_line(text: str) -> tuple[tuple[Supplier, ...], bool] | None:
    """The suppliers that fill the line, and whether it looks like a credit.

    None for a line that says anything else. A photographer's name may stand behind a slash or a
    copyright sign.
    """
    plain = normalise(text)
    found = [f for f in load_vocabulary().names_in(plain) if f.entry.supplier in suppliers()]
    rows = [suppliers()[f.entry.supplier] for f in found if f.entry.supplier]
    if not rows or any(row.kind not in SELLERS for row in rows):
        return None
    rest = plain
    for name in reversed(found):
        rest = f"{rest[: name.start]} {rest[name.end :]}"
    signed = re.search(words("writing")["sign"], plain, re.I) is not None
    known = words("writing")["beside"]
    strange = [w[0] for w in words_of(rest) if w[0].casefold() not in known and w[0].isalpha()]
    is_credit = "/" in rest or "©" in rest
    if strange and not (is_credit and len(strange) <= _NAME and all(w.istitle() or w.isupper()
                                                                    for w in strange)):  # fmt: skip
        return None
    return tuple(dict.fromkeys(rows)), signed


_NAME = 4
"""Words of a photographer's name."""


def _channel(text: str) -> str:
    """The broadcaster whose name fills the line; empty for none."""
    known = {name.casefold(): str(name) for name in words("writing")["channels"]}
    whole, bare = normalise(text).casefold(), _without_live(text).casefold()
    return known.get(whole) or known.get(bare, "")


def _without_live(text: str) -> str:
    """The line without "LIVE", the time and what divides them."""
    return " ".join(_live().sub(" ", normalise(text)).split()).strip(" |·-–—:,.•")


@cache
def _live() -> re.Pattern[str]:
    leads = "|".join(sorted(words("writing")["live"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:{leads})\b|\b\d\d?[:.]\d\d(?: ?(?:[ap]m|[A-Z]{{3,4}}))?\b|[|·•]", re.I
    )


def stamps(picture: Picture) -> Iterator[tuple[WrittenLine, tuple[date, ...]]]:
    """The dates that a camera wrote into its picture, each with its readings.

    Beside a time at the upper or lower edge, or alone in a corner.
    """
    for line in _laid_over(picture):
        timed = _TIME.sub("", line.text)
        days = terms.dates_of(timed.strip(" ,-T"))
        near = _in_corner(picture, line) or (timed != line.text and _at_edge(picture, line))
        if days and near and _is_small(picture, line):
            yield line, days


_TIME = re.compile(
    r"(?<=\d|\s|T)\d\d:\d\d(?::\d\d)?(?:[.:]\d{1,3})?(?: ?[AP]M)?$|^\d\d:\d\d(?::\d\d)? "
)


def banner_places(case: Case) -> Iterator[tuple[WrittenLine, tuple[Place, ...]]]:
    """The places that broadcasts print over pictures: "LIVE KYIV", "KYIV, UKRAINE".

    A place alone on a line counts only beside a broadcaster's logo: it may be a sign.
    """
    picture = case.picture
    if picture is None or picture.writing is None:
        return
    broadcast = any(not mark.suppliers for mark in marks(picture))
    start, laid = 0, _laid_over(picture)
    for line in picture.writing.lines:
        inside = [
            c for c in case.writing_claims.places if start <= c.start < start + len(line.text)
        ]
        start += len(line.text) + 1
        bare = _without_live(line.text)
        if line not in laid or not inside or not _in_band(picture, line):
            continue
        said = bare != normalise(line.text)
        if (len(inside) > 1 or said or broadcast) and _fills(bare, [c.text for c in inside]):
            yield line, min((c.places for c in inside), key=lambda p: p[0].radius_km)


def _in_band(picture: Picture, line: WrittenLine) -> bool:
    """True in the lower third, or at the upper edge."""
    return line.box.y >= picture.height * 2 / 3 or _at_edge(picture, line)


def _fills(text: str, names: Iterable[str]) -> bool:
    for name in names:
        text = text.replace(name, "")
    return not any(c.isalnum() for c in text)


def laid_caption(picture: Picture) -> tuple[WrittenLine, ...]:
    """The two lines of a meme: large, centred, one near the top and one near the foot."""
    wide = [line for line in _laid_over(picture) if _is_headline(picture, line)]
    top = [line for line in wide if line.box.y < picture.height / 5]
    foot = [line for line in wide if line.box.y + line.box.height > picture.height * 4 / 5]
    return (*top, *foot) if top and foot else ()


def _is_headline(picture: Picture, line: WrittenLine) -> bool:
    box = line.box
    off = abs(box.x + box.width / 2 - picture.width / 2)
    large = 0.05 * picture.height <= box.height <= 0.2 * picture.height
    return large and off <= 0.05 * picture.width and " " in line.text


def countries_of_signs(picture: Picture) -> Iterator[tuple[WrittenLine, Place]]:
    """Countries that web addresses and number plates in the picture belong to."""
    names = words("countries")["names"]
    for line in _sure(picture):
        code = _domain_country(line.text) or _plate_country(line.text)
        if code in names:
            yield line, Place(str(names[code]), "country", code, (code,))


def _domain_country(text: str) -> str:
    found = re.search(
        r"\bwww\.[a-z0-9-]{3,40}(?:\.(?:com?|org|net|ac|gov))?\.([a-z]{2})\b", text, re.I
    )
    end = found[1].casefold() if found else ""
    code = "" if end in words("writing")["domains_of_all"] else end.upper()
    return "GB" if code == "UK" else code


def _plate_country(text: str) -> str:
    forms = words("writing")["plates"]
    return next((code for code, form in forms.items() if re.fullmatch(form, text.strip())), "")
