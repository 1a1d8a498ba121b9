"""The WordPress plugin in a real WordPress: each way in which an article shows a picture."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.components.test_wordpress_findings import names, sent
from tests.components.wordpress.odd import OddService

pytestmark = pytest.mark.component
WAYS = {
    "cover, fixed": '<!-- wp:cover {{"url":"{url}","id":{id},"hasParallax":true}} -->'
    '<div class="wp-block-cover has-parallax"><div role="img" '
    'class="wp-block-cover__image-background wp-image-{id} " style="background-image:url({url})">'
    "</div></div><!-- /wp:cover -->",
    "group with a background": '<!-- wp:group --><div class="wp-block-group" '
    'style="background-image:url(&quot;{url}&quot;)"><p>Words</p></div><!-- /wp:group -->',
    "style element": "<style>.a {{ background: #fff url( '{url}' ) }}</style><div class=a></div>",
    "svg": '<svg viewBox="0 0 6 4"><image xlink:href="{url}" width="6" height="4"/></svg>',
    "late": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{url}" width="600">',
    "late, with a placeholder": '<figure><img src="/placeholder.png" data-lazy-src="{url}" '
    'class="wp-image-{id}"></figure>',
    "late background": '<div class="lazy" data-bg="{url}"></div>',
    "source without img": '<picture><source media="print" srcset="{url} 600w"></picture>',
    "source of another": '<picture><source srcset="{url} 600w"><img src="{other}"></picture>',
    "set without src": '<img srcset="{url} 2x">',
    "poster": '<figure class="wp-block-video"><video poster="{url}" src="/a.mp4"></video></figure>',
    "object": '<object data="{url}" type="image/jpeg"></object>',
    "old table": '<table background="{url}"><tr><td>Words</td></tr></table>',
}


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_is_sent_with_its_bytes_however_it_is_shown(wordpress, newsroom, way):
    launcher = newsroom.launcher
    other = newsroom.market["source_url"]
    html = WAYS[way].format(url=launcher["source_url"], id=launcher["id"], other=other)
    images = {i["url"]: i for i in sent(wordpress, f"<p>Kyiv</p>{html}")["images"]}
    assert launcher["source_url"] in images
    assert "data" in images[launcher["source_url"]]
    assert not [url for url in images if "placeholder" in url or url.startswith("data:")]


@pytest.mark.parametrize("way", ["cover, fixed", "svg", "late, with a placeholder", "poster"])
def test_a_picture_that_does_not_match_is_refused_however_it_is_shown(wordpress, newsroom, way):
    launcher = wordpress.upload(
        "air-defence",
        caption="A Patriot launcher guards Kyiv on Tuesday night. Photo: Wikimedia Commons",
    )
    html = WAYS[way].format(url=launcher["source_url"], id=launcher["id"], other="")
    html = html.replace(
        "</figure>",
        "<figcaption>A Patriot launcher guards Kyiv on Tuesday night. Photo: Wikimedia Commons"
        "</figcaption></figure>",
    )
    made = wordpress.rest(
        "POST",
        "/posts",
        json={
            "title": newsroom.title,
            "content": f"<p>KYIV, Ukraine — It was heard.</p>{html}",
            "status": "publish",
        },
    )
    assert made.status_code == 409, made.text[:300]
    assert "Iruma Air Base" in made.json()["message"]


def test_sizes_formats_pixels_and_smileys_are_no_pictures_of_their_own(wordpress, newsroom):
    url = newsroom.market["source_url"]
    html = (
        f'<picture><source srcset="{url}.webp 600w, {url[:-4]}-300x200.webp 300w">'
        f'<img src="{url}" srcset="{url[:-4]}-300x200.jpg 300w, {url} 600w"></picture>'
        '<img src="https://counter.example/na/0123" width="1" height="1" alt="">'
        '<img src="https://s.w.org/images/core/emoji/14.0.0/72x72/1f600.png" class="wp-smiley">'
        '<div style="background:url(#gradient)"></div><style>@font-face{src:url(/a.woff2)}</style>'
        f'<!-- <img src="/hidden.jpg"> --><script>"<img src=/script.jpg>"</script>'
    )
    assert names(sent(wordpress, html)) == ["podil-market.jpg"]


def test_an_answer_about_fewer_pictures_than_were_sent_is_not_checked(wordpress, newsroom):
    """Whatever answers with a report that leaves a picture out has not looked at it."""
    answer = json.dumps(
        {"decision": {"action": "allow", "sentences": []}, "report": {"images": []}}
    )
    with OddService() as odd:
        odd.body = answer.encode()
        wordpress.settings(odd.address)
        post = wordpress.draft(newsroom.right())
        published = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert published.status_code == 200, "the setting is: publish"
    view = wordpress.view(post)
    assert view["state"] == "not-checked"
    assert "says nothing about podil-market.jpg" in view["summary"]
    assert published.json()["picture_check"]["state"] == "not-checked", "any client is told"


def library(wordpress: Any, **fields: str) -> int:
    """A picture in the library with these fields of credit plug-ins."""
    media = wordpress.upload("podil-market", caption="A street market in Podil, Kyiv.")
    for name, value in fields.items():
        wordpress.php(f"update_post_meta({media['id']}, '{name}', '{value}');")
    return int(media["id"])


@pytest.mark.parametrize(
    "fields",
    [
        {
            "_media_credit": "Iryna Halenko",
            "_navis_media_credit_org": "Wikimedia Commons",
            "_media_credit_url": "https://commons.example/File:Podil.jpg",
        },
        {
            "isc_image_source": "Iryna Halenko / Wikimedia Commons",
            "isc_image_source_url": "https://commons.example/File:Podil.jpg",
            "isc_image_licence": "CC BY 4.0",
        },
        {
            "_provenance_credit": "Iryna Halenko / Wikimedia Commons",
            "_provenance_source": "https://commons.example/File:Podil.jpg",
        },
    ],
    ids=["newspack", "image source control", "our own"],
)
def test_name_organisation_address_and_licence_of_the_library_are_read(wordpress, fields):
    body = sent(wordpress, "<p>x</p>", library(wordpress, **fields))["body"]
    assert (
        'A street market in Podil, Kyiv. <span class="credit">'
        '<a href="https://commons.example/File:Podil.jpg">Iryna Halenko / Wikimedia Commons</a>'
    ) in body
    assert ("CC BY 4.0" in body) == ("isc_image_licence" in fields)


def test_a_printed_caption_gets_the_librarys_credit_once(wordpress, newsroom):
    number = library(wordpress, _media_credit="Iryna Halenko")
    url = wordpress.php(f"echo wp_get_attachment_url({number});")
    figure = f'<figure><img src="{url}"><figcaption>A market{{}}</figcaption></figure>'
    assert (
        'A market <span class="credit">Iryna Halenko</span></figcaption>'
        in (sent(wordpress, figure.format(""))["body"])
    )
    assert sent(wordpress, figure.format(". Photo: Iryna Halenko"))["body"].count("Halenko") == 1


def test_the_links_of_a_featured_pictures_caption_count(wordpress, newsroom):
    page = "https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg"
    media = wordpress.upload(
        "podil-market",
        caption="A street market in Podil, Kyiv, on 9 March 2024. Photo: Iryna Halenko / "
        f'<a href="{page}">Wikimedia Commons</a>, '
        '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>',
    )
    post = wordpress.draft("<p>KYIV, Ukraine</p>", featured_media=media["id"])
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
    (image,) = wordpress.view(post)["images"]
    assert image["verdict"] == "consistent"
    assert image["label"].startswith("featured picture podil-market")
