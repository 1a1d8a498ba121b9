"""Words that open a credit.

"Photo: …", "Foto ©", "Image via …", "Karte: Jane Doe".
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance import lazy_re as re
from provenance.credits.signs import MANY_PLAIN, is_path
from provenance.credits.wording import DISCLOSED, NAMES, SMALL, Wording
from provenance.lexicon import patterns
from provenance.lexicon.folding import words_of
from provenance.lexicon.phrases import Word, load_vocabulary
from provenance.values import dataclass

_COLON = re.compile(r"\s?[:：＝=]\s?")
_BEFORE_A_NAME = frozenset(
    {Word.SHOWN, Word.FLAG, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT, Word.STAFF}
)
"""Words that open a credit only before a colon with a name behind it."""
TAKEN_ON = re.compile(r"\d\s?[日月年]?\s?(?:撮影|拍摄|拍攝|촬영)[)）]*[。.]?$")
"""How a line ends that says when a picture was taken: it tells what is to be seen, not whose."""
_LONGEST = 45
"""Characters of the longest such phrase."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A word that may open a credit, with its colon or the word that stands for one."""

    start: int
    end: int
    before_name: bool
    """True for a word that opens a credit only before a name."""
    by: bool
    """True where a word stands for the colon: "Photo by"."""


def find_leads(text: str, start: int = 0) -> Iterator[Lead]:
    """The lead words of `text` from `start` on, in order."""
    sure = [_sure(found) for found in patterns.lead_colon().finditer(text, start)]
    taken = {lead.end for lead in sure}
    found = (_before_colon(text, colon) for colon in _COLON.finditer(text, start))
    maybe = [lead for lead in found if lead and lead.start >= start and lead.end not in taken]
    return iter(sorted((*sure, *maybe), key=lambda lead: lead.start))


def lead_in_front(text: str) -> Lead | None:
    """The lead word that the text begins with."""
    found = patterns.lead_colon().match(text)
    if found:
        return _sure(found)
    colon = _COLON.search(text, 0, _LONGEST)
    lead = _before_colon(text, colon) if colon else None
    return lead if lead and lead.start == 0 else None


def _sure(found: re.Match[str]) -> Lead:
    return Lead(
        found.start(), found.end(), _is_disclosure(found[0]), found[0].rstrip()[-1:].isalpha()
    )


def _is_disclosure(lead: str) -> bool:
    """True for "Symbolbild:", which says what kind it is."""
    if not lead.rstrip().endswith((":", "：")):
        return False
    entry = load_vocabulary().get(lead.rstrip(" :：\u00a0"))
    if entry is None or entry.kinds & {Word.LEAD, Word.SHOWN}:
        return False
    return bool(entry.flags) and entry.flags <= DISCLOSED


def _before_colon(text: str, colon: re.Match[str]) -> Lead | None:
    """The longest phrase that ends at a colon and opens a credit before a name."""
    cut = max(0, colon.start() - _LONGEST)
    words = list(words_of(text[cut : colon.start()]))
    if not words or cut + words[-1].end() != colon.start():
        return None
    keys = [m[0].casefold() for m in words]
    match = load_vocabulary().phrases.ending(keys, 0, len(keys))
    if match is None or not match[1].kinds & _BEFORE_A_NAME:
        return None
    return Lead(cut + words[match[0]].start(), colon.end(), True, False)


def _holds_supplier(text: str) -> bool:
    """True for "© dpa" and the like: a supplier's name with a few words at most."""
    wording = Wording(text)
    return bool(wording.suppliers) and wording.plain_words < MANY_PLAIN


def opens_credit(lead: Lead, text: str) -> bool:
    """True for "Photo: …" and "Photo by Jo Berg".

    "Image of a boat" says what the picture shows.
    """
    rest = text[lead.end :]
    if TAKEN_ON.search(rest):
        return False
    if lead.before_name:
        name = rest.strip(" .()[]")
        return bool(NAMES.fullmatch(name)) or is_path(name) or _holds_supplier(name)
    if not lead.by:
        return True
    named = next((w.strip("\"'“‘«„(") for w in rest.split() if w not in SMALL), "©")
    return named[:1].isupper() or named[:1] in "@©" or not named[:1].isascii()
