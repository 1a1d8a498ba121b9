"""Lines that credit pictures they do not stand beside: "Photos: Jane Doe"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.credit_lists import is_list_title, read_entries
from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node
from provenance.articles.page.flow import read_flow
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.images import PageImage
from provenance.articles.page.layout import LAST_QUARTER
from provenance.articles.page.nearby_texts import MAX_CAPTION
from provenance.articles.page.notice_words import (
    credits_the_rest,
    may_open,
    names_author,
    notice_opening,
    opens_lead,
    signed_for_pictures,
    signs_text,
    speaks_for_several,
    without_exception,
    without_others,
    writer_of,
)
from provenance.articles.page.page import Page
from provenance.articles.page.pairing import Pairing
from provenance.articles.page.photo_hosts import leads_to_supplier
from provenance.articles.page.promos import leads_away, shows_pictures
from provenance.articles.page.text_runs import HEADINGS
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.signs import is_supplier
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words
from provenance.values import dataclass

_LINES = frozenset(
    {"p", "li", "h2", "h3", "div", "small", "footer", "section", "span", "em", "i", "b", "strong"}
    | {"h4", "h5", "h6", "td", "dt", "dd", "aside", "cite", "figcaption"}
)
"""Elements in which a line may stand."""
_BYLINE = re.compile(r"byline|author|autor|credits?(?![a-z])")
_NAME = 25
"""Characters of a linked name; what is longer and leads to another page is its title."""
_MAX_LINE = 2 * MAX_CREDIT
"""Characters of a line with a notice."""
MAX_LISTS = 5
"""Lists of sources read in one page."""
_BRACKETS = "[]() –—-"
_MAX_FOOTER = 400
"""Elements behind the article in which its notices may still stand."""
_NAMES = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,/&|]+[^\W\d_][\w.'’-]*){0,9}\.?")
_SMALL = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "i",
        "och",
        "og",
        "en",
        "by",
        "von",
        "via",
        "de",
        "van",
        "der",
        "the",
        "on",
        "auf",
        "for",
        "für",
        "pour",
        "para",
        "per",
        "voor",
        "sur",
        "su",
        "op",
    ]
)
_PICTURE = re.compile(
    r"(?:[\w.\-]{1,14} ){0,2}[\w.\-]{0,12}(?:photo|foto|bild|image|imag|picture|pics?|kuva|fot|"
    r"immagin|beeld|obraz|zdj[ęe]c|kép|slik|снимк|фото|изображ|світлин|φωτο|صور|عکس|תמונ|写真|画像|"
    r"图|圖|사진|फोटो)\w{0,9}",
    re.I,
)
"""A lead word that says that it is of pictures, not of the text."""


@dataclass(frozen=True, slots=True)
class CreditNotice:
    """A line that credits pictures it does not stand beside: "Photos: Jane Doe"."""

    credit: str
    """As it is printed, without the words that say that it is for several pictures."""
    node: Node
    only: int | None = None
    """The number of the one picture it is for; else it is for all without a credit of their own."""
    caption: str = ""
    """What it says that the picture shows, with others."""
    line: str = ""
    """The whole line of one for all, as the picture beside it may have it for its credit."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page, and what stands around it."""

    page: Page
    images: Sequence[PageImage]
    """The story's pictures."""
    node: Node
    printed: str
    text: str
    """What is printed without "unless otherwise noted"."""
    order: int
    """Document order of what stands in front of it."""
    starts: tuple[int, ...]
    """Document order of the pictures, rising."""
    last: int
    """Document order of the end of the last."""
    for_rest: bool
    """True where it says "unless otherwise noted"."""

    @property
    def heads(self) -> bool:
        """True before the running text."""
        return self.order <= self.page.main.first

    @property
    def opens(self) -> bool:
        """True before the running text and all pictures."""
        return self.heads and bool(self.starts) and self.order < self.starts[0]

    @property
    def behind(self) -> bool:
        """True behind the last picture."""
        return self.order > self.last

    @property
    def ahead(self) -> bool:
        """True before all pictures but the one that opens the story: a gallery follows."""
        return len(self.starts) > 1 and self.order < self.starts[1]

    @property
    def closes(self) -> bool:
        """True behind the text, or in its last quarter: footnotes may follow."""
        main = self.page.main
        before = bisect_right(main.orders, self.order)
        return self.order > main.end or before > LAST_QUARTER * len(main.orders)

    def opening(self) -> re.Match[str] | None:
        """What opens a notice; behind what names the writer it may stand in the middle."""
        byline = self.heads and _BYLINE.search(self.node.names)
        signed = (self.heads or self.behind or self.closes) and signs_text(self.text)
        if not (byline or signed) or not may_open(self.text):
            return notice_opening().match(self.text)
        found = notice_opening().search(self.text)
        if found is None or byline or found.start() == 0:
            return found
        writer = writer_of(self.text[: found.start()])
        return found if _is_named(writer) else None

    def picture_above(self) -> int | None:
        """The one picture that stands in front of a line before the running text."""
        above = [i for i, one in enumerate(self.images) if one.node.order < self.order]
        return above[0] if self.heads and len(above) == 1 else None

    def picture_in_box(self) -> int | None:
        """The one picture in the smallest box around the line that has any."""
        for box in self.node.ancestors():
            inside = [i for i, one in enumerate(self.images) if box.contains(one.node)]
            if inside:
                return inside[0] if len(inside) == 1 else None
        return None


def find_credit_notices(
    page: Page, images: Sequence[PageImage], pairings: Sequence[Pairing] = ()
) -> list[CreditNotice]:
    """The notices of a page with these pictures, those that say whose they are first.

    `pairings`: what stands with each picture."""
    printed = [pairing.credit for pairing in pairings]
    starts = tuple(sorted(image.node.order for image in images))
    last = max((image.last for image in images), default=-1)
    texts = [
        (node, text, order)
        for node in _region(page)
        if node.tag in _LINES and node.size
        for text, order in _lines(node)
        if 0 < len(text) <= MAX_CAPTION
    ]
    lines = [
        _Line(
            page,
            images,
            node,
            text,
            without_exception(text),
            order,
            starts,
            last,
            credits_the_rest(text),
        )
        for node, text, order in texts
        if len(text) <= _MAX_LINE
    ]
    titles = islice((line for line in lines if is_list_title(line.text)), MAX_LISTS)
    listed = [
        CreditNotice(credit, node, only=at)
        for title in titles
        for at, credit, node in read_entries(title.node, images)
    ]
    found = [read(line) for read in _READERS for line in lines]
    joint = any(speaks_for_several(text) for _, text, _ in texts)
    listed += _joint_captions(page, images) if joint else ()
    brief = (line for line in lines if len(line.text) <= MAX_CREDIT)
    listed += _right_behind(page, images, brief) if not all(printed) else ()
    several = [p if p.credit and _credits_several(p.credit) else None for p in pairings]
    over = any(_in_bracket(text) for _, text, _ in texts)
    if len(images) > 1 and (over or any(several)):
        listed += _of_rows(page, images, several)
    return listed + [notice for notice in found if notice is not None]


def _region(page: Page) -> Iterator[Node]:
    """The article from its headline on, and what stands right behind it.

    Figures are left out."""
    root, heading = page.main.root, page.main.heading
    first = root if heading is None or heading.order > root.order else heading
    around = root.last if root.parent is None else root.parent.last
    last = min(root.last + _MAX_FOOTER, around)
    figure = -1
    for node in first.onwards(last - first.order + 1):
        if node.order <= figure:
            continue
        if node.tag == "figure":
            figure = node.last
            continue
        yield node


def _notice(line: _Line) -> CreditNotice | None:
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
    bare = source.strip(_BRACKETS)
    if not _names_source(line, bare):
        return None
    if of_lead:
        return CreditNotice(line.text[opening.start() :], line.node, only=0)
    return CreditNotice(_without_full_stop(source), line.node, line=line.printed)


def _byline(line: _Line) -> CreditNotice | None:
    """The photographer whom the story's byline names beside the writer."""
    if not line.heads or len(line.text) > MAX_CREDIT or line.node.tag in HEADINGS:
        return None
    name = signed_for_pictures(line.text)
    return CreditNotice(name, line.node) if name and _is_named(name) else None


def _joint_captions(page: Page, images: Sequence[PageImage]) -> Iterator[CreditNotice]:
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


def _credits_several(credit: str) -> bool:
    """True for a picture's credit that speaks of more than one: "Photos: Jo Berg"."""
    opening = notice_opening().match(credit)
    return opening is not None and opening.group(1) is None and bool(credit[opening.end() :])


def _in_bracket(line: str) -> str:
    """The credit in a bracket that ends a line: "The harbour (photos: Jo Berg)"."""
    _, bracket, inner = line.rpartition("(")
    if not bracket or not line.endswith(")"):
        return ""
    opening = notice_opening().match(inner)
    source = inner[opening.end() : -1].strip() if opening and opening.group(1) is None else ""
    return source if _is_credit(source) else ""


def _of_rows(
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
        over = _in_bracket(line.text) if line is not None else ""
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


_SHORTENED = re.compile(r"(?:\.\w{1,3}|(?<!\w)(?:\w|inc|ltd|co|corp|jr|sr))\.$", re.I)
"""A last word whose full stop is its own."""


def _without_full_stop(source: str) -> str:
    return source if _SHORTENED.search(source) else source.removesuffix(".")


def _is_lone(line: _Line) -> bool:
    """True for a line that is all credit of a picture: "Photo: Jane Doe"."""
    text = line.text.strip(_BRACKETS)
    lead = words.lead_colon().match(text) if line.opening() is None else None
    if lead is None or not _names_source(line, text[lead.end() :].strip(f":{_BRACKETS}")):
        return False
    pictured = _PICTURE.match(lead.group(0)) or _PICTURE.match(text[lead.end() :].strip())
    return bool(pictured or words.names("credit").search(line.node.names))


def _right_behind(
    page: Page, images: Sequence[PageImage], lines: Iterable[_Line]
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


def _lone_credit(line: _Line) -> CreditNotice | None:
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


_PHOTOGRAPHER = re.compile(
    r"photograph(?:er|y|e|ie|ies)|photos?(?: by)?|fotograf(?:in|ie|e|o|a|ía|ia|ii|i)?|fotógrafo|"
    r"fotos?|"
    r"kuvat?|valokuvaaja|фото(?:граф)?|写真|撮影|摄影|攝影|사진",
    re.I,
)
"""What the makers of a story's pictures are called in a list of all who made it."""


def _production(line: _Line) -> CreditNotice | None:
    """The name behind a label in the list of those who made a story.

    "Photography", "Jane Doe".
    """
    label = line.text.strip(f":：{_BRACKETS}")
    parent = line.node.parent
    of_lead = opens_lead(label)
    if parent is None or not (line.closes or line.behind):
        return None
    if not of_lead and not _PHOTOGRAPHER.fullmatch(label):
        return None
    behind = (n for n in parent.elements() if n.order > line.node.last and n.size)
    value = next(behind, None)
    if (
        value is None
        or value.size > (MAX_CREDIT if of_lead else _NAME * 2)
        or not _is_credit(value.text)
    ):
        return None
    paired = parent.tag == "dl" or line.node.size + value.size == parent.size
    if not paired or any(n.tag == "a" for n in line.node.walk()):  # a menu's "Photos"
        return None
    return CreditNotice(value.text, value, only=0 if of_lead else None)


_READERS: tuple[Callable[[_Line], CreditNotice | None], ...] = (
    _notice,
    _byline,
    _lone_credit,
    _production,
)
"""How a line is read as a notice; what says for which pictures it is goes first."""


def _names_source(line: _Line, text: str) -> bool:
    if _is_title(line.node, text, line.page.url):
        return False
    return names_author(text) or _is_credit(text) or _lists_suppliers(line.node, text)


def _lists_suppliers(node: Node, text: str) -> bool:
    """True for a row of links to photographers: "Photos by Jo (Library), Ada, Lin"."""
    linked = [n for n in node.walk() if n.tag == "a" and n.text and n.text in text]
    return len(text) <= _MAX_LINE and sum(leads_to_supplier(n.get("href")) for n in linked) > 1


def _lines(node: Node) -> Iterator[tuple[str, int]]:
    """The texts directly in an element with their orders."""
    if node.tag not in BLOCKS and _in_line(node):
        return
    line, order = "", node.order
    for child in node.children:
        if isinstance(child, Node) and (child.tag == "br" or child.tag in BLOCKS):
            yield " ".join(line.split()), order
            line, order = "", child.last
        elif isinstance(child, str):
            line += child
        elif child.tag not in NO_TEXT:
            line += child.text if child.tag == "a" else f" {child.text} "
    yield " ".join(line.split()), order


def _in_line(node: Node) -> bool:
    """True for an element inside a line, whose text is read with the line's."""
    parent = node.parent
    return parent is None or parent.size != node.size or parent.tag in _LINES


def _is_credit(text: str) -> bool:
    if not text or len(text) > MAX_CREDIT:
        return False
    if _is_named(text) or "©" in text or credit_likeness(text) >= CreditScore.LIKELY:
        return True
    house, slash, _ = text.partition("/")  # "Agency / whatever one calls oneself there"
    return bool(slash) and is_supplier(house.strip())


def _is_named(text: str) -> bool:
    """True for names and the small words between them."""
    return bool(_NAMES.fullmatch(text)) and all(
        w[0].isupper() or w in _SMALL for w in re.findall(r"[^\W\d_][\w.'’-]*", text)
    )


def _is_title(node: Node, credit: str, url: str | None) -> bool:
    """True for "Photos: Storm over the bay", which leads to a gallery."""
    links = (n for n in node.walk() if n.tag == "a" and n.get("href") and n.text)
    return any(
        n.text in credit
        and not leads_to_supplier(n.get("href"))
        and (
            shows_pictures(n.get("href"))
            or (len(n.text) > _NAME and leads_away(absolute(url, n.get("href")), url))
        )
        for n in links
    )
