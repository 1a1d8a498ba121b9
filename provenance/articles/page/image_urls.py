"""Addresses of pictures, and which of them are one picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from provenance import lazy_re as re

_SPLIT = re.compile(r"\s+")
_PICTURE_NAME = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif|jfif|tiff?|heic|jxl|bmp)(?![a-z0-9])", re.I
)
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|auto|ashx|jfif|tiff?|svg|html?)$", re.I)
# What a CDN hangs on a file name for one size: -1024x576, -640w, _1200, @2x, -scaled. A bare
# number is a size only where it is one that CDNs serve: `-1024` is, `-1023` is the next picture of
# a series. Some name the part that was cut out too: `_c0-235-5616-3509_s885x516`.
_WIDTHS = (
    "100|120|140|150|160|180|200|220|240|250|256|300|320|330|350|360|375|384|400|414|420|440|450|460|480|500|512|540|550|560|580|"
    "600|610|615|620|630|640|650|660|675|680|700|720|740|750|760|767|768|770|773|780|800|810|828|840|850|860|900|920|940|948|960|"
    "976|980|1000|1020|1024|1040|1080|1100|1140|1200|1240|1280|1300|1366|1400|1440|1500|1536|1600|1680|1800|1900|1920|2000|2048|"
    "2400|2500|2560|3000|3840|4000"
)
_SIZE = re.compile(
    rf"(?:[-_@.](?:[sm]?\d{{2,4}}x\d{{2,4}}|\d{{3,4}}x|x\d{{3,4}}|\d{{2,4}}[wh]|scaled|rotated|e\d{{10,13}}|{_WIDTHS}|"
    r"[1-4]x|c-(?:default|center|top|bottom|left|right)|c\d{1,4}-\d{1,4}-\d{1,5}-\d{1,5}))+$",
    re.I,
)
_PROCESSED = re.compile(r"csm_(.+)_[0-9a-f]{10}")
"""One rendition by TYPO3, which ends in a digest of what was made of the file."""
_LEADING_SIZE = re.compile(r"^\d{2,4}x\d{2,4}[-_]")
_GENERIC = re.compile(
    r"(?:image|img|photo|picture|original|default|portrait|landscape|square|master|large|medium|small|normal|index|thumb|"
    r"thumbnail|file|resize|crop|w|h)?[\W\d_]*",
    re.I,
)
_PLACEHOLDER = re.compile(
    r"(?<![^/_.\-])(?:placeholder|blank|spacer|transparent|grey|gray|pixel|1x1|lazy|lazyload|loading|(?:player|ajax|page|wp)[-_]spinner|(?<![^/])spinner(?=\.)|(?:pre)?loader(?:big|small)?|preload|empty|dummy|fallback|"
    r"trans|clear|default[-_]?(?:image|img|thumb)|no[-_]?(?:image|photo|picture|preview))(?![^/_.\-\d])"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FILLERS = frozenset(
    [
        "image",
        "images",
        "img",
        "photo",
        "picture",
        "thumb",
        "thumbnail",
        "square",
        "wide",
        "ratio",
        "background",
        "svg",
        "news",
        "article",
        "teaser",
        "content",
        "default",
        "small",
        "large",
        "medium",
    ]
)
_CAMERA = re.compile(r"(?:img|dsc[fn]?|pict?|image|photo|foto|bild)[-_]?\d{3,8}", re.I)
"""The names that cameras and editors number pictures with."""
_RENDITIONS = _FILLERS | {
    *("crop", "cropped", "full", "fullsize", "header", "hero", "lead", "cover", "preview", "main"),
    *("social", "share", "facebook", "twitter", "landscape", "portrait", "master", "standard"),
    *("variant", "resize", "resized", "scaled", "opengraph", "poster", "still", "xlarge", "max"),
}
"""Words for one version of a picture."""
MAX_SAID = 2
"""Words of a placeholder's name beside those that make it one."""
_BROKEN = re.compile(r"(?<![a-z])broken[-_]?(?:image|img|picture)(?:v\d)?(?![a-z])")
"""What a system shows where it has no picture."""
_TEMPLATE = re.compile(r"\$?\{+\s*(\w+)\s*\}+|%7B\w+%7D", re.I)
_WEIGHT = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)([wx])")
_ROOTED = re.compile(
    r"(?:/[\w%~+,=@:!*()-][\w%~+,=@:!*().-]*+)++/?+(?:\?[\w%~+,=@:!*()./&;-]++)?+",
    re.A,
)
"""An address that is joined by writing it behind the host."""
_PATH = re.compile(r"(?:https?://[\w.:-]+|(?!//))(/[^?#\s]*)(?=[?#]|\Z)", re.A)
_INNER = re.compile(r"(?<=.)https?:/{1,2}[^\s&?]{4,2000}")
_CARRIED = re.compile(r"(?:^|&)(?:url|src|image|img|u|source)=([^&]+)", re.I)
_ASKED_WIDTH = re.compile(r"[?&_,/;](?:w|width)[=_:](\d{1,4})(?!\d)", re.I)
_ID = re.compile(r"(?=[^/]*\d)[^/=:]{16,}")
_NUMBER = re.compile(r"(?:\D{0,3}\d){9,}\D{0,3}")
"""A name of nine digits or more counts pictures; a shorter one may be a date or a size."""
_FOLDER_NUMBER = re.compile(r"\d{5,}")
"""Years, months and sizes have four digits at most."""
_COUNTED = re.compile(r"0\d{1,2}")
"""The number of a picture among others: a size has no zero in front."""
_DATE_FOLDERS = re.compile(
    r"(?<!\d)(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_ONLY_SIZE = re.compile(rf"\d{{2,4}}x\d{{1,4}}|\d{{2,4}}[wh]|{_WIDTHS}", re.I)


_QUERY_ID = re.compile(
    r"[?&](?:image|img|photo|pic|picture|media|file|asset|attachment)?_?id=([\w-]{1,64})", re.I
)
"""A script that serves every picture tells them apart by a number:
`get_img?ImageId=4411&width=900`."""


def srcset(value: str) -> list[tuple[str, float]]:
    """The addresses of a `srcset` with their weights, widest first.

    Parsed as the HTML standard says: an address ends at white space, so one may hold commas
    (Cloudinary's do);
    https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute.
    """
    found: list[tuple[str, float]] = []
    rest = value[:50_000].strip()
    while rest and len(found) < 60:
        parts = _SPLIT.split(rest.lstrip(", \t\n"), maxsplit=1)
        url, rest = parts[0], parts[1] if len(parts) > 1 else ""
        if not url:
            break
        if url.endswith(","):
            found.append((url.rstrip(","), 1.0))
            continue
        descriptor, _, rest = rest.partition(",")
        number = _WEIGHT.search(descriptor)
        found.append((url, float(number.group(1)) if number else 1.0))
    return sorted(found, key=lambda item: -item[1])


def absolute(base: str | None, url: str) -> str:
    """`url` against `base`; an address that cannot be joined is returned as it stands."""
    url = url.strip().replace(" ", "%20")
    if not base or (url.startswith(("https://", "http://")) and "/." not in url):
        return url
    try:
        if _ROOTED.fullmatch(url) and (parts := urlsplit(base)).scheme in ("https", "http"):
            return f"{parts.scheme}://{parts.netloc}{url}"
        return urljoin(base, url)
    except ValueError:
        return url


def asked_width(url: str) -> int | None:
    """The width that an address asks for (`?w=40`, `w_40,h_40`), or None."""
    found = _ASKED_WIDTH.search(url[:4000])
    return int(found.group(1)) if found else None


def is_placeholder(url: str) -> bool:
    """True for what stands in a page until the real picture is loaded."""
    url = url.strip()
    if not url or url.startswith(("data:", "about:", "#", "javascript:", "blob:")):
        return True
    try:
        name = (
            urlsplit(url).path.rsplit("/", 1)[-1]
            if "[" in url
            else url.split("?")[0].split("#")[0].rsplit("/", 1)[-1]
        )
    except ValueError:
        return True
    name = unquote(name).lower()
    if _BROKEN.search(name):
        return True
    if not _PLACEHOLDER.search(name) or _ID.fullmatch(name):
        return False
    # "customer-loading-a-truck.jpg" says what the picture shows.
    said = _WORD.findall(_PLACEHOLDER.sub(" ", _EXTENSION.sub("", name)))
    return sum(word not in _FILLERS for word in said) <= MAX_SAID


def _names_itself(stem: str) -> bool:
    """True for a name of its own in its folder: "pier", "IMG_8522", "634792", "03".

    "large", "16x9" and "5000" name one size of the picture that the folder stands for."""
    if _CAMERA.fullmatch(stem) or _FOLDER_NUMBER.fullmatch(stem) or _COUNTED.fullmatch(stem):
        return True
    said = _WORD.findall(stem)
    return bool(said) and not _GENERIC.fullmatch(stem) and _RENDITIONS.isdisjoint(said)


def looks_like_picture(url: str) -> bool:
    """True where the address names a picture file, itself or inside a query."""
    return bool(_PICTURE_NAME.search(url[:2000]))


def fill_template(url: str, width: str = "") -> str | None:
    """An address with its gap for a width filled; None for another gap.

    A gap: `…_${formatId}.jpg`, `{width}`.
    """
    gaps = _TEMPLATE.findall(url) if "{" in url or "%7" in url else []
    if not gaps:
        return url
    if all(g.lower() in {"width", "w", "size"} for g in gaps):
        return _TEMPLATE.sub(width or "800", url)
    return None


def _unwrap(url: str) -> list[str]:
    """The address and every address that it carries, as resizing proxies do."""
    plain = unquote(url[:4000])
    found = [plain]
    if "http" in plain[4:]:
        found += _INNER.findall(plain)
    query = url.partition("#")[0].partition("?")[2]
    inner = (
        (unquote(value.replace("+", " ")) for value in _CARRIED.findall(query[:4000]))
        if query
        else ()
    )
    found.extend(value for value in inner if value.startswith(("http", "/")))
    return found


def _path(address: str) -> str:
    """The address's path; an empty string where it has none or cannot be read."""
    if found := _PATH.match(address):
        return found.group(1)
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


_SIZE_FOLDERS = frozenset(
    [
        "big",
        "mini",
        "tiny",
        "xlarge",
        "xsmall",
        "thumbs",
        "thumbnails",
        "cropped",
        "full",
        "fullsize",
    ]
)


def _tells(folder: str) -> bool:
    """True for a folder that is named for more than one version of its pictures."""
    if folder.lower() in _SIZE_FOLDERS:
        return False
    return not _GENERIC.fullmatch(folder) or bool(_FOLDER_NUMBER.fullmatch(folder))


@lru_cache(maxsize=2_048)
def asset_keys(url: str) -> frozenset[str]:
    """What two addresses of one picture share.

    It stays the same when one picture is served in several sizes.

    The file's name without size and extension, where it is long enough to be unique; else with its
    folder; and then any long path part with a digit in it (the id a CDN gives each picture).
    """
    addresses = _unwrap(url)
    # What a resizing proxy puts around the real address says nothing about the picture.
    return frozenset(key for address in addresses[1:] or addresses for key in _keys_of(address))


MIN_NAME = 9
"""Characters of a file's name that is no other picture's."""


def _keys_of(address: str) -> Iterator[str]:
    parts = [p for p in _path(address).split("/") if p]
    if not parts:
        return
    if not _EXTENSION.search(parts[-1]) and (number := _QUERY_ID.search(address)):
        yield f"{parts[-1].lower()}?{number.group(1).lower()}"
        return
    parts = _to_file(parts)
    stem = _LEADING_SIZE.sub("", _SIZE.sub("", _EXTENSION.sub("", parts[-1]))).lower()
    if rendition := _PROCESSED.fullmatch(stem):
        stem = rendition[1]
    if len(stem) >= MIN_NAME and (not _GENERIC.fullmatch(stem) or _NUMBER.fullmatch(stem)):
        yield stem
    else:
        yield from _keys_with_folder(stem, parts)


def _to_file(parts: list[str]) -> list[str]:
    """A path up to its picture's file.

    Services write behind it what they are to make of it: "pier.png/m/800x600/filters:format(webp)".
    """
    if not _EXTENSION.search(parts[-1]):
        named = (at for at in range(len(parts) - 2, -1, -1) if _EXTENSION.search(parts[at]))
        if (at := next(named, None)) is not None:
            return parts[: at + 1]
    return parts


def _keys_with_folder(stem: str, parts: list[str]) -> Iterator[str]:
    """The keys of a file whose own name does not tell it from others ("large.jpg")."""
    at = next((i for i in range(len(parts) - 2, -1, -1) if _tells(parts[i])), -1)
    folder = parts[at].lower() if at >= 0 else ""
    if folder and _ONLY_SIZE.fullmatch(stem) and any(c.isdigit() for c in folder):
        stem = ""
    dated = _date_below(parts[at + 1 : -1])
    yield "/".join(part for part in (folder, dated, stem) if part) or stem
    if not _names_itself(stem):
        yield from (p.lower() for p in parts[1:-1] if _ID.fullmatch(p))


def _date_below(folders: list[str]) -> str:
    """The date that folders of a year, a month and perhaps a day state.

    Each day's first picture is called "1.jpg"."""
    found = _DATE_FOLDERS.search("/".join(folders))
    return found.group(0) if found else ""
