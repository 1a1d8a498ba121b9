"""The texts of a box, each with its element, and what that element's names say it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.publisher import Publisher
from provenance.credits.labels import is_interface
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words

_INLINE = frozenset(
    [
        "a",
        "b",
        "i",
        "em",
        "strong",
        "br",
        "font",
        "u",
        "sup",
        "sub",
        "mark",
        "abbr",
        "q",
        "time",
        "bdi",
        "wbr",
    ]
)
_EMPHASIS = frozenset({"b", "i", "em", "strong", "font", "u"})
SKIP = NO_TEXT | {"button", "form", "img", "video", "audio", "input", "label", "nav", "dialog"}
"""Elements whose text is never a caption."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Titles: of a story, a card or a section, hardly ever a caption."""
_HIDDEN = (
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader",
    "screenreader",
    "u-hidden",
    "assistive",
    "element-invisible",
)
"""What sites call the labels that only screen readers say."""
_SHARES = ("mailto:", "/share", "sharer", "share?", "/intent/", "whatsapp:")
"""Parts of addresses to which buttons lead."""


@dataclass
class TextRun:
    """A run of text with one owner element."""

    owner: Node
    raw: str = ""
    links: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text with white space folded."""
        return " ".join(self.raw.split())


def text_runs(
    container: Node, image: PageImage | None = None, publisher: Publisher | None = None
) -> list[TextRun]:
    """The container's texts in order, without buttons and hidden labels.

    The publisher's name set apart in its own element ("<b>The Kestrel</b><br>The pier …") is a
    text of its own."""
    result: list[TextRun] = []
    stack: list[tuple[Node | str | None, Node]] = [(container, container)]
    gap = False
    while stack:
        item, owner = stack.pop()
        if item is None:
            gap = True
        elif isinstance(item, str):
            if not result or result[-1].owner is not owner or gap:
                if not item.strip() and (gap or not result):
                    continue
                if result and not item.strip():
                    result[-1].raw += " "
                    continue
                result.append(TextRun(owner))
            gap = False
            result[-1].raw += item
        elif (item is not container and (item.tag in SKIP and not _holds(item, image))) or _unseen(
            item, container
        ):
            continue
        else:
            inline = (
                item.tag in _INLINE
                and not _is_paid_link(item)
                and not ((publisher and _signed(item, publisher)) or _closes(item))
            )
            inner = owner if inline else item
            if item.tag == "br":
                stack.append((" ", owner))
                continue
            if item is not container and item.tag in HEADINGS and not _credit_in_heading(item.text):
                continue
            if item is not container and _is_credit_element(item, container):
                # "(<i>Image:</i> Jane Doe)": a credit is one text, whatever elements it is made of.
                result.append(TextRun(item, f" {item.text} "))
                gap = True
                continue
            if item.tag in BLOCKS:
                stack.append((None, owner))
            stack.extend((child, inner) for child in reversed(item.children))
            if item.tag in BLOCKS:
                stack.append((None, owner))
    return tidy(result)


def _signed(node: Node, publisher: Publisher) -> bool:
    return (
        0 < node.size <= MAX_CREDIT
        and node.tag not in ("a", "br")
        and publisher.is_credit(node.text)
    )


def _closes(node: Node) -> bool:
    """True for what a caption sets apart at its end and what must be its credit: capitals, an
    agency, a bracket with one. A title in italics ("a scene from <i>The Pier</i>") is none."""
    if node.tag not in _EMPHASIS or node.parent is None or node.size == node.parent.size:
        return False
    text = node.text
    if not 1 < len(text) <= 60:
        return False
    after = node.parent.children[node.parent.children.index(node) + 1 :]
    if any((c.strip(" .\n\t") if isinstance(c, str) else c.size) for c in after):
        return False
    return text.isupper() or credit_likeness(text) >= CreditScore.LIKELY


def _is_paid_link(node: Node) -> bool:
    return node.tag == "a" and "sponsored" in node.get("rel")


def in_paid_link(owner: Node, image: PageImage) -> bool:
    """True for text in an advertiser's link (`rel=sponsored`) that does not hold the picture
    itself."""
    near = [owner, *islice(owner.ancestors(), 4)]
    return any(_is_paid_link(n) and not n.contains(image.node) for n in near)


def _unseen(node: Node, container: Node) -> bool:
    """True for labels only screen readers say, and for bars of share buttons."""
    if not node.attrs or node is container:
        return False
    names = node.names
    if is_hidden(node):
        return True
    if "hidden" in node.attrs:
        return (
            credit_likeness(node.text) < CreditScore.CERTAIN
        )  # what a button beside the picture opens may be its credit
    if words.names("buttons").search(names) and not any(
        n.tag in ("img", "picture", "figcaption") for n in node.walk()
    ):
        return True
    return node.tag == "a" and (
        any(w in node.get("href") for w in _SHARES) or node.get("href").startswith("javascript:")
    )


def is_hidden(node: Node) -> bool:
    """True for a label that only screen readers say."""
    return any(h in node.names for h in _HIDDEN)


def _is_credit_element(node: Node, container: Node) -> bool:
    if not node.attrs or not words.names("credit").search(node.names) or node.size > MAX_CREDIT:
        return False
    if any(n.tag in ("img", "picture", "button", "figcaption") for n in node.walk()):
        return False
    return hint_of(node, container) == "credit"


def _holds(node: Node, image: PageImage | None) -> bool:
    return image is not None and node.contains(image.node) and node.tag not in ("img", "picture")


def tidy(runs: list[TextRun]) -> list[TextRun]:
    """Without buttons, titles and texts that are printed twice, cut and in full."""
    kept: list[TextRun] = []
    for run in runs:
        text = run.text
        if kept and _is_divider(text):
            kept[-1].raw += run.raw
        if not text or is_interface(text):
            continue
        if run.owner.tag in HEADINGS and not _credit_in_heading(text):
            continue
        lower = text.rstrip(" .…").lower()
        if any(
            lower in k.text.lower() if len(lower) > 20 else lower == k.text.rstrip(" .…").lower()
            for k in kept
        ):
            continue
        twin = next(
            (
                k
                for k in kept
                if len(k.text) > 20 and lower.startswith(k.text.rstrip(" .…").lower())
            ),
            None,
        )
        if twin is not None:
            kept.remove(twin)
        kept.append(run)
    return kept


def _is_divider(text: str) -> bool:
    return 0 < len(text) <= 2 and not any(c.isalnum() for c in text) and not text.isspace()


def _credit_in_heading(text: str) -> bool:
    """True for "Photo: Jo Berg" set as a heading, also behind a caption.

    "VIDEO OF THE WEEK" is a title."""
    credit = split_credit(text)[1] if ":" in text else ""
    return credit_likeness(credit) is CreditScore.CERTAIN


def names_itself(owner: Node, other: Node) -> bool:
    """True where a name that says "caption" tells `owner` apart from `other`: it does not stand
    around both."""
    for node in [owner, *owner.ancestors()]:
        if node.contains(other):
            return False
        if node.tag == "figcaption" or words.names("caption").search(node.names):
            return True
    return False


def _is_all(node: Node, container: Node) -> bool:
    """True for an element that holds all of the caption's text: set small, it is no credit yet."""
    if node.tag == "cite":
        return False
    for above in node.ancestors():
        if above.order < container.order or above.size != node.size:
            return False
        if above.tag == "figcaption" or above is container:
            return True
    return False


def hint_of(owner: Node, container: Node) -> str:
    """What the nearest telling name says: "credit", "caption" or nothing."""
    for node in [owner, *owner.ancestors()]:
        if node.order < container.order:
            return ""
        names = node.names
        label = next(
            (
                n
                for n in node.elements()
                if 0 < n.size < 30 and words.lead_label().fullmatch(n.text)
            ),
            None,
        )
        if label is not None and (node is owner or label.size + owner.size == node.size):
            return "credit"
        credit = words.names("credit").search(names)
        caption = words.names("caption").search(names) or node.tag == "figcaption"
        if node.tag in ("cite", "small") and not caption and not _is_all(node, container):
            return "credit"
        if credit and caption:
            # "caption__credit", "captionAuthor": the later part of a name says what the element
            # itself is.
            last_credit = max(m.start() for m in words.names("credit").finditer(names))
            last_caption = max(
                (m.start() for m in words.names("caption").finditer(names)), default=-1
            )
            return "credit" if last_credit > last_caption else "caption"
        if credit or caption:
            return "credit" if credit else "caption"
        if node is container:
            return ""
    return ""
