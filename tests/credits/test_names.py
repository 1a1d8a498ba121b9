"""Person or organisation: what a bare name says about itself."""

from __future__ import annotations

import pytest

from provenance.credits import load_vocabulary
from provenance.credits.names import is_organization, is_reference, looks_personal

WORDS = load_vocabulary()


@pytest.mark.parametrize(
    "name",
    [
        "University of Tides",
        "Ministerium für Küsten",
        "Fjordavisen",
        "Министерство моря",
        "海洋大学",
        "北岸新聞",
        "해양경찰청",
        "Gezeiten GmbH",
        "Tidewater Inc.",
        "NBX",
        "harbour.org",
        "The Lighthouse",
        "Marlow's",
        "Bell & Rope",
        "Pier 39",
        "Policía Local",
        "Straż Miejska",
        "وزارة البحر",
        "משטרת החוף",
        "La Marea",
    ],
)
def test_words_and_forms_that_make_an_organisation(name: str) -> None:
    assert is_organization(name, WORDS)
    assert not looks_personal(name, WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "Mira Holm",
        "Jean-Luc d'Arc",
        "Robin van der Berg",
        "J. R. Tolkvist",
        "Omar al-Haddad",
        "Νίκος Αλεξίου",
        "Олена Коваль",
        "נועה לוי",
        "سامي حداد",
        "Nguyễn Văn Hải",
        "OLGA BRANDT",
        "Le Van Nam",
        "mira holm",
    ],
)
def test_two_to_five_capitalised_words_are_a_person(name: str) -> None:
    assert looks_personal(name, WORDS)


@pytest.mark.parametrize(
    "text", ["2024", "Nov. 3", "RTX4JDW4", "14001234b", "#471100", "3 May 2024"]
)
def test_numbers_and_dates_name_nobody(text: str) -> None:
    assert is_reference(text, WORDS)


@pytest.mark.parametrize("text", ["TODAY", "May", "Mira Holm", "A24 Films"])
def test_words_without_figures_are_no_reference(text: str) -> None:
    assert not is_reference(text, WORDS)
