"""A desk points the archive at a folder of wire pictures, and the next check knows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from provenance import Checker
from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.archive.entry import Item, PrintedUse
from provenance.archive.ingest import Ingest
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config, Network
from provenance.model import ImageReport, Reason, Relation, Severity, Transformation, Verdict
from tests.archive.conftest import WirePicture
from tests.stand_ins.drawings import encoded, scene

PAGE = """<html><head><meta property="article:published_time" content="2024-03-13T08:00:00Z">
</head><body><article><h1>{headline}</h1><p>It rained.</p>
<figure><img src="https://paper.example/a.jpg"><figcaption>{caption}
<span class="credit">{credit}</span></figcaption></figure></article></body></html>"""


@pytest.fixture
def wires(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a folder."""
    made = open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "archive")), create=True)
    assert made is not None
    yield made
    made.close()


def check(folder: Path, picture: Image.Image, **page: Any) -> ImageReport:
    config = Config(archive=ArchiveSettings(folder=folder), network=Network(offline=True))
    page = {"credit": "Example Wire", "headline": "Strike on Kyiv", **page}
    with Checker(config) as checker:
        report = checker.check(
            PAGE.format(**page), pictures={"https://paper.example/a.jpg": encoded(picture)}
        )
    return report.images[0]


def crop(seed: int = 1) -> Image.Image:
    """The left part of a wire's picture, enlarged as a page shows it."""
    return scene(seed).crop((40, 30, 440, 330)).resize((640, 480))


def test_a_crop_under_a_wrong_town_is_told_with_the_wires_caption_beside_it(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    for seed in range(2, 8):
        wire_picture(f"wire/other{seed}.jpg", seed=seed)
    wire_picture(seed=1)
    added = Ingest(wires).add_paths([tmp_path / "wire"])
    assert (added.counts.pictures, added.counts.records) == (7, 7)

    shown = check(tmp_path / "archive", crop(), caption="A launcher burns in Kyiv on Tuesday.")

    place = next(f for f in shown.findings if f.rule == "place-mismatch")
    assert place.severity is Severity.ERROR
    assert "Kyiv" in place.message
    assert "Iruma, Japan" in place.message
    assert "the newsroom's archive" in place.message
    known = next(f for f in shown.findings if f.rule == "known-picture")
    assert any("truck at an air base" in proof.value for proof in known.evidence)
    original = shown.originals[0]
    assert original.comparison is not None
    assert original.comparison.relation is Relation.DERIVED
    assert Transformation.CROPPED in original.comparison.transformations
    region = original.comparison.region
    assert region is not None
    assert abs(region.x - 40) < 8
    assert abs(region.width - 400) < 12


def test_a_crop_that_was_printed_before_does_not_hide_the_wires_picture(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture()
    Ingest(wires).add_paths([tmp_path / "wire"])
    use = PrintedUse("https://paper.example/1", caption="A launcher burns on Tuesday.")
    for less in range(4):
        printed = crop().resize((640 - 8 * less, 480 - 6 * less))
        wires.add([prepare(Item(data=encoded(printed), use=use))])
    shown = check(tmp_path / "archive", crop(), caption="A launcher burns in Kyiv on Tuesday.")
    place = next(f for f in shown.findings if f.rule == "place-mismatch")
    assert "Iruma, Japan" in place.message


def test_the_true_place_and_day_stay_silent(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture()
    Ingest(wires).add_paths([tmp_path / "wire"])
    shown = check(
        tmp_path / "archive",
        crop(),
        caption="A truck at an air base in Iruma, Japan, on 3 November 2012.",
        credit="Kenji Arai/Example Wire",
        headline="The air base at Iruma opens its gates",
    )
    assert {f.rule for f in shown.findings} <= {"known-picture", "cropped-image"}
    assert "place-mismatch" in {p.rule for p in shown.passed}


def test_a_bought_picture_has_no_licence_that_somebody_would_have_to_read(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture()
    Ingest(wires).add_paths([tmp_path / "wire"])
    shown = check(
        tmp_path / "archive",
        scene(1),
        caption="A truck at an air base in Iruma, Japan, on 3 November 2012.",
        credit="Kenji Arai/Example Wire",
        headline="The air base at Iruma opens its gates",
    )
    assert not [n for n in shown.not_checked if n.reason is Reason.LICENSE_UNREADABLE]
    assert [finding.rule for finding in shown.findings] == ["known-picture"]
    assert shown.verdict is Verdict.CONSISTENT, "that the newsroom holds it speaks not against it"


@pytest.mark.parametrize(
    ("sent_by", "credit"),
    [
        ("REUTERS", "Kenji Arai/Reuters"),
        ("AFP via Getty Images", "Kenji Arai/AFP via Getty Images"),
        ("Getty Images", "Kenji Arai/Getty Images"),
    ],
)
def test_what_an_agency_sent_is_verified_though_its_site_shows_nothing(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path, sent_by: str, credit: str
) -> None:
    wire_picture(source=sent_by)
    Ingest(wires).add_paths([tmp_path / "wire"])
    page = {"credit": credit, "headline": "The air base at Iruma opens its gates"}
    truly = "A truck at an air base in Iruma, Japan, on 3 November 2012."
    shown = check(tmp_path / "archive", scene(1), caption=truly, **page)
    assert not shown.not_checked
    assert shown.verdict is Verdict.CONSISTENT
    unknown = check(tmp_path / "archive", scene(12), caption=truly, **page)
    assert Reason.GATED in {n.reason for n in unknown.not_checked} or (
        Reason.NO_API_KEY in {n.reason for n in unknown.not_checked}
    )
    assert unknown.verdict is Verdict.UNVERIFIED


def test_what_another_agency_sent_verifies_no_credit(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture(source="Ukrinform")
    Ingest(wires).add_paths([tmp_path / "wire"])
    shown = check(
        tmp_path / "archive",
        scene(1),
        caption="A truck at an air base in Iruma, Japan, on 3 November 2012.",
        credit="Kenji Arai/Reuters",
        headline="The air base at Iruma opens its gates",
    )
    assert shown.verdict is not Verdict.CONSISTENT


def test_another_shot_is_not_taken_for_the_wires_picture(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture()
    Ingest(wires).add_paths([tmp_path / "wire"])
    shown = check(tmp_path / "archive", scene(12), caption="A launcher burns in Kyiv on Tuesday.")
    assert not shown.originals
    assert not any(f.rule in ("place-mismatch", "known-picture") for f in shown.findings)


def test_a_fast_check_finds_the_crop_and_leaves_collages_to_the_full_one(
    wires: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture()
    Ingest(wires).add_paths([tmp_path / "wire"])
    config = Config(archive=ArchiveSettings(folder=tmp_path / "archive"))
    pictures = {"https://paper.example/a.jpg": encoded(crop())}
    unknown = {"https://paper.example/a.jpg": encoded(scene(12))}
    page = PAGE.format(caption="A launcher burns in Kyiv.", credit="A Wire", headline="Strike")
    with Checker(config) as checker:
        found = checker.check_fast(page, pictures=pictures, budget=60).images[0]
        missed = checker.check_fast(page, pictures=unknown, budget=60).images[0]
    assert "place-mismatch" in {f.rule for f in found.findings}
    assert any("collage" in n.detail for n in missed.not_checked)
