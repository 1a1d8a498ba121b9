from __future__ import annotations

import pytest

from provenance.claims import read_claims
from provenance.model import DisclosureKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("File photo: a launcher", DisclosureKind.FILE),
        ("Archivbild", DisclosureKind.FILE),
        ("архівне фото", DisclosureKind.FILE),
        ("Symbolbild", DisclosureKind.ILLUSTRATION),
        ("イメージ写真", DisclosureKind.ILLUSTRATION),
        ("générée par IA", DisclosureKind.AI_GENERATED),
        ("captura de pantalla", DisclosureKind.SCREENSHOT),
        ("Handout", DisclosureKind.HANDOUT),
    ],
)
def test_a_disclosure_is_met_in_its_language(text: str, kind: DisclosureKind) -> None:
    assert kind in {d.kind for d in read_claims(text).disclosures}


def test_profile_is_no_file() -> None:
    assert read_claims("A profile of the minister").disclosures == ()


def test_an_exercise_and_a_museum_are_event_words() -> None:
    assert [e.kind for e in read_claims("An exercise; later at the museum").events] == [
        "exercise",
        "museum",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Striking actors outside the studio",
        "A probe into the accident",
        "Esta foto mostra o porto",
        "He drills for oil",
        "A simulated sunrise",
    ],
)
def test_a_word_of_everyday_is_no_event_word(text: str) -> None:
    assert read_claims(text).events == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Володимир Зеленський у Києві", "Volodymyr Zelenskyy"),
        ("Okoro, Adaeze, at her desk", "Adaeze Okoro"),
        ("Gov. A. Okoro speaks", "Adaeze Okoro"),
    ],
)
def test_a_name_of_the_record_is_found(text: str, name: str) -> None:
    assert read_claims(text, names=[name]).people


def test_no_name_is_guessed() -> None:
    assert read_claims("Adaeze Okoro speaks").people == ()
    assert read_claims("Adaeze Okoro speaks", names=["Erik Lund"]).people == ()
