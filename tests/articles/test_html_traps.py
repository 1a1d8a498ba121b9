"""What makes readers stumble: names that lie, things that look like pictures of the story and are none."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

CAPTION = "The lighthouse at dusk, seen from the northern breakwater."
IMG = "<img src='/p/lighthouse-dusk.jpg'>"


def test_a_class_called_caption_may_hold_the_credit(only):
    markup = f"<figure>{IMG}<span class='newsCaption'>{CAPTION} <span class='caption'>(Image: GETTY)</span></span></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "(Image: GETTY)")


def test_a_figcaption_may_hold_the_credit_and_another_element_the_caption(only):
    markup = f"<figure>{IMG}<p class='caption'>{CAPTION}</p><figcaption>Photo: Jo Berg/AP</figcaption></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Photo: Jo Berg/AP")


def test_a_whole_caption_may_be_a_credit(only):
    markup = f"<figure>{IMG}<figcaption>Photo by Jo Berg / AFP</figcaption></figure>"
    assert only(middle=markup)[:2] == (None, "Photo by Jo Berg / AFP")


def test_a_private_picture_says_so_where_its_credit_stands(only):
    assert only(middle=f"<figure>{IMG}<figcaption>Privat</figcaption></figure>")[:2] == (
        None,
        "Privat",
    )


def test_a_credit_in_two_elements_is_one_credit(only):
    markup = (
        f"<figure>{IMG}<figcaption>{CAPTION} <span class='credit'>Photo by Jo Berg</span> "
        "<span class='distributor'>/ THE KESTREL PRESS</span></figcaption></figure>"
    )
    assert only(middle=markup)[:2] == (CAPTION, "Photo by Jo Berg / THE KESTREL PRESS")


def test_a_credit_after_the_figure_in_its_own_paragraph(only):
    markup = f"<figure>{IMG}</figure><p>Image source: Getty Images.</p>"
    assert only(middle=markup)[:2] == (None, "Image source: Getty Images.")


def test_a_cite_behind_the_figure_is_its_credit(only):
    markup = f"<div class='e'><figure>{IMG}<figcaption>{CAPTION}</figcaption></figure><cite>Jo Berg/AFP</cite></div>"
    assert only(middle=markup)[:2] == (CAPTION, "Jo Berg/AFP")


def test_a_credit_before_the_caption(only):
    markup = f"<figure>{IMG}<span class='imgAgency'>Agencies</span><figcaption>{CAPTION}</figcaption></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Agencies")


def test_a_bracketed_remark_is_no_credit(only):
    markup = (
        f"<figure>{IMG}<figcaption>The lighthouse from the sea (stock image)</figcaption></figure>"
    )
    assert only(middle=markup)[:2] == ("The lighthouse from the sea (stock image)", None)


def test_the_bracket_stays_and_the_real_credit_beside_it_is_read(only):
    markup = f"<figure>{IMG}<figcaption><span>The lighthouse (stock image)</span><span>(Image: Jo Berg)</span></figcaption></figure>"
    assert only(middle=markup)[:2] == ("The lighthouse (stock image)", "(Image: Jo Berg)")


def test_interface_words_are_dropped(only):
    markup = (
        f"<figure>{IMG}<figcaption><b>hide caption</b><span>1 of 4</span><p>{CAPTION}</p><button>Enlarge</button>"
        "<span>View photos</span><cite>Jo Berg/AP</cite></figcaption></figure>"
    )
    assert only(middle=markup)[:2] == (CAPTION, "Jo Berg/AP")


def test_a_caption_printed_cut_and_in_full_is_read_once(only):
    markup = f"<figure>{IMG}<div class='caption-truncated'>The lighthouse at dusk, seen…</div><div class='caption-full'>{CAPTION}</div></figure>"
    assert only(middle=markup)[0] == CAPTION


def test_a_thumbnail_that_repeats_the_picture_adds_nothing(read_page):
    thumb = "<div class='thumbs'><img src='/p/lighthouse-dusk-150x150.jpg' width='150' height='150'></div>"
    images = read_page(
        middle=f"<figure>{IMG}<figcaption>{CAPTION} (AFP)</figcaption></figure>{thumb}"
    ).images
    assert len(images) == 1
    assert images[0].caption.text == CAPTION


def test_related_stories_are_not_the_articles_pictures(read_page):
    card = (
        "<figure><a href='/news/{0}'><img src='/p/{0}-harbour-story.jpg'></a>"
        "<figcaption><a href='/news/{0}'>Another story of the harbour, number {0}</a></figcaption></figure>"
    )
    related = (
        "<div class='related-stories'>"
        + "".join(card.format(n) for n in ("one", "two", "three"))
        + "</div>"
    )
    assert read_page(last=card.format("nine"), after=related).images == ()


def test_an_entry_of_a_list_of_offers_is_none_however_long_its_text(read_page):
    entry = """<li><div><h4><a href="/jobs/12/harbour-fellow">Two fellows wanted for the harbour institute</a></h4>
    <p>The harbour institute looks for two fellows with long-term support, and says so here at some length.</p>
    <p>It offers a desk with a view of the sea, a boat of its own, and three years' pay to both of them.</p></div>
    <div><img src="/assets/logo-of-the-institute/"></div></li>"""
    assert read_page(middle=f"<ul>{entry}{entry.replace('12', '13')}</ul>").images == ()


def test_icons_logos_faces_and_trackers_are_not_the_articles_pictures(read_page):
    markup = (
        "<img src='https://count.example/pixel.gif' width='1' height='1'><img src='/i/share-icon.png' width='24' height='24'>"
        "<div class='author-bio'><img src='/faces/jo-berg-portrait.jpg'><p>Jo Berg writes about harbours for this paper.</p></div>"
        "<img class='avatar' src='/faces/reader-of-ours.jpg'><img src='/p/face-of-writer.jpg?w=40'>"
    )
    assert read_page(middle=markup).images == ()


def test_a_ratio_in_width_and_height_is_no_size(read_page):
    markup = "<figure><img src='/p/lighthouse-dusk.jpg' width='16' height='9'><figcaption>Dusk.</figcaption></figure>"
    assert len(read_page(middle=markup).images) == 1


def test_an_unfilled_template_address_is_no_address(only):
    markup = "<figure><img src='/p/7754_${formatId}.jpg' srcset='/p/lighthouse-dusk.jpg 640w'><figcaption>Dusk. (AFP)</figcaption></figure>"
    assert only(middle=markup) == ("Dusk.", "(AFP)", "lighthouse-dusk.jpg")


def test_a_resizing_proxy_and_the_real_address_are_one_picture(read_page):
    proxied = "https://img.example/resize/1160x/?url=https%3A%2F%2Fkestrel.example%2Fp%2Flighthouse-dusk.jpg"
    markup = (
        f"<figure><img src='{proxied}'><figcaption>Dusk. (AFP)</figcaption></figure><p>{IMG}</p>"
    )
    assert len(read_page(middle=markup).images) == 1


def test_pictures_behind_one_proxy_path_stay_apart(read_page):
    url = "https://img.example/resize/1160x/quality/90/?url=https%3A%2F%2Fkestrel.example%2Fp%2F{}"
    markup = "".join(
        f"<figure><img src='{url.format(n)}'><figcaption>View: {n[:4]}</figcaption></figure>"
        for n in ("east-pier-morning.jpg", "west-pier-evening.jpg")
    )
    assert len(read_page(middle=markup).images) == 2


def test_share_buttons_beside_a_picture_are_no_caption(only):
    markup = f"<div class='media'>{IMG}<ul class='share-bar'><li><a href='https://f.example/sharer?u=1'>Facebook</a></li><li>Mail</li></ul></div>"
    assert only(middle=markup)[:2] == (None, None)


def test_the_writers_name_and_the_date_are_no_credit(only):
    markup = f"<div class='top'><div class='byline'>By Jo Berg <time>12 May, 10:00</time></div><div>{IMG}</div></div>"
    assert only(first=markup)[:2] == (None, None)


def test_a_shops_link_does_not_make_a_card_of_a_product_picture(only):
    markup = f"<figure><a href='https://shop.test/lamp-oil'>{IMG}</a><figcaption>Lamp oil</figcaption></figure>"
    assert only(middle=markup)[0] == "Lamp oil"


def test_folders_that_are_numbers_tell_pictures_apart(read_page):
    markup = "".join(
        f"<figure><img src='/imageserve/{n}/960x0.jpg'><figcaption>View number {n}.</figcaption></figure>"
        for n in ("511599904", "1161232231")
    )
    assert len(read_page(middle=markup).images) == 2


def test_one_picture_in_folders_of_sizes_is_one(read_page):
    markup = "".join(
        f"<p><img src='/image/story.1.5360197/{size}.jpg'></p>"
        for size in ("200x150", "400x300", "1200")
    )
    assert len(read_page(middle=markup).images) == 1


def test_file_names_that_are_long_numbers_tell_pictures_apart(read_page):
    folder = "/uploads/ff7c844b-c626-46a5-aafd-41e9da639227/"
    markup = "".join(
        f"<p><img src='{folder}20250405_2_68434340_11140062{n}.jpg'></p>" for n in (4, 5, 7)
    )
    assert len(read_page(middle=markup).images) == 3


def test_two_pictures_of_one_file_name_with_captions_of_their_own_are_two(read_page):
    markup = "".join(
        f"<figure><img src='/incoming/article326500{n}.ece/0_Harbour-Reopening.jpg'><figcaption>{text}</figcaption></figure>"
        for n, text in (
            (36, "The gate on the morning of the opening."),
            (54, "Crowds watch the first ferry leave."),
        )
    )
    assert [i.caption.text[:6] for i in read_page(middle=markup).images] == ["The ga", "Crowds"]


def test_a_name_below_the_figure_does_not_put_it_outside(only):
    markup = f"<figure><div class='placeholder--has-profile'>{IMG}</div><figcaption>{CAPTION}</figcaption></figure>"
    assert only(middle=markup)[0] == CAPTION


def test_a_word_of_the_pages_own_section_in_an_address_says_nothing_of_the_picture():
    from provenance.articles import read_article

    page = (
        "<main><article><h1>The best lamps</h1>"
        + "<p>The council voted to keep the light burning.</p>" * 4
    )
    page += "<figure><img src='/content/recommended/2026/lamp-oil.jpg'></figure></article></main>"
    for section, count in (("recommended", 1), ("news", 0)):
        article = read_article(
            page.encode(), origin="x", base_url=f"https://kestrel.example/{section}/lamps"
        )
        assert len(article.images) == count, section


def test_what_a_style_makes_one_pixel_small_is_a_tracker(read_page):
    tracker = (
        "<img src='https://count.example/70c8fc80' style='position:absolute;width:1px;height:1px'>"
    )
    assert read_page(middle=tracker).images == ()


def test_a_box_that_asks_for_an_address_is_no_part_of_the_story(read_page):
    markup = (
        "<div class='c-inline'><div><img src='/themes/skyline-of-town.jpg'></div><h2>Get daily news</h2>"
        "<div>Get the daily news of the harbour delivered to your inbox so that you never miss the day's top stories.</div>"
        "<form><input type='email'><button>Get started</button></form></div>"
    )
    assert read_page(middle=markup).images == ()


def test_a_drawing_beside_a_sentence_is_an_icon(read_page):
    markup = "<div class='box'><div><img src='/images/send-mail.svg'></div><div><p>Your opinion matters to us.</p></div></div>"
    assert read_page(middle=markup).images == ()


def test_writers_in_a_list_are_not_the_articles_pictures(read_page):
    markup = "<div class='authorslist'><ul><li><a href='/r/1'><img src='/faces/jo-berg-at-sea.jpg' alt='Jo Berg'></a></li></ul></div>"
    assert read_page(last=markup).images == ()


def test_another_story_inside_the_article_is_not_its_picture(read_page):
    markup = (
        "<div class='x1'><article class='x2'><a href='/sport/the-other-story'></a><div class='x3'><img src='/p/other-story-marathon.jpg'></div>"
        "<h3><span>A runner of the harbour</span> <span>He runs with a light heart</span></h3></article></div>"
    )
    assert read_page(middle=markup).images == ()


def test_a_content_system_may_wrap_each_picture_in_an_article_element(only):
    markup = f"<article class='media media--type-image'><div>{IMG}</div><div class='field--name-caption'>{CAPTION}</div></article>"
    assert only(middle=markup)[0] == CAPTION


def test_the_writers_of_the_text_below_a_figure_are_no_credit(only):
    markup = (
        f"<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure><p class='byline'>By Jo Berg and Ann Lee / Kestrel Staff Writers</p>"
        "<p class='postdate'>17:41, 12 May</p>"
    )
    assert only(first=markup)[:2] == (CAPTION, None)


def test_a_long_caption_in_a_span_in_a_paragraph_is_no_running_text(only):
    text = (
        CAPTION
        + " It has stood there for two hundred years, through storms and wars, and will stand for more of both."
    )
    markup = f"<div class='ct'><div>{IMG}</div><div class='info'><div class='caption'><p><span>{text}</span> <span>(U.K. Harbour Court, Eastern District of New Kestrel)</span></p></div></div></div>"
    assert only(middle=markup)[:2] == (
        text,
        "(U.K. Harbour Court, Eastern District of New Kestrel)",
    )


def test_a_credit_set_as_a_heading_is_read_before_the_writer_beside_it(only):
    markup = f"<div class='m'><div>{IMG}</div><h4>Imagen ilustrativa: Cuartoscuro</h4></div><p class='author'>Ann Lee | The Kestrel</p>"
    assert only(first=markup)[1] == "Imagen ilustrativa: Cuartoscuro"


def test_prices_and_labels_of_players_are_no_captions(only):
    for text in ("19,99 EUR", "25,99 EUR 16,98 EUR", "$1,299.00", "Video", "£5"):
        assert only(middle=f"<div class='box'><div>{IMG}</div><div>{text}</div></div>")[:2] == (
            None,
            None,
        ), text


def test_who_wrote_the_story_is_no_caption_of_the_picture_above(only):
    for text in ("di Luca Rossi", "By Jo Berg and Ann Lee", "Von Anna Maria Schmidt"):
        assert only(first=f"<div class='top'><div>{IMG}</div><div>{text}</div></div>")[:2] == (
            None,
            None,
        ), text


def test_the_papers_own_name_signs_a_picture(read_page):
    head = "<meta property='og:site_name' content='The Kestrel'>"
    for text in ("The Kestrel", "Kestrel"):
        (image,) = read_page(head=head, middle=f"<figure>{IMG}<span>{text}</span></figure>").images
        assert (image.caption, image.credit.text) == (None, text)


def test_the_credit_under_a_gallery_holds_for_each_of_its_pictures(read_page):
    one = "<figure class='wp-block-image'><img src='/p/{0}-harbour.jpg'><figcaption>{1}</figcaption></figure>"
    markup = (
        f"<figure class='wp-block-gallery'>{one.format('east', CAPTION)}{one.format('west', 'A ferry leaves. Photo: Ann Lee')}"
        "<figcaption>Two views of the harbour. Photos: Jo Berg</figcaption></figure>"
    )
    east, west = read_page(middle=markup).images
    assert (east.caption.text, east.credit.text) == (CAPTION, "Photos: Jo Berg")
    assert (west.caption.text, west.credit.text) == ("A ferry leaves.", "Photo: Ann Lee")


def test_a_paragraph_in_italics_with_a_credit_is_the_caption_of_the_picture_above(only):
    for box in ("<p>{0}</p>", "<center>{0}</center>"):
        markup = f"{box.format(IMG)}<p><em>{CAPTION} (Jo Berg/AP)</em></p><p>The council of the harbour voted to keep the light.</p>"
        assert only(middle=markup)[:2] == (CAPTION, "(Jo Berg/AP)")


def test_buttons_to_follow_a_paper_are_no_pictures_of_the_story(read_page):
    markup = (
        "<p><a href='https://news.google.com/publications/x'><img src='/img/google-news-follow.png'></a></p>"
        "<div class='whatsapp-channel'><img src='/img/channel-box-wide.png'><p>Follow us for the latest news of the harbour</p></div>"
    )
    assert read_page(middle=markup).images == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='inject'><div><a href='/world/other.html'>{img}</a><span>© AGENCY / JO BERG</span></div><a href='/world/other.html'>Another story of the bay</a></div>",
        "<div class='wall'><img src='/themes/x/images/plus-paper.png' alt='PLUS'><p>Three months for 9 crowns</p></div>",
    ],
)
def test_cards_with_credits_and_drawings_of_a_paywall_are_not_the_storys(read_page, markup):
    picture = "<img src='/p/other-story.jpg'>"
    assert not read_page(middle=markup.replace("{img}", picture)).images


def test_the_column_beside_a_figure_and_the_words_over_a_cover_are_no_captions(only):
    column = (
        "<div class='content'><p>The story goes on beside the picture, as it does here.</p></div>"
    )
    figure = "<figure class='media'><img src='/p/boat-rowed.jpg'></figure>"
    assert only(middle=f"<div class='media-text'>{figure}{column}</div>")[:2] == (None, None)
    cover = "<div role='img' aria-label='Smoke' style='background-image:url(/p/smoke.jpg)'></div>"
    assert only(middle=f"<div class='cover'>{cover}<div><p>Smoke over it</p></div></div>")[:2] == (
        None,
        None,
    )
