"""Separate the credit from the caption where both stand in one text. The credit's raw text is kept.

Only the boundary is found here; what the credit says is parsed elsewhere. Forms and their shares are
counted on 506 printed credits: slash paths 35 %, a lead word with colon 30 %, brackets 18 %, bare names 17 %.
"""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.articles import words

MAX_CREDIT = 160
"""Characters of a credit at most; the longest of 506 printed ones has 138."""

_CLOSE = {")": "(", "]": "[", "）": "（", "】": "【", "］": "［", "〉": "〈"}
_SENTENCE_END = re.compile(r"[.!?…。！？»”\"’)]\s+|[.!?。！？][”\"’»]?\s*$")
_COPYRIGHT = re.compile(r"[©ⓒ]|[(（][cｃＣ][)）]\s?|\bcopyright\b", re.I)
_COUNTER = re.compile(r"^(?:\(?\d{1,3}\s?(?:of|/|von|de|sur|di|av|из|из)\s?\d{1,3}\)?|\d{1,3})$", re.I)
_LENGTH = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:\d{2}\s+(?=\S)")  # a video's length over its still
_GALLERY = re.compile(
    r"(?:view|see|show|open)?\s?(?:all\s)?\d{1,3}\s(?:images?|photos?|pictures?|bilder|fotos|photos?)(?:\sin\sgallery)?",
    re.I,
)
_COUNTER_EDGE = re.compile(r"^\(?\d{1,3}\s?(?:of|/|von)\s?\d{1,3}\)?\s+(?=\S)|\s+\d{1,3}\s?(?:of|von)\s?\d{1,3}$", re.I)
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-ΩІЇЄҐ@][\w.'’\-]{0,30}|van|von|de|der|den|da|del|di|la|le|el|al|bin|ibn|zu|af"
    r"|of|the|y|e|and|und|&|for|via)"
)
_NAMES = re.compile(rf"{_NAME_WORD}(?:,?\s{_NAME_WORD}){{0,7}}\.?,?")
_BY = frozenset(
    {"by", "di", "von", "par", "por", "de", "av", "af", "door", "od", "text:", "texte:", "testo", "от", "від"}
)
_PRICES = re.compile(r"(?:(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?\d[\d., ]{0,12}\s?(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?){1,4}")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?m\.?|Uhr|[A-Z]{2,4}))?", re.I)
"""When an entry of a live report was written, or how long a video is."""
_CURRENCY = re.compile(r"[$€£¥]|(?<![A-Z])(?:EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|UAH|JPY|kr|zł|Kč)(?![A-Za-z])")
_SENTENCE_THEN_MORE = re.compile(r"[.。]\s?/\S|\w{3,}[.!?。]\s?[(\[（]|\w\s+\w{3,}[.!?。]\s\S")
_FLAGS = re.compile(
    r"\b(?:file|archive?|archiv|archivo|handout|courtesy|supplied|pool|via|stringer|contributor|illustration|zvg|"
    r"screenshots?|collage|composite|own work|public domain|all rights reserved|cc[ -]by|creative commons|cc0)\b",
    re.I,
)
_TAKEN = re.compile(
    r"(?<=[、。，！？＝=」”\s])([^、。，！？＝=（）()「」“”]{2,20}?)\s?(?:撮影|写す|提供|摄|攝|摄影|攝影|供图|供圖)[。）)]?$"
)
_WHEN = re.compile(r"\d|[年月日時]|午前|午後|ドローン|今天|昨日")
_SOURCES = re.compile(r"(?:sources?|quellen?|fuentes?|fonti|bron(?:nen)?)\W", re.I)
_COURTESY = re.compile(r"(?:^|\s)courtesy(?: of)? (?:the )?[A-ZÀ-ÖØ-Þ]", re.I)
_PRIVATE = frozenset({"privat", "private", "privatfoto", "privé", "privato", "privado", "prywatne", "eigen foto"})
"""Whole credits of the pictures that people sent in of themselves; inside a sentence they are everyday words."""
_DATE = re.compile(r"\d{1,4}[.:-]\d{1,2}(?:[.:-]\d{1,4})?")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|ist|sind|war|hat|wird|werden|est|sont|es|son|fue|è|sono|sits?|stands?|walks?|speaks?|arrives?|looks?|takes?|attends?|poses?|shows?)\b"
)


def is_interface(text: str) -> bool:
    """True for a button's, a counter's, a clock's or a price tag's text: "hide caption", "1 of 4", "19.99 EUR"."""
    bare = text.strip(" .:,;|/+-–—…[]()»›>×").lower()
    if (_PRICES.fullmatch(text) and _CURRENCY.search(text)) or _CLOCK.fullmatch(text.strip()):
        return True
    return not bare or bare in words.interface() or bool(_COUNTER.fullmatch(bare)) or bool(_GALLERY.fullmatch(bare))


def is_byline(text: str) -> bool:
    """True for who wrote the story: "By Jo Berg", "di Luca Rossi"; in a figure it would be who took the picture."""
    first, _, names = text.partition(" ")
    return first.lower() in _BY and len(names.split()) <= 6 and bool(_NAMES.fullmatch(names))


def without_interface(text: str) -> str:
    """The text without buttons and counters at its ends."""
    text = _LENGTH.sub("", text).strip()
    for _ in range(3):
        shorter = _COUNTER_EDGE.sub("", words.interface_edges().sub("", text)).strip()
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def credit_likeness(text: str) -> int:
    """How much a text by itself looks like a credit: 0 not at all, 1 could be, 2 likely, 3 by form certain."""
    text = text.strip()
    return _likeness(text) if text and len(text) <= MAX_CREDIT else 0


@lru_cache(maxsize=1_024)
def _likeness(text: str) -> int:
    """What `credit_likeness` says, remembered: a page asks for each text several times."""
    inner = text.strip("()[]（）【】 .|–—-")
    if inner.lower() in _PRIVATE:
        return 3
    lead = words.lead_colon().match(inner)
    if words.lead_behind().search(inner) and not re.search(r"[（(＝。、]", inner):
        return 3
    if (lead and _opens_credit(lead, inner)) or _COPYRIGHT.match(inner):
        return 3 if len(inner) <= 120 or inner.count(". ") == 0 else 1
    if _SENTENCE_THEN_MORE.search(inner):
        return 0
    if _captioned(inner):
        return 0
    if _COURTESY.search(inner) and len(inner) <= 60 and len(inner.split()) <= 7 and not _VERBS.search(inner):
        return 3
    mail = _MAIL.search(inner)
    if _plain_words(_MAIL.sub("", inner)) >= 3:
        return 1 if _FLAGS.search(inner) and len(inner) <= 60 else 0
    found = words.agency().search(inner)
    path = _slash_path(inner)
    if path and (found or not _VERBS.search(inner)):
        return 3 if found else 2
    if found and len(inner) - (found.end() - found.start()) <= 45 and not _VERBS.search(inner):
        before = inner[: found.start()].split()
        if (
            _uncased_words(inner[: found.start()] + " " + inner[found.end() :]) > 3
            or _plain_words(inner) > (1 if before else 2)
            or (before and before[-1].lower() in words.sentence_before() - _LINKING)
        ):
            return 0
        at_edge = found.start() == 0 or found.end() >= len(inner) - 8
        return (3 if len(inner) <= 40 else 2) if at_edge else 1
    if (inner.startswith("@") and " " not in inner) or (mail and len(inner) <= 80):
        return 2
    if _FLAGS.search(inner) and len(inner) <= 60:
        return 2
    if _NAMES.fullmatch(inner) and len(inner.split()) <= 6 and len(inner) <= 60:
        return 1
    return 0


_LINKING = frozenset({"via", "by", "from", "of", "for", "and", "the", "de", "von", "di", "et", "y", "und"})
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
    return sum(1 for w in re.findall(r"[^\W\d_]+", text) if w.islower() and len(w) > 1 and w not in _SMALL)


def _uncased_words(text: str) -> int:
    """Words in scripts without capitals, where no letter tells a name from a sentence; a run of signs written without
    spaces counts one word for every three."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() == w.upper()]
    return sum(max(1, len(w) // 3) if w > "\u2e80" else 1 for w in words)


def _captioned(text: str) -> bool:
    """True for "The pier (Jo Berg/AFP": a caption before a bracket with a person's credit; "Jo Berg (AFP/Agency" is
    all credit."""
    before, bracket, inner = text.rpartition("(")
    return bool(before.strip() and bracket and "/" in inner and ")" not in inner) and not words.agency().match(inner)


def _opens_credit(lead: re.Match[str], text: str) -> bool:
    """True for "Photo: …" and "Photo by Jo Berg"; "Image of a boat" says what the picture shows."""
    if not lead.group(0).rstrip()[-1:].isalpha():
        return True
    named = next((w.strip("\"'‘“«„(") for w in text[lead.end() :].split() if w not in _SMALL), "©")
    return named[:1].isupper() or named[:1] in "@©" or not named[:1].isascii()


def _slash_path(text: str) -> bool:
    """True for NAME/AGENCY, A / B / C, A | B: capitalised parts around a slash or bar."""
    parts = [p.strip() for p in re.split(r"[/|•]", text)]
    if not 2 <= len(parts) <= 7 or not all(parts[i] for i in (0, -1)) or any(_DATE.fullmatch(p) for p in parts):
        return False
    return all(
        len(p) <= 50
        and len(p.split()) <= 6
        and (
            not p
            or p[0].isupper()
            or p[0] in "@©"
            or not p[0].isascii()
            or p.lower() in {"dpa", "imago", "via reuters", "afp.com", "picture alliance", "unsplash"}
            or "." in p
        )
        for p in parts
    )


def split_credit(text: str, *, loose: bool = False) -> tuple[str, str]:
    """(caption, credit) of one text; the credit is empty where none is recognised.

    `loose` also takes a bare agency or platform name at the end of a sentence without punctuation
    ("… hit by missiles Twitter"), which is only safe where captions and credits are known to run together.
    """
    text = text.strip()
    if not text:
        return "", ""
    if credit_likeness(text) >= 3:
        return "", text
    opening = _bracket_at_start(text)
    if opening is not None:
        return text[opening:].strip(), text[:opening].strip()
    for find in (_bracket_at_end, _lead_word, _taken_by, _copyright_sign, _dashed_end, _after_sentence):
        at = find(text)
        if at is not None:
            if text[:at].rstrip().endswith(";") and at <= 60 and _SOURCES.match(text, at):
                return "", text  # "A graphics desk; sources: …": one credit with two parts
            caption, credit = text[:at].rstrip(" |–—-/,;·•"), text[at:].lstrip(" |–—-,;·•").strip()
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
                return at if _bracket_is_credit(stripped[at + 1 : -1].strip(), stripped[:at].rstrip()) else None
    return None


def _bracket_at_start(text: str) -> int | None:
    """Where the caption begins behind its credit: `(AP Photo/Jane Doe) The harbour …`."""
    end = text.find(")", 0, MAX_CREDIT)
    if text[0] != "(" or end < 0 or credit_likeness(text[1:end]) < 2 or len(text[end + 1 :].split()) < 3:
        return None
    return end + 1


def _bracket_is_credit(inner: str, before: str) -> bool:
    """A bracket is a credit for what stands in it, not for being a bracket: "(stock image)" and "(left)" are none."""
    likeness = credit_likeness(inner)
    if "©" in inner:
        return True
    if likeness >= 2:
        return not re.fullmatch(
            r"(?i)(?:stock|file|archive|library|illustrative)\s?(?:image|photo|picture|pic)s?", inner
        )
    # A name alone in brackets after a finished sentence is the photographer's; inside a sentence it is a remark.
    named = likeness == 1 or (bool(_NAMES.fullmatch(inner)) and len(inner) <= 80)
    return named and before[-1:] in '.!?”"’»' and inner[:1].isupper()


def _lead_word(text: str) -> int | None:
    """The last lead word with a colon (or "by") whose rest is short enough to be a credit."""
    best: int | None = None
    for found in words.lead_colon().finditer(text):
        rest = text[found.end() :]
        before = text[: found.start()].rstrip()
        by = found.group(0).rstrip()[-1:].isalpha()
        if len(rest) > 130 or not rest.strip() or (by and before and before[-1] not in '.!?…)”"’»|/–—-,;。'):
            continue
        if not _opens_credit(found, text):
            continue
        if len(rest) > 60 and _VERBS.search(rest):
            continue
        if best is None or len(text) - best < 0:
            best = found.start()
    return best


def _taken_by(text: str) -> int | None:
    """`…、港市、佐藤一郎撮影`, `…。通讯社记者 李明 摄`: the last part ends in "photographed" or "supplied"."""
    found = _TAKEN.search(text)
    if not found or _WHEN.search(found.group(1)) or found.group(1)[-1:] in "でからをにがのはもて拍":
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
    for found in reversed(list(re.finditer(r"\s[|–—•-]{1,2}\s?|(?<=[.!?])\s?[–—|]\s?|(?<=\S)＝(?=\D)", text))):
        rest = text[found.end() :]
        if len(rest) > 90:
            return None
        if credit_likeness(rest) >= 2:
            return found.end()
    return None


def _after_sentence(text: str) -> int | None:
    """A credit after the last finished sentence: `… on Friday. Jane Doe/Reuters`, `… in May. Getty Images`."""
    for found in reversed(list(_SENTENCE_END.finditer(text))):
        rest = text[found.end() :]
        if len(rest) > 100:
            return None
        if not rest or found.end() >= len(text):
            continue
        before = text[: found.start()]
        if (credit_likeness(rest) >= 2 or _in_capitals(rest, before)) and len(before.split()) >= 2:
            return found.end()
    return None


def _in_capitals(text: str, before: str) -> bool:
    """True for "JANE DOE FOR THE PAPER" behind a sentence in small letters: how many papers set their credits."""
    return text.isupper() and 2 <= len(text.split()) <= 10 and sum(c.islower() for c in before) > len(before) / 2


def _bare_agency(text: str) -> int | None:
    found = words.agency_end().search(text)
    if not found:
        return None
    before = text[: found.start()].split()
    if len(before) < 3 or before[-1].lower().strip(",") in words.sentence_before():
        return None
    return found.start()
