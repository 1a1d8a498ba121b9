"""The words of a caption or headline that are worth searching for."""

from __future__ import annotations

import re
from functools import cache

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
        found = (_OWNER.sub("", word.rstrip(".-'’")) for word in _WORD.findall(text[:_READ]))
        words = [word for word in dict.fromkeys(found) if word.lower() not in _idle_words()]
        if words:
            weight = {word: (word[0].isupper() or word[0].isdigit(), len(word)) for word in words}
            best = set(sorted(words, key=lambda word: weight[word], reverse=True)[:most])
            return tuple(word for word in words if word in best)
    return ()


@cache
def _idle_words() -> frozenset[str]:
    """Small words and weekdays of every language that is read."""
    small = (
        word for words in read_table("function_words")["words"].values() for word in words.split()
    )
    days = (name for name in weekdays(None) if len(name) >= _WEEKDAY)
    return frozenset((*small, *days))
