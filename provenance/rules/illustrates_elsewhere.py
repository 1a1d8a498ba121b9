"""The caption itself places the picture outside the story's place.

What it finds
    A caption whose own place lies elsewhere than the story: the picture shows something else than
    what is told.

Why it matters
    A reader who does not read the caption takes the picture for the event of the headline.

How it is decided
    Needs no original. Every place of the caption must exclude every place in headline, lead and
    dateline and lie in another country. It is nothing where the caption names a person or the
    article speaks of the caption's place or country: a minister at home, supporters elsewhere and
    an airport of departure are everyday pictures. It is a warning where the caption's words say
    that its scene lies there ("in Japan"), a note where it only names the place ("Japan has
    deployed …"), discloses a file picture or illustration, or prints a date long before the story.
    Where the confirmed original's record excludes the story's places and every place that the
    caption names, the warning says where the picture was taken: nobody else tells the reader.

When it is wrong
    Where the article's text speaks of the place under another name, or headline and lead name only
    part of the story. On 849 pictures of 292 real pages: no warning, one note. On 1,781 of 479
    pages that nobody had looked at: 2 warnings, both wrong (“Name” taken for a town), about 1 in
    1,000, and 6 notes, 4 of them wrong. On 21 true articles made up to try it, 7 warnings, all
    wrong, before it asked for persons and for the story's states.

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
    Original,
    Outcome,
    Passed,
    PlaceClaim,
    PlaceSign,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence, people, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    JAPAN,
    KYIV,
    ODESA,
    ODESSA_TEXAS,
    UKRAINE,
    claims,
    example,
    original,
    position,
)

RULE = "illustrates-elsewhere"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
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
    elif not people.names_somebody(case) and not _spoken_of(case, claimed):
        hidden = _hidden_place(case, story)
        if hidden is not None:
            yield _with_record(case, claimed, story, *hidden)
        else:
            yield _finding(case, claimed, story, verdict, note=not said or _dated_past(case))


def _maybe(claimed: tuple[PlaceClaim, ...], story: tuple[PlaceClaim, ...]) -> bool:
    """True where the likeliest readings exclude each other."""
    best = places.compare(claimed, [((c.place,), False) for c in story], first_readings=True)
    return best.excludes


def _hidden_place(
    case: Case, story: tuple[PlaceClaim, ...]
) -> tuple[Original, tuple[places.RecordPlace, ...]] | None:
    """A confirmed original from a place that neither story nor caption names."""
    told = (*story, *scenes.names(case.caption_claims))
    for record in case.confirmed:
        spots = places.record_places(record)
        apart = places.compare(told, [(p.readings, p.camera) for p in spots]).excludes
        if apart and not places.namesakes(case, told, spots):
            return record, places.weighty(spots)
    return None


def _with_record(
    case: Case,
    claimed: tuple[PlaceClaim, ...],
    story: tuple[PlaceClaim, ...],
    record: Original,
    weighed: tuple[places.RecordPlace, ...],
) -> Finding:
    where = places.where_taken(record, weighed)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption is about {place}, the story about {story}; the picture's original at "
            "{source} was taken {where}.",
            place=places.listed(claimed),
            story=places.listed(story),
            source=source_name(record.record),
            where=where,
        ),
        (*evidence.caption(case), *evidence.headline(case), *(p.evidence for p in weighed[:3])),
        say("Say in the caption that the picture was taken {where}.", where=where),
        cause="place",
        prose=not weighed[0].structured,
    )


def _finding(
    case: Case,
    claimed: tuple[PlaceClaim, ...],
    story: tuple[PlaceClaim, ...],
    verdict: places.Verdict,
    *,
    note: bool,
) -> Finding:
    """Without advice where the caption already says what the advice would be."""
    advice = say(
        "Say that it is a file picture or an illustration, or use a picture from {story}.",
        story=places.listed(story),
    )
    return Finding(
        RULE,
        Severity.INFO if note else SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption is about {place}{quoted}, the story about {story}{distance}: "
            "the picture may show somewhere else.",
            place=places.listed(claimed),
            quoted=places.quoted(claimed),
            story=places.listed(story),
            distance=places.distance(verdict.km),
        ),
        (*evidence.caption(case), *evidence.headline(case)),
        None if disclosure.disclosed(case) else advice,
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
    if _countries(claimed) & _countries(case.article_claims.places):
        return True
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
_OF_JAPAN = claims("Japan has deployed Patriot launchers.", mentions={"Japan": JAPAN})
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
        "The same, as its record says too.",
        caption=_IN_JAPAN,
        article=_STORY,
        originals=[original(places=[position(IRUMA)])],
        severity=Severity.WARNING,
    ),
    example(
        "The caption names Japan, the record a town in Texas: nobody is told.",
        caption=_OF_JAPAN,
        article=_STORY,
        originals=[original(places=[position(ODESSA_TEXAS)])],
        severity=Severity.WARNING,
    ),
    example(
        "The same, said to be a file picture.",
        caption=claims(
            "File photo: Japan has deployed launchers.",
            mentions={"Japan": JAPAN},
            disclosures={"File photo": "file"},
        ),
        article=_STORY,
        originals=[original(places=[position(ODESSA_TEXAS)])],
        severity=Severity.INFO,
    ),
    example(
        "A minister at home, in a story on another country.",
        caption=claims("Minister Aiko Mori in Japan.", places={"Japan": JAPAN}),
        article=_STORY,
    ),
    example(
        "Supporters in the country that the headline names as acting.",
        caption=claims("Supporters in Iruma.", places={"Iruma": IRUMA}),
        article=replace(
            claims("Japan wins the cup in Kyiv", places={"Kyiv": KYIV}),
            places=(
                PlaceClaim("Japan", 0, 5, (JAPAN,), PlaceSign.ACTOR),
                PlaceClaim("Kyiv", 22, 26, (KYIV,), PlaceSign.LOCATIVE),
            ),
        ),
    ),
    example(
        "The caption names Japan without saying that its scene lies there.",
        caption=_OF_JAPAN,
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
