"""The credited account's post does not hold this picture.

What it finds
    A link to a post, in the credit or behind the picture, whose pictures are all others.

Why it matters
    The account is credited, and asked for permission, for a picture that it did not post there.

How it is decided
    All pictures of the post were fetched and compared with the published one; none matches. A post
    that is hidden, gone
    or could not be reached is not counted: then the check was not made.

When it is wrong
    Where the picture is a frame of the post's video, or a screenshot of the whole post.

What to do
    Find the post that holds the picture, or credit where it really came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Comparison,
    Confidence,
    Credit,
    CreditFlag,
    Evidence,
    EvidenceKind,
    Finding,
    Link,
    Lookup,
    MatchBasis,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Reason,
    Reference,
    Relation,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import DIFFERENT, SAME, example, original
from provenance.rules.kit.served import doubt

RULE = "post-lacks-image"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 42
_SILENT = (
    Reason.GATED,
    Reason.GONE,
    Reason.RATE_LIMITED,
    Reason.NETWORK,
    Reason.OFFLINE,
    Reason.OVER_BUDGET,
    Reason.PENDING,
    Reason.FAILED,
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the named post was read and holds other pictures only."""
    posts = [o for o in case.originals if evidence.is_post(o.record) and _named(case, o)]
    if any(o.confirmed for o in posts):
        yield Passed(RULE, tuple(_proof(o) for o in posts if o.confirmed))
    elif posts and all(_differs(o) for o in posts) and not _moving(case, posts):
        yield doubt(case, posts[0], RULE) or _finding(case, posts[0])
    else:
        yield from _unanswered(case)


def _differs(post: Original) -> bool:
    """True where the post's picture was compared and is another."""
    return post.comparison is not None and post.comparison.relation is Relation.DIFFERENT


def _finding(case: Case, post: Original) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        post.comparison.confidence if post.comparison else Confidence.MEDIUM,
        say(
            "The post that the page names at {source} does not hold this picture.",
            source=source_name(post.record),
        ),
        (*evidence.credit(case), _proof(post)),
        say("Find the post that holds the picture, or credit where it came from."),
        cause="source",
    )


def _unanswered(case: Case) -> Iterator[NotChecked]:
    """Why the named post was not read, for the first that was not."""
    for lookup in case.lookups:
        named = lookup.reference is not None and lookup.reference.basis is MatchBasis.SAME_ID
        if evidence.is_post(lookup) and named and lookup.reason in _SILENT:
            yield NotChecked(RULE, lookup.reason, lookup.detail)
            return


def _named(case: Case, post: Original) -> bool:
    return post.reference.basis is MatchBasis.SAME_ID and evidence.is_named_by_page(case, post)


def _moving(case: Case, posts: list[Original]) -> bool:
    """A frame of a video or a screenshot cannot be looked for among a post's pictures."""
    screenshot = case.credit is not None and CreditFlag.SCREENSHOT in case.credit.flags
    return screenshot or any(
        "video" in note.text.casefold() for o in posts for note in o.record.notes
    )


def _proof(post: Original) -> Evidence:
    page = post.record.page_url or post.record.id
    pictures = len(post.record.media_urls)
    return evidence.at_source(
        post, "post", f"{page}{f', {pictures} pictures' if pictures > 1 else ''}"
    )


_POST = "https://twitter.com/harbour/status/1300070581793829428"
_CREDIT = Credit(
    "@harbour / Twitter", handles=("@harbour",), platform="twitter", links=(Link(_POST),)
)


def _at(comparison: Comparison) -> Original:
    return original("Post", source="twitter", clue=_POST, comparison=comparison)


def _silent(reason: Reason) -> Lookup:
    return Lookup(
        "twitter",
        Reference("twitter", "1300070581793829428", MatchBasis.SAME_ID, _POST),
        reason,
        "it is protected",
    )


EXAMPLES = (
    example(
        "The post holds another picture.",
        credit=_CREDIT,
        originals=[_at(DIFFERENT)],
        severity=Severity.ERROR,
    ),
    example("The post holds it.", credit=_CREDIT, originals=[_at(SAME)]),
    example(
        "A frame of the post's video.",
        credit=Credit(
            "Screengrab: Twitter",
            platform="twitter",
            flags=(CreditFlag.SCREENSHOT,),
            links=(Link(_POST),),
        ),
        originals=[_at(DIFFERENT)],
    ),
    example(
        "The account is protected.",
        credit=_CREDIT,
        lookups=[_silent(Reason.GATED)],
        reason=Reason.GATED,
    ),
)
