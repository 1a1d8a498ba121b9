"""A news page as HTML → `Article`: the pictures a reader sees in the story, with their captions
and credits."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, takewhile

from provenance.articles.page import metadata
from provenance.articles.page.credit_notices import Notice, notices_of
from provenance.articles.page.data_urls import put_back, set_apart
from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import absolute, asset_keys
from provenance.articles.page.images import MAX_PICTURES, Found, is_picture_tag, pictures_of
from provenance.articles.page.main_content import alike, find_scope
from provenance.articles.page.pairing import MAX_CAPTION, Paired
from provenance.articles.page.parse import parse
from provenance.articles.page.publisher import house_of
from provenance.articles.page.script_data import read_state
from provenance.articles.page.selection import editorial
from provenance.articles.page.structured_data import Declared, DeclaredImage, plain, read_declared
from provenance.credits.split import split_credit
from provenance.model import (
    Article,
    InlineSuppression,
    InputKind,
    Link,
    Locator,
    PublishedImage,
    Reading,
    Role,
)

MAX_LOOKED_UP = 60
"""Pictures without caption and credit for which script data is searched."""
OWN_TEXT = 120
"""Characters directly in a `<div>` from which it is a paragraph: sites that write text between
`<br>` elements."""


def read_html(text: str, *, origin: str, base_url: str | None = None) -> Article:
    """Read an HTML page. A page without pictures is an article without images.

    Structured data states the article's fields first, the page second; every value says where it
    was read.
    """
    text, carried = set_apart(text)
    root = parse(text)
    page = _Page(root)
    base = absolute(base_url, page.base) if page.base else base_url
    declared = read_declared(page.scripts, page.metas, page.items)
    headline = declared.fields.get("headline")
    headings = [
        h for h in page.headings if headline and alike(h.text, headline.text)
    ] or page.headings
    scope = replace(
        find_scope(root, page.paragraphs, headings, page.pictures), house=house_of(declared, base)
    )
    found = pictures_of(page.pictures, base)
    images = editorial(found, scope, declared, base)
    last = max((one.last for one, _, _ in images), default=0)
    notices = (
        notices_of(scope, last, base) if any(not paired.credit for _, paired, _ in images) else []
    )
    facts = metadata.read_fields(page.html, page.links, page.times, scope, declared, base)
    published = tuple(
        _published(index, one, paired, role, declared, base, text)
        for index, (one, paired, role) in enumerate(images)
    )
    return Article(
        origin=origin,
        kind=InputKind.HTML,
        url=facts.url or base_url,
        headline=facts.headline,
        lead=facts.lead,
        published=facts.published,
        modified=facts.modified,
        language=facts.language,
        body=facts.body,
        images=tuple(put_back(_noticed(image, notices), carried) for image in published)
        or _declared_only(declared, base, text),
    )


class _Page:
    """The elements of a page by what they are good for, gathered in one walk."""

    def __init__(self, root: Node) -> None:
        self.html: Node | None = None
        self.base = ""
        self.scripts: list[Node] = []
        self.metas: list[Node] = []
        self.links: list[Node] = []
        self.times: list[Node] = []
        self.headings: list[Node] = []
        self.paragraphs: list[Node] = []
        self.pictures: list[Node] = []
        self.items: list[Node] = []
        kept = {
            "img": self.pictures,
            "source": self.pictures,
            "p": self.paragraphs,
            "meta": self.metas,
            "h1": self.headings,
            "link": self.links,
            "time": self.times,
        }
        for node in root.walk():
            tag, attrs = node.tag, node.attrs
            if tag in kept:
                kept[tag].append(node)
            elif tag in ("div", "td", "section", "span"):
                if (
                    node.size >= OWN_TEXT
                    and _own_text(node) >= OWN_TEXT
                    and not _in_paragraph(node)
                ):
                    self.paragraphs.append(node)
            elif tag == "script":
                if "ld+json" in node.get("type"):
                    self.scripts.append(node)
            elif is_picture_tag(tag):
                self.pictures.append(node)
            elif tag == "html" and self.html is None:
                self.html = node
            elif tag == "base":
                self.base = self.base or node.get("href")
            if attrs:
                if "itemprop" in attrs:
                    self.items.append(node)
                if "background" in attrs.get("style", ""):
                    self.pictures.append(node)


def _in_paragraph(node: Node) -> bool:
    return any(above.tag == "p" for above in islice(node.ancestors(), 4))


def _own_text(node: Node) -> int:
    """Characters that stand directly in an element."""
    return sum(len(c.strip()) for c in node.children if isinstance(c, str))


def _published(
    index: int,
    one: Found,
    paired: Paired,
    role: Role,
    declared: Declared,
    base: str | None,
    page: str,
) -> PublishedImage:
    stated = [d for d in declared.images if asset_keys(d.url) & one.keys]
    said_caption = next((d.caption for d in stated if d.caption), None)
    said_credit = next((d.credit for d in stated if d.credit), None)
    caption = _reading(paired.caption, paired.caption_at or paired.container)
    credit = _reading(paired.credit, paired.credit_at or paired.container) or _tooltip_credit(one)
    if caption is None and credit is None:
        caption, credit = _from_attributes(one)
    if caption is None and credit is None and index < MAX_LOOKED_UP:
        caption, credit = _from_state(page, one.shown, declared)
    if caption is None and credit is None:
        # Nothing is printed that can be found: what the page's data says is shown with its own
        # place.
        caption, credit = _split(said_caption, said_credit)
    return PublishedImage(
        index=index,
        content_url=one.shown,
        where=Locator(_path(one.nodes[-1]), one.nodes[-1].line),
        caption=caption,
        credit=credit,
        credit_links=tuple(
            Link(absolute(base, n.get("href")), n.text) for n in paired.links if n.get("href")
        ),
        structured_caption=said_caption,
        structured_credit=said_credit,
        alt=one.alt or None,
        title=paired.title or None,
        link=one.link,
        candidates=tuple(
            dict.fromkeys(
                [*(u for u in one.urls if u != one.shown), *(absolute(base, d.url) for d in stated)]
            )
        ),
        role=role,
        width=one.width or next((d.width for d in stated if d.width), None),
        height=one.height or next((d.height for d in stated if d.height), None),
        suppressions=_suppressions(one),
    )


def _noticed(image: PublishedImage, notices: list[Notice]) -> PublishedImage:
    """The picture with the credit that a notice elsewhere on the page gives it, where it has
    none of its own."""
    if image.credit or image.structured_credit or image.role is Role.POSTER:
        return image
    lead = next((n for n in notices if n.of_lead and image.index == 0), None)
    # Lines for the lead and for the others: the lead has its own.
    chosen = lead or next((n for n in notices if not n.of_lead), None)
    return replace(image, credit=_reading(chosen.credit, chosen.node)) if chosen else image


_CREDIT_ATTRIBUTES = ("credit", "copyright", "photographer", "byline")


def _from_attributes(one: Found) -> tuple[Reading | None, Reading | None]:
    """(caption, credit) that a script shows: `data-caption` and its like on the picture, its
    link or in its figure."""
    caption: Reading | None = None
    credit: Reading | None = None
    near = list(
        takewhile(
            lambda n: n.tag in ("img", "picture", "a", "figure"), islice(one.node.ancestors(), 2)
        )
    )
    figure = next((a for a in one.node.ancestors() if a.tag == "figure"), None)
    inside = (
        [n for n in figure.walk() if n.tag != "img"]
        if figure and figure.last - figure.order < 60
        else []
    )
    for node in [*one.nodes, *near, *inside]:
        for name, value in node.attrs.items():
            text = plain(value) if name.startswith("data-") and len(value) < MAX_CAPTION else ""
            if len(text) < 3 or text[0] in "{[#/" or "://" in text:
                continue
            where = Locator(f"{_path(node)}[{name}]", node.line)
            if any(w in name for w in _CREDIT_ATTRIBUTES):
                credit = credit or Reading(text, where)
            elif "caption" in name or name == "data-sub-html":
                caption = caption or Reading(text, where)
    return _split(caption, credit)


def _split(
    caption: Reading | None, credit: Reading | None
) -> tuple[Reading | None, Reading | None]:
    """A caption out of data, parted from the credit at its end as a printed one is."""
    if caption is None or credit is not None:
        return caption, credit
    text, inline = split_credit(caption.text)
    if not inline:
        return caption, None
    return Reading(text, caption.where) if text else None, Reading(inline, caption.where)


def _from_state(page: str, url: str, declared: Declared) -> tuple[Reading | None, Reading | None]:
    return read_state(page, url, frozenset(f.text for f in declared.fields.values()))


def _tooltip_credit(one: Found) -> Reading | None:
    """A credit that only the picture's tooltip shows: `title="A bridge at night | Agency/Jane
    Doe"`."""
    _, credit = split_credit(one.tooltip)
    if credit == one.tooltip and one.alt and credit.startswith(one.alt):
        credit = credit[len(one.alt) :].lstrip(" |–—-")
    return (
        Reading(credit, Locator(f"{_path(one.nodes[-1])}[title]", one.nodes[-1].line))
        if credit
        else None
    )


def _reading(text: str, node: Node) -> Reading | None:
    return Reading(text, Locator(_path(node), node.line)) if text else None


def _path(node: Node) -> str:
    """`figure.lead > figcaption > span.credit`: the last three elements with their first class."""
    chain = []
    for n in [node, *islice(node.ancestors(), 2)]:
        if n.tag == "#root":
            break
        first = n.get("class").split()
        chain.append(f"{n.tag}.{first[0]}" if first else n.tag)
    return " > ".join(reversed(chain))


def _suppressions(one: Found) -> tuple[InlineSuppression, ...]:
    """`data-provenance-ignore="rule: reason"` on the picture or around it; several are divided
    by a semicolon."""
    result = []
    for node in dict.fromkeys([*one.nodes, one.node, *one.node.ancestors()]):
        value = node.get("data-provenance-ignore")
        for part in value.split(";") if value else ():
            rule, _, reason = part.partition(":")
            if rule.strip():
                where = Locator(f"{_path(node)}[data-provenance-ignore]", node.line)
                result.append(InlineSuppression(rule.strip(), reason.strip(), where))
    return tuple(result)


def _declared_only(declared: Declared, base: str | None, page: str) -> tuple[PublishedImage, ...]:
    """A page whose pictures are drawn by scripts: what its data declares as the article's own."""
    images: list[PublishedImage] = []
    seen: set[str] = set()
    for one in declared.images:
        keys = asset_keys(one.url)
        if not one.of_article or keys & seen:
            continue
        if len(images) == MAX_PICTURES:
            break
        seen |= keys
        image = declared_image(one, len(images), base)
        if image.caption is None and image.credit is None and len(images) < MAX_LOOKED_UP:
            caption, credit = _from_state(page, one.url, declared)
            image = replace(image, caption=caption, credit=credit)
        images.append(image)
    return tuple(images)


def declared_image(one: DeclaredImage, index: int, base: str | None) -> PublishedImage:
    """A picture that only structured data names. Its caption is split as a printed one is."""
    caption, credit = _split(one.caption, one.credit)
    return PublishedImage(
        index=index,
        content_url=absolute(base, one.url),
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
