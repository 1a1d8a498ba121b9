"""The phrases of credit lines.

Built from the tables, extended from the configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from enum import Enum, auto
from functools import cache, lru_cache

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.lexicon.folding import is_unspaced, key_of, words_of
from provenance.lexicon.suppliers import SELLERS, Supplier, SupplierKind, suppliers
from provenance.model import CreditFlag
from provenance.values import dataclass


class Word(Enum):
    """What a phrase is to a credit line."""

    AGENCY = auto()
    STOCK = auto()
    LIBRARY = auto()
    PLATFORM = auto()
    ORGANIZATION = auto()
    FLAG = auto()
    NAMED_TEXT = auto()
    """A flag word that names a text: alone it is a label on the page."""
    LEAD = auto()
    SHOWN = auto()
    """A lead word only before its colon: without one it says what the picture shows."""
    BY = auto()
    BY_PARTICLE = auto()
    VIA = auto()
    FOR = auto()
    FROM = auto()
    COURTESY = auto()
    SUPPLIED = auto()
    HANDOUT = auto()
    ROLE = auto()
    PHOTOGRAPHER = auto()
    """A role of who takes pictures."""
    OTHER_MAKER = auto()
    """Leads to who made what the picture shows, or the words beside it."""
    STAFF = auto()
    UNCREDITED = auto()
    OWN_WORK = auto()
    """What Commons prints where the uploader is the author."""
    AI_TOOL = auto()
    ARTICLE = auto()
    CONJUNCTION = auto()
    COPYRIGHT = auto()
    KEPT = auto()
    DROPPED = auto()
    WHOLE = auto()
    """Says nothing of the picture where it fills its part of the line; else part of a name."""
    PLACE = auto()
    POSITION = auto()
    """Where in the picture somebody stands."""
    EDITED = auto()
    """Says that the credited picture was worked over."""
    LICENSED = auto()
    """Stands between a work and its licence."""
    SHOWS = auto()
    """Says what the picture shows."""
    SENTENCE = auto()
    """Begins a sentence about the picture."""


NAMES = frozenset({Word.AGENCY, Word.STOCK, Word.LIBRARY, Word.PLATFORM, Word.ORGANIZATION})
"""The words that name somebody."""
DISTRIBUTORS = frozenset({Word.AGENCY, Word.STOCK, Word.LIBRARY})

_SUPPLIERS = {
    SupplierKind.AGENCY: Word.AGENCY,
    SupplierKind.LIBRARY: Word.LIBRARY,
    SupplierKind.STOCK: Word.STOCK,
    SupplierKind.PLATFORM: Word.PLATFORM,
    SupplierKind.BODY: Word.ORGANIZATION,
}
_LISTS = {
    "flag": {"texts": Word.NAMED_TEXT},
    "lead": {
        "opens": Word.LEAD,
        "shown": Word.SHOWN,
        "short": Word.LEAD,
        "caption": Word.LEAD,
        "behind": Word.LEAD,
    },
    "small": {
        "by": Word.BY,
        "by_particle": Word.BY_PARTICLE,
        "via": Word.VIA,
        "for": Word.FOR,
        "from": Word.FROM,
        "courtesy_of": Word.COURTESY,
        "supplied_by": Word.SUPPLIED,
        "handout_by": Word.HANDOUT,
        "article": Word.ARTICLE,
        "conjunction": Word.CONJUNCTION,
        "copyright": Word.COPYRIGHT,
    },
    "who": {
        "role": Word.ROLE,
        "photographer": Word.PHOTOGRAPHER,
        "other_maker": Word.OTHER_MAKER,
        "staff": Word.STAFF,
        "uncredited": Word.UNCREDITED,
        "own_work": Word.OWN_WORK,
        "ai_tool": Word.AI_TOOL,
    },
    "other": {
        "kept": Word.KEPT,
        "dropped": Word.DROPPED,
        "whole": Word.WHOLE,
        "position": Word.POSITION,
        "sentence": Word.SENTENCE,
        "shows": Word.SHOWS,
        "edited": Word.EDITED,
        "licensed": Word.LICENSED,
        "place": Word.PLACE,
    },
}
_FLAGS = {
    Word.COURTESY: CreditFlag.COURTESY,
    Word.SUPPLIED: CreditFlag.SUPPLIED,
    Word.HANDOUT: CreditFlag.HANDOUT,
    Word.AI_TOOL: CreditFlag.AI_GENERATED,
    Word.COPYRIGHT: CreditFlag.COPYRIGHT,
    Word.STOCK: CreditFlag.STOCK,
}
"""The flags that a kind of word sets by itself."""
_DISTINCT = 5
"""Letters of a name that is known in small letters too."""
_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,5}[A-Za-z]{2,8}")
_GENERIC = frozenset({"com", "net", "org"})
"""The endings of sites that are the same house's in other countries."""
_COUNTRY = re.compile(r"(?:(?:co|com|net|org)\.)?[a-z]{2}")
_ANY_COUNTRY = 5
"""Letters of a site's name that is known with the ending of any country: the same four may be
anybody's elsewhere."""
_CODE = 3
"""Letters of an acronym that no desk prints with small ones: "EFE" is no "Efe", a first name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the vocabulary knows of one phrase."""

    kinds: frozenset[Word]
    flags: frozenset[CreditFlag] = frozenset()
    platform: str | None = None
    """Platform id."""
    search: bool = False
    """True for search engines and "the internet"."""
    supplier: str | None = None
    """Its id, where the phrase is the name of one."""
    spelled: str = ""
    """The supplier's name as its row spells it."""
    ambiguous: bool = False
    """True for a supplier's name that is also an everyday word, a code or a surname."""

    def merge(self, other: Entry) -> Entry:
        """This entry with what another says of the same phrase."""
        return Entry(
            self.kinds | other.kinds,
            self.flags | other.flags,
            self.platform or other.platform,
            self.search or other.search,
            self.supplier or other.supplier,
            self.spelled or other.spelled,
            self.ambiguous or other.ambiguous,
        )


@dataclass(frozen=True, slots=True)
class FoundName:
    """A supplier's name printed in a text, from `start` up to `end`."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True, repr=False)
class Phrases:
    """Phrases by their words, the longest first."""

    entries: Mapping[tuple[str, ...], Entry]
    reach: Mapping[str, int]
    """First word → words in the longest phrase that begins with it."""
    longest: int

    @classmethod
    def of(cls, entries: Mapping[tuple[str, ...], Entry]) -> Phrases:
        """The index of the entries."""
        reach: dict[str, int] = {}
        for key in entries:
            reach[key[0]] = max(reach.get(key[0], 0), len(key))
        return cls(entries, reach, max(reach.values(), default=0))

    def starting(self, words: Sequence[str], lo: int, hi: int) -> tuple[int, Entry] | None:
        """End and entry of the longest phrase that begins at `lo` and ends by `hi`."""
        reach = self.reach.get(words[lo]) if lo < hi else None
        if reach is None:
            return None
        for end in range(min(hi, lo + reach), lo, -1):
            if entry := self.entries.get(tuple(words[lo:end])):
                return end, entry
        return None

    def ending(self, words: Sequence[str], lo: int, hi: int) -> tuple[int, Entry] | None:
        """Start and entry of the longest phrase that ends at `hi` and begins from `lo` on."""
        for start in range(max(lo, hi - self.longest), hi):
            if entry := self.entries.get(tuple(words[start:hi])):
                return start, entry
        return None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Vocabulary:
    """Every phrase the grammar knows. Immutable: share it between threads."""

    phrases: Phrases
    names: Phrases
    """Of them, the names of suppliers."""
    unspaced: Mapping[str, Entry]
    """The phrases in scripts without spaces, which may stand at the edge of a longer run of
    letters."""
    organization_words: frozenset[str]
    organization_prefixes: tuple[str, ...]
    organization_suffixes: tuple[str, ...]
    last_letters: frozenset[str]
    """The last two letters of those endings, for a first look."""
    never_first: frozenset[str]
    """Words that are nobody's first name."""
    surnames: frozenset[str]
    """The most frequent surnames of many countries."""
    subunits: frozenset[str]
    """Parts of an organisation, named behind its comma."""
    legal_forms: frozenset[str]
    """What a company's name ends with."""
    months: frozenset[str]
    abbreviations: frozenset[str]
    weak: frozenset[str]
    """Lead and flag words that also begin names of organisations."""
    distinctive: frozenset[str]
    """Single words that name an agency even right beside a person's name."""
    conjunctions: frozenset[str]
    """ "And" in many languages."""
    account: frozenset[str]
    """What a platform keeps for each who posts there: page, channel, Konto."""
    account_of: frozenset[str]
    """The small words between that and the name of whose it is."""
    hosts: Mapping[str, str]
    """Host name → platform id."""
    sites: Mapping[str, Entry]
    """Web address of a seller of pictures, and its first word where every country's is the same."""

    def get(self, text: str) -> Entry | None:
        """The entry of a whole phrase."""
        key = key_of(text)
        known = self.phrases.entries.get(key) if len(key) <= self.phrases.longest else None
        return self.seller_at(text) if known is None and "." in text else known

    def seller_at(self, host: str) -> Entry | None:
        """The entry of who sells pictures at a web address: "alamy.es".

        That is a site of the table, its subdomains, and its name with a country's ending.
        """
        if not _HOST.fullmatch(host):
            return None
        labels = host.lower().removeprefix("www.").split(".")
        for first in range(len(labels) - 1):
            ending = ".".join(labels[first + 1 :])
            entry = self.sites.get(f"{labels[first]}.{ending}")
            if entry is None and _COUNTRY.fullmatch(ending):
                entry = self.sites.get(labels[first])
            if entry is not None:
                return entry
        return None

    def platform_of(self, host: str) -> str | None:
        """The platform a host name belongs to, subdomains included."""
        labels = host.casefold().strip(".").split(".")[-4:]
        return next(
            (
                self.hosts[h]
                for i in range(len(labels))
                if (h := ".".join(labels[i:])) in self.hosts
            ),
            None,
        )

    def names_in(self, text: str) -> Iterator[FoundName]:
        """The names of suppliers in `text`, in capitals as they print them."""
        found = list(words_of(text))
        words = [m[0].casefold() for m in found]
        at = 0
        while at < len(words):
            match = self.names.starting(words, at, len(words))
            if match is None:
                at += 1
                continue
            start, end = found[at].start(), found[match[0] - 1].end()
            if not _in_handle(text, start) and is_spelling(text[start:end], match[1]):
                yield FoundName(start, end, match[1])
                at = match[0]
            else:
                at += 1


def _in_handle(text: str, start: int) -> bool:
    return text[start - 1 : start] == "@"


def is_spelling(printed: str, entry: Entry) -> bool:
    """True where `printed` has the capitals of a supplier's name."""
    spelled = entry.spelled
    if printed == spelled or not spelled or spelled.lower() == spelled.upper():
        return True
    if spelled.isupper() and len(spelled) <= _CODE:
        return printed.isupper()
    # "reuters" in small letters is no other word; "album" is.
    small = printed.islower() and not entry.ambiguous and " " not in printed
    return printed[0].isupper() or (small and len(printed) >= _DISTINCT)


def _supplier_entry(row: Supplier, name: str = "") -> Entry:
    kind = _SUPPLIERS[row.kind]
    flags = {CreditFlag.SOCIAL_MEDIA} if row.social else set()
    if row.free_stock or kind is Word.STOCK:
        flags.add(CreditFlag.STOCK)
    return Entry(
        frozenset({kind}),
        frozenset(flags),
        row.counts_as if kind is Word.PLATFORM else None,
        row.search_engine,
        row.id,
        name,
        name in row.ambiguous,
    )


def _phrases() -> Iterator[tuple[str, Entry]]:
    for row in suppliers().values():
        for name in (*row.names, *row.domains):
            yield name, _supplier_entry(row, name)
    organization = Entry(frozenset({Word.ORGANIZATION}))
    for name in read_table("names")["organization"]["names"]:
        yield name, organization
    words = read_table("credit_words")
    for flag in CreditFlag:
        flagged = Entry(frozenset({Word.FLAG}), frozenset({flag}))
        for phrase in words["flag"].get(flag, ()):
            yield phrase, flagged
    for section, kinds in _LISTS.items():
        for name, kind in kinds.items():
            meant = Entry(frozenset({kind}), frozenset({_FLAGS[kind]} if kind in _FLAGS else ()))
            for phrase in words[section][name]:
                yield phrase, meant


def _add(entries: dict[tuple[str, ...], Entry], phrase: str, entry: Entry) -> None:
    keys = {key_of(phrase)}
    if not phrase.isascii():
        keys.add(key_of(phrase.translate(_GREEK)))
    for key in keys - {()}:
        entries[key] = entries[key].merge(entry) if key in entries else entry


_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")
"""Greek in capitals has no accents."""


def _sites(rows: Iterable[Supplier]) -> dict[str, Entry]:
    sites: dict[str, Entry] = {}
    for row in rows:
        if row.kind not in SELLERS:
            continue
        own = {key_of(name) for name in row.names if name not in row.ambiguous}
        for name in (*row.names, *row.domains):
            site = name.lower().removeprefix("www.")
            if name in row.ambiguous or not _HOST.fullmatch(site):
                continue
            first, _, ending = site.partition(".")
            known = {site, first} if _is_everywhere(first, ending, own) else {site}
            for each in known:
                sites.setdefault(each, _supplier_entry(row, name))
    return sites


def _is_everywhere(first: str, ending: str, own: Set[tuple[str, ...]]) -> bool:
    """True for "alamy" before "com": its own name, long enough to be nobody else's."""
    return ending in _GENERIC and len(first) >= _ANY_COUNTRY and key_of(first) in own


def _indexes(entries: Mapping[tuple[str, ...], Entry]) -> tuple[Phrases, Phrases, dict[str, Entry]]:
    names = {key: entry for key, entry in entries.items() if entry.supplier is not None}
    unspaced = {
        key[0]: entry for key, entry in entries.items() if len(key) == 1 and is_unspaced(key[0])
    }
    return Phrases.of(entries), Phrases.of(names), unspaced


@cache
def _built_in() -> Vocabulary:
    entries: dict[tuple[str, ...], Entry] = {}
    for phrase, entry in _phrases():
        _add(entries, phrase, entry)
    phrases, names, unspaced = _indexes(entries)
    table = read_table("names")
    organization, words = table["organization"], read_table("credit_words")
    suffixes = tuple(s.casefold() for s in organization["suffixes"])
    platforms = [row for row in suppliers().values() if row.kind is SupplierKind.PLATFORM]
    return Vocabulary(
        phrases,
        names,
        unspaced,
        organization_words=frozenset(w.casefold() for w in organization["words"]),
        organization_prefixes=tuple(organization["prefixes"]),
        organization_suffixes=suffixes,
        last_letters=frozenset(s[-2:] for s in suffixes),
        never_first=frozenset(table["never_first"].split()),
        surnames=frozenset(table["surnames"].split()),
        subunits=frozenset(organization["subunits"]),
        legal_forms=frozenset(organization["legal_forms"]),
        months=frozenset(words["other"]["months"]),
        abbreviations=frozenset(words["other"]["abbreviation"]),
        weak=frozenset(words["other"]["weak"]),
        distinctive=frozenset(
            name.casefold() for r in suppliers().values() if r.distinctive for name in r.names
        ),
        conjunctions=frozenset(words["small"]["conjunction"]),
        account=frozenset(w.casefold() for w in words["small"]["account"]),
        account_of=frozenset(words["small"]["account_of"]),
        hosts={host: row.counts_as for row in platforms for host in row.hosts},
        sites=_sites(suppliers().values()),
    )


@lru_cache(maxsize=32)
def _extend(
    agencies: tuple[str, ...], stock: tuple[str, ...], platforms: tuple[tuple[str, str], ...]
) -> Vocabulary:
    base = _built_in()
    if not (agencies or stock or platforms):
        return base
    added = [Supplier(name, SupplierKind.AGENCY, name, (name,)) for name in agencies]
    added += [Supplier(name, SupplierKind.STOCK, name, (name,)) for name in stock]
    for name, id in platforms:
        known = suppliers().get(id, Supplier(id, SupplierKind.PLATFORM, id, social=True))
        added.append(replace(known, names=(name,)))
    entries = dict(base.phrases.entries)
    for row in added:
        _add(entries, row.names[0], _supplier_entry(row, row.names[0]))
    phrases, names, unspaced = _indexes(entries)
    sites = {**_sites(added), **base.sites}
    return replace(base, phrases=phrases, names=names, unspaced=unspaced, sites=sites)


def load_vocabulary(
    agencies: Iterable[str] = (),
    stock_libraries: Iterable[str] = (),
    platforms: Mapping[str, str] | None = None,
) -> Vocabulary:
    """The built-in vocabulary with an editor's own names added.

    `platforms` maps a printed name to a platform id (`twitter`, or a new id of the editor's own).
    The result is immutable and cached: asking again for the same names costs nothing, from any
    thread.
    """
    return _extend(tuple(agencies), tuple(stock_libraries), tuple((platforms or {}).items()))
