"""From bytes to the right reader, and pictures saved beside the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from provenance.articles.charset import decode
from provenance.articles.detect import kind_of
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind

_TEXTS = {
    InputKind.HTML: "read_html",
    InputKind.TEXT: "read_text",
    InputKind.MARKDOWN: "read_markdown",
}
_XMLS = {InputKind.NEWSML: "read_newsml", InputKind.FEED: "read_feed_as_one"}


def read(
    data: bytes, *, origin: str, kind: InputKind | None, base_url: str | None, images: Path | None
) -> Article:
    """See `provenance.articles.read_article`."""
    text = decode(data, origin)
    kind = kind or kind_of(text, origin)
    module = import_module(f"provenance.articles.formats.{kind.value}")
    reader: Callable[..., Article]
    if kind in _TEXTS:
        reader = getattr(module, _TEXTS[kind])
        if kind is InputKind.HTML and "<" not in text:
            raise UnreadableInput(f"{origin} is not HTML: there is no tag in it.")
        article = reader(text, origin=origin, base_url=base_url)
    elif kind in _XMLS:
        reader = getattr(module, _XMLS[kind])
        article = reader(data, origin=origin, base_url=base_url)
    else:
        reader = getattr(module, f"read_{kind.value}")
        article = reader(_json(text, origin, kind), origin=origin, base_url=base_url)
        if not (article.headline or article.body or article.images):
            raise UnreadableInput(f"{origin} has none of the fields of a {kind.value} article.")
    if images is None:
        return article
    from provenance.articles.saved_pictures import with_saved_pictures

    return with_saved_pictures(article, images)


def _json(text: str, origin: str, kind: InputKind) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise UnreadableInput(f"{origin} is JSON nested too deeply to read.") from error
    except ValueError as error:
        raise UnreadableInput(
            f"{origin} is not JSON, so it cannot be read as {kind.value}: {error}."
        ) from error
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise UnreadableInput(
            f"{origin} is not one JSON object, so it cannot be read as {kind.value}."
        )
    return value
