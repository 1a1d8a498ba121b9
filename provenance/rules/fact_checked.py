"""A published fact-check already deals with this picture.

What it finds
    A review by a fact-checking organisation that was found by this very picture.

Why it matters
    Somebody has already looked into it and says what it shows.

How it is decided
    A fact-check index that searches by picture named the review. It is an error where the rating
    is one of false,
    misleading, altered or out of context; a note otherwise: the review may say that the picture is
    genuine. Reviews
    found by the caption's words alone are no finding, for they may deal with another picture.

When it is wrong
    Where the review deals with another use of the picture than this page's.

What to do
    Read the review before publishing.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Locator,
    Lookup,
    MatchBasis,
    NotChecked,
    Original,
    Outcome,
    Reading,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import example, original

RULE = "fact-checked"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.SIGHTINGS,)
_INDEXES = ("google-fact-check",)
_BY_PICTURE = (MatchBasis.FINGERPRINT, MatchBasis.SAME_PIXELS, MatchBasis.SAME_BYTES)


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the worst-rated review that a search by this picture named."""
    reviews = [
        o for o in case.originals if o.record.source in _INDEXES and o.record.basis in _BY_PICTURE
    ]
    if reviews:
        yield _finding(next(filter(_rated_false, reviews), reviews[0]))
        return
    for lookup in case.lookups:
        if lookup.source in _INDEXES and lookup.reason is Reason.NO_API_KEY:
            yield NotChecked(RULE, Reason.NO_API_KEY, lookup.detail)


def _finding(review: Original) -> Finding:
    record = review.record
    who = record.credit_line.text if record.credit_line else source_name(record)
    rating = record.notes[0].text if record.notes else say("no rating")
    page = record.page_url or record.id
    return Finding(
        RULE,
        SEVERITY if _rated_false(review) else Severity.INFO,
        Confidence.MEDIUM,
        say(
            "A fact-check by {who} deals with this picture; its rating: {rating}.",
            who=who,
            rating=rating,
        ),
        (
            evidence.at_source(review, "review", page),
            *(evidence.at_source(review, "rating", n.text, n.where) for n in record.notes[:1]),
        ),
        say("Read it before publishing: {page}", page=page),
        cause="fact-check",
    )


def _rated_false(review: Original) -> bool:
    record = review.record
    rating = record.notes[0].text if record.notes else record.title or ""
    return bool(evidence.phrases("ratings", "bad").search(rating))


def _review(rating: str, basis: MatchBasis) -> Original:
    where = Locator("$.claims[0].claimReview[0]")
    notes = (Reading(rating, where),)
    return original(
        "Launcher not in Kyiv",
        source="google-fact-check",
        comparison=None,
        basis=basis,
        notes=notes,
        credit_line=Reading("Prover", where),
    )


EXAMPLES = (
    example(
        "Rated false.",
        originals=[_review("False", MatchBasis.FINGERPRINT)],
        severity=Severity.ERROR,
    ),
    example(
        "Rated true.", originals=[_review("True", MatchBasis.FINGERPRINT)], severity=Severity.INFO
    ),
    example("Found by words alone.", originals=[_review("False", MatchBasis.NAME)]),
    example(
        "No key for the index.",
        lookups=[Lookup("google-fact-check", None, Reason.NO_API_KEY, "set GOOGLE_API_KEY")],
        reason=Reason.NO_API_KEY,
    ),
)
