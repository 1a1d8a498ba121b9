"""Types of things that texts name, and which of them exclude each other."""

from __future__ import annotations

import re

import pytest

from provenance.rules.kit.evidence import words
from provenance.rules.kit.types import exclude, named_types


@pytest.mark.parametrize(
    ("text", "family", "types"),
    [
        ("An S-300PMU launcher", "air-defence", {"S-300"}),
        ("ЗРК С-300 на параді", "air-defence", {"S-300"}),
        ("A Patriot missile battery", "air-defence", {"Patriot"}),
        ("Patriots at the stadium", "air-defence", set()),
        ("An air defence system", "air-defence", set()),
        ("Leopard 2A6 tanks", "tanks", {"Leopard 2"}),
        ("Ein Kampfpanzer Leopard", "tanks", {"Leopard"}),
        ("A leopard in a tree", "tanks", set()),
        ("A Boeing 737-800", "airliners", {"Boeing 737"}),
        ("A320neo of the airline", "airliners", {"Airbus A320"}),
        ("An A321neo at the gate", "airliners", {"Airbus A320"}),
        ("USS Harbourton leaves port", "vessels", {"USS Harbourton"}),
        ("Two polar bears", "bears", {"polar bear"}),
        ("Chicago Bears", "bears", set()),
        ("A tiger shark", "big-cats", set()),
    ],
)
def test_a_type_is_read_where_the_text_names_it(text: str, family: str, types: set[str]) -> None:
    assert named_types(text).get(family, frozenset()) == types


def test_a_kind_of_a_type_does_not_exclude_it() -> None:
    assert not exclude({"Leopard"}, {"Leopard 2"})
    assert exclude({"Leopard 1"}, {"Leopard 2"})
    assert not exclude({"F-16", "F-35"}, {"F-35"})
    assert not exclude({"USS Harbourton Sailors"}, {"USS Harbourton Transits"})
    assert exclude({"USS Harbourton"}, {"USS Saltmarsh"})


def test_every_pattern_of_the_table_is_one() -> None:
    for family, rows in words("types").items():
        patterns = [rows["named"]] if "named" in rows else [p for r in rows.values() for p in r]
        assert patterns, family
        for pattern in patterns:
            re.compile(pattern.lstrip("~"))
