"""Pages as content systems print them: each system's own way to set a picture, written by hand after its templates."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

CAPTION = "The lighthouse at dusk, seen from the northern breakwater."
NAME = "lighthouse-dusk"
SYSTEMS = {
    "Drupal, media entity": (
        "<div class='field field--name-field-image field--type-entity-reference'><article class='media media--type-image media--view-mode-full'>"
        "<div class='field field--name-field-media-image field__item'><img loading='lazy' src='/sites/default/files/styles/hero/public/2026-05/lighthouse-dusk.jpg?itok=x1' width='1200' height='800'></div>"
        f"<div class='field field--name-field-caption field__item'>{CAPTION}</div><div class='field field--name-field-credit field__item'>Jo Berg / AFP</div></article></div>",
        CAPTION,
        "Jo Berg / AFP",
    ),
    "Drupal, data-caption filter": (
        "<figure role='group' class='caption caption-drupal-media align-center'><div class='media'><img src='/sites/default/files/inline-images/lighthouse-dusk.jpg' alt='Lighthouse'></div>"
        f"<figcaption>{CAPTION} Photo: Jo Berg</figcaption></figure>",
        CAPTION,
        "Photo: Jo Berg",
    ),
    "Drupal, views field with labels": (
        "<div class='image-wrapper'><picture><source srcset='/sites/default/files/styles/wide/public/lighthouse-dusk.jpg?itok=a 1x'><img src='/sites/default/files/lighthouse-dusk.jpg'></picture>"
        f"<div class='field-caption'><p>{CAPTION}</p></div><div class='field-photo-credit'><span class='label'>Photo Credit: </span>Jo Berg</div></div>",
        CAPTION,
        "Photo Credit: Jo Berg",
    ),
    "Arc XP": (
        "<figure class='c-media-item'><picture class='c-media-item__image'><source srcset='/resizer/v2/2QKJ7LHNRJHHNLIGHTHOUSEX4.jpg?auth=ab&width=1200 1200w'><img src='/resizer/v2/2QKJ7LHNRJHHNLIGHTHOUSEX4.jpg?auth=ab&width=600' alt='x'></picture>"
        f"<figcaption class='c-media-item__fig-caption'><span class='c-media-item__caption'>{CAPTION} </span><span class='c-media-item__credit'>(Jo Berg/AFP)</span></figcaption></figure>",
        CAPTION,
        "(Jo Berg/AFP)",
    ),
    "Arc XP, title before the caption": (
        "<figure class='b-article-body__image c-media-item'><img src='/resizer/lighthouse-dusk.jpg'>"
        f"<figcaption class='c-media-item__fig-caption'><p class='c-media-item__caption'><span>Lighthouse: </span>{CAPTION}<span class='c-media-item__credit'>Photo by Jo Berg</span></p></figcaption></figure>",
        f"Lighthouse: {CAPTION}",
        "Photo by Jo Berg",
    ),
    "Ghost": (
        "<figure class='kg-card kg-image-card kg-width-wide kg-card-hascaption'><img src='/content/images/2026/05/lighthouse-dusk.jpg' class='kg-image' loading='lazy' width='2000' height='1333'"
        f" srcset='/content/images/size/w600/2026/05/lighthouse-dusk.jpg 600w, /content/images/2026/05/lighthouse-dusk.jpg 2000w'><figcaption><span style='white-space: pre-wrap;'>{CAPTION} Photo by </span><a href='https://photos.example/@jo'><span>Jo Berg</span></a> / <a href='https://photos.example/'><span>Unsplash</span></a></figcaption></figure>",
        CAPTION,
        "Photo by Jo Berg / Unsplash",
    ),
    "Joomla, intro image": (
        "<div class='page-header'></div><figure class='pull-none item-image'><img src='/images/2026/lighthouse-dusk.jpg#joomlaImage://local-images/2026/lighthouse-dusk.jpg?width=1200&height=800' itemprop='image' class='caption'>"
        f"<figcaption class='caption'>{CAPTION} (Foto: Jo Berg)</figcaption></figure>",
        CAPTION,
        "(Foto: Jo Berg)",
    ),
    "Joomla, caption from the title by script": (
        f"<div class='img_caption none' style='width: 800px'><img class='caption' src='/images/lighthouse-dusk.jpg' title='{CAPTION}'><p class='img_caption'>{CAPTION}</p></div>",
        CAPTION,
        None,
    ),
    "TYPO3": (
        "<div class='frame frame-type-textpic'><div class='ce-textpic ce-center ce-above'><div class='ce-gallery' data-ce-columns='1'><div class='ce-row'><div class='ce-column'>"
        "<figure class='image'><img class='image-embed-item' src='/fileadmin/_processed_/a/b/csm_lighthouse-dusk_0a1b2c3d4e.jpg' width='600' height='400'>"
        f"<figcaption class='image-caption'>{CAPTION} © Jo Berg</figcaption></figure></div></div></div></div></div>",
        CAPTION,
        "© Jo Berg",
    ),
    "TYPO3 news, credit in a title": (
        "<div class='news-img-wrap'><div class='outer'><div class='mediaelement mediaelement-image'><a href='/fileadmin/lighthouse-dusk.jpg' class='lightbox'><img class='img-fluid' src='/fileadmin/lighthouse-dusk.jpg' width='800' height='500'></a></div>"
        f"<p class='news-img-caption'>{CAPTION} <span class='copyright'>Foto: Jo Berg</span></p></div></div>",
        CAPTION,
        "Foto: Jo Berg",
    ),
    "Squarespace": (
        "<div class='sqs-block image-block sqs-block-image' data-block-type='5'><div class='sqs-block-content'><div class='image-block-outer-wrapper layout-caption-below'><figure class='sqs-block-image-figure intrinsic'><div class='image-block-wrapper'>"
        "<div class='sqs-image-shape-container-element has-aspect-ratio'><img data-stretch='false' data-src='/content/v1/5f/1652/lighthouse-dusk.jpg' data-image='/content/v1/5f/1652/lighthouse-dusk.jpg' data-image-dimensions='2500x1667' data-load='false' src='/content/v1/5f/1652/lighthouse-dusk.jpg'></div></div>"
        f"<figcaption class='image-caption-wrapper'><div class='image-caption'><p class=''>{CAPTION} Photo: Jo Berg</p></div></figcaption></figure></div></div></div>",
        CAPTION,
        "Photo: Jo Berg",
    ),
    "Substack": (
        "<div class='captioned-image-container'><figure><a class='image-link image2 is-viewable-img' target='_blank' href='/image/fetch/f_auto,q_auto:good/https%3A%2F%2Fpublic.example%2Fpublic%2Fimages%2F0a1b2c3d-lighthouse-dusk.jpeg'><div class='image2-inset'><picture>"
        "<source type='image/webp' srcset='/image/fetch/w_424,c_limit,f_webp,q_auto:good/https%3A%2F%2Fpublic.example%2Fpublic%2Fimages%2F0a1b2c3d-lighthouse-dusk.jpeg 424w, /image/fetch/w_1456,c_limit,f_webp,q_auto:good/https%3A%2F%2Fpublic.example%2Fpublic%2Fimages%2F0a1b2c3d-lighthouse-dusk.jpeg 1456w'>"
        "<img src='/image/fetch/w_1456,c_limit,f_auto,q_auto:good/https%3A%2F%2Fpublic.example%2Fpublic%2Fimages%2F0a1b2c3d-lighthouse-dusk.jpeg' width='1456' height='971' class='sizing-normal'></picture>"
        "<div class='image-link-expand'><div class='pencraft pc-display-flex'><button tabindex='0' type='button'>restack</button></div></div></div></a>"
        f"<figcaption class='image-caption'>{CAPTION} (Photo by Jo Berg/Getty Images)</figcaption></figure></div>",
        CAPTION,
        "(Photo by Jo Berg/Getty Images)",
    ),
    "Medium": (
        "<figure class='mx my mz na nb nc mu mv paragraph-image'><div role='button' tabindex='0' class='nd ne ec nf bh ng'><span class='ej ek el an em en eo ep eq speechify-ignore'>Press enter or click to view image in full size</span>"
        "<div class='mu mv mw'><picture><source srcset='/v2/resize:fit:640/format:webp/1*Ab12Cd34Ef56Gh78.jpeg 640w, /v2/resize:fit:1400/format:webp/1*Ab12Cd34Ef56Gh78.jpeg 1400w' type='image/webp'>"
        "<img alt='' class='bh ms ni c' width='700' height='467' loading='eager' src='/v2/resize:fit:1400/1*Ab12Cd34Ef56Gh78.jpeg'></picture></div></div>"
        f"<figcaption class='nj fg nk mu mv nl nm bf b bg z dt'>{CAPTION} Photo by <a class='ag nn' href='https://photos.example/@jo'>Jo Berg</a> on <a class='ag nn' href='https://photos.example'>Unsplash</a></figcaption></figure>",
        CAPTION,
        "Photo by Jo Berg on Unsplash",
    ),
    "Naviga": (
        "<figure class='article__image' data-uuid='0a1b2c3d'><img class='article__img' src='https://imengine.kestrel.example/?uuid=3f1c2b40-5d2e-5a7f-9b8c-001122334455&function=cropresize&type=preview&width=1200' width='1200' height='675'>"
        f"<figcaption class='article__caption'><span class='article__caption-text'>{CAPTION}</span> <span class='article__byline'>Foto: Jo Berg</span></figcaption></figure>",
        CAPTION,
        "Foto: Jo Berg",
    ),
    "Brightspot": (
        "<div class='Enhancement' data-align-center><div class='Enhancement-item'><figure class='Figure'><div class='Figure-media'><img class='Image' src='/dims4/default/0a/2147483647/strip/true/resize/840x560!/quality/90/?url=https%3A%2F%2Fcdn.kestrel.example%2Flighthouse-dusk.jpg' width='840' height='560'></div>"
        f"<div class='Figure-content'><figcaption class='Figure-caption'>{CAPTION}</figcaption><div class='Figure-credit'>Jo Berg/Kestrel</div></div></figure></div></div>",
        CAPTION,
        "Jo Berg/Kestrel",
    ),
    "Chorus": (
        "<figure class='e-image'><span class='e-image__inner'><span class='e-image__image' data-original='https://cdn.kestrel.example/uploads/lighthouse-dusk.jpg'><picture class='c-picture'><img src='https://cdn.kestrel.example/thumbor/x/0x0:1/uploads/lighthouse-dusk.jpg'></picture></span></span>"
        f"<span class='e-image__meta'><figcaption>{CAPTION}</figcaption><cite>Jo Berg/Getty Images</cite></span></figure>",
        CAPTION,
        "Jo Berg/Getty Images",
    ),
    "CUE / Escenic": (
        "<div class='article-image-container'><img class='article-image' src='/incoming/lighthouse-dusk.jpg/ALTERNATES/LANDSCAPE_1200/lighthouse-dusk.jpg'>"
        f"<div class='picture-details'><span class='article-image-caption'>{CAPTION}</span><span class='article-image-byline'>Picture: Jo Berg</span></div></div>",
        CAPTION,
        "Picture: Jo Berg",
    ),
    "TownNews": (
        "<figure class='photo layout-horizontal hover-expand'><div class='image'><div class='tncms-image-container'><img src='data:image/png;base64,iVBOR=' class='img-responsive lazyload full' data-srcset='/content/tncms/assets/v3/editorial/a/bc/abc12345-lighthouse-dusk/x.image.jpg?resize=990%2C660 990w'></div>"
        "<div class='photo-actions'><button class='btn'>Buy Now</button></div></div>"
        f"<figcaption class='caption'><span class='caption-text'><p>{CAPTION}</p></span><ul class='list-inline'><li><span class='tnt-byline'>Jo Berg/The Kestrel</span></li></ul></figcaption></figure>",
        CAPTION,
        "Jo Berg/The Kestrel",
    ),
    "Gannett": (
        "<figure class='gnt_em_img'><img class='gnt_em_img_i' src='/gcdn/presto/2026/05/18/lighthouse-dusk.jpg?width=660' data-c-caption='The lighthouse' data-c-credit='Jo Berg, USA TODAY'>"
        f"<div aria-label='{CAPTION}' class='gnt_em_img_ccw'><div class='gnt_em_img_cc'>{CAPTION}</div><div class='gnt_em_img_cr'>Jo Berg, USA TODAY</div></div></figure>",
        CAPTION,
        "Jo Berg, USA TODAY",
    ),
    "Webflow": (
        "<figure class='w-richtext-align-fullwidth w-richtext-figure-type-image'><div><img src='https://assets.kestrel.example/5f/6_lighthouse-dusk.jpg' loading='lazy'></div>"
        f"<figcaption>{CAPTION} Credit: Jo Berg</figcaption></figure>",
        CAPTION,
        "Credit: Jo Berg",
    ),
    "Wix": (
        "<div data-hook='imageViewer'><figure class='_3xMnJ'><div class='_2-4Fc'><wow-image class='_1ra-M' data-image-info='{}'><img src='https://static.kestrel.example/media/ab12cd_0a1b2c3d4e5f~mv2.jpg/v1/fill/w_740,h_493/lighthouse-dusk.jpg' width='740' height='493'></wow-image></div>"
        f"<figcaption class='_4dRt'>{CAPTION} Photo: Jo Berg</figcaption></figure></div>",
        CAPTION,
        "Photo: Jo Berg",
    ),
    "Blogger": (
        "<table align='center' cellpadding='0' cellspacing='0' class='tr-caption-container'><tbody><tr><td><a href='https://blogger.example/s1600/lighthouse-dusk.jpg'><img border='0' src='https://blogger.example/s640/lighthouse-dusk.jpg' width='640' height='427'></a></td></tr>"
        f"<tr><td class='tr-caption' style='text-align: center;'>{CAPTION} Photo: Jo Berg</td></tr></tbody></table>",
        CAPTION,
        "Photo: Jo Berg",
    ),
    "MediaWiki": (
        "<figure typeof='mw:File/Thumb'><a href='/wiki/File:Lighthouse-dusk.jpg' class='mw-file-description'><img src='/thumb/a/ab/Lighthouse-dusk.jpg/330px-Lighthouse-dusk.jpg' width='330' height='220' class='mw-file-element'></a>"
        f"<figcaption>{CAPTION}</figcaption></figure>",
        CAPTION,
        None,
    ),
    "Next.js image with hashed classes": (
        "<figure class='css-1fanzo5'><div class='css-1a48zt4'><span style='box-sizing:border-box'><img alt='' src='/_next/image?url=https%3A%2F%2Fcdn.kestrel.example%2Flighthouse-dusk.jpg&w=3840&q=75' decoding='async'></span></div>"
        f"<figcaption class='css-13o4bnr'><span aria-hidden='false' class='css-jevhma'>{CAPTION}</span><span class='css-1u46b97'><span class='css-1ly73wi'>Credit...</span><span>Jo Berg for The Kestrel</span></span></figcaption></figure>",
        CAPTION,
        "Credit... Jo Berg for The Kestrel",
    ),
    "Sanity / portable text": (
        "<div class='my-8'><div class='relative w-full'><img src='https://cdn.kestrel.example/images/p1/prod/0a1b2c3d4e5f60718293-2400x1600.jpg?w=1200' class='object-cover'></div>"
        f"<div class='mt-2 text-sm text-gray-600'>{CAPTION} <span class='uppercase'>Jo Berg/AFP</span></div></div>",
        CAPTION,
        "Jo Berg/AFP",
    ),
    "Dutch and Flemish regional papers": (
        "<figure class='article__figure'><img data-src='/images/lighthouse-dusk.jpg' src='/spacer.gif'><figcaption class='figure__caption'><span class='figure__title'>"
        f"{CAPTION}</span> <small class='figure__source'>© Jo Berg - ANP</small></figcaption></figure>",
        CAPTION,
        "© Jo Berg - ANP",
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("place", ["first", "middle"])
def test_a_systems_picture_is_read_with_caption_and_credit(system, place, only):
    markup, caption, credit = SYSTEMS[system]
    assert only(**{place: markup})[:2] == (caption, credit)
