"""The caption names no place, and the original was taken outside the story's.

What it finds
    A picture that stands in a story about one place, under a caption that names none, and was
    taken in another.

Why it matters
    Where the caption is silent, a reader takes the picture for what the story tells.

How it is decided
    The story's places are read from headline, lead and dateline. All of them must exclude all that
    the record of the
    confirmed original states, and the article's text must not speak of that place. It is a
    warning, since a story's
    place is weaker evidence than a caption's; an error where the caption dates the picture to the
    story's own days; one
    step lower where the record's place was read out of prose or the caption discloses a file
    picture or illustration.
    A caption that names a person whom the source names too is left alone: a portrait may be taken
    anywhere.

When it is wrong
    For portraits and products whose caption says whom or what they show, where the record does not
    name them.

What to do
    Say in the caption where and when the picture was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    JAPAN,
    KYIV,
    TOO_PLAIN,
    TUESDAY,
    claims,
    example,
    original,
    position,
)
from provenance.rules.kit.names import occurs_in

RULE = "context-place-mismatch"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 12
_CURRENT_DAYS = 7
"""The caption speaks of the story's own days where its date lies at most a week before
publication: a weekday's name reaches back no further."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the story's places and the original's exclude each other."""
    if scenes.scene_places(case.caption_claims) or not (case.image.caption or case.image.title):
        return
    story = scenes.story_places(case)
    if not story:
        return
    yield from evidence.require_confirmed(case, RULE)
    for record in case.confirmed:
        spots = places.record_places(record)
        if not spots:
            continue
        verdict = places.compare(story, [(p.readings, p.camera) for p in spots])
        if (verdict.ambiguous and places.ambiguous(story)) or (
            verdict.excludes and places.namesakes(case, story, spots)
        ):
            yield NotChecked(
                RULE, Reason.PLACE_AMBIGUOUS, say("the story's place can be read in several ways")
            )
        elif not verdict.excludes:
            yield Passed(RULE, (*evidence.headline(case), spots[0].evidence))
        elif not _person_named(case, record) and not _in_text(case, spots):
            yield _finding(case, story, record, spots, verdict)
        return
    if case.confirmed:
        yield NotChecked(
            RULE, Reason.NO_PLACE, say("the confirmed original's record names no place")
        )


def _person_named(case: Case, record: Original) -> bool:
    text = case.caption_claims.text
    return bool(case.caption_claims.people) or any(
        occurs_in(p.text, text) for p in record.record.people
    )


def _in_text(case: Case, spots: Sequence[places.RecordPlace]) -> bool:
    """True where the article itself speaks of the picture's place."""
    names = {p.readings[0].name for p in spots if p.readings[0].kind != "position"}
    return any(evidence.speaks_of(case.article.body, name) for name in names if len(name) > 3)


def _finding(
    case: Case,
    story: tuple[PlaceClaim, ...],
    record: Original,
    spots: tuple[places.RecordPlace, ...],
    verdict: places.Verdict,
) -> Finding:
    weighed = places.weighty(spots)
    where = places.where_taken(record, weighed)
    source = source_name(record.record)
    current = _dated_now(case)
    return Finding(
        RULE,
        Severity.ERROR if current else SEVERITY,
        Confidence.MEDIUM,
        say(
            "The story is about {story} and the caption names no place; the picture's "
            "original at {source} was taken {where}{distance}.",
            story=places.listed(story),
            source=source,
            where=where,
            distance=places.distance(verdict.km),
        ),
        (*evidence.headline(case), *evidence.caption(case), *(p.evidence for p in weighed[:3])),
        say("Say in the caption that the picture was taken {where}.", where=where),
        cause="place",
        prose=not weighed[0].structured,
    )


def _dated_now(case: Case) -> bool:
    published = dates.day_published(case)
    if published is None:
        return False
    return any(
        0 <= (published - d.span.latest).days <= _CURRENT_DAYS for d in dates.scene_dates(case)
    )


_STORY = claims("Missiles strike Kyiv", places={"Kyiv": KYIV})
_JAPANESE = original(places=[position(IRUMA)])
EXAMPLES = (
    example(
        "A Japanese launcher in a story on Kyiv.",
        caption="A Patriot launcher.",
        article=_STORY,
        originals=[_JAPANESE],
        severity=Severity.WARNING,
    ),
    example(
        "The same, dated to the night of the story.",
        caption=claims("A launcher on Tuesday.", dates={"Tuesday": TUESDAY}, relative=["Tuesday"]),
        article=_STORY,
        originals=[_JAPANESE],
        severity=Severity.ERROR,
    ),
    example(
        "The same, said to be a file picture.",
        caption=claims("File photo: a launcher.", disclosures={"File photo": "file"}),
        article=_STORY,
        originals=[_JAPANESE],
        severity=Severity.INFO,
    ),
    example(
        "The place is known from the description alone.",
        caption="A Patriot launcher.",
        article=_STORY,
        originals=[original(said=claims("A launcher in Japan", places={"Japan": JAPAN}))],
        severity=Severity.INFO,
    ),
    example(
        "Taken where the story is.",
        caption="A launcher.",
        article=_STORY,
        originals=[original(places=[position(KYIV)])],
    ),
    example(
        "The article itself speaks of Japan.",
        caption="A launcher.",
        article=_STORY,
        body="Launchers were sent from Japan.",
        originals=[original(stated={"Japan": JAPAN})],
    ),
    example(
        "The pixels prove nothing.",
        caption="A launcher.",
        article=_STORY,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
    example(
        "No place at the source.",
        caption="A launcher.",
        article=_STORY,
        originals=[original()],
        reason=Reason.NO_PLACE,
    ),
)
