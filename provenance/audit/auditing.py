"""An audit from its targets to its ledger: begun, or gone on with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from provenance.archive.archive import Archive
from provenance.audit.cluster import open_cluster
from provenance.audit.history import contradictions, link, own_archive, remember
from provenance.audit.inputs import Lister
from provenance.audit.inputs.archives import Archives
from provenance.audit.ledger import Ledger
from provenance.audit.running import Progress, Running, Tell
from provenance.audit.worker import PATIENCE, Job
from provenance.config import Config
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch import Fetcher
from provenance.values import dataclass

ARCHIVES = "archives.sqlite"
_DECIDING = ("profile", "select", "ignore", "severity", "paths", "desk", "languages", "agencies",
             "stock_libraries", "platforms", "sources_off", "redact", "suppressions", "baseline",
             "credit_style")  # fmt: skip
"""What of a configuration decides on what is found."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit: where it is kept, and how its articles are checked."""

    folder: Path
    config: Config
    workers: int
    scheduler: str | None = None

    def begin(self, targets: Sequence[str]) -> Ledger:
        """A new ledger with what the targets name.

        Raises `UsageError` where that is nothing.
        """
        ledger = Ledger.begin(self.folder)
        ledger.note("targets", json.dumps(list(targets)))
        ledger.note("settings", self._settings())
        self._list(ledger)
        if not ledger.counts()["left"]:
            told = ledger.rows("SELECT why FROM left_out ORDER BY rowid LIMIT 1")
            ledger.discard()
            (self.folder / ARCHIVES).unlink(missing_ok=True)
            raise UnreadableInput(
                f"there is nothing to audit. {told[0][0] if told else ''}".strip()
            )
        return ledger

    def resume(self) -> Ledger:
        """The ledger of an audit that was begun, its listing finished.

        Raises `UsageError` where there is none, or it was begun with other settings.
        """
        ledger = Ledger.open(self.folder)
        if ledger.noted("settings") != self._settings():
            ledger.close()
            raise UsageError(
                f"the audit in {self.folder} was begun with another configuration, so that its "
                "articles could not be held against each other. Begin another with --output."
            )
        if ledger.noted("listed") is None:
            self._list(ledger)
        return ledger

    def _list(self, ledger: Ledger) -> None:
        targets = json.loads(ledger.noted("targets") or "[]")
        with (
            ledger.alone(),
            Fetcher(self.config) as fetcher,
            closing(Archives(self.folder / ARCHIVES)) as archives,
        ):
            ledger.list_items(Lister(fetcher, archives).find(targets))
        ledger.note("listed", "yes")

    def run(self, ledger: Ledger, tell: Tell) -> Progress:
        """Check what has no outcome yet, and commit it."""
        with ledger.alone(), own_archive(ledger, self.config) as archive:
            done = sum(ledger.counts().values())
            progress = Progress(done, done, 0, 0.0, 0)
            if ledger.counts()["left"]:
                progress = self._check(ledger, archive, tell)
            if ledger.noted("history") is None:
                link(ledger, archive)
                contradictions(ledger, self.config)
                ledger.note("history", "yes")
            return progress

    def _check(self, ledger: Ledger, archive: Archive, tell: Tell) -> Progress:
        job = Job(self.config, (self.folder / ARCHIVES).resolve())
        with open_cluster(job, self.workers, self.scheduler) as cluster:
            running = Running(ledger, cluster, tell, self.config.budget * PATIENCE)
            try:
                return running.run(lambda outcomes: remember(archive, outcomes))
            finally:
                cluster.forget()

    def _settings(self) -> str:
        """What decides on what is found, in short.

        Two audits are comparable where it is equal.
        """
        config = self.config
        decided = {name: repr(getattr(config, name)) for name in _DECIDING}
        decided["offline"] = repr(config.network.offline)
        return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()


def offline(config: Config) -> Config:
    """The configuration without network and seed: an audit is of what is there."""
    return replace(config, network=replace(config.network, offline=True), seed=False)
