"""What the steps of reading a page share: `Page`, one frozen value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import Dom, Node, index
from provenance.articles.page.filled_pictures import filled_by_script
from provenance.articles.page.image_urls import absolute, asset_keys, is_placeholder
from provenance.articles.page.images import (
    PageImage,
    find_images,
    is_called_icon,
    is_counter,
    is_icon_file,
    is_preview,
    is_tiny,
    place_declared,
)
from provenance.articles.page.main_content import MainContent, alike, find_main_content
from provenance.articles.page.parse import parse
from provenance.articles.page.publisher import Publisher, find_publisher
from provenance.articles.page.structured_data import StructuredData, read_structured_data
from provenance.lexicon.folding import letters_of

MIN_TITLE = 8
"""Letters of a second heading from which it may be the page's own."""
MAX_COPIES = 64
"""Elements of one picture among which another is looked for: of the 192 labelled pages none shows
one more than 27 times."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page and what was found in it so far."""

    url: str | None
    """What its relative addresses are read against."""
    source: str
    """Its text without JSON-LD, for what scripts draw later."""
    dom: Dom
    structured: StructuredData
    main: MainContent
    publisher: Publisher
    images: tuple[PageImage, ...]
    """Its pictures that are large enough to be of a story, in document order."""
    shown: tuple[tuple[int, PageImage], ...]
    """The elements of those that are no icons, by document order."""
    declared: frozenset[str]
    """The `asset_keys` of the pictures that its data names as the article's own."""

    def has_picture_between(self, first: int, last: int) -> bool:
        """True where a picture stands between two places in document order."""
        at = bisect_right(self.shown, first, key=_order)
        return at < len(self.shown) and self.shown[at][0] < last

    def has_picture(self, node: Node, *, beside: PageImage | None = None) -> bool:
        """True where a picture stands in `node`, another one than `beside`."""
        first = bisect_left(self.shown, node.order, key=_order)
        last = bisect_right(self.shown, node.last, key=_order)
        near = self.shown[first : min(last, first + MAX_COPIES)]
        return any(
            beside is None or (one is not beside and one.keys.isdisjoint(beside.keys))
            for _, one in near
        )


def _order(entry: tuple[int, PageImage]) -> int:
    return entry[0]


def open_page(source: str, url: str | None) -> Page:
    """The page with its elements, its data, its article and its pictures."""
    dom = index(parse(source))
    base = absolute(url, dom.base) if dom.base else url
    structured = read_structured_data(dom.scripts, dom.metas, dom.items)
    headline = structured.fields.get("headline")
    headings = _headings(dom, headline.text if headline else "")
    own = [i.url for i in structured.images if i.of_article and not is_placeholder(i.url)]
    declared = frozenset(key for url in own for key in asset_keys(url))
    shown = _without_structured_data(source)
    images = _images(dom, base, own, declared, shown)
    return Page(
        url=base,
        source=shown,
        dom=dom,
        structured=structured,
        main=find_main_content(dom, headings),
        publisher=find_publisher(structured, base),
        images=images,
        shown=tuple(sorted(_shown(images), key=_order)),
        declared=declared,
    )


def _headings(dom: Dom, headline: str) -> list[Node]:
    """What may be the headline: what says in full what the page's data say.

    Else what says nearly the same, else any first heading.

    On a page without a first heading it is one of the second that its `<title>` begins with.
    """
    if dom.headings:
        whole = [h for h in dom.headings if headline and letters_of(h.text) == letters_of(headline)]
        near = (h for h in dom.headings if headline and alike(h.text, headline))
        return whole or list(near) or dom.headings
    titles = (n for n in dom.root.walk() if n.tag == "title")
    title = letters_of("".join(str(part) for node in islice(titles, 1) for part in node.children))
    second = (n for n in dom.root.walk() if n.tag == "h2")
    said = ((n, letters_of(n.text)) for n in second)
    return [n for n, letters in said if len(letters) >= MIN_TITLE and title.startswith(letters)]


_STRUCTURED = re.compile(
    r"<script\b[^<>]{0,400}?ld\+json[^<>]{0,400}>[^<]*+(?:<(?!/script)[^<]*+)*+", re.I
)


def _without_structured_data(source: str) -> str:
    """The page without its JSON-LD: that is what it declares, not what it shows.

    Its line ends stay."""
    if "ld+json" not in source:
        return source
    return _STRUCTURED.sub(lambda found: "\n" * found.group(0).count("\n"), source)


def _images(
    dom: Dom, base: str | None, own: list[str], declared: frozenset[str], source: str
) -> tuple[PageImage, ...]:
    """The page's pictures, with the declared one in its empty place."""
    found = find_images(dom.pictures, base)
    images = tuple(i for i in found if not (is_tiny(i) or is_counter(i)))
    if filled := tuple(filled_by_script(dom, source, found)):
        images = tuple(sorted((*images, *filled), key=lambda one: one.node.order))
    if not own or any(i.keys & declared for i in images):
        return images
    lead = place_declared(dom.pictures, absolute(base, own[0]), images)
    return images if lead is None else (lead, *images)


def _shown(images: tuple[PageImage, ...]) -> Iterator[tuple[int, PageImage]]:
    """The elements of the pictures that are no icons, by document order."""
    for one in images:
        if not (is_called_icon(one) or is_icon_file(one) or is_preview(one)):
            yield from ((node.order, one) for node in one.nodes)
