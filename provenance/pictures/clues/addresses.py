"""Addresses of pictures: what a proxy hides, and the one form that all share."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote,
    urlencode,
    urljoin,
    urlunsplit,
)

from provenance import lazy_re as re
from provenance.model.addresses import split_address

LONGEST = 8_000
"""Characters; browsers and servers take no longer address, and a data: address is none of ours."""
_MOST_PARAMETERS = 100
"""Parameters of a query that is taken apart; signed addresses have some thirty."""
_FORMAT = 500
"""Characters of a query in which Twitter's picture format is looked for."""
_ROUNDS = 4
"""Times that a canonical address is made canonical again; the third never changed any."""
_DEPTH = 5
"""Proxies of proxies that are followed; two were the most seen."""
_ARCHIVED = re.compile(
    r"^https?://(?:web\.archive\.org|wayback\.archive\.org)/web/\d{4,14}(?:[a-z]{2}_)?/(.{4,})$",
    re.I | re.S,
)
_INNER = re.compile(r"[/~](https?(?:://|:/|%3A%2F%2F))(?=[^/])", re.I)
_PHOTON = re.compile(r"i\d\.wp\.com")
_AMP = re.compile(
    r"^/(?:[a-z]{1,3})/(?:w\d{1,5}/)?(s/)?([a-z0-9.-]+\.[a-z]{2,24}/.*)$", re.I | re.S
)
_GOOGLE_AMP = re.compile(r"^/amp/(s/)?([a-z0-9.-]+\.[a-z]{2,24}/.*)$", re.I | re.S)
_NITTER = re.compile(r"^/pic/(enc/)?(?:orig/)?(.{4,})$", re.S)
_CARRIERS = (
    "url",
    "image",
    "img",
    "imgurl",
    "image_url",
    "imageurl",
    "src",
    "u",
    "uri",
    "mediaurl",
    "media_url",
    "source_url",
)
_TRACKING = re.compile(
    r"utm_\w{1,30}|fbclid|gclid|dclid|msclkid|yclid|igsh(?:id)?|mc_[ce]id|ref_src|ref_url|cmpid|smid",
    re.I,
)
_SIZES = frozenset(
    [
        "w",
        "h",
        "width",
        "height",
        "resize",
        "fit",
        "crop",
        "quality",
        "q",
        "dpr",
        "strip",
        "ssl",
        "zoom",
        "auto",
        "format",
        "fm",
    ]
)
_SIGNED = frozenset(
    [
        "s",
        "sig",
        "sign",
        "signature",
        "token",
        "hash",
        "hmac",
        "oh",
        "oe",
        "expires",
        "key",
        "auth",
        "policy",
        "hdnea",
        "x-amz-signature",
    ]
)
"""A query with one of these is signed as a whole: taking a size out would make an address
nobody serves."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp)$", re.I)
_WORDPRESS = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,4}$)|-scaled(?=\.\w{3,4}$)")
_TWITTER = re.compile(
    r"(?:(?:www|m|mobile)\.)?(?:(?:fx|vx)?twitter\.com|x\.com|fixupx\.com|fixvx\.com|xcancel\.com)|(?:www\.)?nitter\.[a-z.]{2,30}"
)
_STATUS = re.compile(r"^/+(?:(\w{1,20})|i/web|web)/status(?:es)?/(\d{1,20})(?!\w)", re.A)
_TWIMG = re.compile(r"^/media/([\w-]{15})(?:\.(\w{3,4}))?(?::\w+)?$", re.A)
_WIKI_FILE = re.compile(
    r"^/(wikipedia|wikinews|wikivoyage)/([a-z-]{2,20})/(?:thumb/)?([0-9a-f])/([0-9a-f]{2})/([^/]+)(?:/[^/]+)?$"
)
_FLICKR_HOST = re.compile(
    r"(?:live|farm\d{1,3}|c\d{1,2})\.static\.?flickr\.com|static\.flickr\.com"
)
_FLICKR = re.compile(
    r"^/(?:\d+/)??(\d+)/(\d{6,})_([0-9a-f]{8,14})(?:_[sqtmnwzcb])?\.(jpg|png|gif)$"
)


_REMEMBERED = 1_024
"""Addresses whose form is remembered: a picture's few dozen are asked for by each source, each rule
and each other picture of the article, which was a third of the checking of 192 pages."""


def unwrap_proxies(url: str) -> str:
    """The address inside a proxy's, an archive's or a resizer's, else `url`."""
    return url if len(url) > LONGEST else _unwrapped(url)


@lru_cache(maxsize=_REMEMBERED)
def _unwrapped(url: str) -> str:
    for _ in range(_DEPTH):
        inner = _unwrap(url)
        if inner is None or inner == url or len(inner) > LONGEST:
            return url
        url = inner
    return url


def canonical_url(url: str) -> str:
    """The form that all addresses of one picture share.

    Proxies, tracking, sizes and mirror hosts are taken away. Addresses that cannot be read come
    back as they are. Applying it twice changes nothing.
    """
    url = url.strip()
    return url if len(url) > LONGEST else _made_canonical(url)


@lru_cache(maxsize=_REMEMBERED)
def _made_canonical(url: str) -> str:
    url = _unwrapped(url)
    for _ in range(_ROUNDS):
        following = unwrap_proxies(_canonical(url))
        if following == url:
            return url
        url = following
    return url


def unsized_name(name: str) -> str:
    """The file name without the size that WordPress puts behind it."""
    return _WORDPRESS.sub("", name)


def _split(url: str) -> SplitResult | None:
    return split_address(url) if len(url) <= LONGEST else None


def _unwrap(url: str) -> str | None:
    """The address inside; None, or the address itself, where there is none."""
    parts = _split(url)
    if parts is None:
        return None
    host = (parts.hostname or "").lower()
    for inner_of in _WRAPPERS:
        inner = inner_of(url, parts, host)
        if inner is not None:
            return inner
    return None


def _of_archive(url: str, parts: SplitResult, host: str) -> str | None:
    archived = _ARCHIVED.match(url)
    return (_absolute(archived[1]) or url) if archived else None


def _of_photon(url: str, parts: SplitResult, host: str) -> str | None:
    """WordPress's resizer: the picture's host is the first part of the path."""
    names_host = "." in parts.path[1:].split("/")[0]
    return "https:/" + parts.path if _PHOTON.fullmatch(host) and names_host else None


def _of_amp(url: str, parts: SplitResult, host: str) -> str | None:
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        match = _AMP.match(parts.path)
        return _behind_amp(match) if match else url
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host):
        match = _GOOGLE_AMP.match(parts.path)
        return _behind_amp(match) if match else None
    return None


def _behind_amp(match: re.Match[str]) -> str:
    """The address behind AMP's path: `s/` stands for https."""
    return f"http{'s' if match[1] else ''}://{match[2]}"


def _of_nitter(url: str, parts: SplitResult, host: str) -> str | None:
    match = _NITTER.match(parts.path)
    return _nitter(match[2], encoded=bool(match[1])) if match else None


def _absolute(text: str) -> str | None:
    if text.startswith("//"):
        return "https:" + text
    if re.match(r"https?://", text, re.I):
        return text
    if re.match(r"https?:/[^/]", text, re.I):
        return text.replace(":/", "://", 1)
    return (
        "http://" + text
        if re.match(r"[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5}/", text, re.I)
        else None
    )


def _nitter(path: str, *, encoded: bool) -> str | None:
    """Twitter's address of a picture that nitter serves, quoted or as base 64."""
    if encoded:
        try:
            path = base64.urlsafe_b64decode(path + "=" * (-len(path) % 4)).decode()
        except (binascii.Error, ValueError):
            return None
    path = unquote(unquote(path))
    path = re.sub(r"^(?:https?:/{1,2})?(?:pbs\.twimg\.com/)?(?:orig/)?", "", path)
    return (
        f"https://pbs.twimg.com/{path}"
        if re.match(r"(?:media|\w{1,20}_thumb|card_img|profile_images)/", path)
        else None
    )


def _inside_path(url: str, parts: SplitResult, host: str) -> str | None:
    """A whole address inside the path (imgproxy, Cloudinary `fetch`, Cloudflare)."""
    match = _INNER.search(parts.path)
    if match:
        # Not out of `url`: a line break in it is in none of its parts.
        inner = parts._replace(scheme="", netloc="", path=parts.path[match.start(1) :])
        rest = urlunsplit(inner)
        return _absolute(unquote(rest) if "%3a%2f%2f" in match[1].lower() else rest)
    if "/cdn-cgi/image/" in parts.path:
        rest = parts.path.split("/cdn-cgi/image/", 1)[1].partition("/")[2]
        return urljoin(url, "/" + rest) if rest else None
    return None


def _inside_query(url: str, parts: SplitResult, host: str) -> str | None:
    """A whole address in a parameter that carries one (`?url=`, `?image=`, …)."""
    if "=" not in parts.query:
        return None
    try:
        pairs = parse_qsl(parts.query, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return None
    for name, value in pairs:
        if name.lower() in _CARRIERS or (name == "q" and host.startswith("www.google.")):
            if re.match(r"(?:https?:)?//", value, re.I):
                return _absolute(value)
            if host in ("images.weserv.nl", "wsrv.nl"):
                return _absolute(value.removeprefix("ssl:"))
            if parts.path.endswith("/_next/image") and value.startswith("/"):
                return urljoin(url, value)
    return None


_WRAPPERS: tuple[Callable[[str, SplitResult, str], str | None], ...] = (
    _of_archive,
    _of_photon,
    _of_amp,
    _of_nitter,
    _inside_path,
    _inside_query,
)
"""Ways to hide an address in another, the most certain first."""


def _canonical(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return url
    host = (parts.hostname or "").lower()
    known = _known(host, parts)
    if known:
        return known
    path = parts.path or "/"
    if "/wp-content/uploads/" in path or host.endswith(".files.wordpress.com"):
        path = unsized_name(path)
    return urlunsplit((parts.scheme, _place(parts, host), path, _query(parts), ""))


def _place(parts: SplitResult, host: str) -> str:
    """Host and port, the port only where it is another than the scheme's."""
    default = {"http": 80, "https": 443}[parts.scheme]
    name = f"[{host}]" if ":" in host else host
    return name + (f":{parts.port}" if parts.port not in (None, default) else "")


def _query(parts: SplitResult) -> str:
    """The query without tracking, and without a picture's sizes."""
    if parts.query.count("&") >= _MOST_PARAMETERS:
        return parts.query
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _TRACKING.fullmatch(k)]
    if _PICTURE.search(parts.path) and not any(k.lower() in _SIGNED for k, _ in kept):
        kept = [(k, v) for k, v in kept if k.lower() not in _SIZES]
    return parts.query if len(kept) == len(pairs) else urlencode(kept)


def _known(host: str, parts: SplitResult) -> str | None:
    """Hosts whose addresses we know by heart."""
    if host in ("upload.wikimedia.org", "thumb.wikimedia.org"):
        match = _WIKI_FILE.match(parts.path)
        if match:
            name = quote(unquote(match[5]).replace(" ", "_"), safe="")
            return (
                f"https://upload.wikimedia.org/{match[1]}/{match[2]}/{match[3]}/{match[4]}/{name}"
            )
    if host == "pbs.twimg.com" and (match := _TWIMG.match(parts.path)):
        stated = dict(parse_qsl(parts.query[:_FORMAT])).get("format", "")
        ending = match[2] or (stated if stated in ("jpg", "png", "webp", "gif") else "jpg")
        return f"https://pbs.twimg.com/media/{match[1]}.{ending}"
    if _TWITTER.fullmatch(host) and (match := _STATUS.match(parts.path)):
        return f"https://x.com/{match[1] or 'i'}/status/{match[2]}"
    if _FLICKR_HOST.fullmatch(host) and (match := _FLICKR.match(parts.path)):
        # h, k, 3k … and o have secrets of their own and are left alone.
        return f"https://live.staticflickr.com/{match[1]}/{match[2]}_{match[3]}.{match[4]}"
    return None
