"""How a finding calls the places that a text names."""

from __future__ import annotations

import pytest

from provenance.claims.reading import read_claims
from provenance.rules.kit import places

NAMED = {
    "Demonstracja w Gdańsku": ("pl", "Gdańsk, Poland"),
    "Пожежа у Харкові": ("uk", "Kharkiv, Ukraine"),
    "Мітинг в Одесі": ("uk", "Odesa, Ukraine"),
    "Ein Brand in München": ("de", "München, Germany"),
    "Un incendie à Londres": ("fr", "Londres, United Kingdom"),
    "Мітинг у Польщі": ("uk", "Poland"),
    "LISBON — Rain fell in Lisbon on Monday": ("en", "Lisbon, Portugal"),
    "MADRID — Rain fell in Lisbon, in Madrid and in LISBON": ("en", "Madrid and Lisbon"),
}


@pytest.mark.parametrize("text", NAMED)
def test_a_place_is_called_by_its_own_name_and_once(text: str) -> None:
    language, name = NAMED[text]
    assert places.listed(read_claims(text, language=language).places) == name
