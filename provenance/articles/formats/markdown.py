"""An article as Markdown, with or without front matter.

Pictures are `![alt](address "title")`; the caption is the title, an emphasised line after the
picture, or a line with a credit. A credit may also end the alternative text, or a title beside
another caption. HTML figures are read as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from provenance import lazy_re as re
from provenance.articles.cms_fields import MAX_PICTURES, merge_duplicates
from provenance.articles.dates import language_tag, read_date
from provenance.articles.document import Document, Match
from provenance.articles.page.image_urls import absolute
from provenance.credits.alternative import credit_in_alternative
from provenance.credits.split import split_credit
from provenance.model import Article, InputKind, Link, Locator, PublishedImage, Reading, Role

_ADDRESS = r"<?((?:[^\s()<>]|\([^\s()<>]{0,300}\)){1,2000}+)>?"
"""An address, with brackets in it only in pairs
(https://spec.commonmark.org/0.31.2/#link-destination)."""
_IMAGE = re.compile(
    rf"""!\[([^\[\]\n]{{0,1000}}+)\]\(\s{{0,9}}{_ADDRESS}(?:\s{{1,9}}["'(]([^"\n]{{0,2000}}?)["')])?\s{{0,9}}\)"""
)
_IMAGE_REFERENCE = re.compile(r"!\[([^\[\]\n]{0,1000}+)\]\[([^\[\]\n]{0,200}+)\]")
_REFERENCE = re.compile(
    r"""^ {0,3}\[([^\]\n]{1,200})\]:\s{0,9}<?(\S{1,2000}?)>?"""
    r"""(?:\s{1,9}["'(](.{0,500}?)["')])?\s{0,9}$"""
)
_LINK = re.compile(rf"\[([^\[\]\n]{{1,500}}+)\]\({_ADDRESS}[^)\n]{{0,300}}+\)")
_MARKS = re.compile(r"[*_`]{1,3}")
_EMPHASISED = re.compile(
    r"^(?:\*{1,2}|_{1,2})(?=\S).*\S(?:\*{1,2}|_{1,2})$|^<(?:em|i|small|figcaption)>"
)
_TAG = re.compile(r"<[^<>\n]{1,300}>")
_FRONT = re.compile(r"^([\w-]{1,40}):\s{0,9}(.{0,500})$")


_MARKED = re.compile(
    r"^(?:#{1,6} \S|!\[[^\]\n]{0,300}\]\(|\[!\[|---\n(?:[\w-]{1,40}:.*\n){1,60}?---\n)", re.M
)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\][(\[]")


def begins_as_markdown(head: str) -> bool:
    """True where a text's beginning has a heading, a picture or front matter."""
    return bool(_MARKED.search(head))


def matches(document: Document) -> Match:
    """Likely for a text that begins as Markdown, or has a picture anywhere."""
    if document.json is not None or document.head.startswith("<"):
        return Match.NO
    marked = begins_as_markdown(document.head) or _PICTURE.search(document.text)
    return Match.LIKELY if marked else Match.NO


def read(document: Document) -> Article:
    """Read Markdown, with or without front matter.

    Of the front matter title, date, lang, url and description are read.
    """
    lines = document.text.split("\n")
    front, first = _front_matter(lines)
    references = {m.group(1).lower(): m for line in lines if (m := _REFERENCE.match(line))}
    story = _Story(document.base_url, references, front.get("title"))
    for start, block in _blocks(lines, first):
        story.add(start, block)
    body = story.body
    opening = body[0] if body else None

    def said(*names: str) -> str | None:
        return next((front[name] for name in names if front.get(name)), None)

    return Article(
        origin=document.origin,
        kind=InputKind.MARKDOWN,
        url=said("url", "canonical") or document.base_url,
        headline=story.headline or opening,
        lead=said("description") or next((b for b in body if len(b) > MIN_LEAD), opening),
        published=read_date(said("date", "published")),
        modified=read_date(said("updated", "modified", "lastmod")),
        language=language_tag(said("lang", "language")),
        body="\n\n".join(body),
        images=merge_duplicates(_with_alternative_credit(one) for one in story.images),
    )


MAX_CAPTION = 400
"""Characters of a text beside a picture that is still its caption."""
MAX_CREDITED = 250
"""Characters of a plain block that is a caption for ending in a credit."""
MAX_CAPTION_DISTANCE = 3
"""Lines between a picture and the block that is its caption."""
MIN_LEAD = 60
"""Characters from which a paragraph opens the story."""
_HTML = re.compile(r"\s*<(?:figure|img|picture|div|a)\b", re.I)
_HEADING = re.compile(r"#{1,6}\s")


@dataclass
class _Story:
    """What was read so far, block by block."""

    base: str | None
    references: dict[str, re.Match[str]]
    headline: str | None
    body: list[str] = field(default_factory=list)
    images: list[PublishedImage] = field(default_factory=list)

    def add(self, start: int, block: list[str]) -> None:
        """Read one block."""
        if not self.headline and re.match(r"#\s", block[0]):
            self.headline = _plain(block[0].lstrip("# "))
            if len(block) == 1:
                return
        raw = "\n".join(block)
        if _HTML.match(block[0]) and "<img" in raw.lower():
            self.images += _from_html(raw, start, self.base)
        elif found := _find_pictures(raw):
            self._add_pictures(found, raw, start)
        elif not self._add_caption(start, block, raw) and not _REFERENCE.match(block[0]):
            self.body.append(_plain(_HEADING.sub("", raw, count=1) if raw[0] == "#" else raw))

    def _add_pictures(self, found: list[re.Match[str]], raw: str, start: int) -> None:
        """Take a block's pictures; much text beside them is the story's."""
        self.images += _pictures(found, raw, start, self.references, self.base)
        rest = _without_pictures(raw)
        if len(rest) > MAX_CAPTION or (rest and len(found) > 1):
            self.body.append(_plain(rest))

    def _add_caption(self, start: int, block: list[str], raw: str) -> bool:
        """Take a block as the last picture's caption, where it is one."""
        caption = _plain(" ".join(block))
        if not self.images or not _is_caption_block(self.images[-1], start, block, caption):
            return False
        self.images[-1] = _with_caption(self.images[-1], caption, start, raw, self.base)
        return True


def _find_pictures(raw: str) -> list[re.Match[str]]:
    patterns = (_IMAGE, _IMAGE_REFERENCE)
    return [m for pattern in patterns for m in islice(pattern.finditer(raw), MAX_PICTURES)]


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """Simple `key: value` lines between two `---`, and the line the text starts at."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    for at in range(1, min(len(lines), 200)):
        if lines[at].strip() in ("---", "..."):
            pairs = [m for line in lines[1:at] if (m := _FRONT.match(line))]
            return {
                m.group(1).lower(): m.group(2).strip().strip("'\"")
                for m in pairs
                if m.group(2).strip()
            }, at + 1
    return {}, 0


def _blocks(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start = first
    for at in range(first, len(lines)):
        if lines[at].strip():
            if not block:
                start = at + 1
            block.append(lines[at].strip())
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", _TAG.sub(" ", _LINK.sub(r"\1", text))).split())


def _without_pictures(raw: str) -> str:
    raw = _IMAGE_REFERENCE.sub("", _IMAGE.sub("", raw))
    return re.sub(r"\[\s*\]\([^)\n]{0,2000}\)", "", raw).strip()


def _pictures(
    found: list[re.Match[str]],
    raw: str,
    start: int,
    references: dict[str, re.Match[str]],
    base: str | None,
) -> list[PublishedImage]:
    rest = _without_pictures(raw)
    images = []
    for one in sorted(found, key=lambda m: m.start()):
        line = start + raw.count("\n", 0, one.start())
        if one.re.pattern == _IMAGE.pattern:
            url, title = one.group(2), one.group(3)
        else:
            known = references.get((one.group(2) or one.group(1)).lower())
            if known is None:
                continue
            url, title = known.group(2), known.group(3)
        around = re.match(r"\]\(\s*<?([^\s)>]{1,2000})", raw[one.end() : one.end() + 2_100])
        image = PublishedImage(
            index=0,
            content_url=absolute(base, url),
            where=Locator("picture", line),
            alt=_plain(one.group(1)) or None,
            link=absolute(base, around.group(1))
            if around and raw[max(0, one.start() - 1) : one.start()] == "["
            else None,
            role=Role.BODY,
        )
        said = _plain(rest) if rest and len(found) == 1 and len(rest) <= MAX_CAPTION else ""
        if said:
            image = _with_caption(image, said, line + 1 if "\n" in raw else line, rest, base)
        if title and title.strip():
            told = _with_caption(image, _plain(title), line, title, base)
            if not said:
                image = told
            elif image.credit is None:
                image = replace(image, credit=told.credit, credit_links=told.credit_links)
        images.append(image)
    return images


def _with_alternative_credit(image: PublishedImage) -> PublishedImage:
    """The picture with the credit in its alternative text, where it has no other."""
    caption = image.caption.text if image.caption else ""
    credit = "" if image.credit else credit_in_alternative(image.alt or "", caption)
    where = Locator("alternative text", image.where.line)
    return replace(image, credit=Reading(credit, where)) if credit else image


def _is_caption_block(image: PublishedImage, start: int, block: list[str], caption: str) -> bool:
    """True where the block behind a picture is set as its caption.

    It is emphasised, or ends in a credit.
    """
    near = (
        image.where.line is not None
        and image.caption is None
        and image.credit is None
        and start - image.where.line <= MAX_CAPTION_DISTANCE
    )
    if not near or len(caption) > MAX_CAPTION or block[0].startswith("#"):
        return False
    return bool(_EMPHASISED.match(" ".join(block))) or bool(
        split_credit(caption)[1] and len(caption) <= MAX_CREDITED
    )


def _with_caption(
    image: PublishedImage, text: str, line: int, raw: str, base: str | None
) -> PublishedImage:
    caption, credit = split_credit(text)
    where = Locator("caption", line)
    links = tuple(
        Link(absolute(base, m.group(2)), _plain(m.group(1)))
        for m in _LINK.finditer(raw)
        if _plain(m.group(1)) in credit
    )
    return replace(
        image,
        caption=Reading(caption, where) if caption else None,
        credit=Reading(credit, where) if credit else None,
        credit_links=links if credit else (),
    )


def _from_html(raw: str, start: int, base: str | None) -> list[PublishedImage]:
    from provenance.articles.formats.html import read

    article = read(Document(b"", f"<article>{raw}</article>", "-", base))

    def moved(reading: Reading | None) -> Reading | None:
        return Reading(reading.text, _shift(reading.where, start)) if reading else None

    return [
        replace(i, where=_shift(i.where, start), caption=moved(i.caption), credit=moved(i.credit))
        for i in article.images
    ]


def _shift(where: Locator, start: int) -> Locator:
    return Locator(where.path, (where.line or 1) + start - 1)
