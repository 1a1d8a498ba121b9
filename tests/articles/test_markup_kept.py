"""Pictures as content systems, themes and plug-ins print them: kept, each with its own texts."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article
from provenance.model import Role

DUSK = "The lighthouse at dusk, seen from the northern breakwater."
LAMP = "Two keepers clean the lamp before the winter storms."
BOAT = "A trawler passes the rock on its way home."
ANSWER = (
    "The harbour council pays for most of it, and the fishermen add a small fee for every boat that they land. Nobody has asked the islanders yet, although they were the first to see that the lamp had gone out in March. "
    "Two keepers clean it before the winter storms, and once more before the boats go out in the spring. A third was paid off in the autumn, when the council looked for what it could do without in the coming years."
)

# By system: what it prints, and the story's pictures in it: (file, caption, credit).
SYSTEMS = {
    "WordPress, classic caption": (
        f"<div id='attachment_41' style='width: 610px' class='wp-caption aligncenter'><a href='/wp-content/uploads/2024/05/dusk.jpg'><img aria-describedby='caption-attachment-41' class='size-large wp-image-41' src='/wp-content/uploads/2024/05/dusk-600x400.jpg' alt='' width='600' height='400'></a><p id='caption-attachment-41' class='wp-caption-text'>{DUSK} Foto: Jo Berg</p></div>",
        [("dusk", DUSK, "Foto: Jo Berg")],
    ),
    "WordPress, classic gallery that links to its pages": (
        "<div id='gallery-1' class='gallery galleryid-77 gallery-columns-3 gallery-size-medium'>"
        f"<dl class='gallery-item'><dt class='gallery-icon landscape'><a href='/2024/05/light/dusk/'><img width='300' height='200' src='/wp-content/uploads/2024/05/dusk-300x200.jpg' class='attachment-medium size-medium' alt='' aria-describedby='gallery-1-41'></a></dt><dd class='wp-caption-text gallery-caption' id='gallery-1-41'>{DUSK}</dd></dl>"
        f"<dl class='gallery-item'><dt class='gallery-icon landscape'><a href='/2024/05/light/lamp/'><img width='300' height='200' src='/wp-content/uploads/2024/05/lamp-300x200.jpg' class='attachment-medium size-medium' alt=''></a></dt><dd class='wp-caption-text gallery-caption'>{LAMP}</dd></dl>"
        "<br style='clear: both'></div>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "WordPress, classic gallery without captions": (
        "<div id='gallery-2' class='gallery galleryid-77 gallery-columns-2 gallery-size-large'>"
        "<figure class='gallery-item'><div class='gallery-icon portrait'><a href='/2024/05/light/dusk/'><img width='768' height='1024' src='/wp-content/uploads/2024/05/dusk-768x1024.jpg' class='attachment-large size-large' alt=''></a></div></figure>"
        "<figure class='gallery-item'><div class='gallery-icon portrait'><a href='/2024/05/light/lamp/'><img width='768' height='1024' src='/wp-content/uploads/2024/05/lamp-768x1024.jpg' class='attachment-large size-large' alt=''></a></div></figure></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "WordPress, classic gallery of definition lists without captions": (
        "<div id='gallery-3' class='gallery galleryid-77 gallery-columns-2 gallery-size-full'>"
        "<dl class='gallery-item'><dt class='gallery-icon landscape'><a href='/wp-content/uploads/2024/05/dusk.jpg'><img width='1024' height='768' src='/wp-content/uploads/2024/05/dusk.jpg' class='attachment-full size-full' alt=''></a></dt></dl>"
        "<dl class='gallery-item'><dt class='gallery-icon landscape'><a href='/wp-content/uploads/2024/05/lamp.jpg'><img width='1024' height='768' src='/wp-content/uploads/2024/05/lamp.jpg' class='attachment-full size-full' alt=''></a></dt></dl></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "WordPress, gallery block": (
        "<figure class='wp-block-gallery has-nested-images columns-default is-cropped'>"
        f"<figure class='wp-block-image size-large'><img data-id='41' src='/wp-content/uploads/dusk-1024x683.jpg' alt='' class='wp-image-41'><figcaption class='wp-element-caption'>{DUSK}</figcaption></figure>"
        f"<figure class='wp-block-image size-large'><img data-id='42' src='/wp-content/uploads/lamp-1024x683.jpg' alt='' class='wp-image-42'><figcaption class='wp-element-caption'>{LAMP} (Jo Berg/AFP)</figcaption></figure></figure>",
        [("dusk", DUSK, None), ("lamp", LAMP, "(Jo Berg/AFP)")],
    ),
    "WordPress, gallery block of 2019 as a list": (
        "<figure class='wp-block-gallery columns-2 is-cropped'><ul class='blocks-gallery-grid'>"
        f"<li class='blocks-gallery-item'><figure><img src='/wp-content/uploads/dusk-1024x683.jpg' data-full-url='/wp-content/uploads/dusk.jpg' data-link='/light/dusk/' class='wp-image-41'><figcaption class='blocks-gallery-item__caption'>{DUSK}</figcaption></figure></li>"
        f"<li class='blocks-gallery-item'><figure><img src='/wp-content/uploads/lamp-1024x683.jpg' class='wp-image-42'><figcaption class='blocks-gallery-item__caption'>{LAMP}</figcaption></figure></li></ul></figure>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "WordPress, media and text": (
        "<div class='wp-block-media-text is-stacked-on-mobile'><figure class='wp-block-media-text__media'><img src='/wp-content/uploads/dusk-1024x683.jpg' class='wp-image-41 size-full'></figure><div class='wp-block-media-text__content'><p>The light went out twice in March, and the council was told of it only by the fishermen.</p></div></div>",
        [("dusk", None, None)],
    ),
    "WordPress, columns": (
        "<div class='wp-block-columns is-layout-flex'><div class='wp-block-column is-layout-flow'><figure class='wp-block-image'><img src='/wp-content/uploads/dusk.jpg'></figure></div><div class='wp-block-column is-layout-flow'>"
        f"<figure class='wp-block-image'><img src='/wp-content/uploads/lamp.jpg'><figcaption>{LAMP}</figcaption></figure></div></div>",
        [("dusk", None, None), ("lamp", LAMP, None)],
    ),
    "Jetpack, tiled gallery": (
        "<div class='wp-block-jetpack-tiled-gallery aligncenter is-style-rectangular'><div class='tiled-gallery__gallery'><div class='tiled-gallery__row'><div class='tiled-gallery__col' style='flex-basis:50%'>"
        "<figure class='tiled-gallery__item'><img alt='' data-height='1333' data-id='41' data-link='/?attachment_id=41' data-url='/wp-content/uploads/dusk.jpg' data-width='2000' src='/wp-content/uploads/dusk.jpg?ssl=1' data-amp-layout='responsive'></figure></div>"
        "<div class='tiled-gallery__col' style='flex-basis:50%'><figure class='tiled-gallery__item'><img alt='' data-height='1333' data-id='42' data-link='/?attachment_id=42' data-url='/wp-content/uploads/lamp.jpg' data-width='2000' src='/wp-content/uploads/lamp.jpg?ssl=1'></figure></div></div></div></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "Jetpack, tiled gallery of shortcodes": (
        "<div class='tiled-gallery type-rectangular tiled-gallery-unresized' data-original-width='640' itemscope itemtype='http://schema.org/ImageGallery'><div class='gallery-row' style='width: 640px; height: 240px;'>"
        f"<div class='gallery-group images-1' style='width: 320px; height: 240px;'><div class='tiled-gallery-item tiled-gallery-item-large' itemprop='associatedMedia' itemscope itemtype='http://schema.org/ImageObject'><a href='/light/dusk/' border='0' itemprop='url'><meta itemprop='width' content='316'><img data-attachment-id='41' data-orig-file='/wp-content/uploads/dusk.jpg' data-large-file='/wp-content/uploads/dusk.jpg?w=680' src='/wp-content/uploads/dusk.jpg?w=316&h=236' width='316' height='236' data-original-width='316' itemprop='http://schema.org/image' title='dusk' alt=''></a><div class='tiled-gallery-caption' itemprop='caption description'>{DUSK}</div></div></div>"
        "<div class='gallery-group images-1' style='width: 320px; height: 240px;'><div class='tiled-gallery-item tiled-gallery-item-large' itemprop='associatedMedia' itemscope itemtype='http://schema.org/ImageObject'><a href='/light/lamp/' border='0' itemprop='url'><img data-attachment-id='42' data-orig-file='/wp-content/uploads/lamp.jpg' src='/wp-content/uploads/lamp.jpg?w=316&h=236' width='316' height='236' title='lamp' alt=''></a></div></div></div></div>",
        [("dusk", DUSK, None), ("lamp", None, None)],
    ),
    "Jetpack, slideshow block": (
        "<div class='wp-block-jetpack-slideshow aligncenter' data-effect='slide'><div class='wp-block-jetpack-slideshow_container swiper-container'><ul class='wp-block-jetpack-slideshow_swiper-wrapper swiper-wrapper'>"
        f"<li class='wp-block-jetpack-slideshow_slide swiper-slide'><figure><img alt='' class='wp-block-jetpack-slideshow_image wp-image-41' data-id='41' src='/wp-content/uploads/dusk-1024x683.jpg'><figcaption class='wp-block-jetpack-slideshow_caption gallery-caption'>{DUSK}</figcaption></figure></li>"
        "<li class='wp-block-jetpack-slideshow_slide swiper-slide'><figure><img alt='' class='wp-block-jetpack-slideshow_image wp-image-42' data-id='42' src='/wp-content/uploads/lamp-1024x683.jpg'></figure></li></ul>"
        "<a class='wp-block-jetpack-slideshow_button-prev swiper-button-prev swiper-button-white' role='button'></a><div class='wp-block-jetpack-slideshow_pagination swiper-pagination swiper-pagination-white'></div></div></div>",
        [("dusk", DUSK, None), ("lamp", None, None)],
    ),
    "Kadence, carousel gallery": (
        "<div class='wp-block-kadence-advancedgallery kb-gallery-wrap-id-77 alignnone'><ul class='kb-gallery-ul kb-gallery-type-carousel kb-gallery-id-77'><div class='kt-blocks-carousel splide kt-carousel-container-dotstyle-dark'><div class='kt-blocks-carousel-init kb-blocks-carousel splide__track'><ul class='splide__list'>"
        "<li class='kb-slide-item kb-gallery-carousel-item splide__slide'><figure class='kb-gallery-figure'><div class='kb-gal-image-radius'><div class='kb-gallery-image-contain kadence-blocks-gallery-intrinsic kb-gallery-image-ratio-land32'><img decoding='async' src='/wp-content/uploads/dusk.jpg' width='2000' height='1333' class='wp-image-41 skip-lazy'></div></div></figure></li>"
        f"<li class='kb-slide-item kb-gallery-carousel-item splide__slide'><figure class='kb-gallery-figure'><div class='kb-gal-image-radius'><div class='kb-gallery-image-contain'><img decoding='async' src='/wp-content/uploads/lamp.jpg' width='2000' height='1333' class='wp-image-42'></div></div><figcaption class='kadence-blocks-gallery-item__caption'>{LAMP}</figcaption></figure></li></ul></div></div></ul></div>",
        [("dusk", None, None), ("lamp", LAMP, None)],
    ),
    "Kadence, carousel of plain boxes": (
        "<div class='kb-gallery-wrap-id-78'><div class='kb-gallery-type-slider'><div class='kt-blocks-carousel'><div class='kb-slide-item kb-gallery-slide-item'><div class='kb-gallery-image-contain'><img src='/wp-content/uploads/dusk.jpg' width='2000' height='1333' class='wp-image-41'></div></div><div class='kb-slide-item kb-gallery-slide-item'><div class='kb-gallery-image-contain'><img src='/wp-content/uploads/lamp.jpg' width='2000' height='1333' class='wp-image-42'></div></div></div></div></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "Elementor, image widget": (
        f"<div class='elementor-element elementor-element-1a2b elementor-widget elementor-widget-image' data-element_type='widget' data-widget_type='image.default'><div class='elementor-widget-container'><figure class='wp-caption'><img width='1024' height='683' src='/wp-content/uploads/dusk-1024x683.jpg' class='attachment-large size-large wp-image-41' alt=''><figcaption class='widget-image-caption wp-caption-text'>{DUSK} © Jo Berg</figcaption></figure></div></div>",
        [("dusk", DUSK, "© Jo Berg")],
    ),
    "Elementor, image widget without a caption": (
        "<section class='elementor-section elementor-top-section'><div class='elementor-container'><div class='elementor-column elementor-col-100'><div class='elementor-widget-wrap elementor-element-populated'><div class='elementor-element elementor-widget elementor-widget-image' data-widget_type='image.default'><div class='elementor-widget-container'><img decoding='async' width='1024' height='683' src='/wp-content/uploads/dusk-1024x683.jpg' class='attachment-large size-large wp-image-41' alt=''></div></div></div></div></div></section>",
        [("dusk", None, None)],
    ),
    "Elementor, image carousel": (
        "<div class='elementor-element elementor-widget elementor-widget-image-carousel' data-widget_type='image-carousel.default'><div class='elementor-widget-container'><div class='elementor-image-carousel-wrapper swiper' dir='ltr'><div class='elementor-image-carousel swiper-wrapper' aria-live='off'>"
        f"<div class='swiper-slide' role='group' aria-roledescription='slide'><figure class='swiper-slide-inner'><img decoding='async' class='swiper-slide-image' src='/wp-content/uploads/dusk-1024x683.jpg' alt=''><figcaption class='elementor-image-carousel-caption'>{DUSK}</figcaption></figure></div>"
        "<div class='swiper-slide' role='group' aria-roledescription='slide'><figure class='swiper-slide-inner'><img decoding='async' class='swiper-slide-image' src='/wp-content/uploads/lamp-1024x683.jpg' alt=''></figure></div></div><div class='elementor-swiper-button elementor-swiper-button-prev'><i class='eicon-chevron-left'></i></div><div class='swiper-pagination'></div></div></div></div>",
        [("dusk", DUSK, None), ("lamp", None, None)],
    ),
    "Divi, image module and gallery": (
        "<div class='et_pb_module et_pb_image et_pb_image_0'><span class='et_pb_image_wrap'><img decoding='async' width='1080' height='720' src='/wp-content/uploads/dusk.jpg' class='wp-image-41'></span></div>"
        f"<div class='et_pb_module et_pb_gallery et_pb_gallery_0 et_pb_gallery_grid'><div class='et_pb_gallery_items et_post_gallery clearfix' data-per_page='4'><div class='et_pb_gallery_item et_pb_grid_item'><div class='et_pb_gallery_image landscape'><a href='/wp-content/uploads/lamp.jpg' title='lamp'><img width='400' height='284' src='/wp-content/uploads/lamp-400x284.jpg' srcset='/wp-content/uploads/lamp.jpg 479w, /wp-content/uploads/lamp-400x284.jpg 480w'><span class='et_overlay'></span></a></div><p class='et_pb_gallery_caption'>{LAMP}</p></div></div></div>",
        [("dusk", None, None), ("lamp", LAMP, None)],
    ),
    "WPBakery, single image": (
        f"<div class='wpb_single_image wpb_content_element vc_align_center'><figure class='wpb_wrapper vc_figure'><div class='vc_single_image-wrapper vc_box_border_grey'><img class='vc_single_image-img attachment-large' src='/wp-content/uploads/dusk-1024x683.jpg' width='1024' height='683' alt='' title='dusk'></div><figcaption class='vc_figure-caption'>{DUSK}</figcaption></figure></div>",
        [("dusk", DUSK, None)],
    ),
    "Avada, image element and gallery": (
        f"<div class='fusion-image-element'><div class='awb-image-frame awb-imageframe-style awb-imageframe-style-below'><span class='fusion-imageframe imageframe-none'><img decoding='async' width='1024' height='683' src='/wp-content/uploads/dusk.jpg' class='img-responsive wp-image-41'></span><div class='awb-imageframe-caption-container'><div class='awb-imageframe-caption'><p class='awb-imageframe-caption-text'>{DUSK}</p></div></div></div></div>",
        [("dusk", DUSK, None)],
    ),
    "NextGEN, basic thumbnails": (
        "<div class='ngg-galleryoverview default-view' id='ngg-gallery-77'><div id='ngg-image-0' class='ngg-gallery-thumbnail-box'><div class='ngg-gallery-thumbnail'>"
        f"<a href='/wp-content/gallery/harbour/dusk.jpg' title='{DUSK}' data-src='/wp-content/gallery/harbour/dusk.jpg' data-thumbnail='/wp-content/gallery/harbour/thumbs/thumbs_dusk.jpg' data-image-id='41' data-title='dusk' data-description='{DUSK}' class='ngg-simplelightbox'><img title='dusk' alt='dusk' src='/wp-content/gallery/harbour/thumbs/thumbs_dusk.jpg' width='240' height='160'></a></div></div></div>",
        [("dusk", DUSK, None)],
    ),
    "Envira gallery": (
        "<div id='envira-gallery-wrap-77' class='envira-gallery-wrap envira-gallery-theme-base'><div id='envira-gallery-77' class='envira-gallery-public envira-gallery-3-columns' data-row-height='150'>"
        f"<div id='envira-gallery-item-41' class='envira-gallery-item envira-gallery-item-1'><div class='envira-gallery-item-inner'><div class='envira-gallery-position-overlay envira-gallery-top-left'></div><a href='/wp-content/uploads/dusk.jpg' class='envira-gallery-link' title='dusk' data-caption='{DUSK}' data-envirabox='77'><div class='envira-lazy'><img id='envira-gallery-image-41' class='envira-gallery-image envira-lazy' data-envira-index='1' src='/wp-content/uploads/dusk-640x480_c.jpg' width='640' height='480' data-envira-src='/wp-content/uploads/dusk-640x480_c.jpg' alt='' title='dusk'></div></a></div></div></div></div>",
        [("dusk", DUSK, None)],
    ),
    "FooGallery": (
        "<div class='foogallery foogallery-container foogallery-default foogallery-lightbox-foobox' id='foogallery-gallery-77'><div class='fg-item fg-type-image fg-idle'><figure class='fg-item-inner'>"
        f"<a href='/wp-content/uploads/dusk.jpg' data-caption-title='Dusk' data-caption-desc='{DUSK}' data-attachment-id='41' data-type='image' class='fg-thumb'><span class='fg-image-wrap'><img decoding='async' width='450' height='300' data-src-fg='/wp-content/uploads/cache/dusk/450.jpg' src='/wp-content/uploads/dusk-450x300.jpg' class='fg-image'></span></a><figcaption class='fg-caption'><div class='fg-caption-inner'><div class='fg-caption-desc'>{DUSK}</div></div></figcaption></figure></div></div>",
        [("dusk", DUSK, None)],
    ),
    "lazysizes with its noscript twin": (
        f"<figure class='wp-block-image'><img class='lazyload' data-src='/wp-content/uploads/dusk.jpg' data-sizes='auto' src='data:image/svg+xml;base64,PHN2'><noscript><img src='/wp-content/uploads/dusk.jpg' width='1200' height='800'></noscript><figcaption>{DUSK}</figcaption></figure>",
        [("dusk", DUSK, None)],
    ),
    "WP Rocket": (
        "<p><img width='1200' height='800' src=\"data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%201200%20800'%3E%3C/svg%3E\" data-lazy-srcset='/wp-content/uploads/dusk.jpg 1200w' data-lazy-src='/wp-content/uploads/dusk.jpg'><noscript><img width='1200' height='800' src='/wp-content/uploads/dusk.jpg' srcset='/wp-content/uploads/dusk.jpg 1200w'></noscript></p>",
        [("dusk", None, None)],
    ),
    "Perfmatters": (
        "<p><img src=\"data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='1200'%20height='800'%3E%3C/svg%3E\" class='perfmatters-lazy' width='1200' height='800' data-src='/wp-content/uploads/dusk.jpg' data-srcset='/wp-content/uploads/dusk-600x400.jpg 600w, /wp-content/uploads/dusk.jpg 1200w'></p>",
        [("dusk", None, None)],
    ),
    "a3 Lazy Load": (
        "<p><img class='lazy lazy-hidden aligncenter size-full' src='/wp-content/plugins/a3-lazy-load/assets/images/lazy_placeholder.gif' data-lazy-type='image' data-src='/wp-content/uploads/dusk.jpg' width='1200' height='800'><noscript><img class='aligncenter size-full' src='/wp-content/uploads/dusk.jpg' width='1200' height='800'></noscript></p>",
        [("dusk", None, None)],
    ),
    "NitroPack": (
        "<p><img width='1200' height='800' nitro-lazy-src='/wp-content/uploads/dusk.jpg' class='aligncenter nitro-lazy' decoding='async' nitro-lazy-empty id='MzQ0OjU0Ng==-1' src='data:image/svg+xml;nitro-empty-id=MzQ0OjU0Ng==-1;base64,PHN2ZyB2aWV3Qm94PSIwIDAgMTIwMCA4MDAiPjwvc3ZnPg=='></p>",
        [("dusk", None, None)],
    ),
    "Squarespace, noscript first": (
        "<div class='sqs-block image-block sqs-block-image' data-block-type='5'><div class='sqs-block-content'><div class='image-block-outer-wrapper layout-caption-below design-layout-inline'><figure class='sqs-block-image-figure intrinsic' style='max-width:1000px'><div class='image-block-wrapper' data-animation-role='image'><div class='sqs-image-shape-container-element has-aspect-ratio' style='position:relative;padding-bottom:75%;overflow:hidden'>"
        "<noscript><img src='https://images.pictures.example/content/v1/57/1560815419232-JXUB/IMG_8303.jpeg' alt='IMG_8303.jpeg'></noscript><img class='thumb-image' data-src='https://images.pictures.example/content/v1/57/1560815419232-JXUB/IMG_8303.jpeg' data-image='https://images.pictures.example/content/v1/57/1560815419232-JXUB/IMG_8303.jpeg' data-image-dimensions='1000x750' data-load='false' alt='IMG_8303.jpeg'></div></div>"
        f"<figcaption class='image-caption-wrapper'><div class='image-caption'><p>{DUSK}</p></div></figcaption></figure></div></div></div>",
        [("IMG_8303", DUSK, None)],
    ),
    "Squarespace, gallery block": (
        "<div class='sqs-block gallery-block sqs-block-gallery' data-block-type='8'><div class='sqs-block-content'><div class='sqs-gallery-container sqs-gallery-block-grid sqs-gallery-aspect-ratio-square sqs-gallery-thumbnails-per-row-2'><div class='sqs-gallery'>"
        "<div class='slide' data-type='image'><div class='margin-wrapper'><a data-title='' data-description='' data-lightbox-theme='dark' href='https://images.pictures.example/content/v1/57/1560815477055-5PAD/IMG_8522.jpeg' role='button' class='image-slide-anchor js-gallery-lightbox-opener content-fill'><span class='v6-visually-hidden'>View fullsize</span><img class='thumb-image' data-src='https://images.pictures.example/content/v1/57/1560815477055-5PAD/IMG_8522.jpeg' data-image='https://images.pictures.example/content/v1/57/1560815477055-5PAD/IMG_8522.jpeg' data-image-dimensions='1000x750' alt='IMG_8522.jpeg'></a></div></div>"
        "<div class='slide' data-type='image'><div class='margin-wrapper'><a href='https://images.pictures.example/content/v1/57/1560815315342-1QP9/IMG_8860.jpeg' role='button' class='image-slide-anchor js-gallery-lightbox-opener content-fill'><span class='v6-visually-hidden'>View fullsize</span><img class='thumb-image' data-src='https://images.pictures.example/content/v1/57/1560815315342-1QP9/IMG_8860.jpeg' data-image='https://images.pictures.example/content/v1/57/1560815315342-1QP9/IMG_8860.jpeg' data-image-dimensions='1000x750' alt='IMG_8860.jpeg'></a></div></div></div></div></div></div>",
        [("IMG_8522", None, None), ("IMG_8860", None, None)],
    ),
    "Ghost, gallery card": (
        "<figure class='kg-card kg-gallery-card kg-width-wide kg-card-hascaption'><div class='kg-gallery-container'><div class='kg-gallery-row'><div class='kg-gallery-image'><img src='/content/images/2024/05/dusk.jpg' width='2000' height='1333' loading='lazy'></div><div class='kg-gallery-image'><img src='/content/images/2024/05/lamp.jpg' width='2000' height='1333' loading='lazy'></div></div></div>"
        f"<figcaption>{DUSK} Photos by Jo Berg</figcaption></figure>",
        [("dusk", DUSK, "Photos by Jo Berg"), ("lamp", DUSK, "Photos by Jo Berg")],
    ),
    "Ghost, feature image": (
        f"<figure class='gh-article-image'><img srcset='/content/images/size/w300/2024/05/dusk.jpg 300w, /content/images/size/w2000/2024/05/dusk.jpg 2000w' src='/content/images/size/w1200/2024/05/dusk.jpg' alt='{DUSK}'><figcaption>{DUSK} <em>Photo: Jo Berg</em></figcaption></figure>",
        [("dusk", DUSK, "Photo: Jo Berg")],
    ),
    "Substack, gallery": (
        "<div class='image-gallery-embed'><figure><div class='image-gallery'><div class='image-row'><picture><source type='image/webp' srcset='/image/fetch/w_474,f_webp/https%3A%2F%2Fpublic.example%2Fimages%2F0a1b-dusk.jpeg 474w'><img src='/image/fetch/w_720,h_720/https%3A%2F%2Fpublic.example%2Fimages%2F0a1b-dusk.jpeg' alt=''></picture><picture><img src='/image/fetch/w_720,h_720/https%3A%2F%2Fpublic.example%2Fimages%2F2c3d-lamp.jpeg' alt=''></picture></div></div>"
        f"<figcaption class='image-caption'>{DUSK}</figcaption></figure></div>",
        [("dusk", DUSK, None), ("lamp", DUSK, None)],
    ),
    "Blogger, picture in a paragraph of its own": (
        "<div class='separator' style='clear: both; text-align: center;'><a href='https://blogger.example/img/b/R29/AVv/s4032/dusk.jpg' imageanchor='1' style='margin-left: 1em; margin-right: 1em;'><img border='0' data-original-height='3024' data-original-width='4032' height='480' src='https://blogger.example/img/b/R29/AVv/w640-h480/dusk.jpg' width='640'></a></div>",
        [("dusk", None, None)],
    ),
    "Tumblr, photo set": (
        "<div class='npf_row'><figure class='tmblr-full' data-orig-height='1333' data-orig-width='2000'><img src='https://64.media.example/0a1b/s640x960/dusk.jpg' data-orig-height='1333' data-orig-width='2000' srcset='https://64.media.example/0a1b/s75x75_c1/dusk.jpg 75w, https://64.media.example/0a1b/s1280x1920/dusk.jpg 1280w'></figure></div>",
        [("dusk", None, None)],
    ),
    "Drupal, copyright field": (
        "<div class='paragraph paragraph--type--image'><div class='field field--name-field-media'><article class='media media--type-image media--view-mode-default'><div class='field field--name-field-media-image field--type-image field--label-hidden field__item'><img loading='lazy' src='/sites/default/files/styles/large/public/2024-05/dusk.jpg?itok=Ab1' width='1200' height='800' typeof='foaf:Image'></div>"
        f"<div class='field field--name-field-media-copyright field--type-string field--label-inline'><div class='field__label'>Copyright</div><div class='field__item'>Jo Berg</div></div></article></div><div class='field field--name-field-image-caption field--type-text-long'><p>{DUSK}</p></div></div>",
        [("dusk", DUSK, "Copyright Jo Berg")],
    ),
    "TYPO3, csc-textpic": (
        f"<div class='csc-textpic csc-textpic-center csc-textpic-above'><div class='csc-textpic-imagewrap' data-csc-images='1' data-csc-cols='1'><div class='csc-textpic-center-outer'><div class='csc-textpic-center-inner'><figure class='csc-textpic-image csc-textpic-last'><a href='/fileadmin/_processed_/dusk.jpg' class='lightbox' rel='lightbox[lb77]'><img src='/fileadmin/_processed_/csm_dusk_0a1b2c3d4e.jpg' width='600' height='400' alt=''></a><figcaption class='csc-textpic-caption csc-caption'>{DUSK} Foto: Jo Berg</figcaption></figure></div></div></div></div>",
        [("dusk", DUSK, "Foto: Jo Berg")],
    ),
    "TYPO3, news detail": (
        f"<div class='article'><div class='news-img-wrap'><div class='outer'><div class='mediaelement mediaelement-image'><img itemprop='image' title='' alt='' src='/fileadmin/_processed_/csm_dusk_0a1b2c3d4e.jpg' width='800' height='533' loading='lazy'></div><p class='news-img-caption'>{DUSK}</p></div></div></div>",
        [("dusk", DUSK, None)],
    ),
    "Joomla, full article image": (
        f"<figure class='pull-none item-image'><img loading='lazy' width='1200' height='800' src='/images/2024/dusk.jpg#joomlaImage://local-images/2024/dusk.jpg?width=1200&height=800' alt='{DUSK}' itemprop='image'></figure>",
        [("dusk", None, None)],
    ),
    "Contao": (
        f"<div class='ce_image first last block'><figure class='image_container'><a href='/files/harbour/dusk.jpg' data-lightbox=''><img src='/assets/images/a/dusk-0a1b2c3d.jpg' width='800' height='533' alt='' itemprop='image'></a><figcaption class='caption'>{DUSK} (Foto: Jo Berg)</figcaption></figure></div>",
        [("dusk", DUSK, "(Foto: Jo Berg)")],
    ),
    "Contao, gallery": (
        f"<div class='ce_gallery block'><ul class='cols_2' itemscope itemtype='http://schema.org/ImageGallery'><li class='row_0 row_first even col_0 col_first'><figure class='image_container' itemscope itemtype='http://schema.org/ImageObject' itemprop='associatedMedia'><a href='/files/harbour/dusk.jpg' data-lightbox='lb77' itemprop='contentUrl'><img src='/assets/images/a/dusk-0a1b2c3d.jpg' width='360' height='240' alt='' itemprop='thumbnail'></a><figcaption class='caption' itemprop='caption'>{DUSK}</figcaption></figure></li><li class='row_0 col_1 col_last'><figure class='image_container'><a href='/files/harbour/lamp.jpg' data-lightbox='lb77'><img src='/assets/images/b/lamp-4e5f6071.jpg' width='360' height='240' alt=''></a></figure></li></ul></div>",
        [("dusk", DUSK, None), ("lamp", None, None)],
    ),
    "Neos": (
        f"<div class='neos-contentcollection'><figure class='neos-nodetypes-image typo3-neos-nodetypes-image'><img src='/_Resources/Persistent/0/a/1/b/0a1b2c3d/dusk-1200x800.jpg' alt='' width='1200' height='800'><figcaption><p>{DUSK} © Jo Berg</p></figcaption></figure></div>",
        [("dusk", DUSK, "© Jo Berg")],
    ),
    "Kirby": (
        f"<figure class='image-block' data-ratio='auto'><img src='/media/pages/news/light/0a1b2c3d4e-1714989180/dusk-1200x.jpg' alt='' srcset='/media/pages/news/light/0a1b2c3d4e-1714989180/dusk-600x.jpg 600w'><figcaption>{DUSK} <span class='photographer'>Jo Berg</span></figcaption></figure>",
        [("dusk", DUSK, "Jo Berg")],
    ),
    "Umbraco, grid": (
        f"<div class='umb-block-grid__layout-item'><figure class='image'><img src='/media/abcd1234/dusk.jpg?rxy=0.5,0.5&width=1200&height=800&rnd=133' alt=''><figcaption><p class='caption'>{DUSK}</p></figcaption></figure></div>",
        [("dusk", DUSK, None)],
    ),
    "Umbraco, classic grid": (
        f"<div class='grid-section'><div class='row clearfix'><div class='col-md-12 column'><div><img src='/media/1042/dusk.jpg' alt=''><p class='caption'>{DUSK}</p></div></div></div></div>",
        [("dusk", DUSK, None)],
    ),
    "Sitecore": (
        f"<div class='component image file-type-icon-media-link col-12'><div class='component-content'><img src='/-/media/harbour/dusk.ashx?h=533&iar=0&w=800&hash=0A1B' alt='' width='800' height='533'><span class='image-caption field-imagecaption'>{DUSK}</span></div></div>",
        [("dusk", DUSK, None)],
    ),
    "Brightspot, slides": (
        "<div class='Carousel' data-widget='carousel'><div class='Carousel-slides'>"
        f"<div class='Carousel-slide' data-slidenumber='1'><div class='CarouselSlide-media'><img class='Image' src='/dims4/default/0a/resize/840x560!/?url=https%3A%2F%2Fcdn.kestrel.example%2Fdusk.jpg' width='840' height='560'></div><div class='CarouselSlide-info'><div class='CarouselSlide-infoDescription'>{DUSK}</div><div class='CarouselSlide-infoAttribution'>(Jo Berg / AFP)</div></div></div>"
        f"<div class='Carousel-slide' data-slidenumber='2'><div class='CarouselSlide-media'><img class='Image' src='/dims4/default/1b/resize/840x560!/?url=https%3A%2F%2Fcdn.kestrel.example%2Flamp.jpg' width='840' height='560'></div><div class='CarouselSlide-info'><div class='CarouselSlide-infoDescription'>{LAMP}</div><div class='CarouselSlide-infoAttribution'>(Jo Berg / AFP)</div></div></div></div></div>",
        [("dusk", DUSK, "(Jo Berg / AFP)"), ("lamp", LAMP, "(Jo Berg / AFP)")],
    ),
    "Polopoly / Atex": (
        f"<div class='article-figure'><figure class='img-wide'><img src='/image/policy:1.7654321:1714989180/dusk.jpg?f=16x9&w=1200' alt=''><figcaption class='mediaCaption'><span class='imageText'>{DUSK}</span><span class='imageByline'>Foto: Jo Berg</span></figcaption></figure></div>",
        [("dusk", DUSK, "Foto: Jo Berg")],
    ),
    "Livingdocs": (
        f"<figure class='image-component' data-li-component='image'><div class='image-wrapper'><img class='li-image' src='https://cdn.kestrel.example/2024/5/6/0a1b2c3d-dusk.jpeg?w=1200&auto=format' alt=''></div><figcaption class='image-description'><span class='image-description__caption'>{DUSK}</span> <span class='image-description__source'>Bild: Jo Berg</span></figcaption></figure>",
        [("dusk", DUSK, "Bild: Jo Berg")],
    ),
    "BBC of 2022": (
        f"<figure class='ssrcss-1abc2d3-StyledFigure e34k3c21'><div class='ssrcss-ab12-StyledFigureContainer'><span class='ssrcss-11kpz0x-Placeholder e16icw910'><picture><source srcset='https://ichef.kestrel.example/news/240/cpsprodpb/0A1B/production/_12_dusk.jpg.webp 240w' type='image/webp'><img alt='' src='https://ichef.kestrel.example/news/976/cpsprodpb/0A1B/production/_12_dusk.jpg' width='976' height='549'></picture></span><span role='text' class='ssrcss-1x-ImageCreditText'><span class='visually-hidden ssrcss-1f3bvyz-VisuallyHidden'>Image source, </span>Getty Images</span></div><figcaption class='ssrcss-a-StyledFigureCaption'><span class='visually-hidden ssrcss-1f3bvyz-VisuallyHidden'>Image caption, </span><p class='ssrcss-b-Paragraph'>{DUSK}</p></figcaption></figure>",
        [("dusk", DUSK, "Getty Images")],
    ),
    "BBC, labels without a class": (
        f"<figure><div><img alt='' src='https://ichef.kestrel.example/ace/standard/976/dusk.jpg' width='976' height='549'><p><strong>Image source, </strong>Getty Images</p></div><figcaption><strong>Image caption, </strong><p>{DUSK}</p></figcaption></figure>",
        [("dusk", DUSK, "Getty Images")],
    ),
    "Guardian": (
        f"<figure id='0a1b-2c3d' data-spacefinder-role='inline' data-spacefinder-type='model.dotcomrendering.pageElements.ImageBlockElement' class='dcr-173mewl'><div class='dcr-1r94quo'><a href='#img-1' class='open-lightbox dcr-m7l8s4'>View image in fullscreen</a><picture class='dcr-evn1e9'><source srcset='https://i.guim.example/img/media/0a1b/0_0_5000_3000/master/5000.jpg?width=620&dpr=2&s=none' media='(min-width: 660px)'><img alt='' src='https://i.guim.example/img/media/0a1b/0_0_5000_3000/master/5000.jpg?width=445&dpr=1&s=none' width='445' height='267' loading='lazy' class='dcr-evn1e9'></picture></div><figcaption data-spacefinder-role='inline' class='dcr-fd61eq'><span class='dcr-1inf02i'><svg width='18' height='13'></svg></span><span class='dcr-1qvd3m6'>{DUSK}</span> Photograph: Jo Berg/AFP</figcaption></figure>",
        [("0a1b", DUSK, "Photograph: Jo Berg/AFP")],
    ),
    "AMP, picture": (
        f"<figure><amp-img src='/uploads/dusk.jpg' width='1200' height='800' layout='responsive' alt=''></amp-img><figcaption>{DUSK} <span class='credit'>Jo Berg</span></figcaption></figure>",
        [("dusk", DUSK, "Jo Berg")],
    ),
    "AMP, carousel": (
        f"<amp-carousel width='1200' height='800' layout='responsive' type='slides' id='carousel-1'><figure class='slide'><amp-img src='/uploads/dusk.jpg' width='1200' height='800' layout='fill'></amp-img><figcaption>{DUSK}</figcaption></figure><figure class='slide'><amp-img src='/uploads/lamp.jpg' width='1200' height='800' layout='fill'></amp-img><figcaption>{LAMP}</figcaption></figure></amp-carousel>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "Bootstrap, carousel": (
        "<div id='storyCarousel' class='carousel slide' data-ride='carousel'><ol class='carousel-indicators'><li data-target='#storyCarousel' data-slide-to='0' class='active'></li></ol><div class='carousel-inner'>"
        f"<div class='carousel-item active'><img class='d-block w-100' src='/uploads/dusk.jpg' alt=''><div class='carousel-caption d-none d-md-block'><p>{DUSK}</p></div></div>"
        f"<div class='carousel-item'><img class='d-block w-100' src='/uploads/lamp.jpg' alt=''><div class='carousel-caption d-none d-md-block'><p>{LAMP} Photo: Jo Berg</p></div></div></div>"
        "<a class='carousel-control-prev' href='#storyCarousel' role='button' data-slide='prev'><span class='carousel-control-prev-icon'></span><span class='sr-only'>Previous</span></a></div>",
        [("dusk", DUSK, None), ("lamp", LAMP, "Photo: Jo Berg")],
    ),
    "Bootstrap, carousel without captions": (
        "<div id='storyCarousel' class='carousel slide'><div class='carousel-inner'><div class='carousel-item active'><img class='d-block w-100' src='/uploads/dusk.jpg' alt=''></div><div class='carousel-item'><img class='d-block w-100' src='/uploads/lamp.jpg' alt=''></div></div></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "carousel with small copies to turn to": (
        f"<div class='carousel slide'><div class='carousel-inner'><div class='carousel-item active'><img src='/photos/28/403178_11445_L.jpg' width='1200' height='800'><div class='carousel-caption'>{DUSK}</div></div></div>"
        "<div class='carousel-indicators'><button type='button' aria-label='Slide 1'><img class='d-block' src='/photos/28/403178_11445_XS.jpg'></button></div></div>",
        [("403178_11445_L", DUSK, None)],
    ),
    "Swiper": (
        f"<div class='swiper gallery-top'><div class='swiper-wrapper'><div class='swiper-slide'><img src='/uploads/dusk.jpg' width='1200' height='800'><div class='swiper-caption'>{DUSK}</div></div><div class='swiper-slide'><img src='/uploads/lamp.jpg' width='1200' height='800'><div class='swiper-caption'>{LAMP}</div></div></div><div class='swiper-pagination'></div></div>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "Splide": (
        f"<section class='splide' aria-label='Pictures'><div class='splide__track'><ul class='splide__list'><li class='splide__slide'><div class='splide__slide__container'><img data-splide-lazy='/uploads/dusk.jpg' src='/uploads/dusk-small.jpg' width='1200' height='800'></div><p>{DUSK}</p></li><li class='splide__slide'><div class='splide__slide__container'><img src='/uploads/lamp.jpg' width='1200' height='800'></div><p>{LAMP}</p></li></ul></div></section>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "Slick": (
        "<div class='slick-slider gallery__slider'><div class='slick-list'><div class='slick-track'>"
        f"<div class='slick-slide'><div><img data-lazy='/uploads/dusk.jpg' width='1200' height='800'><span class='caption'>{DUSK}</span></div></div>"
        f"<div class='slick-slide'><div><img data-lazy='/uploads/lamp.jpg' width='1200' height='800'><span class='caption'>{LAMP}</span></div></div></div></div></div>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "Flickity": (
        "<div class='carousel js-flickity' data-flickity='{}'><div class='carousel-cell'><img data-flickity-lazyload='/uploads/dusk.jpg' width='1200' height='800'></div><div class='carousel-cell'><img data-flickity-lazyload='/uploads/lamp.jpg' width='1200' height='800'></div></div>",
        [("dusk", None, None), ("lamp", None, None)],
    ),
    "Fancybox": (
        f"<a data-fancybox='gallery' data-caption='{DUSK}' href='/uploads/dusk.jpg'><img src='/uploads/dusk-300x200.jpg' width='300' height='200' alt=''></a><a data-fancybox='gallery' data-caption='{LAMP}' href='/uploads/lamp.jpg'><img src='/uploads/lamp-300x200.jpg' width='300' height='200' alt=''></a>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "PhotoSwipe": (
        f"<div class='pswp-gallery my-gallery' itemscope itemtype='http://schema.org/ImageGallery'><figure itemprop='associatedMedia' itemscope itemtype='http://schema.org/ImageObject'><a href='/uploads/dusk.jpg' itemprop='contentUrl' data-size='1200x800' data-pswp-width='1200'><img src='/uploads/dusk-300x200.jpg' itemprop='thumbnail' alt=''></a><figcaption itemprop='caption description'>{DUSK}</figcaption></figure></div>",
        [("dusk", DUSK, None)],
    ),
    "lightGallery": (
        f"<div id='lightgallery' class='lightgallery'><a class='lg-item' href='/uploads/dusk.jpg' data-sub-html='{DUSK}'><img src='/uploads/dusk-300x200.jpg' width='300' height='200' alt=''></a><a class='lg-item' href='/uploads/lamp.jpg' data-sub-html='&lt;p&gt;{LAMP}&lt;/p&gt;'><img src='/uploads/lamp-300x200.jpg' width='300' height='200' alt=''></a></div>",
        [("dusk", DUSK, None), ("lamp", LAMP, None)],
    ),
    "art direction": (
        f"<figure><picture><source media='(min-width: 960px)' srcset='/uploads/dusk-wide.jpg 1600w'><source media='(max-width: 959px)' srcset='/uploads/dusk-tall.jpg 800w'><img src='/uploads/dusk.jpg' alt=''></picture><figcaption>{DUSK}</figcaption></figure>",
        [("dusk", DUSK, None)],
    ),
    "Gatsby": (
        f"<figure><div data-gatsby-image-wrapper='' class='gatsby-image-wrapper gatsby-image-wrapper-constrained'><div style='max-width:1200px;display:block'><img alt='' role='presentation' aria-hidden='true' src='data:image/svg+xml;charset=utf-8,%3Csvg' style='max-width:100%'></div><img aria-hidden='true' data-placeholder-image='' src='data:image/jpeg;base64,/9j/4AA' alt=''><img data-gatsby-image-ssr='' data-main-image='' style='opacity:0' sizes='(min-width: 1200px) 1200px, 100vw' decoding='async' loading='lazy' data-src='/static/0a1b2c/dusk.jpg' data-srcset='/static/0a1b2c/300/dusk.jpg 300w,/static/0a1b2c/dusk.jpg 1200w' alt=''><noscript><img data-gatsby-image-ssr='' data-main-image='' src='/static/0a1b2c/dusk.jpg' srcset='/static/0a1b2c/300/dusk.jpg 300w,/static/0a1b2c/dusk.jpg 1200w' alt=''></noscript></div><figcaption>{DUSK}</figcaption></figure>",
        [("dusk", DUSK, None)],
    ),
    "Nuxt": (
        f"<figure class='my-6'><img onerror=\"this.setAttribute('data-error', 1)\" width='1200' height='800' alt='' data-nuxt-img='' srcset='/_ipx/w_800&f_webp/uploads/dusk.jpg 1x, /_ipx/w_1600&f_webp/uploads/dusk.jpg 2x' src='/_ipx/w_800&f_webp/uploads/dusk.jpg'><figcaption class='text-sm'>{DUSK} <span>Foto: Jo Berg</span></figcaption></figure>",
        [("dusk", DUSK, "Foto: Jo Berg")],
    ),
    "Image Source Control, overlay": (
        "<p><span id='isc_attachment_41' class='isc-source alignnone' data-isc-source-text='Bild: Jo Berg'><img class='size-full wp-image-41' src='/wp-content/uploads/dusk.jpg' width='1200' height='800' alt=''><span class='isc-source-text'>Bild: Jo Berg</span></span></p>",
        [("dusk", None, "Bild: Jo Berg")],
    ),
    "Image Source Control, overlay in a caption": (
        f"<div id='attachment_41' class='wp-caption alignnone'><span class='isc-source'><img class='size-full wp-image-41' src='/wp-content/uploads/dusk.jpg' width='1200' height='800' alt=''><span class='isc-source-text'>Quelle: Jo Berg</span></span><p class='wp-caption-text'>{DUSK}</p></div>",
        [("dusk", DUSK, "Quelle: Jo Berg")],
    ),
    "Newspack": (
        f"<figure class='post-thumbnail'><img width='1200' height='800' src='/wp-content/uploads/dusk.jpg' class='attachment-newspack-featured-image size-newspack-featured-image wp-post-image' alt=''><figcaption><span>{DUSK}</span> <span class='image-credit'><span class='credit-label-wrapper'>Credit:</span> <a href='https://photos.example/jo'>Jo Berg</a></span></figcaption></figure>",
        [("dusk", DUSK, "Credit: Jo Berg")],
    ),
    "Media Credit plug-in": (
        "<div class='media-credit-container alignnone' style='width: 600px'><img class='size-full wp-image-41' src='/wp-content/uploads/dusk.jpg' width='600' height='400' alt=''><span class='media-credit'>jo berg</span></div>",
        [("dusk", None, "jo berg")],
    ),
    "marked credit in small letters behind a caption": (
        f"<figure class='embed-image'><img src='/uploads/dusk.jpg' width='1200' height='800'><figcaption><span class='css-caption'>{DUSK}</span><span class='image-photo-credit'>jo berg</span></figcaption></figure>",
        [("dusk", DUSK, "jo berg")],
    ),
    "two photographers in a marked credit": (
        "<div class='embed-image'><div class='image-wrap'><img src='/uploads/dusk.jpg' width='1200' height='800'></div><div class='css-1x photo-credit'>Jo Berg; Ada Lund</div></div>",
        [("dusk", None, "Jo Berg; Ada Lund")],
    ),
    "soft hyphens in a caption": (
        "<figure><img src='/uploads/dusk.jpg'><figcaption>The light&shy;house at dusk, seen from the north&#173;ern break\u200bwater.</figcaption></figure>",
        [("dusk", DUSK, None)],
    ),
    "page builder's picture beside its column of text": (
        "<div class='ce-textpic ce-right ce-intext'><div class='ce-gallery' data-ce-columns='1'><div class='ce-row'><div class='ce-column'><figure class='image'><img class='image-embed-item' src='/fileadmin/_processed_/csm_dusk_0a1b2c3d4e.jpg' width='600' height='400' alt=''></figure></div></div></div><div class='ce-bodytext'><p>The light went out twice in March, and the council was told of it only by the fishermen.</p></div></div>",
        [("dusk", None, None)],
    ),
    "item of a list with a question, its answer and a marked credit": (
        f"<ul class='guide__list'><li class='guide__item'><picture><img src='/uploads/dusk.jpg' height='202' loading='lazy'></picture><h5 class='card-title'>Who pays for the light?</h5><div class='card-text'><p>{ANSWER}</p></div><span class='guide__credit'>Photo: Jo Berg</span></li>"
        f"<li class='guide__item'><picture><img src='/uploads/lamp.jpg' height='202' loading='lazy'></picture><h5 class='card-title'>Who cleans the lamp?</h5><div class='card-text'><p>{ANSWER}</p></div><span class='guide__credit'>Illustration: Ada Lund</span></li></ul>",
        [("dusk", None, "Photo: Jo Berg"), ("lamp", None, "Illustration: Ada Lund")],
    ),
    "button under a chart": (
        "<figure class='figure'><img src='/media/harbour/0a1b2c3d-1698312637/dusk-1536x.jpg' width='1536' height='1024'><a class='download' href='/media/harbour/0a1b2c3d-1698312637/dusk.jpg' download>Grafik herunterladen</a></figure>",
        [("dusk", None, None)],
    ),
    "names in an attribute of the theme": (
        "<div class='css-1x'><img src='/uploads/dusk.jpg' width='1200' height='800'><figcaption data-theme-key='photo-credit-figcaption' class='css-285'><span data-theme-key='photo-credit-creditor' class='css-s3t'>jo berg</span></figcaption></div>",
        [("dusk", None, "jo berg")],
    ),
    "file name with the words of a letter's box": (
        "<p><img src='/wp-content/uploads/2024/05/Harbour-wool-bio-card-share-social-newsletter-dusk_3.jpg' width='800' height='1200'></p>",
        [("dusk", None, None)],
    ),
    "picture file under a generic folder of cards": (
        f"<figure><img src='/uploads/2024/dusk.jpg' width='1200' height='800' title='{LAMP}' alt='{BOAT}'><figcaption>{DUSK}</figcaption></figure>",
        [("dusk", DUSK, None)],
    ),
}


@pytest.mark.parametrize("place", ["first", "middle"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_systems_pictures_are_kept_with_their_texts(system, place, read_page):
    markup, pictures = SYSTEMS[system]
    found = [
        (
            image.content_url or "",
            image.caption.text if image.caption else None,
            image.credit.text if image.credit else None,
        )
        for image in read_page(**{place: markup}).images
    ]
    assert [(caption, credit) for _, caption, credit in found] == [
        (caption, credit) for _, caption, credit in pictures
    ], found
    assert all(name in url for (url, _, _), (name, _, _) in zip(found, pictures, strict=True))


OPENERS = {
    "Squarespace, banner above the column": "<div id='thumbnail' class='banner-thumbnail-wrapper' data-content-field='main-image'><div class='color-overlay'></div><figure id='thumbnail' class='loading content-fill'><img data-src='https://pictures.example/dusk.jpg' data-image='https://pictures.example/dusk.jpg' data-image-dimensions='1500x1000' data-load='false' alt='dusk.jpg'></figure></div>",
    "page header with a background": "<header class='article-header' style='background-image: url(https://pictures.example/dusk.jpg);'><div class='meta'></div></header>",
    "video with a poster": "<div class='lead-video'><video poster='https://pictures.example/dusk.jpg' src='/dusk.mp4'></video></div>",
}


def test_the_declared_background_of_the_headline_is_kept() -> None:
    text = (
        "<p>The harbour council voted on Monday to keep the old lighthouse burning for years.</p>"
    )
    page = (
        "<html><head><meta property='og:image' content='https://pictures.example/1x-dusk/header-640x.jpg'></head><body>"
        "<header class='top' style='background-image: url(https://pictures.example/1x-dusk/header-2560x.jpg);'><h1>Harbour keeps its old lighthouse</h1></header>"
        f"<main><article>{text * 3}</article></main></body></html>"
    )
    found = read_article(page.encode(), origin="page.html", base_url="https://kestrel.example/a")
    assert [i.content_url for i in found.images] == [
        "https://pictures.example/1x-dusk/header-2560x.jpg"
    ]


@pytest.mark.parametrize("system", OPENERS)
def test_the_opener_that_the_page_declares_is_kept_above_its_column(system, read_page):
    head = "<meta property='og:image' content='https://pictures.example/dusk.jpg'>"
    found = read_page(first=OPENERS[system], head=head).images
    assert [image.content_url for image in found] == ["https://pictures.example/dusk.jpg"]


@pytest.mark.parametrize("name", ["image-description", "img-footer", "foto_text"])
def test_a_caption_behind_a_box_with_its_credit_is_known_by_what_it_is_called(name: str) -> None:
    html = (
        "<html><body><article><h1>Ferries wait in the harbour</h1><span class='image-wrapper'>"
        "<span class='image-wrapper-copyright'>Jane Doe/Example Agency</span>"
        "<img src='/p/ferry-4711.jpg' width='900' height='600' alt='A ferry'></span>"
        f"<span class='{name}'>A ferry waits at the pier of Westhaven</span>"
        f"<p>{'The storm kept all ships in. ' * 12}</p></article></body></html>"
    )
    (image,) = read_article(html.encode(), origin="x", base_url="https://paper.example/a").images
    assert image.caption is not None
    assert image.caption.text == "A ferry waits at the pier of Westhaven"
    assert image.credit is not None
    assert image.credit.text == "Jane Doe/Example Agency"


IN_TEXT = {
    "an aside that an editor's program sets around every picture": (
        "<aside class='mceNonEditable block-image center' data-type='image'><div class='img'><img src='/images/299/O/dusk.jpg' class='articleImg'></div><div class='caption'></div></aside>",
        ("dusk", None, None),
    ),
    "a figure that is called an image related to the text": (
        f"<figure id='ri_41' class='story-photo related-image'><div class='image'><img class='viewer' src='/file/2024/dusk.jpg' alt=''></div><figcaption>{DUSK} <strong>Foto: </strong><span class='credit'>Jo Berg</span></figcaption></figure>",
        ("dusk", DUSK, "Foto: Jo Berg"),
    ),
    "a box of fields for the picture's author and licence": (
        "<div class='image-author-license-fields content-img alignwide'><div class='image-license-wrapper'><span class='licensed-file'><img class='lazy' src='data:image/svg+xml,%3Csvg/%3E' data-src='/app/uploads/2024/dusk.jpg' alt=''><div class='license-info'><span class='license-type'><a href='https://creativecommons.org/licenses/by/4.0/deed.en' rel='nofollow'><i class='cc cc-by'></i></a></span><span class='author-name'>Jo Berg</span></div></span>"
        f"<span class='image-description'>{DUSK}</span></div></div>",
        ("dusk", DUSK, "Jo Berg"),
    ),
    "an element of a page builder in whose number stands an advert's word": (
        "<section class='pb-section pb-element pb-element-4617ad0'><div class='pb-column pb-element-99bd31'><div class='pb-image'><img width='768' height='371' src='/uploads/2024/dusk-768x371.jpg' alt='Dusk'></div></div></section>",
        ("dusk", None, None),
    ),
    "a file that is named for what else stands around stories": (
        "<p><img width='900' height='600' src='/uploads/2024/social-banner-2.png' alt='Which network the islands use'></p>",
        ("social-banner-2", None, None),
    ),
}


@pytest.mark.parametrize("kind", IN_TEXT)
def test_a_picture_between_two_paragraphs_is_the_storys_whatever_its_box_is_called(
    kind, read_page
) -> None:
    markup, (name, caption, credit) = IN_TEXT[kind]
    (image,) = read_page(middle=markup).images
    assert name in (image.content_url or "")
    assert (image.caption.text if image.caption else None) == caption
    assert (image.credit.text if image.credit else None) == credit


@pytest.mark.parametrize(
    "markup",
    [
        "<aside class='box'><h3>Also today</h3><img src='/p/other.jpg' width='600' height='400'><p>Read our story on the ferries</p></aside>",
        "<div class='related'><img src='/p/other.jpg' width='600' height='400'><p>The ferries</p></div>",
        "<div class='author-box'><img src='/p/other.jpg' width='600' height='400'><span class='author-name'>Ann Lind</span></div>",
        "<p><a href='/shop/lamps'><img src='/p/newsletter-box.png' width='600' height='400'></a></p>",
    ],
)
def test_what_stands_around_stories_is_left_out_of_the_text_too(markup, read_page) -> None:
    assert not read_page(middle=markup).images


def test_the_lead_stands_under_a_second_heading_where_a_page_has_no_first() -> None:
    text = "".join(f"<p>{ANSWER[: 90 + n]}</p>" for n in range(3))
    page = (
        "<html><head><title>Harbour keeps its light – The Kestrel</title></head><body><div id='main'>"
        "<div class='top'><h2><a href='/harbour'>HARBOUR KEEPS ITS LIGHT</a></h2></div>"
        "<div class='single'><img width='1160' height='770' src='/uploads/dusk-1160x770.jpg' alt=''></div>"
        f"<div class='entry'>{text}</div></div></body></html>"
    )
    found = read_article(page.encode(), origin="x", base_url="https://kestrel.example/harbour")
    assert [(i.content_url or "")[-18:] for i in found.images] == ["/dusk-1160x770.jpg"]
    assert found.headline == "HARBOUR KEEPS ITS LIGHT"


def test_the_headline_is_what_the_data_say_in_full_not_a_heading_of_the_text_like_it() -> None:
    head = (
        "<title>Signal 18 – The World Without Light</title><meta property='og:image' content='/u/dusk.jpg'>"
        "<meta property='og:title' content='Signal 18 – The World Without Light'>"
    )
    text = "".join(f"<p>{ANSWER[: 90 + n]}</p>" for n in range(3))
    page = (
        f"<html><head>{head}</head><body><div class='a'><div class='b'><h1>Signal 18 – The World Without Light</h1></div>"
        "<div class='c'><img src='/u/dusk.jpg' alt=''></div></div>"
        f"<div class='d'><div class='text'><p>{ANSWER}</p><h1>A world without light</h1>{text}</div></div></body></html>"
    )
    found = read_article(page.encode(), origin="x", base_url="https://kestrel.example/18")
    assert [i.role for i in found.images] == [Role.LEAD]


def test_a_caption_that_says_the_headline_again_is_one_where_it_is_called_so(read_page) -> None:
    words = "Harbour keeps its old lighthouse"
    called = f"<figure><img src='/p/dusk.jpg' width='900' height='600'><figcaption class='wp-caption-text'>{words}</figcaption></figure>"
    (image,) = read_page(middle=called).images
    assert image.caption is not None
    assert image.caption.text == words
    bare = f"<div><img src='/p/dusk.jpg' width='900' height='600' alt=''><div>{words}</div></div>"
    (image,) = read_page(middle=bare).images
    assert image.caption is None
