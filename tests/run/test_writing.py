"""The writing in a picture in a whole check: read in a full one, left by a fast one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from provenance.config import Config
from provenance.model import Finding, ImageReport, NotChecked, Reason, Severity
from provenance.run.checker import Checker, still_to_come
from tests.stand_ins.drawn_writing import Laid, encode, lay, scene

RULE = "text-in-picture"
URL = "https://news.example/street.jpg"
PAYLOAD = {
    "headline": "Rain over Nordhafen",
    "published": "2024-03-13T08:00:00Z",
    "images": [
        {"url": URL, "caption": "A street after the rain.", "credit": "Jane Solm/AFP"},
    ],
}
MARKED = {URL: encode(lay(scene(3), Laid("© REUTERS", colour=(255, 255, 255, 255))), quality=85)}


@pytest.fixture
def checker() -> Iterator[Checker]:
    with Checker(offline()) as made:
        yield made


def offline(**more: object) -> Config:
    from dataclasses import replace

    return Config(network=replace(Config().network, offline=True), **more)  # type: ignore[arg-type]


def told(image: ImageReport) -> list[Finding | NotChecked]:
    return [o for o in (*image.findings, *image.not_checked) if o.rule == RULE]


def test_another_agencys_mark_is_found(reader: None, checker: Checker) -> None:
    (image,) = checker.check(dict(PAYLOAD), pictures=MARKED).images
    (found,) = told(image)
    assert isinstance(found, Finding)
    assert found.severity is Severity.WARNING
    assert "“© REUTERS” of Reuters" in found.message
    assert found.evidence[0].label == "written in the picture"
    assert json.dumps(found.evidence[0].where.path).startswith('"pixels ')


def test_a_fast_check_leaves_the_reading_to_the_full_one(reader: None, checker: Checker) -> None:
    report = checker.check_fast(dict(PAYLOAD), pictures=MARKED, budget=30)
    (left,) = told(report.images[0])
    assert isinstance(left, NotChecked)
    assert left.reason is Reason.PENDING
    assert any(RULE in str(one) for one in still_to_come(report))


def test_a_rule_that_is_left_out_costs_no_reading(
    reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.pictures.writing.read_writing", lambda p: pytest.fail("read"))
    with Checker(offline(ignore=(RULE,))) as checker:
        (image,) = checker.check(dict(PAYLOAD), pictures=MARKED).images
    assert image.picture
    assert image.picture.writing is None


def test_without_the_extra_nothing_is_said_of_writing(checker: Checker) -> None:
    (image,) = checker.check(dict(PAYLOAD), pictures=MARKED).images
    assert told(image) == []
    assert RULE not in {p.rule for p in image.passed}
