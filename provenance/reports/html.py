"""HTML: one self-contained page, each picture beside its original; for desk, phone, print and keyboard alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from provenance.model import ImageReport, NotChecked, Original, Report, Severity, Verdict
from provenance.reports import Look
from provenance.reports._pictures import Pair, pair
from provenance.reports._sketches import LAND, Dot, Tick, dots, ticks
from provenance.reports._text import (
    REASON_WORDS,
    VERDICT_WORDS,
    article_name,
    clean,
    counted,
    day,
    evidence_link,
    picture_name,
    rule_names,
    source_name,
    summary_line,
)

SUFFIX = ".html"

_FOLDER = Path(__file__).parent / "_html"
_SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """One picture as the template wants it."""

    report: ImageReport
    number: int
    name: str
    verdict: Verdict
    pair: Pair
    original: Original | None
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    unchecked: tuple[tuple[str, tuple[NotChecked, ...]], ...]
    """What was not checked, grouped by reason."""


def render(reports: Sequence[Report], look: Look) -> str:
    """The page. It asks for nothing from outside: its policy forbids every request."""
    pages = [(report, [_shown(report, image) for image in report.images]) for report in reports]
    return _template().render(pages=pages, title=_title(reports), suggest_credits=look.suggest_credits)


def _title(reports: Sequence[Report]) -> str:
    return article_name(reports[0]) if len(reports) == 1 else counted(len(reports), "article")


def _shown(report: Report, image: ImageReport) -> _Shown:
    original = next((o for o in image.originals if o.confirmed), None)
    groups: dict[str, list[NotChecked]] = {}
    for item in image.not_checked:
        groups.setdefault(REASON_WORDS[item.reason], []).append(item)
    return _Shown(
        report=image,
        number=image.image.index + 1,
        name=picture_name(image, 400),
        verdict=image.verdict,
        pair=pair(image.picture, original),
        original=original,
        dots=dots(report, image),
        ticks=ticks(report, image),
        unchecked=tuple((words, tuple(items)) for words, items in groups.items()),
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = lambda value: clean(str(value))
    environment.filters["day"] = day
    environment.filters["web"] = _web
    environment.filters["source"] = source_name
    environment.globals |= {
        "severity_words": _SEVERITY_WORDS,
        "verdict_words": VERDICT_WORDS,
        "summary_line": summary_line,
        "evidence_link": evidence_link,
        "rule_names": rule_names,
        "article_name": article_name,
        "land": LAND,
        # Our own files, not text from outside: they go into the page as they are.
        "style": Markup((_FOLDER / "style.css").read_text("utf-8")),  # noqa: S704
        "script": Markup((_FOLDER / "script.js").read_text("utf-8")),  # noqa: S704
    }
    return environment.get_template("page.html")


def _web(url: str | None) -> str:
    """The address where it is a web address, else nothing: a `javascript:` address must not become a link."""
    return url if url and urlsplit(url).scheme in ("http", "https") else ""
