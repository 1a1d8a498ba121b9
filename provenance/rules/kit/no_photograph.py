"""Pictures that may be no photograph: a figure, a chart, a screenshot, an offer."""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import unquote

from provenance import lazy_re as re
from provenance.model import PublishedImage, Role
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
MAX_ADDRESS = 2_000
"""Characters of an address in which a file's name is looked for: one may hold the picture."""
MAX_SAID = 400
"""Characters of a text in which a drawing's word is looked for."""
_SUFFIX = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg|heic|tiff?|bmp)\Z")
_PNG = re.compile(r"\.png(?:(?:\.[\w-]{1,40})?\.(?:webp|avif|jpe?g))?\Z")
"""A file in PNG by its name, or one that was made of it: "steps.png.webp". Of 44 files in PNG that
nobody captioned on 576 labelled pages four were no story's, and of the others about a dozen were
photographs."""
_HANDED_ON = re.compile(r"[?&](?:url|src|image)=((?:https?:|https?%3A|/|%2F)[^&#]{1,1000})", re.I)
"""Where an address that hands a picture on has the picture's own."""


def why_no_photograph(image: PublishedImage) -> str:
    """Why nobody is asked for its photographer; empty where nothing tells against one."""
    caption = image.caption or image.structured_caption
    text = caption.text if caption else ""
    return _why(
        text[:MAX_SAID],
        (image.alt or "")[:MAX_SAID],
        (image.content_url or "")[:MAX_ADDRESS],
        image.role is Role.LEAD,
    )


@lru_cache(maxsize=512)
def _why(text: str, alt: str, url: str, lead: bool) -> str:
    """Kept: on a page without credits each picture asks after those before it.

    A program's face silences no lead, nor what any of its words calls a photograph.
    """
    if found := _figure().match(text):
        return say("“{number}” counts it among the figures of the text", number=found[1])
    if found := _drawing().match(text or alt):
        return _drawn_by(found[0])
    if _PRICE.fullmatch(text):
        return say("its caption is that of an offer: “{text}”", text=text)
    name = _called(url)
    is_png = bool(_PNG.search(name))
    if lead:  # only what its own address says, as it stands
        is_png = re.split(r"[?#]", url, maxsplit=1)[0].lower().endswith(".png")
    spaced = re.sub(r"[-_.]", " ", name)
    if _photograph().search(spaced):
        return ""
    if is_png and not text:
        return say("no caption tells what it shows, and its file is of a kind for drawings (PNG)")
    if lead or (text and not is_png):
        return ""
    said = f"{text} {alt} {spaced}" if is_png else alt
    found = _screen().search(said)
    return _drawn_by(found[0]) if found and not _photograph().search(said) else ""


def _drawn_by(words: str) -> str:
    return say("its words tell of a drawing or a screenshot: “{words}”", words=words)


def _called(url: str) -> str:
    """The file's name: the last one of its path that has a picture's suffix.

    Where the path does not end in one, an address that it hands on is asked first.
    """
    parts = _parts(url)
    if not _SUFFIX.search(parts[-1]) and (inner := _HANDED_ON.search(url)):
        parts += _parts(unquote(inner[1]))
    named = (part for part in reversed(parts) if _SUFFIX.search(part))
    return next(named, parts[-1])


def _parts(url: str) -> list[str]:
    """The path between its strokes, in small letters."""
    path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
    return re.split(r"[?#]", path, maxsplit=1)[0].lower().rstrip("/").split("/")


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
def _screen() -> re.Pattern[str]:
    """Anywhere: a program's face."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words('graphics')['screens'])})(?![\w-])", re.I)


@cache
def _photograph() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('graphics')['photographs'])})(?!\w)", re.I)
