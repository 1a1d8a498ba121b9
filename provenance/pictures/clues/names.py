"""The forms of file names, and the times they state.

Those that phones, messengers, screenshots and platforms give.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.model import FileClue, Locator
from provenance.pictures.clues.ids import iso, moment, twitter_media_id, twitter_media_time
from provenance.pictures.clues.suppliers import supplier_clues

LONGEST_NAME = 400
"""Characters of a file name that are read; file systems stop at 255 bytes."""

_DAY = r"(?P<y>19[89]\d|20\d\d)[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>0[1-9]|[12]\d|3[01])"
_TIME = (
    r"(?P<H>\d{1,2})[-_.:h]?(?P<M>[0-5]\d)(?:[-_.:m]?(?P<S>[0-5]\d))?(?:[ "
    r"_\u202f-]?(?P<half>[AaPp])\.?[Mm]\b)?"
)
_START = r"(?:^|(?<=[^A-Za-z0-9]))"

_WHATSAPP_PHONE = re.compile(
    _START + rf"(?:IMG|PTT|VID|STK)-(?P<day>{_DAY})-WA(?P<n>\d{{4}})(?!\d)"
)
_WHATSAPP_DESK = re.compile(
    _START + rf"whatsapp[-_ ](?:image|photo|video)[-_ ](?P<day>{_DAY})[-_ ]at[-_ ]{_TIME}", re.I
)
_FB_IMG = re.compile(_START + r"FB_IMG_(?P<ms>\d{13})(?!\d)", re.I)
_MESSENGER = re.compile(_START + r"received_(?P<id>\d{8,20})(?!\d)")
_TELEGRAM = re.compile(_START + rf"photo_(?P<day>{_DAY})_{_TIME}", re.I)
_SIGNAL = re.compile(_START + rf"signal-(?P<day>{_DAY})-{_TIME}", re.I)
_STAMP = re.compile(rf"(?P<day>{_DAY})(?:[-_ ,]+(?:[^\W\d_]{{1,3}}[-_ ])?{_TIME})?")
_PIXEL = re.compile(
    _START + rf"PXL_(?P<day>{_DAY})_(?P<H>\d\d)(?P<M>[0-5]\d)(?P<S>[0-5]\d)(?:\d{{3}})?(?!\d)"
)
_PHONE = re.compile(
    _START + rf"(?:(?:IMG|MVIMG|BURST|PANO|DJI|VID)[-_])?(?P<day>{_DAY})"
    r"[-_](?P<H>[01]\d|2[0-3])(?P<M>[0-5]\d)(?P<S>[0-5]\d)(?!\d)"
)
_CAMERA = re.compile(
    r"(?:IMG_|_MG_|_?DSC_?|DSCN|DSCF|_?DSF|P\d{3}|PICT|SAM_|GOPR|DJI_|CIMG|HPIM|MVC-|SDC)_?\d{4,5}",
    re.I,
)
_FACEBOOK = re.compile(
    r"\d{5,20}_(?P<id>\d{8,20})_\d{8,20}_[nobstqa]\.(?:jpe?g|png|webp)", re.I | re.A
)
_THUMBNAIL = re.compile(r"images(?: ?\(\d{1,3}\))?\.(?:jpe?g|png|webp)", re.I)
_RUNS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_RANDOM_RUNS = 6
_KEY = re.compile(r"(?:^|(?<=[^A-Za-z0-9_-]))[A-H][\w-]{14}(?=[^\w-]|$)", re.A)


def name_clues(name: str) -> tuple[FileClue, ...]:
    """What one file name tells; nothing where it has no known form."""
    return _remembered(name[:LONGEST_NAME])


@lru_cache(maxsize=256)
def _remembered(name: str) -> tuple[FileClue, ...]:
    """What a name tells, remembered.

    All ask for it, by itself and at the end of its address."""
    where = Locator(f"file name {name}")
    found = tuple(_messengers(name, where)) or tuple(_screenshot(name, where))
    cameras = () if found else _cameras(name, where)
    known = supplier_clues(name, where, address=False)
    return (*found, *cameras, *twitter_name(name, where), *known)


def twitter_name(name: str, where: Locator) -> Iterator[FileClue]:
    """The media key in a saved picture's name.

    It dates the first upload to Twitter.
    """
    for match in _KEY.finditer(name):
        key = match[0]
        time = twitter_media_time(key)
        # Fifteen letters may be words and a year: a random key changes between capitals, small
        # letters and digits at least six times (of 20,000 random ones all but 6 %), a name that
        # somebody wrote hardly ever.
        if time is not None and len(_RUNS.findall(key)) >= _RANDOM_RUNS:
            yield FileClue("upload-time", "twitter", iso(time), time, where)
            yield FileClue("media-id", "twitter", str(twitter_media_id(key)), None, where)


def _messengers(name: str, where: Locator) -> Iterator[FileClue]:
    for source, pattern in (
        ("whatsapp", _WHATSAPP_PHONE),
        ("whatsapp", _WHATSAPP_DESK),
        ("telegram", _TELEGRAM),
        ("signal", _SIGNAL),
    ):
        match = pattern.search(name)
        if match and (stamp := _stamp(match)):
            yield FileClue("platform", source, name, None, where)
            yield FileClue("save-time", source, stamp[0], stamp[1], where)
            return
    if match := _FB_IMG.search(name):
        yield FileClue("platform", "facebook", name, None, where)
        time = moment(int(match["ms"]))
        if time:
            yield FileClue("save-time", "facebook", iso(time), time, where)
    elif match := _MESSENGER.search(name):
        yield FileClue("platform", "messenger", name, None, where)
        yield FileClue("media-id", "messenger", match["id"], None, where)
    elif match := _FACEBOOK.fullmatch(name):
        # Instagram's names look the same; only the address tells them apart.
        yield FileClue("platform", "facebook", name, None, where)
        yield FileClue("media-id", "facebook", match["id"], None, where)
        yield FileClue(
            "page",
            "facebook",
            f"https://www.facebook.com/photo.php?fbid={match['id']}",
            None,
            where,
        )
    elif _THUMBNAIL.fullmatch(name):
        yield FileClue("platform", "google-images", name, None, where)


def _screenshot(name: str, where: Locator) -> Iterator[FileClue]:
    plain = name.casefold().replace("-", " ").replace("_", " ").replace("’", "'").replace("é", "é")
    spaced = f" {plain}"
    if any(word in spaced for word in _screenshot_words()):
        yield FileClue("screenshot", "screenshot", name, None, where)
        match = _STAMP.search(name)
        if match and (stamp := _stamp(match)):
            yield FileClue("save-time", "screenshot", stamp[0], stamp[1], where)


def _cameras(name: str, where: Locator) -> Iterator[FileClue]:
    if (match := _PIXEL.search(name)) and (stamp := _stamp(match)) and stamp[1]:
        # Google's camera writes UTC, all others the phone's own time.
        yield FileClue(
            "capture-time", "camera", stamp[0] + "Z", stamp[1].replace(tzinfo=UTC), where
        )
    elif (match := _PHONE.search(name)) and (stamp := _stamp(match)):
        yield FileClue("capture-time", "camera", stamp[0], stamp[1], where)
    elif _CAMERA.fullmatch(name.rsplit(".", 1)[0]):
        yield FileClue("camera-name", "camera", name, None, where)


def _stamp(match: re.Match[str]) -> tuple[str, datetime | None] | None:
    """ISO text and time of a match.

    No time where only the day is stated, None where it is no date.
    """
    part = match.groupdict()
    try:
        day = datetime(int(part["y"]), int(part["m"]), int(part["d"]))
        if part.get("H") is None:
            return day.date().isoformat(), None
        hour, half = int(part["H"]), (part.get("half") or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        time = day.replace(hour=hour, minute=int(part["M"]), second=int(part.get("S") or 0))
    except ValueError:
        return None
    return time.isoformat(timespec="seconds" if part.get("S") else "minutes"), time


@cache
def _screenshot_words() -> tuple[str, ...]:
    return tuple(f" {word}" for word in read_table("file_words")["screenshot_words"])
