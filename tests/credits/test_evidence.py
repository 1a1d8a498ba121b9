"""What a name's words say for and against a person."""

from __future__ import annotations

import pytest

from provenance.credits import load_vocabulary, parse_credit
from provenance.credits.evidence import EVIDENCE, Printed, bears_name, is_full_name
from provenance.credits.names import looks_personal
from provenance.credits.signals import signals_met

SIGNS = {
    "a given name that is a word": ("Harmony Recipe", False),
    "a given name": ("Mira Kvistlund", True),
    "ends as a house's word": ("Kvistlandhaus Tzrovik", False),
    "an everyday word in front": ("Harvest Kvistlund", False),
    "a surname": ("Tzrovik Larsen", True),
    "an article in front": ("Le Sillage", False),
    "a given name behind": ("Tzrovik Wiebke", True),
    "a country behind": ("Wirtualna Norge", False),
    "a town behind": ("Tzrovik Wolfenbüttel", False),
    "an everyday word behind": ("Kvistlund Recipe", False),
    "an initial": ("R. Harvest", True),
    "an article inside": ("Tzrovik der Kvistlund", False),
    "a linking word behind no name": ("Tzrovik du Kvistlund", False),
    "a particle": ("Tzrovik van Kvistlund", True),
    "an acronym inside": ("QRS Kvistlund", False),
    "a capital inside a word": ("KvistHub Tzrovik", False),
    "small letters": ("tzrovik kvistlund", False),
}
"""Sign → a name that it decides, and whether that is a person's."""


def test_every_sign_is_shown() -> None:
    assert set(SIGNS) == {signal.name for group in EVIDENCE for signal in group}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_decides(sign: str) -> None:
    name, person = SIGNS[sign]
    assert sign in [s.name for s in signals_met(EVIDENCE, Printed.of(name))]
    assert bears_name(name) is person


@pytest.mark.parametrize(
    "name",
    ["Mira McKvist", "Ali MANSOUR", "Grace Harvest", "Dr. Mira Kvistlund", "Jean-Luc Tzrovik",
     "Tzrovik Kvistlund", "Анна Смирнова", "mira kvistlund", "Anna Hall"],
)  # fmt: skip
def test_a_person_stays_one(name: str) -> None:
    assert looks_personal(name, load_vocabulary())


@pytest.mark.parametrize(
    "name",
    ["Upgraded Boots", "Serious Cooks", "KvistHub UK", "Harbour Gazeta", "Actu Rivage",
     "Carnegie Hall", "Tzrovik Magazin"],
)  # fmt: skip
def test_a_house_is_no_person(name: str) -> None:
    assert not looks_personal(name, load_vocabulary())


def test_a_house_word_behind_a_given_name_is_a_surname() -> None:
    assert is_full_name("Anna Hall")
    assert not is_full_name("Riverton Hall")


LINES = {
    "Photo credit: Upgraded Boots": ((), ("Upgraded Boots",)),
    "Foto: iRepair": ((), ("iRepair",)),
    "Foto: Companhia do Livro/Divulgação": ((), ("Companhia do Livro",)),
    "Source : M. Kvist pour Rivage": (("M. Kvist",), ("Rivage",)),
    "(Quelle: Ohlsen/DWV)": (("Ohlsen",), ("DWV",)),
    "photo: Mira K Photos via Flickr": (("Mira K Photos",), ()),
    "Image: Atomic Pear via Wikimedia Commons": (("Atomic Pear",), ()),
    "Photo submitted by Ingrid": ((), ()),
    "Left Image: Harbour Museum, Right Image: Mira Holm": (("Mira Holm",), ("Harbour Museum",)),
    "NASA, ESA, and J. Holm": (("J. Holm",), ("NASA", "ESA")),
    "Computing Across Borders by Mira Holm": (("Mira Holm",), ()),
    "Photo Le Sillage/Mira HOLM": (("Mira HOLM",), ("Le Sillage",)),
    "Photo credit: www.harbourhome.org": ((), ("www.harbourhome.org",)),
    "Stetten Kvist Photography": (("Stetten Kvist Photography",), ()),
    "Foto: Gal·la Kvist": (("Gal·la Kvist",), ()),
    "Foto: VAN DEN BERG, Piet": (("Piet VAN DEN BERG",), ()),
    "写真提供：港町動物園": ((), ("港町動物園",)),
    "Photo Ville de Riverton": ((), ("Ville de Riverton",)),
    "Photos Harbour City Council": ((), ("Harbour City Council",)),
    "Photo Agency Riverton": ((), ("Photo Agency Riverton",)),
    "Photo by Dr. Mira Holm": (("Mira Holm",), ()),
    "Larsen, Mira/Museum of Riverton": (("Mira Larsen",), ("Museum of Riverton",)),
    "Photo Illustration: Getty Images, PlugHarbour": ((), ("Getty Images", "PlugHarbour")),
    "Фото: личный архив Анны Смирновой": ((), ()),
}


@pytest.mark.parametrize("line", LINES)
def test_who_made_it_and_whose_it_is(line: str) -> None:
    credit = parse_credit(line)
    assert (credit.creators, credit.organizations) == LINES[line]


def test_a_picture_made_with_a_tool_is_flagged() -> None:
    for line in ("Image created with Midjourney", "Bild: erstellt mit Firefly"):
        credit = parse_credit(line)
        assert [flag.value for flag in credit.flags] == ["ai-generated"]
        assert not credit.creators


@pytest.mark.parametrize("line", ["JR JR", "Dr. Dr.", "MBA MSc", "Photo: II III"])
def test_a_line_of_titles_alone_is_read_without_trouble(line: str) -> None:
    assert parse_credit(line).raw == line
