"""One spelling for comparing: `fold` for keys of gazetteer and vocabularies, `lowered` where
offsets must hold."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in lower case, without points and apostrophes, hyphens as spaces, Latin letters
    without accents.

    Accents stay on other scripts: Cyrillic й is no и, and a Hindi vowel sign is a letter.
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
