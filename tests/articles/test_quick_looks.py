"""A text is searched only where it can hold what is looked for; what it holds is found."""

from __future__ import annotations

import pytest

from provenance.articles.page.dom import Node
from provenance.articles.page.notice_words import without_exception
from provenance.articles.page.script_data import caption_from_script_data
from provenance.articles.page.text_runs import TextRun


@pytest.mark.parametrize(
    "said",
    [
        "unless otherwise noted", "UNLESS STATED", "except where noted", "if not otherwise marked",
        "where not credited", "falls nicht anders angegeben", "sauf indication contraire",
        "salvo indicación contraria", "excepto que se indique lo contrario",
        "a menos que se indique lo contrario", "excepto indicação em contrário",
        "se non diversamente indicato", "tenzij anders vermeld", "om inget annat anges",
        "hvis ikke annet er oppgitt", "o ile nie zaznaczono inaczej", "jeśli nie podano inaczej",
        "якщо не вказано інше", "если не указано иное",
    ],
)  # fmt: skip
def test_an_exception_is_left_out_in_each_language(said: str) -> None:
    assert without_exception(f"All photos: Kari Holm, {said}") == "All photos: Kari Holm"


def test_a_line_without_an_exception_stays() -> None:
    assert without_exception(" All photos: Kari Holm. ") == "All photos: Kari Holm."


@pytest.mark.parametrize(
    "field",
    [
        "caption", "captionText", "captionTitle", "imageCaption", "image_caption", "legend",
        "description", "credit", "creditText", "creditLine", "captionCredit", "credits",
        "imageCredit", "image_credit", "copyright", "photographer", "byline", "source", "CREDIT",
    ],
)  # fmt: skip
def test_each_field_of_a_scripts_data_is_read(field: str) -> None:
    data = f'{{"image": "/p/light-morning.jpg", "width": 900, "{field}": "Kari Holm"}}'
    page = f"<p>Light</p>\n<script>{data}</script>"
    found = [one for one in caption_from_script_data(page, "/p/light-morning.jpg") if one]
    assert [(one.text, one.where.line) for one in found] == [("Kari Holm", 2)]


def test_a_scripts_data_without_such_a_field_says_nothing() -> None:
    page = '<script>{"image": "/p/light-morning.jpg", "owner": "Kari Holm"}</script>'
    assert caption_from_script_data(page, "/p/light-morning.jpg") == (None, None)


def test_a_text_that_grows_is_folded_anew() -> None:
    run = TextRun(Node("p", {}, None, 1, []), " The  pier")
    assert run.text == "The pier"
    run.raw += "\n at dusk "
    assert run.text == "The pier at dusk"
