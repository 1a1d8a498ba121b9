"""Whether page and file name two persons, whatever agency stands beside them."""

from __future__ import annotations

import pytest

from provenance.model import Confidence, Credit, Finding, Metadata, Severity
from provenance.rules import embedded_credit_mismatch
from provenance.rules.kit.examples import example, in_file, picture


def judged(printed: str, agency: str, author: str, line: str, said: str = "") -> list[Finding]:
    credit = Credit(f"{printed}/{agency}", (printed,), (agency,), agency)
    metadata = Metadata(
        creators=(in_file(author, "IPTC:By-line"),),
        credit_line=in_file(line) if line else None,
        description=in_file(said, "IPTC:Caption-Abstract") if said else None,
    )
    case = example("", credit=credit, picture=picture(metadata)).case
    return [o for o in embedded_credit_mismatch.check(case) if isinstance(o, Finding)]


@pytest.mark.parametrize(
    ("printed", "agency", "author", "line"),
    [
        ("Ida Brandt", "epd", "Jens Holm", "epd"),
        ("Ida Brandt", "epd", "Jens Holm", ""),
        ("Ida Brandt", "Reuters", "HOLM, JENS", "REUTERS"),
        ("Ida Brandt", "AFP", "Jens Holm", "AFP via Getty Images"),
        ("Ida Brandt", "AFP", "Jens Brandt", "AFP"),
        ("Ida Brandt", "AP", "Edith Archibald and Nils Poole", "AP"),
        ("Noor de Wit", "ANP", "Jens Holm/ANP", "ANP"),
    ],
)
def test_two_persons_of_one_agency_are_two(
    printed: str, agency: str, author: str, line: str
) -> None:
    (found,) = judged(printed, agency, author, line)
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.MEDIUM)
    assert found.message.startswith(f"The page credits {printed}; the file itself says ")


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Ida Brandt", "BRANDT, IDA"),
        ("Ida Brandt", "I. Brandt"),
        ("I. Brandt", "Ida Brandt"),
        ("Ida Brandt", "Brandt Ida Sophie"),
        ("Ida Brandt", "ib"),
        ("ib", "Jens Holm"),
        ("Ida Brandt", "J. H."),
        ("Ida Brandt", "STR"),
        ("Ida Brandt", "Stringer"),
        ("Ida Brandt", "Photo Desk"),
        ("Ida Brandt", "Zentrale Bildredaktion"),
        ("Ida Brandt", "Reuters Staff"),
        ("Ida Brandt", "Jens Holm and Ida Brandt"),
        ("Ida Brandt", "Onlineredaktion Kiel"),
        ("Stringer", "Jens Holm"),
        ("Oleksii Tarasenko", "Aleksey Tarasenko"),
        ("Zoë Müller", "Zoe Mueller"),
        ("Ida Brandt", "Ида Брандт"),
    ],
)
def test_a_sign_initials_or_another_spelling_is_nobody_else(printed: str, author: str) -> None:
    assert not judged(printed, "Reuters", author, "Reuters")


def test_the_file_s_own_caption_may_name_the_page_s_photographer() -> None:
    assert not judged("Ida Brandt", "epd", "Jens Holm", "epd", "A ship. Foto: Ida Brandt/epd")
