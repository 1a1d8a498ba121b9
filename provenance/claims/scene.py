"""What the words around a place's name say: whether the scene lies there.

A place is the scene's only on positive evidence. The decision is a table of named signs: those that
hold are added up, and the strongest of the winning side is what the claim carries. Nothing here
knows a language: the words come from `data/scene.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice

from provenance.claims.inflection import ADJECTIVE, case_of_suffix
from provenance.claims.mentions import LONGEST, Mention
from provenance.claims.passage import MAX_WALK, Passage, after, before, index, starts_sentence
from provenance.claims.relations import inside
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import calendar, table, words
from provenance.model import Place, PlaceClaim, PlaceSign

LOCAL_KINDS = ("city", "region", "area", "base", "airport")
"""Kinds of places that something is on or over; of a country one talks: "talks on China"."""
LARGE_KINDS = ("country", "region", "continent", "area")
"""Kinds of places whose name stands for a government: "Japan has deployed"."""
MAX_CLAUSE = 10
"""Words back to which a relative clause reaches."""
MAX_OTHER_WORDS = 2
"""Words beside names and dates up to which a text is little but a place's name."""
MAX_QUOTE = 60
"""Characters of the longest title in quotation marks; what is longer is speech."""
_EDGES = ",;:(（–—/|\n＝=、，"
_QUOTES = re.compile(
    '"[^"\n]{1,60}"|“[^”\n]{1,60}”|«[^»\n]{1,60}»|„[^“”\n]{1,60}[“”]|‘[^’\n]{1,60}’'
    "|「[^」\n]{1,60}」|《[^》\n]{1,60}》"
)
_AGENCY = re.compile(r"\s*\((?:[A-Za-z]{2,12})(?:[ /][A-Za-z]{2,12})?\)")
_DASH = re.compile(r"\s+[-–—]+\s|\s*[:：]|\s*[–—]\s?")
_VERB = re.compile(
    r" (?:[a-zà-ÿ]{2,}(?:s|ed|t)|to|has|had|have|will|would|may|can|could|is|was)\b", re.I
)


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
        """Which word of the walk ties it to what stands before, behind articles and the like."""
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
        rest = [t for t in self.walk[self.link + 1 :] if not self.page.grammar.has("skip", t)]
        return tuple(rest[:most])

    @cached_property
    def left(self) -> str:
        """The mark before it: "," or "(" or "" at the beginning; a space where a word is."""
        start = self.mention.start
        for token in self.walk:
            if token.key not in words("region_word") and token.low != "of":
                break
            start = token.start
        return _mark_before(self.page.text, start)

    @cached_property
    def right(self) -> str:
        """The mark behind it and the names that hold it; "date" before a date."""
        text, end = self.page.text, self.end
        follower = re.match(r"\s+([^\W\d_]+)", text[end : end + 24])
        if follower and follower[1].casefold() in words("region_word"):
            end += follower.end()
        agency = _AGENCY.match(text, end)
        end = agency.end() if agency else end
        if _is_date(text[end : end + 24]):
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


def is_put_there(spot: Spot) -> bool:
    """True where a preposition, a case or a part of the place says that something is there."""
    if any(test(spot) for test in (is_locative, _is_near, _is_view, _is_far_venue)):
        return True
    return _is_part(spot) and not _is_named_house(spot)


def _is_named_house(spot: Spot) -> bool:
    """True for a house with a name of its own: "Palácio do Planalto"."""
    head = spot.walk[_part(spot) or 0]
    return _is_capital_of_name(spot, head)


def _is_capital_of_name(spot: Spot, token: Token) -> bool:
    """True for a capital that neither a sentence nor a noun explains."""
    noun = spot.page.language == "de"
    return token.text[:1].isupper() and not noun and not starts_sentence(spot.page, token)


def with_signs(page: Passage, read: Sequence[tuple[Mention, PlaceClaim]]) -> tuple[PlaceClaim, ...]:
    """The claims with what the words around them say of each."""
    claims: list[PlaceClaim] = []
    for at, (mention, claim) in enumerate(read):
        holder = _holder(page, read, at)
        end = read[holder][1].end if holder > at else claim.end
        spot = Spot(page, mention, claim.places, end, holder > at)
        signed = _signed(spot, claim)
        if claims:
            signed = _after(page, claims[-1], signed)
        claims.append(signed)
    return tuple(claims)


def _signed(spot: Spot, claim: PlaceClaim) -> PlaceClaim:
    held = [s for s in (_UNSPACED if spot.mention.unspaced else SIGNS) if s.holds(spot)]
    total = sum(s.weight for s in held)
    side = [s for s in held if (s.weight > 0) == (total > 0) and s.weight * total > 0]
    if not side:
        neutral = next((s.sign for s in held if not s.weight), PlaceSign.MENTION)
        return replace(claim, sign=neutral)
    first = max(side, key=lambda s: abs(s.weight))
    start = first.said(spot) if first.said else claim.start
    return replace(claim, sign=first.sign, said=_words(spot.page.text, start, claim.end))


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _holder(page: Passage, read: Sequence[tuple[Mention, PlaceClaim]], at: int) -> int:
    """The last of the names behind that each hold the one before: Ukraine for "Kyiv, Ukraine"."""
    last = at
    while last + 1 < len(read):
        inner, outer = read[last][1], read[last + 1][1]
        between = page.text[inner.end : outer.start]
        if not _BESIDE.fullmatch(between) or not _holds(outer, inner):
            break
        last += 1
    return last


_BESIDE = re.compile(
    r"(?:\s+(?:region|district|province|oblast|state|county))?"
    r"\s*[,，、(（/–—-]\s*(?:[^\W\d_]+\s+){0,3}|\s+",
    re.I,
)
"""What stands between a place and the one that holds it: "Sylhet, northeastern Bangladesh"."""


def _holds(outer: PlaceClaim, inner: PlaceClaim) -> bool:
    return any(inside(p, q) for p in inner.places for q in outer.places)


def _after(page: Passage, last: PlaceClaim, claim: PlaceClaim) -> PlaceClaim:
    """The claim with the sign of the one before, where it holds that one or is listed with it."""
    between = page.text[last.end : claim.start]
    if _BESIDE.fullmatch(between) and _holds(claim, last):
        return replace(claim, sign=last.sign, said=last.said)
    if claim.sign is not PlaceSign.MENTION or not _is_listing(page, between):
        return claim
    if last.sign.is_scene:
        return replace(claim, sign=PlaceSign.LISTED, said=_words(page.text, last.start, claim.end))
    return replace(claim, sign=last.sign)


def _is_listing(page: Passage, between: str) -> bool:
    """True for ", " and " and "."""
    word = between.strip(" ,").lower()
    return len(between) < MAX_WALK * 2 and (
        (not word and "," in between) or word in page.grammar.words.get("and", ())
    )


def _mark_before(text: str, start: int) -> str:
    ahead = text[:start].rstrip(" \"'“«„")
    if not ahead or ahead[-1] in _EDGES:
        return ahead[-1:]
    if ahead[-1] in ".!?":
        return "."
    return "-" if ahead[-1] == "-" and ahead[-2:-1] in (" ", "") else " "


def _is_date(behind: str) -> bool:
    """True where a date follows, behind a comma or none."""
    rest = behind.lstrip(" ,.(（、-–—")
    if rest[:1].isdigit():
        return re.match(r"\d{4}(?!\d)|\d{1,2}(?:[./ -]|\. |日|º)", rest) is not None
    word = re.match(r"[^\W\d_]+", rest)
    return word is not None and word.group().casefold() in _date_words()


@cache
def _date_words() -> frozenset[str]:
    """Names of months and weekdays in all languages, and their short forms."""
    names = {n for kind in calendar().values() for by_name in kind.values() for n in by_name}
    return frozenset(names | words("date_word"))


def is_locative(spot: Spot) -> bool:
    """True for "in Kyiv", and for a case that says so."""
    if spot.mention.case == "in":
        return True
    if spot.mention.case in ("from", "to"):
        return False
    return spot.is_link("at") or (spot.is_link("over") and spot.kind in LOCAL_KINDS)


def _link_start(spot: Spot) -> int:
    return spot.linked.start if spot.linked else spot.mention.start


def _is_near(spot: Spot) -> bool:
    """True for "close to Kyiv", "north of Kyiv", "près de Kiev"."""
    nouns = spot.nouns(1)
    near = bool(nouns) and spot.page.grammar.has("near", nouns[0])
    return near and spot.is_link("of", "away")


def _noun_start(spot: Spot) -> int:
    return spot.nouns(1)[0].start


def _is_view(spot: Spot) -> bool:
    """True for "a view from Beirut"."""
    grammar = spot.page.grammar
    return spot.is_link("away") and any(grammar.has("view", t) for t in spot.nouns(2))


def _is_part(spot: Spot) -> bool:
    """True for "in the port of Odesa", and for "The streets of Kyiv" at the head of a clause."""
    head = _part(spot)
    if head is None:
        return False
    grammar = spot.page.grammar
    for token in spot.walk[head + 1 :]:
        if grammar.has("at", token) or grammar.has("over", token):
            return True
        if not _is_attribute(spot, token):
            return False
    return len(spot.walk) < MAX_WALK


def _part(spot: Spot) -> int | None:
    """Which word of the walk is the part of the place that is spoken of."""
    grammar = spot.page.grammar
    found = None
    first = spot.link + 1 if spot.is_link("of") else spot.link
    for at, token in enumerate(spot.walk[first:], first):
        if grammar.has("office", token):
            return None
        if grammar.has("part", token):
            found = at
        elif not (grammar.has("of", token) or _is_attribute(spot, token)):
            break
    return found


def _is_attribute(spot: Spot, token: Token) -> bool:
    """True for articles, small words that describe, and what opens a sentence."""
    grammar = spot.page.grammar
    if grammar.has("skip", token) or starts_sentence(spot.page, token):
        return True
    if any(grammar.has(kind, token) for kind in ("at", "away", "topic", "office", "reaction")):
        return False
    return token.text[:1].islower() or _is_nationality(spot.page, token)


def _is_nationality(page: Passage, token: Token) -> bool:
    """True for the adjective of "in the Sudanese city of X"."""
    mention = page.firsts.get(index(page, token))
    return mention is not None and any(e.demonym for e in mention.entries)


def _part_start(spot: Spot) -> int:
    head = _part(spot) or 0
    for token in spot.walk[head + 1 :]:
        if spot.page.grammar.has("at", token) or spot.page.grammar.has("over", token):
            return token.start
    return spot.walk[head].start


def _is_venue(spot: Spot) -> bool:
    """True for "Kyiv airport", "Bodrum yakınlarında", "Kölner Dom"."""
    token = after(spot.page, spot.mention)
    if spot.mention.case == ADJECTIVE:
        return not spot.walk[spot.link :]
    if token is None or not spot.page.grammar.has("behind", token):
        return _is_far_venue(spot)
    return token.text[:1].islower() or not token.text[:1].isupper()


def _is_far_venue(spot: Spot) -> bool:
    """True for a name with up to three words behind it, the last of which something is at."""
    goes_on = _GOES_ON.get(spot.page.language or "")
    if goes_on is None:
        return False
    for at in range(spot.mention.last + 1, min(spot.mention.last + 4, len(spot.page.tokens))):
        token = spot.page.tokens[at]
        if spot.page.text[spot.page.tokens[at - 1].end : token.start] != " ":
            return False
        if goes_on(spot, at, token):
            return True
        if _is_abroad(spot, at):
            return False
    return False


def _is_abroad(spot: Spot, at: int) -> bool:
    """True for the second name of "Türkiye Paris'te"."""
    beside = spot.page.firsts.get(at)
    if beside is None or spot.mention.case:
        return False
    countries = {e.place.country for e in beside.entries}
    return not any(p.country in countries for p in spot.places)


def _is_korean_venue(spot: Spot, at: int, token: Token) -> bool:
    return token.text.endswith(("에서", "에")) or spot.page.grammar.has("behind", token)


def _is_turkish_venue(spot: Spot, at: int, token: Token) -> bool:
    """True for the end of "İzmir'in Konak ilçesinde" and of "Bursa Uludağ'da"."""
    if spot.page.grammar.has("behind", token):
        return True
    named = all(t.text[:1].isupper() for t in spot.page.tokens[spot.mention.last + 1 : at + 1])
    put = token.possessive and case_of_suffix(token.suffix, "tr") == "in"
    return put and named and not spot.mention.case and not _is_abroad(spot, at)


_GOES_ON = {"ko": _is_korean_venue, "tr": _is_turkish_venue}
"""By language, whether a word behind a name says that something is there."""


def _is_chain(spot: Spot) -> bool:
    return spot.chained


def _holds_unknown(spot: Spot) -> bool:
    """True for the country of a place that is not known: "in Kleindorf, Albania"."""
    return unknown_before(spot) is not None


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


def _unknown_start(spot: Spot) -> int:
    token = unknown_before(spot)
    return token.start if token else spot.mention.start


def _is_dateline(spot: Spot) -> bool:
    """True for "KYIV, UKRAINE - MAY 18:", "Dortmund: …" and the like at the head of a text."""
    if spot.right not in (":", "date", ".") or spot.left not in ("", ",", "-", ".", "–", ":"):
        return False
    if spot.right == "." and not _is_date(spot.page.text[spot.end : spot.end + 24]):
        return False
    return _is_head(spot)


def _is_head(spot: Spot) -> bool:
    """True where nothing stands before but dates, other names and "File photo"."""
    tokens = spot.page.tokens[: max(0, spot.mention.first)]
    held = {i for m in spot.page.mentions for i in range(m.first, m.last + 1)}
    return all(
        i in held or t.low in words("caption_head") or t.low in _date_words() or "epa" in t.low
        for i, t in enumerate(tokens)
    )


def _is_trailing(spot: Spot) -> bool:
    """True for "…, Kyiv, Ukraine, May 18" and "… - Craven Cottage, London, Britain - May 4"."""
    if spot.left not in (",", "-", "–", "—", "＝") or _is_head(spot):
        return False
    return spot.right in ("date", ":") and not _behind_person(spot)


def _is_last(spot: Spot) -> bool:
    """True for a town that is a text's last word, behind a comma: "…, Kyiv."."""
    if spot.left not in (",", "-", "–", "—", "＝") or spot.right not in (".", "", "\n", ")"):
        return False
    return (spot.kind in ("city", "base", "airport") or spot.chained) and not _is_head(spot)


def _behind_person(spot: Spot) -> bool:
    """True for "Ana Rewald, Norway, …": a country behind a name."""
    at = spot.mention.first - 1
    if spot.kind != "country" or at < 1 or at in spot.page.lasts:
        return False
    pair = spot.page.tokens[at - 1 : at + 1]
    return all(t.text[:1].isupper() for t in pair) and unknown_before(spot) is None


def _is_whole(spot: Spot) -> bool:
    """True where the text is little but the name."""
    alone = spot.left != " " and spot.right != " "
    return alone and _other_words(spot.page) <= MAX_OTHER_WORDS


def _other_words(page: Passage) -> int:
    """Words beside names, dates and "File photo", counted up to one too many."""
    held = {i for m in page.mentions for i in range(m.first, m.last + 1)}
    free = (t for i, t in enumerate(page.tokens) if i not in held)
    rest = (t for t in free if t.low not in _date_words() and t.low not in words("caption_head"))
    return len(list(islice(rest, MAX_OTHER_WORDS + 1)))


def _is_object(spot: Spot) -> bool:
    """True for "guards Kyiv"."""
    return spot.kind in ("city", "region", "area") and spot.is_link("reach")


def _is_away(spot: Spot) -> bool:
    if spot.mention.case in ("from", "to"):
        return True
    return spot.is_link("away") and not _is_near(spot)


def _is_journey(spot: Spot) -> bool:
    """True for both ends of "de Lyon à Bordeaux", whose words say other things as well."""
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


def _is_origin(spot: Spot) -> bool:
    """True for "Jo Example of Ghana", "…, of Dallas, Texas," and "Jo Example (Norway)"."""
    if spot.left == "(" and spot.right == ")" and spot.kind == "country":
        return _behind_word(spot) and unknown_before(spot) is None
    if not spot.is_link("of"):
        return False
    rest = spot.walk[spot.link + 1 :]
    if rest:
        return _is_person(spot, rest[0])
    return _mark_before(spot.page.text, spot.walk[spot.link].start) == ","


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
        spot.page.language != "de" and token.key not in words("venue") | words("region_word")
    )


def _is_office(spot: Spot) -> bool:
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


def _is_topic(spot: Spot) -> bool:
    """True for "war in Gaza", "born in Minsk", "attack on Israel"."""
    grammar, nouns = spot.page.grammar, spot.nouns(2)
    behind = after(spot.page, spot.mention)
    if behind is not None and grammar.has("past", behind):
        return True
    if not spot.is_link("at", "over", "of", "away"):
        return False
    if nouns and grammar.has("topic", nouns[0]):
        return True
    aimed = spot.is_link("over", "away") or (spot.linked and spot.linked.low in _ON)
    return bool(aimed) and any(grammar.has("target", t) for t in nouns)


_ON = ("na", "на", "على")
"""Prepositions that put something at a place and aim at it as well."""


def _is_reaction(spot: Spot) -> bool:
    """True for "rally for peace in X": what a gathering elsewhere is about."""
    grammar = spot.page.grammar
    rest = (
        spot.walk[spot.link + 1 :] if spot.is_link("at", "of", "over") else spot.walk[spot.link :]
    )
    named = [i for i, t in enumerate(rest) if not grammar.has("skip", t)]
    if spot.is_link("about") and any(grammar.has("reaction", t) for t in spot.nouns(2)):
        return not spot.is_link("at")
    if len(named) < 2 or not grammar.has("about", rest[named[1]]):
        return False
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


def _is_clause(spot: Spot) -> bool:
    """True in a clause that tells somebody's past."""
    page, last = spot.page, spot.mention.first
    for at in range(last - 1, max(-1, last - 1 - MAX_CLAUSE), -1):
        token = page.tokens[at]
        if page.text[token.end : page.tokens[at + 1].start].strip(" -'’\u00a0"):
            return False
        if page.grammar.has("clause", token):
            return True
    return False


def _is_title(spot: Spot) -> bool:
    """True in quotation marks, and for "premiere of Nights in Havana"."""
    start, end = spot.mention.start, spot.mention.end
    near = spot.page.text[max(0, start - MAX_QUOTE) : end + MAX_QUOTE]
    shift = max(0, start - MAX_QUOTE)
    if any(m.start() + shift < start < m.end() + shift for m in _QUOTES.finditer(near)):
        return True
    grammar = spot.page.grammar
    work = next((i for i, t in enumerate(spot.walk) if grammar.has("work", t)), None)
    if work is None or spot.page.language == "de":
        return False
    named = [t for t in reversed(spot.walk[:work]) if not grammar.has("of", t)]
    return bool(named) and named[0].text[:1].isupper()


def _is_speech(spot: Spot) -> bool:
    """True for what a person says behind a colon: "Mayor Jo Example: The mood in X is bad."."""
    page = spot.page
    start = page.text.rfind("\n", 0, spot.mention.start) + 1
    colon = page.text.find(": ", start, spot.mention.start)
    if colon < 0:
        return False
    speaker = [t for t in page.tokens[:MAX_SPEAKER] if start <= t.start < colon]
    capitals = [t.text[:1].isupper() for t in speaker[-2:]]
    if len(capitals) < 2 or not all(capitals) or speaker[-1].end != colon:
        return False
    known = words("given") | words("person")
    named = any(t.key in known or page.grammar.has("office", t) for t in speaker)
    said = page.text[colon:].partition("\n")[0]
    return named and len(said.split()) > MIN_SPEECH


MAX_SPEAKER = 6
"""Words before a colon, up to which they may name who speaks: "VW-Chef Jo Example"."""
MIN_SPEECH = 6
"""Words behind the colon from which they are a sentence, not what the picture shows."""


def _is_longer_name(spot: Spot) -> bool:
    """True where another capitalised word follows that is no place, date or part of one."""
    token = after(spot.page, spot.mention)
    if token is None or spot.page.title or spot.page.caseless or spot.mention.case == ADJECTIVE:
        return False
    if not token.text[:1].isupper():
        return _goes_on_with_of(spot, token)
    at = spot.mention.last + 1
    if at in spot.page.firsts or token.low in _date_words() or _is_far_venue(spot):
        return False
    behind = spot.page.tokens[at + 1] if at + 1 < len(spot.page.tokens) else None
    if behind is not None and spot.page.grammar.has("part", behind):
        return False  # "в Орске Оренбургской области"
    generic = words("venue") | words("region_word")
    known = token.key in generic or spot.page.grammar.has("behind", token)
    return not known and spot.page.text[spot.mention.end : token.start] == " "


def _goes_on_with_of(spot: Spot, token: Token) -> bool:
    """True for a small place in "La Pradera de San Isidro", not in "Valle de Aosta"."""
    at = spot.mention.last + 2
    if not spot.page.grammar.has("of", token) or at >= len(spot.page.tokens) or spot.chained:
        return False
    small = spot.kind == "city" and spot.places[0].population < SMALL_CITY
    return small and spot.page.tokens[at].text[:1].isupper()


SMALL_CITY = 100_000
"""Inhabitants below which a name that goes on with "of" is a longer name's beginning."""


def _acts(spot: Spot) -> bool:
    """True for a state at the head of a sentence that does something: "Japan has deployed"."""
    if spot.kind not in LARGE_KINDS or spot.left not in ("", ".", ":", ",", "-", "–", "—", "\n"):
        return False
    behind = spot.page.text[spot.mention.end : spot.mention.end + 30]
    if spot.page.title:
        return _VERB.match(behind) is not None
    return re.match(r" [a-zà-ÿа-яёіїє]", behind) is not None or _VERB.match(behind) is not None


def _governs(spot: Spot) -> bool:
    """True for a government that is called by its capital: "Washington has promised aid"."""
    token = after(spot.page, spot.mention)
    return spot.kind == "city" and token is not None and token.key in words("governs")


SIGNS = (
    Sign(PlaceSign.DATELINE, 3, _is_dateline),
    Sign(PlaceSign.LOCATIVE, 2, is_locative, _link_start),
    Sign(PlaceSign.LOCATIVE, 2, _is_near, _noun_start),
    Sign(PlaceSign.PART, 2, _is_part, _part_start),
    Sign(PlaceSign.VENUE, 2, _is_venue),
    Sign(PlaceSign.VIEW, 3, _is_view, _noun_start),
    Sign(PlaceSign.CHAIN, 2, _holds_unknown, _unknown_start),
    Sign(PlaceSign.CHAIN, 1, _is_chain),
    Sign(PlaceSign.TRAILING, 2, _is_trailing),
    Sign(PlaceSign.TRAILING, 1, _is_last),
    Sign(PlaceSign.WHOLE, 2, _is_whole),
    Sign(PlaceSign.OBJECT, 2, _is_object, _link_start),
    Sign(PlaceSign.ACTOR, 0, _acts),
    Sign(PlaceSign.AWAY, -1, _is_away),
    Sign(PlaceSign.AWAY, -3, _is_journey),
    Sign(PlaceSign.OFFICE, -1, _governs),
    Sign(PlaceSign.OFFICE, -3, _is_office),
    Sign(PlaceSign.NAME, -2, _is_longer_name),
    Sign(PlaceSign.ORIGIN, -4, _is_origin),
    Sign(PlaceSign.TOPIC, -5, _is_topic),
    Sign(PlaceSign.TOPIC, -5, _is_reaction),
    Sign(PlaceSign.CLAUSE, -5, _is_clause),
    Sign(PlaceSign.TITLE, -6, _is_title),
    Sign(PlaceSign.TOPIC, -6, _is_speech),
)
"""Signs and their weights. One sign for the scene is enough; what stands against it outweighs the
preposition and the chain together ("born in Minsk, Belarus"), but not a dateline."""


def _neighbours(spot: Spot) -> tuple[str, str]:
    text = spot.page.text
    behind = text[spot.mention.end :]
    kind = _ADMINISTRATIVE.match(behind)
    return text[: spot.mention.start].rstrip(" "), behind[kind.end() :] if kind else behind


_ADMINISTRATIVE = re.compile("[県縣都府市町村区區州省](?=[^内内])")
"""What kind of place it is, behind its name: 宮崎県, 京都市."""


def _marks(spot: Spot, kind: str) -> Sequence[str]:
    marks: Sequence[str] = table("scene").get(spot.page.language or "", {}).get(kind, ())
    return marks


def _is_put_there(spot: Spot) -> bool:
    """True for a mark of place right before or behind: 在北京, 東京で."""
    ahead, behind = _neighbours(spot)
    return ahead.endswith(tuple(_marks(spot, "before"))) or behind.startswith(
        tuple(_marks(spot, "after"))
    )


def _is_beside_holder(spot: Spot) -> bool:
    """True for the town behind its region: 石川県輪島市."""
    return any(
        m.end == spot.mention.start
        and any(inside(p, e.place) for p in spot.places for e in m.places)
        for m in spot.page.mentions
    )


def _is_last_part(spot: Spot) -> bool:
    """True for the last part of a text, behind a mark: "＝12日、ソウル"."""
    ahead, behind = _neighbours(spot)
    marks = _marks(spot, "trail")
    if not ahead or not marks or ahead[-1] not in marks:
        return False
    return not behind.strip("。.)）") or behind[0] in marks or behind[0] in "）)"


def _belongs(spot: Spot) -> bool:
    """True for what belongs to a place, wherever it is: 韓国の外相."""
    return _neighbours(spot)[1].startswith(tuple(_marks(spot, "owner")))


_UNSPACED = (
    Sign(PlaceSign.LOCATIVE, 2, _is_put_there),
    Sign(PlaceSign.CHAIN, 2, _is_beside_holder),
    Sign(PlaceSign.TRAILING, 2, _is_last_part),
    Sign(PlaceSign.WHOLE, 2, lambda spot: not "".join(_neighbours(spot)).strip("、。,. ")),
    Sign(PlaceSign.OFFICE, -3, _belongs),
    Sign(PlaceSign.TITLE, -6, _is_title),
)
"""The same in scripts that write no spaces."""


def unknown_places(page: Passage) -> Iterator[str]:
    """Where the text says something is that the gazetteer does not know: "in Zzyzxville"."""
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
    known = token.low in _date_words() or token.key in words("rarely") | words("venue")
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
