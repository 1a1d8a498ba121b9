"""Lines that credit pictures they do not stand beside: "Photos: Jane Doe"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.credit_lists import is_list_title, read_entries
from provenance.articles.page.credit_rows import (
    credits_of_rows,
    credits_several,
    in_bracket,
    joint_captions,
)
from provenance.articles.page.flow import read_flow
from provenance.articles.page.images import PageImage
from provenance.articles.page.notice_lines import (
    BRACKETS,
    CreditNotice,
    NoticeLine,
    is_named,
    names_source,
    notice_lines,
    texts_of,
)
from provenance.articles.page.notice_words import (
    may_open,
    signed_for_pictures,
    speaks_for_several,
    without_others,
)
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.articles.page.production_lists import read_production
from provenance.articles.page.text_runs import HEADINGS
from provenance.credits.likeness import MAX_CREDIT
from provenance.lexicon import patterns as words

MAX_LISTS = 5
"""Lists of sources read in one page."""
_PICTURE = re.compile(
    r"(?:[\w.\-]{1,14} ){0,2}[\w.\-]{0,12}(?:photo|foto|bild|image|imag|picture|pics?|kuva|fot|"
    r"immagin|beeld|obraz|zdj[ęe]c|kép|slik|снимк|фото|изображ|світлин|φωτο|صور|عکس|תמונ|写真|画像|"
    r"图|圖|사진|फोटो)\w{0,9}",
    re.I,
)
"""A lead word that says that it is of pictures, not of the text."""


def find_credit_notices(
    page: Page, images: Sequence[PageImage], pairings: Sequence[Pairing] = ()
) -> list[CreditNotice]:
    """The notices of a page with these pictures, those that say whose they are first.

    `pairings`: what stands with each picture."""
    printed = [pairing.credit for pairing in pairings]
    texts = list(texts_of(page))
    lines = notice_lines(page, images, texts)
    titles = islice((line for line in lines if is_list_title(line.text)), MAX_LISTS)
    listed = [
        CreditNotice(credit, node, only=at)
        for title in titles
        for at, credit, node in read_entries(title.node, images)
    ]
    found = [read(line) for read in _READERS for line in lines]
    joint = any(speaks_for_several(text) for _, text, _ in texts)
    listed += joint_captions(page, images) if joint else ()
    brief = (line for line in lines if len(line.text) <= MAX_CREDIT)
    listed += _right_behind(page, images, brief) if not all(printed) else ()
    several = [p if p.credit and credits_several(p.credit) else None for p in pairings]
    over = any(in_bracket(text) for _, text, _ in texts)
    if len(images) > 1 and (over or any(several)):
        listed += credits_of_rows(page, images, several)
    return listed + [notice for notice in found if notice is not None]


def _notice(line: NoticeLine) -> CreditNotice | None:
    """The line as a notice that says for which pictures it is."""
    opening = line.opening()
    if opening is None:
        return None
    of_lead = opening.group(1) is not None
    # Elsewhere a line for all pictures belongs to the one beside it.
    if not (of_lead or line.heads or line.behind or line.ahead or line.for_rest):
        return None
    source = without_others(line.text[opening.end() :].strip(" –—-"))
    if source.count(")") > source.count("("):
        source = source.removesuffix(")")
    bare = source.strip(BRACKETS)
    if not names_source(line, bare):
        return None
    if of_lead:
        return CreditNotice(line.text[opening.start() :], line.node, only=0)
    return CreditNotice(_without_full_stop(source), line.node, line=line.printed)


def _byline(line: NoticeLine) -> CreditNotice | None:
    """The photographer whom the story's byline names beside the writer."""
    if not line.heads or len(line.text) > MAX_CREDIT or line.node.tag in HEADINGS:
        return None
    name = signed_for_pictures(line.text)
    return CreditNotice(name, line.node) if name and is_named(name) else None


_SHORTENED = re.compile(r"(?:\.\w{1,3}|(?<!\w)(?:\w|inc|ltd|co|corp|jr|sr))\.$", re.I)
"""A last word whose full stop is its own."""


def _without_full_stop(source: str) -> str:
    return source if _SHORTENED.search(source) else source.removesuffix(".")


def _is_lone(line: NoticeLine) -> bool:
    """True for a line that is all credit of a picture: "Photo: Jane Doe"."""
    text = line.text.strip(BRACKETS)
    lead = words.lead_colon().match(text) if line.opening() is None else None
    if lead is None or not names_source(line, text[lead.end() :].strip(f":{BRACKETS}")):
        return False
    pictured = _PICTURE.match(lead.group(0)) or _PICTURE.match(text[lead.end() :].strip())
    return bool(pictured or words.names("credit").search(line.node.names))


def _right_behind(
    page: Page, images: Sequence[PageImage], lines: Iterable[NoticeLine]
) -> Iterator[CreditNotice]:
    """Lines that are all credit, each for the picture right before it.

    Editors of blocks set a picture in one and what belongs to it in the next, before the text."""
    lone = {line.text: line for line in lines if may_open(line.text) and _is_lone(line)}
    if not lone:
        return
    at = {node.order: i for i, image in enumerate(images) for node in image.nodes}
    flow = read_flow(page.dom.root, at)
    nearest = {before: at[order] for before, order in flow.pictures}  # the last of a row
    for before, only in nearest.items():
        line = lone.get(flow.lines[before].text) if before < len(flow.lines) else None
        if line is not None:
            yield CreditNotice(line.text, line.node, only=only)


def _lone_credit(line: NoticeLine) -> CreditNotice | None:
    """A line that is all credit, as that of one picture or of all.

    It is the one picture's above it or in its box, the first's below it, or stands behind the text.
    """
    if not _is_lone(line):
        return None
    above, boxed = line.picture_above(), line.picture_in_box()
    only = above if above is not None else boxed
    if only is None and line.opens:
        only = 0
    if only is None and not (line.behind and line.closes):
        return None
    return CreditNotice(line.text, line.node, only)


_READERS: tuple[Callable[[NoticeLine], CreditNotice | None], ...] = (
    _notice,
    _byline,
    _lone_credit,
    read_production,
)
"""How a line is read as a notice; what says for which pictures it is goes first."""
