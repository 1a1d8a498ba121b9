"""The articles in a folder of saved pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from provenance.articles import recognise_kind
from provenance.audit.inputs.archives import ARCHIVES
from provenance.audit.inputs.lines import ENDINGS as LINES
from provenance.audit.item import LeftOut
from provenance.errors import UnreadableInput
from provenance.model import InputKind

_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_DOCUMENTS = (".json", ".xml", ".md", ".markdown", ".txt")
_OTHERS = frozenset({
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
    ".ico", ".bmp", ".tif", ".tiff", ".heic", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3",
    ".mp4", ".webm", ".ogg", ".wav", ".pdf", ".zip", ".gz", ".sqlite", ".csv", ".toml", ".log",
})  # fmt: skip
"""Endings of what lies beside saved pages and is no article."""
_BESIDE = (
    "_files", ".files", "-files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_file",
    "_bestanden", "_pliki", "_soubory", "_filer",
)  # fmt: skip
"""What browsers name the folder beside a saved page: what lies in it is a part of that page."""
_HEAD = 4_096
"""Bytes at the start of a file without a known ending in which HTML shows."""
_MOST_DOCUMENT = 20_000_000
_NO_ARTICLES = (InputKind.FEED,)
"""A feed in a folder of saved pages lists the same pages once more."""


def files_in(folder: Path) -> Iterator[Path | LeftOut]:
    """Files that may be articles, sorted, the folders' own order.

    A document that a CMS may have written and that is not understood is told as left out.
    A folder that holds an audit is passed over. Symbolic links to folders are not followed.
    """
    for place, folders, names in os.walk(folder):
        stems = {Path(name).stem for name in names if name.lower().endswith(_PAGES)}
        beside = {f"{stem}{ending}" for stem in stems for ending in _BESIDE}
        folders[:] = sorted(set(folders) - beside)
        if "audit.sqlite" in names:
            folders.clear()
            continue
        for name in sorted(names):
            file = Path(place, name)
            if file.suffix.lower() in _DOCUMENTS:
                yield from _document(file)
            elif _may_be_article(file):
                yield file


def _may_be_article(file: Path) -> bool:
    name, ending = file.name.lower(), file.suffix.lower()
    if name.endswith((*ARCHIVES, *LINES, *_PAGES)):
        return file.is_file()
    if ending in _OTHERS:
        return False
    try:
        if not file.is_file() or file.stat().st_size > _MOST_DOCUMENT:
            return False
        with file.open("rb") as opened:
            head = opened.read(_HEAD).lower()
    except OSError:
        return True  # whoever reads it will say what is wrong
    return b"<!doctype html" in head or b"<html" in head


def _document(file: Path) -> Iterator[Path | LeftOut]:
    """The file, where it is of a known kind, or why it is left out.

    Nothing for a feed or what robots are told.
    """
    try:
        if not file.is_file():
            return
        if file.stat().st_size > _MOST_DOCUMENT:
            most = _MOST_DOCUMENT // 1_000_000
            yield LeftOut(str(file), f"{file} has more than {most} MB.")
            return
        kind = recognise_kind(file.read_bytes(), str(file))
    except UnreadableInput as error:
        yield LeftOut(str(file), str(error))
    except OSError:
        yield file  # whoever reads it will say what is wrong
    else:
        is_text = kind in (InputKind.TEXT, InputKind.MARKDOWN)
        if kind not in _NO_ARTICLES and not (is_text and file.name.lower() == "robots.txt"):
            yield file
