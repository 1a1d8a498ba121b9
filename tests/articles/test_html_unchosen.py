"""A picture without a caption or credit: what may be it is told, and whose picture it is not."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles.page.flow import read_flow
from provenance.articles.page.parse import parse
from provenance.articles.page.unchosen import CAPTION_SIGNS, CREDIT_SIGNS

PIER = "<img src='/p/pier-in-winter.jpg' width='900' height='600'>"
RUNNING = "The harbour was closed until noon, as the wind had turned and no boat could leave. " * 4
TWO = "<figure><img src='/p/mole-in-spring.jpg' width='900' height='600'><figcaption>The mole. {credit}</figcaption></figure>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<figure>{PIER}</figure><div>Boats at the pier</div>", "Boats at the pier"),
        (f"<figure>{PIER}</figure><p>In the photo: the pier, which the council has closed for the winter months.</p>", "In the photo: the pier"),
        ("<figure><img src='/p/pier-in-winter.jpg' title='The pier closed in the winter' width='900' height='600'></figure>", "The pier closed in the winter"),
        ("<figure><img src='/p/pier-in-winter.jpg' alt='Boats at the pier (Photo: Jo Berg)' width='900' height='600'></figure>", "Boats at the pier"),
        (f"<figure>{PIER}<figcaption><span class='credit'>The keepers of the lamp have their tea here</span></figcaption></figure>", "The keepers of the lamp"),
    ],
)  # fmt: skip
def test_a_text_that_may_be_the_caption_is_told_where_none_was_read(read_page, markup, text):
    (image,) = read_page(middle=markup).images
    assert image.caption is None
    assert image.maybe_caption.text.startswith(text)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"middle": f"<figure>{PIER}<figcaption>The pier, seen via Harbourcam</figcaption></figure>"}, "The pier, seen via Harbourcam"),
        ({"middle": f"<figure>{PIER}<figcaption>The pier in winter. Picture - Jo Berg.</figcaption></figure>"}, "The pier in winter"),
        ({"middle": f"<figure>{PIER}</figure>", "last": "<ul><li>The boats lay there until May (Photos: Jo Berg)</li></ul>"}, "The boats lay there"),
        ({"middle": f"<figure>{PIER}</figure>", "last": "<p>Words: Ada Lund Pictures: Various</p>"}, "Words: Ada Lund"),
        ({"middle": "<figure><img src='/p/pier-in-winter.jpg' data-rights='© Jo Berg' width='900' height='600'></figure>"}, "© Jo Berg"),
        ({"middle": f"<figure>{PIER}</figure>", "after": "<script>var p = {'src': '/p/pier-in-winter.jpg', 'imgCopyright': 'Jo Berg'}</script>"}, "Jo Berg"),
        ({"middle": "<a href='https://kestrel.example/wiki/File:Pier.jpg'><img src='/p/pier-in-winter.jpg' width='900' height='600'></a>"}, "https://kestrel.example/wiki/File:Pier.jpg"),
        ({"middle": f"<figure>{PIER}</figure>{TWO.format(credit='<b>Photos: Jo Berg</b>')}"}, "Photos: Jo Berg"),
    ],
)  # fmt: skip
def test_a_text_that_may_be_the_credit_is_told_where_none_was_read(read_page, parts, text):
    image = read_page(**parts).images[0]
    assert image.credit is None
    assert image.maybe_credit.text.startswith(text)


QUAYS = "".join(
    f"<img src='/p/quay-{n}.jpg' width='900' height='600'><p>{RUNNING}</p>" for n in "abcd"
)


@pytest.mark.parametrize(
    ("markup", "caption"),
    [
        (f"<div>{PIER}<p>The keepers' boat off the pier on Friday. Foto: Ada Lund/dpa</p></div>", "The keepers' boat off the pier on Friday."),
        (f"<div>{PIER}<p>The keepers' boat off the pier on Friday (Reuters/Ada Lund)</p></div>", "The keepers' boat off the pier on Friday"),
        (f"<div>{PIER}<p>The keepers' boat off the pier on Friday.</p><p>© Ada Lund/dpa</p></div>", "The keepers' boat off the pier on Friday."),
        (f"<div class='wp-block-image'>{PIER}<p>The keepers' boat off the pier on Friday. Photo by Ada Lund/Getty Images</p></div>", "The keepers' boat off the pier on Friday."),
    ],
)  # fmt: skip
def test_a_credited_caption_stands_on_a_page_that_gives_its_other_pictures_none(
    read_page, markup, caption
):
    lead, *others = read_page(middle=markup + f"<p>{RUNNING}</p>" + QUAYS).images
    assert lead.caption.text == caption
    assert len(others) == 4
    assert all(image.caption is None for image in others)


def test_a_linked_name_over_a_credit_is_no_caption_on_such_a_page(read_page):
    offer = f"<div>{PIER}<div><a href='/shop/lamp'>The keepers' own lamp of brass</a><p>€ 49</p></div><p>© Ada Lund/dpa</p></div>"
    assert read_page(middle=f"{offer}<p>{RUNNING}</p>{QUAYS}").images[0].caption is None


def test_a_caption_that_is_taken_back_may_still_be_one(read_page):
    told = "The keepers' boat off the pier on Friday, " + "and the lamp behind its mast, " * 10
    lead = read_page(middle=f"<div>{PIER}<p>{told}</p></div><p>{RUNNING}</p>{QUAYS}").images[0]
    assert lead.caption is None
    assert told.startswith(lead.maybe_caption.text.rstrip("…"))


def test_a_picture_beside_running_text_alone_is_without_doubt(read_page):
    (image,) = read_page(middle=f"<figure>{PIER}</figure>").images
    assert (image.maybe_caption, image.maybe_credit, image.doubtful) == (None, None, False)


def test_what_the_page_says_to_us_is_no_credit(read_page):
    markup = f"<figure data-provenance-ignore='missing-credit: our own picture'>{PIER}</figure>"
    (image,) = read_page(middle=markup).images
    assert image.maybe_credit is None


def test_what_a_picture_has_is_not_doubted(read_page):
    (image,) = read_page(middle=f"<figure>{PIER}<figcaption>The pier. Photo: Jo Berg/AFP</figcaption></figure>").images  # fmt: skip
    assert (image.maybe_caption, image.maybe_credit) == (None, None)


def test_another_pictures_credit_is_not_offered(read_page):
    pages = f"<figure>{PIER}</figure>{TWO.format(credit='Photo: Jo Berg/AFP')}"
    image = read_page(middle=pages).images[0]
    assert image.maybe_credit is None


@pytest.mark.parametrize(
    "first",
    [
        f"<div>{PIER}<p>The keepers' boat off the pier. Foto: Ada Lund/dpa</p></div>",
        f"<figure>{PIER}<figcaption>The pier.</figcaption></figure><p>Picture: Ada Lund/dpa</p>",
    ],
)
def test_the_last_pictures_credit_is_not_offered(read_page, first):
    second = "<img src='/p/mole-in-spring.jpg' width='900' height='600'>"
    one, two = read_page(middle=f"{first}{second}<p>{RUNNING}</p>").images
    assert one.credit.text.endswith("Ada Lund/dpa")
    assert two.maybe_credit is None


def test_a_line_that_shares_a_word_with_another_pictures_credit_is_offered(read_page):
    first = (
        f"<figure>{PIER}<figcaption>The pier. <span class='credit'>dpa</span></figcaption></figure>"
    )
    second = "<img src='/p/mole-in-spring.jpg' width='900' height='600'>"
    between = f"<p>{RUNNING}</p><p>Foto: Tom Reyes/dpa</p>"
    two = read_page(middle=f"{first}{between}{second}<p>{RUNNING}</p>").images[1]
    found = two.maybe_credit or two.credit
    assert found.text == "Foto: Tom Reyes/dpa"


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/p/lund-profil.jpg' width='900' height='600'></figure>",
        "<figure><img src='/p/keeper.jpg' width='220' height='220'></figure>",
        "<figure><img src='/p/harbour.jpg' width='900' height='200'></figure>",
        "<figure><img src='/p/ShopBanner.jpg' width='900' height='600'></figure>",
        "<figure><img src='/p/harbour.gif' width='900' height='600'></figure>",
        "<figure itemscope itemtype='https://schema.org/Product'><img src='/p/lamp.jpg' width='900' height='600'></figure>",
        "<figure><img src='/p/screenshot-2031.png' width='900' height='600'><figcaption>The form</figcaption></figure>",
        "<figure><img src='/p/lamp.jpg' alt='Screenshot' width='900' height='600'></figure>",
    ],
)
def test_a_face_an_offer_or_a_banner_is_not_asked_for_its_credit(read_page, markup):
    (image,) = read_page(middle=markup).images
    assert image.no_story or image.doubtful


@pytest.mark.parametrize(
    ("alt", "caption"),
    [
        ("The crew hoist the flag of the port", "The crew on Friday"),
        ("Anglers before a shop", "Anglers on the pier"),
        ("The author reads on the pier", "At the reading on Friday"),
        ("A map in the keeper's hand", "The keeper in her office"),
        ("Dockers with a banner", "Dockers on Friday"),
        ("", "Diesel at € 2 a litre in the port"),
    ],
)
def test_what_a_captioned_picture_shows_does_not_make_it_another_kind(read_page, alt, caption):
    markup = f"<figure><img src='/p/pier.jpg' alt='{alt}' width='900' height='600'><figcaption>{caption}</figcaption></figure>"
    (image,) = read_page(middle=markup).images
    assert (image.doubtful, image.no_story, image.maybe_credit) == (False, False, None)


def test_a_flag_that_is_to_be_seen_is_no_flag_of_a_page(read_page):
    seen = "<figure><img src='/p/pier.jpg' alt='A flag over the shop' width='900' height='600'></figure>"
    drawn = "<figure><img src='/p/flag.jpg' alt='Norway' width='900' height='600'></figure>"
    assert not read_page(middle=seen).images[0].no_story
    assert read_page(middle=drawn).images[0].no_story


def test_a_captioned_picture_behind_the_text_is_the_storys(read_page):
    markup = f"<figure>{PIER}<figcaption>The pier in winter.</figcaption></figure>"
    (image,) = read_page(last=markup).images
    assert (image.doubtful, image.maybe_credit) == (False, None)


def test_a_page_of_goods_is_no_story(read_page):
    (image,) = read_page(head="<meta property='og:type' content='product.item'>", middle=f"<figure>{PIER}</figure>").images  # fmt: skip
    assert image.no_story


def test_each_sign_has_a_name_of_its_own():
    for table in (CAPTION_SIGNS, CREDIT_SIGNS):
        assert len({sign.name for sign in table}) == len(table)


def test_lines_are_read_as_they_stand_and_pictures_between_them():
    root = parse("<body><p>One <b>line</b><br>two</p><img src='a.jpg'><ul><li>three <a href='/x'>four</a></ul></body>")  # fmt: skip
    picture = next(node for node in root.walk() if node.tag == "img")
    flow = read_flow(root, [picture.order])
    assert [line.text for line in flow.lines] == ["One line", "two", "three four"]
    assert [line.text for line in flow.before([picture.order])] == ["two", "One line"]
    (behind,) = flow.behind([picture.order])
    assert (behind.linked, behind.slanted) == (4, 0)


def test_what_stands_behind_a_link_italics_or_a_list_is_in_none_of_them():
    root = parse("<body><div>a <a href='/x'>bc <i>def</i></a> g<ul><li>h</ul>kl <em>mno</em> p</div></body>")  # fmt: skip
    lines = read_flow(root, ()).lines
    told = [(line.node.tag, line.text, line.linked, line.slanted) for line in lines]
    assert told == [("div", "a bc def g", 5, 3), ("li", "h", 0, 0), ("div", "kl mno p", 0, 3)]


SITE = "<meta property='og:type' content='website'>"


@pytest.mark.parametrize("button", ["Book a demo", "Contact sales", "Add to cart", "Request a free quote"])  # fmt: skip
def test_a_site_with_a_sellers_button_is_no_story(read_page, button):
    (image,) = read_page(head=SITE, middle=f"<figure>{PIER}</figure>", last=f"<p><a href='/x'>\n {button} </a></p>").images  # fmt: skip
    assert image.no_story


@pytest.mark.parametrize(
    "last",
    [
        "<p>She wanted to book a demo on Friday.</p>",
        "<p>Book a table on Friday.</p>",
        "<h3>See demo</h3>",
        "<p><b>No credit card required</b></p>",
        "<script type='text/template'><button>Add to cart</button></script>",
    ],
)
def test_a_text_that_speaks_of_such_a_thing_is_no_button(read_page, last):
    (image,) = read_page(head=SITE, middle=f"<figure>{PIER}</figure>", last=last).images
    assert not image.no_story


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"head": "<meta property='og:type' content='article'>"},
        {"head": f"{SITE}<meta property='article:published_time' content='2031-02-03'>"},
        {"head": f"{SITE}<meta name='author' content='Ada Lund'>"},
        {"head": SITE + "<script type='application/ld+json'>{'@type': 'NewsArticle'}</script>"},
        {"head": SITE, "first": "<p>By Ada Lund</p>"},
        {"head": SITE, "first": "<p>3 February 2031</p>"},
        {"head": SITE, "first": "<div class='story-byline'>Ada Lund</div>"},
    ],
)
def test_an_adverts_button_beside_a_story_says_nothing_of_its_pictures(read_page, parts):
    advert = "<aside><a href='https://kestrel.example/x'>Get a quote</a></aside>"
    (image,) = read_page(middle=f"<figure>{PIER}</figure>", after=advert, **parts).images
    assert not image.no_story


@pytest.mark.parametrize("way", ["class='sr-only'", "style='visibility: hidden'"])  # fmt: skip
def test_a_picture_that_is_hidden_until_it_is_shown_is_not_asked_for(read_page, way):
    (image,) = read_page(middle=f"<div {way}>{PIER}</div>").images
    assert image.no_story


@pytest.mark.parametrize("way", ["aria-hidden='true' tabindex='-1'", "style='visibility: hidden'"])
def test_a_captioned_picture_that_is_hidden_at_first_is_asked_for(read_page, way):
    shown = f"<a {way} href='/p/pier-in-winter.jpg'>{PIER}</a>"
    markup = f"<figure>{shown}<figcaption>The pier in winter.</figcaption></figure>"
    (image,) = read_page(middle=markup).images
    assert (image.caption.text, image.no_story) == ("The pier in winter.", False)


def test_a_picture_that_screen_readers_pass_over_is_asked_for(read_page):
    (image,) = read_page(middle=f"<figure aria-hidden='true'>{PIER}</figure>").images
    assert not image.no_story


@pytest.mark.parametrize(
    "name",
    [
        "carousel-arrow",
        "chevron-left",
        "HBDefault",
        "ersatzbild",
        "Capture-d’écran-2031-02-03",
        "2031-02-03_14h05_09",
        "tidewatch-settings",
        "fig3",
    ],
)
def test_an_arrow_a_screenshot_and_a_figure_are_known_by_their_names(read_page, name):
    (image,) = read_page(middle=f"<figure><img src='/p/{name}.jpg' width='900' height='600'></figure>").images  # fmt: skip
    assert image.no_story


@pytest.mark.parametrize(
    "name",
    [
        "chart-topping-choir",
        "chevron-tanker-at-the-mole",
        "straight-arrow-regatta",
        "2031-02-03_14-05-09",
        "figure-skating-on-the-pier",
        "garden-plot-flooded",
        "fig-harvest",
        "wizard-of-the-mole",
        "open-air-screen",
        "console-makers-strike",
    ],
)
def test_a_photographs_name_that_only_sounds_so_is_asked_for(read_page, name):
    (image,) = read_page(middle=f"<figure><img src='/p/{name}.jpg' width='900' height='600'></figure>").images  # fmt: skip
    assert not image.no_story


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<figure>{PIER}</figure><p>(<a href='https://kestrel.example/9'>Image source</a>)</p>", "(Image source)"),
        (f"<figure>{PIER}</figure><p>Boats at the pier. From <a href='https://kestrel.example/9'>here</a>.</p>", "Boats at the pier. From here."),
        (f"<figure>{PIER}<figcaption>The keeper of the lamp/ Foto Jo Berg Lund</figcaption></figure>", "The keeper of the lamp/ Foto Jo Berg Lund"),
        (f"<figure>{PIER}<figcaption><a href='https://herring.example/9'>herringbone</a></figcaption></figure>", "herringbone"),
        (f"<figure>{PIER}<figcaption>A lamp that lights all of the pier in winter. <a href='https://herring.example/9'>Herring Lamp Works</a>, Oban.</figcaption></figure>", "A lamp that lights all of the pier in winter. Herring Lamp Works, Oban."),
    ],
)  # fmt: skip
def test_a_pointer_to_the_source_may_be_the_credit(read_page, markup, text):
    image = read_page(middle=markup).images[0]
    assert image.credit is None
    assert image.maybe_credit.text == text


def test_a_view_from_here_is_no_pointer_to_a_source(read_page):
    (image,) = read_page(middle=f"<figure>{PIER}<figcaption>The view from here on Friday.</figcaption></figure>").images  # fmt: skip
    assert (image.credit, image.maybe_credit) == (None, None)


@pytest.mark.parametrize(
    "link", ["/gallery/77", "https://www.kestrel.example/gallery/9", "https://[/9"]
)
def test_a_caption_that_leads_on_in_the_own_site_is_no_pointer_to_a_source(read_page, link):
    said = f"<figcaption><a href='{link}'>Boats at the pier on Friday</a></figcaption>"
    (image,) = read_page(middle=f"<figure>{PIER}{said}</figure>").images
    assert image.caption.text == "Boats at the pier on Friday"
    assert image.maybe_credit is None


@pytest.mark.parametrize("name", ["the old mole", "Oban"])
def test_a_linked_word_in_a_caption_is_no_pointer_to_a_source(read_page, name):
    said = f"<figcaption>The lamp lights <a href='https://herring.example/9'>{name}</a> in winter.</figcaption>"
    (image,) = read_page(middle=f"<figure>{PIER}{said}</figure>").images
    assert image.maybe_credit is None


SHARE = [
    "<ul><li>LinkedIn</li><li>WhatsApp</li><li>Facebook</li></ul>",
    "<div><a href='/s/1'>Facebook</a></div><div><a href='/s/2'>Email</a></div><div><a href='/s/3'>LinkedIn</a></div><div><a href='/s/4'>Telegram</a></div>",
    "<p>Facebook Twitter LinkedIn WhatsApp</p>",
    "<p>Share: Facebook | Reddit | LinkedIn</p>",
    "<p>Telegram<br>Reddit<br>LinkedIn</p>",
]


@pytest.mark.parametrize("row", SHARE)
def test_a_row_of_platforms_is_there_to_share_the_page_and_no_credit(read_page, row):
    for markup in (f"<div>{PIER}{row}</div>", f"{row}<figure>{PIER}</figure>"):
        (image,) = read_page(middle=markup).images
        assert (image.credit, image.maybe_credit) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Instagram</p>",
        "<ul><li>LinkedIn</li><li>WhatsApp</li></ul>",
        "<p>Photos: Facebook, Twitter, Instagram</p>",
        "<p>Facebook/Twitter/Instagram</p>",
        "<p>Foto: Ada Lund/Facebook</p><p>Twitter</p><p>LinkedIn</p>",
    ],
)
def test_fewer_platforms_or_a_line_that_speaks_of_pictures_may_be_the_credit(read_page, line):
    (image,) = read_page(middle=f"<figure>{PIER}</figure>{line}").images
    assert image.credit or image.maybe_credit


def test_a_paragraph_that_goes_on_from_here_is_no_pointer_to_a_source(read_page):
    behind = "<p>From here the boats went on to <a href='https://kestrel.example/9'>the old mole</a>.</p>"
    (image,) = read_page(middle=f"<figure>{PIER}</figure>{behind}").images
    assert image.maybe_credit is None


@pytest.mark.parametrize("credit", ["Foto: dpa", "dpa", "Picture: Ada Lund"])
def test_a_sure_credit_that_is_the_alternative_text_too_is_no_caption(read_page, credit):
    named = PIER.replace("<img", f"<img alt='{credit}'")
    (image,) = read_page(middle=f"<figure>{named}<figcaption>{credit}</figcaption></figure>").images  # fmt: skip
    assert image.credit.text == credit
    assert (image.caption, image.maybe_caption) == (None, None)


def test_a_name_that_is_the_alternative_text_too_may_be_the_caption(read_page):
    named = PIER.replace("<img", "<img alt='YouTube Live'")
    (image,) = read_page(middle=f"<figure>{named}<figcaption>YouTube Live</figcaption></figure>").images  # fmt: skip
    assert image.caption is None
    assert image.maybe_caption.text == "YouTube Live"


SLIDES = "".join(
    f"<div class='carousel-item'><img src='/p/slip-{n}.jpg' width='900' height='600'></div>"
    for n in "abc"
)
CAROUSEL = (
    f"<div class='harbour'><div class='carousel-inner'>{SLIDES}</div><button>Next</button></div>"
)
UNDER = "<div>The three slips, as the keepers left them in the spring</div>"


def test_a_line_under_a_carousel_may_be_the_caption_of_each_slide(read_page):
    slides = read_page(middle=f"{CAROUSEL}{UNDER}<p>{RUNNING}</p>").images
    assert len(slides) == 3
    told = {slide.maybe_caption and slide.maybe_caption.text for slide in slides}
    assert told == {"The three slips, as the keepers left them in the spring"}


def test_what_stands_behind_that_line_is_another_pictures_credit(read_page):
    pier = f"<figure>{PIER}<figcaption>The pier. Photo: Ada Lund</figcaption></figure>"
    slides = read_page(middle=f"{CAROUSEL}{UNDER}{pier}<p>{RUNNING}</p>").images[:3]
    assert all(slide.credit is None and slide.maybe_credit is None for slide in slides)


def test_running_text_under_a_carousel_is_no_caption(read_page):
    slides = read_page(middle=f"{CAROUSEL}<p>{RUNNING}</p>").images
    assert [slide.maybe_caption for slide in slides] == [None] * 3


def test_in_a_gallery_that_tells_of_its_pictures_the_line_under_it_is_the_lasts(read_page):
    told = SLIDES.replace("</div>", "<div>The first slip in May</div></div>", 1)
    slides = read_page(middle=f"<div class='gallery'>{told}</div>{UNDER}<p>{RUNNING}</p>").images
    assert slides[1].caption is None
    assert slides[1].maybe_caption is None
    assert slides[2].maybe_caption.text.startswith("The three slips")


def test_the_last_slides_own_caption_is_no_other_slides(read_page):
    bare = "".join(f"<figure>{PIER.replace('pier', name)}</figure>" for name in ("mole", "quay"))
    last = f"<figure>{PIER}<figcaption>The pier at low tide</figcaption></figure>"
    images = read_page(middle=f"<div class='gallery'>{bare}{last}</div><p>{RUNNING}</p>").images
    assert [bool(image.caption) for image in images] == [False, False, True]
    assert [image.maybe_caption for image in images[:2]] == [None, None]


def test_a_line_under_pictures_in_no_gallery_is_the_lasts(read_page):
    row = SLIDES.replace("carousel-item", "part")
    slides = read_page(middle=f"<div class='row'>{row}</div>{UNDER}<p>{RUNNING}</p>").images
    assert [bool(slide.maybe_caption) for slide in slides] == [False, False, True]
