"""The audit's own archive: which pictures are one, which captions contradict.

Each picture whose bytes were at hand is kept with its uses in an archive of the audit
(`DIR/archive`), as `provenance archive` keeps them. When all articles are done, the archive proves
by pixels which pictures are one, and the rules that hold a use against earlier ones are asked again
for every picture that was printed under several captions or credits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.archive.clusters import clusters
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import Outcome, outcome_of, unpack
from provenance.config import ArchiveSettings, Config
from provenance.model import (
    Binding,
    Case,
    Comparison,
    Confidence,
    Holding,
    ImageReport,
    Locator,
    Relation,
    Report,
    Use,
)
from provenance.rules import Rule, all_rules
from provenance.run.judgement import judge
from provenance.values import dataclass

ARCHIVE = "archive"
_RULES = ("contradictory-captions", "inconsistent-credit")
"""The rules that hold one use against another."""
MOST_USES = 100
"""Different uses of one picture that are held against each other; a portrait or logo has more, and
what contradicts is among the first."""
_SAME = Comparison(Relation.SAME, Binding.SOFT, Confidence.HIGH, detail="The audit's archive.")


@contextmanager
def own_archive(ledger: Ledger, config: Config) -> Iterator[Archive]:
    """The archive of the audit, made where there is none yet."""
    settings = ArchiveSettings(folder=ledger.folder / ARCHIVE)
    archive = open_archive(replace(config, archive=settings), create=True)
    assert archive is not None
    try:
        yield archive
    finally:
        archive.close()


def remember(archive: Archive, outcomes: Sequence[Outcome]) -> None:
    """Keep the pictures of articles; what is kept already is kept once."""
    held = [prepared for one in outcomes for prepared in one.held]
    if held:
        archive.add(held)


@dataclass(frozen=True, slots=True)
class _Printed:
    """One use of a picture in the audit."""

    number: int
    at: int
    report: Report

    @property
    def image(self) -> ImageReport:
        """The picture as it was checked there."""
        return self.report.images[self.at]

    def use(self, key: str) -> Use:
        """What another article is told of it."""
        article, image = self.report.article, self.image.image
        where = Locator(key, url=article.url)
        return Use(
            where=where,
            page_url=article.url or article.origin,
            headline=article.headline,
            published=article.published,
            caption=replace(image.caption, where=where) if image.caption else None,
            credit=replace(image.credit, where=where) if image.credit else None,
            claims=self.image.claims,
            credited=self.image.credit,
        )


def link(ledger: Ledger, archive: Archive) -> None:
    """Note which pictures are one: the same bytes, or proved by pixels."""
    found = [
        sorted({picture.sha256 for picture in one.pictures if picture.sha256})
        for one in clusters(archive)
    ]
    ledger.note_clusters(sorted(found))


def contradictions(ledger: Ledger, config: Config) -> int:
    """Hold the uses of each picture against each other; the findings added."""
    rules = [rule for rule in all_rules() if rule.id in _RULES]
    added = 0
    for places in ledger.printed_often():
        added += _judge(ledger, config, rules, places)
    return added


def _judge(
    ledger: Ledger, config: Config, rules: Sequence[Rule], places: Sequence[tuple[int, int, str]]
) -> int:
    """Hold the uses of one picture against each other, and amend their reports."""
    printed: list[tuple[_Printed, str]] = []
    for number, at, key in places[:MOST_USES]:
        packed = ledger.report_of(number)
        if packed is not None:
            printed.append((_Printed(number, at, unpack(packed)), key))
    uses = [one.use(key) for one, key in printed]
    added = 0
    for index, (one, _) in enumerate(printed):
        others = tuple(use for other, use in enumerate(uses) if other != index)
        found = judge(_case(one, others, config), config, rules)
        known = {(f.rule, f.message) for f in one.image.findings}
        fresh = tuple(f for f in found.findings if (f.rule, f.message) not in known)
        if fresh:
            added += len(fresh)
            ledger.amend(_with(ledger, one, fresh, found.history))
    return added


def _case(one: _Printed, others: tuple[Use, ...], config: Config) -> Case:
    image = one.image
    return Case(
        article=one.report.article,
        image=image.image,
        credit=image.credit,
        caption_claims=image.claims,
        article_claims=one.report.claims,
        history=(Holding("audit", _SAME, uses=others),),
        desk=config.desk,
    )


def _with(
    ledger: Ledger, one: _Printed, fresh: Sequence[object], history: tuple[Holding, ...]
) -> Outcome:
    """The outcome of the article with further findings on one of its pictures."""
    packed = ledger.report_of(one.number)  # another of its pictures may have been amended
    report = unpack(packed) if packed is not None else one.report
    image = report.images[one.at]
    amended = replace(image, findings=(*image.findings, *fresh), history=history)  # type: ignore[arg-type]
    images = (*report.images[: one.at], amended, *report.images[one.at + 1 :])
    return outcome_of(one.number, replace(report, images=images), seconds=0.0, cpu=0.0)
