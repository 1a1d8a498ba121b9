"""From what a user names (a path, an address, a text, bytes) to an `Article`."""

from __future__ import annotations

from pathlib import Path

from provenance.articles import read_article
from provenance.errors import NotFetched, UnreadableInput
from provenance.fetch import Fetches
from provenance.model import Article, InputKind

MAX_ARTICLE_BYTES = 20_000_000
"""The largest saved page met in practice had 4 MB; five times that is not an article any more."""


def read_target(
    target: str | bytes | Path | Article,
    *,
    fetcher: Fetches,
    kind: InputKind | None = None,
    base_url: str | None = None,
    images: Path | None = None,
) -> Article:
    """The article that `target` names.

    `target` is an Article (returned as it is), bytes, a path, an http(s) address, or the text of an article
    (anything with a line break or a tag in it). Raises `UnreadableInput` with one sentence: which input, what
    is wrong, what to do.
    """
    if isinstance(target, Article):
        return target
    if isinstance(target, bytes):
        return read_article(target, origin="-", kind=kind, base_url=base_url, images=images)
    if isinstance(target, str):
        if target.lower().startswith(("http://", "https://")):
            return _fetched(target, fetcher, kind, images)
        if "\n" in target or target.lstrip().startswith(("<", "{")):
            return read_article(target.encode(), origin="text", kind=kind, base_url=base_url, images=images)
        target = Path(target)
    return read_article(_file(target), origin=str(target), kind=kind, base_url=base_url, images=images)


def _fetched(url: str, fetcher: Fetches, kind: InputKind | None, images: Path | None) -> Article:
    try:
        answer = fetcher.get(url, kind="page")
    except NotFetched as error:
        raise UnreadableInput(
            f"{url} could not be read: {error.detail}. Check the address, or save the page and check the file."
        ) from error
    return read_article(answer.body, origin=url, kind=kind, base_url=answer.url, images=images)


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableInput(f"{path} is a directory. Name the article's file in it.")
        if path.stat().st_size > MAX_ARTICLE_BYTES:
            megabytes, most = path.stat().st_size // 1_000_000, MAX_ARTICLE_BYTES // 1_000_000
            raise UnreadableInput(f"{path} has {megabytes} MB; an article has at most {most}.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"{path} does not exist. Name a file, an address beginning with https://, or - for standard input."
        ) from error
    except PermissionError as error:
        raise UnreadableInput(f"{path} may not be read by you. Change its permissions, or copy it.") from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{str(path)[:200]!r} cannot be read: {error}") from error
