"""The desk in a real browser: from a dropped page to an accepted finding."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provenance.config import Config

pytest.importorskip("waitress")

from waitress.server import create_server

from provenance.hooks.desk.app import Doors, make_desk
from provenance.hooks.desk.checks import Desk
from tests.hooks.test_desk import PAGE, picture

TOKEN = "a" * 20
SCREENS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}
AXE_TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    config = Config(cache=tmp_path / "cache")
    config = replace(config, network=replace(config.network, offline=True))
    with Desk(config, tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def serve(desk: Desk) -> Iterator[Any]:
    """`serve(users)` → the desk's address."""
    servers = []

    def start(users: dict[str, str] | None = None) -> str:
        app = make_desk(desk, Doors("M. Example", users or {}))
        server = create_server(app, listen="127.0.0.1:0", ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.effective_port}/"

    yield start
    for server in servers:
        # in its own loop: a socket closed beside it is one that it still waits for
        server.trigger.pull_trigger(server.close)


@pytest.fixture
def tab(chromium: Any, serve: Any) -> Iterator[Any]:
    """`tab(**options)` → a page of the browser that shows the desk; it must not complain."""
    contexts, complaints = [], []

    def show(users: dict[str, str] | None = None, fragment: str = "", **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(serve(users) + fragment)
        return page

    yield show
    for context in contexts:
        context.close()
    assert complaints == []


def check(page: Any, *files: dict[str, Any]) -> None:
    page.get_by_label("Drop a page or pictures here").set_input_files(list(files))
    page.get_by_role("button", name="Check", exact=True).click()


STORM = {"name": "storm.html", "mimeType": "text/html", "buffer": PAGE}


@pytest.mark.parametrize("screen", SCREENS)
def test_from_a_dropped_page_to_an_accepted_finding(tab: Any, tmp_path: Path, screen: str) -> None:
    page = tab(**SCREENS[screen])
    check(page, STORM)
    page.get_by_text("error: The picture has no credit").wait_for()
    page.get_by_role("status").get_by_text("The picture lacks its credit or caption.").wait_for()
    page.frame_locator("#report").get_by_role("heading", name="Storm over the harbour").wait_for()
    page.get_by_text("Accept missing-credit for picture 1").click()
    page.get_by_label("Reason; it stays in every report").fill("our own")
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_text("Accepted: missing-credit: our own").wait_for()
    (kept,) = tomllib.loads((tmp_path / "provenance.toml").read_text("utf-8"))["suppressions"]
    assert kept["who"] == "M. Example"
    page.frame_locator("#report").get_by_text("our own").first.wait_for()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options=AXE_TAGS).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "nothing stands out of the screen"


def test_a_picture_with_its_words_by_keyboard_alone(tab: Any) -> None:
    page = tab()
    page.get_by_text("Words under a picture that stands alone").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Caption").focus()
    page.keyboard.type("The harbour of Odesa.")
    page.keyboard.press("Tab")
    page.keyboard.type("Twitter")
    page.get_by_label("Drop a page or pictures here").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("warning: The credit names only the platform").wait_for()
    shown = page.locator("#pictures img")
    assert shown.evaluate("picture => picture.naturalWidth") > 40


def test_what_was_checked_is_in_the_list_and_opens_again(tab: Any) -> None:
    page = tab()
    check(page, STORM)
    page.get_by_text("error: The picture has no credit").wait_for()
    page.reload()
    page.get_by_role("button", name="Storm over the harbour").click()
    page.get_by_text("error: The picture has no credit").wait_for()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_history_tells_when_and_by_whom_what_has_changed_and_checks_again(
    tab: Any, screen: str
) -> None:
    page = tab(**SCREENS[screen])
    text = page.get_by_label("Address or text of an article")
    text.fill("Storm over the harbour\n\nIt rained.\n\nThe harbour of Odesa.\nFoto: Twitter")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("button", name="Storm over the harbour").get_by_text("M. Example").wait_for()
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("Checked before, with the same findings.").wait_for()
    page.get_by_role("button", name="Open the check of").click()
    page.get_by_text("Checked before").wait_for(state="hidden")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options=AXE_TAGS).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    page.get_by_label("Find a check").fill("museum")
    page.get_by_text("No check has these words.").wait_for()
    page.get_by_label("Find a check").fill("storm")
    page.locator("#history li").nth(1).wait_for()


def test_the_bookmark_brings_an_address_and_starts_nothing_by_itself(tab: Any) -> None:
    page = tab(fragment="#https%3A%2F%2Fpaper.example%2Fstorm")
    box = page.get_by_label("Address or text of an article")
    assert box.input_value() == "https://paper.example/storm"
    assert page.get_by_text("None yet.").is_visible()


def test_a_shared_desk_asks_for_the_token_first(tab: Any) -> None:
    page = tab({TOKEN: "Jane"})
    page.get_by_label("Your token").fill(TOKEN)
    page.get_by_role("button", name="Enter").click()
    page.get_by_text("Jane").wait_for()
    check(page, STORM)
    page.get_by_text("error: The picture has no credit").wait_for()


def test_a_hostile_headline_is_shown_as_text(tab: Any) -> None:
    page = tab()
    bad = PAGE.replace(b"Storm over the harbour", b"&lt;img src=x onerror=document.title='bad'&gt;")
    check(page, {**STORM, "buffer": bad})
    page.get_by_role("heading", name="<img src=x").wait_for()
    assert page.title() == "Picture desk"
