"""Names from a source's record, looked for in a text.

Never a name guessed from the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anyascii import anyascii

from provenance import lazy_re as re
from provenance.claims.tokens import MAX_CHARS
from provenance.claims.vocabulary import words
from provenance.model import PersonClaim
from provenance.values import dataclass

SAME_NAME = 85
"""Similarity (0 to 100) of two spellings of one surname, transliterated and with y, j, i alike:
Зеленський, Zelensky and Zelenskyy are 100 then; different names stay below (Doe / Dow 67, Jansen /
Hansen 83)."""
SAME_GIVEN_NAME = 70
"""The same of a first name beside a surname that agrees: Volodymyr / Vladimir is 82."""
SHORTEST_FAMILY_NAME = 3
"""Letters of a surname that is looked for."""
SHORTEST_COMPARED = 4
"""Letters of a name that is met in another spelling."""
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_VOWELS = str.maketrans({"y": "i", "j": "i", "w": "v"})
_JOINTS = (" ", ", ", "-", "")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text that may be a name's.

    Where it stands, and how it is compared.
    """

    start: int
    end: int
    plain: str


def find_people(text: str, names: Sequence[str]) -> tuple[PersonClaim, ...]:
    """The places in `text` where one of `names` stands.

    In any order, script, with titles or initials.
    """
    if not names:
        return ()
    found = [
        _Word(m.start(), m.end(), _plain(m.group()))
        for m in _WORD.finditer(text[:MAX_CHARS])
        if m.group()[:1].isupper() or not m.group()[:1].islower()
    ]
    claims = {claim for name in names for claim in _find(text, found, name)}
    return tuple(sorted(claims, key=lambda claim: claim.start))


def _find(text: str, found: list[_Word], name: str) -> Iterator[PersonClaim]:
    titles = words("person_title")
    parts = [_plain(w) for w in _WORD.findall(name.replace(",", " "))]
    parts = [part for part in parts if part and part not in titles]
    family = (parts[0] if "," in name else parts[-1]) if parts else ""
    if len(family) < SHORTEST_FAMILY_NAME:
        return
    given = [part for part in parts if part is not family]
    for index, word in enumerate(found):
        if _alike(word.plain, family):
            start, end, missing = _with_given_names(text, found, index, given)
            if given and missing == len(given) and _is_other_person(text, found, index):
                continue
            shown = text[start:end].rstrip(".")
            yield PersonClaim(shown, start, start + len(shown))


def _with_given_names(
    text: str, found: list[_Word], index: int, given: list[str]
) -> tuple[int, int, int]:
    """Where a name begins and ends, and how many first names are missing."""
    start, end, others = found[index].start, found[index].end, list(given)
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(found) and (hit := _given(found[at].plain, others)):
            if not _is_adjacent(text, start, end, found[at]):
                break
            others.remove(hit)
            start, end = min(start, found[at].start), max(end, found[at].end)
            at += step
    return start, end, len(others)


def _is_adjacent(text: str, start: int, end: int, other: _Word) -> bool:
    between = text[other.end : start] if other.end <= start else text[end : other.start]
    return between in _JOINTS


def _is_other_person(text: str, found: list[_Word], index: int) -> bool:
    """True where a different first name stands right before.

    Another person of the family name.
    """
    if index == 0:
        return False
    word = found[index - 1]
    beside = text[word.end : found[index].start] == " "
    name = word.plain not in words("person_title") and len(word.plain) > 1
    return beside and name and word.start > 0


def _given(word: str, others: list[str]) -> str | None:
    """The first name that the word is, or its initial, or another spelling of it."""
    return next((other for other in others if _is_given(word, other)), None)


def _is_given(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    if word == other or (len(short) == 1 and long.startswith(short)):
        return True
    if len(short) < SHORTEST_COMPARED:
        return False
    return _alike(word, other) or _likeness(word, other) >= SAME_GIVEN_NAME


def _alike(a: str, b: str) -> bool:
    shortest = min(len(a), len(b))
    return a == b or (shortest >= SHORTEST_COMPARED and _likeness(a, b) >= SAME_NAME)


def _likeness(a: str, b: str) -> float:
    from rapidfuzz import fuzz  # a hundredth of a second that most runs do without

    return fuzz.ratio(a, b)


def _plain(word: str) -> str:
    word = anyascii(word).casefold().strip(".").replace("'", "")
    word = word.removesuffix("s") if word.endswith("ss") else word
    return re.sub(r"i+", "i", word.translate(_VOWELS))
