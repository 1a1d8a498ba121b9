"""Posts at Instagram, which shows them only to people who are logged in.

Recognised by a post's address (`/p/`, `/reel/`, `/tv/`). The code in it holds the time of the
post, so that is told without any network; text and picture are not, and no log-in is used: what a
post shows stays unconfirmed.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.config import Config
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, DateKind, Locator, Reference, SourceRecord
from provenance.pictures.clues import instagram_media_time
from provenance.sources.kit.facts import instant
from provenance.sources.kit.posts import ASK_FOR_POST, MEMBERS_ONLY, references, unread_post

TITLE = "Instagram"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("instagram",)
CAN = ("url", "credit")
ETIQUETTE = MEMBERS_ONLY
ASK = ASK_FOR_POST
EXAMPLES = (
    ("https://www.instagram.com/p/Bqvs0123456/", "Bqvs0123456"),
    ("https://instagram.com/harbour_watch/reel/Cqvs0123456/?igsh=abc", "Cqvs0123456"),
)
_POST = re.compile(
    r"(?:https?://)?(?:www\.)?(?:instagram\.com|instagr\.am)/(?:[\w.]{1,30}/)?(?:p|reel|tv)/([\w-]{5,40})(?![\w-])",
    re.A,
)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Posts that the clues name."""
    return references("instagram", clues, "instagr", _POST, lambda m: (m[1], _page(m[1])))


def _page(code: str) -> str:
    return f"https://www.instagram.com/p/{code}/"


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The post's time from its code; no text, no picture, no network."""
    spot = Locator(
        "code in the post's address: base 64, (id >> 23) + 1314220021721 ms",
        url=_page(reference.id),
    )
    posted = instagram_media_time(reference.id)
    dates = (instant(DateKind.POSTED, posted, spot),) if posted else ()
    return (unread_post(reference, TITLE, spot, dates),)
