"""What content systems send: each kind gives the same article."""

# ruff: noqa: E501
from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from provenance.articles import read_article, recognise_kind
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, Role

TEXT = "The harbour council voted on Monday to keep the old lighthouse burning through the winter months."
FIGURE = "<figure><img src='https://cdn.example/pier-at-noon.jpg'/><figcaption>The pier at noon. Photo: Ann Lee/AFP</figcaption></figure>"
HTML = f"<p>{TEXT}</p>{FIGURE}"

ITEMS: dict[str, dict[str, Any]] = {
    "ninjs": {
        "uri": "urn:kestrel:1",
        "type": "text",
        "headline": "Harbour keeps its light",
        "language": "en-GB",
        "versioncreated": "2026-05-18T09:00:00Z",
        "body_xhtml": HTML,
        "associations": {
            "main": {
                "type": "picture",
                "description_text": "The lamp room.",
                "byline": "Jo Berg",
                "copyrightholder": "Kestrel",
                "renditions": {
                    "thumbnail": {
                        "href": "https://cdn.example/t/lamp-room-night.jpg",
                        "width": 120,
                    },
                    "original": {
                        "href": "https://cdn.example/o/lamp-room-night.jpg",
                        "width": 2400,
                        "height": 1600,
                    },
                },
            }
        },
    },
    "ninjs-3": {
        "uri": "urn:kestrel:1",
        "type": "text",
        "standard": {"name": "ninjs", "version": "3.0"},
        "headlines": [{"role": "main", "value": "Harbour keeps its light"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": HTML}],
        "language": "en-GB",
        "versionCreated": "2026-05-18T09:00:00Z",
        "associations": [
            {
                "name": "main",
                "type": "picture",
                "descriptions": [{"role": "caption", "value": "The lamp room."}],
                "bylines": [{"byline": "Jo Berg"}],
                "infoSources": [{"name": "Kestrel"}],
                "renditions": [
                    {
                        "name": "web",
                        "href": "https://cdn.example/o/lamp-room-night.jpg",
                        "width": 900,
                    }
                ],
            }
        ],
    },
    "ans": {
        "type": "story",
        "version": "0.10.9",
        "headlines": {"basic": "Harbour keeps its light"},
        "language": "en-GB",
        "display_date": "2026-05-18T09:00:00Z",
        "canonical_url": "/news/light",
        "promo_items": {
            "basic": {
                "type": "image",
                "url": "https://cdn.example/o/lamp-room-night.jpg",
                "caption": "The lamp room.",
                "credits": {"by": [{"name": "Jo Berg"}], "affiliation": [{"name": "Kestrel"}]},
            }
        },
        "content_elements": [
            {"type": "text", "content": TEXT},
            {
                "type": "gallery",
                "content_elements": [
                    {
                        "type": "image",
                        "url": "https://cdn.example/pier-at-noon.jpg",
                        "caption": "The pier at noon.",
                        "vanity_credits": {"by": [{"name": "Photo: Ann Lee/AFP"}]},
                    }
                ],
            },
        ],
    },
    "wordpress": {
        "id": 7,
        "date": "2026-05-18T11:00:00",
        "date_gmt": "2026-05-18T09:00:00",
        "lang": "en-GB",
        "link": "https://kestrel.example/news/light",
        "title": {"rendered": "Harbour keeps its light"},
        "content": {"rendered": HTML, "protected": False},
        "featured_media": 9,
        "_embedded": {
            "wp:featuredmedia": [
                {
                    "source_url": "https://cdn.example/o/lamp-room-night.jpg",
                    "caption": {"rendered": "<p>The lamp room.</p>\n"},
                    "media_details": {
                        "width": 2400,
                        "height": 1600,
                        "image_meta": {"credit": "Jo Berg / Kestrel"},
                    },
                }
            ]
        },
    },
    "superdesk": {
        "_id": "urn:kestrel:1",
        "guid": "urn:kestrel:1",
        "family_id": "urn:kestrel:1",
        "type": "text",
        "headline": "Harbour keeps its light",
        "language": "en-GB",
        "firstpublished": "2026-05-18T09:00:00+0000",
        "body_html": HTML,
        "associations": {
            "featuremedia": {
                "type": "picture",
                "description_text": "The lamp room.",
                "creditline": "Jo Berg / Kestrel",
                "renditions": {
                    "original": {
                        "href": "https://cdn.example/o/lamp-room-night.jpg",
                        "width": 2400,
                        "height": 1600,
                    }
                },
            }
        },
    },
    "payload": {
        "headline": "Harbour keeps its light",
        "language": "en-GB",
        "published": "2026-05-18T09:00:00Z",
        "body": TEXT,
        "images": [
            {
                "url": "https://cdn.example/o/lamp-room-night.jpg",
                "caption": "The lamp room.",
                "credit": "Jo Berg / Kestrel",
            },
            {
                "url": "https://cdn.example/pier-at-noon.jpg",
                "caption": "The pier at noon. Photo: Ann Lee/AFP",
            },
        ],
    },
}


def read(item: Any, **options: Any) -> Article:
    return read_article(json.dumps(item).encode(), origin="item.json", **options)


@pytest.mark.parametrize("name", ITEMS)
def test_every_cms_gives_the_same_article(name):
    article = read(ITEMS[name])
    assert article.kind == name.split("-")[0]
    assert article.headline == "Harbour keeps its light"
    assert article.language == "en-GB"
    assert article.published is not None
    assert article.published.isoformat() == "2026-05-18T09:00:00+00:00"
    assert article.body == TEXT
    lamp, pier = article.images
    assert lamp.content_url == "https://cdn.example/o/lamp-room-night.jpg"
    assert (lamp.caption.text, lamp.credit.text) == ("The lamp room.", "Jo Berg / Kestrel")
    assert pier.content_url == "https://cdn.example/pier-at-noon.jpg"
    assert (pier.caption.text, pier.credit.text) == ("The pier at noon.", "Photo: Ann Lee/AFP")
    assert (lamp.index, pier.index) == (0, 1)


@pytest.mark.parametrize("name", ITEMS)
def test_every_value_of_a_cms_names_its_json_path(name):
    for image in read(ITEMS[name]).images:
        assert image.where.path.startswith("$.")
        assert image.caption.where.path.startswith("$.")


def test_a_gallery_in_ans_says_that_it_is_one():
    assert [i.role for i in read(ITEMS["ans"]).images] == [Role.LEAD, Role.GALLERY]


def test_a_ninjs_picture_alone_is_an_article_of_one_picture():
    item = {
        "uri": "urn:x:1",
        "type": "picture",
        "headline": "Pier",
        "description_text": "The pier.",
        "renditions": {"a": {"href": "/a.jpg"}},
    }
    (image,) = read(item, base_url="https://kestrel.example/").images
    assert (image.content_url, image.caption.text) == ("https://kestrel.example/a.jpg", "The pier.")


def test_a_wordpress_caption_with_its_credit_is_separated_when_no_field_has_it():
    item = json.loads(json.dumps(ITEMS["wordpress"]))
    media = item["_embedded"]["wp:featuredmedia"][0]
    media["caption"]["rendered"] = "<p>The lamp room. Foto: Jo Berg</p>"
    media["media_details"]["image_meta"]["credit"] = ""
    image = read(item).images[0]
    assert (image.caption.text, image.credit.text) == ("The lamp room.", "Foto: Jo Berg")


def test_json_of_no_known_kind_is_refused_with_the_smallest_that_works():
    with pytest.raises(UnreadableInput, match=r'"headline": "…", "images"'):
        read({"foo": 1})


@pytest.mark.parametrize(
    "kind",
    [InputKind.NINJS, InputKind.ANS, InputKind.WORDPRESS, InputKind.SUPERDESK, InputKind.PAYLOAD],
)
def test_a_forced_kind_that_does_not_fit_is_refused(kind):
    with pytest.raises(UnreadableInput, match=kind.value):
        read({"foo": {"bar": 1}}, kind=kind)
    with pytest.raises(UnreadableInput, match="not JSON"):
        read_article(b"<p>no json</p>", origin="x", kind=kind)
    with pytest.raises(UnreadableInput, match="not one JSON object"):
        read([1, 2], kind=kind)


@pytest.mark.parametrize("images", [7, {"url": "x"}, ["x"]])
def test_a_payload_whose_images_are_no_list_of_objects_is_refused(images):
    with pytest.raises(UnreadableInput, match="images"):
        read({"headline": "x", "images": images})


def test_a_payload_may_carry_the_bytes_of_a_picture_beside_its_address_or_instead():
    bytes_ = bytes(range(256)) * 2
    both = {
        "url": "/p/pier-at-noon.jpg",
        "data": base64.encodebytes(bytes_).decode(),
        "caption": "The pier.",
    }
    article = read(
        {
            "url": "https://kestrel.example/a",
            "images": [both, {"data": base64.b64encode(b"GIF89a").decode()}],
        }
    )
    first, second = article.images
    assert (first.content_url, first.data) == ("https://kestrel.example/p/pier-at-noon.jpg", bytes_)
    assert (second.content_url, second.data) == (None, b"GIF89a")
    assert article.notes == ()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ("no base64!", "not base64"),
        ("YWJ", "not base64"),
        (7, "no text"),
        ({}, "no text"),
        ("A" * 400, "MB"),
    ],
)
def test_bytes_that_are_none_cost_that_picture_its_check_and_nothing_else(data, wrong, monkeypatch):
    monkeypatch.setattr("provenance.articles.formats.payload.MAX_PICTURE_BYTES", 200)
    good = {"data": base64.b64encode(b"GIF89a").decode()}
    article = read(
        {
            "images": [
                {"data": data},
                {"url": "https://cdn.example/pier-at-noon.jpg", "data": data},
                good,
            ]
        }
    )
    alone, with_address, whole = article.images
    assert alone.data == b"", "never None: nothing says where else its pixels are"
    assert with_address.data is None, "it is fetched"
    assert whole.data == b"GIF89a"
    assert [note.where.path for note in article.notes] == ["$.images[0].data", "$.images[1].data"]
    assert all(wrong in note.text for note in article.notes)


def test_bytes_beside_a_picture_reach_its_twin_in_the_body():
    address = "https://cdn.example/pier-at-noon.jpg"
    twin = {
        "images": [{"url": address}, {"url": f"{address}?w=2", "data": "R0lGODlh"}],
        "body": HTML,
    }
    (image,) = read(twin).images
    assert image.data == b"GIF89a"
    assert image.caption.text == "The pier at noon."


def test_a_payload_may_carry_a_picture_as_base64_and_its_body_says_the_rest():
    body = (
        '<figure><img src="/lamp.jpg"><figcaption>The lamp room. <span class="credit">'
        '<a href="https://flickr.example/p/1">Jo Berg</a></span></figcaption></figure>'
    )
    item = {
        "url": "https://kestrel.example/1",
        "body": body,
        "images": [{"url": "/lamp.jpg", "data": "/9j/"}],
    }
    (image,) = read(item).images
    assert image.data == b"\xff\xd8\xff"
    assert (image.caption.text, image.credit.text) == ("The lamp room.", "Jo Berg")
    assert [link.url for link in image.credit_links] == ["https://flickr.example/p/1"]


JUNK = [
    None,
    7,
    "x",
    [],
    {},
    [None],
    {"basic": 7},
    [{"type": "image"}],
    {"a": {"renditions": 3}},
    {"a": None},
    [[[]]],
    True,
    -1,
    1e300,
]
FIELDS = [
    "headlines",
    "content_elements",
    "promo_items",
    "associations",
    "renditions",
    "bodies",
    "title",
    "content",
    "_embedded",
    "images",
    "body_html",
    "language",
    "uri",
    "versioncreated",
    "date_gmt",
    "description",
    "canonical_url",
]


@pytest.mark.parametrize("kind", ["ninjs", "ans", "wordpress", "superdesk", "payload"])
def test_fields_of_the_wrong_type_never_break_a_reader(kind):
    for field in FIELDS:
        for junk in JUNK:
            item = {**ITEMS[kind], field: junk}
            try:
                read(item, kind=InputKind(kind))
            except UnreadableInput:
                assert field == "images"


def test_json_nested_too_deeply_is_refused():
    with pytest.raises(UnreadableInput, match="deep"):
        read_article(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, origin="x", kind=InputKind.ANS)


def test_the_kind_is_recognised_from_the_content():
    for name, item in ITEMS.items():
        assert recognise_kind(json.dumps(item).encode(), "x") == name.split("-")[0]


def test_a_story_nested_too_deeply_is_not_taken_for_text():
    with pytest.raises(UnreadableInput, match="deep"):
        read_article(b'{"content_elements":[' * 10_000 + b"]}" * 10_000, origin="x")


def test_more_pictures_than_are_read_are_told():
    article = read(
        {"headline": "x", "images": [{"url": f"/p/{n}-pictured.jpg"} for n in range(450)]}
    )
    assert len(article.images) == 400
    assert "450" in article.notes[0].text


def test_a_caption_that_wordpress_left_as_a_shortcode_is_read():
    picture = "<a href='/p/boat-large.jpg'><img src='/p/boat-rowed.jpg'></a>"
    code = f'[caption id="attachment_6" width="300"]{picture} A man rows. Photo: Jo Berg[/caption]'
    post = {
        "title": {"rendered": "Rowing"},
        "content": {"rendered": f"<p>The bay was calm.</p>{code}<p>He came home at ten.</p>"},
        "link": "https://kestrel.example/rowing",
    }
    (image,) = read_article(json.dumps(post).encode(), origin="post.json").images
    assert (image.caption.text, image.credit.text) == ("A man rows.", "Photo: Jo Berg")


def _ninjs(**fields: Any) -> Article:
    item = {"uri": "https://agency.example/1", "type": "text", "headline": "Rowing", **fields}
    return read_article(json.dumps(item).encode(), origin="n.json", kind=InputKind.NINJS)


def _boat(**fields: Any) -> dict[str, Any]:
    picture = {"href": "/p/boat.jpg", "width": 900, "contenttype": "image/jpeg"}
    return {"type": "picture", "renditions": {"main": picture}} | fields


def test_the_caption_of_a_ninjs_picture_is_the_text_and_not_its_writer():
    told = [
        {"role": "writer", "value": "www.agency.example"},
        {"role": "creditline", "value": "TIDE PRESS"},
        {"role": "text", "value": "A man rows."},
    ]
    (image,) = _ninjs(associations={"main": _boat(descriptions=told, byline="Jo Berg")}).images
    assert (image.caption.text, image.credit.text) == ("A man rows.", "TIDE PRESS")
    (bare,) = _ninjs(associations={"main": _boat(descriptions=told[:1])}).images
    assert bare.caption is None


def test_a_rendition_that_is_no_picture_is_left_out():
    pages = {"href": "/p/boat.pdf", "width": 4000, "contentType": "application/pdf"}
    drawn = {"href": "/p/boat.jpg", "width": 900, "contentType": "image/jpeg"}
    (image,) = _ninjs(associations={"a": _boat(renditions={"print": pages, "web": drawn})}).images
    assert image.content_url == "https://agency.example/p/boat.jpg"


def test_the_still_of_a_ninjs_video_is_its_poster():
    film = {"href": "/v/boat.mp4", "mimetype": "video/mp4", "width": 1920}
    still = {"href": "/p/still.jpg", "mimetype": "image/jpeg", "width": 640}
    video = {"type": "video", "renditions": {"film": film, "still": still}}
    (image,) = _ninjs(associations={"clip": video}).images
    assert (image.content_url, image.role) == ("https://agency.example/p/still.jpg", Role.POSTER)
    only_film = {"type": "video", "renditions": {"film": film}}
    assert _ninjs(associations={"clip": only_film}).images == ()


def test_the_fields_of_ninjs_1_6_are_read():
    item = {
        "uri": "urn:1",
        "type": "text",
        "headline_main": "Rowing in the bay",
        "body_main": "<p>The bay was calm.</p>",
        "associations": {"main": _boat(description_main="A man rows.")},
    }
    article = read_article(json.dumps(item).encode(), origin="n.json")
    assert (article.headline, article.body) == ("Rowing in the bay", "The bay was calm.")
    assert article.images[0].caption.text == "A man rows."


def test_what_a_ninjs_picture_says_of_its_use_is_kept_with_its_field():
    rights = {
        "langid": "de",
        "encodedRights": "Nur für Print.",
        "linkedRights": "https://a.example",
    }
    boat = _boat(usageterms="GERMANY OUT", ednote="NO ARCHIVES", rightsInfo=rights)
    (image,) = _ninjs(associations={"main": boat}).images
    assert {reading.where.path: reading.text for reading in image.terms} == {
        "$.associations.main.usageterms": "GERMANY OUT",
        "$.associations.main.ednote": "NO ARCHIVES",
        "$.associations.main.rightsInfo.encodedRights": "Nur für Print.",
    }


@pytest.mark.parametrize(
    "rights",
    [{"encodedrights": '<?xml version="1.0"?><policy/>'}, {"encodedrights": "{}"}, [], 7, None,
     {"usageterms": ["GERMANY OUT"]}],
)  # fmt: skip
def test_rights_that_are_no_sentence_are_left_out(rights):
    (image,) = _ninjs(associations={"main": _boat(rightsinfo=rights)}).images
    assert image.terms == ()
