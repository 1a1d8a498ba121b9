"""What the sources of social posts share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from provenance.model import Clues, DatedFact, Locator, MatchBasis, Reading, Reference, SourceRecord

MEMBERS_ONLY = "Nothing is fetched: the platform shows posts only to its members."
ASK_FOR_POST = (
    "the credit names only the platform: ask the author for the address of the post, the account "
    "of whoever took the "
    "picture, and the permission to print it"
)
_WORDS = 200
"""Words of a credit line that are looked at: what follows is no credit."""


def typed_addresses(clues: Clues, host: str) -> tuple[str, ...]:
    """The words of the credit line that hold `host`, without brackets and stops."""
    words = clues.credit.raw.split()[:_WORDS] if clues.credit else []
    return tuple(word.strip("()[]<>,.;") for word in words if host in word)


def references(
    source: str,
    clues: Clues,
    host: str,
    pattern: re.Pattern[str],
    named: Callable[[re.Match[str]], tuple[str, str]],
) -> tuple[Reference, ...]:
    """A reference for each address of the clues that fits `pattern`.

    `host` is part of an address typed out in the credit; `named` gives a match's id and page.
    """
    told = (*clues.urls, *typed_addresses(clues, host))
    found = [(named(match), clue) for clue in told if (match := pattern.match(clue))]
    return tuple(
        Reference(source, id, MatchBasis.SAME_ID, clue, page) for (id, page), clue in found
    )


def account(name: str | None, handle: str | None) -> str | None:
    """An account as its network prints it: `Name (@handle)`."""
    if name and handle:
        return f"{name} (@{handle})"
    return f"@{handle}" if handle else name


def first(media: Sequence[str]) -> str | None:
    """The first of a post's pictures; None where it has none."""
    return media[0] if media else None


def several(media: Sequence[str]) -> tuple[str, ...]:
    """A post's pictures where there is more than one: only pixels tell which is meant."""
    return tuple(media) if len(media) > 1 else ()


def unread_post(
    reference: Reference, title: str, spot: Locator, dates: tuple[DatedFact, ...] = ()
) -> SourceRecord:
    """The record of a post that only members of `title` are shown: its address."""
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
