"""Pictures that may be no photograph: a figure, a chart, a screenshot, an offer."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.model import PublishedImage
from provenance.model.sentences import say
from provenance.rules.kit.evidence import words

MAX_BEFORE = 2
"""Words between an article and the one that says what is shown: "A simplified flow chart"."""
_PRICE = re.compile(
    r"(?:(?:\S{1,30}\s){0,2}\S{1,30}?\s?[,:–—-]\s?)?"
    r"(?:[$€£¥]\s?\d[\d.,]{0,12}|\d[\d.,]{0,12}\s?(?:[$€£]|EUR|USD|CHF))"
)
"""A price alone or behind a name of three words at most and a mark: "Brass lamp, € 49"."""


def why_no_photograph(image: PublishedImage) -> str:
    """Why nobody is asked for its photographer; empty where nothing tells against one."""
    caption = image.caption or image.structured_caption
    text = caption.text if caption else ""
    if found := _figure().match(text):
        return say("“{number}” counts it among the figures of the text", number=found[1])
    if found := _drawing().match(text or image.alt or ""):
        return say("its words tell of a drawing or a screenshot: “{words}”", words=found[0])
    if _PRICE.fullmatch(text):
        return say("its caption is that of an offer: “{text}”", text=text)
    if not text and _is_png(image.content_url or ""):
        return say("no caption tells what it shows, and its file is of a kind for drawings (PNG)")
    return ""


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


def _is_png(url: str) -> bool:
    """True for a file in PNG, which cameras do not write.

    Of 44 such files that nobody captioned on 576 labelled pages four were no story's, and of the
    others about a dozen were photographs.
    """
    return urlsplit(url).path.lower().endswith(".png")
