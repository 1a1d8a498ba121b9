"""The HTML report as an editor meets it: in a real browser, with mouse and keyboard, on a phone
and on paper."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from provenance.model import Report
from provenance.reports import html, render
from tests.stand_ins import html_samples, samples

pytestmark = pytest.mark.component
ADDRESS = "https://desk.test/report.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DARK = {"color_scheme": "dark"}
OPEN = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"


@dataclass
class Opened:
    """A report in a tab of its own."""

    page: Any
    asked: list[str] = field(default_factory=list)
    """Every request but that for the report itself; none is let through."""
    complaints: list[str] = field(default_factory=list)
    """Errors in the console: a broken script, something the policy had to stop."""


Open = Callable[..., Opened]
_RENDERED: dict[tuple[int, ...], tuple[tuple[Report, ...], str]] = {}
"""Pages by the reports they show; the reports are kept with them, so that no other can take
their place."""


@pytest.fixture
def show(chromium: Any) -> Iterator[Open]:
    """`show(report, …)`: the report, served from one address; every other request is noted and
    refused."""
    contexts = []

    def text_of(reports: tuple[Report, ...]) -> str:
        key = tuple(map(id, reports))
        if key not in _RENDERED:
            _RENDERED[key] = (reports, render(reports, "html"))
        return _RENDERED[key][1]

    def opened(*reports: Report, headers: dict[str, str] | None = None, **options: Any) -> Opened:
        text = text_of(reports)
        context = chromium.new_context(**options)
        contexts.append(context)
        tab = Opened(context.new_page())

        def answer(route: Any) -> None:
            if route.request.url == ADDRESS:
                route.fulfill(
                    body=text, content_type="text/html; charset=utf-8", headers=headers or {}
                )
            else:
                tab.asked.append(route.request.url)
                route.abort()

        context.route("**/*", answer)
        tab.page.on(
            "console", lambda m: tab.complaints.append(m.text) if m.type == "error" else None
        )
        tab.page.on("pageerror", lambda e: tab.complaints.append(str(e)))
        tab.page.goto(ADDRESS)
        return tab

    yield opened
    for context in contexts:
        context.close()


def picture(tab: Opened, number: int) -> Any:
    """The picture's part of the page, counted from 1."""
    return tab.page.locator(".picture").nth(number - 1)


def way(tab: Opened, name: str) -> Any:
    """The picture that was changed this way."""
    return picture(tab, 1 + list(html_samples.WAYS).index(name))


def pixels(image: Any) -> np.ndarray[Any, Any]:
    """What an `<img>` holds, as the browser got it."""
    data = image.get_attribute("src").split(",", 1)[1]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"), np.float64)


BOXES = """elements => elements.map(element => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height};
})"""


def boxes(*shown: Any) -> list[dict[str, float]]:
    """Where these stand at one moment: what lies above them may still grow."""
    handles = [one.element_handle() for one in shown]
    found: list[dict[str, float]] = shown[0].page.evaluate(BOXES, handles)
    return found


def inside(part: Any, whole: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box as shares of another."""
    one, all_ = boxes(part, whole)
    x, y = (one["x"] - all_["x"]) / all_["width"], (one["y"] - all_["y"]) / all_["height"]
    return x, y, x + one["width"] / all_["width"], y + one["height"] / all_["height"]


def test_nothing_is_asked_of_anybody_and_nothing_fails(show: Open) -> None:
    for report in (samples.report(), html_samples.changed(), html_samples.apart()):
        tab = show(report)
        tab.page.evaluate(OPEN)
        tab.page.wait_for_load_state("networkidle")
        assert tab.asked == []
        assert tab.complaints == []


def test_a_server_that_sends_the_same_policy_leaves_the_page_whole(show: Open) -> None:
    tab = show(samples.report(), headers={"Content-Security-Policy": html.policy()})
    tab.page.get_by_role("checkbox", name="errors").uncheck()
    assert not tab.page.locator(".finding.error").is_visible()
    assert (
        tab.page.locator(".picture").first.evaluate("e => getComputedStyle(e).borderTopWidth")
        != "0px"
    )
    assert tab.complaints == []


@pytest.mark.parametrize(
    "options", [{}, DARK, PHONE, {**PHONE, **DARK}], ids=["light", "dark", "phone", "dark phone"]
)
def test_axe_finds_nothing_serious(show: Open, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for reports in (
        [html_samples.changed()],
        [html_samples.apart()],
        [samples.report(), samples.report(headline="Floods")],
    ):
        tab = show(*reports, **options)
        tab.page.evaluate(OPEN)
        found = axe.run(tab.page).response["violations"]
        assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize("width", [320, 390, 820])
def test_nothing_stands_out_of_a_narrow_screen(show: Open, width: int) -> None:
    for report in (html_samples.changed(), html_samples.apart(), html_samples.hostile()):
        tab = show(report, viewport={"width": width, "height": 800})
        tab.page.evaluate(OPEN)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_filter_hides_what_it_names_says_so_and_gives_it_back(show: Open) -> None:
    tab = show(samples.report())
    page = tab.page
    seen = lambda: [page.locator(".picture").nth(n).is_visible() for n in range(4)]  # noqa: E731
    assert seen() == [True] * 4
    assert not page.get_by_role("button", name="Show everything").is_visible()
    page.get_by_role("checkbox", name="errors").uncheck()
    assert not page.locator(".finding.error").is_visible()
    assert page.locator(".finding.warning").is_visible()
    assert seen() == [False, True, True, True]
    assert page.locator(".filters [role=status]").inner_text() == "Hidden: 1 finding, 1 picture."
    page.get_by_role("checkbox", name="warnings").uncheck()
    assert seen() == [False, True, True, True], "what was not checked there is still to be shown"
    page.get_by_role("checkbox", name="checks not made").uncheck()
    assert seen() == [False, False, True, False]
    told = "Hidden: 2 findings, 2 lists of what was not checked, 3 pictures."
    assert page.locator(".filters [role=status]").inner_text() == told
    page.get_by_role("checkbox", name="consistent").uncheck()
    assert seen() == [False] * 4
    page.get_by_role("button", name="Show everything").click()
    assert seen() == [True] * 4
    assert page.locator(".filters [role=status]").inner_text() == ""


def test_the_filters_count_what_they_govern(show: Open) -> None:
    tab = show(samples.report())
    shown = [
        " ".join(text.split()) for text in tab.page.locator(".filters label").all_inner_texts()
    ]
    assert shown == ["errors 1", "warnings 1", "notes 0", "checks not made 3", "consistent 1"]


def test_a_jump_to_a_picture_that_the_filter_hides_shows_it(show: Open) -> None:
    tab = show(samples.report())
    tab.page.get_by_role("checkbox", name="errors").uncheck()
    tab.page.locator(".overview a").first.click()
    assert picture(tab, 1).is_visible()


def test_the_published_part_is_drawn_where_it_lies_in_the_original(show: Open) -> None:
    cropped = way(show(html_samples.changed()), "cropped")
    found = inside(cropped.locator(".original .region"), cropped.locator(".original img"))
    assert found == pytest.approx((300 / 900, 120 / 600, 800 / 900, 520 / 600), abs=0.01)


def test_a_picture_cut_askew_is_outlined_askew(show: Open) -> None:
    tilted = way(show(html_samples.changed()), "tilted")
    path = tilted.locator(".original .region").get_attribute("d")
    corners = [tuple(map(float, pair.split())) for pair in re.findall(r"[ML]([\d.]+ [\d.]+)", path)]
    scale = 640 / 900
    true = [(223.4, 116.8), (718.8, 186.4), (677.1, 483.6), (181.7, 414.0)]
    assert np.abs(np.array(corners) - np.array(true) * scale).max() < 6


def test_a_mirrored_picture_is_shown_turned_back_and_said_to_be_mirrored(show: Open) -> None:
    mirrored = way(show(html_samples.changed()), "mirrored")
    ours, theirs = (
        pixels(mirrored.locator(".published img")),
        pixels(mirrored.locator(".original img")),
    )
    assert np.abs(ours - theirs).mean() < 6 < 20 < np.abs(ours[:, ::-1] - theirs).mean()
    assert "Mirrored on the page" in mirrored.locator(".published").inner_text()


def test_what_was_painted_in_is_outlined_on_both_pictures(show: Open) -> None:
    edited = way(show(html_samples.changed()), "edited")
    for side in (".published", ".original"):
        left, top, right, bottom = inside(
            edited.locator(f"{side} .edit").first, edited.locator(f"{side} img")
        )
        assert left < 400 / 900 < 460 / 900 < right
        assert top < 260 / 600 < 320 / 600 < bottom
        assert (right - left) * (bottom - top) < 0.1


@pytest.mark.parametrize("name", list(html_samples.WAYS))
def test_laid_over_each_other_the_two_show_the_same_thing(show: Open, name: str) -> None:
    tab = show(html_samples.changed())
    tab.page.evaluate(OPEN)
    shown = way(tab, name)
    shown.locator(".upper[src]").wait_for(state="attached")
    under, upper = shown.locator(".under"), shown.locator(".upper")
    box, below = boxes(upper, under)
    assert box == pytest.approx(below, abs=1)
    one = pixels(under)
    two = np.asarray(
        Image.fromarray(pixels(upper).astype(np.uint8)).resize(
            one.shape[1::-1], Image.Resampling.LANCZOS
        ),
        np.float64,
    )
    assert np.median(np.abs(one - two)) < 8


def test_another_picture_that_the_page_credits_stands_beside_it_and_is_not_called_the_original(
    show: Open,
) -> None:
    shown = picture(show(html_samples.changed()), 6)
    assert "A different picture" in shown.locator(".original").inner_text()
    assert shown.locator(".compare").count() == 0
    assert shown.locator(".credit-line").count() == 0


def test_the_comparison_works_by_keyboard(show: Open) -> None:
    tab = show(html_samples.changed())
    shown = way(tab, "cropped")
    shown.locator("summary").first.focus()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    slider = shown.get_by_role("slider")
    assert slider.evaluate("e => e === document.activeElement")

    def clipped() -> object:
        return shown.locator(".upper").evaluate("e => getComputedStyle(e).clipPath")

    before = clipped()
    for _ in range(10):
        tab.page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "60 % published"
    assert clipped() != before
    tab.page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0 % published"
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Space")
    assert shown.locator(".flip").get_attribute("aria-pressed") == "true"
    shown.locator(".over.bare").wait_for(timeout=3000)
    shown.locator(".over.whole:not(.bare)").wait_for(timeout=3000)
    tab.page.keyboard.press("Space")
    assert shown.locator(".flip").get_attribute("aria-pressed") == "false"
    assert shown.locator(".over.whole").count() == 0


def test_the_slider_follows_the_pointer(show: Open) -> None:
    tab = show(html_samples.changed())
    shown = way(tab, "edited")
    shown.locator(".over").scroll_into_view_if_needed()
    box = shown.locator(".over").bounding_box()
    tab.page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    line = float(
        shown.locator(".over").evaluate(
            "e => parseFloat(getComputedStyle(e).getPropertyValue('--shown'))"
        )
    )
    assert line == pytest.approx(80, abs=2)


def test_nothing_moves_by_itself_where_less_motion_is_wished(show: Open) -> None:
    tab = show(html_samples.changed(), reduced_motion="reduce")
    shown = way(tab, "edited")
    swap = shown.get_by_role("button", name="Swap")
    bare = lambda: "bare" in shown.locator(".over").get_attribute("class")  # noqa: E731
    swap.press("Enter")
    assert bare()
    tab.page.wait_for_timeout(1500)
    assert bare()
    swap.press("Enter")
    assert not bare()


def test_the_copy_button_copies_the_line_that_mends_every_finding(show: Open) -> None:
    tab = show(html_samples.apart(), permissions=["clipboard-read", "clipboard-write"])
    shown = tab.page.locator(".credit-line")
    line = "Launcher at Iruma, Kenji Arai, Wikimedia Commons, CC BY-SA 4.0 (cropped)"
    assert shown.locator(".line").inner_text() == line
    shown.get_by_role("button", name="Copy the credit line").click()
    shown.get_by_text("Copied.").wait_for()
    assert tab.page.evaluate("navigator.clipboard.readText()") == line
    shown.get_by_role("button", name="Copy with links").press("Enter")
    rich = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    tab.page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('<a ')")
    page_url = "https://commons.wikimedia.org/wiki/File:Launcher.jpg"
    assert f'<a href="{page_url}">Launcher at Iruma</a>, Kenji Arai' in tab.page.evaluate(rich)
    assert tab.page.evaluate("navigator.clipboard.readText()").startswith(
        f'<a href="{page_url}">Launcher at Iruma</a>'
    )


def test_the_copy_button_works_where_the_page_may_not_use_the_clipboard(show: Open) -> None:
    tab = show(html_samples.apart(), permissions=["clipboard-read"])
    tab.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }"
    )
    button = tab.page.get_by_role("button", name="Copy the credit line")
    button.click()
    tab.page.get_by_text("Copied.").wait_for()
    assert button.evaluate("e => e === document.activeElement")
    assert "(cropped)" in tab.page.evaluate("navigator.clipboard.readText()")


def test_the_copy_button_works_in_the_sandbox_that_a_content_system_shows_the_page_in(
    show: Open,
) -> None:
    sandbox = f"{html.policy()}; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
    tab = show(html_samples.apart(), headers={"Content-Security-Policy": sandbox})
    assert tab.page.evaluate("origin") == "null"
    tab.page.get_by_role("button", name="Copy the credit line").click()
    tab.page.get_by_text("Copied.").wait_for()
    tab.page.evaluate(
        "() => { const f = document.createElement('textarea'); f.id = 'paste'; "
        "document.body.append(f); f.focus(); }"
    )
    tab.page.keyboard.press("Control+V")
    assert tab.page.locator("#paste").input_value().endswith("CC BY-SA 4.0 (cropped)")


def test_hostile_texts_stay_texts(show: Open) -> None:
    tab = show(html_samples.hostile())
    page = tab.page
    page.evaluate(OPEN)
    for button in page.locator(".copy").all():
        button.click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.url == ADDRESS
    assert tab.asked == []
    assert tab.complaints == []
    assert page.locator("script").count() == 1
    assert page.locator("iframe, object, embed, base, svg script, svg image").count() == 0
    assert page.locator("style").count() == 1
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => "
        "/^on/.test(a.name))"
    )
    assert page.evaluate(f"{handlers}.length") == 0
    links = page.evaluate("[...document.links].map(a => a.protocol)")
    assert set(links) <= {"https:", "http:"}
    first = picture(tab, 1).locator(".published dd").first
    assert first.inner_text() == html_samples.HOSTILE[0]
    assert not any(mark in page.content() for mark in "\u202e\u2066\u2069\x1b\x07")
    assert page.locator(".picture").count() == len(html_samples.HOSTILE)


def test_a_caption_written_from_right_to_left_is_set_so_and_moves_nothing_else(show: Open) -> None:
    report = samples.report(caption="צילום מתוך הארכיון, 2012")
    tab = show(report)
    caption = picture(tab, 1).locator(".published dd").first
    assert caption.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert picture(tab, 1).locator("h2").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(show: Open) -> None:
    tab = show(html_samples.changed())
    tab.page.evaluate(OPEN)
    wanted = tab.page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, summary')].filter(e => "
        "e.checkVisibility()).length"
    )
    reached = []
    for _ in range(wanted):
        tab.page.keyboard.press("Tab")
        place, outline = tab.page.evaluate(
            "(() => { const e = document.activeElement, over = e.closest('.over') || e;"
            "return [[...document.querySelectorAll('*')].indexOf(e), "
            "getComputedStyle(over).outlineStyle]; })()"
        )
        assert outline != "none", "the focus is not to be seen"
        reached.append(place)
    assert len(set(reached)) == wanted
    assert reached == sorted(reached)


def test_the_first_key_leads_past_the_filters(show: Open) -> None:
    tab = show(samples.report())
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.textContent") == "Skip to the pictures"
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("!!document.activeElement.closest('main')")


def test_a_screen_reader_finds_headings_landmarks_and_names(show: Open) -> None:
    tab = show(html_samples.apart())
    tree = tab.page.locator("body").aria_snapshot()
    for line in (
        'heading "Strikes on Kyiv" [level=1]',
        "Picture 1: does not match",
        'heading "error The caption places this picture in Kyiv; its original was taken in '
        'Iruma, Japan." [level=3]',
        'group "Credit line to print, picture 1"',
        'img "The published part is outlined."',
        "main:",
        "banner:",
    ):
        assert line in tree, tree
    several = show(samples.report(), samples.report()).page.locator("body").aria_snapshot()
    assert 'heading "2 articles checked" [level=1]' in several
    assert "[level=4]" in several


def test_paper_shows_everything_and_nothing_that_only_a_screen_can_do(show: Open) -> None:
    tab = show(samples.report(), **DARK)
    page = tab.page
    page.get_by_role("checkbox", name="errors").uncheck()
    page.emulate_media(media="print", color_scheme="dark")
    assert all(finding.is_visible() for finding in page.locator(".finding").all())
    assert all(part.is_visible() for part in page.locator(".picture").all())
    for folded in page.locator(".unchecked li").all():
        assert folded.bounding_box()["height"] > 5
    assert not any(
        control.is_visible() for control in page.locator("button, input, .compare, .skip").all()
    )
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.locator(".finding.error .chip").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ink == "rgb(163, 22, 28)", "the colours for dark screens are too pale for paper"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_without_scripts_all_is_there_and_no_dead_control(show: Open) -> None:
    tab = show(html_samples.apart(), java_script_enabled=False)
    page = tab.page
    assert all(part.is_visible() for part in page.locator(".finding, .line, .map, .time").all())
    assert not any(
        control.is_visible() for control in page.locator("button, input, .compare").all()
    )


def test_the_places_lie_on_the_sketch_as_on_the_earth(show: Open) -> None:
    tab = show(html_samples.apart())
    chart = tab.page.locator(".map > svg")
    assert chart.locator("text").all_text_contents() == ["Kyiv", "Iruma Air Base"]
    (kyiv, _, _, _), (iruma, _, _, _) = (
        inside(m, chart) for m in chart.locator(".marker > *").all()
    )
    span = float(chart.locator("svg[viewBox]").get_attribute("viewBox").split()[2])
    assert (iruma - kyiv) * span == pytest.approx(139.41 - 30.52, abs=1)
    box, label = chart.bounding_box(), chart.locator("text").last.bounding_box()
    assert label["x"] >= box["x"]
    assert label["x"] + label["width"] <= box["x"] + box["width"]


def test_the_dates_stand_in_order_with_the_time_between(show: Open) -> None:
    tab = show(html_samples.apart())
    assert tab.page.locator(".time li").all_inner_texts() == [
        "November 2012 uploaded (Wikimedia Commons)",
        "2 days later",
        "3 November 2012 taken (Wikimedia Commons)",
        "11 years later",
        "12 March 2024 the caption: “Tuesday”",
        "1 day later",
        "13 March 2024 the article is published",
    ]


def test_sixty_pictures_keep_to_the_budget_and_are_all_seen(show: Open) -> None:
    tab = show(html_samples.many(60))
    assert len(tab.page.content()) < 7_000_000
    sizes = tab.page.evaluate(
        "[...document.querySelectorAll('.pair img')].map(i => [i.complete, i.naturalWidth])"
    )
    assert len(sizes) == 120
    assert all(complete and width >= 280 for complete, width in sizes)


def test_the_pictures_of_the_documentation_are_made_from_the_demo(
    chromium: Any, tmp_path: Path
) -> None:
    from tests import screenshots

    del chromium  # only to be skipped where there is none
    subprocess.run(
        [sys.executable, "-m", "tests.screenshots", str(tmp_path)],
        check=True,
        cwd=screenshots.DOCS.parent,
    )
    assert {file.name for file in tmp_path.iterdir()} == set(screenshots.NAMES)
    for name in screenshots.NAMES:
        for file in (tmp_path / name, screenshots.DOCS / name):
            assert 5_000 < file.stat().st_size < screenshots.LARGEST
    svg = (tmp_path / "terminal.svg").read_text("utf-8")
    assert "place-mismatch" in svg
    assert "url(" not in re.sub(r"url\(#", "", svg)
