"""A page's pictures with all their addresses, copies in one spot joined."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.addresses import (
    Addresses,
    addresses_of,
    enlarged_address,
    picture_addresses,
    stated_address,
)
from provenance.articles.page.dom import Node, is_picture_tag
from provenance.articles.page.image_urls import (
    absolute,
    asked_width,
    asset_keys,
    is_placeholder,
    looks_like_picture,
)
from provenance.lexicon import patterns as words

MAX_PICTURES = 400
"""Pictures looked at in one page; the labelled page with the most has 16."""
MAX_READ = 20 * MAX_PICTURES
"""Elements asked for a picture: bounds the work in a hostile page."""
MIN_PORTRAIT = 60
"""Pixels of the longer side of a small picture that has a caption of its own, or opens a large
one."""
MIN_SIDE = 100
"""Pixels: a picture declared smaller than this on a side is an icon, a face or a tracker, not a
news picture. Of 938 labelled news pictures none declares less."""

MIN_LINE = 20
"""Pixels: what is declared lower or narrower is a rule between two parts of the page."""

MAX_LINE_RATIO = 20
"""One side by the other from which a picture is such a rule; of 938 labelled none is beyond 5."""

_BACKGROUND = re.compile(
    r"""background(?:-image)?\s{0,3}:[^;]{0,300}?url\(\s{0,3}['"]?([^'")]{4,2000})""", re.I
)
_NUMBER = re.compile(r"\s{0,3}(\d{1,5})(?:\.\d{1,6})?(?:px)?\s{0,3}$")
_STYLE_SIDE = re.compile(r"(?<![\w-])(width|height)\s{0,3}:\s{0,3}(\d{1,5})px", re.I)
_COVER = "wp-block-cover__image-background"
"""WordPress' class for the picture of a cover, an `<img>` or, with parallax, a background. None of
1,423 saved pages has one that is a background: it rests on what the class says."""
_DRAWN = frozenset({"img", "picture", "amp-img"})
_TAGS = frozenset({"img", "amp-img", "source", "image"})
MAX_PLACE = 20
"""Elements between a grey box and the picture that takes its place."""
MAX_ELEMENTS = 60
"""Elements of one picture; of 192 news pages none has more than 30, sizes in a `<picture>`."""
MAX_COPY_DISTANCE = 12
"""Elements between two copies of one picture outside figures, as for screens of two widths."""


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One picture in the page: its elements and addresses, best first."""

    node: Node
    urls: tuple[str, ...]
    keys: frozenset[str]
    """What two addresses of one picture share; see `asset_keys`."""
    nodes: tuple[Node, ...]
    alt: str = ""
    tooltip: str = ""
    width: int | None = None
    height: int | None = None
    link: str | None = None
    """Where a click on it leads, absolute."""
    background: bool = False
    """True where it lies behind what its element holds."""
    spoken: bool = False
    """True for a background that is described to those who cannot see it, or that an editor chose
    as a cover."""
    widest_width: float = 0.0
    widest: str | None = None
    """The widest entry of its `srcset`s: the version with most pixels to compare."""

    def with_addresses_of(self, other: PageImage) -> PageImage:
        """The picture with the addresses that another copy of it offers."""
        # What is drawn goes before what a script may load.
        drawn = self.node.tag not in _DRAWN and other.node.tag in _DRAWN
        both = [*other.urls, *self.urls] if drawn else [*self.urls, *other.urls]
        urls = tuple(dict.fromkeys(both))
        if other.widest and other.widest_width > self.widest_width:
            return replace(self, urls=urls, widest=other.widest, widest_width=other.widest_width)
        return replace(self, urls=urls)

    @property
    def shown(self) -> str:
        """The address to publish: the widest version that is offered, else the first."""
        return self.widest or self.urls[0]

    @property
    def last(self) -> int:
        """Document order of the last of its elements."""
        return max(n.order for n in self.nodes)

    @property
    def figure(self) -> Node | None:
        """The `<figure>` around it."""
        return next((a for a in self.node.ancestors() if a.tag == "figure"), None)


def _sides(node: Node) -> tuple[int | None, int | None]:
    """Declared width and height, in attributes or in the element's own style."""
    width, height = _side(node.get("width")), _side(node.get("height"))
    if width is None and height is None:
        width, height = _side(node.get("data-width")), _side(node.get("data-height"))
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


MIN_STOOD_FOR = 3
"""Pictures of the same folder that an address stands in for; two of another folder are enough.

Of 1,400 saved pages one has names of two renditions that share no key ("1-1080.3634.jpg")."""


def _stand_ins(read: list[PageImage | None]) -> frozenset[str]:
    """Addresses that several elements show until each has loaded its own picture.

    Renditions of one picture have a key in common; what stands in for pictures stands beside some
    that have none."""
    count = Counter(url for one in read if one is not None for url in one.urls)
    shared = {url for url, times in count.items() if times > 1}
    stood_for: dict[str, list[tuple[frozenset[str], bool]]] = {}
    for one in read if shared else ():
        if one is None or len(one.urls) == 1:
            continue
        for url in shared.intersection(one.urls):
            others = [other for other in one.urls if other != url]
            keys = frozenset(key for other in others for key in asset_keys(other))
            known = stood_for.setdefault(url, [])
            if keys and len(known) < MIN_STOOD_FOR and all(keys.isdisjoint(k) for k, _ in known):
                known.append((keys, all(_folder(other) != _folder(url) for other in others)))
    return frozenset(
        url
        for url, known in stood_for.items()
        if len(known) >= MIN_STOOD_FOR or (len(known) > 1 and all(apart for _, apart in known))
    )


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]


def find_images(elements: list[Node], base: str | None) -> tuple[PageImage, ...]:
    """The page's first `MAX_PICTURES` pictures in document order.

    `elements` are its img, amp-img, source and background elements.
    """
    found: list[PageImage] = []
    figures: dict[int, Node | None] = {}
    read = [_image(node, base, frozenset()) for node in elements[:MAX_READ]]
    stand_ins = _stand_ins(read)
    for node, first in zip(elements, read, strict=False):
        image = first
        if first is not None and not stand_ins.isdisjoint(first.urls):
            image = _image(node, base, stand_ins)
        if image is None:
            continue
        at = _twin(found, image, figures)
        if at is not None:
            if len(found[at].nodes) < MAX_ELEMENTS:
                found[at] = _merge(found[at], image)
        elif len(found) == MAX_PICTURES:
            break
        else:
            found.append(image)
    return tuple(_with_link(one, base) for one in found)


def _with_link(image: PageImage, base: str | None) -> PageImage:
    link = _link_of(image.node, base)
    return image if link is None else replace(image, link=link)


def _image(node: Node, base: str | None, stand_ins: frozenset[str]) -> PageImage | None:
    """The picture that an element shows, or None where it shows none."""
    spot = _spot(node)
    if spot is None:
        return None
    pictured = node.tag in _TAGS or is_picture_tag(node.tag)
    found = _addresses(node, base, stand_ins, pictured=pictured)
    background = not pictured and not found.urls
    urls = tuple(_background(node, base)) if background else found.urls
    if not urls:
        return None
    # `role="img"` says that a background is a picture to be looked at.
    spoken = node.get("aria-label") if node.get("role") == "img" else ""
    sides = _sides(node)
    return PageImage(
        spot,
        urls,
        frozenset(k for u in urls for k in asset_keys(u)),
        (node,),
        alt=(node.get("alt") or spoken).strip(),
        tooltip=node.get("title").strip(),
        width=sides[0],
        height=sides[1],
        background=background,
        spoken=background and bool(spoken or _COVER in node.get("class")),
        widest=found.widest,
        widest_width=found.width,
    )


def _spot(node: Node) -> Node | None:
    """Where an element's picture stands; None for a `<source>` outside a `<picture>`."""
    if node.tag != "source":
        return node
    return node.parent if node.parent is not None and node.parent.tag == "picture" else None


def _addresses(
    node: Node, base: str | None, stand_ins: frozenset[str], *, pictured: bool
) -> Addresses:
    """What the element gives as addresses, without what several show until loaded."""
    if not pictured and "background" in node.get("style"):
        return Addresses()
    found = addresses_of(node, base)
    urls: tuple[str, ...] | list[str] = found.urls
    if stand_ins:
        urls = [u for u in urls if u not in stand_ins]
        if found.widest in stand_ins:
            found = replace(found, widest=None, width=0.0)
    if not pictured:
        urls = picture_addresses(node, urls)
    if not urls and node.tag in _DRAWN:
        enlarged = enlarged_address(node, base)
        return enlarged if enlarged.urls else stated_address(node, base)
    return found if urls is found.urls else replace(found, urls=tuple(urls))


def _background(node: Node, base: str | None) -> list[str]:
    style = _BACKGROUND.search(node.get("style"))
    shown = style and not is_placeholder(style.group(1))
    return [absolute(base, style.group(1))] if style and shown else []


def _twin(found: list[PageImage], image: PageImage, figures: dict[int, Node | None]) -> int | None:
    """Where the same file just before stands, in the same `<picture>` or figure."""
    for at in range(len(found) - 1, max(-1, len(found) - 4), -1):
        near, end = found[at].nodes[-1], image.nodes[0]
        if near.parent is not None and near.parent is end.parent and near.parent.tag == "picture":
            return at
        if found[at].keys & image.keys:
            first, second = _figure(near, figures), _figure(end, figures)
            if first is second is not None or (
                end.order - near.order < MAX_COPY_DISTANCE and None in (first, second)
            ):
                return at
    return None


def _figure(node: Node, known: dict[int, Node | None]) -> Node | None:
    """The figure around an element.

    `known` holds those found before, by the order of what they stand around: elements deep in each
    other are climbed once.
    """
    climbed: list[int] = []
    found = None
    for above in node.ancestors():
        if above.order in known:
            found = known[above.order]
            break
        climbed.append(above.order)
        if above.tag == "figure":
            found = above
            break
    known.update(dict.fromkeys(climbed, found))
    return found


def _merge(kept: PageImage, other: PageImage) -> PageImage:
    if kept.background and not other.background:  # what is drawn goes before what lies behind it
        kept, other = other, kept
    # In <picture> the <img> follows its sources and says what a browser without them shows.
    front = other.nodes[0].tag == "img" and kept.nodes[-1].tag == "source"
    urls = [*other.urls, *kept.urls] if front else [*kept.urls, *other.urls]
    sized = front or kept.width is None
    wider = bool(other.widest and other.widest_width > kept.widest_width)
    return replace(
        kept,
        urls=tuple(dict.fromkeys(urls)),
        keys=kept.keys | other.keys,
        alt=kept.alt or other.alt,
        tooltip=kept.tooltip or other.tooltip,
        width=(other.width or kept.width) if sized else kept.width,
        height=(other.height or kept.height) if sized else kept.height,
        nodes=kept.nodes + other.nodes,
        widest=other.widest if wider else kept.widest,
        widest_width=other.widest_width if wider else kept.widest_width,
    )


def is_drawing(image: PageImage) -> bool:
    """True for an SVG: mostly an icon, a map or a diagram."""
    return all(u.split("?")[0].lower().endswith(".svg") for u in image.urls)


def _link_of(node: Node, base: str | None) -> str | None:
    for ancestor in node.ancestors():
        if ancestor.tag == "a" and (href := ancestor.get("href").strip()):
            return absolute(base, href)
        if ancestor.tag in ("article", "section", "body", "main"):
            return None
    return None


_LIGHTBOX = re.compile(
    r"(?<![a-z])(?:g?light-?(?:box|gallery)|fancybox|colorbox|pretty-?photo|magnific|photoswipe|pswp|"
    r"thickbox|swipebox|featherlight|fresco|venobox|lity|enlarge|zoom(?:able)?)(?![a-z])"
)
"""What scripts that show a picture enlarged have a link to its file say."""


def opens_lightbox(link: Node) -> bool:
    """True for a link to a picture's file that says that a script shows it enlarged."""
    if link.tag != "a" or not looks_like_picture(link.get("href")):
        return False
    data = (name for name in link.attrs if name.startswith("data-"))
    said = f"{link.names} {link.get('rel')} {link.get('data-toggle')} {' '.join(data)}"
    return bool(_LIGHTBOX.search(said.lower()))


MAX_RATIO = 21
"""The larger of two sides up to which they are a ratio ("16" by "9"), not a size."""
_NAMED_SIZE = re.compile(r"[-_](\d{1,4})x\d{1,4}\.\w{2,5}$|/(\d{1,4})x(?=/)")
_LOGOS = re.compile(
    r"(?://|/)logos?[./]|/ico(?:ns?)?/|/staticmap(?![a-z])|//(?:[\w-]{1,40}\.)?gravatar\.com/|"
    r"/(?:ersatz|platzhalter|placeholder)[-_]?(?:bild|image|img|foto|photo)s?/",
    re.I,
)
"""A folder of logos or icons is no news, nor one of what stands in for pictures, nor a service of
faces; a map drawn on request is an interface element."""
_ICON_FILE = re.compile(
    r"(?:^|[-_.])(?:logo|avatar|icon|ikon|pin[-_]?it|sprite|pixel|badge|gravatar|headshot|rating|qr-?code)s?(?:[-_.]|$)"
)


def is_tiny(image: PageImage) -> bool:
    """True for icons, faces and trackers, by the sizes that are declared."""
    sides = [s for s in (image.width, image.height) if s is not None]
    if len(sides) == 2 and sides[0] != sides[1] and max(sides) <= MAX_RATIO:
        sides = []
    # Zero is what a template prints when it does not know the size; 0 by 0 is a tracker.
    small = any(0 < s < MIN_SIDE for s in sides) and image.widest_width < 3 * MIN_SIDE
    if any(0 < s < MIN_LINE for s in sides):
        return small
    if len(sides) == 2 and max(sides) >= MAX_LINE_RATIO * min(sides) > 0:
        return True
    if small and (_in_captioned_box(image) or looks_like_picture(image.link or "")):
        small = max(sides) < MIN_PORTRAIT
    return small or (len(sides) == 2 and not any(sides))


_COUNTING = re.compile(
    r"//(?:[\w-]{1,40}\.)?(?:stats?|counters?|count|pixel|track(?:er|ing)?|analytics|metrics|beacon|sync)\."
)
"""Hosts that count readers."""


def is_counter(image: PageImage) -> bool:
    """True for what counts readers.

    It says nothing of itself, asks for no size to look at, and a script answers for it: that of a
    host which counts, or one in a `<noscript>`."""
    address = image.urls[0]
    if image.alt or image.width or "?" not in address or looks_like_picture(address):
        return False
    if (asked_width(address) or 0) >= MIN_SIDE:
        return False
    return bool(_COUNTING.search(address[:200])) or (
        image.figure is None
        and all(
            any(above.tag == "noscript" for above in islice(node.ancestors(), 3))
            for node in image.nodes
        )
    )


def _in_captioned_box(image: PageImage) -> bool:
    """True in a box that the page calls a captioned picture."""
    pattern = words.names("caption")
    near = [*_bare_boxes(image.nodes[-1]), *islice(image.node.ancestors(), 2)]
    return any((n.tag == "figure" and n.size) or pattern.search(n.names) for n in near)


def is_preview(image: PageImage) -> bool:
    """True where all its addresses ask for a tiny file."""
    return all(0 < (_served_width(u) or 0) < MIN_SIDE for u in image.urls)


def _served_width(url: str) -> int | None:
    """The width that an address asks for or states (`-32x32.png`, `/20x/flag.png`)."""
    named = _NAMED_SIZE.search(url.split("?")[0])
    return asked_width(url) or (int(named[1] or named[2]) if named else None)


_LEADS = re.compile(
    r"(?<![a-z])(?:featured|post|entry|article|story|lead|main|hero|top|wp-post|single|head(?:er)?)[-_]{0,2}"
    r"(?:image|img|photo|picture|media|thumbnail|figure|visual|foto|bild)(?![a-z])|"
    r"(?<![a-z])(?:hero|aufmacher|titelbild|featured|wp-post-image)(?![a-z])"
)
"""What pages call the picture that opens a story."""


def is_called_lead(node: Node) -> bool:
    """True for an element that the page calls the picture that opens its story."""
    near = [node, *islice(node.ancestors(), 3)]
    return any(_LEADS.search(n.names) for n in near if n.attrs)


MAX_LEAD_LEVELS = 8
"""Elements between a picture and the box of the gallery that opens a story."""


def lead_box(node: Node) -> Node | None:
    """The largest box around a picture that the page calls what opens its story."""
    near = [node, *islice(node.ancestors(), MAX_LEAD_LEVELS)]
    called = [n for n in near if n.attrs and n.tag not in _PAGE and _LEADS.search(n.names)]
    return called[-1] if called else None


_PAGE = frozenset({"body", "html", "main", "article"})


def place_declared(
    elements: list[Node], url: str, known: tuple[PageImage, ...]
) -> PageImage | None:
    """The picture that data names, in the place of the lead that has no address yet.

    None where one of the `known` pictures stands there."""
    for node in elements:
        if node.tag != "img" or not is_called_lead(node) or addresses_of(node, None).urls:
            continue
        if words.names("small").search(node.names):
            continue
        beside = (abs(one.node.order - node.order) for one in known)
        if min(beside, default=MAX_PLACE) >= MAX_PLACE:
            return PageImage(
                node, (url,), asset_keys(url), (node,), node.get("alt").strip(), width=None
            )
    return None


def is_called_icon(image: PageImage) -> bool:
    """True where the page calls the picture or its box an icon, a logo, a face.

    A button with a picture's address opens it: the button is the icon."""
    if image.nodes[-1].tag == "button":
        return False
    return any(_names_icon(n.names) for n in _bare_boxes(image.nodes[-1]))


@lru_cache(maxsize=2_048)
def _names_icon(names: str) -> bool:
    """True for what icons, logos and faces are called, remembered.

    A page's pictures share few names."""
    return words.names("small").search(words.names("neutral").sub("", names)) is not None


def _bare_boxes(node: Node) -> list[Node]:
    """The element, the box around it, and those around that hold nothing else."""
    boxes = [node]
    for above in islice(node.ancestors(), 4):
        if above.tag in ("body", "main", "article", "html", "#root"):
            break
        if len(boxes) > 1 and (boxes[-1].size or above.last - above.order > len(boxes) + 1):
            break
        boxes.append(above)
    return boxes


def is_icon_file(image: PageImage) -> bool:
    """True where its address says that it is an icon, a logo, a face."""
    name = image.urls[0].split("?")[0].rsplit("/", 1)[-1].lower()
    return is_in_icon_folder(image) or bool(_ICON_FILE.search(name))


def is_in_icon_folder(image: PageImage) -> bool:
    """True where its folder is one of icons or logos, whatever stands beside it."""
    return bool(_LOGOS.search(image.urls[0]))
