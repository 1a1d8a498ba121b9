"""JSON, version 1: one document an article, `{"version", "reports"}` for several."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model import Report
from provenance.reports import RenderOptions
from provenance.reports.json import shapes
from provenance.reports.json.documents import check_document


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The contract's shape; see `provenance schema check`."""
    documents = [check_document(report) for report in reports]
    if len(documents) == 1:
        return shapes.encode(documents[0]) + "\n"
    return shapes.encode(shapes.RunShape(shapes.VERSION, documents)) + "\n"
