"""The words of a caption or headline that are worth searching for."""

from __future__ import annotations

import re

from provenance.model import Clues

_WORD = re.compile(r"[^\W_][\w'’.-]{2,40}")
_READ = 1000
"""Characters of a text that are read."""
_MOST = 6
"""Words of one question: all must be found, so each further one loses more pictures than it
sorts."""


def search_words(clues: Clues) -> tuple[str, ...]:
    """At most six words of the first text that has any, in their order.

    Names and numbers are taken first, then the longest. A capitalised word or a number names
    something; a search by "the picture shows people" finds everything.
    """
    for text in clues.texts:
        words = list(dict.fromkeys(word.rstrip(".-'’") for word in _WORD.findall(text[:_READ])))
        if words:
            weight = {word: (word[0].isupper() or word[0].isdigit(), len(word)) for word in words}
            best = set(sorted(words, key=lambda word: weight[word], reverse=True)[:_MOST])
            return tuple(word for word in words if word in best)
    return ()
