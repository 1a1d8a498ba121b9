"""What a page does with all of its pictures, for one that is read otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.articles.page.text_runs import hint_of
from provenance.credits.likeness import CreditScore, credit_likeness

MIN_REPEATED = 3
"""Pictures under which one bare name stands from which it is whose they are, not what they show."""
MAX_REPEATED_WORDS = 3
"""Words of such a name; with more it may be what a series of pictures shows."""
MIN_BARE = 3
"""Other pictures without a caption from which a page may be one that gives none."""
BARE_SHARE = 0.75
"""The share of a page's other pictures without a caption from which it gives none.

On 470 labelled pages nine texts that nothing marks as captions are left out so, none of them one;
elsewhere 19 of 103 are none, 17 of them on two pages."""
MAX_MARKED = 6
"""Elements around a text among which one may mark it as a caption."""
_FIGURES = frozenset({"figure", "figcaption"})
_SLANTED = frozenset({"em", "i", "small"})

Paired = Sequence[tuple[PageImage, Pairing]]
"""The story's pictures, each with what stands beside it."""


def with_habits(page: Page, images: Paired) -> list[Pairing]:
    """What stands beside each picture, as the page does with all of them."""
    repeated = _repeated_names(page, images)
    credited = [
        pairing.as_credit() if pairing.caption in repeated and not pairing.credit else pairing
        for _, pairing in images
    ]
    bare = sum(not pairing.caption for pairing in credited)
    others = len(credited) - 1
    if bare < MIN_BARE or bare < BARE_SHARE * others:
        return credited
    return [p if _is_marked(p) else p.without_caption() for p in credited]


def _is_marked(pairing: Pairing) -> bool:
    """True without a caption, or for one in a figure, so called, slanted or credited.

    Nobody credits a paragraph of the story; what is all a link may be an offer's name."""
    at = pairing.caption_at
    if at is None or not pairing.caption or hint_of(at, pairing.container):
        return True
    around = [at, *islice(at.ancestors(), MAX_MARKED)]
    if any(n.tag in _FIGURES for n in around if n.order >= pairing.container.order):
        return True
    own = [n for n in [*around, *at.walk()] if n.size == at.size]
    links = (n for n in [*around, *at.walk()] if n.tag == "a")
    if pairing.credit and all(pairing.caption not in n.text for n in links):
        return True
    return any(n.tag in _SLANTED or _is_behind_button(n) for n in own)


def _is_behind_button(node: Node) -> bool:
    """True right behind a button, which shows it: "Info"."""
    before = [n for n in node.parent.elements() if n.order < node.order] if node.parent else []
    return bool(before) and before[-1].tag == "button"


def _repeated_names(page: Page, images: Paired) -> frozenset[str]:
    """The bare names that stand under several pictures: their credit.

    Captions tell pictures apart; "Amazon" under each of ten says where they come from. What the
    headline or the pictures' alternative texts name is what they show."""
    heading = page.main.heading
    title = heading.text.lower() if heading is not None else ""
    said = Counter(
        pairing.caption
        for image, pairing in images
        if not pairing.credit and not _says_what(image, pairing.caption, title)
    )
    return frozenset(
        text for text, count in said.items() if count >= MIN_REPEATED and _is_bare_name(text)
    )


def _says_what(image: PageImage, caption: str, title: str) -> bool:
    """True for a name of several words that the headline or the alternative has too.

    A word alone is a house there as well: a shop's."""
    return " " in caption and (caption.lower() in title or caption == image.alt)


def _is_bare_name(text: str) -> bool:
    words = text.split()
    capital = all(w[0].isupper() or not w[0].isalpha() for w in words)
    named = 0 < len(words) <= MAX_REPEATED_WORDS and capital and "," not in text
    return named and credit_likeness(text) >= CreditScore.POSSIBLE
