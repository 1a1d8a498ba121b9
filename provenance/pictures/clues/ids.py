"""Ids that carry a time or a hash in themselves, read exactly.

Every formula was checked against ids whose time or bytes are known; what is a claim and no proof
says so. A time is None where the id is older than its scheme or lies in the future: then it is not
such an id.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

_BASE64 = {
    c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
_BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE32_SORTABLE = {c: n for n, c in enumerate("234567abcdefghijklmnopqrstuvwxyz")}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CID_HEAD = b"\x01\x55\x12\x20"
"""CID version 1, raw bytes, SHA-2-256, 32 bytes long."""

TWITTER_EPOCH_MS = 1_288_834_974_657
FIRST_SNOWFLAKE = 29_700_000_000
"""Status ids up to about here were counted one by one, before 2010-11-04."""
INSTAGRAM_EPOCH_MS = 1_314_220_021_721
FIRST_INSTAGRAM_ID = 1 << 50
"""Below it an id says less than two days after the scheme's first day: it was counted before
the scheme."""
_LATEST_MS = 253_402_300_799_000
"""The last millisecond that a date can hold, in the year 9999."""
_KEY, _KEY_ID = 15, 11
"""Characters of a key at pbs.twimg.com, and those of them that hold its media id."""
_PRIVATE_CODE = 28
"""Characters that the shortcode of a private post carries more."""
_SHORTEST_CODE, _LONGEST_CODE = 5, 11
"""Characters of an Instagram shortcode; flic.kr's have at most as many."""
_TID, _TID_FIRST = 13, 15
"""Characters of a Bluesky record key, and the greatest value of the first: its top bit is 0."""
_SHA1, _SHA256 = 20, 32
"""Bytes of a digest."""
_CID = 59
"""Characters of a CID in base 32."""
_BASE36_SHA1 = 31
"""Characters of a SHA-1 in base 36."""
SLACK = timedelta(days=1)
"""How far a time may lie ahead of this machine's clock."""


def moment(
    milliseconds: float, *, earliest: datetime = _EPOCH, now: datetime | None = None
) -> datetime | None:
    """Unix milliseconds as UTC; None before `earliest` or in the future."""
    latest = (now or datetime.now(UTC)) + SLACK
    if not 0 <= milliseconds <= _LATEST_MS:
        return None
    time = _EPOCH + timedelta(milliseconds=milliseconds)
    return time if earliest <= time <= latest else None


def iso(time: datetime) -> str:
    """A UTC time as text: `2023-05-23T07:42:39.123Z`."""
    return time.isoformat(timespec="milliseconds" if time.microsecond else "seconds").replace(
        "+00:00", "Z"
    )


def snowflake_time(id: int | str, *, now: datetime | None = None) -> datetime | None:
    """When a Twitter status or media id was given out, UTC, to the millisecond.

    None before snowflakes.
    """
    number = _number(id)
    if number is None or number <= FIRST_SNOWFLAKE:
        return None
    return moment((number >> 22) + TWITTER_EPOCH_MS, now=now)


def twitter_media_id(key: str) -> int | None:
    """The media id inside a key of pbs.twimg.com; None for anything else.

    The key is 90 bits: 64 of media id, 26 others (34 of 34 known pairs agree, 2012-2026).
    """
    if len(key) != _KEY or not all(c in _BASE64 for c in key):
        return None
    return _base64_number(key[:_KEY_ID]) >> 2


def twitter_media_time(key: str, *, now: datetime | None = None) -> datetime | None:
    """When the picture was first uploaded to Twitter under this key, UTC.

    None where it is no such key. A post may use it seconds or days later; re-posts keep the key, a
    second upload gets a new one.
    """
    number = twitter_media_id(key)
    return None if number is None else snowflake_time(number, now=now)


def instagram_media_id(code: str) -> int | None:
    """The media id of an Instagram shortcode; None for anything else.

    The shortcode is the part after /p/, /reel/ or /tv/.
    """
    if len(code) > _PRIVATE_CODE:
        code = code[:-_PRIVATE_CODE]
    if not _SHORTEST_CODE <= len(code) <= _LONGEST_CODE or not all(c in _BASE64 for c in code):
        return None
    return _base64_number(code)


def instagram_media_time(media: str | int, *, now: datetime | None = None) -> datetime | None:
    """When an Instagram shortcode (text) or media id (number) was given out, UTC.

    A video's id is given out when its upload begins, minutes before the post.
    """
    number = instagram_media_id(media) if isinstance(media, str) else media
    if number is None or not FIRST_INSTAGRAM_ID <= number < 1 << 64:
        return None
    return moment((number >> 23) + INSTAGRAM_EPOCH_MS, now=now)


def bluesky_tid_time(tid: str, *, now: datetime | None = None) -> datetime | None:
    """The creation time a Bluesky record key claims, UTC.

    The client chose it, so it proves nothing.
    """
    if (
        len(tid) != _TID
        or not all(c in _BASE32_SORTABLE for c in tid)
        or _BASE32_SORTABLE[tid[0]] > _TID_FIRST
    ):
        return None
    number = 0
    for c in tid:
        number = number * 32 + _BASE32_SORTABLE[c]
    # Accounts import their older posts from Twitter, which began in 2006.
    return moment((number >> 10) / 1000, earliest=datetime(2006, 1, 1, tzinfo=UTC), now=now)


def bluesky_cid(sha256: str) -> str:
    """The CID of a file with this SHA-256 (64 hex digits).

    Raises `ValueError` for anything else.
    """
    digest = bytes.fromhex(sha256)
    if len(digest) != _SHA256:
        raise ValueError("a SHA-256 has 64 hex digits")
    return "b" + base64.b32encode(_CID_HEAD + digest).decode().lower().rstrip("=")


def sha256_of_cid(cid: str) -> str | None:
    """The SHA-256 of the file that a blob's CID (`bafkrei…`) names, 64 hex digits.

    None for other CIDs.
    """
    if len(cid) != _CID or not cid.startswith("bafkrei"):
        return None
    try:
        raw = base64.b32decode(cid[1:].upper() + "=" * (-len(cid[1:]) % 8))
    except binascii.Error:
        return None
    head, digest = raw[: len(_CID_HEAD)], raw[len(_CID_HEAD) :]
    return digest.hex() if head == _CID_HEAD and len(digest) == _SHA256 else None


def wayback_digest(sha1: str) -> str:
    """The Wayback Machine's `digest` of a body with this SHA-1 (40 hex digits).

    It has 32 characters. Raises `ValueError` for anything else.
    """
    return base64.b32encode(_sha1_bytes(sha1)).decode()


def base36_sha1(sha1: str) -> str:
    """MediaWiki's key for a file with this SHA-1 (40 hex digits): base 36.

    It has 31 characters. Raises `ValueError` for anything else.
    """
    return _digits(int.from_bytes(_sha1_bytes(sha1), "big"), _BASE36).rjust(_BASE36_SHA1, "0")


def flickr_short_id(photo: int | str) -> str:
    """The part after flic.kr/p/ for a photo id.

    Raises `ValueError` where it is no number.
    """
    return _digits(int(photo), _BASE58)


def flickr_photo_id(short: str) -> int | None:
    """The photo id behind flic.kr/p/…; None where it is no such code."""
    if not 1 <= len(short) <= _LONGEST_CODE or any(c not in _BASE58 for c in short):
        return None
    number = 0
    for c in short:
        number = number * 58 + _BASE58.index(c)
    return number


def commons_name(name: str) -> str:
    """A file's name as Commons stores it: no prefix, underscores, a capital first."""
    name = re.sub(r"^(?:File|Image|Datei|Fichier|Archivo|Файл)\s?:", "", name.strip(), flags=re.I)
    name = re.sub(r"[ _]{1,}", "_", name).strip("_")
    return name[:1].upper() + name[1:]


def commons_path(name: str) -> str:
    """Where upload.wikimedia.org/wikipedia/commons/ keeps a file: `a/ab/Name.jpg`.

    It is percent-encoded as the wiki's own addresses are.
    """
    stored = commons_name(name)
    digest = hashlib.md5(stored.encode(), usedforsecurity=False).hexdigest()
    return f"{digest[0]}/{digest[:2]}/{quote(stored, safe='')}"


def unsplash_upload_time(text: str, *, now: datetime | None = None) -> datetime | None:
    """The time in `photo-<Unix milliseconds>-<12 hex digits>`, UTC.

    images.unsplash.com names files so, by the time of their upload.
    """
    match = re.search(r"(?<![A-Za-z0-9])photo-(\d{13})-[0-9a-f]{12}(?![0-9a-z])", text)
    # Unsplash began in 2013.
    return (
        moment(int(match[1]), earliest=datetime(2013, 1, 1, tzinfo=UTC), now=now) if match else None
    )


def pixabay_upload_time(url: str, *, now: datetime | None = None) -> datetime | None:
    """The time in `cdn.pixabay.com/photo/YYYY/MM/DD/HH/MM/…`, to the minute.

    Its zone is not stated, so it is naive.
    """
    match = re.search(r"pixabay\.com/photo/(\d{4})/(\d\d)/(\d\d)/(\d\d)/(\d\d)/", url)
    if not match:
        return None
    try:
        time = datetime(*map(int, match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None
    latest = (now or datetime.now(UTC)).replace(tzinfo=None) + SLACK
    return time if time <= latest else None


def ap_date(key: str, *, now: datetime | None = None) -> date | None:
    """The day in an AP friendly key; None where it is none.

    The key is `YY`, the day of the year and more, 11 to 14 digits.
    """
    if not re.fullmatch(r"\d{11,14}", key, re.A):
        return None
    today = (now or datetime.now(UTC)).date()
    year, day = 2000 + int(key[:2]), int(key[2:5])
    if year > today.year:
        year -= 100
    found = date(year, 1, 1) + timedelta(days=day - 1)
    return (
        found
        if day >= 1 and found.year == year and date(1990, 1, 1) <= found <= today + SLACK
        else None
    )


def mastodon_media_time(id: int, *, now: datetime | None = None) -> datetime | None:
    """When a Mastodon media id was given out, UTC.

    None for the older ids, which were counted one by one.
    """
    if not 0 < id < 1 << 64:
        return None
    return moment(id >> 16, earliest=datetime(2016, 1, 1, tzinfo=UTC), now=now)


def _number(value: int | str) -> int | None:
    if isinstance(value, int):
        return value if 0 < value < 1 << 64 else None
    return int(value) if re.fullmatch(r"\d{1,19}", value, re.A) else None


def _base64_number(text: str) -> int:
    number = 0
    for c in text:
        number = number * 64 + _BASE64[c]
    return number


def _digits(number: int, alphabet: str) -> str:
    if number < 0:
        raise ValueError("a number below zero is no id")
    text = ""
    while number:
        number, rest = divmod(number, len(alphabet))
        text = alphabet[rest] + text
    return text or alphabet[0]


def _sha1_bytes(sha1: str) -> bytes:
    digest = bytes.fromhex(sha1)
    if len(digest) != _SHA1:
        raise ValueError("a SHA-1 has 40 hex digits")
    return digest
