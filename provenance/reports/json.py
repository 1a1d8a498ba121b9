"""JSON, version 1: one document for one article, `{"version", "reports"}` for several."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model import Report
from provenance.reports import Look
from provenance.reports import _wire as wire
from provenance.reports._documents import check_document

SUFFIX = ".json"


def render(reports: Sequence[Report], look: Look) -> str:
    """The contract's shape; see `provenance schema check`."""
    documents = [check_document(report) for report in reports]
    if len(documents) == 1:
        return wire.encode(documents[0]) + "\n"
    return wire.encode(wire.RunShape(wire.VERSION, documents)) + "\n"
