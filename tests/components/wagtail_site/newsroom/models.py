"""The newsroom's pages: articles of paragraphs and figures, a feature with pictures in every
other place, and a spread of snippets and blocks of every shape; images with their own credits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Orderable, Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.models import register_snippet

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


class CreditedImage(AbstractImage):
    """An image that says itself whose it is, and where it was taken from."""

    caption = models.CharField(max_length=255, blank=True)
    credit = models.CharField(max_length=60, blank=True)
    source_url = models.URLField(blank=True)
    admin_form_fields = (*Image.admin_form_fields, "caption", "credit", "source_url")


class CreditedRendition(AbstractRendition):
    """One size of it."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def own_image_field() -> models.ForeignKey:
    """A picture from the library, of the newsroom's own model."""
    return models.ForeignKey(
        CreditedImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


@register_snippet
class Author(models.Model):
    """A person: her face is not the story's picture."""

    name = models.CharField(max_length=80)
    portrait = own_image_field()

    def __str__(self) -> str:
        return self.name


@register_snippet
class PictureBox(ClusterableModel):
    """A picture with its words, used in many articles."""

    name = models.CharField(max_length=80)
    image = own_image_field()
    caption = models.CharField(max_length=255, blank=True)
    credit = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name


class BoxPicture(Orderable):
    """One more picture in a box."""

    box = ParentalKey(PictureBox, on_delete=models.CASCADE, related_name="more")
    photo = own_image_field()
    photo_caption = models.CharField(max_length=255, blank=True)


class OwnBlock(blocks.Block):
    """A block of the site's own, which nobody else knows: its value is an image's id."""

    def extract_references(self, value: int):
        """The image, for Wagtail's reference index."""
        if value:
            yield CreditedImage, str(value), "", ""

    def to_python(self, value: int) -> int:
        return value

    def get_prep_value(self, value: int) -> int:
        return value

    def get_default(self) -> int:
        return 0


class PairBlock(blocks.StructBlock):
    """Two pictures side by side, each with its own words."""

    left_image = ImageChooserBlock()
    left_caption = blocks.CharBlock(required=False)
    left_credit = blocks.CharBlock(required=False)
    right_image = ImageChooserBlock()
    right_image_caption = blocks.CharBlock(required=False)
    right_image_credit = blocks.CharBlock(required=False)


class SlidesBlock(blocks.StructBlock):
    """Slides with one caption and one credit for all."""

    slides = blocks.ListBlock(ImageChooserBlock())
    caption = blocks.CharBlock(required=False)
    credit = blocks.CharBlock(required=False)


class FramedBlock(blocks.StructBlock):
    """A picture in a struct of its own, its words around it."""

    media = blocks.StructBlock([("photo", ImageChooserBlock()), ("alt", blocks.CharBlock())])
    caption = blocks.CharBlock(required=False)


class SpreadPage(Page):
    """A page of every shape."""

    box = models.ForeignKey(
        PictureBox, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    boxes = ParentalManyToManyField(PictureBox, blank=True)
    parts = StreamField(
        [
            ("pair", PairBlock()),
            ("slides", SlidesBlock()),
            ("framed", FramedBlock()),
            ("picture", ImageChooserBlock()),
            (
                "aside",
                blocks.StructBlock([("inner", blocks.StreamBlock([("figure", FigureBlock())]))]),
            ),
            (
                "table",
                TypedTableBlock([("words", blocks.CharBlock()), ("image", ImageChooserBlock())]),
            ),
            ("html", blocks.RawHTMLBlock()),
            ("box", SnippetChooserBlock(PictureBox)),
            ("own", OwnBlock()),
        ],
        blank=True,
    )


class RepairPage(Page):
    """A page that keeps credits in every way that one may be written in."""

    hero = own_image_field()
    hero_credit = RichTextField(blank=True)
    box = models.ForeignKey(
        PictureBox, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    parts = StreamField([("figure", FigureBlock()), ("picture", ImageChooserBlock())], blank=True)


class RepairPicture(Orderable):
    """One picture of its gallery."""

    page = ParentalKey(RepairPage, on_delete=models.CASCADE, related_name="gallery")
    image = own_image_field()
    caption = models.CharField(max_length=255, blank=True)
    credit = models.CharField(max_length=255, blank=True)
