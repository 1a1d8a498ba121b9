"""An article as it was published → the uses of its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.archive.entry import Item, PrintedUse
from provenance.fetch.exchange import Fetches
from provenance.model import Article, PublishedImage


def printed(article: Article) -> Iterator[tuple[PublishedImage, PrintedUse]]:
    """Each picture of the article, and its use there."""
    for image in article.images:
        yield (
            image,
            PrintedUse(
                page_url=article.url or article.origin,
                headline=article.headline or "",
                published=article.published.isoformat() if article.published else "",
                caption=image.caption.text if image.caption else "",
                credit=image.credit.text if image.credit else "",
                origin=article.origin,
            ),
        )


def uses_in(article: Article, fetcher: Fetches) -> Iterator[Item]:
    """The uses of the article's pictures, each with its bytes. Raises `NotFetched`."""
    for image, use in printed(article):
        if image.data is not None:
            yield Item(data=image.data, use=use)
        elif image.content_url is not None:
            yield Item(data=fetcher.get(image.content_url, kind="picture").body, use=use)
