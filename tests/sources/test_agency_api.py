"""An agency's API with a key, over local HTTP in its documented form: the preview proves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from pytest_httpserver import HTTPServer

import provenance
from provenance.config import Config, Network
from provenance.model import DateKind, ImageReport, Reason, Severity
from provenance.sources import all_sources
from tests.stand_ins.drawings import encoded, scene

OTHERS = tuple(source.id for source in all_sources() if source.id != "agencies")
KEYS = {"GETTY_API_KEY": "s3cret-getty"}
CAPTION = "The ferry leaves Varna harbour."


def marked(picture: Image.Image) -> Image.Image:
    """A preview with a seller's mark across it."""
    canvas = picture.convert("RGBA")
    layer = Image.new("RGBA", canvas.size)
    pen = ImageDraw.Draw(layer)
    width, height = canvas.size
    pen.rectangle((0, height // 2 - 22, width, height // 2 + 22), fill=(60, 60, 60, 150))
    pen.text(
        (width // 3, height // 2 - 14), "examplephotos", fill=(255, 255, 255, 220), font_size=28
    )
    return Image.alpha_composite(canvas, layer).convert("RGB")


@pytest.fixture
def config(httpserver: HTTPServer, tmp_path: Path) -> Config:
    network = Network(
        endpoints={"agencies": httpserver.url_for("").rstrip("/")},
        allowed_addresses=("127.0.0.1/32",),
        deadline=5.0,
    )
    return Config(cache=tmp_path / "cache", network=network, sources_off=OTHERS, keys=KEYS)


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., ImageReport]:
    """Check a picture of a story of 14 March 2024."""

    def run(
        config: Config,
        *,
        name: str = "GettyImages-1200000001.jpg",
        credit: str = "Sam Example/Getty Images",
        caption: str = CAPTION,
    ) -> ImageReport:
        (tmp_path / name).write_bytes(encoded(scene(61).resize((520, 347)), quality=78))
        (tmp_path / "story.html").write_text(
            "<html lang='en'><head><meta property='article:published_time' "
            "content='2024-03-14T18:00:00Z'></head><body><article><h1>Ferries sail again</h1>"
            f"<figure><img src='{name}'><figcaption>{caption} <span class='credit'>{credit}</span>"
            "</figcaption></figure></article></body></html>"
        )
        (image,) = provenance.check(tmp_path / "story.html", images=tmp_path, config=config).images
        return image

    return run


def image(httpserver: HTTPServer, id: str = "1200000001", seed: int = 61) -> dict[str, Any]:
    """A picture as the API describes it, and its two sizes."""
    for size, picture in (
        ("comp", marked(scene(seed).resize((612, 408)))),
        ("thumb", scene(seed).resize((170, 113))),
    ):
        httpserver.expect_request(f"/{id}-{size}.jpg").respond_with_data(
            encoded(picture, quality=85), content_type="image/jpeg"
        )
    sizes = [
        {"name": name, "is_watermarked": mark, "uri": httpserver.url_for(f"/{id}-{name}.jpg")}
        for name, mark in (("thumb", False), ("comp", True))
    ]
    return {
        "id": id,
        "title": "Ferry Leaves Harbour",
        "caption": "GDYNIA, POLAND - MAY 03: The ferry leaves the harbour on May 3, 2019.",
        "artist": "Sam Example",
        "asset_family": "editorial",
        "allowed_use": {"usage_restrictions": ["Not for use in Poland until 2030"]},
        "call_for_image": False,
        "city": "Gdynia",
        "country": "Poland",
        "collection_name": "Example News",
        "copyright": "2019 Example News",
        "credit_line": "Getty Images",
        "date_created": "2019-05-03T00:00:00",
        "date_submitted": "2019-05-03T14:11:00",
        "display_sizes": sizes,
        "max_dimensions": {"width": 3000, "height": 2000},
        "referral_destinations": [
            {"site_name": "istockphoto", "uri": "https://www.istockphoto.com/photo/1"},
            {"site_name": "gettyimages", "uri": f"https://www.gettyimages.com/detail/x/{id}"},
        ],
    }


def test_an_id_and_a_key_bring_the_record_and_a_marked_preview_proves_it(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    httpserver.expect_request(
        "/v3/images/1200000001", headers={"Api-Key": "s3cret-getty"}
    ).respond_with_json({"images": [image(httpserver)], "images_not_found": []})
    report = check(config)
    (found,) = [o for o in report.originals if o.confirmed]
    record = found.record
    assert [c.text for c in record.creators] == ["Sam Example"]
    assert [p.text for p in record.places] == ["Gdynia, Poland"]
    assert {d.kind: d.iso for d in record.dates}[DateKind.CAPTURED] == "2019-05-03"
    assert "Not for use in Poland until 2030" in [n.text for n in record.notes]
    assert record.page_url == "https://www.gettyimages.com/detail/x/1200000001"
    assert found.changes == ()
    assert found.credit_line is not None
    assert found.credit_line.text == "Sam Example/Getty Images"
    rules = {f.rule for f in report.findings}
    assert "place-mismatch" in rules
    assert not rules & {"edited-image", "obscured-image", "recoloured-image", "composite-image"}
    keyed = {r.path for r, _ in httpserver.log if r.headers.get("Api-Key")}
    assert keyed == {"/v3/images/1200000001"}


def test_without_a_key_it_is_not_checked_and_the_page_to_open_is_there(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    report = check(config.with_(keys={}))
    assert httpserver.log == []
    assert {x.reason for x in report.lookups} == {Reason.NO_API_KEY}
    assert [o.record.page_url for o in report.originals] == [
        "https://www.gettyimages.com/detail/1200000001"
    ]


def test_without_an_id_the_author_and_the_caption_s_words_lead_to_it(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    hits = [image(httpserver, "1200000009", 62), image(httpserver)]
    httpserver.expect_request("/v3/search/images/editorial").respond_with_json(
        {"result_count": 2, "images": [{"id": hit["id"]} for hit in hits]}
    )
    for hit in hits:
        httpserver.expect_request(f"/v3/images/{hit['id']}").respond_with_json({"images": [hit]})
    report = check(config, name="x1.jpg")
    confirmed = [o.record.id for o in report.originals if o.confirmed]
    assert confirmed == ["getty:1200000001"]
    (asked,) = [r.args for r, _ in httpserver.log if "search" in r.path]
    assert asked["artists"] == "Sam Example"
    assert asked["phrase"] == "leaves Varna harbour"
    assert (asked["date_from"], asked["date_to"]) == ("2024-02-13", "2024-03-16")


def test_another_picture_under_that_id_says_nothing(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    httpserver.expect_request("/v3/images/1200000001").respond_with_json(
        {"images": [image(httpserver, seed=62)]}
    )
    report = check(config)
    assert not [o for o in report.originals if o.confirmed]
    assert "place-mismatch" not in {f.rule for f in report.findings}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (404, '{"ErrorCode": "ImageNotFound"}', Reason.SOURCE_NOT_FOUND),
        (200, '{"images": [], "images_not_found": ["1200000001"]}', Reason.SOURCE_NOT_FOUND),
        (401, "{}", Reason.GATED),
        (403, '{"ErrorCode": "InvalidApiKey"}', Reason.GATED),
        (429, "{}", Reason.RATE_LIMITED),
        (500, "oops", Reason.NETWORK),
        (200, "<html>", Reason.FAILED),
    ],
)
def test_what_goes_wrong_there_is_a_reason_and_no_finding(
    httpserver: HTTPServer,
    config: Config,
    check: Callable[..., ImageReport],
    status: int,
    body: str,
    reason: Reason,
) -> None:
    headers = {"Retry-After": "600"}
    httpserver.expect_request("/v3/images/1200000001").respond_with_data(
        body, status=status, headers=headers
    )
    report = check(config)
    assert {x.reason for x in report.lookups} == {reason}
    assert not [f for f in report.findings if f.severity is Severity.ERROR]
    assert not [n for n in report.not_checked if "s3cret" in n.detail]
