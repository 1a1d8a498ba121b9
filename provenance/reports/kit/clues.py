"""What an address, a name or a file tells by itself, in a reader's words."""

from __future__ import annotations

from datetime import UTC

from provenance.lexicon.suppliers import title_of
from provenance.model import FileClue
from provenance.reports.kit.text import clean

_WORDS = {
    "upload-time": "uploaded",
    "post-time": "posted",
    "capture-time": "taken",
    "created-time": "made",
    "save-time": "saved",
    "sent-time": "sent",
    "archive-time": "archived",
    "media-id": "number of the picture",
    "agency-id": "the supplier's number",
    "file-hash": "hash of the file",
    "page": "page",
    "slug": "the supplier's keyword",
    "platform": "comes from there, by its name or a mark",
    "screenshot": "is a screenshot, by its name",
    "camera-name": "has the name that a camera gave",
}
"""Kind of clue → what it says. Another's kind stands as it is."""
_WHERE = {
    "metadata": "the file's metadata",
    "camera": "the file's name",
    "screenshot": "the file's name",
    "supplier": "the supplier",
}
"""Sources of clues that are no suppliers, as a reader calls them."""


def clue_line(clue: FileClue) -> str:
    """One clue: "Twitter/X: uploaded 2020-08-30 13:59:25 UTC"."""
    whose = _WHERE.get(clue.source) or title_of(clue.source)
    said = _WORDS.get(clue.kind, clue.kind)
    return f"{clean(whose)}: {said} {clean(clue_value(clue))}"


def clue_value(clue: FileClue) -> str:
    """The clue's value; a moment to the second, "UTC" where the form says so."""
    if clue.time is None:
        return clue.value
    if clue.time.tzinfo is None:
        return f"{clue.time:%Y-%m-%d %H:%M:%S} (of what zone is not said)"
    return f"{clue.time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
