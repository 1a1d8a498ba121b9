"""Patterns that cannot backtrack, compiled once from the words of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.lexicon.listed import AnyOf, Listed


def _words() -> Mapping[str, Any]:
    return read_table("credit_words")


def _page() -> Mapping[str, Any]:
    return read_table("page_words")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, sorted under their first letters.

    Most places in a text are then passed over at one look, where each of a thousand words would be
    compared with them.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted({w.lower() for w in words}, key=lambda w: (-len(w), w)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _opening() -> list[str]:
    """The words that open a credit whatever follows their colon."""
    return [*_words()["lead"]["opens"], *_words()["flag"]["opens"], *_words()["small"]["copyright"]]


def _for_colon() -> list[str]:
    """The words that stand for the colon: "Photo by", "Image via"."""
    small = _words()["small"]
    lists = ("by", "via", "courtesy_of", "supplied_by", "for_colon")
    return [word for name in lists for word in small[name]]


@lru_cache(maxsize=1)
def lead_colon() -> Listed:
    """A lead word and its colon, equals sign or "by".

    `Photo:`, `Foto ©`, `Image via`, `Photo by:`, `写真＝`.
    """
    # Scripts without spaces between words need no boundary before the word.
    start, slash = r"(?:(?<![\w])|(?<=[぀-ヿ一-鿿가-힯]))", r"(?<=[一-鿿])/|"
    far = Listed(lambda any_of: _lead_colon(any_of, start, slash), _any_of)
    return Listed(lambda any_of: _lead_colon(any_of, r"(?<![\w])", ""), _any_of, far=far)


def _lead_colon(any_of: AnyOf, start: str, slash: str) -> str:
    lead, short = any_of(_opening()), any_of(_words()["lead"]["short"])
    colon = rf"(?:\s?[:：＝=／]\s?|{slash}\s?[/|–—-]?\s?[©ⓒ]\s?|\s?(?:\((?:s|c)\))?\s?[:：]\s?"
    return (
        rf"{start}(?:credits?\s?(?:\.\.\.|…)\s?|(?:{lead}){colon}"
        rf"|\s(?:{any_of(_for_colon())})(?:\s?[:：]\s?|\s)(?=[^\s])|\s?(?=@\w)))"
        rf"|(?<!\w)(?:{short})\s?(?=[^\W\d])"  # "Abb. 2" is a figure's number
    )


@lru_cache(maxsize=1)
def lead_behind() -> re.Pattern[str]:
    """A short name with a lead word behind it, as in Japanese: `名前撮影`."""
    return re.compile(rf"^\S{{2,20}}\s?(?:{_any_of(_words()['lead']['behind'])})$")


@lru_cache(maxsize=1)
def lead_at_end() -> Listed:
    """A lead word at the very end of a caption, left there by the mark-up."""
    behind = r"(?:(?<=[.!?…)”\"»]\s)|(?<=[.!?…)”\"»]))"
    return Listed(lambda any_of: rf"{behind}(?:{any_of(_opening())})\s?[:：]?$", _any_of)


@lru_cache(maxsize=1)
def lead_label() -> Listed:
    """A whole text that only announces the credit.

    `Credit...`, `Image source,`, `Foto:`.
    """
    return Listed(lambda any_of: rf"\s*(?:{any_of(_opening())})\s?(?:[:：,]|\.\.\.|…)\s*", _any_of)


@lru_cache(maxsize=1)
def sentence_before() -> frozenset[str]:
    """Words after which a name belongs to the sentence."""
    return frozenset(_words()["small"]["in_sentence"])


@lru_cache(maxsize=1)
def interface() -> frozenset[str]:
    """Whole texts that are buttons and labels."""
    return frozenset(w.lower() for w in _page()["interface"])


def notices(kind: str) -> str:
    """A pattern of what opens a notice for pictures elsewhere on the page.

    `kind` is `lead` or `all`.
    """
    return _any_of(_page()[f"notice_{kind}"])


@lru_cache(maxsize=1)
def advert_labels() -> frozenset[str]:
    """Whole texts that stand over an advert."""
    return frozenset(_page()["advert_labels"])


@lru_cache(maxsize=1)
def interface_edges() -> Listed:
    """Buttons and labels that stand at the start or end of a caption."""
    return Listed(_edges, _any_of)


def _edges(any_of: AnyOf) -> str:
    words = any_of(_page()["interface_edges"])
    return rf"^(?:{words})(?!\w)[\s:]*|\s*(?<!\w)(?:{words})$"


@lru_cache(maxsize=8)
def names(kind: str) -> re.Pattern[str]:
    """Parts of class names of one kind.

    `credit`, `caption`, `outside`, `maybe_outside`, `small`, `neutral`, `text_column`,
    `buttons`.
    """
    listed = _page()["names"][kind]
    if kind in ("credit", "caption"):
        return re.compile(_any_of(listed))
    # A short word inside another one ("icon" in "lexicon", "share" in "shareable", "ad" in an
    # element's number "26f8ad0") says nothing; `*` allows any ending.
    whole, parts = (
        _any_of(w for w in listed if w[-1] != "*"),
        _any_of(w[:-1] for w in listed if w[-1] == "*"),
    )
    return re.compile(
        rf"(?<![a-z])(?<![0-9a-f]{{3}}\d)(?:(?:{whole})s?(?![a-z])|{parts or '(?!)'})"
    )
