"""From clues to originals: ask the sources, prove by pixels, follow the trail.

A record found at a source says nothing until its picture has been matched with the published one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch import Fetches
from provenance.model import (
    Clues,
    Credit,
    Lookup,
    MatchBasis,
    Original,
    Picture,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.sentences import say
from provenance.originals.compare import build_original, confirm, confirm_bytes
from provenance.sources import Source, broken_sources, recognise_all
from provenance.values import dataclass

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
    held: Sequence[Original] = (),
    archives: bool = False,
) -> Found:
    """Every original that the clues lead to, and how each look-up ended.

    `held` are the originals that the newsroom's own archive gave already.

    `archives` asks the archives as well when each address was first seen: slow (they allow a
    question in 2.5 s), so it is for tracing one picture, not for checking an article.
    """
    search = OriginalSearch(clues, picture, {s.id: s for s in sources}, fetcher, config, held)
    found = search.run()
    return search.add_archives() if archives else found


class OriginalSearch:
    """One picture's search.

    Holds what was asked already, so that no trail is walked twice.
    """

    def __init__(
        self,
        clues: Clues,
        picture: Picture | None,
        sources: dict[str, Source],
        fetcher: Fetches,
        config: Config,
        held: Sequence[Original] = (),
    ) -> None:
        self.held = held
        self.clues, self.picture = clues, picture
        self.sources, self.fetcher, self.config = sources, fetcher, config
        self.asked: set[tuple[str, str]] = set()
        self.originals: list[Original] = []
        self.lookups: list[Lookup] = []

    def run(self) -> Found:
        """Ask in the order of the ladder: same bytes, same id, then names.

        Searching stops once an original is confirmed.
        """
        self.lookups += [Lookup(b.id, None, Reason.FAILED, b.detail) for b in broken_sources()]
        self._ask_own()
        self._ask_by_bytes()
        self._follow(self._recognise(self.clues))
        untold = self._ask_by_pixels() if self._is_wanting() else ()
        if self.clues.credit is None and not (self.originals or self.lookups or self.held):
            self.lookups.append(
                _lookup_nowhere(
                    Reason.NO_CREDIT, say("no credit and no address says where to look")
                )
            )
        elif self._is_wanting():
            self._search()
        self._follow(self._next_references())
        if self._is_wanting():
            known = {lookup.reason for lookup in self.lookups}
            self.lookups += [lookup for lookup in untold if lookup.reason not in known]
        return self._result()

    def _is_wanting(self) -> bool:
        """True where no original is confirmed and another may yet be asked for.

        What the newsroom has itself ends the search, unless the credit names a platform: then that
        one is to be asked as well.
        """
        confirmed = [o.record.source for o in self.originals if o.confirmed]
        outside = [s for s in self.sources.values() if not s.own]
        if any(source.id in confirmed for source in outside):
            return False
        return not (confirmed or self.held) or any(map(self._is_credited, outside))

    def _result(self) -> Found:
        return Found(
            tuple(self.originals), tuple(x for x in self.lookups if not self._is_superseded(x))
        )

    def add_archives(self) -> Found:
        """What was found, and when the archives first saw the picture's addresses."""
        for source in self.sources.values():
            if "archive" not in source.can:
                continue
            try:
                records = source.search(self.clues, self.fetcher, self.config)
            except NotFetched as error:
                self.lookups.append(source.lookup(None, error.reason, error.detail))
                continue
            fresh = [r for r in records if (source.id, r.id) not in self.asked]
            self.originals += self._map(self._confirm_candidate, fresh)
        return self._result()

    def _follow(self, references: Sequence[Reference]) -> None:
        """Look up the references, then where the confirmed ones lead, hop by hop."""
        for _ in range(_HOPS + 1):
            fresh = [r for r in references if (r.source, r.id) not in self.asked]
            if not fresh:
                return
            self._look_up(fresh)
            references = self._next_references()

    def _next_references(self) -> tuple[Reference, ...]:
        """Where the records of the confirmed originals say that they come from."""
        links = tuple(link.url for o in self.originals if o.confirmed for link in o.record.links)
        return self._recognise(Clues(urls=links)) if links else ()

    def _is_superseded(self, lookup: Lookup) -> bool:
        """True for a guess that led nowhere, once its source gave the original.

        A guess is what a mere name led to.
        """
        guessed = lookup.reference is not None and lookup.reference.basis in (
            MatchBasis.NAME,
            MatchBasis.SAME_ID,
        )
        nowhere = lookup.reason in (
            Reason.GONE,
            Reason.SOURCE_NOT_FOUND,
            Reason.SOURCE_NOT_CONFIRMED,
        )
        return (
            guessed
            and nowhere
            and any(o.confirmed and o.record.source == lookup.source for o in self.originals)
        )

    def _recognise(self, clues: Clues) -> tuple[Reference, ...]:
        references, failed = recognise_all(clues, tuple(self.sources.values()))
        self.lookups += failed
        # A page that merely may show the picture is worth asking only where no source knows better.
        better = tuple(r for r in references if not self.sources[r.source].last_resort)
        return better or references

    def _ask_own(self) -> None:
        """The desk's own systems: what they have comes first, and their trouble is told.

        That they lack a picture is told only where the credit names them.
        """
        for source in self.sources.values() if self.picture is not None else ():
            if source.own:
                self._search_at(source)
                nowhere = self.lookups and self.lookups[-1].reason is Reason.SOURCE_NOT_FOUND
                if nowhere and not self._is_credited(source):
                    self.lookups.pop()

    def _ask_by_bytes(self) -> None:
        """Sources that can be asked for the very bytes, or for pictures like them."""
        picture = self.picture
        if picture is None:
            return
        able = [
            s
            for s in self.sources.values()
            if s.knows_bytes and all(self.config.keys.get(k) for k in s.needs)
        ]
        for source in able:
            reference = Reference(
                source.id,
                f"sha1:{picture.sha1}",
                MatchBasis.SAME_BYTES,
                "the published file itself",
                source_title=source.title,
            )
            try:
                records = source.by_bytes(picture, self.fetcher, self.config)
            except NotFetched as error:
                # Nobody said that the picture is there. That it could not be asked is worth
                # telling only where the credit names this source.
                if self._is_credited(source):
                    self.lookups.append(source.lookup(reference, error.reason, error.detail))
                continue
            for record in records:
                self.asked.add((source.id, record.id))
                if picture.sha1 == record.sha1 or picture.sha256 == record.sha256:
                    found = confirm_bytes(
                        replace(record, basis=MatchBasis.SAME_BYTES),
                        reference,
                        picture,
                        self.config,
                    )
                else:
                    found = self._confirm(replace(record, basis=MatchBasis.FINGERPRINT), reference)
                self.originals.append(found)
                if found.confirmed:
                    self.lookups.append(
                        source.lookup(reference, None, "the published file itself was found there")
                    )

    def _ask_by_pixels(self) -> tuple[Lookup, ...]:
        """Sources that know pictures by their hashes, which only proposes; pixels confirm.

        Returns what could not be asked at a source that the credit names.
        """
        failed: list[Lookup] = []
        able = [s for s in self.sources.values() if s.knows_pixels] if self.picture else []
        for source in able:
            if not self._is_wanting():
                break
            try:
                named = source.by_pixels(self.clues, self.fetcher, self.config)
            except NotFetched as error:
                if self._is_credited(source):
                    failed.append(source.lookup(None, error.reason, error.detail))
                continue
            self._keep_confirmed(named)
        return tuple(failed)

    def _keep_confirmed(self, named: Sequence[Reference]) -> None:
        """Look up what was only proposed, and keep of it what the pixels confirm."""
        fresh = [r for r in named if (r.source, r.id) not in self.asked]
        fresh = [r for r in fresh if r.source in self.sources]
        self.asked |= {(r.source, r.id) for r in fresh}
        for originals, lookup in self._map(self._follow_one, fresh):
            if confirmed := [o for o in originals if o.confirmed]:
                self.originals += confirmed
                self.lookups.append(lookup)

    def _is_credited(self, source: Source) -> bool:
        credit = self.clues.credit
        return (
            credit is not None
            and credit.platform is not None
            and credit.platform in source.platforms
        )

    def _map(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """What `work` makes of each, in threads where something outside is waited for."""
        if len(items) < 2 or self.fetcher.offline:
            return [work(item) for item in items]
        with ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE, thread_name_prefix="source") as pool:
            return list(pool.map(work, items))

    def _look_up(self, references: Sequence[Reference]) -> None:
        for reference in references:
            self.asked.add((reference.source, reference.id))
        for originals, lookup in self._map(self._follow_one, references):
            self.originals += originals
            self.lookups.append(lookup)

    def _follow_one(self, reference: Reference) -> tuple[list[Original], Lookup]:
        """Follow one reference to its record and its picture."""
        source = self.sources.get(reference.source)
        if source is None:
            return [], Lookup(reference.source, reference, Reason.FAILED, "there is no such source")
        try:
            records = source.look_up(reference, self.fetcher, self.config)
        except NotFetched as error:
            return [], source.lookup(reference, error.reason, error.detail)
        originals = [self._confirm(replace(r, basis=reference.basis), reference) for r in records]
        reasons = [o.reason for o in originals if not o.confirmed and o.reason]
        reason = None if any(o.confirmed for o in originals) or not reasons else reasons[0]
        detail = "" if reason is None else _why_unconfirmed(source, originals[0])
        return originals, source.lookup(reference, reason, detail, tried=len(originals))

    def _search(self) -> None:
        """A credit that names only a platform: search there, and let the pixels decide."""
        credit = self.clues.credit
        home = [s for s in self.sources.values() if self._is_credited(s) and not s.knows_pixels]
        for source in home:
            if source.own and self.picture is not None:
                continue  # asked before all others
            if source.searches and self.picture is not None:
                self._search_at(source)
            elif not any(lookup.source == source.id for lookup in self.lookups):
                ask = source.ask or say(
                    "The credit names {source} but neither an account nor a link.",
                    source=source.title,
                )
                self.lookups.append(source.lookup(None, Reason.PLATFORM_ONLY, ask))
        if not home and not self.lookups:
            reason = Reason.PLATFORM_ONLY if credit and credit.platform else Reason.NO_LINK
            self.lookups.append(_lookup_nowhere(reason, _why_no_search(credit)))

    def _search_at(self, source: Source) -> None:
        try:
            records = source.search(self.clues, self.fetcher, self.config)[: self.config.candidates]
        except NotFetched as error:
            self.lookups.append(source.lookup(None, error.reason, error.detail))
            return
        fresh = [r for r in records if (source.id, r.id) not in self.asked]
        self.asked |= {(source.id, r.id) for r in fresh}
        tried: list[Original] = []
        for start in range(0, len(fresh), _SIDE_BY_SIDE):
            tried += self._map(self._confirm_candidate, fresh[start : start + _SIDE_BY_SIDE])
            confirmed = next((o for o in tried if o.confirmed), None)
            if confirmed is not None:
                detail = (
                    f"found by search and confirmed by pixels, among {len(tried)} of "
                    f"{len(records)} candidates"
                )
                self.originals.append(self._complete(source, confirmed))
                self.lookups.append(
                    source.lookup(confirmed.reference, None, detail, tried=len(tried))
                )
                return
        looked_at = sum(o.comparison is not None for o in tried)
        trouble = next((o.reason for o in tried if o.comparison is None and o.reason), None)
        if trouble is not None:  # one of those that could not be compared may be the picture
            detail = say(
                "{source} was searched, but {missed} of its {count} candidates could not be "
                "fetched or compared",
                source=source.title,
                missed=len(tried) - looked_at,
                count=len(tried),
            )
            self.lookups.append(source.lookup(None, trouble, detail, tried=looked_at))
            return
        detail = say(
            "{source} was searched by caption, headline and file name: {count} candidates were "
            "compared, none is this picture",
            source=source.title,
            count=looked_at,
        )
        self.lookups.append(source.lookup(None, Reason.SOURCE_NOT_FOUND, detail, tried=looked_at))

    def _confirm(self, record: SourceRecord, reference: Reference) -> Original:
        return confirm(record, reference, self.picture, self.fetcher, self.config)

    def _confirm_candidate(self, record: SourceRecord) -> Original:
        reference = Reference(
            record.source,
            record.id,
            MatchBasis.NAME,
            "search by caption, headline and file name",
            source_title=record.source_title,
        )
        return self._confirm(replace(record, basis=MatchBasis.SAME_PIXELS), reference)

    def _complete(self, source: Source, found: Original) -> Original:
        """The confirmed candidate with its whole record.

        A search answers with less than a look-up.
        """
        try:
            records = source.look_up(found.reference, self.fetcher, self.config)
        except NotFetched:
            # what the search told still stands; it was this file that the pixels confirmed
            return found
        whole = next((r for r in records if r.id == found.record.id), None)
        if whole is None:
            return found
        whole = replace(whole, basis=MatchBasis.SAME_PIXELS)
        return build_original(whole, found.reference, found.picture, found.comparison, self.config)


def _lookup_nowhere(reason: Reason, detail: str) -> Lookup:
    """That nothing said where to look."""
    return Lookup("any", None, reason, detail, source_title="any source")


def _why_unconfirmed(source: Source, found: Original) -> str:
    """Why a record's picture was not compared, for the editor."""
    record = found.record
    whose = record.title or say("the record there")
    if found.comparison is not None:
        return say(
            "{source}: the picture of {whose} is another one, or too different to tell",
            source=source.title,
            whose=whose,
        )
    if not record.media_url and not record.preview_url and not record.media_urls:
        named = record.title or source.title
        return say("{source} shows no picture there to compare with", source=named)
    why = found.detail or say("its picture could not be fetched or read")
    return say("{source} names {whose}, but {why}", source=source.title, whose=whose, why=why)


def _why_no_search(credit: Credit | None) -> str:
    if credit is None:
        return say("there is no credit")
    names = (
        credit.creators or credit.organizations or ((credit.platform,) if credit.platform else ())
    )
    whom = ", ".join(names) if names else f"{credit.raw!r}"
    return say(
        "the credit names {whom}, and nothing says where the original can be seen", whom=whom
    )
