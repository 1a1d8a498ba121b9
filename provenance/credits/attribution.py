"""Whose is each name in a credit line, a person's or an organisation's.

By its form, else by its neighbours; a part that names two is divided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance import lazy_re as re
from provenance.credits.line import Line, Name, line_of
from provenance.credits.names import is_east_asian_person, is_organization, looks_personal
from provenance.credits.persons import is_person
from provenance.credits.unnamed import is_unnamed
from provenance.lexicon.folding import is_unspaced
from provenance.lexicon.phrases import Vocabulary, Word


def attribute(
    names: Sequence[Name],
    text: str,
    platforms: frozenset[str],
    words: Vocabulary,
    *,
    licensed: bool = False,
) -> tuple[list[Name], list[tuple[int, str]]]:
    """The names with `person` decided, two persons in one divided.

    And what turned out to be no name.
    """
    line = line_of(names, text, platforms, words, licensed=licensed)
    named: list[Name] = []
    left: list[tuple[int, str]] = []
    for i, name in enumerate(names):
        for part in (name,) if name.kind else _parts(name, line):
            if not part.kind and is_unnamed(part, named, line):
                left.append((part.start, line.printed(part)))
                continue
            part.person = not part.kind and is_person(part, i, line)
            named.append(part)
    return named, left


_MAX_PERSONS = 10
_MAX_LENGTH = 400
"""Persons whom one part of a line names with "and" between them, and its characters."""


def _parts(name: Name, line: Line) -> Iterator[Name]:
    """One name, or several where "and" joins them."""
    for _ in range(_MAX_PERSONS):
        cut = next(_joints(name, line), None)
        if cut is None:
            cut = _behind_house(name, line)
        if cut is None:
            break
        lone = name.link is None and " " not in line.text[name.start : cut[0]]
        link = Word.BY if lone and _is_latin(line.text[name.start : cut[0]]) else name.link
        yield Name(name.start, cut[0], None, link, name.before)
        name = Name(cut[1], name.end, None, name.link, ",")
    yield name


def _is_latin(text: str) -> bool:
    return not is_unspaced(text)


def _behind_house(name: Name, line: Line) -> tuple[int, int] | None:
    """Where a house ends and a person begins in a script without spaces: "聯合晚報 李美華"."""
    house, space, person = line.printed(name).partition(" ")
    if not space or not is_organization(house, line.words):
        return None
    if not is_unspaced(house[:1]) or not is_east_asian_person(person, line.words):
        return None
    return name.start + len(house), name.start + len(house) + 1


def _joints(name: Name, line: Line) -> Iterator[tuple[int, int]]:
    """Where a name ends and the next begins, at each "and" that joins two of a kind."""
    printed = line.printed(name)[:_MAX_LENGTH]
    for found in re.finditer(r"(?<=\s)(\S{1,3})\s", printed):
        if found[1].casefold() not in line.words.conjunctions:
            continue
        left, right = printed[: found.start()].rstrip(), printed[found.end() :].lstrip()
        more = not line.words.conjunctions.isdisjoint(right.split()[1:-1])
        pair = looks_personal(right, line.words) or _HOUSE_SIGN.fullmatch(right)
        persons = looks_personal(left, line.words) and bool(more or pair)
        listed = (
            name.before == ","
            and is_organization(left, line.words)
            and is_organization(right, line.words)
        )
        if persons or listed or _is_couple(left, found[1], right, line):
            yield name.start + len(left), name.start + found.end()


def _is_couple(left: str, link: str, right: str, line: Line) -> bool:
    """True for "Adam and Mira Holm": two first names with one surname."""
    words = right.split()
    if (
        not link.isalpha()
        or " " in left
        or len(words) != 2
        or not looks_personal(right, line.words)
    ):
        return False
    first = left[:1].isupper() and left[1:].islower() and len(left) > 2
    known = line.words.get(left) is not None or left.casefold() in line.words.surnames
    return first and not known and not is_organization(left, line.words)


_HOUSE_SIGN = re.compile(r"[A-Z]{3,10}")
"""One word in capitals behind "and": a house beside a person."""
