"""A credit line cut into pieces: what stands between dividers, with known words taken off its
edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.credits.names import (
    is_east_asian_person,
    is_organization,
    is_reference,
    looks_personal,
)
from provenance.credits.segments import Span, segments_of, spans_of
from provenance.lexicon.phrases import DISTRIBUTORS, NAMES, Entry, Vocabulary, Word
from provenance.model import CreditFlag

_NEAR = 12
"""Words looked at on one side of a phrase, at most: longer stretches are prose, and time stays
linear."""
_FRONT_ORDER = (
    Word.COURTESY,
    Word.SUPPLIED,
    Word.HANDOUT,
    Word.STAFF,
    Word.FLAG,
    Word.VIA,
    Word.UNCREDITED,
    Word.COPYRIGHT,
    Word.LEAD,
    Word.BY,
    Word.DROPPED,
    Word.KEPT,
)
_NAME_ORDER = (Word.PLATFORM, Word.STOCK, Word.LIBRARY, Word.AGENCY, Word.ORGANIZATION)
_OTHER_ORDER = (
    Word.AI_TOOL,
    Word.STAFF,
    Word.FLAG,
    Word.SUPPLIED,
    Word.COURTESY,
    Word.HANDOUT,
    Word.VIA,
    Word.UNCREDITED,
    Word.COPYRIGHT,
    Word.LEAD,
    Word.SHOWN,
    Word.BY,
    Word.FOR,
    Word.ROLE,
    Word.DROPPED,
    Word.KEPT,
    Word.PLACE,
)
_LINK_ORDER = (
    Word.VIA,
    Word.FOR,
    Word.BY,
    Word.COURTESY,
    Word.FROM,
    Word.BY_PARTICLE,
    Word.ARTICLE,
    Word.CONJUNCTION,
)
_FRONT = frozenset(_FRONT_ORDER)
_SMALL = frozenset({Word.FROM, Word.BY_PARTICLE, Word.ARTICLE, Word.FOR, Word.CONJUNCTION})
_LEADING = frozenset({Word.FROM, Word.ARTICLE})
_OTHER = "other-social"
"""The platform id of the many networks that credits name seldom; some are everyday words."""
_BACK = frozenset(
    {Word.FLAG, Word.DROPPED, Word.ROLE, Word.STAFF, Word.KEPT, Word.UNCREDITED, Word.COPYRIGHT}
)
_CUTTING = frozenset({Word.VIA, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT})


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a line says, from `start` up to `end`."""

    start: int
    end: int
    kind: Word | None
    """None for what the vocabulary does not know."""
    entry: Entry | None = None
    before: str = ""
    """The divider in front: `/`, `,`, `(`, `-`, `:` …; empty inside a stretch of words."""


def pieces_of(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """The pieces of a normalised line, in order, function words included. Time grows linearly
    with the line."""
    pieces: list[Piece] = []
    for start, end, before, after in segments_of(text, vocabulary):
        spans = list(spans_of(text, start, end, vocabulary))
        if spans:
            pieces += _Segment(text, spans, vocabulary, before, after).read()
    return pieces


class _Segment:
    """One stretch of words between two dividers, being read."""

    def __init__(
        self, text: str, spans: Sequence[Span], vocabulary: Vocabulary, before: str, after: str
    ) -> None:
        self.text = text
        self.spans = spans
        self.vocabulary = vocabulary
        self.before = before
        self.after = after
        self.keys = tuple(s.folded for s in spans)
        self.accounts = not vocabulary.account.isdisjoint(self.keys)
        self.out: list[Piece] = []

    def read(self) -> list[Piece]:
        """The pieces of this stretch."""
        lo = 0
        for cut in [*self._cuts(), len(self.spans)]:
            self._peel(lo, cut)
            lo = cut
        return [
            Piece(p.start, p.end, p.kind, p.entry, self.before if i == 0 else "")
            for i, p in enumerate(self.out)
        ]

    # Looking up

    def _from(self, lo: int, hi: int) -> tuple[int, Entry] | None:
        """End and entry of the longest known phrase that begins at `lo`."""
        return self.vocabulary.phrases.starting(self.keys, lo, hi)

    def _to(self, lo: int, hi: int) -> tuple[int, Entry] | None:
        """Start and entry of the longest known phrase that ends at `hi`."""
        return self.vocabulary.phrases.ending(self.keys, lo, hi)

    def _slice(self, lo: int, hi: int) -> str:
        return self.text[self.spans[lo].start : self.spans[hi - 1].end] if lo < hi else ""

    def _small(self, at: int) -> bool:
        """True where the word is printed without a capital: the small words between names are."""
        return not self.text[self.spans[at].start].isupper()

    # What a platform keeps for somebody: "Facebook page of", "compte Twitter de"

    def _account(self, lo: int, hi: int) -> tuple[int, Entry | None] | None:
        """Where what leads to its owner's name ends, and the platform; None for it where that
        follows the name."""
        if not self.accounts:
            return None
        near = min(hi, lo + _NEAR)
        while (
            (match := self._from(lo, near))
            and match[1].kinds & _LEADING
            and not self._is_account(lo)
        ):
            lo = match[0]
        at = noun = self._over_account(lo, near)
        while lo < at < near and self._leads_on(at):
            at += 1
        match = self._from(at, hi)
        if match is None or CreditFlag.SOCIAL_MEDIA not in match[1].flags:
            return (at, None) if noun < at and self._posted(at, hi) else None
        platform, entry = match
        end = self._over_account(platform, min(hi, platform + _NEAR))
        if noun == lo and end == platform:
            return None
        if end < hi and self._leads_on(end):
            return (end + 1, entry) if end + 1 < hi else None
        plain = end == platform or self._plain(end)
        fits = plain or entry.platform != _OTHER if end == hi else plain and not self._small(end)
        return (end, entry) if fits else None

    def _plain(self, end: int) -> bool:
        """True where no capital makes it a name: "Vine Video Productions" and "Signal Post" are
        names."""
        return self._small(end - 1) or self.text[self.spans[end - 1].start - 1] == "-"

    def _posted(self, lo: int, hi: int) -> bool:
        """True for "Jane Doe on Facebook"."""
        last = self._to(lo, hi)
        return bool(
            last
            and last[0] - 1 > lo
            and self._leads_on(last[0] - 1)
            and CreditFlag.SOCIAL_MEDIA in last[1].flags
        )

    def _is_account(self, at: int) -> bool:
        return self.keys[at] in self.vocabulary.account

    def _over_account(self, at: int, hi: int) -> int:
        while at < hi and self._is_account(at):
            at += 1
        return at

    def _leads_on(self, at: int) -> bool:
        return self.keys[at] in self.vocabulary.account_of and self._small(at)

    def _account_behind(self, lo: int, hi: int) -> tuple[int, Entry] | None:
        """Start and platform of "Instagram story" behind its owner's name."""
        at = hi
        while at > max(lo, hi - _NEAR) and self._is_account(at - 1):
            at -= 1
        match = self._to(lo, at) if at < hi else None
        if match is None or CreditFlag.SOCIAL_MEDIA not in match[1].flags:
            return None
        return match if self._plain(hi) or match[1].platform != _OTHER else None

    # Cutting at the words between names

    def _cuts(self) -> Iterator[int]:
        lo = at = 0
        while at < len(self.spans):
            match = self._from(at, len(self.spans))
            if match is None:
                at += 1
                continue
            end, entry = match
            if at > lo and self._cuts_here(lo, at, end, entry):
                yield at
                lo = at
            at = end

    def _cuts_here(self, lo: int, at: int, end: int, entry: Entry) -> bool:
        following = self._from(end, len(self.spans))
        names = following is not None and bool(following[1].kinds & NAMES)
        if (
            entry.kinds & _CUTTING
            and (self._small(at) or end - at > 1 or names)
            and not entry.kinds & NAMES
        ):
            return True
        capitals = self.text[self.spans[0].start : self.spans[-1].end].isupper()
        if Word.FOR in entry.kinds and (self._small(at) or capitals):
            left = self._slice(max(lo, at - _NEAR), at)
            return self.vocabulary.get(left) is not None or looks_personal(
                self._without_lead(max(lo, at - _NEAR), at), self.vocabulary
            )
        if entry.kinds & {Word.LEAD, Word.SHOWN} and following is not None:
            return bool(following[1].kinds & {Word.BY, Word.COURTESY})
        return False

    def _without_lead(self, lo: int, hi: int) -> str:
        while (
            lo < hi
            and (match := self._from(lo, hi))
            and match[1].kinds & (_FRONT | _SMALL)
            and match[0] < hi
        ):
            lo = match[0]
        return self._slice(lo, hi)

    # Taking known words off both ends

    def _peel(self, lo: int, hi: int) -> None:
        lo = self._peel_front(lo, hi)
        behind: list[Piece] = []
        while lo < hi:
            taken = self._take_back(lo, hi)
            if taken is None:
                break
            behind.append(taken[1])
            hi = taken[0]
        if lo < hi:
            owner = bool(behind) and behind[-1].kind is Word.PLATFORM and self._possessive(lo, hi)
            self.out.append(Piece(self.spans[lo].start, self.spans[hi - 1 - owner].end, None))
        self.out += reversed(behind)

    def _possessive(self, lo: int, hi: int) -> bool:
        """True for "Jane Doe's" before the page that is hers."""
        return (
            hi - lo > 2
            and self.keys[hi - 1] == "s"
            and self.text[self.spans[hi - 1].start - 1] in "'’"
        )

    def _peel_front(self, lo: int, hi: int) -> int:
        begun = lo > 0 or bool(self.before)
        first = lo
        while lo < hi:
            taken = self._take_front(lo, hi, begun=lo > first, divided=begun)
            if taken is None:
                break
            self.out.append(taken[1])
            lo = taken[0]
        return lo

    def _piece(self, lo: int, hi: int, kind: Word, entry: Entry | None) -> Piece:
        return Piece(self.spans[lo].start, self.spans[hi - 1].end, kind, entry)

    def _take_front(
        self, lo: int, hi: int, *, begun: bool, divided: bool
    ) -> tuple[int, Piece] | None:
        if _is_number(self.keys[lo]) and lo + 1 < hi and not self._from(lo, hi):
            return lo + 1, self._piece(lo, lo + 1, Word.KEPT, None)
        if account := self._account(lo, hi):
            end, platform = account
            return end, self._piece(lo, end, Word.PLATFORM if platform else Word.DROPPED, platform)
        match = self._from(lo, hi)
        if match is None:
            return None
        end, entry = match
        if end == hi:
            return end, self._piece(
                lo, end, self._resolve(entry, last=lo == 0 and self.after in ("", "\x00")), entry
            )
        rest = self._slice(end, min(hi, end + _NEAR))
        if entry.kinds & NAMES and not entry.kinds & _FRONT:
            name = next(k for k in _NAME_ORDER if k in entry.kinds)
            return (
                (end, self._piece(lo, end, name, entry))
                if self._stands_alone(lo, end, entry, end, hi)
                else None
            )
        weak = " ".join(self.keys[lo:end]) in self.vocabulary.weak
        if (
            weak
            and not self._from_whole(end, hi)
            and is_organization(rest, self.vocabulary)
            and not self._links(end, hi)
        ):
            return None
        if kind := next((k for k in _FRONT_ORDER if k in entry.kinds), None):
            return end, self._piece(lo, end, kind, entry)
        if Word.SHOWN in entry.kinds and self._links(end, hi):
            return end, self._piece(lo, end, Word.LEAD, entry)
        if Word.ROLE in entry.kinds and (
            looks_personal(rest, self.vocabulary) or is_east_asian_person(rest, self.vocabulary)
        ):
            return end, self._piece(lo, end, Word.ROLE, entry)
        if Word.AI_TOOL in entry.kinds:
            return end, self._piece(lo, end, Word.AI_TOOL, entry)
        # "Bild Från Polisen": a heading's capitals; but "Foto De Agostini" is a name.
        capital = begun and Word.FROM in entry.kinds and Word.BY_PARTICLE not in entry.kinds
        cut = lo > 0 and Word.FOR in entry.kinds  # the line was cut at this "for"
        if entry.kinds & _SMALL and (self._small(lo) or self.keys[lo] == "&" or capital or cut):
            known = self._from_whole(end, hi)
            if begun or known or (divided and Word.FOR in entry.kinds):
                kind = next(
                    k
                    for k in (Word.FOR, Word.FROM, Word.BY_PARTICLE, Word.ARTICLE, Word.CONJUNCTION)
                    if k in entry.kinds
                )
                return end, self._piece(
                    lo, end, Word.BY if kind is Word.BY_PARTICLE else kind, entry
                )
        return None

    def _links(self, lo: int, hi: int) -> bool:
        match = self._from(lo, hi)
        return bool(
            match and match[1].kinds & {Word.BY, Word.VIA, Word.COURTESY, Word.FROM, Word.LEAD}
        )

    def _from_whole(self, lo: int, hi: int) -> bool:
        return (
            hi - lo <= self.vocabulary.phrases.longest
            and self.keys[lo:hi] in self.vocabulary.phrases.entries
        )

    def _take_back(self, lo: int, hi: int) -> tuple[int, Piece] | None:
        if _is_number(self.keys[hi - 1]) and hi - 1 > lo and not self._to(lo, hi):
            return hi - 1, self._piece(hi - 1, hi, Word.KEPT, None)
        match = self._account_behind(lo, hi) or self._to(lo, hi)
        if match is None:
            return None
        start, entry = match
        if start == lo:
            return start, self._piece(lo, hi, self._resolve(entry, last=lo == 0), entry)
        alone = start - lo == 1 and not self._from_whole(lo, start)
        if entry.kinds & NAMES:
            name = next(k for k in _NAME_ORDER if k in entry.kinds)
            if self._stands_alone(start, hi, entry, lo, start):
                return start, self._piece(start, hi, name, entry)
            return None
        if kind := next((k for k in _OTHER_ORDER if k in entry.kinds and k in _BACK), None):
            # "Matt Pool" and "the Wood family" are names; "Reuters pool" is not.
            weak = self.keys[start] in self.vocabulary.weak
            short = len(self.keys[lo]) <= 3 and self._slice(lo, start).isupper()  # "ST FILE"
            if not (alone and hi - start == 1 and (weak or not self._small(start)) and not short):
                return start, self._piece(start, hi, kind, entry)
            return None
        weak = self.keys[start] in self.vocabulary.weak
        leads = (
            self._small(start)
            or self.after in (":", "=")
            or (self._from_whole(lo, start) and not weak)
        )
        if Word.LEAD in entry.kinds and leads:
            return start, self._piece(start, hi, Word.LEAD, entry)
        apart = self.text[self.spans[start].start - 1] == " "  # not the end of "example.de"
        if (
            entry.kinds & (_SMALL | {Word.BY, Word.VIA, Word.COURTESY})
            and self._small(start)
            and apart
            and not alone
        ):
            kind = next(k for k in _LINK_ORDER if k in entry.kinds)
            return start, self._piece(start, hi, kind, entry)
        return None

    def _resolve(self, entry: Entry, *, last: bool) -> Word:
        """What a phrase is that fills its stretch: before a colon a lead word, else a name if
        it can be one."""
        kinds = entry.kinds
        before_colon = {Word.LEAD, Word.SHOWN, Word.FLAG, Word.ROLE, Word.COPYRIGHT}
        if self.after in (":", "=") and kinds & before_colon:
            lead = kinds & {Word.LEAD, Word.SHOWN} and Word.FLAG not in kinds
            return Word.LEAD if lead else Word.FLAG
        if Word.LEAD in kinds and kinds & NAMES and not last:
            return Word.LEAD
        return next((k for k in (*_NAME_ORDER, *_OTHER_ORDER) if k in kinds), Word.DROPPED)

    def _stands_alone(self, lo: int, hi: int, entry: Entry, rest_lo: int, rest_hi: int) -> bool:
        """May the name be taken from the words beside it? "Reuters Institute" stays whole, "Jo
        Lee Reuters" not."""
        front = rest_lo == hi
        house = not entry.kinds & (DISTRIBUTORS | {Word.PLATFORM})
        if rest_hi - rest_lo <= self.vocabulary.phrases.longest and (
            whole := self.vocabulary.phrases.entries.get(self.keys[rest_lo:rest_hi])
        ):
            # "UK MOD", "The Denver Post", "AS Photography" are one name.
            studio = house and " ".join(self.keys[rest_lo:rest_hi]) in self.vocabulary.weak
            the = whole.kinds == {Word.ARTICLE} and not self._small(rest_lo)
            return not (studio or the or whole.kinds == {Word.PLACE})
        beside = self._from(rest_lo, rest_hi) if front else self._to(rest_lo, rest_hi)
        # "Presidencia de la República" is one name although "La República" is one.
        dividing = (frozenset({Word.FOR, Word.CONJUNCTION}) if house else _SMALL) | _BACK | _FRONT
        at = rest_lo if front else beside[0] if beside else rest_lo
        if (
            beside
            and beside[1].kinds & dividing
            and self._small(at)
            and not (house and self.keys[at] == "&")
        ):
            return True
        if rest_hi - rest_lo > _NEAR:
            return False
        if Word.PLATFORM in entry.kinds and not front and self._possessive(rest_lo, rest_hi):
            rest_hi -= 1
        rest = self._slice(rest_lo, rest_hi)
        if is_reference(rest, self.vocabulary):
            return True
        printed = self._slice(lo, hi)
        distinct = (
            hi - lo > 1
            or (printed.isupper() and len(printed) > 2)
            or printed.casefold() in self.vocabulary.distinctive
        )
        distinct |= bool(entry.kinds & {Word.PLATFORM, Word.STOCK}) and len(printed) > 4
        if house and hi - lo == 1:
            return False
        if (
            Word.PLATFORM in entry.kinds
            and front
            and len(printed) > 4
            and (self.out or self.before in (":", "("))
        ):
            return is_organization(rest, self.vocabulary) or looks_personal(rest, self.vocabulary)
        return distinct and (
            looks_personal(rest, self.vocabulary) or bool(beside and beside[1].kinds & NAMES)
        )


def _is_number(word: str) -> bool:
    return len(word) >= 4 and word.isdecimal()
