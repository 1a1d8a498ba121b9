"""Posts of public channels at Telegram.

Recognised: `t.me/<channel>/<number>` and its preview forms. Read from the page that embeds such a
post, which needs no key but is undocumented: where its form changes, the answer is "not found",
never "deleted". Posts of private channels (`t.me/c/…`) and groups are gated.

A channel is the one who posted, never taken for the author; a post forwarded from another channel
links there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DateKind,
    Link,
    MatchBasis,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.sources.kit.answers import endpoint, reading, where
from provenance.sources.kit.facts import stated_instant
from provenance.sources.kit.posts import first, references, several

if TYPE_CHECKING:
    from bs4 import Tag

TITLE = "Telegram"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("telegram",)
CAN = ("url", "credit")
ETIQUETTE = "One post at a time, the public preview only; no log-in, no channel is crawled."
ASK = (
    "the credit names only the platform: ask the author for the channel and the address of the post"
)
EXAMPLES = (
    ("https://t.me/harbour_watch/1204", "harbour_watch/1204"),
    ("https://t.me/s/harbour_watch/1205", "harbour_watch/1205"),
    ("https://telegram.me/harbour_watch/1206?single", "harbour_watch/1206"),
    ("https://t.me/c/1500000000/1207", "c/1500000000/1207"),
)
_POST = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.(?:me|dog)/(?:s/)?(?P<channel>c/\d{5,14}|[A-Za-z]\w{3,31})/(?P<post>\d{1,9})(?![\w/])",
    re.A,
)
_PAGE, _QUOTED, _TEXT = 2_000_000, 200, 20_000
"""Characters of a page, of a refusal and of a post that are read."""
_MOST = 20
"""Pictures of one post; Telegram takes ten."""
_BACKGROUND = re.compile(r"background-image\s*:\s*url\(\s*['\"]?(https?:[^'\")]{5,500})", re.I)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Posts that the clues name."""
    return references("telegram", clues, "t.me/", _POST, _post_of)


def _post_of(match: re.Match[str]) -> tuple[str, str]:
    identity = f"{match['channel']}/{match['post']}"
    return identity, f"https://t.me/{identity}"


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The post behind a reference.

    Raises `NotFetched`: `gated` for private channels and posts that only the app shows, `gone`
    where Telegram says that there is no such post, `source-not-found` where the page holds no
    post.
    """
    from bs4 import BeautifulSoup

    if reference.id.startswith("c/"):
        raise NotFetched(
            Reason.GATED, "the post stands in a private Telegram channel: only its members see it"
        )
    base = endpoint(config, "telegram", "https://t.me")
    exchange = fetcher.get(
        f"{base}/{reference.id}", kind="page", params={"embed": "1", "mode": "tme"}
    )
    page = BeautifulSoup(exchange.text()[:_PAGE], "html.parser")
    failure = page.select_one(".tgme_widget_message_error")
    if failure is not None:
        said = failure.get_text(" ", strip=True)
        if "not found" in said.lower():
            raise NotFetched(Reason.GONE, f"Telegram says: {said[:_QUOTED]}")
        raise NotFetched(Reason.GATED, f"Telegram shows the post only in its app: {said[:_QUOTED]}")
    message = page.select_one("div.tgme_widget_message[data-post]")
    if message is None:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND,
            "the page at t.me shows no post: the channel is private or a group",
        )
    return (_record(message, reference.id, exchange),)


def _record(message: Tag, identity: str, exchange: Exchange) -> SourceRecord:
    styles = [
        str(tag.get("style", ""))
        for tag in message.select(
            ".tgme_widget_message_photo_wrap, .tgme_widget_message_video_thumb"
        )
    ]
    found = dict.fromkeys(match[1] for match in map(_BACKGROUND.search, styles) if match)
    media = tuple(found)[:_MOST]
    time = message.select_one("a.tgme_widget_message_date time[datetime]")
    stated = str(time.get("datetime")) if time else None
    posted = stated_instant(DateKind.POSTED, stated, where(exchange, "time[datetime]"))
    links, notes = _forwards(message, exchange)
    name = _text_of(message, ".tgme_widget_message_owner_name, .tgme_widget_message_author", " ")
    channel = identity.partition("/")[0]
    who = f"{name} (@{channel})" if name else f"@{channel}"
    return SourceRecord(
        source="telegram",
        id=identity,
        where=where(exchange, "div.tgme_widget_message"),
        page_url=f"https://t.me/{identity}",
        media_url=first(media),
        preview_url=first(media),
        description=reading(
            (_text_of(message, ".tgme_widget_message_text", "\n") or "")[:_TEXT],
            where(exchange, ".tgme_widget_message_text"),
        ),
        uploader=who,
        credit_line=reading(who, where(exchange, ".tgme_widget_message_author")),
        links=links,
        dates=(posted,) if posted else (),
        notes=notes,
        basis=MatchBasis.SAME_ID,
        media_urls=several(media),
    )


def _text_of(message: Tag, selector: str, between: str) -> str | None:
    found = message.select_one(selector)
    return found.get_text(between, strip=True) if found else None


def _forwards(message: Tag, exchange: Exchange) -> tuple[tuple[Link, ...], tuple[Reading, ...]]:
    """Where a post was forwarded from: a link to follow, and a note."""
    origin = message.select_one("a.tgme_widget_message_forwarded_from_name")
    if origin is None:
        return (), ()
    target = str(origin.get("href") or "")
    note = Reading(
        f"forwarded from {origin.get_text(' ', strip=True)}",
        where(exchange, ".tgme_widget_message_forwarded_from_name"),
    )
    links = (Link(target, "forwarded from"),) if target.startswith("https://") else ()
    return links, (note,)
