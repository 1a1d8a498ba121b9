"""A real Wagtail's images and pages in the newsroom's archive, by the management command."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from provenance.demo.make import published
from tests.components.wagtail_site.running import User, started

pytestmark = pytest.mark.component
MARKET = [
    "podil-market",
    "A street market in Podil, Kyiv, on 9 March 2024.",
    "Iryna Halenko / <a "
    'href="https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg">Wikimedia Commons'
    '</a>, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>',
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A newsroom's Wagtail with an archive of its own."""
    monkeypatch.setenv("PROVENANCE_ARCHIVE", str(tmp_path / "archive"))
    with started(tmp_path / "site") as running:
        yield running


def upload(editor: User, name: str, data: bytes) -> Any:
    """What the admin's form for several images answers to one that is dropped there."""
    add = "/admin/images/multiple/add/"
    editor.open(add)
    answer = editor.post(
        editor.site + add,
        data={"csrfmiddlewaretoken": editor.cookies["csrftoken"], "title": name},
        files={"files[]": (name, data, "image/jpeg")},
        headers={"X-Requested-With": "XMLHttpRequest", "Referer": editor.site + add},
        timeout=180,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def archive(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`provenance archive`, as an editor runs it beside the site."""
    script = "from provenance.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, "archive", *arguments],
        env=os.environ.copy(),
        capture_output=True,
        text=True,
    )


def test_the_command_keeps_images_and_what_live_pages_print_under_them(
    site: Any, tmp_path: Path
) -> None:
    lost = site.act("write", title="Lost", figures=[["air-defence", "A caption.", "Jane Roe"]])
    site.act("settled", page=lost)
    next(site.folder.rglob("air-defence*.jpg")).unlink()
    page = site.act("write", title="Market opens in Podil", figures=[MARKET], paragraph="As ever.")
    site.act("settled", page=page)
    draft = site.manage("archive_pictures")
    assert draft.returncode == 0, draft.stderr
    assert "1 picture, 0 uses added" in draft.stdout  # a draft prints nothing yet
    assert "left out: wagtail image" in draft.stderr  # its file is gone, the other is kept

    assert site.act("publish_revision", page=page)["refused"] is None
    live = site.manage("archive_pictures")
    assert "0 pictures, 1 use added" in live.stdout, live.stdout + live.stderr
    again = site.manage("archive_pictures")
    assert "0 pictures, 0 uses added" in again.stdout

    data = next(data for path, data in published().items() if "podil-market" in path)
    upload = Image.open(io.BytesIO(data))
    upload = upload.crop((0, 0, upload.width * 9 // 10, upload.height)).resize((500, 360))
    upload.convert("RGB").save(tmp_path / "upload.jpg", quality=70)
    found = archive("find", str(tmp_path / "upload.jpg"), "--format", "json")
    assert found.returncode == 0, found.stderr
    (match,) = json.loads(found.stdout)["matches"]
    assert match["record"]["guid"].startswith("wagtail:")
    (use,) = match["uses"]
    assert use["caption"] == MARKET[1]
    assert "Iryna Halenko" in use["credit"]


def test_who_uploads_a_picture_that_was_printed_reads_under_which_caption(site: Any) -> None:
    page = site.act("write", title="Market opens in Podil", figures=[MARKET], paragraph="As ever.")
    site.act("settled", page=page)
    assert site.act("publish_revision", page=page)["refused"] is None
    done = site.manage("archive_pictures")
    assert done.returncode == 0, done.stderr

    data = next(data for path, data in published().items() if "podil-market" in path)
    copy = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").resize((500, 360)).save(copy, "JPEG", quality=70)
    editor = site.as_user("olena")
    known = upload(editor, "from-a-phone.jpg", copy.getvalue())
    assert known["success"]
    assert "You have this picture" in known["form"]
    assert f"You printed it on {datetime.now(UTC):%Y-%m-%d} under the caption" in known["form"]
    assert MARKET[1].removesuffix(".") in known["form"]
    edited = editor.open(f"/admin/images/{known['image_id']}/").text
    assert MARKET[1].removesuffix(".") in edited

    noise = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(noise, "JPEG")
    assert "You have this picture" not in upload(editor, "new.jpg", noise.getvalue())["form"]
