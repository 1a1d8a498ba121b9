"""Signs that a place is only told of: an origin, an office, what is at issue."""

from __future__ import annotations

from itertools import pairwise

from provenance import lazy_re as re
from provenance.claims.locating import is_at_house, is_near, is_part
from provenance.claims.mentions import Mention
from provenance.claims.passage import MAX_WALK, Passage, after, before, starts_sentence
from provenance.claims.spot import Spot, mark_before
from provenance.claims.tokens import Token
from provenance.claims.unknown import unknown_before
from provenance.claims.vocabulary import words

LARGE_KINDS = ("country", "region", "continent", "area")
"""Kinds of places whose name stands for a government: "Japan has deployed"."""
_VERB = re.compile(
    r" (?:[a-zà-ÿ]{2,}(?:s|ed|t)|to|has|had|have|will|would|may|can|could|is|was)\b", re.I
)


def is_away(spot: Spot) -> bool:
    """True for "from Kyiv" and "to Kyiv"."""
    if spot.mention.case in ("from", "to"):
        return True
    return spot.is_link("away") and not is_near(spot)


def is_journey(spot: Spot) -> bool:
    """True for both ends of "de Lyon à Bordeaux"."""
    page, last = spot.page, spot.page.lasts.get(spot.mention.first - spot.link - 2)
    if last is not None and spot.linked is not None and spot.linked.key in words("whither"):
        return _is_from(page, last)
    follower = page.firsts.get(spot.mention.last + 2)
    if follower is None or not _is_from(page, spot.mention):
        return False
    link = page.tokens[spot.mention.last + 1]
    return (
        link.key in words("whither")
        and page.text[spot.mention.end : follower.start].strip() == link.text
    )


def _is_from(page: Passage, mention: Mention) -> bool:
    token = before(page, mention)
    return token is not None and token.key in words("whence")


def is_origin(spot: Spot) -> bool:
    """True for "Jo Example of Ghana" and "Jo Example (Norway)"."""
    if spot.left == "(" and spot.right == ")" and spot.kind == "country":
        return _behind_word(spot) and unknown_before(spot) is None
    if not spot.is_link("of"):
        return False
    rest = spot.walk[spot.link + 1 :]
    if rest:
        return _is_person(spot, rest[0]) and not is_at_house(spot)
    return mark_before(spot.page.text, spot.walk[spot.link].start) == ","


def _behind_word(spot: Spot) -> bool:
    """True where the word before the bracket is capitalised and no place."""
    at = spot.mention.first - 1
    return at >= 0 and at not in spot.page.lasts and spot.page.tokens[at].capital


def _is_person(spot: Spot, token: Token) -> bool:
    """True for a capitalised word that opens no sentence and is no part of a place."""
    if not token.text[:1].isupper() or spot.page.title or starts_sentence(spot.page, token):
        return False
    grammar = spot.page.grammar
    return not any(grammar.has(kind, token) for kind in ("part", "near", "at")) and (
        spot.page.language != "de" and token.key not in words("venue", "region_word")
    )


def is_office(spot: Spot) -> bool:
    """True for "the mayor of London", "Президент Польщі", "US President"."""
    if spot.mention.case == "in":
        return False
    grammar = spot.page.grammar
    token = after(spot.page, spot.mention)
    if token is not None and grammar.has("owner", token):
        return True
    if spot.is_link("of"):
        return any(grammar.has("office", t) for t in spot.nouns(2))
    return spot.is_link("office") and spot.link <= 1


def is_topic(spot: Spot) -> bool:
    """True for "war in Gaza", "born in Minsk", "attack on Israel"."""
    grammar, nouns = spot.page.grammar, spot.nouns(2)
    behind = after(spot.page, spot.mention)
    if behind is not None and grammar.has("past", behind):
        return True
    if not spot.is_link("at", "over", "of", "away"):
        return False
    if any(grammar.has("topic", t) for t in nouns[: 1 + (bool(nouns) and nouns[0].low == "up")]):
        return True  # "grew up in"
    aimed = spot.is_link("over", "away") or (spot.linked and spot.linked.low in _ON)
    return bool(aimed) and any(grammar.has("target", t) for t in nouns)


def is_of_house(spot: Spot) -> bool:
    """True for "made at a plant in X" and "born in a hospital in X"."""
    grammar, nouns = spot.page.grammar, spot.nouns(3)
    return len(nouns) == 3 and grammar.has("at", nouns[1]) and grammar.has("made", nouns[2])


def is_subject(spot: Spot) -> bool:
    """True for "a book about life in X": what a work is about."""
    grammar, rest = spot.page.grammar, spot.walk[spot.link + 1 :]
    pairs = pairwise(rest)
    return any(grammar.has("subject", a) and grammar.has("work", b) for a, b in pairs)


_ON = ("na", "на", "على")
"""Prepositions that put something at a place and aim at it as well."""


def is_reaction(spot: Spot) -> bool:
    """True for "rally for peace in X": what a gathering elsewhere is about."""
    grammar = spot.page.grammar
    if is_near(spot):
        return False  # "a protest in front of La Moneda"
    rest = (
        spot.walk[spot.link + 1 :] if spot.is_link("at", "of", "over") else spot.walk[spot.link :]
    )
    named = [i for i, t in enumerate(rest) if not grammar.has("skip", t)]
    if spot.is_link("about") and any(grammar.has("reaction", t) for t in spot.nouns(2)):
        return not (spot.is_link("at") or is_part(spot))  # "una marcha por el centro de X"
    if len(named) < 2 or not grammar.has("about", rest[named[1]]):
        return False
    if spot.kind not in LARGE_KINDS and not grammar.has("event", rest[named[0]]):
        return False  # "a protest against the reform in Lyon"
    ahead = any(grammar.has("reaction", rest[i]) for i in named[2:4])
    return ahead or (len(named) == 2 and _reacts_behind(spot))


def _reacts_behind(spot: Spot) -> bool:
    """True for the rest of "After the earthquake in X pupils collect donations"."""
    last = spot.mention.last
    for at in range(last + 1, min(last + 1 + MAX_WALK, len(spot.page.tokens))):
        token = spot.page.tokens[at]
        if "." in spot.page.text[spot.page.tokens[at - 1].end : token.start]:
            return False
        if spot.page.grammar.has("reaction", token):
            return True
    return False


def acts(spot: Spot) -> bool:
    """True for a state at the head of a sentence that does something.

    "Japan has deployed".
    """
    if spot.kind not in LARGE_KINDS or spot.left not in ("", ".", ":", ",", "-", "–", "—", "\n"):
        return False
    behind = spot.page.text[spot.mention.end : spot.mention.end + 30]
    if spot.page.title:
        return _VERB.match(behind) is not None
    return re.match(r" [a-zà-ÿа-яёіїє]", behind) is not None or _VERB.match(behind) is not None


def governs(spot: Spot) -> bool:
    """True for a government that is called by its capital.

    "Washington has promised aid".
    """
    token = after(spot.page, spot.mention)
    return spot.kind == "city" and token is not None and token.key in words("governs")
