"""What the tests of audits share: small newspapers, the command run as a process, its tables."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.worker import Job, Loaded
from provenance.config import Config, Network
from tests.stand_ins import drawings

COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]
SAME = ("item", "left_out", "article", "picture", "finding", "unchecked", "cluster")
"""The tables that are the same for the same audit."""
BODY = "The ferry lay in the harbour of Odesa all night, and nobody could say when it would go. "


def page(
    headline: str,
    *,
    caption: str = "The harbour of Odesa on Monday.",
    credit: str = "Photo: Mia Brandt / Example Wire",
    picture: str = "https://paper.example/p/harbour.jpg",
    url: str = "",
    published: str = "2024-05-18",
) -> str:
    """A saved page with one picture."""
    shown = f"<span class='credit'>{credit}</span>" if credit else ""
    canonical = f"<link rel='canonical' href='{url}'>" if url else ""
    return (
        f"<!doctype html><html lang='en'><head><title>{headline}</title>{canonical}"
        f"<meta property='article:published_time' content='{published}'></head><body><article>"
        f"<h1>{headline}</h1><p>{BODY * 5}</p><figure><img src='{picture}' width=800 height=500>"
        f"<figcaption>{caption} {shown}</figcaption></figure></article></body></html>"
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of saved pages: good ones, one without a credit, one that is none."""
    folder = tmp_path / "site"
    (folder / "politics").mkdir(parents=True)
    for number in range(6):
        text = page(
            f"Storm {number}",
            credit="" if number == 3 else "Photo: Mia Brandt / Example Wire",
            url=f"https://paper.example/politics/2024/storm-{number}",
            published=f"202{number % 3}-05-18",
        )
        (folder / "politics" / f"storm-{number}.html").write_text(text, "utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG")
    (folder / "style.css").write_text("p { color: red }")
    return folder


CAPTIONS = {
    "kyiv": ("A street in Kyiv on 9 May 2024.", "2024-05-10", 1.0),
    "iruma": ("A street in Iruma, Japan, on 3 April 2012.", "2012-04-05", 0.5),
    "kyiv-again": ("A street in Kyiv on 9 May 2024.", "2024-05-12", 1.0),
}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Three articles with one picture, in one of them at half the size."""
    folder = tmp_path / "paper"
    folder.mkdir()
    for name, (caption, day, size) in CAPTIONS.items():
        scene = drawings.scene(5)
        copy = scene.resize((int(scene.width * size), int(scene.height * size)))
        (folder / f"{name}.jpg").write_bytes(drawings.encoded(copy))
        text = page(
            f"News of {name}", caption=caption, picture=f"{name}.jpg", published=day,
            url=f"https://paper.example/{name}",
        )  # fmt: skip
        (folder / f"{name}.html").write_text(text, "utf-8")
    return folder


@pytest.fixture
def loaded(tmp_path: Path) -> Any:
    """A worker's checker in this process, offline."""
    config = Config(network=Network(offline=True), cache=tmp_path / "cache", jobs=1)
    made = Loaded(Job(config, tmp_path / "archives.sqlite"))
    yield made
    made.close()


Audit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """`audit("site", "--output", "out")`: the command as a process of its own."""

    def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, "audit", *args],
            cwd=tmp_path,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "nobody"), **env},
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The compared tables of an audit."""
    with closing(sqlite3.connect(folder / "audit.sqlite")) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in SAME
        }
