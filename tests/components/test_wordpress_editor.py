"""The WordPress plugin in the block editor, in a real browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stand_ins.drawings import encoded, scene

pytestmark = pytest.mark.component
PANEL = ".provenance-panel"
BEFORE = ".provenance-prepublish"


MORE_OVERRIDDEN = (
    "([at, n]) => (document.querySelector(at).innerText.match(/Overridden:/g) || []).length > n"
)


@pytest.fixture
def page(wordpress: Any, chromium: Any) -> Iterator[Any]:
    """A page of the administration, the editor logged in; a script that fails is a failure."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1100})
    context.route(
        "**/*",
        lambda route: (
            route.continue_() if route.request.url.startswith(wordpress.base) else route.abort()
        ),
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda said: broken.append(said.text) if "provenance" in said.text.lower() else None,
    )
    page.goto(f"{wordpress.base}/wp-login.php")
    page.fill("#user_login", "editor")
    page.fill("#user_pass", "editor-only-for-tests")
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**")
    yield page
    context.close()
    assert broken == []


def open_editor(wordpress: Any, page: Any, post: int) -> None:
    """The block editor, its guide closed and the plugin's panel open."""
    page.goto(f"{wordpress.base}/wp-admin/post.php?post={post}&action=edit")
    page.wait_for_function(
        "window.wp && wp.data && wp.data.select('core/editor').getCurrentPostId()"
    )
    page.evaluate(
        "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);"
        "wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/document');"
        "if (!wp.data.select('core/edit-post').isEditorPanelOpened('provenance/provenance'))"
        " wp.data.dispatch('core/edit-post').toggleEditorPanelOpened('provenance/provenance');"
    )
    page.wait_for_selector(PANEL)


def keep(page: Any, name: str) -> None:
    """A screenshot for somebody to look at, where $WORDPRESS_SCREENSHOTS names a folder."""
    folder = os.environ.get("WORDPRESS_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_the_block_editor_shows_the_findings_refuses_to_publish_and_publishes_after_an_override(
    wordpress, newsroom, page
):
    hostile = "A Patriot launcher guards Kyiv on Tuesday night &lt;img src=x onerror=alert(1)&gt;."
    post = wordpress.draft(newsroom.wrong(hostile))
    open_editor(wordpress, page, post)
    page.click(".editor-post-publish-panel__toggle")
    page.wait_for_selector(f"{BEFORE} >> text=Picture 1: does not match")
    before = page.inner_text(BEFORE)
    assert "This article may not be published as it is." in before
    assert "Iruma Air Base, Japan" in before
    assert "<img src=x onerror=alert(1)>" in before, "shown as text"
    keep(page, "1-before-publishing")

    page.click(".editor-post-publish-panel .editor-post-publish-button")
    notice = page.wait_for_selector(
        ".components-notice.is-error >> text=Not published."
    ).inner_text()
    assert "Iruma Air Base, Japan" in notice
    assert wordpress.status(post) == "draft"
    keep(page, "2-refused")

    # The panel comes back after the refusal and checks at once; the button is not there meanwhile.
    page.wait_for_selector(f"{BEFORE} >> text=Picture 1: does not match")
    page.wait_for_selector(f"{BEFORE} button:has-text('Check the pictures')")
    page.locator(f"{BEFORE} button:has-text('Override')").click()
    page.fill(f"{BEFORE} textarea", "The desk agreed: a symbol picture")
    page.fill(f"{BEFORE} input[type=date]", "2036-01-31")
    keep(page, "3-override")
    page.click(f"{BEFORE} button:has-text('Keep this override')")
    page.wait_for_function(MORE_OVERRIDDEN, arg=[BEFORE, 0])
    page.wait_for_selector(f"{BEFORE} button:has-text('Check the pictures')")
    after = page.inner_text(BEFORE)
    assert "may not be published" not in after, "one reason was enough"
    assert "Edda Editor (editor), 20" in after
    assert "(until 2036-01-31)" in after
    keep(page, "4-overridden")
    page.click(".editor-post-publish-panel .editor-post-publish-button")
    page.wait_for_selector(".post-publish-panel__postpublish")
    assert wordpress.status(post) == "publish"
    assert {one["who"] for one in wordpress.meta(post, "_provenance_overrides")} == {
        "Edda Editor (editor)"
    }
    keep(page, "5-published")


def test_the_sidebar_checks_what_is_being_written_and_says_when_nothing_was_checked(
    wordpress, newsroom, page
):
    post = wordpress.draft("<!-- wp:paragraph --><p>Nothing yet.</p><!-- /wp:paragraph -->")
    open_editor(wordpress, page, post)
    page.evaluate(
        f"wp.data.dispatch('core/block-editor').resetBlocks(wp.blocks.parse({newsroom.right()!r}))"
    )
    page.click(f"{PANEL} button:has-text('Check the pictures')")
    page.wait_for_selector(f"{PANEL} >> text=Picture 1: consistent with its original")
    assert "authentic" not in page.inner_text(PANEL)
    keep(page, "6-consistent")
    wordpress.settings("http://127.0.0.1:9")  # nobody listens there
    page.evaluate(
        f"wp.data.dispatch('core/block-editor').resetBlocks(wp.blocks.parse({newsroom.wrong()!r}))"
    )
    page.evaluate(
        "wp.data.dispatch('core/editor').editPost({status: 'publish'}); "
        "wp.data.dispatch('core/editor').savePost()"
    )
    page.wait_for_selector(".components-notice.is-warning >> text=The pictures were not checked")
    assert wordpress.status(post) == "publish"
    keep(page, "7-not-checked")


def test_the_panel_shows_which_picture_it_speaks_of_and_writes_the_credit_line_under_it(
    wordpress, newsroom, page
):
    post = wordpress.draft(newsroom.wrong())
    open_editor(wordpress, page, post)
    page.click(f"{PANEL} button:has-text('Check the pictures')")
    page.wait_for_selector(f"{PANEL} >> text=Picture 1: does not match")
    assert "air-defence.jpg" in page.inner_text(f"{PANEL} .provenance-name")
    assert page.locator(f"{PANEL} .provenance-both").count() == 0, "nothing is loaded unasked"
    page.click(f"{PANEL} button:has-text('Show both pictures')")
    sources = page.eval_on_selector_all(
        f"{PANEL} .provenance-both img", "all => all.map(i => i.src)"
    )
    assert sources[0] == newsroom.launcher["source_url"]
    assert sources[1].startswith("https://upload.wikimedia.org/")
    keep(page, "8-side-by-side")
    page.click(f"{PANEL} button:has-text('Insert this credit line')")
    content = page.evaluate("wp.data.select('core/editor').getEditedPostContent()")
    assert "Kenji Arai, Wikimedia Commons, CC BY-SA 4.0" in content


def test_the_part_that_is_published_is_drawn_in_its_original(wordpress, newsroom, page):
    """Where the original's own size is told, and what the browser has loaded is of that shape."""
    post = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/provenance/v1/posts/{post}/check", json={})
    crop = '["left" => 25, "top" => 10, "width" => 50, "height" => 60, "shape" => 1.5]'
    wordpress.php(
        f"$kept = Provenance\\stored_result({post}); "
        f"$kept['images'][0]['originals'][0]['crop'] = {crop}; "
        f"Provenance\\keep_result({post}, $kept);"
    )
    page.context.route(
        "https://upload.wikimedia.org/**",
        lambda route: route.fulfill(body=encoded(scene(4, 300, 200)), content_type="image/jpeg"),
    )
    open_editor(wordpress, page, post)
    page.click(f"{PANEL} button:has-text('Show both pictures')")
    part = page.wait_for_selector(f"{PANEL} .provenance-crop")
    keep(page, "9-crop")
    # Both places at one moment: the panel moves while its other picture loads.
    shares = part.evaluate(
        """(part, both) => {
            const drawn = part.getBoundingClientRect();
            const whole = document.querySelectorAll(both)[1].getBoundingClientRect();
            return [(drawn.x - whole.x) / whole.width, (drawn.y - whole.y) / whole.height,
                    drawn.width / whole.width, drawn.height / whole.height];
        }""",
        f"{PANEL} .provenance-both img",
    )
    assert shares == pytest.approx([0.25, 0.10, 0.50, 0.60], abs=0.01)
    assert page.locator(f"{PANEL} .provenance-crop").count() == 1


def test_a_crop_is_what_the_service_says_of_it(wordpress, newsroom):
    region = (
        '"comparison" => ["region" => ["x" => 400, "y" => 100, "width" => 800, "height" => 600]]'
    )
    asked = (
        f'echo wp_json_encode(Provenance\\crop_of(["width" => 1600, "height" => 1000, {region}]));'
    )
    crop = json.loads(wordpress.php(asked))
    assert crop == {"left": 25, "top": 10, "width": 50, "height": 60, "shape": 1.6}
    whole = (
        asked.replace("400", "0")
        .replace("100,", "0,")
        .replace("800", "1600")
        .replace("600]", "995]")
    )
    assert json.loads(wordpress.php(whole)) == []
    assert json.loads(wordpress.php("echo wp_json_encode(Provenance\\crop_of([]));")) == []


def test_what_was_found_last_stays_to_be_read_while_it_is_checked_again(wordpress, newsroom, page):
    post = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/provenance/v1/posts/{post}/check", json={})
    open_editor(wordpress, page, post)
    page.wait_for_selector(f"{PANEL} >> text=Picture 1: does not match")
    held: list[Any] = []
    page.route(re.compile("provenance.+check"), lambda route: held.append(route))
    page.click(f"{PANEL} button:has-text('Check the pictures')")
    page.wait_for_selector(f"{PANEL} >> text=Checking the pictures")
    assert "Picture 1: does not match" in page.inner_text(PANEL)
    held[0].continue_()
    page.wait_for_selector(f"{PANEL} button:has-text('Check the pictures')")
    assert "Picture 1: does not match" in page.inner_text(PANEL)


def test_an_override_is_withdrawn_in_the_panel(wordpress, newsroom, page):
    post = wordpress.draft(newsroom.wrong())
    open_editor(wordpress, page, post)
    page.click(f"{PANEL} button:has-text('Check the pictures')")
    page.wait_for_selector(f"{PANEL} >> text=Picture 1: does not match")
    page.wait_for_selector(f"{PANEL} button:has-text('Check the pictures')")
    page.locator(f"{PANEL} button:has-text('Override')").click()
    page.fill(f"{PANEL} textarea", "By mistake")
    page.click(f"{PANEL} button:has-text('Keep this override')")
    page.wait_for_selector(f"{PANEL} button:has-text('Withdraw')")
    left = page.locator(f"{PANEL} button:has-text('Withdraw')").count()
    page.locator(f"{PANEL} button:has-text('Withdraw')").first.click()
    page.wait_for_function(
        "([at, n]) => document.querySelector(at).innerText.split('Overridden:').length - 1 < n",
        arg=[PANEL, left],
    )
    assert len(wordpress.meta(post, "_provenance_overrides")) == left - 1


def test_the_block_editor_tells_of_a_scheduled_article_that_was_held(wordpress, newsroom, page):
    post = wordpress.draft(newsroom.wrong())
    wordpress.php(f"wp_publish_post({post});")  # as its schedule does
    assert wordpress.status(post) == "draft"
    open_editor(wordpress, page, post)
    notice = page.wait_for_selector(
        ".components-notice.is-error >> text=Not published."
    ).inner_text()
    assert "Iruma Air Base, Japan" in notice
