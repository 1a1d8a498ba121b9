"""The audit as one HTML page, with rows and single reports beside it."""

from __future__ import annotations

import csv
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO

import jinja2
import msgspec
from markupsafe import Markup

from provenance.audit.figures import Figures, articles, figures_of
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import unpack
from provenance.errors import UsageError
from provenance.model import Reason, Verdict
from provenance.reports import RenderOptions, render
from provenance.reports.html import environment_of, style
from provenance.reports.json import shapes
from provenance.reports.kit.text import (
    REASON_WORDS,
    VERDICT_MARKS,
    VERDICT_WORDS,
    clean,
    pluralise,
    shorten,
    spreadsheet_safe,
)

PAGE, SINGLE = "report.html", "articles"
_FOLDER = Path(__file__).parent / "templates"
_LONGEST = 200
"""Characters of one text from outside that are shown."""


def write_report(ledger: Ledger) -> Path:
    """Write the page and what lies beside it; the page's path.

    Beside it are `articles.csv`, `articles.jsonl`, `findings.csv` and, in `articles`, the report
    on each article that the page names. Raises `UsageError` where one cannot be written.
    """
    figures, folder = figures_of(ledger), ledger.folder
    try:
        with (
            _replacing(folder / "articles.csv") as table,
            _replacing(folder / "articles.jsonl") as lines,
        ):
            rows = csv.writer(table, lineterminator="\n")
            rows.writerow(shapes.AuditedShape.__struct_fields__)
            for one in articles(ledger):
                *cells, rules = msgspec.structs.astuple(one)
                rows.writerow([spreadsheet_safe(cell) for cell in (*cells, " ".join(rules))])
                lines.write(shapes.encode(one, indent=0) + "\n")
        with _replacing(folder / "findings.csv") as table:
            rows = csv.writer(table, lineterminator="\n")
            rows.writerow(("number", "key", "picture", "url", "caption", "credit", "rule",
                           "severity", "confidence", "message"))  # fmt: skip
            rows.writerows([spreadsheet_safe(cell) for cell in row] for row in _findings(ledger))
        (folder / SINGLE).mkdir(exist_ok=True)
        for number in _named(figures):
            if (text := single(ledger, number)) is not None:
                with _replacing(folder / SINGLE / f"{number}.html") as page:
                    page.write(text)
        with _replacing(folder / PAGE) as page:
            page.write(page_of(figures, folder.name))
    except OSError as error:
        raise UsageError(
            f"{error.filename or folder} cannot be written: {error.strerror}"
        ) from error
    return folder / PAGE


def _named(figures: Figures) -> list[int]:
    """The numbers of the articles that the page leads to."""
    listed = [one.number for one in (*figures.worst, *figures.others)]
    repeated = [number for one in figures.repeated for number, _ in one.headlines]
    return list(dict.fromkeys((*listed, *repeated)))


def page_of(figures: Figures, name: str) -> str:
    """The page. It asks for nothing from outside: its policy forbids every request."""
    return _template().render(figures=figures, name=name)


def single(ledger: Ledger, number: int, form: str = "html") -> str | None:
    """The report on one article in any format; None where there is none."""
    packed = ledger.report_of(number)
    return render([unpack(packed)], form, RenderOptions()) if packed is not None else None


def _findings(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """Every finding with its picture, in the audit's order."""
    (last,) = ledger.rows("SELECT COALESCE(MAX(number), 0) FROM article")[0]
    for start in range(0, last, 500):
        yield from ledger.rows(
            "SELECT number, key, finding.at + 1, picture.url, caption, credit, rule, severity, "
            "confidence, message FROM finding JOIN picture USING (number, at) "
            "JOIN item USING (number) "
            "WHERE number > ? AND number <= ? ORDER BY number, finding.at, rule, message",
            start,
            start + 500,
        )


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """A file that takes the place of an older one when it is whole."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _share(part: int, whole: int) -> str:
    """`12 %`, `< 1 %`; empty where there is no whole."""
    if not whole:
        return ""
    percent = 100 * part / whole
    return "< 1 %" if 0 < percent < 1 else f"{percent:.0f} %"


@cache
def _template() -> jinja2.Template:
    environment = environment_of(_FOLDER)
    filters: dict[str, Callable[..., str]] = {
        "clean": lambda value: shorten(clean(str(value)), _LONGEST),
        "file": lambda url: url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or url,
        "count": lambda number: f"{number:,}",
    }
    environment.filters |= filters
    looks = f"{style()}\n{(_FOLDER / 'audit.css').read_text('utf-8')}"
    named = f"sha256-{b64encode(sha256(looks.encode()).digest()).decode()}"
    environment.globals |= {
        "marks": {str(v): VERDICT_MARKS[v] for v in Verdict},
        "verdict_words": {str(v): VERDICT_WORDS[v] for v in Verdict},
        "reason_words": {str(r): REASON_WORDS.get(r, str(r)) for r in Reason},
        "pluralise": pluralise,
        "share": _share,
        "policy": f"default-src 'none'; style-src '{named}'; base-uri 'none'; form-action 'none'",
        # Our own file, not text from outside: it goes into the page as it is.
        "style": Markup(looks),  # noqa: S704
    }
    return environment.get_template("audit.html")
