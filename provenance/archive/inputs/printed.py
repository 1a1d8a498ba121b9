"""An article as it was published → the uses of its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.archive.entry import PrintedUse
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
