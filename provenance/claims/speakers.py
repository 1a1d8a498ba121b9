"""Signs that a place is only where somebody speaks, sits or tells of himself."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.claims.language import NOT_SEEN
from provenance.claims.mentions import Mention
from provenance.claims.passage import Passage, after, starts_sentence
from provenance.claims.spot import Spot
from provenance.claims.tokens import Token

MAX_STORY = 30
"""Words back to which a sentence in the first person reaches: longer ones are cut, which leaves the
sign for the scene as it is."""


def is_said(spot: Spot) -> bool:
    """True for "Officials in X said" and "told reporters in X": where a speaker is."""
    if not spot.is_link("at") and spot.mention.case != "in":
        return False
    if after(spot.page, spot.mention) is not None and _goes_on_saying(spot.page, spot.mention):
        return True
    nouns, grammar = spot.nouns(2), spot.page.grammar
    said = any(grammar.has("say", token) for token in nouns)
    return said and not grammar.has("act", nouns[0])  # "said goodbye in X"


def _goes_on_saying(page: Passage, mention: Mention) -> bool:
    """True for "said" right behind a name, or behind one small word: "ont annoncé"."""
    first, has = mention.last + 1, page.grammar.has
    behind = page.tokens[first : first + 2]
    if not behind:
        return False
    if has("say", behind[0]):
        return not _is_act(page, first)
    between = page.text[behind[0].end : behind[-1].start]
    follows = between == " " and behind[0].text.islower() and has("say", behind[-1])
    return follows and not _is_act(page, first + 1)


def _is_act(page: Passage, said: int) -> bool:
    """True for "said their last goodbyes": what is seen done, not a statement."""
    for at in range(said + 1, min(said + 1 + MAX_ACT, len(page.tokens))):
        token = page.tokens[at]
        if page.text[page.tokens[at - 1].end : token.start].strip(" '’"):
            return False
        if page.grammar.has("act", token):
            behind = page.tokens[at + 1 : at + 2]
            return not any(t.low in _TELLING or page.grammar.has(NOT_SEEN, t) for t in behind)
    return False


_TELLING = frozenset(("was", "were", "is", "are", "has", "have", "had"))
"""Verbs that make of it a statement after all: "said prayers were held"."""
MAX_ACT = 4
"""Words behind "said" up to which an act is named: "said their last tearful goodbyes"."""


def is_seat(spot: Spot) -> bool:
    """True for "The government in X" at a sentence's head: called by where it sits."""
    nouns = spot.nouns(1)
    if not nouns or not spot.is_link("at") or not spot.page.grammar.has("seat", nouns[0]):
        return False
    ahead = [t for t in spot.walk if t.start < nouns[0].start]
    article = len(ahead) == 1 and _is_article(spot.page, ahead[0])
    return starts_sentence(spot.page, ahead[0] if article else nouns[0])


def is_base(spot: Spot) -> bool:
    """True for "with offices in X", "mit Sitz in X": where a house has its seat."""
    nouns, grammar = spot.nouns(3), spot.page.grammar
    if not nouns or not spot.is_link("at") or not grammar.has("base", nouns[0]):
        return False
    return any(grammar.has("away", token) for token in nouns[1:])


def _is_article(page: Passage, token: Token) -> bool:
    return page.grammar.has("skip", token) or page.grammar.has("article", token)


def is_own_story(spot: Spot) -> bool:
    """True for "When I spent two months in X": who tells of himself is no scene."""
    page, last = spot.page, spot.mention.first
    own = page.grammar.words.get("self", frozenset())
    for token in reversed(page.tokens[max(0, last - MAX_STORY) : last]):
        if token.low in own and (token.text != "I" or _is_pronoun(page, token)):
            between = page.text[token.end : spot.mention.start]
            return _NEW_SENTENCE.search(between) is None and not _is_there(page, token)
    return False


def _is_there(page: Passage, own: Token) -> bool:
    """True for "I see", "I am standing", "I'm in": who looks on now is there."""
    if not starts_sentence(page, own) or page.text[: own.start].rstrip()[-1:] in _OPENING:
        return False  # "When I stand in X", and what is quoted
    at, has = page.tokens.index(own), page.grammar.has
    behind = page.tokens[at + 1 : at + 3]
    if behind and has("am", behind[0]):
        behind = behind[1:]
    elif "'m" not in own.low:
        return bool(behind) and has("sees", behind[0])
    return bool(behind) and (has("at", behind[0]) or has("sees", behind[0]))


_NEW_SENTENCE = re.compile('[.!?:;\n"“”„«»‟]')
"""What ends a sentence or a quotation."""


_OPENING = tuple("\"“”„«»‘'")
"""What opens a quotation."""


def _is_pronoun(page: Passage, token: Token) -> bool:
    """True for "I spent", not for "World War I" and "Elizabeth I"."""
    before, behind = page.text[: token.start].rstrip(), page.text[token.end : token.end + 2]
    return behind[:1] == " " and behind[1:].islower() and not before.endswith("War")
