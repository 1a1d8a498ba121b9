"""Embedded metadata, field by field, against what exiftool reads; peers are Pillow and, where
installed, exifread.

Usage: python tests/benchmarks/bench_metadata.py FOLDER [-v]

FOLDER holds pictures, and what exiftool reads in them as `exiftool.json` (`exiftool -j -n -G1
-struct`); without that file exiftool is asked. A hit is exiftool's value, blanks normalised, from
the same container; 0 where a peer does not read that container. Prints hits and CPU time per file
and reader; with -v each value that is not exiftool's.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from provenance.pictures.metadata import read_tags

Values = dict[str, str]
WINDOWS = ("XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject")
IIM = (
    *("SpecialInstructions", "OriginalTransmissionReference", "By-lineTitle", "Writer-Editor"),
    *("Sub-location", "Country-PrimaryLocationCode", "FixtureIdentifier"),
)
XMP = (
    *("photoshop:Instructions", "photoshop:TransmissionReference", "photoshop:AuthorsPosition"),
    *("photoshop:CaptionWriter", "iptcCore:Location", "iptcCore:CountryCode"),
    *("iptcCore:AltTextAccessibility", "iptcExt:PersonInImage", "iptcExt:Event"),
    *("iptcExt:DigitalSourceType", "iptcExt:AISystemUsed", "iptcExt:AISystemVersionUsed"),
    *("iptcExt:AIPromptInformation", "iptcExt:AIPromptWriterName"),
    *("plus:ImageSupplierImageID", "plus:LicenseStartDate", "plus:LicenseEndDate"),
    *("plus:CreditLineRequired", "plus:TermsAndConditionsText", "plus:DataMining"),
    *("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmp:CreatorTool", "xmp:Rating"),
    *("exif:DateTimeOriginal", "exif:DateTimeDigitized", "exif:UserComment"),
    *("tiff:Make", "tiff:Model", "tiff:Artist", "tiff:Copyright", "tiff:ImageDescription"),
    *("xmpRights:Marked", "xmpRights:Owner"),
)
FIELDS: dict[str, tuple[str, str]] = {
    "caption EXIF": ("IFD0:ImageDescription", "EXIF:ImageDescription"),
    "caption IIM": ("IPTC:Caption-Abstract", "IPTC:Caption-Abstract"),
    "caption XMP": ("XMP-dc:Description", "XMP-dc:Description"),
    "title IIM": ("IPTC:ObjectName", "IPTC:ObjectName"),
    "title XMP": ("XMP-dc:Title", "XMP-dc:Title"),
    "city IIM": ("IPTC:City", "IPTC:City"),
    "city XMP": ("XMP-photoshop:City", "XMP-photoshop:City"),
    "state IIM": ("IPTC:Province-State", "IPTC:Province-State"),
    "state XMP": ("XMP-photoshop:State", "XMP-photoshop:State"),
    "copyright EXIF": ("IFD0:Copyright", "EXIF:Copyright"),
    "copyright IIM": ("IPTC:CopyrightNotice", "IPTC:CopyrightNotice"),
    "copyright XMP": ("XMP-dc:Rights", "XMP-dc:Rights"),
    "country IIM": ("IPTC:Country-PrimaryLocationName", "IPTC:Country-PrimaryLocationName"),
    "country XMP": ("XMP-photoshop:Country", "XMP-photoshop:Country"),
    "creator EXIF": ("IFD0:Artist", "EXIF:Artist"),
    "creator IIM": ("IPTC:By-line", "IPTC:By-line"),
    "creator XMP": ("XMP-dc:Creator", "XMP-dc:Creator"),
    "credit IIM": ("IPTC:Credit", "IPTC:Credit"),
    "credit XMP": ("XMP-photoshop:Credit", "XMP-photoshop:Credit"),
    "date EXIF": ("ExifIFD:DateTimeOriginal", "EXIF:DateTimeOriginal"),
    "date IIM": ("IPTC:DateCreated", "IPTC:DateCreated"),
    "date XMP": ("XMP-photoshop:DateCreated", "XMP-photoshop:DateCreated"),
    "GPS EXIF": ("Composite:GPSPosition", "GPS"),
    "headline IIM": ("IPTC:Headline", "IPTC:Headline"),
    "headline XMP": ("XMP-photoshop:Headline", "XMP-photoshop:Headline"),
    "keywords IIM": ("IPTC:Keywords", "IPTC:Keywords"),
    "keywords XMP": ("XMP-dc:Subject", "XMP-dc:Subject"),
    "source IIM": ("IPTC:Source", "IPTC:Source"),
    "source XMP": ("XMP-photoshop:Source", "XMP-photoshop:Source"),
    "usage terms XMP": ("XMP-xmpRights:UsageTerms", "XMP-xmpRights:UsageTerms"),
    "rights page XMP": ("XMP-xmpRights:WebStatement", "XMP-xmpRights:WebStatement"),
    "date digitised EXIF": ("ExifIFD:CreateDate", "EXIF:CreateDate"),
    "date modified EXIF": ("IFD0:ModifyDate", "EXIF:ModifyDate"),
    "GPS XMP": ("GPS XMP", "GPS XMP"),
    "comment EXIF": ("ExifIFD:UserComment", "EXIF:UserComment"),
    **{f"{name} EXIF": (f"IFD0:{name}", f"EXIF:{name}") for name in ("Make", "Model", "Software")},
    **{f"{name} EXIF": (f"IFD0:{name}", f"EXIF:{name}") for name in WINDOWS},
    **{f"{name} IIM": (f"IPTC:{name}", f"IPTC:{name}") for name in IIM},
    **{f"{name} XMP": (f"XMP-{name}", f"XMP-{name}") for name in XMP},
    **{
        f"{kind} {part}": (f"XMP-iptcExt:{kind}{part}", f"XMP-iptcExt:{kind}/{part}")
        for kind in ("LocationCreated", "LocationShown")
        for part in ("Sublocation", "City", "ProvinceState", "CountryName", "CountryCode")
    },
    "licensor page": ("XMP-plus:LicensorLicensorURL", "XMP-plus:Licensor/LicensorURL"),
    "licensor": ("XMP-plus:LicensorLicensorName", "XMP-plus:Licensor/LicensorName"),
}


def normal(field: str, value: object) -> str:
    """One spelling for both sides: blanks collapsed, dates as digits, positions to four
    decimals."""
    if isinstance(value, list | tuple):
        return "|".join(sorted({normal("", v) for v in value}))
    text = " ".join(str(value).replace("\x00", " ").split())
    if "date" in field.casefold():
        # The day; exiftool rewrites times in its own form.
        return "".join(c for c in text if c.isdigit())[:8]
    if field.startswith("GPS"):
        try:
            return " ".join(f"{float(part):.4f}" for part in text.split())
        except ValueError:
            return text
    return text


def ours(data: bytes) -> Values:
    """This package."""
    tags = read_tags(data)
    found = {
        tag: "|".join(sorted(normal("", v) for v in values)) for tag, values in tags.texts.items()
    }
    if tags.position:
        name = "GPS" if tags.position.tag.startswith("EXIF") else "GPS XMP"
        found[name] = f"{tags.position.latitude} {tags.position.longitude}"
    return found


def pillow(data: bytes) -> Values:
    """Pillow's EXIF and IPTC readers."""
    from PIL import ExifTags, Image, IptcImagePlugin

    found: Values = {}
    image = Image.open(io.BytesIO(data))
    exif = image.getexif()
    for number, name in ((0x010E, "ImageDescription"), (0x8298, "Copyright"), (0x013B, "Artist")):
        if number in exif:
            found[f"EXIF:{name}"] = str(exif[number])
    taken = exif.get_ifd(0x8769).get(0x9003)
    if taken:
        found["EXIF:DateTimeOriginal"] = str(taken)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if {1, 2, 3, 4} <= set(gps):
        axes = [
            sum(float(p) / d for p, d in zip(gps[n], (1, 60, 3600), strict=False))
            * (-1 if str(gps[r])[:1] in "SW" else 1)
            for n, r in ((2, 1), (4, 3))
        ]
        found["GPS"] = f"{axes[0]} {axes[1]}"
    names = {
        5: "ObjectName",
        25: "Keywords",
        55: "DateCreated",
        80: "By-line",
        90: "City",
        95: "Province-State",
        101: "Country-PrimaryLocationName",
        105: "Headline",
        110: "Credit",
        115: "Source",
        116: "CopyrightNotice",
        120: "Caption-Abstract",
    }
    for (record, dataset), raw in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        if record == 2 and dataset in names:
            parts = raw if isinstance(raw, list) else [raw]
            found[f"IPTC:{names[dataset]}"] = "|".join(
                sorted(
                    normal(
                        "", p.decode("utf-8", "replace") if b"\xc3" in p else p.decode("latin-1")
                    )
                    for p in parts
                )
            )
    return found


def exifread(data: bytes) -> Values:
    """exifread, EXIF only."""
    import exifread as module  # type: ignore[import-not-found]

    tags = module.process_file(io.BytesIO(data), details=False)
    pairs = {
        "Image ImageDescription": "ImageDescription",
        "Image Copyright": "Copyright",
        "Image Artist": "Artist",
        "EXIF DateTimeOriginal": "DateTimeOriginal",
    }
    return {f"EXIF:{mine}": str(tags[name]) for name, mine in pairs.items() if name in tags}


def told(folder: Path) -> list[dict[str, Any]]:
    """What exiftool reads in each picture.

    Fields of structures stand behind their structure's name, a text in several languages is one
    list, and a position is told as XMP's where it is.
    """
    kept = folder / "exiftool.json"
    command = ["exiftool", "-j", "-n", "-G1", "-struct", "-r", "."]
    text = (
        kept.read_text("utf-8")
        if kept.exists()
        else subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8").stdout
    )
    rows: list[dict[str, Any]] = json.loads(text, parse_float=str, parse_int=str)
    for row in rows:
        axes = [row.get(f"XMP-exif:GPS{axis}") for axis in ("Latitude", "Longitude")]
        if all(axes) and row.get("Composite:GPSPosition") == f"{axes[0]} {axes[1]}":
            row["GPS XMP"] = row.pop("Composite:GPSPosition")
        for name, value in list(row.items()):
            if language := re.fullmatch(r"(XMP-\w+:\w+)-[a-z]{2}(-\w+)?", name):
                default = row.get(language[1], [])
                row[language[1]] = [*(default if isinstance(default, list) else [default]), value]
            for part in value if isinstance(value, list) else [value]:
                for inner, field in part.items() if isinstance(part, dict) else ():
                    flat = row.get(name + inner, [])
                    row[name + inner] = [*(flat if isinstance(flat, list) else [flat]), field]
    return rows


def main(folder: Path) -> None:
    """Measure every reader that is installed."""
    truth = told(folder)
    hits: dict[str, Counter[str]] = {}
    asked: Counter[str] = Counter()
    readers: list[Callable[[bytes], Values]] = [ours, pillow]
    try:
        import exifread as _  # noqa: F401

        readers.append(exifread)
    except ImportError:
        print("exifread is not installed: left out")
    seconds: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for row in truth:
        data = (folder / row["SourceFile"]).read_bytes()
        answers = {}
        for reader in readers:
            begun = time.process_time()
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    answers[reader.__name__] = reader(data)
            except Exception:  # noqa: BLE001 - a peer that raises is a miss, counted below
                answers[reader.__name__] = {}
                raised[reader.__name__] += 1
            seconds[reader.__name__] += time.process_time() - begun
        for field, (key, tag) in FIELDS.items():
            expected = normal(field, row.get(key, ""))
            if not expected:
                continue
            asked[field] += 1
            for name, answer in answers.items():
                given = normal(field, answer.get(tag, ""))
                hits.setdefault(field, Counter())[name] += given == expected
                if name == "ours" and given != expected and "-v" in sys.argv:
                    print(f"  {row['SourceFile']} {field}: {given!r} for {expected!r}")
    names = [reader.__name__ for reader in readers]
    print(f"{len(truth)} files, {len(FIELDS)} fields, {sum(asked.values())} values of exiftool's")
    print(f"{'field':<34}{'n':>5}" + "".join(f"{name:>10}" for name in names))
    for field, count in asked.items():
        print(f"{field:<34}{count:>5}" + "".join(f"{hits[field][name]:>10}" for name in names))
    print(f"{'raised':<39}" + "".join(f"{raised[name]:>10}" for name in names))
    print(
        f"{'ms of CPU a file':<39}"
        + "".join(f"{1000 * seconds[name] / len(truth):>10.1f}" for name in names)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
