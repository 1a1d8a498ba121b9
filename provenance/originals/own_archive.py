"""The newsroom's archive as a check asks it: first, and without the network."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.archive import open_archive
from provenance.archive.source import SOURCE, TITLE
from provenance.claims import read_claims
from provenance.config import Config
from provenance.credits import Vocabulary, load_vocabulary, parse_credit
from provenance.errors import ProvenanceError
from provenance.lexicon.suppliers import suppliers
from provenance.model import (
    Holding,
    Lookup,
    MatchBasis,
    Original,
    Picture,
    Reason,
    Reference,
    Use,
)
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.archive.archive import Archive
    from provenance.archive.proof import Match

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive gave for one picture."""

    originals: tuple[Original, ...] = ()
    holdings: tuple[Holding, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    suppliers: frozenset[str] = frozenset()
    """Who sent it, by the ids of the table of suppliers: of what is proved to be the picture."""

    def answering(self, lookups: Sequence[Lookup]) -> tuple[Lookup, ...]:
        """The look-ups; those at a supplier that sent this picture are answered.

        An agency shows its pictures to customers only: what it sent is what it would tell.
        """
        return tuple(
            replace(x, reason=None, detail=_SENT) if self._is_answered(x) else x for x in lookups
        )

    def _is_answered(self, lookup: Lookup) -> bool:
        if lookup.reason not in _SHOWS_NOTHING or lookup.reference is None:
            return False
        return lookup.reference.id.partition(":")[0] in self.suppliers


_SHOWS_NOTHING = (Reason.GATED, Reason.NO_API_KEY)
_SENT = "what it sent is in the newsroom's archive"


class OwnArchive:
    """The archive of one configuration, where there is one.

    Its trouble is told once for the run, and with each picture; it ends no check.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._archive: Archive | None = None
        self._trouble = ""
        self._opening = threading.Lock()
        self._is_told = False
        self._open()

    def _open(self) -> Archive | None:
        """The archive; looked for again where there was none: it may have been made since."""
        with self._opening:
            if self._archive or self._trouble or SOURCE in self._config.sources_off:
                return self._archive
            try:
                self._archive = open_archive(self._config)
            except (ProvenanceError, OSError) as error:
                self._trouble = f"the newsroom's archive could not be opened: {error}"
                self._tell_once(self._trouble)
            return self._archive

    def _tell_once(self, trouble: str) -> None:
        if not self._is_told:
            self._is_told = True
            log.warning("provenance: %s", trouble)

    @property
    def is_there(self) -> bool:
        """True where there is one, be it in trouble."""
        return self._open() is not None or bool(self._trouble)

    def close(self) -> None:
        """Let go of the archive."""
        if self._archive is not None:
            self._archive.close()

    def ask(
        self, picture: Picture | None, vocabulary: Vocabulary | None = None, *, quick: bool = False
    ) -> Held:
        """What the newsroom holds of a picture, proved by bytes or pixels.

        `quick` leaves what takes longer to the full check, and says so.
        """
        archive = self._open() if picture is not None else None
        if picture is None or archive is None:
            failed = (_failed_lookup(self._trouble),) if picture and self._trouble else ()
            return Held(lookups=failed)
        try:
            answer = archive.find(picture, quick=quick)
        # a database's driver has errors of its own; none of them may end a check
        except Exception as error:  # noqa: BLE001
            told = f"the newsroom's archive did not answer: {error}"
            self._tell_once(told)
            return Held(lookups=(_failed_lookup(told),))
        from provenance.archive.held import holding

        matches = answer.matches
        holdings = tuple(_read_uses(holding(m.kept, m.comparison), vocabulary) for m in matches)
        originals = [self._original(m, h) for m, h in zip(matches, holdings, strict=True)]
        left = (_pending_lookup(answer.not_looked_for),) if quick and answer.not_looked_for else ()
        known = tuple(o for o in originals if o is not None)
        sent = (h for h in holdings if h.supplier and h.comparison.relation.linked)
        return Held(known, holdings, left, frozenset(_senders(sent, vocabulary)))

    def _original(self, match: Match, held: Holding) -> Original | None:
        """The record that came with the picture, as an original; None where none came."""
        if held.record is None:
            return None
        from provenance.originals.compare import build_original

        reference = Reference(
            SOURCE, held.id, MatchBasis.SAME_PIXELS, "the newsroom's own pictures",
            source_title=TITLE,
        )  # fmt: skip
        record = replace(held.record, source_title=TITLE)
        return build_original(record, reference, match.picture, match.comparison, self._config)


def _senders(held: Iterable[Holding], vocabulary: Vocabulary | None) -> Iterator[str]:
    """The known suppliers that sent something; a credit line names others too."""
    words = vocabulary or load_vocabulary()
    for one in held:
        credit = parse_credit(one.supplier, vocabulary=words)
        for name in filter(None, (*credit.organizations, credit.distributor)):
            entry = words.get(name)
            known = suppliers().get(entry.supplier or "") if entry else None
            if known is not None:
                yield known.counts_as


def _pending_lookup(what: tuple[str, ...]) -> Lookup:
    detail = f"the archive was not yet searched for the picture {'; or '.join(what)}"
    return Lookup(SOURCE, None, Reason.PENDING, detail, source_title=TITLE)


def _failed_lookup(detail: str) -> Lookup:
    return Lookup(SOURCE, None, Reason.FAILED, detail, source_title=TITLE)


def _read_uses(held: Holding, vocabulary: Vocabulary | None) -> Holding:
    """The holding with what its earlier captions and credits say."""

    def read(use: Use) -> Use:
        claims = read_claims(use.caption.text if use.caption else "", published=use.published)
        credit = parse_credit(use.credit.text, vocabulary=vocabulary) if use.credit else None
        return replace(use, claims=claims, credited=credit)

    return replace(held, uses=tuple(map(read, held.uses)))
