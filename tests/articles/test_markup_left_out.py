"""What the same systems print around a story: cards, writers, letters, counters. Left out."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article

TITLE = "Ferry line to the islands is cut for the winter"

SYSTEMS = {
    "counter of VG Wort": "<p><img src='https://vg08.met.example/na/0a1b2c3d4e5f' width='1' height='1' alt=''></p>",
    "counter in a noscript, without a size": "<noscript><img src='https://sb.scorecardresearch.com/p?c1=2&c2=14587093&cv=2.0&cj=1'></noscript>",
    "counter in a paragraph of its own noscript": "<noscript><p><img alt='' src='https://b.scorecardresearch.com/b?c1=2&c2=1458&c3=&c4=&cv=1.3&cj=1'></p></noscript>",
    "counter of Matomo": "<noscript><p><img src='//stats.kestrel.example/matomo.php?idsite=1&rec=1' style='border:0;' alt=''></p></noscript>",
    "counter of a social network": "<noscript><img height='1' width='1' style='display:none' src='https://www.facebook.com/tr?id=1&ev=PageView&noscript=1'></noscript>",
    "counter that is hidden": "<img src='https://pixel.counter.example/pixel?a=1' style='display:none' alt=''>",
    "counter of copied stories": "<p><img src='https://counter.thewriters.example/content/12345/count.gif?distributor=republish-lightbox-basic' alt='The Writers' width='1' height='1'></p>",
    "WordPress, related posts of Jetpack": f"<div id='jp-relatedposts' class='jp-relatedposts' style='display:block'><h3 class='jp-relatedposts-headline'><em>Related</em></h3><div class='jp-relatedposts-items jp-relatedposts-items-visual'><div class='jp-relatedposts-post jp-relatedposts-post0'><a class='jp-relatedposts-post-a' href='/ferry-cut' title='{TITLE}'><img class='jp-relatedposts-post-img' src='/wp-content/uploads/ferry.jpg?resize=350%2C200' width='350' height='200' alt=''></a><h4 class='jp-relatedposts-post-title'><a href='/ferry-cut'>{TITLE}</a></h4></div></div></div>",
    "WordPress, related posts of YARPP": f"<div class='yarpp yarpp-related yarpp-related-website yarpp-template-thumbnails'><h3>You may like</h3><div class='yarpp-thumbnails-horizontal'><a class='yarpp-thumbnail' href='/ferry-cut' title='{TITLE}'><img width='300' height='200' src='/wp-content/uploads/ferry-300x200.jpg' class='attachment-medium'><span class='yarpp-thumbnail-title'>{TITLE}</span></a></div></div>",
    "WordPress, latest posts block": f"<ul class='wp-block-latest-posts__list wp-block-latest-posts'><li><div class='wp-block-latest-posts__featured-image alignleft'><img src='/wp-content/uploads/ferry-300x200.jpg' width='300' height='200'></div><a class='wp-block-latest-posts__post-title' href='/ferry-cut'>{TITLE}</a></li></ul>",
    "WordPress, query loop": f"<div class='wp-block-query'><ul class='wp-block-post-template'><li class='wp-block-post'><figure class='wp-block-post-featured-image'><a href='https://kestrel.example/news/ferry-cut' target='_self'><img src='/wp-content/uploads/ferry.jpg' width='1200' height='800' class='attachment-post-thumbnail wp-post-image'></a></figure><h2 class='wp-block-post-title'><a href='https://kestrel.example/news/ferry-cut'>{TITLE}</a></h2></li></ul></div>",
    "Elementor, posts widget": f"<div class='elementor-widget elementor-widget-posts'><div class='elementor-widget-container'><div class='elementor-posts-container elementor-posts elementor-grid'><article class='elementor-post elementor-grid-item post'><a class='elementor-post__thumbnail__link' href='/ferry-cut'><div class='elementor-post__thumbnail'><img width='768' height='512' src='/wp-content/uploads/ferry-768x512.jpg'></div></a><div class='elementor-post__text'><h3 class='elementor-post__title'><a href='/ferry-cut'>{TITLE}</a></h3></div></article></div></div></div>",
    "Elementor, author box": "<div class='elementor-widget elementor-widget-author-box'><div class='elementor-author-box'><div class='elementor-author-box__avatar'><img src='https://gravatar.example/avatar/0a1b?s=300' alt='Picture of Ada Lund'></div><div class='elementor-author-box__text'><h4 class='elementor-author-box__name'>Ada Lund</h4><div class='elementor-author-box__bio'>Ada Lund writes on the coast.</div></div></div></div>",
    "Divi, blog module": f"<div class='et_pb_module et_pb_blog_0 et_pb_posts'><article class='et_pb_post clearfix post'><a href='/ferry-cut' class='entry-featured-image-url'><img src='/wp-content/uploads/ferry-1080x675.jpg' width='1080' height='675'></a><h2 class='entry-title'><a href='/ferry-cut'>{TITLE}</a></h2></article></div>",
    "author box of a plug-in": "<div class='saboxplugin-wrap' itemtype='http://schema.org/Person' itemscope itemprop='author'><div class='saboxplugin-tab'><div class='saboxplugin-gravatar'><img src='/wp-content/uploads/ada.jpg' width='150' height='150' alt='' itemprop='image'></div><div class='saboxplugin-authorname'><a href='/author/ada' class='vcard author' rel='author'><span class='fn'>Ada Lund</span></a></div><div class='saboxplugin-desc'><div itemprop='description'><p>Writes on the coast.</p></div></div></div></div>",
    "author box of a theme": "<div class='author-info'><div class='author-avatar'><img alt='' src='/wp-content/uploads/ada-200x200.jpg' class='avatar avatar-200 photo' height='200' width='200'></div><div class='author-description'><h2 class='author-title'>Ada Lund</h2><p class='author-bio'>Writes on the coast.</p></div></div>",
    "carousel of other stories": f"<section class='splide related-posts'><h2>More from the coast</h2><div class='splide__track'><ul class='splide__list'><li class='splide__slide'><a href='/ferry-cut'><img src='/uploads/ferry.jpg' width='600' height='400'><h3>{TITLE}</h3></a></li><li class='splide__slide'><a href='/pier-shut'><img src='/uploads/pier.jpg' width='600' height='400'><h3>The old pier stays shut until next spring</h3></a></li></ul></div></section>",
    "carousel of other stories, neutrally named": f"<div class='swiper'><div class='swiper-wrapper'><div class='swiper-slide'><a href='/ferry-cut'><img src='/uploads/ferry.jpg' width='600' height='400'><span>{TITLE}</span></a></div><div class='swiper-slide'><a href='/pier-shut'><img src='/uploads/pier.jpg' width='600' height='400'><span>The old pier stays shut until next spring</span></a></div></div></div>",
    "carousel of partners' logos": "<div class='elementor-widget-image-carousel'><div class='elementor-image-carousel-wrapper swiper'><div class='swiper-wrapper'><div class='swiper-slide'><img class='swiper-slide-image' src='/uploads/partner-logo-harbour.png' width='150' height='60'></div><div class='swiper-slide'><img class='swiper-slide-image' src='/uploads/logo-lund.png' width='150' height='60'></div></div></div></div>",
    "Squarespace, summary block": f"<div class='sqs-block summary-v2-block sqs-block-summary-v2'><div class='summary-block-wrapper summary-block-collection-type-blog-basic summary-block-setting-design-carousel'><div class='summary-item-list'><div class='summary-item summary-item-record-type-text'><div class='summary-thumbnail-outer-container'><a href='/news/ferry-cut' class='summary-thumbnail-container sqs-gallery-image-container' data-title='{TITLE}'><div class='summary-thumbnail img-wrapper'><img data-src='https://images.pictures.example/content/v1/57/ferry.jpg' data-image='https://images.pictures.example/content/v1/57/ferry.jpg' data-image-dimensions='1000x750' class='summary-thumbnail-image'></div></a></div><div class='summary-content'><div class='summary-title'><a href='/news/ferry-cut' class='summary-title-link'>{TITLE}</a></div></div></div></div></div></div>",
    "Substack, letter": "<div class='subscription-widget-wrap' data-attrs='{}'><div class='subscription-widget show-subscribe'><div class='preamble'><p class='cta-caption'>Thanks for reading! Subscribe for free to get new posts.</p></div><img src='/uploads/kestrel-square.png' width='320' height='320'><form class='subscription-widget-subscribe'><input type='email' class='email-input' name='email' placeholder='Type your email…'><input type='submit' class='button primary' value='Subscribe'></form></div></div>",
    "Ghost, bookmark card": f"<figure class='kg-card kg-bookmark-card'><a class='kg-bookmark-container' href='https://gull.example/ferry-cut'><div class='kg-bookmark-content'><div class='kg-bookmark-title'>{TITLE}</div><div class='kg-bookmark-description'>The ferry will not sail from November on.</div><div class='kg-bookmark-metadata'><img class='kg-bookmark-icon' src='https://gull.example/favicon.png'><span class='kg-bookmark-author'>The Gull</span></div></div><div class='kg-bookmark-thumbnail'><img src='https://gull.example/ferry.jpg' alt=''></div></a></figure>",
    "Ghost, read next": f"<div class='read-more-wrap'><section class='read-more'><article class='post-card post'><a class='post-card-image-link' href='/ferry-cut/'><img class='post-card-image' srcset='/content/images/size/w300/ferry.jpg 300w' src='/content/images/size/w600/ferry.jpg'></a><div class='post-card-content'><h2 class='post-card-title'>{TITLE}</h2></div></article></section></div>",
    "Blogger, popular posts": f"<div class='widget PopularPosts' data-version='1' id='PopularPosts1'><div class='widget-content popular-posts'><ul><li><div class='item-thumbnail'><a href='/2024/05/ferry.html' target='_blank'><img alt='' border='0' src='https://blogger.example/w320-h213/ferry.jpg' width='320'></a></div><div class='item-title'><a href='/2024/05/ferry.html'>{TITLE}</a></div></li></ul></div></div>",
    "Drupal, related view": f"<div class='views-element-container block block-views block-views-blockrelated-content-block-1'><div class='view view-related-content'><div class='view-content'><div class='views-row'><div class='views-field views-field-field-image'><div class='field-content'><a href='/news/ferry-cut'><img src='/sites/default/files/styles/teaser/public/ferry.jpg?itok=x' width='480' height='320'></a></div></div><div class='views-field views-field-title'><span class='field-content'><a href='/news/ferry-cut'>{TITLE}</a></span></div></div></div></div></div>",
    "TYPO3, related news": f"<div class='news-related news-related-news'><h4>Related</h4><ul><li><span class='news-related-news-img'><img src='/fileadmin/_processed_/csm_ferry_0a1b.jpg' width='300' height='200'></span><a title='{TITLE}' href='/news/ferry-cut'>{TITLE}</a></li></ul></div>",
    "Arc XP, results list": f"<div class='c-stack b-results-list'><div class='c-grid b-results-list__item'><a href='/news/ferry-cut/' class='c-link'><img class='c-image' src='/resizer/v2/FERRY0A1B.jpg?width=400' width='400' height='225'></a><h2 class='c-heading'><a class='c-link' href='/news/ferry-cut/'>{TITLE}</a></h2></div></div>",
    "Brightspot, list of promos": f"<div class='ListC'><ul class='ListC-items'><li class='ListC-items-item'><div class='PromoA' data-content-type='article'><div class='PromoA-media'><a class='Link' aria-label='{TITLE}' href='https://kestrel.example/news/ferry-cut'><img class='Image' src='/dims4/default/0a/?url=https%3A%2F%2Fcdn.kestrel.example%2Fferry.jpg' width='320' height='213'></a></div><div class='PromoA-title'><a class='Link' href='https://kestrel.example/news/ferry-cut'>{TITLE}</a></div></div></li></ul></div>",
    "letter's box with its picture": "<div class='inline-signup mc4wp-form'><img src='/uploads/letter-from-the-rock.jpg' width='600' height='400'><h3>A letter from the rock</h3><p>Every Friday, free of charge.</p><form><input type='email' name='EMAIL'><button>Join</button></form></div>",
    "shop's products": "<div class='aawp-product aawp-product--horizontal'><div class='aawp-product__thumb'><a class='aawp-product__image-link' href='https://shop.example/dp/B0?tag=kestrel-21' rel='nofollow noopener sponsored'><img class='aawp-product__image' src='https://m.media-amazon.com/images/I/417ohd6k._SL500_.jpg' alt='Storm lamp'></a></div><div class='aawp-product__content'><a class='aawp-product__title' href='https://shop.example/dp/B0?tag=kestrel-21' rel='nofollow noopener sponsored'>Storm lamp</a></div></div>",
    "who was asked, beside a portrait": "<div class='wpb_row vc_row-fluid'><div class='wpb_single_image'><figure class='wpb_wrapper vc_figure'><a href='/writers/ada-lund'><img class='vc_single_image-img' src='/uploads/Ada-Lund-200x200.jpg' width='200' height='200' alt='Ada-Lund'></a></figure></div><p>Ada Lund is a lawyer in Lund and advises the harbour council.</p></div>",
    "script of a frame": "<div class='likes' data-src='https://widgets.likes.example/likes/#blog_id=60&post_id=64' data-name='like-60'></div>",
    "what a system shows without a picture": "<figure><img src='/images/nopreview.png' width='600' height='400'></figure>",
    "badge of a shop": "<p><a href='https://play.google.com/store/apps/details?id=example'><img src='/uploads/google-play-badge.png' width='250' height='97' alt='Get it on the store'></a></p>",
    "Medium, writer's picture": "<div class='speechify-ignore ab cp'><div class='ab'><a rel='noopener follow' href='/@ada?source=post_page---byline--0a1b'><div class='l fk'><img alt='Ada Lund' class='l fd by dd de cx' src='/v2/resize:fill:88:88/1*AdaLund.jpeg' width='44' height='44' loading='lazy'></div></a><div><a href='/@ada'>Ada Lund</a></div></div></div>",
}


@pytest.mark.parametrize("place", ["first", "middle", "last", "after"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_stands_around_a_story_is_left_out(system, place, read_page):
    found = read_page(**{place: SYSTEMS[system]}).images
    assert [image.content_url for image in found] == []


def test_a_sign_in_a_folder_of_icons_is_no_picture_although_an_agency_stands_beside_it() -> None:
    html = (
        "<html><body><article><h1>Ferries wait in the harbour</h1><div class='meta'>"
        "<span><img src='/static/images/icons/user.svg'>AFP</span></div>"
        "<img src='/p/ferry-4711.jpg' width='900' height='600'>"
        f"<p>{'The storm kept all ships in. ' * 12}</p></article></body></html>"
    )
    images = read_article(html.encode(), origin="x", base_url="https://paper.example/a").images
    assert [i.content_url for i in images] == ["https://paper.example/p/ferry-4711.jpg"]


@pytest.mark.parametrize(
    "address", ["/image-paidTeaser-{n}.jpg", "/thumb__{n}__teaser-inline/pier.webp"]
)
def test_paid_teasers_in_a_slider_are_no_gallery_of_the_story(address: str) -> None:
    cards = "".join(
        f"<div class='slide'><a href='/other/{n}'><img src='{address.format(n=n)}'></a></div>"
        for n in range(3)
    )
    html = (
        "<html><body><article><h1>Ferries wait in the harbour</h1>"
        "<img src='/p/ferry-4711.jpg' width='900' height='600'>"
        f"<p>{'The storm kept all ships in. ' * 12}</p><div class='slider'>{cards}</div>"
        f"<p>{'The crews wait for a better day. ' * 12}</p></article></body></html>"
    )
    images = read_article(html.encode(), origin="x", base_url="https://paper.example/a").images
    assert [i.content_url for i in images] == ["https://paper.example/p/ferry-4711.jpg"]
