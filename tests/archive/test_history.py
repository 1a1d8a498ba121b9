"""What a newsroom printed before, and what its suppliers said since, in the next check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance import Checker
from provenance.archive import open_archive
from provenance.archive.ingest import Ingest
from provenance.config import ArchiveSettings, Config, Network
from provenance.model import Finding, ImageReport
from provenance.reports import render
from tests.archive.test_wires import ninjs
from tests.pictures.test_moments import hand_held
from tests.stand_ins.drawings import encoded, scene

PICTURE = "https://paper.example/a.jpg"


def page(caption: str, credit: str, day: str = "2024-03-13", url: str = "now") -> str:
    return (
        f'<html><head><link rel="canonical" href="https://paper.example/{url}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
        f'<body><article><h1>News of the day</h1><p>It rained.</p><figure><img src="{PICTURE}">'
        f'<figcaption>{caption} <span class="credit">{credit}</span></figcaption></figure>'
        "</article></body></html>"
    )


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "archive"
    return Config(archive=ArchiveSettings(folder=folder), network=Network(offline=True))


def check(config: Config, text: str, seed: int = 1) -> ImageReport:
    with Checker(config) as checker:
        return checker.check(text, pictures={PICTURE: encoded(scene(seed))}).images[0]


def remember(config: Config, text: str, tmp_path: Path, seed: int = 1) -> None:
    """Check a page, and read its JSON report into the archive, with the picture at hand."""
    with Checker(config) as checker:
        report = checker.check(text, pictures={PICTURE: encoded(scene(seed))})
    path = tmp_path / f"report{len(list(tmp_path.glob('report*')))}.json"
    path.write_text(render([report], "json"), "utf-8")
    archive = open_archive(config, create=True)
    assert archive is not None
    Ingest(archive).add_paths([path])
    archive.close()


def found(shown: ImageReport, rule: str) -> Finding:
    return next(f for f in shown.findings if f.rule == rule)


def rules_of(shown: ImageReport) -> set[str]:
    return {f.rule for f in shown.findings}


def test_another_town_under_the_same_picture_is_told_with_both_captions(
    config: Config, tmp_path: Path
) -> None:
    before = page("A street in Iruma, Japan.", "Jane Doe", day="2023-05-04", url="before")
    remember(config, before, tmp_path)
    shown = check(config, page("A street in Kyiv.", "Jane Doe"))
    finding = found(shown, "contradictory-captions")
    assert "Kyiv" in finding.message
    assert "4 May 2023" in finding.message
    assert any("Iruma" in proof.value for proof in finding.evidence)
    assert any(proof.where.url == "https://paper.example/before" for proof in finding.evidence)


def test_another_photographer_for_the_same_picture_is_told(config: Config, tmp_path: Path) -> None:
    remember(config, page("A street.", "Photo: Ann Roe", "2024-03-10", "before"), tmp_path)
    shown = check(config, page("A street.", "Photo: Jane Doe"))
    assert "Ann Roe" in found(shown, "inconsistent-credit").message


def test_the_same_caption_and_credit_again_are_no_finding(config: Config, tmp_path: Path) -> None:
    before = page("A street in Kyiv.", "Photo: Jane Doe", day="2024-03-10", url="before")
    remember(config, before, tmp_path)
    shown = check(config, page("A street in Kyiv.", "Photo: Jane Doe"))
    assert not rules_of(shown) & {"contradictory-captions", "inconsistent-credit"}
    assert "known-picture" in rules_of(shown)


def test_the_article_itself_is_no_earlier_use(config: Config, tmp_path: Path) -> None:
    remember(config, page("A street in Iruma, Japan.", "Photo: Ann Roe"), tmp_path)
    shown = check(config, page("A street in Kyiv.", "Photo: Jane Doe"))
    assert not rules_of(shown) & {
        "contradictory-captions", "inconsistent-credit", "known-picture", "older-than-event",
    }  # fmt: skip


def test_another_picture_has_no_history(config: Config, tmp_path: Path) -> None:
    remember(config, page("A street in Iruma, Japan.", "Ann Roe", url="before"), tmp_path)
    shown = check(config, page("A street in Kyiv.", "Jane Doe"), seed=2)
    assert not rules_of(shown) & {"contradictory-captions", "known-picture"}


def test_a_picture_printed_before_the_event_cannot_show_it(config: Config, tmp_path: Path) -> None:
    remember(config, page("A street.", "Jane Doe", day="2023-05-04", url="before"), tmp_path)
    shown = check(config, page("A street in Kyiv after Tuesday's strike.", "Jane Doe"))
    assert "printed" in found(shown, "older-than-event").message


def wired(config: Config, tmp_path: Path, *items: dict[str, Any]) -> None:
    """The wire's picture, and what the wire sends after it."""
    sent = ninjs(tmp_path / "wire")
    for number, item in enumerate(items):
        (tmp_path / "wire" / f"later{number}.json").write_text(
            json.dumps(json.loads(sent.read_text("utf-8")) | item), "utf-8"
        )
    archive = open_archive(config, create=True)
    assert archive is not None
    Ingest(archive).add_paths([tmp_path / "wire"])
    archive.close()


TEXT = "A truck at an air base in Iruma, Japan, on 3 November 2012."


def test_a_killed_picture_is_an_error_with_the_notice_beside_it(
    config: Config, tmp_path: Path
) -> None:
    kill = {"pubstatus": "canceled", "ednote": "KILL: altered.", "versioncreated": "2024-03-12T13"}
    wired(config, tmp_path, kill)
    finding = found(check(config, page(TEXT, "Example Wire")), "retracted-picture")
    assert "Example Wire has killed this picture" in finding.message
    assert any("altered" in proof.value for proof in finding.evidence)


def test_a_usable_picture_of_the_wire_passes(config: Config, tmp_path: Path) -> None:
    wired(config, tmp_path)
    shown = check(config, page(TEXT, "Kenji Arai / Example Wire"))
    assert "retracted-picture" in {p.rule for p in shown.passed}
    assert not rules_of(shown) & {"retracted-picture", "license-expired", "creator-mismatch"}


def test_an_embargo_of_the_wire_is_told(config: Config, tmp_path: Path) -> None:
    wired(config, tmp_path, {"embargoed": "2024-04-01T00:00:00Z", "version": "2",
                             "versioncreated": "2024-03-12T11:00:00Z"})  # fmt: skip
    assert "1 April 2024" in found(check(config, page(TEXT, "A Wire")), "license-expired").message


def test_an_archive_that_cannot_be_opened_is_said_and_ends_no_check(
    config: Config, tmp_path: Path
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "archive.sqlite").write_bytes(b"this is no database" * 100)
    shown = check(config, page(TEXT, "Example Wire"))
    assert any("archive could not be opened" in n.detail for n in shown.not_checked)


def test_one_picture_under_two_towns_in_one_article_is_told(config: Config) -> None:
    figure = '<figure><img src="{0}"><figcaption>{1}</figcaption></figure>'
    text = (
        "<html><body><article><h1>News</h1><p>It rained.</p>"
        + figure.format(PICTURE, "A street in Kyiv on Monday.")
        + "<p>It rained on.</p>"
        + figure.format(PICTURE, "The market of Iruma, Japan, at night.")
        + "</article></body></html>"
    )
    with Checker(config) as checker:
        report = checker.check(text, pictures={PICTURE: encoded(scene(1))})
    assert all("conflicting-uses" in rules_of(image) for image in report.images)


def test_two_pictures_in_one_article_do_not_conflict(config: Config) -> None:
    figure = '<figure><img src="{0}"><figcaption>{1}</figcaption></figure>'
    other = "https://paper.example/b.jpg"
    text = (
        "<html><body><article><h1>News</h1>"
        + figure.format(PICTURE, "A street in Kyiv on Monday.")
        + figure.format(other, "The market of Iruma, Japan, at night.")
        + "</article></body></html>"
    )
    pictures = {PICTURE: encoded(scene(1)), other: encoded(scene(2))}
    with Checker(config) as checker:
        report = checker.check(text, pictures=pictures)
    assert not any("conflicting-uses" in rules_of(image) for image in report.images)


def two_files(one: bytes, other: bytes) -> tuple[str, dict[str, bytes]]:
    """An article that shows two files, the first in Kyiv and the second in Iruma."""
    figure = '<figure><img src="{0}"><figcaption>{1}</figcaption></figure>'
    second = "https://paper.example/b.jpg"
    text = (
        "<html><body><article><h1>News</h1><p>It rained.</p>"
        + figure.format(PICTURE, "A street in Kyiv on Monday.")
        + "<p>It rained on.</p>"
        + figure.format(second, "The market of Iruma, Japan, at night.")
        + "</article></body></html>"
    )
    return text, {PICTURE: one, second: other}


def test_one_picture_in_two_files_under_two_towns_is_told_at_both(config: Config) -> None:
    small = encoded(scene(1).resize((480, 320)), quality=60)
    text, pictures = two_files(encoded(scene(1)), small)
    with Checker(config) as checker:
        report = checker.check(text, pictures=pictures)
    assert all("conflicting-uses" in rules_of(image) for image in report.images)


def test_a_fast_check_tells_one_picture_in_two_files_at_one_of_them(config: Config) -> None:
    small = encoded(scene(1).resize((480, 320)), quality=60)
    text, pictures = two_files(encoded(scene(1)), small)
    with Checker(config) as checker:
        report = checker.check_fast(text, pictures=pictures, budget=10)
    assert any("conflicting-uses" in rules_of(image) for image in report.images)


def test_another_moment_of_a_scene_in_one_article_does_not_conflict(config: Config) -> None:
    text, pictures = two_files(encoded(scene()), encoded(hand_held(7, 4.0)))
    with Checker(config) as checker:
        report = checker.check(text, pictures=pictures)
    assert not any("conflicting-uses" in rules_of(image) for image in report.images)
