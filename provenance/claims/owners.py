"""Signs that a name says whose something is, not where it is."""

from __future__ import annotations

from provenance.claims.mentions import Mention
from provenance.claims.passage import Passage, after, before, index
from provenance.claims.relations import inside
from provenance.claims.setting import Setting
from provenance.claims.tokens import Token
from provenance.claims.towns import is_owner
from provenance.claims.vocabulary import words


def is_compound(at: Setting) -> bool:
    """True for "US-made" and "Hamburg-Marathon", "anti-India"."""
    behind = at.page.text[at.mention.end : at.mention.end + 2]
    if behind[:1] == "-" and behind[1:].islower():
        return True
    word = at.before
    if word is None or at.page.text[word.end : at.mention.start] != "-":
        return False
    return word.text.islower() and not at.page.grammar.has("skip", word)


def is_between_two(at: Setting) -> bool:
    """True for both countries in "the US-India deal"; a border of theirs is a spot."""
    if at.best.kind != "country":
        return False
    left = at.page.lasts.get(at.mention.first - 1)
    right = at.page.firsts.get(at.mention.last + 1)
    if left and _is_hyphened(at.page, left, at.mention):
        right = at.mention
    elif not right or not _is_hyphened(at.page, at.mention, right):
        return False
    follower = after(at.page, right)
    if follower is None or at.page.grammar.has("behind", follower):
        return False
    return follower.key not in words("venue")


def _is_hyphened(page: Passage, left: Mention, right: Mention) -> bool:
    countries = all(any(e.place.kind == "country" for e in m.entries) for m in (left, right))
    return countries and page.text[left.end : right.start] in ("-", "–", "‑")


def _is_of_place(at: Setting, word: Token) -> bool:
    """True for "mountains" in "in Colorado's mountains"."""
    return word.key in words("venue") or at.page.grammar.has("part", word)


def is_owner_of_other(at: Setting) -> bool:
    """True for "Sweden's pamphlet", which may be anywhere.

    "India's Jammu region" is in India.
    """
    if not is_owner(at) or at.best.kind not in ("country", "region", "continent"):
        return False
    if at.after is not None and at.page.grammar.has("behind", at.after):
        return False
    if at.preposition and at.after is not None and _is_of_place(at, at.after):
        return False
    owned = at.page.firsts.get(at.mention.last + 1)
    within = owned is not None and any(inside(e.place, at.best) for e in owned.entries)
    return at.mention.last + 1 < len(at.page.tokens) and not within


def is_of_an_office(at: Setting) -> bool:
    """True for "President of Kenya", not for "in the state of Kenya"."""
    link = at.before
    if link is not None and link.key in ("the", "der", "la", "l"):
        link = before(at.page, at.mention, 2)
    if link is None or not at.page.grammar.has("of", link):
        return False
    place = index(at.page, link)
    head = at.page.tokens[place - 1] if place else None
    if head is None or head.key not in words("head"):
        return False
    outer = [t for t in at.page.tokens[max(0, place - 3) : place - 1] if t.key != "the"]
    return not (outer and at.page.grammar.has("at", outer[-1]))
