"""How pages mark pictures, captions and credits: each common pattern is read."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article

CAPTION = "The lighthouse at dusk, seen from the northern breakwater."
PATTERNS = {
    "figure with credit in its own element": (
        f"<figure><img src='/p/lighthouse-dusk.jpg'><figcaption>{CAPTION} <span class='credit'>Mara Lindqvist/Kestrel Press</span>"
        "</figcaption></figure>",
        CAPTION,
        "Mara Lindqvist/Kestrel Press",
    ),
    "credit inline after a lead word": (
        f"<figure><img src='/p/lighthouse-dusk.jpg'><figcaption>{CAPTION} Photo: Mara Lindqvist</figcaption></figure>",
        CAPTION,
        "Photo: Mara Lindqvist",
    ),
    "credit inline in brackets": (
        f"<figure><img src='/p/lighthouse-dusk.jpg'><figcaption>{CAPTION} (Mara Lindqvist/Reuters)</figcaption></figure>",
        CAPTION,
        "(Mara Lindqvist/Reuters)",
    ),
    "WordPress caption without figcaption": (
        f"<div class='wp-caption'><img src='/p/lighthouse-dusk.jpg'><p class='wp-caption-text'>{CAPTION} | Foto: M. Lind</p></div>",
        CAPTION,
        "Foto: M. Lind",
    ),
    "Gutenberg block": (
        "<figure class='wp-block-image'><a href='/p/lighthouse-dusk-full.jpg'><img src='/p/lighthouse-dusk.jpg'></a>"
        f"<figcaption>{CAPTION} © Mara Lindqvist</figcaption></figure>",
        CAPTION,
        "© Mara Lindqvist",
    ),
    "AMP": (
        f"<figure><amp-img src='/p/lighthouse-dusk.jpg' width='640' height='400'></amp-img><figcaption>{CAPTION}"
        "<cite>AFP</cite></figcaption></figure>",
        CAPTION,
        "AFP",
    ),
    "a site's own picture element": (
        "<div class='c-media'><brick-image data-src='/p/lighthouse-dusk.jpg'></brick-image>"
        f"<div class='c-media__legend'><span>{CAPTION}</span><span class='image-photographer'>Foto: M. Lind</span></div></div>",
        CAPTION,
        "Foto: M. Lind",
    ),
    "hashed class names, a bare name beside a sentence": (
        f"<div class='x1'><div class='x2'><img src='/p/lighthouse-dusk.jpg'></div><div class='x3'>{CAPTION}</div>"
        "<div class='x4'>Mara Lindqvist</div></div>",
        CAPTION,
        "Mara Lindqvist",
    ),
    "figcaption with no figure": (
        f"<div><img src='/p/lighthouse-dusk.jpg'><figcaption>{CAPTION} Getty Images</figcaption></div>",
        CAPTION,
        "Getty Images",
    ),
    "caption inside the picture element": (
        f"<picture><source srcset='/p/lighthouse-dusk.jpg 640w'><img alt=''><div><p class='legend'>{CAPTION}</p>"
        "<p class='credits'>AFP/Jo Berg</p></div></picture>",
        CAPTION,
        "AFP/Jo Berg",
    ),
    "caption and picture in one paragraph": (
        f"<p><img src='/p/lighthouse-dusk.jpg'><br><i>{CAPTION} Photo: Jo Berg/AFP</i></p>",
        CAPTION,
        "Photo: Jo Berg/AFP",
    ),
    "a heading set as the caption": (
        f"<div class='box'><div><img src='/p/lighthouse-dusk.jpg'></div><h4>{CAPTION}</h4><p>Photo: AFP</p></div>",
        CAPTION,
        "Photo: AFP",
    ),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_common_pattern_gives_caption_and_credit(name, only):
    markup, caption, credit = PATTERNS[name]
    assert only(middle=markup) == (caption, credit, "lighthouse-dusk.jpg")


LAZY = {
    "data-src": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='/p/lighthouse-dusk.jpg'>",
    "grey placeholder": "<img src='/static/grey-placeholder.png' data-original='/p/lighthouse-dusk.jpg'>",
    "noscript copy": "<img src='data:image/gif;base64,R0lGO' class='lazy'><noscript><img src='/p/lighthouse-dusk.jpg'></noscript>",
    "placeholder and real picture side by side": "<img src='/x/placeholder.gif'><img src='/p/lighthouse-dusk.jpg'>",
    "a size in src": "<img src='/p/lighthouse-dusk.jpg 420w'>",
    "picture with sources": "<picture><source srcset='/p/lighthouse-dusk.jpg 320w, /p/lighthouse-dusk.jpg?w=900 900w'><img src='/p/lighthouse-dusk.jpg'></picture>",
}


@pytest.mark.parametrize("name", LAZY)
def test_a_lazily_loaded_picture_has_its_real_address(name, only):
    caption, credit, file = only(
        middle=f"<figure>{LAZY[name]}<figcaption>{CAPTION} (AFP)</figcaption></figure>"
    )
    assert (caption, credit, file) == (CAPTION, "(AFP)", "lighthouse-dusk.jpg")


def test_a_placeholder_in_a_link_to_a_picture_is_that_picture(only):
    grey = "<img src='data:image/svg+xml,%3Csvg%3E' class='lazy' alt='Dusk'>"
    link = f"<a href='https://cdn.example/p/lighthouse-dusk.jpg'>{grey}</a>"
    markup = f"<figure><div>{link}</div><figcaption>{CAPTION}</figcaption></figure>"
    assert only(middle=markup) == (CAPTION, None, "lighthouse-dusk.jpg")


@pytest.mark.parametrize("href", ["/news/storm", "https://kestrel.example/", ""])
def test_a_placeholder_in_a_link_to_a_page_is_no_picture(read_page, href):
    grey = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt='Dusk'>"
    assert not read_page(middle=f"<figure><a href='{href}'>{grey}</a></figure>").images


def test_the_address_of_a_whole_site_is_no_picture(read_page):
    assert not read_page(middle="<div><img data-src='https://kestrel.example'></div>").images


def test_a_heading_that_only_screen_readers_say_makes_no_card(only):
    named = "<h2 class='element-invisible'><a href='/files/dusk'>lighthouse-dusk-2031.jpg</a></h2>"
    markup = f"<div class='file'>{named}<div><img src='/p/lighthouse-dusk.jpg'></div></div>"
    assert only(middle=markup)[2] == "lighthouse-dusk.jpg"


def test_a_rule_drawn_as_a_picture_is_none(read_page):
    line = (
        "<figure class='no-caption'><img src='/p/ruled-line.jpg' width='464' height='2'></figure>"
    )
    assert not read_page(middle=line).images


def test_the_picture_of_a_theme_gives_way_to_the_one_a_script_loads(only):
    lazy = (
        "<img src='/wp-content/themes/tide/images/a2-holder.png' data-src='/p/lighthouse-dusk.jpg'>"
    )
    assert only(middle=f"<figure>{lazy}</figure>")[2] == "lighthouse-dusk.jpg"


def test_a_box_that_loads_a_document_is_no_picture(read_page):
    box = (
        "<div class='widget-frame' data-src='https://widgets.example/likes/#id=1'><p>Like</p></div>"
    )
    assert not read_page(middle=box).images


def test_a_drawing_of_twenty_pixels_is_no_ratio(read_page):
    assert not read_page(
        middle="<div><img src='/p/pay-me.png' width='20' height='20'></div>"
    ).images
    ratio = "<figure><img src='/p/lighthouse-dusk.jpg' width='16' height='9'></figure>"
    assert len(read_page(middle=ratio).images) == 1


def test_a_background_that_is_all_of_a_figure_is_its_picture(only):
    box = "<div aria-hidden='true' style='background-image: url(/p/lighthouse-dusk.jpg)'></div>"
    assert only(middle=f"<figure aria-label='The pier'>{box}</figure>")[2] == "lighthouse-dusk.jpg"


def test_a_page_that_ends_too_early_is_read_on():
    from provenance.articles import read_article

    body = "<body><article><h1>The old light</h1>" + "<p>" + "The keeper waits for the boats. " * 4
    page = f"<html><head><title>x</title></head></html>{body}<img src='/p/lighthouse-dusk.jpg'></article>"
    assert len(read_article(page.encode(), origin="page.html").images) == 1


def test_a_placeholder_repeated_through_the_page_is_no_picture(read_page):
    markup = "".join(
        f"<figure><img src='/s/wait.gif' data-src='/p/harbour-view-{n}.jpg'><figcaption>View {n} of the old harbour.</figcaption></figure>"
        for n in ("east", "west")
    )
    images = read_page(middle=markup).images
    assert [i.content_url.rsplit("/", 1)[-1] for i in images] == [
        "harbour-view-east.jpg",
        "harbour-view-west.jpg",
    ]


def test_srcset_addresses_may_hold_commas_and_the_widest_is_published(read_page):
    markup = (
        "<figure><img src='/c/w_320,h_200/lighthouse-dusk.jpg' srcset='/c/w_320,h_200/lighthouse-dusk.jpg 320w, "
        "/c/w_1200,h_800/lighthouse-dusk.jpg 1200w'><figcaption>The lamp room.</figcaption></figure>"
    )
    (image,) = read_page(middle=markup).images
    assert image.content_url == "https://kestrel.example/c/w_1200,h_800/lighthouse-dusk.jpg"
    assert "https://kestrel.example/c/w_320,h_200/lighthouse-dusk.jpg" in image.candidates


def test_every_value_says_where_it_was_read(read_page):
    markup = "\n\n<figure class='lead'><img src='/p/lamp-room-night.jpg'><figcaption class='cap'>The lamp room. <span class='credit'>AFP</span></figcaption></figure>"
    (image,) = read_page(first=markup).images
    assert image.where.line == 3
    assert image.caption.where.path == "article > figure.lead > figcaption.cap"
    assert image.credit.where.path.endswith("figcaption.cap > span.credit")
    assert image.role == "lead"


def test_links_in_a_credit_are_kept(read_page):
    markup = (
        "<figure><img src='/p/lamp-room-night.jpg'><figcaption>The lamp room at night. Photo: "
        "<a href='https://commons.wikimedia.org/wiki/File:Lamp.jpg'>Wikimedia Commons</a></figcaption></figure>"
    )
    (image,) = read_page(middle=markup).images
    assert image.credit.text == "Photo: Wikimedia Commons"
    assert [(link.url, link.text) for link in image.credit_links] == [
        ("https://commons.wikimedia.org/wiki/File:Lamp.jpg", "Wikimedia Commons")
    ]


def test_a_suppression_is_read_from_the_picture_and_from_around_it(read_page):
    markup = (
        "<section data-provenance-ignore='place-mismatch: archive series'><figure>"
        "<img src='/p/lamp-room-night.jpg' data-provenance-ignore='missing-credit: staff; old-picture: yes'>"
        "<figcaption>The lamp room at night.</figcaption></figure></section>"
    )
    (image,) = read_page(middle=markup).images
    assert [(s.rule, s.reason) for s in image.suppressions] == [
        ("missing-credit", "staff"),
        ("old-picture", "yes"),
        ("place-mismatch", "archive series"),
    ]


def test_pictures_that_only_structured_data_names_are_declared(read_page):
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour keeps its old lighthouse",'
        '"image":{"@type":"ImageObject","url":"/p/declared-lamp.jpg","caption":"The lamp. Photo: Jo Berg/AFP"}}</script>'
    )
    (image,) = read_page(head=head).images
    assert image.role == "declared"
    assert (image.caption.text, image.credit.text) == ("The lamp.", "Photo: Jo Berg/AFP")
    assert image.where.path == "JSON-LD[0] $.image"
    assert image.content_url == "https://kestrel.example/p/declared-lamp.jpg"


def test_what_structured_data_says_of_a_shown_picture_is_kept_apart(read_page):
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","image":{"@id":"#i"}},'
        '{"@id":"#i","@type":"ImageObject","contentUrl":"/p/lamp-room-night-1200x800.jpg","creditText":"Jo Berg","caption":"A lamp"}]}</script>'
    )
    markup = "<figure><img src='/p/lamp-room-night-640x400.jpg'><figcaption>The lamp room. (AFP)</figcaption></figure>"
    (image,) = read_page(head=head, middle=markup).images
    assert (image.caption.text, image.credit.text) == ("The lamp room.", "(AFP)")
    assert (image.structured_caption.text, image.structured_credit.text) == ("A lamp", "Jo Berg")


def test_pictures_and_fields_that_only_microdata_names(read_page):
    markup = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><time itemprop='datePublished' datetime='2026-05-18T09:00:00Z'></time>"
        "<div itemprop='image' itemscope itemtype='https://schema.org/ImageObject'><link itemprop='url' href='/p/lamp-of-brass.jpg'>"
        "<meta itemprop='caption' content='A lamp of brass.'><span itemprop='author'>Jo Berg</span></div></div>"
    )
    article = read_page(first=markup)
    assert article.published.day == 18
    (image,) = article.images
    assert image.content_url == "https://kestrel.example/p/lamp-of-brass.jpg"
    assert (image.role, image.caption.text, image.credit.text) == (
        "declared",
        "A lamp of brass.",
        "Jo Berg",
    )


OG = "<meta property='og:image' content='/p/og-lamp-picture.jpg'>"


@pytest.mark.parametrize(
    "shown",
    [
        "<style>.hero{background:url(/p/og-lamp-picture.jpg)}</style>",
        "<script>draw({lead:'/p/og-lamp-picture.jpg'})</script>",
        "<div class='x'><img src='/p/og-lamp-picture.jpg?w=800'></div>",
    ],
)
def test_opengraph_names_the_picture_that_styles_and_scripts_draw(shown, read_page):
    (image,) = read_page(head=OG, after=f"<div>{shown}</div>").images
    assert (image.role, image.where.path) == ("declared", "meta[og:image]")


def test_a_card_for_other_sites_is_no_picture_of_a_page_that_shows_none(read_page):
    pin = "<a class='pin' data-pin-media='/p/og-lamp-picture.jpg' href='#'>Pin it</a>"
    assert read_page(head=OG, last=pin).images == ()


def test_a_page_that_scripts_draw_as_a_whole_may_show_what_it_declares():
    page = f"<html><head>{OG}</head><body><div id='app'></div></body></html>"
    (image,) = read_article(page.encode(), origin="x", base_url="https://kestrel.example/a").images
    assert image.role == "declared"


@pytest.mark.parametrize(
    "script",
    [
        '{"images":[{"src":"/p/lamp-room-night.jpg","meta":{"caption":"The lamp room.","credit":"Jo Berg/AFP"}}]}',
        'push("{\\"src\\":\\"/p/lamp-room-night.jpg\\",\\"caption\\":\\"The lamp room.\\",\\"credit\\":\\"Jo Berg/AFP\\"}")',
        '{"caption":{"__typename":"Text","text":"The lamp room."},"credit":"Jo Berg/AFP","crops":[{"url":"/p/lamp-room-night.jpg"}]}',
        '{"elements":[{"media":{"all":[{"url":"\\/p\\/lamp-room-night.jpg"}]},"data":{"caption":"<p>The lamp room.<\\/p>","credit":"Jo Berg/AFP"}}]}',
        '{"src":[0,"/p/lamp-room-night.jpg"],"caption":[0,{"value":[0,"The lamp room."]}],"byline":[0,{"title":[0,"Jo Berg/AFP"]}]}',
    ],
)
def test_a_caption_that_scripts_draw_later_is_read_from_their_data(script, read_page):
    markup = f"<figure><img src='/p/lamp-room-night.jpg'></figure><script>window.state = {script}</script>"
    (image,) = read_page(middle=markup).images
    assert (image.caption.text, image.credit.text) == ("The lamp room.", "Jo Berg/AFP")
    assert image.caption.where.path == "script data: caption"


def test_script_data_of_another_picture_is_not_taken(read_page):
    markup = (
        "<figure><img src='/p/lamp-room-night.jpg'></figure>"
        '<script>x=[{"src":"/p/lamp-room-night.jpg"},{"src":"/p/other-picture.jpg","caption":"Another."}]</script>'
    )
    assert read_page(middle=markup).images[0].caption is None


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/p/lamp-room-night.jpg' data-caption='The lamp room.' data-credit='Jo Berg/AFP'></figure>",
        "<a class='lightbox' href='/p/lamp-room-night.jpg' data-caption='<p>The lamp room.</p> Jo Berg/AFP'><img src='/p/lamp-room-night.jpg'></a>",
        "<a class='slide' href='/p/lamp-room-night.jpg' data-sub-html='The lamp room. (Jo Berg/AFP)'><img src='/p/lamp-room-night.jpg'></a>",
    ],
)
def test_a_caption_that_a_gallery_keeps_in_attributes_is_read(markup, read_page):
    (image,) = read_page(middle=markup).images
    assert (image.caption.text, image.credit.text.strip("()")) == ("The lamp room.", "Jo Berg/AFP")
    assert "[data-" in image.caption.where.path


def test_a_credit_that_only_a_tooltip_shows_is_read(only):
    markup = "<figure><img src='/p/lamp-room-night.jpg' title='The lamp room | Bildquelle: ND / Berg'></figure>"
    assert only(middle=markup)[1] == "Bildquelle: ND / Berg"


def test_a_tooltip_with_caption_and_credit_is_read_as_both(only):
    markup = "<li><img src='/p/lighthouse-dusk.jpg' title='The keeper waits at the light. | Kestrel/Jo Berg'></li>"
    assert only(middle=f"<ul>{markup}</ul>")[:2] == (
        "The keeper waits at the light.",
        "Kestrel/Jo Berg",
    )


def test_a_page_without_pictures_is_an_article_without_images(read_page):
    article = read_page()
    assert article.images == ()
    assert article.headline == "Harbour keeps its old lighthouse"
    assert article.body.count("\n\n") == 2
