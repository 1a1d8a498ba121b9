"""The same page in another template: changes that no reader of the page would see.

Each mutation takes a page and gives it back written differently; what is read of it may not change.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Tag

GREY = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def _parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser", on_duplicate_attribute="ignore")


def hashed_classes(page: str) -> str:
    """Class names as build tools write them: `Figure_caption__x1f3a`."""
    soup = _parsed(page)
    for node in soup.find_all(class_=True):
        node["class"] = [f"M_{name}__{zlib.crc32(name.encode()):x}"[:80] for name in node["class"]]
    return str(soup)


def wrapped(page: str) -> str:
    """Every picture in two boxes more."""
    soup = _parsed(page)
    for node in soup.find_all("img"):
        if node.parent is not None and node.parent.name == "picture":
            node = node.parent
        # In a paragraph a `<div>` would end it.
        box = "span" if node.find_parent("p") else "div"
        inner, outer = soup.new_tag("span"), soup.new_tag(box, attrs={"class": "x-inner"})
        node.wrap(outer)
        node.wrap(inner)
    return str(soup)


def lazy(page: str) -> str:
    """Every picture's address in an attribute that a script moves to `src`."""
    soup = _parsed(page)
    for node in soup.find_all("img"):
        for name in ("src", "srcset"):
            if node.get(name) and f"data-{name}" not in node.attrs:
                node[f"data-{name}"] = node[name]
                del node[name]
        if "src" not in node.attrs:
            node["src"] = GREY
    return str(soup)


def divs_for_figures(page: str) -> str:
    """`<figure>` and `<figcaption>` as boxes with these names."""
    soup = _parsed(page)
    for node in soup.find_all(["figure", "figcaption"]):
        _named(node, "figure" if node.name == "figure" else "caption")
        node.name = "div"
    return str(soup)


def _named(node: Tag, name: str) -> None:
    node["class"] = [*node.get("class", []), name]


def spaced(page: str) -> str:
    """White space and comments wherever they may stand."""
    soup = _parsed(page)
    for node in soup.find_all(["div", "figure", "p", "figcaption", "section"]):
        node.insert(0, "\n    ")
        node.append("\n")
    return str(soup).replace("<div", "<!-- block -->\n<div")


def with_empty_boxes(page: str) -> str:
    """An empty advert's place behind every paragraph and figure."""
    soup = _parsed(page)
    for node in soup.find_all(["p", "figure"]):
        node.insert_after(soup.new_tag("div", attrs={"data-slot": "1"}))
    return str(soup)


def upper_case_tags(page: str) -> str:
    """Tags in capitals, attributes in single quotes, as old systems write them."""
    soup = _parsed(page)
    for node in soup.find_all(True):
        node.name = node.name.upper() if node.name not in ("svg", "math") else node.name
    return str(soup)


MUTATIONS: dict[str, Callable[[str], str]] = {
    f.__name__: f
    for f in (
        hashed_classes,
        wrapped,
        lazy,
        divs_for_figures,
        spaced,
        with_empty_boxes,
        upper_case_tags,
    )
}
