"""What the archive's commands print."""

from __future__ import annotations

from typing import Any

import msgspec

from provenance.reports.json.shapes.pictures import BoxShape


class MatchShape(msgspec.Struct):
    """One picture of the archive that is in the one looked for."""

    id: str
    path: str
    relation: str
    region: BoxShape | None
    """The part of the archive's picture that is shown, in its pixels."""
    record: dict[str, Any] | None
    """What came with it, under IPTC's names."""
    uses: list[dict[str, Any]]
    """Where it was printed, under which caption and credit."""
    transformations: list[str] = []
    notices: list[dict[str, Any]] = []


class FoundShape(msgspec.Struct):
    """`provenance archive find`."""

    matches: list[MatchShape]
    looked_for: list[str] = []
    not_looked_for: list[str] = []


class HeldShape(msgspec.Struct):
    """One picture as `provenance archive list` and `export` print it, a line each."""

    id: str
    sha256: str
    phash: str
    path: str
    width: int
    height: int
    added: str
    records: list[dict[str, Any]]
    uses: list[dict[str, Any]]
    notices: list[dict[str, Any]]


class ChangeShape(msgspec.Struct):
    """One property of one copy as it is stated, and as the evidence favours it."""

    id: str
    property: str
    stated: str | list[str]
    proposed: str | list[str]


class ClusterShape(msgspec.Struct):
    """One picture in all its copies: `provenance archive list --clusters`."""

    pictures: list[HeldShape]
    captions: list[str]
    credits: list[str]
    proposed: dict[str, Any] | None = None
    """The record that the evidence favours."""
    changes: list[ChangeShape] = []
    """What it would change in the copies: to be reviewed before anybody applies it."""
