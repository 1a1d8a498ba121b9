"""Texts that may be a picture's caption or credit and were not taken for it.

The reader takes one text and leaves the others. Where a picture stays without a caption or a
credit, what it left is looked at once more: not to take it, but so that nobody says that there is
none. Each sign is one way in which a reader has been wrong before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page import telling_words as telling
from provenance.articles.page.candidate import links_in
from provenance.articles.page.dom import Node
from provenance.articles.page.flow import Flow, Line, read_flow
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.near_text import is_date_line
from provenance.articles.page.notice_words import notice_opening
from provenance.articles.page.others import is_other
from provenance.articles.page.page import Page
from provenance.articles.page.promos import leaves_site
from provenance.articles.page.publish import MAX_LOOKED_UP, Texts
from provenance.articles.page.script_data import caption_from_script_data
from provenance.articles.page.selection import StoryImage
from provenance.articles.page.sellers import sells
from provenance.articles.page.story_signals import GALLERY
from provenance.articles.page.text_runs import HEADINGS, is_hidden
from provenance.credits import parse_credit
from provenance.credits.labels import is_byline, is_interface, share_rows
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.credits.wording import NAMES, VERBS, Wording
from provenance.lexicon import patterns as words
from provenance.model import Locator, PublishedImage, Reading, Role
from provenance.values import dataclass

MAX_TEXT = 300
"""Characters of a line that may be a caption; of 704 labelled captions nine in ten are shorter."""
MIN_WORDS = 2
"""Words from which a line may tell what a picture shows."""
NEAR = 4
"""Lines on each side of a picture among which its credit may stand."""
BESIDE = 2
"""Lines behind a picture that are its own before they are another's."""
NEARLY = -6
"""The score from which a text of the picture's own box hardly missed being of it."""
MAX_CREDITING = 50
"""Lines of a page that may credit pictures of which none has them."""
MAX_SHOWN = 160
"""Characters of such a text that a report shows."""
MIN_TOLD = 3
"""Plain words of a credit from which it may hold a caption too."""
MOSTLY = 0.6
"""The share of a line from which it is links, or italics."""
_STRUCTURAL = frozenset(
    [
        "class",
        "id",
        "style",
        "src",
        "srcset",
        "sizes",
        "alt",
        "href",
        "rel",
        "type",
        "loading",
        "data-provenance-ignore",
    ]
)
"""Attributes that tell nothing of what a picture shows, or are asked for by themselves."""
MAX_SLIDE_LEVELS = 8
"""Elements over a slide among which its gallery is."""
ABOVE = 3
"""Elements over a picture that may hide it: a slide that is not the one shown."""
_UNSEEN = re.compile(r"(?:visibility:\s?hidden|display:\s?none)(?![\w-])", re.I)
_MARKS = " .,:;()[]"
"""What an alternative text and a line that says the same may end in."""
_AROUND = 700
"""Characters of a script on each side of a picture's file name that may speak of it."""
_NAMING = 9
"""Characters of a file's name from which it is told from others."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One way in which a text may be the picture's, and how such a text is found."""

    name: str
    find: Callable[[Surroundings], Iterable[Reading]]


class Surroundings:
    """One published picture, and the page's texts that no picture has."""

    def __init__(
        self, page: Page, one: StoryImage, image: PublishedImage, texts: PageTexts
    ) -> None:
        self.page, self.one, self.image, self.texts = page, one, image, texts

    @cached_property
    def orders(self) -> frozenset[int]:
        """The document orders of its elements."""
        return frozenset(node.order for node in self.one.image.nodes)

    def has(self, text: str) -> bool:
        """True for a text that is printed as its own caption or credit.

        What stands right behind it and is another picture's may be of both: a copy, a row.
        """
        own = (self.image.caption, self.image.credit)
        return any(one and (text in one.text or one.text in text) for one in own)

    @cached_property
    def behind(self) -> tuple[Line, ...]:
        """The lines behind it, up to the next picture; of a slide, the one behind all."""
        flow = self.texts.flow
        own = tuple(islice(flow.behind(self.orders), NEAR))
        return own or tuple(self._behind_gallery())

    def _behind_gallery(self) -> Iterator[Line]:
        """The line right behind its gallery, where none stands between the pictures in it."""
        flow = self.texts.flow
        for box in islice(self.one.image.node.ancestors(), MAX_SLIDE_LEVELS):
            if not (box.attrs and GALLERY.search(box.names)):
                continue
            inside = [p for p in flow.pictures if box.order <= p[1] <= box.last]
            if len(inside) > 1:
                unparted = len({lines for lines, _ in inside}) == 1
                line = next(flow.behind({order for _, order in inside}), None) if unparted else None
                if line and line.node.order > box.last and not self.texts.is_printed(line.text):
                    yield line
                return

    @cached_property
    def before(self) -> tuple[Line, ...]:
        """The lines before it, up to the last picture, nearest first."""
        return tuple(islice(self.texts.flow.before(self.orders), NEAR))

    @cached_property
    def in_script(self) -> Texts:
        """The caption and the credit that a script's data states beside its file."""
        if self.image.index >= MAX_LOOKED_UP:
            return None, None
        return caption_from_script_data(self.page.source, self.one.image.shown)

    @cached_property
    def attributes(self) -> tuple[tuple[Node, str, str], ...]:
        """What is said in attributes of its elements and of what stands around only it."""
        image = self.one.image
        near = dict.fromkeys([*image.nodes, image.node, *islice(image.node.ancestors(), 3)])
        figure = image.figure
        if figure is not None and figure.last - figure.order < 60:
            near.update(dict.fromkeys(figure.walk()))
        return tuple(
            (node, name, value.strip())
            for node in near
            for name, value in node.attrs.items()
            if name not in _STRUCTURAL
            and 3 < len(value.strip()) < 400
            and "://" not in value
            and value.strip()[0] not in "{[#/."
        )


class PageTexts:
    """The lines of a page, and what is printed with its pictures already."""

    def __init__(self, page: Page, images: Sequence[PublishedImage]) -> None:
        self.page, self.images = page, images
        self.credits = tuple(i.credit for i in images if i.credit)
        self.said = {reading.text for i in images for reading in (i.caption, i.credit) if reading}
        self.printed = " ".join(self.said)

    @cached_property
    def flow(self) -> Flow:
        """The page's lines with its pictures between them."""
        shown = (order for order, _ in self.page.shown)
        own = (node.order for image in self.page.images for node in image.nodes)
        return read_flow(self.page.dom.root, {*shown, *own})

    @cached_property
    def sells(self) -> bool:
        """True for a maker's or a shop's page."""
        return sells(self.page, self.flow.lines)

    @cached_property
    def crediting(self) -> tuple[tuple[Line, frozenset[int]], ...]:
        """The lines that credit pictures and are printed with none.

        Each with the pictures that it stands right behind, by their elements' orders.
        """
        found = (
            (line, self._pictures_over(at))
            for at, line in enumerate(self.flow.lines)
            if len(line.text) <= 2 * MAX_TEXT
            and any(sign in line.text for sign in telling.CONNECTS)
            and (notice_opening().match(line.text) or telling.CREDITS_PICTURES.search(line.text))
            and not self.is_printed(line.text)
        )
        return tuple(islice(found, MAX_CREDITING))

    def _pictures_over(self, at: int) -> frozenset[int]:
        return frozenset(order for n, order in self.flow.pictures if at - BESIDE < n <= at)

    @cached_property
    def sharing(self) -> frozenset[int]:
        """The lines, by identity, that stand in a row of platforms to share the page on."""
        lines = self.flow.lines
        return frozenset(id(lines[at]) for at in share_rows([line.text for line in lines]))

    def is_whole(self, text: str) -> bool:
        """True for a line that is one picture's caption and credit and nothing else."""
        return any(_is_of(text, image) for image in self.images)

    def is_printed(self, text: str) -> bool:
        """True for a text that a picture has."""
        return text in self.printed or any(said in text for said in self.said)


def _is_of(text: str, image: PublishedImage) -> bool:
    said = [reading.text for reading in (image.caption, image.credit) if reading]
    if any(text in one for one in said):
        return True
    for one in said:
        text = text.replace(one, "")
    return not any(c.isalnum() for c in text)


def with_unchosen(
    page: Page, chosen: Sequence[StoryImage], images: Sequence[PublishedImage]
) -> list[PublishedImage]:
    """The pictures, each with a text that may be the caption or credit it lacks."""
    texts = PageTexts(page, images)
    return [
        _with_unchosen(page, one, image, texts) for one, image in zip(chosen, images, strict=True)
    ]


def _with_unchosen(
    page: Page, one: StoryImage, image: PublishedImage, texts: PageTexts
) -> PublishedImage:
    if image.role is Role.POSTER:
        return image
    lacks_caption = not (image.caption or image.structured_caption)
    lacks_credit = not (image.credit or image.structured_credit)
    if image.doubtful or not (lacks_caption or lacks_credit):
        return image
    if lacks_credit and is_other(page, one.image, one.pairing):
        return replace(image, no_story=True)
    if texts.sells or (image.caption is None and _is_unseen(one)):
        return replace(image, no_story=True)
    around = Surroundings(page, one, image, texts)
    return replace(
        image,
        maybe_caption=_first(CAPTION_SIGNS, around) if lacks_caption else None,
        maybe_credit=_first(CREDIT_SIGNS, around) if lacks_credit else None,
    )


def _is_unseen(one: StoryImage) -> bool:
    """True where only screen readers meet it, or nobody until a script shows it."""
    near = (one.image.node, *islice(one.image.node.ancestors(), ABOVE))
    return any(is_hidden(node) or _UNSEEN.search(node.get("style")) for node in near)


def _first(signs: Iterable[Sign], around: Surroundings) -> Reading | None:
    found = (reading for sign in signs for reading in sign.find(around))
    return next(found, None)


def _reading(text: str, node: Node, path: str = "") -> Reading:
    text = " ".join(text.split())
    shown = text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
    return Reading(shown, Locator(path or node.tag, node.line))


def _is_told(around: Surroundings, line: Line) -> bool:
    """True for a line that may tell what a picture shows."""
    text = line.text
    if len(text.split()) < MIN_WORDS or len(text) > MAX_TEXT:
        return False
    if line.node.tag in HEADINGS or line.linked > MOSTLY * len(text):
        return False
    if is_interface(text) or is_byline(text) or is_date_line(text) or text.endswith((":", "：")):
        return False
    return not around.has(text)


# What may be the caption


def _read_as_credit(around: Surroundings) -> Iterator[Reading]:
    """What was taken for the credit is more than one, or only by its place."""
    credit = around.image.credit
    if credit is None:
        return
    text = credit.text
    alt = (around.image.alt or "").strip(_MARKS).lower()
    if text.strip(_MARKS).lower() == alt:
        if _may_be_shown(text):
            yield credit
        return
    if telling.LICENSED.search(text):
        return
    least = MIN_TOLD + (credit_likeness(text) is CreditScore.CERTAIN)
    told = Wording(text).plain_words >= least or VERBS.search(text)
    if told or credit_likeness(text) < CreditScore.LIKELY:
        yield credit


def _may_be_shown(text: str) -> bool:
    """True for a credit without a label that names no agency: "YouTube Live"."""
    if words.lead_colon().match(text) or telling.SIGNED.search(text):
        return False
    return parse_credit(text).distributor is None


def _taken_back(around: Surroundings) -> Iterator[Reading]:
    """What was its caption until the page was seen to give its pictures none."""
    if around.one.pairing.dropped:
        yield _reading(around.one.pairing.dropped, around.one.pairing.container)


def _in_runs(around: Surroundings) -> Iterator[Reading]:
    """A text of the picture's own box or figure that was left out."""
    for text in _left_out(around):
        if len(text.split()) >= MIN_WORDS:
            yield _reading(text, around.one.pairing.container)


def _left_out(around: Surroundings) -> Iterator[str]:
    """The texts of its own box that were judged and hardly missed being its own."""
    for judged in around.one.pairing.judged:
        near = judged.credit is None and judged.belongs.score > NEARLY
        if near and len(judged.text) <= MAX_TEXT and not around.texts.is_printed(judged.text):
            yield judged.text


def _set_apart(around: Surroundings) -> Iterator[Reading]:
    """The line behind it is short, and no running paragraph."""
    running = around.page.main
    told = (line for line in around.behind if not around.has(line.text))
    for line in islice(told, 1):
        if not _is_told(around, line):
            continue
        slanted = line.slanted > MOSTLY * len(line.text)
        if slanted or not running.paragraphs_in(line.node):
            yield _reading(line.text, line.node)


def _tells(around: Surroundings) -> Iterator[Reading]:
    """A line beside it speaks of a picture."""
    for line in (*around.behind[:1], *around.before[:1]):
        if found := telling.TELLS.search(line.text):
            yield _reading(line.text[max(0, found.start() - 60) :], line.node)


def _under_title(around: Surroundings) -> Iterator[Reading]:
    """A label or a heading in its box names what it shows."""
    if around.image.title:
        yield _reading(around.image.title, around.one.pairing.container)


def _in_tooltip(around: Surroundings) -> Iterator[Reading]:
    """A tooltip or another attribute tells more than the alternative text."""
    alt = (around.image.alt or "").lower()
    heading = around.page.main.heading
    said = heading.text.lower() if heading is not None else ""
    for node, name, value in around.attributes:
        if value.lower() in said or (said and said in value.lower()):
            continue
        told = name in ("title", "data-title", "aria-label") or "caption" in name or "descr" in name
        if told and len(value.split()) >= 4 and value.lower() != alt and value[:1].isupper():
            yield _reading(value, node, f"{node.tag}[{name}]")


def _alternative(around: Surroundings) -> Iterator[Reading]:
    """The alternative text is printed on the page, or signed as a caption is."""
    alt = (around.image.alt or "").strip()
    credit = around.image.credit
    if len(alt.split()) < 3 or (credit is not None and credit.text == alt):
        return
    node = around.one.image.nodes[-1]
    heading = around.page.main.heading
    said = heading.text.lower() if heading is not None else ""
    if split_credit(alt)[1] or words.lead_colon().search(alt):
        yield _reading(alt, node, f"{node.tag}[alt]")
    bare = alt.strip(" .").lower()
    near = (line for line in (*around.behind, *around.before) if line.node.tag not in HEADINGS)
    if bare not in said and any(bare in line.text.lower() for line in near):
        yield _reading(alt, node, f"{node.tag}[alt]")


def _in_script(around: Surroundings) -> Iterator[Reading]:
    """A script's data states a caption beside the picture's file."""
    found, _ = around.in_script
    if found is not None and len(found.text.split()) >= MIN_WORDS:
        yield Reading(found.text[:MAX_SHOWN], found.where)


CAPTION_SIGNS = (
    Sign("taken-back", _taken_back),
    Sign("read-as-credit", _read_as_credit),
    Sign("left-out", _in_runs),
    Sign("set-apart", _set_apart),
    Sign("tells-of-picture", _tells),
    Sign("under-title", _under_title),
    Sign("alternative", _alternative),
    Sign("attribute", _in_tooltip),
    Sign("script", _in_script),
)
"""Where a caption may stand that was not taken; the first that is met is told."""


# What may be the credit


def _signed_alternative(around: Surroundings) -> Iterator[Reading]:
    """The alternative text or an attribute holds what credits hold."""
    node, alt = around.one.image.nodes[-1], around.image.alt or ""
    if _may_sign(alt):
        yield _reading(alt, node, f"{node.tag}[alt]")
    for spot, name, value in around.attributes:
        if telling.CARRIES.search(name) or _may_sign(value):
            yield _reading(value, spot, f"{spot.tag}[{name}]")


def _may_sign(text: str) -> bool:
    if not text or len(text) > 2 * MAX_TEXT:
        return False
    return bool(
        telling.SIGNED.search(text)
        or telling.POINTS.search(text)
        or telling.CREDITS_PICTURES.search(text)
        or words.lead_colon().search(text)
        or split_credit(text, loose=True)[1]
    )


def _signed_caption(around: Surroundings) -> Iterator[Reading]:
    """The caption itself tells where the picture comes from."""
    caption = around.image.caption
    if caption is not None and (_may_sign(caption.text) or credit_likeness(caption.text) > 0):
        yield Reading(caption.text[:MAX_SHOWN], caption.where)


def _linked_caption(around: Surroundings) -> Iterator[Reading]:
    """The caption, or the name it ends in, links to another site, perhaps its maker's."""
    caption = around.image.caption
    if caption is None:
        return
    own = (around.page.url, around.one.image.shown)
    for line in around.behind[:1]:
        if line.text != caption.text or not line.linked:
            continue
        whole = line.linked > MOSTLY * len(line.text)
        for link in islice(links_in(line.node), NEAR):
            address = absolute(around.page.url, link.get("href"))
            named = _ends_in_name(line.text, link.text) and "wikipedia.org/" not in address
            if leaves_site(address, *own) and (whole or named):
                yield Reading(caption.text[:MAX_SHOWN], caption.where)


_FOLLOWING = re.compile(r"[ ,.)\]]{0,3}(?:[^\W\d_a-z][\w'’-]{0,30}|\d{4})?[ .)\]]{0,3}")
"""What may stand behind the name: a place or a year."""


def _ends_in_name(text: str, linked: str) -> bool:
    """True where the linked words are a full name that hardly anything follows."""
    full = len(linked.split()) >= MIN_WORDS and NAMES.fullmatch(linked)
    return bool(full) and bool(_FOLLOWING.fullmatch(text.rpartition(linked)[2]))


def _signed_near(around: Surroundings) -> Iterator[Reading]:
    """A line near it looks like a credit or ends in one.

    What stands before it and is printed with a picture is that one's; what stands behind it may be
    of both."""
    for line in (*around.behind, *around.before[:2]):
        text = line.text
        if line.node.tag in HEADINGS or len(text) > MAX_TEXT or around.has(text):
            continue
        if id(line) in around.texts.sharing:
            continue
        if line.linked and telling.POINTS.search(text):
            yield _reading(text, line.node)
        if is_byline(text) or is_interface(text) or is_date_line(text):
            continue
        called = words.names("credit").search(line.node.names)
        least = CreditScore.POSSIBLE if called else CreditScore.LIKELY
        signed = telling.SIGNED.match(text) or telling.CREDITS_PICTURES.search(text)
        looks = credit_likeness(text) >= least or split_credit(text)[1] or signed
        if looks and (line in around.behind or not around.texts.is_whole(text)):
            yield _reading(text, line.node)


def _left_out_credit(around: Surroundings) -> Iterator[Reading]:
    """A text of its own box that was left out may name somebody."""
    for text in _left_out(around):
        if credit_likeness(text) and not is_byline(text):
            yield _reading(text, around.one.pairing.container)


def _of_several(around: Surroundings) -> Iterator[Reading]:
    """A picture's credit says that it is for several: "Photos: Jo Berg"."""
    for credit in around.texts.credits:
        if telling.FOR_SEVERAL.match(credit.text):
            yield credit


def _on_file_page(around: Surroundings) -> Iterator[Reading]:
    """It leads to a wiki's page of the file, which says whose it is."""
    link, node = around.image.link or "", around.one.image.nodes[-1]
    if telling.FILE_PAGE.search(link):
        yield _reading(link, node, "a[href]")


def _elsewhere(around: Surroundings) -> Iterator[Reading]:
    """A line somewhere on the page credits pictures, and no picture has it."""
    for line, over in around.texts.crediting:
        if not over or not over.isdisjoint(around.orders):
            yield _reading(line.text, line.node)


def _stated(around: Surroundings) -> Iterator[Reading]:
    """A script or the page's data states whose a picture of this name is."""
    if around.image.index >= MAX_LOOKED_UP:
        return
    _, credit = around.in_script
    if credit is not None:
        yield Reading(credit.text[:MAX_SHOWN], credit.where)
    source = around.page.source
    name = around.one.image.shown.split("?")[0].rsplit("/", 1)[-1]
    at = source.find(name) if len(name) >= _NAMING else -1
    for _ in range(4):
        if at < 0:
            break
        for found in telling.STATED.finditer(source, max(0, at - _AROUND), at + _AROUND):
            yield Reading(found[1], Locator("script", source.count("\n", 0, found.start()) + 1))
        at = source.find(name, at + 1)
    for one in around.page.structured.images:
        if one.credit is not None and not around.texts.is_printed(one.credit.text):
            yield one.credit


CREDIT_SIGNS = (
    Sign("signed-caption", _signed_caption),
    Sign("linked-caption", _linked_caption),
    Sign("signed-alternative", _signed_alternative),
    Sign("left-out", _left_out_credit),
    Sign("signed-near", _signed_near),
    Sign("of-several", _of_several),
    Sign("file-page", _on_file_page),
    Sign("elsewhere", _elsewhere),
    Sign("stated", _stated),
)
"""Where a credit may stand that was not taken; the first that is met is told."""
