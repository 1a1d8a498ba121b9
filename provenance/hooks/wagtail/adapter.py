"""From a page to an `Article`: where pictures, captions and credits are found.

* an image field of the page, or of an inline child (a gallery), with the caption and credit in
  fields beside it:
  `<field>_caption`, `<field>_credit`, or in a child model plain `caption` and `credit`;
* an image block in a StreamField, at any depth; the caption and credit are the blocks beside it in
  the same struct;
* an image embedded in rich text; it has only its alternative text there.

Where the page says nothing, the image's own fields speak: a custom image model's `caption` and
`credit`. The names that count as caption and credit are `CAPTIONS` and `CREDITS`. Headline: the
page's title. Lead: the first of `LEADS` that the page has, else the first paragraph of its text.
Date: the first of `DATES` that the page has, else when it was first published or is to go live.
For models that this does not fit, the setting `article` names a function that returns the
`Article`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.db import models
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from provenance.hooks.wagtail.settings import Settings
from provenance.model import Article, InputKind, Link, Locator, PublishedImage, Reading, Role

DATES = ("date_published", "publication_date", "published_date", "published_at", "pub_date", "date")
"""Fields in which a page keeps its own date."""
CAPTIONS = ("caption", "image_caption", "legend", "cutline")
CREDITS = (
    "credit",
    "image_credit",
    "credit_line",
    "attribution",
    "photo_credit",
    "photographer",
    "source",
    "copyright",
)
LEADS = ("lead", "standfirst", "intro", "introduction", "summary", "excerpt", "teaser", "dek")
DEEPEST = 12
"""Levels of nested blocks that are followed; no editor's page nests deeper than a handful."""


@dataclass(frozen=True)
class Found:
    """One picture on a page, before its file is read."""

    image: Any
    where: str
    caption: object = None
    credit: object = None
    alt: str | None = None
    role: Role = Role.BODY


@dataclass
class _Content:
    """What a page holds: its pictures and its text, in the order of its fields."""

    pictures: list[Found] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class PageContent:
    """One page, read once: the digest of what is to be checked, and the article."""

    def __init__(self, page: Any, settings: Settings) -> None:
        self.page = page.specific if type(page) is Page else page
        self.settings = settings

    @cached_property
    def key(self) -> str | None:
        """SHA-256 over all that a check depends on, files by their hash.

        None for a page without pictures.
        """
        if self.settings.article is not None:
            return _digest(
                self.article, [hashlib.sha1(i.data or b"").hexdigest() for i in self.article.images]
            )
        hashes = [found.image.get_file_hash() for found in self._content.pictures]
        return _digest(self._article([None] * len(hashes)), hashes)

    @cached_property
    def article(self) -> Article:
        """The article with its pictures' bytes.

        One whose file cannot be read is left to be fetched by its address.
        """
        if self.settings.article is not None:
            made = self.settings.article(self.page)
            return made or Article(str(self.page), InputKind.PAYLOAD)
        most = self.settings.config.network.max_picture_bytes
        return self._article([_bytes_of(found.image, most) for found in self._content.pictures])

    @cached_property
    def _content(self) -> _Content:
        content = _Content()
        _read_fields(self.page, content, "", lead=True)
        for relation in get_all_child_relations(self.page):
            name = relation.get_accessor_name()
            for number, child in enumerate(getattr(self.page, name).all()):
                _read_fields(child, content, f"{name}[{number}].", lead=False)
        return content

    def _article(self, files: list[bytes | None]) -> Article:
        page, content = self.page, self._content
        base = _base_of(page)
        paragraphs = [p for p in content.text if p]
        lead = next(
            (
                str(v)
                for name in LEADS
                if isinstance(v := getattr(page, name, None), str) and v.strip()
            ),
            "",
        )
        locale = getattr(page, "locale", None)
        address = page.get_full_url() if page.pk and page.url_path else None
        return Article(
            origin=address or page.url_path or page.title,
            kind=InputKind.PAYLOAD,
            url=address,
            headline=page.title,
            lead=_plain(lead)[0] or (paragraphs[0] if paragraphs else None),
            published=publication_date(page),
            language=getattr(locale, "language_code", None),
            body="\n\n".join(paragraphs),
            images=tuple(
                _published_image(n, found, data, base)
                for n, (found, data) in enumerate(zip(content.pictures, files, strict=True))
            ),
        )


def _digest(article: Article, hashes: list[str]) -> str | None:
    if not article.images:
        return None
    day = timezone.localtime(article.published).date().isoformat() if article.published else ""
    parts = [article.headline, article.lead, article.body, article.language, day]
    for image, file_hash in zip(article.images, hashes, strict=True):
        caption, credit = image.caption and image.caption.text, image.credit and image.credit.text
        links = " ".join(link.url for link in image.credit_links)
        parts += [file_hash or image.content_url, caption, credit, links, image.alt, image.title]
    whole = "\x00".join(f"{len(part or '')}:{part or ''}" for part in parts)
    return hashlib.sha256(whole.encode()).hexdigest()


def _read_fields(holder: Any, content: _Content, path: str, *, lead: bool) -> None:
    """Read a page's or a child's own fields, in the order of its model."""
    for spec in holder._meta.get_fields():
        if not isinstance(spec, models.Field) or spec.model is Page:
            continue
        name = spec.name
        if isinstance(spec, models.ForeignKey) and issubclass(spec.related_model, AbstractImage):
            image = getattr(holder, name)
            if image is not None:
                _add_picture(image, holder, name, content, f"{path}{name}", lead=lead)
        elif isinstance(spec, StreamField):
            _read_block(getattr(holder, name), None, content, f"{path}{name}", 0)
        elif isinstance(spec, RichTextField) and not name.endswith((*CAPTIONS, *CREDITS)):
            _read_rich_text(getattr(holder, name), content, f"{path}{name}")


_NAMES = {"caption": CAPTIONS, "credit": CREDITS}


def _add_picture(
    image: Any, holder: Any, name: str, content: _Content, path: str, *, lead: bool
) -> None:
    """Add the picture in a field, with the caption and credit in the fields beside it."""
    beside = {n: getattr(holder, f"{name}_{n}", None) for n in _NAMES}
    if not lead:
        beside = {n: beside[n] or _first(holder, names) for n, names in _NAMES.items()}
    first = lead and not content.pictures
    role = Role.LEAD if first else Role.BODY if lead else Role.GALLERY
    content.pictures.append(Found(image, path, beside["caption"], beside["credit"], role=role))


def _read_block(
    value: Any, block: Any, content: _Content, path: str, depth: int, beside: Any = None
) -> None:
    """Read one block's value.

    `beside` is the struct that it stands in, which may hold its caption and credit.
    """
    if not value or depth > DEEPEST:
        return
    if block is None or isinstance(block, StreamBlock):
        for number, child in enumerate(value):
            _read_block(
                child.value, child.block, content, f"{path}[{number}].{child.block_type}", depth + 1
            )
    elif isinstance(block, ImageChooserBlock | ImageBlock):
        caption, credit = (_first_item(beside, names) for names in (CAPTIONS, CREDITS))
        alt = getattr(value, "contextual_alt_text", None) or None
        content.pictures.append(Found(value, path, caption, credit, alt))
    elif isinstance(block, StructBlock):
        _read_struct(value, block, content, path, depth)
    elif isinstance(block, ListBlock):
        for number, item in enumerate(value):
            _read_block(item, block.child_block, content, f"{path}[{number}]", depth + 1)
    elif isinstance(block, RichTextBlock):
        _read_rich_text(value.source, content, path)
    elif isinstance(block, TextBlock):
        content.text.append(" ".join(str(value).split()))


def _read_struct(value: Any, block: Any, content: _Content, path: str, depth: int) -> None:
    for name, child in block.child_blocks.items():
        if name not in (*CAPTIONS, *CREDITS):
            _read_block(value.get(name), child, content, f"{path}.{name}", depth + 1, value)


def _read_rich_text(source: str, content: _Content, path: str) -> None:
    soup = BeautifulSoup(source or "", "html.parser")
    for number, embed in enumerate(soup.find_all("embed", embedtype="image")):
        image = get_image_model().objects.filter(pk=_number(str(embed.get("id")))).first()
        if image is not None:
            content.pictures.append(
                Found(image, f"{path} embed {number}", alt=str(embed.get("alt") or "") or None)
            )
    for part in soup.find_all(("p", "h2", "h3", "h4", "li", "blockquote")) or [soup]:
        content.text.append(" ".join(part.get_text(" ").split()))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _first(holder: Any, names: tuple[str, ...]) -> object:
    return next(
        (value for name in names if (value := getattr(holder, name, None)) and not callable(value)),
        None,
    )


def _first_item(struct: Any, names: tuple[str, ...]) -> object:
    return next((struct[name] for name in names if struct.get(name)), None) if struct else None


def _published_image(index: int, found: Found, data: bytes | None, base: str) -> PublishedImage:
    image = found.image
    caption, _ = _plain(found.caption or _first(image, CAPTIONS))
    credit, links = _plain(found.credit or _first(image, CREDITS))
    return PublishedImage(
        index=index,
        content_url=urljoin(base, image.file.url) if image.file else None,
        where=Locator(found.where),
        caption=Reading(caption, Locator(f"caption of {found.where}")) if caption else None,
        credit=Reading(credit, Locator(f"credit of {found.where}")) if credit else None,
        credit_links=links,
        alt=found.alt or getattr(image, "description", "") or None,
        role=found.role,
        width=image.width,
        height=image.height,
        data=data,
    )


def _plain(value: object) -> tuple[str, tuple[Link, ...]]:
    """The text of a plain or rich value on one line, and the links in it."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    if "<" not in source:
        return " ".join(source.split()), ()
    soup = BeautifulSoup(source, "html.parser")
    links = tuple(Link(str(a["href"]), a.get_text()) for a in soup.find_all("a", href=True))
    return " ".join(soup.get_text().split()), links


def _bytes_of(image: Any, most: int) -> bytes | None:
    """The file in the storage; None for one missing or larger than `most`."""
    try:
        with image.open_file() as file:
            data: bytes = file.read(most + 1)
    except (OSError, ValueError):  # a storage says in these that it has no such file
        return None
    return data if len(data) <= most else None


def publication_date(page: Any) -> datetime:
    """When the article is published: its own date, in the past, planned, or else now.

    "Tuesday" in a caption is read by it. A page that was imported, or is back-dated, says so in a
    field of its own (`DATES`).
    """
    for name in DATES:
        own = getattr(page, name, None)
        if isinstance(own, date) and not isinstance(own, datetime):
            own = datetime.combine(own, time(12))
        if isinstance(own, datetime):
            aware: datetime = own if timezone.is_aware(own) else timezone.make_aware(own)
            return aware
    moment: datetime = page.first_published_at or page.go_live_at or timezone.now()
    return moment


def _base_of(page: Any) -> str:
    site = page.get_site() if page.url_path else None
    fallback: str = getattr(site_settings, "WAGTAILADMIN_BASE_URL", "") or "http://localhost"
    return str(site.root_url) if site is not None else fallback
