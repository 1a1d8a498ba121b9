"""Invented credit lines in the forms that newsrooms print, in twenty-odd languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.credits import parse_credit
from provenance.credits.split import split_credit

LINES = Path(__file__).with_name("lines.psv")


def rows() -> list[tuple[str, dict[str, object]]]:
    """Each line with its fields."""
    found = []
    for row in LINES.read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        line, *fields = row.replace(r"\|", "\0").rsplit(" | ", 5)
        parts = [frozenset() if f == "-" else frozenset(f.split(";")) for f in fields]
        names = ("creators", "organizations", "platform", "license", "flags")
        found.append((line.replace("\0", "|"), dict(zip(names, parts, strict=True))))
    return found


@pytest.mark.parametrize(("line", "fields"), rows())
def test_a_line_is_read_in_all_its_fields(line: str, fields: dict[str, object]) -> None:
    credit = parse_credit(line)
    assert {
        "creators": frozenset(credit.creators),
        "organizations": frozenset(credit.organizations),
        "platform": frozenset([credit.platform] if credit.platform else []),
        "license": frozenset([credit.license.name] if credit.license else []),
        "flags": frozenset(credit.flags),
    } == fields


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Archivbild: Die Brücke im Jahr 1965.", "Archivbild: Die Brücke im Jahr 1965.", ""),
        ("Ein Hund. Archivbild: Die alte Brücke.", "Ein Hund. Archivbild: Die alte Brücke.", ""),
        ("File photo: A dog runs.", "File photo: A dog runs.", ""),
        ("Un chat dort. Photo prétexte.", "Un chat dort. Photo prétexte.", ""),
        ("Ein Hund läuft. Symbolbild: Anke Röder", "Ein Hund läuft.", "Symbolbild: Anke Röder"),
        ("Archivbild: Anke Röder/ddp", "", "Archivbild: Anke Röder/ddp"),
        ("Ein Hund läuft. Archivbild: dpa", "Ein Hund läuft.", "Archivbild: dpa"),
        ("Ins Tal © Tirol Werbung / Eva Lanner", "Ins Tal", "© Tirol Werbung / Eva Lanner"),
    ],
)
def test_what_kind_of_picture_it_is_opens_a_credit_only_before_a_name(
    text: str, caption: str, credit: str
) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Le phare du Nord. Photo DR", "Le phare du Nord.", "Photo DR"),
        ("Le phare du Nord photo D.R.", "Le phare du Nord", "photo D.R."),
        ("Le phare (Ph. DR)", "Le phare", "(Ph. DR)"),
        ("Le phare, en 1950. Photo d'archives DR", "Le phare, en 1950.", "Photo d'archives DR"),
        ("Le phare – DR", "Le phare", "DR"),
        ("A ferry crosses to Goma in the DR", "A ferry crosses to Goma in the DR", ""),
        ("Visuel DR", "", "Visuel DR"),
    ],
)
def test_rights_reserved_are_a_credit_behind_a_caption(
    text: str, caption: str, credit: str
) -> None:
    assert split_credit(text) == (caption, credit)
    assert not credit or parse_credit(credit).organizations == ()


@pytest.mark.parametrize("line", ["Foto: DR", "Foto: Mads Krogh / DR"])
def test_a_broadcaster_is_no_reserved_right(line: str) -> None:
    assert "DR" in parse_credit(line).organizations


@pytest.mark.parametrize("line", ["Text: Ana Brandt, Foto: Otto Reinhold", "Design by Ana Brandt"])
def test_who_made_something_else_is_a_creator_only_alone(line: str) -> None:
    creators = parse_credit(line).creators
    assert creators == (("Otto Reinhold",) if "Foto" in line else ("Ana Brandt",))
