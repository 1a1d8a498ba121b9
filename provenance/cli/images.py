"""`provenance images`: only what is read.

No network but for a target that is an address.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    emit,
    format_option,
    input_format,
    load_configuration,
    offline_option,
    read_input,
    terminal_width,
)
from provenance.cli.check import KINDS

MAX_SHOWN = 100
"""Characters of a text that are shown where it is explained."""

if TYPE_CHECKING:
    from provenance.articles.page.explain import ExplainedPicture
    from provenance.model import Article, PublishedImage
    from provenance.model.signals import Weighed


@click.command("images", epilog="Example: provenance images article.html --format csv")
@click.argument("target")
@click.option("--base-url", help="The address the saved page came from.")
@click.option(
    "--images", type=click.Path(path_type=Path), help="Folder of pictures saved beside the page."
)
@click.option("--input-format", "kind", metavar="KIND", help=KINDS)
@click.option(
    "--explain",
    is_flag=True,
    help="Show for every picture of a page, also those left out, which signs decided.",
)
@format_option("table", "json", "csv")
@offline_option
def command(
    target: str,
    base_url: str | None,
    images: Path | None,
    kind: str | None,
    explain: bool,
    form: str,
    offline: bool,
) -> int:
    """Show the pictures of an article with caption and credit, as they are read."""
    from provenance.errors import UsageError
    from provenance.fetch import Fetcher
    from provenance.run.targets import is_address, read_bytes, read_target

    if explain and form != "table":
        raise UsageError("--explain is for reading: it goes with --format table")
    with Fetcher(load_configuration(offline=offline or not is_address(target))) as fetcher:
        name = read_input(target)
        if explain:
            from provenance.articles import explain_article

            read = read_bytes(name, fetcher, base_url)
            pictures = explain_article(
                read.data, origin=read.origin, kind=input_format(kind), base_url=read.base_url
            )
            emit(_explain(pictures))
            return 0
        article = read_target(
            name,
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


def _explain(pictures: tuple[ExplainedPicture, ...]) -> str:
    from provenance.reports.kit.text import clean

    lines = []
    for one in pictures:
        fate = "taken for the story's" if one.kept else "left out"
        lines.append(f"{clean(one.url)}  (line {one.line})")
        lines.append(f"   {fate}: {_signs(one.weighed)}")
        for text in one.texts:
            shown = clean(text.text)
            cut = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
            lines.append(f"   {text.role}: “{cut}”: {_signs(text.weighed)}")
    return "\n".join(lines) or "There is no picture in the page."


def _signs(weighed: Weighed) -> str:
    parts = ", ".join(f"{name} {weight:+.1f}" for name, weight in weighed.parts)
    return f"{weighed.score:+.1f} ({parts or 'no sign'})"


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
