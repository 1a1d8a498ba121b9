"""What a parsed credit names."""

from __future__ import annotations

from functools import cache

from anyascii import anyascii

from provenance import lazy_re as re
from provenance.lexicon.folding import normalise
from provenance.lexicon.phrases import FoundName, load_vocabulary
from provenance.lexicon.suppliers import supplier, suppliers
from provenance.model import Credit, CreditFlag
from provenance.rules.kit.evidence import words
from provenance.rules.kit.names import anonymous, any_same, folded, occurs_in

_WORDS = re.compile(r"[a-z0-9]+")


def names_somebody(credit: Credit) -> bool:
    """True where the credit names somebody beside the platform.

    A name printed as the lender's ("courtesy of …") stands in the remainder: somebody is named.
    """
    lent = {CreditFlag.COURTESY, CreditFlag.SUPPLIED, CreditFlag.HANDOUT} & set(credit.flags)
    return bool(real_names(credit)) or bool(
        lent and credit.remainder and not placeholder(credit.remainder)
    )


def real_names(credit: Credit) -> tuple[str, ...]:
    """The people and organisations named, without placeholders and search engines."""
    names = (
        *credit.creators,
        *credit.handles,
        *credit.organizations,
        *filter(None, (credit.distributor,)),
    )
    kept = (n for n in names if not anonymous(n) and not is_search_engine(n) and not placeholder(n))
    return tuple(dict.fromkeys(kept))


def authors(credit: Credit) -> tuple[str, ...]:
    """The people and accounts that the credit names, without placeholders."""
    names = (*credit.creators, *credit.handles)
    return tuple(name for name in names if not anonymous(name) and not placeholder(name))


_PARTS = re.compile(r"[/|;&\n]|\b(?:and|und|et|y)\b")
"""What stands between the names in an author's field."""
_MOST_WORDS = 4
"""Words of a person's name."""


def persons(field: str) -> tuple[str, ...]:
    """The full names of persons in an author's field.

    No sign, initials, desk or agency is one.
    """
    return tuple(p for part in _PARTS.split(field[:400]) if _is_person(p := part.strip(" .,")))


def _is_person(name: str) -> bool:
    printed = re.findall(r"[^\W\d_]+", name)
    whole = [word for word in folded(name) if len(word) > 1]
    return (
        2 <= len(printed) <= _MOST_WORDS
        and len(whole) > 1
        and not any(char.isdigit() or char in "@:©" for char in name)
        and not (printed[0].islower() and printed[-1].islower())
        and not (placeholder(name) or anonymous(name) or agencies_in(name))
        and not any(re.fullmatch(words("credits")["desk"], word) for word in words_of(name))
    )


def is_search_engine(name: str) -> bool:
    """True for a search engine or a pinboard, which shows pictures and owns none."""
    return " ".join(folded(name)) in _search_engines()


@cache
def _search_engines() -> frozenset[str]:
    rows = (row for row in suppliers().values() if row.search_engine)
    names = (" ".join(folded(name)) for row in rows for name in (*row.names, row.title))
    return frozenset({*names, *words("credits")["search_engines"]} - {""})


def searches_only(credit: Credit) -> bool:
    """True where the credit names only a search engine, a pinboard or "the Internet"."""
    names = (*credit.creators, *credit.organizations)
    if credit.handles or (credit.platform and not supplier(credit.platform).search_engine):
        return False
    if not names and not credit.platform:
        return is_search_engine(credit.raw) or is_search_engine(credit.remainder or "")
    return all(is_search_engine(name) for name in names)


def placeholder(name: str) -> bool:
    """True for what is printed where no author is named: HANDOUT, STR, "Supplied"."""
    return " ".join(folded(name)) in set(words("credits")["placeholders"])


def rights_reserved(raw: str, remainder: str | None) -> bool:
    """True for "Photo DR", printed where nobody is known to own the picture.

    "DR" and "© DR" alone may be the broadcaster, which "Foto: DR" names."""
    left = "".join(_WORDS.findall((remainder or "").lower()))
    return left == "dr" and ("." in raw or len(_WORDS.findall(raw.lower())) > 1)


def agencies_in(text: str) -> frozenset[str]:
    """The agencies that a text names, by id: those whose partners are known."""
    rows = suppliers()
    named = (rows.get(found.entry.supplier or "") for found in _names_in(text))
    ids = (row.counts_as for row in named if row is not None)
    return frozenset(id for id in ids if rows[id].partners is not None)


def _names_in(text: str) -> tuple[FoundName, ...]:
    return tuple(load_vocabulary().names_in(normalise(text[:1000])))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower-case Latin letters and digits."""
    return tuple(_WORDS.findall(anyascii(text[:1000]).lower()))


def partners(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where the two share an agency, or one distributes the other's pictures."""
    return bool(one & other) or any(other & (suppliers()[id].partners or set()) for id in one)


def differ(one: Credit, other: Credit) -> bool:
    """True where both name authors or agencies, and none can be the other's."""
    if partners(agencies_in(one.raw), agencies_in(other.raw)):
        return False
    if any_same(real_names(one), real_names(other)):
        return False
    if any(occurs_in(name, other.raw) for name in real_names(one)):
        return False
    if any(occurs_in(name, one.raw) for name in real_names(other)):
        return False
    return bool(
        (authors(one) and authors(other)) or (agencies_in(one.raw) and agencies_in(other.raw))
    )
