"""What has changed between two reports: told where it was seen, and kept apart where it was not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from provenance.reports.json.documents import check_document
from provenance.reports.json.shapes import (
    CheckedShape,
    CheckShape,
    FindingShape,
    NotCheckedShape,
    OriginalShape,
    OverriddenShape,
)
from provenance.run.changes import KINDS, NOT_LOOKED_AT, Change, compare_reports
from tests.stand_ins import samples

HASHES = ("0" * 64, "0" * 63 + "1", "f" * 64)
"""A fingerprint, one a bit away, and another picture's."""


def with_(value: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(value, **changes)


def original(**changes: Any) -> OriginalShape:
    made = OriginalShape(
        source="wikimedia-commons", id="File:Pier.jpg", title="Pier", creators=["Ann"],
        page_url="https://commons.example/Pier", media_url=None, license="CC BY 4.0",
        license_url=None, date_created="2020-05-01", uploaded="2020-06-01", places=[],
        binding="soft", relation="same", confirmed=True,
    )  # fmt: skip
    return with_(made, **changes)


def finding(rule: str = "place-mismatch", message: str = "Not there.") -> FindingShape:
    return FindingShape(rule, "error", "high", message, [], None)


def picture(**changes: Any) -> CheckedShape:
    made = CheckedShape(
        index=0, url="https://news.example/pier.jpg", caption="A pier.", credit="Ann", line=3,
        verdict="mismatch", originals=[original()], findings=[finding()], not_checked=[],
        passed=[], soft_binding=f"phash:{HASHES[0]}",
    )  # fmt: skip
    return with_(made, **changes)


def report(*images: CheckedShape, **article: Any) -> CheckShape:
    whole = check_document(samples.report())
    return with_(whole, article=with_(whole.article, **article), images=list(images))


def kinds(before: CheckShape, after: CheckShape) -> list[str]:
    found = compare_reports(before, after)
    assert {c.kind for c in found.changes} <= set(KINDS)
    assert {c.kind for c in found.not_looked_at} <= {NOT_LOOKED_AT}
    return [c.kind for c in (*found.changes, *found.not_looked_at)]


def changed(**changes: Any) -> list[str]:
    """The kinds where only this differs of the picture."""
    return kinds(report(picture()), report(picture(**changes)))


def off(rule: str, reason: str, detail: str = "because") -> list[NotCheckedShape]:
    return [NotCheckedShape(rule, reason, detail)]


def test_two_reports_that_say_the_same_differ_in_nothing() -> None:
    assert kinds(report(picture()), report(picture())) == []


def test_the_pages_own_words() -> None:
    before = report(picture(), headline="Fire", published="2024-05-01")
    after = report(picture(), headline="Fire out", published="2024-05-02")
    assert kinds(before, after) == ["headline-changed", "published-changed"]
    assert changed(caption="A quay.", credit="Ben") == ["caption-changed", "credit-changed"]


@pytest.mark.parametrize(
    ("bits", "found"),
    [(HASHES[0], []), (HASHES[1], []), (HASHES[2], ["picture-replaced"])],
)
def test_another_picture_at_its_address_is_told_another_size_is_not(
    bits: str, found: list[str]
) -> None:
    assert changed(soft_binding=f"phash:{bits}") == found


def test_a_blank_in_its_place_is_another_picture_two_blanks_tell_nothing() -> None:
    assert changed(soft_binding=None) == ["picture-replaced"]
    plain = report(picture(soft_binding=None))
    assert kinds(plain, plain) == [NOT_LOOKED_AT]


def test_a_picture_that_is_gone_differs_from_one_that_was_not_seen() -> None:
    still = {"originals": [original()], "findings": [finding()], "soft_binding": None}
    assert changed(not_checked=off("picture", "gone"), **still) == ["picture-gone"]
    assert changed(not_checked=off("picture", "not-an-image"), **still) == ["picture-gone"]
    for reason in ("offline", "network", "gated", "rate-limited", "over-budget"):
        assert changed(not_checked=off("picture", reason), **still) == [NOT_LOOKED_AT]


def test_what_was_not_seen_the_first_time_either_is_no_news() -> None:
    unseen = report(picture(not_checked=off("picture", "gone"), soft_binding=None))
    assert kinds(unseen, unseen) == []


@pytest.mark.parametrize(
    ("source", "reason", "found"),
    [
        ("wikimedia-commons", "gone", "original-gone"),
        ("twitter", "gone", "post-deleted"),
        ("mastodon", "gone", "post-deleted"),
        ("wikimedia-commons", "source-not-confirmed", "original-lost"),
        ("wikimedia-commons", "network", NOT_LOOKED_AT),
        ("twitter", "gated", NOT_LOOKED_AT),
        ("twitter", "no-api-key", NOT_LOOKED_AT),
    ],
)
def test_an_original_that_is_not_there_any_more(source: str, reason: str, found: str) -> None:
    before = report(picture(originals=[original(source=source)]))
    after = report(picture(originals=[], not_checked=off(f"source {source}", reason)))
    assert kinds(before, after) == [found]


def test_an_original_that_nobody_asked_for_again_is_not_called_gone() -> None:
    assert changed(originals=[]) == [NOT_LOOKED_AT]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("license", "CC BY-NC 4.0", "license-changed"),
        ("license", None, "license-changed"),
        ("creators", ["Ben"], "author-changed"),
        ("date_created", "2012", "date-changed"),
        ("uploaded", "2021-01-01", "date-changed"),
    ],
)
def test_what_a_source_says_now(field: str, value: object, kind: str) -> None:
    assert changed(originals=[original(**{field: value})]) == [kind]


def test_an_original_and_a_fact_check_that_were_found_since() -> None:
    new = original(source="flickr", id="123")
    assert changed(originals=[original(), new]) == ["original-found"]
    assert changed(originals=[original(), with_(new, confirmed=False)]) == []
    review = original(source="google-fact-check", id="r", confirmed=False)
    assert changed(originals=[original(), review]) == ["fact-check-new"]
    told = finding("fact-checked", "A fact-check deals with it.")
    assert changed(findings=[finding(), told]) == ["fact-check-new"]


def test_findings_that_are_new_gone_or_say_something_else() -> None:
    other = finding("mirrored-image", "It was mirrored.")
    assert changed(findings=[finding(), other]) == ["finding-new"]
    assert changed(findings=[]) == ["finding-gone"]
    assert changed(findings=[], passed=["place-mismatch"]) == ["finding-gone"]
    assert changed(findings=[finding(message="Further away.")]) == ["finding-changed"]


def test_a_finding_that_could_not_be_made_again_is_not_gone() -> None:
    trouble = off("place-mismatch", "network")
    assert changed(findings=[], not_checked=trouble) == [NOT_LOOKED_AT]
    elsewhere = off("source flickr", "offline")
    assert changed(findings=[], not_checked=elsewhere) == [NOT_LOOKED_AT]
    passed = {"passed": ["place-mismatch"], "not_checked": elsewhere}
    assert changed(findings=[], **passed) == ["finding-gone"]


def test_a_finding_that_somebody_accepted_is_neither_gone_nor_new() -> None:
    accepted = OverriddenShape("place-mismatch", "error", "Not there.", "J", "agreed", None, "cms")
    assert changed(findings=[], overridden=[accepted]) == []


def test_pictures_are_the_same_by_address_else_by_what_they_show() -> None:
    moved = picture(url="https://cdn.example/other.jpg", soft_binding=f"phash:{HASHES[1]}")
    assert kinds(report(picture()), report(moved)) == []
    strange = picture(url="https://news.example/z.jpg", soft_binding=f"phash:{HASHES[2]}", index=1)
    assert kinds(report(picture()), report(picture(), strange)) == ["picture-added"]
    assert kinds(report(picture(), strange), report(picture())) == ["picture-removed"]


def test_where_the_page_could_not_be_read_its_findings_are_not_compared() -> None:
    page = Change("page-gone", None, "The article is gone.")
    after = report(picture(findings=[], originals=[original(license="CC0 1.0")]))
    found = compare_reports(report(picture()), after, page)
    assert [c.kind for c in found.changes] == ["page-gone", "license-changed"]
    assert found.not_looked_at == ()


@pytest.mark.parametrize("binding", ["phash:zz", "phash:", "phash:0", "else", "phash:-1"])
def test_a_fingerprint_that_is_none_ends_nothing(binding: str) -> None:
    kinds(report(picture(soft_binding=binding)), report(picture()))
