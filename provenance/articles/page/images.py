"""Every picture element of a page, with all its addresses; copies of one picture in one spot
become one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import (
    absolute,
    asked_width,
    asset_keys,
    fill_template,
    is_placeholder,
    looks_like_picture,
    srcset,
)
from provenance.lexicon import patterns as words

MAX_PICTURES = 400
"""Pictures looked at in one page; the labelled page with the most has 16."""
MIN_SIDE = 100
"""Pixels: a picture declared smaller than this on a side is an icon, a face or a tracker, not a
news picture. Of 938 labelled news pictures none declares less."""

_BACKGROUND = re.compile(
    r"""background(?:-image)?\s{0,3}:[^;]{0,80}?url\(\s{0,3}['"]?([^'")]{4,2000})""", re.I
)
_DESCRIPTOR = re.compile(r"\s+\d{1,5}(?:\.\d{1,3})?[wx]\s*$")
_NUMBER = re.compile(r"\s{0,3}(\d{1,5})(?:\.\d{1,6})?(?:px)?\s{0,3}$")
_STYLE_SIDE = re.compile(r"(?<![\w-])(width|height)\s{0,3}:\s{0,3}(\d{1,5})px", re.I)
_TAGS = frozenset({"img", "amp-img", "source", "image"})


@dataclass
class Found:
    """One picture in the page: its elements, addresses best first, and what they declare."""

    node: Node
    urls: list[str]
    keys: set[str]
    alt: str = ""
    tooltip: str = ""
    width: int | None = None
    height: int | None = None
    link: str | None = None
    background: bool = False
    nodes: list[Node] = field(default_factory=list)
    widest_width: float = 0.0
    widest: str | None = None
    """The widest entry of its `srcset`s: the version with most pixels to compare."""

    def join(self, other: Found) -> None:
        """Add what another copy of the same picture offers."""
        self.urls = list(dict.fromkeys([*self.urls, *other.urls]))
        if other.widest and other.widest_width > self.widest_width:
            self.widest, self.widest_width = other.widest, other.widest_width

    @property
    def shown(self) -> str:
        """The address to publish: the widest version where the page offers several, else the
        first."""
        return self.widest or self.urls[0]

    @property
    def last(self) -> int:
        """Document order of the last of its elements."""
        return max(n.order for n in self.nodes)


def is_picture_tag(tag: str) -> bool:
    """True for a site's own element that stands for a picture: `<amp-img>`, `<brick-image>`,
    `<lazy-img>`."""
    return "-" in tag and ("image" in tag or "img" in tag)


def addresses_of(node: Node, base: str | None) -> tuple[list[str], str | None, float]:
    """All addresses an element gives for its picture, what a browser shows first, then the widest
    of its sets; and the widest address of all with its width, None and 0 where no set states
    widths."""
    first: list[str] = []
    lazy: list[str] = []
    sets: list[tuple[str, float]] = []
    for name, value in node.attrs.items():
        if "srcset" in name or name == "data-sizes-src":
            sets.extend(srcset(value))
        elif not value or len(value) > 60_000:
            continue
        elif name == "src":
            # Some templates print a whole srcset entry into src: "…/a.jpg 420w".
            first.append(_DESCRIPTOR.sub("", value))
        elif name.startswith("data-") or name in (
            "xlink:href",
            "lazy-src",
            "file",
            "href",
            "layzr",
            "original",
        ):
            if (
                name.endswith(("-href", "-link", "-id", "-share", "-alt"))
                or " " in value.strip()
                or value[0] in "{[<"
            ):
                continue
            addressed = value.startswith(("http", "/", "./", "../")) and (
                "src" in name or "image" in name or "img" in name
            )
            if addressed or (looks_like_picture(value) and "/" in value):
                lazy.append(value)
    sets.sort(key=lambda item: -item[1])
    result: list[str] = []
    for url in [*first, *lazy, *(u for u, _ in sets)]:
        filled = None if is_placeholder(url) else fill_template(url)
        if filled:
            full = absolute(base, filled)
            if full not in result:
                result.append(full)
    drawn = [u for u in result if not u.split("?")[0].lower().endswith(".svg")]
    for url, width in sets:
        # Weights of ten and less are densities, not widths.
        if width > 10 and not is_placeholder(url) and (filled := fill_template(url)):
            return (drawn or result)[:24], absolute(base, filled), width
    return (drawn or result)[:24], None, 0.0


def _sides(node: Node) -> tuple[int | None, int | None]:
    """Declared width and height, in attributes or in the element's own style."""
    width, height = _side(node.get("width")), _side(node.get("height"))
    if width is None and height is None and "px" in node.get("style"):
        style = {
            name.lower(): int(pixels)
            for name, pixels in _STYLE_SIDE.findall(node.get("style")[:500])
        }
        return style.get("width"), style.get("height")
    return width, height


def _side(value: str) -> int | None:
    number = _NUMBER.match(value)
    return int(number.group(1)) if number else None


def _stand_ins(elements: list[Node]) -> set[str]:
    """Addresses that several elements show first while each names another picture to load:
    placeholders."""
    seen: dict[str, int] = {}
    for node in elements:
        src = node.get("src")
        lazy = any(
            k.startswith("data-") and ("src" in k or "original" in k) and v
            for k, v in node.attrs.items()
        )
        if src and lazy:
            seen[src] = seen.get(src, 0) + 1
    return {src for src, count in seen.items() if count > 1}


def pictures_of(elements: list[Node], base: str | None) -> list[Found]:
    """The page's first `MAX_PICTURES` pictures in document order. `elements` are its img, amp-img,
    source and background elements."""
    found: list[Found] = []
    stand_ins = _stand_ins(elements)
    for node in elements:
        if node.tag == "source":
            if node.parent is None or node.parent.tag != "picture":
                continue
            node_for = node.parent
        else:
            node_for = node
        background = False
        pictured = node.tag in _TAGS or is_picture_tag(node.tag)
        urls, widest, width = addresses_of(node, base) if pictured else ([], None, 0.0)
        if node.get("src") in stand_ins:
            urls = [u for u in urls if u != absolute(base, node.get("src"))]
        if not pictured:
            style = _BACKGROUND.search(node.get("style"))
            urls = (
                [absolute(base, style.group(1))]
                if style and not is_placeholder(style.group(1))
                else []
            )
            background = True
        if not urls:
            continue
        keys = {k for u in urls for k in asset_keys(u)}
        one = Found(node_for, urls, keys, alt=node.get("alt").strip())
        one.width, one.height = _sides(node)
        one.nodes.append(node)
        one.tooltip = node.get("title").strip()
        one.background = background
        one.widest, one.widest_width = widest, width
        twin = _twin(found, one)
        if twin is None and len(found) == MAX_PICTURES:
            break
        if twin is None:
            found.append(one)
        else:
            _merge(twin, one)
    for one in found:
        one.link = _link_of(one.node, base)
    return found


def _twin(found: list[Found], one: Found) -> Found | None:
    """The picture just before, where both stand in the same `<picture>` or figure and are the
    same file."""
    for other in reversed(found[-3:]):
        near, end = other.nodes[-1], one.nodes[0]
        if near.parent is not None and near.parent is end.parent and near.parent.tag == "picture":
            return other
        if other.keys & one.keys:
            first, second = _figure(near), _figure(end)
            if first is second is not None or (
                end.order - near.order < 12 and None in (first, second)
            ):
                return other
    return None


def _figure(node: Node) -> Node | None:
    return next((a for a in node.ancestors() if a.tag == "figure"), None)


def _merge(kept: Found, other: Found) -> None:
    # In <picture> the <img> follows its sources and says what a browser without them shows.
    front = other.nodes[0].tag == "img" and kept.nodes[-1].tag == "source"
    kept.urls = list(
        dict.fromkeys([*other.urls, *kept.urls] if front else [*kept.urls, *other.urls])
    )
    kept.keys |= other.keys
    kept.alt = kept.alt or other.alt
    kept.tooltip = kept.tooltip or other.tooltip
    if front or kept.width is None:
        kept.width, kept.height = other.width or kept.width, other.height or kept.height
    kept.nodes.extend(other.nodes)
    if other.widest and other.widest_width > kept.widest_width:
        kept.widest, kept.widest_width = other.widest, other.widest_width


def is_drawing(found: Found) -> bool:
    """True for an SVG: an icon in nearly every page, a map or diagram where something is
    printed with it."""
    return all(u.split("?")[0].lower().endswith(".svg") for u in found.urls)


def _link_of(node: Node, base: str | None) -> str | None:
    for ancestor in node.ancestors():
        if ancestor.tag == "a" and (href := ancestor.get("href").strip()):
            return absolute(base, href)
        if ancestor.tag in ("article", "section", "body", "main"):
            return None
    return None


def too_small(found: Found) -> bool:
    """True for icons, faces, logos and trackers, by declared size, name or file type."""
    sides = [s for s in (found.width, found.height) if s is not None]
    if len(sides) == 2 and 1 < max(sides) <= 21:
        sides = []  # "16" by "9" is a ratio, not a size
    # Zero is what a template prints when it does not know the size; 0 by 0 is a tracker.
    if (any(0 < s < MIN_SIDE for s in sides) and found.widest_width < 3 * MIN_SIDE) or (
        len(sides) == 2 and not any(sides)
    ):
        return True
    widths = [asked_width(u) for u in found.urls]
    if all(w is not None and w < MIN_SIDE for w in widths):
        return True
    # A map drawn on request is an interface element, a folder of logos is no news.
    if re.search(r"(?://|/)logos?[./]|/staticmap(?![a-z])", found.urls[0], re.I):
        return True
    pattern = words.names("small")
    near = [n for n in (found.nodes[-1], found.nodes[-1].parent) if n is not None]
    if any(
        pattern.search(n.names) for n in near if n.tag not in ("body", "main", "article", "html")
    ):
        return True
    name = found.urls[0].split("?")[0].rsplit("/", 1)[-1].lower()
    return bool(
        re.search(
            r"(?:^|[-_.])(?:logo|avatar|icon|ikon|sprite|pixel|badge|gravatar)s?(?:[-_.]|$)", name
        )
    )
