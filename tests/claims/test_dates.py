from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import calendar, read_claims, relate_dates
from provenance.claims.dates import read_dates
from provenance.claims.reading import relations
from provenance.claims.vocabulary import table
from provenance.model import DateRelation, DateSpan, Precision

PUBLISHED = date(2023, 5, 18)  # a Thursday


@pytest.mark.parametrize(
    "text",
    [
        "March 3, 2011",
        "3 March 2011",
        "3. März 2011",
        "le 3 mars 2011",
        "3 de marzo de 2011",
        "3 marzo 2011",
        "3 de março de 2011",
        "3 maart 2011",
        "3 marca 2011",
        "3 березня 2011 року",
        "3 марта 2011",
        "2011年3月3日",
        "3 مارس 2011",
        "2011-03-03",
        "on the 3rd of March, 2011",
    ],
)
def test_one_day_in_many_languages(text: str) -> None:
    (claim,) = read_claims(text).dates
    assert claim.spans == (DateSpan(date(2011, 3, 3), date(2011, 3, 3)),)
    assert claim.precision is Precision.DAY


def test_a_slashed_date_has_two_readings() -> None:
    assert {s.earliest for s in read_claims("03/04/2011").dates[0].spans} == {
        date(2011, 4, 3),
        date(2011, 3, 4),
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Tuesday", date(2023, 5, 16), date(2023, 5, 16)),
        ("gestern", date(2023, 5, 17), date(2023, 5, 17)),
        ("last month", date(2023, 4, 1), date(2023, 4, 30)),
        ("у вівторок", date(2023, 5, 16), date(2023, 5, 16)),
        ("il y a deux ans", date(2021, 1, 1), date(2021, 12, 31)),
        ("file photo 2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("in July 2014", date(2014, 7, 1), date(2014, 7, 31)),
        ("between 2014 and 2016", date(2014, 1, 1), date(2016, 12, 31)),
        ("March 30 to April 2, 2022", date(2022, 3, 30), date(2022, 4, 2)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("Summer 2019", date(2019, 6, 1), date(2019, 8, 31)),
    ],
)
def test_partial_and_relative_dates_keep_their_precision(
    text: str, first: date, last: date
) -> None:
    assert read_claims(text, published=PUBLISHED).dates[0].span == DateSpan(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "23rd Brigade",
        "5/7 at 10.30",
        "CC BY-SA 3.0",
        "AP-2011",
        "Boeing 1984",
        "2000 soldiers",
        "Sat on a chair",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert read_claims(text, published=PUBLISHED).dates == ()


def test_tuesday_without_a_publication_date_is_no_date() -> None:
    assert read_claims("on Tuesday").dates == ()


def test_a_day_of_difference_is_no_contradiction() -> None:
    a, b, c = (DateSpan(date(2020, 5, d), date(2020, 5, d)) for d in (1, 2, 4))
    assert relate_dates(a, b) is not DateRelation.BEFORE
    assert relate_dates(a, c) is DateRelation.BEFORE


def test_a_record_that_dates_the_posting_does_not_refute_an_earlier_day() -> None:
    assert relations("A flood in 2019", date="Posted on 3 May 2020")[1] is DateRelation.WITHIN
    assert relations("A flood in 2022", date="Posted on 3 May 2020")[1] is DateRelation.AFTER


def spans(text: str, published: date, language: str = "en") -> list[list[tuple[date, date]]]:
    return [
        [(s.earliest, s.latest) for s in c.spans]
        for c in read_dates(text, published=published, language=language)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The refinery on Sunday, Dec. 21, 2025.",
        "The refinery (Sunday 21 December 2025).",
        "The refinery on 21 December 2025 (Sunday).",
        "The refinery yesterday (Sunday, 21 December 2025).",
        "Die Raffinerie am Sonntag, den 21. Dezember 2025.",
    ],
)
def test_a_weekday_beside_a_full_date_is_that_date(text: str) -> None:
    day = date(2025, 12, 21)
    assert spans(text, date(2026, 1, 6), "de" if "den" in text else "en") == [[(day, day)]]


def test_a_date_without_a_year_that_lies_ahead_may_be_either_year() -> None:
    (both,) = spans("The tax takes effect on March 12", date(2025, 2, 11))
    assert both == [(date(2025, 3, 12),) * 2, (date(2024, 3, 12),) * 2]
    (ranges,) = spans("The games of July 15-24", date(2025, 2, 11))
    assert [a.year for a, _ in ranges] == [2025, 2024]
    (past,) = spans("A fire on January 3", date(2025, 2, 11))
    assert past == [(date(2025, 1, 3),) * 2]


@pytest.mark.parametrize(
    "text",
    [
        "She won gold at Tokyo 2020.",
        "Medals of Paris 2024: a list",
        "(Expo 2020)",
        "The best of Photokina 2016!",
    ],
)
def test_the_year_in_the_name_of_an_event_is_no_date(text: str) -> None:
    assert spans(text, date(2025, 2, 11)) == []


def test_a_year_behind_the_place_of_the_scene_is_a_date() -> None:
    for text in ("A street in Kyiv, 2014.", "A street in Kyiv 2014.", "A street in 2014."):
        assert spans(text, date(2025, 2, 11)) == [[(date(2014, 1, 1), date(2014, 12, 31))]], text


MANY_NAMES = (
    "On 3 March 2022, last Tuesday, on Good Friday and in spring 2021.",
    "Samstagmorgen, 4. Mai 2021; i fredags kväll; 5-7 czerwca 2020.",
    "Між 3 і 5 травня 2022; minulý týden; in den ersten Tagen des Monats März.",
)


@pytest.mark.parametrize("language", ["en", "uk", None])
@pytest.mark.parametrize("text", MANY_NAMES)
def test_a_text_reads_alike_whether_few_or_all_names_are_looked_for(
    text: str, language: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = date(2024, 3, 15)
    calendar._met.cache_clear()
    few = read_dates(text, published=published, language=language)
    monkeypatch.setattr(calendar, "_FEW", 0)
    calendar._met.cache_clear()
    assert read_dates(text, published=published, language=language) == few
    calendar._met.cache_clear()


def test_a_process_that_reads_many_texts_compiles_no_form_for_each() -> None:
    calendar._met.cache_clear()
    months = [name for name in calendar.months("en") if len(name) > 4]
    texts = [f"3 {one} and 4 {two} 2020" for one in months for two in months]
    (which,) = calendar.lists_of("day-month")
    seen = {
        calendar.names_to_look_for(text, calendar.words_of(text), which, "en") for text in texts
    }
    assert len(set(texts)) > 5 * calendar._FEW
    assert len(seen) <= calendar._FEW + 1
    calendar._met.cache_clear()


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("Night market, Chiang Mai 2019", "de", ["2019"]),
        ("A stall in May Pen, 2018", "en", ["2018"]),
        ("Pelouse du Champ-de-Mars, 2017", "fr", ["2017"]),
        ("Theresa May, 2019", "en", ["2019"]),
        ("Chiang Mai, May 2019", "en", ["May 2019"]),
        ("Paris Mars 2020", "fr", ["Mars 2020"]),
        ("Sunny March 2020", "en", ["March 2020"]),
    ],
)
def test_a_month_in_the_name_of_a_town_or_person_is_none(
    text: str, language: str, dates: list[str]
) -> None:
    assert [claim.text for claim in read_claims(text, language=language).dates] == dates


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("Le tramway rue du 19 mars 1962, Lyon", "fr", []),
        ("Radler auf der Straße des 17. Juni, 2021", "de", ["2021"]),
        ("Protesta en la avenida 9 de Julio, 2021", "es", ["2021"]),
        ("Targ przy ulicy 3 Maja", "pl", []),
        ("Bulevardul 21 Decembrie 1989", "ro", []),
        ("Дом на улице 8 Марта", "ru", []),
        ("Az Október 23. utca", "hu", []),
        ("19 Mayıs Stadyumu", "tr", []),
        ("Mercato in piazza Primo Maggio", "it", []),
        ("Парад на площади 9 мая 2021 года", "ru", ["9 мая 2021"]),
        ("Défilé rue de Rivoli le 14 juillet 2021", "fr", ["14 juillet 2021"]),
        ("Protesta en la plaza el 9 de julio de 2021", "es", ["9 de julio de 2021"]),
        ("A queue in Market Street May 5, 2021", "en", ["May 5, 2021"]),
    ],
)
def test_the_day_that_a_street_is_called_after_is_no_date(
    text: str, language: str, dates: list[str]
) -> None:
    read = read_claims(text, published=date(2022, 1, 4), language=language).dates
    assert [claim.text for claim in read] == dates


@pytest.mark.parametrize(
    ("text", "shows_it"),
    [
        ("Rescuers on the river. (Published Monday, Nov. 8, 2021)", False),
        ("Helfer am Fluss. Veröffentlicht am Montag, 8. November 2021", False),
        ("Rettung am Fluss. Aktualisiert: 8. November 2021", False),
        ("Socorristas en el río. Publicado: 8 de noviembre de 2021", False),
        ("Ratownicy nad rzeką. Opublikowano: 8 listopada 2021", False),
        ("Rescuers on the river on Monday, Nov. 8, 2021", True),
        ("Rescuers in a photo released by the ministry, Nov. 8, 2021", True),
    ],
)
def test_the_day_on_which_a_page_was_published_is_not_the_scenes(text: str, shows_it: bool) -> None:
    claims = read_claims(text, published=date(2022, 1, 4)).dates
    assert [claim.scene for claim in claims][-1] is shows_it


@pytest.mark.parametrize("published", [date.min, date(1700, 1, 1), date.max])
def test_a_publication_date_that_cannot_be_is_no_date_to_count_from(published: date) -> None:
    text = "On Tuesday, three weeks ago, on Good Friday, last October and on 3 March 2022."
    found = read_dates(text, published=published)
    assert [claim.text for claim in found] == ["3 March 2022"]


@pytest.mark.parametrize(
    "text",
    [
        "Hier in Bremen wird das Schiff getauft",
        "Hier, am Nordufer, liegt der neue Hafen",
        "Hier ligt de nieuwe haven van het eiland",
        "Sprinter Hoy waves to the crowd in the velodrome",
        "The Mars 2020 probe is shown to the press",
        "Volunteers clean the beach in Mayo, Ireland",
        "Domingo bows after the last song of the night",
        "Domenica reads to her class",
        "Toussaint at the piano, with his son",
        "Le jury des 2020 candidats",
    ],
)
def test_a_word_that_dates_only_in_another_language_is_no_date(text: str) -> None:
    assert not [
        claim for claim in read_claims(text, published=PUBLISHED).dates if claim.text != "2020"
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Hier soir, la foule devant la mairie de Brest", date(2023, 5, 17), date(2023, 5, 17)),
        ("Hoy protestan los vecinos del puerto", date(2023, 5, 18), date(2023, 5, 18)),
        ("Vigo, hoy", date(2023, 5, 18), date(2023, 5, 18)),
        ("El domingo en el puerto de Vigo", date(2023, 5, 14), date(2023, 5, 14)),
        ("La pesca delle alici, estate 2021", date(2021, 6, 1), date(2021, 8, 31)),
        ("Brest, mars 2020", date(2020, 3, 1), date(2020, 3, 31)),
        ("Le port de Brest en Mars 2020, après la tempête", date(2020, 3, 1), date(2020, 3, 31)),
    ],
)
def test_such_a_word_is_a_date_where_the_text_is_in_its_language(
    text: str, first: date, last: date
) -> None:
    (claim,) = read_claims(text, published=PUBLISHED).dates
    assert (claim.spans[0].earliest, claim.spans[0].latest) == (first, last)


def test_the_declared_language_decides_what_such_a_word_is() -> None:
    told = {
        code: len(read_claims("Hier, Brest", published=PUBLISHED, language=code).dates)
        for code in ("fr", "de", "nl", "fi")
    }
    assert told == {"fr": 1, "de": 0, "nl": 0, "fi": 1}


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("Akureyri, Mars 2019", "is", 3),
        ("Gəncə, Mart 2019", "az", 3),
        ("Ipoh, Mac 2019", "ms", 3),
        ("Lugo, Set 2019", "gl", 9),
        ("Akureyri, des. 2019", "is", 12),
        ("Klaksvík, des. 2019", "fo", 12),
        ("Sevilla, Mayo 2019. Foto: Mira Holm", None, 5),
        ("Brest, Mars 2019", None, 3),
    ],
)
def test_where_nothing_says_that_it_is_another_word_it_dates(
    text: str, language: str | None, month: int
) -> None:
    (claim,) = read_claims(text, published=PUBLISHED, language=language).dates
    assert claim.spans[0].earliest == date(2019, month, 1)
    assert claim.spans[0].latest.month == month


def test_every_word_that_is_another_elsewhere_dates_somewhere() -> None:
    dated = {word for kind in (calendar.months, calendar.weekdays) for word in kind(None)}
    dated |= {*calendar.relative(None), *calendar.seasons(), *calendar.feasts()}
    for words in table("dates")["elsewhere"].values():
        assert words.keys() <= dated
        assert not any(set(own.split()) & set(others.split()) for own, others in words.values())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nelayan kembali ke Makassar, Selasa (2/5).", "id"),
        ("Nelayan kembali ke Makassar pada Selasa (2/5) sore.", "id"),
        ("Pescadores voltam a Natal nesta terça-feira (2).", "pt"),
        ("Pescadores voltam a Natal na terça (2/5).", "pt"),
        ("Pescadores vuelven a Vigo el martes 2.", "es"),
        ("Les pêcheurs rentrent à Brest mardi 2.", "fr"),
        ("Fischer kehren am Dienstag (2.5.) nach Husum zurück.", "de"),
        ("Fischer in Husum am Dienstag, 2.5.", "de"),
        ("Rybacy wracają do Gdyni we wtorek (2.05).", "pl"),
        ("Fishermen return to Whitby on Tuesday (5/2).", "en"),
        ("Fischer in Husum am Dienstag (02.05.23).", "de"),
        ("Pescadores vuelven a Vigo el pasado martes, día 2.", "es"),
    ],
)
def test_a_weekday_is_the_day_that_is_printed_behind_it(text: str, language: str) -> None:
    """And not the last one of its name, which was a fortnight later."""
    (claim,) = read_dates(text, published=PUBLISHED, language=language)
    assert claim.spans == (DateSpan(date(2023, 5, 2), date(2023, 5, 2)),)


@pytest.mark.parametrize(
    "text",
    [
        "Fishermen on Tuesday (3).",  # the third was a Wednesday
        "Fishermen on Tuesday (31/31).",
        "Fishermen on Tuesday 2 boats came in.",
        "Fischer am Dienstag 2 Uhr.",
    ],
)
def test_a_number_that_is_not_the_weekdays_day_changes_nothing(text: str) -> None:
    language = "de" if "Fischer" in text else "en"
    (claim,) = read_dates(text, published=PUBLISHED, language=language)
    assert claim.spans == (DateSpan(date(2023, 5, 16), date(2023, 5, 16)),)


def test_a_printed_day_that_lies_ahead_is_announced() -> None:
    assert (
        read_dates("A votação será na terça-feira (23).", published=PUBLISHED, language="pt") == ()
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A votação será na próxima terça-feira.", "pt"),
        ("La votación será el próximo martes.", "es"),
        ("Le vote aura lieu mardi prochain.", "fr"),
        ("Si vota martedì prossimo.", "it"),
        ("Abgestimmt wird am kommenden Dienstag.", "de"),
        ("Голосование пройдёт в следующий вторник.", "ru"),
    ],
)
def test_the_next_weekday_is_still_to_come(text: str, language: str) -> None:
    (claim,) = read_dates(text, published=PUBLISHED, language=language)
    assert claim.spans == (DateSpan(date(2023, 5, 23), date(2023, 5, 23)),)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("지난달 9일 대전에서 열린 행사", "ko", date(2023, 4, 9)),
        ("지난 9일 대전에서 열린 행사", "ko", date(2023, 5, 9)),
        ("Chợ hoa tại Huế ngày 9/5", "vi", date(2023, 5, 9)),
        ("Feira em Olinda na terça-feira, 9 de maio", "pt", date(2023, 5, 9)),
    ],
)
def test_a_day_takes_the_month_that_is_said_beside_it(text: str, language: str, day: date) -> None:
    (claim,) = read_dates(text, published=PUBLISHED, language=language)
    assert claim.spans == (DateSpan(day, day),)


def test_a_day_that_is_said_to_come_is_announced() -> None:
    assert read_dates("오는 28일 대전에서 열리는 행사", published=PUBLISHED, language="ko") == ()


def test_this_saturday_in_portuguese_is_not_the_norwegian_next() -> None:
    (claim,) = read_dates("Torcida neste sábado.", published=PUBLISHED, language="pt")
    assert claim.spans == (DateSpan(date(2023, 5, 13), date(2023, 5, 13)),)


def test_a_weekday_tells_which_of_two_figures_is_the_day() -> None:
    """The third of April 2023 was a Monday, the fourth of March a Saturday."""
    (monday,) = read_dates("Senin (3/4/2023)", published=PUBLISHED, language="id")
    (saturday,) = read_dates("Sabtu (4/3/2023)", published=PUBLISHED, language="id")
    assert monday.spans == (DateSpan(date(2023, 4, 3), date(2023, 4, 3)),)
    assert saturday.spans == (DateSpan(date(2023, 3, 4), date(2023, 3, 4)),)
