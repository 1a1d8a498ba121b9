"""A house's own web address in a credit is the house."""

from __future__ import annotations

import time

import pytest

from provenance.credits import parse_credit
from provenance.lexicon.phrases import load_vocabulary

# By line: the id of the house, and who made the picture.
HOUSES = {
    "picture-alliance.com": ("dpa", ()),
    "dpa-picture-alliance.com": ("dpa", ()),
    "Bild: www.dpa.com": ("dpa", ()),
    "imago-images.de": ("imago", ()),
    "Foto: www.imago-images.de / Mira Holm": ("imago", ("Mira Holm",)),
    "https://www.imago-images.com/st/0098765432": ("imago", ()),
    "gettyimages.com.au": ("getty", ()),
    "Mira Holm/gettyimages.fr": ("getty", ("Mira Holm",)),
    "https://www.gettyimages.com": ("getty", ()),
    "http://gettyimages.it:80/fotos/harbour": ("getty", ()),
    "www.shutterstock.com": ("shutterstock", ()),
    "shutterstock.com/Mira Holm": ("shutterstock", ("Mira Holm",)),
    "www.shutterstock.com/Mira Holm": ("shutterstock", ("Mira Holm",)),
    "shutterstock.com/fr/g/miraholm": ("shutterstock", ("miraholm",)),
    "© Mira Holm – stock.adobe.com": ("adobe-stock", ("Mira Holm",)),
    "alamy.es": ("alamy", ()),
    "Reuters.com": ("reuters", ()),
    "(apimages.com)": ("ap", ()),
    "epa.eu": ("epa", ()),
    "Archivbild: www.keystone.ch": ("keystone", ()),
    "Bild: Mira Holm, www.gettyimages.co.uk": ("getty", ("Mira Holm",)),
}


@pytest.mark.parametrize("line", HOUSES)
def test_the_web_address_of_a_house_is_the_house(line: str) -> None:
    house, creators = HOUSES[line]
    credit = parse_credit(line)
    assert credit.distributor is not None
    entry = load_vocabulary().get(credit.distributor)
    assert entry is not None
    assert (entry.supplier, credit.creators) == (house, creators)
    assert credit.remainder is None


@pytest.mark.parametrize(
    "line",
    [
        "www.harbourhome.org",
        "Photo: www.mira-holm.example",
        "lighthouse-keepers.de",
        "uni.de",
        "album.fr",
        "https://web.archive.org/web/2020/https://www.gettyimages.com/",
        "mira@gettyimages.com",
        "Photo: getty.edu",
        "Photo: www.getty.edu",
        "www.keystone.edu",
        "keystone.fr",
        "reuters.edu.tr",
        "Photo: anadolu.k12.tr",
        "polaris.org",
        "Photo: shutterstock.com.harbour.ru",
        "depositphotos.harbour.ru",
        "Photo: one.two.three.four.shutterstock.com.harbour.ru",
        "photos.fr",
    ],
)
def test_other_addresses_name_no_agency(line: str) -> None:
    assert parse_credit(line).distributor is None


@pytest.mark.parametrize(
    ("line", "house"),
    [
        ("Photo: Reuters.Mira Holm", "Reuters"),
        ("Foto: Imago.Mira Holm", "Imago"),
        ("Photo: Alamy.Mira Holm", "Alamy"),
    ],
)
def test_a_full_stop_without_its_space_makes_no_address(line: str, house: str) -> None:
    credit = parse_credit(line)
    assert (credit.distributor, credit.creators) == (house, ("Mira Holm",))


def test_an_everyday_word_is_no_houses_address() -> None:
    words = load_vocabulary()
    for host in ("Reuters.Holm", "reuters.photo", "getty.images", "stock.photos.fr", "ansa.de"):
        assert words.seller_at(host) is None
    for host in ("media.gettyimages.com", "www.gettyimages.com.br", "en.reuters.co.uk"):
        assert words.seller_at(host) is not None


def test_the_desks_own_agency_is_known_by_the_address_it_names() -> None:
    words = load_vocabulary(["Nordlicht", "nordlicht.no"])
    assert (
        parse_credit("www.nordlicht.no/Mira Holm", vocabulary=words).distributor == "nordlicht.no"
    )
    assert parse_credit("www.nordlicht.no/Mira Holm").distributor is None


def test_a_line_of_addresses_is_read_in_bounded_time() -> None:
    started = time.process_time()
    for part in ("a.", "www.", "https://www.", "gettyimages.com/", "a.b/c.d:1/"):
        parse_credit(part * 2_500)
    assert time.process_time() - started < 5
