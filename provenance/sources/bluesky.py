"""Posts and pictures at Bluesky.

Recognised: post addresses and the picture addresses of cdn.bsky.app. Looked up at the public
AppView, without a key.

A picture's id (CID) holds the SHA-256 of the file as it was uploaded, so the very bytes can be
told; the CDN serves a re-encoded copy, the author's own server serves the file itself. The
creation time is what the author's app claims; the time the network first saw the post is recorded
beside it. An account that asks not to be shown to logged-out readers is reported as gated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

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
from provenance.model.addresses import is_web_address
from provenance.pictures.clues import bluesky_tid_time, sha256_of_cid
from provenance.sources.kit.answers import (
    dig,
    endpoint,
    items,
    number,
    object_of,
    reading,
    text,
    where,
)
from provenance.sources.kit.facts import stated_instant
from provenance.sources.kit.posts import account, first, several, typed_addresses

TITLE = "Bluesky"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("bluesky",)
CAN = ("url", "credit")
ETIQUETTE = (
    "One post at a time at the public AppView; the label `!no-unauthenticated` is respected."
)
ASK = (
    "the credit names only the platform: ask the author for the address of the post and the "
    "handle of its account"
)
EXAMPLES = (
    (
        "https://pds.example.org/xrpc/com.atproto.sync.getBlob?did=did:plc:abcdefghijklmnopqrstuvwx&cid=bafkreiadwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
        "blob/did:plc:abcdefghijklmnopqrstuvwx/bafkreiadwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    ),
    (
        "https://bsky.app/profile/harbour.example.com/post/3kabcdefghi2k",
        "harbour.example.com/3kabcdefghi2k",
    ),
    (
        "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kabcdefghi2l",
        "did:plc:abcdefghijklmnopqrstuvwx/3kabcdefghi2l",
    ),
    (
        "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:abcdefghijklmnopqrstuvwx/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku@jpeg",
        "blob/did:plc:abcdefghijklmnopqrstuvwx/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    ),
)
_APP, _DIRECTORY = "https://public.api.bsky.app", "https://plc.directory"
_POST = re.compile(
    r"(?:https?://(?:www\.)?bsky\.app/profile/([\w.:-]{4,100})/post/|at://([\w.:-]{4,100})/app\.bsky\.feed\.post/)([2-7a-z]{13})\b",
    re.A,
)
_SERVED = re.compile(
    r"https?://[\w.-]{4,100}/xrpc/com\.atproto\.sync\.getBlob\?"
    r"(?=[^#]{0,300}\bdid=(did:[\w.:-]{4,100}))(?=[^#]{0,300}\bcid=(bafkrei[a-z2-7]{52})(?![a-z2-7]))",
    re.A,
)
"""The very file at its account's own server."""
_BLOB = re.compile(
    r"https?://cdn\.bsky\.app/img/\w{3,30}/plain/(did:[\w.:-]{4,100})/(bafkrei[a-z2-7]{52})(?:@\w+)?",
    re.A,
)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Posts and pictures that the clues name."""
    found = []
    words = typed_addresses(clues, "bsky.app/")
    for url in (*clues.urls, *(word if "://" in word else f"https://{word}" for word in words)):
        address = unquote(url)
        post, blob = _POST.match(address), _BLOB.match(address) or _SERVED.match(address)
        if post:
            found.append(
                Reference(
                    "bluesky", f"{post[1] or post[2]}/{post[3]}", MatchBasis.SAME_ID, url, url
                )
            )
        elif blob:
            found.append(
                Reference("bluesky", f"blob/{blob[1]}/{blob[2]}", MatchBasis.SAME_ID, url, url)
            )
    return tuple(found)


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The post or file behind a reference.

    Raises `NotFetched`: `gone` for a deleted post, `gated` for a blocked one or an account that
    hides from logged-out readers, and whatever the network does.
    """
    kind, _, rest = reference.id.partition("/")
    if kind == "blob":
        did, _, cid = rest.partition("/")
        return (_file(did, cid, fetcher, config),)
    base = endpoint(config, "bluesky", _APP)
    params = {"uri": f"at://{kind}/app.bsky.feed.post/{rest}", "depth": "0", "parentHeight": "0"}
    exchange = fetcher.get(
        f"{base}/xrpc/app.bsky.feed.getPostThread", params=params, accept_status=(400,)
    )
    answer = object_of(exchange)
    return (_record(_post_in(answer), rest, exchange, fetcher, config),)


def _post_in(answer: Mapping[str, Any]) -> Any:
    """The post of an answer. Raises `NotFetched` where it shows none."""
    thread = dig(answer, "thread")
    form = text(thread, "$type") or ""
    if text(answer, "error") == "NotFound" or form.endswith("#notFoundPost"):
        raise NotFetched(Reason.GONE, "Bluesky has no such post: deleted, or never there")
    if form.endswith("#blockedPost"):
        raise NotFetched(
            Reason.GATED, "Bluesky does not show the post: its author blocks the reader"
        )
    post = dig(thread, "post")
    if not text(post, "uri"):
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND,
            f"Bluesky did not understand the question: {text(answer, 'message')}",
        )
    labels = [text(label, "val") for label in items(post, "author", "labels")]
    if "!no-unauthenticated" in labels:
        raise NotFetched(Reason.GATED, "the account asks not to be shown to logged-out readers")
    return post


def _record(
    post: Any, rkey: str, exchange: Exchange, fetcher: Fetches, config: Config
) -> SourceRecord:
    handle, name, did = (text(post, "author", key) for key in ("handle", "displayName", "did"))
    who = account(name, handle)
    view = dig(post, "embed")
    stored, shown = _images(dig(post, "record", "embed")), _images(view)
    cids = [cid for cid in (text(image, "image", "ref", "$link") for image in stored) if cid]
    media = _files(did, cids, fetcher, config) or _served_urls(view, shown)
    single = stored[0] if len(stored) == 1 else None
    return SourceRecord(
        source="bluesky",
        id=f"{did or handle}/{rkey}",
        where=where(exchange, "$.post"),
        page_url=f"https://bsky.app/profile/{handle or did}/post/{rkey}",
        media_url=first(media),
        preview_url=(text(shown, 0, "thumb") or media[0]) if media else None,
        description=reading(text(post, "record", "text"), where(exchange, "$.post.record.text")),
        uploader=who,
        credit_line=reading(who, where(exchange, "$.post.author")),
        links=tuple(_links(post, view)),
        dates=_dates(post, exchange),
        width=number(single, "aspectRatio", "width"),
        height=number(single, "aspectRatio", "height"),
        sha256=sha256_of_cid(cids[0]) if len(cids) == 1 else None,
        notes=tuple(_notes(shown, rkey, exchange)),
        basis=MatchBasis.SAME_ID,
        media_urls=several(media),
    )


def _links(post: Any, view: Any) -> Iterator[Link]:
    """The post it quotes, and where its text and its card lead.

    The text shows addresses shortened; its facets hold them whole.
    """
    if quoted := text(view, "record", "uri") or text(view, "record", "record", "uri"):
        yield Link(quoted, "quoted post")
    facets = (
        text(feature, "uri")
        for facet in items(post, "record", "facets")
        for feature in items(facet, "features")
    )
    cards = (text(view, "external", "uri"), text(view, "media", "external", "uri"))
    for url in dict.fromkeys((*facets, *cards)):
        if url and is_web_address(url):
            yield Link(url, "link in the post")


def _images(embed: Any) -> list[Any]:
    """The pictures of a post; a quoting post wraps them once more."""
    return items(embed, "images") or items(embed, "media", "images")


def _files(did: str | None, cids: list[str], fetcher: Fetches, config: Config) -> tuple[str, ...]:
    """Where the very files lie at the account's server; empty where that is not known."""
    host = _server(did, fetcher, config) if cids and did else None
    if host is None:
        return ()
    return tuple(f"{host}/xrpc/com.atproto.sync.getBlob?did={did}&cid={cid}" for cid in cids)


def _served_urls(view: Any, shown: list[Any]) -> tuple[str, ...]:
    """The re-encoded copies, or a video's still."""
    served = tuple(url for url in (text(image, "fullsize") for image in shown) if url)
    still = text(view, "thumbnail") or text(view, "media", "thumbnail")
    return served or ((still,) if still else ())


def _dates(post: Any, exchange: Exchange) -> tuple[DatedFact, ...]:
    """When the author's app says the post was made, and when the network first saw it."""
    claimed = stated_instant(
        DateKind.POSTED,
        text(post, "record", "createdAt"),
        where(exchange, "$.post.record.createdAt (claimed)"),
    )
    stated = text(post, "indexedAt")
    # An index that repeats the author's claim to the millisecond has seen nothing itself.
    own = stated if stated != text(post, "record", "createdAt") else None
    observed = stated_instant(DateKind.FIRST_SEEN, own, where(exchange, "$.post.indexedAt"))
    return tuple(fact for fact in (claimed, observed) if fact)


def _notes(shown: list[Any], rkey: str, exchange: Exchange) -> Iterator[Reading]:
    for image in shown:
        if alt := text(image, "alt"):
            yield Reading(f"alt text: {alt}", where(exchange, "$.post.embed.images.alt"))
    moment = bluesky_tid_time(rkey)
    if moment:
        yield Reading(f"the record key claims {moment.isoformat()}", where(exchange, "$.post.uri"))


def _file(did: str, cid: str, fetcher: Fetches, config: Config) -> SourceRecord:
    """A file by its id alone: the exact bytes and their SHA-256, no post, no text."""
    host = _server(did, fetcher, config)
    served = f"https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg"
    exact = f"{host}/xrpc/com.atproto.sync.getBlob?did={did}&cid={cid}" if host else served
    spot = Locator("address of the picture", url=served)
    return SourceRecord(
        source="bluesky",
        id=f"blob/{did}/{cid}",
        where=spot,
        page_url=f"https://bsky.app/profile/{did}",
        media_url=exact,
        preview_url=served,
        sha256=sha256_of_cid(cid),
        notes=(Reading("the address names an account and a file, but no post", spot),),
        basis=MatchBasis.SAME_ID,
    )


def _server(did: str, fetcher: Fetches, config: Config) -> str | None:
    """The account's own server, which keeps files unchanged; None for an unknown one."""
    if not did.startswith("did:plc:"):
        return None
    try:
        exchange = fetcher.get(f"{endpoint(config, 'bluesky', _DIRECTORY)}/{did}")
        services = items(object_of(exchange), "service")
    except NotFetched:
        return None  # the CDN's copy is enough to compare
    found = (
        text(s, "serviceEndpoint")
        for s in services
        if (text(s, "id") or "").endswith("#atproto_pds")
    )
    return next((url.rstrip("/") for url in found if url and url.startswith("https://")), None)
