"""Forms that credits have.

Paths of names, a lead word with a name, the lines of Commons.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.credits.names import looks_personal
from provenance.credits.wording import NAMES, Wording
from provenance.lexicon.folding import words_of
from provenance.lexicon.phrases import Word, load_vocabulary

SENTENCE_THEN_MORE = re.compile(
    r"[.。]\s?/\S|\w{3,}[.!?。]\s?[(\[（]|[\w,]\s+\w{3,}[.!?。]\s[^\d\s]"
)
"""A finished sentence and what follows it, or a bracket right behind one."""
DIVIDED = re.compile(r"[/|•]")
BRIEF = 60
"""Characters of a name with one word of the trade. Set where labelled captions begin."""
MAX_NAMES = 6
"""Words of a text that is nothing but names."""
MANY_PLAIN = 2
"""Plain words before a supplier's name, or in a part of a path, that make a caption."""
UNCASED = 2
"""Words beside a supplier's name, in a script without capitals, of a name at most."""
_MAX_PARTS = 7
_MAX_PART = 50
"""Parts of a path and characters of one; labelled credits have at most 5 and 46."""
_DATE = re.compile(r"\d{1,4}[.:-]\d{1,2}(?:[.:-]\d{1,4})?")


def is_attribution(text: Wording) -> bool:
    """Commons' and CC's own lines.

    "By NAME - Own work, CC BY-SA 4.0", "NAME, CC BY 4.0".
    """
    if not text.licenses or SENTENCE_THEN_MORE.search(TAIL.sub("", text.bare)):
        return False
    if text.has(Word.OWN_WORK, Word.LICENSED) or (text.hosts_authors and _names_source(text)):
        return True
    rest = text.beside.strip(" ,.()[]-–—:")
    by = _BY.search(rest)
    titled = by is not None and by["author"][0].isupper()
    return not rest or bool(NAMES.fullmatch(rest)) or is_path(rest) or titled


def _names_source(text: Wording) -> bool:
    return text.address or text.has(Word.VIA) or text.plain_words < MANY_PLAIN


TAIL = re.compile(r"\.\s(?:to view a copy of this licen[cs]e|some rights reserved).*", re.I)
"""What Openverse prints behind its line."""
_BY = re.compile(rf"\s(?:by|von|par|por|di|door|av|af)\s(?P<author>{NAMES.pattern})$")
"""The author behind a title: "Harbour at dawn by Jane Doe"."""


def is_edited(text: Wording) -> bool:
    """ "Northbridge Tools, edited by the author"."""
    house, comma, _ = text.text.partition(",")
    brief = bool(comma) and len(text.bare) <= BRIEF and bool(NAMES.fullmatch(house))
    return brief and text.has(Word.EDITED)


def is_led_name(text: str) -> bool:
    """True for a lead word and a name without a colon: "Foto Nordpresse"."""
    vocabulary = load_vocabulary()
    found = list(words_of(text))
    words = [m[0].casefold() for m in found]
    match = vocabulary.phrases.starting(words, 0, len(words))
    if match is None or Word.LEAD not in match[1].kinds or match[0] == len(words):
        return False
    rest = text[found[match[0]].start() :].strip(" .()")
    uncased = rest.upper() == rest.lower() and len(rest.split()) <= UNCASED + 1
    return uncased or bool(NAMES.fullmatch(rest)) or is_path(rest) or _is_from_platform(rest)


def is_led_house(text: str) -> bool:
    """True for a house behind a lead word and a person behind it.

    "Foto Nordpresse: Ana Paz"."""
    house, colon, name = text.partition(":")
    name = name.strip(" .")
    if not colon or not is_led_name(house.strip()) or not NAMES.fullmatch(name):
        return False
    return looks_personal(name, load_vocabulary())


def is_led_person(text: str) -> bool:
    """True for a lead word and a person's name alone: "Bild Anna Muster"."""
    name = text.partition(" ")[2].strip(" .")
    return is_led_name(text) and looks_personal(name, load_vocabulary())


def _is_from_platform(text: str) -> bool:
    """True for "from Jane Doe's Facebook": a small word for "from", then a platform."""
    words = [m[0].casefold() for m in words_of(text)]
    phrases = load_vocabulary().phrases
    source = phrases.starting(words, 0, len(words))
    if source is None or Word.FROM not in source[1].kinds or len(words) > MAX_NAMES:
        return False
    platform = phrases.starting(words, source[0], len(words))
    return platform is not None and Word.PLATFORM in platform[1].kinds


def is_supplier(text: str) -> bool:
    """True where the text is nothing but a supplier's name, though an everyday word."""
    found = next(load_vocabulary().names_in(text), None)
    return found is not None and (found.start, found.end) == (0, len(text))


def is_path(text: str) -> bool:
    """True for NAME/AGENCY, A / B / C, A | B: capitalised parts around a slash or bar."""
    parts = [p.strip() for p in DIVIDED.split(text)]
    if (
        not 2 <= len(parts) <= _MAX_PARTS
        or not all(parts[i] for i in (0, -1))
        or any(_DATE.fullmatch(p) for p in parts)
    ):
        return False
    return all(not part or _is_part(part) for part in parts)


def _is_part(part: str) -> bool:
    house, *units = part.split(", ")
    return (
        bool(house)
        and _is_name_in_path(house)
        and all(NAMES.fullmatch(_UNIT.sub("", u)) for u in units)
    )


_UNIT = re.compile(r"^\d{1,4}(?:st|nd|rd|th)?\s")
"""The number in front of a military unit's name."""


def _is_name_in_path(part: str) -> bool:
    return (
        len(part) <= _MAX_PART
        and len(part.split()) <= MAX_NAMES
        and Wording(part).plain_words < MANY_PLAIN
        and (
            part[0].isupper()
            or part[0] in "@©"
            or not part[0].isascii()
            or "." in part
            or part.startswith("via ")
            or is_supplier(part)
        )
    )


def has_name_and_address(text: Wording) -> bool:
    """True for "Jane Doe, https://…": a name and where the picture lies."""
    if not text.address:
        return False
    name = text.bare.strip(" ,.()[]-–—:")
    known = text.hosts_authors or looks_personal(name, load_vocabulary())
    return known and bool(NAMES.fullmatch(name))
