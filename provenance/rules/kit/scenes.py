"""Where the scene of a caption and of a story lies: the places named, without those that only
describe somebody."""

from __future__ import annotations

import re

from provenance.claims.relations import specific
from provenance.model import Case, Claims, PlaceClaim
from provenance.rules.kit.evidence import words


def story_places(case: Case) -> tuple[PlaceClaim, ...]:
    """The places of the story: headline, lead and dateline, without the states that act in them.

    "Turkey strikes Kurdish positions" does not say where the positions are.
    """
    claims = case.article_claims
    return tuple(c for c in scene_places(claims) if not _does(claims.text, c))


def _does(text: str, claim: PlaceClaim) -> bool:
    """True for a state at the beginning of a headline or sentence with what looks like a verb
    behind it."""
    if claim.end <= claim.start or claim.place.kind not in ("country", "continent", "area"):
        return False
    opens = _OPENS.search(text[max(0, claim.start - 24) : claim.start])
    return bool(opens) and _VERB.match(text[claim.end : claim.end + 30]) is not None


_VERB = re.compile(
    r" (?:[a-zà-ÿ]{2,}(?:s|ed|t)|to|has|had|have|will|would|may|can|could|is|was)\b", re.I
)


def scene_places(claims: Claims, *, strict: bool = False) -> tuple[PlaceClaim, ...]:
    """The places that a text's scene may lie in: those that only describe a person or thing are
    left out.

    "French President", "US-made", "the mayor of London", "refugees from Syria" and "a rally
    against Russia" say who or what is shown, not where; "Washington has promised aid" tells of a
    government. Of "Rome, Italy" only Rome counts: Italy says where Rome is. `strict`, for rules
    that have nothing but the article to go by, keeps only what the words around it make a place.
    """
    text = claims.text
    places = (
        c
        for c in claims.places
        if c.places and not only_describes(text, c) and not _only_acts(text, c)
    )
    return specific(c for c in places if not strict or _located(claims.text, c))


def whereabouts(claims: Claims) -> tuple[PlaceClaim, ...]:
    """The scene's places that the text says something is at, for rules that compare them with a
    record.

    A country, region or continent that the text begins with and that does something ("Russia
    launches an attack") acts: where the picture was taken is not said.
    """
    return tuple(c for c in scene_places(claims) if not _acts(claims.text, c))


def _acts(text: str, claim: PlaceClaim) -> bool:
    """True for a country that opens a sentence and does something, and for a government called
    by its capital."""
    if claim.end <= claim.start or not _OPENS.search(text[max(0, claim.start - 24) : claim.start]):
        return False
    after = text[claim.end : claim.end + 30]
    if claim.place.kind in ("country", "region", "continent", "area"):
        return re.match(r" [a-zà-ÿа-яёіїє]", after) is not None
    return _GOVERNS.match(after) is not None


def _only_acts(text: str, claim: PlaceClaim) -> bool:
    """True where what acts is not what the text begins with: "A crowd waits. Washington has
    promised aid."."""
    return _acts(text, claim) and (
        claim.start > 0 or claim.place.kind not in ("country", "region", "area")
    )


def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = words("describing")
    the = r"\s+(?:the\s+|der\s+|den\s+|la\s+|le\s+)?"
    return (
        re.compile(
            rf"\b(?:(?:{'|'.join(data['offices'])})\s+(?:{'|'.join(data['of'])})\s*(?:the\s+)?"
            rf"|(?:{'|'.join(data['offices_bare'])})\s+)$",
            re.I,
        ),
        re.compile(
            rf"^(?:[ \u00a0]?(?:(?-i:-[a-z])|(?:{'|'.join(data['after'])})\b)"
            rf"|[の的]?(?:{'|'.join(data['after_unspaced'])}))",
            re.I,
        ),
        re.compile(
            rf"(?P<scenic>\b(?:{'|'.join(data['scenic'])})\s+)?(?<!\w)(?:{'|'.join(data['elsewhere'])}){the}$",
            re.I,
        ),
    )


_BEFORE, _AFTER, _ELSEWHERE = _patterns()
_GOVERNS = re.compile(rf" (?:{'|'.join(words('describing')['governs'])})\b")


def only_describes(text: str, claim: PlaceClaim) -> bool:
    """True where the place says who or what is shown: part of an office or an adjective, an
    origin, an aim."""
    if claim.end <= claim.start:
        return False
    before, after = text[max(0, claim.start - 60) : claim.start], text[claim.end : claim.end + 30]
    aside = _ELSEWHERE.search(before) or _whence_or_whither(before, after)
    return bool(
        _BEFORE.search(before)
        or _AFTER.search(after)
        or (aside and not aside.groupdict().get("scenic"))
    )


def _whence_or_whither(before: str, after: str) -> re.Match[str] | None:
    """One end of a journey: "von Berlin nach Warschau", where "von" and "à" alone say other
    things as well."""
    return _ROUTE.search(before) or (_WHITHER.match(after) if _WHENCE.search(before) else None)


_WHENCE = re.compile(r"(?<!\w)(?:from|von|de|da|od|z|з|із|из|с|van|fra|från)\s+$", re.I)
_WHITHER = re.compile(r"\s+(?:to|nach|à|a|do|до|в|у|naar|til|till)\s+(?=[^\W\d_a-zа-яіїє])")
_ROUTE = re.compile(
    r"(?<!\w)(?:from|von|de|da|od|z|з|із|из|с|van|fra|från)\s+[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?\s+"
    r"(?:to|nach|à|a|do|до|в|у|naar|til|till)\s+$",
    re.I,
)


def _located(text: str, claim: PlaceClaim) -> bool:
    """True where the words around the place's name make it the scene's place.

    It stands after "in", "near" and the like, after a comma ("Lyon, France"), or opens a sentence
    ("Japan has deployed …"); and it does not begin a longer name ("Qatar World Cup"), unless "in"
    comes before it. "Comments about Britain" and "refugees from Syria" tell of a place without
    being there. Scripts that write no spaces are taken as they are.
    """
    if claim.end <= claim.start or not _SPACED.search(text):
        return True
    before = text[max(0, claim.start - 24) : claim.start]
    if _LOCATIVE.search(before):
        return True
    return bool(_OPENS.search(before)) and not _CAPITAL.match(text, claim.end)


def _locatives() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s('’])(?:{'|'.join(words('describing')['locatives'])})\s*$", re.I)


_LOCATIVE = _locatives()
_OPENS = re.compile(r"(?:^|[,;:.!?(\[–—|/\n]|\s-)\s*[\"“«„]?$")
_CAPITAL = re.compile(r"\s[A-ZÀ-ÞА-ЯЁІЇЄ][a-zà-ÿа-яёіїє]")
_SPACED = re.compile(r"[A-Za-zÀ-ɏͰ-ԯ]\s")
