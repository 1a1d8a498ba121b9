"""How much a text by itself looks like a credit: named signs and their weights.

Forms and their shares are counted on 506 printed credits: slash paths 35 %, a lead word with colon
30 %, brackets 18 %, bare names 17 %. The count behind a sign is of labelled credits (captions) that
have it, of 422 (464) on the pages that the benchmark reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from provenance.credits.wording import NAMES, SMALL, Wording, printed_length
from provenance.lexicon import patterns
from provenance.lexicon.folding import words_of
from provenance.lexicon.phrases import Word, load_vocabulary
from provenance.model import CreditFlag

MAX_CREDIT = 160
"""Characters of a credit at most, an address counted as one; the longest of 506 printed ones has
138."""


class CreditScore(IntEnum):
    """How much a text by itself looks like a credit."""

    NO = 0
    POSSIBLE = 1
    """A bare name: its place on the page decides."""
    LIKELY = 2
    CERTAIN = 3
    """By its form: a lead word, a copyright sign, a known agency in a path."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign that a text is a credit, or (below zero) that it is none."""

    name: str
    weight: int
    """What it is worth, in steps of `CreditScore`."""
    test: Callable[[Wording], bool]


_COPYRIGHT = re.compile(r"[©ⓒ]|[(（][cｃＣ][)）]\s?|\bcopyright\b", re.I)
_SENTENCE_THEN_MORE = re.compile(
    r"[.。]\s?/\S|\w{3,}[.!?。]\s?[(\[（]|[\w,]\s+\w{3,}[.!?。]\s[^\d\s]"
)
_BRACKETED = re.compile(r"[（(＝。、]")
_DATE = re.compile(r"\d{1,4}[.:-]\d{1,2}(?:[.:-]\d{1,4})?")
_COURTESY = re.compile(r"(?:^|\s)courtesy(?: of)? (?:the )?[A-ZÀ-ÖØ-Þ]", re.I)
_DIVIDED = re.compile(r"[/|•]")

_SHORT = 40
_BRIEF = 60
_WITH_MAIL = 80
_LONG = 120
_REST = 45
"""Characters: a supplier nearly alone, a flag with a name, a name with a mail address, a credit
that may hold a full stop, and what stands beside a supplier. Set where labelled captions begin."""
_EDGE = 8
"""Characters behind a supplier's name that still is the last thing said ("… AFP, File")."""
_MAX_NAMES = 6
"""Words of a text that is nothing but names."""
_MAX_LENT = 7
_SENTENCE = 3
"""Plain words that make a sentence."""
_MANY_BEFORE = 2
"""Plain words before a supplier's name that make a caption."""
_UNCASED = 2
"""Words beside a supplier's name, in a script without capitals, of a name at most."""
_MAX_PARTS = 7
_MAX_PART = 50


_LENT = frozenset({CreditFlag.SUPPLIED, CreditFlag.COURTESY, CreditFlag.HANDOUT})


def _is_known(text: Wording) -> bool:
    entry = text.entry
    if entry is None or len(text.text) < 3:
        return False
    if entry.supplier:
        return not entry.ambiguous
    return bool(entry.flags & _LENT) and Word.NAMED_TEXT not in entry.kinds


def _is_led(text: Wording) -> bool:
    lead = patterns.lead_colon().match(text.text)
    return lead is not None and opens_credit(lead, text.text)


def _is_signed_behind(text: Wording) -> bool:
    return bool(patterns.lead_behind().search(text.text)) and not _BRACKETED.search(text.text)


OPENERS = (
    Signal("known name", 3, _is_known),
    Signal("lead word", 3, _is_led),
    Signal("copyright sign", 3, lambda text: bool(_COPYRIGHT.match(text.text))),
    Signal("photographed, behind a name", 3, _is_signed_behind),
)
"""Signs that decide alone: nothing else is weighed against them but a sentence in a long text."""


def _is_lent(text: Wording) -> bool:
    short = len(text.text) <= _BRIEF and len(text.text.split()) <= _MAX_LENT
    return short and bool(_COURTESY.search(text.text))


def _has_supplier_beside(text: Wording) -> bool:
    """A supplier's name with little else: with more, it is one of a sentence's words."""
    return any(len(text.text) - (name.end - name.start) <= _REST for name in text.clear)


def _has_supplier_at_edge(text: Wording) -> bool:
    ends = ((name.start, name.end) for name in text.clear)
    return _has_supplier_beside(text) and any(
        start == 0 or end >= len(text.text) - _EDGE for start, end in ends
    )


def _is_brief(text: Wording) -> bool:
    return len(text.bare) <= _BRIEF


FOR = (
    Signal("path with a supplier", 3, lambda t: bool(t.suppliers) and is_path(t.text)),
    Signal("licence", 3, lambda t: bool(t.licenses)),
    Signal("lent", 3, _is_lent),
    Signal("supplier, short", 3, lambda t: len(t.text) <= _SHORT and _has_supplier_at_edge(t)),
    Signal("path", 2, lambda t: is_path(t.text)),
    Signal("supplier at the edge", 2, _has_supplier_at_edge),
    Signal("handle", 2, lambda t: t.text.startswith("@") and " " not in t.text),
    Signal("mail address", 2, lambda t: t.mail and len(t.text) <= _WITH_MAIL),
    Signal("flag", 2, lambda t: _is_brief(t) and t.flagged),
    Signal("supplier", 1, _has_supplier_beside),
    Signal("names", 1, lambda t: _is_brief(t) and t.named and len(t.text.split()) <= _MAX_NAMES),
)
"""Of these the strongest counts."""


def _belongs_to_sentence(text: Wording) -> bool:
    """ "Posted on Twitter": the word before the name is a sentence's."""
    before = (text.text[: name.start].split()[-1:] for name in text.suppliers[:1])
    return any(
        word.lower() in patterns.sentence_before() - _SPOKEN for words in before for word in words
    )


def _is_uncased_sentence(text: Wording) -> bool:
    return any(text.uncased_words(name) > _UNCASED for name in text.suppliers[:1])


def _goes_on(text: Wording) -> bool:
    """ "In London (archive)": the first word goes on with a sentence."""
    first = text.text.split()[0] if text.text else ""
    return first.islower() and first in patterns.sentence_before() - _SPOKEN


def _is_named_behind_words(text: Wording) -> bool:
    """ "A boat leaves (Agency": more than one plain word before a supplier, and no path."""
    first = next(iter(text.clear), None)
    return (
        first is not None
        and first.start > 0
        and text.plain_words >= _MANY_BEFORE
        and not is_path(text.text)
    )


def _is_bracketed_behind_words(text: Wording) -> bool:
    """ "The boat (Reuters)": a plain word before a bracket."""
    before, bracket, _ = text.text.partition("(")
    return bool(bracket and before.strip()) and Wording(before.strip()).plain_words > 0


def _leads_inside(text: Wording) -> bool:
    """ "A fire – Photo: Jo Doe": a lead word behind a divider, where the credit begins."""
    found = patterns.lead_colon().search(text.bare, 1)
    before = text.bare[: found.start()].rstrip() if found else ""
    return found is not None and before[-1:] in _DIVIDERS and opens_credit(found, text.bare)


_DIVIDERS = ("-", "–", "—", "|", ".", "(", "[")


AGAINST = (
    Signal("a plain word before a bracket", -3, _is_bracketed_behind_words),
    Signal("a lead word inside", -3, _leads_inside),
    Signal("goes on with a sentence", -3, _goes_on),
    Signal("a sentence and more", -3, lambda t: bool(_SENTENCE_THEN_MORE.search(t.bare))),
    Signal("a caption before a bracket", -3, lambda t: _is_captioned(t)),
    Signal("plain words", -3, lambda t: t.plain_words >= _SENTENCE),
    Signal("verb", -3, lambda t: t.verb and not t.mail),
    Signal("name in a sentence", -3, _belongs_to_sentence),
    Signal("plain words before a supplier", -3, _is_named_behind_words),
    Signal("a sentence without capitals", -3, _is_uncased_sentence),
)
"""These are added up."""
_SPOKEN = frozenset(
    ["via", "by", "from", "of", "for", "and", "the", "de", "von", "di", "et", "y", "und"]
)
"""Of the words before a name in a sentence, those that credits have before it too."""


def credit_likeness(text: str) -> CreditScore:
    """How much a text by itself looks like a credit."""
    text = text.strip()
    return _likeness(text) if text and printed_length(text) <= MAX_CREDIT else CreditScore.NO


def signals_of(text: str) -> tuple[Signal, ...]:
    """The signs that decide about a text: an opener, else the strongest for it and all against."""
    wording = Wording(_inner(text))
    if opener := next((s for s in OPENERS if s.test(wording)), None):
        return (opener,)
    strongest = next((s for s in FOR if s.test(wording)), None)
    if strongest is None:
        return ()
    return (strongest, *(s for s in AGAINST if s.test(wording)))


@lru_cache(maxsize=1_024)
def _likeness(text: str) -> CreditScore:
    """What `credit_likeness` says, remembered: a page asks for each text several times."""
    signals = signals_of(text)
    total = sum(signal.weight for signal in signals)
    if signals and signals[0] in OPENERS and len(text) > _LONG and ". " in text:
        return CreditScore.POSSIBLE
    return CreditScore(max(total, CreditScore.NO))


def _inner(text: str) -> str:
    return text.strip("()[]（）【】 .|–—-")


def _is_captioned(text: Wording) -> bool:
    """ "The pier (Jo Berg/AFP": a caption before a bracket with a person's credit; "Jo Berg
    (AFP/Agency" is all credit."""
    before, bracket, inner = text.text.rpartition("(")
    if not before.strip() or not bracket or "/" not in inner or ")" in inner:
        return False
    return not any(name.start == len(before) + 1 for name in text.suppliers)


def opens_credit(lead: re.Match[str], text: str) -> bool:
    """True for "Photo: …" and "Photo by Jo Berg"; "Image of a boat" says what the picture shows."""
    rest = text[lead.end() :]
    if lead["named"] is not None:
        return bool(NAMES.fullmatch(rest.strip(" .()[]"))) or is_path(rest.strip(" .()[]"))
    if not lead[0].rstrip()[-1:].isalpha():
        return True
    named = next((w.strip("\"'“‘«„(") for w in rest.split() if w not in SMALL), "©")
    return named[:1].isupper() or named[:1] in "@©" or not named[:1].isascii()


def is_led_name(text: str) -> bool:
    """True for a lead word and a name without a colon: "Foto Nordpresse"."""
    vocabulary = load_vocabulary()
    found = list(words_of(text))
    words = [m[0].casefold() for m in found]
    match = vocabulary.phrases.starting(words, 0, len(words))
    if match is None or Word.LEAD not in match[1].kinds or match[0] == len(words):
        return False
    rest = text[found[match[0]].start() :].strip(" .()")
    uncased = rest.upper() == rest.lower() and len(rest.split()) <= _UNCASED + 1
    return uncased or bool(NAMES.fullmatch(rest)) or is_path(rest)


def is_supplier(text: str) -> bool:
    """True where the text is nothing but a supplier's name, though an everyday word."""
    found = next(load_vocabulary().names_in(text), None)
    return found is not None and (found.start, found.end) == (0, len(text))


def is_path(text: str) -> bool:
    """True for NAME/AGENCY, A / B / C, A | B: capitalised parts around a slash or bar."""
    parts = [p.strip() for p in _DIVIDED.split(text)]
    if (
        not 2 <= len(parts) <= _MAX_PARTS
        or not all(parts[i] for i in (0, -1))
        or any(_DATE.fullmatch(p) for p in parts)
    ):
        return False
    return all(not part or _is_part(part) for part in parts)


def _is_part(part: str) -> bool:
    return (
        len(part) <= _MAX_PART
        and len(part.split()) <= _MAX_NAMES
        and (
            part[0].isupper()
            or part[0] in "@©"
            or not part[0].isascii()
            or "." in part
            or part.startswith("via ")
            or is_supplier(part)
        )
    )
