"""The pieces of a credit line put together: who made it, through whose hands it went, what else
is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from provenance.credits.attribution import Name, decide
from provenance.credits.forms import read_forms
from provenance.credits.grammar import Piece, pieces_of
from provenance.credits.names import is_acronym, is_organization, is_reference
from provenance.lexicon.folding import letters_of, normalise
from provenance.lexicon.phrases import (
    DISTRIBUTORS,
    NAMES,
    Vocabulary,
    Word,
    load_vocabulary,
)
from provenance.lexicon.suppliers import free_stock
from provenance.model import Credit, CreditFlag, CreditKind, Link

MAX_CHARS = 10_000
"""A line is read up to here; what follows is no credit."""

_DASHES = ("-", "–", "—", "")
_QUOTES = ('"', "“", "„", "«", "”", "‘")
_OPENING = frozenset('([{"“”„«‹‘‚「『（')
_NAME_FLAGS = frozenset({CreditFlag.STOCK, CreditFlag.SOCIAL_MEDIA})
"""Flags that a name brings along; "Archive Photos" is a library, not a file picture."""
_JUNIOR = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?", re.IGNORECASE)
_EDITORIAL_ID = re.compile(r"\d{5,9}[a-z]{1,2}")
"""Shutterstock numbers editorial pictures (once Rex Features) like 16512200n, stock pictures
without a letter."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one line."""

    text: str
    vocabulary: Vocabulary
    names: list[Name] = field(default_factory=list)
    flags: set[CreditFlag] = field(default_factory=set)
    remainder: list[tuple[int, str]] = field(default_factory=list)
    platforms: list[tuple[int, str, str]] = field(default_factory=list)
    """Position, id, and the words printed (none for an address)."""
    staff: bool = False

    def printed(self, name: Name | Piece) -> str:
        return self.text[name.start : name.end]


def parse_credit(
    line: str, *, links: Sequence[Link] = (), vocabulary: Vocabulary | None = None
) -> Credit:
    """A credit line, taken apart.

    `links` are the links that stand in it: they are kept, and one to a licence's deed completes or
    names the licence. Never raises; what is not understood is in `remainder`. Creators,
    organisations and handles are substrings of `normalise(line)`. The distributor is the party
    after "via", else the agency or library printed last ("AFP/Getty": AFP made it, Getty sells
    it), else who supplied it. At most 10,000 characters are read.
    """
    words = vocabulary or load_vocabulary()
    text = normalise(line[:MAX_CHARS])[:MAX_CHARS].rstrip()
    forms = read_forms(text, links, words)
    reading = _Reading(text, words, remainder=list(forms.remainder))
    reading.platforms = [(at, id_, "") for at, id_ in forms.platforms]
    _read_pieces(reading, pieces_of(forms.masked, words))
    _join(reading)
    if forms.handles:
        reading.flags.add(CreditFlag.SOCIAL_MEDIA)
    if forms.copyright:
        reading.flags.add(CreditFlag.COPYRIGHT)
    platforms = frozenset(id_ for _, id_, _ in reading.platforms)
    reading.names, left = decide(reading.names, text, platforms, words)
    reading.remainder += left
    creators, organizations = _names(reading)
    platform = _platform(reading)
    distributor = _distributor(reading)
    _editorial(reading)
    return Credit(
        raw=line,
        creators=creators,
        organizations=organizations,
        distributor=distributor,
        platform=platform,
        license=forms.license,
        handles=forms.handles,
        flags=tuple(f for f in CreditFlag if f in reading.flags),
        links=forms.links,
        remainder=" ".join(words for _, words in sorted(reading.remainder)) or None,
        kind=_kind(reading, platform, distributor, creators),
    )


def _read_pieces(reading: _Reading, pieces: Sequence[Piece]) -> None:
    """Take note of every piece: names with the word that leads to them, flags, platforms, what
    is left."""
    link: Word | None = None
    numbered = quoted = False
    for piece, following in zip_longest(pieces, pieces[1:]):
        entry, kind, printed = piece.entry, piece.kind, reading.printed(piece)
        if entry and kind is not Word.LEAD:
            reading.flags |= entry.flags & _NAME_FLAGS if kind in NAMES else entry.flags
        if kind is Word.PLATFORM and entry and entry.platform:
            reading.platforms.append((piece.start, entry.platform, printed))
            link = None
        elif kind is None:
            # After the name of an AI tool, what stands in brackets or quotes is its prompt.
            quoted = CreditFlag.AI_GENERATED in reading.flags and (
                piece.before in _OPENING or (quoted and piece.before == ",")
            )
            # After a picture's number, what a dash divides off is its title ("… 755112 – morning
            # tea").
            titled = quoted or (numbered and piece.before in _DASHES)
            # “Evening” by …: the work's title in quotes.
            titled |= (
                piece.before in _QUOTES and following is not None and following.kind is Word.BY
            )
            reference = is_reference(printed, reading.vocabulary)
            numbered |= reference
            if titled or reference:
                reading.remainder.append((piece.start, printed))
            else:
                reading.names.append(Name(piece.start, piece.end, None, link, piece.before))
                link = None
        elif kind in NAMES or (kind is Word.PLACE and not (piece.before == "," and reading.names)):
            known = kind if kind in NAMES else None
            reading.names.append(Name(piece.start, piece.end, known, link, piece.before))
            link = None
        elif kind in (Word.KEPT, Word.UNCREDITED, Word.AI_TOOL, Word.PLACE):
            reading.remainder.append((piece.start, printed))
            numbered |= entry is None or kind is Word.AI_TOOL
        elif kind is Word.STAFF:
            reading.staff = True
        elif kind in (Word.BY, Word.VIA, Word.FOR, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT):
            link = kind


def _join(reading: _Reading) -> None:
    """Join what is one name in spite of its comma or bracket: "Lee Ray, Jr.", "Court, Northern
    District"."""
    out: list[Name] = []
    words = reading.vocabulary
    for name in reading.names:
        last = out[-1] if out else None
        if (
            last is not None
            and name.kind is None
            and last.kind is None
            and last.end - last.start < 200
        ):
            printed, before = reading.printed(name), reading.printed(last)
            if name.before == "," and (_JUNIOR.fullmatch(printed) or _is_subunit(printed, words)):
                last.end = name.end
                continue
            closed = reading.text[name.end : name.end + 1] == ")"
            if (
                name.before == "("
                and closed
                and is_acronym(printed)
                and is_organization(before, words)
            ):
                last.end = name.end + 1
                continue
        out.append(name)
    reading.names = out


def _is_subunit(text: str, words: Vocabulary) -> bool:
    """The part of an organisation after its comma: "Inc.", "Northern District of Utah",
    "Department of History"."""
    tokens = [t.casefold().strip(".") for t in text.split()]
    if len(tokens) == 1:
        return tokens[0] in words.subunits
    return "of" in tokens and any(t in words.subunits for t in tokens[: tokens.index("of")])


def _names(reading: _Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Creators and organisations, each once, in the printed order."""
    creators: list[str] = []
    organizations: list[str] = []
    for name in reading.names:
        printed = _trim(reading.printed(name))
        if name.person and name.link in (Word.COURTESY, Word.SUPPLIED):
            # Who lends a picture is not stated to have taken it.
            reading.remainder.append((name.start, printed))
        else:
            _add(creators if name.person else organizations, printed)
    return tuple(creators), tuple(organizations)


def _trim(text: str) -> str:
    return text.strip(" .,-–—_*'’\"") or text


def _add(kept: list[str], name: str) -> None:
    """Keep a name once; the same name short of a letter or two is the same name ("G. Maier/G.
    Maie")."""
    folded = letters_of(name)
    for other in kept[-20:]:
        have = letters_of(other)
        near = len(folded) > 6 and abs(len(folded) - len(have)) <= 2
        if folded == have or (near and (have.startswith(folded) or folded.startswith(have))):
            return
    kept.append(name)


def _platform(reading: _Reading) -> str | None:
    """The platform printed first; further ones go to the remainder."""
    seen = sorted(reading.platforms)
    if not seen:
        return None
    reading.remainder += [
        (at, printed) for at, id_, printed in seen if id_ != seen[0][1] and printed
    ]
    return seen[0][1]


def _distributor(reading: _Reading) -> str | None:
    names = [n for n in reading.names if not n.person]
    via = [n for n in names if n.link is Word.VIA]
    sold = [n for n in names if n.kind in DISTRIBUTORS]
    lent = [n for n in names if n.link in (Word.COURTESY, Word.SUPPLIED)]
    by = via or sold or lent
    return _trim(reading.printed(by[-1])) if by else None


def _editorial(reading: _Reading) -> None:
    """Shutterstock also sells news pictures: named with Rex, or under an editorial number, it
    is no stock library."""
    names = {reading.printed(n).casefold() for n in reading.names if n.kind in DISTRIBUTORS}
    numbered = any(_EDITORIAL_ID.fullmatch(text) for _, text in reading.remainder)
    if "shutterstock" in names and (numbered or names & {"rex", "rex features", "rex usa"}):
        reading.flags.discard(CreditFlag.STOCK)


def _kind(
    reading: _Reading, platform: str | None, distributor: str | None, creators: Sequence[str]
) -> CreditKind:
    """The class of the line: by where the picture comes from first, then by who made it."""
    kinds = {n.kind for n in reading.names}
    if platform == "wikimedia-commons":
        return CreditKind.COMMONS
    seller = reading.vocabulary.get(distributor) if distributor else None
    # iStock is Getty's own shop: "iStock/Getty Images" is stock, whichever is printed last.
    shop = Word.STOCK in kinds and (distributor or "").casefold().startswith("getty")
    if CreditFlag.STOCK in reading.flags and (
        platform in free_stock() or shop or (seller and Word.STOCK in seller.kinds)
    ):
        return CreditKind.STOCK
    if kinds & DISTRIBUTORS:
        return CreditKind.AGENCY
    if platform or CreditFlag.SOCIAL_MEDIA in reading.flags:
        return CreditKind.PLATFORM
    if reading.flags & {CreditFlag.HANDOUT, CreditFlag.SUPPLIED, CreditFlag.COURTESY}:
        return CreditKind.HANDOUT
    if reading.staff:
        return CreditKind.STAFF
    return CreditKind.AUTHOR_ONLY if creators else CreditKind.UNKNOWN
