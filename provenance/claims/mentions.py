"""Find where a text may name places.

Runs of words that the gazetteer knows, longest first. No judgement yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from provenance import lazy_re as re
from provenance.claims.gazetteer import Entry, Gazetteer
from provenance.claims.inflection import ADJECTIVE, case_of_suffix, name_stems, strip_prefix
from provenance.claims.language import grammar
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import states, words
from provenance.lexicon.folding import fold, is_far
from provenance.model import Place
from provenance.values import dataclass

MAX_MENTIONS = 200
"""Names that are looked at in one text: a caption has a handful, a headline and lead some tens."""
LONGEST = 6
"""Words of the longest name looked for ("Democratic Republic of the Congo" has five)."""
LONGEST_UNSPACED = 10
"""Characters of the longest name looked for in scripts without spaces."""
INFLECTED_FROM = 15_000
"""Inhabitants below which no name is met by guessing at its ending: a wrong guess needs a wide
choice."""
CLEARLY_LARGER = 2
"""How many times larger a town must be to be meant by a case of its name where the same word is
another name of a smaller one: "w Łodzi" is Łódź, not Lodi."""
MUCH_LARGER = 10
"""How many times larger a town abroad must be to be meant by a form that may be a town's at home:
"v Táboře" is Tábor, not Tabora (4 times), and "v Kyjevě" never a hamlet."""
WELL_KNOWN = 1_000_000
"""Inhabitants from which two Chinese characters inside a longer run are still taken for the city:
東京 is met in 東京女子, while 合作 ("co-operation") and 小野 (half of a surname) are towns of some
hundred thousand."""
_SHORT_INITIALS = 3
"""Letters of the longest word behind whose full stop a name goes on: "St. Louis"."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]+")
_HAN = re.compile("[\u3400-\u9fff]")
_PLACE_ENDINGS = frozenset("市県县州省区區都府道町村郡镇鎮乡鄉岛島港駅站")
_BEFORE_PLACES = frozenset("在于於自到从從去往抵赴访訪")
_CONTRACTED = {
    "au": "le", "du": "le", "aux": "les", "des": "les",
    "al": "el", "del": "el", "no": "o", "do": "o", "ao": "o",
}  # fmt: skip
"""Prepositions that hold the article of a name: "au Havre" is Le Havre."""


@dataclass(frozen=True, slots=True)
class Key:
    """One way to look a run of words up."""

    key: str
    end: int
    """Where in the text the name ends."""
    inflected: bool = False
    case: str = ""


_Found = tuple[Key, tuple[Entry, ...]]
"""A way to look up, and what it finds."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one or more places of the gazetteer.

    `first`, `last` index the tokens.
    """

    start: int
    end: int
    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    inflected: bool = False
    case: str = ""
    """What its case says: `in`, `from`, `to`, `of` or nothing."""

    @property
    def single(self) -> bool:
        """True for a name of one word."""
        return self.first == self.last

    @property
    def unspaced(self) -> bool:
        """True for a name in a script that writes no spaces."""
        return self.first < 0

    @property
    def places(self) -> tuple[Entry, ...]:
        """What it may name, adjectives and nationals left out."""
        return tuple(e for e in self.entries if not e.demonym)


def find_mentions(
    text: str,
    tokens: tuple[Token, ...],
    gazetteer: Gazetteer,
    *,
    language: str | None,
    caseless: bool,
) -> tuple[Mention, ...]:
    """The longest runs of words that are names, left to right, without overlaps.

    `caseless`: capitals mean nothing in this text.
    """
    spans = {
        (first, last): tuple(_keys(text, tokens, first, last, language))
        for first, last in _runs(text, tokens, caseless)
    }
    home = grammar(language or "").words.get("home", frozenset())
    pieces = {span: text[slice(*span)].casefold() for span in _unspaced_runs(text)}
    known = gazetteer.find([*(k.key for keys in spans.values() for k in keys), *pieces.values()])
    found = [
        *(
            m
            for span, keys in spans.items()
            if any(k.key in known for k in keys)
            and (
                m := _mention(
                    text, tokens, span, _found(keys, known, _is_put(tokens, span, language), home)
                )
            )
        ),
        *(
            Mention(*span, -1, -1, key, known[key])
            for span, key in pieces.items()
            if key in known and _stands_alone(text, *span, known[key][0])
        ),
    ]
    return _longest(found)[:MAX_MENTIONS]


def _is_put(tokens: Sequence[Token], span: tuple[int, int], language: str | None) -> bool:
    """True right behind a preposition that puts something at a place."""
    return span[0] > 0 and grammar(language or "").has("at", tokens[span[0] - 1])


def _runs(text: str, tokens: Sequence[Token], caseless: bool) -> Iterator[tuple[int, int]]:
    """Runs of words that may be one name, by first and last word."""
    small = words("small")
    for first in range(len(tokens)):
        capital = caseless
        for last in range(first, min(len(tokens), first + LONGEST)):
            token = tokens[last]
            if last > first and not _may_join(text, tokens[last - 1], token):
                break
            # "Gulf of Mexico", "Washington state's", "Kherson region"; not "La cote".
            owns = token.possessive and token.low[: token.bare_end - token.start] in small
            if not (caseless or token.capital or token.key in small or owns):
                break
            capital = capital or token.capital
            if capital:
                yield first, last


def _may_join(text: str, left: Token, right: Token) -> bool:
    """True where two words may belong to one name by what stands between them."""
    between = text[left.end : right.start]
    if between == ". ":
        return len(left.text) <= _SHORT_INITIALS
    if between == "":
        return left.text[-1:] in "'’"
    return between in (" ", "-", "‑", " & ", "\u00a0", "/", " (")


def _keys(
    text: str, tokens: Sequence[Token], first: int, last: int, language: str | None
) -> Iterator[Key]:
    token = tokens[last]
    full = fold(text[tokens[first].start : token.end].replace("(", " "))
    yield from _state(text, tokens, first, last, full)
    owner = first == last and language == "en" and token.possessive and token.suffix == "s"
    if not owner:  # "Jo's" is no Jos
        yield Key(full, token.end)
    if token.possessive:
        bare = fold(text[tokens[first].start : token.bare_end])
        yield Key(bare, token.bare_end, False, case_of_suffix(token.suffix, language or ""))
    elif len(full) > _SHORT_INITIALS and language:
        yield from _first_cases(text, tokens, last, full, language)
    yield from _with_article(tokens, first, last, full, language)


def _state(text: str, tokens: Sequence[Token], first: int, last: int, full: str) -> Iterator[Key]:
    """The state that an abbreviation behind a comma stands for: "Portland, Ore."."""
    if first != last or first == 0 or full not in states():
        return
    token = tokens[last]
    behind_comma = text[tokens[first - 1].end : token.start].startswith(",")
    if behind_comma and (token.text.isupper() or text[token.end : token.end + 1] == "."):
        yield Key(states()[full], token.end)


def _stands_before_house(text: str, tokens: Sequence[Token], last: int, language: str) -> bool:
    """True for "Kölner" in "Kölner Zoo"."""
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    if behind is None or text[tokens[last].end : behind.start] != " ":
        return False
    return grammar(language).has("house", behind)


def _first_cases(
    text: str, tokens: Sequence[Token], last: int, full: str, language: str
) -> Iterator[Key]:
    shown = tokens[last].end
    for form, case in name_stems(full.split(), language):
        if case == ADJECTIVE and not _stands_before_house(text, tokens, last, language):
            continue
        genitive = case == "of" and full == f"{form}s"
        yield Key(form, shown - 1 if genitive else shown, True, case)
    for form, case in strip_prefix(full, language):
        yield Key(form, shown, True, case)
        yield from (Key(f, shown, True, case) for f, _ in strip_prefix(form, language))


def _with_article(
    tokens: Sequence[Token], first: int, last: int, full: str, language: str | None
) -> Iterator[Key]:
    """The name with the article that its preposition swallowed: "du Havre"."""
    if language in ("fr", "es", "pt") and first == last and first > 0:
        article = _CONTRACTED.get(tokens[first - 1].low)
        if article:
            yield Key(f"{article} {full}", tokens[last].end)


def _found(
    keys: Sequence[Key],
    known: Mapping[str, tuple[Entry, ...]],
    located: bool,
    home: frozenset[str],
) -> _Found | None:
    """The key that finds something, and what it finds.

    The name as it stands, unless it is only another name of a town far smaller than the one whose
    own name it is a case of.
    """
    least = 0 if located else INFLECTED_FROM
    found = [
        (key, entries)
        for key in keys
        if (entries := _large_enough(known.get(key.key, ()), least if key.inflected else 0))
    ]
    if not found:
        return None
    first = found[0] if not found[0][0].inflected else _likeliest_form(found, home)
    better = max(found[1:], key=lambda f: _rank(f[1]), default=None)
    if better and not first[1][0].own_name and _rank(better[1])[0]:
        return better if _is_clearly_larger(better[1][0].place, first[1][0].place) else first
    return first


def _likeliest_form(found: Sequence[_Found], home: frozenset[str]) -> _Found:
    """Of the names that a form may be a case of.

    One that names a place, then one at home, then one that none is far larger than.
    """
    towns = (e.place.population for _, entries in found for e in entries if e.place.kind == "city")
    top = max(towns, default=0)

    def likelihood(form: _Found) -> tuple[bool, bool, bool]:
        best = form[1][0]
        large = best.place.kind != "city" or best.place.population * MUCH_LARGER >= top
        return not best.demonym, best.place.country in home and large, large

    return max(found, key=likelihood)


def _is_clearly_larger(better: Place, first: Place) -> bool:
    if first.kind != "city":
        return False
    return better.kind != "city" or better.population > CLEARLY_LARGER * first.population


def _large_enough(entries: Iterable[Entry], least: int) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.place.kind != "city" or e.place.population >= least)


def _rank(entries: Sequence[Entry]) -> tuple[bool, int]:
    return entries[0].own_name, entries[0].place.population


def _mention(
    text: str,
    tokens: Sequence[Token],
    span: tuple[int, int],
    found: _Found | None,
) -> Mention | None:
    if found is None:
        return None
    key, entries = found
    start = tokens[span[0]].start
    name = text[start : key.end]
    if is_far(name) and _UNSPACED.fullmatch(name):
        return Mention(start, key.end, -1, -1, key.key, entries)
    return Mention(start, key.end, *span, key.key, entries, key.inflected, key.case)


def _unspaced_runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that may be a name in scripts without spaces."""
    for run in _UNSPACED.finditer(text) if is_far(text) else ():
        for start in range(run.start(), run.end() - 1):
            for end in range(min(run.end(), start + LONGEST_UNSPACED), start + 1, -1):
                yield start, end


def _stands_alone(text: str, start: int, end: int, entry: Entry) -> bool:
    """True where a name in a script without spaces is no part of a longer word.

    Katakana: the run must end where the name ends, ハマ is no part of ハマスの. Chinese characters:
    beside another one only with a word for a place (新宿区), after a preposition, or where the city
    is large.
    """
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if _KATAKANA.fullmatch(text[start:end]):
        return not (_KATAKANA.match(left) or _KATAKANA.match(right))
    if entry.place.kind != "city" or entry.place.population >= WELL_KNOWN:
        return True
    closed = text[end - 1] in _PLACE_ENDINGS
    free = (not _HAN.match(c) or c in _PLACE_ENDINGS or closed for c in (left, right))
    return all(free) or (left in _BEFORE_PLACES and (closed or not _HAN.match(right)))


def _longest(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of names that overlap the longer: North Carolina in "Western North Carolina"."""
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        size = mention.end - mention.start
        while taken and mention.start < taken[-1].end and size > taken[-1].end - taken[-1].start:
            taken.pop()
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
    return tuple(taken)
