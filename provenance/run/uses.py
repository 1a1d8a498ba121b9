"""The other places of an article where a picture is shown again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache

from provenance.claims import read_claims
from provenance.credits import Vocabulary, parse_credit
from provenance.model import Article, NotChecked, Picture, PublishedImage, Use
from provenance.pictures import compare
from provenance.pictures.clues import canonical_url

Read = tuple[Picture | None, NotChecked | None]
"""A picture, or why there is none."""


class PicturesHere:
    """The pictures of one article, each read once, by whichever thread needs it first."""

    def __init__(self, read: Callable[[PublishedImage], Read]) -> None:
        self._read, self._lock = read, threading.Lock()
        # With the image itself, so that its identity stays its own.
        self._known: dict[int, tuple[PublishedImage, Future[Read]]] = {}

    def of(self, image: PublishedImage) -> Read:
        """The picture, or why there is none."""
        with self._lock:
            known = self._known.get(id(image))
            _, future = known or self._known.setdefault(id(image), (image, Future()))
        if known is None:
            try:
                future.set_result(self._read(image))
            except BaseException as error:
                future.set_exception(error)
                raise
        return future.result()

    def at_hand(self, image: PublishedImage) -> Picture | None:
        """The picture where it has been read already."""
        with self._lock:
            known = self._known.get(id(image))
        if known is None or not known[1].done() or known[1].exception() is not None:
            return None
        return known[1].result()[0]


def uses_here(
    article: Article,
    image: PublishedImage,
    picture: Picture | None,
    vocabulary: Vocabulary,
    picture_of: Callable[[PublishedImage], Picture | None],
) -> tuple[Use, ...]:
    """The other places that show this picture: one address, the same bytes or pixels.

    `picture_of` gives the other pictures, to compare their pixels.
    """
    others = [other for other in article.images if other.index != image.index]
    return tuple(
        _use(article, other, vocabulary)
        for other in others
        if _is_same_file(image, other) or _is_same_picture(image, picture, other, picture_of)
    )


def _is_same_file(one: PublishedImage, other: PublishedImage) -> bool:
    if one.data is not None and other.data is not None:
        return one.data == other.data
    mine, theirs = (_addresses((p.content_url, *p.candidates)) for p in (one, other))
    return not mine.isdisjoint(theirs)


def _is_same_picture(
    one: PublishedImage,
    first: Picture | None,
    other: PublishedImage,
    picture_of: Callable[[PublishedImage], Picture | None],
) -> bool:
    if first is None or _words(one) == _words(other):
        return False  # what is said alike contradicts nothing, and comparing pixels costs
    second = picture_of(other)
    if second is None or first.fingerprint.plain or second.fingerprint.plain:
        return False
    from provenance.pictures.fingerprint import hamming
    from provenance.pictures.matching import NEAR_BITS

    near = hamming(first.fingerprint.phash, second.fingerprint.phash) <= NEAR_BITS
    return near and compare(first, second).relation.linked


def _words(image: PublishedImage) -> tuple[str, str]:
    caption, credit = image.caption, image.credit
    return caption.text if caption else "", credit.text if credit else ""


@lru_cache(maxsize=256)
def _addresses(written: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(canonical_url(address) for address in written if address)


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
