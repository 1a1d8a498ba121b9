"""What is to be checked: one article, by where its bytes are."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ItemKind(StrEnum):
    """How an article's bytes are had."""

    FILE = "file"
    """A file, whose path is its place."""
    ADDRESS = "address"
    """A page: from a web archive, the cache or (online) the web."""
    LINE = "line"
    """A line of a JSON-lines file, from byte `at`, `size` bytes long."""
    WORDPRESS = "wordpress"
    """A post as a site's REST API gave it: `document`."""
    FEED = "feed"
    """Item number `at` of a feed whose bytes are `document`."""


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article to be checked."""

    key: str
    """What it is called in the audit, and by which it is there once."""
    kind: ItemKind
    place: str
    """The path or address."""
    at: int = 0
    size: int = 0
    document: bytes = b""
    """What the listing had of it already; empty where it is read when its turn comes."""
    number: int = 0
    """Its place in the audit, from 1; 0 before it has one."""


class LeftOut(msgspec.Struct, frozen=True):
    """Something that was named, and no article could be found in it."""

    origin: str
    why: str
    """One sentence."""
