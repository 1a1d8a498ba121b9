"""Addresses of pictures: joined as the standard library does, and told apart whatever a proxy
hangs on them."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles.page.image_urls import absolute, asset_keys, is_placeholder

BASE = "https://kestrel.example:8080/news/a.html?page=2"


@given(st.text("/ab1.%~-_?=&;#:@+,'", max_size=20))
def test_an_address_under_the_host_is_joined_as_the_standard_library_joins_it(rest):
    assert absolute(BASE, f"/{rest}") == urljoin(BASE, f"/{rest}")


@pytest.mark.parametrize(
    "address",
    [
        "https://resize.example/w_900/https://cdn.example/p/harbour-at-dawn.jpg",
        "https://resize.example/get?w=900&url=https%3A%2F%2Fcdn.example%2Fp%2Fharbour-at-dawn.jpg%3Fv%3D2",
        "/_next/image?SRC=%2Fp%2Fharbour-at-dawn-1024x576.jpg&q=75",
        "//cdn.example/p/harbour-at-dawn@2x.jpg#top",
        "p/harbour-at-dawn.jpg",
    ],
)
def test_a_picture_is_known_again_behind_every_proxy(address):
    assert asset_keys(address) == {"harbour-at-dawn"}


def test_an_address_that_cannot_be_read_tells_no_pictures_apart():
    assert asset_keys("http://[bad/p/harbour-at-dawn.jpg") == frozenset()


def test_a_placeholder_is_told_by_a_whole_part_of_its_name():
    assert is_placeholder("/i/Grey-1x1.gif")
    assert is_placeholder("/i/blank2.png")
    assert not is_placeholder("/i/greyhound-race.jpg")
    assert not is_placeholder("/i/the-point-blankness.jpg")
