"""Every address form of Twitter/X, and the names of saved pictures."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from provenance import lazy_re as re
from provenance.pictures.clues import twitter_media_time, unwrap_proxies
from provenance.values import dataclass

LADDER = ("orig", "4096x4096", "large", "medium", "small")
"""Sizes of a picture, largest first; the smaller ones are for when a larger one is not served."""
_HOST = re.compile(
    r"(?:[a-z]{1,8}\.)?(?:(?:fx|vx)?twitter\.com|(?:fixup|fixv)?x\.com|xcancel\.com|twstalker\.com)"
    r"|(?:[a-z0-9-]{1,30}\.)?nitter\.[a-z0-9.-]{2,60}"
)
_STATUS = re.compile(
    r"/(?:(?P<user>\w{1,20})|i/web|web|i)/status(?:es)?/(?P<id>\d{1,25})(?![0-9A-Za-z])", re.A
)
_SHORT = re.compile(
    r"(?:https?://)?(?P<host>t\.co|pic\.twitter\.com|pic\.x\.com)/(?P<code>[A-Za-z0-9]{6,16})(?![\w-])"
)
_PICTURE = re.compile(
    r"(?:pbs\.twimg\.com/(?P<folder>media|tweet_video_thumb)/|/pic/(?:orig/)?media/|video\.twimg\.com/tweet_video/"
    r"|(?<![\w.])p\.twimg\.com/)(?P<key>[\w-]{15})(?![\w-])(?:\.(?P<ending>[a-z0-9]{3,4}))?",
    re.A,
)
_NUMBERED = re.compile(
    r"(?:pbs|video)\.twimg\.com/(?P<kind>ext_tw_video|amplify_video|profile_images|grok-img-share)(?:_thumb)?"
    r"/(?P<id>\d{10,25})(?!\d)"
)
_FORMAT = re.compile(r"[?&]format=(jpg|jpeg|png|webp)\b")
_SAVED = re.compile(
    r"(?:.{0,100}[^A-Za-z0-9])?(?P<key>[A-H][\w-]{14})(?:[^A-Za-z0-9].{0,100})?\.(?P<ending>\w{3,4})",
    re.A,
)
_LONGEST_ID = 25
"""Digits of a status id; 64 bits have twenty."""
_QUOTED_TWICE = 3
"""Times that an address is unquoted: a proxy's inside a proxy's."""
_WORDS = 400
"""Words of a credit or caption that are looked at."""
_KINDS = {
    "ext_tw_video": "video",
    "amplify_video": "video",
    "profile_images": "profile",
    "grok-img-share": "grok",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What an address or a file name points to."""

    kind: str
    """`status`, `media` (key), `video` (media id), `profile` (media id), `grok` (media id),
    `short`."""
    id: str
    url: str | None = None
    """The status in its canonical form, the picture in its best size, or the short link."""
    user: str | None = None

    @property
    def reference_id(self) -> str:
        """The id by which a reference names it: a status by its bare number."""
        return self.id if self.kind == "status" else f"{self.kind}/{self.id}"


def read_url(url: str) -> Form | None:
    """What a URL points to at Twitter/X, proxies seen through; None for any other."""
    inner = unwrap_proxies(url)
    opened = inner
    for _ in range(_QUOTED_TWICE):
        opened = unquote(opened)
    return _status(url) or _status(inner) or _picture(opened) or _short(url)


def _status(url: str) -> Form | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme == "twitter" and host == "status":
        number = parse_qs(parts.query).get("id", [""])[0]
        return (
            status_form(number, None)
            if number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
            else None
        )
    match = _STATUS.match(parts.path.replace("//", "/")) if _HOST.fullmatch(host) else None
    return status_form(match["id"], match["user"]) if match else None


def status_form(number: str, user: str | None) -> Form:
    """The form of a status; `i` stands for an unknown user, whose name is not checked."""
    return Form("status", number, f"https://x.com/{user or 'i'}/status/{number}", user)


def _picture(url: str) -> Form | None:
    match = _PICTURE.search(url)
    if match and twitter_media_time(match["key"]):
        stated = _FORMAT.search(url)
        folder = match["folder"] or ("tweet_video_thumb" if "/tweet_video/" in url else "media")
        return media_form(match["key"], (stated[1] if stated else match["ending"]) or "jpg", folder)
    numbered = _NUMBERED.search(url)
    if numbered:
        address = url[url.find("pbs.twimg.com") :].split("?")[0] if "pbs.twimg.com" in url else None
        if address and numbered["kind"] == "profile_images":
            # The stored avatar is the one without a size in its name.
            address = re.sub(r"_(?:normal|bigger|mini|\d+x\d+)(?=\.\w+$)", "", address)
        return Form(
            _KINDS[numbered["kind"]], numbered["id"], f"https://{address}" if address else None
        )
    return None


def media_form(key: str, ending: str = "jpg", folder: str = "media") -> Form:
    """The form of a picture by its key; all but png are asked for as jpg."""
    return Form("media", key, picture_url(key, "png" if ending == "png" else "jpg", "orig", folder))


def picture_url(key: str, format: str, size: str, folder: str = "media") -> str:
    """The address of one picture in one size."""
    return f"https://pbs.twimg.com/{folder}/{key}?format={format}&name={size}"


def sizes_of(url: str) -> tuple[str, ...]:
    """All sizes of a picture, largest first; a video's poster has but its address."""
    match = _PICTURE.search(url)
    if not match or not match["folder"]:
        return (url,)
    stated = _FORMAT.search(url)
    format = "png" if (stated[1] if stated else match["ending"]) == "png" else "jpg"
    return tuple(picture_url(match["key"], format, size, match["folder"]) for size in LADDER)


def _short(url: str) -> Form | None:
    match = _SHORT.match(url)
    if match is None:
        return None
    link = f"{match['host']}/{match['code']}"
    return Form("short", link, f"https://{link}")


def read_name(name: str) -> Form | None:
    """The picture whose media key is a saved file's name; None where that is not sure.

    A word of 15 characters can look like a key, so more is asked of a name than of an address:
    letters of both cases, a digit, and an `A` as tenth character. That one holds six of the twelve
    bits which count the uploads of one machine within one millisecond: it was `A` (fewer than 16)
    in each of the keys in our tests.
    """
    match = _SAVED.fullmatch(name)
    if match is None or match["ending"].lower() not in ("jpg", "jpeg", "png", "webp", "avif"):
        return None
    key = match["key"]
    mixed = key not in (key.lower(), key.upper()) and any(c.isdigit() for c in key)
    if not mixed or key[9] != "A" or twitter_media_time(key) is None:
        return None
    return media_form(key, match["ending"].lower())


def in_text(printed: str) -> Iterator[tuple[Form, str]]:
    """What the addresses typed out in a text point to, each with the address."""
    for word in printed.split()[:_WORDS]:
        bare = word.strip("()[]<>{}\"'“”‘’«»,;.…|")
        form = read_url(bare if "://" in bare else f"https://{bare}") if "/" in bare else None
        if form:
            yield form, bare
