"""Which of the places a text names its scene lies in: who, whence, whither and against whom are
none."""

from __future__ import annotations

import pytest

from provenance.claims import read_claims
from provenance.rules.kit.examples import example
from provenance.rules.kit.places import listed
from provenance.rules.kit.scenes import scene_places, story_places, whereabouts

_LANGUAGES = {"Flüchtlinge": "de", "Demonstration": "de", "Prezydent": "pl"}
"""By the first word, of the texts that are not English."""


def scene(text: str, language: str = "en") -> list[str]:
    return [c.text for c in scene_places(read_claims(text, language=language))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Soldiers in Seoul train to fend off attacks from North Korea", ["Seoul"]),
        ("Refugees from Syria", []),
        ("Jo Ray, from Johannesburg, reads aloud", []),
        ("A flight to London", []),
        ("A rally against Russia", []),
        ("Weapons for Ukraine", []),
        ("Flüchtlinge aus Syrien", []),
        ("Demonstration gegen Russland", []),
        ("A view from Beirut", ["Beirut"]),
        ("A video from Mariupol", ["Mariupol"]),
        ("On a visit to Warsaw", ["Warsaw"]),
        ("A street close to Kharkiv", ["Kharkiv"]),
        ("French President Jo Ray in Lyon", ["Lyon"]),
        ("Prezydent Ukrainy w Brukseli", ["Brukseli"]),
        ("Президент Польщі у Львові", ["Львові"]),
        ("서울 광화문 광장", ["서울"]),
        ("イスラエルの国旗", []),
        ("日本代表の選手", []),
        ("The mayor of London in Madrid", ["Madrid"]),
        ("Three cases diagnosed in China\nOfficials say that the risk is low", ["China"]),
    ],
)
def test_only_where_something_happens_is_the_scene(text: str, places: list[str]) -> None:
    assert scene(text, _LANGUAGES.get(text.split()[0], "en")) == places


@pytest.mark.parametrize(
    "text",
    [
        "Russia launches its largest attack",
        "Japan has deployed launchers",
        "Israel strikes back",
        "Washington has promised aid",
        "Moscow said that talks go on",
    ],
)
def test_a_state_that_acts_under_its_own_or_its_capitals_name_is_not_the_spot(text: str) -> None:
    assert not whereabouts(read_claims(text, language="en"))
    assert not whereabouts(read_claims(f"A crowd waits. {text}", language="en"))


@pytest.mark.parametrize(
    "text",
    ["Japan, 2012", "Japan: a launcher", "A launcher in Japan", "A launcher guards Kyiv", "Japan"],
)
def test_a_place_that_does_not_act_is_the_spot(text: str) -> None:
    assert whereabouts(read_claims(text, language="en"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Missiles strike Kyiv", "Kyiv, Ukraine"),
        ("Missiles strike Kyiv and Lviv in Ukraine", "Kyiv and Lviv"),
        ("Russia attacks Kyiv, Ukraine; one killed in Odesa", "Kyiv and Odesa"),
        ("Earthquake in Japan", "Japan"),
    ],
)
def test_places_are_listed_as_an_editor_would(text: str, shown: str) -> None:
    assert listed(scene_places(read_claims(text, language="en"))) == shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Im Zug von Berlin nach Warschau", "de"),
        ("Le train de Lyon à Bordeaux", "fr"),
        ("A lorry on its way from Kyiv to Lviv", "en"),
        ("Поїзд з Києва до Львова", "uk"),
    ],
)
def test_both_ends_of_a_journey_are_not_its_scene(text: str, language: str) -> None:
    assert scene(text, language) == []


@pytest.mark.parametrize(
    ("headline", "story"),
    [
        ("Turkey strikes Kurdish positions", []),
        ("Turkey Strikes Kurdish Positions", []),
        ("Russia attacks Kyiv", ["Kyiv"]),
        ("Fire in Lyon", ["Lyon"]),
        ("Quake in Japan kills twelve", ["Japan"]),
    ],
)
def test_who_acts_in_a_headline_is_not_where_the_story_is(headline: str, story: list[str]) -> None:
    case = example("", article=read_claims(headline, language="en")).case
    assert [c.text for c in story_places(case)] == story
