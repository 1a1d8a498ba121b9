"""Towns that share a name: the file's own fields say which one, and nothing is accused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import provenance
from provenance.claims import read_claims
from provenance.config import Config, Network
from provenance.lexicon.translation import translate
from provenance.model import Finding, ImageReport, Reason

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' photoshop:City="{city}" photoshop:Country="{country}"/></rdf:RDF></x:xmpmeta>'
)


def checked(
    folder: Path, caption: str, city: str, country: str, *, language: str, headline: str = "T"
) -> ImageReport:
    """What a check says of a picture whose file names its city and country."""
    made = BytesIO()
    xmp = _XMP.format(city=city, country=country)
    Image.linear_gradient("L").resize((640, 480)).save(made, "JPEG", xmp=xmp.encode())
    (folder / "a.jpg").write_bytes(made.getvalue())
    (folder / "page.html").write_text(
        f'<html lang="{language}"><title>{headline}</title><article><h1>{headline}</h1>'
        f'<figure><img src="a.jpg"><figcaption>{caption}</figcaption></figure></article></html>',
        "utf-8",
    )
    config = Config(network=Network(offline=True))
    return provenance.check(folder / "page.html", config=config, images=folder).images[0]


def of_place(report: ImageReport) -> list[Finding]:
    return [f for f in report.findings if f.cause == "place"]


@pytest.mark.parametrize(
    ("language", "headline", "caption", "city", "country"),
    [
        ("es-ES", "Fiesta en Córdoba", "Una calle en Córdoba.", "Córdoba", "Spain"),
        ("es", "Fiesta en Córdoba", "Una calle en Córdoba.", "Córdoba", "España"),
        ("es", "Feria en Cartagena", "Un barco en Cartagena.", "Cartagena", "Spain"),
        ("es", "Feria en León", "Un mercado en León.", "León", "Spain"),
        ("es", "Feria en Toledo", "Un mercado en Toledo.", "Toledo", "Spain"),
        ("pt", "Feira em Santarém", "Um mercado em Santarém.", "Santarém", "Portugal"),
        ("fr", "Marché à Tripoli", "Un marché à Tripoli.", "Tripoli", "Lebanon"),
        ("en", "Fire in Perth", "Firefighters in Perth.", "Perth", "United Kingdom"),
        ("en", "Fire in Naples", "Firefighters in Naples.", "Naples", "United States"),
        ("en", "Fire in Naples", "Firefighters in Naples.", "Naples, Florida", "USA"),
    ],
)
def test_a_file_from_the_captions_namesake_accuses_nobody(
    tmp_path: Path, language: str, headline: str, caption: str, city: str, country: str
) -> None:
    report = checked(tmp_path, caption, city, country, language=language, headline=headline)
    assert of_place(report) == []


def test_where_a_namesake_keeps_a_rule_from_saying_anything_it_says_so(tmp_path: Path) -> None:
    report = checked(tmp_path, "Rain in Perth.", "Perth", "United Kingdom", language="en")
    unclear = [n for n in report.not_checked if n.reason is Reason.PLACE_AMBIGUOUS]
    assert "place-mismatch" in {n.rule for n in unclear}


@pytest.mark.parametrize(
    ("caption", "city", "country"),
    [
        ("A street in Kharkiv.", "Nagoya", "Japan"),
        ("A street in Naples, Florida.", "Naples", "Italy"),
        ("A street in Perth, Australia.", "Perth", "United Kingdom"),
    ],
)
def test_a_caption_that_says_which_it_means_is_held_to_it(
    tmp_path: Path, caption: str, city: str, country: str
) -> None:
    assert of_place(checked(tmp_path, caption, city, country, language="en"))


@pytest.mark.parametrize(
    ("city", "country", "told"),
    [
        ("Linz", "Austria", "Linz, Austria"),
        ("Linz, Österreich", "Austria", "Linz, Austria"),
        ("Linz", "Österreich", "Linz, Austria"),
        ("Fresno", "USA", "Fresno, United States"),
        ("", "Austria", "Austria"),
    ],
)
def test_the_files_place_is_told_exactly_and_its_country_once(
    tmp_path: Path, city: str, country: str, told: str
) -> None:
    found = of_place(checked(tmp_path, "A street in Kharkiv.", city, country, language="en"))
    assert [f.suggestion and f.suggestion.rpartition("say ")[2] for f in found] == [f"{told}."]
    assert f"the file's own metadata place it in {told}." in found[0].message


def test_the_country_is_told_once_in_german_too(tmp_path: Path) -> None:
    found = of_place(checked(tmp_path, "In Kharkiv.", "Linz", "Österreich", language="en"))
    assert "Linz, Österreich." in translate(found[0].message, "de")


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("fr", "Un bateau à Brest", "FR"),
        ("es-CL", "Incendio en Santiago", "CL"),
        ("es-VE", "Incendio en Mérida", "VE"),
    ],
)
def test_of_equal_readings_the_languages_own_country_comes_first(
    language: str, text: str, country: str
) -> None:
    assert read_claims(text, language=language).places[0].place.country == country


def test_a_headlines_namesake_does_not_decide_which_the_caption_means() -> None:
    """Neither the same name, nor another that lies in one of its countries."""
    headline = read_claims("Tempête à Brest", language="fr")
    said = read_claims("Un bateau à Brest", language="fr", context=headline).places[0]
    assert {"FR", "BY"} <= {p.country for p in said.places}
