"""Every format: complete, well-formed, and unmoved by hostile captions."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from provenance.credits import parse_credit
from provenance.model import Evidence, ImageReport, Locator, PublishedImage
from provenance.reports import RenderOptions, formats, render
from provenance.reports.json import shapes
from provenance.reports.kit.text import picture_name
from tests.stand_ins import samples

HOSTILE = (
    "<script>alert(1)</script>\x1b[31m [x](javascript:1) \u202egnp.exe =cmd|' /C calc'!A0 "
    "::error::x |\x07"
)


def test_json_is_valid_against_its_own_schema() -> None:
    document = json.loads(render([samples.report()], "json"))
    jsonschema.Draft202012Validator(shapes.schema("check")).validate(document)
    assert document["version"] == 1
    assert [i["verdict"] for i in document["images"]] == [
        "mismatch",
        "attention",
        "consistent",
        "unverified",
    ]
    assert document["summary"] == {
        "images": 4,
        "errors": 1,
        "warnings": 1,
        "infos": 0,
        "not_checked": 3,
        "verdict": "mismatch",
        "verdicts": {"mismatch": 1, "attention": 1, "unverified": 1, "consistent": 1},
    }
    original = document["images"][0]["originals"][0]
    assert original["creators"] == ["Kenji Arai"]
    assert (original["binding"], original["relation"]) == ("soft", "derived")


def test_several_articles_are_one_document() -> None:
    document = json.loads(render([samples.report(), samples.report()], "json"))
    jsonschema.Draft202012Validator(shapes.schema("run")).validate(document)
    assert len(document["reports"]) == 2


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(shapes.schema(name))


@pytest.mark.parametrize("name", formats())
def test_every_format_says_what_was_found_and_survives_a_hostile_caption(name: str) -> None:
    text = render([samples.report(caption=HOSTILE, headline=HOSTILE)], name)
    assert "place-mismatch" in text
    assert "\x1b" not in text
    assert "\u202e" not in text or name == "json"


def test_the_terminal_shows_nothing_unchecked_in_green() -> None:
    text = render([samples.report()], "terminal", RenderOptions(100, colour=True))
    green = [line for line in text.splitlines() if "\x1b[1;32m" in line or "\x1b[32m" in line]
    assert len(green) == 1
    assert "consistent" in green[0]


def test_the_terminal_shown_piece_by_piece_has_its_summary_at_the_end() -> None:
    from provenance.reports.terminal import Printout

    report, options = samples.report(), RenderOptions(80)
    printout = Printout(options)
    opening = printout.opening(report)
    pictures = [printout.picture(image, at, 4) for at, image in enumerate(report.images, 1)]
    summary, closing = printout.summary(report), printout.closing([report])
    assert opening + summary + "".join(pictures) + closing == render([report], "terminal", options)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_terminal_keeps_to_its_width_and_to_plain_text_when_piped(width: int) -> None:
    report = samples.report(caption="東京の基地に配備された発射機 צילום מתוך הארכיון " * 3)
    text = render([report], "terminal", RenderOptions(width, details=True))
    assert "\x1b" not in text
    assert "צילום מתוך הארכיון" in " ".join(text.split())
    from rich.cells import cell_len

    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_the_terminal_groups_what_was_not_checked_by_its_reason() -> None:
    text = render([samples.report()], "terminal", RenderOptions(details=True))
    assert "not checked: the source does not show it to us (Reuters, place-mismatch)" in text
    assert text.count("the source does not show it to us") == 1


def test_without_details_the_reasons_are_one_line_and_an_unverified_picture_four() -> None:
    text = render([samples.report()], "terminal")
    assert text.count("the source does not show it to us") == 1
    assert "see check -v" in " ".join(text.split())
    block = text[text.index("? Picture") :]
    assert len(block[: block.index("\n\n")].splitlines()) <= 4


def test_details_tell_where_to_search_by_hand_and_what_to_ask() -> None:
    report = samples.report()
    image = replace(report.images[3].image, content_url="https://paper.com/a.jpg")
    open_one = replace(report, images=(replace(report.images[3], image=image),))
    whole = render([open_one], "terminal", RenderOptions(200, details=True))
    assert "https://paper.com/a.jpg" in whole
    assert "search   paste the picture's address at Google Lens (lens.google.com), Bing" in whole
    linked = render([open_one], "terminal", RenderOptions(200, colour=True, details=True))
    assert "https://tineye.com/search?url=https%3A%2F%2Fpaper.com%2Fa.jpg" in linked
    assert "Who showed it first, and was that before this story?" in whole
    assert "TinEye" not in render([open_one], "terminal")
    credited = replace(open_one.images[0], credit=parse_credit("Foto: Tara Lind/dpa"))
    asked = render([replace(report, images=(credited,))], "terminal", RenderOptions(details=True))
    assert "Was it first shown by Tara Lind/dpa, or before this story?" in " ".join(asked.split())


def test_the_summary_stands_on_top_in_verdicts() -> None:
    lines = render([samples.report()], "terminal").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("✗ Picture 1"))
    assert any(line.startswith("1 of 4 pictures does not match") for line in lines[:at])


def test_the_same_advice_is_printed_once_and_referred_to_afterwards() -> None:
    report = samples.report()
    same = replace(report, images=(report.images[0],) * 3)
    short = render([same], "terminal")
    assert short.count("→  Name Iruma, Japan") == 1
    assert short.count("as for picture 1  [place-mismatch]") == 2
    whole = render([same], "terminal", RenderOptions(details=True))
    assert whole.count("→  Name Iruma, Japan") == 3


def test_another_article_is_advised_in_full_again() -> None:
    assert render([samples.report()] * 2, "terminal").count("→  Name Iruma, Japan") == 2


def test_evidence_is_told_once_for_a_picture_and_a_line_to_print_under_the_last_it_answers() -> (
    None
):
    report = samples.report()
    twice = replace(
        report.images[0], findings=(samples.finding(), samples.finding("date-mismatch"))
    )
    text = render([replace(report, images=(twice,))], "terminal")
    assert text.count("caption: Kyiv") == 1
    assert text.count("→  Name Iruma, Japan") == 1
    assert text.index("[date-mismatch]") < text.index("→  Name Iruma, Japan")


def test_a_long_piece_of_evidence_is_cut_between_words() -> None:
    long = Evidence("description", "harbour " * 100, Locator("record"))
    finding = replace(samples.finding(), evidence=(long,))
    image = replace(samples.report().images[0], findings=(finding,))
    text = render([replace(samples.report(), images=(image,))], "terminal")
    assert "harbour…" in text
    assert " ".join(text.split()).count("harbour") < 40


def test_csv_has_a_row_for_each_finding_and_no_formula() -> None:
    rows = list(csv.DictReader(StringIO(render([samples.report(caption="=1+1")], "csv"))))
    assert [r["rule"] for r in rows] == [
        "place-mismatch",
        "cropped-image",
        "platform-as-author",
        "",
    ]
    assert rows[3]["message"] == "not verified: the source does not show it to us"
    assert rows[0]["caption"] == "'=1+1"
    assert rows[1]["accepted_by"] == "M. Example"
    assert rows[0]["pages"] == "https://commons.wikimedia.org/wiki/File:Launcher.jpg"


def test_junit_fails_the_mismatch_and_skips_the_unverified() -> None:
    root = ET.fromstring(render([samples.report(caption=HOSTILE)], "junit"))
    cases = root.findall("./testsuite/testcase")
    assert [c.find("failure") is not None for c in cases] == [True, False, False, False]
    assert [c.find("skipped") is not None for c in cases] == [False, False, False, True]


@pytest.mark.parametrize("name", sorted({*formats()}))
@pytest.mark.parametrize("way", ["unverified", "accepted", "no pictures"])
def test_every_format_has_a_line_for_what_was_not_verified(name: str, way: str) -> None:
    report = samples.report()
    accepted = replace(report.images[1], findings=(), overridden=report.images[0].overridden)
    kept = {"unverified": (report.images[3],), "accepted": (accepted,), "no pictures": ()}[way]
    words = {
        "unverified": '"unverified"' if name == "json" else "not verified",
        "accepted": '"accepted"' if name == "json" else "accepted",
        "no pictures": '"images": []' if name == "json" else "No editorial pictures",
    }[way]
    if name == "junit" and way == "no pictures":
        words = 'tests="0"'
    assert words in render([replace(report, images=kept)], name)


@pytest.mark.parametrize("width", [40, 100])
def test_no_line_of_the_terminal_is_a_command_to_a_ci_server(width: int) -> None:
    for caption in ("::error::x", "::stop-commands::x", "\n ::add-mask::x", "##[error]x"):
        text = render([samples.report(caption=caption)], "terminal", RenderOptions(width))
        assert not [line for line in text.splitlines() if line.strip().startswith("::")]
        assert "##[" not in text


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\x0b", "\ud800", "\x85", "\u2028"])
def test_no_character_of_a_caption_breaks_junit_or_a_line(char: str) -> None:
    report = samples.report(caption=f"The harbour{char}of Odesa")
    ET.fromstring(render([report], "junit"))
    assert len(render([report], "github").splitlines()) == 3
    assert len(list(csv.reader(StringIO(render([report], "csv"))))) == 5


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    rows = csv.DictReader(StringIO(render([samples.report(caption=f"{start}1+1")], "csv")))
    assert not next(rows)["caption"].startswith(("=", "+", "-", "@", "＝"))


def test_a_file_name_cannot_end_an_annotations_properties() -> None:
    report = samples.report()
    named = replace(report, article=replace(report.article, origin="a,line=1::b%\n.html"))
    line = render([named], "github").splitlines()[0]
    assert line.startswith(
        "::error file=a%2Cline=1%3A%3Ab%25 .html,line=11,title=place-mismatch::The caption"
    )


def test_sarif_marks_what_was_accepted_and_keeps_its_fingerprints() -> None:
    one, two = (
        json.loads(render([samples.report()], "sarif"))["runs"][0]["results"] for _ in range(2)
    )
    assert one == two
    assert [bool(r["suppressions"]) for r in one] == [False, True, False]
    assert one[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 11


def test_markdown_cannot_be_broken_out_of() -> None:
    text = render([samples.report(caption=HOSTILE)], "markdown")
    assert "<script>" not in text
    assert "](javascript" not in text


def test_github_annotations_are_one_line_each() -> None:
    text = render([samples.report(caption=HOSTILE)], "github")
    lines = text.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("::error file=posts/kyiv.html,line=11,title=place-mismatch::")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ({}, "no caption"),
        ({"alt": "A pier."}, "no caption; alternative text: A pier."),
        ({"title": "Pier", "alt": "A pier."}, "no caption; title: Pier"),
        (
            {"content_url": "https://paper.example/a/grey%20pier.jpg?w=9/9#x"},
            "no caption; file: grey pier.jpg",
        ),
    ],
)
def test_what_nobody_sees_under_a_picture_is_not_shown_as_its_caption(
    printed: dict[str, str], said: str
) -> None:
    image = PublishedImage(**{"index": 0, "where": Locator("img"), "content_url": None, **printed})  # type: ignore[arg-type]
    assert picture_name(ImageReport(image)) == said
