"""Where a text says that something is at a place which the gazetteer lacks."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.claims.mentions import LONGEST
from provenance.claims.passage import Passage
from provenance.claims.spot import Spot, date_words
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import words


def unknown_before(spot: Spot) -> Token | None:
    """The preposition before an unknown name that a comma or bracket ties to this one."""
    if spot.left not in (",", "(") or spot.mention.unspaced:
        return None
    page, at = spot.page, spot.mention.first - 1
    if at < 0 or at in page.lasts or not page.text[page.tokens[at].end :].startswith((",", " (")):
        return None
    while at >= 0 and page.tokens[at].text[:1].isupper():
        at -= 1
    named = at < spot.mention.first - 1
    return (
        page.tokens[at] if named and at >= 0 and page.grammar.has("at", page.tokens[at]) else None
    )


def unknown_places(page: Passage) -> Iterator[str]:
    """Where the text says something is that the gazetteer does not know.

    "in Zzyzxville".
    """
    held = {i for m in page.mentions for i in range(m.first, m.last + 1)}
    for at, token in enumerate(page.tokens[1:], 1):
        link = page.tokens[at - 1]
        if not {at, at - 1} & held and _is_new_name(page, token, link):
            yield page.text[link.start : _end_of_name(page, at, held)]


def _is_new_name(page: Passage, token: Token, link: Token) -> bool:
    if page.caseless or page.title or not token.text[:1].isupper() or token.text.isupper():
        return False
    if page.text[link.end : token.start] != " " or link.text[:1].isupper():
        return False
    known = token.low in date_words() or token.key in words("rarely", "venue")
    kind = "bare" if "bare" in page.grammar.words else "at"
    return not known and page.grammar.has(kind, link)


def _end_of_name(page: Passage, at: int, held: set[int]) -> int:
    """Where the capitalised words end that begin here."""
    last = at
    for follower in range(at + 1, min(len(page.tokens), at + LONGEST)):
        token = page.tokens[follower]
        between = page.text[page.tokens[last].end : token.start]
        if follower in held or not token.text[:1].isupper() or between != " ":
            break
        last = follower
    return page.tokens[last].end
