"""`provenance images`: only what is read; no network but for a target that is an address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    configured,
    emit,
    format_option,
    input_format,
    offline_option,
    read_input,
    terminal_width,
)
from provenance.cli.check import KINDS

if TYPE_CHECKING:
    from provenance.model import Article, PublishedImage


@click.command("images", epilog="Example: provenance images article.html --format csv")
@click.argument("target")
@click.option("--base-url", help="The address the saved page came from.")
@click.option(
    "--images", type=click.Path(path_type=Path), help="Folder of pictures saved beside the page."
)
@click.option("--input-format", "kind", metavar="KIND", help=KINDS)
@format_option("table", "json", "csv")
@offline_option
def command(
    target: str,
    base_url: str | None,
    images: Path | None,
    kind: str | None,
    form: str,
    offline: bool,
) -> int:
    """Show the pictures of an article with caption and credit, as they are read."""
    from provenance.fetch import Fetcher
    from provenance.run.targets import read_target

    is_address = target.lower().startswith(("http://", "https://"))
    with Fetcher(configured(offline=offline or not is_address)) as fetcher:
        article = read_target(
            read_input(target),
            fetcher=fetcher,
            kind=input_format(kind),
            base_url=base_url,
            images=images,
        )
    emit({"table": _table, "json": _json, "csv": _csv}[form](article))
    return 0


def _json(article: Article) -> str:
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import images_document

    return shapes.encode(images_document(article))


def _csv(article: Article) -> str:
    import csv
    from io import StringIO

    from provenance.reports.json.documents import published_document
    from provenance.reports.kit.text import spreadsheet_safe

    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["url", "caption", "credit", "alt", "line"])
    for image in article.images:
        shape = published_document(image)
        rows.writerow(
            [
                spreadsheet_safe(v)
                for v in (shape.url, shape.caption, shape.credit, shape.alt, shape.line)
            ]
        )
    return out.getvalue()


def _table(article: Article) -> str:
    from provenance.reports.kit.text import clean

    lines = [clean(article.headline or article.origin), ""]
    for number, image in enumerate(article.images, 1):
        spot = f"line {image.where.line}" if image.where.line else image.where.path
        lines.append(f"{number}. {clean(_name(image))}  ({spot})")
        lines.append(f"   caption: {clean(image.caption.text) if image.caption else '—'}")
        lines.append(f"   credit:  {clean(image.credit.text) if image.credit else '—'}")
    lines += [f"note: {clean(str(note))}" for note in article.notes]
    if not article.images:
        lines.append("No editorial pictures were found.")
    width = terminal_width()
    return "\n".join(line if len(line) <= width * 4 else line[: width * 4] + "…" for line in lines)


def _name(image: PublishedImage) -> str:
    """The picture's address, else what an editor knows it by."""
    named = image.content_url or image.title or image.alt
    if named or image.data is None:
        return named or "a picture without an address"
    from provenance.errors import UnreadablePicture
    from provenance.pictures import read_picture

    try:
        picture = read_picture(image.data, metadata=False)
    except UnreadablePicture:
        return "a picture sent with the article that cannot be read"
    return f"a picture sent with the article: {picture.format}, {picture.width} × {picture.height}"
