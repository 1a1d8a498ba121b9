"""The pictures that the documentation shows of the terminal and of the HTML report, made from the
demo.

python -m tests.screenshots [FOLDER]    write them to docs/, or to FOLDER; needs Chromium
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from rich.console import Console
from rich.text import Text

from provenance.config import Config, Network
from provenance.demo import ADDRESS
from provenance.model import Report
from provenance.reports import RenderOptions, render
from provenance.run.checker import Checker

DOCS = Path(__file__).parents[1] / "docs"
LARGEST = 300_000
"""Bytes of one picture: a page with all of them still opens at once."""
_COLUMNS = 100
_SHOTS: dict[str, tuple[dict[str, Any], str, tuple[int, int]]] = {
    "report.webp": ({"viewport": {"width": 1180, "height": 1400}}, "scrollTo(0, 0)", (1180, 1400)),
    "report-dark.webp": (
        {"viewport": {"width": 1180, "height": 1400}, "color_scheme": "dark"},
        "scrollTo(0, 0)",
        (1180, 1400),
    ),
    "report-phone.webp": (
        {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
        "scrollTo(0, document.querySelector('.credit-line').getBoundingClientRect().top - 16)",
        (780, 1688),
    ),
}
"""File → the screen, what is scrolled to, the size in pixels."""
_FONT_FACE = re.compile(r"@font-face\s*{.*?}", re.S)
NAMES = ("terminal.svg", *_SHOTS)


def demo() -> Report:
    """The demo, checked offline."""
    with tempfile.TemporaryDirectory() as empty:
        config = Config(network=Network(offline=True), seed=True, cache=Path(empty))
        with Checker(config) as checker:
            return checker.check(ADDRESS)


def terminal(report: Report) -> str:
    """The beginning of the demo in a terminal, up to its third finding, as SVG that asks for no
    font from outside."""
    lines = render([report], "terminal", RenderOptions(_COLUMNS, colour=True)).splitlines()
    heads = [number for number, line in enumerate(lines) if re.search(r"\[[a-z-]+-[a-z]+\]", line)]
    console = Console(
        record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text("$ provenance demo", style="bold"))
    for line in lines[: heads[2] - 1]:
        console.print(Text.from_ansi(line))
    return _FONT_FACE.sub("", console.export_svg(title="provenance"))


def browser_shots(report: Report, folder: Path, chromium: str) -> None:
    """The HTML report on a desk, in the dark, and on a phone."""
    from playwright.sync_api import sync_playwright

    page_file = folder / "report.html"
    page_file.write_text(render([report], "html", RenderOptions()), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (screen, scroll, _) in _SHOTS.items():
            context = browser.new_context(**screen)
            page = context.new_page()
            page.goto(page_file.as_uri())
            page.evaluate(scroll)
            shot = Image.open(io.BytesIO(page.screenshot()))
            shot.convert("RGB").save(folder / name, "WEBP", quality=82, method=6)
            context.close()
        browser.close()
    page_file.unlink()


def main(folder: Path = DOCS) -> None:
    """Write every picture. Exits with a sentence where there is no Chromium."""
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if chromium is None:
        raise SystemExit("no Chromium: apt-get install chromium")
    folder.mkdir(exist_ok=True)
    report = demo()
    (folder / "terminal.svg").write_text(terminal(report), "utf-8")
    browser_shots(report, folder, chromium)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
