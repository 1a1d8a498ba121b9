"""Who speaks or sits at a place, what is planned or made there, whose name it bears: no scene."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.claims import read_claims
from provenance.claims.reading import relations
from provenance.model import DateRelation, Finding, NotChecked, PlaceRelation
from provenance.rules import date_mismatch
from provenance.rules.kit.examples import date_fact, example, original

DAY = date(2024, 5, 15)


def scene(text: str, language: str) -> set[str]:
    """The places where the text says that its scene lies."""
    read = read_claims(text, published=DAY, language=language)
    return {c.places[0].name for c in read.places if c.sign.is_scene}


def dated(text: str, language: str = "en") -> list[tuple[str, bool]]:
    """The dates that are read, and whether each is the scene's."""
    read = read_claims(text, published=DAY, language=language)
    return [(d.text, d.scene) for d in read.dates]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Officials in Kyiv said the depot had burned down."),
        ("en", "The minister told reporters in Geneva that talks would go on."),
        ("fr", "Les pompiers à Lille ont annoncé la fin de l'alerte."),
        ("es", "Los médicos en Quito informaron de nuevos casos."),
        ("pl", "Władze w Krakowie poinformowały o nowych przypadkach."),
        ("uk", "Лікарі у Львові повідомили про нові випадки."),
        ("de", "Die Regierung in Wien lehnt den Vorschlag ab."),
        ("pt", "O governo em Luanda rejeita a proposta."),
        ("ru", "Правительство в Вене отвергает предложение."),
    ],
)
def test_where_somebody_speaks_or_governs_is_no_scene(language: str, text: str) -> None:
    assert not scene(text, language)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Firefighters in Lviv said goodbye to a fallen comrade.", "Lviv"),
        ("en", "Pilgrims in Lourdes said their last prayers.", "Lourdes"),
        ("en", "Neighbours said a tearful farewell in Lviv to a nurse.", "Lviv"),
        ("de", "Kollegen in Wien sagten ihrem Chef Lebewohl.", "Vienna"),
        ("fr", "Des proches à Lille ont dit adieu à un pompier.", "Lille"),
        ("es", "Vecinos en Quito dijeron adiós a un bombero.", "Quito"),
        ("en", "Number 9 in Lyon burns.", "Lyon"),
        ("en", "The number 28 tram in Lisbon.", "Lisbon"),
        ("en", "A number of people in Lyon wait for a bus.", "Lyon"),
        ("es", "El número 10 en Lima.", "Lima"),
        ("ru", "Число 10 в Казани.", "Kazan"),
        ("en", "I see flames over Lviv.", "Lviv"),
        ("en", "I'm standing in a street in Lviv.", "Lviv"),
        ("en", "I am in Lyon with a friend.", "Lyon"),
        ("de", "Ich stehe in einer Straße in Wien.", "Vienna"),
        ("fr", "Je vois de la fumée à Lille.", "Lille"),
        ("nl", "Ik sta in een straat in Gent.", "Gent"),
        ("uk", "Я стою у Львові.", "Lviv"),
    ],
)
def test_what_is_done_or_seen_there_is_a_scene(language: str, text: str, place: str) -> None:
    assert scene(text, language) == {place}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Officials in Lviv said prayers would be held on Sunday."),
        ("en", "Officials in Lviv said prayers were held."),
        ("en", "Doctors in Lviv said the patient was gone; goodbye, he wrote."),
        ("en", "When I stand in a street in Lviv, I think of home."),
        ("en", "“I see a long road ahead for everyone who has kept a small shop open in Lviv”"),
        ("en", "I see her still, though I left Lviv long ago."),
        ("en", "The share of women on boards in Lyon has risen."),
        ("nl", "Het aantal bezoekers in Gent stijgt."),
        ("pl", "Liczba turystów w Krakowie rośnie."),
    ],
)
def test_what_is_said_counted_or_remembered_is_none(language: str, text: str) -> None:
    assert not scene(text, language)


def test_a_crowd_before_a_government_is_a_scene() -> None:
    assert scene("A march against the government in Tbilisi.", "en") == {"Tbilisi"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The carmaker plans to build a plant in Texas."),
        ("de", "Die Firma will ein Werk in Texas bauen."),
        ("es", "La empresa abrirá una fábrica en Texas."),
        ("tr", "Firma Teksas'ta fabrika kuracak."),
        ("ru", "Фирма планирует построить завод в Техасе."),
        ("en", "A press like the ones used in Norway."),
        ("uk", "Машина, подібна до тих в Норвегії."),
        ("en", "The number of visitors in Venice has risen."),
        ("fr", "Le nombre de touristes à Venise augmente."),
        ("de", "Die meisten Schulen in Wales sind offen."),
        ("en", "Bread prices in Turkey have doubled."),
        ("en", "When I spent two months walking in Nepal, rain was rare."),
        ("de", "Als ich ein Jahr lang in Nepal wanderte, regnete es kaum."),
        ("fr", "Né à Oran, ce fils de boulanger avait fait ses études à Toulouse."),
        ("pt", "O músico com o violão que comprou em Paris."),
        ("pl", "Po latach spędzonych w Londynie wróciła do domu."),
        ("en", "Jo Rae, the former ambassador in Paris, leaves court."),
        ("de", "Die Firma mit Sitz in Luxemburg betreibt drei Schiffe."),
        ("ru", "Компания со штаб-квартирой в Женеве торгует зерном."),
        ("en", "A bell in memory of the miners killed in Chile."),
        ("en", "Three men on trial over the theft in Dresden hide their faces."),
        ("en", "A Dutch tile and a vase stand beside a Delft plate."),
        ("fr", "Un goûter servi au Café de Rome."),
        ("fr", "Un far servi au comptoir du Bar de Londres."),
        ("en", "Ash of the kind that grounded flights in Bali."),
        ("en", "A kettle made at a plant in Sheffield stands on a stove."),
        ("en", "A Lagos, Nigeria, club on tour."),
        ("en", "Jo Rae, Lagos, Nigeria, holds up a prize."),
        ("en", "Damascus airport officials arrive at the talks."),
        ("ru", "Книга о жизни эмигрантов в Париже."),
        ("es", "La bailaora, que debutó en Tokio, ensaya."),
        ("es", "Una furgoneta sale del centro penitenciario La Esperanza."),
        ("es", "El delantero celebra su gol ante el Valencia."),
        ("es", "Sacos de café llegados desde Guadalajara."),
        ("ar", "لاعبو الفريق يحتفلون بالفوز على نادي الشباب"),
        ("ja", "石川県輪島市の漆器を手にする職人"),
    ],
)
def test_what_is_planned_made_or_called_by_a_name_is_no_scene(language: str, text: str) -> None:
    assert not scene(text, language)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "A statesman waves: World War I is told on a stage in Ypres.", "Ieper"),
        ("en", "“I lost it all”: a baker on a street in Valencia.", "Valencia"),
        ("en", "Actors at the film festival, Cannes, southern France, May 14, 2024.", "Cannes"),
        ("en", "A vase beside a window in a Kyiv café.", "Kyiv"),
        ("en", "Walkers in the south of France.", "France"),
        ("fr", "Des familles fuient l'est de Rafah.", "Rafaḩ"),
        ("fr", "Des tentes dans le sud de la bande de Gaza.", "Gaza Strip"),
        ("es", "Un concierto en el Palacio de Deportes Jo Ejemplo de Málaga.", "Málaga"),
        ("es", "Vendedores en El Cairo.", "Cairo"),
        ("es", "El poeta en una terraza de Roma.", "Rome"),
        ("es", "Una marcha por el centro de Bogotá, Colombia, el 1 de mayo de 2024.", "Bogotá"),
        ("es", "PORTO ALEGRE (BRASIL), 06/05/2024.- Una calle.", "Porto Alegre"),
        ("es", "Bomberos en el incendio que arrasó casas en Quito.", "Quito"),
        ("en", "People vote in the election at a school in Bratislava.", "Bratislava"),
        ("pl", "Blok mieszkalny w Charkowie po ostrzale.", "Kharkiv"),
        ("pl", "Ulice Kłodzka po powodzi.", "Kłodzko"),
        ("pl", "Targ w Bydgoszczy.", "Bydgoszcz"),
        ("uk", "Зруйнований будинок у Часовому Яру.", "Chasiv Yar"),
        ("de", "Essen-Altendorf, Blick auf eine Brücke", "Essen"),
        ("ar", "أضرار في مبنى بمدينة خاركيف", "Kharkiv"),
        ("ja", "記者会見する市長＝大阪市役所で", "Osaka"),
        ("ja", "投票する人たち＝7日午前、東京都新宿区", "Shinjuku"),
    ],
)
def test_where_the_scene_is_is_still_read(language: str, text: str, place: str) -> None:
    assert place in scene(text, language)


def test_refugees_from_a_part_of_a_place_are_elsewhere() -> None:
    assert not scene("Refugees from the north of Gaza arrive.", "en")


def test_a_compound_with_a_town_is_no_part_of_it() -> None:
    assert not scene("Hamburg-Marathon: die Sieger", "de")


def test_any_sunday_is_no_day() -> None:
    assert not dated("Try varnishing a chair on a Sunday afternoon.")
    assert not dated("Ein Spaziergang an einem Sonntag.", "de")
    assert dated("Fans arrive on Sunday.") == [("Sunday", True)]


def test_the_day_of_a_statement_is_not_the_scenes() -> None:
    said = "Der Verein hat das am Montag in einer Pressemitteilung bekannt gegeben."
    assert dated(said, "de") == [("Montag", False)]
    assert dated("Fans feiern am Montag in Kiel.", "de") == [("Montag", True)]


def test_a_thing_with_a_known_beginning_is_told_and_never_the_scenes_date() -> None:
    assert dated("Volunteers on the Bharat Jodo Yatra.") == [("Bharat Jodo Yatra", False)]
    told = relations("Farmers protest against the farm laws.", date="2015", published=DAY)[1]
    assert told is DateRelation.AFTER


@pytest.mark.parametrize(
    "text", ["Posters for the Elections 2019", "A hall for the Elections-2019"]
)
def test_a_named_election_tells_of_the_years_about_it(text: str) -> None:
    assert dated(text) == [("2019", False)]
    assert relations(text, date="2012", published=DAY)[1] is DateRelation.AFTER
    assert relations(text, date="2018", published=DAY)[1] is DateRelation.CONTAINS


def _judged(text: str, language: str = "en") -> list[object]:
    read = read_claims(text, published=DAY, language=language)
    taken = [original(dates=[date_fact(date(2001, 5, 1))])]
    return list(date_mismatch.check(example("", caption=read, originals=taken).case))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A singer on a stage in Rome, 1962."),
        ("en", "A singer in Rome in 1962"),
        ("en", "A singer on a stage in Lyon (1962)."),
        ("en", "A singer, 1962, Lyon."),
        ("en", "A singer in Lyon in the 1960s."),
        ("de", "Ein Boxer in Graz im Jahr 1962."),
        ("de", "Ein Boxer in Graz, im Sommer 1962."),
        ("fr", "Un chanteur à Lyon, en 1962."),
        ("es", "Un poeta en Lima en el año 1962."),
        ("it", "Un poeta a Torino, nel 1962."),
        ("pt", "Um poeta em Lisboa em 1962."),
        ("nl", "Een schrijver in Gent in 1969."),
        ("pl", "Aktor w 1962 roku w Krakowie."),
        ("cs", "Herec v Brně v roce 1962."),
        ("ru", "Актёр в 1962 году в Казани."),
        ("uk", "Актор у Львові, 1962 року."),
        ("sv", "En skådespelare i Lund år 1962."),
        ("da", "En skuespiller i Aarhus i 1962."),
        ("hu", "Egy színész Szegeden, 1962."),
    ],
)
def test_a_year_beside_the_place_at_the_end_is_the_pictures(language: str, text: str) -> None:
    assert [type(o) for o in _judged(text, language)] == [Finding]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A bridge in Rome, built in 1962."),
        ("en", "The flood in Rome in 1962 is told in a film."),
        ("en", "1962."),
        ("en", "A mill in Lviv, ca 1870."),
        ("en", "A plaque in Riga to 1941."),
        ("en", "A bus in Minsk, made 1962."),
        ("en", "A car, made 1962, Turin."),
        ("en", "A bakery in Leeds, est 1850."),
        ("en", "A station in Turin, not 1935."),
        ("de", "Ein Haus in Graz, um 1900."),
        ("de", "Ein Kreuz in Lodz für 1944."),
        ("fr", "Un pont à Lyon, vers 1890."),
        ("es", "Una casa en Lima, de 1890."),
        ("nl", "Een huis in Gent uit 1890."),
        ("pl", "Dom w Krakowie, ok 1890."),
        ("cs", "Dům v Brně z roku 1890."),
        ("sv", "Ett hus i Lund från 1890."),
        ("da", "Et hus i Aarhus fra 1890."),
        ("hu", "Egy ház Szegeden kb 1890."),
    ],
)
def test_a_year_elsewhere_may_date_something_else(language: str, text: str) -> None:
    assert all(isinstance(o, NotChecked) for o in _judged(text, language))


def test_two_small_words_are_a_text_without_capitals() -> None:
    assert relations("tigray forces", place="Niamey, Niger")[0] is PlaceRelation.DISJOINT
