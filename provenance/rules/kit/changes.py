"""What was done to a confirmed original before it was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from provenance.model import (
    Box,
    Case,
    Comparison,
    Evidence,
    Finding,
    Original,
    Outcome,
    Passed,
    SourceRecord,
    Transformation,
)
from provenance.rules.kit.evidence import at_source, require_confirmed_record
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A confirmed original with its comparison."""

    record: SourceRecord
    comparison: Comparison
    original: Original


def compared(case: Case) -> tuple[Compared, ...]:
    """Every confirmed original, the one that differs least first.

    What a copy shares with any original is unchanged.
    """
    found = [Compared(o.record, o.comparison, o) for o in case.confirmed if o.comparison]
    return tuple(
        sorted(
            found,
            key=lambda c: (len(c.comparison.transformations), 1 - (c.original.share_left or 1.0)),
        )
    )


def done(case: Case, *what: Transformation) -> Compared | None:
    """The nearest original, where it shows one of these changes.

    Of a file and its crop, both at the source, the one that was published as it is decides.
    """
    nearest = next(iter(compared(case)), None)
    return nearest if nearest and set(what) & set(nearest.comparison.transformations) else None


def judge(
    case: Case, rule: str, find: Callable[[Compared], Finding | None], *what: Transformation
) -> Iterator[Outcome]:
    """What a rule about one kind of change says.

    `find` makes the finding of a nearest original that shows the change, or says that it is none.
    """
    yield from require_confirmed_record(case, rule)
    nearest = compared(case)[:1]
    changed = done(case, *what)
    finding = find(changed) if changed else None
    if finding is not None:
        yield finding
    elif nearest:
        yield Passed(rule, (proof_of(nearest[0]),))


def proof_of(found: Compared) -> Evidence:
    """The comparison as evidence."""
    how = (
        ", ".join(t.value for t in found.comparison.transformations)
        or found.comparison.relation.value
    )
    page = found.record.page_url or found.record.id
    return at_source(found.original, "original", f"{page}: published copy is {how}")


def where_changed(found: Compared, kind: Transformation) -> str:
    """Where regions of a kind lie and how much of the original they are, in words."""
    size = found.original.size
    boxes = [e.box for e in found.comparison.edited_regions if e.kind is kind]
    if not boxes or size is None:
        return ""
    places = list(dict.fromkeys(part_of(box, size) for box in boxes))[:MOST_PLACES]
    share = sum(box.area for box in boxes) / (size[0] * size[1])
    return f", {' and '.join(places)} ({max(share, LEAST_SHARE):.1%} of the original's area)"


MOST_PLACES = 3
"""Places that a sentence names."""
LEAST_SHARE = 0.001
"""The smallest share that is written out."""


def part_of(box: Box, size: tuple[int, int]) -> str:
    """Where in the picture a box lies, as an editor says it: "upper left", "middle"."""
    x, y = (box.x + box.width / 2) / size[0], (box.y + box.height / 2) / size[1]
    across = "left" if x < 1 / 3 else "right" if x > 2 / 3 else ""
    up = "upper" if y < 1 / 3 else "lower" if y > 2 / 3 else ""
    return " ".join(part for part in (up, across) if part) or "middle"
