"""Each picture with the caption and credit beside it."""

from __future__ import annotations

from dataclasses import replace

from provenance import lazy_re as re
from provenance.articles.page.division import divide
from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.main_content import MAX_BOX
from provenance.articles.page.near_text import NearText, TextGroup
from provenance.articles.page.nearby_texts import (
    MAX_CAPTION,
    caption_behind,
    credits_beside,
    group_credit,
    own_texts,
    texts_beside,
)
from provenance.articles.page.page import Page
from provenance.articles.page.text_runs import HEADINGS, TextRun, hint_of, tidy
from provenance.articles.page.text_signals import BELONGS, CREDIT
from provenance.credits.likeness import CreditScore
from provenance.lexicon import patterns as words
from provenance.lexicon.folding import letters_of
from provenance.model.signals import Weighed
from provenance.values import dataclass

_SIGNED = re.compile(r"(.{3,1000}\S)\s*(?:[|/•]|\s[–—-]\s)\s*([^|/•]{2,40})")
_MAIL = re.compile(r"([\w.+-]{2,40})@(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}")
_NAME_AT_END = re.compile(
    r"(.{0,1000}(?:\b[a-z]\w*|\w{4,})(?<!Prof)[.!?…”»)]) "
    r"((?:[^\W\d_][\w'’-]{0,30}\.? ){1,3}[^\W\d_][\w'’-]{1,30})"
)
"""A sentence, which no title ends ("Dr."), with two to four words behind it."""
MIN_HEADLINE = 20
"""Characters from which a caption that begins with the headline is the headline."""


MIN_MORE = 4
"""Words behind the headline from which what is called a caption is one; of 630 labelled pages one
has such a caption, with six."""


@dataclass(frozen=True, slots=True)
class TextJudged:
    """A text near a picture, and what speaks for and against its being of it."""

    text: str
    belongs: Weighed
    credit: Weighed | None
    """What speaks for its being the credit; None for one that does not belong."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """What stands with one picture."""

    container: Node
    """Its box: the largest element with nothing else in it."""
    caption: str = ""
    caption_at: Node | None = None
    credit: str = ""
    credit_at: Node | None = None
    links: tuple[Node, ...] = ()
    """The links in the credit."""
    title: str = ""
    judged: tuple[TextJudged, ...] = ()
    """Every text that was considered."""
    dropped: str = ""
    """A caption that was taken back, as the page gives its other pictures none."""

    def as_credit(self) -> Pairing:
        """The pairing with its caption as its credit."""
        return replace(
            self, caption="", caption_at=None, credit=self.caption, credit_at=self.caption_at
        )

    def without_caption(self) -> Pairing:
        """The pairing with its caption taken back."""
        return replace(self, caption="", caption_at=None, dropped=self.caption)


def container_of(page: Page, image: PageImage) -> Node:
    """The largest box with this picture, no other, and a caption's text."""
    node, main = image.node, page.main
    for above in image.node.ancestors():
        if above.tag in ("body", "html", "#root", "main") or above.contains(main.column):
            break
        if page.has_picture(above, beside=image) or main.paragraphs_in(above):
            break
        if any(above.contains(title) for title in main.titles):
            break
        if above.size > MAX_CAPTION or above.last - above.order > MAX_BOX:
            break
        node = above
        # Once a caption is in, what else the page wraps around it (dates, names of writers) is no
        # part of it.
        if above.size and (above.tag == "figure" or _has_caption_element(above)):
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
    """The picture's caption and credit."""
    container = container_of(page, image)
    texts = _gather(page, image, container)
    belongs = [(one, BELONGS.weigh(one)) for one in texts]
    kept = [one for one, weighed in belongs if weighed.score > 0]
    # "$139 at a shop": a paid link beside a caption is a button (rel=sponsored is how search
    # engines want it marked).
    kept = [one for one in kept if not one.paid] or kept
    kept = _near(page, image, container, tidy([one.run for one in kept]))
    credits = [(one, CREDIT.weigh(one)) for one in kept]
    pairing = replace(
        _pairing_of(image, container, credits), judged=_explain_texts(belongs, credits)
    )
    pairing = _signed_with_mail(pairing)
    if pairing.caption and not pairing.credit:
        pairing = _signed_by_publisher(page, pairing)
    if pairing.caption and not pairing.credit:
        credit, at = group_credit(container)
        pairing = replace(pairing, credit=credit, credit_at=at)
    return _add_title(page, image, pairing)


def _signed_with_mail(pairing: Pairing) -> Pairing:
    """The pairing with the name before a mail address that is the credit.

    Printed as "The quay. Jane Doe jdoe@paper.example", where only the address is marked: the name
    is whose surname the mailbox has."""
    mail = _MAIL.fullmatch(pairing.credit)
    found = _NAME_AT_END.fullmatch(pairing.caption) if mail else None
    if mail is None or found is None or not all(w[0].isupper() for w in found[2].split()):
        return pairing
    box, surname = letters_of(mail[1]), letters_of(found[2].rpartition(" ")[2])
    if not (box.startswith(surname) or box.endswith(surname)):
        return pairing
    return replace(pairing, caption=found[1], credit=f"{found[2]} {pairing.credit}")


def _signed_by_publisher(page: Page, pairing: Pairing) -> Pairing:
    """The pairing with the publisher behind a divider as its credit."""
    found = _SIGNED.fullmatch(pairing.caption)
    if found is None or not page.publisher.is_name(found[2]):
        return pairing
    return replace(pairing, caption=found[1], credit=found[2], credit_at=pairing.caption_at)


def _near(page: Page, image: PageImage, container: Node, runs: list[TextRun]) -> list[NearText]:
    group = TextGroup(container, runs)
    return [NearText(page, image, container, run, group) for run in group]


def _explain_texts(
    belongs: list[tuple[NearText, Weighed]], credits: list[tuple[NearText, Weighed]]
) -> tuple[TextJudged, ...]:
    said = {id(one.run): weighed for one, weighed in credits}
    return tuple(TextJudged(one.text, weighed, said.get(id(one.run))) for one, weighed in belongs)


def _gather(page: Page, image: PageImage, container: Node) -> list[NearText]:
    """The texts in the picture's box, and beside it where the box lacks one."""
    runs = own_texts(page, image, container)
    if not runs:
        return _near(page, image, container, texts_beside(page, container, image.alt))
    near = _near(page, image, container, runs)
    more: list[TextRun] = []
    if not any(one.says_credit for one in reversed(near)):  # most credits stand last
        more = credits_beside(page, container, image.alt)
    elif all(one.likeness is CreditScore.CERTAIN or one.hint == "credit" for one in near):
        more = caption_behind(page, container)
    return _near(page, image, container, runs + more) if more else near


def _add_title(page: Page, image: PageImage, pairing: Pairing) -> Pairing:
    """The pairing with the heading in its box, and without the story's own as caption."""
    heading, container = page.main.heading, pairing.container
    headline = heading.text if heading is not None else ""
    if len(headline) > MIN_HEADLINE and pairing.caption.startswith(headline):
        more = pairing.caption[len(headline) :].split()
        if 0 < len(more) < MIN_MORE or not _is_called_caption(pairing):
            pairing = replace(pairing, caption="")
    title = next((n for n in container.walk() if n.tag in HEADINGS), None)
    if title is None or container is image.node:
        return pairing
    if pairing.caption or title.order < image.node.order:
        return replace(pairing, title=title.text)
    if pairing.credit and title.text not in pairing.credit:
        # Some templates set the caption itself as a heading under the picture.
        return replace(pairing, caption=title.text, caption_at=title)
    return pairing


def _is_called_caption(pairing: Pairing) -> bool:
    at = pairing.caption_at
    return at is not None and hint_of(at, pairing.container) == "caption"


def _pairing_of(
    image: PageImage, container: Node, texts: list[tuple[NearText, Weighed]]
) -> Pairing:
    """The texts as one caption and one credit, with where each stands."""
    found = divide(
        [one.run for one, weighed in texts if weighed.score <= 0],
        [one.run for one, weighed in texts if weighed.score > 0],
        image.alt,
    )
    return Pairing(
        container,
        found.caption,
        found.captions[0].owner if found.captions and found.caption else None,
        found.credit,
        found.credits[0].owner if found.credits and found.credit else None,
        _links(found.credits, found.credit),
    )


def _links(credits: tuple[TextRun, ...], credit: str) -> tuple[Node, ...]:
    """The links in the credit's elements whose text is in it."""
    if not credit:
        return ()
    return tuple(
        n
        for run in credits
        for n in run.owner.walk()
        if n.tag == "a" and n.text and n.text in credit
    )
