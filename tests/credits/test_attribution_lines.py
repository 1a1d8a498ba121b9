"""Commons' own lines and those of Creative Commons: a credit as a whole, taken apart, in any
language."""

from __future__ import annotations

import pytest

from provenance.credits import parse_credit
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit

PAGE = "https://commons.wikimedia.org/w/index.php?curid=12345678"
FILE = "https://commons.wikimedia.org/wiki/File:Boat_in_Riverton_harbour_at_dusk.jpg"
OWN_WORK = [
    f"By Mira Holm - Own work, CC BY-SA 4.0, {PAGE}",
    f"Von Mira Holm - Eigenes Werk, CC BY-SA 4.0, {PAGE}",
    f"Par Mira Holm — Travail personnel, CC BY-SA 4.0, {PAGE}",
    f"De Mira Holm - Trabajo propio, CC BY-SA 4.0, {PAGE}",
    f"Di Mira Holm - Opera propria, CC BY-SA 4.0, {PAGE}",
    f"Door Mira Holm - Eigen werk, CC BY-SA 4.0, {PAGE}",
    f"Por Mira Holm - Obra do próprio, CC BY-SA 4.0, {PAGE}",
    f"Autorstwa Mira Holm - Praca własna, CC BY-SA 4.0, {PAGE}",
    f"Av Mira Holm - Eget arbete, CC BY-SA 4.0, {PAGE}",
    f"Af Mira Holm - Eget arbejde, CC BY-SA 4.0, {PAGE}",
    f"Od Mira Holm – Vlastní dílo, CC BY-SA 4.0, {PAGE}",
    f"Автор: Mira Holm - собственная работа, CC BY-SA 4.0, {PAGE}",
    f"Mira Holm - Власна робота, CC BY-SA 4.0, {PAGE}",
    "By Mira Holm (Own work) [CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0)], "
    "via Wikimedia Commons",
]


@pytest.mark.parametrize("line", OWN_WORK)
def test_the_line_of_ones_own_work_is_all_credit_and_names_its_author(line: str) -> None:
    assert split_credit(line) == ("", line)
    credit = parse_credit(line)
    assert credit.creators == ("Mira Holm",)
    assert credit.organizations == ()
    assert credit.platform == "wikimedia-commons"
    assert credit.license is not None
    assert credit.license.name == "CC BY-SA 4.0"


@pytest.mark.parametrize("line", OWN_WORK)
def test_behind_a_sentence_the_line_is_the_credit(line: str) -> None:
    assert split_credit(f"A man rows a boat. {line}") == ("A man rows a boat.", line)


@pytest.mark.parametrize(
    ("line", "license"),
    [
        ("Mira Holm, CC BY-SA 4.0, via Wikimedia Commons", "CC BY-SA 4.0"),
        ("Mira Holm, Public domain, via Wikimedia Commons", "public domain"),
        ("Mira Holm, CC0, via Wikimedia Commons", "CC0"),
        ("Mira Holm, CC BY 4.0", "CC BY 4.0"),
        ("Mira Holm / Wikimedia Commons / CC BY 2.0", "CC BY 2.0"),
        ('"Harbour at dawn" by Mira Holm is licensed under CC BY 2.0.', "CC BY 2.0"),
        (
            '"Harbour at dawn" by Mira Holm is licensed under CC BY 2.0. To view a copy of this '
            "license, visit https://creativecommons.org/licenses/by/2.0/?ref=openverse.",
            "CC BY 2.0",
        ),
        ("Mira Holm, used under CC BY 4.0", "CC BY 4.0"),
        ("Foto: Mira Holm, Lizenz: CC BY-SA 3.0 DE", "CC BY-SA 3.0 DE"),
        (f"Mira Holm, CC BY-SA 4.0, {FILE}", "CC BY-SA 4.0"),
    ],
)
def test_an_author_and_a_licence_are_a_credit(line: str, license: str) -> None:
    assert split_credit(line) == ("", line)
    credit = parse_credit(line)
    assert (credit.creators, credit.organizations) == (("Mira Holm",), ())
    assert credit.license is not None
    assert credit.license.name == license


@pytest.mark.parametrize(
    "line",
    [
        "See page for author, Public domain, via Wikimedia Commons",
        "AnonymousUnknown author, Public domain, via Wikimedia Commons",
        "Unknown authorUnknown author, Public domain, via Wikimedia Commons",
        "Unknown author, Public domain, via Wikimedia Commons",
        "Unbekannter Fotograf, CC BY-SA 3.0, via Wikimedia Commons",
        "The original uploader was Boatman at English Wikipedia., CC BY-SA 3.0, via Wikimedia "
        "Commons",
    ],
)
def test_a_line_that_names_no_author_invents_none(line: str) -> None:
    credit = parse_credit(line)
    assert (credit.creators, credit.organizations) == ((), ())
    assert credit.platform == "wikimedia-commons"


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("Holm (talk)", "Holm"),
        ("Mira Holm (talk) (Uploads)", "Mira Holm"),
        ("Mira Holm (talk · contribs)", "Mira Holm"),
        ("Mira Holm (Diskussion)", "Mira Holm"),
        ("Mira Holm (обсуждение)", "Mira Holm"),
        ("Boatman~commonswiki", "Boatman"),
        ("Boatman at en.wikipedia", "Boatman"),
        ("Boatman at English Wikipedia", "Boatman"),
        ("Mira Holm from Riverton, Canada", "Mira Holm"),
        ("Mira Holm aus Nordstadt, Deutschland", "Mira Holm"),
    ],
)
def test_what_a_wiki_adds_to_a_users_name_is_no_part_of_it(signed: str, name: str) -> None:
    credit = parse_credit(f"{signed}, CC BY-SA 3.0, via Wikimedia Commons")
    assert (credit.creators, credit.organizations) == ((name,), ())


def test_the_licence_alone_names_nobody() -> None:
    for line in ("(CC)", "CC BY-SA 4.0", "Foto: CC", "Public domain"):
        credit = parse_credit(line)
        assert (credit.creators, credit.organizations) == ((), ()), line
        assert credit.license is not None, line


@pytest.mark.parametrize(
    "caption",
    [
        "The CC BY 4.0 licence explained to a class in Riverton",
        "The painting is in the public domain",
        "Kayakers pass the public domain museum in Riverton on Friday",
        "A man rows a boat by the creative commons",
        "Students of the Creative Commons course meet their teacher in Riverton",
        "All rights reserved for the owners, says a sign at the pier",
    ],
)
def test_a_caption_that_speaks_of_a_licence_stays_a_caption(caption: str) -> None:
    assert credit_likeness(caption) < CreditScore.CERTAIN
    assert split_credit(caption) == (caption, "")


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        (f"A man rows a boat through Riverton. Mira Holm, {FILE}", "through Riverton."),
        (f"A boat rows. Picture by Mira Holm / Wikimedia Commons, CC BY 2.0, {FILE}", "rows."),
        (f"Ein Boot fährt aus. Foto: Mira Holm, {FILE}", "fährt aus."),
    ],
)
def test_no_address_is_cut_in_two(line: str, caption: str) -> None:
    text, credit = split_credit(line)
    assert text.endswith(caption)
    assert credit.endswith(FILE)
    assert "Mira Holm" in credit
