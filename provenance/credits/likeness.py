"""How much a text by itself looks like a credit: named signs and their weights.

Forms and their shares are counted on 506 printed credits: slash paths 35 %, a lead word with colon
30 %, brackets 18 %, bare names 17 %.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from provenance import lazy_re as re
from provenance.credits.leads import TAKEN_ON, find_leads, lead_in_front, opens_credit
from provenance.credits.names import looks_personal
from provenance.credits.signals import Group, Signal, signals_met
from provenance.credits.signs import (
    BRIEF,
    DIVIDED,
    MANY_PLAIN,
    MAX_NAMES,
    SENTENCE_THEN_MORE,
    TAIL,
    UNCASED,
    has_name_and_address,
    is_attribution,
    is_edited,
    is_led_house,
    is_path,
    is_supplier,
)
from provenance.credits.wording import ADDRESS, NAMES, RESERVED, Wording, printed_length
from provenance.lexicon import patterns
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


_COPYRIGHT = re.compile(r"[©ⓒ]|[(（][cｃＣ][)）]\s?|\bcopyright\b", re.I)
_BRACKETED = re.compile(r"[（(＝。、]")
_COURTESY = re.compile(r"(?:^|\s)courtesy(?: of)? (?:the )?[A-ZÀ-ÖØ-Þ]", re.I)

_SHORT = 40
_WITH_MAIL = 80
_LONG = 120
_REST = 45
"""Characters: a supplier nearly alone, a flag with a name, a name with a mail address, a credit
that may hold a full stop, and what stands beside a supplier. Set where labelled captions begin."""
_EDGE = 8
"""Characters behind a supplier's name that still is the last thing said ("… AFP, File")."""
_MAX_LENT = 7
_SMALL_WORD = 3
_PROSE = 6
"""Letters of a small word, and how many longer ones in small letters no labelled credit has."""
_SENTENCE = 3
"""Plain words that make a sentence."""


_LENT = frozenset({CreditFlag.SUPPLIED, CreditFlag.COURTESY, CreditFlag.HANDOUT})


def _is_known(text: Wording) -> bool:
    entry = text.entry if 2 < len(text.text) <= BRIEF else None
    if entry is None:
        return False
    if entry.supplier:
        return not entry.ambiguous
    return bool(entry.flags & _LENT) and Word.NAMED_TEXT not in entry.kinds


_STOPPED = re.compile(r"(?:fotos?|photos?|bild(?:er)?|im[aá]gen(?:es)?)\.\s(?=[^\W\d_])", re.I)


def opens_with_stop(text: str) -> bool:
    """True for a lead word with a full stop for its colon: "Foto. Cortesía"."""
    found = _STOPPED.match(text)
    rest = text[found.end() :].strip(" .") if found else ""
    if not NAMES.fullmatch(rest):
        return False
    return _is_known(Wording(rest)) or looks_personal(rest, load_vocabulary())


def _is_led(text: Wording) -> bool:
    if opens_with_stop(text.text):
        return True
    lead = lead_in_front(text.text)
    return lead is not None and opens_credit(lead, text.text)


def _is_signed_behind(text: Wording) -> bool:
    signed = patterns.lead_behind().search(text.text) and not TAKEN_ON.search(text.text)
    return bool(signed) and not _BRACKETED.search(text.text)


def _is_reserved(text: Wording) -> bool:
    """ "Photo DR", "D.R."; "DR" alone may be a broadcaster or a country."""
    reserved = RESERVED.fullmatch(text.text) if len(text.text) <= BRIEF else None
    return reserved is not None and (bool(reserved["lead"]) or "." in reserved["words"])


OPENERS: Group[Wording] = (
    Signal("attribution", 3, is_attribution),
    Signal("a picture worked over", 3, is_edited),
    Signal("known name", 3, _is_known),
    Signal("a house and its photographer", 3, lambda text: is_led_house(text.bare)),
    Signal("lead word", 3, _is_led),
    Signal("copyright sign", 3, lambda text: bool(_COPYRIGHT.match(text.text))),
    Signal("photographed, behind a name", 3, _is_signed_behind),
    Signal("rights reserved", 3, _is_reserved),
)
"""Signs that decide alone: nothing else is weighed against them but a sentence in a long text."""


def _is_lent(text: Wording) -> bool:
    short = len(text.text) <= BRIEF and len(text.text.split()) <= _MAX_LENT
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
    return len(text.bare) <= BRIEF


def _is_path_with_supplier(text: Wording) -> bool:
    return is_path(text.text) and (
        bool(text.clear) or any(is_supplier(p.strip()) for p in DIVIDED.split(text.text))
    )


FOR: Group[Wording] = (
    Signal("path with a supplier", 3, _is_path_with_supplier),
    Signal("lent", 3, _is_lent),
    Signal("supplier, short", 3, lambda t: len(t.text) <= _SHORT and _has_supplier_at_edge(t)),
    Signal("path", 2, lambda t: is_path(t.text)),
    Signal("supplier at the edge", 2, _has_supplier_at_edge),
    Signal("handle", 2, lambda t: t.text.startswith("@") and " " not in t.text),
    Signal("mail address", 2, lambda t: t.mail and len(t.text) <= _WITH_MAIL),
    Signal("a name and an address", 2, has_name_and_address),
    Signal("flag", 2, lambda t: _is_brief(t) and t.flagged),
    Signal("supplier", 1, _has_supplier_beside),
    Signal("names", 1, lambda t: _is_brief(t) and t.named and len(t.text.split()) <= MAX_NAMES),
)
"""Of these the strongest counts."""


def _belongs_to_sentence(text: Wording) -> bool:
    """ "Posted on Twitter": the word before the name is a sentence's."""
    before = (text.text[: name.start].split()[-1:] for name in text.suppliers[:1])
    return any(
        word.lower() in patterns.sentence_before() - _SPOKEN for words in before for word in words
    )


def _is_uncased_sentence(text: Wording) -> bool:
    return any(text.uncased_words(name) > UNCASED for name in text.suppliers[:1])


def _goes_on(text: Wording) -> bool:
    """ "In London (archive)": the first word goes on with a sentence."""
    first = text.text.split()[0] if text.text else ""
    return first.islower() and first in patterns.sentence_before() - _SPOKEN


def _is_named_behind_words(text: Wording) -> bool:
    """True for "A boat leaves (Agency".

    More than one plain word before a supplier, and no path.
    """
    first = next(iter(text.clear), None)
    return (
        first is not None
        and first.start > 0
        and text.plain_words >= MANY_PLAIN
        and not is_path(text.text)
    )


def _is_bracketed_behind_words(text: Wording) -> bool:
    """ "The boat (Reuters)": a plain word before a bracket."""
    before, bracket, _ = text.text.partition("(")
    return bool(bracket and before.strip()) and Wording(before.strip()).plain_words > 0


def _leads_inside(text: Wording) -> bool:
    """ "A fire – Photo: Jo Doe": a lead word behind a divider, where the credit begins."""
    lead = next(find_leads(text.bare, 1), None)
    before = text.bare[: lead.start].rstrip() if lead else ""
    return lead is not None and before[-1:] in _DIVIDERS and opens_credit(lead, text.bare)


_DIVIDERS = ("-", "–", "—", "|", ".", "(", "[")


AGAINST: tuple[Group[Wording], ...] = (
    (Signal("a plain word before a bracket", -3, _is_bracketed_behind_words),),
    (Signal("a lead word inside", -3, _leads_inside),),
    (Signal("goes on with a sentence", -3, _goes_on),),
    (Signal("a sentence and more", -3, lambda t: bool(SENTENCE_THEN_MORE.search(t.bare))),),
    (Signal("a caption before a bracket", -3, lambda t: _is_captioned(t)),),
    (Signal("plain words", -3, lambda t: t.plain_words >= _SENTENCE),),
    (Signal("verb", -3, lambda t: t.verb and not t.mail),),
    (Signal("name in a sentence", -3, _belongs_to_sentence),),
    (Signal("plain words before a supplier", -3, _is_named_behind_words),),
    (Signal("a sentence without capitals", -3, _is_uncased_sentence),),
)
"""These are added up."""
_QUICK = tuple(s for group in AGAINST for s in group if s.name in ("verb", "a sentence and more"))
_SPOKEN = frozenset(
    ["via", "by", "from", "of", "for", "and", "the", "de", "von", "di", "et", "y", "und"]
)
"""Of the words before a name in a sentence, those that credits have before it too."""


def credit_likeness(text: str) -> CreditScore:
    """How much a text by itself looks like a credit."""
    text = text.strip()
    return _likeness(text) if text and printed_length(text) <= MAX_CREDIT else CreditScore.NO


def signals_of(text: str) -> tuple[Signal[Wording], ...]:
    """The signs that decide about a text.

    An opener, else the strongest for it and all against.
    """
    wording = Wording(_inner(text))
    opener = next(signals_met((OPENERS,), wording), None)
    return (opener,) if opener else _weigh(wording)


def _weigh(text: Wording) -> tuple[Signal[Wording], ...]:
    strongest = next(signals_met((FOR,), text), None)
    return (strongest, *signals_met(AGAINST, text)) if strongest else ()


@lru_cache(maxsize=1_024)
def _likeness(text: str) -> CreditScore:
    """What `credit_likeness` says, remembered.

    A page asks for each text several times.
    """
    wording = Wording(_inner(text))
    if any(signal.test(wording) for signal in OPENERS):
        return CreditScore.POSSIBLE if _is_long(text) else CreditScore.CERTAIN
    if _is_prose(wording):
        return CreditScore.NO
    weight = sum(signal.weight for signal in _weigh(wording))
    return CreditScore(max(weight, CreditScore.NO))


def _is_prose(text: Wording) -> bool:
    """A quick look for what outweighs any sign.

    A verb, a sentence, many long small words.
    """
    small = sum(word.islower() and len(word) > _SMALL_WORD for word in text.text.split())
    return small >= _PROSE or any(signal.test(text) for signal in _QUICK)


def _is_long(text: str) -> bool:
    """True for a text of several sentences: its opener may be a caption's own."""
    text = TAIL.sub("", text)
    return printed_length(text) > _LONG and ". " in text


_LICENSE_APART = re.compile(r"(?<=\w\w)\.\s(?=CC[ -](?:BY|0)(?![a-z]))")
"""A full stop before the name of a licence: "Chart by Jo Doe. CC BY 4.0" is one credit."""


_TYPED_SIGN = re.compile(r"[\[【 .|–—-]{0,9}[(（][cｃ][)）]\s?(?=\S)", re.I)
"""A copyright sign as it is typed: "(c) Jo Berg"; its brackets are no credit's own."""


def _is_owner(text: str) -> bool:
    """True for what a copyright sign stands before: names, a year.

    Else its letter counts the panels of a figure."""
    text = text.strip(" .()[]")
    named = bool(NAMES.fullmatch(text)) or is_path(text) or is_supplier(text)
    return named or text[:1].isdigit() or bool(ADDRESS.match(text))


def _inner(text: str) -> str:
    if (sign := _TYPED_SIGN.match(text)) and _is_owner(text[sign.end() :]):
        text = f"© {text[sign.end() :]}"
    return _LICENSE_APART.sub(", ", text.strip("()[]（）【】 .|–—-"))


def _is_captioned(text: Wording) -> bool:
    """True for "The pier (Jo Berg/AFP": a caption before a bracket.

    "Jo Berg (AFP/Agency" is all credit.
    """
    before, bracket, inner = text.text.rpartition("(")
    if not before.strip() or not bracket or "/" not in inner or ")" in inner:
        return False
    return not any(name.start == len(before) + 1 for name in text.suppliers)
