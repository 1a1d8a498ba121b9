"""The small words of credit lines, in forty languages."""

from __future__ import annotations

import pytest

from provenance.credits import parse_credit

LEADS = (
    "Valokuva", "Valokuvaaja", "Pildid", "Fotogrāfs", "Fotografas", "Fotografii", "Fotoğrafçı",
    "Fotografies", "Argazkilaria", "Imaxe", "Llun", "צלם", "ภาพถ่าย", "Bildcredits", "Fotobron",
    "Billedkilde", "Bildekilde", "Kép forrása", "Kuvan lähde", "Poză",
)  # fmt: skip
MAKERS = (
    "Aufnahme von", "Scatto di", "Fotograferat av", "Fotografert av", "Kuvannut", "Vyfotil",
    "Snímek pořídil", "Fotózta", "Foto realizată de", "Fotografirao", "Fotografavo", "Fotografēja",
    "Pildistas", "Çeken", "Снял", "Сфотографував", "Заснел", "Larawan ni", "Ảnh của",
)  # fmt: skip
LENDERS = (
    "With thanks to", "Courtoisie de", "Med tillatelse fra", "Stillet til rådighed af", "Luvalla",
    "S laskavým svolením", "So súhlasom", "Engedélyével", "Cu permisiunea", "Z dovoljenjem",
    "Suteikta", "Izniyle", "С разрешения", "З дозволу", "С любезното съдействие на", "Παραχώρηση",
)  # fmt: skip
FLAGS = {
    "file": ("archív", "arhivska fotografija"),
    "illustration": ("illusztrációs fotó", "illustratiivne foto"),
    "screenshot": ("frame de vídeo", "captură de ecran", "снимка от екрана"),
    "supplied": ("zbiory prywatne", "rodinný archiv", "osebni arhiv", "asmeninis archyvas",
                 "personīgais arhīvs", "kişisel arşiv", "αρχείο προσωπικό"),
    "handout": ("tlačová správa", "materiale de presă", "preses foto", "pressifoto", "siaran pers"),
}  # fmt: skip


@pytest.mark.parametrize("word", LEADS)
def test_a_lead_word_is_no_name(word: str) -> None:
    credit = parse_credit(f"{word}: Mira Holm")
    assert (credit.creators, credit.organizations) == (("Mira Holm",), ())


@pytest.mark.parametrize("words", MAKERS)
def test_who_took_it_stands_behind_the_verb(words: str) -> None:
    credit = parse_credit(f"{words} Mira Holm")
    assert (credit.creators, credit.organizations) == (("Mira Holm",), ())


@pytest.mark.parametrize("words", LENDERS)
def test_who_lent_it_is_no_creator(words: str) -> None:
    credit = parse_credit(f"{words} Riverton Museum")
    assert (credit.creators, credit.organizations) == ((), ("Riverton Museum",))


@pytest.mark.parametrize(("flag", "words"), [(f, w) for f in FLAGS for w in FLAGS[f]])
def test_what_kind_of_picture_it_is_is_no_name(flag: str, words: str) -> None:
    credit = parse_credit(f"Mira Holm / {words}")
    assert (credit.creators, credit.organizations) == (("Mira Holm",), ())
    assert flag in credit.flags
