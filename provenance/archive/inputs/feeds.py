"""An RSS or Atom feed of what was published → the uses of its items' pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provenance.archive.entry import Input, Item
from provenance.archive.inputs.printed import uses_in
from provenance.articles import read_article, read_feed, recognise_kind
from provenance.errors import NotFetched, UnreadableInput
from provenance.fetch.exchange import Fetches
from provenance.model import Article, InputKind
from provenance.model.addresses import is_web_address


def items(address: str, fetcher: Fetches) -> tuple[Article, ...]:
    """The items of the feed at an address; none where there is something else."""
    try:
        answer = fetcher.get(address, kind="page")
        if recognise_kind(answer.body, address) != InputKind.FEED:
            return ()
    except (NotFetched, UnreadableInput):
        return ()  # no feed; whether it is a site's API, the one who reads that will say
    return read_feed(answer.body, origin=address, base_url=answer.url)


def input_of(item: Article) -> Input:
    """What has been read of an item.

    It is read again when the feed says that it changed.
    """
    changed = item.modified or item.published
    return Input(
        item.url or f"{item.origin} {item.headline}", changed.isoformat() if changed else ""
    )


def read_item(item: Article, fetcher: Fetches) -> Iterator[Item]:
    """The uses of an item's pictures, as its page prints them.

    Those of the feed where the item has no page. Raises `NotFetched` and `UnreadableInput`.
    """
    page = item
    if item.url and is_web_address(item.url):
        answer = fetcher.get(item.url, kind="page")
        page = read_article(answer.body, origin=item.url, base_url=answer.url)
        page = replace(page, published=page.published or item.published)
    yield from uses_in(page, fetcher)
