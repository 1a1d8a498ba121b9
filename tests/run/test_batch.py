"""Several targets in one run: the corridor of the command line and of `Checker`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance import Checker
from provenance.config import Config, Network
from provenance.errors import UsageError
from provenance.model import Report
from provenance.run.batch import BatchProgress, InputOptions, Session, check_batch

PAGE = """<article><h1>{name}</h1><p>It rained.</p><figure><img src="https://paper.example/{name}.jpg">
<figcaption>The quay of {name}.</figcaption></figure></article>"""
FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The paper</title>
<item><title>First</title><media:content url="https://paper.example/1.jpg" medium="image">
<media:description>Smoke over the harbour.</media:description></media:content></item>
<item><title>Second</title><media:content url="https://paper.example/2.jpg" medium="image">
<media:description>Rain over the harbour.</media:description></media:content></item></channel></rss>"""  # noqa: E501


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(network=Network(offline=True), cache=tmp_path / "cache", jobs=2)


def headlines(reports: tuple[Report, ...]) -> list[str | None]:
    return [report.article.headline for report in reports]


def test_a_checker_takes_pages_and_feeds_and_keeps_their_order(config: Config) -> None:
    with Checker(config) as checker:
        result = checker.check_all([PAGE.format(name="Duisburg"), FEED, PAGE.format(name="Kleve")])
    assert headlines(result.reports) == ["Duisburg", "First", "Second", "Kleve"]
    assert result.complete


def test_what_cannot_be_read_is_a_report_that_says_so(config: Config, tmp_path: Path) -> None:
    with Checker(config) as checker:
        result = checker.check_all([tmp_path / "missing.html", PAGE.format(name="Kleve")])
    assert [bool(report.unread) for report in result.reports] == [True, False]
    assert "missing.html does not exist" in result.reports[0].unread
    assert not result.complete


def test_a_payload_that_no_reader_knows_is_named_in_its_report(config: Config) -> None:
    with Checker(config) as checker:
        (report,) = checker.check_all([{"nothing": "known"}]).reports
    assert report.article.origin == "payload"
    assert report.unread


def test_no_targets_make_an_empty_run(config: Config) -> None:
    with Checker(config) as checker:
        assert checker.check_all([]).reports == ()


def test_the_given_date_replaces_the_articles_own(config: Config) -> None:
    moment = datetime(2024, 5, 18, tzinfo=UTC)
    session = Session.open(config)
    how = InputOptions(published=moment)
    (report,) = check_batch(session, [PAGE.format(name="Kleve")], how).reports
    session.close()
    assert report.article.published == moment


def test_progress_counts_articles_and_shows_the_one_that_is_alone(config: Config) -> None:
    counted: list[tuple[int, int]] = []
    grown: list[int] = []
    progress = BatchProgress(
        lambda done, total: counted.append((done, total)),
        lambda report: grown.append(len(report.images)),
    )
    with Checker(config) as checker:
        checker.check_all([PAGE.format(name=name) for name in ("Kleve", "Xanten")], None, progress)
        assert counted[-1] == (2, 2)
        assert grown == []
        checker.check_all([PAGE.format(name="Kleve")], None, progress)
        assert counted[-1] == (2, 2)
    assert grown == [0, 1]


def test_a_closed_checker_starts_no_run(config: Config) -> None:
    checker = Checker(config)
    checker.close()
    with pytest.raises(UsageError, match="closed"):
        checker.check_all([PAGE.format(name="Kleve")])


def test_exact_positions_are_kept_out_of_a_run_as_they_are_out_of_one_article(
    config: Config,
) -> None:
    page = PAGE.format(name="Kleve").replace("quay of", "quay at 51.78912, 6.13842 in")
    private = replace(config, redact=("location",))
    with Checker(private) as checker:
        (alone,) = checker.check_all([page]).reports
        assert "51.78912" not in repr(alone)
        assert repr(alone.article) == repr(checker.check(page).article)
