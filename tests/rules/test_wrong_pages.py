"""Wrong pages in many languages: what a desk must be told, beside the correct pages that get
nothing."""

from __future__ import annotations

from datetime import date as day
from typing import Any

import pytest

from provenance.model import Finding, Severity
from provenance.run.judgement import run_rules
from tests.scenarios.build import case_of

PAGES: tuple[tuple[dict[str, Any], set[str]], ...] = (
    (
        {
            "caption": "Soldiers at the border near Medyka, Poland, on Monday.",
            "record": [{"place": "Idlib, Syria", "taken": day(2020, 2, 1)}],
        },
        {"place-mismatch", "older-than-event"},
    ),
    (
        {
            "caption": "Rauch über dem Hafen von Odessa am Montag.",
            "language": "de",
            "headline": "Angriff auf Odessa in der Ukraine",
            "record": [{"place": "Beirut, Lebanon", "taken": day(2020, 8, 4)}],
        },
        {"place-mismatch", "older-than-event"},
    ),
    (
        {
            "caption": "Des maisons détruites à Antakya, en Turquie.",
            "language": "fr",
            "headline": "Séisme en Turquie",
            "record": [{"place": "Port-au-Prince, Haiti"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Israeli strike hits a camp in Rafah.",
            "headline": "Strike on Rafah",
            "record": [{"place": "Aleppo, Syria"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Ukrainian soldiers in Bakhmut, Donetsk region, on March 11, 2024.",
            "record": [{"place": "Bakhmut, Ukraine", "taken": day(2023, 1, 11)}],
        },
        {"date-mismatch"},
    ),
    (
        {
            "caption": "Refugees from Syria in Lesbos, Greece.",
            "record": [{"place": "Calais, France"}],
        },
        {"place-mismatch"},
    ),
    (
        {"caption": "A Real Madrid player in Madrid.", "record": [{"place": "Lisbon, Portugal"}]},
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Washington: protesters outside the Capitol on Monday.",
            "record": [{"place": "Washington, D.C.", "taken": day(2021, 1, 6)}],
        },
        {"older-than-event"},
    ),
    (
        {"caption": "LONDON — Rain on Monday.", "record": [{"place": "Chennai, India"}]},
        {"place-mismatch"},
    ),
    (
        {
            "caption": "У Харкові після обстрілу у вівторок.",
            "language": "uk",
            "record": [{"place": "Homs, Syria", "taken": day(2014, 5, 1)}],
        },
        {"place-mismatch", "older-than-event"},
    ),
    (
        {
            "caption": "Наводнение в Оренбурге, апрель 2024 года.",
            "language": "ru",
            "published": day(2024, 4, 20),
            "record": [{"place": "Orenburg, Russia", "taken": day(2014, 6, 1)}],
        },
        {"date-mismatch"},
    ),
    (
        {
            "caption": "東京の火災、12日。",
            "language": "ja",
            "record": [{"place": "Seoul, South Korea"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Firefighters in Sofia, Bulgaria.",
            "record": [{"place": "Skopje, North Macedonia"}],
        },
        {"place-mismatch"},
    ),
    (
        {"caption": "A queue in Jordan.", "record": [{"place": "Khartoum, Sudan"}]},
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Marchers in Georgia's capital Tbilisi on Sunday.",
            "record": [{"place": "Tbilisi, Georgia", "taken": day(2019, 6, 20)}],
        },
        {"older-than-event"},
    ),
    (
        {
            "caption": "The harbour of Valencia, Spain.",
            "record": [{"place": "Valencia, Venezuela"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "A volcano in Iceland erupts on Saturday.",
            "record": [{"place": "Grindavik, Iceland", "taken": day(2021, 3, 19)}],
        },
        {"older-than-event"},
    ),
    (
        {
            "caption": "Farmers block a road near Toulouse.",
            "record": [{"place": "The Hague, Netherlands"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Gaza City on Tuesday night.",
            "record": [{"place": "Gaza City", "posted": day(2014, 7, 20), "source": "twitter"}],
        },
        {"older-than-event"},
    ),
    (
        {
            "caption": "Demonstranten in Hamburgs Innenstadt.",
            "language": "de",
            "record": [{"place": "Paris, France"}],
        },
        {"place-mismatch"},
    ),
    (
        {
            "caption": "Jane Doe speaks in Oslo.",
            "record": [{"people": ["Ingrid Berg"], "place": "Oslo, Norway"}],
        },
        {"person-mismatch"},
    ),
    ({"credit": "Photo: Pinterest"}, {"search-engine-as-source"}),
    ({"credit": "Source: Telegram"}, {"platform-as-author"}),
    ({"credit": "via Facebook"}, {"platform-as-author"}),
    ({"credit": "TikTok screenshot"}, {"platform-as-author"}),
    ({"credit": "Courtesy photo"}, {"placeholder-credit"}),
    ({"credit": "STRINGER"}, {"placeholder-credit"}),
    (
        {
            "credit": "Jo Ray / Flickr",
            "record": [{"source": "flickr", "creators": ["Ana Ruiz"], "license": "CC BY 2.0"}],
        },
        {"creator-mismatch"},
    ),
)


@pytest.mark.parametrize(
    ("row", "rules"), PAGES, ids=[row.get("caption") or row["credit"] for row, _ in PAGES]
)
def test_a_wrong_page_is_told(row: dict[str, Any], rules: set[str]) -> None:
    found = {
        o.rule
        for o in run_rules(case_of(row))
        if isinstance(o, Finding) and o.severity is not Severity.INFO
    }
    assert rules <= found
