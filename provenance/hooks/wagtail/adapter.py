"""From a page to an `Article`: where pictures, captions and credits are found.

* an image field of the page, of an inline child at any depth (a gallery), or of a snippet that it
  names, with the caption and credit in fields beside it: `<field>_caption`, `<field>_credit`, or
  in a child or snippet plain `caption` and `credit`;
* an image block in a StreamField, at any depth, in lists, structs, streams and typed tables, or in
  a snippet chosen there; the caption and credit are the blocks beside it in the same struct
  (`caption`, or `left_caption` for `left_image`), else those of the struct around it;
* an image embedded in rich text, which has only its alternative text there, and whatever raw HTML
  shows;
* an image that a block of a site's own refers to: Wagtail's reference index names it.

Where the page says nothing, the image's own fields speak: a custom image model's `caption` and
`credit`, and the address in its `source_url`. The names that count as caption and credit are
`CAPTIONS` and `CREDITS`. A snippet that is a person (`PEOPLE`) shows its own face, not the story's
picture. Headline: the page's title. Lead: the first of `LEADS` that the page has, else the first
paragraph of its text. Date: the first of `DATES` that the page has, else when it was first
published or is to go live. For models that this does not fit, the setting `article` names a
function that returns the `Article`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import (
    ListBlock,
    RawHTMLBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.snippets.models import get_snippet_models

from provenance import lazy_re as re
from provenance.articles.cms_fields import from_html
from provenance.hooks.wagtail.settings import Settings
from provenance.model import Article, InputKind, Link, Locator, PublishedImage, Reading, Role

DATES = ("date_published", "publication_date", "published_date", "published_at", "pub_date", "date")
"""Fields in which a page keeps its own date."""
CAPTIONS = ("caption", "image_caption", "photo_caption", "picture_caption", "legend", "cutline")
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
SOURCE_URLS = ("source_url", "credit_url", "origin_url", "source_link")
"""Fields of an image with the address that it was taken from."""
PEOPLE = ("author", "byline", "writer", "reporter", "contributor", "journalist", "person", "staff")
"""Parts of the names of fields and snippets that are people."""
LEADS = ("lead", "standfirst", "intro", "introduction", "summary", "excerpt", "teaser", "dek")
DEEPEST = 12
"""Levels of blocks, children and snippets that are followed; no editor's page nests deeper than a
handful."""
_PICTURED = re.compile(r"_?(?:image|photo|picture|img|foto)$")
"""The end of a block's name that its caption's name leaves out: `left_image`, `left_caption`."""


@dataclass(frozen=True)
class Slot:
    """A field in which a credit stands, or may be written."""

    holder: Any
    """A model's instance, or the value of a struct."""
    name: str

    @property
    def value(self) -> Any:
        """What stands in it."""
        holder = self.holder
        return getattr(holder, self.name) if self.is_field else holder.get(self.name)

    @property
    def is_field(self) -> bool:
        """True for a field of a model."""
        return isinstance(self.holder, models.Model)

    @property
    def source(self) -> str:
        """What stands in it, with its mark-up."""
        value = self.value
        return str(value.source if isinstance(value, RichText) else value or "")

    @property
    def is_rich(self) -> bool:
        """True where it takes mark-up."""
        if self.is_field:
            return isinstance(self.holder._meta.get_field(self.name), RichTextField)
        return isinstance(self.holder.block.child_blocks[self.name], RichTextBlock)

    @property
    def longest(self) -> int | None:
        """Characters that it takes."""
        if self.is_field:
            most: int | None = self.holder._meta.get_field(self.name).max_length
            return most
        field = getattr(self.holder.block.child_blocks[self.name], "field", None)
        return getattr(field, "max_length", None)

    def put(self, source: str) -> None:
        """Write it; nothing is saved yet."""
        if self.is_field:
            setattr(self.holder, self.name, source)
        else:
            self.holder[self.name] = RichText(source) if self.is_rich else source


@dataclass(frozen=True)
class Found:
    """One picture on a page, before its file is read."""

    image: Any
    where: str
    caption: object = None
    credit: object = None
    alt: str | None = None
    role: Role = Role.BODY
    slot: Slot | None = None
    """Where its credit stands, or may be written; None where the page has no place for one."""


@dataclass
class _Content:
    """What a page holds: its pictures and its text, in the order of its fields."""

    pictures: list[Found | PublishedImage] = field(default_factory=list)
    """In raw HTML there is no image of the library."""
    text: list[str] = field(default_factory=list)
    snippets: set[tuple[type, Any]] = field(default_factory=set)
    """Those that were read: twice the same says nothing more, and some name each other."""


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
        hashes = [_hash_of(found) for found in self._content.pictures]
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
        return self._article([_bytes_of(found, most) for found in self._content.pictures])

    @property
    def found(self) -> list[Found]:
        """The pictures of the library, with the places of their credits."""
        return [one for one in self._content.pictures if isinstance(one, Found)]

    @property
    def images(self) -> list[Any]:
        """The library's image behind each picture of the article.

        None for one of raw HTML; nothing where the site makes its articles itself.
        """
        if self.settings.article is not None:
            return []
        return [getattr(found, "image", None) for found in self._content.pictures]

    @cached_property
    def _content(self) -> _Content:
        content = _Content()
        _read_holder(self.page, content, "", 0)
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


def _digest(article: Article, hashes: list[str | None]) -> str | None:
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


def _read_holder(holder: Any, content: _Content, path: str, depth: int) -> None:
    """Read the fields of a page, child or snippet, then its children."""
    if depth > DEEPEST:
        return
    for spec in holder._meta.get_fields():
        is_own = isinstance(spec, models.Field) and not isinstance(spec, ParentalKey)
        if is_own and spec.model is not Page:
            _read_field(holder, spec, content, path, depth)
    if not isinstance(holder, ClusterableModel):
        return
    for relation in get_all_child_relations(holder):
        name = relation.get_accessor_name()
        for number, child in enumerate(getattr(holder, name).all()):
            _read_holder(child, content, f"{path}{name}[{number}].", depth + 1)


def _read_field(
    holder: Any, spec: models.Field[Any, Any], content: _Content, path: str, depth: int
) -> None:
    name = spec.name
    where = f"{path}{name}"
    if isinstance(spec, StreamField):
        value = getattr(holder, name)
        _read_block(value, None, content, where, depth)
        _add_referred(spec, value, content, where)
    elif isinstance(spec, RichTextField) and not name.endswith((*CAPTIONS, *CREDITS)):
        _read_rich_text(getattr(holder, name), content, where)
    elif isinstance(spec, models.ForeignKey) and issubclass(spec.related_model, AbstractImage):
        image = getattr(holder, name)
        if image is not None:
            _add_picture(image, holder, name, content, where, lead=not depth)
    elif isinstance(spec, models.ForeignKey) and _is_snippet(spec.related_model, name):
        _read_snippet(getattr(holder, name), content, where, depth)
    elif (
        isinstance(spec, models.ManyToManyField)
        and _is_snippet(spec.related_model, name)
        and (holder.pk or isinstance(spec, ParentalManyToManyField))
    ):
        for number, one in enumerate(getattr(holder, name).all()):
            _read_snippet(one, content, f"{where}[{number}]", depth)


def _is_snippet(model: Any, name: str) -> bool:
    """True for what an editor chooses to show, and is no person."""
    called = f"{name} {model.__name__}".lower()
    return model in get_snippet_models() and not any(word in called for word in PEOPLE)


def _read_snippet(snippet: Any, content: _Content, path: str, depth: int) -> None:
    if snippet is not None and (type(snippet), snippet.pk) not in content.snippets:
        content.snippets.add((type(snippet), snippet.pk))
        _read_holder(snippet, content, f"{path}.", depth + 1)


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
    names = (f"{name}_credit", *(() if lead else CREDITS))
    slots = [Slot(holder, one) for one in names if hasattr(holder, one)]
    slot = next((one for one in slots if one.value), next(iter(slots), None))
    content.pictures.append(
        Found(image, path, beside["caption"], beside["credit"], role=role, slot=slot)
    )


Beside = tuple[tuple[str, Any], ...]
"""The structs around a block, the innermost first, each with the name of what stands in it."""


def _read_block(
    value: Any, block: Any, content: _Content, path: str, depth: int, beside: Beside = ()
) -> None:
    """Read one block's value; `beside` may hold its caption and credit."""
    if not value or depth > DEEPEST:
        return
    if block is None or isinstance(block, StreamBlock):
        for number, child in enumerate(value):
            inner = f"{path}[{number}].{child.block_type}"
            _read_block(child.value, child.block, content, inner, depth + 1, beside)
    elif isinstance(value, AbstractImage):
        caption, credit = (_said(beside, names) for names in (CAPTIONS, CREDITS))
        alt = getattr(value, "contextual_alt_text", None) or None
        slot = credit or next(iter(_slots(beside, CREDITS)), None)
        content.pictures.append(
            Found(value, path, caption and caption.value, credit and credit.value, alt, slot=slot)
        )
    elif isinstance(block, StructBlock):
        _read_struct(value, block, content, path, depth, beside)
    elif isinstance(block, ListBlock):
        for number, item in enumerate(value):
            _read_block(item, block.child_block, content, f"{path}[{number}]", depth + 1, beside)
    elif isinstance(block, BaseTypedTableBlock):
        for at, row in enumerate(value.rows):
            for column, cell in enumerate(row):
                inner = f"{path}[{at}][{column}]"
                _read_block(cell.value, cell.block, content, inner, depth + 1, beside)
    elif isinstance(block, RichTextBlock):
        _read_rich_text(value.source, content, path)
    elif isinstance(block, RawHTMLBlock):
        text, images = from_html(str(value), path, None)
        content.text.append(text)
        content.pictures += images
    elif isinstance(block, TextBlock):
        content.text.append(" ".join(str(value).split()))
    elif isinstance(value, models.Model) and _is_snippet(type(value), path.rpartition(".")[2]):
        _read_snippet(value, content, path, depth)


def _read_struct(
    value: Any, block: Any, content: _Content, path: str, depth: int, beside: Beside
) -> None:
    for name, child in block.child_blocks.items():
        if not name.endswith((*CAPTIONS, *CREDITS)):
            around = ((name, value), *beside)
            _read_block(value.get(name), child, content, f"{path}.{name}", depth + 1, around)


def _said(beside: Beside, names: tuple[str, ...]) -> Slot | None:
    """Where the structs around a picture say something of it, the nearest first."""
    return next((slot for slot in _slots(beside, names) if slot.value), None)


def _slots(beside: Beside, names: tuple[str, ...]) -> Iterator[Slot]:
    for child, struct in beside:
        own = dict.fromkeys((child, _PICTURED.sub("", child)))
        for name in (*(f"{one}_{name}" for one in own if one for name in names), *names):
            if name in struct.block.child_blocks:
                yield Slot(struct, name)


def _add_referred(spec: Any, value: Any, content: _Content, path: str) -> None:
    """Add the images that blocks of a site's own refer to."""
    model = get_image_model()
    known = {str(getattr(getattr(found, "image", None), "pk", "")) for found in content.pictures}
    for to_model, pk, _, where in spec.extract_references(value):
        if not issubclass(to_model, AbstractImage) or str(pk) in known:
            continue
        known.add(str(pk))
        image = model.objects.filter(pk=pk).first()
        if image is not None:
            content.pictures.append(Found(image, f"{path} {where}"))


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


def _published_image(
    index: int, found: Found | PublishedImage, data: bytes | None, base: str
) -> PublishedImage:
    if isinstance(found, PublishedImage):
        address = urljoin(base, found.content_url) if found.content_url else None
        return replace(found, index=index, content_url=address, data=data)
    image = found.image
    caption, _ = _plain(found.caption or _first(image, CAPTIONS))
    credit, links = _plain(found.credit or _first(image, CREDITS))
    source = str(_first(image, SOURCE_URLS) or "")
    if source and not links:
        links = (Link(source, credit),)
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


def image_alone(image: Any, settings: Settings) -> Article | None:
    """An image by itself, with its own caption and credit.

    None where its file cannot be read.
    """
    data = _bytes_of(Found(image, "image"), settings.config.network.max_picture_bytes)
    if data is None:
        return None
    return _alone(image, data)


def key_alone(image: Any, file_hash: str) -> str | None:
    """SHA-256 over what a check of an image by itself depends on: file and own words."""
    return _digest(_alone(image, None), [file_hash])


def _alone(image: Any, data: bytes | None) -> Article:
    base: str = getattr(site_settings, "WAGTAILADMIN_BASE_URL", "") or "http://localhost"
    shown = _published_image(0, Found(image, "image"), data, base)
    return Article(f"image {image.pk}", InputKind.PAYLOAD, headline=image.title, images=(shown,))


def plain_text(value: object) -> str:
    """The text of a plain or rich value on one line."""
    return _plain(value)[0]


def _plain(value: object) -> tuple[str, tuple[Link, ...]]:
    """The text of a plain or rich value on one line, and the links in it."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    if "<" not in source:
        return " ".join(source.split()), ()
    soup = BeautifulSoup(source, "html.parser")
    links = tuple(Link(str(a["href"]), a.get_text()) for a in soup.find_all("a", href=True))
    return " ".join(soup.get_text().split()), links


def _hash_of(found: Found | PublishedImage) -> str | None:
    """The file's hash; None where only its address is known."""
    if isinstance(found, PublishedImage):
        return hashlib.sha1(found.data).hexdigest() if found.data else None
    return str(found.image.get_file_hash())


def _bytes_of(found: Found | PublishedImage, most: int) -> bytes | None:
    """The file in the storage; None for one missing or larger than `most`."""
    if isinstance(found, PublishedImage):
        return found.data or _bytes_at(found.content_url or "", most)
    try:
        with found.image.open_file() as file:
            data: bytes = file.read(most + 1)
    except (OSError, ValueError):  # a storage says in these that it has no such file
        return None
    return data if len(data) <= most else None


def _bytes_at(address: str, most: int) -> bytes | None:
    """The site's own file at an address that raw HTML names."""
    root = site_settings.MEDIA_URL
    if not root.startswith("/") or not address.startswith(root):
        return None
    name = unquote(address.removeprefix(root).partition("?")[0])
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read(most + 1)
    except (OSError, ValueError, SuspiciousOperation):
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
