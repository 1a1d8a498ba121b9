"""Each sign by which a name is a person's or a house's, and a word at its edge part of it."""

from __future__ import annotations

import pytest

from provenance.credits import backs, fronts, parse_credit, persons
from provenance.credits.backs import BEHIND, Back
from provenance.credits.fronts import SMALL_IN_FRONT, Front
from provenance.credits.persons import PERSON, Claim
from provenance.credits.signals import signals_met

PERSONS = {
    "for or via": ("Mira Holm for Jo Lee", "Jo Lee", False),
    "the seller of a stock picture": ("Harbour Studio/iStock", "Harbour Studio", True),
    "a person's name": ("Foto: Mira Holm", "Mira Holm", True),
    "a photographer's firm": ("Photo by Tern Photography", "Tern Photography", True),
    "a name joined by a line": ("© Mira_Holm - Ørsted", "Mira_Holm", True),
    "two given names": ("Abby and Lauren", "Abby and Lauren", True),
    "initials": ("© E.B", "E.B", True),
    "an initial and a surname": ("Foto: G.Tzrovik/AFP", "G.Tzrovik", True),
    "before an agency": ("Harvest Tzrovik/Getty Images", "Harvest Tzrovik", True),
    "a surname behind an agency": ("AFP/Money Larsen", "Money Larsen", True),
    "several words of a house": ("Foto: Museum am Hafen", "Museum am Hafen", False),
    "several words, by": ("Photo by kestrel of the north", "kestrel of the north", True),
    "several words": ("Photo: Kestrel of the North", "Kestrel of the North", False),
    "a frequent surname": ("Foto: Müller", "Müller", True),
    "an acronym alone with its platform": ("JDX / Flickr", "JDX", True),
    "small letters behind an agency": ("Getty Images/tzrovik kvistlund", "tzrovik kvistlund", True),
    "a surname beside an acronym": ("Foto: SLX/Dürrn", "Dürrn", True),
    "an acronym": ("Photo: JDX", "JDX", False),
    "a user's name": ("kestrel_7/AFP", "kestrel_7", True),
    "one word of a house": ("Foto: Stadtarchiv", "Stadtarchiv", False),
    "one word, by": ("Photo by Kestrel", "Kestrel", True),
    "a capital inside a word": ("Getty Images, PlugHarbour", "PlugHarbour", False),
    "behind a house": ("WDR / Tzrovik", "Tzrovik", True),
}
"""Sign → a line, the name in it that the sign decides, and whether it is a person's."""


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> list[Claim]:
    """The names that are decided on while a line is read."""
    seen: list[Claim] = []

    def note(groups: object, subject: Claim) -> int:
        seen.append(subject)
        return sum(s.weight for s in signals_met((PERSON,), subject))

    monkeypatch.setattr(persons, "weigh", note)
    return seen


def test_every_sign_of_a_person_is_shown() -> None:
    lent = "a given name, lent"  # who lends a picture is in neither list
    assert {*PERSONS, lent} == {signal.name for signal in PERSON}


@pytest.mark.parametrize("sign", PERSONS)
def test_a_sign_decides_whose_a_name_is(sign: str, claims: list[Claim]) -> None:
    line, name, person = PERSONS[sign]
    credit = parse_credit(line)
    claim = next(c for c in claims if c.text == name)
    assert [s.name for s in signals_met((PERSON,), claim)] == [sign]
    assert (name in credit.creators) is person
    assert (name in credit.organizations) is not person


SMALL = {
    "Commons' own line": ("Von Mira Holm - Eigenes Werk, CC BY 4.0", ("Mira Holm",)),
    "in small letters": ("Foto von Mira Holm", ("Mira Holm",)),
    "in a heading's capitals": ("Bild Från Polisen", ("Polisen",)),
    "behind what was taken": ("Foto von Mira Holm", ("Mira Holm",)),
    "before an article": ("Mira Holm / For The Harbour Times", ("Mira Holm", "The Harbour Times")),
    "several words": ("Mira Holm, Special to the Harbour Post", ("Mira Holm", "Harbour Post")),
    'an "and" behind a comma': ("NASA, ESA, and J. Holm", None),
    "before what is known": ("from Reuters", ("Reuters",)),
    'a "for" behind a divider': ("Mira Holm / for The Harbour Tribune", None),
}


def test_every_sign_of_a_small_word_is_shown() -> None:
    assert set(SMALL) == {signal.name for group in SMALL_IN_FRONT for signal in group}


@pytest.mark.parametrize("sign", SMALL)
def test_a_small_word_in_front_leads_to_the_name(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, names = SMALL[sign]
    met: set[str] = set()

    def note(groups: object, subject: Front) -> int:
        found = list(signals_met(SMALL_IN_FRONT, subject))
        met.update(signal.name for signal in found)
        return sum(signal.weight for signal in found)

    monkeypatch.setattr(fronts, "weigh", note)
    credit = parse_credit(line)
    assert sign in met
    if names is not None:
        assert (*credit.creators, *credit.organizations) == names


def test_a_small_word_that_begins_a_name_stays_with_it() -> None:
    assert parse_credit("Foto De Agostini").organizations == ("De Agostini",)
    assert parse_credit("Foto: Van Gogh Museum").organizations == ("Van Gogh Museum",)


LAST = {
    "a word of a house nobody knows": ("Riverton City Archives", "Riverton City Archives"),
    "a surname": ("Photo: Martin Pool", "Martin Pool"),
}


def test_every_sign_of_a_last_word_is_shown() -> None:
    assert set(LAST) == {signal.name for signal in BEHIND}


@pytest.mark.parametrize("sign", LAST)
def test_a_last_word_that_belongs_to_the_name_stays(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, name = LAST[sign]
    met: set[str] = set()

    def note(groups: object, subject: Back) -> int:
        found = list(signals_met((BEHIND,), subject))
        met.update(signal.name for signal in found)
        return sum(signal.weight for signal in found)

    monkeypatch.setattr(backs, "weigh", note)
    credit = parse_credit(line)
    assert sign in met
    assert name in (*credit.creators, *credit.organizations)


def test_a_last_word_that_says_what_kind_of_picture_it_is_goes() -> None:
    assert parse_credit("ABC News Archive").organizations == ("ABC News",)
    assert parse_credit("Reuters pool").organizations == ("Reuters",)
