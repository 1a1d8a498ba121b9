"""The texts of a box, each with its element and what that is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.publisher import Publisher
from provenance.credits.labels import is_interface, share_rows
from provenance.credits.leads import lead_in_front
from provenance.credits.likeness import (
    MAX_CREDIT,
    CreditScore,
    credit_likeness,
    opens_with_stop,
)
from provenance.credits.signs import is_path
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
_SIGN = frozenset({"i", "span", "a", "b", "em"})
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
_COUNT = re.compile(
    r"(?<![a-z])(?:pagination|pager|counter|slide-?(?:count|number)|page-?number)(?![a-z])"
)
"""What galleries call the line that says which of how many pictures it is."""
_ENLARGES = re.compile(
    r"(?<![a-z])(?:icon-(?:search|plus|expand)|zoom|enlarge|expand|magnif\w{0,6}|lupe|full-?screen)(?![a-z])"
)
"""What pages call the sign over a picture that shows it enlarged."""
_DOWNLOAD = re.compile(
    r"[^()]{0,60}\(\s?(?:jpe?g|png|tiff?|gif|webp|pdf|zip)\b[^()\d]{0,4}\d[^()]{0,12}\)", re.I
)
"""A link to a file: "Large picture (JPEG, 1 MB)"."""
_LABEL = 30
"""Characters of a label in front of a credit."""
MAX_LINE_PARTS = 30
"""Texts and elements looked at behind a break."""
_SIGNS = ("©", "ⓒ", "(c)", "(C)")
_SHARES = ("mailto:", "/share", "sharer", "share?", "/intent/", "whatsapp:")
"""Parts of addresses to which buttons lead."""


@dataclass
class TextRun:
    """A run of text with one owner element."""

    owner: Node
    raw: str = ""
    links: list[Node] = field(default_factory=list)
    _folded: tuple[str, str] = field(default=("", ""), init=False, repr=False, compare=False)
    """What `text` last folded, and what came of it: a run is asked for it thirty times."""

    @property
    def text(self) -> str:
        """The text with white space folded."""
        raw, text = self._folded
        if raw is not self.raw:
            text = " ".join(self.raw.split())
            self._folded = (self.raw, text)
        return text


def text_runs(
    container: Node, image: PageImage | None = None, publisher: Publisher | None = None
) -> list[TextRun]:
    """The container's texts in order, without buttons and hidden labels.

    The publisher's name set apart in its own element ("<b>The Kestrel</b><br>The pier …") is a
    text of its own."""
    return tidy(_Gathering(container, image, publisher).read())


_Item = tuple[Node | str | None, Node]
"""A node or a text and the element that owns it; None where texts begin anew."""


class _Gathering:
    """The texts of one box, gathered in one walk."""

    def __init__(
        self, container: Node, image: PageImage | None, publisher: Publisher | None
    ) -> None:
        self.container, self.image, self.publisher = container, image, publisher
        self.runs: list[TextRun] = []
        self.anew = False
        """True where the next text begins a new run."""

    def read(self) -> list[TextRun]:
        """The texts in order."""
        stack: list[_Item] = [(self.container, self.container)]
        while stack:
            item, owner = stack.pop()
            if item is None:
                self.anew = True
            elif isinstance(item, str):
                self._add(item, owner)
            else:
                stack.extend(reversed(self._open(item, owner)))
        return self.runs

    def _add(self, text: str, owner: Node) -> None:
        first = self.anew or not self.runs or self.runs[-1].owner is not owner
        if first and text.isspace():
            if self.runs and not self.anew:
                self.runs[-1].raw += " "
            return
        if first and not text:
            return
        if first:
            self.runs.append(TextRun(owner))
        self.anew = False
        self.runs[-1].raw += text

    def _open(self, node: Node, owner: Node) -> list[_Item]:
        """What is to be read of an element."""
        if node is not self.container:
            if self._is_passed_over(node):
                return []
            if node.tag == "br":
                return [(None if self._is_signed_behind(node) else " ", owner)]
            if _is_title(node):
                return []
            if _is_credit_element(node, self.container):
                # "(<i>Image:</i> Jane Doe)": a credit is one text, whatever it is made of.
                self.runs.append(TextRun(node, f" {node.text} "))
                self.anew = True
                return []
        inner = owner if self._is_inline(node) else node
        children: list[_Item] = [(child, inner) for child in node.children]
        return [(None, owner), *children, (None, owner)] if node.tag in BLOCKS else children

    def _is_signed_behind(self, line_break: Node) -> bool:
        """True for a break between a caption and the line that is its credit.

        "The pier<br>Photo: Jo Berg"; the lines of one credit are one text."""
        before = self.runs[-1].text if self.runs else ""
        line = _line_behind(line_break, self.container) if before else ""
        score = credit_likeness(line)
        if score < CreditScore.LIKELY or _is_credit_begun(before):
            return False
        if is_path(line) or line.startswith(_SIGNS) or lead_in_front(line):
            return True
        # "Jo Berg<br>Agency" is one credit.
        return score is CreditScore.CERTAIN and credit_likeness(before) is CreditScore.NO

    def _is_passed_over(self, node: Node) -> bool:
        passed = node.tag in SKIP and not _holds(node, self.image)
        return passed or _unseen(node, self.container)

    def _is_inline(self, node: Node) -> bool:
        """True for an element whose text is a part of what is around it."""
        if _is_within_words(node):
            return True
        if node.tag not in _INLINE or _is_paid_link(node) or _closes(node):
            return False
        return self.publisher is None or not _signed(node, self.publisher)


def _line_behind(line_break: Node, container: Node) -> str:
    """The text between a break and the next, or the end of the block."""
    line = ""
    node = line_break
    while not line.strip() and node.parent is not None and node is not container:
        above = node.parent
        at = next(i for i, child in enumerate(above.children) if child is node)
        for child in islice(above.children, at + 1, at + 1 + MAX_LINE_PARTS):
            if isinstance(child, str):
                line += child
            elif child.tag == "br" or child.tag in BLOCKS:
                return " ".join(line.split())
            elif child.tag not in SKIP:
                line += child.text
        if above.tag in BLOCKS:
            break
        node = above
    return " ".join(line.split())


def _is_credit_begun(text: str) -> bool:
    """True for a credit, also behind a caption, and for its lead word alone."""
    if credit_likeness(text) >= CreditScore.LIKELY or split_credit(text)[1]:
        return True
    return bool(words.lead_label().fullmatch(text) or words.lead_at_end().search(text))


def _is_within_words(node: Node) -> bool:
    """True for a `<span>` with words before and behind it.

    "Our <span>DNS</span> at home" is one text."""
    parent = node.parent
    if node.tag != "span" or parent is None or not 0 < node.size <= _LABEL:
        return False
    if words.names("credit").search(node.names):
        return False
    at = parent.children.index(node)
    before, after = parent.children[at - 1 : at], parent.children[at + 1 : at + 2]
    return (
        all(isinstance(one, str) and one.strip()[-1:].isalnum() for one in before)
        and all(isinstance(one, str) and one.strip()[:1].isalnum() for one in after)
        and bool(before and after)
    )


def _signed(node: Node, publisher: Publisher) -> bool:
    """True for the publisher's name at an edge of a text, not in a sentence."""
    return (
        0 < node.size <= MAX_CREDIT
        and node.tag not in ("a", "br")
        and publisher.is_credit(node.text)
        and (node.parent is None or _is_at_edge(node, node.parent))
    )


def _is_at_edge(node: Node, parent: Node) -> bool:
    at = parent.children.index(node)
    before, after = parent.children[:at], parent.children[at + 1 :]
    return not (any(map(_has_text, before)) and any(map(_has_text, after)))


def _has_text(child: Node | str) -> bool:
    return bool(child.strip(" .\n\t") if isinstance(child, str) else child.size)


def _closes(node: Node) -> bool:
    """True for what a caption sets apart at its end as its credit.

    Capitals, an agency, a bracket with one.
    """
    if node.tag not in _EMPHASIS or node.parent is None or node.size == node.parent.size:
        return False
    text = node.text
    if not 1 < len(text) <= 60:
        return False
    after = node.parent.children[node.parent.children.index(node) + 1 :]
    if any(map(_has_text, after)):
        return False
    return text.isupper() or credit_likeness(text) >= CreditScore.LIKELY


def _is_paid_link(node: Node) -> bool:
    return node.tag == "a" and "sponsored" in node.get("rel")


def in_paid_link(owner: Node, image: PageImage) -> bool:
    """True for text in an advertiser's link without the picture."""
    near = [owner, *islice(owner.ancestors(), 4)]
    return any(_is_paid_link(n) and not n.contains(image.node) for n in near)


def _unseen(node: Node, container: Node) -> bool:
    """True for labels only screen readers say, and for bars of share buttons."""
    if not node.attrs or node is container:
        return False
    names = node.names
    if is_hidden(node) or (node.size <= _LABEL * 2 and _COUNT.search(names)):
        return True
    if node.tag in _SIGN and node.size <= _LABEL and _ENLARGES.search(names):
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
    return _names_hidden(node.names)


@lru_cache(maxsize=2_048)
def _names_hidden(names: str) -> bool:
    return any(h in names for h in _HIDDEN)


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
    shared = share_rows([run.text for run in runs])
    for at, run in enumerate(runs):
        text = run.text
        if kept and _is_divider(text):
            kept[-1].raw += run.raw
        if not text or is_interface(text) or _DOWNLOAD.fullmatch(text):
            continue
        if at in shared and not words.names("credit").search(run.owner.names):
            continue
        if _is_title(run.owner):
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


def _is_title(node: Node) -> bool:
    """True for a heading that the page does not call a caption, and that is no credit."""
    if node.tag not in HEADINGS or hint_of(node, node) == "caption":
        return False
    return not _credit_in_heading(node.text)


def _credit_in_heading(text: str) -> bool:
    """True for "Photo: Jo Berg" set as a heading, also behind a caption.

    "VIDEO OF THE WEEK" is a title."""
    credit = split_credit(text)[1] if ":" in text or opens_with_stop(text) else ""
    return credit_likeness(credit) is CreditScore.CERTAIN


def names_itself(owner: Node, other: Node) -> bool:
    """True where a name that says "caption" tells `owner` apart from `other`.

    It does not stand around both.
    """
    for node in [owner, *owner.ancestors()]:
        if node.contains(other):
            return False
        if node.tag == "figcaption" or words.names("caption").search(node.names):
            return True
    return False


def _is_all(node: Node, container: Node) -> bool:
    """True for an element that holds all of the caption's text.

    Set small, it is no credit yet.
    """
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
        if hint := _hint(node, owner, container):
            return hint
        if node is container:
            return ""
    return ""


_NONE = re.compile(r"(?:no|without)[-_](?:caption|credit)")
"""What an element is called for lacking."""


def _hint(node: Node, owner: Node, container: Node) -> str:
    """What one element says of the text of `owner`."""
    if _is_labelled(node, owner):
        return "credit"
    caption, credit = _called(node.names)
    if node.tag in ("cite", "small") and caption < 0 and not _is_all(node, container):
        return "credit"
    if credit < 0 and caption < 0:
        return "caption" if node.tag == "figcaption" else ""
    # "caption__credit", "captionAuthor": the later part of a name says what the element itself is.
    return "credit" if credit > caption else "caption"


@lru_cache(maxsize=2_048)
def _called(names: str) -> tuple[int, int]:
    """Where a name last says "caption" and "credit"; -1 where it does not.

    A site gives the same few names to all that its pages consist of."""
    names = _NONE.sub("", names)
    return _last(words.names("caption"), names), _last(words.names("credit"), names)


def _last(pattern: re.Pattern[str], names: str) -> int:
    """Where the last match begins; -1 where there is none."""
    return max((found.start() for found in pattern.finditer(names)), default=-1)


def _is_labelled(node: Node, owner: Node) -> bool:
    """True where all else in the element is a label: "Credit:"."""
    for label in node.children:
        if isinstance(label, str) or not 0 < label.size < _LABEL:
            continue
        if words.lead_label().fullmatch(label.text):
            if node is owner:
                return node.text.startswith(label.text)
            return label.size + owner.size == node.size
    return False
