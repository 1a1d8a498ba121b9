"""Whose is each name in a credit line, a person's or an organisation's.

By its form, else by its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from provenance import lazy_re as re
from provenance.credits.evidence import (
    has_form_of_surname,
    is_given_name,
    is_surely_named,
    particles,
)
from provenance.credits.names import (
    has_house_word,
    is_acronym,
    is_east_asian_person,
    is_organization,
    is_user_name,
    looks_personal,
)
from provenance.credits.signals import Group, Signal, weigh
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold, is_far, is_unspaced
from provenance.lexicon.phrases import DISTRIBUTORS, Vocabulary, Word
from provenance.lexicon.suppliers import author_platforms, free_stock
from provenance.values import dataclass

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
    sourced: bool = False
    """True behind a word for "source": a house, unless its words say a person."""
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
    licensed: bool
    """It names a free licence, which its author grants."""

    def printed(self, name: Name) -> str:
        return name.printed(self.text)


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
    line = _line(names, text, platforms, words, licensed)
    named: list[Name] = []
    left: list[tuple[int, str]] = []
    for i, name in enumerate(names):
        for part in (name,) if name.kind else _parts(name, line):
            if not part.kind and any(says(part, named, line) for says in _NO_NAMES):
                left.append((part.start, line.printed(part)))
                continue
            part.person = not part.kind and _is_person(part, i, line)
            named.append(part)
    return named, left


def _line(
    names: Sequence[Name],
    text: str,
    platforms: frozenset[str],
    words: Vocabulary,
    licensed: bool,
) -> _Line:
    stock = bool(platforms & free_stock()) or any(n.kind is Word.STOCK for n in names)
    unknown = [n for n in names if n.kind is None]
    return _Line(
        text, names, words, "wikimedia-commons" in platforms,
        hosts_authors=stock or bool(platforms & author_platforms()),
        stock=stock,
        agency=any(n.kind in DISTRIBUTORS for n in names),
        unknown=len(unknown),
        signed=any(looks_personal(text[n.start : n.end], words) for n in unknown),
        licensed=licensed,
    )  # fmt: skip


def _is_title(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """On Wikimedia Commons a dash behind the author divides off the title of the work."""
    return line.commons and name.before in _DASHES and bool(named) and named[-1].person


def is_surname_first(
    surname: str, first: str, last: Name, name: Name, text: str, words: Vocabulary
) -> bool:
    """True for "Holm, Mira", as archives print it.

    A part of its own with a surname in front.
    """
    if name.before != "," or last.before not in _PART_BEGINS or not _NAME_WORDS.fullmatch(first):
        return False
    if not _SURNAME.fullmatch(surname) or not looks_personal(f"{first} {surname}", words):
        return False
    behind = text[name.end :].lstrip()
    role = _has_role(behind, words)
    ends = not behind or behind[0] in _PART_ENDS or role
    known = surname.casefold() in words.surnames or _is_turned(surname, first)
    archived = last.before == "/" and bool(text[: last.start].strip(" /"))
    return ends and (known or archived or role) and first.casefold() not in words.surnames


def _is_turned(surname: str, first: str) -> bool:
    """True for a surname of some country before a given name that is no surname."""
    given = fold(first.split()[0])
    surnames = read_words("surnames")
    known = fold(surname).split()[-1] in surnames and given not in surnames
    return known and given in read_words("given_names")


def _has_role(text: str, words: Vocabulary) -> bool:
    """True where a photographer's role follows, the years of a life before it or not."""
    found = _ROLE.match(text)
    entry = words.get(found[1]) if found else None
    return entry is not None and Word.PHOTOGRAPHER in entry.kinds


_ROLE = re.compile(r"[,(]\s?(?:\d{4}\s?[-–]\s?(?:\d{4})?\)?,\s)?([^\W\d_][^,()/|]{2,40})")


_PART_BEGINS = ("", "/", ":", "-", "–", "(", "|")
_PART_ENDS = "/|()[]\x00"
_SURNAME = re.compile(
    r"(?:(?:[a-zà-ÿ]{1,4}|VAN|DEN|DER|DE|VON|LA|DI|EL|AL)\s){0,2}[^\W\d_][^\W\d_'’-]{1,30}(?:-[^\W\d_]{2,30})?"
)
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30})?")


def _is_prose(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """A sentence or a desk's sign, not a name.

    No name has more than nine words, or three and more of which half are small and none an
    organisation's. A word of up to three small letters beside a person is the desk's sign ("Rina
    Wati/foc").
    """
    printed = line.printed(name)
    tokens = printed.split()
    if len(tokens) > _MAX_WORDS:
        return True
    small = sum(t.islower() and t not in particles() and t not in _BETWEEN for t in tokens)
    if len(tokens) >= _FEW_WORDS and 2 * small >= len(tokens) and name.link is not Word.BY:
        return not is_organization(printed, line.words)
    return line.signed and len(printed) <= _DESK_SIGN and printed.isascii() and printed.islower()


def _is_word(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """ "Photo workshops": an everyday word in small letters, no user's name."""
    printed = line.printed(name)
    plain = printed.isascii() and printed.islower() and not (line.hosts_authors or line.agency)
    return plain and fold(printed) in read_words("everyday_words")


def _is_calling(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """ "Mira Holm, étudiante en architecture": what a person does."""
    printed = line.printed(name)
    if name.before != "," or not named or not printed[:1].islower():
        return False
    entry = line.words.get(printed.split()[0])
    return entry is not None and bool(entry.kinds & {Word.ROLE, Word.PHOTOGRAPHER})


def _is_alias(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """ "Mira Holm (holmis), Wikimedia Commons": what an author signs up as."""
    closed = name.before == "(" and line.text[name.end : name.end + 1] == ")"
    if not closed or not named or not named[-1].person or not (line.commons or line.licensed):
        return False
    printed = line.printed(name)
    return " " not in printed and not is_organization(printed, line.words)


def _is_scene(name: Name, named: Sequence[Name], line: _Line) -> bool:
    """ "渋谷の交差点": what is seen, in a script without spaces."""
    printed = line.printed(name)
    told = is_far(printed) and _OF_WHAT.search(printed) is not None
    return told and not is_organization(printed, line.words)


_OF_WHAT = re.compile(
    "[\u3400-\u9fff\u30a1-\u30ff][\u306e\u3092\u304c\u306b\u3067\u306f](?=[\u3400-\u9fff\u30a1-\u30ff]).{2}"
)
"""A Japanese particle between two words."""
_NO_NAMES: tuple[Callable[[Name, Sequence[Name], _Line], bool], ...] = (
    _is_title,
    _is_prose,
    _is_word,
    _is_calling,
    _is_alias,
    _is_scene,
)
"""What a stretch of words is that is no name."""
_BETWEEN = frozenset({"of", "the", "and", "for", "und", "et"})
"""Small words of names of houses."""
_MAX_WORDS = 9
_FEW_WORDS = 3
"""Words of a name at most, and from how many on half of them may not be small."""
_DESK_SIGN = 3
"""Letters of the sign of a desk's member ("Rina Wati/foc")."""
_MAX_PERSONS = 10
_MAX_LENGTH = 400
"""Persons whom one part of a line names with "and" between them, and its characters."""


def _parts(name: Name, line: _Line) -> Iterator[Name]:
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


def _behind_house(name: Name, line: _Line) -> tuple[int, int] | None:
    """Where a house ends and a person begins in a script without spaces: "聯合晚報 李美華"."""
    house, space, person = line.printed(name).partition(" ")
    if not space or not is_organization(house, line.words):
        return None
    if not is_unspaced(house[:1]) or not is_east_asian_person(person, line.words):
        return None
    return name.start + len(house), name.start + len(house) + 1


def _joints(name: Name, line: _Line) -> Iterator[tuple[int, int]]:
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


def _is_couple(left: str, link: str, right: str, line: _Line) -> bool:
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


@dataclass(frozen=True)
class Claim:
    """A name nobody knows, and the line that it stands in."""

    name: Name
    index: int
    """Its place among the names of the line."""
    line: _Line

    @cached_property
    def text(self) -> str:
        """The name, as printed."""
        return self.line.printed(self.name)

    @property
    def by(self) -> bool:
        """True where a word for "by" leads to it, or its platform hosts authors.

        Beside an author who is named, what stands behind the platform is a house.
        """
        hosted = self.line.hosts_authors and not (self.line.signed and self.index)
        first, *others = self.text.split()
        signs = all(is_acronym(token) for token in others) and not is_given_name(first)
        hosted &= not (others and signs)
        return hosted or self.name.link is Word.BY

    @cached_property
    def house(self) -> bool:
        """True where its words or its form make it an organisation's.

        Where authors sign up, only its words: "Atomic Pear" may be anybody.
        """
        says = has_house_word if self.line.hosts_authors else is_organization
        return says(self.text, self.line.words)


def _is_seller(it: Claim) -> bool:
    """Who sells stock pictures often signs as "… Studio" or "… Photography"."""
    firm = it.text.rpartition(" ")[2].casefold().strip(".") in it.line.words.subunits
    only = it.line.stock and it.line.unknown == 1 and not firm
    return only and not is_acronym(it.text) and it.name.link is not Word.COURTESY


def _is_personal(it: Claim) -> bool:
    words = it.line.words
    sure = not it.name.sourced or is_surely_named(it.text)
    return (sure and looks_personal(it.text, words)) or is_east_asian_person(it.text, words)


def _is_joined(it: Claim) -> bool:
    """ "Mira_Holm": a given name and more, joined as in a user's name."""
    first, line, rest = it.text.partition("_")
    return bool(line and rest) and fold(first) in read_words("given_names")


def _stands_before_agency(it: Claim) -> bool:
    """ "Harvest Kvist/Agency": who took it, whatever word the first name is."""
    names = it.line.names
    sold = it.index == 0 and len(names) > 1 and names[1].kind in DISTRIBUTORS
    tokens = it.text.split()
    if not sold or names[1].before != "/" or it.house or not 2 <= len(tokens) <= _FULL_NAME:
        return False
    named = all(t[:1].isupper() and t[1:].isalpha() for t in tokens)
    return named and fold(tokens[-1]) not in read_words("everyday_words")


def _stands_behind_agency(it: Claim) -> bool:
    """ "AGENCY/Money Sharma": who took it, where the last word is a surname."""
    names = it.line.names
    sold = it.index == len(names) - 1 > 0 and names[it.index - 1].kind in DISTRIBUTORS
    tokens = it.text.split()
    if not sold or it.name.before != "/" or it.house or not 2 <= len(tokens) <= _FULL_NAME:
        return False
    last = fold(tokens[-1])
    return last in read_words("surnames") and last not in read_words("everyday_words")


_FULL_NAME = 3
"""Words of a name that stands before an agency's."""


def _is_surname(it: Claim) -> bool:
    acronym = it.text.isupper() and len(it.text) < _LONG_ACRONYM
    return it.text.casefold() in it.line.words.surnames and not acronym


def _signs_alone(it: Claim) -> bool:
    return is_acronym(it.text) and it.line.hosts_authors and len(it.line.names) == 1


def _signs_by_initials(it: Claim) -> bool:
    """ "© E.B.": the initials of a person."""
    return _INITIALS.fullmatch(it.text) is not None


_INITIALS = re.compile(r"[A-ZÀ-Þ]\. ?[A-ZÀ-Þ]\.?(?: ?[A-ZÀ-Þ]\.?)?")


def _is_pair(it: Claim) -> bool:
    """ "Abby and Lauren": two given names."""
    words = it.text.split()
    if len(words) != _PAIR or words[1].casefold() not in it.line.words.conjunctions | {"&"}:
        return False
    given = read_words("given_names")
    return all(w[:1].isupper() and fold(w) in given for w in (words[0], words[2]))


_PAIR = 3
"""Words of two names and what joins them."""


def _is_user(it: Claim) -> bool:
    sold = it.line.agency and it.name.before != ","
    at_home = it.line.hosts_authors or it.text.islower() or sold or it.line.licensed
    joined = it.line.hosts_authors and "_" in it.text
    words = joined or not has_house_word(it.text, it.line.words)
    return is_user_name(it.text) and at_home and words


def _is_seller_in_small(it: Claim) -> bool:
    """ "Agency/mira holm": who sells through an agency often signs in small letters."""
    return it.line.agency and it.name.before == "/" and it.text.islower() and not it.house


def _is_firm(it: Claim) -> bool:
    """ "by Harbour Photography", "Jane Doe Photography": the maker's own firm."""
    name, _, last = it.text.rpartition(" ")
    if last.casefold() in _FIRMS:
        return bool(name)
    given = " " in name and fold(name.split()[0]) in read_words("given_names")
    sold = it.line.agency and it.index == 0 and it.name.link is None
    return bool(name) and last.casefold() in _STUDIOS and (it.by or given or sold)


_FIRMS = frozenset({
    "photography", "photo", "photos", "foto", "fotos", "fotografie", "fotografi", "fotografia",
    "fotografía", "photographie", "photographe", "fotograf", "valokuvaus", "fényképész",
})  # fmt: skip
"""What photographers call their firms, behind their names."""
_STUDIOS = frozenset({"images", "pictures", "studios", "studio", "visuals", "media", "films"})
"""What they call them too, but houses that take no pictures as well."""


def _signs_short(it: Claim) -> bool:
    """ "ABC/Keil", "Keil/ABC": a surname beside the acronym of the house."""
    names = it.line.names
    if len(names) != 2 or names[1].before != "/" or it.house:
        return False
    led = it.line.text[: names[0].start].rstrip().endswith(":")
    plain = it.text[0].isupper() and it.text[1:].islower() and it.text.isalpha()
    sign = plain and (led or has_form_of_surname(it.text))
    return sign and is_acronym(it.line.printed(names[1 - it.index]))


def _is_first_name(it: Claim) -> bool:
    """ "Submitted by Ashley": a given name alone of who lends a picture."""
    lent = it.name.link in (Word.COURTESY, Word.SUPPLIED) and it.text[:1].isupper()
    return lent and fold(it.text) in read_words("given_names")


def _stands_behind_house(it: Claim) -> bool:
    """ "Agency/Name": the maker is printed last, after the house."""
    house = it.line.names[it.index - 1].kind if it.index else None
    last = it.index == len(it.line.names) - 1
    return house is not None and last and (house in DISTRIBUTORS or it.index == 1)


PERSON: Group[Claim] = (
    Signal("for or via", -9, lambda it: it.name.link in (Word.FOR, Word.VIA)),
    Signal("the seller of a stock picture", 9, _is_seller),
    Signal("a person's name", 8, _is_personal),
    Signal("a photographer's firm", 8, _is_firm),
    Signal("small letters behind an agency", 8, _is_seller_in_small),
    Signal("a name joined by a line", 8, _is_joined),
    Signal("two given names", 8, _is_pair),
    Signal("initials", 8, _signs_by_initials),
    Signal("before an agency", 8, _stands_before_agency),
    Signal("a surname behind an agency", 8, _stands_behind_agency),
    Signal("several words of a house", -7, lambda it: " " in it.text and it.house),
    Signal("several words, by", 6, lambda it: " " in it.text and it.by),
    Signal("several words", -6, lambda it: " " in it.text),
    Signal("a frequent surname", 5, _is_surname),
    Signal("an acronym alone with its platform", 4, _signs_alone),
    Signal("a surname beside an acronym", 4, _signs_short),
    Signal("a given name, lent", 4, _is_first_name),
    Signal("an acronym", -4, lambda it: is_acronym(it.text)),
    Signal("a user's name", 3, _is_user),
    Signal("one word of a house", -3, lambda it: it.house),
    Signal("one word, by", 2, lambda it: it.by),
    Signal("a capital inside a word", -2, lambda it: is_user_name(it.text)),
    Signal("behind a house", 1, _stands_behind_house),
)
"""The signs that a name is a person's, or (below zero) an organisation's; the strongest decides. A
single word is mostly a brand or a house."""
_LONG_ACRONYM = 5
"""Letters from which a surname in capitals is no acronym."""


def _is_person(name: Name, index: int, line: _Line) -> bool:
    return weigh((PERSON,), Claim(name, index, line)) > 0
