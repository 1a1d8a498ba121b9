"""Claims of caption and credit that no rule answered.

They keep a confirmed picture from green. A rule is silent where it does not apply, and also where a
record has nothing to hold against the page. The two look alike, so each claim that is made is
looked for among the answers: where none is found, it was not checked, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from anyascii import anyascii

from provenance import lazy_re as re
from provenance.lexicon import read_table
from provenance.lexicon.suppliers import title_of
from provenance.model import (
    CAPTION,
    Case,
    Claims,
    Finding,
    NotChecked,
    Outcome,
    Reason,
    source_name,
)
from provenance.model.sentences import listing, say, templates
from provenance.rules.kit import dates, disclosure, scenes
from provenance.rules.kit.credits import authors
from provenance.values import dataclass

_SHOWN = 3
"""Names told in one sentence: an editor needs the first, not all."""
_MOST = 2_000
"""Characters of a caption in which names are looked for: the longest of 1,624 labelled captions has
402."""
_RECORD = 40_000
"""Characters of the records in which they are looked for."""
_CAPITALS = 0.6
"""Share of capital letters from which they mark no names: of 1,617 labelled captions in scripts
with capitals one has more ("US"), six more than 0.3; captions set in capitals have 0.9."""
_STEM = 4
"""Letters of a word of the record that a longer one in the caption may begin with (Kyiv,
Kyivan)."""
_BEFORE = 12
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_OPENS = re.compile(r"(?:^|[.!?:;…|–—]\s+|[\"“„«(\[]\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_LATIN = re.compile(r"[a-z0-9]+")
_PLACE_AHEAD = re.compile(r"\b(?:in|bei|nahe|aus|bis)\s$")
"""German before a place: there every noun has a capital, and only its place tells a name."""
_SENTENCE = 6
"""Words in small letters from which a caption holds a small word of any language that is read: of
1,081 labelled captions with so many, four do not, one of them in a language that is not read."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A kind of claim, and the rules whose outcome answers it."""

    rules: tuple[str, ...]
    """The first is named where none of them answered."""
    claimed: Callable[[Case], Iterable[str]]
    reason: Reason
    words: str
    """The template that says it, with the claims."""
    causes: tuple[str, ...] = ()
    """A finding with one of these answers it too."""


def unchecked_claims(case: Case, outcomes: Iterable[Outcome]) -> Iterator[NotChecked]:
    """A `NotChecked` for each claim about a confirmed picture that no outcome answers."""
    if not case.confirmed:
        return
    given = tuple(outcomes)
    answered = {o.rule for o in given} | {o.cause for o in given if isinstance(o, Finding)}
    for question in _QUESTIONS:
        claims = tuple(dict.fromkeys(question.claimed(case)))
        if claims and not answered.intersection((*question.rules, *question.causes)):
            said = say(question.words, claims=_quote(claims))
            yield NotChecked(question.rules[0], question.reason, said)
    yield from _unknown_names(case)


def _places(case: Case) -> Iterator[str]:
    yield from (claim.text for claim in scenes.whereabouts(case.caption_claims))


def _dates(case: Case) -> Iterator[str]:
    old = disclosure.not_of_now(case)
    yield from (c.text for c in dates.scene_dates(case) if not (old and c.relative))


def _authors(case: Case) -> Iterator[str]:
    yield from authors(case.credit) if case.credit else ()


def _organisations(case: Case) -> Iterator[str]:
    """The organisations credited that no confirmed record names."""
    credit, known = case.credit, _record_words(case)
    named = (*credit.organizations, credit.distributor) if credit else ()
    yield from (name for name in named if name and not _is_among(name, known))


def _licenses(case: Case) -> Iterator[str]:
    if case.credit and case.credit.license and case.credit.license.family != "other":
        yield case.credit.license.name


def _platforms(case: Case) -> Iterator[str]:
    if case.credit and case.credit.platform:
        yield title_of(case.credit.platform)


_NOT_HELD = templates(
    "the caption's place was not held against a record: {claims}",
    "the caption's date was not held against a record: {claims}",
    "the author was not held against a record: {claims}",
    "the organisation credited was not held against a record: {claims}",
    "the licence printed was not held against a record: {claims}",
    "the platform credited was not held against a record: {claims}",
)
_QUESTIONS = (
    _Question(
        ("place-mismatch", "camera-position-mismatch"),
        _places,
        Reason.NO_PLACE,
        _NOT_HELD[0],
        ("place",),
    ),
    _Question(("date-mismatch",), _dates, Reason.NO_DATE, _NOT_HELD[1], ("date",)),
    _Question(
        ("creator-mismatch", "uploader-as-author"),
        _authors,
        Reason.NO_METADATA,
        _NOT_HELD[2],
        ("author", "platform"),
    ),
    _Question(
        ("embedded-credit-mismatch", "conflicting-credits"),
        _organisations,
        Reason.NO_METADATA,
        _NOT_HELD[3],
    ),
    _Question(("license-mismatch",), _licenses, Reason.NO_METADATA, _NOT_HELD[4]),
    _Question(
        ("wrong-source", "post-lacks-image", "different-image"),
        _platforms,
        Reason.SOURCE_NOT_CONFIRMED,
        _NOT_HELD[5],
    ),
)


def _unknown_names(case: Case) -> Iterator[NotChecked]:
    """What a caption names without being understood: an unknown town, a language."""
    claims = case.caption_claims
    if not any(map(str.isalpha, claims.text)):
        return
    if trouble := _language_trouble(claims):
        yield NotChecked(CAPTION, Reason.LANGUAGE_UNSUPPORTED, trouble)
        return
    known = _record_words(case)
    names = [name for name in _names(claims) if not _is_among(name, known)]
    if names:
        detail = say(
            "the confirmed records say nothing of {names}, named in the caption",
            names=_quote(names),
        )
        yield NotChecked(CAPTION, Reason.NO_METADATA, detail)


def _language_trouble(claims: Claims) -> str:
    """Why the caption's language keeps names from being seen; empty where it does not."""
    text = claims.text[:_MOST]
    letters = [char for char in text if char.isalpha()]
    if 2 * sum(char.title() != char.lower() for char in letters) <= len(letters):
        # A script without capitals: a name is seen only where it is known.
        return "" if claims.places else say("no name of a place could be read in the caption")
    small = [word for word in _WORD.findall(text) if word.islower()]
    if len(small) >= _SENTENCE and not _languages(text):
        return say("the caption is in no language that is read")
    return ""


def _languages(text: str) -> Counter[str]:
    """How many of a text's words are small words of each language that is read."""
    words = set(map(str.lower, _WORD.findall(text)))
    return Counter({name: n for name, small in _small_words().items() if (n := len(words & small))})


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    table: Mapping[str, str] = read_table("function_words")["words"]
    return {language: frozenset(words.split()) for language, words in table.items()}


def _names(claims: Claims) -> Iterator[str]:
    """Capitalised words that neither begin a sentence nor were read as a claim."""
    text = claims.text[:_MOST]
    letters = [char for char in text if char.isalpha()]
    if sum(map(str.isupper, letters)) > _CAPITALS * len(letters):
        return
    likeliest = _languages(text).most_common(1)
    is_german = bool(likeliest) and likeliest[0][0] == "de"
    parts = (claims.places, claims.dates, claims.people, claims.disclosures, claims.events)
    read = [(claim.start, claim.end) for part in parts for claim in part]
    for start, end in _capitalised_spans(text):
        if not is_german or _PLACE_AHEAD.search(text[max(0, start - _BEFORE) : start]):
            spans = [(first, last) for first, last in read if first < end and start < last]
            yield from _uncovered_words(text, start, end, spans)


def _capitalised_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where words with capitals follow each other, but for those that open a sentence."""
    start = end = -1
    for word in _WORD.finditer(text):
        opens = _OPENS.search(text[: word.start()][-_BEFORE:])
        named = any(map(str.isupper, word[0][1:] if opens else word[0]))
        if named and text[end : word.start()] == " ":
            end = word.end()
            continue
        if end > start:
            yield start, end
        start, end = word.span() if named else (-1, -1)
    if end > start:
        yield start, end


def _uncovered_words(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int]]
) -> Iterator[str]:
    """The words from `start` to `end` that no span covers."""
    for first, last in (*sorted(spans), (end, end)):
        if name := text[start:first].strip(" -’'"):
            yield name
        start = max(start, last)


def _is_among(name: str, words: frozenset[str]) -> bool:
    """True where each word of the name begins, or begins with, one of the words."""
    return all(
        any(w.startswith(part) or (len(w) >= _STEM and part.startswith(w)) for w in words)
        for part in _words_of(_POSSESSIVE.sub("", name))
    )


def _record_words(case: Case) -> frozenset[str]:
    """All words in which the confirmed records speak, in lower-case Latin letters."""
    said: list[str | None] = []
    for original in case.confirmed:
        record = original.record
        readings = (
            record.description, record.credit_line, record.required_attribution,
            record.source_of_file, *record.creators, *record.people, *record.notes,
        )  # fmt: skip
        said += [source_name(record), record.title, record.uploader, record.id]
        said += [*record.categories, *record.depicts, *(place.text for place in record.places)]
        said += [reading.text for reading in readings if reading]
        said += [record.license.name if record.license else None]
    return frozenset(_words_of("\n".join(filter(None, said))))


def _words_of(text: str) -> list[str]:
    return _LATIN.findall(anyascii(text[:_RECORD]).lower())


def _quote(names: Iterable[str]) -> str:
    given = list(dict.fromkeys(names))
    more = len(given) - _SHOWN
    told = listing([say("“{words}”", words=name) for name in given[:_SHOWN]])
    return say("{names} and {number} more", names=told, number=more) if more > 0 else told
