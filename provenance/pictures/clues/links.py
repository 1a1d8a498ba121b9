"""What an address tells by itself: whose it is, its id, and the time inside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from provenance import lazy_re as re
from provenance.model import FileClue, Locator
from provenance.model.addresses import host_of
from provenance.pictures.clues import ids
from provenance.pictures.clues.addresses import LONGEST, canonical_url
from provenance.pictures.clues.names import name_clues
from provenance.pictures.clues.suppliers import supplier_clues

_MOST_PARAMETERS = 50
"""Parameters of an address of lookaside.fbsbx.com; it has one."""
_CAPTURE = re.compile(r"^https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/", re.I | re.A)
_STATUS = re.compile(r"^https://x\.com/\w{1,20}/status/(\d{1,20})$", re.A)
_KEY = re.compile(
    r"(?:pbs\.twimg\.com/(?:media|tweet_video_thumb)|video\.twimg\.com/tweet_video|p\.twimg\.com)/([\w-]{15})(?![\w-])",
    re.A,
)
_TWIMG_ID = re.compile(
    r"(?:pbs|video)\.twimg\.com/(?:(?:ext_tw_video|amplify_video)(?:_thumb)?|profile_images|grok-img-share)/(\d{10,19})(?!\d)",
    re.A,
)
_INSTAGRAM = re.compile(r"^/(?:[\w.]{1,30}/)?(?:p|reel|tv)/([\w-]{5,45})(?:/|$)", re.A)
_FLICKR_FILE = re.compile(
    r"/(\d{5,})_[0-9a-f]{8,14}(?:_[a-z0-9]{1,2})?(?:_d)?\.(?:jpg|png|gif)$", re.A
)
_FLICKR_PAGE = re.compile(r"^/+photos?/+([^/]{1,60})/+(\d{4,})(?:/|$)", re.A)
_WIKI = re.compile(
    r"upload\.wikimedia\.org/(?:wikipedia|wikinews|wikivoyage)/([a-z-]{2,20})/(?:archive/)?[0-9a-f]/[0-9a-f]{2}/(?:\d{14}!)?([^/?#]+)$"
)
_BLUESKY_POST = re.compile(r"^/profile/[^/]{3,80}/post/([2-7a-z]{13})(?:/|$)")
_CID = re.compile(r"(?:/|cid=)(bafkrei[a-z2-7]{52})(?![a-z2-7])")
_MASTODON = re.compile(r"/media_attachments/files/((?:\d{3}/){3,6})")
_YOUTUBE = re.compile(r"^/vi(?:_webp)?/([\w-]{11})/", re.A)


def url_clues(url: str) -> Iterator[FileClue]:
    """What one address tells; nothing where it has no known form.

    The name at its end is read as a file name too.
    """
    if len(url) > LONGEST:
        return
    if capture := _CAPTURE.match(url):
        try:
            time = datetime.strptime(capture[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            yield FileClue(
                "archive-time", "internet-archive", ids.iso(time), time, Locator("address", url=url)
            )
        except ValueError:
            pass  # fourteen digits that are no time: a hand-made address
    address = canonical_url(url)
    host = host_of(address)
    if not host:
        return
    where = Locator("address", url=url)
    bare = address.partition("://")[2]
    yield from supplier_clues(bare, where, address=True)
    for clues_of in _HOSTS:
        yield from clues_of(host, address, where)
    # Here the address has spoken: a name of the same form would only say it again.
    if not host.endswith("twimg.com"):
        name = unquote(urlsplit(address).path.rsplit("/", 1)[-1])
        if name:
            instagram = host.endswith(".cdninstagram.com")
            yield from (c for c in name_clues(name) if not (instagram and c.source == "facebook"))


def _twitter(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if match := _STATUS.match(address):
        yield FileClue("page", "twitter", address, None, where)
        yield from _timed("post-time", "twitter", ids.snowflake_time(match[1]), where)
        return
    key, numbered = _KEY.search(address), _TWIMG_ID.search(address)
    number = ids.twitter_media_id(key[1]) if key else int(numbered[1]) if numbered else None
    if number and (time := ids.snowflake_time(number)):
        yield FileClue("upload-time", "twitter", ids.iso(time), time, where)
        yield FileClue("media-id", "twitter", str(number), None, where)


def _instagram(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    number: int | None = None
    if host in ("www.instagram.com", "instagram.com"):
        match = _INSTAGRAM.match(urlsplit(address).path)
        if match:
            number = ids.instagram_media_id(match[1])
            page = f"https://www.instagram.com/p/{match[1]}/"
            yield FileClue("page", "instagram", page, None, where)
    elif host == "lookaside.instagram.com":
        stated = _media_id(address)
        number = int(stated) if stated else None
    elif host.endswith(".cdninstagram.com"):
        yield FileClue("platform", "instagram", host, None, where)
    if number is not None:
        yield FileClue("media-id", "instagram", str(number), None, where)
        yield from _timed("post-time", "instagram", ids.instagram_media_time(number), where)


def _facebook(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if host == "lookaside.fbsbx.com" and (photo := _media_id(address)):
        yield FileClue("media-id", "facebook", photo, None, where)
        page = f"https://www.facebook.com/photo.php?fbid={photo}"
        yield FileClue("page", "facebook", page, None, where)
    elif host.endswith(".fbcdn.net"):
        yield FileClue("platform", "facebook", host, None, where)


def _media_id(address: str) -> str:
    """The number in `?media_id=`; empty where there is none."""
    query = urlsplit(address).query
    if query.count("&") >= _MOST_PARAMETERS:
        return ""
    stated = parse_qs(query, max_num_fields=_MOST_PARAMETERS).get("media_id", [""])[0]
    return stated if re.fullmatch(r"\d{8,20}", stated, re.A) else ""


def _timed(kind: str, source: str, time: datetime | None, where: Locator) -> Iterator[FileClue]:
    if time:
        yield FileClue(kind, source, ids.iso(time), time, where)


def _flickr(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    parts = urlsplit(address)
    photo: str | None = None
    if host == "flic.kr" and (match := re.match(r"^/p/(\w{1,11})/?$", parts.path, re.A)):
        number = ids.flickr_photo_id(match[1])
        photo = str(number) if number else None
    elif re.fullmatch(
        r"(?:[a-z0-9]{1,8}\.)?(?:static)?\.?flickr\.com|[a-z0-9]{1,8}\.(?:staticflickr|static\.flickr)\.com",
        host,
    ):
        found = _FLICKR_FILE.search(parts.path)
        page = _FLICKR_PAGE.match(parts.path)
        photo = found[1] if found else page[2] if page else None
    if photo:
        yield FileClue("media-id", "flickr", photo, None, where)
        yield FileClue(
            "page", "flickr", f"https://www.flickr.com/photo.gne?id={photo}", None, where
        )


def _wikimedia(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if match := _WIKI.search(address):
        wiki = "commons.wikimedia.org" if match[1] == "commons" else f"{match[1]}.wikipedia.org"
        source = "wikimedia-commons" if match[1] == "commons" else "wikipedia"
        yield FileClue("page", source, f"https://{wiki}/wiki/File:{match[2]}", None, where)


def _bluesky(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if host == "bsky.app" and (post := _BLUESKY_POST.match(urlsplit(address).path)):
        yield FileClue("page", "bluesky", address, None, where)
        yield from _timed("post-time", "bluesky", ids.bluesky_tid_time(post[1]), where)
    blob = _CID.search(address)
    if blob and (digest := ids.sha256_of_cid(blob[1])):
        yield FileClue("file-hash", "bluesky", f"sha256:{digest}", None, where)


def _mastodon(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if attachment := _MASTODON.search(urlsplit(address).path):
        number = int(attachment[1].replace("/", ""))
        yield FileClue("media-id", "mastodon", str(number), None, where)
        yield from _timed("upload-time", "mastodon", ids.mastodon_media_time(number), where)


def _libraries(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if host == "images.unsplash.com":
        time = ids.unsplash_upload_time(urlsplit(address).path)
        yield from _timed("upload-time", "unsplash", time, where)
    if host == "cdn.pixabay.com" and (time := ids.pixabay_upload_time(address)):
        yield FileClue("upload-time", "pixabay", time.isoformat(timespec="minutes"), time, where)


def _youtube(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if host in ("i.ytimg.com", "img.youtube.com"):
        video = _YOUTUBE.match(urlsplit(address).path)
        if video:
            page = f"https://www.youtube.com/watch?v={video[1]}"
            yield FileClue("page", "youtube", page, None, where)


def _reddit(host: str, address: str, where: Locator) -> Iterator[FileClue]:
    if host in ("i.redd.it", "preview.redd.it"):
        yield FileClue("platform", "reddit", host, None, where)


_HOSTS = (
    _twitter,
    _instagram,
    _facebook,
    _flickr,
    _wikimedia,
    _bluesky,
    _mastodon,
    _libraries,
    _youtube,
    _reddit,
)
"""What each network's addresses tell, in the order in which clues are given."""
