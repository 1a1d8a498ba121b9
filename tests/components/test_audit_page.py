"""The page of an audit as a managing editor meets it: in a real browser, on a phone, on paper."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import FindingRow, Outcome, PictureRow, State, outcome_of
from provenance.audit.page import write_report
from tests.stand_ins import samples

pytestmark = pytest.mark.component
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DARK = {"color_scheme": "dark"}
MANY = 100_000
SEVERITIES = ("error", "warning", "info")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a hundred thousand articles, the first of them with a report of its own."""
    place = tmp_path_factory.mktemp("audit") / "audit"
    with closing(Ledger.begin(place)) as ledger:
        ledger.list_items(Item(f"{n}.html", ItemKind.FILE, f"{n}.html") for n in range(MANY))
        ledger.list_items([LeftOut("gone.warc", "gone.warc is damaged.")])
        report = samples.report(headline="Floods in the valley")
        ledger.keep([outcome_of(1, report, seconds=0.0, cpu=0.0)])
        for start in range(2, MANY, 5_000):
            ledger.keep([_outcome(n) for n in range(start, min(MANY, start + 5_000))])
        write_report(ledger)
    return place


def _outcome(number: int) -> Outcome:
    if number % 100 == 0:
        return Outcome(number, State.UNREAD, f"{number}.html is empty.")
    picture = PictureRow(
        0, f"https://paper.example/{number % 900}.jpg", f"Caption {number % 7}", "A credit",
        f"Photographer {number % 400}", f"Agency {number % 60}", "CC BY 4.0", "attention",
        f"{number % 900:064x}", "",
    )  # fmt: skip
    found = (FindingRow(0, f"rule-{number % 12}", SEVERITIES[number % 3], "high", "It differs."),)
    return Outcome(
        number, State.CHECKED, headline=f"Story {number}", section=f"section {number % 40}",
        published=f"{2000 + number % 25}-05-18", verdict="attention", pictures=(picture,),
        findings=found if number % 4 == 0 else (), unchecked=(("place-mismatch", "offline", 1),),
    )  # fmt: skip


Open = Callable[..., tuple[Any, list[str]]]


@pytest.fixture
def show(chromium: Any, folder: Path) -> Iterator[Open]:
    """The page from its folder, and every request or complaint beside the page itself."""
    contexts = []

    def opened(**options: Any) -> tuple[Any, list[str]]:
        context = chromium.new_context(**options)
        contexts.append(context)
        page, noted = context.new_page(), list[str]()
        page.on("request", lambda r: noted.append(r.url))
        page.on("console", lambda m: noted.append(m.text))
        page.goto((folder / "report.html").as_uri())
        return page, noted

    yield opened
    for context in contexts:
        context.close()


def test_nothing_is_asked_of_anybody(show: Open, folder: Path) -> None:
    _, noted = show()
    assert noted == [(folder / "report.html").as_uri()]


def test_a_hundred_thousand_articles_open_at_once(show: Open, folder: Path) -> None:
    began = time.monotonic()
    page, _ = show()
    page.get_by_role("heading", name="The worst 50").wait_for()
    print(f"opened in {time.monotonic() - began:.2f} s")
    assert page.locator("tr").count() < 600
    assert (folder / "report.html").stat().st_size < 400_000
    assert page.get_by_role("heading", level=1).inner_text() == (
        "99,000 articles checked, 99,003 pictures"
    )


@pytest.mark.parametrize(
    "options", [{}, DARK, PHONE, {**PHONE, **DARK}], ids=["light", "dark", "phone", "dark phone"]
)
def test_axe_finds_nothing_serious(show: Open, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page, _ = show(**options)
    page.locator("summary").first.click()
    found = axe.run(page).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []


def test_a_row_leads_to_the_report_on_its_article(show: Open) -> None:
    page, _ = show()
    page.get_by_role("link", name="Floods in the valley").first.click()
    assert "Floods in the valley" in page.get_by_role("heading", level=1).inner_text()
    page.go_back()
    assert page.get_by_role("heading", name="Findings by rule").is_visible()


def test_the_page_never_scrolls_sideways_on_a_phone(show: Open) -> None:
    page, _ = show(**PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_keys_reach_every_table(show: Open) -> None:
    page, _ = show()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
