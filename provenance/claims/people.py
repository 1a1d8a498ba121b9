"""Names from a source's record, looked for in a text. Never a name guessed from the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anyascii import anyascii
from rapidfuzz import fuzz

from provenance.model import PersonClaim

SAME_NAME = 85
"""Similarity (0 to 100) of two spellings of one surname, transliterated and with y, j, i alike:
Зеленський, Zelensky and Zelenskyy are 100 then; different names stay below (Doe / Dow 67, Jansen /
Hansen 83)."""
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "dame",
        "lord",
        "lady",
        "president",
        "premier",
        "minister",
        "chancellor",
        "senator",
        "governor",
        "mayor",
        "general",
        "colonel",
        "captain",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "herr",
        "frau",
        "monsieur",
        "madame",
        "senor",
        "signor",
        "the",
        "of",
        "von",
        "van",
        "de",
        "la",
        "and",
    ]
)
_VOWELS = str.maketrans({"y": "i", "j": "i", "w": "v"})
MAX_CHARS = 20_000


def find_people(text: str, names: Sequence[str]) -> tuple[PersonClaim, ...]:
    """The places in `text` where one of `names` stands, in any order, script, with titles or
    initials."""
    words = [
        (m, _plain(m.group()))
        for m in _WORD.finditer(text[:MAX_CHARS])
        if m.group()[:1].isupper() or not m.group()[:1].islower()
    ]
    found = {claim for name in names for claim in _find(text, words, name)}
    return tuple(sorted(found, key=lambda claim: claim.start))


def _find(text: str, words: list[tuple[re.Match[str], str]], name: str) -> Iterator[PersonClaim]:
    parts = [
        p for w in _WORD.findall(name.replace(",", " ")) if (p := _plain(w)) and p not in _TITLES
    ]
    if not parts:
        return
    family = parts[0] if "," in name else parts[-1]
    for index, (match, word) in enumerate(words):
        if len(family) < 3 or not _alike(word, family):
            continue
        start, end = match.start(), match.end()
        others = [p for p in parts if p is not family]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(words) and others and (hit := _given(words[at][1], others)):
                if not _adjacent(text, start, end, words[at][0]):
                    break
                others.remove(hit)
                start, end = min(start, words[at][0].start()), max(end, words[at][0].end())
                at += step
        if (
            len(parts) > 1
            and len(others) == len(parts) - 1
            and _other_given_name(text, words, index)
        ):
            continue
        yield PersonClaim(
            text[start:end].rstrip("."), start, start + len(text[start:end].rstrip("."))
        )


def _adjacent(text: str, start: int, end: int, other: re.Match[str]) -> bool:
    between = text[other.end() : start] if other.end() <= start else text[end : other.start()]
    return between in (" ", ", ", "-", "")


def _other_given_name(text: str, words: list[tuple[re.Match[str], str]], index: int) -> bool:
    """True where a different first name stands right before: another person of the family name."""
    if index == 0:
        return False
    before, word = words[index - 1]
    return (
        text[before.end() : words[index][0].start()] == " "
        and word not in _TITLES
        and len(word) > 1
        and before.start() > 0
    )


def _given(word: str, others: list[str]) -> str | None:
    for other in others:
        if (
            word == other
            or (len(word) == 1 and other.startswith(word))
            or (len(other) == 1 and word.startswith(other))
        ):
            return other
        if min(len(word), len(other)) > 3 and (
            _alike(word, other) or fuzz.ratio(word, other) >= 70
        ):
            # Volodymyr / Vladimir is 82: first names vary more, beside the surname that agrees
            return other
    return None


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 3 and fuzz.ratio(a, b) >= SAME_NAME)


def _plain(word: str) -> str:
    word = anyascii(word).casefold().strip(".").replace("'", "")
    word = word.removesuffix("s") if word.endswith("ss") else word
    return re.sub(r"i+", "i", word.translate(_VOWELS))
