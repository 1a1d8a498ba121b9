"""What a file's embedded metadata tells about where it has been."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model import FileClue, Locator, Metadata


def metadata_clues(metadata: Metadata) -> Iterator[FileClue]:
    """Who left a mark, the supplier's id, and the time the camera states."""
    for mark in metadata.marks:
        yield FileClue("platform", mark.value, mark.value, None, Locator(mark.tag))
    supplier = next(
        (m.value for m in metadata.marks if m.value not in ("facebook", "camera-original")), ""
    )
    if metadata.supplier_image_id:
        where = Locator(metadata.supplier_image_id.tag)
        yield FileClue(
            "agency-id", supplier or "supplier", metadata.supplier_image_id.value, None, where
        )
    date = metadata.date_created
    if date is not None:
        # Only the camera's own tag dates the exposure; the others say when the work was made, as
        # somebody typed it.
        kind = "capture-time" if date.tag.endswith(":DateTimeOriginal") else "created-time"
        exact = date.precision in ("second", "minute")
        text = (
            date.value.isoformat()
            if exact
            else date.value.strftime(
                {"day": "%Y-%m-%d", "month": "%Y-%m"}.get(date.precision, "%Y")
            )
        )
        yield FileClue(kind, "metadata", text, date.value if exact else None, Locator(date.tag))
