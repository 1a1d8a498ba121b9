"""What is recognised in a credit line by its form.

Addresses, licences, handles, dates, the copyright sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.credits.houses import find_houses
from provenance.credits.licenses import (
    CREATIVE_COMMONS,
    FoundLicense,
    find_licenses,
    is_choice,
    iter_license_links,
    merge_licenses,
)
from provenance.credits.wording import RESERVED
from provenance.lexicon.phrases import Vocabulary
from provenance.lexicon.suppliers import supplier_at
from provenance.model import License, Link
from provenance.values import dataclass

BLANK = "\x00"
"""Stands in the masked text for each letter that was recognised; it divides names."""

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]|]{3,500}", re.IGNORECASE)
_STOPS = ".,;:"
_BARE_HOST = re.compile(r"www(?:\.[\w-]{1,63}){2,4}", re.IGNORECASE)
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
_BARE_CC = re.compile(r"(?:^|(?<=[(\[/,|:]))\s?CC\s?(?=$|[)\]/,|])|(?<=\()cc(?=\))")
_HANDLE = re.compile(r"@\w(?:[\w.]{0,58}\w)?")
_RESTRICTION = re.compile(
    r"(?:^|(?<=[/,.;)–-])|(?<=[/,.;)–-]\s))[A-Z][A-Za-z]{2,20}(?:,?\s(?:and\s)?[A-Z][A-Za-z]{1,20}){0,5}\s(?:OUT|Out)$"
)
"""Where an agency may not sell a picture: "China and Taiwan OUT"."""
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
    mask = _Mask(text)
    licenses = _licenses(mask)
    addresses = list(_URL.finditer(text))
    houses = [
        house
        for house in find_houses(text, vocabulary)
        if not any(m.start() < house.start < m.end() for m in addresses)
    ]
    told = {house.start for house in houses}
    named = [m for m in addresses if _is_bare_name(m, vocabulary) or _is_signed_host(m)]
    around = [m.span() for m in addresses if m not in named and m.start() not in told]
    mask.cover(sorted([*around, *(span for house in houses for span in house.around)]))
    platforms = [(m.start(), vocabulary.platform_of(_host(_address(m)))) for m in addresses]
    mask.take(_USER, "~")
    platforms += [(hit.start, _granting(hit.license, vocabulary)) for hit in licenses]
    platforms += [(m.start(), "wikimedia-commons") for m in mask.take(_ON_WIKIPEDIA, "ikipedia")]
    remainder = mask.take(_EMAIL, "@")
    handles = mask.take(_HANDLE, "@")
    remainder += mask.take(_DATE)
    reserved = RESERVED.search(mask.text)
    if reserved:
        mask.cover([reserved.span("words")])
    if text.endswith(("OUT", "Out")):
        remainder += mask.take(_RESTRICTION)
    signs = mask.take(_COPYRIGHT)
    every = (*links, *(Link(_address(m), m[0].rstrip(_STOPS)) for m in addresses))
    return Forms(
        mask.text,
        _complete(merge_licenses(licenses), every),
        every,
        tuple((at, platform) for at, platform in platforms if platform),
        tuple(dict.fromkeys(m[0] for m in handles)),
        (
            *((m.start(), m[0]) for m in remainder),
            *([(reserved.start("words"), reserved["words"])] if reserved else []),
        ),
        bool(signs),
    )


@lru_cache(maxsize=256)
def _granting(license_: License, vocabulary: Vocabulary) -> str | None:
    """The platform whose own licence it is: Pixabay's, Unsplash's."""
    return vocabulary.platform_of(_host(license_.url)) if license_.url else None


def _is_signed_host(found: re.Match[str]) -> bool:
    """True for "www.example.com/Mira Holm": a house and a person, no path."""
    host, slash, name = found[0].partition("/")
    begins = bool(slash) and name.isalpha() and name.istitle() and "://" not in found[0]
    behind = found.start() + len(host) + 1
    return begins and _PERSON_BEHIND.match(found.string, behind) is not None


_PERSON_BEHIND = re.compile(r"[^\W\d_]{2,20}\s[A-ZÀ-Þ][^\W\d_]+")


def _is_bare_name(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """True for "www.example.com": no scheme, no path, no supplier."""
    host = found[0].rstrip(_STOPS)
    known = vocabulary.platform_of(host) or supplier_at(host)
    return _BARE_HOST.fullmatch(host) is not None and not known


class _Mask:
    """A line in which what was recognised is blanked, letter for letter."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str], sign: str = "") -> list[re.Match[str]]:
        """What the pattern finds, where the sign stands that it needs; it is blanked."""
        found = list(pattern.finditer(self.text)) if sign in self.text else []
        if found:
            self.text = pattern.sub(lambda m: BLANK * len(m[0]), self.text)
        return found

    def cover(self, spans: Sequence[tuple[int, int]]) -> None:
        """Blank spans, given in order."""
        last, kept = 0, []
        for start, end in spans:
            kept += [self.text[last:start], BLANK * (end - start)]
            last = end
        self.text = "".join([*kept, self.text[last:]])


def _licenses(mask: _Mask) -> list[FoundLicense]:
    """The licences that the line names, blanked with the words of choice between them."""
    found = find_licenses(mask.text)
    spans: list[tuple[int, int]] = []
    for hit in found:
        last = spans[-1][1] if spans else -1
        choice = last >= 0 and is_choice(mask.text[last : hit.start])
        spans.append((last if choice else hit.start, hit.end))
    mask.cover(spans)
    if not found and (bare := mask.take(_BARE_CC)):
        return [FoundLicense(CREATIVE_COMMONS, bare[0].start(), bare[0].end())]
    return found


def _address(found: re.Match[str]) -> str:
    url = found[0].rstrip(_STOPS)
    return url if "://" in url else f"http://{url}"


def _complete(license_: License | None, links: Sequence[Link]) -> License | None:
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
