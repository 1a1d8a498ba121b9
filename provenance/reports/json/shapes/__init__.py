"""The JSON shapes, version 1: a wire format that changes only by adding.

Everything that leaves the program as JSON is one of these: the command line's `--format json`, the
HTTP service's answers, and (through `msgspec.json.schema`) the JSON Schemas and the OpenAPI
description.
"""

from __future__ import annotations

from typing import Any

import msgspec

from provenance.model.sentences import plain
from provenance.reports.json.shapes.archive import (
    ChangeShape,
    ClusterShape,
    FoundShape,
    HeldShape,
    MatchShape,
)
from provenance.reports.json.shapes.articles import (
    ArticleShape,
    CheckedShape,
    CheckShape,
    EvidenceShape,
    FindingShape,
    ImagesShape,
    NotCheckedShape,
    OverriddenShape,
    PublishedShape,
    RunShape,
    SummaryShape,
)
from provenance.reports.json.shapes.audits import AuditedShape, AuditShape, RepairShape
from provenance.reports.json.shapes.evidence import (
    BundleShape,
    DifferenceShape,
    KeptPictureShape,
    ProofShape,
    RecheckedShape,
    RecheckShape,
    TimestampShape,
    VerifiedBundleShape,
    VerifiedShape,
)
from provenance.reports.json.shapes.pictures import (
    BoxShape,
    ClueShape,
    CompareShape,
    CredentialsShape,
    EditedShape,
    LookupShape,
    OriginalShape,
    PlaceFactShape,
    PositionShape,
    ReadShape,
    TraceDateShape,
    TraceShape,
    ValueShape,
    WritingShape,
    WrittenLineShape,
)
from provenance.reports.json.shapes.texts import (
    ClaimsShape,
    CreditShape,
    DateShape,
    LinkShape,
    PlaceShape,
    RelationsShape,
    SpanShape,
)

__all__ = [
    "SHAPES",
    "VERSION",
    "ArticleShape",
    "AuditShape",
    "AuditedShape",
    "BoxShape",
    "BundleShape",
    "ChangeShape",
    "CheckShape",
    "CheckedShape",
    "ClaimsShape",
    "ClueShape",
    "ClusterShape",
    "CompareShape",
    "CredentialsShape",
    "CreditShape",
    "DateShape",
    "DifferenceShape",
    "EditedShape",
    "EvidenceShape",
    "FindingShape",
    "FoundShape",
    "HeldShape",
    "ImagesShape",
    "KeptPictureShape",
    "LinkShape",
    "LookupShape",
    "MatchShape",
    "NotCheckedShape",
    "OriginalShape",
    "OverriddenShape",
    "PlaceFactShape",
    "PlaceShape",
    "PositionShape",
    "ProofShape",
    "PublishedShape",
    "ReadShape",
    "RecheckShape",
    "RecheckedShape",
    "RelationsShape",
    "RepairShape",
    "RunShape",
    "SpanShape",
    "SummaryShape",
    "TimestampShape",
    "TraceDateShape",
    "TraceShape",
    "ValueShape",
    "VerifiedBundleShape",
    "VerifiedShape",
    "WritingShape",
    "WrittenLineShape",
    "encode",
    "schema",
]

VERSION = 1

SHAPES: dict[str, type[msgspec.Struct]] = {
    "check": CheckShape,
    "run": RunShape,
    "images": ImagesShape,
    "credit": CreditShape,
    "claims": ClaimsShape,
    "compare": CompareShape,
    "read": ReadShape,
    "trace": TraceShape,
    "archive-find": FoundShape,
    "archive-list": HeldShape,
    "archive-clusters": ClusterShape,
    "audit": AuditShape,
    "audit-article": AuditedShape,
    "audit-repair": RepairShape,
    "evidence": BundleShape,
    "evidence-verify": VerifiedShape,
    "recheck": RecheckShape,
}
"""Name → shape, as `provenance schema NAME` takes them."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one shape. Raises `KeyError` for an unknown name."""
    shape = SHAPES[name]
    made = msgspec.json.schema(shape)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"provenance {name}, version 1",
        **made,
    }


def encode(document: object, *, indent: int = 2) -> str:
    """JSON text; `indent` 0 gives one line."""
    raw = msgspec.json.encode(document, enc_hook=plain)
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()
