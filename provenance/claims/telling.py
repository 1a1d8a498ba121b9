"""Signs that a place is only told of.

Whence somebody is, whose something is, what is past.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from provenance import lazy_re as re
from provenance.claims.inflection import ADJECTIVE
from provenance.claims.language import NOT_SEEN
from provenance.claims.locating import is_at_house, is_far_venue, is_near, is_part
from provenance.claims.mentions import Mention
from provenance.claims.passage import MAX_WALK, Passage, after, before, starts_sentence
from provenance.claims.past import tells_past
from provenance.claims.spot import Spot, date_words, mark_before
from provenance.claims.tokens import Token
from provenance.claims.unknown import unknown_before
from provenance.claims.vocabulary import words
from provenance.lexicon.folding import fold

LARGE_KINDS = ("country", "region", "continent", "area")
"""Kinds of places whose name stands for a government: "Japan has deployed"."""
MAX_CLAUSE = 10
"""Words back to which a relative clause reaches."""
MAX_QUOTE = 60
"""Characters of the longest title in quotation marks; what is longer is speech."""
_QUOTES = re.compile(
    '"[^"\n]{1,60}"|“[^”\n]{1,60}”|«[^»\n]{1,60}»|„[^“”\n]{1,60}[“”]|‘[^’\n]{1,60}’'
    "|「[^」\n]{1,60}」|《[^》\n]{1,60}》"
)
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


def is_title(spot: Spot) -> bool:
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


def is_speech(spot: Spot) -> bool:
    """True for what a person says behind a colon.

    "Mayor Jo Example: The mood in X is bad.".
    """
    page = spot.page
    start = page.text.rfind("\n", 0, spot.mention.start) + 1
    colon = page.text.find(": ", start, spot.mention.start)
    if colon < 0:
        return False
    speaker = [t for t in page.tokens[:MAX_SPEAKER] if start <= t.start < colon]
    capitals = [t.text[:1].isupper() for t in speaker[-2:]]
    if len(capitals) < 2 or not all(capitals) or speaker[-1].end != colon:
        return False
    known = words("given", "person")
    named = any(t.key in known or page.grammar.has("office", t) for t in speaker)
    said = page.text[colon:].partition("\n")[0]
    return named and len(said.split()) > MIN_SPEECH


MAX_SPEAKER = 6
"""Words before a colon, up to which they may name who speaks: "VW-Chef Jo Example"."""
MIN_SPEECH = 6
"""Words behind the colon from which they are a sentence, not what the picture shows."""


def is_in_credit(spot: Spot) -> bool:
    """True for "Photo: Studio Example, Berlin" behind a caption: where a house is."""
    if spot.is_link("at"):
        return False
    return _CREDITED.search(spot.page.text, 0, spot.mention.start) is not None


_CREDITED = re.compile(
    r"(?:[.!?)»”,]|\S\s*[(\[|–—-])\s*(?:©|(?:foto|photo|bild|image|picture|cr[eé]dito?|фото|zdjęcie|fot\.|kuva"
    r"|imagen|quelle|source|fotó|nuotr\.)s?(?:\s(?:credit|de|von|by))?\s?[:©])[^.!?|\n]{0,80}$",
    re.IGNORECASE,
)
"""A word that opens a credit behind what the caption says, and the name it leads to."""


def is_called_the(spot: Spot) -> bool:
    """True for "at the Beacon.": theatres and hotels take an article, towns do not."""
    page = spot.page
    if page.language != "en" or spot.kind != "city" or spot.right == " " or spot.chained:
        return False
    named = fold(page.text[spot.mention.start : spot.mention.end]) == fold(spot.places[0].name)
    return named and bool(spot.walk) and spot.walk[0].text == "the"


def is_called_after(spot: Spot) -> bool:
    """True for "au Café de Rome": a house or street of that name in any town."""
    head = (
        spot.walk[spot.link + 1] if spot.is_link("of") and spot.link + 1 < len(spot.walk) else None
    )
    if head is None or not head.text[:1].isupper() or starts_sentence(spot.page, head):
        return False
    return spot.kind == "city" and spot.page.grammar.has("street", head)


def is_thing_of(spot: Spot) -> bool:
    """True for "beside a Delft vase", not for "in a Kyiv café"."""
    if spot.page.language != "en" or spot.kind != "city" or spot.linked is None:
        return False
    token = after(spot.page, spot.mention)
    if token is None or not token.text[:1].islower() or token.key in words("venue"):
        return False
    article = spot.walk[0].low in ("a", "an", "the") and spot.link == 1
    return article and spot.linked.low not in _THERE and not spot.page.grammar.has("behind", token)


_THERE = ("in", "at", "outside", "inside", "near")
"""Prepositions behind which a town's name before a noun says where that is."""


def is_club(spot: Spot) -> bool:
    """True for "ante el Valencia": a club takes the article that its town does not."""
    article = CLUB_ARTICLES.get(spot.page.language or "", ())
    return spot.kind == "city" and bool(spot.walk) and spot.walk[0].text in article


CLUB_ARTICLES = {"es": ("el", "al", "del"), "it": ("il",)}
"""By language. What has one itself (El Cairo) is found with it."""


def is_longer_name(spot: Spot) -> bool:
    """True where a capitalised word follows that makes a longer name."""
    token = after(spot.page, spot.mention)
    if token is None or spot.page.title or spot.page.caseless or spot.mention.case == ADJECTIVE:
        return False
    if not token.text[:1].isupper():
        return _goes_on_with_of(spot, token)
    at = spot.mention.last + 1
    if at in spot.page.firsts or token.low in date_words() or is_far_venue(spot):
        return False
    behind = spot.page.tokens[at + 1] if at + 1 < len(spot.page.tokens) else None
    if behind is not None and spot.page.grammar.has("part", behind):
        return False  # "в Орске Оренбургской области"
    generic = words("venue", "region_word")
    known = token.key in generic or spot.page.grammar.has("behind", token)
    return not known and spot.page.text[spot.mention.end : token.start] == " "


def is_firm(spot: Spot) -> bool:
    """True for "at Riley's Grill": whom a house is named for, not a small town."""
    if spot.linked is None or spot.linked.low != "at" or spot.kind != "city":
        return False
    if not spot.page.tokens[spot.mention.last].possessive:
        return False
    token = after(spot.page, spot.mention)
    named = token is not None and token.text[:1].isupper()
    return named and spot.places[0].population < SMALL_CITY


def is_called_park(spot: Spot) -> bool:
    """True for "Hyde Park" without what holds it: a park or ground of any town."""
    printed = spot.page.text[spot.mention.start : spot.mention.end]
    name = printed.lower().split()
    parked = len(name) > 1 and name[-1].startswith(PARKS) and not spot.chained
    parked = parked and spot.kind == "city"
    return parked and not is_landmark(spot)


def is_landmark(spot: Spot) -> bool:
    """True for "Wembley Stadium": a large town by the name of what stands there alone."""
    best = spot.places[0]
    printed = spot.page.text[spot.mention.start : spot.mention.end]
    return (
        spot.kind == "city" and best.population >= SMALL_CITY and fold(printed) != fold(best.name)
    )


def is_street(spot: Spot) -> bool:
    """True for "am Berliner Platz", which may be in any town."""
    if spot.mention.case != ADJECTIVE:
        return False
    token = after(spot.page, spot.mention)
    return token is not None and token.low in STREETS


STREETS = frozenset(
    ("platz", "straße", "strasse", "allee", "ring", "weg", "damm", "ufer", "chaussee")
)
"""What an adjective of another town's name stands before in a street's name."""


def is_named_after(spot: Spot) -> bool:
    """True for "Colosseum-Theater": a house anywhere that bears a landmark's name."""
    behind = spot.page.text[spot.mention.end : spot.mention.end + 2]
    return behind[:1] == "-" and behind[1:].isupper() and is_landmark(spot)


PARKS = ("park", "parc", "parque", "square", "stadi", "arena", "garden", "gardens")
"""How the last word of such a name begins, in whatever case. Beaches and castles are towns more
often: 95 of the gazetteer's end in "Beach"."""


def _goes_on_with_of(spot: Spot, token: Token) -> bool:
    """True for a small place in "La Pradera de San Isidro", not in "Valle de Aosta"."""
    at = spot.mention.last + 2
    if not spot.page.grammar.has("of", token) or at >= len(spot.page.tokens) or spot.chained:
        return False
    small = spot.kind == "city" and spot.places[0].population < SMALL_CITY
    return small and spot.page.tokens[at].text[:1].isupper()


SMALL_CITY = 100_000
"""Inhabitants below which a name that goes on with "of" is a longer name's beginning."""


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
