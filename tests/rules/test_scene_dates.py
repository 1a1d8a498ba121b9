"""Which of the dates a caption prints its scene is claimed to be of."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import read_claims
from provenance.model import Finding
from provenance.rules.kit.dates import scene_dates
from provenance.rules.kit.examples import claims, date_fact, example, original
from provenance.run.judgement import run_rules

PUBLISHED = date(2024, 3, 13)


def about_dates(caption: str, taken: date) -> set[str]:
    said = read_claims(caption, published=PUBLISHED, language="en")
    case = example(
        "", caption=said, originals=[original(dates=[date_fact(taken)])], published=PUBLISHED
    ).case
    return {o.rule for o in run_rules(case) if isinstance(o, Finding) and o.cause == "date"}


@pytest.mark.parametrize(
    "caption",
    [
        "Flowers for the victims of 11 September 2001.",
        "A house, two years after the invasion of February 24, 2022.",
        "A voter. The election runs until Sunday.",
        "At least 20,000 have left since Friday.",
        "Crews have worked since 8 March 2024.",
        "Undated photo of the family.",
        "The twins in happier days.",
    ],
)
def test_a_date_of_something_else_does_not_date_the_picture(caption: str) -> None:
    assert (
        about_dates(
            caption,
            date(2024, 3, 12)
            if "photo" not in caption and "days" not in caption
            else date(2018, 3, 12),
        )
        == set()
    )


@pytest.mark.parametrize(
    ("caption", "rule"),
    [
        ("The fire of 11 March 2024.", "date-mismatch"),
        ("After Tuesday's strike.", "older-than-event"),
        ("Tanks in the street on 21 August 1968.", "date-mismatch"),
        ("A picture of 8 March 2024.", "date-mismatch"),
    ],
)
def test_a_picture_older_than_what_it_is_said_to_show_is_told(caption: str, rule: str) -> None:
    assert about_dates(caption, date(1945, 5, 9)) == {rule}


def test_what_lies_ahead_is_no_date_of_the_scene() -> None:
    caption = read_claims("The vote runs until Sunday.", published=PUBLISHED, language="en")
    assert scene_dates(example("", caption=caption, published=PUBLISHED).case) == ()
    assert claims("x").dates == ()
