"""Which addresses are one picture, where content systems name files and folders their way."""

from __future__ import annotations

import pytest

from provenance.articles.page.image_urls import asset_keys

SITE = "https://pictures.example/content/v1/576a60ce2e69cf8e27a0eebf"

SAME = {
    "a folder's id with two sizes": (
        "/media/0a1b2c3d4e5f60718293/large.jpg",
        "/media/0a1b2c3d4e5f60718293/16x9.jpg",
    ),
    "a folder's id with two croppings": (
        "/p/harbour-light-2024-05-06/crop.jpg",
        "/p/harbour-light-2024-05-06/hero.jpg",
    ),
    "thumbs of one width": ("/media/harbour/pier-1536x.jpg", "/media/harbour/pier-640x.jpg"),
    "a name with a width and no height": (
        "/2020-02-04-pier/header-2560x.jpg",
        "/2020-02-04-pier/header-640x.jpg",
    ),
    "an agency's cut with its corners": (
        "/media/2023/11/Harbour_vote_83976_c0-235-5616-3509_s885x516.jpg",
        "/media/2023/11/Harbour_vote_83976_c0-234-5616-3510_s1200x700.jpg",
    ),
    "two versions on one day": (
        "/uploads/2024/05/12/1.jpg",
        "/uploads/2024/05/12/1.webp",
    ),
}
OTHERS = {
    "short names in a story's folder": (
        "/articles/2020-02-04-harbour-light/lamp.jpg",
        "/articles/2020-02-04-harbour-light/pier.jpg",
    ),
    "a camera's numbers below a site's id": (
        f"{SITE}/1560815477055-5PADRTJT/IMG_8522.jpeg",
        f"{SITE}/1560815315342-1QP9XBYG/IMG_8860.jpeg",
    ),
    "numbered files in the folder of one version": (
        "/imgs/p/K1b6_Il35dGfahQhrBXkj01PNkE4QkJFREdG/634792.jpg",
        "/imgs/p/K1b6_Il35dGfahQhrBXkj01PNkE4QkJFREdG/634810.jpg",
    ),
    "the first pictures of two days": (
        "/uploads/2024/05/12/1.jpg",
        "/uploads/2024/05/13/1.jpg",
    ),
    "the first pictures of two months": (
        "/bilder/2024/05/a.jpg",
        "/bilder/2024/06/a.jpg",
    ),
    "short names below an editor's id": (
        "/u/0a1b2c3d4e5f60718293/comic1.png",
        "/u/0a1b2c3d4e5f60718293/comic2.png",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_two_versions_share_a_key(case: str) -> None:
    one, other = SAME[case]
    assert asset_keys(one) & asset_keys(other)


@pytest.mark.parametrize("case", OTHERS)
def test_two_pictures_share_none(case: str) -> None:
    one, other = OTHERS[case]
    assert not asset_keys(one) & asset_keys(other)
