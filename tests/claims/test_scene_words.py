"""Where a caption says that its scene lies, by cases, adjectives and what is only told of."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import find_place, read_claims
from provenance.claims.reading import relations
from provenance.model import PlaceRelation


def scene(text: str, language: str) -> set[str]:
    """The places where the text says that its scene lies."""
    claims = read_claims(text, published=date(2024, 5, 15), language=language)
    return {c.places[0].name for c in claims.places if c.sign.is_scene}


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("tr", "Gazze'de bir çocuk su taşıyor.", "Gaza"),
        ("tr", "Cumhurbaşkanı Ankara'da gazetecilere konuştu.", "Ankara"),
        ("tr", "Ukrayna’nın doğusunda bir asker.", "Ukraine"),
        ("tr", "Antalya'nın Manavgat ilçesinde sele kapılan araç.", "Antalya"),
        ("tr", "Bursa Uludağ'da kayak yapan turistler.", "Bursa"),
        ("tr", "Beyrut limanındaki patlamanın ardından.", "Beirut"),
        ("tr", "ANKARA (AA) - Kocatepe Camii'nde cenaze töreni.", "Ankara"),
        ("cs", "Povodeň v Českých Budějovicích.", "České Budějovice"),
        ("cs", "Festival v Karlových Varech.", "Karlovy Vary"),
        ("cs", "Povodně v Polsku.", "Poland"),
        ("cs", "Lidé v Táboře.", "Tábor"),
        ("cs", "Zničené domy v Gaze.", "Gaza Strip"),
        ("uk", "Концерт у Вінниці.", "Vinnytsya"),
        ("uk", "Ринок у Білій Церкві.", "Bila Tserkva"),
        ("uk", "Волонтери у Слов'янську.", "Slovyansk"),
        ("de", "Ärztinnen im Dresdner Herzklinikum.", "Dresden"),
        ("de", "Reisende im Zürcher Hauptbahnhof.", "Zürich"),
        ("de", "Der Kölner Dom im Abendlicht.", "Köln"),
        ("nl", "Containers in de Rotterdamse haven.", "Rotterdam"),
        ("en", "People attend a protest against the new law in Tbilisi.", "Tbilisi"),
        ("de", "Eine Kundgebung gegen Rechts in Berlin.", "Berlin"),
        ("fr", "Une manifestation contre la réforme à Lyon.", "Lyon"),
        ("fr", "La commune d'Hasparren sous la neige.", "Hasparren"),
        ("it", "Soccorritori al lavoro tra le macerie, Napoli.", "Naples"),
        ("pt", "Fachada do Congresso, em Brasília.", "Brasília"),
        ("pt", "Moradores de São Paulo enfrentam fila de ônibus.", "São Paulo"),
        ("sv", "Uppsala domkyrka.", "Uppsala"),
        ("de", "Das Opernhaus Zürich.", "Zürich"),
        ("pl", "Ulice Wrocławia po powodzi.", "Wrocław"),
        ("pl", "Wypadek w Bielsku-Białej.", "Bielsko-Biala"),
        ("es", "Manifestantes en el Zócalo de la Ciudad de México.", "Mexico City"),
        ("en", "Hikers in Colorado's mountains.", "Colorado"),
        ("en", "Residents of Kharkiv shelter in a subway station.", "Kharkiv"),
        ("en", "Police fire tear gas in Nairobi's central business district.", "Nairobi"),
        ("uk", "Рятувальники у Святошинському районі Києва.", "Kyiv"),
        ("ja", "札幌市の雪まつり会場", "Sapporo"),
    ],
)
def test_a_case_or_an_adjective_says_where_the_scene_lies(
    language: str, text: str, place: str
) -> None:
    assert place in scene(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Almanya'da doğan futbolcu kupayı kaldırdı."),
        ("tr", "Ukrayna'daki savaşa karşı düzenlenen gösteri."),
        ("tr", "İstanbul'dan yola çıkan gemi."),
        ("tr", "İngiltere Başbakanı gazetecilere konuştu."),
        ("tr", "Japonya ile Türkiye arasındaki anlaşma imzalandı."),
        ("cs", "Prezident Slovenska na tiskové konferenci."),
        ("uk", "Президент Польщі на пресконференції."),
        ("de", "Regenwürmer graben sich in den Boden."),
        ("de", "Gäste feiern im Hof."),
        ("de", "Jo Muster ist in Bochum aufgewachsen."),
        ("de", "Nach dem Erdbeben in Nepal sammeln Schüler Spenden."),
        ("de", "Parteichef Karl Muster: Die Umfragen in Hamburg machen uns wenig Freude."),
        ("de", "Der Direktor des Kölner Zoos bei einer Rede."),
        ("en", "A rally for peace in Sudan is held outside the embassy."),
        ("en", "A vigil for the victims in Beirut is held outside the embassy."),
        ("ja", "韓国の外相が会見する。"),
        ("de", "Der Wiener Autor liest aus seinem Roman."),
        ("de", "Die Frankfurter Eintracht trifft heute auf Bayern."),
        ("es", "Jo Ejemplo de Sevilla saluda."),
        ("en", "A debate about Sweden's pamphlet."),
        ("de", "Ein Schild wirbt für Urlaub in Tunesien."),
        ("en", "Jo Example has worked in Kenya for ten years."),
        ("en", "The memoir tells of a childhood in Zimbabwe."),
    ],
)
def test_what_is_past_or_only_told_of_is_no_scene(language: str, text: str) -> None:
    assert scene(text, language) == set()


def test_a_superlative_year_does_not_date_the_picture() -> None:
    assert not any(
        d.scene for d in read_claims("The biggest hit in 2019.", published=date(2020, 1, 5)).dates
    )
    assert any(
        d.scene for d in read_claims("A choir sings in 2019.", published=date(2020, 1, 5)).dates
    )


def test_a_houses_name_in_a_place_field_is_no_far_town() -> None:
    assert {p.name for p in find_place("Haarlem College, United States")} == {"United States"}
    assert {p.name for p in find_place("Union Station, Chicago")} == {"Chicago"}
    assert {p.name for p in find_place("College, Alaska")} == {"College"}


def test_a_town_is_not_met_by_the_name_of_another_in_its_country() -> None:
    assert [p.name for p in find_place("Ставрополь")] == ["Stavropol"]
    assert [p.name for p in find_place("Слов'янськ")] == ["Slovyansk"]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "A kayaker paddles near Lake Tahoe.", "Lake Tahoe"),
        ("de", "Segler auf dem Bodensee.", "Lake Constance"),
        ("it", "Una barca sul lago di Garda.", "Lake Garda"),
        ("fr", "Un refuge dans les Pyrénées.", "Pyrenees"),
        ("pl", "Turyści w Tatrach.", "High Tatras"),
    ],
)
def test_lakes_and_mountains_are_places(language: str, text: str, place: str) -> None:
    claims = read_claims(text, published=date(2024, 5, 15), language=language)
    assert place in {p.name for c in claims.places for p in c.places}


@pytest.mark.parametrize("text", ["The Colorado Rockies win.", "Jo Kruger waves."])
def test_a_team_or_a_surname_is_no_mountain_or_park(text: str) -> None:
    named = {p.name for c in read_claims(text).places for p in c.places}
    assert not named & {"Rocky Mountains", "Kruger National Park"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The two leaders could meet in Rome."),
        ("en", "The band will play in Lyon."),
        (
            "de",
            "Die Messe in Rostock sollte im Herbst beginnen; sie könnte nun in Kiel stattfinden.",
        ),
        ("es", "Los dos podrían verse en Lima."),
        ("en", "Supporters in Hyde Park."),
        ("cs", "Oslavy ve Villa Parku."),
    ],
)
def test_what_nobody_has_seen_yet_and_parks_of_any_town_are_no_scene(
    language: str, text: str
) -> None:
    assert not scene(text, language) & {"Rome", "Lyon", "Kiel", "Lima", "Hyde Park", "Villa Park"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Could this house in Rome be the oldest?", "Rome"),
        ("Will Example speaks in Lyon.", "Lyon"),
        ("A march in Asbury Park, New Jersey.", "Asbury Park"),
        ("He would not leave. A crowd waits in Lima.", "Lima"),
    ],
)
def test_a_name_a_question_and_a_park_with_its_state_say_where_the_scene_is(
    text: str, place: str
) -> None:
    assert place in scene(text, "en")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("A video of the rescue was released by the police on Monday.", False),
        ("Ein am Montag veröffentlichtes Bild.", True),
        ("Firefighters rescue a dog on Monday.", True),
        ("Prisoners are released on Monday.", False),
    ],
)
def test_the_day_on_which_something_was_shown_dates_no_scene(text: str, dated: bool) -> None:
    """The price: who is released from prison that day is not dated either."""
    claims = read_claims(text, published=date(2024, 5, 15))
    assert any(d.scene for d in claims.dates) is dated


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("de", "Ein Schuppen brennt in Aarburg.", "Aarburg"),
        ("de", "In den Gassen von Syrakus.", "Siracusa"),
        ("en", "Commuters wait in Takasaki Station.", "Takasaki"),
        ("en", "Marchers pass through the streets of Madrid.", "Madrid"),
        ("en", "Jo Holm scores, Monday, May 13, 2024, in Cleveland.", "Cleveland"),
        ("es", "La actriz Paz Holm en el Festival de Cine de San Sebastián.", "Donostia"),
        ("fr", "De la fumée au-dessus de Rafah.", "Rafaḩ"),
        ("pl", "Kolejka przed lokalem wyborczym we Wrocławiu.", "Wrocław"),
        ("uk", "Затоплений Херсон, 8 червня 2023 року.", "Kherson"),
        ("cs", "Policisté v Banské Bystrici.", "Banská Bystrica"),
        ("cs", "Výstava v Tokiu.", "Tokyo"),
        ("cs", "Povodeň v Uničově.", "Uničov"),
        ("hu", "Tűz Budaörsön.", "Budaörs"),
        ("hu", "Árvíz Szentendrén.", "Szentendre"),
        ("es", "Sevilla acogió la ceremonia.", "Sevilla"),
        ("it", "La pinacoteca di Ferrara.", "Ferrara"),
    ],
)
def test_towns_are_read_where_only_a_capital_or_an_ending_tells(
    language: str, text: str, place: str
) -> None:
    assert any(name.startswith(place) for name in scene(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A band plays at Dalton's Grill and Bar."),
        ("en", "A storm over Jupiter's north pole."),
        ("en", "A picture from Jo's visit to a temple."),
        ("en", "Georgia Milton grew up in Kingston, Jamaica."),
        ("en", "Jo Holm, who had left the army, on 3 March in Boston."),
        ("fr", "C'est à Angers que les élèves se retrouveront."),
        ("fr", "La mère de Luc Holm, qui avait quitté son mari, le 3 mars à Nantes."),
        ("es", "El equipo jugará en Sevilla."),
        ("it", "I ministri si incontreranno a Torino."),
        ("de", "Erna Holm war von 1961 bis 1975 Bürgermeisterin in Altdorf."),
        ("en", "Karl Holm ran the school in Boston until 1975."),
        ("fr", "Luc Holm a vécu à Lyon."),
        ("es", "Paz Holm vivió en Sevilla."),
        ("fr", "Léa Holm vit aujourd’hui à Lille."),
        ("it", "La nave è attesa domani a Tunisi."),
        ("de", "So wird in Norwegen gebaut."),
        ("en", "How people cook in Portugal."),
        ("nb", "Plan mot spredning av koronavirus i Norge."),
        ("de", "Riverdale: Neue Einzelheiten über die Serie."),
        ("de", "Wanderer in Regen und Wind."),
    ],
)
def test_firms_planets_days_to_come_and_a_past_are_no_scene(language: str, text: str) -> None:
    assert scene(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "dated"),
    [
        ("en", "Jo Holm said he spoke to the minister on Sunday.", False),
        ("en", "Jo Holm said on Sunday the bridge is safe.", True),
        ("en", "Erna Holm was mayor from 1961 to 1975.", False),
        ("en", "Miners in Essen, 1950-51.", True),
        ("en", "Ruth Holm, who drew the hall, in a 1987 photo.", True),
        ("fr", "Léa Holm vit aujourd’hui à Lille.", False),
        ("zh", "1952年3月4日成立的协会", False),
        ("en", "Monday's decision is part of a plan.", False),
        ("en", "Jo Holm speaks at Monday's press conference.", True),
        ("da", "Tirsdagens beslutning er en del af planen.", False),
        ("fr", "Les bénévoles se retrouveront dès le 29 novembre.", False),
        ("es", "Turistas en abril del 2021. La isla es la mejor del país.", True),
    ],
)
def test_a_day_that_is_told_of_dates_no_scene(language: str, text: str, dated: bool) -> None:
    claims = read_claims(text, published=date(2024, 12, 5), language=language)
    assert [c.scene for c in claims.dates] == [dated]


@pytest.mark.parametrize(
    ("language", "text", "month"),
    [
        ("en", "Voters at a polling station in June.", 6),
        ("de", "Der Minister bei einem Besuch im März in Kiew.", 3),
        ("pl", "Protest w maju w Warszawie.", 5),
        ("en", "The new hall opens in September.", None),
        ("en", "A boat in may flower season.", None),
    ],
)
def test_a_bare_month_is_the_last_one_and_none_to_come(
    language: str, text: str, month: int | None
) -> None:
    claims = read_claims(text, published=date(2024, 7, 28), language=language)
    assert [c.span.earliest.month for c in claims.dates] == ([month] if month else [])
    assert all(c.spans[1].earliest.year == 2023 for c in claims.dates)


def test_a_state_that_owns_something_is_no_town() -> None:
    claims = read_claims("Orchards in Washington state's valleys.", language="en")
    assert [c.place.kind for c in claims.places] == ["region"]


@pytest.mark.parametrize(("text", "state"), [("Rome, Italy", "Vatican City"), ("Nice", "Monaco")])
def test_a_state_as_small_as_a_town_is_near_the_town_beside_it(text: str, state: str) -> None:
    assert relations(f"Crowds in {text}.", place=state)[0] is PlaceRelation.NEAR


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Des voyageurs attendent en gare du Nord."),
        ("fr", "Des passants rue de la Paix."),
        ("fr", "Des élèves de l'école Jean-Jaurès."),
        ("es", "Una fiesta en la Plaza Bolívar."),
        ("es", "Niños en la escuela Benito Juárez."),
        ("es", "Un incendio en el barrio San José."),
        ("it", "Passanti in via Garibaldi."),
        ("it", "Un gioco nel parco della Vittoria."),
        ("pt", "Moradores do bairro Boa Vista."),
        ("nl", "Brand in de wijk Noord."),
        ("ru", "Прохожие на улице Мира."),
        ("ru", "Пассажиры на Центральном вокзале."),
        ("ru", "Пожар в Советском районе."),
        ("uk", "Пожежа в Центральному районі."),
    ],
)
def test_streets_schools_and_quarters_bear_names_of_their_own(language: str, text: str) -> None:
    """Bolívar is a state, Nord a region of Burkina Faso, Mira near Venice, and no scene there."""
    assert scene(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("fr", "Une rue de Marseille sous la pluie.", "Marseille"),
        ("fr", "Les rues de Marseille sous la pluie.", "Marseille"),
        ("fr", "Dans la gare de Marseille, des voyageurs attendent.", "Marseille"),
        ("es", "Una calle de Madrid bajo la nieve.", "Madrid"),
        ("es", "Médicos en el hospital de Sevilla.", "Sevilla"),
        ("it", "In una piazza di Palermo, il mercato.", "Palermo"),
        ("pt", "Passageiros na estação de Coimbra.", "Coimbra"),
        ("ru", "Прохожие на улице Харькова.", "Kharkiv"),
    ],
)
def test_a_street_and_a_station_of_a_city_are_in_it(language: str, text: str, place: str) -> None:
    assert place in scene(text, language)
