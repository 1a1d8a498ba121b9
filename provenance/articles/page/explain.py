"""What decided on each picture of a page, and on each text near it."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.articles.page.page import Page
from provenance.articles.page.pairing import TextJudged
from provenance.articles.page.selection import Judged, judge
from provenance.model.signals import Weighed
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class ExplainedText:
    """A text near a picture."""

    text: str
    role: str
    """"caption", "credit", or "left out"."""
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class ExplainedPicture:
    """A picture of the page."""

    url: str
    line: int
    kept: bool
    """True where it is taken for the story's."""
    weighed: Weighed
    texts: tuple[ExplainedText, ...] = ()


def explain(page: Page) -> Iterator[ExplainedPicture]:
    """Every picture of a page in document order, with the signs that decided on it."""
    return (_picture(one) for one in judge(page))


def _picture(one: Judged) -> ExplainedPicture:
    texts = one.pairing.judged if one.pairing is not None else ()
    line = one.image.nodes[-1].line
    return ExplainedPicture(
        one.image.shown, line, one.kept, one.weighed, tuple(_text(text) for text in texts)
    )


def _text(one: TextJudged) -> ExplainedText:
    if one.credit is None:
        return ExplainedText(one.text, "left out", one.belongs)
    if one.credit.score > 0:
        return ExplainedText(one.text, "credit", one.credit)
    return ExplainedText(one.text, "caption", one.belongs)
