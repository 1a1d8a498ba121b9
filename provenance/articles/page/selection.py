"""Which of a page's pictures belong to its story, each once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from math import ceil, inf

from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import asset_keys
from provenance.articles.page.images import PageImage, is_drawing
from provenance.articles.page.main_content import alike
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing, pair
from provenance.articles.page.promos import is_promotional
from provenance.articles.page.video_posters import is_poster
from provenance.lexicon import patterns as words
from provenance.model import Role

_FOLLOW = re.compile(
    r"https?://(?:[\w-]{1,60}\.){0,3}(?:news\.google|whatsapp|facebook|twitter|x|instagram|youtube|tiktok|linkedin|t|telegram|"
    r"patreon|ko-fi|paypal|apple|play\.google)\.(?:com|me)/",
    re.I,
)
"""Where a button "Follow us" leads; a picture of a post stands in a figure or has a credit."""


@dataclass(frozen=True, slots=True)
class StoryImage:
    """One picture of the story, with what stands beside it."""

    image: PageImage
    pairing: Pairing
    role: Role


def select_story_images(page: Page) -> list[StoryImage]:
    """The pictures of the story in document order; of two copies the captioned one wins."""
    own = {k for i in page.structured.images if i.of_article for k in asset_keys(i.url)}
    stills = {k for url in page.structured.stills for k in asset_keys(url)}
    kept: list[StoryImage] = []
    end = _end_of_story(page)
    for image in page.images:
        named = bool(image.keys & own)
        if not named and _elsewhere(page, image):
            continue
        pairing = pair(page, image)
        # Backgrounds are mostly decoration: one counts where the page declares it or prints a
        # caption with it.
        if (
            image.background
            and not named
            and not (image.figure and (pairing.caption or pairing.credit))
        ):
            continue
        if not _belongs(page, image, pairing, named=named):
            continue
        if image.node.order > end and not pairing.credit:
            continue
        role = Role.LEAD if image.node.order < page.main.first else Role.BODY
        if image.keys & stills or is_poster(page, image):
            role = Role.POSTER
        _keep(page, kept, StoryImage(image, pairing, role))
    return kept


def _keep(page: Page, kept: list[StoryImage], new: StoryImage) -> None:
    """Add a picture, or what it brings to a copy of it that is there."""
    at = next((i for i, k in enumerate(kept) if _same(k, new)), None)
    if at is None:
        kept.append(new)
        return
    old = kept[at]
    joined = old.image.with_addresses_of(new.image)
    # Of two copies the one in the story counts, then the one with a credit.
    if _rank(page, new) > _rank(page, old):
        image = new.image.with_addresses_of(joined)
        kept[at] = StoryImage(image, new.pairing, old.role)
    else:
        kept[at] = StoryImage(joined, old.pairing, old.role)


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


def _elsewhere(page: Page, image: PageImage) -> bool:
    """True for a picture that no caption could bring into the story.

    Asked first, as most of a page's are."""
    if page.main.is_boilerplate(image.node):
        return True
    inside = page.main.root.contains(image.node)
    return not inside and not page.main.top <= image.node.order <= page.main.end


def _belongs(page: Page, image: PageImage, pairing: Pairing, *, named: bool) -> bool:
    node, main = image.node, page.main
    inside = main.root.contains(node)
    told = bool(pairing.credit) or (bool(pairing.caption) and image.figure is not None)
    if main.is_boilerplate(node, captioned=told or named) and not (named and told):
        return False
    if not told and _outside_words(image.urls[0]) - _outside_words(page.url or ""):
        return False  # a newsletter's or an advertiser's picture says so in its address
    if not told and (is_drawing(image) or (image.link and _FOLLOW.match(image.link))):
        return False
    lead = named and node.order < main.first
    if is_promotional(page, image, pairing) and not lead:
        return False
    if any(a.tag == "aside" for a in node.ancestors() if not a.contains(main.column)) and not told:
        return False
    between = main.top <= node.order <= main.end or main.column.contains(node)
    if inside:
        return between or told or named
    return (between and (told or named)) or (named and told)


def _end_of_story(page: Page) -> float:
    """Document order of the rule after which the paper writes of itself; infinite without one.

    Such text begins in italics, in the last quarter of it."""
    main = page.main
    rules = [n.order for n in main.root.walk() if n.tag == "hr"]
    for at in range(ceil(0.75 * len(main.orders)), len(main.orders)):
        rule = bisect_right(rules, main.orders[at - 1]) if at else 0
        if rule < len(rules) and rules[rule] < main.orders[at] and _slanted(main.paragraphs[at]):
            return rules[rule]
    return inf


def _slanted(paragraph: Node) -> bool:
    return sum(n.size for n in paragraph.walk() if n.tag in ("em", "i")) >= 0.7 * paragraph.size


def _outside_words(url: str) -> set[str]:
    path = re.sub(r"^[^/]*//[^/]*", "", url.partition("?")[0])
    return {found.group(0) for found in words.names("outside").finditer(path.lower())}
