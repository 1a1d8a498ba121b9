"""Kinds of mark-up, each in several templates: the same answer whatever the page calls its boxes."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article

from .conftest import PARAGRAPHS

URL = "https://kestrel.example/news/light"
DUSK = "The lighthouse at dusk, seen from the northern breakwater."
IMG = "<img src='/p/dusk-4711.jpg' width='900' height='600'>"
TEXT = "".join(PARAGRAPHS)
Answer = list[tuple[str, str | None, str | None]]


def read(page: str) -> Answer:
    """Of each picture: the file's name, the caption, the credit."""
    return [
        (
            (image.content_url or "").rsplit("/", 1)[-1].partition("?")[0],
            image.caption.text if image.caption else None,
            image.credit.text if image.credit else None,
        )
        for image in read_article(page.encode(), origin="x", base_url=URL).images
    ]


def story(first: str = "", middle: str = "", last: str = "", head: str = "") -> Answer:
    """What is read of a page around fragments."""
    return read(
        f"<html><head>{head}</head><body><article><h1>Harbour keeps its old lighthouse</h1>{first}"
        f"{PARAGRAPHS[0]}{middle}{PARAGRAPHS[1]}{PARAGRAPHS[2]}{last}</article></body></html>"
    )


@pytest.mark.parametrize("box", ["c-block", "x9f3a", "StoryRow_row__1c2d"])
@pytest.mark.parametrize("tag", ["div", "section"])
def test_a_story_in_blocks_has_the_pictures_between_its_blocks(box: str, tag: str) -> None:
    blocks = [f"<{tag} class='{box} text'><div><div>{p}{p}</div></div></{tag}>" for p in PARAGRAPHS]
    picture = f"<{tag} class='{box} image'><div><figure>{IMG}<figcaption>{DUSK}</figcaption></figure></div></{tag}>"
    page = f"<html><body><div><h1>Harbour keeps its old lighthouse</h1></div><div><div>{blocks[0] * 3}{picture}{blocks[1]}</div></div></body></html>"
    assert read(page) == [("dusk-4711.jpg", DUSK, None)]


@pytest.mark.parametrize(
    "name", ["article-head__image", "post-hero", "featured-image", "wp-post-image"]
)
def test_the_lead_over_the_headline_is_kept_outside_the_article(name: str) -> None:
    page = f"<html><body><div class='top'><div class='{name}'>{IMG}</div></div><div><h1>Harbour keeps its old lighthouse</h1></div><div>{TEXT}</div></body></html>"
    assert read(page) == [("dusk-4711.jpg", None, None)]
    card = f"<html><body><div class='top'><a href='/other/story'><div class='{name}'>{IMG}</div></a></div><div><h1>Harbour keeps its old lighthouse</h1></div><div>{TEXT}</div></body></html>"
    assert read(card) == []


@pytest.mark.parametrize("tag", ["figcaption", "div"])
def test_a_gallery_over_the_headline_is_kept_with_its_long_captions(tag: str) -> None:
    long = " ".join([DUSK] * 14)
    items = "".join(
        f"<div class='slide'><div class='slide__img'><img src='/p/dusk-{n}.jpg'><i class='copyright'>Jo Berg</i></div>"
        f"<{tag} class='slide__caption'>{n} {long}</{tag}></div>"
        for n in (4711, 4712)
    )
    page = f"<html><body><div><div class='story-hero'><div class='track'>{items}</div></div><h1>Harbour keeps its old lighthouse</h1></div><div class='body'>{TEXT}</div></body></html>"
    assert read(page) == [
        ("dusk-4711.jpg", f"4711 {long}", "Jo Berg"),
        ("dusk-4712.jpg", f"4712 {long}", "Jo Berg"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/p/dusk-large.jpg' data-lightbox='g' title='{}'>{}</a>",
        "<a href='/p/dusk-large.jpg' class='fancybox' data-title='{}'>{}</a>",
        "<a rel='prettyPhoto[g]' href='/p/dusk-large.jpg' title='{}'>{}</a>",
    ],
)
def test_what_a_lightbox_prints_under_a_picture_is_its_caption(link: str) -> None:
    assert story(middle=f"<div>{link.format(DUSK, IMG)}</div>") == [("dusk-4711.jpg", DUSK, None)]


def test_the_title_of_another_link_is_none() -> None:
    link = f"<a href='/p/dusk-large.jpg' title='Enlarge it'>{IMG}</a>"
    assert story(middle=f"<div>{link}</div>") == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize("selector", [".caption-4711", "#caption-4711"])
def test_the_name_of_an_element_in_an_attribute_is_no_caption(selector: str) -> None:
    box = f"<figure data-sub-html='{selector}'>{IMG}</figure>"
    assert story(middle=box) == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize("name", ["img-footer", "photo-footer side", "pieFoto"])
def test_a_heading_called_a_caption_is_one(name: str) -> None:
    box = f"<div>{IMG}</div><h5 class='{name}'><span>{DUSK}</span></h5>"
    assert story(first=box) == [("dusk-4711.jpg", DUSK, None)]


@pytest.mark.parametrize(
    "count",
    [
        "<span class='gallery__pagination'>--page-- of --total--</span>",
        "<span class='slideCounter'>3 / 12</span>",
    ],
)
def test_the_number_of_a_picture_in_its_gallery_is_no_part_of_its_credit(count: str) -> None:
    caption = f"<figcaption><span>{DUSK} — © Jo Berg/Agency</span>{count}</figcaption>"
    ((_, read_caption, credit),) = story(middle=f"<figure>{IMG}{caption}</figure>")
    assert read_caption is not None
    assert read_caption.startswith("The lighthouse at dusk")
    assert credit == "© Jo Berg/Agency"


def test_the_publisher_named_in_a_sentence_is_a_word_of_it() -> None:
    caption = (
        "<figcaption>Keepers at the <abbr title='The paper'>Kestrel</abbr> in May</figcaption>"
    )
    assert story(middle=f"<figure>{IMG}{caption}</figure>") == [
        ("dusk-4711.jpg", "Keepers at the Kestrel in May", None)
    ]


@pytest.mark.parametrize("divider", [" | ", " / ", " – "])
@pytest.mark.parametrize("name", ["Kestrel", "KÉSTREL"])
def test_the_publisher_behind_a_divider_is_the_credit(divider: str, name: str) -> None:
    caption = f"<figcaption>Keepers clean the lamp{divider}{name}</figcaption>"
    assert story(middle=f"<figure>{IMG}{caption}</figure>") == [
        ("dusk-4711.jpg", "Keepers clean the lamp", name)
    ]


@pytest.mark.parametrize(
    "host", ["unsplash.com/@joberg", "www.flickr.com/photos/joberg/1", "flic.kr/p/s9X"]
)
@pytest.mark.parametrize("around", ["<p>{}</p>", "<div><span>{}</span></div>", "{}"])
def test_a_name_that_leads_to_a_photographers_page_is_the_credit(host: str, around: str) -> None:
    link = f"<a href='https://{host}'>Jo Berg</a>"
    box = f"<figure>{IMG}<figcaption>{around.format(link)}</figcaption></figure>"
    assert story(middle=box) == [("dusk-4711.jpg", None, "Jo Berg")]


@pytest.mark.parametrize("tag", ["figcaption", "small", "p"])
def test_a_bare_name_under_each_picture_is_whose_they_are(tag: str) -> None:
    pictures = "".join(
        f"<figure><img src='/p/lamp-471{n}.jpg'><{tag} class='x1'>Pier Shop</{tag}></figure>"
        for n in range(4)
    )
    assert story(middle=pictures) == [(f"lamp-471{n}.jpg", None, "Pier Shop") for n in range(4)]


@pytest.mark.parametrize("name", ["body-img-caption", "x9f3a"])
def test_a_studio_set_small_in_a_figure_is_the_credit(name: str) -> None:
    box = f"<figure>{IMG}<small class='{name}'>Pier Animation</small></figure>"
    assert story(middle=box) == [("dusk-4711.jpg", None, "Pier Animation")]


def test_a_line_of_parts_is_signed_by_its_last() -> None:
    line = "The rule of thirds | Lund, Sweden | © 2010 Jo Berg"
    box = f"<figure>{IMG}<figcaption>{line}</figcaption></figure>"
    assert story(middle=box) == [
        ("dusk-4711.jpg", "The rule of thirds | Lund, Sweden", "© 2010 Jo Berg")
    ]


@pytest.mark.parametrize("flag", ["(Symbolbild)", "(Archive)"])
def test_a_flag_behind_a_caption_stays_with_it_beside_a_whole_credit(flag: str) -> None:
    box = f"<div class='wp-caption'>{IMG}<p class='wp-caption-text'>{DUSK} {flag}</p><p class='wp-caption-source'>Foto: Jo Berg/dpa</p></div>"
    assert story(first=box) == [("dusk-4711.jpg", f"{DUSK} {flag}", "Foto: Jo Berg/dpa")]


@pytest.mark.parametrize("tag", ["link", "meta"])
@pytest.mark.parametrize("prop", ["url", "contentUrl"])
def test_the_address_beside_a_grey_box_is_the_items(tag: str, prop: str) -> None:
    address = "href" if tag == "link" else "content"
    box = (
        "<figure itemscope itemtype='https://schema.org/ImageObject'><img src='data:image/gif;base64,R0lGOD=='>"
        f"<span class='credits'>(Credit: Jo Berg)</span><{tag} itemprop='{prop}' {address}='/p/dusk-4711.jpg'></figure>"
    )
    assert story(middle=box) == [("dusk-4711.jpg", None, "(Credit: Jo Berg)")]


LISTS = {
    "linked": "<p><em><small>Photos by <a href='https://www.shutterstock.com/pic-1'>cmgull</a> (Shutterstock), <a href='https://www.flickr.com/photos/jo/1'>jo berg</a>, <a href='https://www.flickr.com/photos/ada/2'>ada_l</a>.</small></em></p>",
    "signed": "<p>Photo credit: ©iStock.com/joberg, ©iStock.com/adalund</p>",
    "two words": "<p>+++<br>Credits: Titelbild <a href='https://joberg.example/'>Jo Berg Film</a></p>",
    "between dashes": "<p>– alle Bilder von <a href='https://joberg.example/'>Jo Berg</a> –</p>",
}
SAID = {
    "linked": "cmgull (Shutterstock), jo berg, ada_l",
    "signed": "Photo credit: ©iStock.com/joberg, ©iStock.com/adalund",
    "two words": "Credits: Titelbild Jo Berg Film",
    "between dashes": "Jo Berg",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "after", ["", "<section><p>All stories are checked by editors who do not write.</p></section>"]
)
def test_a_line_behind_the_text_credits_the_pictures(kind: str, after: str) -> None:
    more = TEXT * 2  # footnotes are the last of many paragraphs
    assert story(middle=f"<div>{IMG}</div>", last=f"{more}{LISTS[kind]}{after}") == [
        ("dusk-4711.jpg", None, SAID[kind])
    ]


@pytest.mark.parametrize(
    "script",
    [
        '{"credits":{"affiliation":[]},"caption":"CAPTION","url":"/p/dusk-4711.jpg"}',
        '{"image":{"url":"/p/dusk-4711.jpg","caption":"CAPTION"},"author":{"description":"Ada Lund writes on the coast."}}',
    ],
)
def test_a_fields_name_and_a_writers_life_are_no_texts_of_a_picture(script: str) -> None:
    data = f"<script>state={script.replace('CAPTION', DUSK)}</script>"
    assert story(middle=f"<div>{IMG}</div>", last=data) == [("dusk-4711.jpg", DUSK, None)]


def test_people_in_a_list_are_the_credit() -> None:
    data = '<script>state={"url":"/p/dusk-4711.jpg","credits":{"by":[{"name":"Jo Berg"}]}}</script>'
    assert story(middle=f"<div>{IMG}</div>", last=data) == [("dusk-4711.jpg", None, "Jo Berg")]


@pytest.mark.parametrize("kind", ["ImageObject", "NewsArticle"])
def test_what_a_page_declares_is_not_what_it_prints(kind: str) -> None:
    head = f'<script type="application/ld+json">{{"@type":"{kind}","url":"https://kestrel.example/p/dusk-4711.jpg","caption":"dusk","author":{{"description":"Ada Lund writes on the coast."}}}}</script>'
    assert story(middle=f"<div>{IMG}</div>", head=head) == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize("label", ["Photo Credit", "Credit:"])
def test_a_labelled_field_behind_a_caption_is_the_credit(label: str) -> None:
    box = (
        f"<div>{IMG}</div><div class='field field--name-caption'><p>{DUSK}</p></div>"
        f"<div class='field field--name-field-credit'><div class='field__label'>{label}</div><div class='field__item'>University of Lund</div></div>"
    )
    ((_, caption, credit),) = story(first=f"<div class='media'>{box}</div>")
    assert caption == DUSK
    assert credit is not None
    assert "University of Lund" in credit


@pytest.mark.parametrize("lines", ["data-width='1200' data-height='24'", "width='700' height='14'"])
def test_a_rule_drawn_as_a_picture_is_left_out(lines: str) -> None:
    assert story(middle=f"<figure><img src='/p/line-4711.png' {lines}></figure>") == []


@pytest.mark.parametrize("class_", ["teaser", "teaser-image"])
def test_the_word_teaser_on_the_picture_itself_says_nothing_against_it(class_: str) -> None:
    own = f"<div><img class='{class_}' src='/p/dusk-4711.jpg'></div>"
    assert story(middle=own) == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "<a rel='tag' href='/tag/sea'>Sea</a>, <a rel='tag' href='/tag/lamp'>lamps of the coast</a>",
        "<span>Coast August 11, 2025 · 12 minute read</span>",
        "<span>Lesezeit: 4 Minuten</span>",
        "<span>Share on Pinterest</span>",
        "<button-like>Check price</button-like>",
        "<b class='author'>By Ada Lund - Mar 27, 2024</b>",
    ],
)
@pytest.mark.parametrize("box", ["div", "section", "span"])
def test_what_a_theme_prints_under_its_lead_is_neither_caption_nor_credit(
    line: str, box: str
) -> None:
    lead = f"<div class='featured-image'>{IMG}<{box} class='meta-x'>{line}</{box}></div>"
    assert story(first=lead) == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize("item", ["li", "div", "p"])
def test_a_menu_under_a_picture_is_no_caption(item: str) -> None:
    links = "".join(f"<{item}><a href='/{n}'>Chapter {n} of it</a></{item}>" for n in range(4))
    assert story(middle=f"<div>{IMG}<div>{links}</div></div>") == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize("number", ["+49 30 123-4567", "030 28444-744"])
def test_whom_to_call_is_no_picture_of_the_story(number: str) -> None:
    card = f"<div class='x1'><img src='/p/ada-4711.jpg'><p>Ada Lund</p><p>{number}</p></div>"
    assert story(last=card) == []


@pytest.mark.parametrize("attribute", ["data-credit", "data-copyright"])
def test_a_credit_in_an_attribute_and_in_a_bracket_is_read_once(attribute: str) -> None:
    box = f"<figure {attribute}='Jo Berg'>{IMG}<figcaption>Keepers and a lamp (Jo Berg)</figcaption></figure>"
    assert story(middle=box) == [("dusk-4711.jpg", "Keepers and a lamp", "Jo Berg")]


def test_a_credit_printed_behind_its_caption_too_is_read_once() -> None:
    box = f"<figure>{IMG}<figcaption><p>Keepers and a lamp (Jo Berg)</p><span class='credit'>Jo Berg</span></figcaption></figure>"
    assert story(middle=box) == [("dusk-4711.jpg", "Keepers and a lamp", "Jo Berg")]


@pytest.mark.parametrize("label", ["FOTOGRAF", "Photography:", "Fotos"])
@pytest.mark.parametrize(
    "pair",
    [
        "<div class='credits'><div class='x-label'>{}</div><div class='x-text'>JO MARIA BERG</div></div>",
        "<dl><dt>Styling</dt><dd>Ada Lund</dd><dt>{}</dt><dd>JO MARIA BERG</dd></dl>",
    ],
)
def test_the_list_of_those_who_made_a_story_names_its_photographer(label: str, pair: str) -> None:
    made = f"<section>{pair.format(label)}</section>"
    assert story(middle=f"<div>{IMG}</div>", last=made) == [
        ("dusk-4711.jpg", None, "JO MARIA BERG")
    ]


def test_a_menus_pictures_are_no_photographer() -> None:
    menu = (
        "<ul><li><a href='/photos'>Photos</a></li><li><a href='/events'>Events Near</a></li></ul>"
    )
    assert story(middle=f"<div>{IMG}</div>", last=menu) == [("dusk-4711.jpg", None, None)]


@pytest.mark.parametrize(
    "counter",
    [
        "<img src='https://stat.kestrel.example/?articleId=58955&c'>",
        "<img src='//pixel.ads.example/sync?id=1'>",
    ],
)
def test_a_counter_without_a_size_is_no_picture(counter: str) -> None:
    assert story(middle=f"<div>{counter}</div>") == []


def test_the_credited_background_under_the_headline_is_the_lead() -> None:
    style = "background: linear-gradient(to bottom, rgba(18, 34, 45, 0.5) 100%, rgba(18, 34, 45, 0.5) 100%), url(/p/dusk-4711.jpg) no-repeat center"
    hero = f"<div class='hero-body' style='{style}'><h1>Harbour keeps its old lighthouse</h1><p class='credit'>Photo: Jo Berg/dpa</p></div>"
    page = f"<html><body>{hero}<div class='body'>{TEXT}</div></body></html>"
    assert read(page) == [("dusk-4711.jpg", None, "Photo: Jo Berg/dpa")]


def test_an_alternative_text_in_data_shows_no_picture() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","image":{"@type":"ImageObject","url":"https://kestrel.example/p/card-4711.jpg","caption":"A card"}}</script>'
    assert story(head=data) == []
