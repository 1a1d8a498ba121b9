"""Public posts at Mastodon servers.

Recognised: `/@name/<number>` and `/users/name/statuses/<number>` at any host, where the number has
the length of a Mastodon id; and files under `/media_attachments/files/`. Looked up at the post's
own server, without a key; a server that answers only to its own is reported as gated.

The id of a newer post holds its time. A copy of another server's post links to where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DatedFact,
    DateKind,
    Link,
    Locator,
    MatchBasis,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import mastodon_media_time
from provenance.sources.kit.answers import (
    dig,
    endpoint,
    items,
    linked_addresses,
    number,
    object_of,
    plain,
    reading,
    text,
    where,
)
from provenance.sources.kit.facts import instant, latest, stated_instant
from provenance.sources.kit.posts import account, first, several

TITLE = "Mastodon"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("mastodon",)
CAN = ("url", "credit")
ETIQUETTE = "One post at a time; servers allow 300 questions in five minutes."
ASK = (
    "the credit names only the platform: ask the author for the address of the post, which "
    "names its server"
)
EXAMPLES = (
    (
        "https://social.example.org/@harbour_watch/110500000000000001",
        "social.example.org/110500000000000001",
    ),
    (
        "https://social.example.org/users/harbour_watch/statuses/110500000000000002",
        "social.example.org/110500000000000002",
    ),
    (
        "https://files.social.example.org/media_attachments/files/110/500/000/000/000/003/original/0a1b2c3d4e5f6071.jpeg",
        "media/110500000000000003",
    ),
)
_POST = re.compile(
    r"/(?:@\w{1,40}(?:@[\w.-]{3,80})?|users/\w{1,40}/statuses|web/statuses)/(\d{15,20})/?", re.A
)
_FILE = re.compile(
    r".{0,200}/media_attachments/files/((?:\d{3}/){2,7})(?:original|small)/[0-9a-f]{16}\.\w{3,4}",
    re.A,
)
_LONGEST_ID = 20
"""Digits of 64 bits."""
_NOT_MASTODON = frozenset(
    {"twitter.com", "x.com", "tiktok.com", "threads.net", "youtube.com", "medium.com"}
)
"""Sites whose addresses have the same form."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Posts and files that the clues name."""
    found = []
    for url in clues.urls:
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not host or host in _NOT_MASTODON:
            continue
        post, file = _POST.fullmatch(parts.path), _FILE.fullmatch(parts.path)
        if post:
            found.append(
                Reference(
                    "mastodon", f"{parts.netloc.lower()}/{post[1]}", MatchBasis.SAME_ID, url, url
                )
            )
        elif file:
            identity = str(int(file[1].replace("/", "")))
            found.append(Reference("mastodon", f"media/{identity}", MatchBasis.SAME_ID, url, url))
    return tuple(found)


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The post behind a reference; a bare file is answered from its address.

    Raises `NotFetched`: `gone` for a deleted post, `gated` where the server asks for a log-in.
    """
    host, _, identity = reference.id.rpartition("/")
    if host == "media":
        return (_file(identity, reference.url or reference.clue),)
    base = endpoint(config, "mastodon", f"https://{host}")
    exchange = fetcher.get(f"{base}/api/v1/statuses/{identity}")
    answer = object_of(exchange)
    if not text(answer, "id"):
        raise NotFetched(
            Reason.FAILED,
            f"{host} did not answer as a Mastodon server does",
            status=exchange.status,
        )
    boosted = dig(answer, "reblog")
    path = "$.reblog" if text(boosted, "id") else "$"
    return (_record(boosted if text(boosted, "id") else answer, host, exchange, path),)


def _record(post: Any, host: str, exchange: Exchange, path: str) -> SourceRecord:
    who = account(text(post, "account", "display_name"), text(post, "account", "acct"))
    attached = [
        item
        for item in items(post, "media_attachments")
        if text(item, "type") in ("image", "gifv", "video")
    ]
    media = tuple(url for url in map(_picture, attached) if url)
    uploads = latest(_upload(text(item, "id") or "", where(exchange, path)) for item in attached)
    single = attached[0] if len(attached) == 1 else None
    return SourceRecord(
        source="mastodon",
        id=f"{host}/{text(post, 'id')}",
        where=where(exchange, path),
        page_url=text(post, "url"),
        media_url=first(media),
        preview_url=(text(attached, 0, "preview_url") or media[0]) if media else None,
        description=reading(_words(post), where(exchange, f"{path}.content")),
        uploader=who,
        credit_line=reading(who, where(exchange, f"{path}.account")),
        links=tuple(_links(post, attached, host)),
        dates=(*_post_date(post, uploads, exchange, path), *uploads),
        width=number(single, "meta", "original", "width"),
        height=number(single, "meta", "original", "height"),
        notes=tuple(_notes(post, attached, exchange, path)),
        basis=MatchBasis.SAME_ID,
        media_urls=several(media),
    )


def _words(post: Any) -> str | None:
    """The warning before the post, and its text: both are the author's words."""
    said = (text(post, "spoiler_text"), plain(text(post, "content")))
    return "\n".join(filter(None, said)) or None


def _post_date(
    post: Any, uploads: tuple[DatedFact, ...], exchange: Exchange, path: str
) -> Iterator[DatedFact]:
    """When the post showed its pictures: an edit may have brought them later."""
    posted = stated_instant(
        DateKind.POSTED, text(post, "created_at"), where(exchange, f"{path}.created_at")
    )
    edited = stated_instant(
        DateKind.POSTED, text(post, "edited_at"), where(exchange, f"{path}.edited_at")
    )
    if posted is None or edited is None or _is_before(uploads, posted):
        edited = None
    if fact := edited or posted:
        yield fact


def _is_before(uploads: tuple[DatedFact, ...], posted: DatedFact) -> bool:
    """True where all pictures were uploaded before the post was made."""
    last = uploads[0].moment if uploads else None
    return last is not None and posted.moment is not None and last <= posted.moment


def _notes(post: Any, attached: list[Any], exchange: Exchange, path: str) -> Iterator[Reading]:
    """What else the answer says about the post and its pictures."""
    if warning := text(post, "spoiler_text"):
        yield Reading(f"content warning: {warning}", where(exchange, f"{path}.spoiler_text"))
    if dig(post, "sensitive") is True:
        yield Reading("marked as sensitive", where(exchange, f"{path}.sensitive"))
    if edited := text(post, "edited_at"):
        yield Reading(f"the post has been edited ({edited})", where(exchange, f"{path}.edited_at"))
    for alt in filter(None, (text(item, "description") for item in attached)):
        yield Reading(f"alt text: {alt}", where(exchange, f"{path}.media_attachments"))


def _links(post: Any, attached: list[Any], host: str) -> Iterator[Link]:
    """The servers it was copied from, the post it quotes, where its text leads."""
    for item in attached:
        if url := text(item, "remote_url"):
            yield Link(url, "copied from")
    origin = text(post, "url")
    if origin and (urlsplit(origin).hostname or "") != host.partition(":")[0]:
        yield Link(origin, "original post")
    if quoted := text(post, "quote", "quoted_status", "url") or text(post, "quote", "url"):
        yield Link(quoted, "quoted post")
    outward = linked_addresses(text(post, "content"), without=("mention", "hashtag"))
    card = text(post, "card", "url")
    for url in dict.fromkeys((*outward, *((card,) if card else ()))):
        yield Link(url, "link in the post")


def _picture(item: Any) -> str | None:
    """A picture's own address; of a video the still."""
    return text(item, "url") if text(item, "type") == "image" else text(item, "preview_url")


def _upload(identity: str, spot: Locator) -> DatedFact | None:
    """The upload time in an attachment's id; None for the older, counted ids.

    `id >> 16` is Unix milliseconds.
    """
    if not (identity.isascii() and identity.isdigit() and len(identity) <= _LONGEST_ID):
        return None
    moment = mastodon_media_time(int(identity))
    if moment is None:
        return None
    place = Locator(
        f"attachment {identity}: id >> 16 ms",
        url=spot.url,
        fetched=spot.fetched,
        retrieved=spot.retrieved,
    )
    return instant(DateKind.UPLOADED, moment, place)


def _file(identity: str, url: str) -> SourceRecord:
    spot = Locator("address of the file", url=url)
    upload = _upload(identity, spot)
    return SourceRecord(
        source="mastodon",
        id=f"media/{identity}",
        where=spot,
        media_url=url.replace("/small/", "/original/"),
        preview_url=url,
        dates=(upload,) if upload else (),
        notes=(Reading("the address names a file but no post", spot),),
        basis=MatchBasis.SAME_ID,
    )
