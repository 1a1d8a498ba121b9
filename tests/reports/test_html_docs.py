"""The documentation's pictures: there, small, and each of them shown."""

from __future__ import annotations

import re
from pathlib import Path

from tests import screenshots

ROOT = Path(__file__).parents[2]


def test_every_picture_exists_is_small_and_is_shown() -> None:
    page = (screenshots.DOCS / "report.md").read_text("utf-8")
    shown = set(re.findall(r'!\[[^\]]+\]\(([^)]+)\)|<img src="([^"]+)" alt="[^"]+"', page))
    assert {a or b for a, b in shown} == set(screenshots.NAMES)
    for name in screenshots.NAMES:
        assert (screenshots.DOCS / name).stat().st_size < screenshots.LARGEST


def test_every_link_into_the_documentation_leads_to_a_file() -> None:
    for page in (ROOT / "README.md", *screenshots.DOCS.glob("*.md")):
        for link in re.findall(r'\]\(([^)#:\s]+)\)|src="([^":]+)"', page.read_text("utf-8")):
            target = next(filter(None, link))
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_terminals_picture_needs_nothing_from_outside() -> None:
    svg = (screenshots.DOCS / "terminal.svg").read_text("utf-8")
    assert not re.search(r"url\((?!#)|href=\"(?!#)|<script|<image", svg)
