"""Each sign that decides on a picture or a text: where it holds, and that it is silent elsewhere.

A plain picture between two paragraphs shows only the signs of its place; each fragment here adds
one sign to it.
"""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import explain_article
from provenance.articles.page.explain import ExplainedPicture
from provenance.articles.page.nearby_texts import BESIDE
from provenance.articles.page.story_signals import STORY
from provenance.articles.page.text_signals import BELONGS, CREDIT

from .conftest import PARAGRAPHS, page_around

IMG = "<img src='/p/pier.jpg'>"
PLAIN = f"<div>{IMG}</div>"
URL = "https://kestrel.example/news/light"
TILE = "<section class='row'><ul class='list'><li class='cell'><div class='tile'><img src='/p/{}.jpg'></div></li></ul></section>"
OG = "<meta property='og:image' content='https://kestrel.example/p/pier.jpg'>"
Parts = dict[str, str]


def pictures(**parts: str) -> tuple[ExplainedPicture, ...]:
    return explain_article(page_around(**parts).encode(), origin="page.html", base_url=URL)


def pier(**parts: str) -> ExplainedPicture:
    return next(one for one in pictures(**parts) if "pier" in one.url)


def signs(one: ExplainedPicture) -> set[str]:
    return {name for name, _ in one.weighed.parts}


STORY_EXAMPLES: dict[str, Parts] = {
    "declared": {"middle": PLAIN, "head": OG},
    "declared-lead": {"first": PLAIN, "head": OG},
    "outside": {"head": OG, "after": f"<div><p>Short.</p>{PLAIN}</div>"},
    "inside": {"middle": PLAIN},
    "between": {"middle": PLAIN},
    "near-headline": {"first": PLAIN},
    "above-headline": {},
    "among-paragraphs": {"middle": PLAIN},
    "beside-paragraphs": {"middle": PLAIN},
    "after-text": {},
    "behind-most": {"middle": PLAIN},
    "after-rule": {
        "last": f"<hr>{PLAIN}<p><em>The Kestrel is written by its readers, who live on both sides of the bay.</em></p>"
    },
    "aside": {"middle": f"<aside><h3>Also today</h3>{PLAIN}</aside>"},
    "caption": {"middle": f"<figure>{IMG}<figcaption>The pier</figcaption></figure>"},
    "captioned-figure": {"middle": f"<figure>{IMG}<figcaption>The pier</figcaption></figure>"},
    "credit": {"middle": f"<figure>{IMG}<figcaption>Photo: Jo Berg</figcaption></figure>"},
    "figure": {"middle": f"<figure>{IMG}</figure>"},
    "figcaption": {"middle": f"<figure>{IMG}<figcaption>The pier</figcaption></figure>"},
    "heading-in-box": {"middle": f"<div><h3>The pier</h3>{IMG}</div>"},
    "links-in-box": {"middle": f"<div>{IMG}<a href='https://other.example/x'>More of it</a></div>"},
    "large": {"middle": "<div><img src='/p/pier.jpg' width='800' height='600'></div>"},
    "small": {"middle": "<div><img src='/p/pier.jpg' width='120' height='110'></div>"},
    "preview": {"middle": "<div><img src='/p/pier.jpg?w=20'></div>"},
    "banner": {"middle": "<div><img src='/p/pier.jpg' width='1200' height='140'></div>"},
    "drawing": {"middle": "<div><img src='/p/pier-drawn.svg'></div>"},
    "poster": {"middle": "<div><video poster='/p/pier.jpg'></video></div>"},
    "background": {"middle": '<div style="background-image:url(/p/pier.jpg)"></div>'},
    "copies": {"middle": PLAIN, "after": "<p></p>" * 20 + PLAIN},
    "shaped-as-outside": {"middle": TILE.format("pier"), "after": TILE.format("other-one") * 2},
    "called-lead": {"middle": f"<div class='featured-image'>{IMG}</div>"},
    "called-icon": {"middle": f"<div class='site-logo'>{IMG}</div>"},
    "icon-file": {"middle": "<div><img src='/p/pier-badge.png'></div>"},
    "icon-folder": {"middle": "<div><img src='/static/icons/pier.svg'></div>"},
    "boilerplate": {"middle": f"<div class='related'>{PLAIN}</div>", "head": OG},
    "maybe-boilerplate": {"middle": f"<div class='widget'>{PLAIN}</div>"},
    "boilerplate-address": {"middle": "<div><img src='/newsletter/pier.jpg'></div>"},
    "boilerplate-file": {"last": "<div><img src='/p/newsletter-pier.jpg'></div>"},
    "dated-face": {
        "middle": "<div><img src='/p/pier.jpg' width='110'><span>Ann Lind</span><span>9 May 2023</span></div>"
    },
    "presents-person": {
        "middle": "<div><img src='/p/pier.jpg' width='200' height='200'><p>Ada Lund is a lawyer in Lund.</p></div>"
    },
    "in-gallery": {"middle": f"<div class='slideshow'><div>{IMG}</div></div>"},
    "marked-caption": {"middle": f"<div>{IMG}</div><p class='caption'>The pier at dusk</p>"},
    "portrait": {"middle": "<div><img src='/p/pier-portrait.jpg'></div>"},
    "promo-file": {"middle": "<div><img src='/p/pier-paidTeaser.jpg'></div>"},
    "furniture-address": {"middle": "<div><img src='/themes/tide/pier.jpg'></div>"},
    "advert": {"middle": f"<div><span>Advertisement</span>{IMG}</div>"},
    "stand-in": {
        "middle": f"<div><iframe src='https://maps.example/1'></iframe><noscript>{IMG}</noscript></div>"
    },
    "byline": {
        "middle": f"<div>{IMG}<p class='caption'><a href='/authors/jo-berg'>Jo Berg</a> writes on the sea</p></div>"
    },
    "offer": {"middle": f"<div>{IMG}<a href='/subscribe/now'>Read all</a></div>"},
    "sponsored": {
        "middle": f"<div>{IMG}<a rel='sponsored' href='https://shop.example/l'>Buy</a></div>"
    },
    "sponsored-text": {
        "middle": f"<div>{IMG}<a rel='sponsored' href='https://shop.example/l'>49 crowns</a></div>"
    },
    "mail-form": {"middle": f"<div>{IMG}<input type='email'></div>"},
    "linked-article": {
        "middle": f"<article>{IMG}<h3>Storm at the pier</h3><a href='/news/storm'>More</a></article>"
    },
    "linked-title": {
        "middle": f"<div>{IMG}<h3><a href='/news/storm'>Storm over the old pier</a></h3></div>"
    },
    "overlay-link": {
        "middle": f"<div>{IMG}<a href='/news/storm' title='Storm'></a><p>Storm over the old pier</p></div>"
    },
    "box-of-links": {
        "middle": f"<div>{IMG}<a href='/news/storm'>Storm over the old pier</a></div>"
    },
    "next-story": {},
    "shop-picture": {
        "middle": "<div><img src='https://m.media-amazon.com/images/I/pier-in-oils.jpg'></div>"
    },
    "opens-enlarged": {"middle": f"<a class='js-lightbox' href='/p/pier-large.jpg'>{IMG}</a>"},
    "link-to-page": {"middle": f"<a href='/news/storm'>{IMG}</a>"},
    "link-to-picture": {"middle": f"<a href='/p/pier-large.jpg'>{IMG}</a>"},
    "titled-link": {
        "middle": f"<a href='https://other.example/h'>{IMG}<b>A history of piers</b></a>"
    },
    "linked-caption": {
        "middle": f"<figure>{IMG}<figcaption><a href='https://other.example/h'>Our pier in the shop</a></figcaption></figure>"
    },
    "same-link": {
        "middle": f"<div><a href='/news/storm'>{IMG}</a><a href='/news/storm'>Storm over the pier</a></div>"
    },
    "contact": {"middle": f"<div>{IMG}<p>Ada Lund, +46 8 123-4567</p></div>"},
    "advert-host": {"middle": "<div><img src='https://ad.doubleclick.net/pier.jpg'></div>"},
    "front-page-link": {"middle": f"<a href='https://shop.example/'>{IMG}</a>"},
    "offer-link": {"middle": f"<a href='/subscribe/now'>{IMG}</a>"},
    "campaign-link": {"middle": f"<a href='https://shop.example/l?utm_medium=partner'>{IMG}</a>"},
    "license-button": {
        "middle": f"<a href='https://creativecommons.org/licenses/by/4.0/'>{IMG}</a>"
    },
    "hidden": {"middle": f"<div style='display: none'>{IMG}</div>"},
    "advert-size": {"middle": "<div><img src='/p/pier-728x90.jpg'></div>"},
    "follow-link": {"middle": f"<a href='https://t.me/kestrel'>{IMG}</a>"},
}
"""By sign, the parts of a page whose picture shows it."""


@pytest.mark.parametrize(
    "name", sorted(STORY_EXAMPLES.keys() - {"above-headline", "after-text", "next-story"})
)
def test_a_picture_shows_the_sign(name: str) -> None:
    assert name in signs(pier(**STORY_EXAMPLES[name]))


def test_a_picture_above_the_headline_shows_it() -> None:
    page = f"<article><img src='/p/pier.jpg' alt='The pier'><h1>Harbour keeps its old lighthouse</h1>{''.join(PARAGRAPHS)}</article>"
    (one,) = explain_article(page.encode(), origin="x", base_url=URL)
    assert "above-headline" in signs(one)


def test_a_picture_behind_the_text_but_in_the_article_shows_it() -> None:
    page = f"<article><h1>Harbour keeps its old lighthouse</h1><div>{''.join(PARAGRAPHS)}</div>{PLAIN}</article>"
    (one,) = explain_article(page.encode(), origin="x", base_url=URL)
    assert "after-text" in signs(one)


STORY_AND_NEXT = (
    "<div class='entry'><h1 class='title'>{0}</h1><div class='date'>3 March 2031</div>{1}{2}</div>"
)


def test_a_picture_of_the_next_story_on_the_page_shows_it() -> None:
    own = STORY_AND_NEXT.format("Harbour keeps its old lighthouse", "", "".join(PARAGRAPHS))
    figure = f"<figure>{IMG}<figcaption>The pier. Photo: Jo Berg</figcaption></figure>"
    other = STORY_AND_NEXT.format(
        "Ferry to the outer islands sold", figure, "".join(PARAGRAPHS) * 2
    )
    title = "<meta property='og:title' content='Harbour keeps its old lighthouse'>"
    page = f"<head>{title}</head><body><article>{own}{other}</article></body>"
    (one,) = explain_article(page.encode(), origin="x", base_url=URL)
    assert "next-story" in signs(one)
    assert not one.kept


def test_a_title_within_a_story_begins_no_other_story() -> None:
    own = "<article><h1 class='title'>Harbour keeps its old lighthouse</h1><div class='date'>3 March 2031</div>"
    part = f"<h1 class='title'>Why the lamp is lit at noon</h1>{PLAIN}"
    page = f"<main>{own}{''.join(PARAGRAPHS)}{part}{''.join(PARAGRAPHS)}</article></main>"
    (one,) = explain_article(page.encode(), origin="x", base_url=URL)
    assert "next-story" not in signs(one)
    assert one.kept


def test_every_sign_of_the_table_has_an_example() -> None:
    assert {signal.name for signal in STORY.signals} == STORY_EXAMPLES.keys()


def test_a_plain_picture_shows_only_the_signs_of_its_place() -> None:
    one = pier(middle=PLAIN)
    assert signs(one) == {
        "inside",
        "between",
        "among-paragraphs",
        "beside-paragraphs",
        "behind-most",
    }
    assert one.kept


def test_what_no_caption_could_bring_into_the_story_says_where_it_stands() -> None:
    logo = next(one for one in pictures(middle=PLAIN) if "site-logo" in one.url)
    assert not logo.kept
    assert signs(logo) == {"boilerplate"}
    far = pier(after=PLAIN)
    assert not far.kept
    assert signs(far) == {"outside-article"}


BELONGS_EXAMPLES: dict[str, str] = {
    "in-figure": f"<figure>{IMG}<p>The pier at dusk</p></figure>",
    "called-caption": f"<div>{IMG}<p class='caption'>The pier at dusk</p></div>",
    "called-credit": f"<div>{IMG}<p class='credit'>Jo Berg</p></div>",
    "credit-form": f"<div>{IMG}<p>Photo: Jo Berg</p></div>",
    "behind-picture": f"<div>{IMG}<p>The pier at dusk</p></div>",
    "before-picture": f"<div><p>The pier at dusk</p>{IMG}</div>",
    "before-in-byline": f"<div><p class='byline'>The pier at dusk</p>{IMG}</div>",
    "byline": f"<div>{IMG}<p>By Jo Berg</p></div>",
    "beside-date": f"<div>{IMG}<p>9/21/2016</p><p>Jo Berg of the harbour</p></div>",
    "beside-credit": f"<div>{IMG}<p>The pier at dusk</p><p>Photo: Jo Berg/Agency</p></div>",
    "alternative-text": "<div><img src='/p/pier.jpg' alt='The pier at dusk'><p>The pier at dusk.</p></div>",
    "prose": f"<div>{IMG}<blockquote>The pier is long. {'It was built of oak by the fishermen. ' * 3}</blockquote></div>",
    "standfirst": f"<div>{IMG}<p class='teaser'>The pier at dusk</p></div>",
    "heading-before": f"<div>{IMG}<h3>Two</h3><p>The pier at dusk</p></div>",
    "another-is-caption": f"<div>{IMG}<p>Scroll to see all pictures</p><p class='caption'>The pier at dusk</p></div>",
    "text-column": f"<div>{IMG}<div class='bodytext'><p>The pier at dusk</p></div></div>",
    "headline": f"<div>{IMG}<p>Harbour keeps its old lighthouse again</p></div>",
    "few-letters": f"<figure>{IMG}<p>i</p></figure>",
    "outside-figure": f"<div><figure>{IMG}</figure><blockquote>The pier goes on beside the picture, as it does in all of these.</blockquote></div>",
    "over-background": "<div role='img' aria-label='The pier' style='background-image:url(/p/pier.jpg)'><p>The old pier</p></div>",
    "date-alone": f"<figure>{IMG}<p>26.10.2025 | 2:43 min</p></figure>",
    "file-name": f"<figure>{IMG}<p>2024/05/pier-at-dusk.jpg</p></figure>",
    "introduces": f"<div>{IMG}<p>What you need:</p></div>",
    "says-advert": f"<div>{IMG}<p>ANZEIGE The pier for you</p></div>",
    "tag": f"<div>{IMG}<a rel='category tag' href='/coast'>Coast and sea</a></div>",
    "link-in-list": f"<div>{IMG}<ul><li><a href='/1'>The keepers of it</a></li><li><a href='/2'>The boats of it</a></li><li><a href='/3'>The lamps of it</a></li></ul></div>",
    "of-product": f"<div>{IMG}<p class='product-line'>49 crowns a piece</p></div>",
    "one-of-many": f"<div>{IMG}<p class='caption'>Price</p><p class='caption-2'>Range</p><p class='caption'>Weight</p></div>",
    "only-described": f"<div><h3>Two</h3>{IMG}<p class='item-description'>The pier is long. It is old.</p></div>",
    "text-of-paragraph": f"<p>{IMG}<br>The pier at dusk was empty when the council came to look at the lamp again, and so it was on Friday, when the boats came home late from the banks and nobody stood there to wait for them or for the mail.</p>",
    "runs-on": f"<p>{IMG} The pier at dusk was empty when the council came to look at the lamp again, and so it was on Friday.</p>",
}


@pytest.mark.parametrize("name", sorted(BELONGS_EXAMPLES))
def test_a_text_near_a_picture_shows_the_sign(name: str) -> None:
    texts = pier(middle=BELONGS_EXAMPLES[name]).texts
    belongs = {sign for text in texts if text.role != "credit" for sign, _ in text.weighed.parts}
    if name in ("called-credit", "credit-form"):
        # a credit is explained by the signs that make it one
        assert [text.role for text in texts] == ["credit"]
    else:
        assert name in belongs


def test_every_sign_for_texts_has_an_example() -> None:
    assert {signal.name for signal in BELONGS.signals} == BELONGS_EXAMPLES.keys()


CREDIT_EXAMPLES: dict[str, tuple[str, str]] = {
    "publisher": ("The Kestrel", "<span>Kestrel</span>"),
    "publisher-apart": (
        "the Kestrel's own, beside a caption",
        "<p>The pier</p><b>Kestrel News</b>",
    ),
    "behind-label": (
        "behind a label",
        "<p>The pier at dusk</p><i>Credit...</i><span>Jo Berg</span>",
    ),
    "called-credit": ("in its element", "<span class='credit'>Jo Berg</span>"),
    "certain-form": ("by its form", "<span>Photo: Jo Berg/Agency</span>"),
    "likely-form": ("by its form", "<p>The pier at dusk on Friday</p><p>Jo Berg/Pier Pictures</p>"),
    "in-capitals": ("in capitals", "<p>The pier at dusk on Friday</p><p>JO BERG FOR US</p>"),
    "bare-name-in-small": ("a studio", "<small>Pier Pictures</small>"),
    "links-to-photo": ("a link", "<a href='https://unsplash.com/@joberg'>Jo Berg</a>"),
    "bare-name-behind": ("a name", "<p>The pier at dusk on Friday</p><span>Jo Berg</span>"),
}


@pytest.mark.parametrize("name", sorted(CREDIT_EXAMPLES))
def test_a_credit_shows_the_sign(name: str) -> None:
    texts = pier(middle=f"<figure>{IMG}<div>{CREDIT_EXAMPLES[name][1]}</div></figure>").texts
    credits = {sign for text in texts if text.role == "credit" for sign, _ in text.weighed.parts}
    assert name in credits


def test_a_date_and_a_sentence_beside_a_marked_credit_are_none() -> None:
    two = "<p>Symbol photo: the keeper has found an old lamp</p><span class='source'>Jo Berg</span>"
    texts = pier(middle=f"<figure>{IMG}<div>{two}</div></figure>").texts
    assert [(t.role, t.text) for t in texts] == [
        ("caption", "Symbol photo: the keeper has found an old lamp"),
        ("credit", "Jo Berg"),
    ]
    dated = "<p>The pier at dusk on Friday</p><p>26.10.2025 | Film Harbour</p>"
    texts = pier(middle=f"<figure>{IMG}<div>{dated}</div></figure>").texts
    assert "credit" not in [t.role for t in texts]


def test_a_text_too_long_for_a_credit_is_none_whatever_it_is_called() -> None:
    long = "the keeper of the lamp and his daughter, who has rowed out to the rock each week, " * 4
    (text,) = pier(middle=f"<figure>{IMG}<p class='credit'>{long}</p></figure>").texts
    assert text.role == "caption"


def test_every_sign_for_credits_has_an_example() -> None:
    assert {signal.name for signal in CREDIT.signals} == CREDIT_EXAMPLES.keys() | {
        "too-long",
        "date",
        "caption-beside-credit",
        "named-in-headline",
    }


def test_what_is_called_a_caption_beside_a_credit_is_one() -> None:
    two = "<span class='caption'>Symbol picture</span> | <span class='credit'>Photo: Jo Berg</span>"
    texts = pier(middle=f"<figure>{IMG}<figcaption>{two}</figcaption></figure>").texts
    assert [(t.role, t.text.strip(" |")) for t in texts] == [
        ("caption", "Symbol picture"),
        ("credit", "Photo: Jo Berg"),
    ]


def test_whom_the_headline_names_the_picture_shows() -> None:
    page = f"<article><h1>Ada Lund keeps the old lighthouse</h1>{{}}{''.join(PARAGRAPHS)}</article>"
    for name, role in (("Ada Lund", "caption"), ("Jo Berg", "credit")):
        box = f"<div>{IMG}<p class='credit'>{name}</p></div>"
        (one,) = explain_article(page.format(box).encode(), origin="x", base_url=URL)
        assert [(text.role, text.text) for text in one.texts] == [(role, name)]


BESIDE_EXAMPLES: dict[str, str] = {
    "called-caption": f"<div>{IMG}</div><div class='caption'>The pier at dusk</div>",
    "alternative-text": "<div><img src='/p/pier.jpg' alt='The pier at dusk'></div><p>The pier at dusk.</p>",
    "certain-credit": f"<div>{IMG}</div><p>Photo: Jo Berg/Agency</p>",
    "called-credit": f"<div>{IMG}</div><p class='credit'>Jo Berg</p>",
    "ends-in-credit": f"<div style='text-align:center'>{IMG}</div><p style='text-align:center'>The pier at dusk. Jo Berg/Agency</p>",
    "ends-in-led-credit": f"<div>{IMG}</div><p>The pier at dusk (Photo: Jo Berg/Agency)</p>",
    "italics": f"<div>{IMG}</div><p><em>The pier at dusk. Jo Berg/Agency</em></p>",
    "small": f"<div>{IMG}</div><p class='has-small-font-size'><em>The pier at dusk</em></p>",
    "short": f"<div>{IMG}</div><p><em>The pier at dusk</em></p>",
    "centred": f"<div>{IMG}</div><p class='has-text-align-center'><em>The pier at dusk. It was taken before the storm of last week, when the council had not yet met and the keeper had not yet gone</em></p>",
    "centred-with-picture": f"<div style='text-align:center'>{IMG}</div><p style='text-align:center'><em>The pier at dusk</em></p>",
}


@pytest.mark.parametrize("name", sorted(BESIDE_EXAMPLES))
def test_a_box_beside_the_picture_is_read_for_the_sign(name: str) -> None:
    assert pier(middle=BESIDE_EXAMPLES[name]).texts


def test_a_box_beside_the_picture_without_a_sign_is_not_read() -> None:
    assert pier(middle=f"<div>{IMG}</div><p>The pier at dusk was empty.</p>").texts == ()


def test_every_sign_for_boxes_beside_the_picture_has_an_example() -> None:
    assert {signal.name for signal in BESIDE.signals} == BESIDE_EXAMPLES.keys()


def test_signs_of_one_kind_count_no_more_than_their_cap() -> None:
    from provenance.model.signals import Signal, SignalTable

    two = (Signal("name-a", 3.0, bool), Signal("name-b", 3.0, bool), Signal("other", -1.0, bool))
    assert SignalTable(two).weigh(1).score == 5.0
    assert SignalTable(two, bias=1.0, caps={"name": 4.0}).weigh(1).score == 4.0
    assert SignalTable(two).weigh(1).parts[0] == ("name-a", 3.0)
    assert SignalTable(two).weigh(0).parts == ()
