"""Pages saved in one file carry their pictures in themselves."""

from __future__ import annotations

import base64
import time
from io import BytesIO

import pytest
from PIL import Image

import provenance
from provenance.articles import read_article
from provenance.articles.page.data_urls import MIN_CHARS
from provenance.config import Config, Network
from provenance.model import InputKind, Reason


def harbour() -> bytes:
    out = BytesIO()
    Image.effect_noise((400, 300), 80).save(out, "JPEG")
    return out.getvalue()


def saved(encoded: str, attributes: str = "") -> bytes:
    return f"""<html><body><article><h1>Storm over the harbour</h1>
<p>{"The council voted to keep the light burning. " * 4}</p>
<figure><img {attributes} src="data:image/jpeg;base64,{encoded}" alt="A pier">
<figcaption>The pier on Sunday. Photo: Jo Berg</figcaption></figure></article></body></html>""".encode()  # noqa: E501


def read(page: bytes) -> provenance.Article:
    return read_article(
        page, origin="saved.html", kind=InputKind.HTML, base_url="https://kestrel.example/a"
    )


def test_a_picture_in_the_page_is_read_with_its_bytes_caption_credit_and_line() -> None:
    data = harbour()
    (image,) = read(saved(base64.b64encode(data).decode())).images
    assert image.data == data
    assert (image.content_url, image.candidates) == (None, ())
    assert image.caption is not None
    assert image.caption.text == "The pier on Sunday."
    assert image.credit is not None
    assert image.credit.text == "Photo: Jo Berg"
    assert image.where.line in (3, 4)


def test_it_is_checked_like_any_other_picture() -> None:
    page = saved(base64.b64encode(harbour()).decode())
    report = provenance.check(page, config=Config(network=Network(offline=True)))
    (image,) = report.images
    assert image.picture is not None
    assert (image.picture.width, image.picture.height) == (400, 300)
    assert image.picture.soft_binding is not None


def test_the_blur_that_stands_in_for_a_picture_is_none() -> None:
    blur = base64.b64encode(bytes(600)).decode()
    (image,) = read(saved(blur, "data-src='/p/harbour-pier.jpg'")).images
    assert (image.content_url, image.data) == ("https://kestrel.example/p/harbour-pier.jpg", None)


def test_a_picture_cut_off_in_the_middle_is_told_to_be_unreadable() -> None:
    page = saved("/9j/" + "A" * (MIN_CHARS + 1))
    report = provenance.check(page, config=Config(network=Network(offline=True)))
    (image,) = report.images
    assert image.picture is None
    assert any(n.rule == "picture" and n.reason is not Reason.OFFLINE for n in image.not_checked)


@pytest.mark.slow
def test_many_copies_of_one_picture_are_one_and_read_in_bounded_time() -> None:
    encoded = base64.b64encode(harbour()).decode()
    figure = (
        f"<figure><img src='data:image/jpeg;base64,{encoded}'><figcaption>The "
        "pier.</figcaption></figure>"
    )
    page = (
        f"<article><h1>Pier</h1><p>{'The council voted. ' * 9}</p>{figure * 200}</article>".encode()
    )
    started = time.process_time()
    (image,) = read(page).images
    assert image.data is not None
    assert time.process_time() - started < 10
