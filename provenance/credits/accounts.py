"""What a platform keeps for somebody: "Facebook page of", "compte Twitter de"."""

from __future__ import annotations

from provenance.credits.stretch import NEAR, Stretch
from provenance.lexicon.phrases import Entry, Word
from provenance.model import CreditFlag

_LEADING = frozenset({Word.FROM, Word.ARTICLE})
_OTHER = "other-social"
"""The platform id of the many networks that credits name seldom; some are everyday words."""


def has_account(stretch: Stretch) -> bool:
    """True where the stretch has a word for what a platform keeps."""
    return not stretch.vocabulary.account.isdisjoint(stretch.keys)


def account_in_front(stretch: Stretch, lo: int, hi: int) -> tuple[int, Entry | None] | None:
    """Where what leads to its owner's name ends, and the platform.

    None for it where that follows the name.
    """
    near = min(hi, lo + NEAR)
    lo = _past_leading(stretch, lo, near)
    at = noun = _past_account(stretch, lo, near)
    while lo < at < near and _leads_on(stretch, at):
        at += 1
    match = stretch.starting(at, hi)
    if match is None or CreditFlag.SOCIAL_MEDIA not in match[1].flags:
        return (at, None) if noun < at and _is_posted(stretch, at, hi) else None
    platform, entry = match
    end = _past_account(stretch, platform, min(hi, platform + NEAR))
    if noun == lo and end == platform:
        return None
    if end < hi and _leads_on(stretch, end):
        return (end + 1, entry) if end + 1 < hi else None
    plain = end == platform or _is_plain(stretch, end)
    return (end, entry) if _is_owned(stretch, end, hi, entry, plain) else None


def _is_owned(stretch: Stretch, end: int, hi: int, entry: Entry, plain: bool) -> bool:
    """True where the platform's name ends the stretch or the owner's name follows."""
    if end == hi:
        return plain or entry.platform != _OTHER
    return plain and not stretch.is_small(end)


def account_behind(stretch: Stretch, lo: int, hi: int) -> tuple[int, Entry] | None:
    """Start and platform of "Instagram story" behind its owner's name."""
    at = hi
    while at > max(lo, hi - NEAR) and _is_account(stretch, at - 1):
        at -= 1
    match = stretch.ending(lo, at) if at < hi else None
    if match is None or CreditFlag.SOCIAL_MEDIA not in match[1].flags:
        return None
    return match if _is_plain(stretch, hi) or match[1].platform != _OTHER else None


def _past_leading(stretch: Stretch, lo: int, hi: int) -> int:
    while not _is_account(stretch, lo):
        match = stretch.starting(lo, hi)
        if match is None or not match[1].kinds & _LEADING or match[0] >= hi:
            break
        lo = match[0]
    return lo


def _past_account(stretch: Stretch, at: int, hi: int) -> int:
    while at < hi and _is_account(stretch, at):
        at += 1
    return at


def _is_account(stretch: Stretch, at: int) -> bool:
    return stretch.keys[at] in stretch.vocabulary.account


def _leads_on(stretch: Stretch, at: int) -> bool:
    return stretch.keys[at] in stretch.vocabulary.account_of and stretch.is_small(at)


def _is_plain(stretch: Stretch, end: int) -> bool:
    """True where no capital makes it a name.

    "Vine Video Productions" and "Signal Post" are names.
    """
    return stretch.is_small(end - 1) or stretch.follows(end - 1) == "-"


def _is_posted(stretch: Stretch, lo: int, hi: int) -> bool:
    """True for "Jane Doe on Facebook"."""
    last = stretch.ending(lo, hi)
    return bool(
        last
        and last[0] - 1 > lo
        and _leads_on(stretch, last[0] - 1)
        and CreditFlag.SOCIAL_MEDIA in last[1].flags
    )
