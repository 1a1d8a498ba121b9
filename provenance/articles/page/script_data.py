"""Captions and credits that a page keeps in its scripts' data."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.image_urls import asset_keys
from provenance.articles.page.structured_data import plain
from provenance.model import Locator, Reading

_AROUND = 4_000
"""Characters looked at on each side of a file name."""
_OCCURRENCES = 24
_LEVELS = 5
"""Enclosing objects looked at, innermost first."""
# `"caption":"…"`, `"caption":{"value":"…"}`, Apollo's `"caption":{"__typename":"…","text":"…"}`,
# Astro's `"caption":[0,{"value":[0,"…"]}]`, and lists of people: `"credits":{"by":[{"name":"…"}]}`.
# What a colon follows is the next field's name, not a value.
_VALUE = (
    r'"\s{0,3}:\s{0,3}[\[{\d,\s]{0,9}(?:"__typename"\s{0,3}:\s{0,3}"\w{0,60}",\s{0,3})?'
    r'(?:"(?:value|text|html|plain|basic|title|by|name)"\s{0,3}:\s{0,3}[\[{\d,\s]{0,9}){0,2}'
    r'"((?:[^"\\]|\\.){2,1500})"(?!\s{0,3}:)'
)
_BRACE = re.compile("[{}]")
_CAPTIONS = r"caption|captionText|captionTitle|imageCaption|image_caption|legend"
_CAPTION = re.compile(rf'"(?:{_CAPTIONS}){_VALUE}', re.I)
_CAPTION_OR_DESCRIPTION = re.compile(rf'"(?:{_CAPTIONS}|description){_VALUE}', re.I)
_CREDIT = re.compile(
    r'"(?:credit|creditText|creditLine|captionCredit|credits|imageCredit|image_credit|copyright|photographer|byline|source)'
    + _VALUE,
    re.I,
)
_FIELD = re.compile(
    r'"(?:caption(?:Text|Title|Credit)?|image_?(?:caption|credit)|legend|description|'
    r'credit(?:s|Text|Line)?|copyright|photographer|byline|source)"\s{0,3}:',
    re.I,
)
"""The name of any of these fields; most of what stands around a file name holds none."""


def caption_from_script_data(
    page: str, url: str, known: frozenset[str] = frozenset()
) -> tuple[Reading | None, Reading | None]:
    """(caption, credit) that script data holds for the picture at `url`.

    `known` are texts that describe the story, not the picture. The innermost object that names the
    file and states either decides. Prose is told from code by the field's name alone, so this is
    asked only where the page shows nothing itself.
    """
    name = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    if len(name) < 9:
        return None, None
    at = -1
    for _ in range(_OCCURRENCES):
        at = page.find(name, at + 1)
        if at < 0:
            break
        window, spot = _readable(page[max(0, at - _AROUND) : at + _AROUND], name)
        if not _FIELD.search(window):
            continue
        line = 1 + page.count("\n", 0, at)
        for level, scope in enumerate(_enclosing(window, spot)):
            if '"@graph"' in scope:
                # the other objects of a graph tell of other things: of the site, of its publisher
                break
            # around the picture's own object a description is the story's, or its writer's
            caption, credit = (
                _first(_CAPTION if level else _CAPTION_OR_DESCRIPTION, scope, line, known),
                _first(_CREDIT, scope, line, known),
            )
            if caption or credit:
                return caption, credit
    return None, None


_ADDRESS = re.compile(
    r'"((?:https?:)?//[^"\\\s]{6,400}\.(?:jpe?g|png|webp|avif)(?:[?/][^"\\\s]{0,300})?)"', re.I
)
_QUOTES = ('"', "&quot;", "&#34;")
MAX_KEY = 80
"""Characters of a caption by which it is looked for in script data."""


def address_from_script_data(page: str, caption: str) -> str | None:
    """The one picture's address that script data states together with a caption.

    For a picture whose element a script fills: caption and credit are printed, the address is not.
    """
    key = caption[:MAX_KEY]
    for said in dict.fromkeys((key, json.dumps(key)[1:-1], html.escape(key))):
        at = -1
        for _ in range(_OCCURRENCES):
            at = page.find(said, at + 1)
            if at < 0:
                break
            if not page.endswith(_QUOTES, 0, at):
                continue
            window, spot = _readable(page[max(0, at - _AROUND) : at + _AROUND], said)
            for scope in _enclosing(window, spot):
                found = {_unslashed(one) for one in _ADDRESS.findall(scope.replace("\\/", "/"))}
                if found and frozenset.intersection(*map(asset_keys, found)):
                    return min(found)
                if found:
                    break
    return None


def _unslashed(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _readable(window: str, name: str) -> tuple[str, int]:
    """The window unescaped, and where the name is in it."""
    middle = min(len(window) // 2, _AROUND)
    if "&quot;" in window or "&#34;" in window:
        before = html.unescape(window[:middle])
        window, middle = before + html.unescape(window[middle:]), len(before)
    if '\\"' in window and '"' not in window.replace('\\"', "")[:200]:
        before = window[:middle].replace('\\"', '"')
        window, middle = before + window[middle:].replace('\\"', '"'), len(before)
    spot = window.find(name, max(0, middle - len(name)))
    return window, spot if spot >= 0 else middle


def _enclosing(window: str, spot: int) -> list[str]:
    """The texts of the objects around `spot`, innermost first."""
    braces = list(_BRACE.finditer(window))
    behind = _unmatched((b for b in braces if b.start() >= spot), "}")
    found: list[str] = []
    for left in islice(_unmatched((b for b in reversed(braces) if b.start() < spot), "{"), _LEVELS):
        right = next(behind, len(window))
        found.append(window[left : right + 1])
        if right >= len(window) - 1:
            break
    return found


def _unmatched(braces: Iterable[re.Match[str]], wanted: str) -> Iterator[int]:
    """Where the braces stand that have no partner among those before them."""
    depth = 0
    for brace in braces:
        depth += 1 if brace.group() == wanted else -1
        if depth > 0:
            depth = 0
            yield brace.start()


def _is_direct(scope: str, at: int) -> bool:
    """True for a field of the object itself, not of its author or publisher."""
    return scope.count("{", 1, at) == scope.count("}", 1, at)


def _first(
    pattern: re.Pattern[str], scope: str, line: int, known: frozenset[str]
) -> Reading | None:
    for found in pattern.finditer(scope):
        key = found.group(0).split('"')[1]
        if key.lower() == "description" and not _is_direct(scope, found.start()):
            continue
        try:
            text = plain(str(json.loads(f'"{found.group(1)}"', strict=False)))
        except ValueError:
            continue
        if len(text) > 2 and text not in known and not text.startswith(("http", "/", "#")):
            return Reading(text, Locator(f"script data: {key}", line))
    return None
