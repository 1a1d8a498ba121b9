"""A piece of HTML that a content system keeps: whatever it shows is its author's.

A whole page hides its furniture in backgrounds, drawings and posters, so its reader leaves them
out. In a body there is no furniture: a cover's background is as much a picture as the `<img>` that
the same block draws without parallax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.image_urls import is_placeholder
from provenance.articles.page.images import MAX_PICTURES

_COMPLETE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_SIGNS = re.compile(r"background|<svg|poster|<object|<embed|<input", re.I)
_TAG = re.compile(
    r"""<(?P<tag>[a-z][\w-]{0,40})(?P<given>(?:\s[^"'<>]*+(?:"[^"]*+"|'[^']*+'|[^"'<>]++)*+)?)>""",
    re.I,
)
_IMAGE = re.compile(r"""<image\b((?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)>""", re.I)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,60})\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_DECLARED = re.compile(
    r"""background(?:-image)?\s{0,9}:((?:[^;{}"']++|"[^"]*+"|'[^']*+')*+)""", re.I
)
_URL = re.compile(r"""url\(\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'()]++))\s{0,9}\)""", re.I)


def is_fragment(source: str) -> bool:
    """True for HTML without anything that only a whole page has."""
    return not _COMPLETE.search(source)


def drawn(source: str) -> str:
    """The fragment with its pictures marked. Its lines stay.

    A background is said to be a picture; beside whatever else shows one stands an `<img>`.
    """
    if not _SIGNS.search(source):
        return source
    pieces: list[str] = []
    kept = at = count = 0
    unclosed: set[str] = set()
    while count < MAX_PICTURES and (part := _TAG.search(source, at)):
        place = at = part.end()
        tag, given = part["tag"].lower(), _attributes(part["given"])
        if tag in _CLOSE and tag not in unclosed:
            close = _CLOSE[tag].search(source, at)
            if close is None:
                unclosed.add(tag)
                continue
            place, at = part.start(), close.start()
            found = "".join(_drawn_in(tag, source[part.end() : at]))
        else:
            found = "".join(_img(url, given) for url in _shown_by(tag, given))
            if spoken := _spoken(given):
                pieces += [source[kept : part.end("tag")], spoken]
                kept = part.end("tag")
        if found:
            count += 1
            pieces += [source[kept:place], found]
            kept = place
    return "".join([*pieces, source[kept:]])


_CLOSE = {tag: re.compile(f"</{tag}\\b", re.I) for tag in ("style", "svg")}


def _drawn_in(tag: str, inside: str) -> Iterator[str]:
    """The pictures of a style sheet or a drawing."""
    if tag == "style":
        yield from (_img(url) for url in _backgrounds(inside))
        return
    for image in _IMAGE.finditer(inside):
        given = _attributes(image.group(1))
        yield _img(given.get("href") or given.get("xlink:href", ""), given)


def _shown_by(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    """The addresses of pictures that an element shows though it is no `<img>`."""
    yield from islice(_backgrounds(given.get("style", "")), 1, None)  # the first is spoken
    yield given.get("background", "")
    if tag == "video":
        yield given.get("poster", "")
    elif tag in ("object", "embed") and given.get("type", "").startswith("image/"):
        yield given.get("data") or given.get("src", "")
    elif tag == "input" and given.get("type", "").lower() == "image":
        yield given.get("src", "")


def _backgrounds(css: str) -> Iterator[str]:
    """The addresses in the declarations of backgrounds; each once."""
    if "url(" not in css.lower():
        return
    found = (
        "".join(url.groups(""))
        for declared in _DECLARED.finditer(css)
        for url in _URL.finditer(declared.group(1))
    )
    yield from dict.fromkeys(found)


def _attributes(given: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(given):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


def _spoken(given: Mapping[str, str]) -> str:
    """Attributes that say that an element's background is a picture."""
    if not any(map(_counts, _backgrounds(given.get("style", "")))):
        return ""
    return f' role="img" aria-label="{escape(given.get("aria-label") or " ")}"'


def _counts(url: str) -> bool:
    """True for the address of a picture that is no stand-in and no drawing."""
    return not is_placeholder(url) and not url.split("?")[0].lower().endswith(".svg")


def _img(url: str, given: Mapping[str, str] | None = None) -> str:
    """The tag; empty for what shows nothing, and for drawings."""
    if not _counts(url):
        return ""
    said = {"src": url.strip(), **{k: v for k, v in (given or {}).items() if k in _SAID and v}}
    return "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in said.items()) + ">"


_SAID = ("alt", "width", "height")
