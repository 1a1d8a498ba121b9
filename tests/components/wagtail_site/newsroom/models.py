"""The newsroom's article: paragraphs and figures, each with a caption and a credit."""

from __future__ import annotations

from typing import ClassVar

from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

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

    body = StreamField([("paragraph", blocks.RichTextBlock()), ("figure", FigureBlock())], blank=True)
    content_panels: ClassVar[list] = [PicturesPanel(), *Page.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True


class ArticlePage(BodyPage):
    """An article as a site has it that installed the app and changed no model but for the panel."""


class GuardedPage(CheckedPage, BodyPage):
    """An article with the mixin as well."""
