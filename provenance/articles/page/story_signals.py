"""The signs that a picture is the story's own, with their weights."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import islice
from math import log

from provenance import lazy_re as re
from provenance.articles.page import promos
from provenance.articles.page.addresses import is_furniture
from provenance.articles.page.candidate import Candidate
from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import asked_width
from provenance.articles.page.images import (
    PageImage,
    is_called_icon,
    is_called_lead,
    is_drawing,
    is_icon_file,
    is_in_icon_folder,
    is_preview,
    lead_box,
    opens_lightbox,
)
from provenance.articles.page.near_text import is_date_line
from provenance.articles.page.page import Page
from provenance.articles.page.text_runs import hint_of
from provenance.articles.page.video_posters import is_poster
from provenance.lexicon import patterns as words
from provenance.model.signals import Signal, SignalTable

_FOLLOW = re.compile(
    r"https?://(?:[\w-]{1,60}\.){0,3}(?:news\.google|whatsapp|facebook|twitter|x|instagram|youtube|"
    r"tiktok|linkedin|t|telegram|patreon|ko-fi|paypal|apple|play\.google)\.(?:com|me)/",
    re.I,
)
"""Where a button "Follow us" leads; a picture of a post stands in a figure or has a credit."""
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
MAX_NAME_WORDS = 4
"""Words of a file's name up to which one of them says what it is for; more tell what it shows."""
GALLERY = re.compile(
    r"(?<![a-z])(?:galler(?:y|ies)|galerie?|galeria|carousel|slide|slides|slider|slideshow|swiper|"
    r"splide|slick|flickity|glide|lightgallery|lightbox|fotorama|photoswipe|fotostrecke|bildergalerie|"
    r"diaporama|fotogaleria|tiled-gallery|image-row)(?![a-z])"
)
"""What pages, plug-ins and scripts call a box of several pictures to look through."""
_THUMBS = re.compile(
    r"(?<![a-z])(?:indicators?|thumbs|slider-nav|thumb-nav|swiper-button-(?:prev|next)|"
    r"(?:carousel|slider|slide|gallery|swiper)-(?:controls?|arrows?)|"
    r"(?:carousel|slider|gallery)-(?:prev|next)(?:-button)?)(?![a-z])"
)
"""What they call what a reader turns to another picture with: small copies in a row, arrows."""
MAX_LEADS = 64
"""Pictures before a headline among which its own are looked for."""
LARGE = 500
"""Pixels of width from which a picture is offered as one to look at."""


def _in_figure(one: Candidate) -> bool:
    return one.image.figure is not None


def opens_page(page: Page, image: PageImage) -> bool:
    """True for the picture or gallery over the headline that is called the lead.

    Themes set it above everything else, outside the article; cards that are called so too lead to
    their stories."""
    heading = page.main.heading
    if heading is None or image.link or image.node.order > heading.order:
        return False
    box = lead_box(image.node)
    if box is None:
        return False
    before = islice(page.shown, MAX_LEADS)
    others = (lead_box(one.node) for order, one in before if order < heading.order)
    return all(other is None or _first_name(other) == _first_name(box) for other in others)


def _first_name(box: Node) -> str:
    return box.names.partition(" ")[0]


def _own_figcaption(one: Candidate) -> bool:
    figure = one.image.figure
    return figure is not None and any(n.tag == "figcaption" and n.size for n in figure.elements())


def _width(one: Candidate) -> float:
    asked = [w for u in one.image.urls if (w := asked_width(u)) is not None]
    return max([one.image.width or 0, one.image.widest_width, *asked])


def _is_large(one: Candidate) -> bool:
    return _width(one) >= LARGE


def _is_small(one: Candidate) -> bool:
    """True for a small picture that is no thumbnail of a large one."""
    return 0 < _width(one) < 250 and not _opens_enlarged(one)


def _boilerplate(one: Candidate) -> bool:
    """In an element called by a word of what stands around stories.

    A "banner" with the picture that the page declares and calls its lead is the story's, and so is
    a box called "sharing" with a declared picture and its caption."""
    called = _declared_lead(one) and _is_called_lead(one)
    if one.declared and (called or _has_called_caption(one)):
        return False
    return one.page.main.is_boilerplate(one.node)


def _has_called_caption(one: Candidate) -> bool:
    """The page calls its text a caption, itself or the box around it."""
    at, caption = one.pairing.caption_at, one.pairing.caption
    return at is not None and bool(caption) and hint_of(at, one.pairing.container) == "caption"


def _maybe_boilerplate(one: Candidate) -> bool:
    if one.captioned or one.declared or _boilerplate(one) or _plays_in_text(one):
        return False
    return one.page.main.is_boilerplate(one.node, captioned=False)


def _plays_in_text(one: Candidate) -> bool:
    """The still of a video between two paragraphs, which plays where it stands."""
    return _among_paragraphs(one) and not one.image.link and is_poster(one.page, one.image)


def _of_next_story(one: Candidate) -> bool:
    """Behind the headline of another story that the page goes on with.

    It is built as the story's own headline is, and signed or dated as that is; a title in a story
    is neither."""
    main = one.page.main
    heading = main.heading
    if heading is None or one.node.order < heading.last:
        return False
    return any(start < one.node.order for start in one.layout.next_stories)


def _in_aside(one: Candidate) -> bool:
    """In an aside of the page.

    An editor's program may set one around every picture, with nothing else in it."""
    main = one.page.main
    around = (a for a in one.node.ancestors() if a.tag == "aside")
    return any(
        not a.contains(main.column) and (a.size > 0 or a.parent not in main.rows) for a in around
    )


def _outside_words(path: str) -> set[str]:
    return {found.group(0) for found in words.names("outside").finditer(path.lower())}


def _folders_and_file(url: str) -> tuple[str, str]:
    folders, _, name = re.sub(r"^[^/]*//[^/]*", "", url.partition("?")[0]).rpartition("/")
    return folders, name


def _boilerplate_address(one: Candidate) -> bool:
    """True for a folder named for what stands around stories, unlike the page's."""
    folders, _ = _folders_and_file(one.image.urls[0])
    page, _ = _folders_and_file(one.page.url or "")
    return bool(_outside_words(folders) - _outside_words(page))


_SENT = re.compile(r"whatsapp[-_ ]?(?:image|video|bild|foto|photo)", re.I)
"""How telephones name what was sent to them."""


def _boilerplate_file(one: Candidate) -> bool:
    """The file's name is such a word and hardly more: "newsletter-box.png".

    Not where it stands in the text and leads nowhere: of eight such on 1,180 pages seven were the
    story's."""
    if _among_paragraphs(one) and not one.image.link:
        return False
    _, name = _folders_and_file(one.image.urls[0])
    name = _SENT.sub("", name)
    if len(_NAME_WORD.findall(name.partition(".")[0])) > MAX_NAME_WORDS:
        return False
    _, page = _folders_and_file(one.page.url or "")
    return bool(_outside_words(name) - _outside_words(page))


_ADVERT_HOST = re.compile(
    r"//(?:[\w-]{1,40}\.){0,3}(?:impactradius-\w{2,6}|doubleclick|googlesyndication|awin1|shareasale|"
    r"tradedoubler|zanox|linksynergy|amazon-adsystem|adform|criteo|digistore24|financeads|belboon|"
    r"3lift|adition|adnxs|connatix|ligatus|mgid|outbrain|plista|primis|pubmatic|revcontent|taboola|teads)\.|"
    r"/(?:display-?ads?|banner-?ads?|adserver)/",
    re.I,
)
"""Services that serve adverts, with other people's stories or videos among them, and folders called
so."""
_ADVERT_SIZE = re.compile(
    r"(?<!\d)(?:728x90|970x(?:90|250)|160x600|320x(?:50|100)|468x60|300x600|120x600)(?!\d)", re.I
)
"""The sizes that adverts are sold in; those that are also a thumbnail's are left out."""


def _advert_size(one: Candidate) -> bool:
    return bool(_ADVERT_SIZE.search(one.image.urls[0].rsplit("/", 1)[-1]))


_PROMO_FILE = re.compile(
    r"(?<![a-z])(?:call-to-action|teaser|promo|werbung|anzeige|advert|banner|merch(?:andise)?)(?![a-z])"
)
_AD_FILE = re.compile(r"(?:^|[-_.])ads?(?:[-_.][\w.-]*)?\.(?:png|jpe?g|gif|webp|avif)$")
"""An advert's file: "spring-ad-2.png"; "ad" is a word of its own in it."""
_NAMING = 2
"""Last parts of an address that may name a rendition: "image-thumb__1__teaser/cough.webp"."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASKED_HEIGHT = re.compile(r"[?&_,/;](?:h|height)[=_:](\d{1,4})(?!\d)")
MAX_GALLERY_LEVELS = 10
"""Elements between a picture and the box of its gallery: page builders nest up to nine."""
MAX_PROPORTION = 4.5
"""Width by height from which a picture is a banner; of the labelled ones none is wider."""


def _promo_file(one: Candidate) -> bool:
    parts = one.image.urls[0].split("?")[0].split("/")[-_NAMING:]
    called = _PROMO_FILE.search(_CAMEL.sub("-", "/".join(parts)).lower())
    return bool(called or _AD_FILE.search(parts[-1].lower()))


def _is_background(one: Candidate) -> bool:
    """It lies behind other things, and nothing makes it a picture.

    No credit in a lead's box does.
    """
    if _holds_headline(one) and _is_called_lead(one) and one.pairing.credit:
        return False
    return one.image.background and not one.image.spoken and not _in_figure(one)


def _drawing(one: Candidate) -> bool:
    """A drawing without a credit, or a button over a picture with one."""
    alone = one.pairing.credit or _declared_lead(one)
    return is_drawing(one.image) and (not alone or is_in_icon_folder(one.image))


def _is_banner(one: Candidate) -> bool:
    width, height = one.image.width, one.image.height
    asked = _ASKED_HEIGHT.search(one.image.urls[0])
    if not height and asked:
        width, height = asked_width(one.image.urls[0]), int(asked.group(1))
    return bool(width and height and width >= MAX_PROPORTION * height)


def _in_gallery(one: Candidate) -> bool:
    """True in a gallery of the article's own column, as one of its pictures.

    A carousel of other stories has titles in its items, or links that lead to them."""
    if not one.between or _is_item_of_other(one) or _promo_file(one):
        return False
    column, boxes = one.page.main.column, islice(one.node.ancestors(), MAX_GALLERY_LEVELS)
    for box in boxes:
        if box.contains(column) or _THUMBS.search(box.names):
            return False
        if box.attrs and GALLERY.search(box.names):
            return True
    return False


def _is_item_of_other(one: Candidate) -> bool:
    """Its box has a heading, or a link to another page that is no attachment's."""
    if _heading_in_box(one):
        return True
    return promos.links_to_page(one) and not _on_attachment(one)


def _on_attachment(one: Candidate) -> bool:
    """It leads to a page that a gallery gives each picture: named as its file."""
    link = (one.image.link or "").partition("?")[0].rstrip("/")
    slug = link.rpartition("/")[2].lower()
    _, name = _folders_and_file(one.image.urls[0])
    return bool(slug) and name.lower().startswith(slug)


def _holds_headline(one: Candidate) -> bool:
    """It is the background on which the headline stands."""
    heading = one.page.main.heading
    return heading is not None and one.node.contains(heading)


def _before_text(one: Candidate) -> bool:
    return one.node.order < one.page.main.first


def _after_text(one: Candidate) -> bool:
    main = one.page.main
    return one.node.order > main.end and not main.column.contains(one.node)


def _among_paragraphs(one: Candidate) -> bool:
    """A running paragraph stands before and behind it in the column."""
    main = one.page.main
    return main.first < one.node.order < main.end and main.column.contains(one.node)


def _near_headline(one: Candidate) -> bool:
    heading = one.page.main.heading
    return heading is not None and heading.order < one.node.order < one.page.main.first


def _follows(one: Candidate) -> bool:
    return bool(one.image.link and _FOLLOW.match(one.image.link))


def _links_to_page(one: Candidate) -> bool:
    """True for a link to another page of the site, not the picture's own."""
    return promos.links_to_page(one) and not (_on_attachment(one) and _in_gallery(one))


def _links_to_picture(one: Candidate) -> bool:
    return bool(one.image.link) and promos.shows_pictures(one.image.link or "")


def _opens_enlarged(one: Candidate) -> bool:
    """It is in the story's box, and a script shows its large version on a click."""
    drawn = is_drawing(one.image) or is_icon_file(one.image)  # a magnifying glass over it
    if drawn or not one.inside or not _links_to_picture(one):
        return False
    link = next((a for a in islice(one.node.ancestors(), 3) if a.tag == "a"), None)
    return link is not None and opens_lightbox(link)


def _is_called_lead(one: Candidate) -> bool:
    return is_called_lead(one.node)


def _furniture_address(one: Candidate) -> bool:
    return is_furniture(one.image.urls[0])


def _above_headline(one: Candidate) -> bool:
    """It stands in the article before the headline, and no other picture does."""
    heading, root = one.page.main.heading, one.page.main.root
    if heading is None or not (root.order < one.node.order < heading.order):
        return False
    if not one.image.alt and not _is_called_lead(one):
        return False
    return not any(root.order < o < heading.order and i is not one.image for o, i in one.page.shown)


def _caption_is_link(one: Candidate) -> bool:
    """All of its caption is a link to another page of the site."""
    at, caption = one.pairing.caption_at, one.pairing.caption
    if at is None or not caption:
        return False
    near = [at, *islice(at.ancestors(), 2), *islice(at.walk(), 12)]
    return any(
        n.tag == "a"
        and n.get("href")
        and len(n.text) >= 0.9 * len(caption)
        and not promos.shows_pictures(n.get("href"))
        for n in near
    )


def _marked_caption(one: Candidate) -> bool:
    """The page calls its text outside a figure a caption."""
    at = one.pairing.caption_at
    return at is not None and not _in_figure(one) and hint_of(at, at) == "caption"


MAX_PORTRAIT = 300
"""Pixels of width up to which a picture beside a presentation is its writer's portrait."""
_PRESENTS = re.compile(
    r"(?:(?:Dr|Prof)\. )?[^\W\d_][\w'’-]{1,30}(?: [^\W\d_][\w.'’-]{0,30}){1,3},? "
    r"(?:is|was|works|writes|covers|ist|war|arbeitet|schreibt|est|écrit|es|escribe|è|scrive|"
    r"é|escreve|schrijft|werkt|är|skriver|er|jest|pisze) \w"
)
_PORTRAIT = re.compile(r"(?<![a-z])(?:portr[aä]i?ts?|portraet|portrett|retrato)(?![a-z])")


def _is_portrait(one: Candidate) -> bool:
    """Its alternative text or its file's name says that it shows somebody's face."""
    name = one.image.urls[0].split("?")[0].rsplit("/", 1)[-1]
    return bool(_PORTRAIT.search(f"{one.image.alt} {name}".lower()))


MAX_FACE = 120
"""Pixels of width up to which a picture beside a story's date is its writer's face; in 630 labelled
pages such faces and cards have up to 120, the next pictures beside a date 226."""


def _dated_face(one: Candidate) -> bool:
    """True for a picture shown as small as a face beside the date of the story."""
    width = one.image.width or 0
    return 0 < width <= MAX_FACE and any(is_date_line(t.text) for t in one.pairing.judged)


def _presents_person(one: Candidate) -> bool:
    """True for a small picture beside "Jane Doe is a lawyer in Lund."."""
    return _is_portrait_sized(one) and bool(_PRESENTS.match(one.pairing.caption))


_TELEPHONE = re.compile(
    r"(?<![\w/-])(?:\+\d{1,3}[ (/-][\d ()/-]{6,18}\d|0\d{2,5}[ /-]\d{3,8}(?:[ -]\d{1,6})?)(?![\w-])"
)


def _is_contact(one: Candidate) -> bool:
    """True beside a telephone number: the portrait of somebody to call."""
    texts = (judged.text for judged in one.pairing.judged)
    return any(_TELEPHONE.search(text) for text in texts)


def _is_portrait_sized(one: Candidate) -> bool:
    return 0 < _width(one) <= MAX_PORTRAIT


def _after_rule(one: Candidate) -> bool:
    return one.node.order > one.layout.end


def _shaped_as_outside(one: Candidate) -> float:
    """The share of pictures built alike that stand outside the text."""
    return one.layout.outside_share(one.image)


def _copied(one: Candidate) -> float:
    return log(one.layout.copies_of(one.image))


def _heading_in_box(one: Candidate) -> bool:
    return any(n.tag in ("h2", "h3", "h4") for box in one.cards[-1:] for n in box.walk())


def _links_in_box(one: Candidate) -> float:
    box = one.cards[-1] if one.cards else one.node
    linked = sum(n.size for n in box.walk() if n.tag == "a")
    return linked / box.size if box.size else 0.0


def _beside_paragraphs(one: Candidate) -> bool:
    """A box around it, of three at most, stands in a row with running paragraphs."""
    rows = one.page.main.rows
    return any(a.parent in rows for a in [one.node, *islice(one.node.ancestors(), 3)] if a.parent)


def _behind_most(one: Candidate) -> float:
    """The share of the paragraphs that stand before it."""
    orders = one.page.main.orders
    return bisect_left(orders, one.node.order) / len(orders) if orders else 0.0


def _uncredited(sign: Callable[[Candidate], bool]) -> Callable[[Candidate], bool]:
    """A sign that neither a credit nor the page's data may speak against."""
    return lambda one: not one.pairing.credit and not _declared_lead(one) and sign(one)


def _unmarked(sign: Callable[[Candidate], bool]) -> Callable[[Candidate], bool]:
    """A sign that counts only without a marked caption or credit."""
    return lambda one: not one.captioned and sign(one)


def _declared_lead(one: Candidate) -> bool:
    return one.declared and _before_text(one)


STORY = SignalTable(
    (
        # What the page declares
        Signal("declared", 3.0, lambda one: one.declared),
        Signal("declared-lead", 4.0, _declared_lead),
        # Where it stands
        Signal(
            "outside",
            -6.0,
            lambda one: (
                not (one.inside or one.between or one.captioned)
                and not (_is_called_lead(one) or _holds_headline(one))
                and not opens_page(one.page, one.image)
            ),
        ),
        Signal("inside", 1.0, lambda one: one.inside),
        Signal("between", 2.0, lambda one: one.between),
        Signal("near-headline", 0.5, _near_headline),
        Signal("above-headline", 1.0, _above_headline),
        Signal("among-paragraphs", 0.5, _among_paragraphs),
        Signal("beside-paragraphs", 1.0, _beside_paragraphs),
        Signal("after-text", -1.0, _after_text),
        Signal("behind-most", -0.5, _behind_most),
        Signal("after-rule", -4.0, _uncredited(_after_rule)),
        Signal("next-story", -20.0, _of_next_story),
        Signal("aside", -3.0, lambda one: not one.captioned and _in_aside(one)),
        # What stands with it
        Signal("caption", 0.5, lambda one: bool(one.pairing.caption)),
        Signal("captioned-figure", 2.0, lambda one: bool(one.pairing.caption) and _in_figure(one)),
        Signal("marked-caption", 1.5, _marked_caption),
        Signal("credit", 4.0, lambda one: bool(one.pairing.credit)),
        Signal("figure", 0.5, _in_figure),
        Signal("figcaption", 0.5, _own_figcaption),
        Signal("heading-in-box", -0.5, _heading_in_box),
        Signal("links-in-box", -1.0, _links_in_box),
        # How it is built
        Signal("large", 0.5, _is_large),
        Signal("small", -1.0, _is_small),
        Signal("preview", -5.0, _uncredited(lambda one: is_preview(one.image))),
        Signal("banner", -3.0, _is_banner),
        Signal("drawing", -4.0, _drawing),
        Signal("poster", -4.0, _unmarked(lambda one: one.node.tag == "video")),
        Signal("background", -5.0, _is_background),
        Signal("copies", -0.5, _copied),
        Signal("shaped-as-outside", -1.0, _shaped_as_outside),
        # What the page calls it
        Signal("called-lead", 1.5, _is_called_lead),
        Signal("called-icon", -8.0, lambda one: is_called_icon(one.image)),
        Signal("icon-file", -4.0, lambda one: is_icon_file(one.image)),
        Signal("icon-folder", -4.0, lambda one: is_in_icon_folder(one.image)),
        Signal("boilerplate", -9.0, _boilerplate),
        Signal("maybe-boilerplate", -3.0, _maybe_boilerplate),
        Signal(
            "boilerplate-address", -4.0, lambda one: not one.captioned and _boilerplate_address(one)
        ),
        Signal("boilerplate-file", -4.0, _unmarked(_boilerplate_file)),
        Signal("in-gallery", 3.5, _in_gallery),
        Signal("portrait", -2.5, _unmarked(_is_portrait)),
        Signal("contact", -8.0, _is_contact),
        Signal("dated-face", -4.0, _uncredited(_dated_face)),
        Signal("presents-person", -3.0, _uncredited(_presents_person)),
        Signal("promo-file", -3.0, _promo_file),
        Signal("furniture-address", -5.0, _furniture_address),
        # What it is set into
        Signal("advert", -8.0, promos.in_advert),
        Signal("stand-in", -8.0, promos.stands_in),
        Signal("byline", -6.0, _uncredited(promos.signs_story)),
        Signal("offer", -6.0, _uncredited(promos.in_offer)),
        Signal("offer-link", -12.0, promos.sells),
        Signal("license-button", -12.0, promos.is_license_button),
        Signal("shop-picture", -4.0, promos.shows_goods),
        Signal("campaign-link", -4.0, _unmarked(promos.is_campaign)),
        Signal("front-page-link", -2.0, _unmarked(promos.leads_to_front_page)),
        Signal("hidden", -5.0, _uncredited(promos.is_hidden_picture)),
        Signal("advert-host", -8.0, lambda one: bool(_ADVERT_HOST.search(one.image.urls[0][:200]))),
        Signal("advert-size", -4.0, _unmarked(_advert_size)),
        Signal("sponsored", -1.5, _uncredited(promos.is_sponsored)),
        Signal("sponsored-text", -1.5, _uncredited(promos.has_sponsored_text)),
        Signal("mail-form", -5.0, promos.in_mail_form),
        Signal("linked-article", -4.0, _uncredited(promos.in_linked_article)),
        Signal("linked-title", -8.0, promos.under_linked_title),
        Signal("overlay-link", -6.0, _uncredited(promos.under_overlay)),
        Signal("box-of-links", -9.0, promos.in_box_of_links),
        # Where it leads
        Signal("link-to-page", -4.0, _uncredited(promos.links_to_page)),
        Signal("same-link", -7.0, promos.shares_link_with_text),
        Signal("link-to-picture", 0.5, _links_to_picture),
        Signal("opens-enlarged", 3.5, _opens_enlarged),
        Signal("titled-link", -7.0, _uncredited(promos.in_titled_link)),
        Signal("linked-caption", -3.0, _uncredited(_caption_is_link)),
        Signal("follow-link", -4.0, lambda one: not one.captioned and _follows(one)),
    ),
    bias=-1.5,
)
"""What speaks for a picture's being the story's; above zero it is.

Set by hand, in the order of certainty: a mark of the page's own (data, credit, figure) outweighs a
guess by names. Fitting the weights to the labelled pages gained nothing on sites left out."""
