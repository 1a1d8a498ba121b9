"""The language of a text.

The declared one, unless the text's own words say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from provenance import lazy_re as re
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import is_far
from provenance.values import dataclass

_FAR_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
)
_SCRIPTS = (
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
"""Which language a script is read in, where nothing is declared; the first that is met. Those of
`_FAR_SCRIPTS` come before."""
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_SCRIPT_OF = MappingProxyType(
    {
        "ja": "\u3040-\u30ff\u3400-\u9fff", "ko": "\uac00-\ud7a3\u3400-\u9fff",
        "th": "\u0e00-\u0e7f", "zh": "\u3400-\u9fff", "he": "\u0590-\u05ff",
        "el": "\u0370-\u03ff", "ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff",
        "uk": "\u0400-\u04ff", "ru": "\u0400-\u04ff", "bg": "\u0400-\u04ff",
        "sr": "\u0400-\u04ffA-Za-zÀ-ɏ",
    }
)  # fmt: skip
_SAME = MappingProxyType({"no": "nb", "nn": "nb", "iw": "he", "in": "id", "bs": "hr", "sh": "hr"})
SURE = 2
"""Words of another language by which it must lead the declared one to be believed: of the 888
published captions, all English, one is taken for another language at 1, none at 2."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words by which one language says where its scene lies (`data/scene.toml`)."""

    code: str
    words: Mapping[str, frozenset[str]]
    parts: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """Beginnings and endings of words, of the kinds that have some."""

    def has(self, kind: str, token: Token) -> bool:
        """True where the token is a word of this kind: `at`, `of`, `part` …"""
        low = token.low
        if kind in self.words and low in self.words[kind]:
            return True
        if kind not in self.parts:
            return False
        beginnings, endings = self.parts[kind]
        return low.startswith(beginnings) or low.endswith(endings)


NOT_SEEN = "not seen"
"""The kind of the words of what could be, will be and was once, together."""
_NOT_SEEN = ("unseen", "future", "told")


@lru_cache(maxsize=64)
def grammar(code: str) -> Grammar:
    """The grammar of a language; one without words where it is not read."""
    lists = {k: v.split() for k, v in table("scene").get(code, {}).items() if isinstance(v, str)}
    lists[NOT_SEEN] = [word for kind in _NOT_SEEN for word in lists.get(kind, ())]
    whole = {k: frozenset(w for w in v if "*" not in w) for k, v in lists.items()}
    parts = {
        k: (
            tuple(w[:-1] for w in v if w.endswith("*")),
            tuple(w[1:] for w in v if w.startswith("*")),
        )
        for k, v in lists.items()
        if any("*" in w for w in v)
    }
    return Grammar(code, MappingProxyType(whole), MappingProxyType(parts))


def language_of(text: str, tokens: Sequence[Token], declared: str | None) -> str | None:
    """The language, as its key in `data/scene.toml`; None for one that is not read."""
    code = (declared or "").split("-")[0].lower()
    code = _SAME.get(code, code)
    known = code in table("scene")
    if known and _written_in(text, code):
        return _latin(tokens, text, code) if code not in _SCRIPT_OF else code
    for other, script in _FAR_SCRIPTS + _SCRIPTS if is_far(text) else _SCRIPTS:
        if script.search(text) and not _mostly_latin(text):
            return other
    if not _LATIN.search(text):
        return None
    if known or not code:
        return _latin(tokens, text, "")
    scores = _scores(tokens, text)
    best = max(scores, key=lambda c: scores[c])
    return best if scores[best] >= SURE else None


def _written_in(text: str, code: str) -> bool:
    script = _SCRIPT_OF.get(code)
    if script is None:
        return _mostly_latin(text)
    return re.search(f"[{script}]", text) is not None


def _mostly_latin(text: str) -> bool:
    letters = [c for c in text[:MOST_LETTERS] if c.isalpha()]
    return 2 * len(_LATIN.findall("".join(letters))) >= len(letters)


def _latin(tokens: Sequence[Token], text: str, declared: str) -> str | None:
    """The Latin language that most of the text's small words and letters belong to."""
    scores = _scores(tokens, text)
    best = max(scores, key=lambda code: scores[code] + (code == "en") / 2)
    if declared in scores and scores[best] < scores[declared] + SURE:
        return declared
    if scores[best] or declared:
        return best if scores[best] else declared
    return "en" if len(tokens) < FEW_WORDS or any(scores.values()) else None


def _scores(tokens: Sequence[Token], text: str) -> Mapping[str, float]:
    """By language: its small words and its letters.

    Each is shared among the languages that have it.
    """
    scores = dict.fromkeys(table("scene"), 0.0)
    for token in tokens[:MOST_WORDS]:
        owners = _small_words().get(token.low, ())
        for code in owners:
            scores[code] += 1 / len(owners)
    written = set(text[:MOST_LETTERS].lower())
    for letters, codes in table("words")["letters"].items():
        if not written.isdisjoint(letters):
            for code in codes.split():
                scores[code] += 1 / len(codes.split())
    return scores


FEW_WORDS = 5
"""Words from which a text without one small word that is known is in no language that is read."""
MOST_LETTERS = 400
"""Letters that are looked at."""
MOST_WORDS = 80
"""Words that are looked at: a long caption's first lines tell its language."""


@lru_cache(maxsize=1)
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """Small word → the languages that have it."""
    owners: dict[str, list[str]] = {}
    for code in table("scene"):
        for word in grammar(code).words.get("common", ()):
            owners.setdefault(word, []).append(code)
    return MappingProxyType({word: tuple(codes) for word, codes in owners.items()})
