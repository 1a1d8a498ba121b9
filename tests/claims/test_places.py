from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import find_place, place_at, read_claims, relate_places
from provenance.claims.reading import relations
from provenance.claims.relations import relate_claims_place
from provenance.model import PlaceRelation


def named(text: str) -> dict[str, set[str | None]]:
    """Name as printed → countries of its readings."""
    return {
        c.text: {p.country for p in c.places}
        for c in read_claims(text, published=date(2023, 5, 18)).places
    }


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A launcher stands near Iruma, Japan", "Iruma", "JP"),
        ("Crowds gather in Odessa, Texas", "Odessa", "US"),
        ("Protesters in Tbilisi, Georgia", "Georgia", "GE"),
        ("A street in Atlanta, Georgia", "Georgia", "US"),
        ("A school in Birmingham, Alabama", "Birmingham", "US"),
        ("A bridge in Portland, Ore.", "Portland", "US"),
        ("Пожежа у Києві", "Києві", "UA"),
        ("В Одессе горит склад", "Одессе", "UA"),
        ("キーウの中心部", "キーウ", "UA"),
        ("東京で行われた式典", "東京", "JP"),
        ("KYIV, Ukraine (AP) — Rescuers work", "KYIV", "UA"),
        ("Un marché en Géorgie", "Géorgie", "GE"),
        ("flood in lagos nigeria", "lagos", "NG"),
        ("A beach in Nice", "Nice", "FR"),
        ("Żołnierze w Warszawie", "Warszawie", "PL"),
    ],
)
def test_a_place_is_read_in_its_form_and_context(text: str, name: str, country: str) -> None:
    assert named(text)[name] == {country}


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Henderson warms up",
        "Paris Hilton waves",
        "Jack London in his study",
        "Paris Saint-Germain fans sing",
        "The Bank of England raises rates",
        "A Washington Post reporter",
        "The Chicago Bulls celebrate",
        "US-made Patriot missiles",
        "Russian missiles",
        "she is reading a nice book",
        "Police Force Minister",
    ],
)
def test_names_of_people_teams_and_papers_are_no_places(text: str) -> None:
    assert named(text) == {}


def test_a_school_named_for_kyiv_is_not_where_the_picture_was_taken() -> None:
    assert set(named("Students of the Kyiv School of Economics in Lviv")) == {"Lviv"}


@pytest.mark.parametrize(
    "text",
    [
        "Patients wait outside St Thomas' Hospital on Tuesday",
        "Patients wait outside St. Thomas’ Hospital",
        "Patients wait at St Thomas Hospital",
        "A wedding at St Mary's Church",
        "Graduates of St John's College",
        "A service in St Paul's Cathedral",
        "Fans at St James' Park",
        "Trains at St Paul's station",
        "Flooding outside Santa Cruz Hospital",
        "Iglesia de San Francisco, cerrada por obras",
        "Un incendio en el Hospital San Juan",
        "La cathédrale Saint-Étienne en feu",
        "L'église Saint-Denis, fermée",
        "Nurses of St Mary's hospital",
        "The bells of Saint Sophia Cathedral ring",
        "Queen Alexandra Hospital at night",
        "King Victoria Station",
    ],
)
def test_what_bears_the_name_of_a_saint_or_a_queen_is_not_in_the_town_of_that_name(
    text: str,
) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The San Antonio hospital was evacuated", "San Antonio"),
        ("San Francisco airport was closed", "San Francisco"),
        ("St. Louis Zoo opens", "St. Louis"),
        ("A church in St. Louis", "St. Louis"),
        ("St. Petersburg station", "St. Petersburg"),
        ("Students at the University of San Francisco", "San Francisco"),
        ("L'hôpital de Saint-Denis", "Saint-Denis"),
        ("Cologne Cathedral at dusk", "Cologne"),
        ("Kyiv airport was struck", "Kyiv"),
        ("St. John's harbour in Newfoundland", "St. John's"),
        ("San Francisco's cathedral", "San Francisco"),
        ("St. Petersburg's theatre", "St. Petersburg"),
    ],
)
def test_a_town_that_is_called_after_a_saint_is_still_a_town(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Orlando stadium in Soweto", "Soweto"),
        ("Victoria Hospital in Glasgow", "Glasgow"),
        ("Victoria Station, London", "London"),
        ("Patients at the San Carlos hospital in Madrid", "Madrid"),
        ("Princess Alexandra Hospital in Brisbane", "Brisbane"),
        ("A man crosses Warsaw Street (Tbilisi)", "Tbilisi"),
        ("Hospital Santa Maria in Lisbon", "Lisbon"),
    ],
)
def test_a_hospital_or_street_said_to_be_elsewhere_only_bears_the_name_of_the_place(
    text: str, where: str
) -> None:
    assert list(named(text)) == [where]


@pytest.mark.parametrize(
    "text", ["Soweto hospital in Johannesburg", "Jordan Hospital in Amman", "Kyiv station, Ukraine"]
)
def test_a_hospital_said_to_be_around_there_keeps_its_place(text: str) -> None:
    assert len(named(text)) == 2


def test_what_nothing_decides_stays_ambiguous() -> None:
    claim = read_claims("A school in Birmingham").places[0]
    assert claim.ambiguous
    assert {p.country for p in claim.places} == {"GB", "US"}


@pytest.mark.parametrize(
    ("text", "record", "expected"),
    [
        ("A launcher in Kyiv", "Iruma, Japan", PlaceRelation.DISJOINT),
        ("A launcher in Japan", "Iruma, Japan", PlaceRelation.CONTAINS),
        ("A launcher in Iruma", "Japan", PlaceRelation.WITHIN),
        ("A square in Kyiv", "Kiev", PlaceRelation.SAME),
        ("A harbour in Mombasa, Kenya", "Nairobi, Kenya", PlaceRelation.DISJOINT),
        ("A road in Donbas", "Donetsk, Ukraine", PlaceRelation.CONTAINS),
        ("A beach in Crimea", "Russia", PlaceRelation.WITHIN),
        ("A market in Birmingham", "Alabama, United States", PlaceRelation.WITHIN),
        ("A happy dog", "Japan", PlaceRelation.UNKNOWN),
    ],
)
def test_a_caption_lies_to_a_record(text: str, record: str, expected: PlaceRelation) -> None:
    assert relations(text, place=record)[0] is expected


def test_of_several_places_the_most_compatible_pair_decides() -> None:
    text, record = read_claims("From Kyiv to Warsaw"), read_claims("Warsaw, Poland")
    assert relate_claims_place(text, record)[0] is PlaceRelation.SAME


def test_a_position_is_compared_by_distance() -> None:
    tokyo = find_place("Tokyo, Japan")[0]
    assert relate_places(place_at(35.68, 139.76), tokyo)[0] is PlaceRelation.WITHIN
    relation, km = relate_places(place_at(50.45, 30.52), tokyo)
    assert relation is PlaceRelation.DISJOINT
    assert km is not None
    assert 8000 < km < 8400


def test_a_camera_without_a_fix_is_refused() -> None:
    with pytest.raises(ValueError, match="without a fix"):
        place_at(0, 0)


def test_a_place_field_means_its_narrowest_place() -> None:
    assert [(p.name, p.country) for p in find_place("Milan, Italy")] == [("Milan", "IT")]
    assert find_place("Iruma, Saitama, Japan")[0].name == "Iruma"
    assert all(p.kind != "country" for p in find_place("Iruma, Saitama, Japan"))
    assert {p.name for p in find_place("Kyiv; Lviv (Ukraine)")} >= {"Kyiv", "Lviv"}
    assert [p.name for p in find_place("Italy")] == ["Italy"]
    assert find_place("studio") == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Christmas in Bethlehem.", "PS"),
        ("A car in Granada.", "ES"),
        ("Une rue à Valence.", "FR"),
        ("Un incendio en León.", "ES"),
        ("A fire in Canton.", "US"),
    ],
)
def test_another_citys_further_name_takes_none_from_the_towns_called_so(
    text: str, country: str
) -> None:
    (claim,) = read_claims(text).places
    assert country in {place.country for place in claim.places}
    assert len({place.country for place in claim.places}) > 1
