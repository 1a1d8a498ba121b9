"""One file page of an answer, and how its fields are read."""

from __future__ import annotations

from typing import Any

from provenance.fetch.exchange import Exchange
from provenance.model import Locator, Reading
from provenance.model.addresses import is_web_address
from provenance.sources.wikimedia_commons.addresses import COMMONS, without_tracking
from provenance.sources.wikimedia_commons.api import as_dict, as_list, as_text
from provenance.sources.wikimedia_commons.cleaning import Field, read_field
from provenance.values import dataclass

_FIELD, _EMBEDDED = 5000, 200
"""Characters of a page's field and of an embedded value that are kept."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file page out of an answer."""

    data: dict[str, Any]
    exchange: Exchange
    wiki: str = COMMONS

    @property
    def versions(self) -> list[dict[str, Any]]:
        """The file's versions, current first; those whose file is hidden left out."""
        return [v for v in map(as_dict, as_list(self.data.get("imageinfo"))) if web(v.get("url"))]

    @property
    def title(self) -> str:
        """The page's title, with the wiki's own word for `File:`."""
        return as_text(self.data.get("title"))

    @property
    def bitmap(self) -> bool:
        """True for something that can be compared as a picture."""
        current = self.versions[0] if self.versions else {}
        kind, mime = as_text(current.get("mediatype")), as_text(current.get("mime"))
        return (
            bool(current)
            and kind in ("", "BITMAP", "DRAWING")
            and (not mime or mime.startswith("image/"))
        )


@dataclass(frozen=True, slots=True)
class Fields:
    """A page's `extmetadata`.

    Values may be text, numbers, HTML, language objects, or absent.
    """

    meta: dict[str, Any]
    exchange: Exchange

    def raw(self, key: str) -> str:
        """The value as it stands, of several languages the English one."""
        value = as_dict(self.meta.get(key)).get("value")
        if isinstance(value, dict):  # several languages
            value = value.get("en") or next((v for k, v in value.items() if k != "_type"), "")
        return as_text(value)

    def field(self, key: str) -> Field:
        """The value without its markup, and the links in it."""
        return read_field(self.raw(key))

    def where(self, key: str) -> Locator:
        """Where the value stands in the answer."""
        return self.exchange.where(f"extmetadata.{key}")

    def structured(self, key: str) -> bool:
        """True where the value comes from the page, not from the file."""
        return as_dict(self.meta.get(key)).get("source") != "file-metadata"

    def reading(self, key: str) -> Reading | None:
        """The plain text with where it stands; None where there is none."""
        text = self.field(key).text[:_FIELD]
        return Reading(text, self.where(key)) if text else None


def web(value: object) -> str | None:
    """A web address without tracking; None where the value is none."""
    url = without_tracking(as_text(value))
    return url if is_web_address(url) else None


def embedded_value(version: dict[str, Any], name: str) -> str:
    """A value of the file's embedded metadata, as MediaWiki stored it; empty for none."""
    for entry in map(as_dict, as_list(version.get("commonmetadata"))):
        if entry.get("name") == name:
            return as_text(entry.get("value"))[:_EMBEDDED]
    return ""
