"""The other places of an article where a picture is shown again."""

from __future__ import annotations

from provenance.claims import read_claims
from provenance.credits import Vocabulary, parse_credit
from provenance.model import Article, PublishedImage, Use
from provenance.pictures.clues import canonical_url


def uses_here(article: Article, image: PublishedImage, vocabulary: Vocabulary) -> tuple[Use, ...]:
    """The other places that show this picture: the same address, or the same bytes."""
    others = [other for other in article.images if other.index != image.index]
    return tuple(_use(article, o, vocabulary) for o in others if _is_same(o, image))


def _is_same(one: PublishedImage, other: PublishedImage) -> bool:
    if one.data is not None and other.data is not None:
        return one.data == other.data
    return bool(_addresses(one) & _addresses(other))


def _addresses(image: PublishedImage) -> set[str]:
    return {canonical_url(a) for a in (image.content_url, *image.candidates) if a}


def _use(article: Article, image: PublishedImage, vocabulary: Vocabulary) -> Use:
    caption, credit = image.caption, image.credit
    return Use(
        where=image.where,
        page_url=article.url,
        published=article.published,
        caption=caption,
        credit=credit,
        claims=read_claims(
            caption.text if caption else "",
            published=article.published,
            language=article.language,
        ),
        credited=parse_credit(credit.text, links=image.credit_links, vocabulary=vocabulary)
        if credit
        else None,
    )
