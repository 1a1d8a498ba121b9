"""Find where a text may name places: runs of words that the gazetteer knows, longest first. No
judgement yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.claims.gazetteer import Entry, Gazetteer
from provenance.claims.vocabulary import endings, states, words
from provenance.lexicon.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:[.&][^\W\d_]+)*(?:['’ʼ`][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
_OWNER = re.compile(r"['’ʼ][^\W\d_]{1,4}$")
_LONGEST = 6
"""Words of the longest name looked for ("Democratic Republic of the Congo" has five)."""
_LONGEST_UNSPACED = 10
"""Characters of the longest name looked for in scripts without spaces."""
_INFLECTED_FROM = 15_000
"""Inhabitants below which no name is met by guessing at its ending: a wrong guess needs a wide
choice."""
_DECLINED = ("pl", "cs", "sk", "hu", "hr", "sr", "sl", "lt", "lv", "bg", "ro", "fi", "et")
_DECLINED_LETTERS = re.compile("[ąęłńśźżőűěřůčćđ]", re.IGNORECASE)
_GENITIVE = ("de", "sv", "da", "nb", "nn", "no")
"""Languages that add an s to any name: Kievs, Hamburgs."""
_ARABIC_PREFIX = "وبلفك"
_WELL_KNOWN = 1_000_000
"""Inhabitants from which two Chinese characters inside a longer run are still taken for the city:
东京 is met in 东京女子, while 合作 ("co-operation") and 小野 (half of a surname) are towns of some
hundred thousand."""
_PLACE_ENDINGS = frozenset("市県县州省区區都府道町村郡镇鎮乡鄉岛島港駅站")
_BEFORE_PLACES = frozenset("在于於自到从從去往抵赴访訪")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands."""

    text: str
    start: int
    end: int
    key: str
    bare_end: int
    """Where it ends without a possessive or case ending after an apostrophe."""

    @property
    def capital(self) -> bool:
        """True for a word with a capital, and in scripts that have none."""
        first = self.text[:1]
        return first.isupper() or not (first.islower() or first.istitle())

    @property
    def possessive(self) -> bool:
        """True for "Kyiv's"."""
        return self.bare_end < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one or more places of the gazetteer. `first`, `last` index the tokens."""

    start: int
    end: int
    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    inflected: bool = False


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match.group()
        owner = _OWNER.search(word)
        yield Token(
            word,
            match.start(),
            match.end(),
            fold(word),
            match.start() + (owner.start() if owner else len(word)),
        )


def find_mentions(
    text: str, tokens: tuple[Token, ...], gazetteer: Gazetteer, *, language: str | None, lower: bool
) -> tuple[Mention, ...]:
    """The longest runs of words that are names, left to right, without overlaps. `lower`:
    capitals mean nothing."""
    tongue = (language or "").split("-")[0].lower()
    declined = tongue in _DECLINED or (not language and bool(_DECLINED_LETTERS.search(text)))
    genitive = tongue in _GENITIVE
    spans: dict[tuple[int, int], list[tuple[str, bool, int]]] = {}
    for first in range(len(tokens)):
        for last in range(first, min(len(tokens), first + _LONGEST)):
            if last > first and not _joined(text, tokens[last - 1], tokens[last]):
                break
            if lower or _written_as_name(tokens[first : last + 1]):
                spans[first, last] = list(_keys(text, tokens, first, last, declined, genitive))
    pieces = list(_unspaced(text))
    known = gazetteer.find(
        [key for keys in spans.values() for key, _, _ in keys]
        + [text[a:b].casefold() for a, b in pieces]
    )
    found = []
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + _LONGEST) - 1, first - 1, -1):
            if mention := _mention(spans.get((first, last), ()), known, tokens, first, last):
                found.append(mention)
                break
    found += [
        Mention(a, b, -1, -1, text[a:b].casefold(), known[text[a:b].casefold()])
        for a, b in pieces
        if text[a:b].casefold() in known
        and _stands_alone(text, a, b, known[text[a:b].casefold()][0])
    ]
    return _longest(found)


def _written_as_name(run: tuple[Token, ...]) -> bool:
    """True where the words have their capitals: "Gulf of Mexico", "east Jerusalem", "Kherson
    region"; not "La cote"."""
    small = words("small")
    return any(t.capital for t in run) and all(t.capital or t.key in small for t in run)


def _stands_alone(text: str, start: int, end: int, entry: Entry) -> bool:
    """True where a name in a script without spaces is no part of a longer word.

    Katakana: the run must end where the name ends, ハマ is no part of ハマスの. Chinese characters:
    beside another one only with a word for a place (新宿区), after a preposition, or where the city
    is large.
    """
    left, right = text[start - 1 : start], text[end : end + 1]
    if _KATAKANA.fullmatch(text[start:end]):
        return not (_KATAKANA.match(left) or _KATAKANA.match(right))
    if entry.place.kind != "city" or entry.place.population >= _WELL_KNOWN:
        return True
    bound_right = (
        not _HAN.match(right) or right in _PLACE_ENDINGS or text[end - 1] in _PLACE_ENDINGS
    )
    bound_left = (
        not _HAN.match(left)
        or left in _PLACE_ENDINGS
        or left in _BEFORE_PLACES
        or text[end - 1] in _PLACE_ENDINGS
    )
    return bound_right and bound_left


_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]+")
_HAN = re.compile("[\u3400-\u9fff]")


def _joined(text: str, left: Token, right: Token) -> bool:
    between = text[left.end : right.start]
    return between in (" ", "-", "‑", ". ", " & ", "\u00a0") and (
        between != ". " or len(left.text) <= 3
    )


def _keys(
    text: str, tokens: tuple[Token, ...], first: int, last: int, declined: bool, genitive: bool
) -> Iterator[tuple[str, bool, int]]:
    start, token = tokens[first].start, tokens[last]
    full = fold(text[start : token.end])
    after_comma = (
        first == last and first > 0 and text[tokens[first - 1].end : start].startswith(",")
    )
    if (
        after_comma
        and full in states()
        and (token.text.isupper() or text[token.end : token.end + 1] == ".")
    ):
        yield states()[full], False, token.end
    yield full, False, token.end
    if token.possessive:
        yield fold(text[start : token.bare_end]), False, token.bare_end
    if genitive and len(full) > 4 and full.endswith("s"):
        yield full[:-1], True, token.end - 1
    if first == last and len(full) > 3:
        if "\u0400" <= full[0] <= "\u04ff":
            yield from ((key, True, token.end) for key in _stems(full, "cyrillic"))
        elif declined and "a" <= full[0] <= "z":
            yield from ((key, True, token.end) for key in _stems(full, "latin"))
        elif "\u0600" <= full[0] <= "\u06ff" and full[0] in _ARABIC_PREFIX:
            yield full[1:], True, token.end
        elif "\uac00" <= full[0] <= "\ud7a3":
            yield from ((full[:cut], True, token.end) for cut in range(len(full) - 1, 1, -1))
    elif first == last and len(full) == 3 and "\uac00" <= full[0] <= "\ud7a3":
        yield full[:2], True, token.end


def _stems(key: str, script: str) -> Iterator[str]:
    for ending, instead in endings(script):
        if key.endswith(ending) and len(key) - len(ending) >= 2:
            yield key[: len(key) - len(ending)] + instead


def _mention(
    keys: list[tuple[str, bool, int]] | tuple[()],
    known: dict[str, tuple[Entry, ...]],
    tokens: tuple[Token, ...],
    first: int,
    last: int,
) -> Mention | None:
    for key, inflected, end in keys:
        entries = known.get(key, ())
        if inflected:
            entries = tuple(
                e
                for e in entries
                if e.place.kind != "city" or e.place.population >= _INFLECTED_FROM
            )
        if entries:
            return Mention(tokens[first].start, end, first, last, key, entries, inflected)
    return None


def _unspaced(text: str) -> Iterator[tuple[int, int]]:
    for run in _UNSPACED.finditer(text):
        for start in range(run.start(), run.end() - 1):
            for end in range(min(run.end(), start + _LONGEST_UNSPACED), start + 1, -1):
                yield start, end


def _longest(found: list[Mention]) -> tuple[Mention, ...]:
    """Of names that overlap the longer: North Carolina in "Western North Carolina"."""
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        while (
            taken
            and mention.start < taken[-1].end
            and mention.end - mention.start > taken[-1].end - taken[-1].start
        ):
            taken.pop()
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
    return tuple(taken)
