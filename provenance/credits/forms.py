"""What is recognised in a credit line by its form: addresses, licences, handles, dates, the
copyright sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.credits.licenses import (
    CREATIVE_COMMONS,
    FoundLicense,
    find_licenses,
    is_choice,
    iter_license_links,
    merge_licenses,
)
from provenance.lexicon.phrases import Vocabulary
from provenance.model import License, Link

BLANK = "\x00"
"""Stands in the masked text for each letter that was recognised; it divides names."""

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]|]{3,500}", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[^\W\d_]{2,24}(?!\w)"
)
_USER = re.compile(r"(?<=\w)~[a-z]{2,20}wiki\b")
"""What Commons adds to a user's name that two wikis share."""
_ON_WIKIPEDIA = re.compile(
    r"(?<=\s)(?:at|on|from|auf|sur|de|en|su|na|w|в)\s(?:the\s)?(?:[A-Z]\w{2,20}\s|[a-z]{2,3}\.)?Wikipedia(?:\.org)?\b",
    re.I,
)
"""Where an uploader signed: "at en.wikipedia", "at English Wikipedia"."""
_BARE_CC = re.compile(r"(?:^|(?<=[(\[/,|:]))\s?CC\s?(?=$|[)\]/,|])")
_HANDLE = re.compile(r"@\w(?:[\w.]{0,58}\w)?")
_COPYRIGHT = re.compile(r"©|℗|\(\s?[cC]\s?\)|&copy;")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}:\d{2}(?::\d{2})?)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Forms:
    """A line's forms. `masked` is as long as the line, so positions agree."""

    masked: str
    license: License | None
    links: tuple[Link, ...]
    platforms: tuple[tuple[int, str], ...]
    """Position and id of the platforms that printed addresses lead to."""
    handles: tuple[str, ...]
    remainder: tuple[tuple[int, str], ...]
    """Position and text of mail addresses and dates: read, and no part of a name."""
    copyright: bool


def read_forms(text: str, links: Sequence[Link], vocabulary: Vocabulary) -> Forms:
    """The forms in a normalised line; `links` are the links the page has in it.

    A link to a licence's deed names the licence where the text does not, or completes it ("CC BY"
    → "CC BY 4.0").
    """
    mask = bytearray(len(text))
    found = find_licenses(text)
    for i, hit in enumerate(found):
        before = (
            found[i - 1].end if i and is_choice(text[found[i - 1].end : hit.start]) else hit.start
        )
        _cover(mask, before, hit.end)
    printed: list[Link] = []
    platforms: list[tuple[int, str]] = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:")
        printed.append(Link(url if "://" in url else f"http://{url}", url))
        if platform := vocabulary.platform_of(_host(printed[-1].url)):
            platforms.append((match.start(), platform))
        _cover(mask, match.start(), match.end())
    for match in _USER.finditer(text):
        _cover(mask, match.start(), match.end())
    for match in _ON_WIKIPEDIA.finditer(text):
        platforms.append((match.start(), "wikimedia-commons"))
        _cover(mask, match.start(), match.end())
    if not found and (bare := _BARE_CC.search(text)):
        found = [FoundLicense(CREATIVE_COMMONS, bare.start(), bare.end())]
        _cover(mask, bare.start(), bare.end())
    masked = _masked(text, mask)
    remainder: list[tuple[int, str]] = []
    handles: dict[str, None] = {}
    copyright_ = False
    for pattern in (_EMAIL, _HANDLE, _DATE, _COPYRIGHT):
        for match in pattern.finditer(masked):
            _cover(mask, match.start(), match.end())
            if pattern is _HANDLE:
                handles[match[0]] = None
            elif pattern is _COPYRIGHT:
                copyright_ = True
            else:
                remainder.append((match.start(), match[0]))
        masked = _masked(text, mask)
    every = (*links, *printed)
    license_ = _completed(merge_licenses(found), every)
    return Forms(
        masked, license_, every, tuple(platforms), tuple(handles), tuple(remainder), copyright_
    )


def _cover(mask: bytearray, start: int, end: int) -> None:
    mask[start:end] = b"\x01" * (end - start)


def _masked(text: str, mask: bytearray) -> str:
    return "".join(BLANK if covered else letter for letter, covered in zip(text, mask, strict=True))


def _completed(license_: License | None, links: Sequence[Link]) -> License | None:
    linked = next(iter_license_links(link.url for link in links), None)
    if license_ is None or linked is None:
        return license_ or linked
    vague = (
        license_.version is None
        and license_.family in (linked.family, "other")
        and " or " not in license_.name
    )
    return linked if vague else license_


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a broken IPv6 address
        return ""
