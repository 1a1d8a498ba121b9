"""The caption itself places the picture outside the story's place.

What it finds
    A caption whose own place lies elsewhere than the story: the picture shows something else than
    what is told.

Why it matters
    A reader who does not read the caption takes the picture for the event of the headline.

How it is decided
    Needs no original. Every place of the caption must exclude every place in headline, lead and
    dateline and lie in another country, and the article's text must not speak of the caption's
    place or country. It is a warning where the caption's words say that its scene lies there ("in
    Japan"), a note where it only names the place ("Japan has deployed …"), discloses a file picture
    or illustration, or prints a date long before the story.

When it is wrong
    Where the article's text speaks of the place under another name, or headline and lead name only
    part of the story. On 849 pictures of 292 real pages: no warning, one note. On 1,781
    of 479 pages that nobody had looked at: 2 warnings, both wrong (“Name” taken for a town), about
    1 in 1,000, and 6 notes, 4 of them wrong.

What to do
    Say plainly that it is a file picture or illustration, or choose a picture from the place of
    the story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    PlaceClaim,
    PlaceSign,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.examples import JAPAN, KYIV, ODESA, ODESSA_TEXAS, UKRAINE, claims, example

RULE = "illustrates-elsewhere"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE,)
PRECEDENCE = 13
_LONG_PAST = 31
"""Days after which a date printed in full tells every reader that the scene is not the story's."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the caption's places and the story's exclude each other."""
    said = scenes.whereabouts(case.caption_claims)
    claimed = said or scenes.scene_places(case.caption_claims)
    story = scenes.story_places(case)
    if not claimed or not story:
        return
    verdict = places.excluded(
        claimed, scenes.scene_places(case.caption_claims), [(c.places, False) for c in story]
    )
    if _one_country(claimed, story) or not (verdict.excludes or _maybe(claimed, story)):
        yield Passed(RULE, (*evidence.caption(case), *evidence.headline(case)))
    elif (
        not verdict.excludes
        or _countries(claimed, every=True) & _countries(story, every=True)
        or places.namesakes(case, claimed, story)
    ):
        detail = say("the place named in the caption or the story can be read in several ways")
        yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, detail)
    elif not _spoken_of(case, claimed):
        yield _finding(case, claimed, story, verdict, note=not said or _dated_past(case))


def _maybe(claimed: tuple[PlaceClaim, ...], story: tuple[PlaceClaim, ...]) -> bool:
    """True where the likeliest readings exclude each other."""
    best = places.compare(claimed, [((c.place,), False) for c in story], first_readings=True)
    return best.excludes


def _finding(
    case: Case,
    claimed: tuple[PlaceClaim, ...],
    story: tuple[PlaceClaim, ...],
    verdict: places.Verdict,
    *,
    note: bool,
) -> Finding:
    return Finding(
        RULE,
        Severity.INFO if note else SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption is about {place}{quoted}, the story about {story}{distance}: "
            "the picture shows somewhere else.",
            place=places.listed(claimed),
            quoted=places.quoted(claimed),
            story=places.listed(story),
            distance=places.distance(verdict.km),
        ),
        (*evidence.caption(case), *evidence.headline(case)),
        say(
            "Say that it is a file picture or an illustration, or use a picture from {story}.",
            story=places.listed(story),
        ),
        cause="place",
    )


def _one_country(claimed: tuple[PlaceClaim, ...], story: tuple[PlaceClaim, ...]) -> bool:
    """True where caption and story share a country, which misleads nobody much."""
    return bool(_countries(claimed) & _countries(story))


def _countries(claims: tuple[PlaceClaim, ...], *, every: bool = False) -> set[str]:
    """Of the likeliest readings, or of all."""
    spots = [p for c in claims for p in (c.places if every else c.places[:1])]
    return {country for p in spots for country in (p.countries or (p.country or "",)) if country}


def _dated_past(case: Case) -> bool:
    """True where the caption prints dates in full, all long before the story."""
    published, days = dates.day_published(case), case.caption_claims.dates
    if published is None or not days or any(d.relative for d in days):
        return False
    return all((published - s.latest).days > _LONG_PAST for d in days for s in d.spans)


def _spoken_of(case: Case, claimed: tuple[PlaceClaim, ...]) -> bool:
    """True where the article's own text speaks of the caption's place or country."""
    article = case.article
    told = "\n".join(part for part in (article.headline, article.lead, article.body) if part)
    names = {
        word
        for c in claimed
        for word in (c.text, c.place.name, places.country_name(c.place))
        if len(word) > 2
    }
    return any(evidence.speaks_of(told, name) for name in names)


_STORY = claims("Missiles strike Kyiv", places={"Kyiv": KYIV})
_IN_JAPAN = claims("Patriot launchers in Japan.", places={"Japan": JAPAN})
_CLAUSE = PlaceClaim("Kyiv", 29, 33, (KYIV,), PlaceSign.CLAUSE)
EXAMPLES = (
    example(
        "The story names its only place in somebody's past.",
        caption=_IN_JAPAN,
        article=replace(claims("A peer who once had a pass to Kyiv"), places=(_CLAUSE,)),
    ),
    example(
        "A launcher in Japan, in a story on Kyiv.",
        caption=_IN_JAPAN,
        article=_STORY,
        severity=Severity.WARNING,
    ),
    example(
        "The caption names Japan without saying that its scene lies there.",
        caption=claims("Japan has deployed Patriot launchers.", mentions={"Japan": JAPAN}),
        article=_STORY,
        severity=Severity.INFO,
    ),
    example(
        "The same, said to be a file picture.",
        caption=claims(
            "File photo: a launcher in Japan, 2012.",
            places={"Japan": JAPAN},
            disclosures={"File photo": "file"},
        ),
        article=_STORY,
        severity=Severity.INFO,
    ),
    example(
        "A race five years ago, dated in full.",
        caption=claims(
            "A runner in Japan on 6 August 2019.",
            places={"Japan": JAPAN},
            dates={"6 August 2019": 2019},
        ),
        article=_STORY,
        severity=Severity.INFO,
    ),
    example(
        "Another town of the same country.",
        caption=claims("A street in Ukraine.", places={"Ukraine": UKRAINE}),
        article=_STORY,
    ),
    example(
        "The text speaks of Japan.",
        caption=_IN_JAPAN,
        article=_STORY,
        body="Japan has sent launchers.",
    ),
    example(
        "The Odessa of the caption may be either.",
        caption=claims("A street in Odessa.", places={"Odessa": (ODESSA_TEXAS, ODESA)}),
        article=claims("Strike on Odesa", places={"Odesa": ODESA}),
        reason=Reason.PLACE_AMBIGUOUS,
    ),
)
