"""Plain text, as scraped or pasted: captions and credits that run together.

Labels without either are told in the article's notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from provenance import lazy_re as re
from provenance.articles.document import Document, Match
from provenance.credits.likeness import CreditScore, credit_likeness
from provenance.credits.split import split_credit
from provenance.model import Article, InputKind, Locator, PublishedImage, Reading, Role

MAX_CAPTION_LINE = 400
"""Characters of a line that can be caption and credit in one; the 99th percentile of 704
labelled captions is 420."""
MAX_LABEL_WORDS = 9
"""Words of a line that can be a heading or a picture's label."""
MAX_PICTURES = 400

_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÞА-ЯІЇЄ][A-ZÀ-ÞА-ЯІЇЄ'’.\- ]{1,40}(?:, [A-Z][\w.’' ]{1,30})?)"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? \w{3,10}))?"
    r"(?: ?\([A-Z][\w/ .\-]{1,30}\))? ?[-–—] ?(?=\S)"
)
_ENDS = (".", "!", "?", "…", ":", ";", "”", '"', "»", "。")


@dataclass
class _Block:
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def matches(document: Document) -> Match:
    """Possible for whatever is neither JSON nor XML."""
    structured = document.json is not None or document.head.startswith("<?xml")
    return Match.NO if structured else Match.POSSIBLE


def read(document: Document) -> Article:
    """Read an article as plain text.

    The headline is the first line; pictures have no address.

    A picture is a block of lines that ends in a credit. A short line without credit is taken for a
    heading, and a note says so: in plain text nothing else can tell it from a picture's label.
    """
    headline, blocks = _headed(list(_blocks(document.text)))
    story = _Story()
    for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        story.add(before, block, following)
    body = story.body
    first = next((b for b in body if len(b) > LEAD), body[0] if body else None)
    if first and (dateline := _DATELINE.match(first)):
        where = Locator("first paragraph", _line_of(blocks, first))
        story.notes.append(Reading(f"dateline: {dateline.group(0).strip(' -–—')}", where))
    return Article(
        origin=document.origin,
        kind=InputKind.TEXT,
        url=document.base_url,
        headline=headline,
        lead=first,
        body="\n\n".join(body),
        images=tuple(story.images),
        notes=tuple(story.notes),
    )


LEAD = 60
"""Characters from which a paragraph opens the story."""


def _headed(blocks: list[_Block]) -> tuple[str | None, list[_Block]]:
    """The first line as headline, and the blocks behind it."""
    if not blocks:
        return None, []
    first, *rest = blocks
    headline = first.lines[0].lstrip("# ").strip()
    remaining = [_Block(first.lines[1:], first.line + 1)] if len(first.lines) > 1 else []
    return headline, remaining + rest


@dataclass
class _Story:
    """What was read so far, block by block."""

    body: list[str] = field(default_factory=list)
    images: list[PublishedImage] = field(default_factory=list)
    notes: list[Reading] = field(default_factory=list)

    def add(self, before: _Block | None, block: _Block, following: _Block | None) -> None:
        """Read one block: a picture with its caption, or text."""
        full = len(self.images) >= MAX_PICTURES
        image = None if full else _picture(block, len(self.images))
        if image is None:
            if _is_label(block):
                self.notes.append(_label_note(block, following))
            self.body.append("\n".join(block.lines))
            return
        if image.caption is None and before is not None and self._ends_in_caption(before):
            where = Locator("line", before.line)
            image = _with_caption(image, Reading(self.body.pop(), where))
            self.notes = [n for n in self.notes if n.where.line != before.line]
        self.images.append(image)

    def _ends_in_caption(self, before: _Block) -> bool:
        """True where the last text may be the caption of the credit behind it."""
        return bool(self.body) and self.body[-1] == before.text and _can_be_caption(before)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    start = 1
    for number, raw in enumerate(text.split("\n"), 1):
        line = " ".join(raw.split())
        if line:
            if not lines:
                start = number
            lines.append(line)
        elif lines:
            yield _Block(lines, start)
            lines = []
    if lines:
        yield _Block(lines, start)


def _line_of(blocks: list[_Block], first: str) -> int | None:
    return next((b.line for b in blocks if "\n".join(b.lines) == first), None)


def _picture(block: _Block, index: int) -> PublishedImage | None:
    """The picture a block stands for, or None where it ends in no credit."""
    lines = block.lines
    if (
        len(lines) > 4
        or len(lines[-1]) > MAX_CAPTION_LINE
        or any(len(x) > MAX_CAPTION_LINE for x in lines)
    ):
        return None
    # Title above, caption and credit run together below: the shape itself says that this is a
    # picture.
    titled = len(lines) > 1 and not lines[0].endswith(_ENDS[:4])
    caption, credit = split_credit(lines[-1], loose=titled)
    if not credit:
        return None
    number = block.line + len(lines) - 1
    above = lines[:-1]
    if not caption and above:
        caption, number, above = above[-1], number - 1, above[:-1]
    if len(lines) == 1 and caption and not _single_line_is_picture(caption, credit):
        return None
    return PublishedImage(
        index=index,
        content_url=None,
        where=Locator("line", block.line),
        caption=Reading(caption, Locator("line", number)) if caption else None,
        credit=Reading(credit, Locator("line", block.line + len(lines) - 1)),
        title=above[0] if above else None,
        role=Role.BODY,
    )


def _single_line_is_picture(caption: str, credit: str) -> bool:
    """True for a line of its own that is a credit by its form.

    Running text names agencies too.
    """
    return (
        credit_likeness(credit) >= CreditScore.LIKELY
        and len(caption) <= 300
        and caption.count(". ") <= 2
    )


def _with_caption(image: PublishedImage, caption: Reading) -> PublishedImage:
    from dataclasses import replace

    return replace(image, caption=caption, where=caption.where)


def _is_label(block: _Block) -> bool:
    line = block.lines[0]
    return (
        len(block.lines) == 1 and len(line.split()) <= MAX_LABEL_WORDS and not line.endswith(_ENDS)
    )


def _can_be_caption(block: _Block) -> bool:
    return len(block.lines) == 1 and len(block.text) <= 300 and block.text.count(". ") <= 1


def _label_note(block: _Block, following: _Block | None) -> Reading:
    label = block.lines[0]
    where = Locator("line", block.line)
    if following is not None and _is_label(following):
        return Reading(
            f"“{label}” is taken for a heading: it has no credit. Another label follows it, so "
            "it may be the label of "
            "a picture without a credit; if it is, that picture was not checked.",
            where,
        )
    return Reading(f"“{label}” is taken for a heading: a short line without a credit.", where)
