"""Whose is a name that nobody knows: the signs that it is a person's."""

from __future__ import annotations

from functools import cached_property

from provenance import lazy_re as re
from provenance.credits.evidence import (
    has_form_of_surname,
    is_given_name,
    is_surely_named,
    is_surely_no_person,
)
from provenance.credits.line import Line, Name
from provenance.credits.names import (
    has_house_word,
    is_acronym,
    is_east_asian_person,
    is_made_of_houses,
    is_organization,
    is_user_name,
    looks_personal,
)
from provenance.credits.signals import Group, Signal, weigh
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold
from provenance.lexicon.phrases import DISTRIBUTORS, Word
from provenance.values import dataclass


@dataclass(frozen=True)
class Claim:
    """A name nobody knows, and the line that it stands in."""

    name: Name
    index: int
    """Its place among the names of the line."""
    line: Line

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

    @property
    def is_against(self) -> bool:
        """True where its words are no person's, whatever leads to them.

        A user's name may be any words, and begins small: "by kestrel of the north".
        """
        user = self.line.hosts_authors or self.line.licensed or not self.text[:1].isupper()
        return not user and is_surely_no_person(self.text)

    @cached_property
    def house(self) -> bool:
        """True where its words or its form make it an organisation's.

        Where authors sign up, only its words: "Atomic Pear" may be anybody.
        """
        says = has_house_word if self.line.hosts_authors else is_organization
        return says(self.text, self.line.words)


def _is_seller(it: Claim) -> bool:
    """Who sells stock pictures often signs as "… Studio" or "… Photography"."""
    firm = it.text.rpartition(" ")[2].casefold().strip(".") in it.line.words.legal_forms
    only = it.line.stock and it.line.unknown == 1 and not firm
    return only and not is_acronym(it.text) and it.name.link is not Word.COURTESY


def _is_personal(it: Claim) -> bool:
    words = it.line.words
    sure = not it.name.sourced or is_surely_named(it.text)
    return (sure and looks_personal(it.text, words)) or is_east_asian_person(it.text, words)


def _is_joined(it: Claim) -> bool:
    """ "Mira_Holm": a given name and more, joined as in a user's name."""
    first, line, rest = it.text.partition("_")
    named = bool(line and rest) and fold(first) in read_words("given_names")
    return named and not _is_desk(it)


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


_BETWEEN = ("/", "|", "-", "–")
"""Dividers between a house and who took the picture for it."""
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


def _is_initial_and_surname(it: Claim) -> bool:
    """ "G.Maier/Agency": printed without the space; brands are printed so too."""
    beside = it.line.agency or (it.line.signed and it.name.before == ",")
    joined = beside and _JOINED.fullmatch(it.text) is not None
    return joined and not it.house and it.text not in _BRANDS


_JOINED = re.compile(
    r"[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)?[A-ZÀ-Þ][a-zß-ÿ]{2,20}(?:-[A-ZÀ-Þ][a-zß-ÿ]{2,20})?"
)


_BRANDS = frozenset({
    "A.Lange", "A.Testoni", "E.Leclerc", "H.Moser", "J.Crew", "J.Jill", "J.Lindeberg", "L.L.Bean",
    "S.Oliver", "S.Pellegrino",
})  # fmt: skip
"""What an initial and a surname name that is a house."""


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
    words = joined or not (has_house_word(it.text, it.line.words) or _is_desk(it))
    return is_user_name(it.text) and at_home and words


def _is_desk(it: Claim) -> bool:
    """ "Jane Doe (rbb24)": in brackets behind who took it, letters of known houses."""
    closed = it.name.before == "(" and it.index > 0 and not it.line.licensed
    return closed and is_made_of_houses(it.text, it.line.words)


def _is_seller_in_small(it: Claim) -> bool:
    """ "Agency/mira holm": who sells through an agency often signs in small letters."""
    return it.line.agency and it.name.before == "/" and it.text.islower() and not it.house


def _is_firm(it: Claim) -> bool:
    """ "by Harbour Photography", "Jane Doe Photography": the maker's own firm."""
    name, _, last = it.text.rpartition(" ")
    if name.partition(" ")[0] in ("The", "THE"):
        return False
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
    if len(names) != 2 or names[1].before not in _BETWEEN or it.house:
        return False
    led = it.line.text[: names[0].start].rstrip().endswith(":")
    plain = it.text[0].isupper() and it.text[1:].islower() and it.text.isalpha()
    sign = plain and ((led and names[1].before == "/") or has_form_of_surname(it.text))
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
    Signal("an initial and a surname", 8, _is_initial_and_surname),
    Signal("before an agency", 8, _stands_before_agency),
    Signal("a surname behind an agency", 8, _stands_behind_agency),
    Signal("several words of a house", -7, lambda it: " " in it.text and it.house),
    Signal("several words, by", 6, lambda it: it.by and " " in it.text and not it.is_against),
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


def is_person(name: Name, index: int, line: Line) -> bool:
    """True for a person's name."""
    return weigh((PERSON,), Claim(name, index, line)) > 0
