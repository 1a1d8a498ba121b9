"""What stands in `docs/` works as it is printed."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from provenance import demo
from provenance.config import Config, Network

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def python_of(page: str) -> str:
    """The Python that a page prints."""
    return "\n".join(
        re.findall(r"^```python\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.S | re.M)
    )


def test_an_article_is_checked_from_asyncio(monkeypatch: pytest.MonkeyPatch) -> None:
    there: dict[str, Any] = {}
    exec(compile(python_of("api.md"), "docs/api.md", "exec"), there)
    monkeypatch.setitem(
        there, "load_config", lambda: Config(network=Network(offline=True), seed=True)
    )
    article = {
        "headline": "Strikes on Kyiv",
        "url": demo.ADDRESS,
        "body": "Explosions were heard in the capital.",
        "images": [{"url": "https://news.example/none.jpg", "caption": "Smoke over Kyiv."}],
    }
    with ThreadPoolExecutor(1) as thread:  # a browser's test may have left a loop in this one
        action = thread.submit(asyncio.run, there["publish"](article)).result()
    assert action == "warn"


@pytest.mark.parametrize("page", PAGES)
def test_each_page_links_to_what_is_there(page: str) -> None:
    at = DOCS / page
    text = re.sub(r"`[^`]*`", "", at.read_text("utf-8"))
    broken = [to for to in LINK.findall(text) if not (at.parent / to).exists()]
    assert not broken


def test_each_page_is_in_the_site() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    listed = set(re.findall(r"^([\w/-]+)$", index, re.M))
    left = [page for page in PAGES if not page.startswith("rules/") and page != "index.md"]
    assert [page for page in left if page.removesuffix(".md") not in listed] == []
