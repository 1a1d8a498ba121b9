"""Photos and posts at Facebook, which shows them only to people who are logged in.

Recognised by the address of a photo or post, or by the photo's number in the platform's crawler
addresses. Nothing is fetched and no log-in is used: a person has to look. The record holds the
address and no more.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.config import Config
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, Locator, Reference, SourceRecord
from provenance.sources.kit.posts import ASK_FOR_POST, MEMBERS_ONLY, references, unread_post

TITLE = "Facebook"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("facebook",)
CAN = ("url", "credit")
ETIQUETTE = MEMBERS_ONLY
ASK = ASK_FOR_POST
EXAMPLES = (
    ("https://www.facebook.com/photo.php?fbid=1020000000000001", "1020000000000001"),
    ("https://www.facebook.com/photo/?fbid=1020000000000002&set=a.1", "1020000000000002"),
    ("https://m.facebook.com/harbour.watch/posts/1020000000000003", "1020000000000003"),
    (
        "https://lookaside.fbsbx.com/lookaside/crawler/media/?media_id=1020000000000004",
        "1020000000000004",
    ),
)
_HOST = r"(?:https?://)?(?:[a-z-]{1,8}\.)?facebook\.com/"
_POST = re.compile(
    _HOST + r"(?:photo(?:\.php|/)?\?(?:[^#\s]{0,200}&)?fbid=(?P<photo>\d{8,20})"
    r"|[\w.-]{1,80}/(?:posts|photos|videos)/(?:[\w.-]{1,120}/){0,2}(?P<post>\d{8,20}|pfbid\w{20,90}))"
    r"|https?://lookaside\.fbsbx\.com/lookaside/crawler/media/\?media_id=(?P<media>\d{8,20})",
    re.A,
)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Photos and posts that the clues name."""
    return references("facebook", clues, "facebook.com/", _POST, _post_of)


def _post_of(match: re.Match[str]) -> tuple[str, str]:
    number = match["photo"] or match["media"]
    if number:
        return number, f"https://www.facebook.com/photo.php?fbid={number}"
    return match["post"], match[0] if "://" in match[0] else f"https://{match[0]}"


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The address for a person to open; no text, no picture, no network."""
    return (unread_post(reference, TITLE, Locator("address of the post", url=reference.url)),)
