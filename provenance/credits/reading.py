"""A credit line as far as it has been read: names, flags, platforms, rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from provenance import lazy_re as re
from provenance.credits.evidence import archive_words, is_surely_named, source_words
from provenance.credits.line import Name
from provenance.credits.names import (
    has_house_word,
    is_label,
    is_organization,
    is_reference,
    is_region,
    looks_personal,
)
from provenance.credits.stretch import Piece
from provenance.lexicon.phrases import NAMES, Vocabulary, Word
from provenance.lexicon.suppliers import author_platforms
from provenance.model import CreditFlag

LENDING = frozenset({Word.COURTESY, Word.SUPPLIED})
"""Words that lead to who lends a picture."""
_DASHES = ("-", "–", "—", "")
_JOINING = ("/", "-", "–", ":")
"""Dividers between two names, of which a colon behind the second makes no label."""
_QUOTES = ('"', "“", "„", "«", "”", "‘")
_OPENING = frozenset('([{"“”„«‹‘‚「『（')
_NAME_FLAGS = frozenset({CreditFlag.STOCK, CreditFlag.SOCIAL_MEDIA})
"""Flags that a name brings along; "Archive Photos" is a library, not a file picture."""
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
_LENT = frozenset({CreditFlag.COURTESY, CreditFlag.SUPPLIED})
_USER_LETTERS = 3
"""Letters that a user's name begins with where a picture's number would not: "KIRO7D"."""
_OTHER_LABELS = frozenset({
    "kamera", "camera", "cámara", "câmera", "objektiv", "objectif", "lens", "model", "modell",
    "modelle", "modelo", "modèle", "retusche", "retouche", "retusz", "edição", "edición",
})  # fmt: skip
"""Labels of what, or who else, had a part in a picture that is signed already."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(slots=True)
class Reading:
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
        if kind is Word.AI_TOOL and (self.link in LENDING or CreditFlag.HANDOUT in self.flags):
            self._take_name(piece, Word.ORGANIZATION)  # "Courtesy of", "Handout/" a tool's maker
            return
        self._take_flags(piece)
        if self._ends_caption(piece):
            self._leave_caption(sure=False)
        elif kind in (Word.LEAD, Word.FLAG) and self._is_said_before_by(piece, following):
            self._leave_caption(sure=True)
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
        if piece.kind in LENDING and not piece.before:
            # "Concert photo courtesy of …": what kind of picture it is.
            return _opens_with_lead(self.printed(piece), self.vocabulary)
        signed = piece.before == "\x00" and not self.text[piece.start].isdigit()
        between = self.text[self.names[-1].end : piece.start].strip()
        return signed and between == "©"

    def _is_said_before_by(self, piece: Piece, behind: Piece | None) -> bool:
        """True for "happy walker photo by", what the picture shows.

        Not for "Harbour Leader photo by", a house's.
        """
        by = behind is not None and behind.kind is Word.BY and not behind.before
        if not by or piece.before or self.led or not self.names:
            return False
        said = self.text[self.names[0].start : piece.start].split()
        plain = all(word.islower() for word in said[1:])
        several = len(said) > 1 or said[0].islower()
        return plain and several and not has_house_word(" ".join(said), self.vocabulary)

    def _is_lent_behind(self, piece: Piece) -> bool:
        """True for "photos" in "Aerial photos and video courtesy of …"."""
        behind = (p for p in self.pieces if p.start > piece.start)
        near = takewhile(lambda p: not p.before and p.kind is not None, behind)
        return any(p.kind in LENDING for p in near)

    def _leave_caption(self, *, sure: bool) -> None:
        """Take words in front of a credit for no names, unless they are known or say so."""
        unknown = all(name.kind is None and name.link is None for name in self.names)
        if unknown and (sure or not any(self._is_named(self.printed(n)) for n in self.names)):
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
            # "Kamera: …" behind a name is about something else; any other leads to a name.
            self._leave(piece)
            self.link = Word.OTHER_MAKER if self._is_about_else(piece, following) else None
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

    def _is_about_else(self, label: Piece, following: Piece) -> bool:
        """True for "Mira Holm, Kamera: …": not who took it, unless it is a supplier."""
        signed = any(name.kind is None for name in self.names)
        listed = self.printed(label).casefold() in _OTHER_LABELS
        return signed and listed and following.kind not in NAMES

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
