"""How the archive's pictures are printed: as JSON shapes, and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import msgspec

    from provenance.archive.clusters import Cluster
    from provenance.archive.store import Kept
    from provenance.model import Comparison
    from provenance.reports.json.shapes import ClusterShape, HeldShape, MatchShape


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


def cluster_document(one: Cluster) -> ClusterShape:
    """One picture in all its copies, and the patch that is proposed for them."""
    from provenance.reports.json.shapes import ChangeShape, ClusterShape

    return ClusterShape(
        [held_document(p) for p in one.pictures],
        list(one.captions),
        list(one.credits),
        plain(one.proposed) if one.proposed else None,
        [
            ChangeShape(str(c.picture), c.property, _as_list(c.stated), _as_list(c.proposed))
            for c in one.changes
        ],
    )


def cluster_lines(one: Cluster) -> str:
    """One picture in all its copies, and as a patch what is proposed for each."""
    lines = [lines_of(p) for p in one.pictures]
    lines.append(f"  credits: {'; '.join(one.credits) or 'none'}")
    for change in one.changes:
        lines.append(f"  {change.picture}  {change.property}")
        lines += [f"    - {_as_text(change.stated)}"] if change.stated else []
        lines.append(f"    + {_as_text(change.proposed)}")
    return "\n".join(lines) + "\n"


def _as_list(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _as_text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


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
