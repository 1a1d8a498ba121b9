"""The words of `page_words.toml`, compiled once into patterns that cannot backtrack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from provenance.lexicon import read_table


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return read_table("page_words")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, sorted under their first letters: most places
    in a text are then passed over at one look, where each of 200 words would be compared with
    them."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


@lru_cache(maxsize=1)
def lead_colon() -> re.Pattern[str]:
    """A lead word and its colon, equals sign or "by": `Photo:`, `Foto ©`, `Image via`, `写真＝`."""
    data = _data()
    # Scripts without spaces between words need no boundary before the word.
    return re.compile(
        rf"(?:(?<!\w)(?:(?:{_any_of(data['lead_strict'])})\s?[:：＝=]\s?|(?:{_any_of(data['lead_short'])})\s?(?=\w)))|(?:(?<![\w])|(?<=[぀-ヿ一-鿿가-힯]))(?:credits?\s?(?:\.\.\.|…)\s?|(?:{_any_of(data['lead'])})"
        rf"(?:\s?[:：＝=]\s?|\s?[/|–—-]?\s?[©ⓒ]\s?|\s?(?:\((?:s|c)\))?\s?[:：]\s?|\s(?:{_any_of(data['by'])})\s(?=[^\s])|\s?(?=@\w)))",
        re.I,
    )


@lru_cache(maxsize=1)
def lead_behind() -> re.Pattern[str]:
    """A short name with a lead word behind it, as in Japanese: `名前撮影`."""
    return re.compile(rf"^\S{{2,20}}\s?(?:{_any_of(_data()['behind'])})$")


@lru_cache(maxsize=1)
def lead_at_end() -> re.Pattern[str]:
    """A lead word at the very end of a caption, left there by the mark-up."""
    return re.compile(
        rf"(?:(?<=[.!?…)”\"»]\s)|(?<=[.!?…)”\"»]))(?:{_any_of(_data()['lead'])})\s?[:：]?$", re.I
    )


@lru_cache(maxsize=1)
def lead_start() -> re.Pattern[str]:
    """A lead word at the start, with or without a colon."""
    return re.compile(rf"[\s(\[（「【<|–—*-]{{0,4}}(?:{_any_of(_data()['lead'])})(?![\w])", re.I)


@lru_cache(maxsize=1)
def lead_label() -> re.Pattern[str]:
    """A whole text that only announces the credit: `Credit...`, `Image source,`, `Foto:`."""
    return re.compile(rf"\s*(?:{_any_of(_data()['lead'])})\s?(?:[:：,]|\.\.\.|…)\s*", re.I)


@lru_cache(maxsize=1)
def agency() -> re.Pattern[str]:
    """An agency's, library's or platform's name as a whole word. Case counts: "AP", not "ap"."""
    names = _data()["agencies"]
    upper = [n.upper() for n in names if len(n) > 4]
    return re.compile(rf"(?<![\w@]) ?(?:{_any_of(names + upper)})(?!\w)")


@lru_cache(maxsize=1)
def agencies() -> frozenset[str]:
    """The same names in lower case, to be met by a whole text: `(ansa)`."""
    return frozenset(n.lower() for n in _data()["agencies"] if len(n) > 2)


@lru_cache(maxsize=1)
def agency_end() -> re.Pattern[str]:
    """Such a name at the very end."""
    names = _data()["agencies"]
    upper = [n.upper() for n in names if len(n) > 4]
    return re.compile(rf"(?<![\w@'’/-])(?:{_any_of(names + upper)})\.?$")


@lru_cache(maxsize=1)
def sentence_before() -> frozenset[str]:
    """Words after which a name belongs to the sentence."""
    return frozenset(_data()["sentence_before"])


@lru_cache(maxsize=1)
def interface() -> frozenset[str]:
    """Whole texts that are buttons and labels."""
    return frozenset(w.lower() for w in _data()["interface"])


def notices(kind: str) -> str:
    """A pattern of what opens a notice for pictures elsewhere on the page; `kind` is `lead` or
    `all`."""
    return _any_of(_data()[f"notice_{kind}"])


@lru_cache(maxsize=1)
def advert_labels() -> frozenset[str]:
    """Whole texts that stand over an advert."""
    return frozenset(_data()["advert_labels"])


@lru_cache(maxsize=1)
def interface_edges() -> re.Pattern[str]:
    """Buttons and labels that stand at the start or end of a caption."""
    words = _any_of(_data()["interface_edges"])
    return re.compile(rf"^(?:{words})(?!\w)[\s:]*|\s*(?<!\w)(?:{words})$", re.I)


@lru_cache(maxsize=8)
def names(kind: str) -> re.Pattern[str]:
    """Parts of class names of one kind: `credit`, `caption`, `outside`, `maybe_outside`,
    `small`, `buttons`."""
    listed = _data()["names"][kind]
    if kind in ("credit", "caption"):
        return re.compile(_any_of(listed))
    # A short word inside another one ("icon" in "lexicon", "share" in "shareable") says nothing;
    # `*` allows any ending.
    whole, parts = (
        _any_of(w for w in listed if w[-1] != "*"),
        _any_of(w[:-1] for w in listed if w[-1] == "*"),
    )
    return re.compile(rf"(?<![a-z])(?:(?:{whole})s?(?![a-z])|{parts or '(?!)'})")
