"""The plan as a sheet that a person reviews: `yes` where it is agreed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

from provenance.audit.repair.plan import Proposal
from provenance.errors import UnreadableInput, UsageError
from provenance.model import Confidence
from provenance.reports.kit.text import spreadsheet_safe

DECISION = "decision"
AGREED = "yes"
_COLUMNS = (DECISION, "proposed", "confidence", "source", "evidence", "article", "picture",
            "caption", "printed", "key", "number", "at")  # fmt: skip
_NEEDED = {field.name for field in fields(Proposal)} | {DECISION}


def write_plan(found: Iterable[Proposal], path: Path) -> dict[str, int]:
    """Write the sheet, no line agreed; how many lines of each confidence.

    Raises `UsageError` where it cannot be written, or is there: somebody may be reviewing it.
    """
    counts = dict.fromkeys((c.value for c in Confidence), 0)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
            rows.writeheader()
            for one in found:
                cells = {**asdict(one), DECISION: ""}
                rows.writerow({name: spreadsheet_safe(cell) for name, cell in cells.items()})
                counts[one.confidence.value] += 1
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; name another file for the plan.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    return counts


def agreed(path: Path) -> Iterator[Proposal]:
    """The lines that say `yes`. Raises `UnreadableInput` for a file that is no plan."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            lacking = _NEEDED - set(rows.fieldnames or ())
            if lacking:
                raise UnreadableInput(
                    f"{path} is no plan of credits: it lacks the column {min(lacking)!r}."
                )
            for number, row in enumerate(rows, 2):
                if (row[DECISION] or "").strip().lower() == AGREED:
                    yield _proposal(path, number, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"{path} cannot be read as CSV: {error}") from error


def _proposal(path: Path, line: int, row: dict[str, str]) -> Proposal:
    cells = {name: _as_meant(row[name] or "") for name in _NEEDED - {DECISION}}
    if not cells["proposed"].strip():
        raise UnreadableInput(f"{path}, line {line}: agreed to, and no credit is proposed.")
    try:
        number, at = int(cells.pop("number")), int(cells.pop("at"))
        sure = Confidence(cells.pop("confidence"))
    except ValueError as error:
        raise UnreadableInput(f"{path}, line {line} is no line of a plan: {error}.") from error
    return Proposal(number=number, at=at, confidence=sure, **cells)


def _as_meant(cell: str) -> str:
    """The cell without the sign that kept a spreadsheet from computing it."""
    return cell[1:] if cell[:1] == "'" and spreadsheet_safe(cell[1:]) == cell else cell
