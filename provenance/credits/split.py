"""Separate the credit from the caption where both stand in one text. The credit's raw text is kept.

Only the boundary is found here; what the credit says is parsed elsewhere.
"""

from __future__ import annotations

import re

from provenance.credits.likeness import (
    MAX_CREDIT,
    NAMES,
    VERBS,
    CreditScore,
    credit_likeness,
    opens_credit,
)
from provenance.lexicon import patterns as words

_CLOSE = {")": "(", "]": "[", "）": "（", "】": "【", "］": "［", "〉": "〈"}
_SENTENCE_END = re.compile(r"[.!?…。！？»”\"’)]\s+|[.!?。！？][”\"’»]?\s*$")
_TRADE = re.compile(
    r"foto|photo|press(?:e|s)?\b|\bpix|agenc|agenz|agentur|bildbyrå|scanpix|images?\b|pictures\b|media\b",
    re.I,
)
"""Parts of names that firms of the trade have."""
_TAKEN = re.compile(
    r"(?<=[、。，！？＝=」”\s])([^、。，！？＝=（）()「」“”]{2,20}?)\s?(?:撮影|写す|提供|摄|攝|摄影|攝影|供图|供圖)[。）)]?$"
)
_WHEN = re.compile(r"\d|[年月日時]|午前|午後|ドローン|今天|昨日")
_SOURCES = re.compile(r"(?:sources?|quellen?|fuentes?|fonti|bron(?:nen)?)\W", re.I)


def split_credit(text: str, *, loose: bool = False) -> tuple[str, str]:
    """(caption, credit) of one text; the credit is empty where none is recognised.

    `loose` also takes a bare agency or platform name at the end of a sentence without punctuation
    ("… hit by missiles Twitter"), which is only safe where captions and credits are known to run
    together.
    """
    text = text.strip()
    if not text:
        return "", ""
    if credit_likeness(text) >= CreditScore.CERTAIN:
        return "", text
    opening = _bracket_at_start(text)
    if opening is not None:
        return text[opening:].strip(), text[:opening].strip()
    for find in (
        _bracket_at_end,
        _lead_word,
        _taken_by,
        _copyright_sign,
        _dashed_end,
        _after_sentence,
    ):
        at = find(text)
        if at is not None:
            if text[:at].rstrip().endswith(";") and at <= 60 and _SOURCES.match(text, at):
                return "", text  # "A graphics desk; sources: …": one credit with two parts
            caption, credit = (
                text[:at].rstrip(" |–—-/,;·•、，＝"),
                text[at:].lstrip(" |–—-,;·•").strip(),
            )
            if credit and len(credit) <= MAX_CREDIT:
                return caption, credit
    if loose:
        at = _bare_agency(text)
        if at is not None:
            return text[:at].rstrip(" |–—-/,;"), text[at:].strip()
    return text, ""


def _bracket_at_end(text: str) -> int | None:
    stripped = text.rstrip(" .")
    opener = _CLOSE.get(stripped[-1:])
    if not opener:
        return None
    depth = 0
    for at in range(len(stripped) - 1, max(-1, len(stripped) - MAX_CREDIT - 2), -1):
        if stripped[at] == stripped[-1]:
            depth += 1
        elif stripped[at] == opener:
            depth -= 1
            if depth == 0:
                return (
                    at
                    if _bracket_is_credit(stripped[at + 1 : -1].strip(), stripped[:at].rstrip())
                    else None
                )
    return None


def _bracket_at_start(text: str) -> int | None:
    """Where the caption begins behind its credit: `(AP Photo/Jane Doe) The harbour …`."""
    end = text.find(")", 0, MAX_CREDIT)
    if (
        text[0] != "("
        or end < 0
        or credit_likeness(text[1:end]) < CreditScore.LIKELY
        or len(text[end + 1 :].split()) < 3
    ):
        return None
    return end + 1


def _bracket_is_credit(inner: str, before: str) -> bool:
    """A bracket is a credit for what stands in it, not for being a bracket: "(stock image)" and
    "(left)" are none."""
    likeness = credit_likeness(inner)
    if "©" in inner or (_TRADE.search(inner) and NAMES.fullmatch(inner) and len(inner) <= 40):
        return True
    if likeness >= CreditScore.LIKELY:
        return not re.fullmatch(
            r"(?i)(?:stock|file|archive|library|illustrative)\s?(?:image|photo|picture|pic)s?",
            inner,
        )
    # A name alone in brackets after a finished sentence is the photographer's; inside a sentence
    # it is a remark.
    named = likeness == CreditScore.POSSIBLE or (bool(NAMES.fullmatch(inner)) and len(inner) <= 80)
    return named and before[-1:] in '.!?”"’»' and inner[:1].isupper()


def _lead_word(text: str) -> int | None:
    """The last lead word with a colon (or "by") whose rest is short enough to be a credit."""
    best: int | None = None
    for found in words.lead_colon().finditer(text):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip()
        by = found.group(0).rstrip()[-1:].isalpha()
        if (
            len(rest) > 130
            or not rest.strip()
            or (by and before and before[-1] not in '.!?…)”"’»|/–—-,;。')
        ):
            continue
        if not opens_credit(found, text):
            continue
        if len(rest) > 60 and VERBS.search(rest):
            continue
        if best is None or len(text) - best < 0:
            best = found.start()
    return best


_CLAUSE_ENDS = "でからをにがのはもて拍"
"""Last letters of Japanese and Chinese clauses, never of a name."""


def _taken_by(text: str) -> int | None:
    """Where a last part begins that ends in "photographed": `…、港市、佐藤一郎撮影`."""
    found = _TAKEN.search(text)
    if not found or _WHEN.search(found.group(1)) or found.group(1)[-1:] in _CLAUSE_ENDS:
        return None
    return found.start(1)


def _copyright_sign(text: str) -> int | None:
    at = max(text.rfind(sign) for sign in ("©", "ⓒ", "(c) ", "(C) ", "（Ｃ）", "（c）", "(Ｃ)"))
    if at <= 0 or len(text) - at > 120:
        return None
    opened = text[:at].rstrip()
    return len(opened) - 1 if opened[-1:] in "([" else at


def _dashed_end(text: str) -> int | None:
    """`caption — AFP`, `caption | Jane Doe / AP`, `caption - Getty`."""
    for found in reversed(
        list(re.finditer(r"\s[|–—•-]{1,2}\s?|(?<=[.!?])\s?[–—|]\s?|(?<=\S)＝(?=\D)", text))
    ):
        rest = text[found.end() :]
        if len(rest) > 90:
            return None
        if credit_likeness(rest) >= CreditScore.LIKELY:
            return found.end()
    return None


def _after_sentence(text: str) -> int | None:
    """A credit after the last finished sentence: `… on Friday. Jane Doe/Reuters`, `… in May.
    Getty Images`."""
    for found in reversed(list(_SENTENCE_END.finditer(text))):
        rest = text[found.end() :]
        if len(rest) > 100:
            return None
        if not rest or found.end() >= len(text):
            continue
        before = text[: found.start()]
        if (credit_likeness(rest) >= CreditScore.LIKELY or _in_capitals(rest, before)) and len(
            before.split()
        ) >= 2:
            return found.end()
    return None


def _in_capitals(text: str, before: str) -> bool:
    """True for "JANE DOE FOR THE PAPER" behind a sentence in small letters: how many papers set
    their credits."""
    named = text.isupper() and not any(c.isdigit() for c in text) and 2 <= len(text.split()) <= 10
    return named and sum(c.islower() for c in before) > len(before) / 2


def _bare_agency(text: str) -> int | None:
    found = words.agency_end().search(text)
    if not found:
        return None
    before = text[: found.start()].split()
    if len(before) < 3 or before[-1].lower().strip(",") in words.sentence_before():
        return None
    return found.start()
