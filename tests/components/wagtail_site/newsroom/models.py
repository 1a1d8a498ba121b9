"""The newsroom's pages: articles of paragraphs and figures, and a feature with pictures in
every other place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Orderable, Page

from provenance.hooks.wagtail.gate import CheckedPage
from provenance.hooks.wagtail.panels import PicturesPanel


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and credit."""

    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)
    credit = blocks.RichTextBlock(features=["link"], required=False)

    class Meta:
        icon = "image"


class BodyPage(Page):
    """What both kinds of article share."""

    body = StreamField(
        [("paragraph", blocks.RichTextBlock()), ("figure", FigureBlock())], blank=True
    )
    content_panels: ClassVar[list] = [PicturesPanel(), *Page.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True


class ArticlePage(BodyPage):
    """An article as a site has it that installed the app and changed no model but for the panel."""


class GuardedPage(CheckedPage, BodyPage):
    """An article with the mixin as well."""


def image_field() -> models.ForeignKey:
    """A picture from the library."""
    return models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )


class FeaturePage(Page):
    """A page whose pictures stand in a field, in rich text, deep in a stream and in a gallery."""

    intro = models.TextField(blank=True)
    hero = image_field()
    hero_caption = models.CharField(max_length=255, blank=True)
    hero_credit = RichTextField(blank=True)
    text = RichTextField(blank=True)
    sections = StreamField(
        [
            ("columns", blocks.ListBlock(FigureBlock())),
            ("picture", ImageBlock()),
            ("quote", blocks.BlockQuoteBlock()),
        ],
        blank=True,
    )


class GalleryPicture(Orderable):
    """One picture of a feature's gallery."""

    page = ParentalKey(FeaturePage, on_delete=models.CASCADE, related_name="gallery")
    image = image_field()
    caption = models.CharField(max_length=255, blank=True)
    credit = models.CharField(max_length=255, blank=True)
