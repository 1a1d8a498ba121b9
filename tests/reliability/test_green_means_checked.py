"""Green means checked: an original confirmed, nothing found, all rules ended, all claims agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from provenance.config import Config, Profile, Suppression
from provenance.model import CAPTION, ImageReport, Reason, Verdict
from provenance.reports import RenderOptions, render
from provenance.run import judgement
from provenance.run.gate import Action, gate
from provenance.run.suppressions import with_overrides
from tests.reliability.world import (
    CREDIT,
    PICTURE,
    RIGHT,
    Edit,
    World,
    checked,
    drawn,
    originals,
    page,
    report_on,
    seed_picture,
)

WRONG = "A street market in Lviv on 9 March 2024."
IGNORED = 'data-provenance-ignore="*: fine"'


def reasons(image: ImageReport) -> set[Reason]:
    return {item.reason for item in image.not_checked}


def test_a_picture_whose_claims_all_agree_is_green() -> None:
    image = checked(page(), World())
    assert image.verdict is Verdict.CONSISTENT
    assert image.not_checked == ()
    assert gate(report_on(page(), World())).action is Action.ALLOW


# What was accepted


@pytest.mark.parametrize(
    ("attributes", "config"),
    [
        (IGNORED, Config()),
        ("", Config(suppressions=(Suppression("*", PICTURE, "agreed with the desk"),))),
        ("", Config(suppressions=(Suppression("place-mismatch", PICTURE, "agreed"),))),
    ],
)
def test_an_accepted_finding_is_not_green_in_any_format(attributes: str, config: Config) -> None:
    report = report_on(page(WRONG, attributes=attributes), World(), config)
    assert [image.verdict for image in report.images] == [Verdict.ACCEPTED]
    assert report.summary.verdict is Verdict.ACCEPTED
    coloured = render([report], "terminal", RenderOptions(100, colour=True))
    assert "\x1b[1;32m" not in coloured
    assert "✓" not in coloured
    assert "✅" not in render([report], "markdown")
    assert "<skipped" in render([report], "junit")
    assert '<article class="picture consistent"' not in render([report], "html")
    assert "not verified" in render([report], "github")


def test_an_editors_override_is_not_green_either() -> None:
    report = report_on(page(WRONG), World())
    override = Suppression("*", PICTURE, "the author confirmed it", "M. Example", date(2099, 1, 1))
    (image,) = with_overrides(report, [override]).images
    assert image.verdict is Verdict.ACCEPTED


# What was left out


@pytest.mark.parametrize(
    "config",
    [
        Config(select=("cropped-image",)),
        Config(ignore=("*",)),
        Config(ignore=("place-mismatch",)),
        Config(paths={"*": ("*",)}),
        Config(paths={"*": ("date-*",)}),
    ],
)
@pytest.mark.parametrize("caption", [RIGHT, WRONG])
def test_rules_that_are_left_out_are_said_and_keep_a_picture_from_green(
    config: Config, caption: str
) -> None:
    image = checked(page(caption), World(), config)
    assert image.verdict is not Verdict.CONSISTENT
    assert Reason.LEFT_OUT in reasons(image)


def test_a_profile_that_hides_a_warning_does_not_make_green_of_it() -> None:
    html = page(credit=CREDIT.replace("Iryna Halenko", "Wikimedia"))
    shown, hidden = (
        checked(html, World(), Config(profile=profile)) for profile in (Profile.DESK, Profile.DRAFT)
    )
    assert [f.severity.value for f in shown.findings] != []
    assert all(f.severity.value == "error" for f in hidden.findings)
    assert hidden.verdict is not Verdict.CONSISTENT


def test_rules_that_all_fail_are_unverified_and_never_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(case: object) -> None:
        raise ZeroDivisionError

    rules = tuple(replace(rule, check=broken) for rule in judgement.all_rules())
    monkeypatch.setattr("provenance.rules.all_rules", lambda: rules)
    report = report_on(page(WRONG), World())
    (image,) = report.images
    assert image.verdict is Verdict.UNVERIFIED
    assert reasons(image) == {Reason.FAILED}
    assert gate(report).action is Action.WARN


# What the record does not say


def without(*fields: str) -> Edit:
    def edit(version: dict[str, object]) -> None:
        meta = version["extmetadata"]
        assert isinstance(meta, dict)
        for field in fields:
            meta.pop(field, None)

    return edit


DATES = ("DateTimeOriginal", "DateTime")
PLACES = ("GPSLatitude", "GPSLongitude", "ImageDescription", "ObjectName", "Categories")
LICENCES = ("License", "LicenseShortName", "LicenseUrl", "UsageTerms")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ((*DATES, "Categories"), "date-mismatch"),
        (("Artist",), "creator-mismatch"),
        (LICENCES, "license-mismatch"),
    ],
)
def test_a_claim_of_which_the_record_says_nothing_keeps_a_picture_from_green(
    fields: tuple[str, ...], rule: str
) -> None:
    image = checked(page(), World(edit=without(*fields)))
    assert image.verdict is not Verdict.CONSISTENT
    assert rule in {item.rule for item in image.not_checked}


@pytest.mark.parametrize("caption", [RIGHT, WRONG])
def test_a_record_that_says_nothing_at_all_confirms_no_claim(caption: str) -> None:
    silent = World(edit=without(*DATES, *PLACES, *LICENCES, "Artist", "Credit"))
    image = checked(page(caption), silent)
    assert image.verdict is not Verdict.CONSISTENT
    assert image.not_checked


# What was not understood


@pytest.mark.parametrize(
    "caption",
    [
        "A street market in Zzyzxville on 9 March 2024.",
        "ქუჩის ბაზარი ლვოვში, 2024 წლის 9 მარტი.",
        "ქუჩის ბაზარი ქალაქში.",
        "सड़क बाज़ार, 9 मार्च 2024.",
        "Hov leng Lviv Daq HIvtaH, DaHjaj.",
        "qaStaHvIS jaj wej, may'Daq puS.",
        "jaj wa' cha' wej loS vagh jav may' puS.",
        "Mayor Harbour Watchman at the market in Podil, Kyiv, on 9 March 2024.",
        "2024年3月9日、リビウの市場。",
    ],
)
def test_a_caption_that_is_not_understood_is_never_green_and_it_is_said_why(caption: str) -> None:
    image = checked(page(caption), World())
    assert image.verdict is Verdict.UNVERIFIED
    assert CAPTION in {item.rule for item in image.not_checked}


@pytest.mark.parametrize(
    "caption",
    [
        "Photo taken in 1999.",
        "A street market in Podil, Kyiv, in the summer of 1999.",
        "A street market in Podil, Kyiv, in the 1990s.",
        "A street market in Podil, Kyiv, last year.",
    ],
)
def test_a_coarse_date_that_was_not_compared_is_never_green(caption: str) -> None:
    image = checked(page(caption), World())
    assert image.verdict is Verdict.UNVERIFIED
    assert "date-mismatch" in {item.rule for item in image.not_checked}


@pytest.mark.parametrize(
    "caption",
    [
        RIGHT,
        RIGHT.upper(),
        "A street market in Kyiv.",
        "Market stalls.",
        "Вуличний ринок на Подолі в Києві 9 березня 2024 року.",
        "2024年3月9日、キーウの市場。",
        "Ein Markt mit vielen Ständen und Händlern in Kyjiw am 9. März 2024.",
        "Un marché de rue à Kyiv le 9 mars 2024.",
    ],
)
def test_a_caption_that_is_understood_and_agrees_is_green(caption: str) -> None:
    assert checked(page(caption), World()).verdict is Verdict.CONSISTENT


# What is missing


@pytest.mark.parametrize(
    ("caption", "credit", "verdict"),
    [
        (RIGHT, "", Verdict.INCOMPLETE),
        ("", CREDIT, Verdict.INCOMPLETE),
        ("", "", Verdict.INCOMPLETE),
        (WRONG, CREDIT, Verdict.MISMATCH),
        (RIGHT, "Google", Verdict.ATTENTION),
    ],
)
def test_only_what_was_compared_does_not_match(caption: str, credit: str, verdict: Verdict) -> None:
    assert checked(page(caption, credit), World()).verdict is verdict


# What was not looked at


def frames(*pictures: bytes, kind: str) -> bytes:
    images = [Image.open(BytesIO(data)).convert("RGB") for data in pictures]
    out = BytesIO()
    rest = [image.resize(images[0].size) for image in images[1:]]
    options = {"lossless": True} if kind == "WEBP" else {}
    images[0].save(out, kind, save_all=True, append_images=rest, duration=200, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_whose_later_frames_show_something_else_is_never_green(kind: str) -> None:
    mine = seed_picture(PICTURE)
    moving = frames(mine, *(drawn(960, 640, seed=n) for n in range(3)), kind=kind)
    image = checked(page(), World(lambda url, kind: moving if url == PICTURE else None))
    assert any(original.confirmed for original in image.originals)
    assert image.verdict is Verdict.ATTENTION
    assert "unchecked-frames" in {finding.rule for finding in image.findings}


def test_an_original_that_ends_early_is_said_and_its_lower_half_is_not_passed() -> None:
    (address,) = originals()
    half = seed_picture(address)[: len(seed_picture(address)) // 2]
    unstated = World(lambda url, kind: half if url == address else None, lambda v: v.pop("sha1"))
    image = checked(page(), unstated)
    assert any(original.confirmed for original in image.originals)
    assert image.verdict is Verdict.UNVERIFIED
    assert Reason.PARTLY_READ in reasons(image)
    assert "edited-image" not in {passed.rule for passed in image.passed}


def test_an_original_that_ends_early_is_not_the_file_whose_sum_the_record_states() -> None:
    (address,) = originals()
    half = seed_picture(address)[: len(seed_picture(address)) // 2]
    image = checked(page(), World(lambda url, kind: half if url == address else None))
    assert image.verdict is Verdict.UNVERIFIED
    assert image.findings == ()


def test_a_published_file_that_ends_early_is_never_green() -> None:
    half = seed_picture(PICTURE)[: len(seed_picture(PICTURE)) // 2]
    image = checked(page(), World(lambda url, kind: half if url == PICTURE else None))
    assert image.verdict is not Verdict.CONSISTENT


def test_a_picture_that_is_turned_is_told_and_never_green() -> None:
    turned = BytesIO()
    with Image.open(BytesIO(seed_picture(PICTURE))) as mine:
        mine.transpose(Image.Transpose.ROTATE_180).save(turned, "JPEG", quality=90)
    image = checked(page(), World(lambda url, kind: turned.getvalue() if url == PICTURE else None))
    assert any(original.confirmed for original in image.originals)
    assert "rotated-image" in {finding.rule for finding in image.findings}
    assert image.verdict is not Verdict.CONSISTENT


def test_a_credit_behind_quotation_marks_and_other_scripts_is_still_judged() -> None:
    image = checked(page("Kyiv on Tuesday “é” 東京 😀. Photo: Google", ""), World())
    assert image.image.credit is not None
    assert image.image.credit.text == "Photo: Google"
    assert "search-engine-as-source" in {finding.rule for finding in image.findings}


# What bytes prove


@pytest.mark.parametrize(
    "same",
    [
        drawn(1, 1),
        drawn(960, 640),
        drawn(16, 16, seed=1),
        drawn(400, 400, seed=1),
        drawn(640, 360, seed=1),
        seed_picture(PICTURE)[:0] + drawn(300, 250, "JPEG", seed=2),
    ],
    ids=["one pixel", "grey", "icon", "square", "wide", "advert"],
)
def test_one_picture_at_every_address_proves_nothing_and_accuses_nobody(same: bytes) -> None:
    image = checked(page(), World(lambda url, kind: same if kind == "picture" else None))
    assert not any(original.confirmed for original in image.originals)
    assert image.verdict is Verdict.UNVERIFIED
    assert image.findings == ()
