"""Where a picture's texts stand: in its box, in its figure, beside its box."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import BLOCKS, Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.notice_words import credits_first_picture, credits_the_rest
from provenance.articles.page.page import Page
from provenance.articles.page.text_runs import HEADINGS, SKIP, TextRun, hint_of, text_runs, tidy
from provenance.credits.labels import is_byline
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words
from provenance.model.signals import Signal, SignalTable

MAX_CAPTION = 1500
"""Characters of text that can still be a caption with its credit; the longest of 704 labelled
ones has 1,016."""
MAX_CAPTION_TEXT = 700
"""Characters of a text outside the picture's own box that can still be its caption."""
MAX_SIBLINGS = 5_000
"""Elements in a row among which a picture's texts are looked for."""
MAX_ITEM = 30
"""Children of a list's item that shows one picture."""
MAX_BOX_OF_CREDIT = 3
"""Texts of a box beside a picture that may be there for its credit."""
MAX_NAMED_BOX = 12
"""Elements of a box that a name calls a caption."""
NEAR_TEXT = 60
"""Characters of a box beside the picture behind which nothing of the picture's is expected."""
SHORT = 120
"""Characters of a line that can be a caption for how it is set alone."""
_CALLED = re.compile(
    r"(?<![a-z])(?:(?:img|image|photo|foto|bild|picture)[-_]?)?(?:caption|legend|legende|bildtext|"
    r"bildunterschrift|didascalia|cutline|pie-?foto)(?![a-z])|"
    r"(?<![a-z])(?:img|image|photo|foto|bild|picture)[-_](?:description|footer|text)(?![a-z])"
)
_CAPTION_NAME = re.compile(
    "caption|legend|didascalia|pie-?(?:de-?)?foto|bildunterschrift|bildtext|cutline|(?<![a-z])(?:img|image|photo|foto|bild|picture)[-_]footer"
)
_WRITER = re.compile("byline|author|autor|auteur")
"""What pages call the line that says who wrote the story."""
_CENTRE = re.compile(r"(?<![a-z])(?:text-)?(?:align-?)?cent(?:er|re)(?:ed)?(?![a-z])")
_SMALL = re.compile(r"(?<![a-z])(?:small|smaller|tiny)(?:[-_](?:font|text))?(?:[-_]size)?(?![a-z])")


class Sibling:
    """A box beside the picture's, and what speaks for its being the picture's text."""

    def __init__(self, page: Page, box: Node, node: Node, alt: str, *, near: bool) -> None:
        self.box, self.node, self.near = box, node, near
        self.runs = tidy(text_runs(node))
        self.alt = alt.strip(" .").lower()

    @cached_property
    def wrappers(self) -> set[str]:
        """The tags of the elements inside it that hold all of its text."""
        return _wrappers(self.node)

    @property
    def few(self) -> bool:
        """True for a box of few texts."""
        return len(self.runs) <= MAX_BOX_OF_CREDIT

    def called_caption(self) -> bool:
        """True where its name says that it is a caption."""
        called = any(_CAPTION_NAME.search(names) for names in _names_of_all(self.node))
        return self.node.tag == "figcaption" or (self.near and called)

    def called_credit(self) -> bool:
        """True where the name of one of few texts in it says that it is a credit."""
        return self.few and any(
            hint_of(run.owner, self.node) == "credit" and not _WRITER.search(run.owner.names)
            for run in self.runs
        )

    def certain_credit(self) -> bool:
        """True where one of few texts in it is a credit by its form."""
        return self.few and any(
            credit_likeness(run.text) >= CreditScore.CERTAIN for run in self.runs
        )

    def alternative(self) -> bool:
        """True where it repeats the picture's alternative text."""
        return (
            self.near
            and bool(self.alt)
            and any(run.text.strip(" .").lower() == self.alt for run in self.runs)
        )

    def ends_in_credit(self) -> bool:
        """True where one of its texts ends in a credit."""
        return self.near and any(split_credit(run.text)[1] for run in self.runs)

    def ends_in_led_credit(self) -> bool:
        """True for a caption whose credit a lead word opens: "A pier (Photo: Jane Doe)"."""
        parts = (split_credit(run.text) for run in self.runs if self.near)
        return any(words.lead_colon().match(c.lstrip("([")) for caption, c in parts if caption)

    def in_italics(self) -> bool:
        """True where all of its text is set in italics or small."""
        return self.near and not {"em", "i", "small"}.isdisjoint(self.wrappers)

    def called_small(self) -> bool:
        """True where its name says that it is set in small letters."""
        return self.near and bool(_SMALL.search(self.node.names))

    def centred(self) -> bool:
        """True for a line that the page sets in the middle."""
        return self.near and _centred(self.node)

    def centred_with_picture(self) -> bool:
        """True where the page sets both the picture and the line in the middle."""
        return self.centred() and _centred(self.box)

    def short(self) -> bool:
        """True for a line as short as most captions."""
        return self.near and self.node.size <= SHORT


BESIDE = SignalTable(
    (
        Signal("called-caption", 2.0, Sibling.called_caption),
        Signal("alternative-text", 2.0, Sibling.alternative),
        Signal("certain-credit", 2.0, Sibling.certain_credit),
        Signal("called-credit", 2.0, Sibling.called_credit),
        Signal("ends-in-credit", 0.6, Sibling.ends_in_credit),
        Signal("ends-in-led-credit", 0.6, Sibling.ends_in_led_credit),
        Signal("italics", 1.0, Sibling.in_italics),
        Signal("small", 0.6, Sibling.called_small),
        Signal("centred", 0.3, Sibling.centred),
        Signal("centred-with-picture", 0.3, Sibling.centred_with_picture),
        Signal("short", 0.1, Sibling.short),
    ),
    bias=-1.0,
)
"""What speaks for a box beside the picture's holding its caption or credit; above zero it does."""


def own_texts(page: Page, image: PageImage, container: Node) -> list[TextRun]:
    """The texts in the picture's box, else those of the figure it shares with others."""
    # A background may lie behind half of the page.
    runs = (
        text_runs(container, image, page.publisher)
        if container.last - container.order <= MAX_BOX
        else []
    )
    return runs or _shared_caption(page, image)


def _shared_caption(page: Page, image: PageImage) -> list[TextRun]:
    """A figure with several pictures and one caption: the caption is each one's."""
    figure = image.figure
    if figure is None or figure.size > MAX_CAPTION or figure.last - figure.order > MAX_BOX:
        return []
    caption = next((n for n in figure.walk() if n.tag == "figcaption"), None)
    return text_runs(caption, None, page.publisher) if caption is not None else []


def group_credit(container: Node) -> tuple[str, Node | None]:
    """The credit under a gallery, for pictures without one of their own."""
    group = next((a for a in islice(container.ancestors(), 4) if a.tag == "figure"), None)
    for child in group.elements() if group is not None else ():
        if child.tag == "figcaption" and child.size <= MAX_CAPTION:
            return split_credit(child.text)[1], child
    return "", None


def texts_beside(page: Page, container: Node, alt: str) -> list[TextRun]:
    """Texts beside the box that are its by name or form."""
    node = container
    for level in range(4):
        parent = node.parent
        if parent is None or parent.tag in ("body", "html", "#root"):
            break
        if len(parent.children) > MAX_SIBLINGS:
            break
        found = _beside(page, node, parent, alt, near=level == 0 or not node.size)
        if found:
            return found
        if (
            parent.contains(page.main.column)
            or parent.size > MAX_CAPTION
            or page.main.paragraphs_in(parent) > 1
        ):
            break
        node = parent
    return _credit_in_item(page, container) or _line_behind(container, alt)


MAX_LINE = 300
"""Characters of a line between two breaks that can be a caption."""
MAX_PARTS = 30
"""Texts and elements looked at behind a picture that stands between breaks."""


def _line_behind(picture: Node, alt: str) -> list[TextRun]:
    """The line under a picture in a text whose lines only `<br>` parts.

    It has no element, so it must say itself that it is a caption: by a lead word, a credit at its
    end, the alternative text, or italics."""
    parent = picture.parent
    if parent is None or len(parent.children) > MAX_SIBLINGS:
        return []
    break_before: Node | None = None
    line: list[Node | str] = []
    at = parent.children.index(picture)
    for child in islice(parent.children, at + 1, at + 1 + MAX_PARTS):
        if isinstance(child, str):
            line += [child] if child.strip() else []
        elif child.tag == "br":
            if line:
                break
            break_before = child
        elif child.tag in BLOCKS or (line and not child.size):
            break
        elif child.size:
            line.append(child)
    if break_before is None or not line:
        return []
    text = " ".join(" ".join(p if isinstance(p, str) else p.text for p in line).split())
    first = line[0]
    slanted = len(line) == 1 and isinstance(first, Node) and first.tag in ("em", "i", "small")
    said = alt.strip(" .").lower() == text.strip(" .").lower()
    if len(text) > MAX_LINE or not (slanted or said or _says_picture(text)):
        return []
    return [TextRun(break_before, f"{text} ")]


def _says_picture(text: str) -> bool:
    """True for a line that a lead word opens, or a credit closes."""
    return bool(words.lead_colon().match(text) or split_credit(text)[1])


def _credit_in_item(page: Page, container: Node) -> list[TextRun]:
    """What is marked and formed as a credit in an item that shows one picture.

    A heading or a paragraph may stand between: picture, question, answer, "Photo: Jane Doe"."""
    item = container.parent
    if item is None or len(item.children) > MAX_ITEM or item.contains(page.main.column):
        return []
    parts = [part for part in item.elements() if part.order > container.last]
    if any(page.has_picture(part) for part in item.elements() if part is not container):
        return []
    return [
        run
        for part in parts
        if 0 < part.size <= MAX_CREDIT and hint_of(part, part) == "credit"
        for run in text_runs(part)
        if credit_likeness(run.text) >= CreditScore.CERTAIN and not is_byline(run.text)
    ]


def _beside(page: Page, node: Node, parent: Node, alt: str, *, near: bool) -> list[TextRun]:
    at = parent.children.index(node)
    behind = (c for c in islice(parent.children, at + 1, None) if isinstance(c, Node) and c.size)
    before_it = node
    for sibling in islice(behind, 2):
        if not _may_be_text(page, sibling):
            break
        # What stands behind another picture, and a text before that, is the other's.
        if before_it is not node and page.has_picture_between(before_it.last, sibling.order):
            break
        before_it = sibling
        one = Sibling(page, node, sibling, alt, near=near)
        if BESIDE.weigh(one).score > 0:
            return one.runs
        if near and len(sibling.text) > NEAR_TEXT:
            break
    if not near:
        return []
    ahead = reversed(parent.children[:at])
    before = next((c for c in ahead if isinstance(c, Node) and c.size), None)
    return _credit_before(page, before) if before is not None else []


def _may_be_text(page: Page, sibling: Node) -> bool:
    return not (
        sibling.size > (MAX_CAPTION if _CALLED.search(sibling.names) else MAX_CAPTION_TEXT)
        or sibling.last - sibling.order > MAX_BOX
        or (sibling.tag in HEADINGS and not _CALLED.search(sibling.names))
        or sibling.tag in SKIP
        or page.has_picture(sibling)
        or page.main.paragraphs_in(sibling) > 1
        or credits_first_picture(sibling.text)
        or credits_the_rest(sibling.text)
    )


def _credit_before(page: Page, before: Node) -> list[TextRun]:
    """What is called a credit and looks like one, right before the picture."""
    if len(before.text) > MAX_CREDIT or before.tag in HEADINGS or page.has_picture(before):
        return []
    return [
        run
        for run in text_runs(before)
        if hint_of(run.owner, before) == "credit"
        and credit_likeness(run.text) >= CreditScore.POSSIBLE
        and not is_byline(run.text)
    ]


def credits_beside(page: Page, container: Node, alt: str) -> list[TextRun]:
    """Texts beside a box with a caption that are credits by name or form."""
    return [
        run
        for run in texts_beside(page, container, alt)
        if not _WRITER.search(run.owner.names)
        and (
            hint_of(run.owner, _box_of(run.owner)) == "credit"
            or credit_likeness(run.text) >= CreditScore.LIKELY
        )
    ]


def _box_of(owner: Node) -> Node:
    """The element, or the one around it that holds it and a label: "Photo credit"."""
    above = owner.parent
    small = above is not None and above.size <= MAX_CREDIT and above.tag not in ("body", "html")
    return above if above is not None and small else owner


def caption_behind(page: Page, container: Node) -> list[TextRun]:
    """The text behind a picture's box that is named a caption."""
    parent = container.parent
    siblings = (
        [c for c in parent.elements() if c.size or c is container] if parent is not None else []
    )
    at = next((i for i, c in enumerate(siblings) if c is container), len(siblings))
    for sibling in siblings[at + 1 : at + 2]:
        called = sibling.tag == "figcaption" or any(
            _CALLED.search(names) for names in _names_of_all(sibling)
        )
        small = sibling.size <= MAX_CAPTION and sibling.last - sibling.order <= MAX_NAMED_BOX
        if called and small:
            return tidy(text_runs(sibling, None, page.publisher))
    return []


def _names_of_all(node: Node) -> list[str]:
    """What an element is called, and the elements in it that hold all of its text."""
    return [node.names, *(n.names for n in node.elements() if n.size == node.size)]


def _wrappers(node: Node) -> set[str]:
    """The tags of the elements inside a box that hold all of its text."""
    tags: set[str] = set()
    inner = [n for n in node.elements() if n.size]
    while len(inner) == 1 and inner[0].size == node.size:
        tags.add(inner[0].tag)
        inner = [n for n in inner[0].elements() if n.size]
    return tags


def _centred(node: Node) -> bool:
    """True for a box set in the middle, as pictures and what belongs to them are."""
    style = node.get("style").replace(" ", "")
    return (
        "text-align:center" in style
        or node.get("align") == "center"
        or node.tag in ("center", "figure")
        or bool(_CENTRE.search(node.names))
    )
