"""A Superdesk item (https://superdesk.readthedocs.io/en/latest/items.html) → `Article`.

Near to ninjs 1, with the editor's own fields.
"""

from __future__ import annotations

from typing import Any

from provenance.articles.formats.ninjs import read_item
from provenance.model import Article, InputKind


def read_superdesk(item: dict[str, Any], *, origin: str, base_url: str | None = None) -> Article:
    """Read a Superdesk item: feature media first, then pictures embedded in `body_html`."""
    return read_item(item, InputKind.SUPERDESK, origin, base_url)
