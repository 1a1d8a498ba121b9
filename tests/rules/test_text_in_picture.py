"""Which lines in a picture are marks, stamps and banners, and which are of the scene."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from provenance.claims import read_claims
from provenance.model import (
    Box,
    Credit,
    Desk,
    Finding,
    Passed,
    Picture,
    Severity,
    Writing,
    WrittenLine,
)
from provenance.rules import text_in_picture
from provenance.rules.kit import writing
from provenance.rules.kit.examples import KYIV, TUESDAY, claims, example, picture

AFP = Credit("AFP", organizations=("AFP",))
CAPTION = claims("Kyiv on Tuesday.", places={"Kyiv": KYIV}, dates={"Tuesday": TUESDAY})


def shown(*lines: WrittenLine) -> Picture:
    return picture(writing=Writing(lines))


def line(text: str, x: int = 20, y: int = 755, wide: int = 120, high: int = 30) -> WrittenLine:
    return WrittenLine(text, Box(x, y, wide, high), 0.99)


def found(of: Picture, credit: Credit | None = AFP, **more: object) -> list[Finding]:
    read = read_claims(of.writing.text if of.writing else "")
    made = example("", credit=credit, picture=of, written=read, **more)  # type: ignore[arg-type]
    return [o for o in text_in_picture.check(made.case) if isinstance(o, Finding)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("REUTERS", "Reuters"),
        ("© dpa", "dpa Picture-Alliance"),
        ("gettyimages", "Getty Images"),
        ("GETTY IMAGES", "Getty Images"),
        ("AFP PHOTO / JANA SOLM", "Agence France-Presse"),
        ("Jana Solm/REUTERS", "Reuters"),
        ("www.alamy.com", "Alamy"),
        ("iStock", "iStock"),
        ("Credit: Shutterstock", "Shutterstock"),
        ("Source: Reuters", ""),
        ("REUTERS BUILDING", ""),
        ("Quelle: dpa", ""),
        ("Reuters reports a rise", ""),
        ("a picture of the harbour", ""),
        ("TWITTER", ""),
        ("PA 4711 XY", ""),
        ("", ""),
    ],
)
def test_a_line_in_the_corner_is_a_mark_where_nothing_else_stands_in_it(
    text: str, name: str
) -> None:
    (mark,) = list(writing.marks(shown(line(text)))) or [None]
    assert (mark.name if mark else "") == name


@pytest.mark.parametrize(
    ("x", "y", "high"), [(500, 400, 30), (500, 755, 30), (20, 400, 30), (20, 660, 130)]
)
def test_a_name_that_stands_in_no_corner_or_is_large_is_no_mark(x: int, y: int, high: int) -> None:
    assert not list(writing.marks(shown(line("REUTERS", x, y, high=high))))


def test_a_short_name_beside_a_credit_word_is_as_sure_as_a_long_one() -> None:
    bare, signed = (next(writing.marks(shown(line(text)))) for text in ("AP", "AP Photo"))
    assert (bare.sure, signed.sure) == (False, True)


@pytest.mark.parametrize(
    ("credit", "severity"),
    [
        (AFP, Severity.WARNING),
        (Credit("Facebook", platform="facebook"), Severity.WARNING),
        (Credit("Jane Solm", ("Jane Solm",)), Severity.INFO),
        (Credit("Town of Nordhafen", organizations=("Town of Nordhafen",)), Severity.INFO),
        (Credit("Jane Solm/Reuters", ("Jane Solm",)), None),
        (Credit("via REUTERS"), None),
        (None, None),
    ],
)
def test_how_sure_a_mark_is_depends_on_whom_the_credit_names(
    credit: Credit | None, severity: Severity | None
) -> None:
    told = found(shown(line("REUTERS")), credit)
    assert [one.severity for one in told] == ([severity] if severity else [])


def test_a_small_word_of_the_caption_credits_nobody() -> None:
    assert found(shown(line("www.alamy.com")), caption=claims("A street."))


def test_a_brand_is_credited_by_its_house() -> None:
    assert not found(shown(line("iStock")), Credit("Getty Images", organizations=("Getty Images",)))


def test_the_caption_may_name_the_agency() -> None:
    assert not found(shown(line("REUTERS")), caption=claims("A street. REUTERS/Jane Solm"))


def test_a_page_of_the_agency_itself_may_leave_its_name_out() -> None:
    of = shown(line("REUTERS"))
    made = example("", credit=Credit("Jane Solm", ("Jane Solm",)), picture=of).case
    own = replace(made, article=replace(made.article, url="https://www.reuters.com/world/1"))
    assert not list(text_in_picture.check(own))
    house = replace(made, desk=Desk(staff=("Reuters",)))
    assert not list(text_in_picture.check(house))


def test_a_broadcasters_logo_is_a_note() -> None:
    (one,) = found(shown(line("BBC NEWS", 1060, 20)))
    assert one.severity is Severity.INFO
    assert "of BBC News" in one.message


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015/03/12 14:22", (date(2015, 3, 12),)),
        ("2015-03-12T14:22:10", (date(2015, 3, 12),)),
        ("12.03.2015", (date(2015, 3, 12),)),
        ("03/12/2015", (date(2015, 12, 3), date(2015, 3, 12))),
        ("12 MAR 2015 02:10 PM", (date(2015, 3, 12),)),
        ("14:22:10 2015-03-12", (date(2015, 3, 12),)),
        ("2015", ()),
        ("2015/63/12", ()),
        ("from 12.03.2015 on", ()),
        ("12.03.15", ()),
    ],
)
def test_a_stamp_is_a_line_that_is_a_whole_date(text: str, days: tuple[date, ...]) -> None:
    read = [d for _, all_ in writing.stamps(shown(line(text, 1060))) for d in all_]
    assert sorted(read) == sorted(days)


def test_a_stamp_is_held_against_the_files_date_where_the_caption_gives_none() -> None:
    from datetime import datetime

    from provenance.model import EmbeddedDate, Metadata

    made = EmbeddedDate(datetime(2024, 3, 9, 8), "second", "EXIF:DateTimeOriginal")
    of = replace(shown(line("2019-11-02", 1060)), metadata=Metadata(date_created=made))
    (one,) = found(of)
    assert one.severity is Severity.INFO
    assert "the record says 9 March 2024" in one.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LIVE LISBON", True),
        ("LISBON, PORTUGAL", True),
        ("LISBON", False),
        ("LIVE KYIV", False),
        ("Lisbon is calm today", False),
        ("KYIV, UKRAINE", False),
    ],
)
def test_a_banner_tells_its_place(text: str, told: bool) -> None:
    of = shown(line(text, 450, 700, 300, 44))
    assert bool(found(of, caption=CAPTION)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("www.baeckerei-nord.de", True),
        ("www.shop.co.uk", True),
        ("www.kvity.ua", False),
        ("www.startup.io", False),
        ("AB12 CDE", True),
        ("AA 1234 BB", False),
        ("HELLO", False),
    ],
)
def test_a_sign_of_another_country_is_a_faint_note(text: str, told: bool) -> None:
    one = found(shown(line(text, 500, 400)), caption=CAPTION)
    assert [f.confidence.value for f in one] == (["low"] if told else [])


def test_a_sign_of_the_country_beside_another_acquits() -> None:
    both = shown(line("www.baeckerei-nord.de", 500, 400), line("AA 1234 BB", 200, 500))
    assert not found(both, caption=CAPTION)


def test_a_mark_that_the_credit_names_is_evidence_that_it_agrees() -> None:
    of = shown(line("REUTERS"))
    made = example("", credit=Credit("Jane Solm/Reuters", ("Jane Solm",)), picture=of)
    (passed,) = text_in_picture.check(made.case)
    assert isinstance(passed, Passed)
    assert passed.evidence[0] == writing.evidence_of(
        made.case, line("REUTERS"), "written in the picture"
    )


def test_nothing_in_a_screenshot_is_a_mark() -> None:
    shot = claims("A screenshot of the agency's page", disclosures={"screenshot": "screenshot"})
    assert not found(shown(line("REUTERS")), caption=shot)
