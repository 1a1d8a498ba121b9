"""Words that are spelt like places and are none: a false place is a false accusation."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import read_claims
from provenance.model import Claims


def read(text: str, language: str | None = "en", context: str | None = None) -> Claims:
    around = read_claims(context, language=language) if context else None
    return read_claims(text, published=date(2024, 3, 13), language=language, context=around)


def named(text: str, language: str | None = "en", context: str | None = None) -> dict[str, str]:
    """Name as printed → the likeliest place's name and country."""
    return {
        c.text: f"{c.place.name} {c.place.country}" for c in read(text, language, context).places
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("American and Israeli officers", "en"),
        ("Pakistani farmers, Swiss guides", "en"),
        ("Salvador Reyes on stage", "en"),
        ("Elizabeth Stone and Marco Brandt", "en"),
        ("Tori Fields (left) beside Lindsay Norman", "en"),
        ("Wladimir Klein, Trainer", "de"),
        ("Владимир Петренко на сцене", "ru"),
        ("Ben Hofer jubelt", "de"),
        ("di Luca Marini", "it"),
        ("Actor Jo Marsh-Ireland", "en"),
        ("A Rom Con for readers", "en"),
        ("Real Madrid fans", "en"),
        ("Die Spieler des 1. FC Nürnberg", "de"),
        ("Spieler von Partizan Belgrad", "de"),
        ("The Brussels sprouts are in season", "en"),
        ("Rök över taken", "sv"),
        ("Ein Treffen am Montag", "de"),
        ("Dabei blieb es beim Rest", "de"),
        ("Mitte Mai blüht der Flieder", "de"),
        ("La cote de popularité baisse", "fr"),
        ("The soul of the party", "en"),
        ("The Soul of the Party", "en"),
        ("Markazi Welfare League leaders", "en"),
        ("Guests in the Norman Porch", "en"),
        ("Jemand aus dem Federal Office", "de"),
        ("新华社记者报道", "zh"),
        ("国际合作论坛", "zh"),
        ("小野寺選手", "ja"),
        ("ハマスの幹部", "ja"),
        ("The fight over Sofía Brandt", "en"),
        ("Vargas Moreno and Carmen Serra (right)", "es"),
        ("Le ministre de la Défense", "fr"),
        ("The English version of Sweden’s new pamphlet", "en"),
        ("Venezuelas UN-Botschafter spricht", "de"),
        ("Verleger Jo A. Serra", "de"),
        ("Vargas Brandt (r.) mit Verleger Pere A. Serra und Carmen Serra", "de"),
        ("A US-India trade deal", "en"),
        ("Protests over the Russia-Ukraine war", "en"),
        ("Galapagos tortoises in the zoo", "en"),
        ("Rep. Jo Ray, R-N.C., speaks", "en"),
        ("Sen. Jo Ray (D-Ohio) speaks", "en"),
    ],
)
def test_a_name_a_brand_or_a_word_is_no_place(text: str, language: str) -> None:
    assert named(text, language) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("American soldiers train in Poland", {"Poland": "Poland PL"}),
        ("A US tariff hits Mexico", {"US": "United States US", "Mexico": "Mexico MX"}),
        ("Brazil will pay US firms", {"Brazil": "Brazil BR", "US": "United States US"}),
        (
            "A runner of the US team at London Stadium",
            {"London": "London GB", "US": "United States US"},
        ),
        ("Voters in Western North Carolina", {"North Carolina": "North Carolina US"}),
        ("A speech in Washington Jan. 27, 2023", {"Washington": "Washington US"}),
        ("Steel from Paris, Texas", {"Paris": "Paris US", "Texas": "Texas US"}),
        ("A launcher guards Kyiv", {"Kyiv": "Kyiv UA"}),
        ("A base in Metro Manila", {"Manila": "Manila PH"}),
        ("Soldiers at the India-Pakistan border", {"India": "India IN", "Pakistan": "Pakistan PK"}),
        ("A market in Kharkiv", {"Kharkiv": "Kharkiv UA"}),
        ("Fire in Valencia, Spain", {"Valencia": "Valencia ES", "Spain": "Spain ES"}),
    ],
)
def test_a_place_keeps_its_meaning_beside_other_names(text: str, expected: dict[str, str]) -> None:
    assert named(text) == expected


def test_the_city_is_shown_before_the_region_of_its_name() -> None:
    for text in ("A launcher in Kyiv", "A market in Kharkiv", "A street in Valencia, Spain"):
        assert read(text).places[0].place.kind == "city", text


def test_the_article_decides_which_odessa_is_meant() -> None:
    story = "Ukraine says that drones hit the harbour of Odessa"
    assert named("A warehouse in Odessa", context=story) == {"Odessa": "Odesa UA"}
    assert named("A warehouse in Odessa", context="Sheriff of Odessa, Texas, resigns") == {
        "Odessa": "Odessa US"
    }


def test_the_other_places_named_decide_between_namesakes() -> None:
    text = "US-made missiles over Kyiv; a fire in Odessa"
    assert named(text)["Odessa"] == "Odesa UA"
    assert len(read("A fire in Odessa").places[0].places) > 1
    assert {
        p.country for p in read("Games in Birmingham, not in Eugene, Oregon").places[0].places
    } == {"GB", "US"}


def test_a_genitive_is_read_in_northern_languages() -> None:
    assert named("Rök stiger över Kievs centrum", "sv") == {"Kiev": "Kyiv UA"}
    assert named("Blick auf Hamburgs Hafen", "de") == {"Hamburg": "Hamburg DE"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Indie bands play in the park", "en"),
        ("Twelve indie cinemas and an Indie label", "en"),
        ("Indie-Spiele des Jahres", "de"),
    ],
)
def test_a_style_is_no_country_of_another_language(text, language):
    assert [p.place.name for p in read_claims(text, language=language).places] == []


def test_the_country_is_read_where_its_name_is_so_written():
    assert read_claims("Powódź w Indiach. Indie proszą o pomoc", language="pl").places


@pytest.mark.parametrize(
    ("text", "language", "scene"),
    [
        ("In der Halle stehen Stühle bereit", "de", False),
        ("Boote liegen in der Halle am Hafen", "de", False),
        ("Stühle stehen in Halle bereit", "de", True),
        ("Boote liegen in der Stadt Halle am Ufer", "de", True),
        ("Menschen stehen vor dem Brandenburger Tor", "de", True),
        ("Wanderer in der Schweiz", "de", True),
        ("Mensen wandelen in het Hoorn", "nl", False),
        ("Mensen wandelen in Hoorn", "nl", True),
        ("Mensen wandelen in den Haag", "nl", True),
        ("Gente en el Cairo", "es", True),
    ],
)
def test_a_town_that_takes_no_article_is_not_meant_behind_one(
    text: str, language: str, scene: bool
) -> None:
    places = read(text, language).places
    assert any(claim.sign.is_scene for claim in places) is scene


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Una ofrenda en el Palacio Nacional"),
        ("es", "Aficionados en las gradas del Estadio Nacional"),
        ("es", "Pasajeros en la Estación Central"),
        ("es", "Un desfile en la Plaza de la Independencia"),
        ("es", "Una escultura frente al Teatro Municipal"),
        ("pt", "Torcedores no Estádio Nacional"),
        ("pt", "Fogo na Serra do Mar"),
        ("pt", "Visitantes no Parque Nacional"),
        ("it", "Viaggiatori alla Stazione Centrale"),
        ("it", "Studenti alla Biblioteca Nazionale"),
        ("fr", "Des étals sur la Place Centrale"),
        ("fr", "Des promeneurs dans la Forêt nationale"),
    ],
)
def test_a_house_a_wood_or_a_square_of_any_country_is_no_far_town(language: str, text: str) -> None:
    """Nacional is a district of the Dominican Republic, Centrale a region of Togo."""
    assert read_claims(text, published=date(2024, 5, 6), language=language).places == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Una ofrenda en el Palacio Nacional de Managua", "Managua"),
        ("Children play in Central, Hong Kong", "Central"),
        ("Um incêndio em Serra, Espírito Santo", "Serra"),
        ("Una feria en el Distrito Nacional, República Dominicana", "Nacional"),
    ],
)
def test_the_town_of_such_a_house_and_a_town_of_that_name_in_its_region_are_read(
    text: str, name: str
) -> None:
    assert name in {c.text for c in read_claims(text, published=date(2024, 5, 6)).places}
