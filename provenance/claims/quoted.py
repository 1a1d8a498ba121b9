"""Signs that a place stands in others' words: a title, a speech, a credit."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.claims.spot import Spot
from provenance.claims.vocabulary import words

MAX_QUOTE = 60
"""Characters of the longest title in quotation marks; what is longer is speech."""
_QUOTES = re.compile(
    '"[^"\n]{1,60}"|“[^”\n]{1,60}”|«[^»\n]{1,60}»|„[^“”\n]{1,60}[“”]|‘[^’\n]{1,60}’'
    "|「[^」\n]{1,60}」|《[^》\n]{1,60}》"
)


def is_title(spot: Spot) -> bool:
    """True in quotation marks, and for "premiere of Nights in Havana"."""
    start, end = spot.mention.start, spot.mention.end
    near = spot.page.text[max(0, start - MAX_QUOTE) : end + MAX_QUOTE]
    shift = max(0, start - MAX_QUOTE)
    if any(m.start() + shift < start < m.end() + shift for m in _QUOTES.finditer(near)):
        return True
    grammar = spot.page.grammar
    work = next((i for i, t in enumerate(spot.walk) if grammar.has("work", t)), None)
    if work is None or spot.page.language == "de":
        return False
    named = [t for t in reversed(spot.walk[:work]) if not grammar.has("of", t)]
    return bool(named) and named[0].text[:1].isupper()


def is_speech(spot: Spot) -> bool:
    """True for what a person says behind a colon.

    "Mayor Jo Example: The mood in X is bad.".
    """
    page = spot.page
    start = page.text.rfind("\n", 0, spot.mention.start) + 1
    colon = page.text.find(": ", start, spot.mention.start)
    if colon < 0:
        return False
    speaker = [t for t in page.tokens[:MAX_SPEAKER] if start <= t.start < colon]
    capitals = [t.text[:1].isupper() for t in speaker[-2:]]
    if len(capitals) < 2 or not all(capitals) or speaker[-1].end != colon:
        return False
    known = words("given", "person")
    named = any(t.key in known or page.grammar.has("office", t) for t in speaker)
    said = page.text[colon:].partition("\n")[0]
    return named and len(said.split()) > MIN_SPEECH


MAX_SPEAKER = 6
"""Words before a colon, up to which they may name who speaks: "VW-Chef Jo Example"."""
MIN_SPEECH = 6
"""Words behind the colon from which they are a sentence, not what the picture shows."""


def is_in_credit(spot: Spot) -> bool:
    """True for "Photo: Studio Example, Berlin" behind a caption: where a house is."""
    if spot.is_link("at"):
        return False
    return _CREDITED.search(spot.page.text, 0, spot.mention.start) is not None


_CREDITED = re.compile(
    r"(?:[.!?)»”,]|\S\s*[(\[|–—-])\s*(?:©|(?:foto|photo|bild|image|picture|cr[eé]dito?|фото|zdjęcie|fot\.|kuva"
    r"|imagen|quelle|source|fotó|nuotr\.)s?(?:\s(?:credit|de|von|by))?\s?[:©])[^.!?|\n]{0,80}$",
    re.IGNORECASE,
)
"""A word that opens a credit behind what the caption says, and the name it leads to."""
