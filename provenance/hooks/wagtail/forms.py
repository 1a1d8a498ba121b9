"""The form of an image, with what its file tells and the archive has of it.

`WAGTAILIMAGES_IMAGE_FORM_BASE = "provenance.hooks.wagtail.forms.ImageForm"` shows it wherever an
image is uploaded or edited in the admin. It tells, and stands in nobody's way.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.html import format_html_join
from wagtail.images.forms import BaseImageForm

from provenance.errors import UnreadablePicture
from provenance.hooks.wagtail.checking import checker
from provenance.hooks.wagtail.library import check_alone
from provenance.model import Holding
from provenance.reports.kit.known import sentences
from provenance.reports.kit.text import clean

log = logging.getLogger("provenance.wagtail")


class ImageForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's own form, with the archive's sentences as the first field's help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound or not self.instance.pk or not self.fields:
            return
        # Wagtail has made its bound field by now, which has its own copy of the help.
        field = self[next(iter(self.fields))]
        sentences = (*_told(self.instance), *_found(self.instance))
        told = format_html_join("", "<br>{}", ((clean(one),) for one in sentences))
        field.help_text = f"{field.help_text}{told}".removeprefix("<br>")


def _found(image: Any) -> list[str]:
    """What the file and the image's own fields tell, a sentence each."""
    try:
        check = check_alone(image)
    except (OSError, UnreadablePicture):
        return []  # Wagtail itself shows that the file is gone, or no picture
    # whatever it is, the image can be edited without it; it is told
    except Exception as trouble:
        log.exception("an image was not checked")
        return [f"The image was not checked: {trouble}"]
    return list(check.sentences or ()) if check else []


def _told(image: Any) -> Iterator[str]:
    """What the archive has of an image, a sentence each; nothing without an archive."""
    try:
        with image.file.open("rb") as file:
            known = checker().known(file.read())
    except (OSError, UnreadablePicture):
        return  # Wagtail itself shows that the file is gone, or no picture
    # whatever it is, the image can be edited without it; it is told
    except Exception as trouble:
        log.exception("the newsroom's archive was not asked for an image")
        yield f"The newsroom's archive was not asked: {trouble}"
        return
    if known is None:
        return
    for lookup in known.lookups:
        yield lookup.detail or ""
    for holding in known.holdings:
        yield from sentences(_without_itself(holding, image))


def _without_itself(held: Holding, image: Any) -> Holding:
    """The holding without the record that the archive read from this very image."""
    own = held.record is not None and held.record.where.path == f"wagtail image {image.pk}"
    return replace(held, record=None) if own else held
