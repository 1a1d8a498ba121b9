"""A pattern of a long list of words, compiled for those of them that a text holds.

A list of a thousand words takes seventeen milliseconds to compile, the two of them that a text
holds a third of one. A process that reads one article does with those few; one that reads many
soon has all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from provenance.lexicon.folding import is_far

AnyOf = Callable[[Iterable[str]], str]
"""Words → what of a pattern matches any of them."""
NOTHING = "(?!)"
"""Matches nowhere: stands for the words of a list of which a text holds none."""
FEW = 8
"""Selections of words that get a pattern of their own: after so many, all words are compiled."""
_GAPS = re.compile(r"[\s\-–,]+")
"""What may be written in more than one way inside a word."""


class Listed:
    """The pattern that `write` makes of lists of words, in whatever case.

    `write` is given `any_of` and calls it on each list. `far` is what a text with signs of scripts
    without spaces is read with: their classes of letters alone take 6 ms.
    """

    def __init__(
        self,
        write: Callable[[AnyOf], str],
        any_of: AnyOf,
        flags: int = re.I,
        far: Listed | None = None,
    ) -> None:
        self._write, self._any_of, self._flags, self._far = write, any_of, flags, far
        self._known: dict[frozenset[str], re.Pattern[str]] = {}
        self._whole: re.Pattern[str] | None = None

    def of(self, text: str) -> re.Pattern[str]:
        """A pattern that finds in this text what that of all words does."""
        if self._far is not None and is_far(text):
            return self._far.of(text)
        if self._whole is not None:
            return self._whole
        held = self._held(text)
        if (known := self._known.get(held)) is not None:
            return known
        if len(self._known) >= FEW:
            self._whole = re.compile(self._write(self._any_of), self._flags)
            return self._whole
        some = self._write(lambda words: self._any_of(w for w in words if w in held) or NOTHING)
        made = self._known[held] = re.compile(some, self._flags)
        return made

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As a pattern's."""
        return self.of(text).search(text, at)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As a pattern's."""
        return self.of(text).match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As a pattern's."""
        return self.of(text).fullmatch(text)

    def finditer(self, text: str, at: int = 0) -> Iterator[re.Match[str]]:
        """As a pattern's."""
        return self.of(text).finditer(text, at)

    def sub(self, instead: str, text: str) -> str:
        """As a pattern's."""
        return self.of(text).sub(instead, text)

    def _held(self, text: str) -> frozenset[str]:
        """The words of which the longest part without a gap is in the text."""
        key = key_of(text)
        return frozenset(word for word, part in self._parts.items() if part in key)

    @cached_property
    def _parts(self) -> dict[str, str]:
        words: list[str] = []

        def noted(listed: Iterable[str]) -> str:
            words.extend(listed)
            return NOTHING

        self._write(noted)
        return {word: key_of(max(_GAPS.split(word), key=len)) for word in words}


def key_of(text: str) -> str:
    """The text with one spelling for letters that `re` takes for the same.

    Beside case folding: it takes both Turkish letters i for the plain one."""
    key = text.casefold()
    return key if text.isascii() else key.replace("ı", "i").replace("\u0307", "")
