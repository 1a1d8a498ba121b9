"""A WordPress site's media library and posts, through its REST API.

What the library says of a picture is the newsroom's own word; what was printed is a post's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from provenance.archive.entry import Input, Item, Record
from provenance.archive.inputs.printed import uses_in
from provenance.articles import read_article
from provenance.articles.cms_fields import text_of
from provenance.errors import NotFetched, UnreadableInput
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import InputKind
from provenance.values import dataclass

_PAGE = 100
"""Entries of one answer, the most that WordPress gives."""
_MOST_PAGES = 10_000
"""Answers that are asked for: a million entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture of the library, or one post."""

    kind: str
    """`media` or `posts`."""
    document: dict[str, Any]

    def input_of(self) -> Input:
        """What has been read of it: it is read again when it was changed."""
        return Input(str(self.document.get("link")), str(self.document.get("modified_gmt")))


def entries(
    site: str, fetcher: Fetches, kinds: Sequence[str] = ("media", "posts")
) -> Iterator[Entry]:
    """Every picture of the library and every post that the public may see.

    `kinds` names which of the two. Raises `UnreadableInput` where the site answers otherwise than
    WordPress does.
    """
    for kind in kinds:
        more = {"media_type": "image"} if kind == "media" else {}
        for number in range(1, _MOST_PAGES):
            asked = {"per_page": str(_PAGE), "page": str(number), "orderby": "id", **more}
            answer = _answer(site.rstrip("/"), f"/wp/v2/{kind}", asked, fetcher)
            found = answer if isinstance(answer, list) else []
            yield from (Entry(kind, one) for one in found if isinstance(one, dict))
            if len(found) < _PAGE:
                break


def _answer(site: str, route: str, asked: dict[str, str], fetcher: Fetches) -> Any:
    """What a route of the API answers, on a site with plain permalinks too."""
    url = f"{site}/wp-json{route}"
    try:
        return _asked(url, asked, fetcher)
    except NotFetched as error:
        try:
            return _asked(f"{site}/", {"rest_route": route, **asked}, fetcher)
        except NotFetched:
            raise UnreadableInput(
                f"{site} is no feed, and {url} did not answer as WordPress does ({error.detail}). "
                "Name a feed, or a WordPress site whose REST API is open."
            ) from error


def _asked(url: str, asked: dict[str, str], fetcher: Fetches) -> Any:
    # 400 is what WordPress answers to a page behind the last one. (Pages are kept for an hour,
    # other answers for a day: what is new would be missed.)
    exchange: Exchange = fetcher.get(url, kind="page", params=asked, accept_status=(400,))
    return exchange.json()


def read_entry(entry: Entry, fetcher: Fetches) -> Iterator[Item]:
    """The picture with its record, or a post's uses.

    Raises `NotFetched` for a picture's bytes.
    """
    if entry.kind == "media":
        url = str(entry.document.get("source_url") or "")
        yield Item(data=fetcher.get(url, kind="picture").body, record=_record(entry.document))
        return
    data = json.dumps(entry.document).encode()
    address = str(entry.document.get("link") or "")
    post = read_article(data, origin=address, kind=InputKind.WORDPRESS, base_url=address)
    yield from uses_in(post, fetcher)


def _record(media: dict[str, Any]) -> Record:
    details = media.get("media_details")
    embedded = details.get("image_meta") if isinstance(details, dict) else None
    told = embedded if isinstance(embedded, dict) else {}
    return Record(
        guid=str(media.get("link") or ""),
        version=str(media.get("modified_gmt") or ""),
        title=_rendered(media, "title"),
        description=_rendered(media, "caption") or text_of(told.get("caption")) or "",
        creators=tuple(name for name in (text_of(told.get("credit")),) if name),
        copyright_notice=text_of(told.get("copyright")) or "",
        date_created=_taken(told.get("created_timestamp")),
        received=str(media.get("date_gmt") or ""),
        page_url=str(media.get("link") or ""),
        origin=str(media.get("link") or ""),
        fields={
            "description": "caption",
            "creators": "media_details.image_meta.credit",
            "date_created": "media_details.image_meta.created_timestamp",
        },
    )


def _rendered(media: dict[str, Any], name: str) -> str:
    value = media.get(name)
    return text_of(value.get("rendered") if isinstance(value, dict) else value) or ""


def _taken(stamp: object) -> str:
    """WordPress keeps a camera's local time as if it were UTC: only its day is told."""
    seconds = str(stamp or "0")
    if not seconds.isdigit() or seconds == "0":
        return ""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
