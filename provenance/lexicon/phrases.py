"""The words of credit lines: read from the data files, extended from the configuration, looked
up by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Any

from provenance.lexicon import read_table
from provenance.model import CreditFlag


class Word(Enum):
    """What a phrase is to a credit line."""

    AGENCY = auto()
    STOCK = auto()
    LIBRARY = auto()
    """A picture library that sells editorially: distributes, but its pictures are no stock
    pictures."""
    PLATFORM = auto()
    ORGANIZATION = auto()
    FLAG = auto()
    LEAD = auto()
    BY = auto()
    BY_PARTICLE = auto()
    VIA = auto()
    FOR = auto()
    FROM = auto()
    COURTESY = auto()
    SUPPLIED = auto()
    HANDOUT = auto()
    ROLE = auto()
    STAFF = auto()
    UNCREDITED = auto()
    AI_TOOL = auto()
    ARTICLE = auto()
    CONJUNCTION = auto()
    COPYRIGHT = auto()
    KEPT = auto()
    DROPPED = auto()
    PLACE = auto()


NAMES = frozenset({Word.AGENCY, Word.STOCK, Word.LIBRARY, Word.PLATFORM, Word.ORGANIZATION})
"""The words that name somebody."""
DISTRIBUTORS = frozenset({Word.AGENCY, Word.STOCK, Word.LIBRARY})

_LISTS = {
    "lead": Word.LEAD,
    "by": Word.BY,
    "by_particle": Word.BY_PARTICLE,
    "via": Word.VIA,
    "for": Word.FOR,
    "from": Word.FROM,
    "courtesy_of": Word.COURTESY,
    "supplied_by": Word.SUPPLIED,
    "handout_by": Word.HANDOUT,
    "role": Word.ROLE,
    "staff": Word.STAFF,
    "uncredited": Word.UNCREDITED,
    "ai_tool": Word.AI_TOOL,
    "article": Word.ARTICLE,
    "conjunction": Word.CONJUNCTION,
    "copyright": Word.COPYRIGHT,
    "kept": Word.KEPT,
    "dropped": Word.DROPPED,
    "place": Word.PLACE,
}

# Marks belong to the letters before them in Hebrew, Arabic, Indic and Southeast Asian scripts;
# Python's \w leaves them out. ZWNJ joins Persian words.
MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
    "\u0e00-\u0e7f\u0f00-\u109f\u1780-\u17ff\u200c\u200d"
)
_WORD = re.compile(rf"[\w{MARKS}]+|&")
UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Letters of scripts that write words without spaces between them (Korean writes titles
without)."""


def normalise(text: str) -> str:
    """`text` in Unicode's NFKC form (full-width letters become plain), white space collapsed to
    single spaces.

    The circled c that Korean desks print for © stays a copyright sign; NFKC alone would make it a
    letter.
    """
    return " ".join(unicodedata.normalize("NFKC", text.replace("ⓒ", "©").replace("Ⓒ", "©")).split())


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of `text`, and "&"."""
    return _WORD.finditer(text)


def key_of(text: str) -> tuple[str, ...]:
    """What a phrase is looked up by: its words, case folded."""
    return tuple(m[0].casefold() for m in words_of(normalise(text)))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the vocabulary knows of one phrase."""

    kinds: frozenset[Word]
    flags: frozenset[CreditFlag] = frozenset()
    platform: str | None = None
    """Platform id."""
    search: bool = False
    """True for search engines and "the internet"."""

    def merged(self, other: Entry) -> Entry:
        """This entry with what another says of the same phrase."""
        return Entry(
            self.kinds | other.kinds,
            self.flags | other.flags,
            self.platform or other.platform,
            self.search or other.search,
        )


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """Every phrase the grammar knows. Immutable: share it between threads."""

    entries: Mapping[tuple[str, ...], Entry]
    longest: int
    """Words in the longest phrase."""
    unspaced: Mapping[str, Entry]
    """The phrases in scripts without spaces, which may stand at the edge of a longer run of
    letters."""
    organization_words: frozenset[str]
    organization_prefixes: tuple[str, ...]
    organization_suffixes: tuple[str, ...]
    never_first: frozenset[str]
    """Words that are nobody's first name."""
    surnames: frozenset[str]
    """The most frequent surnames of many countries."""
    subunits: frozenset[str]
    months: frozenset[str]
    abbreviations: frozenset[str]
    weak: frozenset[str]
    """Lead and flag words that also begin names of organisations."""
    distinctive: frozenset[str]
    """Single words that name an agency even right beside a person's name."""
    account: frozenset[str]
    """What a platform keeps for each who posts there: page, channel, Konto."""
    account_of: frozenset[str]
    """The small words between that and the name of whose it is."""
    hosts: Mapping[str, str]
    """Host name → platform id."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Platform id → its name as printed."""

    def get(self, text: str) -> Entry | None:
        """The entry of a whole phrase."""
        key = key_of(text)
        return self.entries.get(key) if len(key) <= self.longest else None

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


def _platforms() -> Iterator[tuple[str, dict[str, Any]]]:
    for id_, row in read_table("platforms").items():
        yield row.get("id", id_), row


def _platform_entry(id_: str, row: Mapping[str, Any]) -> Entry:
    flags = (
        {CreditFlag.SOCIAL_MEDIA}
        if row.get("social")
        else {CreditFlag.STOCK}
        if row.get("stock")
        else set()
    )
    return Entry(frozenset({Word.PLATFORM}), frozenset(flags), id_, bool(row.get("search")))


def _phrases() -> Iterator[tuple[str, Entry]]:
    for section in read_table("agencies").values():
        for name in section["names"] if isinstance(section, dict) else ():
            yield name, Entry(frozenset({Word.AGENCY}))
    stock = read_table("stock")
    for name in stock["libraries"]["names"]:
        yield name, Entry(frozenset({Word.STOCK}), frozenset({CreditFlag.STOCK}))
    for name in stock["picture_libraries"]["names"]:
        yield name, Entry(frozenset({Word.LIBRARY}))
    for name in read_table("organizations")["names"]:
        yield name, Entry(frozenset({Word.ORGANIZATION}))
    for id_, row in _platforms():
        for name in row["names"]:
            yield name, _platform_entry(id_, row)
    for flag, phrases in read_table("flags").items():
        for phrase in phrases:
            yield phrase, Entry(frozenset({Word.FLAG}), frozenset({CreditFlag(flag)}))
    lists = read_table("words")
    own = {
        Word.COURTESY: CreditFlag.COURTESY,
        Word.SUPPLIED: CreditFlag.SUPPLIED,
        Word.HANDOUT: CreditFlag.HANDOUT,
    }
    own |= {Word.AI_TOOL: CreditFlag.AI_GENERATED, Word.COPYRIGHT: CreditFlag.COPYRIGHT}
    for name, kind in _LISTS.items():
        for phrase in lists[name]:
            yield phrase, Entry(frozenset({kind}), frozenset({own[kind]} if kind in own else ()))


def _add(entries: dict[tuple[str, ...], Entry], phrase: str, entry: Entry) -> None:
    if key := key_of(phrase):
        entries[key] = entries[key].merged(entry) if key in entries else entry


def _unspaced(entries: Mapping[tuple[str, ...], Entry]) -> dict[str, Entry]:
    return {
        key[0]: entry for key, entry in entries.items() if len(key) == 1 and UNSPACED.search(key[0])
    }


@cache
def _built_in() -> Vocabulary:
    entries: dict[tuple[str, ...], Entry] = {}
    for phrase, entry in _phrases():
        _add(entries, phrase, entry)
    organizations, lists, names = (
        read_table("organizations"),
        read_table("words"),
        read_table("names"),
    )
    return Vocabulary(
        entries=entries,
        longest=max(map(len, entries)),
        unspaced=_unspaced(entries),
        organization_words=frozenset(
            w for name in organizations["words"] for w in [name.casefold()]
        ),
        organization_prefixes=tuple(organizations["prefixes"]),
        organization_suffixes=tuple(s.casefold() for s in organizations["suffixes"]),
        never_first=frozenset(names["never_first"].split()),
        surnames=frozenset(names["surnames"].split()),
        subunits=frozenset(organizations["subunits"]),
        months=frozenset(lists["months"]),
        abbreviations=frozenset(lists["abbreviation"]),
        weak=frozenset(lists["weak"]),
        distinctive=frozenset(name.casefold() for name in read_table("agencies")["distinctive"]),
        account=frozenset(name.casefold() for name in lists["account"]),
        account_of=frozenset(lists["account_of"]),
        hosts={host: id_ for id_, row in _platforms() for host in row.get("hosts", ())},
        labels={id_: row["label"] for id_, row in _platforms()},
    )


@lru_cache(maxsize=32)
def _extended(
    agencies: tuple[str, ...], stock: tuple[str, ...], platforms: tuple[tuple[str, str], ...]
) -> Vocabulary:
    base = _built_in()
    if not (agencies or stock or platforms):
        return base
    entries = dict(base.entries)
    known = dict(_platforms())
    for name in agencies:
        _add(entries, name, Entry(frozenset({Word.AGENCY})))
    for name in stock:
        _add(entries, name, Entry(frozenset({Word.STOCK}), frozenset({CreditFlag.STOCK})))
    for name, id_ in platforms:
        _add(entries, name, _platform_entry(id_, known.get(id_, {"social": True})))
    return replace(
        base, entries=entries, longest=max(map(len, entries)), unspaced=_unspaced(entries)
    )


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
    return _extended(tuple(agencies), tuple(stock_libraries), tuple((platforms or {}).items()))
