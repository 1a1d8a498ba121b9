"""Words of dates that are other words, or names, in other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from provenance import lazy_re as re
from provenance.claims.calendar import words_of
from provenance.claims.spans import At, group_of
from provenance.claims.vocabulary import table
from provenance.lexicon import read_table
from provenance.values import dataclass

_WITH_NUMBERS = frozenset(
    {"day-month", "day-month-year", "month-day-year", "year-month-day", "year-day-month"}
    | {"day-range", "month-day-range", "cross-month", "year-word-day"}
)
"""Forms whose numbers leave no doubt that the word beside them is a month's."""
_GROUPS = ("phrase", "month", "month0", "month2", "weekday", "season", "feast")


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """In which languages a word dates, and in which it is something else."""

    dates: frozenset[str]
    others: frozenset[str]
    is_name: bool
    """True where the other is a name: written small the word dates."""


def is_another_word(form: str, match: re.Match[str], at: At) -> bool:
    """True where the word of a date may be another language's word or a name.

    "Hier in München" is no French "yesterday", "Hoy" in an English text no Spanish "today". Such a
    word does not date where the text's language is declared to be one of the others, or is by more
    of its small words and letters than any in which it dates.
    """
    if form in _WITH_NUMBERS:
        return False
    for group in _GROUPS:
        word = group_of(match, group)
        known = _words().get(word) if word else None
        if known is None:
            continue
        if known.is_name and not at.text[match.start(group) :][:1].isupper():
            continue
        if at.language:
            return at.language in known.others
        signs = _signs(at.low)
        return max(signs[code] for code in known.others) > max(signs[c] for c in known.dates)
    return False


@lru_cache(maxsize=1)
def _words() -> Mapping[str, _Elsewhere]:
    return MappingProxyType(
        {
            word: _Elsewhere(frozenset(own.split()), frozenset(others.split()), kind == "names")
            for kind, entries in table("dates")["elsewhere"].items()
            for word, (own, others) in entries.items()
        }
    )


@lru_cache(maxsize=16)
def _signs(low: str) -> Mapping[str, float]:
    """By language: its small words and letters in a text.

    Each is shared among the languages that have it.
    """
    signs: dict[str, float] = defaultdict(float)
    held = [_small_words()[word] for word in words_of(low) & _small_words().keys()]
    letters = table("words")["letters"]
    held += [codes.split() for some, codes in letters.items() if not set(some).isdisjoint(low)]
    for owners in held:
        for code in owners:
            signs[code] += 1 / len(owners)
    return signs


@lru_cache(maxsize=1)
def _small_words() -> Mapping[str, list[str]]:
    """Small word → the languages that have it; no word that may be a date's."""
    owners: dict[str, list[str]] = {}
    for code, words in read_table("function_words")["words"].items():
        for word in {*words.split(), *table("scene").get(code, {}).get("common", "").split()}:
            if word not in _words():
                owners.setdefault(word, []).append(code)
    return MappingProxyType(owners)
