"""When a known name stands for itself beside other words, and when it is part of a longer one."""

from __future__ import annotations

import pytest

from provenance.credits import parse_credit
from provenance.credits.dividers import spans_of
from provenance.credits.signals import signals_met
from provenance.credits.standing import STANDING, Standing, stands_alone
from provenance.credits.stretch import Stretch
from provenance.lexicon.phrases import load_vocabulary


def standing(line: str, name: str, *, opened: bool = False) -> Standing:
    """The name as it stands in the line, in front or behind."""
    words = load_vocabulary()
    spans = list(spans_of(line, 0, len(line), words))
    stretch = Stretch(line, spans, tuple(s.folded for s in spans), words, "", "", False)
    entry = words.get(name)
    assert entry is not None
    count = len(name.split())
    if line.startswith(name):
        return Standing(stretch, entry, 0, count, count, len(spans), opened)
    lo = len(spans) - count
    return Standing(stretch, entry, lo, len(spans), 0, lo, opened)


ALONE = {
    "all beside it is known": ("Reuters pool", "Reuters"),
    "a small word between": ("Reuters for Kestrel", "Reuters"),
    "a number beside it": ("Getty Images 123456", "Getty Images"),
    "a house behind the platform": ("YouTube Harbour Television", "YouTube"),
    "a house's letters beside a person": ("Laura Weber WDR", "WDR"),
    "a name that stands out": ("Jo Lee Reuters", "Reuters"),
    "a person beside it": ("Jo Lee Reuters", "Reuters"),
    "a known name beside it": ("Kestrel Press Getty Images REUTERS", "REUTERS"),
}
PART = {
    "a word of the trade beside it": ("AS Photography", "AS"),
    "an article in front": ("The Denver Post", "Denver Post"),
    "a place in front": ("UK MOD", "MOD"),
    "long prose beside it": ("Reuters " + "told " * 14, "Reuters"),
    "one word of a house": ("Nike Kestrel Runner", "Nike"),
    "a given name before a particle": ("Nina de Luna", "Nina"),
}


def test_every_sign_is_shown() -> None:
    assert {s.name for group in STANDING for s in group} == set(ALONE) | set(PART)


@pytest.mark.parametrize("name", ALONE)
def test_a_sign_that_a_name_stands_alone(name: str) -> None:
    line, known = ALONE[name]
    it = standing(line, known, opened=True)
    assert name in {signal.name for signal in signals_met(STANDING, it)}
    assert stands_alone(it)


@pytest.mark.parametrize("name", PART)
def test_a_sign_that_a_name_is_part_of_a_longer_one(name: str) -> None:
    it = standing(*PART[name])
    assert name in {signal.name for signal in signals_met(STANDING, it)}
    assert not stands_alone(it)


def test_a_house_that_begins_like_an_agency_stays_whole() -> None:
    assert parse_credit("Reuters Institute").organizations == ("Reuters Institute",)
    assert parse_credit("Jo Lee Reuters").organizations == ("Reuters",)


@pytest.mark.parametrize("name", ["Ana", "Nina", "Petra", "Rex", "Efe", "Mia", "Aurora", "Lusa"])
def test_a_supplier_called_as_people_are_is_no_house_before_a_surname(name: str) -> None:
    for line in (
        f"Foto: {name} de Luna",
        f"{name} van Dijk/AFP",
        f"PHOTO BY {name.upper()} DE LUNA",
    ):
        credit = parse_credit(line)
        assert len(credit.creators) == 1, line
        assert credit.creators[0].casefold().startswith(name.casefold() + " "), line
