"""The houses that a credit line names by their web addresses.

"www.imago-images.de" is IMAGO.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.credits.stretch import Piece, Stretch
from provenance.lexicon.phrases import Vocabulary, Word
from provenance.values import dataclass

_HOST = r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z]{2,8}(?![\w@-]|\.[a-z]{2,8}\b)"
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:www\.)?(?P<host>{_HOST})(?::\d{{1,5}})?"
    r"(?P<path>(?:/[^\s<>\"'()\[\]|]{0,300})?)",
    re.IGNORECASE,
)
_SITE = re.compile(_HOST, re.IGNORECASE)
_OF_AN_AUTHOR = frozenset(
    {"author", "contributor", "g", "photographer", "portfolio", "profile", "user", "users"}
)
"""Parts of a stock library's addresses behind which an author's name stands."""
_SELLING = (Word.AGENCY, Word.STOCK, Word.LIBRARY)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class House:
    """A house's name in its address."""

    start: int
    """Where the address begins."""
    around: tuple[Span, ...]
    """What of the address is no name."""


def find_houses(text: str, vocabulary: Vocabulary) -> list[House]:
    """The houses of a line, in its order."""
    if "." not in text:
        return []
    found = (_house_in(address, vocabulary) for address in _ADDRESS.finditer(text))
    return [house for house in found if house is not None]


def _house_in(address: re.Match[str], vocabulary: Vocabulary) -> House | None:
    """The house whose address it is; None for anybody else's."""
    if vocabulary.seller_at(address["host"]) is None:
        return None
    start, end = address.span("host")
    around = [(address.start(), start), (end, address.start("path")), _unnamed(address)]
    return House(address.start(), tuple(span for span in around if span[0] < span[1]))


def _unnamed(address: re.Match[str]) -> Span:
    """What of the path is nobody's name: all but "/Mira" and the author's own page."""
    start, end = address.span("path")
    *before, last = address["path"].split("/")
    if len(before) == 1 and "://" not in address[0]:
        return end, end
    if len(before) > 1 and before[-1] in _OF_AN_AUTHOR and last.isalpha():
        return start, end - len(last)
    return start, end


def house_in_front(stretch: Stretch, lo: int, hi: int) -> tuple[int, Piece] | None:
    """Where a house's address that begins at `lo` ends, and its piece."""
    first = stretch.spans[lo]
    if stretch.text[first.end : first.end + 1] not in (".", "-"):
        return None
    site = _SITE.match(stretch.text, first.start)
    entry = stretch.vocabulary.seller_at(site[0]) if site else None
    if site is None or entry is None:
        return None
    end = next((at + 1 for at in range(lo, hi) if stretch.spans[at].end == site.end()), None)
    kind = next(word for word in _SELLING if word in entry.kinds)
    return (end, stretch.piece(lo, end, kind, entry)) if end else None
