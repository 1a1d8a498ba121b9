"""The picture's alternative text and its caption disagree on place or date.

What it finds
    A text for those who do not see the picture that puts it in another place or at another time
    than the caption does.

Why it matters
    One of the two is wrong, and one reader in many hears only the one. Often the alternative text
    is the supplier's own caption and the printed one was written anew.

How it is decided
    Both texts say where their scene lies, and no place that either names can be one of the other;
    or both date their scene, and every date excludes every other. A place or a date that is only
    spoken of accuses nobody, nor does a text that is little but a name. No original is needed.

When it is wrong
    Where the alternative text was left from a picture that stood there before: then the caption is
    right. On 849 pictures of 292 real pages, 22 of them with two texts that say where,
    it spoke on none; nor on 1,781 of 479 pages that nobody had looked at.

What to do
    Find out which is right, and write both alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from provenance.model import (
    Case,
    Claims,
    Confidence,
    Evidence,
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
from provenance.model.sentences import join, say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.examples import IRUMA, KYIV, TUESDAY, UKRAINE, claims, example

RULE = "alt-contradicts-caption"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE,)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where two texts of one picture exclude each other."""
    ours, theirs = case.caption_claims, case.alt_claims
    if not ours.text or not theirs.text:
        return
    if None in (ours.language, theirs.language):
        detail = say("caption or alternative text is in a language that is not read")
        yield NotChecked(RULE, Reason.LANGUAGE_UNSUPPORTED, detail)
        return
    proof = (
        *evidence.caption(case),
        Evidence("alternative text", evidence.shorten(theirs.text, 300), case.image.where),
    )
    if what := _other_place(ours, theirs) or _other_date(ours, theirs):
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            say("Caption and alternative text disagree: {what}.", what=what),
            proof,
            say("Find out which is right, and write both alike."),
            cause="alt",
        )
    elif scenes.whereabouts(ours) and scenes.whereabouts(theirs):
        yield Passed(RULE, proof)


def _other_place(ours: Claims, theirs: Claims) -> str:
    """How the two scenes lie apart; empty where they need not."""
    here, there = scenes.whereabouts(ours), _told(theirs)
    if not here or not there:
        return ""
    every = (*scenes.names(theirs), *theirs.owners)
    verdict = places.excluded(
        here, (*scenes.names(ours), *ours.owners), [(c.places, False) for c in every]
    )
    return join([places.listed(here), places.listed(there)]) if verdict.excludes else ""


def _told(theirs: Claims) -> tuple[PlaceClaim, ...]:
    """The places where the alternative text says in words that it is."""
    return tuple(c for c in scenes.whereabouts(theirs) if c.sign is not PlaceSign.WHOLE)


def _other_date(ours: Claims, theirs: Claims) -> str:
    """How the two dates lie apart; empty where they need not."""
    if not all(claim.scene for claim in (*ours.dates, *theirs.dates)):
        return ""
    apart = [dates.exclude(a, b) for a in ours.dates for b in theirs.dates]
    if not apart or not all(apart):
        return ""
    return join([dates.claimed(ours.dates[0]), dates.claimed(theirs.dates[0])])


_KYIV = claims("A street in Kyiv.", places={"Kyiv": KYIV})
EXAMPLES = (
    example(
        "Kyiv in the caption, Japan in the alternative text.",
        caption=_KYIV,
        alt=claims("A street in Iruma.", places={"Iruma": IRUMA}),
        severity=SEVERITY,
    ),
    example(
        "Two days.",
        caption=claims("The port on 12 March 2024.", dates={"12 March 2024": TUESDAY}),
        alt=claims("The port in 2019.", dates={"2019": 2019}),
        severity=SEVERITY,
    ),
    example(
        "The country instead of the city.",
        caption=_KYIV,
        alt=claims("A street in Ukraine.", places={"Ukraine": UKRAINE}),
    ),
    example(
        "The alternative text only mentions another place.",
        caption=_KYIV,
        alt=claims("A street, as once in Iruma.", mentions={"Iruma": IRUMA}),
    ),
    example(
        "The alternative text is a bare name.",
        caption=_KYIV,
        alt=replace(
            claims("Iruma"), places=(PlaceClaim("Iruma", 0, 5, (IRUMA,), PlaceSign.WHOLE),)
        ),
    ),
    example("The alternative text names nothing.", caption=_KYIV, alt="A street at night."),
)
