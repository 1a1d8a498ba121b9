"""Pictures that may be no photograph: a figure, a chart, a screenshot, an offer."""

from __future__ import annotations

from functools import cache, lru_cache
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
)
"""A price alone or behind a name of three words at most and a mark: "Brass lamp, € 49"."""
MAX_BEFORE_PEOPLE = 4
"""Words before those people that a text tells of: "Two young female students read"."""
MIN_DRAWN = 3
"""Drawings of a page from which the pictures among them may be drawings too, where they are half of
all."""
MAX_SAID = 400
"""Characters of a text in which a drawing's word is looked for."""
_PNG = re.compile(r"\.png(?:(?:\.[\w-]{1,40})?\.(?:webp|avif|jpe?g))?(?=/|\Z)")
"""A file in PNG by its name, or one that was made of it: "steps.png.webp"."""
_HANDED_ON = re.compile(r"[?&](?:url|src|image)=([^&#]{1,1000})")
"""Where an address that hands a picture on has the picture's own."""
_BY_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[_ ]\d\d-\d\d-\d\d")
"""A day and a clock's time as the whole name: so one tool calls its screenshots."""


def why_no_photograph(image: PublishedImage) -> str:
    """Why nobody is asked for its photographer; empty where nothing tells against one."""
    return _why(_said(image), image.alt or "", image.content_url or "")


def why_among_drawings(article: Article, image: PublishedImage) -> str:
    """Why one that nothing is said of may be no photograph: most pictures of its page are none.

    Empty for the lead, for what is called a photograph, and for one with a caption but in PNG.
    """
    if image.role is Role.LEAD or _is_photograph(image.alt or "", _file(image)):
        return ""
    if _said(image) and not _PNG.search(_file(image)):
        return ""
    asked = [
        one
        for one in article.images
        if one.role not in (Role.DECLARED, Role.POSTER) and not one.doubtful
    ]
    drawn = sum(map(_is_drawn, asked))
    if drawn < MIN_DRAWN or 2 * drawn < len(asked):
        return ""
    return say(
        "most pictures of the page are drawings or screenshots ({drawn} of {all}), by their names "
        "and words",
        drawn=drawn,
        all=len(asked),
    )


def _said(image: PublishedImage) -> str:
    """Its caption, but for one that only the page's data has and that is its alternative text."""
    if image.caption:
        return image.caption.text
    stated = image.structured_caption.text if image.structured_caption else ""
    return "" if stated == image.alt else stated


@lru_cache(maxsize=512)
def _why(text: str, alt: str, url: str) -> str:
    """Kept: on a page without credits each picture asks after those before it."""
    if found := _figure().match(text):
        return say("“{number}” counts it among the figures of the text", number=found[1])
    if found := _drawing().match(text or alt):
        return _drawn_by(found[0])
    if _PRICE.fullmatch(text):
        return say("its caption is that of an offer: “{text}”", text=text)
    name = _called(url)
    if _is_photograph(alt, name):
        return ""
    is_png = bool(_PNG.search(name))
    if not text and is_png:
        return say("no caption tells what it shows, and its file is of a kind for drawings (PNG)")
    told = f"{text[:MAX_SAID]} {alt[:MAX_SAID]}".strip()
    if (not text or is_png) and (found := _screen().search(told)):
        return _drawn_by(found[0])
    return ""


def _drawn_by(words: str) -> str:
    return say("its words tell of a drawing or a screenshot: “{words}”", words=words)


def _is_drawn(image: PublishedImage) -> bool:
    """True for what is a drawing or a screenshot by its words or by its file's name."""
    if image.credit or image.structured_credit:
        return False
    stem = _file(image).partition(".")[0]
    named = _BY_CLOCK.fullmatch(stem) or _screenshot().search(re.sub(r"[-_]", " ", stem))
    return bool(named) or bool(why_no_photograph(image))


def _is_photograph(alt: str, name: str) -> bool:
    """True for what its file or its alternative text calls one, or where that tells of people.

    A stock library's name, or a camera's number, is a photograph's.
    """
    stem = re.sub(r"[-_.]", " ", name)
    return bool(_photograph().search(stem) or _photograph().search(alt) or _people().search(alt))


def _file(image: PublishedImage) -> str:
    return _called(image.content_url or "")


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
