"""What came of one line of a plan."""

from __future__ import annotations

from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """One credit that was written or taken back, or why not."""

    key: str
    picture: str
    done: bool
    told: str
    """One sentence."""
