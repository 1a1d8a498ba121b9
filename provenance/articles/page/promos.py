"""Pictures that are not editorial: adverts, offers, teaser cards, author portraits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import absolute, looks_like_picture
from provenance.articles.page.images import PageImage
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.lexicon import patterns as words

_HEADED = frozenset({"h2", "h3", "h4", "h5"})
_LEVELS = 8
"""Elements looked at above a picture: a card is built of up to six."""
MAX_CARD = 600
"""Characters of a box that can still be a card or an offer."""
MAX_OFFER = 1_000
"""Characters of an offer, which may praise itself at length."""
_MAX_ADVERT = 200
_TITLE = 15
"""Characters from which a link's text is a title, not "more"."""
_SALES = re.compile(
    r"(?<![a-z])(?:abos?|abonn\w{0,12}|subscri\w{0,8}|suscri\w{0,8}|abbona\w{0,8}|assinatura|assine|prenumer\w{0,8}|podpiska|"
    r"newsletters?|membership|sign-?up|offres?|donat\w{0,4}|donar|spenden?|faire-un-don|"
    r"support-?us|unterst(?:ue|ü|%c3%bc)tz\w{0,4}|soutenir|soutien|sostien\w{0,4}|apoya\w{0,4})(?![a-z])"
)
_WRITERS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|autore|auteurs?|contributors?|columnists?|kolumnisten?|journalists?|journalistes?|"
    r"reporters?|writers?|yazar(?:lar)?|forfatter|skribent|avtory?)/"
)


def is_promotional(page: Page, image: PageImage, pairing: Pairing) -> bool:
    """True for an advert, an offer, a teaser, a byline, and an embedded document's stand-in."""
    if _is_advert(page, image) or _stands_in(image):
        return True
    if not pairing.credit and (_signs_story(page, pairing) or _is_offer(page, image)):
        return True
    return _is_card(page, image, pairing)


def _is_advert(page: Page, image: PageImage) -> bool:
    """True where the nearest box with a text of its own is labelled "Advertisement", in whatever
    language.

    The label's own box counts: one over an empty advert's place in front of the picture does not.
    """
    for box in islice(image.node.ancestors(), 4):
        if box.contains(page.main.column) or box.size > _MAX_ADVERT or page.main.paragraphs_in(box):
            return False
        if box.last - box.order > MAX_BOX:
            return False
        for label in box.children:
            if isinstance(label, Node) and (
                label.size > 60 or not all(n.size for n in label.walk())
            ):
                continue
            text = label if isinstance(label, str) else label.text
            if text.strip(" -–—:.[]()\n\t0123456789").lower() in words.advert_labels():
                return True
    return False


def _stands_in(image: PageImage) -> bool:
    """True for the picture that a page shows in place of an embedded document where scripts are
    off."""
    for node in image.nodes:
        outer = next((a for a in islice(node.ancestors(), 4) if a.tag == "noscript"), None)
        if outer is None or outer.parent is None:
            return False
        if not any(n.tag == "iframe" for n in outer.parent.elements()):
            return False
    return True


def _signs_story(page: Page, pairing: Pairing) -> bool:
    """True where the text with the picture is a byline or says whom to write to: it leads to a
    writer or a mailbox."""
    if not pairing.caption or len(pairing.caption) > 120:
        return False
    if any(n.get("href").lower().startswith("mailto:") for n in _links(pairing.container)):
        return True
    return any(
        n.text
        and n.text in pairing.caption
        and _WRITERS.search(absolute(page.url, n.get("href")).lower())
        for n in _links(pairing.container)
    )


def _is_offer(page: Page, image: PageImage) -> bool:
    """True for a picture in a box all of whose links are paid for, or lead to subscriptions,
    letters or gifts."""
    for box in islice(image.node.ancestors(), _LEVELS):
        if (
            box.contains(page.main.column)
            or box.size > MAX_OFFER
            or page.main.paragraphs_in(box) > 1
        ):
            return False
        if box.last - box.order > MAX_BOX:
            return False
        links = list(_links(box))
        if links:
            return all(
                "sponsored" in n.get("rel") or _sells(absolute(page.url, n.get("href")))
                for n in links
            )
    return False


def _is_card(page: Page, image: PageImage, pairing: Pairing) -> bool:
    """True for a teaser or an offer: a picture that leads to another page, one in a box whose text
    mostly does, that asks for a mail address, and one that an `<article>` inside the article shows
    with a title and a link."""
    if (
        image.link
        and not pairing.credit
        and (leads_away(image.link, page.url) or _is_titled_link(image))
    ):
        return True
    box = pairing.container
    for ancestor in islice(image.node.ancestors(), _LEVELS):
        if (
            ancestor.contains(page.main.column)
            or (
                page.main.paragraphs_in(ancestor) > 1 and ancestor.tag != "li"
            )  # a list's teaser may be long
            or ancestor.size > MAX_CARD
            or ancestor.last - ancestor.order > MAX_BOX
        ):
            break
        if ancestor.order < box.order and any(
            n.tag in ("figure", "h1") for n in ancestor.walk() if not box.contains(n)
        ):
            break
        links = list(_links(ancestor))
        away = [
            n
            for n in links
            if len(n.text) > _TITLE and leads_away(absolute(page.url, n.get("href")), page.url)
        ]
        if sum(len(n.text) for n in away) > 0.6 * len(ancestor.text):
            return True
        if any(n.tag == "input" and n.get("type").lower() == "email" for n in ancestor.walk()):
            return True
        titles = [h.text for h in ancestor.walk() if h.tag in _HEADED and h.text]
        if ancestor.tag == "article" and titles and not pairing.credit:
            return any(leads_away(absolute(page.url, n.get("href")), page.url) for n in links)
        if any(n.text in title or title in n.text for n in away for title in titles):
            return True
    return False


def _links(box: Node) -> Iterator[Node]:
    return (n for n in box.walk() if n.tag == "a" and n.get("href"))


def _is_titled_link(image: PageImage) -> bool:
    """True where one link holds the picture and a title: a card, of this site's page or
    another's."""
    link = next((a for a in islice(image.node.ancestors(), 6) if a.tag == "a"), None)
    return link is not None and len(link.text) > _TITLE and not shows_pictures(link.get("href"))


def _sells(link: str) -> bool:
    """True for the address of a page that offers subscriptions or letters."""
    try:
        parts = urlsplit(link.lower())
    except ValueError:
        return False
    return bool(_SALES.search(f"{parts.netloc.partition('.')[0]}/{parts.path}"))


def leads_away(link: str, base: str | None) -> bool:
    """True for a link to another page; a link to a picture, to a gallery or to the page itself
    is none."""
    if looks_like_picture(link):
        return False
    try:
        here, there = urlsplit(base or ""), urlsplit(link)
    except ValueError:
        return False
    if there.scheme not in ("http", "https", "") or (there.netloc, there.path) == (
        here.netloc,
        here.path,
    ):
        return False
    if there.netloc and here.netloc and _site(there.netloc) != _site(here.netloc):
        return False  # a shop or a source, not a story of this site
    return not shows_pictures(there.path)


def shows_pictures(link: str) -> bool:
    """True for the address of a picture or of a gallery."""
    return looks_like_picture(link) or any(
        w in link.lower()
        for w in (
            "/galler",
            "/photo",
            "/image",
            "/foto",
            "/picture",
            "/attachment",
            "_photo",
            "photos/",
        )
    )


def _site(host: str) -> str:
    return ".".join(host.lower().split(":")[0].split(".")[-2:])
