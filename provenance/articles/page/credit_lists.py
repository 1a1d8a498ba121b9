"""Lists at a page's end that say whose each picture is: "Bildquellen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.articles.page.dom import BLOCKS, Node
from provenance.articles.page.images import PageImage
from provenance.credits.likeness import MAX_CREDIT
from provenance.lexicon import patterns as words

MAX_ENTRIES = 100
"""Entries read of one list."""
MAX_ENTRY = 2 * MAX_CREDIT
"""Characters of an entry with the name of its picture."""
MIN_WORD = 3
"""Letters of a word that may tell one picture from another."""
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"^([^:：]{1,80})[:：]\s+")


def read_entries(title: Node, images: Sequence[PageImage]) -> Iterator[tuple[int, str, Node]]:
    """(number of the picture, its credit, its element) for each entry of a list.

    `title` is the element that holds its title, and perhaps its entries behind line breaks."""
    named = [_words_of(image) for image in images]
    for text, node in islice(_entries(title), MAX_ENTRIES):
        at = _meant(text, node, named)
        if at is not None:
            yield at, _without_name(text, named[at]), node


def is_list_title(text: str) -> bool:
    """True for what stands over such a list, and nothing more."""
    return bool(_title().fullmatch(text))


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{words.notices('all')})\s?[:：]?", re.I)


def _entries(title: Node) -> Iterator[tuple[str, Node]]:
    """The lines behind a title, in its element or in those after it."""
    inside = list(_lines(title))[1:]
    if inside:
        yield from inside
        return
    parent = title.parent
    for sibling in parent.elements() if parent is not None else ():
        if sibling.order <= title.last:
            continue
        items = [n for n in sibling.walk() if n.tag == "li"] or [sibling]
        if items == [sibling] and sibling.tag in ("h1", "h2", "h3", "h4"):
            return
        for item in items:
            yield from _lines(item)


def _lines(node: Node) -> Iterator[tuple[str, Node]]:
    """The lines of an element, each with the element that links it."""
    text, holder = "", node
    for child in node.children:
        if isinstance(child, str):
            text += child
        elif child.tag == "br" or child.tag in BLOCKS:
            if text.strip():
                yield " ".join(text.split()), holder
            text, holder = ("", node) if child.tag == "br" else (child.text, child)
        else:
            text += child.text
            holder = child if child.tag == "a" else holder
    if text.strip():
        yield " ".join(text.split()), holder


def _words_of(image: PageImage) -> frozenset[str]:
    """The words of a picture's file names and of its alternative text."""
    names = [unquote(url.split("?")[0]).rsplit("/", 1)[-1] for url in image.urls]
    stems = [name.rpartition(".")[0] or name for name in names]
    return frozenset(_told(" ".join(stems)))


def _told(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text) if len(w) >= MIN_WORD}


def _meant(text: str, node: Node, named: Sequence[frozenset[str]]) -> int | None:
    """The picture whose file shares most words with an entry."""
    if len(text) > MAX_ENTRY:
        return None
    links = " ".join(n.get("href") for n in node.walk() if n.tag == "a")
    said = _told(text) | _told(unquote(links).rsplit("/", 1)[-1])
    shared = [len(said & own) for own in named]
    best = max(shared, default=0)
    return shared.index(best) if best and shared.count(best) == 1 else None


def _without_name(text: str, name: frozenset[str]) -> str:
    """An entry without the file's name in front of it: "boat: Jane Doe"."""
    label = _LABEL.match(text)
    if label is None or not _told(label.group(1)) or not _told(label.group(1)) <= name:
        return text
    return text[label.end() :]
