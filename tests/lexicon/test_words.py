"""Splitting and reading know the same words: none is known only to one of the two."""

from __future__ import annotations

import pytest

from provenance.credits import parse_credit
from provenance.credits.split import split_credit
from provenance.lexicon.folding import fold, key_of, normalise
from provenance.lexicon.suppliers import SupplierKind
from tests.lexicon.shares import (
    CAPTION,
    ENDS,
    lead_words,
    led_share,
    read_share,
    spellings,
    split_share,
)

SOLD = (SupplierKind.AGENCY, SupplierKind.LIBRARY, SupplierKind.STOCK)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("kind", SOLD)
def test_a_clear_name_ends_a_caption_wherever_it_stands(kind: SupplierKind, end: str) -> None:
    assert split_share(spellings(kind, ambiguous=False), end) >= 0.99


@pytest.mark.parametrize("end", ["behind a dash", "behind a name"])
@pytest.mark.parametrize("kind", SOLD)
def test_an_everyday_word_is_a_name_beside_another_sign(kind: SupplierKind, end: str) -> None:
    assert split_share(spellings(kind, ambiguous=True), end) >= 0.98


@pytest.mark.parametrize("kind", SOLD)
def test_an_everyday_word_alone_behind_a_sentence_is_none(kind: SupplierKind) -> None:
    names = [n for n in spellings(kind, ambiguous=True) if not n.isupper()]
    assert split_share(names, "after a sentence") <= 0.05


@pytest.mark.parametrize(("words", "least"), [("opens", 0.99), ("shown", 0.98), ("flags", 0.97)])
def test_a_lead_word_opens_a_credit_and_is_read_as_one(words: str, least: float) -> None:
    assert led_share(lead_words()[words]) >= least
    assert read_share(lead_words()[words]) >= least


@pytest.mark.parametrize(
    "word", ["Drohnenfoto", "Satellitenbild", "Luftbild", "Karte", "Mapa", "Carte", "Illustrator"]
)
def test_a_word_for_a_kind_of_picture_is_no_organisation(word: str) -> None:
    credit = parse_credit(f"{word}: Jane Doe")
    assert (credit.creators, credit.organizations) == (("Jane Doe",), ())


@pytest.mark.parametrize(
    "word", ["Auteur", "Fotograaf", "Bildcredit", "Fotonachweis", "Cover photo", "Kredit foto"]
)
def test_a_lead_word_is_never_cut_in_the_middle(word: str) -> None:
    assert split_credit(f"{CAPTION}. {word}: Jane Doe")[1] == f"{word}: Jane Doe"


@pytest.mark.parametrize("text", ["Art of the harbour", "Data: three boats left before noon"])
def test_a_word_that_says_what_is_shown_opens_nothing_without_a_name(text: str) -> None:
    assert split_credit(f"{CAPTION}. {text}")[1] == ""


def test_a_fold_for_places_drops_what_the_key_of_a_phrase_keeps() -> None:
    assert fold("São-Tomé") == "sao tome"
    assert key_of("På") != key_of("PA")
    assert key_of("Getty-Images") == key_of("getty images") == ("getty", "images")
    assert normalise("ⓒ  ＡＰ") == "© AP"
