"""Earlier uses of a picture by this newsroom, as rules weigh them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from provenance.model import Case, DateSpan, Evidence, Holding, Use
from provenance.model.sentences import say
from provenance.rules.kit.dates import on, shown
from provenance.rules.kit.evidence import shorten

_LONG = 300
"""Characters of an earlier caption that are shown."""


def earlier_uses(case: Case) -> Iterator[Use]:
    """Every other use of this picture, the latest first; the article's own is none."""
    uses = [u for held in case.history for u in held.uses if not _is_this(case, u)]
    return iter(sorted(uses, key=lambda u: _day(u) or date.min, reverse=True))


def _is_this(case: Case, use: Use) -> bool:
    """True for this article itself, and for one of that day under its headline."""
    article = case.article
    if use.page_url and use.page_url in (article.url, article.origin):
        return True
    same_day = article.published is not None and _day(use) == article.published.date()
    return bool(use.headline) and use.headline == article.headline and same_day


def _day(use: Use) -> date | None:
    return use.published.date() if use.published else None


def when(use: Use) -> str:
    """When it was printed, as a message says it: "on 12 March 2024", or "before"."""
    day = _day(use)
    return on(DateSpan(day, day)) if day else say("before")


def then(case: Case, use: Use) -> Case:
    """The earlier use as a case of its own: its caption is read as this one's is."""
    article = replace(case.article, published=use.published, url=use.page_url)
    return replace(case, article=article, caption_claims=use.claims, credit=use.credited)


def proof(use: Use, label: str = "caption") -> tuple[Evidence, ...]:
    """The earlier caption or credit as evidence."""
    reading = use.credit if label == "credit" else use.caption
    if reading is None:
        return ()
    day = _day(use)
    dated = f" printed {day.isoformat()}" if day else " printed before"
    return (Evidence(f"{label}{dated}", shorten(reading.text, _LONG), use.where),)


def whose(held: Holding) -> str:
    """Whom the newsroom has a picture from, as a message says it."""
    return (
        say("from {supplier}", supplier=held.supplier) if held.supplier else say("in its archive")
    )


def received(held: Holding) -> str:
    """When it came, as a message says it; empty where that is not known."""
    dates = held.record.dates if held.record else ()
    came = next((d for d in dates if d.kind.value == "published"), None)
    return say(", sent on {date}", date=shown(came.span)) if came else ""
