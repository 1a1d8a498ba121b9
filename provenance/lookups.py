"""From clues to originals: ask the sources, fetch what they name, prove it by pixels, follow the trail.

A record found at a source says nothing until its picture has been matched with the published one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from provenance.claims import find_place, place_at, read_claims
from provenance.config import Config
from provenance.credits import credit_line
from provenance.errors import NotFetched, UnreadablePicture
from provenance.fetch import Fetches
from provenance.model import (
    Binding,
    Box,
    Claims,
    Clues,
    Comparison,
    Credit,
    EditedRegion,
    Lookup,
    Original,
    Picture,
    Place,
    PlaceClaim,
    Reason,
    Reference,
    Rung,
    SourceRecord,
)
from provenance.pictures import compare, read_picture
from provenance.pictures.clues import canonical_url
from provenance.sources import Source, broken_sources, recognise_all

T = TypeVar("T")
R = TypeVar("R")

_HOPS = 2
"""How far a trail is followed from a confirmed original: Commons → Flickr → author needs two."""
_SIDE_BY_SIDE = 6
"""Look-ups under way at once for one picture; each host's own limits are kept by the fetcher."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the sources gave for one picture."""

    originals: tuple[Original, ...] = ()
    lookups: tuple[Lookup, ...] = ()


def find_originals(
    clues: Clues,
    picture: Picture | None,
    sources: Sequence[Source],
    fetcher: Fetches,
    config: Config,
    *,
    archives: bool = False,
) -> Found:
    """Every original that the clues lead to, compared with `picture`, and how each look-up ended.

    `archives` asks the archives as well when each address was first seen: slow (they allow a question in 2.5 s), so
    it is for tracing one picture, not for checking an article.
    """
    search = _Search(clues, picture, {s.id: s for s in sources}, fetcher, config)
    found = search.run()
    return search.with_archives() if archives else found


class _Search:
    """One picture's search. Holds what was asked already, so that no trail is walked twice."""

    def __init__(
        self,
        clues: Clues,
        picture: Picture | None,
        sources: dict[str, Source],
        fetcher: Fetches,
        config: Config,
    ) -> None:
        self.clues, self.picture = clues, picture
        self.sources, self.fetcher, self.config = sources, fetcher, config
        self.asked: set[tuple[str, str]] = set()
        self.originals: list[Original] = []
        self.lookups: list[Lookup] = []

    def run(self) -> Found:
        """Ask in the order of the ladder: same bytes, same id, then names; stop searching once confirmed."""
        self.lookups += [Lookup(b.id, None, Reason.FAILED, b.detail) for b in broken_sources()]
        self._by_bytes()
        self._follow(self._recognised(self.clues))
        if self.clues.credit is None and not self.originals and not self.lookups:
            self.lookups.append(Lookup("any", None, Reason.NO_CREDIT, "no credit and no address says where to look"))
        elif not any(o.confirmed for o in self.originals):
            self._search()
            self._follow(self._onward())
        return self._found()

    def _found(self) -> Found:
        return Found(tuple(self.originals), tuple(x for x in self.lookups if not self._superseded(x)))

    def with_archives(self) -> Found:
        """What was found, and when the archives first saw the picture's addresses."""
        for source in self.sources.values():
            # An archive is searched by address and by bytes, not by words.
            if not (source.searches and "bytes" in source.can and "file-name" not in source.can):
                continue
            try:
                records = source.search(self.clues, self.fetcher, self.config)
            except NotFetched as error:
                self.lookups.append(Lookup(source.id, None, error.reason, error.detail))
                continue
            fresh = [r for r in records if (source.id, r.id) not in self.asked]
            self.originals += _each(self._candidate, fresh)
        return self._found()

    def _follow(self, references: Sequence[Reference]) -> None:
        """Look up the references, then where the confirmed ones lead, hop by hop."""
        for _ in range(_HOPS + 1):
            fresh = [r for r in references if (r.source, r.id) not in self.asked]
            if not fresh:
                return
            self._look_up(fresh)
            references = self._onward()

    def _onward(self) -> tuple[Reference, ...]:
        """Where the records of the confirmed originals say that they come from."""
        links = tuple(link.url for o in self.originals if o.confirmed for link in o.record.links)
        return self._recognised(Clues(urls=links)) if links else ()

    def _superseded(self, lookup: Lookup) -> bool:
        """True for a guess from a mere name that led nowhere, once the same source gave the original by another way."""
        guessed = lookup.reference is not None and lookup.reference.rung in (Rung.NAME, Rung.SAME_ID)
        nowhere = lookup.reason in (Reason.GONE, Reason.SOURCE_NOT_FOUND, Reason.SOURCE_NOT_CONFIRMED)
        return guessed and nowhere and any(o.confirmed and o.record.source == lookup.source for o in self.originals)

    def _recognised(self, clues: Clues) -> tuple[Reference, ...]:
        references, failed = recognise_all(clues, tuple(self.sources.values()))
        self.lookups += failed
        # A page that merely may show the picture is worth asking only where no source knows better.
        better = tuple(r for r in references if not self.sources[r.source].last_resort)
        return better or references

    def _by_bytes(self) -> None:
        """Sources that can be asked for the very bytes, or for pictures like them."""
        picture = self.picture
        if picture is None:
            return
        able = [s for s in self.sources.values() if s.knows_bytes and all(self.config.keys.get(k) for k in s.needs)]
        for source in able:
            reference = Reference(source.id, f"sha1:{picture.sha1}", Rung.SAME_BYTES, "the published file itself")
            try:
                records = source.by_bytes(picture, self.fetcher, self.config)
            except NotFetched as error:
                # Nobody said that the picture is there. That it could not be asked is worth telling only where
                # the credit names this source.
                if self._credited(source):
                    self.lookups.append(Lookup(source.id, reference, error.reason, error.detail))
                continue
            for record in records:
                self.asked.add((source.id, record.id))
                if picture.sha1 == record.sha1 or picture.sha256 == record.sha256:
                    original = self._same_bytes(replace(record, rung=Rung.SAME_BYTES), reference)
                else:
                    original = self._compared(replace(record, rung=Rung.FINGERPRINT), reference)
                self.originals.append(original)
                if original.confirmed:
                    self.lookups.append(Lookup(source.id, reference, None, "the published file itself was found there"))

    def _same_bytes(self, record: SourceRecord, reference: Reference) -> Original:
        from provenance.model import Confidence, Relation

        assert self.picture is not None
        region = Box(0, 0, self.picture.width, self.picture.height)
        same = Comparison(
            Relation.IDENTICAL,
            Binding.HARD,
            Confidence.HIGH,
            region=region,
            detail="The file at the source has the same bytes.",
        )
        return self._original(record, reference, self.picture, same)

    def _credited(self, source: Source) -> bool:
        credit = self.clues.credit
        return credit is not None and credit.platform is not None and credit.platform in source.platforms

    def _look_up(self, references: Sequence[Reference]) -> None:
        for reference in references:
            self.asked.add((reference.source, reference.id))
        for originals, lookup in _each(self._one, references):
            self.originals += originals
            self.lookups.append(lookup)

    def _one(self, reference: Reference) -> tuple[list[Original], Lookup]:
        """Follow one reference to its record and its picture."""
        source = self.sources.get(reference.source)
        if source is None:
            return [], Lookup(reference.source, reference, Reason.FAILED, "there is no such source")
        try:
            records = source.look_up(reference, self.fetcher, self.config)
        except NotFetched as error:
            return [], Lookup(reference.source, reference, error.reason, error.detail)
        originals = [self._compared(replace(r, rung=reference.rung), reference) for r in records]
        reasons = [o.reason for o in originals if not o.confirmed and o.reason]
        reason = None if any(o.confirmed for o in originals) or not reasons else reasons[0]
        detail = "" if reason is None else _uncompared(source, originals[0])
        return originals, Lookup(reference.source, reference, reason, detail, tried=len(originals))

    def _compared(self, record: SourceRecord, reference: Reference) -> Original:
        """Fetch the record's picture and compare; of several pictures in one post, the one that matches."""
        urls = record.media_urls or tuple(u for u in (record.preview_url or record.media_url,) if u)
        if self.picture is None:
            return self._original(record, reference, None, None, Reason.SOURCE_NOT_CONFIRMED)
        if not urls:
            return self._original(record, reference, None, None, Reason.GATED)
        best: Original | None = None
        trouble = Reason.SOURCE_NOT_CONFIRMED
        compared: set[str] = set()
        for url in urls:
            # A source may name one picture in several sizes: the first that can be had decides.
            if canonical_url(url) in compared:
                continue
            try:
                picture = read_picture(self.fetcher.get(url, kind="picture").body, url=url)
            except (NotFetched, UnreadablePicture) as error:
                trouble = error.reason
                continue
            compared.add(canonical_url(url))
            comparison = _in_full_size(compare(self.picture, picture), picture, record)
            reason = None if comparison.relation.linked else comparison.reason or Reason.SOURCE_NOT_CONFIRMED
            best = self._original(record, reference, picture, comparison, reason)
            if best.confirmed:
                return best
        return best or self._original(record, reference, None, None, trouble)

    def _search(self) -> None:
        """A credit that names only a platform: search there, and let the pixels decide."""
        credit = self.clues.credit
        home = [s for s in self.sources.values() if self._credited(s)]
        for source in home:
            if source.searches and self.picture is not None:
                self._search_at(source)
            elif not any(lookup.source == source.id for lookup in self.lookups):
                ask = source.ask or f"The credit names {source.title} but neither an account nor a link."
                self.lookups.append(Lookup(source.id, None, Reason.PLATFORM_ONLY, ask))
        if not home and not self.lookups:
            reason = Reason.PLATFORM_ONLY if credit and credit.platform else Reason.NO_LINK
            self.lookups.append(Lookup("any", None, reason, _nowhere(credit)))

    def _search_at(self, source: Source) -> None:
        try:
            records = source.search(self.clues, self.fetcher, self.config)[: self.config.candidates]
        except NotFetched as error:
            self.lookups.append(Lookup(source.id, None, error.reason, error.detail))
            return
        fresh = [r for r in records if (source.id, r.id) not in self.asked]
        self.asked |= {(source.id, r.id) for r in fresh}
        tried: list[Original] = []
        for start in range(0, len(fresh), _SIDE_BY_SIDE):
            tried += _each(self._candidate, fresh[start : start + _SIDE_BY_SIDE])
            confirmed = next((o for o in tried if o.confirmed), None)
            if confirmed is not None:
                detail = f"found by search and confirmed by pixels, among {len(tried)} of {len(records)} candidates"
                self.originals.append(self._completed(source, confirmed))
                self.lookups.append(Lookup(source.id, confirmed.reference, None, detail, tried=len(tried)))
                return
        compared = sum(o.comparison is not None for o in tried)
        trouble = next((o.reason for o in tried if o.comparison is None and o.reason), None)
        if tried and not compared and trouble is not None:
            detail = f"{source.title} was searched, but none of its {len(tried)} candidates could be fetched"
            self.lookups.append(Lookup(source.id, None, trouble, detail, tried=0))
            return
        detail = (
            f"{source.title} was searched by caption, headline and file name: "
            f"{compared} candidates were compared, none is this picture"
        )
        self.lookups.append(Lookup(source.id, None, Reason.SOURCE_NOT_FOUND, detail, tried=compared))

    def _candidate(self, record: SourceRecord) -> Original:
        reference = Reference(record.source, record.id, Rung.NAME, "search by caption, headline and file name")
        return self._compared(replace(record, rung=Rung.SAME_PIXELS), reference)

    def _completed(self, source: Source, found: Original) -> Original:
        """The confirmed candidate with its whole record: a search answers with less than a look-up."""
        try:
            records = source.look_up(found.reference, self.fetcher, self.config)
        except NotFetched:
            return found  # what the search told still stands; it was this file that the pixels confirmed
        whole = next((r for r in records if r.id == found.record.id), None)
        if whole is None:
            return found
        whole = replace(whole, rung=Rung.SAME_PIXELS)
        return self._original(whole, found.reference, found.picture, found.comparison)

    def _original(
        self,
        record: SourceRecord,
        reference: Reference,
        picture: Picture | None,
        comparison: Comparison | None,
        reason: Reason | None = None,
    ) -> Original:
        style = self.config.credit_style
        return Original(
            record=record,
            reference=reference,
            picture=picture,
            comparison=comparison,
            claims=record_claims(record),
            credit_line=credit_line(record, template=style.template, link=style.link),
            reason=reason,
        )


def record_claims(record: SourceRecord) -> Claims:
    """What a record says in words, its structured places first: they weigh more than prose."""
    parts = (record.title, record.description.text if record.description else None)
    prose = "\n".join(p for p in parts if p)
    said = read_claims(prose, names=[p.text for p in record.people])
    if record.categories:
        # A category such as "Military exercises in …" says what is going on; its places and dates reach the record
        # as facts of their own.
        whole = read_claims("\n".join((prose, *record.categories)))
        staged = tuple(e for e in whole.events if e.start >= len(prose))
        said = replace(said, text=whole.text, events=(*said.events, *staged))
    stated: list[PlaceClaim] = []
    for fact in record.places:
        readings = find_place(fact.text) if fact.text else ()
        if not readings and fact.latitude is not None and fact.longitude is not None:
            readings = _position(fact.latitude, fact.longitude)
        if readings:
            stated.append(PlaceClaim(fact.text, 0, 0, readings))
    return replace(said, places=(*stated, *said.places))


def _position(latitude: float, longitude: float) -> tuple[Place, ...]:
    """The place at a position; none for 0, 0 and what lies off the earth, which cameras write when they know none."""
    try:
        return (place_at(latitude, longitude),)
    except ValueError:
        return ()


def _in_full_size(comparison: Comparison, picture: Picture, record: SourceRecord) -> Comparison:
    """The regions in the pixels of the source's full-size file, where a smaller version was compared."""
    if not record.width or not record.height or (record.width, record.height) == (picture.width, picture.height):
        return comparison
    x, y = record.width / picture.width, record.height / picture.height
    if abs(x / y - 1) > 0.02:  # not the same shape: the record's size is not this picture's
        return comparison

    def scaled(box: Box) -> Box:
        return Box(round(box.x * x), round(box.y * y), round(box.width * x), round(box.height * y))

    corners = comparison.quadrilateral
    return replace(
        comparison,
        region=scaled(comparison.region) if comparison.region else None,
        edited_regions=tuple(EditedRegion(scaled(e.box), e.kind) for e in comparison.edited_regions),
        quadrilateral=tuple((px * x, py * y) for px, py in corners) if corners else None,
    )


def _uncompared(source: Source, original: Original) -> str:
    """Why a record's picture was not compared, for the editor."""
    record = original.record
    whose = record.title or "the record there"
    if original.comparison is not None:
        return f"{source.title}: the picture of {whose} is another one, or too different to tell"
    if not record.media_url and not record.preview_url and not record.media_urls:
        return f"{record.title or source.title} shows no picture there to compare with"
    return f"{source.title} names {whose}, but its picture could not be fetched or read"


def _nowhere(credit: Credit | None) -> str:
    if credit is None:
        return "there is no credit"
    names = credit.creators or credit.organizations or ((credit.platform,) if credit.platform else ())
    whom = ", ".join(names) if names else f"{credit.raw!r}"
    return f"the credit names {whom}, and nothing says where the original can be seen"


def _each(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    todo = list(items)
    if len(todo) < 2:
        return [work(item) for item in todo]
    with ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE, thread_name_prefix="source") as pool:
        return list(pool.map(work, todo))
