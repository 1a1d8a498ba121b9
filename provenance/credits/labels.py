"""What a text is that is no caption and no credit.

A button's label, a counter, a byline.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from provenance import lazy_re as re
from provenance.credits.sharing import SHARED, platforms_alone
from provenance.credits.wording import NAMES
from provenance.lexicon import patterns as words

_PICTURES = (
    r"(?:images?|photos?|pictures?|pics?|slides?|bild(?:er)?|fotos?|immagin[ei]|im[aá]gen(?:es)?|"
    r"imagens?|kuvat?|kuva|foto’s|foto's|zdjęci[ae]|фото|снимк[аи]|снимок|фотографи[яи]|фотографі[яї]|"
    r"bild[ea]r?|billeder?|afbeelding(?:en)?|obrázek|obrázky)"
)
_OF = r"(?:of|/|von|de|sur|di|av|van|af|из|з|od|z)"
_COUNTER = re.compile(
    rf"^(?:(?:{_PICTURES}\s)?\(?\d{{1,3}}\s?{_OF}\s?\d{{1,3}}\)?"
    rf"(?:\s{_PICTURES})?|\d{{1,3}})$",
    re.I,
)
"""Which of how many pictures this is: "2/28 photos", "Bild 1 von 9"."""
_LENGTH = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:\d{2}\s+(?=\S)")  # a video's length over its still
_GALLERY = re.compile(
    rf"(?:view|see|show|open)?\s?(?:all\s)?\d{{1,3}}\s{_PICTURES}(?:\sin\sgallery)?", re.I
)
_COUNTER_IN_FRONT = re.compile(
    rf"(?P<named>{_PICTURES}:?\s)?[(\[]?(?P<this>\d{{1,3}})\s?{_OF}\s?(?P<all>\d{{1,3}})[)\]]?"
    r"(?P<mark>\s?[|:.,–—•·-])?\s+(?=(?P<next>\S))",
    re.I,
)
"""The same before a caption: "1 of 3 | …", "Bild 1 von 9: …"."""
_COUNTER_BEHIND = re.compile(r"\s+\d{1,3}\s?(?:of|von)\s?\d{1,3}$", re.I)
_BY = frozenset(
    [
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
    ]
)
_WRITTEN = re.compile(
    r"(?:(?:written|posted|published|reviewed|story|words|text|article) by|"
    r"(?:geschrieben|verfasst|text) von|(?:écrit|rédigé) par|(?:escrito|publicado) por|"
    r"scritto da|geschreven door|skrevet av|skrevet af|skriven av)(?=\s)",
    re.I,
)
"""How a byline says at length what "by" says."""
_PRICES = re.compile(
    r"(?:(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?\d[\d., ]{0,12}\s?(?:[$€£¥]|[A-Z]{3}|kr|zł|Kč)?\s?){1,4}"
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?m\.?|Uhr|[A-Z]{2,4}))?", re.I)
"""When an entry of a live report was written, or how long a video is."""
_CURRENCY = re.compile(
    r"[$€£¥]|(?<![A-Z])(?:EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|UAH|JPY|kr|zł|Kč)(?![A-Za-z])"
)
_EDGES = 3
"""Labels at the ends of one text, at most."""
_MAX_NAMES = 6
"""Words of the names in a byline, at most."""


def is_interface(text: str) -> bool:
    """True for a button's, a counter's, a clock's or a price tag's text.

    "hide caption", "1 of 4", "19.99 EUR".
    """
    if "|" in text and all(map(is_interface, text.split("|"))):
        return True
    bare = text.strip(" .:,;|/+-–—…[]()»›>×").lower()
    if (_PRICES.fullmatch(text) and _CURRENCY.search(text)) or _CLOCK.fullmatch(text.strip()):
        return True
    return (
        not bare
        or bare in words.interface()
        or bare in _BY
        or bool(_COUNTER.fullmatch(bare))
        or bool(_GALLERY.fullmatch(bare))
    )


def share_rows(texts: Sequence[str]) -> frozenset[int]:
    """The places of the texts that stand in a row of platforms to share a page on.

    Buttons may stand between them: "Facebook", "Email", "LinkedIn", "WhatsApp".
    """
    found: set[int] = set()
    if len(frozenset[str]().union(*map(platforms_alone, texts))) < SHARED:
        return frozenset()
    for _, row in groupby(range(len(texts)), lambda at: _may_share(texts[at])):
        places = tuple(row)
        if len({id for at in places for id in platforms_alone(texts[at])}) >= SHARED:
            found.update(places)
    return frozenset(found)


def _may_share(text: str) -> bool:
    return bool(platforms_alone(text)) or is_interface(text)


def is_byline(text: str) -> bool:
    """True for who wrote the story.

    "By Jo Berg", "di Luca Rossi"; in a figure it would be who took the picture.
    """
    if text.partition(" ")[0].lower() not in _BY and not _WRITTEN.match(text):
        return False
    first, _, names = _WRITTEN.sub("by", text).partition(" ")
    return (
        first.lower() in _BY and len(names.split()) <= _MAX_NAMES and bool(NAMES.fullmatch(names))
    )


def without_interface(text: str) -> str:
    """The text without buttons and counters at its ends."""
    text = _LENGTH.sub("", text).strip()
    for _ in range(_EDGES):
        shorter = words.interface_edges().sub("", text)
        shorter = _COUNTER_BEHIND.sub("", _without_counter(shorter)).strip()
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def _without_counter(text: str) -> str:
    """The text behind "1 of 3 |"; "3 of 4 boats" and "24/7" are words of a caption."""
    found = _COUNTER_IN_FRONT.match(text)
    if found is None or int(found["this"]) > int(found["all"]):
        return text
    set_apart = found["named"] or found["mark"] or not found["next"].islower()
    return text[found.end() :] if set_apart else text
