"""The account in the credit's link is not the account of the post.

What it finds
    A link with one account's name that leads to a post of another.

Why it matters
    Networks find a post by its number and do not look at the name in its address. The account was
    renamed, or the address was put together by hand.

How it is decided
    The name in the address that the page links is not the name under which the network shows the
    post, whatever the case of its letters. The pixels need not have been compared.

When it is wrong
    Where the page links through a service that puts its own name there.

What to do
    Link the post's own address, and print the account's present name.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Original,
    Outcome,
    Passed,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import example, original

RULE = "account-renamed"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ORIGINAL,)
_IN_PATH = re.compile(r"^/(?:profile/)?@?(?P<account>[\w.-]{2,60})/(?:status|statuses|post)/")
_PRINTED = re.compile(r"@(?P<account>[\w.-]{2,60})")
_NOBODY = frozenset({"i", "web", "statuses", "anyuser"})
"""What X puts in an account's place in addresses that name none."""


def check(case: Case) -> Iterable[Outcome]:
    """A note where link and post name different accounts."""
    for post in case.originals:
        linked, shown = _linked(post), _shown(post)
        if not linked or not shown:
            continue
        proof = (
            Evidence("link", post.reference.clue, Locator("link")),
            evidence.at_source(post, "account", f"@{shown}"),
        )
        if linked.casefold() == shown.casefold():
            yield Passed(RULE, proof)
            return
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say(
                "The link names @{linked}; {source} shows the post as @{shown}'s.",
                linked=linked,
                source=source_name(post.record),
                shown=shown,
            ),
            proof,
            say(
                "Link {page}, and print @{shown}.",
                page=post.record.page_url or say("the post itself"),
                shown=shown,
            ),
            cause="account",
        )
        return


def _linked(post: Original) -> str:
    """The account in the address that the page names; empty where it names none."""
    if not evidence.is_post(post.record):
        return ""
    found = _IN_PATH.match(urlsplit(post.reference.clue).path)
    return found["account"] if found and found["account"] not in _NOBODY else ""


def _shown(post: Original) -> str:
    """The account under which the network shows the post."""
    found = _PRINTED.search(post.record.uploader or "")
    return found["account"] if found else ""


def _post(linked: str) -> Original:
    return original(
        "Post",
        source="twitter",
        uploader="Harbour News (@harbour_now)",
        clue=f"https://x.com/{linked}/status/1767000000000000000",
    )


EXAMPLES = (
    example(
        "The account has another name now.", originals=[_post("harbour_old")], severity=SEVERITY
    ),
    example("The same in other letters.", originals=[_post("Harbour_Now")]),
    example("A link that names no account.", originals=[_post("i")]),
)
