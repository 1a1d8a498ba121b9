"""What the sources of social posts share: addresses typed out in a credit, and posts that only
members are shown."""

from __future__ import annotations

from provenance.model import Clues, DatedFact, Locator, MatchBasis, Reading, Reference, SourceRecord

MEMBERS_ONLY = "Nothing is fetched: the platform shows posts only to its members."
ASK_FOR_POST = (
    "the credit names only the platform: ask the author for the address of the post, the account "
    "of whoever took the "
    "picture, and the permission to print it"
)
_WORDS = 200
"""Words of a credit line that are looked at: what follows is no credit."""


def typed(clues: Clues, host: str) -> tuple[str, ...]:
    """The words of the credit line that hold `host`, without the brackets and stops around them."""
    words = clues.credit.raw.split()[:_WORDS] if clues.credit else []
    return tuple(word.strip("()[]<>,.;") for word in words if host in word)


def unread_post(
    reference: Reference, title: str, spot: Locator, dates: tuple[DatedFact, ...] = ()
) -> SourceRecord:
    """The record of a post that only members of `title` are shown: its address, for a person to
    open."""
    return SourceRecord(
        source=reference.source,
        id=reference.id,
        where=spot,
        page_url=spot.url,
        dates=dates,
        notes=(
            Reading(
                f"{title} shows posts only to its members: text and picture were not read", spot
            ),
        ),
        basis=MatchBasis.SAME_ID,
    )
