"""What a parsed credit names."""

from __future__ import annotations

from provenance.model import Credit
from provenance.rules._evidence import words
from provenance.rules._names import anonymous, folded


def names_somebody(credit: Credit) -> bool:
    """True where the credit names a person, an account or an organisation beside the platform."""
    names = (
        *credit.creators,
        *credit.handles,
        *credit.organizations,
        *((credit.distributor,) if credit.distributor else ()),
    )
    return any(name for name in names if not anonymous(name) and not is_search_engine(name) and not placeholder(name))


def authors(credit: Credit) -> tuple[str, ...]:
    """The people and accounts that the credit names, without placeholders."""
    names = (*credit.creators, *credit.handles)
    return tuple(name for name in names if not anonymous(name) and not placeholder(name))


def is_search_engine(name: str) -> bool:
    """True for a search engine or a pinboard, which shows pictures and owns none."""
    return " ".join(folded(name)) in set(words("credits")["search_engines"])


def searches_only(credit: Credit) -> bool:
    """True where all that the credit names is a search engine, a pinboard or "the Internet"."""
    names = [
        *credit.creators,
        *credit.organizations,
        *((credit.platform.replace("-", " "),) if credit.platform else ()),
    ]
    if credit.handles:
        return False
    if not names:
        return is_search_engine(credit.raw) or is_search_engine(credit.remainder or "")
    return all(is_search_engine(name) for name in names)


def placeholder(name: str) -> bool:
    """True for what agencies print where no author is named: HANDOUT, STR, POOL, "Supplied"."""
    return " ".join(folded(name)) in set(words("credits")["placeholders"])
