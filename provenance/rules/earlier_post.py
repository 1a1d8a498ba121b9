"""An earlier post or page holds the picture than the one that is credited.

What it finds
    A credited post whose picture was online before, in somebody else's name.

Why it matters
    Who posts first is not always the author, but who posts later probably is not.

How it is decided
    The page names the post, and pixels prove that it holds the picture. Another confirmed original,
    of another account or author, was posted, uploaded or first seen more than a day before. A later
    one proves nothing.

When it is wrong
    Where the author has several accounts under different names, or the earlier page dates itself
    wrongly. On 849 pictures of 292 real pages, checked without a network, no original was confirmed
    and it never spoke.

What to do
    Ask both who took the picture, and credit the author.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from provenance.model import (
    Case,
    Confidence,
    Credit,
    DateKind,
    DateSpan,
    Evidence,
    EvidenceKind,
    Finding,
    Original,
    Outcome,
    Passed,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence
from provenance.rules.kit.credits import real_names
from provenance.rules.kit.examples import date_fact, example, original
from provenance.rules.kit.names import any_same
from provenance.rules.kit.permission import original_names
from provenance.values import dataclass

RULE = "earlier-post"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.SIGHTINGS, EvidenceKind.ORIGINAL)
PRECEDENCE = 64


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the credited post's picture was online before, elsewhere."""
    seen = [shown for o in case.confirmed if (shown := _shown(o))]
    post = next((s for s in seen if _is_credited_post(case, s.original)), None)
    if post is None:
        return
    earlier = [
        s for s in seen if dates.later(s.last) < post.first and not _same_hand(case, post, s)
    ]
    if not earlier:
        yield Passed(RULE, (post.proof,))
        return
    other = min(earlier, key=lambda s: s.last)
    names = ", ".join(original_names(other.original))
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The credited post is of {date}; the picture was online at {source} "
            "before, {when}, in the name of {names}.",
            date=dates.shown(post.span),
            source=source_name(other.original.record),
            when=dates.on(other.span),
            names=names,
        ),
        (*evidence.credit(case), post.proof, other.proof),
        say("Ask both who took the picture, and credit the author."),
        cause="author",
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """An original with the first date on which its record says that it was online."""

    original: Original
    span: DateSpan
    proof: Evidence

    @property
    def first(self) -> date:
        return self.span.earliest

    @property
    def last(self) -> date:
        return self.span.latest


def _shown(found: Original) -> _Shown | None:
    seen = [d for d in found.record.dates if d.kind in dates.SEEN and d.structured]
    fact = min(seen, key=lambda d: d.span.latest, default=None)
    if fact is None:
        return None
    proof = evidence.at_source(found, "online since", dates.shown(fact.span), fact.where)
    return _Shown(found, fact.span, proof)


def _is_credited_post(case: Case, found: Original) -> bool:
    return evidence.is_post(found.record) and evidence.is_named_by_page(case, found)


def _same_hand(case: Case, post: _Shown, other: _Shown) -> bool:
    """True where the earlier one is the same account's, or is credited as well."""
    names = original_names(other.original)
    credited = real_names(case.credit) if case.credit else ()
    links = {link.url for link in post.original.record.links}
    known = (*original_names(post.original), *credited)
    return not names or any_same(names, known) or other.original.record.page_url in links


_CREDIT = Credit("@harbour / Twitter", handles=("@harbour",), platform="twitter")
_POST = original(
    "Post",
    source="twitter",
    creators=(),
    uploader="Harbour (@harbour)",
    dates=[date_fact(date(2024, 3, 12), DateKind.POSTED)],
)


def _earlier(day: date, **more: Any) -> Original:
    return original(
        source="flickr",
        clue="search: launcher",
        dates=[date_fact(day, DateKind.UPLOADED)],
        **more,
    )


EXAMPLES = (
    example(
        "It was at Flickr a year before.",
        credit=_CREDIT,
        originals=[_POST, _earlier(date(2023, 3, 1))],
        severity=SEVERITY,
    ),
    example(
        "It came to Flickr later.", credit=_CREDIT, originals=[_POST, _earlier(date(2024, 3, 20))]
    ),
    example(
        "The same person showed it before.",
        credit=_CREDIT,
        originals=[_POST, _earlier(date(2023, 3, 1), creators=("Harbour",))],
    ),
    example("Only the post is known.", credit=_CREDIT, originals=[_POST]),
)
