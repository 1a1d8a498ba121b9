"""The programs through which newsrooms send pictures, and one way to call each.

Each makes, of the JPEG that it is given, the 640-pixel picture that an article shows, or the same
picture in another file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WIDTH = 640
"""Pixels of the pictures that are made smaller."""
ROOT = Path(os.environ.get("PIPELINES_ROOT", "~/.cache/picture-provenance/pipelines")).expanduser()

_GD = (
    "php",
    "-r",
    f"$i=imagescale(imagecreatefromjpeg($argv[1]),{WIDTH});{{save}}($i,$argv[2],{{quality}});",
    "{made_of}",
    "{made}",
)
_IMAGICK = (
    "php",
    "-r",
    f"$i=new Imagick($argv[1]);{{call}}({WIDTH},0{{more}});$i->writeImage($argv[2]);",
    "{made_of}",
    "{made}",
)
_PYTHON = (sys.executable, "-W", "ignore", "-c")
_PILLOW = (
    "import sys;from PIL import Image;i=Image.open(sys.argv[1]);{prepare}"
    f"i.resize(({WIDTH},i.height*{WIDTH}//i.width)).save(sys.argv[2]{{options}})"
)
_WILLOW = (
    "import sys,os;from django.conf import settings;settings.configure();"
    "from willow.image import Image;"
    f"i=Image.open(open(sys.argv[1],'rb')).resize(({WIDTH},427));"
    "i.{save}(open(sys.argv[2],'wb'))"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One call of one tool."""

    tool: str
    does: str
    suffix: str
    command: tuple[str, ...]
    """`{made_of}` and `{made}` are the two files."""

    def run(self, made_of: Path, made: Path) -> None:
        """Make the picture; raises where the tool fails."""
        words = [
            word.replace("{made_of}", str(made_of)).replace("{made}", str(made))
            for word in self.command
        ]
        environment = {**os.environ, "NODE_PATH": str(ROOT / "node_modules")}
        subprocess.run(
            words, check=True, capture_output=True, timeout=60, env=environment, cwd=made.parent
        )


def _gd(save: str, quality: int) -> tuple[str, ...]:
    return tuple(w.replace("{save}", save).replace("{quality}", str(quality)) for w in _GD)


def _imagick(call: str, more: str = "") -> tuple[str, ...]:
    return tuple(w.replace("{call}", call).replace("{more}", more) for w in _IMAGICK)


def _pillow(prepare: str = "", options: str = "") -> tuple[str, ...]:
    script = _PILLOW.replace("{prepare}", prepare).replace("{options}", options)
    return (*_PYTHON, script, "{made_of}", "{made}")


def _willow(save: str) -> tuple[str, ...]:
    return (*_PYTHON, _WILLOW.replace("{save}", save), "{made_of}", "{made}")


def _sharp(chain: str) -> tuple[str, ...]:
    script = (
        f"require('sharp')(process.argv[1]).resize({WIDTH}){chain}.toFile(process.argv[2])"
        ".catch(e=>{console.error(e);process.exit(1)})"
    )
    return ("node", "-e", script, "{made_of}", "{made}")


def _shell(script: str) -> tuple[str, ...]:
    return ("sh", "-e", "-c", script, "sh", "{made_of}", "{made}")


SMALLER = f"{WIDTH}x{WIDTH}"
STEPS = (
    Step("PHP-GD", "`imagescale`, `imagejpeg`", "jpg", _gd("imagejpeg", 85)),
    Step("PHP-GD", "`imagescale`, `imagewebp`", "webp", _gd("imagewebp", 80)),
    Step("PHP-GD", "`imagescale`, `imageavif`", "avif", _gd("imageavif", 60)),
    Step(
        "PHP-Imagick",
        "`resizeImage`",
        "jpg",
        _imagick("$i->resizeImage", ",Imagick::FILTER_LANCZOS,1"),
    ),
    Step("PHP-Imagick", "`thumbnailImage`", "jpg", _imagick("$i->thumbnailImage")),
    Step(
        "PHP-Imagick",
        "`resizeImage`, `stripImage`",
        "jpg",
        _imagick("$i->stripImage();$i->resizeImage", ",Imagick::FILTER_LANCZOS,1"),
    ),
    Step("ImageMagick", "`-resize`", "jpg", ("convert", "{made_of}", "-resize", SMALLER, "{made}")),
    Step(
        "ImageMagick",
        "`-thumbnail`",
        "jpg",
        ("convert", "{made_of}", "-thumbnail", SMALLER, "{made}"),
    ),
    Step(
        "ImageMagick",
        "`-resize -strip`",
        "jpg",
        ("convert", "{made_of}", "-resize", SMALLER, "-strip", "{made}"),
    ),
    Step(
        "ImageMagick", "`-resize`", "webp", ("convert", "{made_of}", "-resize", SMALLER, "{made}")
    ),
    Step("ImageMagick", "`-resize`", "png", ("convert", "{made_of}", "-resize", SMALLER, "{made}")),
    Step(
        "ImageMagick", "`-resize`", "avif", ("convert", "{made_of}", "-resize", SMALLER, "{made}")
    ),
    Step(
        "GraphicsMagick",
        "`-resize`",
        "jpg",
        ("gm", "convert", "{made_of}", "-resize", SMALLER, "{made}"),
    ),
    Step(
        "GraphicsMagick",
        "`-resize`",
        "webp",
        ("gm", "convert", "{made_of}", "-resize", SMALLER, "{made}"),
    ),
    Step(
        "libvips",
        "`vipsthumbnail`",
        "jpg",
        ("vipsthumbnail", "{made_of}", "-s", str(WIDTH), "-o", "{made}"),
    ),
    Step(
        "libvips",
        "`vipsthumbnail`",
        "webp",
        ("vipsthumbnail", "{made_of}", "-s", str(WIDTH), "-o", "{made}"),
    ),
    Step(
        "libvips",
        "`vipsthumbnail [strip]`",
        "jpg",
        ("vipsthumbnail", "{made_of}", "-s", str(WIDTH), "-o", "{made}[strip]"),
    ),
    Step("libvips", "`vips copy`", "jpg", ("vips", "copy", "{made_of}", "{made}")),
    Step("sharp", "as it comes", "jpg", _sharp("")),
    Step("sharp", "as it comes", "webp", _sharp("")),
    Step("sharp", "`keepMetadata()`", "jpg", _sharp(".keepMetadata()")),
    Step("sharp", "`keepMetadata()`", "webp", _sharp(".keepMetadata()")),
    Step("sharp", "`keepMetadata()`", "avif", _sharp(".keepMetadata()")),
    Step(
        "cwebp",
        "as it comes",
        "webp",
        ("cwebp", "-quiet", "-resize", str(WIDTH), "0", "{made_of}", "-o", "{made}"),
    ),
    Step(
        "cwebp",
        "`-metadata all`",
        "webp",
        (
            *("cwebp", "-quiet", "-metadata", "all", "-resize", str(WIDTH), "0"),
            *("{made_of}", "-o", "{made}"),
        ),
    ),
    Step(
        "avifenc",
        "as it comes",
        "avif",
        ("avifenc", "-s", "8", "--min", "20", "--max", "30", "{made_of}", "{made}"),
    ),
    Step(
        "heif-enc",
        "as it comes",
        "heic",
        ("heif-enc", "-p", "preset=veryfast", "{made_of}", "-o", "{made}"),
    ),
    Step("jpegtran", "as it comes", "jpg", ("jpegtran", "-outfile", "{made}", "{made_of}")),
    Step(
        "jpegtran",
        "`-copy all`",
        "jpg",
        ("jpegtran", "-copy", "all", "-outfile", "{made}", "{made_of}"),
    ),
    Step(
        "jpegoptim",
        "as it comes",
        "jpg",
        _shell('jpegoptim -q -m 80 --stdout "$1" > "$2"'),
    ),
    Step(
        "jpegoptim",
        "`--strip-all`",
        "jpg",
        _shell('jpegoptim -q -m 80 --strip-all --stdout "$1" > "$2"'),
    ),
    Step(
        "libjxl",
        "`cjxl`, back by `djxl`",
        "jpg",
        _shell('cjxl --quiet "$1" "$2.jxl" && djxl --quiet "$2.jxl" "$2"'),
    ),
    Step(
        "ExifTool",
        "`-IPTC:City=…`",
        "jpg",
        ("exiftool", "-q", "-IPTC:City=Kyiv", "-o", "{made}", "{made_of}"),
    ),
    Step(
        "Exiv2",
        "`-M 'set Iptc…City …'`",
        "jpg",
        _shell('cp "$1" "$2" && exiv2 -M "set Iptc.Application2.City String Kyiv" "$2"'),
    ),
    Step("Pillow", "`resize`, `save`", "jpg", _pillow()),
    Step("Pillow", "`resize`, `save`", "png", _pillow()),
    Step(
        "Pillow",
        "`save(exif=…, icc_profile=…)`",
        "jpg",
        _pillow(
            "p=i.info['icc_profile'];e=i.info['exif'];",
            ",exif=e,icc_profile=p",
        ),
    ),
    Step(
        "Pillow",
        "pillow-heif",
        "heic",
        _pillow("import pillow_heif;pillow_heif.register_heif_opener();"),
    ),
    Step("Willow (Wagtail)", "`resize`, `save_as_jpeg`", "jpg", _willow("save_as_jpeg")),
    Step("Willow (Wagtail)", "`resize`, `save_as_webp`", "webp", _willow("save_as_webp")),
)

_VERSIONS = {
    "PHP-GD": 'php -r \'echo PHP_VERSION, " GD ", gd_info()["GD Version"];\'',
    "PHP-Imagick": "php -r 'echo phpversion(\"imagick\");'",
    "ImageMagick": "convert -version",
    "GraphicsMagick": "gm version",
    "libvips": "vips --version",
    "sharp": "node -p 'require(\"sharp/package.json\").version'",
    "cwebp": "cwebp -version",
    "avifenc": "avifenc --version",
    "heif-enc": "dpkg-query -W -f '${Version}' libheif-examples",
    "jpegtran": "jpegtran -version 2>&1",
    "jpegoptim": "jpegoptim --version",
    "libjxl": "cjxl --version",
    "ExifTool": "exiftool -ver",
    "Exiv2": "exiv2 --version",
    "Pillow": f"{sys.executable} -c 'import PIL; print(PIL.__version__)'",
    "Willow (Wagtail)": (
        f"{sys.executable} -c 'from importlib.metadata import version; print(version(\"willow\"))'"
    ),
}


def versions() -> dict[str, str]:
    """Each tool's version, as it says it."""
    said = {}
    for tool, command in _VERSIONS.items():
        environment = {**os.environ, "NODE_PATH": str(ROOT / "node_modules")}
        run = subprocess.run(
            ["sh", "-c", command],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
            env=environment,
        )
        found = re.findall(r"\d+\.\d+[\w.-]*", run.stdout)
        said[tool] = found[0] if found else run.stdout.strip()
    return said


def missing() -> str:
    """What is not installed, as a reason to skip; empty where everything is there."""
    programs = ("convert", "gm", "vips", "vipsthumbnail", "cwebp", "avifenc", "heif-enc")
    programs += ("jpegtran", "jpegoptim", "cjxl", "djxl", "exiftool", "exiv2", "php", "node")
    lacking = [name for name in programs if shutil.which(name) is None]
    if not (ROOT / "node_modules" / "sharp").is_dir():
        lacking.append("sharp")
    if not lacking:
        modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout
        lacking += [f"php-{name}" for name in ("gd", "imagick") if name not in modules.split()]
    where = "tests/components/pipelines/install"
    return f"not installed: {', '.join(lacking)} (see {where})" if lacking else ""
