"""What a picture lacks: whether it is its own lack, the page's habit, or in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from provenance.model import (
    Article,
    Case,
    Evidence,
    InputKind,
    NotChecked,
    PublishedImage,
    Reading,
    Reason,
    Role,
)
from provenance.model.sentences import say
from provenance.rules.kit.evidence import DOUBT, NO_STORY, leads_to_other_site
from provenance.values import dataclass

MAX_SHOWN = 5
"""Pictures of a page that one finding about all of them names."""
FEW = 5
"""One picture in so many at most has it where lacking it is the page's habit."""
MANY = 6
"""Pictures of a page from which that is said of it. On 17 of 529 labelled pages the two join 128
findings, each of which was right by itself."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing a picture may lack, as its rule sees it."""

    rule: str
    lacks: Reason
    """Why it is not checked where the picture has none of its own to be asked for."""
    unsure: Reason
    """Why it is not checked where a text may be it."""
    has: Callable[[PublishedImage], bool]
    """True where the page has it for a picture."""
    maybe: Callable[[PublishedImage], Reading | None]
    """A text that may be it."""
    excused: Callable[[Article, PublishedImage], bool] = lambda article, image: False
    """True for a picture of which the page alone lets its rule say nothing, or only a doubt."""


def doubt(case: Case, lack: Lack) -> NotChecked | None:
    """Why it is not said that the picture lacks it; None where nothing is in doubt."""
    if case.image.doubtful:
        return NotChecked(lack.rule, lack.lacks, DOUBT)
    if case.image.no_story:
        return NotChecked(lack.rule, lack.lacks, NO_STORY)
    text = lack.maybe(case.image)
    if text is None:
        return None
    place = f"{text.where.path}, {text.where.line}" if text.where.line else text.where.path
    detail = say("“{text}” may be it, and was not read so ({where})", text=text.text, where=place)
    return NotChecked(lack.rule, lack.unsure, detail)


def told_together(case: Case, lack: Lack) -> tuple[PublishedImage, ...]:
    """The pictures for which one finding stands; empty where each has its own.

    All of them for the first, which tells it; for another the first and itself.

    On a page that has it for none of its pictures, or for hardly any, a blog's or a gallery's, what
    its editor reads is one finding. A content system's item has a field for each: there each
    picture is told.
    """
    article, image = case.article, case.image
    if article.kind != InputKind.HTML or not _is_habit(article, lack):
        return ()
    told = (one for one in article.images if _is_told(article, one, lack))
    first = next(told, None)
    if first is None:
        return ()
    if first.index == image.index:
        others = tuple(told)
        return (first, *others) if others else ()
    return (first, image) if _is_told(article, image, lack) else ()


def _is_habit(article: Article, lack: Lack) -> bool:
    """True for a page that has it for none of its pictures, or for few of many.

    A logo, or a picture that may have it, tells nothing of the habit.
    """
    having = sum(map(lack.has, article.images))
    shown = having + sum(_may_lack(image, lack) for image in article.images)
    return having == 0 or (shown >= MANY and having * FEW <= shown)


def _may_lack(image: PublishedImage, lack: Lack) -> bool:
    """True for a picture that is asked for it, and for which no text may be it."""
    asked = image.role not in (Role.DECLARED, Role.POSTER)
    asked = asked and not image.doubtful and not image.no_story
    accepted = any(s.rule == lack.rule for s in image.suppressions)
    return asked and not accepted and not lack.has(image) and lack.maybe(image) is None


def _is_told(article: Article, image: PublishedImage, lack: Lack) -> bool:
    """True for a picture of which its own rule would tell the lack."""
    return (
        _may_lack(image, lack)
        and not lack.excused(article, image)
        and not leads_to_other_site(article, image)
    )


def told_with(lack: Lack, first: PublishedImage) -> NotChecked:
    """What stands at the other pictures: with which one it is told."""
    detail = say("told once for the whole page, with picture {number}", number=first.index + 1)
    return NotChecked(lack.rule, lack.lacks, detail)


def shown(image: PublishedImage, together: Sequence[PublishedImage]) -> tuple[Evidence, ...]:
    """The picture itself as evidence, or the first of those that are told together."""
    return tuple(_shown(one) for one in together[:MAX_SHOWN] or (image,))


def _shown(image: PublishedImage) -> Evidence:
    named = image.content_url or image.title or image.alt or "a picture"
    return Evidence("picture", named, image.where)
