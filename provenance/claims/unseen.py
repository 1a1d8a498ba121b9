"""Signs that nobody sees what is told of a place: past, life, what is to come."""

from __future__ import annotations

from bisect import bisect_left

from provenance.claims.language import NOT_SEEN
from provenance.claims.passage import Passage
from provenance.claims.past import tells_past
from provenance.claims.spot import Spot

MAX_CLAUSE = 10
"""Words back to which a relative clause reaches."""


def is_clause(spot: Spot) -> bool:
    """True in a clause that tells somebody's past."""
    page, last = spot.page, spot.mention.first
    for at in range(last - 1, max(-1, last - 1 - MAX_CLAUSE), -1):
        token, behind = page.tokens[at : at + 2]
        if between := page.text[token.end : behind.start].strip(" -'’\u00a0"):
            if between == "," and page.grammar.has("aside", behind):
                return True
            break
        if page.grammar.has("clause", token):
            return True
    return tells_past(spot.page.text.lower(), spot.mention.start)


def is_unseen(spot: Spot) -> bool:
    """True for "could meet in Rome" and "became a star in Rome": nobody sees it."""
    page = spot.page
    for at in range(spot.mention.first - 1, max(-1, spot.mention.first - 1 - MAX_CLAUSE), -1):
        token = page.tokens[at]
        if any(c in ".!?:;\n" for c in page.text[token.end : page.tokens[at + 1].start]):
            return False
        if page.grammar.has(NOT_SEEN, token) and token.text.islower():
            return True
    return _lies_ahead(spot)


def is_life(spot: Spot) -> bool:
    """True for "Erna Holm taught in X", "was mayor in X": told of a portrait."""
    page, grammar = spot.page, spot.page.grammar
    if "life" not in grammar.words:
        return False
    first = _sentence_start(spot)
    head = page.tokens[first : first + LIFE_WORDS]
    if len(head) < 2 or not _names_person(spot, first):
        return False
    for at, token in enumerate(page.tokens[first + 2 : first + LIFE_WORDS], first + 2):
        if at >= spot.mention.first:
            return False
        if grammar.has("life", token):
            return True
        if grammar.has("was", token):
            rest = page.tokens[at + 1 : spot.mention.first]
            return any(grammar.has("office", t) for t in rest)
    return False


def is_general(spot: Spot) -> bool:
    """True for "How people heat in X" and "The number of pupils in X": no day's scene."""
    page, first = spot.page, _sentence_start(spot)
    if first + 1 >= spot.mention.first:
        return False
    head, grammar = page.tokens[first], page.grammar
    if grammar.has("general", head) or _counts(page, first):
        return True
    article = grammar.has("skip", head) or grammar.has("article", head)
    if article and head.low not in _SOME and _counts(page, first + 1):
        return True  # "The number of visitors in X", not "A number of people in X"
    return page.language == "de" and head.low == "so" and page.tokens[first + 1].low in _IS


def _counts(page: Passage, at: int) -> bool:
    """True for "number of" and "meisten Schulen", not for "Number 10"."""
    token, behind = page.tokens[at : at + 2]
    if page.grammar.has("count", token):
        return page.grammar.has("of", behind)
    return page.grammar.has("most", token) and page.text[token.end : behind.start] == " "


_SOME = frozenset(("a", "an", "ein", "eine", "un", "une", "una", "um", "uma", "een", "en", "ett"))
"""Articles before a figure that is none: "A number of people in X"."""
_IS = ("wird", "werden", "ist", "sind", "geht", "funktioniert")
LIFE_WORDS = 6
"""Words of a sentence up to which the verb of a person's life stands: a cautious choice."""


def _sentence_start(spot: Spot) -> int:
    """The first word of the sentence that the name stands in."""
    text, until = spot.page.text, spot.mention.start
    mark = max(text.rfind(sign, 0, until) for sign in (". ", "! ", "? ", "\n"))
    return bisect_left(spot.page.tokens, mark + 1, key=lambda token: token.start)


def _names_person(spot: Spot, first: int) -> bool:
    """True for two capitals at the head of a sentence, none of them an article."""
    page = spot.page
    pair = page.tokens[first : first + 2]
    article = page.grammar.has("skip", pair[0]) or page.grammar.has("article", pair[0])
    return all(t.text[:1].isupper() for t in pair) and not article


def _lies_ahead(spot: Spot) -> bool:
    """True for "à X que les élèves se retrouveront": a verb of days to come behind it."""
    page, last = spot.page, spot.mention.last
    for at in range(last + 1, min(last + 1 + MAX_CLAUSE, len(page.tokens))):
        token = page.tokens[at]
        if page.text[page.tokens[at - 1].end : token.start].strip(" -'’\u00a0"):
            return False
        if page.grammar.has("future", token) and token.text.islower():
            return True
    return False
