"""Whether a name stands in a text."""

from __future__ import annotations

import pytest

from provenance.rules.kit.names import occurs_in


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Oleksandr Halenko", "Photo: Oleksandr Galenko / Harbour Press"),
        ("Halenko, Oleksandr", "O. Halenko/Harbour Press"),
        ("Олександр Галенко", "by Oleksandr Halenko"),
        ("Alamy", "Stock photo from Alamy"),
    ],
)
def test_a_name_is_met_in_another_spelling_or_with_an_initial(name: str, text: str) -> None:
    assert occurs_in(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Alamy", "A street at dusk"),
        ("Oleksandr Halenko", "O. H., the newsroom"),
        ("", "A street at dusk"),
        ("Harbour Press", "H. P."),
    ],
)
def test_an_initial_alone_is_nobody(name: str, text: str) -> None:
    assert not occurs_in(name, text)
