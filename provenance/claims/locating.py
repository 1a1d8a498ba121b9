"""Signs that the scene lies at a place.

Prepositions, cases, parts and houses, datelines.
"""

from __future__ import annotations

from itertools import islice

from provenance import lazy_re as re
from provenance.claims.inflection import ADJECTIVE, case_of_suffix
from provenance.claims.passage import Passage, after, index, starts_sentence
from provenance.claims.spot import Spot, date_words, is_date
from provenance.claims.tokens import Token
from provenance.claims.unknown import unknown_before
from provenance.claims.vocabulary import words
from provenance.lexicon.folding import fold

LOCAL_KINDS = ("city", "region", "area", "base", "airport")
"""Kinds of places that something is on or over; of a country one talks: "talks on China"."""
MAX_HEAD = 6
"""Words from which what stands before a part of a place is a sentence of its own."""
MAX_HOUSE_WORDS = 2
"""Capitals of a house's name before the town: "en el Palacio de Deportes Martín Carpena de X"."""
MAX_OTHER_WORDS = 2
"""Words beside names and dates up to which a text is little but a place's name."""


def is_put_there(spot: Spot) -> bool:
    """True where a preposition, a case or a part says that something is there."""
    if any(t(spot) for t in (is_locative, is_near, is_view, is_far_venue, is_host, is_set_apart)):
        return True
    return is_part(spot) and not _is_named_house(spot)


def _is_named_house(spot: Spot) -> bool:
    """True for a house with a name of its own: "Palácio do Planalto"."""
    head = spot.walk[_part(spot) or 0]
    return _is_capital_of_name(spot, head)


def _is_capital_of_name(spot: Spot, token: Token) -> bool:
    """True for a capital that neither a sentence nor a noun explains."""
    noun = spot.page.language == "de"
    return token.text[:1].isupper() and not noun and not starts_sentence(spot.page, token)


def is_locative(spot: Spot) -> bool:
    """True for "in Kyiv", and for a case that says so."""
    if spot.mention.case == "in":
        return True
    if spot.mention.case in ("from", "to"):
        return False
    if _is_landmark_in(spot):
        return True
    return spot.is_link("at") or (spot.is_link("over") and spot.kind in LOCAL_KINDS)


def _is_landmark_in(spot: Spot) -> bool:
    """True for "Kossuth téren", which the gazetteer has in the case itself."""
    ending = _INESSIVE.get(spot.page.language or "")
    printed = spot.page.text[spot.mention.start : spot.mention.end]
    named = fold(printed) == fold(spot.places[0].name)
    return ending is not None and not named and ending.search(printed) is not None


_INESSIVE = {
    "hu": re.compile(r"(?:b[ae]n|n[áé]l|t[ée]r[ée]n|ídon|ingen)$"),
    "fi": re.compile(r"(?:ss|ll)[aä]$"),
    "et": re.compile(r"[a-z](?:s|l)$"),
    "lt": re.compile(r"(?:je|uose|ose|ėse)$"),
    "lv": re.compile(r"(?:ā|ē|ī|ū|os|ās)$"),
}
"""By language, how a name ends in the case of where something is."""


def link_start(spot: Spot) -> int:
    """Where the preposition stands."""
    return spot.linked.start if spot.linked else spot.mention.start


def is_near(spot: Spot) -> bool:
    """True for "close to Kyiv", "north of Kyiv", "près de Kiev"."""
    return spot.is_link("of", "away") and _near_word(spot) is not None


def _near_word(spot: Spot) -> Token | None:
    """The word before the preposition that says how the scene lies to the place.

    Of a part of it, "l'est de Kiev", not where somebody comes from there.
    """
    grammar = spot.page.grammar
    for token in (*spot.nouns(1), *spot.walk[spot.link + 1 : spot.link + 2]):
        if grammar.has("near", token):
            ahead = [t for t in spot.walk if t.start < token.start and not grammar.has("skip", t)]
            return None if ahead and grammar.has("away", ahead[0]) else token
    return None


def noun_start(spot: Spot) -> int:
    """Where the noun before the preposition stands."""
    return (_near_word(spot) or spot.nouns(1)[0]).start


def is_view(spot: Spot) -> bool:
    """True for "a view from Beirut"."""
    grammar = spot.page.grammar
    return spot.is_link("away") and any(grammar.has("view", t) for t in spot.nouns(2))


def is_part(spot: Spot) -> bool:
    """True for "in the port of Odesa" and "The streets of Kyiv"."""
    if spot.mention.case == ADJECTIVE:
        return False  # "in der Innenstadt, Kölner Platz": a street's name
    head = _part(spot)
    if head is None:
        return is_at_house(spot) and spot.walk[spot.link + 1].text[:1].isupper()
    grammar = spot.page.grammar
    named = False
    for token in spot.walk[head + 1 :]:
        if any(grammar.has(kind, token) for kind in _AT_PART):
            return True
        # One word may be its name: "у Святошинському районі Києва".
        if not _is_attribute(spot, token) and named:
            return False
        named = named or not _is_attribute(spot, token)
    return not named and len(spot.walk) < MAX_HEAD


_AT_PART = ("at", "over", "through")
"""Kinds of prepositions that put something at a part of a place."""


def is_at_house(spot: Spot) -> bool:
    """True for "en el Zócalo de X", "en el Festival de Cine de X": a house or event."""
    if not spot.is_link("of") or spot.link + 1 >= len(spot.walk):
        return False
    grammar, named = spot.page.grammar, 0
    for token in spot.walk[spot.link + 2 :]:
        if grammar.has("at", token):
            return True
        named = 0 if grammar.has("part", token) else named + token.text[:1].isupper()
        if named > MAX_HOUSE_WORDS or not (
            token.text[:1].isupper() or grammar.has("of", token) or grammar.has("skip", token)
        ):
            return False
    return False


def _part(spot: Spot) -> int | None:
    """Which word of the walk is the part of the place that is spoken of."""
    grammar = spot.page.grammar
    found = None
    first = spot.link + 1 if spot.is_link("of") else 0
    for at, token in enumerate(spot.walk[first:], first):
        if grammar.has("office", token):
            return None
        if grammar.has("part", token) or grammar.has("house", token):
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


def part_start(spot: Spot) -> int:
    """Where the words about a part of the place begin."""
    head = _part(spot) or 0
    for token in spot.walk[head + 1 :]:
        if any(spot.page.grammar.has(kind, token) for kind in _AT_PART):
            return token.start
    return spot.walk[head].start


def is_venue(spot: Spot) -> bool:
    """True for "Kyiv airport", "Bodrum yakınlarında", "Kölner Dom"."""
    token = after(spot.page, spot.mention)
    if spot.mention.case == ADJECTIVE:
        return not spot.walk[spot.link :]
    if token is None or not spot.page.grammar.has("behind", token):
        return is_far_venue(spot)
    rest = spot.page.tokens[spot.mention.last + 2 : spot.mention.last + 3]
    if rest and spot.page.grammar.has("owner", rest[0]):
        return False  # "Damascus airport officials"
    return token.text[:1].islower() or not token.text[:1].isupper()


def is_host(spot: Spot) -> bool:
    """True for "Tokio acogió los juegos": the town where it is held."""
    if spot.kind != "city" or "host" not in spot.page.grammar.words:
        return False
    token = after(spot.page, spot.mention)
    return token is not None and spot.page.grammar.has("host", token)


def is_far_venue(spot: Spot) -> bool:
    """True for a name with up to three words behind it that put something there."""
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


def is_chain(spot: Spot) -> bool:
    """True for "Lagos, Nigeria" at the end: "a Lagos, Nigeria, club" is none."""
    return spot.chained and spot.right in _ENDS


_ENDS = ("date", ":", ".", "\n", "")
"""What may stand behind a chain of names that ends a part of a caption."""


def holds_unknown(spot: Spot) -> bool:
    """True for the country of a place that is not known: "in Kleindorf, Albania"."""
    return unknown_before(spot) is not None


def unknown_start(spot: Spot) -> int:
    """Where the preposition before the unknown place stands."""
    token = unknown_before(spot)
    return token.start if token else spot.mention.start


def is_dateline(spot: Spot) -> bool:
    """True for "KYIV, UKRAINE - MAY 18:", "Dortmund: …" at the head of a text."""
    if spot.right not in (":", "date", ".") or spot.left not in ("", ",", "-", ".", "–", ":"):
        return False
    behind = spot.page.text[spot.end : spot.end + 24]
    if spot.right == "." or behind[:1] == ".":  # "U.S. Gen. Jo Example" is no day of "gen."
        return any(c.isdigit() for c in behind) and is_date(behind) and _is_head(spot)
    return _is_head(spot)


def is_quarter(spot: Spot) -> bool:
    """True for "Essen-Westviertel" at the head: a German town and a part of it."""
    if spot.page.language != "de" or spot.kind != "city":
        return False
    return _QUARTER.match(spot.page.text, spot.mention.end) is not None and _is_head(spot)


_QUARTER = re.compile(
    r"-[A-ZÄÖÜ][a-zäöüß]*(?:viertel|stadt|mitte|nord|süd|ost|west|dorf|hausen|heim|kiez)\b"
    r"|-(?:Mitte|Nord|Süd|Ost|West)\b"
)
"""A town's part behind a hyphen, by how its name ends; "Hamburg-Marathon" is none."""


def _is_head(spot: Spot) -> bool:
    """True where nothing stands before but dates, other names and "File photo"."""
    tokens = spot.page.tokens[: max(0, spot.mention.first)]
    held = {i for m in spot.page.mentions for i in range(m.first, m.last + 1)}
    return all(
        i in held or t.low in words("caption_head") or t.low in date_words() or "epa" in t.low
        for i, t in enumerate(tokens)
    )


def is_trailing(spot: Spot) -> bool:
    """True for "…, Kyiv, Ukraine, May 18", "… - London, Britain - May 4"."""
    if spot.left not in (*_APART, ",") or _is_head(spot):
        return False
    return spot.right in ("date", ":") and not _behind_person(spot)


_APART = ("-", "–", "—", "＝", ".")


def is_set_apart(spot: Spot) -> bool:
    """True for "… - Lyon - May 4": a town with its day behind all else."""
    return spot.left in _APART and spot.right == "date" and is_trailing(spot)


def is_last(spot: Spot) -> bool:
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


def is_whole(spot: Spot) -> bool:
    """True where the text is little but the name."""
    alone = spot.left != " " and spot.right != " "
    if spot.right == "date" and spot.kind == "city" and _is_described(spot):
        return True
    return alone and _other_words(spot.page) <= MAX_OTHER_WORDS


def _is_described(spot: Spot) -> bool:
    """True for "Flooded Kherson, 8 June 2023": one word before the name, and its day."""
    first, tokens = spot.mention.first, spot.page.tokens
    if first != 1 or spot.page.language in ("de", None):
        return False
    participle = _PARTICIPLE.search(tokens[0].low)
    return participle is not None and _other_words(spot.page) <= MAX_OTHER_WORDS


_PARTICIPLE = re.compile(r"(?:ed|ний|на|не|ный|ная|ное|ony|ona|one|any|ana|ane|ý|á|é)$")
"""How words that describe what happened to a town end."""


def _other_words(page: Passage) -> int:
    """Words beside names, dates and "File photo", counted up to one too many."""
    held = {i for m in page.mentions for i in range(m.first, m.last + 1)}
    free = (t for i, t in enumerate(page.tokens) if i not in held)
    rest = (t for t in free if t.low not in date_words() and t.low not in words("caption_head"))
    return len(list(islice(rest, MAX_OTHER_WORDS + 1)))


def is_object(spot: Spot) -> bool:
    """True for "guards Kyiv"."""
    return spot.kind in ("city", "region", "area") and spot.is_link("reach")
