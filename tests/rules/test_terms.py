"""What suppliers write into a file's instructions, in the words of the agencies."""

from __future__ import annotations

import time
from datetime import date

import pytest

from provenance.rules.kit import terms


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("NO USE AFTER 31 MARCH 2024.", date(2024, 3, 31)),
        ("Not for use after 2024-03-31", date(2024, 3, 31)),
        ("Nutzung bis 31.03.2024", date(2024, 3, 31)),
        ("Utilisable jusqu’au 1er mars 2024.", date(2024, 3, 1)),
        ("Uso hasta el 5 de enero de 2024", date(2024, 1, 5)),
        ("Не использовать после 7 мая 2024", date(2024, 5, 7)),
        ("TO BE USED WITHIN 30 DAYS FROM March 1, 2024", date(2024, 3, 31)),
        ("Expires 05/06/2024", date(2024, 6, 5)),
        ("Expires 31 of the month", None),
        ("The match after 31 March 2024 was lost.", None),
        ("Expires 45 March 2024", None),
    ],
)
def test_the_last_day_is_read_where_one_is_stated(text: str, last: date | None) -> None:
    assert terms.expiry_in(text) == last


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("EMBARGOED UNTIL 5 MAY 2024", date(2024, 5, 5)),
        ("Sperrfrist: 05.05.2024", date(2024, 5, 5)),
        ("Sous embargo jusqu'au 5 mai 2024", date(2024, 5, 5)),
        ("Embargo 05/06/2024", date(2024, 5, 6)),
        ("Not for release on weekdays", None),
    ],
)
def test_the_first_day_is_read_where_one_is_stated(text: str, first: date | None) -> None:
    assert terms.embargo_in(text) == first


@pytest.mark.parametrize(
    ("text", "territory", "closed"),
    [
        ("GERMANY OUT", "DE", True),
        ("GERMANY OUT", "Germany", True),
        ("AUSTRIA, GERMANY AND SWITZERLAND OUT", "AT", True),
        ("UK OUT", "GB", True),
        ("UK OUT FOR 28 DAYS", "GB", False),
        ("JAPAN OUT. NO COMMERCIAL OR EDITORIAL SALES IN JAPAN", "JP", True),
        ("Nicht für Österreich", "AT", True),
        ("UK USE ONLY", "GB", False),
        ("UK USE ONLY", "FR", True),
        ("GERMANY OUT", "AT", False),
        ("GERMANY OUT", "", False),
        ("Contact us only by mail", "US", False),
        ("Contact us only by mail", "FR", False),
        ("Knocked Germany out of the cup", "DE", False),
    ],
)
def test_a_territory_is_closed_where_the_words_say_so(
    text: str, territory: str, closed: bool
) -> None:
    assert terms.closed_to(text, territory) is closed


def test_a_message_calls_a_country_by_its_name() -> None:
    assert terms.country_title("at") == "Austria"
    assert terms.country_title("Austria") == "Austria"
    assert terms.country_title("Saltmarsh") == "Saltmarsh"


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("FOR EDITORIAL USE ONLY", "advertising"),
        ("NO INTERNET USE", "online"),
        ("MAGS OUT", "magazine"),
        ("NO SALES, NO ARCHIVES", "sales"),
        ("Nur zur redaktionellen Verwendung", "advertising"),
        ("A shop without internet", None),
    ],
)
def test_what_is_forbidden_is_told_by_the_use(text: str, use: str | None) -> None:
    uses = ("editorial", "online", "print", "magazine", "television", "social", "sales")
    assert terms.forbidden_use(text, (*uses, "advertising")) == use


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("MANDATORY CREDIT: JO RAY/HARBOUR PRESS; NO SALES", "JO RAY/HARBOUR PRESS"),
        ("Mandatory credit Harbour Press - no archives", "Harbour Press"),
        ("Crédit obligatoire : Harbour Press.", "Harbour Press"),
        ("MANDATORY CREDIT", ""),
        ("NO SALES", ""),
    ],
)
def test_the_credit_that_is_demanded_is_read(text: str, asked: str) -> None:
    assert terms.credit_demanded(text) == asked


@pytest.mark.parametrize(
    "text", ["GERMANY, " * 2000, "a " * 4000, "mandatory credit " * 500, "1 " * 4000]
)
def test_long_instructions_take_no_time(text: str) -> None:
    terms.closed_to("x", "DE"), terms.closed_to("x", "FR")
    started = time.process_time()
    for territory in ("DE", "FR"):
        terms.closed_to(text, territory)
    terms.expiry_in(text), terms.embargo_in(text), terms.credit_demanded(text)
    assert time.process_time() - started < 2
