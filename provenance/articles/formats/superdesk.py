"""A Superdesk item (https://superdesk.readthedocs.io/en/latest/items.html).

Near to ninjs 1, with the editor's own fields.
"""

from __future__ import annotations

from provenance.articles.document import Document, Match
from provenance.articles.formats.ninjs import is_item, read_item
from provenance.model import Article, InputKind

_OWN = frozenset({"family_id", "unique_name", "_id", "_etag", "original_creator", "flags", "task"})
"""Fields of Superdesk's that ninjs does not have."""


def matches(document: Document) -> Match:
    """Certain for a ninjs item with a field that only Superdesk writes."""
    keys = document.fields.keys()
    return Match.CERTAIN if is_item(keys) and not keys.isdisjoint(_OWN) else Match.NO


def read(document: Document) -> Article:
    """Read a Superdesk item: feature media, then pictures in `body_html`."""
    return read_item(document.json_object(InputKind.SUPERDESK), InputKind.SUPERDESK, document)
