"""Looks at the built site as somebody who does not see it, or holds a phone:
`python tests/site.py FOLDER`. Fails at what axe calls a violation, and at a page that scrolls
sideways."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SCREENS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)
RULES = ("README", "place-mismatch")
"""The pages of rules are made alike: their list and one of them stand for all."""
OTHERS = ("genindex", "py-modindex", "search")
"""Made by Sphinx itself, from nothing of ours."""


def troubles(folder: Path) -> list[str]:
    """What is wrong, a line each."""
    pages = [page for page in sorted(folder.glob("*.html")) if page.stem not in OTHERS]
    pages += [folder / "rules" / f"{name}.html" for name in RULES]
    found = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for screen in SCREENS:
            tab = browser.new_page(**screen)
            for page in pages:
                tab.goto(page.as_uri())
                for violation in Axe().run(tab).response["violations"]:
                    node = violation["nodes"][0]["html"][:160]
                    found.append(f"{page.name}: {violation['id']}: {node}")
                if tab.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                    found.append(f"{page.name}: scrolls sideways")
            tab.close()
        browser.close()
    print(f"{len(pages)} pages on {len(SCREENS)} screens, {len(found)} troubles")
    return found


if __name__ == "__main__":
    found = troubles(Path(sys.argv[1]))
    print(*found, sep="\n")
    sys.exit(1 if found else 0)
