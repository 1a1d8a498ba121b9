"""The WordPress plugin: pictures of live articles that are changed without the articles being
saved."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.components.test_wordpress import WHY

pytestmark = pytest.mark.component
WRONG = "A Patriot launcher guards Kyiv on Tuesday night. Photo: Wikimedia Commons"


def live(wordpress: Any, content: str, **fields: Any) -> int:
    """A published article's number."""
    post = wordpress.draft(content, **fields)
    answer = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert answer.status_code == 200, answer.text
    return int(post)


def clock(wordpress: Any) -> None:
    """Run what the site's own clock has to run, until nothing is due."""
    wordpress.php(
        'add_filter("wp_doing_cron", "__return_true"); '
        "for ($i = 0; $i < 4; $i++) foreach (_get_cron_array() as $at => $hooks) "
        "foreach ($hooks as $hook => $events) if ($at <= time() && "
        'in_array($hook, ["provenance_changed", "provenance_check_again"], true)) '
        "foreach ($events as $event) { wp_unschedule_event($at, $hook, $event['args']); "
        "do_action_ref_array($hook, $event['args']); }"
    )
    wanted = wordpress.sql(
        "select ID from wp_posts join wp_postmeta on post_id=ID where post_status='publish' and "
        "meta_key='_provenance_job'"
    )
    wordpress.php("".join(wordpress.checked(int(post)) for post in wanted.split()))


def alert(wordpress: Any, post: int) -> str:
    """What the editors of a live article are told."""
    return " ".join(wordpress.view(post)["alert"])


def test_a_synced_pattern_that_is_changed_has_the_live_articles_with_it_checked(
    wordpress, newsroom
):
    pattern = wordpress.rest(
        "POST", "/blocks", json={"title": "P", "content": newsroom.right(), "status": "publish"}
    ).json()["id"]
    outer = wordpress.rest(
        "POST",
        "/blocks",
        json={
            "title": "Q",
            "content": f'<!-- wp:block {{"ref":{pattern}}} /-->',
            "status": "publish",
        },
    ).json()["id"]
    posts = [
        live(wordpress, f'<p>KYIV, Ukraine</p><!-- wp:block {{"ref":{ref}}} /-->')
        for ref in (pattern, outer)
    ]
    other = live(wordpress, f'<p>x</p><!-- wp:block {{"ref":{pattern}9}} /-->')
    wordpress.rest("POST", f"/blocks/{pattern}", json={"content": newsroom.wrong()})
    clock(wordpress)
    for post in posts:
        assert WHY in alert(wordpress, post)
        assert wordpress.meta(post, "_provenance_state") == "blocked"
    assert alert(wordpress, other) == ""


def test_a_caption_of_the_library_that_is_changed_has_the_live_articles_with_it_checked(
    wordpress, newsroom
):
    media = wordpress.upload("air-defence", caption=f"File photo, Japan, 2012. {WRONG[49:]}")
    post = wordpress.draft("<p>KYIV, Ukraine</p>", featured_media=media["id"])
    wordpress.sql(f"update wp_posts set post_status='publish' where ID={post}")  # long ago
    wordpress.php("wp_unschedule_hook('provenance_changed');")  # that it was uploaded
    wordpress.rest("POST", f"/media/{media['id']}", json={"caption": WRONG})
    clock(wordpress)
    assert WHY in alert(wordpress, post)


def test_a_file_that_is_replaced_has_the_live_articles_with_it_checked(wordpress, newsroom):
    media = wordpress.upload("podil-market")
    content = newsroom.wrong().replace(newsroom.launcher["source_url"], media["source_url"])
    content = content.replace(f"wp-image-{newsroom.launcher['id']}", f"wp-image-{media['id']}")
    post = wordpress.draft(content)
    wordpress.sql(f"update wp_posts set post_status='publish' where ID={post}")
    paths = [
        wordpress.php(f"echo get_attached_file({number});")
        for number in (newsroom.launcher["id"], media["id"])
    ]
    wordpress.php(
        f"copy('{paths[0]}', '{paths[1]}'); require ABSPATH . 'wp-admin/includes/image.php';"
        f"wp_update_attachment_metadata({media['id']}, "
        f"wp_generate_attachment_metadata({media['id']}, '{paths[1]}'));"
    )
    clock(wordpress)
    assert WHY in alert(wordpress, post)


def test_what_changes_no_picture_costs_no_question(wordpress, newsroom):
    media = wordpress.upload("podil-market")
    content = (
        newsroom.right()
        .replace(f"wp-image-{newsroom.market['id']}", f"wp-image-{media['id']}")
        .replace(newsroom.market["source_url"], media["source_url"])
    )
    live(wordpress, content)
    clock(wordpress)
    before = newsroom.checks()
    wordpress.php(f"update_post_meta({media['id']}, '_wp_attachment_image_alt', 'A market');")
    clock(wordpress)
    assert newsroom.checks() - before == 0


def test_a_revision_that_does_not_match_cannot_be_restored_into_a_live_article(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    for content in (newsroom.wrong(), newsroom.right()):
        wordpress.rest("POST", f"/posts/{post}", json={"content": content})
    wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    revisions = wordpress.rest("GET", f"/posts/{post}/revisions").json()
    bad = next(r["id"] for r in revisions if "air-defence" in json.dumps(r))
    wordpress.php(f"wp_restore_post_revision({bad});", "editor")
    assert "air-defence" not in wordpress.sql(f"select post_content from wp_posts where ID={post}")


def test_a_private_article_cannot_be_made_public_past_the_check(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "private"}).status_code == 200
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 409
