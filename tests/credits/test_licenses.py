"""A licence is recognised in whatever form it is printed, and named as its steward names it."""

from __future__ import annotations

import pytest

from provenance.credits import license_url, parse_license


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CC BY-SA 3.0 de", "CC BY-SA 3.0 DE"),
        ("cc-by-sa-3.0-de", "CC BY-SA 3.0 DE"),
        ("CC-BY-SA-3.0", "CC BY-SA 3.0"),
        ("cc-by-sa-4.0,3.0,2.5,2.0,1.0", "CC BY-SA 4.0"),
        ("CC BY 2", "CC BY 2.0"),
        ("by-nc-sa 4.0", "CC BY-NC-SA 4.0"),
        ("Creative Commons (BY-SA)", "CC BY-SA"),
        ("Creative Commons Attribution-Share Alike 3.0 Germany", "CC BY-SA 3.0 DE"),
        ("Creative Commons Attribution 4.0 International", "CC BY 4.0"),
        ("Namensnennung – Weitergabe unter gleichen Bedingungen 3.0", "CC BY-SA 3.0"),
        ("https://creativecommons.org/licenses/by-nd/2.5/es/deed.ca", "CC BY-ND 2.5 ES"),
        ("CC BY-SA 3.0 igo", "CC BY-SA 3.0 IGO"),
        ("Attribution License", "CC BY"),
        ("Attribution-NonCommercial-NoDerivs License", "CC BY-NC-ND"),
        ("cc0", "CC0"),
        ("Public Domain Dedication (CC0)", "CC0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
        ("pd", "public domain"),
        ("pd-old-100", "public domain"),
        ("gemeinfrei", "public domain"),
        ("общественное достояние", "public domain"),
        ("Public Domain Mark 1.0", "public domain"),
        ("No restrictions", "No known copyright restrictions"),
        ("GFDL 1.2+", "GFDL"),
        ("GFDL or CC-BY-SA-3.0", "GFDL or CC BY-SA 3.0"),
        ("All Rights Reserved", "all rights reserved"),
        ("Tous droits réservés", "all rights reserved"),
        ("無断転載禁止", "all rights reserved"),
        ("Open Government Licence v3.0", "OGL"),
        ("Creative Commons", "Creative Commons"),
    ],
)
def test_every_printed_form_has_one_name(text: str, name: str) -> None:
    license_ = parse_license(text)
    assert license_ is not None
    assert license_.name == name


@pytest.mark.parametrize("text", ["", "made by hand", "Mira Holm", "by", "CCTV", "2.0"])
def test_what_names_no_licence_yields_none(text: str) -> None:
    assert parse_license(text) is None


def test_a_ported_licence_keeps_version_country_and_deed() -> None:
    license_ = parse_license("cc-by-sa-2.0-fr")
    assert license_ is not None
    assert (license_.family, license_.version, license_.jurisdiction) == ("cc-by-sa", "2.0", "fr")
    assert license_.url == "https://creativecommons.org/licenses/by-sa/2.0/fr/"
    assert license_.demands_author


def test_a_word_after_the_version_is_no_country() -> None:
    license_ = parse_license("CC BY-SA 2.0 in the museum's collection")
    assert license_ is not None
    assert license_.jurisdiction is None


def test_a_choice_is_as_good_as_its_commons_licence() -> None:
    license_ = parse_license("GFDL or CC BY 2.5")
    assert license_ is not None
    assert (license_.family, license_.url) == (
        "cc-by",
        "https://creativecommons.org/licenses/by/2.5/",
    )


def test_a_deed_needs_a_version_and_four_point_nought_has_no_countries() -> None:
    assert license_url("cc-by") is None
    assert license_url("cc-by", "4.0", "de") == "https://creativecommons.org/licenses/by/4.0/"
    assert license_url("cc0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert license_url("all-rights-reserved") is None


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("CC SA 1.0", "CC SA 1.0", "https://creativecommons.org/licenses/sa/1.0/"),
        ("CC BY-SA 1.0", "CC BY-SA 1.0", "https://creativecommons.org/licenses/by-sa/1.0/"),
        ("CC SA 3.0", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("GFDL 1.2", "GFDL", "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"),
        ("GFDL 1.2 or later", "GFDL", "https://www.gnu.org/licenses/fdl-1.3.html"),
        (
            "OGL v1.0",
            "OGL",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/",
        ),
    ],
)
def test_the_address_is_the_one_of_the_printed_version(text: str, name: str, address: str) -> None:
    license_ = parse_license(text)
    assert license_ is not None
    assert (license_.name, license_.url) == (name, address)
