"""Whose is each name in a credit line, a person's or an organisation's: by its form, else by
its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.credits.names import (
    is_acronym,
    is_east_asian_person,
    is_organization,
    is_user_name,
    looks_personal,
    particles,
)
from provenance.lexicon.phrases import DISTRIBUTORS, Vocabulary, Word
from provenance.lexicon.suppliers import author_platforms, free_stock

_DASHES = ("-", "–", "—")


@dataclass(slots=True)
class Name:
    """A name in a line, from `start` up to `end`."""

    start: int
    end: int
    kind: Word | None
    """What the vocabulary knows of it."""
    link: Word | None
    """The word that leads to it: by, via, for, courtesy of …"""
    before: str
    """The divider in front."""
    person: bool = False
    comma: int = 0
    """Where the first name begins behind the surname; 0 for the usual order."""

    def printed(self, text: str) -> str:
        """The words of the line that the name is; a surname in front is put behind."""
        if not self.comma:
            return text[self.start : self.end]
        surname = text[self.start : self.comma].rstrip(" ,")
        return f"{text[self.comma : self.end]} {surname}"


@dataclass(frozen=True, slots=True)
class _Line:
    """What the neighbours say: true for the whole line."""

    text: str
    names: Sequence[Name]
    words: Vocabulary
    commons: bool
    hosts_authors: bool
    """A platform or library where the other name is the author's."""
    stock: bool
    agency: bool
    unknown: int
    """How many names the vocabulary does not know."""
    signed: bool
    """At least one is clearly a person's."""

    def printed(self, name: Name) -> str:
        return name.printed(self.text)


def attribute(
    names: Sequence[Name], text: str, platforms: frozenset[str], words: Vocabulary
) -> tuple[list[Name], list[tuple[int, str]]]:
    """The names with `person` decided, two persons in one divided; and what turned out to be no
    name."""
    line = _line(names, text, platforms, words)
    named: list[Name] = []
    left: list[tuple[int, str]] = []
    for i, name in enumerate(names):
        for part in (name,) if name.kind else _parts(name, line):
            if not part.kind and (_is_title(part, named, line) or _is_prose(part, line)):
                left.append((part.start, line.printed(part)))
                continue
            part.person = not part.kind and _is_person(part, i, line)
            named.append(part)
    return named, left


def _line(names: Sequence[Name], text: str, platforms: frozenset[str], words: Vocabulary) -> _Line:
    stock = bool(platforms & free_stock()) or any(n.kind is Word.STOCK for n in names)
    unknown = [n for n in names if n.kind is None]
    return _Line(
        text, names, words, "wikimedia-commons" in platforms,
        hosts_authors=stock or bool(platforms & author_platforms()),
        stock=stock,
        agency=any(n.kind in DISTRIBUTORS for n in names),
        unknown=len(unknown),
        signed=any(looks_personal(text[n.start : n.end], words) for n in unknown),
    )  # fmt: skip


def _is_title(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """On Wikimedia Commons a dash behind the author divides off the title of the work."""
    return line.commons and name.before in _DASHES and bool(named) and named[-1].person


def is_surname_first(
    surname: str, first: str, last: Name, name: Name, text: str, words: Vocabulary
) -> bool:
    """True for "Holm, Mira", as archives print it: a part of its own with a surname in front."""
    if name.before != "," or last.before not in _PART_BEGINS or not _NAME_WORDS.fullmatch(first):
        return False
    if not _SURNAME.fullmatch(surname) or not looks_personal(f"{first} {surname}", words):
        return False
    behind = text[name.end :].lstrip()
    ends = not behind or behind[0] in _PART_ENDS
    known = surname.casefold() in words.surnames
    archived = last.before == "/" and bool(text[: last.start].strip(" /"))
    return ends and (known or archived) and first.casefold() not in words.surnames


_PART_BEGINS = ("", "/", ":", "-", "–", "(", "|")
_PART_ENDS = "/|()[]\x00"
_SURNAME = re.compile(r"(?:[a-zà-ÿ]{1,4}\s){0,2}[^\W\d_][^\W\d_'’-]{1,30}(?:-[^\W\d_]{2,30})?")
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30})?")


def _is_prose(name: Name, line: _Line) -> bool:
    """A sentence or a house code, not a name.

    No name has more than nine words, or three and more of which half are small and none an
    organisation's. A word of up to three small letters beside a person is the desk's sign ("Rina
    Wati/foc").
    """
    printed = line.printed(name)
    tokens = printed.split()
    if len(tokens) > 9:
        return True
    small = sum(t.islower() and t not in particles() for t in tokens)
    if len(tokens) >= 3 and 2 * small >= len(tokens) and name.link is not Word.BY:
        return not is_organization(printed, line.words)
    return line.signed and len(printed) <= 3 and printed.isascii() and printed.islower()


def _parts(name: Name, line: _Line) -> Iterator[Name]:
    """One name, or several where "and" joins persons (or the last two of a list of
    organisations)."""
    for _ in range(10):  # no credit names more
        cut = next(_joints(name, line), None)
        if cut is None:
            break
        yield Name(name.start, cut[0], None, name.link, name.before)
        name = Name(cut[1], name.end, None, name.link, ",")
    yield name


def _joints(name: Name, line: _Line) -> Iterator[tuple[int, int]]:
    """Where a name ends and the next begins, at each "and" that joins two of a kind."""
    printed = line.printed(name)[:400]
    for found in re.finditer(r"(?<=\s)(\S{1,3})\s", printed):
        if not _joins(found[1], line.words):
            continue
        left, right = printed[: found.start()].rstrip(), printed[found.end() :].lstrip()
        more = any(_joins(word, line.words) for word in right.split()[1:-1])
        pair = looks_personal(right, line.words) or _HOUSE_SIGN.fullmatch(right)
        persons = looks_personal(left, line.words) and bool(more or pair)
        listed = (
            name.before == ","
            and is_organization(left, line.words)
            and is_organization(right, line.words)
        )
        if persons or listed:
            yield name.start + len(left), name.start + found.end()


_HOUSE_SIGN = re.compile(r"[A-Z]{3,10}")
"""One word in capitals behind "and": a house beside a person."""


def _joins(word: str, words: Vocabulary) -> bool:
    """True for "and" in any language."""
    entry = words.get(word)
    return entry is not None and Word.CONJUNCTION in entry.kinds


def _is_person(name: Name, index: int, line: _Line) -> bool:
    text, words = line.printed(name), line.words
    if name.link in (Word.FOR, Word.VIA):
        return False
    if line.stock and line.unknown == 1 and not is_acronym(text) and name.link is not Word.COURTESY:
        return True  # who sells stock pictures often signs as "… Studio" or "… Photography"
    if looks_personal(text, words) or is_east_asian_person(text, words):
        return True
    if " " in text:
        return not is_organization(text, words) and (line.hosts_authors or name.link is Word.BY)
    return _is_one_word_person(name, text, index, line)


def _is_one_word_person(name: Name, text: str, index: int, line: _Line) -> bool:
    """A single word is mostly a brand or a house; these are the places where it is a maker."""
    if text.casefold() in line.words.surnames and not (text.isupper() and len(text) < 5):
        return True
    if is_acronym(text):
        return line.hosts_authors and len(line.names) == 1
    if is_user_name(text) and (line.hosts_authors or text[0].islower() or line.agency):
        return True
    if is_organization(text, line.words):
        return False
    if name.link is Word.BY or line.hosts_authors:
        return True
    # "Agency/Name" and "Broadcaster / Name": the maker is printed last, after the house.
    house = line.names[index - 1].kind if index else None
    return (
        house is not None and index == len(line.names) - 1 and (house in DISTRIBUTORS or index == 1)
    )
