"""Read the places that a text names.

Which place each name means, and what the words around it say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.claims.dedications import standing_elsewhere
from provenance.claims.gazetteer import Gazetteer
from provenance.claims.judging import names_a_place, says_whose, signs_of
from provenance.claims.locating import is_locative, is_part, is_put_there
from provenance.claims.mentions import Mention, find_mentions
from provenance.claims.namesakes import decide, homes, readings, sure_countries, votes
from provenance.claims.passage import Passage, passage, read_text
from provenance.claims.scene import with_signs
from provenance.claims.setting import setting
from provenance.claims.spot import Spot
from provenance.claims.tokens import MAX_CHARS
from provenance.claims.unknown import unknown_places
from provenance.lexicon.folding import fold
from provenance.model import Place, PlaceClaim, PlaceSign
from provenance.values import dataclass

MAX_FIELD = 2_000
"""Characters of a place field that are read, at most."""
MAX_HINTS = 60
"""Countries, regions and areas that help to tell namesakes apart, at most: bounds the work on a
hostile text."""
MAX_UNKNOWN = 3
"""Unknown places that are reported of one text."""


@dataclass(frozen=True, slots=True)
class PlacesRead:
    """What a text says of places."""

    claims: tuple[PlaceClaim, ...] = ()
    owners: tuple[PlaceClaim, ...] = ()
    unknown: tuple[str, ...] = ()
    language: str | None = None


def read_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    language: str | None = None,
    context: Sequence[Place] = (),
    field: bool = False,
) -> PlacesRead:
    """The places a text names.

    `context`: places known from around it; `field`: the text is a place field.
    """
    words = read_text(text[: MAX_FIELD if field else MAX_CHARS], language=language, field=field)
    mentions = find_mentions(
        words.text, words.tokens, gazetteer, language=words.language, caseless=words.caseless
    )
    page = passage(words, mentions)
    read, owners = _judge(page, context)
    elsewhere = set(standing_elsewhere(page.text, [claim for _, claim in read]))
    kept = [(mention, claim) for mention, claim in read if claim not in elsewhere]
    by_name = votes(page, [claim for _, claim in kept], context)
    total = sum(by_name.values(), Counter())
    home = homes(page.language, language)
    decided = [(m, decide(c, total, by_name.get(fold(c.text), Counter()), home)) for m, c in kept]
    claims = tuple(c for _, c in decided) if field else with_signs(page, decided)
    unknown = () if field else tuple(unknown_places(page))[:MAX_UNKNOWN]
    return PlacesRead(claims, tuple(owners), unknown, page.language)


_Read = list[tuple[Mention, PlaceClaim]]


def _judge(page: Passage, context: Sequence[Place]) -> tuple[_Read, list[PlaceClaim]]:
    """The names that are places', and the countries that only say whose something is."""
    hints = list(dict.fromkeys([*_wider(page), *context]))[:MAX_HINTS]
    sure = sure_countries(page.mentions)
    read: _Read = []
    owners: list[PlaceClaim] = []
    for index, mention in enumerate(page.mentions):
        meant = readings(page, index, hints, sure) if mention.places else _of_adjective(mention)
        if not meant:
            continue
        spot = Spot(page, mention, meant, mention.end, chained=False)
        there, by_preposition = is_put_there(spot), is_locative(spot) or is_part(spot)
        at = setting(page, mention, meant, hints, located=there, preposition=by_preposition)
        signs = list(signs_of(at))
        shown = page.text[mention.start : mention.end]
        declined = mention.inflected
        claim = PlaceClaim(shown, mention.start, mention.end, meant, inflected=declined)
        if mention.places and names_a_place(signs):
            read.append((mention, claim))
        elif says_whose(signs) or any(e.demonym for e in mention.entries):
            whose = _of_adjective(mention) or meant
            owned = PlaceClaim(shown, mention.start, mention.end, whose, PlaceSign.OFFICE)
            owners.append(owned)
    return read, owners


def _wider(page: Passage) -> Iterator[Place]:
    return (e.place for m in page.mentions for e in m.entries if e.place.kind != "city")


def _of_adjective(mention: Mention) -> tuple[Place, ...]:
    """The countries whose adjective or people it is."""
    named = (e.place for e in mention.entries if e.demonym)
    return tuple(p for p in named if p.kind in ("country", "continent"))
