"""Credits of several pictures in a row, over the first or under the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance import lazy_re as re
from provenance.articles.page.flow import read_flow
from provenance.articles.page.images import PageImage
from provenance.articles.page.nearby_texts import MAX_CAPTION
from provenance.articles.page.notice_lines import CreditNotice, is_credit
from provenance.articles.page.notice_words import notice_opening, speaks_for_several
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.credits.split import split_credit


def joint_captions(page: Page, images: Sequence[PageImage]) -> Iterator[CreditNotice]:
    """The credits of captions for several, for each picture right before them."""
    at = {node.order: i for i, image in enumerate(images) for node in image.nodes}
    flow = read_flow(page.dom.root, at)
    for before, order in flow.pictures:
        for line in flow.lines[before : before + 1]:
            if not speaks_for_several(line.text) or len(line.text) > MAX_CAPTION:
                continue
            caption, credit = split_credit(line.text)
            if credit:
                yield CreditNotice(credit, line.node, only=at[order], caption=caption)


_ALL = re.compile(
    r"\W{0,3}(?:all|alle|toutes|tous|todas|todos|tutte|tutti|alla|wszystkie|все|усі)(?!\w)", re.I
)


def credits_several(credit: str) -> bool:
    """True for a picture's credit that speaks of more than one: "Photos: Jo Berg"."""
    opening = notice_opening().match(credit)
    return opening is not None and opening.group(1) is None and bool(credit[opening.end() :])


def in_bracket(line: str) -> str:
    """The credit in a bracket that ends a line: "The harbour (photos: Jo Berg)"."""
    _, bracket, inner = line.rpartition("(")
    if not bracket or not line.endswith(")"):
        return ""
    opening = notice_opening().match(inner)
    source = inner[opening.end() : -1].strip() if opening and opening.group(1) is None else ""
    return source if is_credit(source) else ""


def credits_of_rows(
    page: Page, images: Sequence[PageImage], several: Sequence[Pairing | None]
) -> Iterator[CreditNotice]:
    """The credits of pictures in a row, from over the first or under the last.

    A caption that says "all" speaks for the page. `several`: what stands with each picture, where
    its credit speaks of more than one."""
    at = {node.order: i for i, image in enumerate(images) for node in image.nodes}
    flow = read_flow(page.dom.root, at)
    rows: dict[int, list[int]] = {}
    for before, order in flow.pictures:
        rows.setdefault(before, []).append(at[order])
    for before, row in rows.items():
        line = flow.lines[before - 1] if before else None
        over = in_bracket(line.text) if line is not None else ""
        if line is not None and over:
            yield from (CreditNotice(over, line.node, only=i) for i in row)
        for end in row if several else ():
            last = several[end]
            # A caption with it tells of its own picture, and so may the credit.
            if last is not None and not last.caption:
                told = [i for i in row if i < end]
                yield from (CreditNotice(last.credit, images[end].node, only=i) for i in told)
    for i, one in enumerate(several):
        if one is not None and _ALL.match(one.credit):
            yield CreditNotice(one.credit, images[i].node)
