"""The pictures saved beside a page, by path, then by file name.

Nothing outside the folder is read.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from provenance.errors import UnreadableInput
from provenance.model import Article, PublishedImage
from provenance.model.addresses import WEB

MAX_PICTURE_BYTES = 60_000_000
"""Bytes of one picture that came with its article: the cap that fetched ones have."""
MAX_FILES = 20_000
"""Files looked at in the folder."""


def with_saved_pictures(article: Article, folder: Path) -> Article:
    """The article with the bytes of every picture that lies in `folder`.

    Raises `UnreadableInput` where `folder` is no directory. A picture that is not there, too large
    or behind a link that leaves the folder keeps `data` None.
    """
    if not folder.is_dir():
        raise UnreadableInput(
            f"{folder} is not a folder; --images wants the folder of pictures saved beside the "
            "page."
        )
    root = folder.resolve()
    by_name = _files(root)
    return replace(
        article, images=tuple(_with_bytes(image, root, by_name) for image in article.images)
    )


def with_pictures_beside(article: Article, page: Path) -> Article:
    """The article with the bytes of pictures that lie below its own page's folder.

    Only those that the page names by a relative path: a saved page and the folder beside it.
    """
    root = page.resolve().parent
    return replace(article, images=tuple(_with_bytes_beside(i, root) for i in article.images))


def _with_bytes_beside(image: PublishedImage, root: Path) -> PublishedImage:
    for address in (image.content_url, *image.candidates) if image.data is None else ():
        if address and address.startswith(WEB):
            continue
        try:
            parts = urlsplit(address or "/")
        except ValueError:
            continue
        if parts.scheme or parts.netloc or parts.path.startswith("/") or "\x00" in parts.path:
            continue
        data = _bytes_at(root / unquote(parts.path), root)
        if data is not None:
            return replace(image, data=data)
    return image


def _files(root: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    count = 0
    for place, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > MAX_FILES:
                return found
            found.setdefault(name.lower(), Path(place, name))
    return found


def _with_bytes(image: PublishedImage, root: Path, by_name: dict[str, Path]) -> PublishedImage:
    if image.data is not None:
        return image
    addresses = [a for a in (image.content_url, *image.candidates) if a]
    for address in addresses:
        try:
            path = unquote(urlsplit(address).path).lstrip("/")
        except ValueError:
            continue
        parts = [p for p in path.split("/") if p not in ("", ".", "..") and "\x00" not in p]
        # The whole path first, then ever shorter ends of it: a saved page keeps some of its
        # folders.
        for start in range(len(parts)):
            data = _bytes_at(root.joinpath(*parts[start:]), root)
            if data is not None:
                return replace(image, data=data)
        if parts and (known := by_name.get(parts[-1].lower())) is not None:
            data = _bytes_at(known, root)
            if data is not None:
                return replace(image, data=data)
    return image


def _bytes_at(path: Path, root: Path) -> bytes | None:
    """The bytes of a regular file in the folder, of bounded size; else None."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            return None
        handle = os.open(
            real, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
        with os.fdopen(handle, "rb") as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_PICTURE_BYTES:
                return None
            return file.read(MAX_PICTURE_BYTES)
    except (OSError, ValueError, RuntimeError):
        return None
