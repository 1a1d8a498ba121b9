"""The words of a caption or headline that are worth searching for."""

from __future__ import annotations

from functools import cache

from provenance import lazy_re as re
from provenance.claims.calendar import weekdays
from provenance.lexicon import read_table
from provenance.model import Clues

_WORD = re.compile(r"[^\W_][\w'’.-]{2,40}")
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_READ = 1000
"""Characters of a text that are read."""
_MOST = 6
"""Words of one question: all must be found, so each further one loses more pictures than it
sorts."""
_WEEKDAY = 5
"""Letters of a weekday's name from which it is no everyday word of another language."""


def search_words(clues: Clues, most: int = _MOST) -> tuple[str, ...]:
    """At most `most` words of the first text that has any, in their order.

    Names and numbers are taken first, then the longest. A capitalised word or a number names
    something; a search by "the picture shows people" finds everything. Small words and weekdays
    name nothing.
    """
    for text in clues.texts:
        found = (m for m in _WORD.finditer(text[:_READ]) if not _is_idle(m))
        words = list(dict.fromkeys(_OWNER.sub("", m[0].rstrip(".-'’")) for m in found))
        if words:
            weight = {word: (word[0].isupper() or word[0].isdigit(), len(word)) for word in words}
            best = set(sorted(words, key=lambda word: weight[word], reverse=True)[:most])
            return tuple(word for word in words if word in best)
    return ()


def _is_idle(found: re.Match[str]) -> bool:
    """True for a weekday, and for a small word that is not part of a name: "New York"."""
    word = _OWNER.sub("", found[0].rstrip(".-'’"))
    if word.lower() in _days():
        return True
    before = found.string[: found.start()].rstrip(' "“„«([')
    begins = not before or before.endswith(_ENDS)
    return word.lower() in _small_words() and (begins or not word[0].isupper())


_ENDS = (".", "!", "?", ":", "…", "\n")
"""What stands before a sentence's first word, whose capital says nothing."""


@cache
def _small_words() -> frozenset[str]:
    """Small words of every language that is read."""
    lists = read_table("function_words")["words"].values()
    return frozenset(word for words in lists for word in words.split())


@cache
def _days() -> frozenset[str]:
    """Weekdays of every language that is read."""
    return frozenset(name for name in weekdays(None) if len(name) >= _WEEKDAY)
