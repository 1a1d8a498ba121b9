"""Patterns of long lists find what they would with all their words compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from provenance.lexicon import listed, patterns
from provenance.lexicon.listed import AnyOf, Listed, key_of

WORDS = ["photo", "foto", "fotografía", "crédit photo", "by-line", "зображення", "写真", "ışık"]


def any_of(words: Iterable[str]) -> str:
    spelled = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s").replace(r"\-", r"[\s\-]") for w in spelled)


def colon(any_of: AnyOf) -> str:
    return rf"(?<!\w)(?:{any_of(WORDS)})\s?[:：]"


WHOLE = re.compile(colon(any_of), re.I)
TEXTS = (
    "Photo: Ada Roe", "PHOTO : Ada Roe", "Crédit\u00a0photo: Ada Roe", "BY LINE: Ada Roe",
    "nothing here", "", "写真：花子", "Зображення: Ада", "IŞIK: Ada", "İşik: Ada", "telephoto: x",
    "Foto: A. Fotografía: B", "ſphoto: x", "ΦΩΤΟ: x",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_few_words_find_what_all_find(text: str) -> None:
    few = Listed(colon, any_of)
    assert [m.span() for m in few.finditer(text)] == [m.span() for m in WHOLE.finditer(text)]
    assert bool(few.search(text)) == bool(WHOLE.search(text))
    assert bool(few.match(text)) == bool(WHOLE.match(text))
    assert bool(few.fullmatch(text)) == bool(WHOLE.fullmatch(text))
    assert few.sub("", text) == WHOLE.sub("", text)


def test_who_reads_many_texts_soon_has_all_words() -> None:
    few = Listed(colon, any_of)
    for number in range(1, 2 ** len(WORDS)):
        text = "; ".join(f"{w}: A" for n, w in enumerate(WORDS) if number >> n & 1)
        assert len(list(few.finditer(text))) == len(list(WHOLE.finditer(text)))
    assert few.of("photo") is few.of("foto")
    assert len(few._known) == listed.FEW


def test_letters_that_a_pattern_takes_for_one_have_one_key() -> None:
    for char in map(chr, (n for n in range(0x10000) if not 0xD800 <= n < 0xE000)):
        for other in {char.lower(), char.upper(), char.swapcase(), char.title(), "i", "s", "k"}:
            if len(other) == 1 and re.fullmatch(re.escape(other), char, re.I):
                assert key_of(other) == key_of(char), (other, char)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Photo: Ada Roe", "Photo: "),
        ("渋谷の夜。写真：花子", "写真："),
        ("A street, Foto © Ada", "Foto ©"),
        ("Nothing of the kind", None),
    ],
)
def test_the_lead_of_a_credit_is_found_in_every_script(text: str, found: str | None) -> None:
    match = patterns.lead_colon().search(text)
    assert (match[0].strip() if match else None) == (found.strip() if found else None)
