"""Whether two printed names can be one person's or one agency's."""

from __future__ import annotations

from collections.abc import Iterable

from anyascii import anyascii

from provenance import lazy_re as re
from provenance.rules.kit.evidence import words

CLOSE = 84.0
"""Two words this similar (rapidfuzz ratio, 0 to 100) are one name in two spellings:
Halenko/Galenko 86, Sergei/Sergey 83 (met by the initials rule), while Arai/Aoki scores 50 and
Miller/Müller 83 → 100 once folded."""

CLOSE_GIVEN = 54.0
"""Two first names beside one surname this similar are one: Oleksandr/Alexander 67, Mykola/Nikolay
62, Volodymyr/Vladimir 59, Mike/Michael 55, while Hans/Anna is 50 (and Jan/Hans 57: taken for
one)."""

_WORD = re.compile(r"[a-z0-9]+")


def folded(text: str) -> tuple[str, ...]:
    """The words of a name in lower-case Latin letters, without titles."""
    plain = anyascii(text[:400]).lower().replace("'", "").replace("`", "")
    dropped = _dropped()
    return tuple(word for word in _WORD.findall(plain) if word not in dropped)


def _dropped() -> frozenset[str]:
    return frozenset(words("names")["dropped"])


def same_name(one: str, other: str) -> bool:
    """True where every word of the shorter name has its partner in the longer.

    A single initial partners a word it begins; two words partner where they are nearly spelt
    alike. One of the partners must be a whole word, so that "J. D." is nobody.
    """
    from rapidfuzz import fuzz  # a hundredth of a second that most runs do without

    a, b = sorted((folded(one), folded(other)), key=len)
    if not a or not b:
        return False
    if "".join(a) == "".join(b) or fuzz.ratio("".join(a), "".join(b)) >= 92:
        return True
    rest = list(b)
    whole = False
    for word in a:
        partner = next((w for w in rest if _partners(word, w)), None)
        if partner is None:
            return False
        whole = whole or (len(word) > 1 and len(partner) > 1)
        rest.remove(partner)
    return whole


def _partners(word: str, other: str) -> bool:
    from rapidfuzz import fuzz

    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return word == other or (min(len(word), len(other)) >= 4 and fuzz.ratio(word, other) >= CLOSE)


def other_person(one: str, other: str) -> bool:
    """True where two persons' full names cannot be one person's in any spelling.

    "Oleksandr Halenko" can be "Alexander Galenko". Names in two scripts are not compared.
    """
    from rapidfuzz import fuzz

    a, b = folded(one), folded(other)
    if min(len(a), len(b)) < 2 or _is_latin(one) != _is_latin(other):
        return False
    if occurs_in(one, other) or occurs_in(other, one) or same_name(one, other):
        return False
    shared = next(((x, y) for x in a for y in b if _partners(x, y) and len(x) > 1), None)
    if shared is None:
        return True
    given = [x for x in a if x != shared[0]], [y for y in b if y != shared[1]]
    return not any(
        x[0] == y[0] if 1 in (len(x), len(y)) else fuzz.ratio(x, y) >= CLOSE_GIVEN
        for x in given[0]
        for y in given[1]
    )


def _is_latin(text: str) -> bool:
    return all(ord(char) < 0x250 for char in text if char.isalpha())


def any_same(names: Iterable[str], others: Iterable[str]) -> bool:
    """True where one of `names` can be one of `others`."""
    candidates = tuple(others)
    return any(same_name(name, other) for name in names for other in candidates)


def occurs_in(name: str, text: str) -> bool:
    """True where all words of the name stand in the text, in any order and script.

    An initial may stand for a word beside one that is whole, so that "A street" names no Alamy.
    """
    there = set(folded(text[:4000]))
    found = [_standing_for(word, there) for word in folded(name)]
    return all(found) and any(len(word) > 1 for words in found for word in words)


def _standing_for(word: str, there: set[str]) -> set[str]:
    """Those of a text's words that are this word of a name, or its initial."""
    if word in there:
        return {word}
    return {other for other in there if _partners(word, other)} if len(word) >= 5 else set()


def anonymous(name: str) -> bool:
    """True for what stands where no author is known: "Unknown author", "see below"."""
    text = " ".join(_WORD.findall(anyascii(name).lower()))
    return not text or any(re.fullmatch(pattern, text) for pattern in words("names")["nobody"])
