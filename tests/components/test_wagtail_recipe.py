"""`docs/wagtail.md`, followed line by line in a site made by `wagtail start`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.components.wagtail_site.running import Newsroom

pytestmark = pytest.mark.component
PAGE = (Path(__file__).parents[2] / "docs" / "wagtail.md").read_text("utf-8")
SETTINGS, MODELS = re.findall(r"^```py\n(.*?)^```", PAGE, re.S | re.M)
PUBLISH = """
from django.core.files.images import ImageFile
from wagtail.images.models import Image
from home.models import HomePage
from provenance.hooks.wagtail.gate import PicturesBlocked
photo = Image.objects.create(title="market", file=ImageFile(open("market.jpg", "rb"), "market.jpg"))
page = HomePage.objects.get()
page.photo, page.photo_caption, page.photo_credit = photo, "Kyiv, yesterday evening.", "Jane Doe"
try:
    page.save_revision().publish()
except PicturesBlocked as blocked:
    print(*blocked.messages)
print(HomePage.objects.get().photo_caption or "nothing is live")
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done


def test_a_stock_site_that_follows_the_page_blocks_a_publication(tmp_path: Path) -> None:
    if missing := Newsroom.missing():
        pytest.skip(missing)
    run(tmp_path, "-c", "from wagtail.bin.wagtail import main; main()", "start", "newsroom")
    site = tmp_path / "newsroom"
    with (site / "newsroom" / "settings" / "base.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    (site / "home" / "models.py").write_text(MODELS, "utf-8")
    (site / "provenance.toml").write_text("[network]\noffline = true\n", "utf-8")
    run(site, "manage.py", "makemigrations", "-v0", "home")
    run(site, "manage.py", "migrate", "-v0")
    (site / "market.jpg").write_bytes(photograph())
    done = run(site, "manage.py", "shell", "-v0", "-c", PUBLISH)
    assert "dates its scene to" in done.stdout, done.stdout + done.stderr
    assert "Say that the picture is from 3 November 2012" in done.stdout
    assert done.stdout.splitlines()[-1] == "nothing is live"
    assert "Traceback" not in done.stderr


def photograph() -> bytes:
    """A picture with the date of a camera."""
    data, exif = BytesIO(), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2012:11:03 10:14:00"
    Image.effect_noise((400, 300), 40).convert("RGB").save(data, "JPEG", exif=exif)
    return data.getvalue()
