"""A text with its words and the names found in it, and the questions asked about a name's
surroundings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from provenance.claims.mentions import Mention, Token
from provenance.claims.vocabulary import words

_ARTICLES = frozenset(("the", "la", "le", "der", "den", "las", "los", "el", "downtown", "central"))
_FIELD_PARTS = re.compile(r"[,;|/\n()]")
_DATELINE = re.compile(r"(?:,[^.—–]{2,25})?\s*(?:\([^)]{2,20}\)\s*)?[—–-]\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text, its words, and the names in it."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    lower: bool
    """True where capitals mean nothing: all small or all capital."""
    title: bool
    """True where nearly every word has a capital, as in English headlines."""
    field: bool
    """True for the text of a place field."""
    language: str | None
    """The declared language, two or three letters."""
    firsts: Mapping[int, Mention]
    """Mentions by the word at which they begin."""
    lasts: Mapping[int, Mention]
    """Mentions by the word at which they end."""


def passage(
    text: str,
    tokens: tuple[Token, ...],
    mentions: tuple[Mention, ...],
    *,
    field: bool,
    language: str | None,
    lower: bool,
) -> Passage:
    """The passage of a text whose words and names are known."""
    firsts = MappingProxyType({m.first: m for m in mentions if m.first >= 0})
    lasts = MappingProxyType({m.last: m for m in mentions if m.last >= 0})
    return Passage(
        text, tokens, mentions, lower, _title_case(text, tokens), field, language, firsts, lasts
    )


def caseless(text: str, tokens: tuple[Token, ...]) -> bool:
    """True where capitals tell nothing about names."""
    if text.isupper() and len(tokens) > 3:
        return True
    cased = [t for t in tokens if t.text[:1].islower() or t.text[:1].isupper()]
    return len(cased) > 2 and not any(t.text[:1].isupper() for t in cased[1:])


def _title_case(text: str, tokens: tuple[Token, ...]) -> bool:
    long = [t for t in tokens if len(t.text) > 3]
    listed = text.count(",") * 4 > len(
        tokens
    )  # a list of people has as many capitals as a headline
    return not listed and len(long) > 4 and sum(t.capital for t in long) >= 0.85 * len(long)


def near(page: Passage, mention: Mention, step: int) -> Token | None:
    """The word right before or after, with nothing but a space or hyphen between."""
    index = mention.last + 1 if step > 0 else mention.first - 1
    if not 0 <= index < len(page.tokens):
        return None
    token = page.tokens[index]
    between = (
        page.text[mention.end : token.start] if step > 0 else page.text[token.end : mention.start]
    )
    return token if between.strip(" -'’\u00a0s" if step > 0 else " -\u00a0") == "" else None


def index(page: Passage, token: Token) -> int:
    """Which of the words it is."""
    return bisect_left(page.tokens, token.start, key=lambda t: t.start)


def after_locative(page: Passage, mention: Mention) -> bool:
    """True after "in", "near", "in downtown"."""
    before = near(page, mention, -1)
    if before is not None and before.key in _ARTICLES:
        at = index(page, before) - 1
        before = page.tokens[at] if at >= 0 else None
    if before is None or before.key not in words("locative"):
        return False
    return (
        len(before.key) > 1 or not before.key.isascii() or page.language != "en"
    )  # "a" and "i" are English otherwise


def after_article(page: Passage, mention: Mention) -> bool:
    """True after an English "the", which no city takes unless its name begins with it."""
    before = near(page, mention, -1)
    return before is not None and before.key == "the"


def is_dateline(page: Passage, mention: Mention) -> bool:
    """True for "KYIV, Ukraine (AP) —" at the beginning."""
    after = page.text[mention.end : mention.end + 40]
    return mention.start < 3 and _DATELINE.match(after) is not None


def qualified_by_comma(page: Passage, mention: Mention) -> bool:
    """True where another name follows a comma or bracket: "Odessa, Texas"."""
    if (
        page.text[mention.end : mention.end + 1] not in (",", "(")
        and page.text[mention.end : mention.end + 2] != " ("
    ):
        return False
    return any(0 < other.start - mention.end <= 3 for other in page.mentions)


def starts_sentence(page: Passage, token: Token) -> bool:
    """True for the first word of a sentence, whose capital says nothing."""
    return token.start == 0 or page.text[: token.start].rstrip(" \"'“”‘’(«")[-1:] in (
        ".",
        "!",
        "?",
        ":",
        "\n",
        "",
    )


def is_whole_part(page: Passage, mention: Mention) -> bool:
    """True where a part of a place field holds nothing but the name and words such as
    "Province"."""
    generic = words("venue") | words("region_word")
    at = 0
    for part in _FIELD_PARTS.split(page.text):
        if at <= mention.start < at + len(part) + 1:
            rest = part.replace(page.text[mention.start : mention.end], " ").casefold()
            return all(word in generic for word in rest.split())
        at += len(part) + 1
    return False
