"""Each sign that a text is a credit, or none: it is met where it should be, and not beyond."""

from __future__ import annotations

import pytest

from provenance.credits.likeness import (
    AGAINST,
    FOR,
    OPENERS,
    CreditScore,
    credit_likeness,
    signals_of,
)

MET = {
    "attribution": "Ann Lee, CC BY 4.0",
    "a picture worked over": "Northbridge Tools, edited by the author",
    "a house and its photographer": "Foto Nordpost: Anna Lind",
    "known name": "Reuters",
    "lead word": "Photo: Ann Lee",
    "copyright sign": "© Ann Lee",
    "photographed, behind a name": "山田太郎撮影",
    "rights reserved": "Photo DR",
    "path with a supplier": "Ann Lee/AFP",
    "lent": "Courtesy of Ann Lee",
    "supplier, short": "Ann Lee AFP",
    "path": "Ann Lee/Harbour Gazette",
    "supplier at the edge": "Ann Lee, Chief Photographer of the Harbour AFP",
    "handle": "@annlee",
    "mail address": "Harbour Inn, ann@lee.example",
    "a name and an address": "Ann Lee, https://commons.wikimedia.org/wiki/File:Boat.jpg",
    "flag": "Ann Lee, Handout",
    "supplier": "Harbour Getty Museum Trust",
    "names": "Ann Lee",
    "a plain word before a bracket": "The boat (Reuters)",
    "a lead word inside": "Ein Feuer – Foto: Ann Lee / dpa",
    "goes on with a sentence": "in London, AFP",
    "a sentence and more": "The pier closed. Ann Lee/AFP",
    "a caption before a bracket": "The Pier (Ann Lee/AFP",
    "plain words": "several boats leave, AFP",
    "verb": "Reuters is told of it",
    "name in a sentence": "Posted on Twitter",
    "plain words before a supplier": "Boats leave early AFP",
    "a sentence without capitals": "قارب يغادر الميناء عند الفجر رويترز",
}
"""Sign → a text in which it is met."""
MISSED = {
    "attribution": "The CC BY 4.0 licence explained to a class",
    "a picture worked over": "A letter, edited by the author himself and his friends",
    "a house and its photographer": "Foto Nordpost: a boat",
    "known name": "Chronicle",
    "lead word": "Photos from the harbour",
    "copyright sign": "Law of copyright",
    "photographed, behind a name": "港で（4日撮影",
    "rights reserved": "DR",
    "path with a supplier": "Boats that leave early/AFP",
    "lent": "By courtesy of a friend of the family who sent it to all of us",
    "supplier, short": "A museum of Chronicle",
    "path": "AM/fm",
    "supplier at the edge": "Reuters Institute for the Study of Journalism, Oxford and London",
    "handle": "@annlee says so",
    "mail address": "Harbour Inn at the pier",
    "a name and an address": "Ann Lee at the pier",
    "flag": "Pool Party",
    "supplier": "Harbour Museum",
    "names": "a boat",
    "a plain word before a bracket": "Ann Lee (Reuters)",
    "a lead word inside": "Foto: Ann Lee / dpa",
    "goes on with a sentence": "von Ann Lee, AFP",
    "a sentence and more": "Robert F. Lee/AFP",
    "a caption before a bracket": "Ann Lee (AFP/Getty",
    "plain words": "courtesy of the archive, AFP",
    "verb": "Ann Lee/AFP",
    "name in a sentence": "via Twitter",
    "plain words before a supplier": "Ann Lee AFP",
    "a sentence without capitals": "سامي حداد رويترز",
}
"""Sign → a text in which it is not met, though it is near."""
SIGNALS = {s.name: s for group in (OPENERS, FOR, *AGAINST) for s in group}


def test_every_sign_is_shown() -> None:
    assert set(MET) == set(MISSED) == set(SIGNALS)


@pytest.mark.parametrize("name", MET)
def test_a_sign_is_met_where_it_should_be(name: str) -> None:
    assert name in {signal.name for signal in signals_of(MET[name])}


@pytest.mark.parametrize("name", MISSED)
def test_a_sign_is_not_met_beyond(name: str) -> None:
    assert name not in {signal.name for signal in signals_of(MISSED[name])}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Ann Lee/AFP", CreditScore.CERTAIN),
        ("Ann Lee/Harbour Gazette", CreditScore.LIKELY),
        ("Ann Lee", CreditScore.POSSIBLE),
        ("A boat leaves the harbour", CreditScore.NO),
        ("Boats leave early AFP", CreditScore.NO),
        ("Album", CreditScore.POSSIBLE),
        ("AdobeStock", CreditScore.CERTAIN),
        ("picture alliance/dpa, Ann Lee", CreditScore.CERTAIN),
        ("U.S. Navy photo/Seaman Ann Lee, 9th Wing Public Affairs", CreditScore.LIKELY),
        ("AFP/, AP/Getty Images", CreditScore.CERTAIN),
        ("", CreditScore.NO),
    ],
)
def test_the_strongest_sign_for_it_less_those_against_is_the_score(
    text: str, score: CreditScore
) -> None:
    assert credit_likeness(text) == score


def test_an_address_counts_as_one_character() -> None:
    address = "https://commons.wikimedia.org/wiki/File:" + "a" * 200
    assert credit_likeness(f"Photo: Ann Lee, {address}") is CreditScore.CERTAIN
    assert credit_likeness("Photo: " + "Ann Lee " * 40) is CreditScore.NO
