"""A name of a place in its passage, and what stands right beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property

from provenance import lazy_re as re
from provenance.claims.mentions import Mention
from provenance.claims.passage import MAX_WALK, Passage, before
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import calendar, words
from provenance.model import Place, PlaceSign
from provenance.values import dataclass

_EDGES = ",;:(（–—/|\n＝=、，"
_AGENCY = re.compile(r"\s*\((?:[A-Za-z]{2,12})(?:[ /][A-Za-z]{2,12})?\)")
_DASH = re.compile(r"\s+[-–—]+\s|\s*[:：]|\s*[–—]\s?")


@dataclass(frozen=True)
class Spot:
    """A name of a place in its passage."""

    page: Passage
    mention: Mention
    places: tuple[Place, ...]
    end: int
    """Where the chain of names ends that it begins: "Kyiv, Ukraine"."""
    chained: bool
    """True where a name behind a comma or in brackets holds it."""

    @property
    def kind(self) -> str:
        """The kind of the likeliest place."""
        return self.places[0].kind

    @cached_property
    def walk(self) -> tuple[Token, ...]:
        """The words before it in the same clause, nearest first."""
        if self.mention.unspaced:
            return ()
        found = []
        for back in range(1, MAX_WALK + 1):
            token = before(self.page, self.mention, back)
            if token is None:
                break
            found.append(token)
        return tuple(found)

    @cached_property
    def link(self) -> int:
        """Which word of the walk ties it to what stands before."""
        grammar = self.page.grammar
        for at, token in enumerate(self.walk):
            if grammar.has("at", token) or not (grammar.has("skip", token) or self._hyphened(at)):
                return at
        return len(self.walk)

    def _hyphened(self, at: int) -> bool:
        """True for both words of "rebel-held"."""
        token = self.walk[at]
        if token.text[:1].isupper():
            return False
        text = self.page.text
        joins_right = text[token.end : token.end + 1] == "-" and at > 0
        return joins_right or text[token.start - 1 : token.start] == "-"

    @cached_property
    def linked(self) -> Token | None:
        """The word that ties it to what stands before."""
        return self.walk[self.link] if self.link < len(self.walk) else None

    def is_link(self, *kinds: str) -> bool:
        """True where that word is of one of these kinds."""
        token, has = self.linked, self.page.grammar.has
        if token is not None:
            for kind in kinds:
                if has(kind, token):
                    return True
        return False

    def nouns(self, most: int) -> tuple[Token, ...]:
        """The words before the link, articles left out."""
        return self._nouns[:most]

    @cached_property
    def _nouns(self) -> tuple[Token, ...]:
        has = self.page.grammar.has
        return tuple(t for t in self.walk[self.link + 1 :] if not has("skip", t))

    @cached_property
    def left(self) -> str:
        """The mark before it: "," or "(" or "" at the beginning; a space where a word is."""
        start = self.mention.start
        for token in self.walk:
            if token.key not in words("region_word") and token.low != "of":
                break
            start = token.start
        return mark_before(self.page.text, start)

    @cached_property
    def right(self) -> str:
        """The mark behind it and the names that hold it; "date" before a date."""
        text, end = self.page.text, self.end
        follower = re.match(r"\s+([^\W\d_]+)", text[end : end + 24])
        if follower and follower[1].casefold() in words("region_word"):
            end += follower.end()
        if text[end : end + 1] == ")" and "(" in text[self.mention.end : end]:
            end += 1  # "PORTO ALEGRE (BRASIL), 06/05"
        agency = _AGENCY.match(text, end)
        end = agency.end() if agency else end
        if is_date(text[end : end + 24]):
            return "date"
        if _DASH.match(text, end):
            return ":"
        rest = text[end:].lstrip(" ")
        return rest[:1] if not rest or rest[0] in ",.;:)（）、。)\n/" else " "


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign for or against the scene's lying at a place."""

    sign: PlaceSign
    weight: int
    holds: Callable[[Spot], bool]
    said: Callable[[Spot], int] | None = None
    """Where the words begin that say so."""


def mark_before(text: str, start: int) -> str:
    """The mark before a name.

    "," or "(" or "" at the beginning; a space where a word is.
    """
    ahead = text[:start].rstrip(" \"'“«„")
    if not ahead or ahead[-1] in _EDGES:
        return ahead[-1:]
    if ahead[-1] in ".!?":
        return "."
    return "-" if ahead[-1] == "-" and ahead[-2:-1] in (" ", "") else " "


def is_date(behind: str) -> bool:
    """True where a date follows, behind a comma or none."""
    rest = _BEFORE_DAY.sub("", behind.lstrip(" ,.(（、-–—"))
    if rest[:1].isdigit():
        return re.match(r"\d{4}(?!\d)|\d{1,2}(?:[./ -]|\. |日|º)", rest) is not None
    word = re.match(r"[^\W\d_]+", rest)
    return word is not None and word.group().casefold() in date_words()


_BEFORE_DAY = re.compile(r"^(?:on|el|le|il|am|em|den|de)\s(?=\d)")
"""What a day of the month may have before it: "Bogotá, Colombia, el 1 de mayo"."""


@cache
def date_words() -> frozenset[str]:
    """Names of months and weekdays in all languages, and their short forms."""
    names = {n for kind in calendar().values() for by_name in kind.values() for n in by_name}
    return frozenset(names | words("date_word"))
