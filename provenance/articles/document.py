"""One article as a format gets it: its bytes, its text, its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

from provenance import lazy_re as re
from provenance.articles.charset import decode
from provenance.errors import UnreadableInput

HEAD = 6_000
"""Characters at the start by which a format is recognised."""
_XML_ROOT = re.compile(r"<(?![?!])(?:[\w\-]{1,40}:)?([\w\-]{1,60})")


class Match(IntEnum):
    """How surely a document is of a format; the surest format reads it."""

    NO = 0
    POSSIBLE = 1
    """Nothing speaks against it, little for it."""
    LIKELY = 2
    """It looks like one."""
    CERTAIN = 3
    """It holds what no other format has."""


@dataclass(frozen=True)
class Document:
    """The bytes of one article and what they are, worked out once."""

    data: bytes
    text: str
    origin: str
    """The target as the user named it, for messages."""
    base_url: str | None = None
    """The address that relative ones are read against."""

    @classmethod
    def from_bytes(cls, data: bytes, origin: str, base_url: str | None = None) -> Document:
        """The document. Raises `UnreadableInput` for empty, binary or undecodable bytes."""
        return cls(data, decode(data, origin), origin, base_url)

    @cached_property
    def head(self) -> str:
        """The text's beginning, without white space before it."""
        return self.text.lstrip("\ufeff \t\n")[:HEAD]

    @cached_property
    def root(self) -> str:
        """The name of an XML document's first element, in lower case; else empty."""
        found = _XML_ROOT.search(self.head) if self.head.startswith("<") else None
        return found.group(1).lower() if found else ""

    @cached_property
    def json(self) -> Any:
        """The object or list that the text is in JSON; None where it is neither."""
        if self.head[:1] not in ("{", "["):
            return None
        try:
            value = json.loads(self.text)
        except RecursionError as error:
            raise UnreadableInput(f"{self.origin} is JSON nested too deeply to read.") from error
        except ValueError:
            return None
        return value if isinstance(value, dict | list) else None

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of the JSON object, or of the first in a list.

        None in other documents.
        """
        first = self.json[0] if isinstance(self.json, list) and self.json else self.json
        return first if isinstance(first, dict) else {}

    def json_object(self, kind: str) -> dict[str, Any]:
        """The one JSON object that the document is. Raises `UnreadableInput` for another."""
        value = self.json
        if value is None:
            try:
                value = json.loads(self.text)
            except ValueError as error:
                raise UnreadableInput(
                    f"{self.origin} is not JSON, so it cannot be read as {kind}: {error}."
                ) from error
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            raise UnreadableInput(
                f"{self.origin} is not one JSON object, so it cannot be read as {kind}."
            )
        return value
