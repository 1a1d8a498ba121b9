"""A row of platforms is there to share a page on; what only sounds so may be a credit."""

from __future__ import annotations

import pytest

from provenance.credits.labels import share_rows
from provenance.credits.sharing import platforms_alone


@pytest.mark.parametrize(
    "text",
    [
        "Facebook LinkedIn WhatsApp",
        "Facebook | Reddit | Telegram",
        "Share: Facebook · LinkedIn · WhatsApp",
    ],
)
def test_three_platforms_and_nothing_else_are_buttons(text: str) -> None:
    assert len(platforms_alone(text)) == 3
    assert share_rows([text]) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Facebook",
        "Facebook LinkedIn",
        "Facebook/Twitter/Instagram",
        "Facebook, Twitter, Instagram",
        "Photo: Facebook Twitter Instagram",
        "Flickr Pexels Unsplash",
        "Ada Lund on Facebook, Reddit and Telegram",
        "Facebook LinkedIn WhatsApp " * 9,
        "Twitter X Tweet",
    ],
)
def test_fewer_or_what_a_credit_may_say_are_none(text: str) -> None:
    assert not share_rows([text])


def test_a_row_may_be_broken_into_lines_with_a_button_between() -> None:
    lines = ["The pier", "Facebook", "Email", "LinkedIn", "WhatsApp", "Ada Lund", "Reddit"]
    assert share_rows(lines) == {1, 2, 3, 4}
    assert share_rows(["Facebook", "LinkedIn", "The pier", "WhatsApp"]) == frozenset()
    assert share_rows(["Facebook", "Facebook", "Facebook"]) == frozenset()
