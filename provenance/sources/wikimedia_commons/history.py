"""What became of a missing file: deleted or renamed, by the wiki's public log."""

from __future__ import annotations

from typing import Any

from provenance.sources.wikimedia_commons.addresses import file_title
from provenance.sources.wikimedia_commons.api import Wiki, as_dict, as_list, as_text
from provenance.sources.wikimedia_commons.cleaning import read_field
from provenance.values import dataclass

_COMMENT = 300
"""Characters of a log's comment that are quoted."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What the log says; both empty where it knows nothing."""

    deleted: str | None = None
    """When and why, as words for a sentence."""
    moved_to: str | None = None
    """The title it has now, where it was moved without leaving a redirect."""


def fate_of(wiki: Wiki, title: str) -> Fate:
    """The last thing the log says about a missing file.

    Uploads and edits are passed over.
    """
    answer = wiki.query(
        {
            "list": "logevents",
            "letitle": title,
            "lelimit": "20",
            "leprop": "type|title|timestamp|comment|details",
        },
        rounds=1,
    )
    for entry in map(as_dict, as_list(answer.query.get("logevents"))):
        kind, action = as_text(entry.get("type")), as_text(entry.get("action"))
        if kind == "move":
            target = _target(entry)
            if target:
                return Fate(moved_to=target)
        if kind in ("delete", "suppress") and action == "delete":
            comment = read_field(as_text(entry.get("comment"))).text.replace("\n", " ")[:_COMMENT]
            day = as_text(entry.get("timestamp"))[:10]
            return Fate(deleted=f"on {day}: {comment}" if comment else f"on {day}")
        if action == "restore":
            return Fate()
    return Fate()


def _target(entry: dict[str, Any]) -> str | None:
    """Where a move led, in the log's newer and older forms."""
    params = as_dict(entry.get("params"))
    title = as_text(params.get("target_title")) or as_text(
        as_dict(entry.get("move")).get("new_title")
    )
    return file_title(title.partition(":")[2]) if title else None
