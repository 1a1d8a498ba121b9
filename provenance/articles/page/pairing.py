"""Each picture with the caption and credit beside it: structure, then names, then form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.page import Page
from provenance.articles.page.publisher import Publisher
from provenance.articles.page.text_runs import (
    HEADINGS,
    SKIP,
    TextRun,
    hint_of,
    in_paid_link,
    names_itself,
    text_runs,
    tidy,
)
from provenance.credits.likeness import MAX_CREDIT, credit_likeness, is_byline, without_interface
from provenance.credits.split import split_credit
from provenance.lexicon import patterns as words

MAX_CAPTION = 1500
"""Characters of text that can still be a caption with its credit; the longest of 704 labelled
ones has 1,016."""

MAX_CAPTION_TEXT = 700
"""Characters of a text outside the picture's own box that can still be its caption."""

_CALLED = re.compile(
    r"(?<![a-z])(?:(?:img|image|photo|foto|bild|picture)[-_]?)?(?:caption|legend|legende|bildtext|bildunterschrift|didascalia|cutline|pie-?foto)(?![a-z])"
)
_DIVIDER_AT_END = re.compile(r"(?:\s[-–—/•·]|\s?[|,;])+$")
_GENERIC = frozenset({"photo", "foto", "image", "images", "picture", "credit", "file", "by", "via"})


@dataclass
class Pairing:
    """What stands with one picture."""

    container: Node
    caption: str = ""
    caption_at: Node | None = None
    credit: str = ""
    credit_at: Node | None = None
    links: list[Node] = field(default_factory=list)
    title: str = ""


def container_of(page: Page, image: PageImage) -> Node:
    """The largest element with this picture, no other, and no more text than a caption."""
    node = image.node
    rivals = [
        n.order
        for o in page.images
        if o is not image and not (o.keys & image.keys)
        for n in o.nodes
    ]
    for ancestor in image.node.ancestors():
        if ancestor.tag in ("body", "html", "#root", "main") or ancestor.contains(page.main.column):
            break
        if any(ancestor.order <= r <= ancestor.last for r in rivals) or page.main.paragraphs_in(
            ancestor
        ):
            break
        if page.main.heading is not None and ancestor.contains(page.main.heading):
            break
        if ancestor.size > MAX_CAPTION or ancestor.last - ancestor.order > MAX_BOX:
            break
        node = ancestor
        # Once a caption is in, what else the page wraps around it (dates, names of writers) is no
        # part of it.
        if ancestor.size and (ancestor.tag == "figure" or _has_caption_element(ancestor)):
            break
    return node


def _has_caption_element(node: Node) -> bool:
    pattern = words.names("caption")
    return any(
        n.tag == "figcaption" or (n.attrs and pattern.search(n.names))
        for n in node.walk()
        if n.size
    )


def pair(page: Page, image: PageImage) -> Pairing:
    """Find the picture's caption and credit."""
    container = container_of(page, image)
    pairing = Pairing(container)
    # A background may lie behind half of the page.
    runs = (
        text_runs(container, image, page.publisher)
        if container.last - container.order <= MAX_BOX
        else []
    )
    if not runs:
        runs = _figure_runs(image, page.publisher)
    if not runs:
        runs = _sibling_runs(page, container, image.alt)
    elif not any(_says_credit(s, container) for s in reversed(runs)):  # most credits stand last
        beside = _sibling_runs(page, container, image.alt)
        runs += [
            s
            for s in beside
            if "byline" not in s.owner.names
            and (hint_of(s.owner, s.owner) == "credit" or credit_likeness(s.text) >= 2)
        ]
    elif all(credit_likeness(s.text) >= 3 or hint_of(s.owner, container) == "credit" for s in runs):
        runs += _named_caption(page, container)
    runs = [s for s in runs if _may_belong(s, image, container) and not _runs_on(s, image)]
    # "$139 at a shop": a paid link beside a caption is a button (rel=sponsored is how search
    # engines want it marked).
    runs = [s for s in runs if not in_paid_link(s.owner, image)] or runs
    _assign(pairing, tidy(runs), container, page.publisher)
    if pairing.caption and not pairing.credit:
        pairing.credit, pairing.credit_at = _group_credit(container)
    if (
        page.main.heading is not None
        and len(page.main.heading.text) > 20
        and pairing.caption.startswith(page.main.heading.text)
    ):
        pairing.caption = ""  # the story's own title beside a copy of its picture
    title = next((n for n in container.walk() if n.tag in HEADINGS), None)
    if title is not None and container is not image.node:
        if pairing.caption or title.order < image.node.order:
            pairing.title = title.text
        elif pairing.credit and title.text not in pairing.credit:
            # Some templates set the caption itself as a heading under the picture.
            pairing.caption, pairing.caption_at = title.text, title
    return pairing


def _runs_on(run: TextRun, image: PageImage) -> bool:
    """True for a paragraph's text right behind the picture in it: the story's own.

    It goes on without so much as a line break, beside a picture that floats."""
    paragraph = run.owner
    if (
        paragraph.tag != "p"
        or not paragraph.contains(image.node)
        or words.names("caption").search(paragraph.names)
    ):
        return False
    inside = [
        n
        for n in paragraph.walk()
        if n.tag == "br" or (n.size and n is not paragraph and n.size == run.owner.size)
    ]
    return not inside and len(run.text) > 80 and not split_credit(run.text)[1]


def _says_credit(run: TextRun, container: Node) -> bool:
    text = run.text
    return (
        hint_of(run.owner, container) == "credit"
        or credit_likeness(text) >= 2
        or bool(split_credit(text)[1])
    )


def _may_belong(run: TextRun, image: PageImage, container: Node) -> bool:
    """True for text in a figure, behind the picture, or called a caption by name or form."""
    owner = run.owner
    if container.tag == "figure" or any(
        a.tag in ("figure", "figcaption")
        for a in [owner, *owner.ancestors()]
        if a.order >= container.order
    ):
        return True
    if is_byline(run.text):
        return False
    hint = hint_of(owner, container)
    byline = any(w in owner.names for w in ("byline", "author", "autor", "time", "date"))
    if owner.order < image.node.order and owner is not container:
        return hint == "caption" or (credit_likeness(run.text) >= 2 and not byline)
    return len(run.text) <= 700 or bool(hint)


def _figure_runs(image: PageImage, publisher: Publisher) -> list[TextRun]:
    """A figure with several pictures and one caption: the caption is each one's."""
    figure = next((a for a in image.node.ancestors() if a.tag == "figure"), None)
    if figure is None or figure.size > MAX_CAPTION or figure.last - figure.order > MAX_BOX:
        return []
    caption = next((n for n in figure.walk() if n.tag == "figcaption"), None)
    return text_runs(caption, None, publisher) if caption is not None else []


def _group_credit(container: Node) -> tuple[str, Node | None]:
    """The credit under a gallery, which holds for each picture that has none of its own."""
    group = next((a for a in islice(container.ancestors(), 4) if a.tag == "figure"), None)
    for child in group.elements() if group is not None else ():
        if child.tag == "figcaption" and child.size <= MAX_CAPTION:
            return split_credit(child.text)[1], child
    return "", None


def _sibling_runs(page: Page, container: Node, alt: str) -> list[TextRun]:
    """Texts beside the box or those around it that say by name or form that they are its."""
    node = container
    for level in range(4):
        parent = node.parent
        if (
            parent is None
            or parent.tag in ("body", "html", "#root")
            or len(parent.children) > 5_000
        ):
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
    return []


def _named_caption(page: Page, container: Node) -> list[TextRun]:
    """The text after a picture's box that is named a caption, where the box has only a credit."""
    parent = container.parent
    siblings = (
        [c for c in parent.elements() if c.size or c is container] if parent is not None else []
    )
    at = next((i for i, c in enumerate(siblings) if c is container), len(siblings))
    for sibling in siblings[at + 1 : at + 2]:
        names = [sibling.names, *(n.names for n in sibling.elements() if n.size == sibling.size)]
        called = sibling.tag == "figcaption" or any(_CALLED.search(n) for n in names)
        if called and sibling.size <= MAX_CAPTION_TEXT and sibling.last - sibling.order <= 12:
            return tidy(text_runs(sibling, None, page.publisher))
    return []


def _beside(page: Page, node: Node, parent: Node, alt: str, *, near: bool) -> list[TextRun]:
    siblings = [c for c in parent.elements() if c.size or c is node]
    at = next((i for i, c in enumerate(siblings) if c is node), 0)
    for sibling in siblings[at + 1 : at + 3]:
        if (
            sibling.size > 700
            or sibling.last - sibling.order > MAX_BOX
            or any(sibling.order <= n.order <= sibling.last for o in page.images for n in o.nodes)
            or page.main.paragraphs_in(sibling) > 1
        ):
            break
        if sibling.tag in HEADINGS or sibling.tag in SKIP:
            break
        runs = tidy(text_runs(sibling))
        marked = [
            s
            for s in runs
            if hint_of(s.owner, sibling) == "credit" and "author" not in s.owner.names
        ]
        named = sibling.tag == "figcaption" or any(
            w in sibling.names for w in ("caption", "legend", "didascalia")
        )
        certain = [s for s in runs if credit_likeness(s.text) >= 3]
        set_apart = _in_italics(sibling) or (_centred(sibling) and _centred(node))
        signed = set_apart and any(split_credit(s.text)[1] for s in runs)
        signed = signed or (_in_italics(sibling) and _centred(sibling) and _centred(node))
        same = bool(alt) and any(
            s.text.strip(" .").lower() == alt.strip(" .").lower() for s in runs
        )
        if (
            (near and (named or same or signed))
            or (certain and len(runs) <= 3)
            or (marked and len(runs) <= 3)
        ):
            return runs
        if near and len(sibling.text) > 60:
            break
    before = siblings[at - 1] if at else None
    if (
        near
        and before is not None
        and len(before.text) <= MAX_CREDIT
        and before.tag not in HEADINGS
    ):
        marked = [
            s
            for s in text_runs(before)
            if hint_of(s.owner, before) == "credit"
            and credit_likeness(s.text) >= 1
            and not is_byline(s.text)
        ]
        if marked and not any(
            before.order <= n.order <= before.last for o in page.images for n in o.nodes
        ):
            return marked
    return []


def _in_italics(node: Node) -> bool:
    """True where all of a paragraph's text is set apart, as captions without a name of their
    own are."""
    inner = [n for n in node.elements() if n.size]
    return len(inner) == 1 and inner[0].tag in ("em", "i", "small") and inner[0].size == node.size


def _centred(node: Node) -> bool:
    """True for a line that the page sets in the middle, as pictures and what belongs to them
    are."""
    style = node.get("style").replace(" ", "")
    return (
        "text-align:center" in style
        or node.get("align") == "center"
        or node.tag in ("center", "figure")
    )


def _behind_label(at: int, runs: list[TextRun]) -> bool:
    """True for the text behind one that only announces it: "Credit..."."""
    return at > 0 and bool(words.lead_label().fullmatch(runs[at - 1].text))


def _assign(pairing: Pairing, runs: list[TextRun], container: Node, publisher: Publisher) -> None:
    likeness = [credit_likeness(s.text) for s in runs]
    hints = [hint_of(s.owner, container) for s in runs]
    is_credit = [
        publisher.is_name(s.text)
        or (len(runs) > 1 and publisher.is_credit(s.text))
        or _behind_label(i, runs)
        or _is_credit(i, runs, likeness, hints)
        for i, s in enumerate(runs)
    ]
    captions = [
        s
        for s, c in zip(runs, is_credit, strict=True)
        if not c and not words.lead_label().fullmatch(s.text)
    ]
    credits = [s for s, c in zip(runs, is_credit, strict=True) if c]
    caption = without_interface(_once(_joined(captions)))
    credit = without_interface(_once(_joined(credits)))
    if caption:
        rest, inline = split_credit(caption)
        if not credit and inline:
            caption, credit = rest, inline
            credits = captions
        elif inline and credit and (shared := _words(inline) & _words(credit)):
            # Printed twice; the fuller one is kept, so that "(Agency/Jane Doe)" is not lost to a
            # bare "Agency".
            caption = rest
            if shared == _words(credit) and _words(inline) - shared - _GENERIC:
                credit, credits = inline, captions
        elif inline and credit:
            # "… Photo by <a>Jo Berg</a> / <a>Agency</a>": the credit begins in the caption's own
            # text.
            caption, credit, credits = rest, f"{inline} {credit}", runs
        elif credit and (word := words.lead_at_end().search(caption)) and word.start():
            # "… fifty-three? Photo <a>@name</a>": the lead word stands in front of the credit's
            # own element.
            caption, credit = (
                caption[: word.start()].rstrip(" |–—-("),
                f"{word.group(0).strip()} {credit}",
            )
    elif credit and len(credit) > 30:
        rest, inline = split_credit(credit)
        led = bool(words.lead_colon().match(inline))
        if len(rest.split()) >= (3 if led else 5) and inline and rest[-1:] in '.!?”"’»…':
            caption, credit, captions = rest, inline, credits
    pairing.caption, pairing.credit = _DIVIDER_AT_END.sub("", caption), credit.lstrip(" |•·–—/,;")
    pairing.caption_at = captions[0].owner if captions and caption else None
    pairing.credit_at = credits[0].owner if credits and credit else None
    if pairing.credit_at is not None:
        pairing.links = [
            n
            for s in credits
            for n in s.owner.walk()
            if n.tag == "a" and n.text and n.text in credit
        ]


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _once(text: str) -> str:
    """A text that a page prints twice (for narrow and wide screens, cut and in full), once."""
    again = text.find(text[:25], 25) if len(text) > 50 else -1
    if again > 0 and text.startswith(text[again:].rstrip(" .…")):
        return text[:again].strip()
    half = len(text) // 2
    return text[:half].strip() if half > 3 and text[:half].strip() == text[half:].strip() else text


def _joined(runs: list[TextRun]) -> str:
    return " ".join(
        "".join(
            s.raw
            if i == 0 or runs[i - 1].raw[-1:].isspace() or s.raw[:1].isspace()
            else f" {s.raw}"
            for i, s in enumerate(runs)
        ).split()
    )


def _is_credit(at: int, runs: list[TextRun], likeness: list[int], hints: list[str]) -> bool:
    text, like, hint = runs[at].text, likeness[at], hints[at]
    longest = max(len(s.text) for s in runs)
    if len(text) > MAX_CREDIT:
        return False
    if hint == "credit":
        return like > 0 or len(text) <= 80
    if like >= 3:
        return True
    if len(runs) == 1:
        return False
    if at == len(runs) - 1 and text.isupper() and not runs[at - 1].text.isupper():
        return True  # in capitals behind a text in small letters: how many papers set their credits
    if like == 2:
        return len(text) < longest
    # A bare name in an element of its own, after a longer text: its place says that it is the
    # credit.
    return (
        like == 1
        and at > 0
        and len(text) < 0.8 * longest
        and runs[at].owner is not runs[at - 1].owner
        and not (hint == "caption" and names_itself(runs[at].owner, runs[at - 1].owner))
    )
