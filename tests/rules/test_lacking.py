"""What a page's pictures lack is told once, and each of them is asked about a few times only."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import pytest

import provenance
from provenance.config import Config, Network
from provenance.model import (
    Article,
    Case,
    Finding,
    InputKind,
    Locator,
    NotChecked,
    PublishedImage,
    Reading,
    Surface,
)
from provenance.rules import missing_caption, missing_credit
from provenance.rules.kit import lacking

MANY = 120


def test_a_long_gallery_asks_each_picture_a_few_times(monkeypatch, tmp_path) -> None:
    asked: list[int] = []

    def excused(article: Article, image: PublishedImage) -> bool:
        asked.append(image.index)
        return False

    monkeypatch.setattr(missing_credit, "LACK", replace(missing_credit.LACK, excused=excused))
    page = tmp_path / "gallery.html"
    pictures = "".join(
        f"<figure><img src='/p/mole-{at}.jpg' width='900' height='600'>"
        f"<figcaption>The mole on day {at}, with its lamp.</figcaption></figure>"
        for at in range(MANY)
    )
    page.write_text(f"<article><h1>A mole</h1>{pictures}</article>", "utf-8")
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(page, config=config)
    told = [f for image in report.images for f in image.findings if f.rule == "missing-credit"]
    assert [f.message.split(" pictures")[0] for f in told] == [str(MANY)]
    assert len(asked) <= 4 * MANY
    assert len(told[0].evidence) - 1 == lacking.MAX_SHOWN


def _told(tmp_path, captions: list[str], rule: str) -> list[list[str]]:
    """What the rule tells of each picture of a page with these captions."""
    page = tmp_path / "page.html"
    running = "The harbour was closed until noon, as the wind had turned. " * 4
    pictures = "".join(
        f"<figure><img src='/p/mole-{at}.jpg' width='900' height='600'>"
        f"{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure><p>{running}</p>"
        for at, caption in enumerate(captions)
    )
    page.write_text(f"<article><h1>A mole</h1>{pictures}</article>", "utf-8")
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(page, config=config)
    return [[f.message for f in i.findings if f.rule == rule] for i in report.images]


def test_what_hardly_any_picture_has_is_told_once_with_the_first_that_lacks_it(tmp_path) -> None:
    told = _told(tmp_path, ["The mole on Friday, with its lamp.", *[""] * 5], "missing-caption")
    assert told == [[], ["5 pictures on this page have no caption."], [], [], [], []]


def test_what_one_picture_in_four_has_is_told_of_each_that_lacks_it(tmp_path) -> None:
    told = _told(tmp_path, ["The mole on Friday, with its lamp.", *[""] * 3], "missing-caption")
    assert told == [[], *[["The picture has no caption."]] * 3]


def test_a_name_and_what_is_said_of_it_is_no_works_label(tmp_path) -> None:
    for caption in ("Tom Reyes: Hafenmeisterin von Bergen", "Kanzler Tom Reyes: Unter Druck"):
        ((message,),) = _told(tmp_path, [caption], "missing-credit")
        assert message.startswith("The picture has no credit")


def test_logos_and_signed_pictures_make_no_habit(tmp_path) -> None:
    page = tmp_path / "page.html"
    running = "<p>" + "The harbour was closed until noon, as the wind had turned. " * 4 + "</p>"
    captions = [
        "The mole on Friday. Photo: Jo Berg/AFP",
        "The lamp of the mole.",
        "The boats off the mole.",
        *["A house of the port (logo)"] * 4,
    ]
    page.write_text(
        "<article><h1>A mole</h1>"
        + "".join(
            f"<figure><img src='/p/{'mole' if at < 3 else 'logo'}-{at}.jpg' width='900'"
            f" height='600'><figcaption>{caption}</figcaption></figure>{running}"
            for at, caption in enumerate(captions)
        )
        + "</article>",
        "utf-8",
    )
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(page, config=config)
    told = [[f for f in i.findings if f.rule == "missing-credit"] for i in report.images]
    assert [len(findings) for findings in told] == [0, 1, 1, 0, 0, 0, 0]


def test_the_caption_of_what_may_be_no_photograph_is_asked_for_only_where_it_is_credited(
    tmp_path,
) -> None:
    page = tmp_path / "page.html"
    running = "<p>" + "The harbour was closed until noon, as the wind had turned. " * 4 + "</p>"
    small = "<small class='credit'>Photo: Jo Berg/AFP</small>"
    page.write_text(
        "<article><h1>A mole</h1>"
        f"<figure><img src='/p/mole.jpg' width='900' height='600'></figure>{running}"
        f"<figure><img src='/p/steps.png' width='900' height='600'></figure>{running}"
        f"<figure><img src='/p/lamp.png' width='900' height='600'>{small}</figure>{running}"
        "</article>",
        "utf-8",
    )
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    first, second, third = provenance.check(page, config=config).images
    assert [f.rule for f in first.findings] == ["missing-credit", "missing-caption"]
    assert second.findings == ()
    assert {n.rule for n in second.not_checked} >= {"missing-credit", "missing-caption"}
    assert [f.message for f in first.findings if f.rule == "missing-caption"] == [
        "2 pictures on this page have no caption."
    ]
    assert third.findings == ()


def test_an_item_of_a_content_system_is_asked_for_the_caption_of_a_png_file(tmp_path) -> None:
    item = tmp_path / "item.json"
    images = [
        {"url": f"https://kestrel.example/p/{name}", "caption": "", "alt": ""}
        for name in ("mole.jpg", "steps.png")
    ]
    item.write_text(json.dumps({"headline": "A mole", "images": images}), "utf-8")
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(item, config=config)
    told = [[f.rule for f in i.findings if f.rule == "missing-caption"] for i in report.images]
    assert told == [["missing-caption"], ["missing-caption"]]


def test_pictures_that_are_in_doubt_themselves_ask_no_others(monkeypatch, tmp_path) -> None:
    asked: list[int] = []

    def excused(article: Article, image: PublishedImage) -> bool:
        asked.append(image.index)
        return True

    for rule in (missing_credit, missing_caption):
        monkeypatch.setattr(rule, "LACK", replace(rule.LACK, excused=excused))
    running = "<p>" + "The harbour was closed until noon, as the wind had turned. " * 4 + "</p>"
    figure = "<figure><img src='/p/mole-{}.png' width='900' height='600'></figure>" + running
    page = tmp_path / "gallery.html"
    figures = "".join(map(figure.format, range(20)))
    page.write_text(f"<article><h1>A mole</h1>{running}{figures}</article>", "utf-8")
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    report = provenance.check(page, config=config)
    assert len(report.images) == 20
    assert set(asked) <= {0}, "the lead alone is asked for its caption"


def _case(images: tuple[PublishedImage, ...], at: int, drawn: tuple[int, ...]) -> Case:
    article = Article("a page", InputKind.HTML, headline="A mole", images=images)
    surface = Surface(0.19, 0.6) if at in drawn else Surface(0.002, 0.01)
    return Case(article, images[at], surface=surface)


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        (missing_credit, "2 other pictures on this page have no credit"),
        (missing_caption, "2 other pictures on this page have no caption"),
    ],
)
def test_of_several_the_first_is_a_drawing_by_its_pixels_and_the_others_are_told_with_it(
    rule: ModuleType, others: str
) -> None:
    images = tuple(
        PublishedImage(at, f"https://kestrel.example/p/mole-{at}.jpg", Locator("img", 9 + at))
        for at in range(3)
    )
    first, *later = (list(rule.check(_case(images, at, drawn=(0,)))) for at in range(3))
    assert [type(o) for o in first] == [NotChecked, Finding]
    assert "its pixels are those of a drawing or a screenshot" in first[0].detail
    assert first[1].message.startswith(others)
    assert [[o.detail for o in one] for one in later] == [
        ["told once for the whole page, with picture 1"]
    ] * 2


def test_one_picture_that_its_pixels_tell_to_be_a_screenshot_is_not_asked_for() -> None:
    lead = PublishedImage(0, "https://kestrel.example/p/a.jpg", Locator("img", 9))
    credit = Reading("Kenji Arai", Locator("p", 8))
    beside = [
        PublishedImage(at, f"https://kestrel.example/p/{at}.jpg", Locator("img", at), credit=credit)
        for at in range(1, 4)
    ]
    (outcome,) = missing_credit.check(_case((lead, *beside), 0, drawn=(0,)))
    assert isinstance(outcome, NotChecked)
    (outcome,) = missing_credit.check(_case((lead, *beside), 0, drawn=()))
    assert isinstance(outcome, Finding)
