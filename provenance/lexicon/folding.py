"""One spelling for comparing, in two strengths.

`fold` for names of places and their like, where accents do not count; `key_of` for the phrases of
credits, where they do (Swedish "på" is no "PA"). `lowered` where offsets must hold.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from provenance import lazy_re as re

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʹʻ`´′.·\u200c\u200d\u00ad"), None)
_SPACED = dict.fromkeys(map(ord, "-‐‑–—_/\u00a0\u2009\u202f"), " ")
_LETTERS = {
    ord("ł"): "l",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ı"): "i",
    ord("æ"): "ae",
    ord("œ"): "oe",
}
_TABLE: dict[int, str | None] = {**_DROPPED, **_SPACED, **_LETTERS}

# Marks belong to the letters before them in Hebrew, Arabic, Indic and Southeast Asian scripts;
# Python's \w leaves them out. ZWNJ joins Persian words.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
    "\u0e00-\u0e7f\u0f00-\u109f\u1780-\u17ff\u200c\u200d"
)
_WORD = re.compile(rf"[\w{_MARKS}]+|&")
_ASCII_WORD = re.compile(r"[a-z0-9_]+|&")
"""The same words of a text without any other letter, which it finds in a third of the time."""
_UNSPACED = (
    ("\u0e00", "\u0e7f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"), ("\uf900", "\ufaff"),
)  # fmt: skip
UNSPACED = re.compile(f"[{''.join(f'{a}-{z}' for a, z in _UNSPACED)}]")
"""Letters of scripts that write words without spaces between them (Korean writes titles
without)."""
_FAR = re.compile("[^\x00-\u0dff\u1e00-\u2fff]")


def is_far(text: str) -> bool:
    """True for a text with a sign behind the scripts of India, punctuation left out.

    Patterns of Chinese, Japanese, Korean and Thai letters take 1 to 3 ms to compile, and a text
    without such a sign needs none of them.
    """
    return not text.isascii() and _FAR.search(text) is not None


def is_unspaced(word: str) -> bool:
    """True for a word with a letter of `UNSPACED`, found without compiling it."""
    return not word.isascii() and any(a <= c <= z for c in word for a, z in _UNSPACED)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in lower case, without points, apostrophes and Latin accents.

    Hyphens become spaces. Accents stay on other scripts: Cyrillic й is no и, and a Hindi vowel
    sign is a letter.
    """
    text = text.casefold().translate(_TABLE)
    if not text.isascii():
        text = "".join(_bare(c) for c in unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _bare(char: str) -> str:
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
        return "".join(
            c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)
        )
    return "" if char == "\u0301" else char  # the stress mark of Russian dictionaries


def lowered(text: str) -> str:
    """`text` in lower case with every offset kept."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


_UNSEEN = str.maketrans({"ⓒ": "©", "Ⓒ": "©"} | dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
"""The circled c, and what marks where a word may be broken and is not seen."""


def normalise(text: str) -> str:
    """`text` in Unicode's NFKC form, white space collapsed to single spaces.

    Full-width letters become plain, soft hyphens go. The circled c that Korean desks print for ©
    stays a copyright sign; NFKC alone would make it a letter.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_UNSEEN)).split())


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of `text`, and "&"."""
    return _WORD.finditer(text)


def key_of(text: str) -> tuple[str, ...]:
    """What a phrase is looked up by: its words, case folded."""
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    return tuple(word.casefold() for word in _WORD.findall(normalise(text)))


def letters_of(text: str) -> str:
    """The words of `text`, case folded and run together."""
    return "".join(key_of(text))
