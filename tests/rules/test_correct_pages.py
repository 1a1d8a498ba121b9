"""Correct pages of many kinds, in the words of desks and agencies: none of them gets more than
a note."""

from __future__ import annotations

from datetime import date as day
from typing import Any

import pytest

from provenance.model import Finding, Severity
from provenance.run.judgement import run_rules
from tests.scenarios.build import case_of

COMMONS = [
    "https://commons.wikimedia.org/wiki/File:Picture.jpg",
    "https://creativecommons.org/licenses/by-sa/4.0/",
]

CREDITS_AND_PLACES: tuple[dict[str, Any], ...] = (
    {
        "credit": "U.S. Army photo by Sgt. Jo Ray",
        "record": [{"creators": ["Sgt. 1st Class Jo Ray"], "license": "public domain"}],
    },
    {
        "credit": "NASA/JPL-Caltech",
        "record": [{"creators": ["NASA/JPL-Caltech/MSSS"], "license": "public domain"}],
    },
    {
        "credit": "Jo Ray — Own work, CC BY-SA 4.0",
        "links": COMMONS,
        "record": [{"creators": ["Jo Ray"], "license": "CC BY-SA 4.0"}],
    },
    {
        "credit": "Von Jo Ray - Eigenes Werk, CC BY-SA 4.0, "
        "https://commons.wikimedia.org/w/index.php?curid=123",
        "links": COMMONS,
        "record": [{"creators": ["Jo Ray"], "license": "CC BY-SA 4.0"}],
    },
    {
        "credit": "Bundesarchiv, Bild 183-1989-1104-437 / CC-BY-SA 3.0",
        "links": COMMONS,
        "record": [
            {
                "creators": ["Settnik, Bernd"],
                "license": "CC BY-SA 3.0 DE",
                "attribution": "Bundesarchiv, Bild 183-1989-1104-437 / CC-BY-SA 3.0",
            }
        ],
    },
    {
        "credit": "Ray, Jo / Wikimedia Commons (CC BY-SA 4.0)",
        "links": COMMONS,
        "record": [{"creators": ["Jo Ray"], "license": "CC BY-SA 4.0"}],
    },
    {
        "credit": "JoRay1984/Wikimedia Commons/CC BY-SA 4.0",
        "links": COMMONS,
        "record": [{"creators": ["JoRay1984"], "uploader": "JoRay1984", "license": "CC BY-SA 4.0"}],
    },
    {
        "credit": "Photo: Ministry of Defence of Ukraine / Facebook",
        "record": [
            {"source": "facebook", "creators": ["Міністерство оборони України"], "license": ""}
        ],
    },
    {
        "credit": "AFP",
        "file": {
            "creator": "Jo Ray",
            "credit_line": "AFP via Getty Images",
            "copyright": "AFP or licensors",
        },
    },
    {
        "credit": "Jo Ray / AFP",
        "file": {"creator": "JO RAY", "credit_line": "AFP", "copyright": "AFP or licensors"},
    },
    {"credit": "EPA", "file": {"creator": "JO RAY", "credit_line": "EPA-EFE"}},
    {"credit": "EPA-EFE/REX/Shutterstock", "file": {"creator": "JO RAY", "credit_line": "EPA"}},
    {"credit": "PA", "file": {"creator": "Jo Ray", "credit_line": "PA Wire"}},
    {"credit": "dpa", "file": {"creator": "Jo Ray", "credit_line": "picture alliance/dpa"}},
    {"credit": "Reuters", "file": {"creator": "Stringer", "credit_line": "REUTERS"}},
    {"credit": "Foto: privat", "caption": "Ada Lang."},
    {"credit": "Getty", "caption": "Smoke over Kyiv on Tuesday.", "headline": "Strike on Kyiv"},
    {"credit": "iStock", "caption": "A hand on a keyboard."},
    {
        "credit": "Adobe Stock",
        "caption": "Symbolbild: Polizeiauto",
        "language": "de",
        "headline": "Einbruch am Dienstag in Ulm",
    },
    {
        "caption": "Kyiv after a strike. Photo: 14 March 2022",
        "headline": "Two years of war",
        "record": [{"place": "Kyiv, Ukraine", "taken": day(2022, 3, 14)}],
    },
    {
        "caption": "A photo taken in Bucha on 3 April 2022 and shown on Tuesday in Berlin.",
        "headline": "Exhibition opens in Berlin",
        "record": [{"place": "Bucha, Ukraine", "taken": day(2022, 4, 3)}],
    },
    {
        "caption": "Ada Lang in 2019.",
        "headline": "Ada Lang to retire",
        "record": [{"place": "Oslo, Norway", "taken": day(2019, 5, 1), "people": ["Ada Lang"]}],
    },
    {
        "caption": "The site of the former camp at Rivesaltes, southern France.",
        "headline": "Memorial vandalised in Rivesaltes, France",
        "record": [{"place": "Rivesaltes, France"}],
    },
    {
        "caption": "Supporters of Galatasaray Istanbul at the match in Amsterdam.",
        "headline": "Clashes before match in Amsterdam",
        "record": [{"place": "Amsterdam, Netherlands"}],
    },
    {
        "caption": "A Kurdish fighter in northern Syria.",
        "headline": "Turkey strikes Kurdish positions",
        "record": [{"place": "Kobani, Syria"}],
    },
    {
        "caption": "The Rome-based agency's lorry in Goma.",
        "headline": "Food runs out in Goma, DR Congo",
        "record": [{"place": "Goma, DR Congo"}],
    },
    {
        "caption": "Im Zug von Berlin nach Warschau.",
        "language": "de",
        "headline": "Neue Verbindung nach Polen",
        "record": [{"place": "Frankfurt (Oder), Germany"}],
    },
    {
        "caption": "Workers at the Zaporizhzhia nuclear plant in Enerhodar.",
        "headline": "Shelling near Zaporizhzhia plant, Ukraine",
        "record": [{"place": "Enerhodar, Ukraine"}],
    },
    {
        "caption": "Students of the American University of Beirut.",
        "headline": "Lebanon's students march",
        "record": [{"place": "Beirut, Lebanon"}],
    },
    {
        "caption": "The Ukrainian embassy in London.",
        "headline": "Letter bombs sent to embassies",
        "record": [{"place": "London, England"}],
    },
    {
        "caption": "A Russian tank destroyed near Kyiv, in Warsaw's old town.",
        "headline": "Exhibition of destroyed tanks opens in Warsaw",
        "record": [{"place": "Warsaw, Poland"}],
    },
    {
        "caption": "London-born singer Ada Lang on stage in Glasgow.",
        "headline": "Concert in Glasgow",
        "record": [{"place": "Glasgow, Scotland", "people": ["Ada Lang"]}],
    },
    {
        "caption": "Lake Geneva at dusk.",
        "headline": "Water levels fall in Switzerland",
        "record": [{"place": "Montreux, Switzerland"}],
    },
    {
        "caption": "The Sahara dust turns the sky over Athens orange.",
        "headline": "Dust cloud over Athens",
        "record": [{"place": "Athens, Greece"}],
    },
    {
        "caption": "A Boeing 737 of Turkish Airlines at Berlin airport.",
        "headline": "Flight diverted to Berlin",
        "record": [{"place": "Schönefeld, Germany"}],
    },
    {
        "caption": "A street in San José.",
        "headline": "Rain in Costa Rica",
        "record": [{"place": "San José, Costa Rica"}],
    },
    {
        "caption": "Hong Kong's skyline.",
        "headline": "China's markets fall",
        "record": [{"place": "Victoria Harbour, Hong Kong, China"}],
    },
    {
        "caption": "A checkpoint near Donetsk, Monday.",
        "headline": "Fighting in Donbas",
        "record": [{"place": "Avdiivka, Donetsk Oblast, Ukraine", "taken": day(2024, 3, 11)}],
    },
    {
        "caption": "Greenland's ice sheet.",
        "headline": "Ice loss",
        "record": [{"place": "Ilulissat, Denmark"}],
    },
    {
        "caption": "A market in Jerusalem.",
        "headline": "Israel prepares for holiday",
        "record": [{"place": "East Jerusalem, West Bank"}],
    },
    {
        "caption": "A ferry in Crimea.",
        "headline": "Bridge closed",
        "record": [{"place": "Kerch, Russia"}],
    },
    {
        "caption": "A ferry in Taipei.",
        "headline": "Drills near Taiwan",
        "record": [{"place": "Taiwan, China"}],
    },
)

DATES_AND_PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "caption": "The mayor, re-elected in 2022, opens the fair on Saturday.",
        "record": [{"taken": day(2024, 3, 9)}],
    },
    {
        "caption": "Workers repair the roof, which a storm tore off in January.",
        "record": [{"taken": day(2024, 3, 11)}],
    },
    {
        "caption": "Protesters on the eve of the vote, which takes place on March 17.",
        "record": [{"taken": day(2024, 3, 12)}],
    },
    {"caption": "A field hospital in the spring of 2020.", "record": [{"taken": day(2020, 4, 2)}]},
    {
        "caption": "Flowers for the victims of 11 September 2001.",
        "record": [{"taken": day(2023, 9, 11)}],
    },
    {
        "caption": "Fans before the Euro 2024 qualifier on Friday.",
        "record": [{"taken": day(2024, 3, 8)}],
    },
    {
        "caption": "The team at the Paris 2024 trials, 10 March 2024.",
        "record": [{"taken": day(2024, 3, 10)}],
    },
    {"caption": "A shop in the 1980s.", "record": [{"taken": 1984}]},
    {"caption": "A shop in the late 1980s.", "record": [{"taken": 1988}]},
    {"caption": "The harbour, 1 Jan. 2024.", "record": [{"taken": day(2023, 12, 31)}]},
    {
        "caption": "Crowds on New Year's Eve.",
        "published": day(2024, 1, 2),
        "record": [{"taken": day(2023, 12, 31)}],
    },
    {"caption": "Firefighters in the night to Wednesday.", "record": [{"taken": day(2024, 3, 12)}]},
    {
        "caption": "In der Nacht auf Mittwoch.",
        "language": "de",
        "record": [{"taken": day(2024, 3, 12)}],
    },
    {
        "caption": "Vergangene Woche in Ulm.",
        "language": "de",
        "record": [{"taken": day(2024, 3, 6)}],
    },
    {
        "caption": "Le 8 mars, à Paris.",
        "language": "fr",
        "record": [{"taken": day(2024, 3, 8), "place": "Paris, France"}],
    },
    {
        "caption": "Am 24. Februar 2022 begann der Krieg. Ein Haus in Irpin am Montag.",
        "language": "de",
        "record": [{"taken": day(2024, 3, 11), "place": "Irpin, Ukraine"}],
    },
    {
        "caption": "A house in Irpin, two years after Russia's invasion of February 24, 2022.",
        "record": [{"taken": day(2024, 2, 20), "place": "Irpin, Ukraine"}],
    },
    {
        "caption": "A memorial to the dead of the 1994 genocide in Kigali.",
        "record": [{"taken": day(2019, 4, 7), "place": "Kigali, Rwanda"}],
    },
    {
        "caption": "The 2023 model of the car in Geneva.",
        "record": [{"taken": day(2024, 2, 26), "place": "Geneva, Switzerland"}],
    },
    {
        "caption": "A voter in Moscow. The election runs until Sunday.",
        "record": [{"taken": day(2024, 3, 12), "place": "Moscow, Russia"}],
    },
    {
        "caption": "Rebels in May 2011 in Misrata, Libya (file photo).",
        "record": [{"taken": day(2011, 5, 14), "place": "Misrata, Libya"}],
    },
    {"caption": "Ada Lang, pictured in June 2021.", "record": [{"taken": day(2021, 6, 11)}]},
    {
        "caption": "Ada Lang (2nd from left), 1 of 3 winners in 2021.",
        "record": [{"taken": day(2021, 11, 11)}],
    },
    {
        "caption": "The dam, shown here in an image taken on 5 June 2023 by Planet Labs.",
        "record": [{"taken": day(2023, 6, 5)}],
    },
    {
        "caption": "Satellite images of 2 and 9 March 2024 show the ship.",
        "record": [{"taken": day(2024, 3, 9)}],
    },
    {
        "caption": "People flee on foot. At least 20,000 have left since Friday.",
        "record": [{"taken": day(2024, 3, 12)}],
    },
    {
        "caption": "Last month's storm left the pier in ruins, as seen today.",
        "record": [{"taken": day(2024, 3, 13)}],
    },
    {"caption": "Three years ago the mill closed.", "record": [{"taken": day(2024, 3, 10)}]},
    {
        "caption": "The suspect, arrested in 2019, arrives at court.",
        "record": [{"taken": day(2024, 3, 12)}],
    },
    {
        "caption": "Tokio, März 2011.",
        "language": "de",
        "record": [{"taken": day(2011, 3, 15), "place": "Tokyo, Japan"}],
    },
    {
        "caption": "第二次大戦中の1944年に撮影された橋",
        "language": "ja",
        "record": [{"taken": 1944}],
    },
    {
        "caption": "Жінка біля зруйнованого будинку, 9 березня",
        "language": "uk",
        "record": [{"taken": day(2024, 3, 9)}],
    },
    {
        "caption": "Pupils of the class of 2030 on their first day.",
        "record": [{"taken": day(2023, 9, 4)}],
        "published": day(2023, 9, 6),
    },
    {"caption": "Agenda 2030 banner at the UN.", "record": [{"taken": day(2024, 3, 4)}]},
    {
        "caption": "Boeing 737 of 2018 vintage takes off on Monday.",
        "record": [{"taken": day(2024, 3, 11)}],
    },
    {
        "caption": "12.03.2024, Ulm: Besucher im Museum.",
        "language": "de",
        "record": [{"taken": day(2024, 3, 12)}],
    },
    {"caption": "03/12/2024 Visitors at the museum.", "record": [{"taken": day(2024, 3, 12)}]},
    {
        "caption": "Undated photo of the family.",
        "record": [{"taken": day(2018, 3, 12)}],
        "credit": "Family handout",
    },
    {"caption": "The family in happier days.", "credit": "Family photo"},
    {
        "caption": "President Ada Lang and Prime Minister Jo Ray in Oslo.",
        "record": [{"people": ["Jo Ray"], "place": "Oslo, Norway", "taken": day(2024, 3, 12)}],
    },
    {"caption": "Michael Jackson Boulevard in Gary.", "record": [{"people": ["Ada Lang"]}]},
    {
        "caption": "Robert Bosch GmbH in Stuttgart.",
        "language": "de",
        "record": [{"people": ["Ada Lang"]}],
    },
    {
        "caption": "The Charles de Gaulle aircraft carrier in Toulon.",
        "record": [{"people": ["Ada Lang"]}],
    },
    {"caption": "St. Peter's Square in Rome.", "record": [{"people": ["Pope Francis"]}]},
)


@pytest.mark.parametrize(
    "row",
    [*CREDITS_AND_PLACES, *DATES_AND_PEOPLE],
    ids=lambda row: row.get("caption") or row["credit"],
)
def test_a_correct_page_gets_no_more_than_a_note(row: dict[str, Any]) -> None:
    found = [
        f"{o.rule}: {o.message}"
        for o in run_rules(case_of(row))
        if isinstance(o, Finding) and o.severity is not Severity.INFO
    ]
    assert found == []
