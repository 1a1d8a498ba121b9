"""What a text by itself looks like: a credit, a button's label, a byline.

Forms and their shares are counted on 506 printed credits: slash paths 35 %, a lead word with colon
30 %, brackets 18 %, bare names 17 %.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from provenance.lexicon import patterns as words

MAX_CREDIT = 160
"""Characters of a credit at most; the longest of 506 printed ones has 138."""


class CreditScore(IntEnum):
    """How much a text by itself looks like a credit."""

    NO = 0
    POSSIBLE = 1
    """A bare name: its place on the page decides."""
    LIKELY = 2
    CERTAIN = 3
    """By its form: a lead word, a copyright sign, a known agency in a path."""


_COPYRIGHT = re.compile(r"[©ⓒ]|[(（][cｃＣ][)）]\s?|\bcopyright\b", re.I)
_COUNTER = re.compile(
    r"^(?:\(?\d{1,3}\s?(?:of|/|von|de|sur|di|av|из|из)\s?\d{1,3}\)?|\d{1,3})$", re.I
)
_LENGTH = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:\d{2}\s+(?=\S)")  # a video's length over its still
_GALLERY = re.compile(
    r"(?:view|see|show|open)?\s?(?:all\s)?\d{1,3}\s(?:images?|photos?|pictures?|bilder|fotos|photos?)(?:\sin\sgallery)?",
    re.I,
)
_COUNTER_EDGE = re.compile(
    r"^\(?\d{1,3}\s?(?:of|/|von)\s?\d{1,3}\)?\s+(?=\S)|\s+\d{1,3}\s?(?:of|von)\s?\d{1,3}$", re.I
)
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-ΩІЇЄҐ@][\w.'’\-]{0,30}|van|von|de|der|den|da|del|di|la|le|el|al|bin|ibn|zu|af"
    r"|of|the|y|e|and|und|&|for|via)"
)
NAMES = re.compile(rf"{_NAME_WORD}(?:,?\s{_NAME_WORD}){{0,7}}\.?,?")
_BY = frozenset(
    {
        "by",
        "di",
        "von",
        "par",
        "por",
        "de",
        "av",
        "af",
        "door",
        "od",
        "text:",
        "texte:",
        "testo",
        "от",
        "від",
    }
)
_PRICES = re.compile(
    r"(?:(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?\d[\d., ]{0,12}\s?(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?){1,4}"
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?m\.?|Uhr|[A-Z]{2,4}))?", re.I)
"""When an entry of a live report was written, or how long a video is."""
_CURRENCY = re.compile(
    r"[$€£¥]|(?<![A-Z])(?:EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|UAH|JPY|kr|zł|Kč)(?![A-Za-z])"
)
_SENTENCE_THEN_MORE = re.compile(r"[.。]\s?/\S|\w{3,}[.!?。]\s?[(\[（]|\w\s+\w{3,}[.!?。]\s\S")
_FLAGS = re.compile(
    r"\b(?:file|archive?|archiv|archivo|handout|courtesy|supplied|pool|via|stringer|contributor|illustration|zvg|"
    r"screenshots?|collage|composite|own work|public domain|all rights reserved|cc[ "
    r"-]by|creative commons|cc0)\b",
    re.I,
)
_COURTESY = re.compile(r"(?:^|\s)courtesy(?: of)? (?:the )?[A-ZÀ-ÖØ-Þ]", re.I)
_PRIVATE = frozenset(
    {"privat", "private", "privatfoto", "privé", "privato", "privado", "prywatne", "eigen foto"}
)
"""Whole credits of the pictures that people sent in of themselves; inside a sentence they are
everyday words."""
_DATE = re.compile(r"\d{1,4}[.:-]\d{1,2}(?:[.:-]\d{1,4})?")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|ist|sind|war|hat|wird|werden|est|sont|es|son|fue|è|sono|sits?|stands?|walks?|speaks?|arrives?|looks?|takes?|attends?|poses?|shows?)\b"
)


def is_interface(text: str) -> bool:
    """True for a button's, a counter's, a clock's or a price tag's text: "hide caption", "1 of
    4", "19.99 EUR"."""
    bare = text.strip(" .:,;|/+-–—…[]()»›>×").lower()
    if (_PRICES.fullmatch(text) and _CURRENCY.search(text)) or _CLOCK.fullmatch(text.strip()):
        return True
    return (
        not bare
        or bare in words.interface()
        or bool(_COUNTER.fullmatch(bare))
        or bool(_GALLERY.fullmatch(bare))
    )


def is_byline(text: str) -> bool:
    """True for who wrote the story: "By Jo Berg", "di Luca Rossi"; in a figure it would be who
    took the picture."""
    first, _, names = text.partition(" ")
    return first.lower() in _BY and len(names.split()) <= 6 and bool(NAMES.fullmatch(names))


def without_interface(text: str) -> str:
    """The text without buttons and counters at its ends."""
    text = _LENGTH.sub("", text).strip()
    for _ in range(3):
        shorter = _COUNTER_EDGE.sub("", words.interface_edges().sub("", text)).strip()
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def credit_likeness(text: str) -> CreditScore:
    """How much a text by itself looks like a credit."""
    text = text.strip()
    return _likeness(text) if text and len(text) <= MAX_CREDIT else CreditScore.NO


@lru_cache(maxsize=1_024)
def _likeness(text: str) -> CreditScore:
    """What `credit_likeness` says, remembered: a page asks for each text several times."""
    inner = text.strip("()[]（）【】 .|–—-")
    if inner.lower() in _PRIVATE or inner.lower() in words.agencies():
        return CreditScore.CERTAIN
    lead = words.lead_colon().match(inner)
    if words.lead_behind().search(inner) and not re.search(r"[（(＝。、]", inner):
        return CreditScore.CERTAIN
    if (lead and opens_credit(lead, inner)) or _COPYRIGHT.match(inner):
        return (
            CreditScore.CERTAIN
            if len(inner) <= 120 or inner.count(". ") == 0
            else CreditScore.POSSIBLE
        )
    if _SENTENCE_THEN_MORE.search(inner):
        return CreditScore.NO
    if _captioned(inner):
        return CreditScore.NO
    if (
        _COURTESY.search(inner)
        and len(inner) <= 60
        and len(inner.split()) <= 7
        and not VERBS.search(inner)
    ):
        return CreditScore.CERTAIN
    mail = _MAIL.search(inner)
    if _plain_words(_MAIL.sub("", inner)) >= 3:
        return CreditScore.POSSIBLE if _FLAGS.search(inner) and len(inner) <= 60 else CreditScore.NO
    found = words.agency().search(inner)
    path = _slash_path(inner)
    if path and (found or not VERBS.search(inner)):
        return CreditScore.CERTAIN if found else CreditScore.LIKELY
    if found and len(inner) - (found.end() - found.start()) <= 45 and not VERBS.search(inner):
        before = inner[: found.start()].split()
        if (
            _uncased_words(inner[: found.start()] + " " + inner[found.end() :]) > 2
            or _plain_words(inner) > (1 if before else 2)
            or (before and before[-1].lower() in words.sentence_before() - _LINKING)
        ):
            return CreditScore.NO
        at_edge = found.start() == 0 or found.end() >= len(inner) - 8
        return (
            (CreditScore.CERTAIN if len(inner) <= 40 else CreditScore.LIKELY)
            if at_edge
            else CreditScore.POSSIBLE
        )
    if (inner.startswith("@") and " " not in inner) or (mail and len(inner) <= 80):
        return CreditScore.LIKELY
    if _FLAGS.search(inner) and len(inner) <= 60:
        return CreditScore.LIKELY
    if NAMES.fullmatch(inner) and len(inner.split()) <= 6 and len(inner) <= 60:
        return CreditScore.POSSIBLE
    return CreditScore.NO


_LINKING = frozenset(
    {"via", "by", "from", "of", "for", "and", "the", "de", "von", "di", "et", "y", "und"}
)
_SMALL = frozenset(
    [
        "by",
        "via",
        "from",
        "of",
        "the",
        "and",
        "und",
        "et",
        "y",
        "e",
        "de",
        "del",
        "di",
        "da",
        "von",
        "van",
        "der",
        "den",
        "für",
        "for",
        "for",
        "in",
        "on",
        "au",
        "aux",
        "le",
        "la",
        "les",
        "el",
        "al",
        "to",
        "courtesy",
        "photo",
        "photos",
        "image",
        "images",
        "foto",
        "file",
        "handout",
        "pic",
        "pool",
        "images/",
        "archive",
        "archiv",
        "archivo",
        "archives",
        "stock",
    ]
)


def _plain_words(text: str) -> int:
    """Words in lower case that no name or credit is made of: three of them are a sentence."""
    return sum(
        1 for w in re.findall(r"[^\W\d_]+", text) if w.islower() and len(w) > 1 and w not in _SMALL
    )


def _uncased_words(text: str) -> int:
    """Words in scripts without capitals, where no letter tells a name from a sentence; a run of
    signs written without spaces counts one word for every three."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() == w.upper()]
    return sum(max(1, len(w) // 3) if w > "\u2e80" else 1 for w in words)


def _captioned(text: str) -> bool:
    """True for "The pier (Jo Berg/AFP": a caption before a bracket with a person's credit; "Jo
    Berg (AFP/Agency" is all credit."""
    before, bracket, inner = text.rpartition("(")
    return bool(
        before.strip() and bracket and "/" in inner and ")" not in inner
    ) and not words.agency().match(inner)


def opens_credit(lead: re.Match[str], text: str) -> bool:
    """True for "Photo: …" and "Photo by Jo Berg"; "Image of a boat" says what the picture shows."""
    if not lead.group(0).rstrip()[-1:].isalpha():
        return True
    named = next((w.strip("\"'‘“«„(") for w in text[lead.end() :].split() if w not in _SMALL), "©")
    return named[:1].isupper() or named[:1] in "@©" or not named[:1].isascii()


def _slash_path(text: str) -> bool:
    """True for NAME/AGENCY, A / B / C, A | B: capitalised parts around a slash or bar."""
    parts = [p.strip() for p in re.split(r"[/|•]", text)]
    if (
        not 2 <= len(parts) <= 7
        or not all(parts[i] for i in (0, -1))
        or any(_DATE.fullmatch(p) for p in parts)
    ):
        return False
    return all(
        len(p) <= 50
        and len(p.split()) <= 6
        and (
            not p
            or p[0].isupper()
            or p[0] in "@©"
            or not p[0].isascii()
            or p.lower()
            in {"dpa", "imago", "via reuters", "afp.com", "picture alliance", "unsplash"}
            or "." in p
        )
        for p in parts
    )
