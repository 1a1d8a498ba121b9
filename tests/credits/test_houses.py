"""Invented names of houses and of persons, by language: none of them stands on a list."""

from __future__ import annotations

import pytest

from provenance.credits import parse_credit

HOUSES = {
    "de": ["Ortsgemeinde Wellheim", "Narrenzunft Talbach", "Gemeindeamt Hochtor", "Roter Faden",
           "Dachdecker Krause", "Fotohaus Lindner", "Obsthof Kahlenberg", "Landjugend Hornau"],
    "fr": ["Amicale des anciens", "Randonneurs du Vernay", "Boucherie Martin", "Lumière Noire",
           "Les Amis du Lac", "Foyer rural"],
    "es": ["Cofradía del Silencio", "Quesería Alvar", "Atlético Valdeoro", "Hermandad de la Luz"],
    "pt": ["Grêmio Rionovense", "Câmara de Vila Clara", "Corpo de Bombeiros"],
    "it": ["Polisportiva Pontevecchio", "Trattoria Bellandi", "Circolo Velico", "Strada Nuova"],
    "nl": ["Dorpsraad Westerdijk", "Slagerij Bakker", "Kwekerij Linden", "Blauwe Lucht"],
    "sv": ["Hembygdsföreningen Norrdalen", "Scoutkåren Berga", "Blå Stjärnan"],
    "nb": ["Idrettslaget Fjordvik", "Norsk Folkehjelp", "Grønne Stier"],
    "da": ["Roskær Boldklub", "Brugsforeningen Roskær", "Lund Håndbold"],
    "fi": ["Rautalan Palloseura", "Suomen Punainen Risti", "Sininen Lintu"],
    "pl": ["Starostwo Powiatowe", "Bractwo Rycerskie", "Zielona Droga", "Dom Kultury"],
    "cs": ["Sbor dobrovolných hasičů", "Pekařství Jasná", "Modrý Pták"],
    "sk": ["Mestský úrad Horná", "Zelená Hora"],
    "hu": ["Polgármesteri Hivatal", "Kovács Pékség", "Kékes Község"],
    "ro": ["Consiliul Județean", "Pompierii Valea"],
    "hr": ["Turistička zajednica", "Obitelj Horvat", "Zeleni Put"],
    "sl": ["Gasilsko društvo", "Občina Dolina"],
    "lt": ["Savivaldybės administracija", "Žalias Kelias"],
    "lv": ["Valsts policija", "Zaļais Ceļš"],
    "tr": ["Karasu Kaymakamlığı", "İtfaiye Müdürlüğü"],
    "ru": ["Красная Звезда", "Пожарная часть", "Клуб Заря"],
    "uk": ["Червона Калина", "Сільська рада", "Козацьке товариство"],
    "bg": ["Читалище Просвета", "Зелен Път"],
    "el": ["Πολιτιστικός Σύλλογος", "Αγροτικός Συνεταιρισμός"],
    "id": ["Keluarga Purnama", "Karang Taruna"],
    "en": ["Riverton Rovers", "Ridge Township", "Holm Family", "Keller Roofing",
           "Larkspur Nurseries", "Second Chance", "Silent Waters"],
}  # fmt: skip
PERSONS = {
    "de": ["Rosa Stern", "Jürgen Wald", "Otto Vogel", "Max Sommer"],
    "fr": ["Rose Lemoine", "Claire Fontaine", "Pierre Boulanger"],
    "es": ["Luz Campos", "Ángel Toro", "Paz Flores"],
    "pt": ["Rita Pinto", "João Carvalho"],
    "it": ["Bianca Colombo", "Luca Volpe"],
    "nl": ["Lotte Bos", "Joris van der Linden"],
    "pl": ["Jan Wilk", "Piotr Gołąb"],
    "cs": ["Tomáš Vrána", "Eva Holubová"],
    "hu": ["Kovács Réka", "Bence Farkas"],
    "hr": ["Zdravko Vuk", "Andrej Medved"],
    "fi": ["Matti Virta", "Elina Koski"],
    "tr": ["Barış Güneş", "Yeşim Toprak"],
    "ru": ["Анна Зима", "Сергей Белый"],
    "uk": ["Юрко Сорока", "Тарас Коваль"],
    "id": ["Agung Wibowo", "Rizal Purnama"],
    "am": ["Abebe Tadesse", "Hiwot Bekele"],
    "yo": ["Osarugue Igbinoba", "Chidinma Eze"],
    "en": ["Rose Fields", "Hope Winters", "Frank Waters", "Alistair Kvist"],
}


@pytest.mark.parametrize("language", HOUSES)
def test_a_house_on_no_list_is_no_person(language: str) -> None:
    for name in HOUSES[language]:
        credit = parse_credit(f"Foto: {name}")
        assert (name, credit.creators) == (name, ())
        assert (name, credit.organizations) == (name, (name,))


@pytest.mark.parametrize("language", PERSONS)
def test_a_person_called_as_a_thing_is_called_stays_one(language: str) -> None:
    for name in PERSONS[language]:
        assert parse_credit(f"Foto: {name}").creators == (name,)


@pytest.mark.parametrize("name", ["Les Hart", "Les Jones", "Les Tarrow", "Les Watts"])
def test_an_article_that_is_a_given_name_begins_a_persons_name(name: str) -> None:
    assert parse_credit(f"Photo: {name}").creators == (name,)
    assert parse_credit(f"Photo: {name}/AP").creators == (name,)


@pytest.mark.parametrize(
    "name", ["Les Loups", "Les Eaux", "Les Loups Gris", "Los Romero", "Gli Rossi"]
)
def test_an_article_before_a_plural_begins_a_houses_name(name: str) -> None:
    assert parse_credit(f"Photo: {name}").organizations == (name,)
