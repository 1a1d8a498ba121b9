"""The source says exercise, parade or film; the caption implies the real thing.

What it finds
    A picture of something staged under a caption that speaks of a current or real event and does
    not say so.

Why it matters
    A launch at an exercise is no launch at an enemy.

How it is decided
    The confirmed original's title or description has a word for something staged (what is said to
    be outside or near a
    museum is not in it), and neither caption nor headline has one. The caption implies the real
    thing: it dates its
    scene to the story's days, puts it where the story is, or uses a word for a real event
    ("attack", "fires at",
    "rescue"). A disclosed file picture or illustration is left alone. One step lower, as all that
    is read out of prose.

When it is wrong
    Where the word is part of a name ("Museum Street"), or belongs to another part of the
    description.

What to do
    Say in the caption what the picture shows: an exercise, a parade, a museum piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from provenance import lazy_re as re
from provenance.claims.relations import relate_places
from provenance.model import (
    Case,
    Confidence,
    EventWord,
    EvidenceKind,
    Finding,
    Original,
    Outcome,
    Passed,
    PlaceClaim,
    PlaceRelation,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence, places, scenes
from provenance.rules.kit.examples import KYIV, TOO_PLAIN, TUESDAY, claims, example, original

RULE = "staged-as-real"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 31


def check(case: Case) -> Iterable[Outcome]:
    """A finding where only the source says that the scene was staged."""
    if case.image.caption is None or disclosure.not_of_now(case):
        return
    if case.caption_claims.events or case.article_claims.events or _told(case):
        return
    implied = _implied(case)
    if not implied:
        return
    yield from evidence.require_confirmed_record(case, RULE)
    staged = next(
        ((o, e) for o in case.confirmed for e in o.claims.events if not _beside(o.claims.text, e)),
        None,
    )
    if staged is None:
        if case.confirmed:
            yield Passed(RULE, evidence.caption(case))
        return
    yield _finding(case, *staged, implied)


_BESIDE = re.compile(
    r"\b(?:outside|near|opposite|behind|past|beside|next to|in front of)\s+(?:\S+\s+){0,4}$", re.I
)


def _beside(text: str, event: EventWord) -> bool:
    """True for "outside the British Museum": the scene is not in it."""
    return _BESIDE.search(text[max(0, event.start - 60) : event.start]) is not None


def _finding(case: Case, staged: Original, event: EventWord, implied: str) -> Finding:
    where = staged.record.description.where if staged.record.description else staged.record.where
    around = _around(staged.claims.text, event.start, event.end)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            'The caption {implied}; the original at {source} is described with the word "{word}".',
            implied=implied,
            source=source_name(staged.record),
            word=event.text,
        ),
        (*evidence.caption(case), evidence.at_source(staged, "description", around, where)),
        say(
            'Say in the caption what the source says that it is ("{word}"), or use a '
            "picture of the event.",
            word=event.text,
        ),
        cause="event",
        prose=True,
    )


def _around(text: str, start: int, end: int) -> str:
    """The words around a spot, cut between words."""
    head, tail = text[max(0, start - 60) : start], text[end : end + 60]
    head = f"…{head.partition(' ')[2]}" if start > 60 else head
    tail = f"{tail.rpartition(' ')[0]}…" if end + 60 < len(text) else tail
    return f"{head}{text[start:end]}{tail}".strip()


def _implied(case: Case) -> str:
    """What makes the caption speak of the real thing; empty where nothing does."""
    published = dates.day_published(case)
    for claim in dates.scene_dates(case):
        if claim.relative or (published and 0 <= (published - claim.span.latest).days <= _NEWS):
            return say("dates its scene to {date}", date=dates.claimed(claim))
    if word := _real_event(case.caption_claims.text):
        return say('speaks of a real event ("{word}")', word=word)
    for named in scenes.scene_places(case.caption_claims):
        if any(_lies_in(named, story) for story in scenes.story_places(case)):
            return say(
                "puts its scene in {place}, where the story is", place=places.listed([named])
            )
    return ""


_NEWS = 7
"""Days before publication up to which a date is the story's: a weekday's name goes no further."""


def _lies_in(named: PlaceClaim, story: PlaceClaim) -> bool:
    return relate_places(named.place, story.place)[0] in (PlaceRelation.SAME, PlaceRelation.WITHIN)


def _told(case: Case) -> bool:
    """True where caption or headline says that the scene is played or shown."""
    staged = evidence.phrases("events", "staged")
    return any(map(staged.search, (case.caption_claims.text, case.article.headline or "")))


def _real_event(text: str) -> str:
    """The first word that speaks of a real event, not of what something is for."""
    for word in evidence.phrases("events", "real").finditer(text):
        ahead = text[: word.start()][-_PURPOSE_CHARS:]
        infinitive = ahead.lower().endswith("to ") and _defence().match(word[0])
        if not infinitive and not _purpose().search(ahead):
            return word[0]
    return ""


_PURPOSE_CHARS = 60
"""Characters before a word of an event in which a purpose is looked for."""


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(evidence.words('events')['purpose'])})\W*$", re.I)


@cache
def _defence() -> re.Pattern[str]:
    return re.compile("|".join(evidence.words("events")["defence"]), re.I)


_EXERCISE = claims("Live fire at an exercise in 2019", events={"exercise": "exercise"})
_TUESDAY = claims(
    "A launcher fires in Kyiv on Tuesday.", dates={"Tuesday": TUESDAY}, relative=["Tuesday"]
)
EXAMPLES = (
    example(
        "An exercise as Tuesday's defence.",
        caption=_TUESDAY,
        originals=[original(said=_EXERCISE)],
        severity=Severity.WARNING,
    ),
    example(
        "The caption says that it is an exercise.",
        caption=claims("A launcher fires at an exercise.", events={"exercise": "exercise"}),
        originals=[original(said=_EXERCISE)],
    ),
    example(
        "An old picture, said to be one.",
        caption=claims(
            "File photo: a launcher in Kyiv.",
            places={"Kyiv": KYIV},
            disclosures={"File photo": "file"},
        ),
        originals=[original(said=_EXERCISE)],
    ),
    example(
        "A caption that claims no event.",
        caption="A Patriot launcher.",
        originals=[original(said=_EXERCISE)],
    ),
    example(
        "The pixels prove nothing.",
        caption=_TUESDAY,
        originals=[original(said=_EXERCISE, comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
