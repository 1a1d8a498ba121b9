"""`--redact location`: no exact position leaves the program, in whatever report, however it
came in."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provenance.cli import main
from provenance.config import Config, Network
from provenance.demo import ADDRESS
from provenance.model import (
    Claims,
    Credentials,
    CredentialsState,
    Evidence,
    Finding,
    ImageReport,
    Locator,
    Metadata,
    MetadataValue,
    Place,
    PlaceClaim,
    PlaceFact,
    PlaceKind,
    Position,
    Report,
)
from provenance.reports import formats, render
from provenance.run.checker import Checker
from provenance.run.pipeline import Pipeline
from provenance.run.redaction import redact_positions
from tests.stand_ins import samples

NUMBERS = ("35.841", "139.410", "35°50", "139°24")
SPOT = Position(35.8419, 139.4106, "EXIF:GPSPosition")
WRITTEN = "Iruma Air Base (35.8419, 139.4106), 35°50′31″N 139°24′38″E"


def telling() -> Report:
    """A report that tells the position in every way it can."""
    whole = samples.report(caption=f"A launcher at {WRITTEN}.")
    first = whole.images[0]
    original, finding = first.originals[0], first.findings[0]
    place = Place("Iruma", "position", "JP", latitude=35.8419, longitude=139.4106)
    claims = Claims(WRITTEN, places=(PlaceClaim("35.8419, 139.4106", 16, 34, (place,)),))
    metadata = Metadata(
        description=MetadataValue(WRITTEN, "IPTC:Caption-Abstract"),
        sublocation=MetadataValue("lat 35.8419 lon 139.4106", "XMP-iptcCore:Location"),
        city=MetadataValue("Iruma", "IPTC:City"),
        camera_position=SPOT,
        conflicts={"title": (MetadataValue(WRITTEN, "XMP-dc:Title"),)},
    )
    signed = Credentials(CredentialsState.VALID, position=SPOT, detail=WRITTEN)
    record = replace(
        original.record, title=WRITTEN,
        places=(PlaceFact(PlaceKind.CAMERA, WRITTEN, samples.RECORD, 35.8419, 139.4106),),
    )  # fmt: skip
    proof = Evidence(
        "camera position",
        "35.8419, 139.4106",
        Locator("GPS", url="https://map.example/?at=35.8419,139.4106"),
    )
    loud: Finding = replace(
        finding, message=f"Taken at {WRITTEN}.", evidence=(proof,), suggestion=f"Print {WRITTEN}."
    )
    image: ImageReport = replace(
        first,
        picture=replace(samples.picture(), metadata=metadata, credentials=signed),
        originals=(replace(original, record=record, claims=claims),),
        findings=(loud,),
        claims=claims,
    )
    return replace(whole, images=(image, *whole.images[1:]), claims=claims)


def test_the_position_is_there_to_be_left_out() -> None:
    assert all(number in repr(telling()) for number in NUMBERS)
    assert "35.8419" in render([telling()], "json")


def test_no_part_of_a_redacted_report_holds_it() -> None:
    told = repr(redact_positions(telling()))
    assert not [number for number in NUMBERS if number in told]
    assert "Iruma" in told


@pytest.mark.parametrize("name", formats())
def test_no_format_tells_it(name: str) -> None:
    text = render([redact_positions(telling())], name)
    assert not [number for number in NUMBERS if number in text.replace("\\", "")]


def printed(*args: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit):
        main(args)
    return out.getvalue()


@pytest.mark.parametrize("name", ["json", "html"])
def test_checking_with_the_option_tells_it_nowhere(name: str) -> None:
    text = printed("check", ADDRESS, "--offline", "--format", name, "--redact", "location").replace(
        "\\", ""
    )
    assert "place-mismatch" in text
    assert not [number for number in NUMBERS if number in text]


def test_without_the_option_it_is_told() -> None:
    assert "35.8419, 139.4106" in printed("check", ADDRESS, "--offline")


BESIDE = "Iruma Air Base (35.9123, 139.5321)"
"""Not where the gazetteer has the base: its own position of it may be told."""
STORY = {
    "headline": f"A launcher at {BESIDE}",
    "images": [
        {
            "url": "https://news.example/a.jpg",
            "caption": f"A launcher at {BESIDE}.",
            "credit": "Jane Doe",
        }
    ],
}
Ask = Callable[[Checker], Report]
EVERY_CHECK = pytest.mark.parametrize(
    "ask",
    [
        lambda checker: checker.check(STORY),
        lambda checker: checker.submit(STORY).result(60),
        lambda checker: checker.check_fast(STORY, budget=60),
    ],
    ids=["check", "submit", "fast"],
)


@pytest.fixture
def discreet(tmp_path: Path) -> Iterator[Checker]:
    """A checker that is not to tell exact positions."""
    network = Network(offline=True)
    with Checker(
        Config(network=network, cache=tmp_path, languages=("en",), redact=("location",))
    ) as made:
        yield made


@EVERY_CHECK
def test_no_way_of_checking_tells_it(discreet: Checker, ask: Ask) -> None:
    report = ask(discreet)
    assert not [number for number in ("35.9123", "139.5321") if number in repr(report)]
    assert "Iruma Air Base" in report.claims.text
    assert report.article.language == "en"
    assert len(report.images) == 1


@EVERY_CHECK
def test_what_is_redacted_stays_in_the_language_of_its_readers(tmp_path: Path, ask: Ask) -> None:
    config = Config(
        network=Network(offline=True), cache=tmp_path, redact=("location",), language="de"
    )
    bare = {"headline": "A launcher", "images": [{"url": "https://news.example/a.jpg"}]}
    with Checker(config) as checker:
        for story in (STORY, bare):
            told = ask(checker) if story is STORY else checker.check_fast(story, budget=60)
            sentences = [f.message for f in told.findings] + [
                n.detail for image in told.images for n in image.not_checked if n.detail
            ]
            assert sentences
            assert not [s for s in sentences if s.startswith(("The ", "It "))]


def test_what_is_not_finished_in_time_does_not_tell_it(
    discreet: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pipeline, "check_image", lambda *_: time.sleep(1))
    report = discreet.check_fast(STORY, budget=0.6)
    assert "35.9123" not in repr(report)
    assert len(report.images) == 1
    assert "35.9123" not in repr(discreet.check_fast(STORY, budget=0))


@EVERY_CHECK
def test_nor_does_a_picture_whose_check_fails(
    discreet: Checker, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise ValueError(BESIDE)

    monkeypatch.setattr(Pipeline, "gather", fails)
    told = repr(ask(discreet))
    assert not [number for number in ("35.9123", "139.5321") if number in told]


def test_what_is_not_told_still_counts(discreet: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules judge by the positions that the report leaves out."""
    judged: list[Claims] = []
    judge = Pipeline.judge

    def noted(self: Pipeline, *given: Any) -> ImageReport:
        judged.append(given[-1])
        return judge(self, *given)

    monkeypatch.setattr(Pipeline, "judge", noted)
    for ask in (discreet.check, discreet.check_fast):
        ask(STORY)
        assert "35.9123" in judged[-1].text
