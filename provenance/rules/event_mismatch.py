"""The source names a different event than the caption does.

What it finds
    A picture of one hurricane under the name of another, or of the World Cup of 2018 under that of
    2022.

Why it matters
    The scene may look alike; the people, the place and the day are others.

How it is decided
    Caption and confirmed original each name storms, or each name editions of one event that is held
    again and again, and no name and no year is the same. An edition counts in the caption only
    behind a word that puts the scene there ("at", "during"), not in "ahead of the World Cup". Only
    tables of such events are read. One step lower, as all that is read out of prose.

When it is wrong
    Where a description tells of an earlier event beside its own. On 849 pictures of 292 real pages,
    checked without a network, no original was confirmed and it never spoke.

What to do
    Name the event that the picture shows, or use a picture of the one in the story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Original,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import join, say
from provenance.rules.kit import disclosure, evidence
from provenance.rules.kit.examples import TOO_PLAIN, claims, example, original

RULE = "event-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 34
_MOST = 4_000
"""Characters of a text that are read."""
_BEFORE = 40
"""Characters before an edition in which the word stands that puts the scene there."""
_YEAR = r"(?:18|19|20)\d\d"


def check(case: Case) -> Iterable[Outcome]:
    """A finding where caption and source name different events of one kind."""
    ours = dict(_events(case.caption_claims.text, scene=True)) if case.originals else {}
    if not ours or disclosure.not_of_now(case):
        return
    yield from evidence.require_confirmed_record(case, RULE)
    for found in case.confirmed:
        theirs = dict(_events(f"{found.record.title or ''}\n{found.claims.text}", scene=False))
        for kind in ours.keys() & theirs.keys():
            yield _judge(case, found, ours[kind], theirs[kind])
            return


def _judge(
    case: Case, found: Original, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Finding | Passed:
    said = evidence.shorten(found.claims.text or found.record.title or "", 200)
    proof = (*evidence.caption(case), evidence.at_source(found, "description", said))
    if ours.keys() & theirs.keys():
        return Passed(RULE, proof)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption speaks of {ours}; the original at {source} is of {theirs}.",
            ours=_listed(ours),
            source=source_name(found.record),
            theirs=_listed(theirs),
        ),
        proof,
        say(
            "Name the event that is shown, {theirs}, or use a picture of the other.",
            theirs=_listed(theirs),
        ),
        cause="event",
        prose=True,
    )


def _listed(events: Mapping[str, str]) -> str:
    return join(sorted(events.values()))


def _events(text: str, *, scene: bool) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Kind → the events of it that the text names, each with its wording."""
    read = text[:_MOST]
    storms = {m["name"]: m[0] for m in _storms().finditer(read) if _is_name(m["name"])}
    if storms:
        yield "storm", storms
    for name, patterns in evidence.words("named_events")["editions"].items():
        years = {
            (m["before"] or m["behind"])
            for m in _edition(tuple(patterns)).finditer(read)
            if not scene or _puts_there(read[: m.start()])
        }
        if years:
            yield (
                name,
                {year: say("the {event} of {year}", event=name, year=year) for year in years},
            )


def _is_name(word: str) -> bool:
    return word not in evidence.words("named_events")["no_names"]


@cache
def _storms() -> re.Pattern[str]:
    kinds = "|".join(evidence.words("named_events")["storms"])
    return re.compile(rf"(?<!\w)(?P<kind>{kinds})\s[\"“„«‘']?(?P<name>[A-ZÀ-ÞА-ЯІЇЄ]\w{{2,15}})")


@cache
def _edition(patterns: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(patterns)
    return re.compile(
        rf"(?<!\w)(?:(?P<before>{_YEAR}) (?:{names})|(?:{names}) (?:in \w+,? )?(?P<behind>{_YEAR}))"
        r"(?!\w)"
    )


def _puts_there(before: str) -> bool:
    leads = "|".join(evidence.words("named_events")["at"]["words"])
    article = r"(?:the |der |den |dem |la |le |les |el |los |l['’])?"
    lead = rf"(?<!\w)(?:{leads})\s+{article}(?:[\w-]+\s)?$"
    return re.search(lead, before[-_BEFORE:], re.I) is not None


EXAMPLES = (
    example(
        "Another hurricane.",
        caption="A street after Hurricane Ardo.",
        originals=[original("Street", said=claims("Damage by Hurricane Bellow"))],
        severity=Severity.WARNING,
    ),
    example(
        "Another World Cup.",
        caption="Fans at the 2022 World Cup.",
        originals=[original("Fans at the 2018 FIFA World Cup")],
        severity=Severity.WARNING,
    ),
    example(
        "The same hurricane in another language.",
        caption="Eine Straße nach dem Hurrikan Ardo.",
        originals=[original("Street", said=claims("Damage by Hurricane Ardo"))],
    ),
    example(
        "A later World Cup is only spoken of.",
        caption="Fans look ahead to the 2026 World Cup.",
        originals=[original("Fans at the 2018 FIFA World Cup")],
    ),
    example(
        "Called an archive picture.",
        caption=claims(
            "File photo: fans at the 2022 World Cup.", disclosures={"File photo": "file"}
        ),
        originals=[original("Fans at the 2018 FIFA World Cup")],
    ),
    example(
        "Too plain.",
        caption="A street after Hurricane Ardo.",
        originals=[original("Hurricane Bellow", comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
