"""A report as bytes for the database, to be gated, overridden and shown again.

Pictures are kept as thumbnails: the side-by-side shows no more, and a page's originals may be tens
of megabytes.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from provenance.hooks.wagtail.models import PictureCheck, PictureOverride
from provenance.model import ImageReport, Original, Picture, Report
from provenance.model.sentences import plain
from provenance.run.suppressions import accept

EDGE = 1280
"""Long edge of a kept picture, pixels: twice what the HTML report shows, so that a part of it
can be cut out."""
LIMIT = 64_000_000
"""Bytes a stored report may unfold to; a page of a hundred pictures stays far below."""


def pack(report: Report) -> bytes:
    """The report, its pictures made small, as compressed MessagePack."""
    images = tuple(_slim(image) for image in report.images)
    article = replace(report.article, images=tuple(i.image for i in images))
    return zlib.compress(
        msgspec.msgpack.encode(replace(report, article=article, images=images), enc_hook=plain), 6
    )


def report_of(check: PictureCheck, page_id: int | None) -> Report | None:
    """The stored report with this page's overrides in it.

    None where there is none yet, or none this release reads.

    A result may serve a page with the same content, but never another page's overrides.
    """
    if check.stored is None:
        return None
    try:
        report = msgspec.msgpack.decode(
            zlib.decompressobj().decompress(bytes(check.stored), LIMIT), type=Report
        )
    except (zlib.error, msgspec.DecodeError, ValueError):
        return None  # another release's: the page is checked anew
    return override(report, PictureOverride.objects.filter(page_id=page_id) if page_id else ())


def override(report: Report, overrides: Iterable[PictureOverride]) -> Report:
    """The report after these overrides.

    One covers the very sentence that the editor accepted for that picture, not whatever the rule
    says of a later caption, nor of the same picture in another place of the page.
    """
    kept = tuple(overrides)
    return replace(report, images=tuple(_override_picture(image, kept) for image in report.images))


def _override_picture(image: ImageReport, overrides: tuple[PictureOverride, ...]) -> ImageReport:
    said = {(f.rule, f.message) for f in image.findings}
    meant = [o for o in overrides if (o.rule, o.message) in said]
    covered = {(o.rule, o.message) for o in meant}
    asked = replace(
        image, findings=tuple(f for f in image.findings if (f.rule, f.message) in covered)
    )
    settled = accept(asked, [o.suppression for o in meant], "cms")
    still = tuple(
        f for f in image.findings if (f.rule, f.message) not in covered or f in settled.findings
    )
    return replace(
        settled, findings=(*still, *(f for f in settled.findings if f not in image.findings))
    )


def _slim(image: ImageReport) -> ImageReport:
    return replace(
        image,
        image=replace(image.image, data=None),
        picture=_small(image.picture),
        originals=tuple(_slim_original(o) for o in image.originals),
    )


def _slim_original(original: Original) -> Original:
    # A candidate that was not confirmed is never shown.
    picture = original.picture if original.confirmed else None
    return replace(original, picture=_small(picture))


def _small(picture: Picture | None) -> Picture | None:
    """The picture with a thumbnail for bytes.

    Its size, hashes and fingerprints stay those of the file.
    """
    if picture is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(picture.data)) as opened:
                opened.draft("RGB", (EDGE, EDGE))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((EDGE, EDGE))
                out = BytesIO()
                upright.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return replace(picture, data=b"", preview=None)
    return replace(picture, data=out.getvalue(), preview=None)
