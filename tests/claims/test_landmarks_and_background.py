"""Landmarks stand for their town; houses in a credit, and days told of, date and place nothing."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import read_claims

PUBLISHED = date(2024, 6, 19)


def scene(text: str, language: str) -> set[str]:
    """The towns at which the text puts its scene."""
    read = read_claims(text, published=PUBLISHED, language=language)
    return {p.places[0].name for p in read.places if p.sign.is_scene}


def dated(text: str, language: str = "en") -> list[str]:
    """The words of the text that date its scene."""
    read = read_claims(text, published=PUBLISHED, language=language)
    return [d.text for d in read.dates if d.scene]


@pytest.mark.parametrize(
    ("language", "text", "town"),
    [
        ("en", "Supporters at Wembley Stadium.", "London"),
        ("en", "Mourners gather near Al-Shifa Hospital.", "Gaza"),
        ("de", "Menschen auf dem Petersplatz.", "Rome"),
        ("de", "Demonstration vor dem Bundeshaus.", "Bern"),
        ("fr", "Des élus devant le palais Bourbon.", "Paris"),
        ("es", "Protesta frente a La Moneda.", "Santiago"),
        ("it", "Il corteo in piazza del Plebiscito.", "Naples"),
        ("sv", "Demonstranter på Sergels torg.", "Stockholm"),
        ("cs", "Lidé na Václavském náměstí.", "Prague"),
        ("nl", "Boeren op het Malieveld.", "The Hague"),
        ("uk", "Люди на Майдані Незалежності.", "Kyiv"),
        ("ja", "上野公園で行われたデモ", "Tokyo"),
        ("hu", "Tüntetők a Kossuth téren.", "Budapest"),
        ("fi", "Mielenosoitus Senaatintorilla.", "Helsinki"),
        ("en", "Firefighters in Kent.", "Kent"),
        ("fr", "Un incendie dans le Finistère.", "Finistère"),
        ("de", "Ein Hof im Emsland.", "Emsland"),
        ("en", "A bear in Yellowstone National Park.", "Yellowstone National Park"),
        ("fr", "Des pancartes en mémoire des morts. Lyon - 2 février 2019", "Lyon"),
        ("fr", "Une conférence de presse - Gennevilliers - 28 avril 2019", "Gennevilliers"),
    ],
)
def test_a_landmark_stands_for_its_town(language: str, text: str, town: str) -> None:
    assert town in scene(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ein Baum wird gepflanzt (Foto: Stadt Nordhausen)"),
        ("de", "Ein Schiff auf der Werft (Foto: Hafenmuseum, München)"),
        ("de", "Blick auf das Colosseum-Theater."),
        ("de", "Am Berliner Platz."),
        ("de", "Das Land ist noch nicht auf Paris-Kurs."),
        ("de", "Die Leiterin des Hauses, Foto: Studio Nebel, Berlin"),
        ("hu", "A Balaton."),
        ("en", "The band plays at the Beacon."),
        ("en", "A woman runs in Washington Square."),
        ("en", "U.S. Gen. Jo Example talks to reporters."),
        ("en", "She will play next month against Panama."),
    ],
)
def test_what_only_bears_a_name_is_no_scene(language: str, text: str) -> None:
    assert not scene(text, language)


def test_a_landscape_of_a_region_is_there() -> None:
    assert "Utah" in scene("A runner in the slot canyons of Utah.", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Open Tuesday - Sunday until midnight."),
        ("en", "Rehearsals every Tuesday."),
        ("en", "Visit us tomorrow."),
        ("en", "The hut (1899 m) under snow."),
        ("en", "A church. © 2019 Jo Example"),
        ("en", "Earlier this month, the shop said that supplies were short."),
        ("en", "The race was postponed to May 21, 2022."),
        ("en", "Updated May 21, 2022."),
        ("en", "Overnight stay in a hut."),
        ("de", "Neue Sportarten im Programm der Winterspiele 2026"),
        ("es", "Ecuador busca un cupo en Mundial Qatar 2024"),
        ("de", "Die Messe wird im Mai 2022 stattfinden."),
        ("de", "Das Haar habe ich vor fünf Wochen gefärbt."),
    ],
)
def test_what_is_told_of_dates_no_scene(language: str, text: str) -> None:
    assert not dated(text, language)


def test_a_day_of_the_scene_still_dates_it() -> None:
    assert dated("Fans on Tuesday.") == ["Tuesday"]
    assert dated("A church in 2019.") == ["2019"]
    assert dated("Runners on May 21, 2022.") == ["May 21, 2022"]
