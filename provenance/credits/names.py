"""Person or organisation? What a bare name says about itself.

Nothing in a credit line marks a name as a person's. The signs used here, strongest first: a word
that makes an organisation in some language (data file, "Ministry", "Zeitung", "新聞"), a legal
form, a web domain, an acronym, a possessive ("Harper's"), figures, "The …", a first word that is
nobody's first name ("Home Depot"). What is left and has two to five words in capitals is weighed by
its words (`evidence`): given names and surnames of seventy countries against everyday words,
trades and towns of twenty languages. A single word says nothing, unless it is a frequent surname:
its neighbours in the line decide (see `parser`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from provenance import lazy_re as re
from provenance.credits.evidence import (
    bears_name,
    has_form_of_surname,
    is_full_name,
    is_given_name,
    is_listed_name,
    is_surname,
    particles,
)
from provenance.lexicon import read_table
from provenance.lexicon.folding import is_unspaced, words_of
from provenance.lexicon.phrases import NAMES, Vocabulary, Word

_HEADLINE_ARTICLES = frozenset((
    "La", "LA", "Les", "LES", "El", "EL", "Los", "LOS", "Il", "IL", "Die", "DIE", "Der", "DER",
    "Das", "DAS", "Het",
))  # fmt: skip
"""Newspapers' first words ("La Provence"). "Le" and "De" begin persons' names in Vietnam and
the Netherlands."""
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{2,}(?:\.[\w-]{2,}){0,3}\.[a-z]{2,6}", re.IGNORECASE)
_SITE = re.compile(
    r"[\w-]{2,40}\.(?:com|org|net|info|gov|edu|de|at|ch|fr|it|es|nl|be|dk|se|no|fi|pl|cz|ru|eu|uk|us|ca|tv|io)"
)
"""A site's name among other words."""
_ACRONYM = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯІЇЄҐ][A-Z0-9À-ÖØ-ÞĀ-ŽΑ-ΩА-ЯІЇЄҐ&.\-]{1,5}")
_POSSESSIVE = re.compile(r"\w['’]s\b")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
_HAN_NAME = re.compile(
    "[\u3400-\u9fff々]{2,5}|[\u3400-\u9fff々]{1,4}[\u3041-\u3096\u30a1-\u30fa]{1,5}"
)
_ID = re.compile(r"[#№]?(?=[\w-]*\d)[A-Z0-9_-]{5,}[a-z]?|\d+[a-z]?|[A-Za-z]?\d{3,}[a-z]*", re.ASCII)


@lru_cache(maxsize=512)
def is_organization(text: str, vocabulary: Vocabulary) -> bool:
    """True where the words of a name, or their form, make it an organisation's."""
    words = [m[0].casefold() for m in words_of(text)]
    if not words:
        return False
    house = any(_names_house(word, vocabulary) for word in words)
    return (house or _has_form_of_house(text, words, vocabulary)) and not is_full_name(text)


def has_house_word(text: str, vocabulary: Vocabulary) -> bool:
    """True where one of the words makes an organisation, whatever the name's form."""
    return any(_names_house(m[0].casefold(), vocabulary) for m in words_of(text))


def _names_house(word: str, vocabulary: Vocabulary) -> bool:
    """True for a word that makes an organisation: "Ministry", "Stadtarchiv", "新聞社"."""
    if word in vocabulary.organization_words or word.startswith(vocabulary.organization_prefixes):
        return True
    if word[-2:] not in vocabulary.last_letters and word[-1:] not in vocabulary.last_letters:
        return False
    return _has_suffix(word, vocabulary.organization_suffixes) and not is_listed_name(word)


def _has_form_of_house(text: str, words: Sequence[str], vocabulary: Vocabulary) -> bool:
    tokens = text.split()
    if len(tokens) > 1 and (
        tokens[0].casefold() in vocabulary.never_first or _begins_with_house(words, vocabulary)
    ):
        return True
    if len(tokens) == 1 and _DOMAIN.fullmatch(text):
        return True
    if len(tokens) > 1 and any(_SITE.fullmatch(t) for t in tokens):
        return True
    article = tokens[0] in ("The", "THE", "Les", "Los", "Gli") or (
        tokens[0] in _HEADLINE_ARTICLES and 2 <= len(tokens) <= 3
    )
    signs = "&" in tokens or any(c.isdigit() for c in text)
    article = article and not _is_called_les(tokens)
    return article or signs or bool(_POSSESSIVE.search(text)) or is_acronym(text)


def _is_called_les(tokens: Sequence[str]) -> bool:
    """True for "Les Hart": an article that is a given name, before no plural."""
    if len(tokens) != 2 or not is_given_name(tokens[0]):
        return False
    last = tokens[1].casefold()
    return is_surname(last) if last.endswith(_PLURALS) else last.isalpha()


_PLURALS = ("s", "x", "z")
"""How the nouns behind the French article end: "Les Amis", "Les Eaux", "Les Gaz"."""


def _begins_with_house(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """ "Суспільне Харків": a supplier's name that is no everyday word, and more."""
    match = vocabulary.names.starting(words, 0, len(words))
    return match is not None and Word.ORGANIZATION in match[1].kinds and not match[1].ambiguous


_NO_NAMES_END = frozenset("网網社局署廳厅庁館馆")
"""Single signs that end the names of houses and hardly a person's."""


def _has_suffix(word: str, suffixes: tuple[str, ...]) -> bool:
    """A word ending in an organisation's word, with letters enough before it.

    Three before a suffix of an alphabet; one before a longer one in a script without spaces, three
    before a single sign ("市", "部"), because those also end people's names.
    """
    if not word.endswith(suffixes):
        return False
    for suffix in suffixes:
        if word.endswith(suffix):
            spare = 3 if len(suffix) == 1 or not is_unspaced(suffix[:1]) else 1
            spare -= suffix in _NO_NAMES_END
            if len(word) >= len(suffix) + spare:
                return True
    return False


def is_acronym(text: str) -> bool:
    """True for 2 to 6 capitals and figures without a space: `WDR`, `U.S.`, `JPL-ASU`."""
    return bool(_ACRONYM.fullmatch(text)) and sum(c.isalpha() for c in text) >= 2


def is_made_of_houses(text: str, vocabulary: Vocabulary) -> bool:
    """True where known houses are joined by lines and figures: "rbb24", "sid_dpa"."""
    parts = _LETTERS.findall(text)
    known = [e for part in parts if (e := vocabulary.get(part)) and e.kinds & NAMES]
    return len(known) == len(parts) and not all(entry.ambiguous for entry in known)


_LETTERS = re.compile(r"[^\W\d_]+")


def is_region(text: str) -> bool:
    """True for the code of a country or state."""
    return text in _region_codes()


@cache
def _region_codes() -> frozenset[str]:
    return frozenset(read_table("names")["region_codes"].split())


def is_label(text: str, vocabulary: Vocabulary) -> bool:
    """True for one word as labels are: no acronym, no house's word, nobody's name."""
    if (
        not text.isalpha()
        or len(text) < _LABEL
        or text.isupper()
        or has_house_word(text, vocabulary)
    ):
        return False
    return text[1:].islower() and not has_form_of_surname(text) and not is_given_name(text)


_LABEL = 4
"""Letters of a label in an alphabet: shorter ones are houses' signs."""


def is_user_name(text: str) -> bool:
    """True for one word as people sign up with.

    Small first letter, figures, underscores, CamelCase inside.
    """
    if " " in text or not text.isascii():
        return False
    return bool(
        re.fullmatch(r"[a-z][\w.\-]+|\w*[a-z]\w*(?:\d+|_\w+)|[A-Z][a-z]+(?:[A-Z][a-z]+)+", text)
    ) and not (
        _DOMAIN.fullmatch(text) and re.search(r"\.(?:com|org|net|gov|edu|info|[a-z]{2})$", text)
    )


def looks_personal(text: str, vocabulary: Vocabulary) -> bool:
    """True where a name of two to five words can be a person's."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 6 or is_organization(text, vocabulary):
        return False
    if len(tokens[-1]) > 1 and tokens[-1] in vocabulary.organization_suffixes:
        return False  # Korean prints a house's word apart: "서울 시청"
    small = len(tokens) == 2 and text.islower()  # how some sign: both names in small letters
    return (small or all(_name_like(t) for t in tokens)) and bears_name(text)


def _name_like(token: str) -> bool:
    core = token.strip(".,'’‘`\"-")
    if not core:
        return False
    head = core[0]
    # Scripts without capitals have no other sign; "d'Arc", "al-Masri", "ter Horst" begin small.
    return (
        head.isupper()
        or not head.islower()
        or core.casefold() in particles()
        or bool(re.match(r"(?:d|l|al|el|t|bin|ul|ur)['’\-]", core))
    )


def is_east_asian_person(text: str, vocabulary: Vocabulary) -> bool:
    """True for a run of Han, kana or Hangul as long as a name."""
    named = _is_korean_name(text) or bool(_HAN_NAME.fullmatch(text))
    return named and not is_organization(text, vocabulary)


def _is_korean_name(text: str) -> bool:
    """True for three syllables that begin with a surname's, four with a double one's.

    Brands have two as often as persons: 애플.
    """
    if not _HANGUL_NAME.fullmatch(text):
        return False
    surname = text[:2] in _DOUBLE_SURNAMES or text[0] in _KOREAN_SURNAMES
    return surname and (len(text) == 3 or text[:2] in _DOUBLE_SURNAMES)


_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추"
    "도석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_DOUBLE_SURNAMES = frozenset(("남궁", "황보", "제갈", "선우", "독고", "사공"))


_SIGNATURE = re.compile(
    r"(?:[A-Z]{1,3}\s)?(?:\d{1,4}\s)?(?:Figure|Fig|Abb|Abbildung|Figura|Table|Page|Seite|Bild|Nr|No|Inv|Neg|Sig|Box|Folder|fol|item"
    r"|Fonds|Series|Serie|Reel|Roll|Plate|Vol|Lot|Bestand|Akte|Dossier|Cote|Legajo|RG)"
    r"\.?[ -]?[A-Z]?\d[\w/.-]*"
)
"""What an archive calls a picture: "B 145 Bild-F078072-0004"."""


def is_reference(text: str, vocabulary: Vocabulary) -> bool:
    """True for what names nobody: numbers, picture ids, dates."""
    if _SIGNATURE.fullmatch(text):
        return True
    tokens = text.replace(",", " ").split()
    if not tokens:
        return True
    dated = [
        t.strip(".,").casefold() in vocabulary.months
        or bool(re.fullmatch(r"\d{1,4}(?:st|nd|rd|th|\.)?", t))
        for t in tokens
    ]
    if all(dated) and any(c.isdigit() for c in text):
        return True
    return all(_ID.fullmatch(t.strip("().,:-–")) or not re.search(r"\w", t) for t in tokens)
