"""Judge which mentions are claims about where something is, and which place each means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from provenance.claims.folding import fold
from provenance.claims.gazetteer import Entry, Gazetteer
from provenance.claims.mentions import Mention, Token, find_mentions, tokenise
from provenance.claims.relations import inside
from provenance.claims.vocabulary import words
from provenance.model import Place, PlaceClaim

MAX_CHARS = 20_000
"""Longer texts are read up to here: a caption has hundreds, a lead and headline thousands of characters."""
KNOWN_CITY = 100_000
"""Inhabitants from which a bare name is taken for the city: a cautious choice. On the development half of the caption
set 15,000 calls one per cent more out-of-context captions with no accurate one lost, but reads everyday words of
other scripts (Japanese for "centre") as towns."""
PLACED_CITY = 15_000
"""Inhabitants from which a name after "in", "at", "near" is taken for the city."""
DOMINANT = 10
"""A city this many times larger than its namesakes is meant where nothing else decides: London yes, Odesa
(8.5 times Odessa, Texas) and Birmingham no."""
MAX_READINGS = 6
MAX_HINTS = 60
"""Countries, regions and areas that help to tell namesakes apart, at most: bounds the work on a hostile text."""
SMALL_REGION_KM = 60
"""Reach up to which a region adds nothing to its city: relations count 50 km plus both reaches as near anyway."""
_FIELD_PARTS = re.compile(r"[,;|/\n()]")
_ATTRIBUTE = ("police", "government", "ministry", "army", "forces", "president", "parliament", "mp", "minister")


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    lower: bool
    title: bool
    field: bool
    firsts: frozenset[int]
    """Tokens at which a mention begins."""
    lasts: frozenset[int]


def read_places(
    text: str, gazetteer: Gazetteer, *, language: str | None = None, context: Sequence[Place] = (), field: bool = False
) -> tuple[PlaceClaim, ...]:
    """The places a text claims. `context`: places known from around it; `field`: the text is a place field."""
    text = text[:MAX_CHARS]
    tokens = tokenise(text)
    lower = _caseless(text, tokens)
    mentions = find_mentions(text, tokens, gazetteer, language=language, lower=lower)
    firsts, lasts = frozenset(m.first for m in mentions), frozenset(m.last for m in mentions)
    page = _Text(text, tokens, mentions, lower, _title_case(tokens), field, firsts, lasts)
    wider = [e.place for m in mentions for e in m.entries if e.place.kind != "city"]
    hints = list(dict.fromkeys([*wider, *context]))[:MAX_HINTS]
    claims = []
    for index, mention in enumerate(mentions):
        readings = _readings(page, index, hints)
        if readings and _is_claim(page, mention, readings, hints):
            claims.append(PlaceClaim(text[mention.start : mention.end], mention.start, mention.end, readings))
    return tuple(claims)


def _caseless(text: str, tokens: tuple[Token, ...]) -> bool:
    if text.isupper() and len(tokens) > 3:
        return True
    cased = [t for t in tokens if t.text[:1].islower() or t.text[:1].isupper()]
    return len(cased) > 2 and not any(t.text[:1].isupper() for t in cased[1:])


def _title_case(tokens: tuple[Token, ...]) -> bool:
    long = [t for t in tokens if len(t.text) > 3]
    return len(long) > 4 and sum(t.capital for t in long) >= 0.85 * len(long)


def _readings(page: _Text, index: int, hints: list[Place]) -> tuple[Place, ...]:
    mention = page.mentions[index]
    places = [e.place for e in mention.entries if not e.demonym]
    follower = _qualifier(page, index, 1)
    if follower and (chosen := [p for p in places if any(inside(p, q) for q in follower)]):
        return _without_own_region(chosen)
    leader = _qualifier(page, index, -1)
    if leader and (chosen := [p for p in places if any(inside(q, p) for q in leader)]):
        return _without_own_region(chosen)
    wider = [h for h in hints if h not in places]
    if chosen := [p for p in places if p.kind != "country" and any(inside(p, h) for h in wider)]:
        largest = max(p.population for p in chosen)
        return _without_own_region([p for p in chosen if p.population * DOMINANT >= largest])
    return _likeliest(mention.entries)


def _without_own_region(places: list[Place]) -> tuple[Place, ...]:
    """Where a region is hardly larger than the city it is named for, the city says it all."""
    cities = [p for p in places if p.kind == "city"]
    return tuple(
        p
        for p in places
        if p.kind != "region" or p.radius_km > SMALL_REGION_KM or not any(inside(c, p) for c in cities)
    )[:MAX_READINGS]


def _qualifier(page: _Text, index: int, step: int) -> list[Place]:
    other = index + step
    if not 0 <= other < len(page.mentions):
        return []
    left, right = sorted((page.mentions[index], page.mentions[other]), key=lambda m: m.start)
    between = page.text[left.end : right.start]
    if re.fullmatch(r"\s*[,(/–—-]\s*|\s*,?\s+(?:in|im|en|dans|of|w|у|в)\s+", between) is None:
        return []
    return [e.place for e in page.mentions[other].entries if not e.demonym]


def _likeliest(entries: Sequence[Entry]) -> tuple[Place, ...]:
    places = [e.place for e in entries if not e.demonym]
    large = [p for p in places if p.kind in ("country", "area", "sea", "continent")]
    regions = [p for p in places if p.kind == "region"]
    cities = [p for p in places if p.kind in ("city", "base", "airport")]
    if large:
        kept = [p for p in cities if p.population >= 500_000 and not any(inside(p, w) for w in large)]
        return tuple([*large, *regions, *kept][:MAX_READINGS])
    top = max((p.population for p in cities), default=0)
    own = [e.place for e in entries if e.own_name]
    cities = [p for p in cities if p.population * DOMINANT >= top and (p in own or p.population * 2 >= top)] or cities
    if regions:
        cities = [p for p in cities if p.population >= KNOWN_CITY or any(inside(p, r) for r in regions)]
    return _without_own_region(sorted([*regions, *cities], key=lambda p: p.population, reverse=True))


def _is_claim(page: _Text, mention: Mention, readings: tuple[Place, ...], hints: list[Place]) -> bool:
    contained = any(inside(p, h) for p in readings for h in hints if h.kind != "continent" and h not in readings)
    if mention.first < 0:
        return readings[0].kind != "city" or readings[0].population >= KNOWN_CITY or contained
    if any(e.demonym for e in mention.entries) and not _after_locative(page, mention):
        return False
    if len(mention.key) <= 2 and not page.text[mention.start : mention.end].isupper():
        return False
    if page.lower and len(mention.key) <= 2:
        return False
    single = mention.first == mention.last
    named_for = _qualified_by_comma(page, mention) and contained
    placed = mention.key in words("placed") and not page.lower and _after_locative(page, mention)
    if single and mention.key in words("rarely") and not named_for and not placed:
        return False
    if not page.field and (_is_name_of_other(page, mention, readings) or _is_attribute(page, mention, readings)):
        return False
    return _is_known_enough(page, mention, readings, contained)


def _is_known_enough(page: _Text, mention: Mention, readings: tuple[Place, ...], contained: bool) -> bool:
    best = readings[0]
    if best.kind not in ("city", "region") or (best.kind == "region" and best.population >= PLACED_CITY):
        return not page.lower or mention.key not in words("person") or _after_locative(page, mention)
    if contained and not page.lower:
        return mention.first != mention.last or len(mention.key) > 3
    placed = page.field or _after_locative(page, mention) or _is_dateline(page, mention)
    if page.lower:
        return len(mention.key) > 3 and best.population >= (PLACED_CITY if contained or placed else 5 * KNOWN_CITY)
    if page.field and _is_whole_part(page, mention):
        return True
    if page.title and not page.field:
        placed = False
    floor = PLACED_CITY if placed else KNOWN_CITY
    if not any(fold(p.name) == mention.key for p in readings) and not mention.inflected:
        floor *= 3  # a name that is not the main one collides more often with words of other languages
    return best.population >= floor


def _is_whole_part(page: _Text, mention: Mention) -> bool:
    generic = words("venue") | words("region_word")
    at = 0
    for part in _FIELD_PARTS.split(page.text):
        if at <= mention.start < at + len(part) + 1:
            rest = fold(part.replace(page.text[mention.start : mention.end], " "))
            return all(word in generic for word in rest.split())
        at += len(part) + 1
    return False


def _near(page: _Text, mention: Mention, step: int) -> Token | None:
    """The word right before or after, with nothing but a space or hyphen between."""
    index = mention.last + 1 if step > 0 else mention.first - 1
    if not 0 <= index < len(page.tokens):
        return None
    token = page.tokens[index]
    between = page.text[mention.end : token.start] if step > 0 else page.text[token.end : mention.start]
    return token if between.strip(" -'’\u00a0s" if step > 0 else " -\u00a0") == "" else None


def _index(page: _Text, token: Token) -> int:
    return bisect_left(page.tokens, token.start, key=lambda t: t.start)


def _after_locative(page: _Text, mention: Mention) -> bool:
    before = _near(page, mention, -1)
    if before is not None and before.key in (
        "the",
        "la",
        "le",
        "der",
        "den",
        "las",
        "los",
        "el",
        "downtown",
        "central",
    ):
        at = _index(page, before) - 1
        before = page.tokens[at] if at >= 0 else None
    return before is not None and before.key in words("locative")


def _is_dateline(page: _Text, mention: Mention) -> bool:
    after = page.text[mention.end : mention.end + 40]
    return mention.start < 3 and re.match(r"(?:,[^.—–]{2,25})?\s*(?:\([^)]{2,20}\)\s*)?[—–-]\s", after) is not None


def _qualified_by_comma(page: _Text, mention: Mention) -> bool:
    if page.text[mention.end : mention.end + 1] not in (",", "("):
        return False
    return any(0 < other.start - mention.end <= 3 for other in page.mentions)


def _is_name_of_other(page: _Text, mention: Mention, readings: tuple[Place, ...]) -> bool:
    """A person, team, newspaper, company or school that carries the name of a place."""
    before, after = _near(page, mention, -1), _near(page, mention, 1)
    single = mention.first == mention.last
    if before is not None and single and before.key in words("given") and (page.lower or before.capital):
        return True
    if after is not None and after.key in words("venue"):
        return False
    if after is not None and after.key in words("organisation"):
        if after.capital and not page.lower:
            return True
        return after.key in _ATTRIBUTE and readings[0].kind != "city"
    if single and before is not None and before.key in words("person") and before.capital and not page.lower:
        return readings[0].kind == "city"  # the surname in "Jordan Henderson"
    capital_after = after is not None and after.text[:1].isupper() and not page.lower
    if single and mention.key in words("person") and capital_after and not page.title:
        return True
    capital_before = before is not None and before.text[:1].isupper() and not page.lower and not page.title
    return bool(
        single
        and capital_before
        and before is not None
        and not _starts_sentence(page, before)
        and readings[0].kind == "city"
        and readings[0].population < 5 * KNOWN_CITY
        and before.key not in words("venue") | words("locative") | words("region_word")
        and mention.first - 1 not in page.lasts
    )


def _is_attribute(page: _Text, mention: Mention, readings: tuple[Place, ...]) -> bool:
    """ "President of Kenya", "US-made", "China's first strike": whose it is, not where it is."""
    before = _near(page, mention, -1)
    if page.text[mention.end : mention.end + 1] == "-" and page.text[mention.end + 1 : mention.end + 2].islower():
        return True
    if before is not None and page.text[before.end : mention.start] == "-" and before.text.islower():
        return True
    if before is not None and before.key in ("the", "der", "la", "l"):
        at = _index(page, before) - 1
        before = page.tokens[at] if at >= 0 else None
    if before is not None and before.key in ("of", "de", "du", "von", "di", "del", "della"):
        at = _index(page, before)
        head = page.tokens[at - 1] if at else None
        outer = page.tokens[at - 2] if at > 1 else None
        if outer is not None and outer.key == "the" and at > 2:
            outer = page.tokens[at - 3]
        return (
            head is not None
            and head.key in words("head")
            and not (outer is not None and outer.key in words("locative"))
        )
    last = page.tokens[mention.last]
    if last.possessive and readings[0].kind in ("country", "region", "continent"):
        after = page.tokens[mention.last + 1] if mention.last + 1 < len(page.tokens) else None
        return after is not None and mention.last + 1 not in page.firsts
    return False


def _starts_sentence(page: _Text, token: Token) -> bool:
    return token.start == 0 or page.text[: token.start].rstrip(" \"'“”‘’(«")[-1:] in (".", "!", "?", ":", "\n", "")
