"""Names that archives print surname first: "Holm, Mira"."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.credits.line import Name
from provenance.credits.names import looks_personal
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold
from provenance.lexicon.phrases import Vocabulary, Word


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
    sure = known or archived or role or _has_code(behind, surname)
    return ends and sure and first.casefold() not in words.surnames


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


def _has_code(text: str, surname: str) -> bool:
    """True for "(hol)" behind "Holm, Mira", as newsrooms sign."""
    found = _CODE.match(text)
    return found is not None and fold(surname).startswith(fold(found[1]))


_CODE = re.compile(r"\(([^\W\d_]{2,4})\)")
_ROLE = re.compile(r"[,(]\s?(?:\d{4}\s?[-–]\s?(?:\d{4})?\)?,\s)?([^\W\d_][^,()/|]{2,40})")


_PART_BEGINS = ("", "/", ":", "-", "–", "(", "|")
_PART_ENDS = "/|()[]\x00"
_SURNAME = re.compile(
    r"(?:(?:[a-zà-ÿ]{1,4}|VAN|DEN|DER|DE|VON|LA|DI|EL|AL)\s){0,2}[^\W\d_][^\W\d_'’-]{1,30}(?:-[^\W\d_]{2,30})?"
)
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30})?")
