"""Separate the credit from the caption where both stand in one text.

The credit's raw text is kept.

Only the boundary is found here; what the credit says is parsed elsewhere. Addresses are looked at
as a whole: what stands inside one is no lead word and no end of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from provenance import lazy_re as re
from provenance.credits.leads import Lead, find_leads, opens_credit
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.signs import is_led_name, is_led_person, is_supplier
from provenance.credits.wording import (
    NAMES,
    RESERVED_BEHIND,
    VERBS,
    printed_length,
    without_addresses,
)
from provenance.lexicon import patterns
from provenance.lexicon.phrases import DISTRIBUTORS, FoundName, Word, load_vocabulary

_CLOSE = {")": "(", "]": "[", "）": "（", "】": "【", "］": "［", "〉": "〈"}
_BOUNDARY = re.compile(
    r"(?P<sentence>[.!?…。！？»”\"’)]\s+|[.!?。！？][”\"’»]?\s*$)"
    r"|(?P<dash>\s[|–—•-]{1,2}\s?|(?<=[.!?])\s?[–—|]\s?|(?<=\S)＝(?=\D))"
    r"|(?P<slash>\s/\s?)"
)
"""Where a caption may end: a sentence's end, a dash or bar, a slash."""
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
_REMARK = re.compile(
    r"(?i)(?:stock|file|archive|library|illustrative)\s?(?:image|photo|picture|pic)s?"
)
_SIGNS = ("©", "ⓒ", "(c) ", "(C) ", "（Ｃ）", "（c）", "(Ｃ)")
_TYPED = re.compile(r"[(（][cｃ][)）]$", re.I)
_MORE_SENTENCE = re.compile(r"\w{3}[.!?]\s")
_CLOSING = '»”"’)'
_CLAUSE_ENDS = "でからをにがのはもて拍"
"""Last letters of Japanese and Chinese clauses, never of a name."""
_LEFT, _RIGHT = " |–—-/,;·•、，＝", " |–—-,;·•"

_WINDOW = 1_000
"""Characters at the end of a text in which a credit may begin: the longest, with two addresses."""
_MAX_LED = 130
"""Characters behind a lead word that are still all credit; captions that go on begin beyond."""
_MAX_BEHIND = 100
"""Characters behind a sentence, a dash or a bar that are still all credit."""
_MAX_SIGNED = 120
"""Characters from the copyright sign on."""
_SENTENCE = 60
"""Characters behind a lead word from which a verb makes them a sentence."""
_MAX_NAME = 80
"""Characters of a name alone in brackets."""
_SHORT_TRADE = 40
_CAPITALS = (2, 10)
"""Words of a credit set in capitals."""
_PROSE = 3
"""Words in front of a slash, from which they are a caption."""
_PERSON = range(2, 4)
"""Words of a person's name behind it."""
_TAIL = 8
"""Words of a path in capitals, at most."""


def split_credit(text: str, *, loose: bool = False) -> tuple[str, str]:
    """(caption, credit) of one text; the credit is empty where none is recognised.

    `loose` also takes a bare agency or platform name at the end of a sentence without punctuation
    ("… hit by missiles Twitter"), which is only safe where captions and credits are known to run
    together.
    """
    return _split(text.strip(), loose)


@lru_cache(maxsize=1_024)
def _split(text: str, loose: bool) -> tuple[str, str]:
    """What `split_credit` says, remembered: a page asks for each text several times."""
    if not text:
        return "", ""
    if credit_likeness(text) >= CreditScore.CERTAIN:
        return "", text.lstrip(_RIGHT + ".") or text
    opening = _bracket_at_start(text)
    if opening is not None:
        return text[opening:].strip(), text[:opening].strip()
    masked = without_addresses(text)
    for find in (*_FINDERS, *((_bare_agency,) if loose else ())):
        at = find(text, masked)
        if at is None:
            continue
        at = _with_sign(text, at)
        if text[:at].rstrip().endswith(";") and at <= _SENTENCE and _SOURCES.match(text, at):
            return "", text  # "A graphics desk; sources: …": one credit with two parts
        caption, credit = text[:at].rstrip(_LEFT), text[at:].lstrip(_RIGHT).strip()
        if credit and printed_length(credit) <= MAX_CREDIT:
            return caption, credit
    return text, ""


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


def _boundary(text: str, masked: str) -> int | None:
    """The first boundary behind which all is credit.

    `… on Friday. Jane Doe/Reuters`, `caption — AFP`, `caption / Foto Nordpresse`.
    """
    for found in _BOUNDARY.finditer(masked, max(0, len(masked) - _WINDOW)):
        rest = text[found.end() :]
        if not rest or printed_length(rest) > _MAX_BEHIND:
            continue
        kind = found.lastgroup or ""
        if kind == "sentence" and not _ends_sentence(text[: found.start() + 1], rest):
            continue
        if _is_behind(kind, rest, text[: found.start()]):
            return found.end()
    return None


def _is_behind(kind: str, rest: str, before: str) -> bool:
    """True where what stands behind a boundary of this kind is all credit."""
    if kind == "slash":
        return is_led_name(rest) or _is_name_behind_prose(rest, before)
    if credit_likeness(rest) >= CreditScore.LIKELY:
        return kind == "dash" or len(before.split()) >= 2
    if kind == "dash":
        return is_led_name(rest) or is_supplier(rest.strip(" ."))
    set_apart = _in_capitals(rest, before) or _is_supplier_in_capitals(rest) or is_led_person(rest)
    return set_apart and len(before.split()) >= 2


def _is_name_behind_prose(rest: str, before: str) -> bool:
    """True for "The pier at dawn / AFP" and "… on its way home / Jane Doe".

    A supplier may stand behind any words; a person behind a word in small letters, as the slash
    would else join two names."""
    said = before.split()
    if len(said) < _PROSE:
        return False
    name = rest.strip(" .")
    person = NAMES.fullmatch(name) and len(name.split()) in _PERSON and name[:1].isupper()
    return is_supplier(name) or bool(person and said[-1][:1].islower())


def _ends_sentence(text: str, rest: str) -> bool:
    """False behind an initial, a rank, a month, a day's number.

    "Robert F.", "Sgt.", "Jan.", "11." before "Mai"; and inside a sentence: "(Linke) im Studio".
    """
    vocabulary = load_vocabulary()
    if text[-1] in _CLOSING and rest[0].islower():
        return next((name.start == 0 for name in vocabulary.names_in(rest)), False)
    if text[-1] != ".":
        return True
    last = (text[:-1].split() or [""])[-1].strip("'\"(").rpartition("/")[2]
    if len(last) == 1 and last.isupper():
        return False
    first = rest.split()[0].strip(",.").casefold()
    if last.isdecimal() and (first in vocabulary.months or _MORE_SENTENCE.search(rest)):
        return False
    entry = vocabulary.get(last)
    rank = entry is not None and Word.ROLE in entry.kinds
    return not rank and not (last.casefold() in vocabulary.months and rest[0].isdecimal())


def _in_capitals(text: str, before: str) -> bool:
    """True for "JANE DOE FOR THE PAPER" behind a sentence in small letters.

    How many papers set their credits.
    """
    least, most = _CAPITALS
    named = text.isupper() and not any(c.isdigit() for c in text)
    few = least <= len(text.split()) <= most
    return named and few and sum(c.islower() for c in before) > len(before) / 2


def _is_supplier_in_capitals(text: str) -> bool:
    """True for a supplier's name in capitals, though an everyday word: "ALBUM"."""
    return text.isupper() and is_supplier(text.strip(" ."))


def _bracket_at_end(text: str, masked: str) -> int | None:
    stripped = text.rstrip(" .")
    opener = _CLOSE.get(stripped[-1:])
    if not opener:
        return None
    depth = 0
    for at in range(len(stripped) - 1, max(-1, len(stripped) - MAX_CREDIT - 2), -1):
        depth += (stripped[at] == stripped[-1]) - (stripped[at] == opener)
        if depth == 0:
            inner, before = stripped[at + 1 : -1].strip(), stripped[:at].rstrip()
            return at if _bracket_is_credit(inner, before) else None
    return None


def _bracket_is_credit(inner: str, before: str) -> bool:
    """A bracket is a credit for what stands in it, not for being a bracket.

    "(stock image)" and "(left)" are none.
    """
    score = credit_likeness(inner)
    trade = _TRADE.search(inner) and NAMES.fullmatch(inner) and len(inner) <= _SHORT_TRADE
    if "©" in inner or trade or is_led_person(inner):  # "(foto Jo Berg)"
        return True
    if score >= CreditScore.LIKELY:
        return not _REMARK.fullmatch(inner)
    # A name alone in brackets after a finished sentence is the photographer's; inside a sentence
    # it is a remark, unless it is a supplier's (a code of three letters may be a country's).
    finished = before[-1:] in '.!?”"’»'
    if is_supplier(inner):
        return finished or not inner.isupper()
    named = score == CreditScore.POSSIBLE or (
        bool(NAMES.fullmatch(inner)) and len(inner) <= _MAX_NAME
    )
    return named and finished and inner[:1].isupper()


def _lead_word(text: str, masked: str) -> int | None:
    """The first lead word whose rest is short enough to be a credit."""
    return next(
        (
            lead.start
            for lead in find_leads(masked, max(0, len(masked) - _WINDOW))
            if _leads(lead, text)
        ),
        None,
    )


def _leads(lead: Lead, text: str) -> bool:
    rest, before = text[lead.end :], text[: lead.start].rstrip()
    length = printed_length(rest)
    if not rest.strip() or length > _MAX_LED or (length > _SENTENCE and VERBS.search(rest)):
        return False
    inside = lead.by and before and before[-1] not in '.!?…)”"’»|/–—-,;。©('
    return not inside and opens_credit(lead, text)


def _with_sign(text: str, at: int) -> int:
    """Where a credit begins: with the copyright sign in front of it."""
    before = text[:at].rstrip()
    if typed := _TYPED.search(before):
        return typed.start()
    before = before.rstrip(" (")
    return len(before) - 1 if before.endswith(("©", "ⓒ")) else at


def _reserved(text: str, masked: str) -> int | None:
    """Where "Photo DR" begins behind a caption, or "DR" behind its last sentence."""
    found = RESERVED_BEHIND.search(text, max(0, len(text) - MAX_CREDIT))
    return found.start() if found else None


def _taken_by(text: str, masked: str) -> int | None:
    """Where a last part begins that ends in "photographed": `…、港市、佐藤一郎撮影`."""
    # the word is written in no Latin letters, and behind it stand two characters at most
    found = None if masked[-3:].isascii() else _TAKEN.search(masked)
    if not found or _WHEN.search(found[1]) or found[1][-1:] in _CLAUSE_ENDS:
        return None
    return found.start(1)


def _copyright_sign(text: str, masked: str) -> int | None:
    at = max(masked.rfind(sign) for sign in _SIGNS)
    if at <= 0 or printed_length(text[at:]) > _MAX_SIGNED:
        return None
    opened = text[:at].rstrip()
    return len(opened) - 1 if opened[-1:] in "([" else at


def _path_in_capitals(text: str, masked: str) -> int | None:
    """Where `AGENCY/JANE DOE` begins right behind a caption without a full stop."""
    at = len(text)
    best: int | None = None
    for word in reversed(re.findall(r"\S+", masked[-MAX_CREDIT:])[-_TAIL:]):
        at = masked.rindex(word, 0, at)
        house, slash, name = word.partition("/")
        if not (name or house).isupper():
            break
        if slash and house and _is_path_of(house, text[at + len(house) + 1 :]):
            best = at
    before = text[:best] if best else ""
    return best if sum(c.islower() for c in before) > len(before) / 2 else None


def _is_path_of(house: str, names: str) -> bool:
    """True for a house and, behind the slash, a name in capitals."""
    known = any(name.entry.kinds & DISTRIBUTORS for name in load_vocabulary().names_in(house))
    words = [w for w in re.split(r"[\s/]+", names) if len(w) > 1]
    return house[0].isupper() and (known or len(words) >= _CAPITALS[0])


def _bare_agency(text: str, masked: str) -> int | None:
    stripped = masked.rstrip(".")
    last = _last_supplier(stripped)
    if last is None or text[last - 1 : last] in "'’/-":
        return None
    before = text[:last].split()
    said = before[-1:] and before[-1].lower().strip(",") in patterns.sentence_before()
    return last if len(before) >= 3 and not said else None


def _last_supplier(text: str) -> int | None:
    """Where a clear supplier's name begins that ends the text."""
    cut = max(0, len(text) - MAX_CREDIT)
    names: Iterator[FoundName] = load_vocabulary().names_in(text[cut:])
    ends = (n for n in names if cut + n.end == len(text) and not n.entry.ambiguous)
    return next((cut + n.start for n in ends), None)


def _first_sign(text: str, masked: str) -> int | None:
    """Where the credit begins by whichever sign is first."""
    finders = (_boundary, _lead_word, _bracket_at_end)
    return min((at for find in finders if (at := find(text, masked)) is not None), default=None)


_FINDERS: tuple[Callable[[str, str], int | None], ...] = (
    _first_sign,
    _reserved,
    _taken_by,
    _copyright_sign,
    _path_in_capitals,
)
