"""The picture check in a real Wagtail: no way to publish leads past it, and none of its own
trouble stops the desk."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.components.wagtail_site.running import PASSWORD, started

pytestmark = pytest.mark.component

KYIV = "Missiles strike Kyiv overnight, port of Odesa on fire"
LEAD = (
    "KYIV, Ukraine — Explosions were heard in Kyiv late on Tuesday as missiles and drones were "
    "fired at the capital. "
    "In Odesa a warehouse in the port caught fire; nobody was hurt, the harbour master said."
)
LAUNCHER = ["air-defence", "A Patriot launcher guards Kyiv on Tuesday night.", "Wikimedia Commons"]
MARKET = [
    "podil-market",
    "A street market in Podil, Kyiv, on 9 March 2024.",
    "Iryna Halenko / <a "
    'href="https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg">Wikimedia Commons'
    '</a>, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>',
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A newsroom's Wagtail, started once; its originals come from the demo's seed."""
    with started(tmp_path_factory.mktemp("newsroom") / "site") as running:
        yield running


@pytest.fixture
def kyiv(site: Any) -> int:
    """A draft with the launcher from Japan, its check done."""
    page = site.act("write", title=KYIV, figures=[LAUNCHER], paragraph=LEAD)
    site.act("settled", page=page)
    return int(page)


@pytest.fixture
def market(site: Any) -> int:
    """A draft with a picture that is what it is said to be."""
    page = site.act(
        "write",
        title="Market opens in Podil",
        figures=[MARKET],
        paragraph="KYIV, Ukraine — As ever.",
    )
    site.act("settled", page=page)
    return int(page)


@pytest.mark.parametrize("field", ["date", "publication_date"])
def test_a_page_that_keeps_its_own_date_is_read_by_it(site: Any, field: str) -> None:
    assert site.act("dated", field=field, value="2024-03-13") == "2024-03-13"


@pytest.fixture
def broken(site: Any) -> Iterator[Any]:
    """`broken(whole="slow", seconds=3)`: a checker in trouble, healed afterwards."""
    yield lambda **how: site.act("checker", **how)
    site.act("checker")


def test_the_set_up_passes_djangos_checks_and_no_migration_is_missing(site: Any) -> None:
    assert site.manage("check").returncode == 0
    missing = site.manage("makemigrations", "--check", "--dry-run")
    assert missing.returncode == 0, missing.stdout


def test_a_saved_draft_is_checked_in_the_background(site: Any, kyiv: int, market: int) -> None:
    assert site.act("state", page=kyiv)["verdict"] == "mismatch"
    good = site.act("state", page=market)
    assert (good["check"], good["verdict"], good["pictures"]) == (
        "done",
        "consistent",
        ["consistent"],
    )


def test_a_page_without_pictures_is_published_unasked(site: Any) -> None:
    page = site.act("write", title="Words alone", paragraph="KYIV, Ukraine — Nothing to see.")
    assert site.act("publish_revision", page=page)["refused"] is None
    state = site.act("state", page=page)
    assert state["live"]
    assert state["check"] is None


def test_what_agrees_is_published(site: Any, market: int) -> None:
    assert site.act("publish_revision", page=market)["refused"] is None
    assert site.act("state", page=market)["live"]


@pytest.mark.parametrize("mixin", [False, True], ids=["signal alone", "with the mixin"])
def test_revision_publish_does_not_slip_by_and_says_which_picture_and_what_to_print(
    site: Any, mixin: bool
) -> None:
    page = site.act("write", title=KYIV, figures=[LAUNCHER], paragraph=LEAD, mixin=mixin)
    which, what_to_print = site.act("publish_revision", page=page)["refused"]
    assert which.startswith("Picture 1 (“A Patriot launcher guards Kyiv on Tuesday night.”)")
    assert "Japan" in which
    assert (
        "Credit to print: Patriot launcher at Iruma Air Base 2012, Kenji Arai, Wikimedia Commons"
        in what_to_print
    )
    state = site.act("state", page=page)
    assert not state["live"]
    assert state["revisions"] == 1


def test_saving_a_page_live_without_a_revision_is_refused(site: Any, kyiv: int) -> None:
    assert "Japan" in site.act("save_live", page=kyiv)["refused"][0]
    assert not site.act("state", page=kyiv)["live"]


def test_an_import_of_live_pages_keeps_the_bad_one_as_a_draft_and_goes_on(site: Any) -> None:
    bad = site.act("import_live", title=KYIV, figures=[LAUNCHER])
    good = site.act("import_live", title="Market opens in Podil", figures=[MARKET])
    assert not site.act("state", page=bad)["live"]
    assert site.act("state", page=good)["live"]


def test_a_new_page_published_at_once_is_kept_as_a_draft_and_says_why(site: Any) -> None:
    words = {
        "key": "a",
        "text": LAUNCHER[2],
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
    }
    credit = json.dumps({"blocks": [{**words, "entityRanges": []}], "entityMap": {}})
    image = site.act("library", picture_name=LAUNCHER[0])
    figure = {"image": image, "caption": LAUNCHER[1], "credit": credit}
    block = {"type": "figure", "id": "", "order": "0", "deleted": ""}
    form = {
        "title": f"{KYIV}, in one go",
        "slug": "in-one-go",
        "action-publish": "1",
        "body-count": "1",
        **{f"body-0-{name}": value for name, value in block.items()},
        **{f"body-0-value-{name}": value for name, value in figure.items()},
        **{
            f"comments-{n}": "0"
            for n in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        },
    }
    said = site.as_user("olena").send_form("/admin/pages/add/newsroom/articlepage/2/", **form)
    assert "was not published" in said.text
    assert "Iruma Air Base, Japan" in said.text
    page = int(said.url.rstrip("/").split("/")[-2])
    state = site.act("state", page=page)
    assert (state["live"], state["revisions"]) == (False, 1)


def test_a_page_that_was_live_before_may_be_moved_but_not_changed_and_republished(
    site: Any, kyiv: int
) -> None:
    site.act("force_live", page=kyiv)
    site.act("move_live", page=kyiv)
    changed = site.act("write", title=KYIV, figures=[MARKET])
    site.act("settled", page=changed)
    assert site.act("publish_revision", page=changed)["refused"] is None
    site.act("swap", page=changed, figures=[LAUNCHER])
    assert "Japan" in site.act("publish_revision", page=changed)["refused"][0]
    assert site.act("state", page=changed)["live"], "readers keep the version before"


def test_a_scheduled_run_holds_the_bad_page_and_publishes_the_others(
    site: Any, kyiv: int, market: int
) -> None:
    for page in (kyiv, market):
        site.act("schedule", page=page)
    rehearsal = site.manage("publish_scheduled", "--dryrun")
    assert "held: Missiles strike Kyiv" in rehearsal.stderr
    assert site.act("state", page=kyiv)["scheduled"]
    run = site.manage("publish_scheduled")
    assert run.returncode == 0, run.stderr
    assert "Japan" in run.stderr
    held = site.act("state", page=kyiv)
    assert (held["live"], held["scheduled"]) == (False, False)
    assert any(
        action == "provenance.hold" and "Japan" in message for action, message in held["history"]
    )
    assert site.act("state", page=market)["live"]


def test_a_scheduled_run_of_wagtails_own_command_is_not_stopped_where_the_mixin_is_used(
    site: Any, market: int
) -> None:
    guarded = site.act("write", title=KYIV, figures=[LAUNCHER], paragraph=LEAD, mixin=True)
    for page in (guarded, market):
        site.act("schedule", page=page)
    site.act("wagtails_own_publish_scheduled")
    assert not site.act("state", page=guarded)["live"]
    assert site.act("state", page=market)["live"]


def test_approving_a_workflow_leads_to_the_editor_and_the_page_stays_in_moderation(
    site: Any, kyiv: int
) -> None:
    task = site.act("moderate", page=kyiv)
    said = site.as_user("olena").send_form(f"/admin/pages/workflow/action/{kyiv}/approve/{task}/")
    assert said.status_code == 200
    assert said.url.endswith(f"/admin/pages/{kyiv}/edit/")
    assert "was not published" in said.text
    assert "Iruma Air Base, Japan" in said.text
    state = site.act("state", page=kyiv)
    assert (state["live"], state["in_moderation"]) == (False, True)


def test_wagtails_modal_for_a_workflow_is_led_to_the_editor_too(site: Any, kyiv: int) -> None:
    task = site.act("moderate", page=kyiv)
    desk = site.as_user("olena")
    desk.headers["X-Requested-With"] = "XMLHttpRequest"
    said = desk.send_form(f"/admin/pages/workflow/action/{kyiv}/approve/{task}/").json()
    assert said == {"step": "success", "redirect": f"/admin/pages/{kyiv}/edit/"}


def test_publishing_in_bulk_names_the_bad_page_and_publishes_none(
    site: Any, kyiv: int, market: int
) -> None:
    desk = site.as_user("olena")
    said = desk.send_form(
        f"/admin/bulk/wagtailcore/page/publish/?id={market}&id={kyiv}&next=/admin/"
    )
    assert "was not published" in said.text
    assert "Iruma Air Base, Japan" in said.text
    assert [site.act("state", page=page)["live"] for page in (kyiv, market)] == [False, False]
    desk.send_form(f"/admin/bulk/wagtailcore/page/publish/?id={market}&next=/admin/")
    assert site.act("state", page=market)["live"]


def test_publishing_a_branch_in_bulk_reaches_the_pages_below(
    site: Any, market: int, kyiv: int
) -> None:
    site.act("move_below", page=kyiv, parent=market)
    said = site.as_user("olena").send_form(
        f"/admin/bulk/wagtailcore/page/publish/?id={market}&next=/admin/", include_descendants="on"
    )
    assert "Iruma Air Base, Japan" in said.text
    assert [site.act("state", page=page)["live"] for page in (kyiv, market)] == [False, False]


def test_saving_never_waits_for_a_slow_checker_and_the_page_is_not_green_meanwhile(
    site: Any, broken: Any
) -> None:
    page = site.act("write", title="Market opens in Podil, slowly", figures=[MARKET])
    site.act("settled", page=page)
    broken(whole="slow", at_once="slow", seconds=4)
    assert site.act("retitle", page=page, title="Market opens slowly") < 2
    panel = site.as_user("olena").open(f"/admin/picture-checks/{page}/panel/").text
    assert "being checked" in panel
    assert "provenance-consistent" not in panel
    assert site.act("settled", page=page)["verdict"] == "consistent"


def test_publishing_does_not_wait_longer_than_it_may_and_asks_to_come_back(
    site: Any, broken: Any
) -> None:
    page = site.act(
        "write", title="Market opens in Podil, at its own pace", figures=[MARKET], save=False
    )
    broken(whole="slow", seconds=8, patience=1)
    site.act("save_revision", page=page)
    started = time.monotonic()
    refused = site.act("publish_revision", page=page)["refused"]
    assert time.monotonic() - started < 6
    assert "still being checked" in refused[0]
    site.act("settled", page=page)
    assert site.act("publish_revision", page=page)["refused"] is None


def test_a_checker_with_a_bug_loses_no_draft_and_blocks_nothing_and_is_not_shown_green(
    site: Any, broken: Any
) -> None:
    broken(whole="broken", at_once="broken")
    page = site.act("write", title="Market opens in Podil, with a bug", figures=[MARKET])
    state = site.act("settled", page=page)
    assert state["revisions"] == 1
    assert (state["check"], state["verdict"]) == ("failed", "unverified")
    panel = site.as_user("olena").open(f"/admin/picture-checks/{page}/panel/").text
    assert "could not be checked" in panel
    assert "provenance-consistent" not in panel
    assert "&lt;b&gt;a bug of ours&lt;/b&gt;" in panel
    assert site.act("publish_revision", page=page)["refused"] is None
    broken()
    assert site.act("publish_revision", page=page)["refused"] is None


def test_an_override_needs_the_permission_and_a_reason_and_is_kept_with_who_when_and_until(
    site: Any, kyiv: int
) -> None:
    address = f"/admin/picture-checks/{kyiv}/override/"
    assert "/override/" not in site.as_user("olena").open(address).url
    marta = site.as_user("marta")
    form = marta.open(address).text
    offered = site.act("offered", html=form)
    assert len(offered) >= 2
    assert "required" in marta.send_form(address, findings=offered, reason=" ").text
    assert (
        "passed"
        in marta.send_form(address, findings=offered, reason="why", until="2020-01-01").text
    )
    assert site.act("state", page=kyiv)["overrides"] == []
    assert marta.send_form(address, token=False, findings=offered, reason="why").status_code == 403
    reason = "The caption is <b>corrected</b> in print."
    said = marta.send_form(address, findings=offered, reason=reason, until="2099-12-31")
    assert "You can publish the page now" in said.text
    kept = site.act("state", page=kyiv)
    assert {(who, why, until) for _, who, why, until, _ in kept["overrides"]} == {
        ("marta", reason, "2099-12-31")
    }
    assert any(action == "provenance.override" for action, _ in kept["history"])
    report = marta.open(f"/admin/picture-checks/{kyiv}/").text
    assert "Accepted by marta" in report
    assert "&lt;b&gt;corrected&lt;/b&gt;" in report
    assert site.act("publish_revision", page=kyiv)["refused"] is None


def test_an_override_does_not_cover_what_the_check_says_of_another_caption(
    site: Any, kyiv: int
) -> None:
    marta, address = site.as_user("marta"), f"/admin/picture-checks/{kyiv}/override/"
    marta.send_form(
        address, findings=site.act("offered", html=marta.open(address).text), reason="Agreed."
    )
    site.act(
        "swap",
        page=kyiv,
        figures=[[LAUNCHER[0], "A Patriot launcher guards Odesa on Tuesday night.", LAUNCHER[2]]],
    )
    assert "Odesa" in site.act("publish_revision", page=kyiv)["refused"][0]


def test_an_override_does_not_cover_the_same_picture_in_another_place_of_the_page(
    site: Any, kyiv: int
) -> None:
    marta, address = site.as_user("marta"), f"/admin/picture-checks/{kyiv}/override/"
    marta.send_form(
        address, findings=site.act("offered", html=marta.open(address).text), reason="Agreed."
    )
    again = [LAUNCHER[0], "Air defence in Lviv on Tuesday night.", LAUNCHER[2]]
    site.act("swap", page=kyiv, figures=[LAUNCHER, again])
    refused = site.act("publish_revision", page=kyiv)["refused"]
    assert refused[0].startswith("Picture 2")
    assert not any(sentence.startswith("Picture 1") for sentence in refused)


def test_an_override_that_has_ended_blocks_again(site: Any, kyiv: int) -> None:
    marta, address = site.as_user("marta"), f"/admin/picture-checks/{kyiv}/override/"
    marta.send_form(
        address, findings=site.act("offered", html=marta.open(address).text), reason="For today."
    )
    site.act("expire_overrides", page=kyiv)
    assert "Japan" in site.act("publish_revision", page=kyiv)["refused"][0]
    assert "no longer holds" in marta.open(f"/admin/picture-checks/{kyiv}/").text


def test_pictures_are_found_in_fields_rich_text_streams_and_galleries(site: Any) -> None:
    read = site.act("feature")
    assert read["lead"] == "KYIV, Ukraine — One day."
    assert read["body"] == "Words.\n\nMore.\n\nSaid."
    assert read["language"] == "en"
    told = ("where", "role", "caption", "credit", "alt")
    assert [tuple(picture[name] for name in told) for picture in read["pictures"]] == [
        ("hero", "lead", "The hero", "Iryna", None),
        ("text embed 0", "body", None, None, "In the text"),
        ("sections[0].columns[0].image", "body", "In a column", "Iryna Halenko", None),
        ("sections[1].picture", "body", None, None, "Streets"),
        ("gallery[0].image", "gallery", "In the gallery", "Pavlo Sokol", None),
    ]
    assert read["pictures"][0]["links"] == ["https://commons.example/File:A"]
    assert {picture["bytes"] > 10_000 for picture in read["pictures"]} == {True}
    assert all(picture["address"].endswith("/podil-market.jpg") for picture in read["pictures"])
    assert read["bytes of a lost file"] is False


def test_only_who_may_edit_the_page_sees_its_report(site: Any, kyiv: int) -> None:
    stranger = site.as_user("stranger")
    for view in ("", "panel/", "override/"):
        answer = stranger.open(f"/admin/picture-checks/{kyiv}/{view}", allow_redirects=False)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/")
    assert KYIV not in stranger.open("/admin/picture-checks/").text
    anonymous = stranger.open("/admin/logout/", allow_redirects=False)
    assert anonymous.status_code in (302, 405)


def test_the_side_by_side_may_do_nothing_in_the_sites_name(site: Any, kyiv: int) -> None:
    answer = site.as_user("olena").open(f"/admin/picture-checks/{kyiv}/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "; script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert "sandbox allow-scripts allow-popups" in policy
    assert "allow-same-origin" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Iruma Air Base" in answer.text


def test_what_comes_from_outside_is_escaped_wherever_it_is_shown(site: Any) -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    figure = [LAUNCHER[0], f"{LAUNCHER[1]} {hostile}", LAUNCHER[2]]
    page = site.act("write", title=f"Kyiv {hostile}", figures=[figure], paragraph=LEAD)
    site.act("settled", page=page)
    marta = site.as_user("marta")
    for view in (f"{page}/", f"{page}/panel/", f"{page}/override/", ""):
        text = marta.open(f"/admin/picture-checks/{view}").text
        assert "Kyiv" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    said = marta.send_form(f"/admin/bulk/wagtailcore/page/publish/?id={page}&next=/admin/").text
    assert "was not published" in said
    assert "<img src=x" not in said
    assert "<script>alert" not in said


def test_the_report_lists_pages_with_the_verdict_of_each_picture(site: Any) -> None:
    page = site.act(
        "write", title="Two pictures from one night", figures=[LAUNCHER, MARKET], paragraph=LEAD
    )
    site.act("settled", page=page)
    listed = site.as_user("olena").open("/admin/picture-checks/?verdict=mismatch").text
    row = listed[listed.index("Two pictures from one night") :].partition("</tr>")[0]
    assert "Picture 1: does not match" in row
    assert "Picture 2: consistent with its original" in row
    assert (
        "Two pictures"
        not in site.as_user("olena").open("/admin/picture-checks/?verdict=consistent").text
    )


def test_the_report_as_a_spreadsheet_holds_no_formula(site: Any) -> None:
    page = site.act("write", title="=cmd|' /C calc'!A0", figures=[MARKET])
    site.act("settled", page=page)
    table = site.as_user("olena").open("/admin/picture-checks/?export=csv").text
    assert table.startswith("Title,Live,Pictures,State,Checked")
    assert "\n'=cmd" in table
    assert "\n=cmd" not in table


def test_the_command_prints_a_line_a_page_and_fails_where_one_is_blocked(
    site: Any, kyiv: int, market: int
) -> None:
    run = site.manage("check_pictures", str(kyiv), str(market))
    assert run.returncode == 1, run.stderr
    assert f"block  {kyiv}  {KYIV}" in run.stdout
    assert f"allow  {market}" in run.stdout
    assert site.manage("check_pictures", str(market)).returncode == 0
    unknown = site.manage("check_pictures", "999999")
    assert (unknown.returncode, "there is no page 999999" in unknown.stderr) == (2, True)


@pytest.fixture
def desk(site: Any, chromium: Any) -> Iterator[Any]:
    """A real browser in which Marta is logged in, who may override."""
    context = chromium.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.address}/admin/login/")
    page.fill("input[name=username]", "marta")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    yield page
    hosts = {urlsplit(url).hostname for url in asked if url.startswith("http")}
    context.close()
    assert hosts == {"127.0.0.1"}


def press_publish(desk: Any) -> None:
    publish = desk.locator("button[name=action-publish]")
    for _ in range(30):  # the menu opens once Wagtail's script has come round to it
        desk.locator("footer [data-controller~=w-dropdown] button").first.click()
        desk.wait_for_timeout(500)
        if publish.is_visible():
            break
    publish.click()
    desk.wait_for_selector(".messages li")


def test_the_editor_is_told_looks_side_by_side_overrides_and_publishes(
    site: Any, desk: Any, kyiv: int
) -> None:
    desk.goto(f"{site.address}/admin/pages/{kyiv}/edit/")
    assert "does not match" in desk.locator("[data-provenance-panel]").inner_text()
    press_publish(desk)
    told = desk.locator(".messages li").inner_text()
    assert "was not published" in told
    assert "Iruma Air Base, Japan" in told
    assert "Kenji Arai, Wikimedia Commons" in told
    assert not site.act("state", page=kyiv)["live"]

    with desk.context.expect_page() as opened:
        desk.locator(".messages a", has_text="side by side").click()
    side, complaints = opened.value, []
    side.wait_for_url(f"**/picture-checks/{kyiv}/")
    side.on("console", lambda message: complaints.append(message.text))
    side.reload()
    assert side.evaluate(
        "[...document.images].filter(i => i.getAttribute('src')).every(i => i.naturalWidth > 0)"
    )
    assert side.evaluate("origin") == "null", "the report has an origin of its own"
    side.locator(".copy").first.click()
    side.wait_for_function(
        "[...document.querySelectorAll('[role=status]')].some(s => s.textContent == 'Copied.')"
    )
    assert complaints == [], "its own script and styles are within the policy"
    side.close()

    desk.locator(".messages a", has_text="Override").click()
    desk.get_by_role("heading", name="Override the picture check").wait_for()
    desk.fill("textarea[name=reason]", "The caption says Japan in print.")
    desk.click("text=Keep the override")
    desk.wait_for_url("**/edit/")
    assert (
        "The caption says Japan in print." in desk.locator("[data-provenance-panel]").inner_text()
    )
    press_publish(desk)
    assert "has been published" in desk.locator(".messages").inner_text()
    assert site.act("state", page=kyiv)["live"]


def test_the_panel_follows_what_the_editor_types_without_a_reload(
    site: Any, desk: Any, kyiv: int
) -> None:
    desk.add_init_script("addEventListener('w-autosave:success', () => { window.saved = true })")
    desk.goto(f"{site.address}/admin/pages/{kyiv}/edit/")
    caption = desk.locator("input[name$=caption]")
    caption.fill("A Patriot launcher at Iruma Air Base, Japan, in November 2012")
    for _ in range(30):  # Wagtail begins to listen seconds after the page has loaded
        if desk.evaluate("window.saved"):
            break
        caption.press_sequentially(".")
        desk.wait_for_timeout(1000)
    panel = desk.locator("[data-provenance-panel]")
    panel.get_by_text("Picture 1: A Patriot launcher at Iruma Air Base").wait_for()
    desk.wait_for_function("!document.querySelector('[data-provenance-running=true]')")
    assert "places this picture in Kyiv" not in panel.inner_text()
