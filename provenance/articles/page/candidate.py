"""A picture that may be the story's, with what is asked of it more than once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.layout import Layout
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.articles.page.text_runs import hint_of

LEVELS = 8
"""Elements looked at above a picture: a card is built of up to six."""
MAX_CARD = 600
"""Characters of a box that can still be a card or an offer."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """One picture of the page with the texts beside it."""

    page: Page
    image: PageImage
    pairing: Pairing
    layout: Layout

    @property
    def node(self) -> Node:
        """The picture's element."""
        return self.image.node

    @cached_property
    def captioned(self) -> bool:
        """True with a credit, or with a caption in a figure or one that is called so."""
        pairing = self.pairing
        if pairing.credit or (pairing.caption and self.image.figure is not None):
            return True
        at = pairing.caption_at if pairing.caption else None
        return at is not None and hint_of(at, at) == "caption"

    @cached_property
    def declared(self) -> bool:
        """True where the page's data names it as the article's own."""
        return not self.image.keys.isdisjoint(self.page.declared)

    @cached_property
    def inside(self) -> bool:
        """True in the article's root element."""
        return self.page.main.root.contains(self.node)

    @cached_property
    def between(self) -> bool:
        """True between the headline and the end of the text."""
        main = self.page.main
        return main.top <= self.node.order <= main.end or main.column.contains(self.node)

    @cached_property
    def cards(self) -> tuple[Node, ...]:
        """The boxes around it that may be a card or an offer, innermost first."""
        return tuple(self._cards())

    def _cards(self) -> Iterator[Node]:
        main, box = self.page.main, self.pairing.container
        for above in islice(self.node.ancestors(), LEVELS):
            # A list's teaser may be long.
            text = main.paragraphs_in(above) > 1 and above.tag != "li"
            if above.contains(main.column) or text or above.size > MAX_CARD:
                return
            if above.last - above.order > MAX_BOX:
                return
            if above.order < box.order and any(
                n.tag in ("figure", "h1") for n in above.walk() if not box.contains(n)
            ):
                return
            yield above


def links_in(box: Node) -> Iterator[Node]:
    """The links in a box that lead somewhere."""
    return (n for n in box.walk() if n.tag == "a" and n.get("href"))
