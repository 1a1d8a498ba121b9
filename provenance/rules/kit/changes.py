"""What was done to a confirmed original before it was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
from provenance.model.sentences import join, say, templates
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
    return say(
        ", {places} ({share:.1%} of the original's area)",
        places=join(places),
        share=max(share, LEAST_SHARE),
    )


MOST_PLACES = 3
"""Places that a sentence names."""
LEAST_SHARE = 0.001
"""The smallest share that is written out."""


def part_of(box: Box, size: tuple[int, int]) -> str:
    """Where in the picture a box lies, as an editor says it: "upper left", "middle"."""
    x, y = (box.x + box.width / 2) / size[0], (box.y + box.height / 2) / size[1]
    return say(_PARTS[_third(y)][_third(x)])


def _third(at: float) -> int:
    return int(at >= 1 / 3) + int(at > 2 / 3)


_PARTS = (
    templates("upper left", "upper", "upper right"),
    templates("left", "middle", "right"),
    templates("lower left", "lower", "lower right"),
)


def said_of(changes: Sequence[Transformation]) -> str:
    """What was done to a picture, as a sentence says it: "cropped and mirrored"."""
    return join([say(_DONE[change]) for change in changes])


_DONE = dict(
    zip(
        (
            Transformation.RESIZED,
            Transformation.RECOMPRESSED,
            Transformation.CROPPED,
            Transformation.MIRRORED,
            Transformation.ROTATED,
            Transformation.BORDERED,
            Transformation.GREYSCALE,
            Transformation.RECOLOURED,
            Transformation.OVERLAID,
            Transformation.OBSCURED,
            Transformation.EDITED,
            Transformation.COMPOSITED,
        ),
        templates(
            "resized",
            "recompressed",
            "cropped",
            "mirrored",
            "rotated",
            "bordered",
            "greyscale",
            "recoloured",
            "overlaid",
            "obscured",
            "edited",
            "composited",
        ),
        strict=True,
    )
)
