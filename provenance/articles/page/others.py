"""Pictures that no story captions or credits: logos, faces, offers, cards."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.articles.page.images import PageImage, is_drawing
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.articles.page.promos import leads_away
from provenance.articles.page.text_runs import HEADINGS
from provenance.model.signals import Signal, SignalTable
from provenance.values import dataclass

MAX_PORTRAIT = 260
"""Pixels of width up to which a picture that nothing is said of may be a face or a box's."""
MIN_BANNER = 3.0
"""Width by height from which a picture is a strip: of the labelled ones one in 400 is wider."""
MAX_CARD = 12
"""Elements behind a picture among which a card's title stands."""
NEAR = 3
"""Elements above a picture whose names tell what it is."""
_DRAWING = (
    "logos?|icons?|avatar|emoji|favicon|infographi[ck]|infografik|diagramm?|"
    "chart(?!-(?:top|hit|star|show))|"
    "screen-?(?:shot|grab)|bildschirmfoto|capture-d.{0,4}cran|captura-de-(?:pantalla|tela)|"
    "schermata|schermafbeelding|zrzut-ekranu"
)
_MADE_FOR = (
    "profile?(?:bild|pic)?|profil|portr[aä]i?ts?|portraet|headshot|mugshot|newsletter|placeholder|"
    "platzhalter|ersatzbild|qr|advert(?:isement)?|anzeige|affiliate|(?:buch|book)-?cover|thumb(?:nail)?|"
    "teaser|ornament"
)
_ALSO_SHOWN = (
    "badge|bio|author|autor(?:in)?|auteur|banner|kopf(?:bereich)?|modal|default|lazy|loading|"
    "signature|button|werbung|promo|sponsor(?:ed)?|shop|deal|product|produkt|amazon|embed|website|"
    "sprite|spacer|divider|flag|karte|map"
)
_ON_SCREEN = (
    "dash-?board|user-?interface|(?:web|desktop)[ -]app|home[ -]?screen|login[ -]page|"
    "landing[ -]?page|tool-?bar|mock-?ups?"
)
_SOFTWARE = (
    "home-?page|interface|settings?|pricing|workflow|roadmap|kanban|templates?|"
    "pop-?up|login|plug-?in"
)
_FIGURES = r"formula|equation|graph|(?:fig|figure|plot|abb|abbildung)(?=[_.-]?\d)"


def _words(*lists: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(lists)})(?![a-z])")


_DRAWN_WORDS = _words(_DRAWING)
"""Words of a file's name that say that it is none of a camera, whatever is printed under it."""
_ALT_WORDS = _words(_DRAWING, _MADE_FOR, _ON_SCREEN)
"""Words of an alternative text that say what a picture is for."""
_NAME_WORDS = _words(_DRAWING, _MADE_FOR, _ALSO_SHOWN, _ON_SCREEN, _SOFTWARE, _FIGURES)
"""The same of a file's name: there also what a text tells as what is to be seen, a shop, a flag."""
_ARROW = re.compile(
    r"(?:(?:carousel|icon|slider)[_-])?(?:arrows?|chevron|caret)"
    r"(?:[_-](?:left|right|up|down|prev|next)){0,2}"
)
"""A page's arrow, as the whole name of its file: "chevron-left"; an oil firm is called so too."""
_BY_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[_ ]\d\dh\d\d[-_]\d\d(?!\d)")
"""How tools that take screenshots call them: "2031-02-03_14h05_09"; cameras set no "h"."""
_BOX = re.compile(
    r"(?<![a-z])(?:author|bio|profile|sponsor|product|contact|ansprechpartner\w{0,3})(?![a-z])"
)
"""The same of the names of what stands around it."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PRICE = re.compile(
    r"(?:[$€£¥]|(?<!\w)(?:EUR|USD|GBP|CHF|Rs\.?))\s?\d|\d[\d.,]{0,12}\s?(?:[$€£]|EUR(?!\w))"
)
_PLAYER = re.compile(
    r"(?:youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer)[^/]{0,40}/(?:embed|player|vi|watch)",
    re.I,
)
_DRAWN = re.compile(r"\.(?:svg|gif)(?:$|\?)", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture of the page with the texts beside it."""

    page: Page
    image: PageImage
    pairing: Pairing

    @property
    def inside(self) -> bool:
        """True in the article's root element, or between headline and the text's end."""
        main, node = self.page.main, self.image.node
        return main.root.contains(node) or main.top <= node.order <= main.end


def is_other(page: Page, image: PageImage, pairing: Pairing) -> bool:
    """True for a picture that no story captions or credits; one sign is enough."""
    return OTHER.weigh(Shown(page, image, pairing)).score > 0


def _leads_elsewhere(one: Shown) -> bool:
    """A click on it opens another page of the site, or of the picture's own."""
    link, page, image = one.image.link, one.page.url, one.image.shown
    return bool(link) and (leads_away(link or "", page) or leads_away(link or "", image))


def _card(one: Shown) -> bool:
    """It stands in a link, and its alternative text is the title behind it."""
    alt = one.image.alt.strip().lower()
    if not one.image.link or not alt:
        return False
    near = one.image.nodes[-1].onwards(MAX_CARD)
    return any(n.tag in HEADINGS and n.text.strip().lower() == alt for n in near)


def _of_goods(one: Shown) -> bool:
    """The page says that it offers goods, or its box that it is one."""
    kinds = (m.get("content") for m in one.page.dom.metas if m.get("property") == "og:type")
    if any(kind.lower().startswith("product") for kind in kinds):
        return True
    return any(n.get("itemtype").endswith("/Product") for n in one.image.node.ancestors())


def _named(one: Shown) -> bool:
    """It, its file or its box is called a thing that is no picture of a story."""
    names = " ".join(
        n.names for n in [one.image.node, *islice(one.image.node.ancestors(), NEAR)] if n.attrs
    )
    return bool(
        _NAME_WORDS.search(_file_name(one))
        or _ALT_WORDS.search(one.image.alt[:60].lower())
        or _BOX.search(names)
    )


def _named_drawing(one: Shown) -> bool:
    """Its file is called a logo, a chart, a screenshot, or as tools call one."""
    name = _file_name(one)
    stem = name.rpartition(".")[0] or name
    return bool(_DRAWN_WORDS.search(name) or _ARROW.fullmatch(stem) or _BY_CLOCK.match(name))


def _file_name(one: Shown) -> str:
    name = unquote(one.image.urls[0].split("?")[0]).rsplit("/", 1)[-1]
    return _CAMEL.sub("-", name).lower()


def _small(one: Shown) -> bool:
    """It is declared as narrow as a face or a thing in a box."""
    width, height = one.image.width or 0, one.image.height or 0
    return 0 < (width or height) <= MAX_PORTRAIT


def _strip(one: Shown) -> bool:
    width, height = one.image.width, one.image.height
    return bool(width and height and width >= MIN_BANNER * height)


def _sells(one: Shown) -> bool:
    """A price stands with it."""
    texts = [one.pairing.caption, *(judged.text for judged in one.pairing.judged)]
    return any(_PRICE.search(text) for text in texts if len(text) < 300)


def _untold(sign: Callable[[Shown], bool]) -> Callable[[Shown], bool]:
    """A sign that counts only where no caption tells that the picture is the story's.

    That is one in a figure, or within the article."""
    return lambda one: (
        not (one.pairing.caption and (one.image.figure is not None or one.inside)) and sign(one)
    )


def _bare(sign: Callable[[Shown], bool]) -> Callable[[Shown], bool]:
    """A sign that counts only without a caption."""
    return lambda one: not one.pairing.caption and sign(one)


OTHER: SignalTable[Shown] = SignalTable(
    (
        Signal("named", 1.0, _untold(_named)),
        Signal("named-drawing", 1.0, _named_drawing),
        Signal("small", 1.0, _bare(_small)),
        Signal("strip", 1.0, _bare(_strip)),
        Signal("leads-elsewhere", 1.0, _leads_elsewhere),
        Signal("card", 1.0, _card),
        Signal("goods", 1.0, _of_goods),
        Signal("price", 1.0, _untold(_sells)),
        Signal("player", 1.0, lambda one: bool(_PLAYER.search(one.image.shown))),
        Signal(
            "drawn", 1.0, lambda one: is_drawing(one.image) or bool(_DRAWN.search(one.image.shown))
        ),
        Signal("behind-text", 1.0, _bare(lambda one: one.image.node.order > one.page.main.end)),
        Signal("aside", 1.0, _bare(lambda one: not one.inside)),
        Signal("background", 1.0, _bare(lambda one: one.image.background)),
    ),
)
"""What speaks for a picture's being none that a story captions and credits; one sign is enough."""
