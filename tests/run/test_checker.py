"""The long-lived checker: many threads, fast answers, background work, closing, and what it
remembers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from provenance.articles import read_article
from provenance.config import Config, Suppression
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch.exchange import Exchange
from provenance.model import (
    PICTURE,
    Article,
    Locator,
    NotChecked,
    PublishedImage,
    Reading,
    Reason,
    Report,
    Verdict,
)
from provenance.originals import evidence_cache
from provenance.originals.evidence_cache import EvidenceCache, PictureEvidence
from provenance.pictures import read_picture
from provenance.reports import render
from provenance.run.batch import Session
from provenance.run.checker import Checker, still_to_come
from provenance.run.gate import Action, gate
from provenance.run.suppressions import with_overrides
from tests.stand_ins import drawings, samples
from tests.stand_ins.commons import HEADLINE, Commons


@pytest.fixture
def config(commons: Commons, tmp_path: Path) -> Config:
    return Config(network=commons.network(), cache=tmp_path / "cache")


@pytest.fixture
def checker(config: Config) -> Iterator[Checker]:
    with Checker(config) as made:
        yield made


def article(
    commons: Commons, *numbers: int, caption: str = "", headline: str = HEADLINE
) -> Article:
    """An article with these pictures, their bytes at hand."""
    html = commons.request(*numbers, headline=headline)["html"]
    read = read_article(html.encode(), origin="desk", base_url="https://news.example/")
    images = tuple(
        replace(
            image,
            data=commons.published[n],
            caption=Reading(caption, Locator("figcaption")) if caption else image.caption,
        )
        for n, image in zip(numbers, read.images, strict=True)
    )
    return replace(read, images=images)


def verdicts(report: Report) -> list[str]:
    return [image.verdict.value for image in report.images]


def test_a_payload_is_checked_as_the_cms_holds_it_with_the_bytes_at_hand(
    checker: Checker, commons: Commons
) -> None:
    url = "https://news.example/0.jpg"
    image = {"url": url, "caption": "A street in Kyiv on 9 March "
                                    "2024.", "credit": "Author / Wikimedia Commons",
             "link": "https://commons.wikimedia.org/wiki/File:Street_0.jpg"}  # fmt: skip
    payload: dict[str, object] = {
        "headline": HEADLINE,
        "published": datetime(2024, 3, 13, tzinfo=UTC),
        "images": [image],
    }
    pictures = {url: commons.published[0]}
    assert verdicts(checker.check(payload, pictures=pictures)) == ["mismatch"]
    assert verdicts(checker.submit(payload, pictures=pictures).result(60)) == ["mismatch"]
    fast = checker.check_fast(payload, pictures=pictures, budget=30)
    assert verdicts(fast) == ["mismatch"]
    assert fast.article.published == payload["published"]
    with pytest.raises(UsageError, match="no picture of this article"):
        checker.check(payload, pictures={"https://news.example/other.jpg": b""})
    payload["payload"] = payload
    with pytest.raises(UnreadableInput, match="nothing that JSON can hold"):
        checker.check(payload)


def test_many_threads_share_one_checker_and_each_gets_its_own_articles_report(
    checker: Checker, commons: Commons
) -> None:
    wanted = [(n % 5, f"Article {n}") for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        reports = list(
            pool.map(lambda w: checker.check(article(commons, w[0], headline=w[1])), wanted)
        )
    for (n, headline), report in zip(wanted, reports, strict=True):
        assert report.article.headline == headline
        assert verdicts(report) == [commons.verdict(n)]


def test_a_fast_check_asks_nobody_and_says_what_is_still_to_come(
    checker: Checker, commons: Commons
) -> None:
    before = commons.asked.total()
    report = checker.check_fast(article(commons, 0, 1), budget=30)
    assert commons.asked.total() == before
    assert report.fast
    assert not report.offline
    assert verdicts(report) == ["unverified", "unverified"]
    assert "offline" not in render([report], "json")
    assert gate(report).action is Action.PENDING
    assert [s.partition(":")[0] for s in still_to_come(report)] == ["Picture 1", "Picture 2"]
    assert "source wikimedia-commons" in still_to_come(report)[0]


def test_a_full_check_leaves_nothing_to_come_and_serves_the_next_fast_one(
    checker: Checker, commons: Commons
) -> None:
    assert still_to_come(checker.check(article(commons, 0, 1))) == ()
    fast = checker.check_fast(article(commons, 0, 1), budget=30)
    assert verdicts(fast) == ["mismatch", "consistent"]
    assert still_to_come(fast) == ()


def test_of_what_is_not_finished_within_the_budget_only_the_words_are_judged(
    checker: Checker, commons: Commons, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provenance.run.pipeline import Pipeline

    go, real = threading.Event(), Pipeline.check_image

    def slow(self: Pipeline, *arguments: object) -> object:
        go.wait(20)
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "check_image", slow)
    began = time.monotonic()
    read = article(commons, 0, 1, 2, 3, 4)
    bare = replace(read, images=tuple(replace(image, credit=None) for image in read.images))
    report = checker.check_fast(bare, budget=2.0)
    assert time.monotonic() - began < 8
    go.set()
    for image in report.images:
        assert (PICTURE, Reason.PENDING) in {(n.rule, n.reason) for n in image.not_checked}
        assert image.originals == ()
    told = [[f.rule for f in image.findings] for image in report.images]
    assert told == [["missing-credit"], [], [], [], []]  # once for a page that credits none
    assert len(still_to_come(report)) == 5
    assert gate(report).action is Action.PENDING


def test_pictures_are_judged_as_their_evidence_comes_and_told_in_their_order(
    checker: Checker, commons: Commons, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provenance.run.pipeline import Pipeline

    others, judged = threading.Event(), []
    evidence, judge = Pipeline._evidence, Pipeline.judge

    def slow(self: Pipeline, started: Any, image: PublishedImage) -> PictureEvidence:
        if image.index == 1:
            raise RuntimeError("lost")
        if image.index == 0:
            assert others.wait(20)
        return evidence(self, started, image)

    def noted(self: Pipeline, of: Any, image: PublishedImage, *rest: Any) -> Any:
        judged.append(image.index)
        if image.index == 2:
            others.set()
        return judge(self, of, image, *rest)

    monkeypatch.setattr(Pipeline, "_evidence", slow)
    monkeypatch.setattr(Pipeline, "judge", noted)
    images = checker.check(article(commons, 0, 1, 2)).images
    assert judged[-1] == 0
    assert [image.image.index for image in images] == [0, 1, 2]
    assert [[n.rule for n in i.not_checked].count(PICTURE) for i in images] == [0, 1, 0]


def test_whoever_stops_listening_waits_for_no_picture_that_has_not_begun(
    config: Config, commons: Commons, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provenance.run.pipeline import Pipeline

    began, evidence, stopped = [], Pipeline._evidence, threading.Event()

    def slow(self: Pipeline, started: Any, image: PublishedImage) -> PictureEvidence:
        began.append(image.index)
        assert stopped.wait(20)
        return evidence(self, started, image)

    def stop(grown: Report) -> None:
        threading.Timer(1.0, stopped.set).start()
        raise InterruptedError("the editor closed the article")

    monkeypatch.setattr(Pipeline, "_evidence", slow)
    read = article(commons, *range(5))
    with closing(Session.open(config.with_(jobs=2))) as session, pytest.raises(InterruptedError):
        session.pipeline(session.fetcher).check(read, stop)
    assert len(began) <= 2


def test_an_article_that_is_not_read_within_the_budget_is_pending_and_never_allowed(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provenance.run import checker as module

    go, real = threading.Event(), module.read_target

    def slow(*given: Any, **named: Any) -> Article:
        go.wait(20)
        return real(*given, **named)

    checker.warm_up()
    monkeypatch.setattr(module, "read_target", slow)
    began = time.monotonic()
    report = checker.check_fast("<article><p>Nothing here</p></article>", budget=0.1)
    assert time.monotonic() - began < 5
    go.set()
    assert report.unread
    assert gate(report).action is Action.PENDING
    assert len(still_to_come(report)) == 1


def test_a_cold_process_tells_what_needs_no_pixels_in_the_first_fast_check(tmp_path: Path) -> None:
    import subprocess
    import sys

    page = (
        '<article><h1>News</h1><p>Text.</p><figure><img src="https://n.example/a.jpg" width="900" '
        'height="600"><figcaption>A bridge at night.</figcaption></figure></article>'
    )
    script = (
        "from pathlib import Path\nfrom provenance import Checker, Config, gate\n"
        f"with Checker(Config(cache=Path({str(tmp_path)!r}))) as checker:\n"
        f"    report = checker.check_fast({page!r})\n"
        "    print(*(f.rule for i in report.images for f in i.findings), gate(report).action)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["missing-credit", "pending"]


def test_after_warming_up_the_first_fast_check_loads_nothing(
    config: Config, commons: Commons, tmp_path: Path
) -> None:
    import subprocess
    import sys

    script = (
        "import sys\nfrom pathlib import Path\nfrom provenance import Checker, Config\n"
        "from tests.run.test_checker import article\n"
        "from tests.stand_ins.commons import Commons\n"
        f"commons = Commons(pictures=1)\nwith Checker(Config(cache=Path({str(tmp_path)!r}))) as "
        "checker:\n"
        "    checker.warm_up()\n    before = set(sys.modules)\n"
        "    checker.check_fast(article(commons, 0), budget=60)\n    print('LOADED', "
        "*set(sys.modules) - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert [
        m for m in done.stdout.partition("LOADED")[2].split() if m.startswith("provenance")
    ] == []


def test_what_is_submitted_is_checked_in_the_background_and_called_back(
    checker: Checker, commons: Commons
) -> None:
    called: list[tuple[str, Report]] = []
    counted: list[tuple[int, int]] = []
    job = checker.submit(
        article(commons, 0),
        done=lambda report: called.append((threading.current_thread().name, report)),
        progress=lambda done, of: counted.append((done, of)),
    )
    report = job.result(timeout=60)
    ((thread, told),) = called
    assert thread.startswith("provenance-check")
    assert told is report
    assert verdicts(report) == ["mismatch"]
    assert counted[-1] == (1, 1)


def test_a_callback_that_raises_takes_the_report_from_nobody_and_is_logged(
    checker: Checker, commons: Commons, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(report: Report) -> None:
        raise RuntimeError("the database is away")

    with caplog.at_level(logging.ERROR, "provenance"):
        report = checker.submit(article(commons, 0), done=broken).result(timeout=60)
    assert verdicts(report) == ["mismatch"]
    assert "the database is away" in caplog.text
    assert verdicts(checker.submit(article(commons, 1)).result(timeout=60)) == ["consistent"]


def test_an_article_that_cannot_be_read_is_the_futures_exception_and_calls_nobody_back(
    checker: Checker,
) -> None:
    called: list[Report] = []
    job = checker.submit(Path("/nowhere/at/all.html"), done=called.append)
    with pytest.raises(UnreadableInput, match="does not exist"):
        job.result(timeout=60)
    assert called == []


def test_closing_finishes_what_was_submitted_and_then_takes_nothing_more(
    config: Config, commons: Commons
) -> None:
    called: list[Report] = []
    checker = Checker(config)
    jobs = [checker.submit(article(commons, n), done=called.append) for n in range(5)]
    checker.close()
    checker.close()
    assert all(job.done() for job in jobs)
    assert len(called) == 5
    for use in (
        lambda: checker.submit(article(commons, 0)),
        lambda: checker.check(article(commons, 0)),
        lambda: checker.check_fast(article(commons, 0)),
    ):
        with pytest.raises(UsageError, match="closed"):
            use()


def test_closing_while_others_submit_ends_every_submission_one_way_or_the_other(
    config: Config, commons: Commons
) -> None:
    checker, outcomes = Checker(config), list[str]()

    def submit() -> None:
        for _ in range(200):
            try:
                checker.submit(Path("/nowhere"))
                outcomes.append("taken")
            except UsageError:
                outcomes.append("refused")

    threads = [threading.Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    checker.close()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 800


def test_a_picture_is_looked_for_once_and_its_record_serves_other_articles(
    checker: Checker, commons: Commons
) -> None:
    checker.check(article(commons, 2))
    before = commons.asked.total()
    report = checker.check(
        article(commons, 2, caption="A street in Iruma, Japan, on 9 March 2024.", headline="Japan")
    )
    assert commons.asked.total() == before
    found = {finding.rule for finding in report.findings}
    assert "place-mismatch" not in found  # the caption is judged anew: it names the right place now
    assert report.images[0].originals[0].confirmed


def test_a_record_is_made_without_a_caption_and_each_use_is_judged_without_network(
    checker: Checker, commons: Commons
) -> None:
    story = article(commons, 0)
    record = checker.check_picture(story.images[0])
    before = commons.asked.total()
    wrong = checker.check_use(record, story, story.images[0])
    right = article(
        commons,
        0,
        caption="A street in Iruma, Japan, on 9 March 2024.",
        headline="Streets of Iruma",
    )
    fine = checker.check_use(record, right, right.images[0])
    assert commons.asked.total() == before
    assert wrong.verdict is Verdict.MISMATCH
    assert "place-mismatch" in {f.rule for f in wrong.findings}
    assert "place-mismatch" not in {f.rule for f in fine.findings}


def test_the_same_bytes_under_another_credit_or_link_are_another_question(
    checker: Checker, commons: Commons
) -> None:
    right = article(commons, 1)
    assert verdicts(checker.check(right)) == ["consistent"]
    other = commons.request(1)["html"].replace("File:Street_1.jpg", "File:Street_3.jpg")
    read = read_article(other.encode(), origin="desk", base_url="https://news.example/")
    wrong = replace(read, images=(replace(read.images[0], data=commons.published[1]),))
    report = checker.check(wrong)
    assert "File:Street 3.jpg" in {x.reference.id for x in report.images[0].lookups if x.reference}


def confirmed(data: bytes, fetched: datetime, checked: datetime) -> PictureEvidence:
    from provenance.run.pipeline import clues_of

    published = read_picture(data)
    found = samples.original()
    record = replace(found.record, where=replace(found.record.where, fetched=fetched))
    assert found.confirmed
    clues = clues_of(samples.image(), None, published)
    return PictureEvidence(
        clues, None, published, originals=(replace(found, record=record),), checked=checked
    )


def test_a_record_serves_until_its_evidence_is_stale_however_lately_it_was_put_together() -> None:
    now, day = datetime.now(UTC), timedelta(hours=24)
    kept = EvidenceCache(day)
    data = drawings.encoded(drawings.scene(3))
    for fetched, checked, fresh in (
        (now, now, True),
        (now - timedelta(hours=23), now, True),
        (now - timedelta(hours=25), now, False),  # an answer out of the cache
        (now, now - timedelta(hours=25), False),
    ):
        record = confirmed(data, fetched, checked)
        kept.put(record)
        assert record.picture
        assert (kept.get(record.picture, record.clues) is not None) is fresh


def test_a_record_with_a_failed_look_up_is_not_kept(checker: Checker, commons: Commons) -> None:
    commons.failing = 1.0
    try:
        failed = checker.check(article(commons, 3))
    finally:
        commons.failing = 0.0
    assert verdicts(failed) == ["unverified"]
    assert {n.reason for n in failed.images[0].not_checked if isinstance(n, NotChecked)} & {
        Reason.NETWORK
    }
    assert verdicts(checker.check(article(commons, 3))) == ["consistent"]


def test_the_records_kept_are_bounded_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    made = [
        confirmed(drawings.encoded(drawings.scene(seed, 240, 160)), now, now) for seed in range(4)
    ]
    monkeypatch.setattr(evidence_cache, "KEPT_BYTES", made[0].weight * 2 + made[0].weight // 2)
    kept = EvidenceCache(timedelta(hours=24))
    for record in made:
        kept.put(record)
        kept.put(record)
    held = [kept.get(r.picture, r.clues) is not None for r in made if r.picture]
    assert held == [False, False, True, True]


def test_the_budget_is_for_the_article_and_the_fetching_of_its_page_together(
    config: Config, commons: Commons
) -> None:
    commons.latency = 1.0
    try:
        with Checker(config.with_(budget=0.3)) as hurried:
            began = time.monotonic()
            with pytest.raises(UnreadableInput):
                hurried.check(f"{commons.base}/slow")
            report = hurried.check(article(commons, 4))
            assert time.monotonic() - began < 8
    finally:
        commons.latency = 0.0
    assert Reason.OVER_BUDGET in {n.reason for n in report.images[0].not_checked}


def test_an_override_is_part_of_the_report_with_who_when_why_and_until_when(
    checker: Checker, commons: Commons
) -> None:
    when, until = datetime(2026, 11, 20, 9, 0, tzinfo=UTC), date(2999, 12, 31)
    report = checker.check(article(commons, 0))
    assert gate(report).action is Action.BLOCK
    wanted = Suppression(
        "*", "https://news.example/0.jpg", "agreed with the desk", "M. Example", until, when
    )
    accepted = with_overrides(report, [wanted])
    assert gate(accepted).action is Action.ALLOW
    assert len(accepted.images[0].overridden) == len(report.findings) > 0
    for override in accepted.images[0].overridden:
        told = (override.who, override.when, override.reason, override.until, override.origin)
        assert told == ("M. Example", when, "agreed with the desk", until, "cms")


class HandedIn:
    """A fetcher that its owner closes, not the checker."""

    offline = True
    closed = False

    def get(self, url: str, **_: object) -> Exchange:
        raise AssertionError("not asked here")

    post = get

    def close(self) -> None:
        self.closed = True


def test_a_fetcher_that_was_handed_in_stays_open(tmp_path: Path) -> None:
    fetcher = HandedIn()
    with Checker(Config(cache=tmp_path), fetcher=fetcher) as checker:
        assert checker.check("# An article\n\nWithout pictures.").images == ()
    assert not fetcher.closed
