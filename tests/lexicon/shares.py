"""How many of the lexicon's words are found where a caption ends, and read as what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from provenance.credits import parse_credit
from provenance.credits.split import split_credit
from provenance.lexicon import read_table
from provenance.lexicon.suppliers import SupplierKind, suppliers

CAPTION = "The harbour at dusk on Friday, as rain fell on the old town"
ENDS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "after a sentence": lambda name: (f"{CAPTION}. {name}", name),
    "behind a dash": lambda name: (f"{CAPTION} — {name}", name),
    "in brackets": lambda name: (f"{CAPTION} ({name})", f"({name})"),
    "behind a name": lambda name: (f"{CAPTION}. Jane Doe/{name}", f"Jane Doe/{name}"),
}
"""Where a supplier's name ends a caption → the whole text and the credit in it."""
Split = Callable[[str], tuple[str, str]]


def spellings(kind: SupplierKind, *, ambiguous: bool) -> list[str]:
    """The names of a kind of supplier, the clear ones or those that are everyday words too."""
    rows = (row for row in suppliers().values() if row.kind is kind)
    return [name for row in rows for name in row.names if (name in row.ambiguous) is ambiguous]


def split_share(names: Iterable[str], end: str, split: Split = split_credit) -> float:
    """The share of names that are split off a caption whole."""
    texts = [ENDS[end](name) for name in names]
    return sum(split(text)[1] == credit for text, credit in texts) / max(1, len(texts))


def lead_words() -> dict[str, list[str]]:
    """The words that open a credit, by list."""
    table: Any = read_table("credit_words")
    flags = [w for name, words in table["flag"].items() if name != "texts" for w in words]
    leads = {name: list(table["lead"][name]) for name in ("opens", "shown")}
    return leads | {"flags": list(dict.fromkeys(flags))}


def led_share(words: Iterable[str], split: Split = split_credit) -> float:
    """The share of words that open the credit "WORD: Jane Doe" behind a sentence."""
    leads = list(words)
    found = (split(f"{CAPTION}. {w}: Jane Doe") == (f"{CAPTION}.", f"{w}: Jane Doe") for w in leads)
    return sum(found) / len(leads)


def read_share(words: Iterable[str]) -> float:
    """The share of words before whose colon the name is read alone, without an organisation."""
    leads = list(words)
    read = (parse_credit(f"{w}: Jane Doe") for w in leads)
    return sum(c.creators == ("Jane Doe",) and not c.organizations for c in read) / len(leads)
