"""May two pictures that differ be held against each other?

What was served may be a part of the file, or something else in its place.
"""

from __future__ import annotations

from provenance.model import Case, NotChecked, Original, Reason
from provenance.model.sentences import say

SHAPE = 0.1
"""How far the shape that a page declares may lie from its picture's own: sizes are declared rounded
and trimmed. Not measured; the saved pages at hand come without their pictures."""


def doubt(case: Case, original: Original, rule: str) -> NotChecked | None:
    """Why a difference between the two accuses nobody; None where it may accuse."""
    comparison = original.comparison
    if comparison is not None and comparison.unseen:
        return NotChecked(rule, Reason.PARTLY_READ, comparison.unseen)
    image, picture = case.image, case.picture
    if picture is None or not image.width or not image.height:
        return None
    if abs(image.width * picture.height / (image.height * picture.width) - 1) <= SHAPE:
        return None
    detail = say(
        "the page declares a picture of {width} × {height} pixels; its address "
        "served one of {other_width} × {other_height}",
        width=image.width,
        height=image.height,
        other_width=picture.width,
        other_height=picture.height,
    )
    return NotChecked(rule, Reason.SOURCE_NOT_CONFIRMED, detail)
