"""Pictures that may be no photograph: a figure, a chart, a screenshot, an offer."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.model import Article, PublishedImage, Role
from provenance.model.sentences import say
from provenance.rules.kit.evidence import words

MAX_BEFORE = 2
"""Words between an article and the one that says what is shown: "A simplified flow chart"."""
_PRICE = re.compile(
    r"(?:(?:\S{1,30}\s){0,2}\S{1,30}?\s?[,:–—-]\s?)?"
    r"(?:[$€£¥]\s?\d[\d.,]{0,12}|\d[\d.,]{0,12}\s?(?:[$€£]|EUR|USD|CHF))"
    r"|\S{1,30}\s(?:[$€£]\s?\d{1,6}[.,]\d\d|\d{1,6}[.,]\d\d\s?[$€£])"
)
"""A price alone or behind a name of three words at most and a mark: "Brass lamp, € 49", or behind a
shop's one word and to the cent: "Lampshop $ 49.90"."""
MAX_BEFORE_PEOPLE = 4
"""Words before those people that a text tells of: "Two young female students read"."""
MIN_DRAWN = 3
"""Drawings of a page from which the pictures among them may be drawings too, where they are half of
all."""
MIN_TOLD = 2
"""Those of them that words call so: files in PNG alone may be a shop's photographs."""
MAX_ASKED = 40
"""Pictures of a page that are looked at for that, as each picture asks: 8 pages of 1,232 have
more."""
MAX_ADDRESS = 2_000
"""Characters of an address at most that a file's name is read in: one with the picture in it is
longer."""
MAX_SAID = 400
"""Characters of a text in which a drawing's word is looked for."""
_PNG = re.compile(r"\.png(?:(?:\.[\w-]{1,40})?\.(?:webp|avif|jpe?g))?(?=/|\Z)")
"""A file in PNG by its name, or one that was made of it: "steps.png.webp"."""
_HANDED_ON = re.compile(r"[?&](?:url|src|image)=((?:https?:|https?%3A|/|%2F)[^&#]{1,1000})", re.I)
"""Where an address that hands a picture on has the picture's own."""
_BY_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[_ ]\d\d-\d\d-\d\d")
"""A day and a clock's time as the whole name: so one tool calls its screenshots."""


class _Shown(NamedTuple):
    """What tells of a picture; kept in its place, as it holds no bytes."""

    said: str
    alt: str
    name: str
    lead: bool
    credited: bool


def why_no_photograph(image: PublishedImage) -> str:
    """Why nobody is asked for its photographer; empty where nothing tells against one."""
    return _why(_shown(image))


def why_among_drawings(article: Article, image: PublishedImage) -> str:
    """Why one among drawings may be one too, where nothing is said of it.

    Most pictures of its page are. Empty for the lead, for what is called a photograph, and for one
    with a caption but in PNG.
    """
    one = _shown(image)
    if one.lead or (one.said and not _PNG.search(one.name)) or _is_photograph(one.alt, one.name):
        return ""
    first = article.images[:MAX_ASKED]
    return _why_drawings(tuple(_shown(other) for other in first if _is_asked(other)))


def _is_asked(image: PublishedImage) -> bool:
    return image.role not in (Role.DECLARED, Role.POSTER) and not image.doubtful


def _shown(image: PublishedImage) -> _Shown:
    """A caption that the data alone have counts where it is no alternative text."""
    stated = image.structured_caption.text if image.structured_caption else ""
    said = image.caption.text if image.caption else "" if stated == image.alt else stated
    url = image.content_url or ""
    return _Shown(
        said,
        image.alt or "",
        _called(url) if len(url) <= MAX_ADDRESS else "",
        image.role is Role.LEAD,
        bool(image.credit or image.structured_credit),
    )


@lru_cache(maxsize=512)
def _why(one: _Shown) -> str:
    """Kept: on a page without credits each picture asks after those before it."""
    if told := _told(one.said, one.alt, one.name):
        return told
    is_png = one.name.endswith(".png") or (not one.lead and _PNG.search(one.name))
    if one.said or not is_png or _is_photograph(one.alt, one.name):
        return ""
    return say("no caption tells what it shows, and its file is of a kind for drawings (PNG)")


@lru_cache(maxsize=8)
def _why_drawings(page: tuple[_Shown, ...]) -> str:
    """Kept: each picture of a page asks the same."""
    named = sum(map(_is_named_drawing, page))
    drawn = sum(_is_named_drawing(one) or bool(_why(one)) for one in page)
    if named < MIN_TOLD or drawn < MIN_DRAWN or 2 * drawn < len(page):
        return ""
    return say(
        "most pictures of the page are drawings or screenshots ({drawn} of {all}), by their names "
        "and words",
        drawn=drawn,
        all=len(page),
    )


def _told(text: str, alt: str, name: str) -> str:
    """What its words tell against a photograph."""
    if found := _figure().match(text):
        return say("“{number}” counts it among the figures of the text", number=found[1])
    if found := _drawing().match(text or alt):
        return _drawn_by(found[0])
    if _PRICE.fullmatch(text):
        return say("its caption is that of an offer: “{text}”", text=text)
    if _is_photograph(alt, name):
        return ""
    shown = _screen().search(alt[:MAX_SAID]) if not text else None
    if text and _PNG.search(name):
        shown = _screen().search(f"{text[:MAX_SAID]} {alt[:MAX_SAID]} {_spaced(name)}")
    return _drawn_by(shown[0]) if shown else ""


def _drawn_by(words: str) -> str:
    return say("its words tell of a drawing or a screenshot: “{words}”", words=words)


def _is_named_drawing(one: _Shown) -> bool:
    """True for what its words, or its file's name, call a drawing or a screenshot."""
    if one.credited:
        return False
    clocked = _BY_CLOCK.fullmatch(one.name.partition(".")[0])
    named = clocked or _screenshot().search(_spaced(one.name))
    return bool(named or _told(one.said, one.alt, one.name))


@lru_cache(maxsize=512)
def _is_photograph(alt: str, name: str) -> bool:
    """True for what is called a photograph, or shows people by its words.

    Its file's name and its alternative text are asked. A stock library's name, or a camera's
    number, is a photograph's.
    """
    called = _photograph().search(_spaced(name)) or _photograph().search(alt)
    return bool(called or _people().search(alt))


def _spaced(name: str) -> str:
    return re.sub(r"[-_.]", " ", name)


@lru_cache(maxsize=512)
def _called(url: str) -> str:
    """The file's name in small letters; of a picture that is handed on, its own."""
    inner = _HANDED_ON.search(url)
    path = unquote(inner[1]) if inner else unquote(url.partition("?")[0])
    last = path.partition("?")[0].lower()
    found = _PNG.search(last)
    return (last[: found.end()] if found else last).rstrip("/").rpartition("/")[2]


def names_materials(text: str) -> bool:
    """True for a work's label: it says what the work is made of, behind who made it."""
    return bool(_materials().search(text))


@cache
def _materials() -> re.Pattern[str]:
    """A part of its own between marks: a sentence's words stand with others."""
    what = "|".join(words("graphics")["materials"])
    return re.compile(rf"[,;.:(–—]\s?(?:{what})\s?(?:[,;.()–—]|\Z)", re.I)


@cache
def _figure() -> re.Pattern[str]:
    """A figure's word and number where a caption begins, no count ("Image 1 of 5")."""
    what = "|".join(words("graphics")["figures"])
    number = r"\.?\s?(?:№|no\.?|nr\.?|n°)?\s?\d{1,3}[a-z]?"
    no_count = r"(?![\w%])(?!\s?(?:/|of|von|de|di|sur|из|з)\s?\d)(?!\s(?-i:[a-zà-ÿа-я]))"
    return re.compile(rf"\W{{0,3}}((?:{what}){number}){no_count}", re.I)


@cache
def _drawing() -> re.Pattern[str]:
    """A drawing's word where a caption begins, or behind an article."""
    listed = words("graphics")
    sure, perhaps, behind, articles = (
        "|".join(listed[kind]) for kind in ("drawings", "perhaps", "behind", "articles")
    )
    led = rf"(?:(?:{articles})\s(?:[\w-]{{1,20}}\s){{0,{MAX_BEFORE}}}?)?"
    shown = rf"(?:{perhaps})(?=\s?[:：]|\W{{0,3}}\Z|\s(?:{behind})\s)"
    return re.compile(rf"\W{{0,3}}{led}(?:(?:{sure})(?![\w-])|{shown})", re.I)


@cache
def _screenshot() -> re.Pattern[str]:
    """Anywhere: a word of which nothing else is called so."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('graphics')['drawings'])})(?!\w)", re.I)


@cache
def _screen() -> re.Pattern[str]:
    """Anywhere: a program's face, where nothing tells of a photograph."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words('graphics')['screens'])})(?![\w-])", re.I)


@cache
def _photograph() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('graphics')['photographs'])})(?!\w)", re.I)


@cache
def _people() -> re.Pattern[str]:
    """Among the first words, and not behind one that tells whom something is for."""
    listed = words("graphics")
    who, whom = "|".join(listed["people"]), "|".join(listed["whom"])
    before = rf"(?:(?!(?:{whom})\s)[\w-]{{1,20}},?\s){{0,{MAX_BEFORE_PEOPLE}}}?"
    return re.compile(rf"\A\W{{0,3}}{before}(?:{who})(?!\w)", re.I)
