"""The files of one bundle, written from a report and from what its run used."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PIL import Image

from provenance.model import Original, Picture, Report
from provenance.reports import render
from provenance.reports.json import shapes
from provenance.run.evidence import EXCHANGES, LIST, MANIFEST, README
from provenance.run.evidence.readme import readme
from provenance.run.evidence.secrets import Secrets
from provenance.run.evidence.wacz import Collection, pack
from provenance.run.evidence.warc import WARC, Noted, write_warc
from provenance.values import dataclass

_ENDINGS = {"html": "html", "markdown": "md", "text": "txt", "newsml": "xml", "feed": "xml"}
_PICTURE_ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "TIFF": "tif"}


@dataclass(frozen=True, slots=True)
class Contents:
    """One bundle's files, but for its time stamp. Every method raises `OSError`."""

    folder: Path
    report: Report
    """Without what is to be kept out."""
    secrets: Secrets
    redacted: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where answers, files and embedded data are kept as they came.

        Nothing finds every position in other people's answers: where none may be told, they are
        left out, and their hashes stay.
        """
        return "location" not in self.redacted

    def write(
        self, noted: Sequence[Noted], came: bytes | None, authority: str | None
    ) -> shapes.BundleShape:
        """Write all but what the bundle says of itself, and return that.

        `came` is the article where it was no address.
        """
        for name in ("json", "html"):
            text = render([self.report], name)
            (self.folder / f"report.{name}").write_bytes(self.secrets.body(text.encode()))
        self._write_exchanges(noted)
        article, report = self.report.article, self.report
        return shapes.BundleShape(
            version=shapes.VERSION,
            software=software(),
            article=article.origin,
            headline=article.headline,
            url=article.url,
            checked=report.checked.isoformat() if report.checked else None,
            offline=report.offline,
            exchanges=len(noted),
            redacted=list(self.redacted),
            pictures=list(self._write_pictures()),
            input=self._write_input(came),
            input_sha256=hashlib.sha256(came).hexdigest() if came is not None else None,
            timestamp=shapes.TimestampShape(authority) if authority else None,
        )

    def seal(self, bundle: shapes.BundleShape) -> bytes:
        """Write what the bundle says of itself, then the list of all files; return that."""
        (self.folder / MANIFEST).write_text(shapes.encode(bundle) + "\n", "utf-8")
        (self.folder / README).write_text(readme(bundle), "utf-8")
        lines = []
        for file in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            name = file.relative_to(self.folder).as_posix()
            if name != LIST:
                with file.open("rb") as stream:
                    lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {name}\n")
        listed = "".join(lines).encode()
        (self.folder / LIST).write_bytes(listed)
        return listed

    def _write_exchanges(self, noted: Sequence[Noted]) -> None:
        article = self.report.article
        now = datetime.now(UTC)
        title = article.headline or article.origin
        about = {
            "software": software(),
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
            "warc-1.1/",
            "description": f"What one check of the pictures of {article.origin} used",
        }
        warc = self.folder / WARC
        lines = write_warc(warc, noted, self.secrets, about, bodies=self.whole)
        told = Collection(title, about["description"], software(), now, article.url)
        pack(self.folder / EXCHANGES, warc, lines, told)
        warc.unlink()

    def _write_input(self, came: bytes | None) -> str | None:
        if came is None or not self.whole:
            return None
        name = f"article.{_ENDINGS.get(self.report.article.kind, 'json')}"
        (self.folder / name).write_bytes(self.secrets.body(came))
        return name

    def _write_pictures(self) -> Iterator[shapes.KeptPictureShape]:
        for number, image in enumerate(self.report.images, 1):
            if image.picture is not None:
                yield self._write_picture(f"{number}-published", number, image.picture)
            for at, original in enumerate(image.originals, 1):
                if original.picture is not None:
                    source = re.sub(r"[^a-z0-9-]+", "-", original.record.source.lower())
                    name = f"{number}-original-{at}-{source}"
                    yield self._write_picture(name, number, original.picture, original)

    def _write_picture(
        self, name: str, number: int, picture: Picture, original: Original | None = None
    ) -> shapes.KeptPictureShape:
        (self.folder / "pictures").mkdir(exist_ok=True)
        path: str | None = f"pictures/{name}"
        preview = picture.preview
        if self.whole and picture.data:
            ending = _PICTURE_ENDINGS.get(picture.format, picture.format.lower())
            path = f"{path}.{ending}"
            (self.folder / path).write_bytes(picture.data)
        elif preview is not None:
            path = f"{path}.png"
            size = (preview.width, preview.height)
            Image.frombytes("RGB", size, preview.rgb).save(self.folder / path)
        else:
            path = None
        return shapes.KeptPictureShape(
            path=path,
            picture=number,
            role="published" if original is None else "original",
            url=picture.url,
            sha256=picture.sha256,
            whole=self.whole,
            source=original.record.source if original else None,
            id=original.record.id if original else None,
        )


def software() -> str:
    """This program, with its version."""
    try:
        return f"picture-provenance {version('picture-provenance')}"
    except PackageNotFoundError:
        return "picture-provenance"
