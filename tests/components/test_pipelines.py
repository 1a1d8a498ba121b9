"""What real image tools leave of a picture's metadata, and that their pictures are recognised."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from provenance.model import CredentialsState, Relation, Severity, Transformation
from provenance.pictures import compare, read_picture
from provenance.pictures.matching import NEAR_BITS
from provenance.pictures.metadata import read_tags
from provenance.rules import invalid_credentials
from provenance.rules.kit.examples import example
from provenance.rules.kit.examples import original as found_original
from tests.components.pipelines import tools
from tests.stand_ins.drawings import scene

pytestmark = pytest.mark.component
pytest.importorskip("c2pa")
pytest.importorskip("pillow_heif")

from tests.components.pipelines import survival  # noqa: E402 - it signs, and reads HEIC
from tests.components.pipelines.survival import Left  # noqa: E402
from tests.pictures.signing import Authority  # noqa: E402

SAVED = {Transformation.RESIZED, Transformation.RECOMPRESSED}
BITS_APART = 4
"""Bits of the fingerprint by which another version of a decoder may differ from the page."""
HEADER = 2
"""Rows of the table before the first tool."""


@pytest.fixture(scope="module")
def authority() -> Authority:
    if lacking := tools.missing():
        pytest.skip(lacking)
    return Authority()


@pytest.fixture(scope="module")
def left(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> list[Left]:
    return survival.measure(survival.original(authority), tmp_path_factory.mktemp("pipelines"))


def test_every_tool_s_picture_is_the_original_saved_again(left: list[Left]) -> None:
    for found in left:
        assert found.comparison.relation in (Relation.SAME, Relation.IDENTICAL), found.step
        assert set(found.comparison.transformations) <= SAVED, found.step
        assert found.bits <= NEAR_BITS / 4, found.step


def test_what_a_tool_kept_is_read_as_the_creator(left: list[Left]) -> None:
    for found in left:
        creators = [value.value for value in found.picture.metadata.creators]
        kept = found.exif or found.iim or found.xmp
        assert creators == ([survival.CREATOR] if kept else []), found.step
        assert not found.picture.metadata.unread, found.step


def table(text: str) -> Iterator[list[str]]:
    """The cells of each row."""
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_page_says_what_the_tools_do_now(left: list[Left]) -> None:
    told = survival.PAGE.read_text("utf-8").partition(survival.VERSIONS)[0]
    now = survival.page(left, {}).partition(survival.VERSIONS)[0]
    without = [[line for line in text.splitlines() if line[:1] != "|"] for text in (told, now)]
    assert without[0] == without[1], "python -m tests.components.pipelines.survival"
    before, after = list(table(told)), list(table(now))
    assert [row[:-1] for row in before] == [row[:-1] for row in after]
    for row, again in zip(before[HEADER:], after[HEADER:], strict=True):
        assert abs(int(row[-1]) - int(again[-1])) <= BITS_APART, again


def test_the_page_names_the_version_of_every_tool() -> None:
    if lacking := tools.missing():
        pytest.skip(lacking)
    listed = survival.PAGE.read_text("utf-8").partition(survival.VERSIONS)[2]
    for tool, version in tools.versions().items():
        assert version[:1].isdigit(), (tool, version)
        assert f"* {tool} " in listed


CARRIERS = ("PHP-Imagick", "ImageMagick", "GraphicsMagick")


@pytest.mark.parametrize(
    ("thumbnail", "state"),
    [(False, CredentialsState.INVALID), (True, CredentialsState.UNREADABLE)],
    ids=["short credentials", "long credentials"],
)
def test_credentials_that_a_resize_carried_along_are_told_as_that(
    authority: Authority, tmp_path: Path, thumbnail: bool, state: CredentialsState
) -> None:
    data = survival.original(authority, thumbnail=thumbnail)
    (tmp_path / "original.jpg").write_bytes(data)
    whole = read_picture(data)
    for tool in CARRIERS:
        step = next(step for step in tools.STEPS if step.tool == tool)
        step.run(tmp_path / "original.jpg", tmp_path / "made.jpg")
        made = read_picture((tmp_path / "made.jpg").read_bytes(), credentials=True)
        assert made.credentials is not None
        assert made.credentials.state is state, tool
        confirmed = found_original(comparison=compare(made, whole), picture=whole)
        case = example("", picture=made, originals=[confirmed]).case
        (told,) = invalid_credentials.check(case)
        assert getattr(told, "severity", None) is Severity.INFO, tool
        assert "carried them along" in getattr(told, "message", "")


def test_transparency_dropped_by_real_tools_is_flattened_and_no_other_shot(
    authority: Authority, tmp_path: Path
) -> None:
    cut = scene(1, 900, 600).convert("RGBA")
    mask = Image.new("L", cut.size, 0)
    mask.paste(255, (140, 40, 700, 560))
    cut.putalpha(mask)
    out = io.BytesIO()
    cut.save(out, "PNG")
    (tmp_path / "cut.png").write_bytes(out.getvalue())
    whole = read_picture(out.getvalue())
    commands = {
        "php": (
            *("php", "-r", "imagejpeg(imagecreatefrompng($argv[1]),$argv[2],90);"),
            *("{made_of}", "{made}"),
        ),
        "convert": ("convert", "{made_of}", "{made}"),
        "gm": ("gm", "convert", "{made_of}", "{made}"),
        "vips": ("vips", "copy", "{made_of}", "{made}"),
    }
    for name, command in commands.items():
        made = tmp_path / f"{name}.jpg"
        tools.Step(name, "", "jpg", command).run(tmp_path / "cut.png", made)
        found = compare(read_picture(made.read_bytes()), whole)
        assert found.relation is Relation.DERIVED, name
        assert set(found.transformations) - SAVED == {Transformation.FLATTENED}, name


EXIF = (
    *("Artist", "Copyright", "ImageDescription", "XPTitle", "XPAuthor", "XPKeywords", "XPComment"),
    *("XPSubject", "Make", "Model", "Software", "UserComment"),
)
IPTC = (
    *("By-lineTitle", "Writer-Editor", "FixtureIdentifier"),
    *("By-line", "Credit", "CopyrightNotice", "Source", "Headline", "ObjectName", "City"),
    *("Caption-Abstract", "SpecialInstructions", "Province-State", "Sub-location", "Keywords"),
    *("Country-PrimaryLocationName", "OriginalTransmissionReference"),
)
XMP = (
    *("XMP-dc:Creator", "XMP-dc:Rights", "XMP-dc:Title", "XMP-dc:Description", "XMP-dc:Subject"),
    *("XMP-photoshop:Credit", "XMP-photoshop:Source", "XMP-photoshop:Headline"),
    *("XMP-photoshop:City", "XMP-photoshop:State", "XMP-photoshop:Country"),
    *("XMP-photoshop:Instructions", "XMP-photoshop:TransmissionReference"),
    *("XMP-iptcCore:Location", "XMP-xmpRights:UsageTerms", "XMP-plus:ImageSupplierImageID"),
    *("XMP-xmpRights:WebStatement", "XMP-iptcExt:DigitalSourceType", "XMP-xmpRights:Owner"),
    *("XMP-photoshop:AuthorsPosition", "XMP-photoshop:CaptionWriter", "XMP-xmp:CreatorTool"),
    *("XMP-iptcCore:CountryCode", "XMP-iptcCore:AltTextAccessibility", "XMP-iptcExt:Event"),
    *("XMP-iptcExt:PersonInImage", "XMP-plus:TermsAndConditionsText", "XMP-exif:UserComment"),
    *("XMP-tiff:Make", "XMP-tiff:Model", "XMP-tiff:Artist", "XMP-tiff:Copyright"),
)
PLACES = ("City", "ProvinceState", "CountryName", "CountryCode", "Sublocation")
HOLDS = {
    "jpg": "EXIF IPTC XMP",
    "tif": "EXIF IPTC XMP",
    "png": "EXIF IPTC XMP",
    "webp": "EXIF XMP",
    "jp2": "EXIF IPTC XMP",
    "psd": "EXIF IPTC XMP",
    "gif": "XMP",
}
"""What ExifTool writes into a kind of file."""


def fields(groups: str) -> dict[str, str]:
    """ExifTool's names of what is written, and a value for each."""
    names = [f"EXIF:{name}" for name in EXIF if "EXIF" in groups]
    names += [f"IPTC:{name}" for name in IPTC if "IPTC" in groups]
    if "XMP" in groups:
        names += XMP
        names += [
            f"XMP-iptcExt:Location{kind}{part}" for kind in ("Created", "Shown") for part in PLACES
        ]
    return {name: f"Łukasz Żółć {number}" for number, name in enumerate(names)}


def our_name(name: str) -> str:
    for kind in ("LocationCreated", "LocationShown"):
        name = name.replace(kind, f"{kind}/")
    return name


@pytest.mark.parametrize("kind", HOLDS)
def test_every_value_that_exiftool_writes_is_read(
    authority: Authority, tmp_path: Path, kind: str
) -> None:
    path, image = tmp_path / f"picture.{kind}", scene(1, 240, 160)
    if kind == "psd":
        image.save(tmp_path / "picture.png")
        subprocess.run(["convert", tmp_path / "picture.png", path], check=True)
    else:
        image.save(path)
    written = fields(HOLDS[kind])
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", "-codedcharacterset=utf8", "-charset", "utf8"]
        + ["-charset", "iptc=UTF8", "-charset", "exif=UTF8"]
        + [f"-{name}={value}" for name, value in written.items()]
        + [path],
        check=True,
    )
    read = read_tags(path.read_bytes())
    lost = {n: v for n, v in written.items() if read.texts.get(our_name(n)) != [v]}
    assert not lost
    assert not read.unread


@pytest.mark.parametrize("options", [("--lossless_jpeg=1",), ("--lossless_jpeg=0", "-q", "85")])
def test_a_jpeg_xl_is_read_like_the_jpeg_it_was_made_of(
    authority: Authority, tmp_path: Path, options: tuple[str, ...]
) -> None:
    jpeg, packed = tmp_path / "turned.jpg", tmp_path / "turned.jxl"
    scene(3).save(jpeg, quality=92)
    command = ["exiftool", "-q", "-overwrite_original", "-n", "-Orientation=6"]
    subprocess.run([*command, f"-IPTC:By-line={survival.CREATOR}", jpeg], check=True)
    subprocess.run(["cjxl", "--quiet", *options, jpeg, packed], check=True)
    original, found = read_picture(jpeg.read_bytes()), read_picture(packed.read_bytes())
    assert (found.format, found.width, found.height) == ("JPEGXL", original.width, original.height)
    assert compare(found, original).relation in (Relation.SAME, Relation.IDENTICAL)
    kept = [value.value for value in found.metadata.creators]
    assert kept == ([survival.CREATOR] if "--lossless_jpeg=1" in options else [])
