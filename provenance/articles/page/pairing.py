"""Pair a picture with the caption and credit that stand with it: structure first, names second,
form third."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from provenance.articles.page.dom import Node
from provenance.articles.page.images import Found
from provenance.articles.page.main_content import MAX_BOX, Scope
from provenance.articles.page.publisher import House
from provenance.articles.page.text_runs import (
    HEADINGS,
    SKIP,
    Segment,
    hint_of,
    in_paid_link,
    names_itself,
    segments_of,
    tidy,
)
from provenance.credits.labels import is_byline, without_interface
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
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
class Paired:
    """What stands with one picture."""

    container: Node
    caption: str = ""
    caption_at: Node | None = None
    credit: str = ""
    credit_at: Node | None = None
    links: list[Node] = field(default_factory=list)
    title: str = ""


def container_of(found: Found, others: list[Found], scope: Scope) -> Node:
    """The largest element that holds this picture, no other, no running text and no more text
    than a caption."""
    node = found.node
    rivals = [
        n.order for o in others if o is not found and not (o.keys & found.keys) for n in o.nodes
    ]
    for ancestor in found.node.ancestors():
        if ancestor.tag in ("body", "html", "#root", "main") or ancestor.contains(scope.main):
            break
        if any(ancestor.order <= r <= ancestor.last for r in rivals) or scope.paragraphs_in(
            ancestor
        ):
            break
        if scope.heading is not None and ancestor.contains(scope.heading):
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


def pair(found: Found, others: list[Found], scope: Scope) -> Paired:
    """Find the picture's caption and credit."""
    container = container_of(found, others, scope)
    paired = Paired(container)
    # A background may lie behind half of the page.
    segments = (
        segments_of(container, found, scope.house)
        if container.last - container.order <= MAX_BOX
        else []
    )
    if not segments:
        segments = _figure_segments(found, scope.house)
    if not segments:
        segments = _sibling_segments(container, scope, others, found.alt)
    elif not any(_says_credit(s, container) for s in reversed(segments)):  # most credits stand last
        beside = _sibling_segments(container, scope, others, found.alt)
        segments += [
            s
            for s in beside
            if "byline" not in s.owner.names
            and (
                hint_of(s.owner, s.owner) == "credit"
                or credit_likeness(s.text) >= CreditScore.LIKELY
            )
        ]
    elif all(
        credit_likeness(s.text) >= CreditScore.CERTAIN or hint_of(s.owner, container) == "credit"
        for s in segments
    ):
        segments += _named_caption(container, scope)
    segments = [s for s in segments if _may_belong(s, found, container) and not _runs_on(s, found)]
    # "$139 at a shop": a paid link beside a caption is a button (rel=sponsored is how search
    # engines want it marked).
    segments = [s for s in segments if not in_paid_link(s.owner, found)] or segments
    _assign(paired, tidy(segments), container, scope.house)
    if paired.caption and not paired.credit:
        paired.credit, paired.credit_at = _group_credit(container)
    if (
        scope.heading is not None
        and len(scope.heading.text) > 20
        and paired.caption.startswith(scope.heading.text)
    ):
        paired.caption = ""  # the story's own title beside a copy of its picture
    title = next((n for n in container.walk() if n.tag in HEADINGS), None)
    if title is not None and container is not found.node:
        if paired.caption or title.order < found.node.order:
            paired.title = title.text
        elif paired.credit and title.text not in paired.credit:
            # Some templates set the caption itself as a heading under the picture.
            paired.caption, paired.caption_at = title.text, title
    return paired


def _runs_on(segment: Segment, found: Found) -> bool:
    """True for the text of a paragraph that goes on right behind the picture in it, without so
    much as a line break: the story's own, beside a picture that floats."""
    paragraph = segment.owner
    if (
        paragraph.tag != "p"
        or not paragraph.contains(found.node)
        or words.names("caption").search(paragraph.names)
    ):
        return False
    inside = [
        n
        for n in paragraph.walk()
        if n.tag == "br" or (n.size and n is not paragraph and n.size == segment.owner.size)
    ]
    return not inside and len(segment.text) > 80 and not split_credit(segment.text)[1]


def _says_credit(segment: Segment, container: Node) -> bool:
    text = segment.text
    return (
        hint_of(segment.owner, container) == "credit"
        or credit_likeness(text) >= CreditScore.LIKELY
        or bool(split_credit(text)[1])
    )


def _may_belong(segment: Segment, found: Found, container: Node) -> bool:
    """Outside a figure, text is a caption only where it follows the picture, or where its name
    or form says so."""
    owner = segment.owner
    if container.tag == "figure" or any(
        a.tag in ("figure", "figcaption")
        for a in [owner, *owner.ancestors()]
        if a.order >= container.order
    ):
        return True
    if is_byline(segment.text):
        return False
    hint = hint_of(owner, container)
    byline = any(w in owner.names for w in ("byline", "author", "autor", "time", "date"))
    if owner.order < found.node.order and owner is not container:
        return hint == "caption" or (
            credit_likeness(segment.text) >= CreditScore.LIKELY and not byline
        )
    return len(segment.text) <= 700 or bool(hint)


def _figure_segments(found: Found, house: House) -> list[Segment]:
    """A figure with several pictures and one caption: the caption is each one's."""
    figure = next((a for a in found.node.ancestors() if a.tag == "figure"), None)
    if figure is None or figure.size > MAX_CAPTION or figure.last - figure.order > MAX_BOX:
        return []
    caption = next((n for n in figure.walk() if n.tag == "figcaption"), None)
    return segments_of(caption, None, house) if caption is not None else []


def _group_credit(container: Node) -> tuple[str, Node | None]:
    """The credit under a gallery, a figure of figures, which holds for each picture that has
    none of its own."""
    group = next((a for a in islice(container.ancestors(), 4) if a.tag == "figure"), None)
    for child in group.elements() if group is not None else ():
        if child.tag == "figcaption" and child.size <= MAX_CAPTION:
            return split_credit(child.text)[1], child
    return "", None


def _sibling_segments(
    container: Node, scope: Scope, others: list[Found], alt: str
) -> list[Segment]:
    """Texts beside the container, or beside the boxes around it, which say by name or form that
    they belong to it."""
    node = container
    for level in range(4):
        parent = node.parent
        if (
            parent is None
            or parent.tag in ("body", "html", "#root")
            or len(parent.children) > 5_000
        ):
            break
        found = _beside(node, parent, others, alt, scope, near=level == 0 or not node.size)
        if found:
            return found
        if (
            parent.contains(scope.main)
            or parent.size > MAX_CAPTION
            or scope.paragraphs_in(parent) > 1
        ):
            break
        node = parent
    return []


def _named_caption(container: Node, scope: Scope) -> list[Segment]:
    """The text right after a picture's box which a name calls its caption, where the box itself
    has only a credit."""
    parent = container.parent
    siblings = (
        [c for c in parent.elements() if c.size or c is container] if parent is not None else []
    )
    at = next((i for i, c in enumerate(siblings) if c is container), len(siblings))
    for sibling in siblings[at + 1 : at + 2]:
        names = [sibling.names, *(n.names for n in sibling.elements() if n.size == sibling.size)]
        called = sibling.tag == "figcaption" or any(_CALLED.search(n) for n in names)
        if called and sibling.size <= MAX_CAPTION_TEXT and sibling.last - sibling.order <= 12:
            return tidy(segments_of(sibling, None, scope.house))
    return []


def _beside(
    node: Node, parent: Node, others: list[Found], alt: str, scope: Scope, *, near: bool
) -> list[Segment]:
    siblings = [c for c in parent.elements() if c.size or c is node]
    at = next((i for i, c in enumerate(siblings) if c is node), 0)
    for sibling in siblings[at + 1 : at + 3]:
        if (
            sibling.size > 700
            or sibling.last - sibling.order > MAX_BOX
            or any(sibling.order <= n.order <= sibling.last for o in others for n in o.nodes)
            or scope.paragraphs_in(sibling) > 1
        ):
            break
        if sibling.tag in HEADINGS or sibling.tag in SKIP:
            break
        segments = tidy(segments_of(sibling))
        marked = [
            s
            for s in segments
            if hint_of(s.owner, sibling) == "credit" and "author" not in s.owner.names
        ]
        named = sibling.tag == "figcaption" or any(
            w in sibling.names for w in ("caption", "legend", "didascalia")
        )
        certain = [s for s in segments if credit_likeness(s.text) >= CreditScore.CERTAIN]
        set_apart = _in_italics(sibling) or (_centred(sibling) and _centred(node))
        signed = set_apart and any(split_credit(s.text)[1] for s in segments)
        signed = signed or (_in_italics(sibling) and _centred(sibling) and _centred(node))
        same = bool(alt) and any(
            s.text.strip(" .").lower() == alt.strip(" .").lower() for s in segments
        )
        if (
            (near and (named or same or signed))
            or (certain and len(segments) <= 3)
            or (marked and len(segments) <= 3)
        ):
            return segments
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
            for s in segments_of(before)
            if hint_of(s.owner, before) == "credit"
            and credit_likeness(s.text) >= CreditScore.POSSIBLE
            and not is_byline(s.text)
        ]
        if marked and not any(
            before.order <= n.order <= before.last for o in others for n in o.nodes
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


def _behind_label(at: int, segments: list[Segment]) -> bool:
    """True for the text behind one that only announces it: "Credit..."."""
    return at > 0 and bool(words.lead_label().fullmatch(segments[at - 1].text))


def _assign(paired: Paired, segments: list[Segment], container: Node, house: House) -> None:
    likeness = [credit_likeness(s.text) for s in segments]
    hints = [hint_of(s.owner, container) for s in segments]
    is_credit = [
        house.is_name(s.text)
        or (len(segments) > 1 and house.signs(s.text))
        or _behind_label(i, segments)
        or _is_credit(i, segments, likeness, hints)
        for i, s in enumerate(segments)
    ]
    captions = [
        s
        for s, c in zip(segments, is_credit, strict=True)
        if not c and not words.lead_label().fullmatch(s.text)
    ]
    credits = [s for s, c in zip(segments, is_credit, strict=True) if c]
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
            caption, credit, credits = rest, f"{inline} {credit}", segments
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
    paired.caption, paired.credit = _DIVIDER_AT_END.sub("", caption), credit.lstrip(" |•·–—/,;")
    paired.caption_at = captions[0].owner if captions and caption else None
    paired.credit_at = credits[0].owner if credits and credit else None
    if paired.credit_at is not None:
        paired.links = [
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


def _joined(segments: list[Segment]) -> str:
    return " ".join(
        "".join(
            s.raw
            if i == 0 or segments[i - 1].raw[-1:].isspace() or s.raw[:1].isspace()
            else f" {s.raw}"
            for i, s in enumerate(segments)
        ).split()
    )


def _is_credit(
    at: int, segments: list[Segment], likeness: list[CreditScore], hints: list[str]
) -> bool:
    text, like, hint = segments[at].text, likeness[at], hints[at]
    longest = max(len(s.text) for s in segments)
    if len(text) > MAX_CREDIT:
        return False
    if hint == "credit":
        return like > CreditScore.NO or len(text) <= 80
    if like >= CreditScore.CERTAIN:
        return True
    if len(segments) == 1:
        return False
    if at == len(segments) - 1 and text.isupper() and not segments[at - 1].text.isupper():
        return True  # in capitals behind a text in small letters: how many papers set their credits
    if like == CreditScore.LIKELY:
        return len(text) < longest
    # A bare name in an element of its own, after a longer text: its place says that it is the
    # credit.
    return (
        like == CreditScore.POSSIBLE
        and at > 0
        and len(text) < 0.8 * longest
        and segments[at].owner is not segments[at - 1].owner
        and not (hint == "caption" and names_itself(segments[at].owner, segments[at - 1].owner))
    )
