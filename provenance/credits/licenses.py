"""Licences: read from any printed form, and their addresses.

Named as their steward names them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.lexicon.folding import key_of
from provenance.lexicon.listed import AnyOf, Listed
from provenance.model import License
from provenance.values import dataclass

MAX_CHARS = 10_000
"""Longer texts are read up to here: a licence's name is never so far out."""

_MAX_ELEMENTS = 14
"""Four elements, a version, a port and the filler words between them."""
_GAP = r"[\s\-–—_/(),:.\[\]]{0,3}"
_VERSION = re.compile(
    _GAP + r"(?P<version>[1-4](?:\.[015])?)(?:\s?[,\-–/]\s?\d\.\d){0,6}\+?(?![\d.]*\d)"
)
_URL = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/(?P<code>by(?:-nc)?(?:-(?:sa|nd))?)/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,8}))?"
    r"|publicdomain/(?P<pd>zero|mark))"
    r"|(?P<gfdl>gnu\.org/(?:copyleft|licenses)/fdl)",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"[\s()\[\],;]{0,4}(?:\b(?:or|oder|ou|o|and|und|et|или|або)\b|[/&+])?[\s()\[\],;]{0,4}",
    re.IGNORECASE,
)


CREATIVE_COMMONS = License("Creative Commons", "other")
"""What a bare "CC" names."""


@dataclass(frozen=True, slots=True)
class FoundLicense:
    """A licence read in a text: from `start` up to `end`."""

    license: License
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """What licenses.toml says, compiled."""

    head: Listed
    """Where a CC licence of the BY family begins."""
    bare: Listed
    """The same without "CC": `BY-SA 4.0`, `Attribution-ShareAlike`."""
    element: Listed
    filler: re.Pattern[str]
    port: Listed
    ports: Mapping[str, str]
    named: Listed
    by_name: Mapping[str, License]
    whole: Mapping[str, License]


def _fold(text: str) -> str:
    return " ".join(key_of(text))


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first.

    Spaces and hyphens in them are interchangeable.
    """
    spelled = (re.escape(w) for w in sorted(words, key=len, reverse=True))
    return "|".join(re.sub(r"(?:\\ |\\-|,)+", lambda _: r"[\s\-–,]{1,3}", w) for w in spelled)


@cache
def _words() -> _Words:
    data = read_table("licenses")
    elements: dict[str, list[str]] = data["elements"]
    by_name: dict[str, License] = {}
    whole: dict[str, License] = {}
    names: list[str] = []
    for row in data["license"]:
        license_ = License(row["name"], row["family"], row.get("version"), None, row.get("url"))
        names += row["names"]
        by_name.update({_fold(n): license_ for n in row["names"]})
        whole.update({_fold(n): license_ for n in row.get("whole", [])})
    ports = {_fold(n): code for code, spelled in data["ports"].items() for n in [code, *spelled]}
    each = [w for spelled in elements.values() for w in spelled]
    end = r"(?![^\W\d_])"

    def element(any_of: AnyOf) -> str:
        each = "|".join(f"(?P<{code}>{any_of(spelled)})" for code, spelled in elements.items())
        return rf"{_GAP}(?:{each}){end}"

    return _Words(
        head=Listed(
            lambda any_of: (
                rf"(?<![^\W_])(?:{any_of(data['commons'])})"
                rf"(?={_GAP}(?:(?:{any_of(data['filler'])}){_GAP})?(?:{any_of(each)}){end})"
            ),
            _any,
        ),
        bare=Listed(
            lambda any_of: rf"(?<![^\W_])(?=(?:{any_of(each)}){_GAP}(?:{any_of(each)}){end})", _any
        ),
        element=Listed(element, _any),
        filler=re.compile(rf"{_GAP}(?:{_any(data['filler'])}){end}", re.I),
        port=Listed(
            lambda any_of: rf"{_GAP}(?P<port>{any_of(ports)})(?=\s*(?:$|[\])/,;|.)\"”]))", _any
        ),
        ports=ports,
        named=Listed(lambda any_of: rf"(?<![^\W_])(?:{any_of(names)})(?!\w)", _any),
        by_name=by_name,
        whole=whole,
    )


def license_url(
    family: str, version: str | None = None, jurisdiction: str | None = None
) -> str | None:
    """Address of a licence's deed.

    None where the family has none or a CC licence's version is not known.

    `family` as in `License.family`. The CC addresses follow
    https://creativecommons.org/licenses/list.en; no jurisdiction exists from 4.0 on.
    """
    if family.startswith(("cc-by", "cc-nc", "cc-nd", "cc-sa")):
        if version is None:
            return None
        port = f"{jurisdiction}/" if jurisdiction and not version.startswith("4") else ""
        return f"https://creativecommons.org/licenses/{family.removeprefix('cc-')}/{version}/{port}"
    return next(
        (row.url for row in _words().by_name.values() if row.family == family and row.url), None
    )


def _commons_license(parts: set[str], version: str | None, port: str | None) -> License:
    """The CC licence of these elements; of those without BY there is only version 1.0."""
    first = [] if version == "1.0" and "by" not in parts else ["by"]
    rest = ("nc", "nd" if "nd" in parts else "sa")
    code = "-".join([*first, *(part for part in rest if part in parts)])
    name = " ".join(filter(None, [f"CC {code.upper()}", version, port.upper() if port else None]))
    return License(name, f"cc-{code}", version, port, license_url(f"cc-{code}", version, port))


@dataclass(slots=True)
class _Elements:
    """What has been read of a CC licence's name."""

    parts: set[str] = field(default_factory=set)
    version: str | None = None
    port: str | None = None

    def take(self, text: str, at: int) -> int | None:
        """Where the next element, version, port or filler word ends.

        None where none follows.
        """
        words = _words()
        if not self.version and (found := words.element.match(text, at)):
            self.parts.add(found.lastgroup or "by")
        elif self.parts and not self.version and (found := _VERSION.match(text, at)):
            number = found["version"]
            self.version = number if "." in number else f"{number}.0"
        elif self.may_be_ported and (found := words.port.match(text, at)):
            self.port = words.ports[_fold(found["port"])]
        else:
            found = words.filler.match(text, at)
        return found.end() if found else None

    @property
    def may_be_ported(self) -> bool:
        """True behind a version before 4.0, the first without ports."""
        return bool(self.parts and self.version and self.version < "4" and not self.port)


def _read_commons(text: str, at: int) -> tuple[License, int] | None:
    """The CC licence whose elements begin at `at`, and where it ends.

    None where no element follows.
    """
    read = _Elements()
    for _ in range(_MAX_ELEMENTS):
        end = read.take(text, at)
        if end is None:
            break
        at = end
    return (_commons_license(read.parts, read.version, read.port), at) if read.parts else None


def _from_url(found: re.Match[str]) -> License:
    if found["code"]:
        port = (
            found["port"].casefold()
            if found["port"] and found["port"].casefold() in _words().ports.values()
            else None
        )
        return _commons_license(set(found["code"].casefold().split("-")), found["version"], port)
    if found["gfdl"]:
        return _words().by_name["gfdl"]
    return _words().by_name["cc0" if found["pd"].casefold() == "zero" else "public domain mark"]


def find_licenses(text: str, *, bare: bool = False) -> list[FoundLicense]:
    """Every licence named in `text`, in order, none overlapping another.

    `bare=True` also takes licence elements without "CC" in front ("Attribution-ShareAlike
    License").
    """
    words = _words()
    hits: list[FoundLicense] = [
        FoundLicense(_from_url(m), m.start(), m.end()) for m in _URL.finditer(text)
    ]
    heads = [*words.head.finditer(text), *(words.bare.finditer(text) if bare else ())]
    hits += [
        FoundLicense(read[0], h.start(), read[1])
        for h in heads
        if (read := _read_commons(text, h.end()))
    ]
    hits += [
        FoundLicense(words.by_name[key], *m.span())
        for m in words.named.finditer(text)
        if (key := _fold(m[0])) in words.by_name and not _is_surname(m[0])
    ]
    kept: list[FoundLicense] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _is_surname(text: str) -> bool:
    """True for "Fal" in "Mira Fal": a licence's letters are all of one size."""
    return text.istitle() and text.isalpha() and len(text) <= _LETTERS


_LETTERS = 3
"""Letters of a licence's name that is a surname as well."""


def is_choice(text: str) -> bool:
    """True where the text between two licences offers a choice.

    "or", a slash, nothing.
    """
    return bool(_CHOICE.fullmatch(text))


def merge_licenses(found: list[FoundLicense]) -> License | None:
    """One licence from all that a text names.

    A choice keeps every name ("GFDL or CC BY-SA 3.0").

    The choice's family, version and address are the first CC licence's, because that is the one a
    page can fulfil with a line and a link.
    """
    unique = {hit.license.name: hit.license for hit in reversed(found)}
    named = [name for hit in found if (name := hit.license.name) in unique]
    licenses = [unique[name] for name in dict.fromkeys(named)]
    if len(licenses) > 1:
        licenses = [x for x in licenses if x.name != CREATIVE_COMMONS.name]
    if not licenses:
        return None
    if len(licenses) == 1 or licenses[0].family == "all-rights-reserved":
        return licenses[0]
    return _choice(licenses)


def _choice(licenses: list[License]) -> License:
    """Several licences as one that names them all."""
    commons = [x for x in licenses if x.family.startswith("cc-by")]
    zero = [x for x in licenses if x.family == "cc0"]
    # A bare "public domain" beside CC0 is its explanation, not a second licence.
    if zero and {x.family for x in licenses} == {"cc0", "pd"}:
        return zero[0]
    first = (commons or licenses)[0]
    return License(
        " or ".join(x.name for x in licenses),
        first.family,
        first.version,
        first.jurisdiction,
        first.url,
    )


def parse_license(text: str) -> License | None:
    """The licence that `text` names, or None where it names none we know.

    Reads printed names in many languages, addresses, Commons' machine ids (`cc-by-sa-3.0-de`,
    `pd-old-70`), Flickr's names ("Attribution-NonCommercial License") and choices ("GFDL or CC
    BY-SA 3.0").
    """
    text = " ".join(unicodedata.normalize("NFKC", text[:MAX_CHARS]).split())
    if whole := _words().whole.get(_fold(text)):
        return whole
    if found := find_licenses(text, bare=True):
        return merge_licenses(found)
    lowered = text.casefold()
    if re.fullmatch(r"pd(?:-[\w-]+)?", lowered):
        return _words().by_name["public domain"]
    if re.fullmatch(r"attribution licen[sc]e", lowered):  # Flickr's name for CC BY 2.0
        return _commons_license({"by"}, None, None)
    return None


def iter_license_links(urls: Iterator[str]) -> Iterator[License]:
    """The licences that addresses lead to, for links inside a credit."""
    for url in urls:
        if found := _URL.search(url[:2_000]):
            yield _from_url(found)
