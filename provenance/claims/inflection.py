"""Names in other cases than the first.

What they may be called there, and what the case says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.claims.vocabulary import table

Form = tuple[str, str]
"""A name in the first case, and what its ending says: `in`, `from`, `to`, `of`, `adjective` or
nothing."""
_SHORTEST_STEM = 2
"""Letters that are left of a name in scripts other than Latin."""
_SHORTEST_LATIN = 3
ADJECTIVE = "adjective"
"""What the case of "Kölner" in "Kölner Zoo" is called."""
MOST_WORDS = 2
"""Words of a name that are all inflected: Nizhny Novgorod, Banská Bystrica."""
_PREFIXES = {"ar": {"ب": "in", "ل": "to", "و": "", "ف": "", "ك": ""},
             "fa": {},
             "he": {"ב": "in", "ל": "to", "מ": "from", "ה": "", "ו": "", "ש": ""}}  # fmt: skip
"""Letters that are written together with the name behind them."""
_ARTICLES = ("ال", "لل")
"""The Arabic article, alone and with "to", which many names are also written without."""
_LOCATIVE_SUFFIXES = ("da", "de", "ta", "te", "nda", "nde")
_ABLATIVE_SUFFIXES = ("dan", "den", "tan", "ten", "ndan", "nden")
_ADJECTIVE_SUFFIXES = ("daki", "deki", "taki", "teki", "ndaki", "ndeki")
_OWNER_SUFFIXES = ("ın", "in", "un", "ün", "nın", "nin", "nun", "nün")
"""What Turkish writes behind the apostrophe of a name."""


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[tuple[str, str, str], ...]:
    """Ending, what stands there in the first case, what the case says."""
    return tuple(
        (*pair.split(">", 1), "" if case == "other" else case)
        for case, pairs in table("endings").get(language, {}).items()
        for pair in pairs.split()
    )


def stems(word: str, language: str) -> Iterator[Form]:
    """What the word may be in the first case."""
    least = _SHORTEST_LATIN if word[:1].isascii() else _SHORTEST_STEM
    for ending, instead, case in _endings(language):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            yield word[: len(word) - len(ending)] + instead, case


def name_stems(words: Sequence[str], language: str) -> Iterator[Form]:
    """What a name of one or two words may be in the first case."""
    if len(words) == 1:
        yield from stems(words[0], language)
    elif len(words) <= MOST_WORDS:
        firsts = [words[0], *(form for form, _ in stems(words[0], language))]
        for last, case in [*stems(words[-1], language), (words[-1], "")]:
            yield from ((f"{first} {last}", case) for first in firsts)


def strip_prefix(name: str, language: str) -> Iterator[Form]:
    """The name without a letter that is written together with it.

    "in Tel Aviv" in Hebrew.
    """
    case = _PREFIXES.get(language, {}).get(name[:1])
    if case is not None and len(name) > _SHORTEST_LATIN:
        yield name[1:], case
    if language == "ar" and name.startswith(_ARTICLES):
        yield name[2:], "to" if name.startswith("لل") else ""


def case_of_suffix(suffix: str, language: str) -> str:
    """What a case ending behind an apostrophe says: "in" for "da" in "İstanbul'da"."""
    if language != "tr":
        return "of"
    if suffix in _LOCATIVE_SUFFIXES or suffix in _ADJECTIVE_SUFFIXES:
        return "in"
    if suffix in _OWNER_SUFFIXES:
        return "of"
    return "from" if suffix in _ABLATIVE_SUFFIXES else "to"
