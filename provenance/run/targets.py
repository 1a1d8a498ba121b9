"""From what a user names (a path, an address, a text, bytes) to an `Article`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from provenance.articles import read_article, read_feed, recognise_kind
from provenance.articles.saved_pictures import with_pictures_beside
from provenance.errors import NotFetched, UnreadableInput, UsageError, cause_of
from provenance.fetch import Fetches
from provenance.files import read_file
from provenance.model import Article, InputKind, Locator, PublishedImage, Reading, Role
from provenance.model.sentences import say
from provenance.values import dataclass

Target = str | bytes | Path | Article | Mapping[str, Any]
"""What names an article, or is one; see `read_target`."""

_CUT = say(
    "the page may have been cut short: its host did not say how long it is, and it ends without an "
    "end; pictures behind the cut are not checked"
)
_END = 2_000
"""Bytes at a page's end among which its last tag stands: behind it come comments and blanks."""
MAX_ARTICLE_BYTES = 20_000_000
"""The largest saved page met in practice had 4 MB; five times that is not an article any more."""


def read_target(
    target: Target,
    *,
    fetcher: Fetches,
    kind: str | None = None,
    base_url: str | None = None,
    images: Path | None = None,
) -> Article:
    """The article that `target` names.

    `target` is an Article (returned as it is), a payload (a CMS's own JSON, as Python values),
    bytes, a path, an http(s) address, or the text of an article (anything with a line break or a
    tag in it). Raises `UnreadableInput` with one sentence: which input, what is wrong, what to do.
    """
    if isinstance(target, Article):
        return target
    read = read_bytes(target, fetcher, base_url)
    return read.article(kind, images)


def _page_or_item(item: Article) -> Article | str:
    if item.images and all(image.caption for image in item.images):
        return item
    # A feed is text from outside: it may name pages, never files of this machine.
    return item.url if item.url and is_address(item.url) else item


def is_address(target: str) -> bool:
    """True for what begins as a web address does."""
    return target.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class TargetBytes:
    """The bytes of a target."""

    data: bytes
    origin: str
    """The target as it is called in messages."""
    base_url: str | None
    """The address that relative ones are read against."""
    note: str = ""
    """What is to be told of the reading."""
    file: Path | None = None
    """The file they were read from."""

    def article(self, kind: str | None, images: Path | None) -> Article:
        """The article that the bytes are."""
        article = read_article(
            self.data, origin=self.origin, kind=kind, base_url=self.base_url, images=images
        )
        if images is None and self.file is not None:
            article = with_pictures_beside(article, self.file)
        if not self.note:
            return article
        return replace(article, notes=(*article.notes, Reading(self.note, Locator("page"))))

    def articles(
        self, kind: str | None, images: Path | None
    ) -> Article | tuple[Article | str, ...]:
        """The article that the bytes are, or what a feed names: its items.

        An item whose pictures all carry their captions in the feed is an article as it stands
        there; of any other item the address of its page is given, which is what its readers see. A
        feed whose `kind` is forced is read as one article. Raises `UnreadableInput`.
        """
        if kind is not None or recognise_kind(self.data, self.origin) != InputKind.FEED:
            return self.article(kind, images)
        items = read_feed(self.data, origin=self.origin, base_url=self.base_url)
        if not items:
            raise UnreadableInput(
                f"{self.origin} is a feed without items, so there is no article in it to check."
            )
        return tuple(map(_page_or_item, items))


def read_bytes(
    target: str | bytes | Path | Mapping[str, Any], fetcher: Fetches, base_url: str | None
) -> TargetBytes:
    """The bytes of a target, fetched or read. Raises `UnreadableInput`, `NotFetched`."""
    if isinstance(target, Mapping):
        return TargetBytes(_as_json(target), "payload", base_url)
    if isinstance(target, bytes):
        return TargetBytes(target, "-", base_url)
    if isinstance(target, str):
        if is_address(target):
            return _fetch(target, fetcher)
        if "\n" in target or target.lstrip().startswith(("<", "{")):
            return TargetBytes(target.encode(), "text", base_url)
    return TargetBytes(_file(Path(target)), str(target), base_url, file=Path(target))


def with_pictures(article: Article, pictures: Mapping[str, bytes]) -> Article:
    """The article with bytes at hand, by the pictures' addresses.

    Those pictures are not fetched. Raises `UsageError` for an address that is no picture of the
    article.
    """
    from provenance.pictures.clues import canonical_url

    brought = {canonical_url(url): data for url, data in pictures.items()}
    images = []
    known: set[str] = set()
    for image in article.images:
        own = [canonical_url(a) for a in (image.content_url, *image.candidates) if a]
        known.update(own)
        images.append(
            replace(image, data=next((brought[a] for a in own if a in brought), image.data))
        )
    if unused := brought.keys() - known:
        raise UsageError(
            f'"pictures" holds {min(unused)[:200]!r}, which is no picture of this article'
        )
    return replace(article, images=tuple(images))


def picture_article(name: str, data: bytes | None, caption: str, credit: str) -> Article:
    """The article that one picture and the words under it are.

    `name` is its file or address; without `data` it is fetched from there.
    """
    where = Locator("command line")
    image = PublishedImage(
        index=0,
        content_url=name if is_address(name) else Path(name).name,
        where=where,
        caption=Reading(caption, where) if caption.strip() else None,
        credit=Reading(credit, where) if credit.strip() else None,
        role=Role.LEAD,
        data=data,
    )
    return Article(name, InputKind.PAYLOAD, images=(image,))


def _as_json(payload: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(dict(payload), default=_plain).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UnreadableInput(f"payload is nothing that JSON can hold: {error}.") from error


def _plain(value: object) -> str:
    """Dates and ids, of which an article in a CMS's memory is full."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _fetch(url: str, fetcher: Fetches) -> TargetBytes:
    try:
        answer = fetcher.get(url, kind="page")
    except NotFetched as error:
        raise UnreadableInput(
            f"{url} could not be read: {error.detail}. Check the address, or save the page and "
            "check the file."
        ) from error
    is_cut = not answer.whole and b"</html" not in answer.body[-_END:].lower()
    return TargetBytes(answer.body, url, answer.url, _CUT if is_cut else "")


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableInput(
                f"{path} is a directory. Name the articles in it: {path / '*.html'}"
            )
        if path.stat().st_size > MAX_ARTICLE_BYTES:
            megabytes, most = path.stat().st_size // 1_000_000, MAX_ARTICLE_BYTES // 1_000_000
            raise UnreadableInput(f"{path} has {megabytes} MB; an article has at most {most}.")
        return read_file(path)
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"{path} does not exist. Name a file, an address beginning with https://, or - for "
            "standard input."
        ) from error
    except PermissionError as error:
        raise UnreadableInput(
            f"{path} may not be read by you. Change its permissions, or copy it."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{str(path)[:200]!r} cannot be read: {cause_of(error)}") from error
