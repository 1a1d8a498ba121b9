"""Which of a page's pictures belong to its story, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provenance import lazy_re as re
from provenance.articles.page.candidate import Candidate
from provenance.articles.page.habits import with_habits
from provenance.articles.page.image_urls import asset_keys
from provenance.articles.page.images import PageImage, is_drawing
from provenance.articles.page.layout import Layout, survey
from provenance.articles.page.main_content import alike
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing, pair
from provenance.articles.page.story_signals import STORY, opens_page
from provenance.articles.page.video_posters import is_poster
from provenance.model import Role
from provenance.model.signals import Weighed
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class StoryImage:
    """One picture of the story, with what stands beside it."""

    image: PageImage
    pairing: Pairing
    role: Role
    doubtful: bool = False
    """True where hardly more speaks for the picture than against it."""


DOUBT = 1.5
"""The score up to which a picture of the story is doubtful: of 51 pictures of 450 labelled pages
that score no more, 12 are not the story's; of 1,667 others 36."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A picture of the page, and what speaks for and against its being the story's."""

    image: PageImage
    pairing: Pairing | None
    """None for one that nothing beside it could bring into the story."""
    weighed: Weighed

    @property
    def credit_order(self) -> int:
        """Document order of its credit's element, or -1."""
        at = self.pairing.credit_at if self.pairing is not None else None
        return -1 if at is None else at.order

    @property
    def kept(self) -> bool:
        """True where it is taken for the story's."""
        return self.pairing is not None and self.weighed.score > 0


def select_story_images(page: Page) -> list[StoryImage]:
    """The story's pictures in document order, the better of two copies."""
    stills = {k for url in page.structured.stills for k in asset_keys(url)}
    kept: list[StoryImage] = []
    for one in judge(page):
        if one.pairing is None or not one.kept:
            continue
        role = Role.LEAD if one.image.node.order < page.main.first else Role.BODY
        if one.image.keys & stills or is_poster(page, one.image):
            role = Role.POSTER
        doubtful = one.weighed.score <= DOUBT
        _keep(page, kept, StoryImage(one.image, one.pairing, role, doubtful))
    pairings = with_habits(page, [(one.image, one.pairing) for one in kept])
    return [replace(one, pairing=own) for one, own in zip(kept, pairings, strict=True)]


def judge(page: Page) -> Iterator[Judged]:
    """Every picture of the page with what speaks for and against it.

    A drawing with the credit of a photograph and no caption lies over it: a badge, a sign.
    """
    layout = survey(page)
    judged = [_judge(page, image, layout) for image in page.images]
    photographs = (one for one in judged if one.kept and not is_drawing(one.image))
    credited = {one.credit_order for one in photographs} - {-1}
    for one in judged:
        over = one.credit_order in credited and one.kept and _is_badge(one)
        yield replace(one, weighed=Weighed(-1.0, (("over-picture", -1.0),))) if over else one


_CHART = re.compile(
    r"(?<![^\W_])(?:maps?|charts?|graphics?|graphs?|diagrams?|plans?|illustrations?|drawings?|karten?|"
    r"grafik(?:en)?|zeichnung(?:en)?|cartes?|infographies?|mapas?|gráficos?|mappa|grafic[oi])(?![^\W_])",
    re.I,
)
"""What a credit calls a drawing that is the story's."""


def _is_badge(one: Judged) -> bool:
    """True for a drawing without a caption that nobody calls a map or a chart."""
    told = one.pairing
    if told is None or told.caption or not is_drawing(one.image):
        return False
    return not _CHART.search(f"{told.credit} {one.image.alt}")


def _judge(page: Page, image: PageImage, layout: Layout) -> Judged:
    if where := _elsewhere(page, image):
        return Judged(image, None, Weighed(-1.0, ((where, -1.0),)))
    pairing = pair(page, image)
    return Judged(image, pairing, STORY.weigh(Candidate(page, image, pairing, layout)))


def _elsewhere(page: Page, image: PageImage) -> str:
    """Why no caption could bring a picture into the story, else nothing.

    Asked first, as most of a page's are.
    """
    if not image.keys.isdisjoint(page.declared):
        return ""
    if page.main.is_boilerplate(image.node):
        return "boilerplate"
    inside = page.main.root.contains(image.node)
    between = page.main.top <= image.node.order <= page.main.end
    return "" if inside or between or opens_page(page, image) else "outside-article"


def _keep(page: Page, kept: list[StoryImage], new: StoryImage) -> None:
    """Add a picture, or what it brings to a copy of it that is there."""
    at = next((i for i, k in enumerate(kept) if _same(k, new)), None)
    if at is None:
        kept.append(new)
        return
    old = kept[at]
    joined, doubtful = old.image.with_addresses_of(new.image), old.doubtful and new.doubtful
    # Of two copies the one in the story counts, then the one with a credit.
    if _rank(page, new) > _rank(page, old):
        image = new.image.with_addresses_of(joined)
        kept[at] = StoryImage(image, new.pairing, old.role, doubtful)
    else:
        kept[at] = StoryImage(joined, old.pairing, old.role, doubtful)


def _same(one: StoryImage, other: StoryImage) -> bool:
    """True for two copies of one picture.

    Two figures with captions of their own are two uses of it, or two pictures of one name."""
    if not one.image.keys & other.image.keys:
        return False
    first, second = one.pairing.caption, other.pairing.caption
    return not (
        first
        and second
        and one.image.figure
        and other.image.figure
        and not (one.image.link or other.image.link)
        and not alike(first, second)
    )


def _rank(page: Page, one: StoryImage) -> tuple[bool, bool, bool]:
    inside = page.main.root.contains(one.image.node)
    return inside, bool(one.pairing.credit), bool(one.pairing.caption)
