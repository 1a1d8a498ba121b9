"""The evidence about this picture was fetched long ago.

What it finds
    A confirmed original whose record comes from the cache and is older than the desk allows.

Why it matters
    Descriptions are corrected, licences change, files are deleted and posts are withdrawn.

How it is decided
    The record was answered by the cache, and was fetched more days ago than `evidence-days` under
    `[desk]` in the configuration says. Recordings that ship with the program, such as the demo's,
    are meant to be old and are left out.

When it is wrong
    Never about the age; the source may still say the same.

What to do
    Run the check again with a network, or `provenance cache clear`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Locator,
    Original,
    Outcome,
    Passed,
    Retrieved,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import FILE_PAGE, example, original

RULE = "stale-evidence"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ORIGINAL, EvidenceKind.CONFIGURATION)


def check(case: Case) -> Iterable[Outcome]:
    """A note where a cached record is older than the desk allows."""
    dated = [(o.record.where.fetched, o) for o in case.confirmed if _is_cached(o)]
    known = [(fetched, o) for fetched, o in dated if fetched is not None]
    if not known:
        return
    fetched, found = min(known, key=lambda pair: pair[0])
    page = found.record.page_url or found.record.id
    proof = evidence.at_source(found, "record", f"{page}, fetched {fetched:%Y-%m-%d}")
    age = datetime.now(UTC) - fetched
    if age <= timedelta(days=case.desk.evidence_days):
        yield Passed(RULE, (proof,))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "What {source} says of this picture was fetched {days} days ago.",
            source=source_name(found.record),
            days=age.days,
        ),
        (proof,),
        say("Run the check again with a network."),
        cause="stale",
    )


def _is_cached(found: Original) -> bool:
    return found.record.where.retrieved is Retrieved.CACHED


def _fetched(on: datetime | None, how: Retrieved = Retrieved.CACHED) -> Original:
    made = original()
    spot = Locator("record", url=FILE_PAGE, fetched=on, retrieved=how)
    return replace(made, record=replace(made.record, where=spot))


_LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
EXAMPLES = (
    example("Cached years ago.", originals=[_fetched(_LONG_AGO)], severity=SEVERITY),
    example("Cached today.", originals=[_fetched(datetime.now(UTC))]),
    example("A recording of the demo.", originals=[_fetched(_LONG_AGO, Retrieved.SEED)]),
)
