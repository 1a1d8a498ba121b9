"""Findings somebody has accepted: what a suppression covers, and when it no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from provenance.config import Config, Suppression
from provenance.errors import ConfigError
from provenance.model import ImageReport, InlineSuppression, Locator, Severity
from provenance.run.suppressions import accept, apply_suppressions, with_overrides, write_baseline
from tests.stand_ins import samples

TODAY = date(2026, 11, 24)
URL = "https://news.example/pictures/0.jpg"


def found(**rest: object) -> ImageReport:
    return ImageReport(
        samples.image(), picture=samples.picture(), findings=(samples.finding(),), **rest
    )  # type: ignore[arg-type]


def suppressed(report: ImageReport, *suppressions: Suppression) -> ImageReport:
    return apply_suppressions(report, Config(suppressions=suppressions), TODAY)


def test_a_suppression_moves_the_finding_and_keeps_who_and_why() -> None:
    report = suppressed(
        found(),
        Suppression("place-mismatch", URL, "the desk rang Iruma", "M. Example", date(2027, 1, 1)),
    )
    assert report.findings == ()
    (override,) = report.overridden
    assert (override.who, override.reason, override.origin) == (
        "M. Example",
        "the desk rang Iruma",
        "configuration",
    )


def test_the_picture_is_known_at_another_size_by_its_fingerprint() -> None:
    nearly = f"{int('8f' * 32, 16) ^ 0b1011:064x}"
    suppression = Suppression("place-mismatch", f"phash:{nearly}", "checked")
    moved = replace(
        found(), image=replace(samples.image(), content_url="https://news.example/large/0.jpg")
    )
    assert suppressed(moved, suppression).findings == ()
    assert suppressed(
        found(), Suppression("place-mismatch", f"phash:{'70' * 32}", "checked")
    ).findings


def test_a_picture_too_plain_to_be_known_is_not_taken_for_another_plain_one() -> None:
    plain = replace(
        samples.picture(), fingerprint=replace(samples.picture().fingerprint, quality=0.05)
    )
    suppression = Suppression("place-mismatch", f"phash:{plain.fingerprint.phash}", "a blank card")
    assert suppressed(found(), suppression).findings == ()
    assert suppressed(replace(found(), picture=plain), suppression).findings == found().findings


@pytest.mark.parametrize(
    "suppression",
    [
        Suppression("date-mismatch", URL, "x"),
        Suppression("place-mismatch", "https://news.example/other.jpg", "x"),
        Suppression("place-mismatch", "phash:nonsense", "x"),
    ],
)
def test_another_rule_or_another_picture_is_not_covered(suppression: Suppression) -> None:
    assert suppressed(found(), suppression).findings == found().findings


@pytest.mark.parametrize(
    ("suppression", "words"),
    [
        (
            Suppression("place-mismatch", URL, "x", until=date(2026, 11, 23)),
            "expired on 2026-11-23",
        ),
        (Suppression("place-mismatch", URL, "  "), "gives no reason"),
    ],
)
def test_an_expired_or_unexplained_suppression_accepts_nothing_and_is_told(
    suppression: Suppression, words: str
) -> None:
    report = suppressed(found(), suppression)
    rules = {f.rule: f for f in report.findings}
    assert set(rules) == {"place-mismatch", "suppression-expired"}
    assert words in rules["suppression-expired"].message
    assert rules["suppression-expired"].severity is Severity.WARNING


def test_one_that_was_renewed_is_not_told_of_again() -> None:
    old = Suppression("place-mismatch", URL, "for the week", until=date(2026, 1, 1))
    new = Suppression("place-mismatch", URL, "for good")
    report = suppressed(found(), old, new)
    assert report.findings == ()
    assert [override.reason for override in report.overridden] == ["for good"]


@pytest.mark.parametrize("rule", ["*", "date-mismatch"])
def test_an_expired_one_with_nothing_to_accept_says_nothing(rule: str) -> None:
    report = replace(found(), findings=())
    assert suppressed(report, Suppression(rule, URL, "x", until=date(2026, 1, 1))).findings == ()


def test_one_that_holds_until_today_still_holds() -> None:
    assert suppressed(found(), Suppression("place-mismatch", URL, "x", until=TODAY)).findings == ()


def test_a_suppression_in_the_page_holds_for_its_own_picture() -> None:
    inline = InlineSuppression("place-mismatch", "library picture, agreed", Locator("img", line=3))
    report = apply_suppressions(
        replace(found(), image=samples.image(suppressions=(inline,))), Config(), TODAY
    )
    assert report.findings == ()
    assert report.overridden[0].origin == "inline"


def test_a_baseline_hides_what_was_there_and_shows_what_is_new(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    whole = replace(samples.report(), images=(found(),))
    assert write_baseline([whole], file) == 1
    assert apply_suppressions(found(), Config(baseline=file), TODAY).findings == ()
    new = replace(found(), findings=(samples.finding(), samples.finding("date-mismatch")))
    assert [f.rule for f in apply_suppressions(new, Config(baseline=file), TODAY).findings] == [
        "date-mismatch"
    ]


@pytest.mark.parametrize("content", [None, "{", '{"version": 2, "accepted": []}', "[]"])
def test_a_baseline_that_cannot_be_used_is_said_so(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ConfigError, match="baseline"):
        apply_suppressions(found(), Config(baseline=file), TODAY)


def test_an_editors_override_is_part_of_the_report() -> None:
    override = Suppression(
        "place-mismatch", URL, "symbolic picture, agreed with the chief", "A. Editor"
    )
    report = with_overrides(samples.report(), [override], TODAY)
    assert "place-mismatch" not in {f.rule for f in report.images[0].findings}
    assert report.images[0].overridden[-1].origin == "cms"
    assert accept(found(), [override], "cms", TODAY).overridden[0].who == "A. Editor"
