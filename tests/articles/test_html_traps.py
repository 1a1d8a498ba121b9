"""What makes readers stumble: names that lie, things that look like pictures of the story and are none."""

# ruff: noqa: E501
from __future__ import annotations

CAPTION = "The lighthouse at dusk, seen from the northern breakwater."
IMG = "<img src='/p/lighthouse-dusk.jpg'>"


def test_a_class_called_caption_may_hold_the_credit(only):
    markup = (
        f"<figure>{IMG}<span class='newsCaption'>{CAPTION} <span class='caption'>(Image: GETTY)</span></span></figure>"
    )
    assert only(middle=markup)[:2] == (CAPTION, "(Image: GETTY)")


def test_a_figcaption_may_hold_the_credit_and_another_element_the_caption(only):
    markup = f"<figure>{IMG}<p class='caption'>{CAPTION}</p><figcaption>Photo: Jo Berg/AP</figcaption></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Photo: Jo Berg/AP")


def test_a_whole_caption_may_be_a_credit(only):
    markup = f"<figure>{IMG}<figcaption>Photo by Jo Berg / AFP</figcaption></figure>"
    assert only(middle=markup)[:2] == (None, "Photo by Jo Berg / AFP")


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
    markup = f"<figure>{IMG}<figcaption>The lighthouse from the sea (stock image)</figcaption></figure>"
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
    images = read_page(middle=f"<figure>{IMG}<figcaption>{CAPTION} (AFP)</figcaption></figure>{thumb}").images
    assert len(images) == 1
    assert images[0].caption.text == CAPTION


def test_related_stories_are_not_the_articles_pictures(read_page):
    card = (
        "<figure><a href='/news/{0}'><img src='/p/{0}-harbour-story.jpg'></a>"
        "<figcaption><a href='/news/{0}'>Another story of the harbour, number {0}</a></figcaption></figure>"
    )
    related = "<div class='related-stories'>" + "".join(card.format(n) for n in ("one", "two", "three")) + "</div>"
    assert read_page(last=card.format("nine"), after=related).images == ()


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
    markup = f"<figure><img src='{proxied}'><figcaption>Dusk. (AFP)</figcaption></figure><p>{IMG}</p>"
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
