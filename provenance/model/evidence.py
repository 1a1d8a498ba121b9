"""Where a value was read: evidence carries its own provenance."""

from __future__ import annotations

from datetime import datetime

from provenance.model.words import Retrieved
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Locator:
    """The spot a value was read from, precise enough for an editor to look it up."""

    path: str
    """The element, tag, field or JSON path: `figcaption`, `$.promo_items.basic.caption`,
    `EXIF:DateTimeOriginal`."""
    line: int | None = None
    """Line in the article's own file, counted from 1."""
    column: int | None = None
    """Column in that line, counted from 1."""
    url: str | None = None
    """The page or API address it came from, for evidence outside the article."""
    fetched: datetime | None = None
    """When it was fetched (UTC)."""
    retrieved: Retrieved = Retrieved.FILE

    def __str__(self) -> str:
        spot = f"{self.path}, line {self.line}" if self.line else self.path
        return f"{spot} ({self.url})" if self.url else spot


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read, and where."""

    text: str
    where: Locator

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of a finding's proof: what it is, what it says, where it stands."""

    label: str
    """What this is, in the editor's words: "caption", "place at Wikimedia Commons"."""
    value: str
    where: Locator
