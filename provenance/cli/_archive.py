"""How the archive's pictures are printed: as JSON shapes, and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import msgspec

    from provenance.archive.store import Kept
    from provenance.model import Comparison
    from provenance.reports.json.shapes import HeldShape, MatchShape


def held_document(kept: Kept) -> HeldShape:
    """One picture of the archive with all that is known of it."""
    from provenance.reports.json.shapes import HeldShape

    return HeldShape(
        id=str(kept.id),
        sha256=kept.sha256,
        phash=kept.phash,
        path=kept.path,
        width=kept.width,
        height=kept.height,
        added=kept.added,
        records=[plain(record) for record in kept.records],
        uses=[plain(use) for use in kept.uses],
        notices=[plain(notice) for notice in kept.notices],
    )


def match_document(kept: Kept, comparison: Comparison) -> MatchShape:
    """One picture that was found, and how it is related to the one looked for."""
    from provenance.archive.held import merged
    from provenance.reports.json.shapes import BoxShape, MatchShape

    box = comparison.region
    return MatchShape(
        id=str(kept.id),
        path=kept.path,
        relation=comparison.relation.value,
        region=BoxShape(box.x, box.y, box.width, box.height) if box else None,
        record=plain(merged(kept.records)) if kept.records else None,
        uses=[plain(use) for use in kept.uses],
        transformations=[t.value for t in comparison.transformations],
        notices=[plain(notice) for notice in kept.notices],
    )


def plain(document: msgspec.Struct) -> dict[str, Any]:
    """A kept document as JSON has it: what is empty is left out."""
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(document)
    return made


def lines_of(kept: Kept) -> str:
    """One picture in lines for a terminal: its id, file and what is said of it."""
    lines = [f"{kept.id}  {kept.path or 'known only as printed'}"]
    for record in kept.records:
        who = record.credit_line or " / ".join(record.creators)
        parts = (record.supplier, record.date_created, ", ".join(record.places), who)
        lines.append("    " + " · ".join(part for part in parts if part))
        if record.description:
            lines.append(f"    {record.description}")
    lines += [f"    printed {u.published[:10]} {u.page_url}: {u.caption}" for u in kept.uses]
    lines += [f"    {notice.status}: {notice.text}" for notice in kept.notices]
    return "\n".join(lines)
