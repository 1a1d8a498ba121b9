"""What of a picture's metadata is left behind each tool, and the page that says so.

python -m tests.components.pipelines.survival      writes docs/pipelines.md
"""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

from provenance.model import Comparison, Credentials, CredentialsState, Picture
from provenance.pictures import compare, read_picture
from provenance.pictures.fingerprint import hamming
from provenance.pictures.metadata import read_tags
from tests.components.pipelines.tools import STEPS, Step, versions
from tests.pictures.metadata_files import iim_segment, xmp, xmp_segment
from tests.pictures.signing import Authority
from tests.stand_ins.drawings import scene

PAGE = Path(__file__).parents[3] / "docs" / "pipelines.md"
SIZE = (1200, 800)
CREATOR, CREDIT = "Jane Example", "Example Agency"
_JFIF = 20
"""Bytes before the first segment that a JPEG of Pillow's has behind its JFIF header."""


@dataclass(frozen=True, slots=True)
class Left:
    """What one step left of the original."""

    step: Step
    exif: bool
    iim: bool
    xmp: bool
    hidden: bool
    """True where the XMP is there and ExifTool does not find it."""
    icc: bool
    credentials: Credentials
    exif_width: int | None
    """Pixels, where EXIF says how wide the picture is."""
    picture: Picture
    comparison: Comparison
    bits: int
    """Of the 256 of the fingerprint, how many differ from the original's."""


def original(authority: Authority, *, thumbnail: bool = True) -> bytes:
    """A signed JPEG with the same credit in EXIF, IIM and XMP, its width in EXIF, and a profile.

    With a thumbnail its Content Credentials are longer than one JPEG segment, as real ones are.
    """
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = CREATOR, CREDIT
    exif.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09", 0xA002: SIZE[0], 0xA003: SIZE[1]})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    scene(1, *SIZE).save(out, "JPEG", quality=93, exif=exif, icc_profile=profile)
    data = out.getvalue()
    packet = xmp(
        f"<dc:creator><rdf:Seq><rdf:li>{CREATOR}</rdf:li></rdf:Seq></dc:creator>",
        f'photoshop:Credit="{CREDIT}"',
    )
    fields = iim_segment((2, 80, CREATOR.encode()), (2, 110, CREDIT.encode()))
    assert data[2:4] == b"\xff\xe0"
    filled = data[:_JFIF] + xmp_segment(packet) + fields + data[_JFIF:]
    return authority.sign(filled, thumbnail=thumbnail)


def measure(data: bytes, folder: Path) -> list[Left]:
    """Every step on one original; what is in the files is ExifTool's answer."""
    made_of = folder / "original.jpg"
    made_of.write_bytes(data)
    made = [folder / f"{number:02}.{step.suffix}" for number, step in enumerate(STEPS)]
    for step, path in zip(STEPS, made, strict=True):
        step.run(made_of, path)
    told = _exiftool(made)
    whole = read_picture(data, credentials=True)
    return [
        _left(step, path.read_bytes(), tags, whole)
        for step, path, tags in zip(STEPS, made, told, strict=True)
    ]


def _exiftool(paths: list[Path]) -> list[dict[str, object]]:
    asked = ("-EXIF:Artist", "-IPTC:By-line", "-XMP-dc:Creator", "-ICC_Profile:ProfileVersion")
    run = subprocess.run(
        ["exiftool", "-j", "-n", "-G0", *asked, "-EXIF:ExifImageWidth", *map(str, paths)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    found: list[dict[str, object]] = json.loads(run.stdout)
    return found


def _left(step: Step, data: bytes, tags: dict[str, object], whole: Picture) -> Left:
    picture = read_picture(data, credentials=True)
    assert picture.credentials is not None
    width = tags.get("EXIF:ExifImageWidth")
    ours = read_tags(data).texts
    groups = {"EXIF:Artist": "EXIF:Artist", "IPTC:By-line": "IPTC:By-line"}
    groups["XMP-dc:Creator"] = "XMP:Creator"
    for name, theirs in groups.items():
        assert CREATOR in ours.get(name, []) or theirs not in tags, f"{step}: {name} was not read"
    return Left(
        step,
        exif=tags.get("EXIF:Artist") == CREATOR,
        iim=tags.get("IPTC:By-line") == CREATOR,
        xmp=CREATOR in ours.get("XMP-dc:Creator", []),
        hidden="XMP-dc:Creator" in ours and "XMP:Creator" not in tags,
        icc="ICC_Profile:ProfileVersion" in tags,
        credentials=picture.credentials,
        exif_width=width if isinstance(width, int) else None,
        picture=picture,
        comparison=compare(picture, whole),
        bits=hamming(picture.fingerprint.phash, whole.fingerprint.phash),
    )


_WORDS = {
    CredentialsState.ABSENT: "–",
    CredentialsState.UNTRUSTED: "kept",
    CredentialsState.INVALID: "kept, broken",
    CredentialsState.UNREADABLE: "kept, unreadable",
}
"""The test's signer is on no trust list: `untrusted` is intact."""

HEAD = """\
# What image tools do to credits

<!-- Generated: python -m tests.components.pipelines.survival -->

A picture loses its credit long before it reaches a page: in the program that makes it smaller.
Each row is one call of one tool on the same signed JPEG, which names its creator in EXIF, IIM (the
old IPTC fields) and XMP, has an ICC profile and Content Credentials (C2PA). Where the table has a
dash, nothing was left of it.

* **XMP**: *misnamed* is there, in a chunk of the WebP that bears another name: ExifTool does not
  find it, we do.
* **Width**: whether the width in EXIF is that of the file that was made; *old* is the original's.
* **Credentials**: *kept* still fit the file; *kept, broken* and *kept, unreadable* are of another
  file, which the rule `invalid-credentials` tells as a note where the original is confirmed.
* **Bits**: how many of the fingerprint's 256 bits the tool moved; pictures that have nothing in
  common differ in about 128.

Look for the row of your own chain: if XMP or IIM is a dash there, agencies' credits end at that
step.

"""


def page(found: list[Left], said: dict[str, str]) -> str:
    """The whole of docs/pipelines.md."""
    rows = ["| tool | what it does | makes | EXIF | IIM | XMP | ICC | Credentials | Width | Bits |"]
    rows.append("|---" * 10 + "|")
    rows += [_row(left) for left in found]
    listed = [f"* {tool} {version}" for tool, version in said.items()]
    return "\n".join([HEAD + "\n".join(rows), "", VERSIONS, "", *listed]) + "\n"


VERSIONS = "## Versions"


def _row(left: Left) -> str:
    width = "–"
    if left.exif_width is not None:
        width = "true" if left.exif_width == left.picture.width else "old"
    cells = [left.step.tool, left.step.does, left.step.suffix]
    kept = ["yes" if there else "–" for there in (left.exif, left.iim, left.xmp, left.icc)]
    if left.hidden:
        kept[2] = "misnamed"
    cells += kept
    cells += [_WORDS[left.credentials.state], width, str(left.bits)]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(original(Authority()), Path(folder))
    PAGE.write_text(page(found, versions()))


if __name__ == "__main__":
    main()
