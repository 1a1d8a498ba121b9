"""`archive_pictures`: the site's images and their uses, into the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.images import get_image_model
from wagtail.models import Page

from provenance.archive import open_archive
from provenance.archive.entry import Input, Item, Record
from provenance.archive.ingest import Ingest, Work
from provenance.archive.inputs.printed import printed
from provenance.archive.prepare import prepare
from provenance.errors import ProvenanceError
from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import CREDITS, PageContent
from provenance.reports.kit.text import pluralise


class Command(BaseCommand):  # type: ignore[misc]
    """Reads what is new since it last ran, and prints how much that was."""

    help = "Keep this site's images, and the captions and credits of its live pages, in the archive"

    def handle(self, *args: Any, **options: Any) -> None:
        """Read images, then pages."""
        chosen = settings.read()
        try:
            archive = open_archive(chosen.config, create=True)
        except ProvenanceError as error:
            raise CommandError(str(error)) from error
        assert archive is not None
        # One thread: Django's connections are not shared between threads.
        ingest = Ingest(archive, jobs=1)
        images = ingest.add(
            list(get_image_model().objects.order_by("pk")), _image_input, _read_image
        )
        pages = ingest.add(
            [page.specific for page in Page.objects.live().filter(depth__gt=1).order_by("pk")],
            _page_input,
            lambda page: Work(_page_input(page), tuple(map(prepare, _uses(page, chosen)))),
        )
        added = images + pages
        archive.close()
        for trouble in added.troubles:
            self.stderr.write(f"left out: {trouble}")
        self.stdout.write(
            f"{pluralise(added.counts.pictures, 'picture')}, "
            f"{pluralise(added.counts.uses, 'use')} added; {added.unchanged} unchanged"
        )


def _image_input(image: Any) -> Input:
    try:
        stamp = f"{image.get_file_hash()} {image.title}"
    except OSError:  # its file is gone: reading it will say so
        stamp = ""
    return Input(f"wagtail image {image.pk}", stamp)


def _page_input(page: Any) -> Input:
    return Input(f"wagtail page {page.pk}", str(page.last_published_at))


def _read_image(image: Any) -> Work:
    try:
        with image.file.open("rb") as file:
            data = file.read()
    except OSError as error:
        return Work(_image_input(image), trouble=str(error))
    return Work(_image_input(image), (prepare(Item(data=data, record=_record(image))),))


def _record(image: Any) -> Record:
    said = (str(getattr(image, name, "") or "") for name in CREDITS)
    return Record(
        guid=f"wagtail:{image.pk}",
        title=str(image.title),
        description=str(getattr(image, "caption", "") or getattr(image, "description", "") or ""),
        credit_line=next((text for text in said if text), ""),
        received=image.created_at.isoformat(),
        origin=f"wagtail image {image.pk}",
    )


def _uses(page: Any, chosen: settings.Settings) -> Iterator[Item]:
    for image, use in printed(PageContent(page, chosen).article):
        if image.data is not None:
            yield Item(data=image.data, use=use)
