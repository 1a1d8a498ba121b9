"""The long-lived checker: one configuration, one fetcher, many articles."""

from __future__ import annotations

from pathlib import Path

from provenance.config import Config
from provenance.fetch import Fetcher, Fetches
from provenance.model import Article, InputKind, Report
from provenance.pipeline import Pipeline, Progress
from provenance.targets import read_target


class Checker:
    """Checks articles until it is closed. Safe for several threads.

    `fetcher` may be handed in (a test's stand-in, one that several checkers share): then it stays open.
    """

    def __init__(self, config: Config | None = None, *, fetcher: Fetches | None = None) -> None:
        self.config = config or Config()
        self._own = Fetcher(self.config) if fetcher is None else None
        self.fetcher: Fetches = fetcher or self._own  # type: ignore[assignment]

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and the cache."""
        if self._own is not None:
            self._own.close()

    def check(
        self,
        target: str | bytes | Path | Article,
        *,
        kind: InputKind | None = None,
        base_url: str | None = None,
        images: Path | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check one article; see `provenance.check`."""
        article = read_target(target, fetcher=self.fetcher, kind=kind, base_url=base_url, images=images)
        return self.check_article(article, progress)

    def check_article(self, article: Article, progress: Progress | None = None) -> Report:
        """Check an article that has been read already, within the configured budget."""
        fetcher = self.fetcher
        if isinstance(fetcher, Fetcher):
            fetcher = fetcher.within(self.config.budget)
        return Pipeline(self.config, fetcher).check(article, progress)
