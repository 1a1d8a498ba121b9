"""The addresses that one element gives for its picture, in whatever attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import (
    absolute,
    fill_template,
    is_placeholder,
    looks_like_picture,
    srcset,
)
from provenance.values import dataclass

MAX_ADDRESSES = 24
"""Addresses kept of one picture; of 192 news pages none gives more than 20."""
MAX_VALUE = 60_000
"""Characters of an attribute that may be an address."""
MAX_DENSITY = 10
"""The number up to which a weight in a `srcset` is a density, not a width."""
MAX_LINK_LEVELS = 3
"""Elements between a picture and the link around it that shows it enlarged."""

_INTERCHANGE = re.compile(r"\[\s{0,9}([^\s,\[\]]{4,2000})\s{0,9},[^\[\]]{1,200}\]")
"""Foundation's lists of addresses by width, narrowest first: `[/a.jpg, small], [/b.jpg, large]`."""
_DESCRIPTOR = re.compile(r"\s+\d{1,5}(?:\.\d{1,3})?[wx]\s*$")
_NAMES = frozenset({"xlink:href", "file", "href", "layzr", "original"})
"""Attributes beside `data-…` and `…-src` in which the real address of a picture stands."""
_NO_PICTURE = ("-href", "-link", "-id", "-share", "-alt")
"""Ends of the names of attributes whose addresses lead elsewhere."""
_OTHER_FILE = re.compile(r"\.(?:m?js|css|mp4|webm|m3u8|mp3|html?|php|json|pdf)$", re.I)
_PICTURE_ATTRIBUTES = ("image", "img", "background", "poster", "data-bg", "interchange")
"""Parts of the names of attributes that hold pictures."""
_FURNITURE = re.compile(
    r"/(?:themes?|plugins?|skins?|templates?|layout|siteglobals|stylebundles)/", re.I
)
_NOWHERE = re.compile(r"https?://[^/?#]*/?$")
"""The address of a whole site."""
_PLAYER = re.compile(
    r"//(?:www\.)?(?:(?:youtube(?:-nocookie)?|dailymotion)\.com/embed|player\.vimeo\.com/video)/",
    re.I,
)
"""A video's player: what loads it may be written as a picture."""
_SCRIPTED = re.compile(r"[=,(]\s?['\"]((?:https?:)?//[^'\"\s]{4,2000})['\"]")
"""An address inside a script that stands in place of one."""
_ROOT = 3
"""Slashes of such an address at most."""
_OTHER_ATTRIBUTES = frozenset(
    {"src", "class", "alt", "width", "height", "style", "id", "title", "sizes", "loading"}
    | {"decoding", "media", "type", "itemprop", "fetchpriority", "role"}
)
"""Attributes that hold no address to load later, passed over at one look."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one picture."""

    urls: tuple[str, ...] = ()
    """What a browser shows first, then what scripts load, then the widest of its sets."""
    widest: str | None = None
    """The widest entry of a set that states widths."""
    width: float = 0.0
    """Its width in pixels."""


def addresses_of(node: Node, base: str | None) -> Addresses:
    """The addresses that an element gives for its picture."""
    sets = sorted(_sets(node), key=lambda item: -item[1])
    given = [*_shown(node), *_lazy(node), *(url for url, _ in sets)]
    urls = list(dict.fromkeys(_readable(dict.fromkeys(given), base)))
    # What stands in until a script has loaded the picture lies with the site's own drawings.
    if len(urls) > 1:
        urls.sort(key=is_furniture)
    drawn = [u for u in urls if not u.split("?")[0].lower().endswith(".svg")]
    chosen = tuple((drawn or urls)[:MAX_ADDRESSES])
    for url, width in sets:
        if width > MAX_DENSITY and (full := next(_readable([url], base), None)):
            return Addresses(chosen, full, width)
    return Addresses(chosen)


def is_furniture(url: str) -> bool:
    """True for an address in a folder of the site's own drawings.

    One that carries another address is of that place."""
    return bool(_FURNITURE.search(url)) and "http" not in url.partition("?")[2]


def picture_addresses(node: Node, urls: Iterable[str]) -> list[str]:
    """Those of the addresses that an element which is no picture may load as one.

    Attributes named for pictures hold what they say; others may hold any file."""
    named = any(word in name for name in node.attrs for word in _PICTURE_ATTRIBUTES)
    return [
        u
        for u in urls
        if not _OTHER_FILE.search(u.split("?")[0]) and (named or looks_like_picture(u))
    ]


def enlarged_address(node: Node, base: str | None) -> Addresses:
    """The picture to which the link around an element leads.

    Asked of an element without an address of its own: "<a href=large.jpg><img src=data:…></a>"."""
    above = node.parent
    for _ in range(MAX_LINK_LEVELS):
        if above is None:
            break
        if above.tag == "a":
            href = above.get("href")
            shown = looks_like_picture(href.partition("?")[0]) and _is_only_picture(above)
            return Addresses(tuple(_readable([href], base))) if shown else Addresses()
        above = above.parent
    return Addresses()


_STATED = frozenset({"url", "contenturl"})
MAX_ITEM_LEVELS = 4
"""Elements between a picture and the item that describes it."""


def stated_address(node: Node, base: str | None) -> Addresses:
    """The address that the microdata item around a picture states beside it.

    Asked of an element without an address of its own: `<link itemprop="url" href="…">`."""
    for item in islice(node.ancestors(), MAX_ITEM_LEVELS):
        if "itemscope" not in item.attrs:
            continue
        if not item.get("itemtype").endswith("ImageObject") or not _is_only_picture(item):
            break
        stated = (
            n.get("href") or n.get("content")
            for n in item.walk()
            if n.tag in ("link", "meta") and n.get("itemprop").lower() in _STATED
        )
        return Addresses(tuple(_readable(stated, base)))
    return Addresses()


def _is_only_picture(link: Node) -> bool:
    return sum(n.tag in ("img", "amp-img") for n in link.walk() if n.parent is not None) <= 1


def _readable(urls: Iterable[str], base: str | None) -> Iterator[str]:
    """The addresses of files, absolute, without placeholders."""
    for url in urls:
        if not is_placeholder(url) and (filled := fill_template(url)):
            full = absolute(base, filled)
            nowhere = full.count("/") <= _ROOT and _NOWHERE.match(full)
            if not (nowhere or _PLAYER.search(full)):
                yield full


def _sets(node: Node) -> Iterator[tuple[str, float]]:
    for name, value in node.attrs.items():
        if "srcset" in name or name == "data-sizes-src":
            yield from srcset(value)


def _shown(node: Node) -> Iterator[str]:
    """What `src` holds. Some print a whole entry into it, or a script: "…/a.jpg 420w"."""
    src = node.get("src")
    if src and len(src) <= MAX_VALUE:
        scripted = _SCRIPTED.search(src) if "this.src" in src else None
        yield scripted[1] if scripted else _DESCRIPTOR.sub("", src)


def _lazy(node: Node) -> Iterator[str]:
    """What a script or a player loads into the element."""
    for name, value in node.attrs.items():
        if name in _OTHER_ATTRIBUTES:
            continue
        if name == "data-interchange":
            yield from reversed(_INTERCHANGE.findall(value[:10_000]))
        if name == "poster" or (_may_hold_address(name, value) and _is_address(name, value)):
            yield value


def _may_hold_address(name: str, value: str) -> bool:
    if "srcset" in name or not 0 < len(value) <= MAX_VALUE or value[0] in "{[<":
        return False
    named = name.startswith("data-") or name.endswith("-src") or name in _NAMES
    return named and not name.endswith(_NO_PICTURE) and " " not in value.strip()


def _is_address(name: str, value: str) -> bool:
    """True for an address in an attribute named for pictures, or of a picture's file."""
    rooted = value.startswith(("http", "/", "./", "../"))
    named = "src" in name or "image" in name or "img" in name
    return (rooted and named) or ("/" in value and looks_like_picture(value))
