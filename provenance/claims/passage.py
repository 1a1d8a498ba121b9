"""A text with its words and the names found in it, and what stands around a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from types import MappingProxyType

from provenance import lazy_re as re
from provenance.claims.language import Grammar, grammar, language_of
from provenance.claims.mentions import Mention
from provenance.claims.tokens import Token, tokenise
from provenance.claims.vocabulary import words
from provenance.values import dataclass

MAX_WALK = 8
"""Words that are looked at on one side of a name: "in the badly hit southern port city of X" has
six before "of"."""
MAX_DIRECTIONS = 2
"""Words between a town and what holds it: "in the south of", "southern"."""
_GAP = " -\u00a0\u202f"
_APOSTROPHES = "'’"
_FIELD_PARTS = re.compile(r"[,;|/\n()]")
_FEW_TOKENS = 3
"""Words up to which a text in capitals is no headline but a name: "KYIV"."""
_FEW_SMALL = 2
"""Words from which a text all small is one without capitals: "tigray forces"."""
_LONG_WORD = 3
"""Letters of the longest word that a title may write small."""
_SMALL_WORD = 5
"""Letters of the longest word that any title writes small ("after", "about")."""
_TITLE_SHARE = 0.85
"""Share of a text's longer words that begin with a capital in a title."""
_LIST_SHARE = 4
"""Words to a comma under which a text is a list of names, whose capitals make no title."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words, before names are looked for."""

    text: str
    tokens: tuple[Token, ...]
    language: str | None
    """As a key of `data/scene.toml`; None for a language that is not read."""
    declared: bool
    """True where the language was declared, not guessed at."""
    caseless: bool
    """True where capitals mean nothing: all small or all capital."""
    field: bool
    """True for the text of a place field."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text, its words, and the names in it."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    caseless: bool
    title: bool
    """True where nearly every word has a capital, as in English headlines."""
    field: bool
    language: str | None
    declared: bool
    grammar: Grammar
    firsts: Mapping[int, Mention]
    """Mentions by the word at which they begin."""
    lasts: Mapping[int, Mention]
    """Mentions by the word at which they end."""


def read_text(text: str, *, language: str | None, field: bool) -> Text:
    """The words of a text and its language."""
    tokens = tokenise(text)
    read = language_of(text, tokens, language)
    return Text(text, tokens, read, bool(language), _is_caseless(text, tokens), field)


def passage(text: Text, mentions: tuple[Mention, ...]) -> Passage:
    """The passage of a text whose names are known."""
    firsts = MappingProxyType({m.first: m for m in mentions if not m.unspaced})
    lasts = MappingProxyType({m.last: m for m in mentions if not m.unspaced})
    return Passage(
        text.text, text.tokens, mentions, text.caseless, _is_title(text), text.field,
        text.language, text.declared, grammar(text.language or ""), firsts, lasts,
    )  # fmt: skip


def _is_caseless(text: str, tokens: tuple[Token, ...]) -> bool:
    """True where capitals tell nothing about names."""
    cased = [t for t in tokens if t.text[:1].islower() or t.text[:1].isupper()]
    if len(cased) < _FEW_SMALL or 2 * len(cased) < len(tokens):
        return False
    if not any(t.text[:1].isupper() for t in cased):
        return True
    if len(cased) < _FEW_TOKENS:
        return False
    return len(cased) > _FEW_TOKENS and text.isupper()


def _is_title(text: Text) -> bool:
    if text.language not in (None, "en"):
        return False
    long = [t for t in text.tokens if len(t.text) > _LONG_WORD]
    listed = text.text.count(",") * _LIST_SHARE > len(text.tokens)
    capitals = sum(t.capital for t in long)
    if len(long) >= _FEW_TOKENS and capitals == len(long) and text.text.rstrip()[-1:].isalnum():
        return not listed
    if listed or len(long) <= _FEW_TOKENS + 1 or capitals < _TITLE_SHARE * len(long):
        return False
    return all(t.capital for t in long if len(t.text) > _SMALL_WORD)


def before(page: Passage, mention: Mention, back: int = 1) -> Token | None:
    """The word so many places before the name, in one run of words."""
    end, index = mention.start, mention.first
    for _ in range(back):
        index -= 1
        if index < 0 or page.text[page.tokens[index].end : end].strip(_GAP):
            return None
        end = page.tokens[index].start
    return page.tokens[index] if index >= 0 else None


def after(page: Passage, mention: Mention) -> Token | None:
    """The word right behind the name, with nothing but a space or hyphen between."""
    index = mention.last + 1
    if mention.unspaced or index >= len(page.tokens):
        return None
    token = page.tokens[index]
    between = page.text[max(mention.end, page.tokens[mention.last].end) : token.start]
    return None if between.strip(_GAP + _APOSTROPHES + "s") else token


def index(page: Passage, token: Token) -> int:
    """Which of the words it is."""
    return bisect_left(page.tokens, token.start, key=lambda t: t.start)


def behind_article(page: Passage, mention: Mention) -> bool:
    """True after an English "the", which no city takes unless its name begins with it."""
    token = before(page, mention)
    return token is not None and token.key == "the"


def qualified_by_comma(page: Passage, mention: Mention) -> bool:
    """True where another name follows a comma or bracket: "Odessa, Texas"."""
    behind = page.text[mention.end : mention.end + 2]
    if behind[:1] not in (",", "(") and behind != " (":
        return False
    if any(0 < other.start - mention.end <= 3 for other in page.mentions):
        return True
    at, last = mention.last + 1, mention.last + 1 + MAX_DIRECTIONS
    while at <= min(last, len(page.tokens) - 1) and page.grammar.has("skip", page.tokens[at]):
        at += 1  # "Cannes, southern France"
    return at > mention.last + 1 and at in page.firsts


def starts_sentence(page: Passage, token: Token | Mention) -> bool:
    """True for the first word of a sentence, whose capital says nothing."""
    return page.text[: token.start].rstrip(" \"'“”‘’(«„")[-1:] in (
        ".", "!", "?", ":", "\n", "",
    )  # fmt: skip


def is_whole_part(page: Passage, mention: Mention) -> bool:
    """True where a part of a place field holds nothing but the name.

    Words such as "Province" count as none.
    """
    generic = words("venue", "region_word")
    at = 0
    for part in _FIELD_PARTS.split(page.text):
        if at <= mention.start < at + len(part) + 1:
            rest = part.replace(page.text[mention.start : mention.end], " ").casefold()
            return all(word in generic for word in rest.split())
        at += len(part) + 1
    return False
