"""Twitter/X answers as records: syndication, API v2, oEmbed. Pure: no I/O."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from provenance import lazy_re as re
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    DatedFact,
    DateKind,
    Link,
    Locator,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Reading,
    Reason,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.pictures.clues import snowflake_time, twitter_media_time
from provenance.sources.kit.answers import dig, items, number, plain, reading, text, where
from provenance.sources.kit.facts import instant, latest, stated_instant
from provenance.sources.kit.posts import first
from provenance.sources.twitter.forms import Form, read_url, sizes_of, status_form
from provenance.values import dataclass

KEY_FORMULA = (
    "media key: first 11 characters as base 64, >> 2, is the media id; (id >> 22) + "
    "1288834974657 ms is the upload"
)
ID_FORMULA = "media id: (id >> 22) + 1288834974657 ms is the upload"
POST_FORMULA = "status id: (id >> 22) + 1288834974657 ms is the post"
_MOST_LINKS, _MOST_PICTURES = 10, 20
"""Of one post; X takes four pictures."""
_DELETED = re.compile(r"\b(?:deleted|no longer exists?)\b", re.I)
_ORIGINAL = re.compile(r"/(\w{1,20})/status/(\d{1,25})/(?:photo|video)/\d", re.A)


def from_syndication(
    answer: Mapping[str, Any], exchange: Exchange, asked: Form
) -> tuple[SourceRecord, ...]:
    """The post, and after one without pictures the post it quotes; empty for `{}`.

    Raises `NotFetched` for a tombstone.
    """
    if answer.get("__typename") == "TweetTombstone":
        raise _tombstone(text(answer, "tombstone", "text", "text"))
    if not text(answer, "id_str"):
        return ()
    quoted = dig(answer, "quoted_tweet")
    records = [_post(answer, exchange, "$", asked)]
    if text(quoted, "id_str") and records[0].media_url is None:
        records.append(_post(quoted, exchange, "$.quoted_tweet", None))
    return tuple(records)


def _tombstone(said: str | None) -> NotFetched:
    """Only what X itself calls deleted is gone; anything else exists behind a gate."""
    if said and _DELETED.search(said):
        return NotFetched(Reason.GONE, f"X says: {said.removesuffix('Learn more').strip()}")
    if said:
        return NotFetched(
            Reason.GATED, f"X does not show the post: {said.removesuffix('Learn more').strip()}"
        )
    return NotFetched(
        Reason.GATED,
        "X withholds the post (age gate, protected account or a legal demand) without a word",
    )


def _post(
    tweet: Mapping[str, Any], exchange: Exchange, path: str, asked: Form | None
) -> SourceRecord:
    identity = text(tweet, "id_str") or ""
    handle, name = text(tweet, "user", "screen_name"), text(tweet, "user", "name")
    page = status_form(identity, handle).url
    details = items(tweet, "mediaDetails")
    addresses = [a for a in (text(media, "media_url_https") for media in details) if a]
    addresses = addresses or [
        a for a in (text(photo, "url") for photo in items(tweet, "photos")) if a
    ]
    poster = text(tweet, "video", "poster")
    media = Media.of(
        tuple(addresses or ([poster] if poster else [])), where(exchange, f"{path}.mediaDetails")
    )
    return SourceRecord(
        source="twitter",
        id=identity,
        where=where(exchange, path),
        page_url=page,
        media_url=media.best,
        preview_url=media.preview,
        description=reading(_words(tweet), where(exchange, f"{path}.text")),
        uploader=account(name, handle),
        credit_line=reading(account(name, handle), where(exchange, f"{path}.user")),
        links=tuple(_links(tweet, identity)),
        dates=(*_post_date(identity, text(tweet, "created_at"), exchange, path), *media.dates),
        width=number(details, 0, "original_info", "width") if len(addresses) == 1 else None,
        height=number(details, 0, "original_info", "height") if len(addresses) == 1 else None,
        notes=(
            *media.notes,
            *_account_notes(handle, asked, where(exchange, path)),
            *_notes(tweet, identity, exchange, path),
        ),
        basis=MatchBasis.SAME_ID,
        media_urls=media.urls,
    )


def _links(tweet: Mapping[str, Any], identity: str) -> Iterator[Link]:
    """The next hops: whose picture it shows, what it quotes, where its text leads."""
    yield from _first_posts(tweet, identity)
    quoted = text(tweet, "quoted_tweet", "id_str")
    if quoted:
        yield Link(
            status_form(quoted, text(tweet, "quoted_tweet", "user", "screen_name")).url or "",
            "quoted post",
        )
    yield from (Link(url, "link in the post") for url in _outward(tweet))


def _notes(
    tweet: Mapping[str, Any], identity: str, exchange: Exchange, path: str
) -> Iterator[Reading]:
    """What else the answer says about the post and its pictures."""
    for link in _first_posts(tweet, identity):
        yield Reading(f"{link.text} at {link.url}", where(exchange, f"{path}…expanded_url"))
    for index, detail in enumerate(items(tweet, "mediaDetails")):
        alt = text(detail, "ext_alt_text")
        if alt:
            yield Reading(
                f"alt text: {alt}", where(exchange, f"{path}.mediaDetails[{index}].ext_alt_text")
            )
    if dig(tweet, "possibly_sensitive") is True:
        yield Reading("marked as sensitive", where(exchange, f"{path}.possibly_sensitive"))
    if dig(tweet, "isEdited") is True:
        yield Reading("the post has been edited", where(exchange, f"{path}.isEdited"))
    if text(tweet, "note_tweet", "id"):
        yield Reading(
            "the text is the beginning of a longer one", where(exchange, f"{path}.note_tweet")
        )
    countries = ", ".join(
        filter(None, (text(code) for code in items(tweet, "withheld", "country_codes")))
    )
    if countries:
        yield Reading(f"withheld in {countries}", where(exchange, f"{path}.withheld"))


def account(name: str | None, handle: str | None) -> str | None:
    """An account as X itself prints it: `Name (@handle)`."""
    if name and handle and name != handle:
        return f"{name} (@{handle})"
    return f"@{handle}" if handle else name


def _account_notes(handle: str | None, asked: Form | None, spot: Locator) -> list[Reading]:
    """A note where the link names another account than the post's.

    The server does not check the name.
    """
    stated = asked.user if asked else None
    if stated and handle and stated.lower() not in (handle.lower(), "i"):
        return [Reading(f"the link names @{stated}, the post is by @{handle}", spot)]
    return []


def _words(tweet: Mapping[str, Any]) -> str | None:
    """The post's own text without the links that only stand for its pictures."""
    whole = text(tweet, "text")
    if whole is None:
        return None
    for short in _picture_links(tweet):
        whole = whole.replace(short, "")
    return html.unescape(whole).strip() or None


def _picture_links(tweet: Mapping[str, Any]) -> Iterator[str]:
    for entity in (
        *items(tweet, "mediaDetails"),
        *items(tweet, "entities", "media"),
        *items(tweet, "entities", "urls"),
    ):
        short, target = text(entity, "url"), text(entity, "expanded_url")
        if short and short.startswith("https://t.co/") and target and _ORIGINAL.search(target):
            yield short


def _first_posts(tweet: Mapping[str, Any], identity: str) -> Iterator[Link]:
    """The posts whose pictures this one shows again.

    A picture taken over keeps the address of its first post.
    """
    addresses = [text(detail, "expanded_url") for detail in items(tweet, "mediaDetails")]
    addresses += [text(entity, "expanded_url") for entity in items(tweet, "entities", "urls")]
    for post, user in {
        m[2]: m[1] for url in addresses if url and (m := _ORIGINAL.search(url))
    }.items():
        if post != identity:
            yield Link(status_form(post, user).url or "", f"first posted by @{user}")


def _outward(tweet: Mapping[str, Any]) -> list[str]:
    """Where the post's text links to, other than to pictures of X itself."""
    found = (text(entity, "expanded_url") for entity in items(tweet, "entities", "urls"))
    return [url for url in found if url and is_web_address(url) and not _ORIGINAL.search(url)][
        :_MOST_LINKS
    ]


def _post_date(
    identity: str, created: str | None, exchange: Exchange, path: str
) -> tuple[DatedFact, ...]:
    """The posting time: from the id; as stated for ids older than November 2010."""
    moment = snowflake_time(int(identity)) if identity.isascii() and identity.isdigit() else None
    if moment is not None:
        return (
            instant(
                DateKind.POSTED,
                moment,
                where(exchange, f"{path}.id_str: {POST_FORMULA}"),
                created or "",
            ),
        )
    stated = stated_instant(DateKind.POSTED, created, where(exchange, f"{path}.created_at"))
    return (stated,) if stated else ()


@dataclass(frozen=True, slots=True)
class Media:
    """The pictures of one post: addresses by falling size, and what their keys tell."""

    best: str | None
    preview: str | None
    urls: tuple[str, ...]
    dates: tuple[DatedFact, ...]
    notes: tuple[Reading, ...]

    @classmethod
    def of(cls, addresses: tuple[str, ...], spot: Locator) -> Media:
        """The pictures at these addresses, all in their best size first, then smaller.

        Of several pictures only the latest upload becomes a date: whichever of them it is, it had
        been uploaded by then, so the statement holds for each.
        """
        ladders = [sizes_of(address) for address in addresses[:_MOST_PICTURES]]
        longest = max(map(len, ladders), default=0)
        urls = tuple(
            ladder[step] for step in range(longest) for ladder in ladders if step < len(ladder)
        )
        uploads = [upload_of(address, spot) for address in addresses[:_MOST_PICTURES]]
        notes = tuple(
            Reading(f"{fact.where.path.split(':')[0]}: uploaded {fact.text}", spot)
            for fact in uploads
            if fact
        )
        preview = preview_of(ladders[0]) if ladders else None
        return cls(first(urls), preview, urls, latest(uploads), notes if len(addresses) > 1 else ())


def preview_of(sizes: tuple[str, ...]) -> str | None:
    """The size that suffices to compare: the last but one; None where there is none."""
    return sizes[-2] if len(sizes) > 1 else first(sizes)


def upload_of(address: str, spot: Locator) -> DatedFact | None:
    """The first-upload time in a picture's address; None where it holds no key or id."""
    form = read_url(address)
    if form is None or form.kind == "status":
        return None
    moment = twitter_media_time(form.id) if form.kind == "media" else None
    if moment is None and form.id.isascii() and form.id.isdigit():
        moment = snowflake_time(int(form.id))
    if moment is None:
        return None
    formula = f"{form.id}: {KEY_FORMULA if form.kind == 'media' else ID_FORMULA}"
    place = Locator(
        formula, url=form.url or address, fetched=spot.fetched, retrieved=spot.retrieved
    )
    return instant(DateKind.UPLOADED, moment, place)


def from_v2(answer: Mapping[str, Any], exchange: Exchange, asked: Form) -> tuple[SourceRecord, ...]:
    """The post of an API v2 answer; empty where it says nothing.

    Raises `gone` or `gated` as its `errors` say.
    """
    tweet = dig(answer, "data", 0)
    if not text(tweet, "id"):
        _raise_errors(answer)
        return ()
    posts = {text(post, "id"): post for post in items(answer, "includes", "tweets")}
    if original := _referenced_id(tweet, "retweeted"):
        if original in posts:
            return (
                _record_of(posts[original], answer, exchange, asked, by=_handle(tweet, answer)),
            )
        return (_disown(_record_of(tweet, answer, exchange, asked), original, exchange),)
    records = [_record_of(tweet, answer, exchange, asked)]
    quoted = posts.get(_referenced_id(tweet, "quoted"))
    if quoted is not None and records[0].media_url is None:
        records.append(_record_of(quoted, answer, exchange, None))
    return tuple(records)


def _disown(record: SourceRecord, original: str, exchange: Exchange) -> SourceRecord:
    """The record of a post that repeats one which X does not show."""
    link = Link(status_form(original, None).url or "", "original post")
    note = Reading("it only repeats another account's post", where(exchange, "$.data[0]"))
    return replace(
        record,
        uploader=None,
        credit_line=None,
        links=(link, *record.links),
        notes=(*record.notes, note),
    )


def _referenced_id(tweet: Any, kind: str) -> str | None:
    """The id of the post that this one repeats, quotes or answers."""
    named = (post for post in items(tweet, "referenced_tweets") if text(post, "type") == kind)
    return next((text(post, "id") for post in named), None)


def _user(tweet: Any, answer: Any) -> Any:
    users = {text(user, "id"): user for user in items(answer, "includes", "users")}
    return users.get(text(tweet, "author_id"))


def _handle(tweet: Any, answer: Any) -> str | None:
    return text(_user(tweet, answer), "username")


def _record_of(
    tweet: Any, answer: Any, exchange: Exchange, asked: Form | None, *, by: str | None = None
) -> SourceRecord:
    """A post of API v2 as its record; `by` is who repeated it."""
    user = _user(tweet, answer)
    wanted = [text(key) for key in items(tweet, "attachments", "media_keys")]
    media_by_key = {text(media, "media_key"): media for media in items(answer, "includes", "media")}
    pictures = [media_by_key[key] for key in wanted if key in media_by_key]
    quoted = _referenced_id(tweet, "quoted")
    shaped = {
        "id_str": text(tweet, "id"),
        "created_at": text(tweet, "created_at"),
        "text": text(tweet, "note_tweet", "text") or text(tweet, "text"),
        "user": {"screen_name": text(user, "username"), "name": text(user, "name")},
        "entities": dig(tweet, "entities"),
        "mediaDetails": [
            {
                "media_url_https": text(media, "url") or text(media, "preview_image_url"),
                "ext_alt_text": text(media, "alt_text"),
                "original_info": {
                    "width": number(media, "width"),
                    "height": number(media, "height"),
                },
            }
            for media in pictures
        ],
        "withheld": dig(tweet, "withheld"),
        "isEdited": len(items(tweet, "edit_history_tweet_ids")) > 1,
        "possibly_sensitive": dig(tweet, "possibly_sensitive"),
        "quoted_tweet": {"id_str": quoted} if quoted else None,
    }
    # The link names whoever repeated the post: the post itself is another account's.
    record = _post(shaped, exchange, "$.data[0]", None if by else asked)
    repeated = (Reading(f"repeated by @{by}", where(exchange, "$.data[0]")),) if by else ()
    return replace(
        record,
        places=tuple(_places(tweet, answer, exchange)),
        notes=(*record.notes, *repeated),
    )


def _places(tweet: Any, answer: Any, exchange: Exchange) -> Iterator[PlaceFact]:
    """The place that the author attached to the post, by its name."""
    wanted = text(tweet, "geo", "place_id")
    for place in items(answer, "includes", "places") if wanted else ():
        if text(place, "id") == wanted and (name := text(place, "full_name")):
            country = text(place, "country")
            whole = f"{name}, {country}" if country and country not in name else name
            spot = where(exchange, "$.includes.places")
            yield PlaceFact(PlaceKind.NAMED, whole, spot, structured=False)


def _raise_errors(answer: Mapping[str, Any]) -> None:
    for error in items(answer, "errors"):
        kind, detail = text(error, "type") or "", text(error, "detail") or "X gives no reason"
        if "resource-not-found" in kind:
            raise NotFetched(Reason.GONE, f"X says: {detail}")
        if "not-authorized" in kind:
            raise NotFetched(
                Reason.GATED, f"X does not show the post (protected or suspended account): {detail}"
            )


def from_oembed(
    answer: Mapping[str, Any], exchange: Exchange, asked: Form
) -> tuple[SourceRecord, ...]:
    """Text, author and time of a post as oEmbed gives them; empty for nothing.

    It names no picture.
    """
    if not text(answer, "author_name") and not text(answer, "html"):
        return ()
    handle = (text(answer, "author_url") or "").rstrip("/").rpartition("/")[2] or None
    markup = text(answer, "html") or ""
    paragraph = markup.partition("<p")[2].partition(">")[2].partition("</p>")[0]
    missing = Reading(
        "X's embedding service names no picture: the post could not be compared",
        where(exchange, "$"),
    )
    return (
        SourceRecord(
            source="twitter",
            id=asked.id,
            where=where(exchange, "$"),
            page_url=status_form(asked.id, handle).url,
            description=reading(plain(paragraph), where(exchange, "$.html")),
            uploader=account(text(answer, "author_name"), handle),
            credit_line=reading(
                account(text(answer, "author_name"), handle), where(exchange, "$.author_name")
            ),
            dates=_post_date(asked.id, None, exchange, "$"),
            notes=(missing, *_account_notes(handle, asked, where(exchange, "$.author_url"))),
            basis=MatchBasis.SAME_ID,
        ),
    )


def from_key(form: Form) -> SourceRecord:
    """The record of a bare media key: when it was uploaded, where the picture lies."""
    spot = Locator(
        f"media key {form.id}" if form.kind == "media" else f"media id {form.id}", url=form.url
    )
    upload = (upload_of(form.url, spot) if form.url else None) or _upload_by_id(form)
    sizes = sizes_of(form.url) if form.url else ()
    notes = (
        "the address names no post: who posted the picture is not known from it",
        *_KIND_NOTES.get(form.kind, ()),
    )
    return SourceRecord(
        source="twitter",
        id=form.reference_id,
        where=spot,
        media_url=first(sizes),
        preview_url=preview_of(sizes),
        dates=(upload,) if upload else (),
        notes=tuple(Reading(note, spot) for note in notes),
        basis=MatchBasis.SAME_ID,
        media_urls=sizes,
    )


_KIND_NOTES = {
    "grok": ("shared from Grok, a picture generator",),
    "video": ("the still picture of a video",),
}


def _upload_by_id(form: Form) -> DatedFact | None:
    moment = snowflake_time(int(form.id)) if form.id.isdigit() else twitter_media_time(form.id)
    return (
        instant(DateKind.UPLOADED, moment, Locator(f"{form.id}: {ID_FORMULA}")) if moment else None
    )
