"""Plain text, as scraped or pasted."""

# ruff: noqa: E501
from __future__ import annotations

from provenance.articles import read_article
from provenance.model import InputKind

SCRAPED = """Storm Closes Harbour; Two Boats Adrift

The harbour of Varna-on-Sea closed on Thursday as waves broke over the northern pier. Two boats were reported adrift.

Storm damage

Rescue Under Way

The coast guard said that both crews were safe and that the boats would be towed in once the wind drops.

Waves break over the northern pier
Waves break over the northern pier of the harbour Twitter

Officials expect the storm to last until Saturday, when the ferry will run again.

Rescue boat type 4
Japan uses the same rescue boat to patrol its northern islands Wikimedia Commons

The last storm of this strength was in 1987, when the lighthouse lost its lamp.
"""


def read(text: str):
    return read_article(text.encode(), origin="story.txt", kind=InputKind.TEXT)


def test_two_pictures_stand_as_title_line_then_caption_and_credit_run_together():
    first, second = read(SCRAPED).images
    assert (first.title, first.caption.text, first.credit.text) == (
        "Waves break over the northern pier",
        "Waves break over the northern pier of the harbour",
        "Twitter",
    )
    assert (second.title, second.credit.text) == ("Rescue boat type 4", "Wikimedia Commons")
    assert second.caption.text == "Japan uses the same rescue boat to patrol its northern islands"
    assert first.content_url is None
    assert (first.where.line, first.caption.where.line) == (11, 12)


def test_a_label_without_credit_is_taken_for_a_heading_and_the_article_says_so():
    notes = read(SCRAPED).notes
    assert [n.where.line for n in notes] == [5, 7]
    assert notes[0].text.startswith("“Storm damage” is taken for a heading")
    assert "may be the label of a picture" in notes[0].text
    assert "may be" not in notes[1].text


def test_headline_lead_and_body_leave_the_pictures_out():
    article = read(SCRAPED)
    assert article.headline == "Storm Closes Harbour; Two Boats Adrift"
    assert article.lead.startswith("The harbour of Varna-on-Sea closed")
    assert "Twitter" not in article.body
    assert "lighthouse lost its lamp" in article.body


def test_pasted_forms_of_a_picture():
    text = (
        "A headline\n\nThe first paragraph of the story is here, and it is long enough to be one.\n\n"
        "The pier at noon. Photo: Ann Lee / Kestrel\n\nThe pier at night (Photo: Ann Lee)\n\n"
        "The pier at dawn [Reuters]\n\nThe pier in fog\nPhoto: Ann Lee\n"
    )
    pairs = [(i.caption.text, i.credit.text) for i in read(text).images]
    assert pairs == [
        ("The pier at noon.", "Photo: Ann Lee / Kestrel"),
        ("The pier at night", "(Photo: Ann Lee)"),
        ("The pier at dawn", "[Reuters]"),
        ("The pier in fog", "Photo: Ann Lee"),
    ]


def test_a_credit_alone_takes_the_line_before_it_as_its_caption():
    article = read(
        "A headline\n\nA first paragraph that is long enough to be one, truly.\n\nThe pier in fog\n\nPhoto: Ann Lee / AFP\n"
    )
    (image,) = article.images
    assert (image.caption.text, image.credit.text) == ("The pier in fog", "Photo: Ann Lee / AFP")
    assert "The pier in fog" not in article.body
    assert article.notes == ()


def test_running_text_that_names_an_agency_is_no_picture():
    text = "A headline\n\nOfficials told Reuters that the harbour would open again. They did not say when.\n\nHe wrote so on Twitter\n"
    assert read(text).images == ()


def test_a_dateline_is_noted():
    article = read(
        "A headline\n\nVARNA, May 18 (Reuters) - The harbour closed on Thursday as waves broke over the pier.\n"
    )
    assert [n.text for n in article.notes] == ["dateline: VARNA, May 18 (Reuters)"]


def test_one_line_is_a_headline_and_no_more():
    article = read("Only a headline")
    assert (article.headline, article.body, article.images) == ("Only a headline", "", ())
