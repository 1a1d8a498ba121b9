"""The story's pictures as the model's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, takewhile
from typing import TypeVar

from provenance import lazy_re as re
from provenance.articles.page.division import without_credit
from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import (
    absolute,
    asset_keys,
    is_placeholder,
)
from provenance.articles.page.images import MAX_PICTURES, PageImage, is_preview, opens_lightbox
from provenance.articles.page.nearby_texts import MAX_CAPTION
from provenance.articles.page.notice_lines import CreditNotice
from provenance.articles.page.page import Page
from provenance.articles.page.script_data import caption_from_script_data
from provenance.articles.page.selection import StoryImage
from provenance.articles.page.structured_data import DeclaredImage, plain
from provenance.credits.alternative import credit_in_alternative, credits_by_form
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words
from provenance.model import InlineSuppression, Link, Locator, PublishedImage, Reading, Role

MAX_LOOKED_UP = 60
"""Pictures without caption and credit for which script data is searched."""
_MIN_TEXT = 3
"""Characters of an attribute from which it says something."""
MAX_FIGURE = 60
"""Elements of a figure whose attributes are looked at."""

Texts = tuple[Reading | None, Reading | None]
"""A caption and a credit."""


def publish(page: Page, index: int, one: StoryImage) -> PublishedImage:
    """The picture with what is printed with it, else what the page's data says of it."""
    image, pairing = one.image, one.pairing
    stated = [d for d in page.structured.images if asset_keys(d.url) & image.keys]
    caption, credit = _texts(page, index, one)
    said_caption, said_credit = _split(
        _first(d.caption for d in stated), _first(d.credit for d in stated)
    )
    others = [
        *(u for u in image.urls if u != image.shown),
        *(absolute(page.url, d.url) for d in stated),
    ]
    return PublishedImage(
        index=index,
        content_url=_shown(page, image, stated),
        where=_where(image.nodes[-1]),
        caption=caption,
        credit=credit,
        credit_links=_links(page, pairing.links),
        structured_caption=said_caption,
        structured_credit=said_credit,
        alt=image.alt or None,
        title=pairing.title or None,
        link=image.link,
        candidates=tuple(dict.fromkeys(others)),
        role=one.role,
        width=image.width or _first(d.width for d in stated),
        height=image.height or _first(d.height for d in stated),
        suppressions=tuple(_suppressions(image)),
        doubtful=one.doubtful,
    )


T = TypeVar("T")


def _first(values: Iterable[T | None]) -> T | None:
    """The first value that says something."""
    return next((value for value in values if value), None)


def _links(page: Page, nodes: Iterable[Node]) -> tuple[Link, ...]:
    """The elements of links as links."""
    return tuple(Link(absolute(page.url, n.get("href")), n.text) for n in nodes if n.get("href"))


def _shown(page: Page, image: PageImage, stated: list[DeclaredImage]) -> str:
    """The address to compare: the data's where the page shows a preview."""
    return absolute(page.url, stated[0].url) if stated and is_preview(image) else image.shown


def publish_declared(page: Page) -> Iterator[PublishedImage]:
    """The article's own pictures by its data, for a page whose pictures scripts draw."""
    seen: set[str] = set()
    index = 0
    for one in page.structured.images:
        keys = asset_keys(one.url)
        if not one.of_article or keys & seen or _is_site_card(one):
            continue
        if index == MAX_PICTURES:
            return
        seen |= keys
        image = _with_script_data(page, _declared(page, one, index))
        # content systems declare the alternative text of every picture as its caption
        told = image.credit or (image.caption and not image.structured_caption)
        if told or _is_drawn(page, one):
            yield image
            index += 1


def _with_script_data(page: Page, image: PublishedImage) -> PublishedImage:
    if image.caption or image.credit or image.index >= MAX_LOOKED_UP:
        return image
    caption, credit = _from_script_data(page, image.content_url or "")
    return replace(image, caption=caption, credit=credit)


_MARKUP = re.compile(r"<[^<>]{1,20000}>")


def _is_drawn(page: Page, one: DeclaredImage) -> bool:
    """True where an element, a script or a style names a picture too.

    What is made for cards on other sites is shown nowhere on the page. A page without a text is
    drawn by its scripts, and may show it."""
    if not page.main.paragraphs:
        return True
    keys, name = asset_keys(one.url), one.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    if any(not i.keys.isdisjoint(keys) for i in page.images) or not name:
        return True
    return name in _MARKUP.sub("", page.source)


_SITE_CARD = re.compile(
    r"(?<![a-z])(?:logo|social|share|sharing|default|fallback|placeholder|og-?image|open-?graph|"
    r"card|favicon|icon|site|brand)(?![a-z])"
)
"""Parts of the names of what a site shows for every page that has no picture."""


_FACE = re.compile(r"//(?:[\w-]{1,40}\.)?gravatar\.com/|/avatars?/", re.I)
"""Where the faces of writers lie: data names one for a page that has no picture."""


def _is_site_card(one: DeclaredImage) -> bool:
    """True for what stands for the whole site, or for no picture."""
    name = one.url.split("?")[0].rsplit("/", 1)[-1].lower()
    drawn = bool(_SITE_CARD.search(name)) and one.caption is None and one.credit is None
    return drawn or is_placeholder(one.url) or bool(_FACE.search(one.url))


def with_credit_notice(
    page: Page, image: PublishedImage, notices: list[CreditNotice]
) -> PublishedImage:
    """The picture with the credit of a notice elsewhere, where it has none of its own."""
    if image.credit:
        return _with_whole_notice(image, notices)
    if image.structured_credit or image.role is Role.POSTER:
        return image
    own = next((n for n in notices if n.only == image.index), None)
    # Lines for one picture and for the others: that one has its own.
    chosen = own or next((n for n in notices if n.only is None), None)
    if chosen is None:
        return image
    inside = [n for n in chosen.node.walk() if n.tag == "a" and n.text and n.text in chosen.credit]
    return replace(
        image,
        caption=image.caption or _reading(chosen.caption, chosen.node),
        credit=_reading(chosen.credit, chosen.node),
        credit_links=image.credit_links or _links(page, inside),
    )


def _with_whole_notice(image: PublishedImage, notices: list[CreditNotice]) -> PublishedImage:
    """The picture beside a notice for all with the credit that the others have by it."""
    said = image.credit.text if image.credit else ""
    beside = next((n for n in notices if n.only is None and n.line == said), None)
    if beside is None:
        return image
    return replace(image, credit=_reading(beside.credit, beside.node))


def _texts(page: Page, index: int, one: StoryImage) -> Texts:
    """(caption, credit) as printed, else in attributes, else in script data."""
    image, pairing = one.image, one.pairing
    caption = _reading(pairing.caption, pairing.caption_at or pairing.container)
    credit = _reading(pairing.credit, pairing.credit_at or pairing.container)
    told, named = _from_tooltip(image)
    caption, credit = caption or (told if credit is None else None), credit or named
    caption, credit = _in_full(image, caption, credit)
    if caption is None or credit is None:
        caption, credit = _complete(caption, credit, *_from_attributes(image))
    credit = credit or _from_sign(pairing.container)
    if caption is None and credit is None and index < MAX_LOOKED_UP:
        caption, credit = _from_script_data(page, image.shown)
    return caption, credit or _from_alternative(image, caption)


_CUT = ("…", "...")
"""How a caption ends of which the page prints the beginning."""


def _in_full(image: PageImage, caption: Reading | None, credit: Reading | None) -> Texts:
    """The texts in full, where an attribute beside them holds more than is printed."""
    if caption is None or not caption.text.endswith(_CUT):
        return caption, credit
    begun = caption.text.rstrip("….").rstrip()
    for node in [*image.nodes, *islice(image.node.ancestors(), 2)]:
        for name, value in node.attrs.items():
            if len(begun) < len(value) < MAX_CAPTION and begun in (text := plain(value)):
                full = text[text.index(begun) :]
                return _split(Reading(full, Locator(f"{_path(node)}[{name}]", node.line)), credit)
    return caption, credit


def _complete(
    caption: Reading | None,
    credit: Reading | None,
    hidden_caption: Reading | None,
    hidden_credit: Reading | None,
) -> Texts:
    """What is printed, completed by what attributes say, each once."""
    if credit is None and hidden_credit is not None and caption is not None:
        # "A pretext - Agency" with the agency in an attribute: one credit, printed behind a dash.
        rest = without_credit(caption.text, hidden_credit.text)
        rest = rest.removesuffix(hidden_credit.text).rstrip(" |–—-/,;(")
        if rest != caption.text:
            caption = Reading(rest, caption.where) if rest else None
    return caption or hidden_caption, credit or hidden_credit


_TEXT_ATTRIBUTES = frozenset({"data-text", "data-content", "data-full-text"})
_CAPTION_ATTRIBUTES = frozenset({"data-sub-html", "data-description"})
_LIGHTBOX_TITLES = frozenset({"title", "data-title"})
"""Attributes of a link that lightboxes print under the picture it opens."""
MAX_SHOWN_IN = 3
"""Elements around a picture in which a gallery's script looks for its texts."""
_CREDIT_ATTRIBUTES = ("credit", "copyright", "photographer", "byline")


def _from_attributes(image: PageImage) -> Texts:
    """(caption, credit) that a script shows: `data-caption` and its like."""
    found: dict[str, Reading] = {}
    for node in _near(image):
        for name, value in node.attrs.items():
            told = name.startswith("data-") or name == "title"
            role = _role_of(node, name) if told else ""
            if role and role not in found and (text := _readable(value)):
                found[role] = Reading(text, Locator(f"{_path(node)}[{name}]", node.line))
    return _split(found.get("caption"), found.get("credit"))


_SIGN = 3
"""Characters of a sign beside a picture, "©", that shows the credit when it is pointed at: "(c)"
has three, the 15 of 630 labelled pages have one at most."""
_POINTED_AT = (
    "data-original-title",
    "data-bs-original-title",
    "data-tooltip",
    "title",
    "aria-label",
)
_ANNOUNCES = re.compile(
    r"(?<!\w)(?:show|view|open|image|photo|picture|bild|foto|copyright|credits?|quelle|source|rechte|"
    r"rights|info(?:rmation)?s?|(?:bild|foto)nachweis|anzeigen|einblenden)(?!\w)|[^\w\s]",
    re.I,
)
"""What such a sign says where it holds nothing yet: "Show copyright"."""


def _from_sign(container: Node) -> Reading | None:
    """The credit that a sign in the picture's box shows when it is pointed at."""
    if container.last - container.order > MAX_FIGURE:
        return None
    for node in container.walk():
        if node.size > _SIGN or not node.attrs or not words.names("credit").search(node.names):
            continue
        for name in _POINTED_AT:
            text = _readable(node.get(name))
            if text and _ANNOUNCES.sub("", text).strip() and credits_by_form(text):
                return Reading(text, Locator(f"{_path(node)}[{name}]", node.line))
    return None


def _near(image: PageImage) -> Iterator[Node]:
    """The elements whose attributes may speak of a picture."""
    yield from image.nodes
    above = islice(image.node.ancestors(), MAX_SHOWN_IN)
    yield from takewhile(lambda n: _shows_only(n, image), above)
    figure = image.figure
    if figure is not None and figure.last - figure.order < MAX_FIGURE:
        yield from (n for n in figure.walk() if n.tag != "img")


def _role_of(node: Node, name: str) -> str:
    """What an attribute holds: "caption", "credit" or nothing of both."""
    if name in _TEXT_ATTRIBUTES and not node.size:
        # A caption that a script draws: `<div class="caption" data-text="…">`.
        if words.names("credit").search(node.names):
            return "credit"
        called = node.tag == "figcaption" or words.names("caption").search(node.names)
        return "caption" if called else ""
    if name in _LIGHTBOX_TITLES:
        return "caption" if opens_lightbox(node) else ""
    if any(w in name for w in _CREDIT_ATTRIBUTES):
        return "credit"
    return "caption" if "caption" in name or name in _CAPTION_ATTRIBUTES else ""


def _readable(value: str) -> str:
    """An attribute's text; empty for data, addresses and what is too short."""
    text = plain(value) if len(value) < MAX_CAPTION else ""
    named = text[:1] == "." and " " not in text  # the class of the element that holds it
    return "" if len(text) < _MIN_TEXT or text[0] in "{[#/" or "://" in text or named else text


def _shows_only(node: Node, image: PageImage) -> bool:
    """True for an element there for the picture: its link, figure, a bare box."""
    if node.tag in ("img", "picture", "a", "figure"):
        return True
    return not node.size and all(n.tag not in ("img", "a") or n in image.nodes for n in node.walk())


def _split(caption: Reading | None, credit: Reading | None) -> Texts:
    """A caption out of data, parted from the credit at its end as a printed one is."""
    if caption is None or credit is not None:
        return caption, credit
    text, inline = split_credit(caption.text)
    if not inline:
        return caption, None
    return Reading(text, caption.where) if text else None, Reading(inline, caption.where)


def _from_script_data(page: Page, url: str) -> Texts:
    known = frozenset(f.text for f in page.structured.fields.values())
    return caption_from_script_data(page.source, url, known)


def _from_tooltip(image: PageImage) -> Texts:
    """(caption, credit) of a tooltip: "A bridge at night | Agency/Jane Doe"."""
    caption, credit = split_credit(image.tooltip)
    if not credit or not (caption or credits_by_form(credit)):
        return None, None
    if credit == image.tooltip and image.alt and credit.startswith(image.alt):
        caption, credit = image.alt, credit[len(image.alt) :].lstrip(" |–—-")
    node = image.nodes[-1]
    where = Locator(f"{_path(node)}[title]", node.line)
    return Reading(caption, where) if caption else None, Reading(credit, where) if credit else None


def _from_alternative(image: PageImage, caption: Reading | None) -> Reading | None:
    """The credit that an alternative text is or ends in."""
    credit = credit_in_alternative(image.alt, caption.text if caption else "")
    node = image.nodes[-1]
    return Reading(credit, Locator(f"{_path(node)}[alt]", node.line)) if credit else None


def _reading(text: str, node: Node) -> Reading | None:
    return Reading(text, _where(node)) if text else None


def _where(node: Node) -> Locator:
    return Locator(_path(node), node.line)


def _path(node: Node) -> str:
    """The last three elements, each with a class: `figure.lead > figcaption`."""
    chain = []
    for n in [node, *islice(node.ancestors(), 2)]:
        if n.tag == "#root":
            break
        first = n.get("class").split()
        chain.append(f"{n.tag}.{first[0]}" if first else n.tag)
    return " > ".join(reversed(chain))


def _suppressions(image: PageImage) -> Iterator[InlineSuppression]:
    """`data-provenance-ignore="rule: reason; …"` on the picture or around it."""
    for node in dict.fromkeys([*image.nodes, image.node, *image.node.ancestors()]):
        value = node.get("data-provenance-ignore")
        for part in value.split(";") if value else ():
            rule, _, reason = part.partition(":")
            if rule.strip():
                where = Locator(f"{_path(node)}[data-provenance-ignore]", node.line)
                yield InlineSuppression(rule.strip(), reason.strip(), where)


def _declared(page: Page, one: DeclaredImage, index: int) -> PublishedImage:
    """A picture that only structured data names, its caption split."""
    caption, credit = _split(one.caption, one.credit)
    return PublishedImage(
        index=index,
        content_url=absolute(page.url, one.url),
        where=one.where,
        caption=caption,
        credit=credit,
        structured_caption=one.caption,
        structured_credit=one.credit,
        alt=one.alt,
        role=Role.DECLARED,
        width=one.width,
        height=one.height,
    )
