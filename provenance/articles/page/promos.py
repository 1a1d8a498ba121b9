"""Signs of pictures that are not editorial: adverts, offers, cards, portraits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.articles.page.candidate import LEVELS, Candidate, links_in
from provenance.articles.page.dom import Node
from provenance.articles.page.image_urls import absolute, looks_like_picture
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.text_runs import is_hidden
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.lexicon import patterns as words
from provenance.lexicon.folding import UNSPACED, is_far

_HEADED = frozenset({"h2", "h3", "h4", "h5"})
MAX_OFFER = 1_000
"""Longest promotional box, in characters."""
MAX_ADVERT = 200
"""Longest advert with its label, in characters."""
MAX_BYLINE = 120
"""Longest text that signs a story, in characters."""
TITLE = 15
"""Characters from which a link's text is a title, not "more"."""
_LABEL_OF_LINK = 10
"""Characters up to which a link's text is a button's: "Enlarge"."""
MOSTLY = 0.6
"""The share of a box's text from which its links to other pages make it a card."""
_LABEL = 60
"""Characters of a label over an advert."""
_SALES = re.compile(
    r"(?<![a-z])(?:abos?|abonn\w{0,12}|subscri\w{0,8}|suscri\w{0,8}|abbona\w{0,8}|assinatura|"
    r"assine|prenumer\w{0,8}|podpiska|newsletters?|membership|sign-?up|offres?|donat\w{0,4}|"
    r"donar|spenden?|faire-un-don|support-?us|unterst(?:ue|ü|%c3%bc)tz\w{0,4}|soutenir|soutien|"
    r"sostien\w{0,4}|apoya\w{0,4})(?![a-z])"
)
_WRITERS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|autore|auteurs?|contributors?|columnists?|kolumnisten?|"
    r"journalists?|journalistes?|reporters?|writers?|yazar(?:lar)?|forfatter|skribent|avtory?)/"
)


def in_advert(one: Candidate) -> bool:
    """True where the nearest box with a text of its own is labelled "Advertisement".

    The label's own box counts: one over an empty advert's place in front of the picture does not.
    """
    main = one.page.main
    for box in islice(one.node.ancestors(), 4):
        if box.contains(main.column) or box.size > MAX_ADVERT or main.paragraphs_in(box):
            return False
        if box.last - box.order > MAX_BOX:
            return False
        if any(_is_advert_label(child) for child in box.children):
            return True
    return False


def _is_advert_label(child: Node | str) -> bool:
    if isinstance(child, Node) and (child.size > _LABEL or not all(n.size for n in child.walk())):
        return False
    text = child if isinstance(child, str) else child.text
    return text.strip(" -–—:.[]()\n\t0123456789").lower() in words.advert_labels()


def stands_in(one: Candidate) -> bool:
    """True for what a page shows in place of an embedded document."""
    for node in one.image.nodes:
        outer = next((a for a in islice(node.ancestors(), 4) if a.tag == "noscript"), None)
        if outer is None or outer.parent is None:
            return False
        if not any(n.tag == "iframe" for n in outer.parent.elements()):
            return False
    return True


def signs_story(one: Candidate) -> bool:
    """True where the text with the picture leads to a writer or a mailbox: a byline."""
    caption, container = one.pairing.caption, one.pairing.container
    if not caption or len(caption) > MAX_BYLINE:
        return False
    links = list(links_in(container))
    if any(n.get("href").lower().startswith("mailto:") for n in links):
        return True
    url = one.page.url
    return any(
        n.text and n.text in caption and _WRITERS.search(absolute(url, n.get("href")).lower())
        for n in links
    )


def in_offer(one: Candidate) -> bool:
    """True in a box all of whose links lead to subscriptions, letters or gifts."""
    links = _offered(one)
    return bool(links) and all(_sells(absolute(one.page.url, n.get("href"))) for n in links)


def sells(one: Candidate) -> bool:
    """True for a picture that itself leads to subscriptions, letters or gifts."""
    return bool(one.image.link) and _sells(one.image.link or "")


def is_license_button(one: Candidate) -> bool:
    """True for the button of a licence: of the text, not of a picture."""
    link = one.image.link or ""
    return "//creativecommons.org/licen" in link or "//creativecommons.org/publicdomain" in link


_CAMPAIGN = re.compile(
    r"[?&]utm_(?:medium|source|campaign)=[^&]{0,40}"
    r"(?:partner|affiliat|sponsor|newsletter|paid|banner|cpc|advert|display)",
    re.I,
)


_GOODS = re.compile(
    r"//(?:[\w-]{1,40}\.)?(?:media-amazon|ssl-images-amazon|images-amazon)\.com/images/I/|"
    r"(?<!/cdn)/shop/(?:bilder|images?|img|media|products?|produkte)/",
    re.I,
)
"""Where shops keep the pictures of what they sell."""


def shows_goods(one: Candidate) -> bool:
    """True for a picture that a shop keeps of a thing it sells, credited to nobody."""
    if not _GOODS.search(one.image.urls[0][:400]):
        return False
    credit = one.pairing.credit
    if credit:
        return credit_likeness(credit) is not CreditScore.CERTAIN
    return not one.captioned


def is_campaign(one: Candidate) -> bool:
    """True for a picture whose link to another site says which campaign paid for it."""
    link, url = one.image.link or "", one.page.url or ""
    try:
        away = _site(urlsplit(link).netloc) != _site(urlsplit(url).netloc)
    except ValueError:
        return False
    return away and bool(_CAMPAIGN.search(link))


def leads_to_front_page(one: Candidate) -> bool:
    """True for a picture that leads to a site's front page, as adverts do."""
    try:
        parts = urlsplit(one.image.link or "")
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.fragment


def is_hidden_picture(one: Candidate) -> bool:
    """True for what is never shown: it is there for buttons that share it."""
    near = [one.node, *islice(one.node.ancestors(), 3)]
    return any(
        "display:none" in n.get("style").replace(" ", "").lower()
        for n in near
        if n.attrs and not n.contains(one.page.main.column)
    )


def is_sponsored(one: Candidate) -> bool:
    """True in a box all of whose links are paid for: an advert, a product."""
    links = _offered(one)
    return bool(links) and all("sponsored" in n.get("rel") for n in links)


def has_sponsored_text(one: Candidate) -> bool:
    """True where a link that is paid for says something: a price, a shop."""
    return is_sponsored(one) and any(n.size for n in _offered(one))


def _offered(one: Candidate) -> list[Node]:
    """The links of the smallest box around the picture that has any."""
    main = one.page.main
    for box in islice(one.node.ancestors(), LEVELS):
        if box.contains(main.column) or box.size > MAX_OFFER or main.paragraphs_in(box) > 1:
            return []
        if box.last - box.order > MAX_BOX:
            return []
        if links := list(links_in(box)):
            return links
    return []


def links_to_page(one: Candidate) -> bool:
    """True for a picture whose link leads to another page of the site."""
    return bool(one.image.link) and leads_away(one.image.link or "", one.page.url)


def shares_link_with_text(one: Candidate) -> bool:
    """True where picture and a text beside it lead to one other page."""
    link, url = one.image.link, one.page.url
    if not link or not leads_away(link, url):
        return False
    return any(
        _width(n) > _LABEL_OF_LINK and absolute(url, n.get("href")) == link
        for box in one.cards
        for n in links_in(box)
        if not n.contains(one.node)
    )


def _width(node: Node) -> int:
    """The length of a text, a letter of a script without spaces counted twice."""
    return len(node.text) + (len(UNSPACED.findall(node.text)) if is_far(node.text) else 0)


def in_titled_link(one: Candidate) -> bool:
    """True where one link holds the picture and a title: a card."""
    if not one.image.link:
        return False
    link = next((a for a in islice(one.node.ancestors(), 6) if a.tag == "a"), None)
    return link is not None and _width(link) > TITLE and not shows_pictures(link.get("href"))


def in_box_of_links(one: Candidate) -> bool:
    """True in a box whose text mostly leads to other pages."""
    if not one.cards:
        return False
    links = [n for n in _away(one, one.cards[-1]) if not _holds_caption(one, n)]
    return bool(links) and any(
        sum(len(n.text) for n in links if box.contains(n)) > MOSTLY * len(box.text)
        for box in one.cards
    )


MIN_CAPTION_WORDS = 4
"""Words of a caption in a link; the name of a writer beside the writer's portrait has fewer."""


def _holds_caption(one: Candidate, link: Node) -> bool:
    """True for a link around the picture with its caption and credit: a gallery's."""
    caption, credit = one.pairing.caption, one.pairing.credit
    told = len(caption.split()) >= MIN_CAPTION_WORDS and bool(credit)
    return told and link.contains(one.node) and link.text.endswith(credit)


def under_overlay(one: Candidate) -> bool:
    """True in a box that a link without a text of its own covers.

    All of it leads away.
    """
    url = one.page.url
    return any(
        not n.size and n.last == n.order and leads_away(absolute(url, n.get("href")), url)
        for box in one.cards
        if box.size > TITLE
        for n in links_in(box)
    )


def in_mail_form(one: Candidate) -> bool:
    """True in a box that asks for a mail address."""
    return any(
        n.tag == "input" and n.get("type").lower() == "email"
        for box in one.cards[-1:]
        for n in box.walk()
    )


def in_linked_article(one: Candidate) -> bool:
    """True in an inner `<article>` with a title and a link to another page."""
    url = one.page.url
    return any(
        box.tag == "article"
        and any(_titles(box))
        and any(leads_away(absolute(url, n.get("href")), url) for n in links_in(box))
        for box in one.cards
    )


def under_linked_title(one: Candidate) -> bool:
    """True in a box whose title leads to another page."""
    if not one.cards or not (titles := list(_titles(one.cards[-1]))):
        return False
    return any(
        n.text in title or title in n.text for n in _away(one, one.cards[-1]) for title in titles
    )


def _titles(box: Node) -> Iterator[str]:
    """The headings that a reader sees in a box."""
    return (h.text for h in box.walk() if h.tag in _HEADED and h.text and not is_hidden(h))


def _away(one: Candidate, box: Node) -> Iterator[Node]:
    """The links with a title in a box that lead to other pages of the site."""
    url = one.page.url
    for n in links_in(box):
        if (n.parent is not None and is_hidden(n.parent)) or "tag" in n.get("rel").split():
            continue
        if _width(n) > TITLE and leads_away(absolute(url, n.get("href")), url):
            yield n


def _sells(link: str) -> bool:
    """True for the address of a page that offers subscriptions or letters."""
    try:
        parts = urlsplit(link.lower())
    except ValueError:
        return False
    return bool(_SALES.search(f"{parts.netloc.partition('.')[0]}/{parts.path}"))


def leads_away(link: str, base: str | None) -> bool:
    """True for a link to another page of the site, neither a picture nor a gallery."""
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


def leaves_site(link: str, *own: str | None) -> bool:
    """True for a link to a site that is none of those of the addresses."""
    try:
        there, *here = (urlsplit(url or "").netloc for url in (link, *own))
    except ValueError:
        return False
    return bool(there) and _site(there) not in {_site(host) for host in here}


_SHOWS = (
    "/galler",
    "/photo",
    "/image",
    "/foto",
    "/picture",
    "/attachment",
    "_photo",
    "photos/",
)
"""Parts of addresses of galleries."""


def shows_pictures(link: str) -> bool:
    """True for the address of a picture or of a gallery."""
    return looks_like_picture(link) or any(w in link.lower() for w in _SHOWS)


def _site(host: str) -> str:
    return ".".join(host.lower().split(":")[0].split(".")[-2:])
