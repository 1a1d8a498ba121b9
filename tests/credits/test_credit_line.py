"""The credit line proposed for a record: complete where the source is, open about what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.credits import credit_line, parse_license
from provenance.errors import ConfigError
from provenance.model import License, Locator, Reading, SourceRecord, Transformation

PAGE = "https://commons.wikimedia.org/wiki/File:Quay.jpg"
RECORD = SourceRecord(
    source="wikimedia-commons",
    id="File:Quay.jpg",
    where=Locator("imageinfo"),
    page_url=PAGE,
    title="Quay at dusk",
    creators=(Reading("Ana Brix", Locator("Artist")),),
    license=parse_license("cc-by-sa-4.0"),
)
DEED = "https://creativecommons.org/licenses/by-sa/4.0/"


def test_title_author_source_and_licence_are_printed_with_links() -> None:
    line = credit_line(RECORD)
    assert line.text == "Quay at dusk, Ana Brix, Wikimedia Commons, CC BY-SA 4.0"
    assert line.html == (
        f'<a href="{PAGE}">Quay at dusk</a>, Ana Brix, <a href="{PAGE}">Wikimedia Commons</a>, '
        f'<a href="{DEED}">CC BY-SA 4.0</a>'
    )
    assert line.missing == ()


def test_print_gets_no_links() -> None:
    line = credit_line(RECORD, link=False)
    assert line.html == line.text


def test_the_house_style_decides_the_order() -> None:
    assert (
        credit_line(RECORD, template="Photo: {author} / {license}").text
        == "Photo: Ana Brix / CC BY-SA 4.0"
    )


def test_changes_are_named_where_the_licence_asks_for_that() -> None:
    cut = (Transformation.CROPPED, Transformation.GREYSCALE)
    line = credit_line(RECORD, changes=cut)
    assert (
        line.text
        == "Quay at dusk, Ana Brix, Wikimedia Commons, CC BY-SA 4.0 (cropped and greyscale)"
    )
    assert line.html.endswith("CC BY-SA 4.0</a> (cropped and greyscale)")
    free = replace(RECORD, license=parse_license("cc0"))
    assert "cropped" not in credit_line(free, changes=cut).text


def test_what_the_source_does_not_state_is_shown_and_never_invented() -> None:
    line = credit_line(replace(RECORD, creators=(), license=None, uploader="QuayBot"))
    assert line.missing == ("author", "license")
    assert "[author not stated at the source]" in line.text
    assert "[licence not stated at the source]" in line.text
    assert "QuayBot" not in line.text


def test_a_picture_without_a_title_lacks_nothing() -> None:
    line = credit_line(replace(RECORD, title=None))
    assert line.text == "Ana Brix, Wikimedia Commons, CC BY-SA 4.0"
    assert line.missing == ()


def test_the_wording_the_author_asks_for_is_printed_with_the_licence() -> None:
    asked = replace(
        RECORD, required_attribution=Reading("Ana Brix / quay.example", Locator("Attribution"))
    )
    line = credit_line(asked)
    assert line.text == "Ana Brix / quay.example, CC BY-SA 4.0"
    assert f'<a href="{DEED}">CC BY-SA 4.0</a>' in line.html
    assert PAGE in line.html
    complete = replace(
        RECORD, required_attribution=Reading("Ana Brix, CC BY-SA 4.0", Locator("Attribution"))
    )
    assert credit_line(complete).text == "Ana Brix, CC BY-SA 4.0"


def test_hostile_values_stay_text() -> None:
    hostile = replace(
        RECORD,
        title='<script>alert("x")</script>\u202e',
        page_url="javascript:alert(1)",
        license=License("CC <b>", "other", url='https://x.example/"><script>'),
    )
    line = credit_line(hostile)
    assert "<script" not in line.html
    assert "javascript" not in line.html
    assert "\u202e" not in line.text


@pytest.mark.parametrize("template", ["{title.__class__}", "{nobody}", "{title!r}", "{", "{0}"])
def test_a_template_that_names_something_else_is_refused(template: str) -> None:
    with pytest.raises(ConfigError):
        credit_line(RECORD, template=template)


def test_a_source_without_a_printed_name_is_spelled_from_its_id() -> None:
    assert (
        credit_line(replace(RECORD, source="internet-archive"), template="{source}").text
        == "Internet Archive"
    )
