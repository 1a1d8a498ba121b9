"""What stands in `docs/` works as it is printed."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import provenance
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


def test_a_process_keeps_one_checker_as_the_page_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offline = Config(network=Network(offline=True), seed=True)
    monkeypatch.setattr(provenance, "load_config", lambda: offline)
    exec(compile(python_of("hooks.md"), "docs/hooks.md", "exec"), {})
    verdict, decision = capsys.readouterr().out.splitlines()
    assert verdict == "incomplete"
    assert decision.startswith("warn Picture 1")


def test_a_callers_signature_is_proved_as_the_page_says() -> None:
    pytest.importorskip("flask")
    from provenance.hooks.service.callbacks import signature

    there: dict[str, Any] = {}
    exec(compile(python_of("deployment.md"), "docs/deployment.md", "exec"), there)
    secret, body = b"s" * 32, b'{"state": "done"}'
    headers = {
        "webhook-id": "job-1",
        "webhook-timestamp": "1700000000",
        "webhook-signature": signature(secret, "job-1", 1_700_000_000, body),
    }
    assert there["is_from_provenance"](headers, body, secret)
    assert not there["is_from_provenance"](headers, body + b" ", secret)


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
