"""The same picture was printed with another place, date or person.

What it finds
    A picture that was printed before under a caption that puts it in another place, on another
    day, or shows somebody else.

Why it matters
    One picture shows one scene: at most one of the two captions can be right.

How it is decided
    The archive holds an earlier use of this picture, proved by pixels or bytes. Places contradict
    where every place of the one caption excludes every place of the other, dates where no reading
    of one allows the other. Captions that say "file photo" date the news, not the picture, and are
    left alone.

When it is wrong
    Where a caption names the place or day of the news instead of the picture's, or a picture of
    two people is printed for each of them.

What to do
    Find out which caption is right from the supplier's record, and correct the other article.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Severity,
    Use,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence, history, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    KYIV,
    TUESDAY,
    claims,
    example,
    held,
    printed,
)
from provenance.rules.kit.names import any_same

RULE = "contradictory-captions"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.HISTORY, EvidenceKind.PICTURE)
PRECEDENCE = 15


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the latest earlier caption that this one contradicts."""
    agreed: Use | None = None
    for use in history.earlier_uses(case):
        if use.caption is None:
            continue
        for differ in (_places_differ, _dates_differ, _people_differ):
            what = differ(case, use)
            if what is not None:
                yield _finding(case, use, *what)
                return
        agreed = agreed or use
    if agreed is not None and case.image.caption is not None:
        yield Passed(RULE, (*evidence.caption(case), *history.proof(agreed)))


def _finding(case: Case, use: Use, cause: str, now: str, before: str) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption says {now}; this newsroom printed the same picture {when} "
            "with a caption that says {before}.",
            now=now,
            when=history.when(use),
            before=before,
        ),
        (*evidence.caption(case), *history.proof(use)),
        say("Find out which caption is right, and correct the other article."),
        cause=cause,
    )


def _places_differ(case: Case, use: Use) -> tuple[str, str, str] | None:
    now, before = scenes.whereabouts(case.caption_claims), scenes.whereabouts(use.claims)
    if not now or not before:
        return None
    if not places.compare(now, [(c.places, False) for c in before]).excludes:
        return None
    return "place", places.listed(now), places.listed(before)


def _dates_differ(case: Case, use: Use) -> tuple[str, str, str] | None:
    other = history.then(case, use)
    if disclosure.not_of_now(case) or disclosure.not_of_now(other):
        return None
    now, before = dates.scene_dates(case), dates.scene_dates(other)
    if not now or not before or not all(dates.exclude(a, b) for a in now for b in before):
        return None
    return "date", dates.claimed(now[0]), dates.claimed(before[0])


def _people_differ(case: Case, use: Use) -> tuple[str, str, str] | None:
    now = [p.text for p in case.caption_claims.people]
    before = [p.text for p in use.claims.people]
    if not now or not before or any_same(now, before):
        return None
    return "person", ", ".join(now[:3]), ", ".join(before[:3])


_CAPTION = claims("A street in Kyiv.", places={"Kyiv": KYIV})
_IRUMA = claims("A street in Iruma.", places={"Iruma": IRUMA})
EXAMPLES = (
    example(
        "Printed in May as a street in Japan.",
        caption=_CAPTION,
        history=[held(uses=[printed(_IRUMA)])],
        severity=SEVERITY,
    ),
    example(
        "Printed before as taken in 2012.",
        caption=claims("Fire on 12 March 2024.", dates={"12 March 2024": TUESDAY}),
        history=[held(uses=[printed(claims("Fire in 2012.", dates={"2012": 2012}))])],
        severity=SEVERITY,
    ),
    example(
        "Printed before as another person.",
        caption=claims("Jane Doe speaks.", people=["Jane Doe"]),
        history=[held(uses=[printed(claims("Ann Roe speaks.", people=["Ann Roe"]))])],
        severity=SEVERITY,
    ),
    example(
        "Printed before under the same place.",
        caption=_CAPTION,
        history=[held(uses=[printed(claims("Kyiv at night.", places={"Kyiv": KYIV}))])],
    ),
    example(
        "Both are file pictures, and date their news.",
        caption=claims(
            "File photo: fire on 12 March 2024.",
            dates={"12 March 2024": TUESDAY},
            disclosures={"File photo": "file"},
        ),
        history=[held(uses=[printed(claims("Fire in 2012.", dates={"2012": 2012}))])],
    ),
)
