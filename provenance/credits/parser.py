"""The pieces of a credit line put together.

Who made it, through whose hands it went, what else is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

from provenance import lazy_re as re
from provenance.credits.attribution import attribute
from provenance.credits.evidence import archive_words, is_surely_named, source_words
from provenance.credits.forms import Forms, read_forms
from provenance.credits.grammar import pieces_of
from provenance.credits.hands import Hands, PrintedName, distributor_of, is_editorial, kind_of
from provenance.credits.line import Name
from provenance.credits.names import (
    is_acronym,
    is_label,
    is_organization,
    is_reference,
    is_region,
    looks_personal,
)
from provenance.credits.stretch import Piece
from provenance.credits.surname_first import is_surname_first
from provenance.lexicon.folding import letters_of, normalise
from provenance.lexicon.phrases import NAMES, Vocabulary, Word, load_vocabulary
from provenance.lexicon.suppliers import author_platforms, free_stock
from provenance.model import Credit, CreditFlag, Link

MAX_CHARS = 5_000
"""A line is read up to here; what follows is no credit."""

_DASHES = ("-", "–", "—", "")
_JOINING = ("/", "-", "–", ":")
"""Dividers between two names, of which a colon behind the second makes no label."""
_QUOTES = ('"', "“", "„", "«", "”", "‘")
_OPENING = frozenset('([{"“”„«‹‘‚「『（')
_NAME_FLAGS = frozenset({CreditFlag.STOCK, CreditFlag.SOCIAL_MEDIA})
"""Flags that a name brings along; "Archive Photos" is a library, not a file picture."""
_ROYALTY_FREE = (" RF", "-RF")
"""What an agency's collection of stock pictures is called: "Design Pics RF"."""
_JUNIOR = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?:Dr|Prof|Mag|Mr|Mrs|Ms|Mme|Herr|Frau|Signora?|Sra?)\b\.? ){1,3}(?=[^\W\d_])"
)
"""What nobody signs with, in front of a name."""
_LINKS = frozenset(
    {
        Word.BY,
        Word.VIA,
        Word.FOR,
        Word.COURTESY,
        Word.SUPPLIED,
        Word.HANDOUT,
        Word.OTHER_MAKER,
    }
)
_REMAINING = frozenset({Word.KEPT, Word.UNCREDITED, Word.AI_TOOL, Word.PLACE})
_LENDING = frozenset({Word.COURTESY, Word.SUPPLIED})
_LENT = frozenset({CreditFlag.COURTESY, CreditFlag.SUPPLIED})
_LOOSE = re.compile(r"^_+(?!\w)|(?<!\w)_+$")
"""Underscores that are no part of a user's name."""
_USER_LETTERS = 3
"""Letters that a user's name begins with where a picture's number would not: "KIRO7D"."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_MAX_NAME = 200
"""Characters of a name that still goes on behind a comma."""
_LOOKED_BACK = 20
"""Names compared with a further one; a line that names more is no credit."""
_SHORT = 6
"""Letters of a name that is another one as soon as one of them differs."""
_SLIP = 2
"""Letters by which a name printed twice may differ."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one line."""

    text: str
    vocabulary: Vocabulary
    pieces: Sequence[Piece] = ()
    names: list[Name] = field(default_factory=list)
    flags: set[CreditFlag] = field(default_factory=set)
    remainder: list[tuple[int, str]] = field(default_factory=list)
    platforms: list[tuple[int, str, str]] = field(default_factory=list)
    """Position, id, and the words printed (none for an address)."""
    staff: bool = False
    link: Word | None = None
    """The word that leads to the next name."""
    lent: bool = False
    """True right behind "submitted": "by" then leads to who lends the picture."""
    numbered: bool = False
    """True behind a picture's number or the name of a tool: a title or prompt may follow."""
    quoted: bool = False
    """True inside the prompt of a tool."""
    licensed: bool = False
    """True with a Creative Commons licence, which the author grants."""
    free: bool = False
    """True with a library of free pictures, where authors sign up."""
    led: bool = False
    """True behind a lead word."""
    sourced: bool = False
    """True behind a lead word that says "source"."""

    @property
    def granted(self) -> bool:
        """True where who lends the picture is its author."""
        return self.licensed or self.free

    def printed(self, name: Name | Piece) -> str:
        """The words of a name or piece."""
        if isinstance(name, Name):
            return name.printed(self.text)
        return self.text[name.start : name.end]

    def take(self, piece: Piece, following: Piece | None) -> None:
        """Take note of a piece.

        A name, a flag, a platform, a word that leads on, what is left.
        """
        kind = piece.kind
        if kind is Word.AI_TOOL and self.link in _LENDING:
            self._take_name(piece, Word.ORGANIZATION)  # "Courtesy of" a tool's maker
            return
        self._take_flags(piece)
        if self._ends_caption(piece):
            self._leave_caption()
        if kind is Word.LEAD:
            self.led = True
            self.sourced = not source_words().isdisjoint(self.printed(piece).casefold().split())
        if kind is None:
            self._take_unknown(piece, following)
        elif kind is Word.PLATFORM:
            self._take_platform(piece)
        elif kind in NAMES or (kind is Word.PLACE and not (piece.before == "," and self.names)):
            self._take_name(piece, kind if kind in NAMES else None)
        elif kind in _REMAINING:
            self._take_rest(piece)
        elif kind in _LINKS:
            self.link = Word.SUPPLIED if kind is Word.BY and self.lent else kind
        elif kind is Word.FLAG and self._is_owned(piece, following):
            self.link = Word.SUPPLIED
        self.lent = (
            kind is Word.FLAG and piece.entry is not None and bool(piece.entry.flags & _LENT)
        )
        self.staff |= kind is Word.STAFF

    def _is_owned(self, piece: Piece, following: Piece | None) -> bool:
        """True for "Archiv Mira Holm", "cedida Mira Holm": whose it is took no picture."""
        if following is None or following.kind is not None or following.before:
            return False
        lent = piece.entry is not None and bool(piece.entry.flags & _LENT)
        return lent or self.printed(piece).casefold() in archive_words()

    def _ends_caption(self, piece: Piece) -> bool:
        """True for the lead word or sign of a credit behind other words."""
        if self.led or not self.names or (piece.entry is None and piece.kind is not None):
            return False
        if piece.kind is Word.LEAD:
            led = self.text[piece.end :].lstrip().startswith(":") or self._is_lent_behind(piece)
            return not piece.before and led
        if piece.kind in _LENDING and not piece.before:
            # "Concert photo courtesy of …": what kind of picture it is.
            return _opens_with_lead(self.printed(piece), self.vocabulary)
        signed = piece.before == "\x00" and not self.text[piece.start].isdigit()
        between = self.text[self.names[-1].end : piece.start].strip()
        return signed and between == "©"

    def _is_lent_behind(self, piece: Piece) -> bool:
        """True for "photos" in "Aerial photos and video courtesy of …"."""
        behind = (p for p in self.pieces if p.start > piece.start)
        near = takewhile(lambda p: not p.before and p.kind is not None, behind)
        return any(p.kind in _LENDING for p in near)

    def _leave_caption(self) -> None:
        """Take words in front of a credit for no names, unless they are known or say so."""
        unknown = all(name.kind is None and name.link is None for name in self.names)
        if unknown and not any(self._is_named(self.printed(name)) for name in self.names):
            self.remainder += [(name.start, self.printed(name)) for name in self.names]
            self.names.clear()

    def _is_named(self, words: str) -> bool:
        person = is_surely_named(words) and looks_personal(words, self.vocabulary)
        return person or is_organization(words, self.vocabulary)

    def _take_flags(self, piece: Piece) -> None:
        if piece.entry and piece.kind is not Word.LEAD:
            named = piece.kind in NAMES
            self.flags |= piece.entry.flags & _NAME_FLAGS if named else piece.entry.flags

    def _take_platform(self, piece: Piece) -> None:
        if piece.entry and piece.entry.platform:
            self.platforms.append((piece.start, piece.entry.platform, self.printed(piece)))
        self.link = None

    def _take_rest(self, piece: Piece) -> None:
        self._leave(piece)
        year = _YEAR.fullmatch(self.printed(piece))
        self.numbered |= (piece.entry is None and not year) or piece.kind is Word.AI_TOOL

    def _take_unknown(self, piece: Piece, following: Piece | None) -> None:
        if following is not None and self._is_label(piece):
            # "Kamera: …" behind a name is about something else; in front it leads to the name.
            self._leave(piece)
            self.link = Word.OTHER_MAKER if self.names else None
            self.led = True
            return
        # After the name of an AI tool, what stands in brackets or quotes is its prompt.
        self.quoted = CreditFlag.AI_GENERATED in self.flags and (
            piece.before in _OPENING or (self.quoted and piece.before == ",")
        )
        # After a picture's number, what a dash divides off is its title ("… 755112 – tea").
        unlinked = self.link is None
        titled = self.quoted or (unlinked and self.numbered and piece.before in _DASHES)
        # “Evening” by …: the work's title in quotes, or in words that are no name.
        by = following is not None and following.kind is Word.BY
        title = piece.before in _QUOTES or (unlinked and self._is_title(piece))
        reference = self._is_reference(piece)
        self.numbered |= reference and not _YEAR.fullmatch(self.printed(piece))
        if titled or reference or (by and title) or self._is_region(piece):
            self._leave(piece)
        else:
            self._take_name(piece, None)

    def _is_region(self, piece: Piece) -> bool:
        """True for the code of the country or state behind a house: "City Choir, WA"."""
        if piece.before != "," or not self.names or not is_region(self.printed(piece)):
            return False
        return not looks_personal(self.printed(self.names[-1]), self.vocabulary)

    def _is_label(self, piece: Piece) -> bool:
        """True for a word before a colon, whatever it means: "Valokuva: …"."""
        printed = self.printed(piece)
        # "Foto/Videó: …" is one label, "AFP/Mira: …" is none.
        joined = piece.before in _JOINING and (not self.led or bool(self.names))
        label = self.text[piece.end :].lstrip().startswith(":") and not joined
        return label and is_label(printed, self.vocabulary)

    def _is_reference(self, piece: Piece) -> bool:
        """True for a picture's number; "KIRO7D on Pixabay" is a user's name."""
        printed = self.printed(piece)
        if not is_reference(printed, self.vocabulary):
            return False
        named = printed[:_USER_LETTERS].isalpha() and " " not in printed
        return not named or not any(
            it.entry is not None and it.entry.platform in author_platforms() for it in self.pieces
        )

    def _is_title(self, piece: Piece) -> bool:
        printed = self.printed(piece)
        house = is_organization(printed, self.vocabulary)
        return " " in printed and not house and not looks_personal(printed, self.vocabulary)

    def _take_name(self, piece: Piece, kind: Word | None) -> None:
        self.names.append(
            Name(piece.start, piece.end, kind, self.link, piece.before, sourced=self.sourced)
        )
        self.link = None

    def _leave(self, piece: Piece) -> None:
        self.remainder.append((piece.start, self.printed(piece)))


def _opens_with_lead(words: str, vocabulary: Vocabulary) -> bool:
    entry = vocabulary.get(words.partition(" ")[0])
    return entry is not None and Word.LEAD in entry.kinds


def parse_credit(
    line: str, *, links: Sequence[Link] = (), vocabulary: Vocabulary | None = None
) -> Credit:
    """A credit line, taken apart.

    `links` are the links that stand in it: they are kept, and one to a licence's deed completes or
    names the licence. Never raises; what is not understood is in `remainder`. Creators,
    organisations and handles are substrings of `normalise(line)`; only a name printed surname
    first ("Holm, Mira") is turned round. The distributor is the party
    after "via", else the agency or library printed last ("AFP/Getty": AFP made it, Getty sells
    it), else who supplied it. At most 5,000 characters are read.
    """
    words = vocabulary or load_vocabulary()
    text = _once(normalise(line[:MAX_CHARS])[:MAX_CHARS].rstrip())
    forms = read_forms(text, links, words)
    reading = _Reading(text, words, remainder=list(forms.remainder))
    reading.platforms = [(at, id_, "") for at, id_ in forms.platforms]
    reading.licensed = _is_licensed(forms)
    pieces = pieces_of(forms.masked, words, licensed=reading.licensed)
    reading.pieces = pieces
    for piece, following in zip_longest(pieces, pieces[1:]):
        reading.take(piece, following)
    reading.names = _join_names(reading)
    return _credit(line, reading, forms)


def _once(text: str) -> str:
    """A line that is printed several times, as beside a gallery, once."""
    words = text.split(" ")
    for times in range(2, _MAX_TIMES + 1):
        part = len(words) // times
        if part >= _FEW_WORDS and words[:part] * times == words:
            return " ".join(words[:part])
    return text


_MAX_TIMES = 6
_FEW_WORDS = 2
"""How often a line may be printed, and the words of one that is; "Duran Duran" is a name."""


def _credit(line: str, reading: _Reading, forms: Forms) -> Credit:
    """The credit that the reading and the forms of a line are."""
    reading.flags |= {CreditFlag.SOCIAL_MEDIA} if forms.handles else set()
    reading.flags |= {CreditFlag.COPYRIGHT} if forms.copyright else set()
    platforms = frozenset(id_ for _, id_, _ in reading.platforms)
    reading.free = not platforms.isdisjoint(free_stock())
    if reading.free:
        reading.flags.add(CreditFlag.STOCK)
    reading.names, left = attribute(
        reading.names,
        reading.text,
        platforms,
        reading.vocabulary,
        licensed=reading.licensed,
    )
    reading.remainder += left
    creators, organizations = _names(reading)
    platform = _platform(reading)
    printed = [PrintedName(name, _trim(reading.printed(name))) for name in reading.names]
    if is_editorial(printed, [text for _, text in reading.remainder]):
        reading.flags.discard(CreditFlag.STOCK)
    if any(it.printed.endswith(_ROYALTY_FREE) for it in printed):
        reading.flags.add(CreditFlag.STOCK)
    distributor = distributor_of(printed)
    hands = Hands(
        printed, frozenset(reading.flags), platform, distributor, reading.staff, bool(creators),
        reading.vocabulary,
    )  # fmt: skip
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
        kind=kind_of(hands),
    )


def _is_licensed(forms: Forms) -> bool:
    """True for a line with a Creative Commons licence: its author grants it."""
    return forms.license is not None and forms.license.family.startswith("cc")


def _join_names(reading: _Reading) -> list[Name]:
    """The names, with what is one in spite of its comma or bracket joined.

    "Lee Ray, Jr.".
    """
    out: list[Name] = []
    for name in reading.names:
        end = _end_of_one(out[-1], name, reading) if out else 0
        if end:
            out[-1].end = end
        else:
            out.append(name)
    return out


def _end_of_one(last: Name, name: Name, reading: _Reading) -> int:
    """Where the one name ends that `last` and `name` are; 0 where they are two."""
    printed, before = reading.printed(name), reading.printed(last)
    words = reading.vocabulary
    if name.before == "," and printed.casefold().strip(".") in words.legal_forms:
        return name.end  # a supplier's too: "Keystone, Inc."
    if name.kind is not None or last.kind is not None or last.end - last.start >= _MAX_NAME:
        return 0
    if name.before == "," and (_JUNIOR.fullmatch(printed) or _is_subunit(printed, words)):
        return name.end
    if is_surname_first(before, printed, last, name, reading.text, words):
        last.comma = name.start
        return name.end
    quoted = name.before in ("«", "„", "“") and is_acronym(before) and last.before != name.before
    if quoted and reading.text[name.end : name.end + 1] in ("»", "“", "”"):
        return name.end + 1
    closed = name.before == "(" and reading.text[name.end : name.end + 1] == ")"
    if closed and is_acronym(printed) and is_organization(before, words):
        return name.end + 1
    return 0


def _is_subunit(text: str, words: Vocabulary) -> bool:
    """The part of an organisation after its comma.

    "Northern District of Utah", "Department of History".
    """
    tokens = [t.casefold().strip(".") for t in text.split()]
    if len(tokens) == 1:
        return tokens[0] in words.subunits
    return "of" in tokens and any(t in words.subunits for t in tokens[: tokens.index("of")])


def _names(reading: _Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Creators and organisations, each once, in the printed order."""
    creators: list[str] = []
    organizations: list[str] = []
    alone = all(name.link is Word.OTHER_MAKER for name in reading.names)
    for name, behind in zip_longest(reading.names, reading.names[1:]):
        printed = _trim(reading.printed(name))
        if name.person:
            printed = _TITLE.sub("", printed) or printed
        other = name.link is Word.OTHER_MAKER and not alone
        # "Courtesy Jane Doe/City Parks": as in "Jane Doe/AP", who took it and for whom.
        signs = behind is not None and behind.before == "/" and not behind.person
        lends = name.person and name.link in _LENDING and not (signs or reading.granted)
        if other or lends:
            # Who lends a picture, or made what it shows, is not stated to have taken it.
            reading.remainder.append((name.start, printed))
        else:
            _add(creators if name.person else organizations, printed)
    return tuple(creators), tuple(organizations)


def _trim(text: str) -> str:
    return _LOOSE.sub("", text.strip(" .,-–—*'’\"")) or text


def _add(kept: list[str], name: str) -> None:
    """Keep a name once.

    The same name short of a letter or two is the same name ("G. Maier/G. Maie").
    """
    folded = letters_of(name)
    for other in kept[-_LOOKED_BACK:]:
        have = letters_of(other)
        near = len(folded) > _SHORT and abs(len(folded) - len(have)) <= _SLIP
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
