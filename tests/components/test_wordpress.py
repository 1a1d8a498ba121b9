"""The WordPress plugin in a real WordPress, asking a real service: every way to publish."""

from __future__ import annotations

import json
import shutil
import subprocess
import xmlrpc.client
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.component
PLUGIN = Path(__file__).parents[2] / "provenance" / "hooks" / "wordpress" / "provenance"
WHY = "its original at Wikimedia Commons was taken in Iruma Air Base, Japan"
PRINT = "Patriot launcher at Iruma Air Base 2012, Kenji Arai, Wikimedia Commons, CC BY-SA 4.0"


def edit_page(wordpress: Any, session: Any, post: int) -> BeautifulSoup:
    """The classic editor's page."""
    page = session.get(
        f"{wordpress.base}/wp-admin/post.php",
        params={"post": post, "action": "edit", "classic": 1},
        timeout=60,
    )
    return BeautifulSoup(page.text, "html.parser")


def listing(wordpress: Any, session: Any, fields: Any = None) -> BeautifulSoup:
    """The list of all posts."""
    page = session.get(f"{wordpress.base}/wp-admin/edit.php", params=fields, timeout=120)
    return BeautifulSoup(page.text, "html.parser")


def form_of(page: BeautifulSoup) -> dict[str, str]:
    """What the browser would send of the classic editor's form."""
    fields = {}
    for one in page.select("form#post input[name], form#post textarea[name]"):
        if one.get("type") not in ("checkbox", "radio", "submit", "button") or one.has_attr(
            "checked"
        ):
            fields[str(one["name"])] = str(one.get("value") or one.text)
    return fields


def press_publish(wordpress: Any, session: Any, post: int, **more: Any) -> BeautifulSoup:
    """Press the classic editor's button; the page that follows."""
    fields = {**form_of(edit_page(wordpress, session, post)), "publish": "Publish", **more}
    done = session.post(
        f"{wordpress.base}/wp-admin/post.php", data=fields, params={"classic": 1}, timeout=120
    )
    assert done.ok, done.text[:500]
    return (
        edit_page(wordpress, session, post)
        if "provenance-notice" not in done.text
        else BeautifulSoup(done.text, "html.parser")
    )


def notices(page: BeautifulSoup) -> str:
    """What the plugin's notices say."""
    return " ".join(" ".join(n.get_text(" ").split()) for n in page.select(".provenance-notice"))


@pytest.mark.parametrize("file", sorted(PLUGIN.rglob("*.php")), ids=lambda f: f.name)
def test_every_file_is_php_that_parses(file):
    if shutil.which("php") is None:
        pytest.skip("php is not installed: run tests/components/wordpress/install")
    done = subprocess.run(["php", "-l", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_rest_refuses_to_publish_a_picture_that_does_not_match_and_says_what_to_print(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.wrong())
    refused = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert refused.status_code == 409
    assert refused.json()["code"] == "provenance_blocked"
    message = refused.json()["message"]
    assert message.startswith(
        "Not published. Picture 1 (“A Patriot launcher guards Kyiv on Tuesday night.”): "
    )
    assert WHY in message
    assert f"Credit line to print: {PRINT}" in message
    assert wordpress.status(post) == "draft"
    at_once = wordpress.rest(
        "POST", "/posts", json={"title": "T", "content": newsroom.wrong(), "status": "publish"}
    )
    assert at_once.status_code == 409


def test_rest_publishes_a_picture_that_does_match(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
    view = wordpress.view(post)
    assert (view["state"], view["mode"], view["images"][0]["verdict"]) == (
        "done",
        "full",
        "consistent",
    )


def test_an_article_without_pictures_is_published_and_nobody_is_asked(wordpress, newsroom):
    before = newsroom.checks()
    made = wordpress.rest(
        "POST", "/posts", json={"title": "T", "content": "<p>No picture.</p>", "status": "publish"}
    )
    assert (made.status_code, newsroom.checks() - before) == (201, 0)


def test_a_saved_draft_is_checked_at_once_and_wholly_in_the_background_and_the_same_content_never_twice(  # noqa: E501
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.right())
    assert wordpress.view(post)["mode"] == "fast"
    wordpress.php('if (!wp_next_scheduled("provenance_work")) exit(1);' + wordpress.checked(post))
    assert wordpress.view(post)["mode"] == "full"
    before = newsroom.checks()
    wordpress.rest("POST", f"/posts/{post}", json={"status": "draft"})
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    wordpress.rest("POST", f"/posts/{post}", json={"sticky": True})
    assert (wordpress.status(post), newsroom.checks() - before) == ("publish", 0)


def test_another_plugin_that_publishes_gets_a_draft_and_its_user_a_notice(wordpress, newsroom):
    session = wordpress.browser("editor")
    row = json.dumps(
        {"post_title": "Pushed", "post_content": newsroom.wrong(), "post_status": "publish"}
    )
    post = int(
        wordpress.php(f"echo wp_insert_post(wp_slash(json_decode('{row}', true)));", "editor")
    )
    assert wordpress.status(post) == "draft"
    page = listing(wordpress, session)
    assert "Pushed Not published. Picture 1" in notices(page)
    assert WHY in notices(page)
    assert "Pushed" not in notices(listing(wordpress, session)), "a notice is shown once"


def test_setting_the_status_past_wp_insert_post_is_undone(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    wordpress.php(f"wp_publish_post({post});", "editor")
    assert wordpress.status(post) == "draft"


def test_xmlrpc_answers_with_a_fault_and_keeps_the_article_as_a_draft(wordpress, newsroom):
    article = {
        "post_title": "By XML-RPC",
        "post_content": newsroom.wrong(),
        "post_status": "publish",
    }
    with pytest.raises(xmlrpc.client.Fault, match="Iruma Air Base") as fault:
        wordpress.xmlrpc("newPost", article)
    assert fault.value.faultCode == 409
    post = int(fault.value.faultString.rstrip(".").rsplit(" ", 1)[1])
    assert wordpress.status(post) == "draft"
    with pytest.raises(xmlrpc.client.Fault, match="Not published"):
        wordpress.xmlrpc("editPost", post, {"post_status": "publish"})
    assert wordpress.status(post) == "draft"
    assert (
        wordpress.xmlrpc(
            "editPost", post, {"post_status": "publish", "post_content": newsroom.right()}
        )
        is True
    )
    assert wordpress.status(post) == "publish"


def test_a_scheduled_article_is_asked_about_when_its_time_has_come(wordpress, newsroom):
    wordpress.settings("")  # scheduled before there was a check
    good, bad = (
        wordpress.draft(content, status="future", date="2036-01-02T03:04:05")
        for content in (newsroom.right(), newsroom.wrong())
    )
    assert (wordpress.status(good), wordpress.status(bad)) == ("future", "future")
    wordpress.settings(newsroom.service.address)
    tell = (
        'add_action("transition_post_status", function ($new, $old, $post) { echo $new; }, 0, 3);'
    )
    said = {}
    for post in (good, bad):
        past = "2026-01-01 00:00:00"
        wordpress.sql(
            f"update wp_posts set post_date='{past}', post_date_gmt='{past}' where ID={post}"
        )
        said[post] = wordpress.php(f'{tell} do_action("publish_future_post", {post});')
    assert ("publish" in said[good], "publish" in said[bad]) == (True, False), (
        "never live, not even for a moment"
    )
    assert (wordpress.status(good), wordpress.status(bad)) == ("publish", "draft")
    session = wordpress.browser("author")
    page = listing(wordpress, session)
    assert notices(page) == "", "somebody else's article"
    session = wordpress.browser("editor")
    for _ in range(2):
        page = listing(wordpress, session)
        assert WHY in notices(page), "it stays until somebody has dealt with it"
    assert WHY in wordpress.view(bad)["held"][0]
    wordpress.rest("POST", f"/posts/{bad}", json={"content": newsroom.right()})
    assert wordpress.view(bad)["held"] == []


def test_scheduling_a_picture_that_does_not_match_is_refused_at_once(wordpress, newsroom):
    refused = wordpress.rest(
        "POST",
        "/posts",
        json={
            "title": "T",
            "content": newsroom.wrong(),
            "status": "future",
            "date": "2036-01-02T03:04:05",
        },
    )
    assert refused.status_code == 409


def test_quick_edit_shows_the_reason_in_its_row(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    session = wordpress.browser("editor")
    page = listing(wordpress, session)
    fields = {
        "action": "inline-save",
        "post_ID": post,
        "post_type": "post",
        "_status": "publish",
        "post_title": "T",
        "_inline_edit": page.select_one("#_inline_edit")["value"],
        "screen": "edit-post",
    }
    answer = session.post(f"{wordpress.base}/wp-admin/admin-ajax.php", data=fields, timeout=60)
    assert answer.text.startswith("Not published. Picture 1")
    assert "<tr" not in answer.text, "WordPress takes anything with a row in it for success"
    assert wordpress.status(post) == "draft"


def test_bulk_edit_publishes_the_good_and_keeps_the_bad(wordpress, newsroom):
    good, bad = wordpress.draft(newsroom.right()), wordpress.draft(newsroom.wrong())
    session = wordpress.browser("editor")
    page = listing(wordpress, session)
    nonce = page.select_one("#posts-filter #_wpnonce")["value"]
    fields = {
        "action": "edit",
        "bulk_edit": "Update",
        "_wpnonce": nonce,
        "_status": "publish",
        "post_type": "post",
        "screen": "edit-post",
        "post_author": "-1",
        "post[]": [good, bad],
    }
    page = listing(wordpress, session, fields)
    assert (wordpress.status(good), wordpress.status(bad)) == ("publish", "draft")
    assert WHY in notices(page)


def test_the_classic_form_keeps_a_draft_and_says_why(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong(), "author")
    page = press_publish(wordpress, wordpress.browser("author"), post)
    assert wordpress.status(post) == "draft"
    assert WHY in notices(page)
    box = page.select_one("#provenance .inside").get_text(" ")
    assert "Picture 1: does not match" in box
    assert not page.select('[name="provenance_override[]"]'), "an author may not override"


def test_an_override_ticked_in_the_classic_form_counts_for_that_very_publishing(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.wrong())
    session = wordpress.browser("editor")
    page = press_publish(wordpress, session, post)
    ticked = [box["value"] for box in page.select('[name="provenance_override[]"]')]
    assert ticked
    fields = {"provenance_override[]": ticked, "provenance_until": "2036-01-31"}
    page = press_publish(wordpress, session, post, **fields)
    assert (wordpress.status(post), wordpress.meta(post, "_provenance_overrides")) == ("draft", "")
    assert "Say why this finding does not count." in notices(page)
    press_publish(
        wordpress, session, post, provenance_reason="It <b>is</b> the agency's own slip", **fields
    )
    assert wordpress.status(post) == "publish"
    kept = wordpress.meta(post, "_provenance_overrides")
    assert len(kept) == len(ticked)
    assert kept[0]["who"] == "Edda Editor (editor)"
    assert (kept[0]["reason"], kept[0]["until"]) == ("It is the agency's own slip", "2036-01-31")
    assert abs(datetime.fromisoformat(kept[0]["when"]) - datetime.now(UTC)) < timedelta(minutes=10)
    overridden = [one for image in wordpress.view(post)["images"] for one in image["overridden"]]
    assert {one["who"] for one in overridden} == {"Edda Editor (editor)"}, (
        "it is part of the service's report"
    )


def test_a_forged_form_overrides_nothing(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    session = wordpress.browser("editor")
    page = press_publish(wordpress, session, post)
    fields = {"provenance_override[]": page.select_one('[name="provenance_override[]"]')["value"]}
    press_publish(
        wordpress, session, post, provenance_reason="x", provenance_nonce="0123456789", **fields
    )
    assert (wordpress.status(post), wordpress.meta(post, "_provenance_overrides")) == ("draft", "")


def test_a_refused_change_of_a_live_article_leaves_it_and_is_kept_as_its_autosave(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.right())
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    page = press_publish(wordpress, wordpress.browser("editor"), post, content=newsroom.wrong())
    assert "Not published." in notices(page)
    assert wordpress.status(post) == "publish"
    live = wordpress.sql(f"select post_content from wp_posts where ID={post}")
    kept = wordpress.sql(
        f"select post_content from wp_posts where post_parent={post} and "
        f"post_name='{post}-autosave-v1'"
    )
    assert ("podil-market" in live, "air-defence" in live) == (True, False)
    assert "air-defence" in kept
    assert (
        wordpress.rest("POST", f"/posts/{post}", json={"content": newsroom.wrong()}).status_code
        == 409
    )


def test_what_is_being_written_in_a_live_article_is_autosaved_and_nobody_is_asked(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.right())
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    before = newsroom.checks()
    kept = wordpress.rest("POST", f"/posts/{post}/autosaves", json={"content": newsroom.wrong()})
    assert (kept.status_code, "air-defence" in kept.text) == (200, True)
    assert newsroom.checks() - before == 0


def test_a_check_that_had_trouble_with_the_network_is_made_again(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    assert (
        wordpress.rest("POST", f"/provenance/v1/posts/{post}/check", json={}).json()["mode"]
        == "full"
    )
    wordpress.php(
        f'$kept = get_post_meta({post}, "_provenance_result", true);'
        '$kept["images"][0]["not_checked"][] = ["rule" => "picture", "reason" => "network", '
        '"detail" => ""];'
        f'update_post_meta({post}, "_provenance_result", wp_slash($kept));'
    )
    before = newsroom.checks()
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
    assert newsroom.checks() - before == 1


def test_an_article_that_was_live_before_the_plugin_stays_so_when_no_picture_or_word_is_changed(
    wordpress, newsroom
):
    wordpress.settings("")
    post = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    wordpress.settings(newsroom.service.address)
    before = newsroom.checks()
    assert (
        wordpress.rest(
            "POST", f"/posts/{post}", json={"sticky": True, "slug": "another"}
        ).status_code
        == 200
    )
    assert (wordpress.status(post), newsroom.checks() - before) == ("publish", 0)
    assert wordpress.rest("POST", f"/posts/{post}", json={"title": "Another"}).status_code == 409


def test_the_featured_picture_of_a_live_article_cannot_be_swapped_for_one_that_does_not_match(
    wordpress, newsroom
):
    launcher = wordpress.upload(
        "air-defence",
        caption="A Patriot launcher guards Kyiv on Tuesday night. Photo: Wikimedia Commons",
    )
    at_once = {
        "title": newsroom.title,
        "content": "<p>KYIV</p>",
        "status": "publish",
        "featured_media": launcher["id"],
    }
    assert wordpress.rest("POST", "/posts", json=at_once).status_code == 409
    post = wordpress.draft("<p>KYIV, Ukraine</p>")
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert (
        wordpress.php(f"echo (int) set_post_thumbnail({post}, {launcher['id']});", "editor") == "0"
    )
    assert wordpress.php(f"echo (int) has_post_thumbnail({post});") == "0"
    assert (
        wordpress.rest(
            "POST", f"/posts/{post}", json={"featured_media": launcher["id"]}
        ).status_code
        == 409
    )


def test_while_the_service_is_down_articles_go_live_with_a_warning_or_are_held(wordpress, newsroom):
    wordpress.settings("http://127.0.0.1:9")  # nobody listens there
    post = wordpress.draft(newsroom.wrong())
    page = press_publish(wordpress, wordpress.browser("editor"), post)
    assert wordpress.status(post) == "publish"
    assert "The pictures were not checked: the picture check service does not answer." in notices(
        page
    )
    assert wordpress.view(post)["state"] == "not-checked"
    wordpress.settings("http://127.0.0.1:9", "hold")
    post = wordpress.draft(newsroom.wrong())
    refused = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert refused.status_code == 409
    assert "not checked" in refused.json()["message"]


def test_an_answer_that_is_none_counts_as_not_checked(wordpress, newsroom):
    for address, said in (
        (f"{newsroom.service.address}/nowhere", "not where the settings say"),
        (f"{wordpress.base}/wp-login.php?", "not where the settings say"),
    ):
        wordpress.settings(address)
        post = wordpress.draft(newsroom.wrong())
        assert said in wordpress.view(post)["summary"]
        assert (
            wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
        )


def test_without_an_address_nothing_is_asked_and_nothing_is_held(wordpress, newsroom):
    wordpress.settings("", "hold")
    post = wordpress.draft(newsroom.wrong())
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
    assert wordpress.view(post)["state"] == "none"
