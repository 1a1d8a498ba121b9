"""The WordPress plugin while the service is in trouble: what is remembered, told, and made good."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.components.test_wordpress import WHY, listing, notices
from tests.components.test_wordpress_running import TERMINAL
from tests.components.wordpress.odd import OddService

pytestmark = pytest.mark.component
NOBODY = "http://127.0.0.1:9"
"""An address at which nothing listens."""


@pytest.fixture
def odd() -> Iterator[OddService]:
    """Something else than the service, or the service in a bad hour."""
    with OddService() as running:
        yield running


def publish(wordpress: Any, post: int) -> Any:
    """Press publish by REST."""
    return wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})


def seconds(act: Any) -> float:
    """How long it takes."""
    began = time.monotonic()
    act()
    return time.monotonic() - began


def waiting(wordpress: Any, post: int) -> Any:
    """What is remembered of a post that waits for a check; empty where it does not wait."""
    return wordpress.meta(post, "_provenance_waiting")


def due(wordpress: Any, post: int) -> str:
    """A scheduled post's time has come."""
    past = "2026-01-01 00:00:00"
    wordpress.sql(f"update wp_posts set post_date='{past}', post_date_gmt='{past}' where ID={post}")
    return str(wordpress.php(f'do_action("publish_future_post", {post});'))


def test_what_went_live_unchecked_is_checked_again_and_its_author_is_told(wordpress, newsroom):
    wordpress.settings(NOBODY)
    made = wordpress.rest(
        "POST",
        "/posts",
        json={"title": newsroom.title, "content": newsroom.wrong(), "status": "publish"},
    )
    post = made.json()["id"]
    assert made.json()["picture_check"]["state"] == "not-checked", "any client of REST reads it"
    assert "were not checked" in made.json()["picture_check"]["summary"]
    assert wordpress.meta(post, "_provenance_state") == "unchecked"
    assert wordpress.php(f'echo wp_next_scheduled("provenance_check_again", [{post}]) > time();')
    page = listing(wordpress, wordpress.browser("editor"))
    assert newsroom.title in page.select_one(".provenance-unchecked").get_text()
    assert page.select_one(f"#post-{post} .column-provenance").get_text() == "not checked"

    wordpress.run_queue(post)
    wordpress.settings(NOBODY)
    wordpress.run_queue(post)
    assert waiting(wordpress, post)["tries"] == 2
    wordpress.settings(newsroom.service.address)
    (mail,) = wordpress.mails(wordpress.due(post))
    assert mail["to"] == ["editor@news.example"]
    assert WHY in mail["message"]
    assert wordpress.status(post) == "publish", "what is live stays so: the newsroom decides"
    assert waiting(wordpress, post) == ""
    page = listing(wordpress, wordpress.browser("editor"))
    assert "This article is published. Picture 1" in notices(page)
    assert page.select_one(f"#post-{post} .column-provenance").get_text() == "does not match"
    wordpress.rest("POST", f"/posts/{post}", json={"content": newsroom.right()})
    assert wordpress.meta(post, "_provenance_alert") == ""
    assert wordpress.meta(post, "_provenance_state") == "good"


def test_a_check_that_ends_after_the_article_went_live_tells_its_author(wordpress, newsroom):
    """It was begun for the draft; the service was away when the article was published."""
    post = wordpress.draft(newsroom.wrong())
    wordpress.php(f"Provenance\\work_on({post});")
    assert wordpress.meta(post, "_provenance_job")["id"], "handed over"
    wordpress.sql(f"update wp_posts set post_status='publish' where ID={post}")
    (mail,) = wordpress.mails(wordpress.checked(post))
    assert WHY in mail["message"]
    assert wordpress.meta(post, "_provenance_state") == "blocked"
    assert wordpress.meta(post, "_provenance_alert")


def meanwhile(route: str, method: str, change: str) -> str:
    """PHP that has another process change the database, once, while the service is asked this."""
    return (
        'add_filter("pre_http_request", function ($n, $args, $url) { '
        "global $wpdb; static $done = false; "
        f'if (!$done && $args["method"] === "{method}" && strpos($url, "{route}")) '
        f"{{ $done = true; {change} }} return $n; }}, 10, 3); "
    )


def rewritten(post: int, content: str) -> str:
    """PHP of another process that saves an article."""
    fields = json.dumps({"post_content": content, "post_modified_gmt": "2036-01-02 03:04:05"})
    quoted = fields.replace("\\", "\\\\").replace("'", "\\'")
    return f"$wpdb->update($wpdb->posts, json_decode('{quoted}', true), ['ID' => {post}]);"


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize(
    ("route", "method", "how"),
    [
        ("/v1/check", "POST", "$check->check(['{post}'], []);"),
        ("/v1/jobs/", "GET", "{due}"),
    ],
)
def test_what_is_changed_while_it_is_checked_is_not_taken_for_checked(
    wordpress, newsroom, held, route, method, how
):
    wordpress.settings(NOBODY, "hold" if held else "publish")
    schedule = {"status": "future", "date": "2036-01-02T03:04:05"} if held else {}
    post = wordpress.draft(newsroom.right(), **schedule)
    due(wordpress, post) if held else publish(wordpress, post)
    assert waiting(wordpress, post)
    wordpress.settings(newsroom.service.address, "hold" if held else "publish")
    change = meanwhile(route, method, rewritten(post, newsroom.wrong()))
    check = how.format(post=post, due=wordpress.due(post))
    wordpress.php(f"{TERMINAL} $check = new Provenance\\Command; {change}{check}")
    assert wordpress.meta(post, "_provenance_state") != "good"
    wordpress.php(wordpress.checked(post))
    assert wordpress.meta(post, "_provenance_state") == "blocked"
    assert wordpress.status(post) == ("draft" if held else "publish")
    told = wordpress.view(post)["held" if held else "alert"]
    assert WHY in " ".join(told)


def test_a_featured_picture_set_during_a_check_at_the_terminal_is_checked_too(wordpress, newsroom):
    wordpress.settings(NOBODY)
    post = wordpress.draft(newsroom.right())
    publish(wordpress, post)
    wordpress.settings(newsroom.service.address)
    change = (
        f'$wpdb->insert($wpdb->postmeta, ["post_id" => {post}, "meta_key" => "_thumbnail_id", '
        f'"meta_value" => {newsroom.launcher["id"]}]);'
    )
    check = f"(new Provenance\\Command)->check([{post}], []);"
    wordpress.php(TERMINAL + meanwhile("/v1/check", "POST", change) + check)
    assert wordpress.meta(post, "_provenance_state") != "good"
    wordpress.php(wordpress.checked(post))
    assert len(wordpress.view(post)["images"]) == 2


def test_a_draft_that_went_live_while_the_service_did_not_answer_still_waits(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    change = (
        f'$wpdb->update($wpdb->posts, ["post_status" => "publish"], ["ID" => {post}]); '
        f'$wpdb->insert($wpdb->postmeta, ["post_id" => {post}, "meta_key" => Provenance\\WAITING, '
        '"meta_value" => serialize(["since" => 1, "tries" => 0, "schedule" => false])]); '
        'return new WP_Error("http_request_failed", "timed out");'
    )
    wordpress.php(meanwhile("/v1/jobs", "POST", change) + f"Provenance\\work_on({post});")
    assert waiting(wordpress, post), "its publication has said so"


def test_what_is_live_and_checked_only_in_part_is_checked_again(wordpress, newsroom):
    """Also where the service had no time for all of it, and says so in a whole check."""
    post = wordpress.draft(newsroom.right())
    publish(wordpress, post)
    in_part = '["state" => "done", "mode" => "full", "action" => "pending", "images" => []]'
    wordpress.php(f"Provenance\\note(get_post({post}), {in_part});")
    assert wordpress.meta(post, "_provenance_state") == "pending"
    assert waiting(wordpress, post)["tries"] == 0
    wordpress.run_queue(post)
    assert wordpress.meta(post, "_provenance_state") == "good"
    assert waiting(wordpress, post) == ""


def test_pauses_between_checks_grow(wordpress, newsroom):
    wordpress.settings(NOBODY)
    post = wordpress.draft(newsroom.right())
    publish(wordpress, post)
    pauses = []
    for _ in range(4):
        at = wordpress.php(f'echo wp_next_scheduled("provenance_check_again", [{post}]) - time();')
        pauses.append(round(int(at) / 60))
        wordpress.run_queue(post)
    assert pauses == [1, 2, 5, 15]


@pytest.mark.parametrize(("content", "status"), [("right", "publish"), ("wrong", "draft")])
def test_a_schedule_held_only_because_the_service_was_down_goes_out_when_the_check_passes(
    wordpress, newsroom, content, status
):
    wordpress.settings(NOBODY, "hold")
    post = wordpress.draft(
        getattr(newsroom, content)(), status="future", date="2036-01-02T03:04:05"
    )
    assert wordpress.status(post) == "future", "its time has not come: it is asked about then"
    due(wordpress, post)
    assert wordpress.status(post) == "draft"
    assert "published by itself as soon as" in " ".join(wordpress.view(post)["held"])
    wordpress.settings(newsroom.service.address, "hold")
    wordpress.run_queue(post)
    assert wordpress.status(post) == status
    held = wordpress.view(post)["held"]
    assert (WHY in " ".join(held)) if content == "wrong" else held == []


def test_a_held_schedule_that_somebody_has_saved_since_waits_for_that_person(wordpress, newsroom):
    wordpress.settings(NOBODY, "hold")
    post = wordpress.draft(newsroom.right(), status="future", date="2036-01-02T03:04:05")
    due(wordpress, post)
    wordpress.rest("POST", f"/posts/{post}", json={"title": "Not ready after all"})
    wordpress.settings(newsroom.service.address, "hold")
    wordpress.run_queue(post)
    assert wordpress.status(post) == "draft"


def test_a_schedule_that_goes_live_unchecked_is_told_to_everybody_who_may_edit_it(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.wrong(), status="draft", title="Scheduled in the night")
    wordpress.settings(NOBODY)
    wordpress.rest("POST", f"/posts/{post}", json={"status": "future", "date": "2036-01-02T03:04"})
    wordpress.php('do_action("init");')
    told = wordpress.php(
        'add_action("provenance_unchecked", function ($post, $why) { echo "$post: $why"; }, 10, 2);'
        f"wp_publish_post({post});"
    )
    assert told == f"{post}: the picture check service does not answer"
    page = listing(wordpress, wordpress.browser("editor"))
    assert "Scheduled in the night" in page.select_one(".provenance-unchecked").get_text()


def test_an_import_that_is_refused_leaves_its_reason_with_the_draft(wordpress, newsroom):
    row = json.dumps(
        {"post_title": "Imported", "post_content": newsroom.wrong(), "post_status": "publish"}
    )
    said = wordpress.php(
        'add_action("provenance_refused", function ($id, $why) { echo "$id|$why[0]"; }, 10, 2);'
        f"wp_insert_post(wp_slash(json_decode('{row}', true)));"
    )
    post, why = said.split("|")
    assert WHY in why
    assert (wordpress.status(int(post)), wordpress.view(int(post))["held"]) == ("draft", [why])


def test_a_hung_service_costs_one_save_a_moment_and_the_next_ones_nothing(wordpress, newsroom, odd):
    odd.healthy, odd.after = False, 60.0
    wordpress.settings(odd.address)
    post = wordpress.draft("<p>x</p>")
    draft = {"content": newsroom.wrong()}
    assert seconds(lambda: wordpress.rest("POST", f"/posts/{post}", json=draft)) < 6
    assert seconds(lambda: wordpress.rest("POST", f"/posts/{post}", json=draft)) < 2
    assert seconds(lambda: publish(wordpress, post)) < 2
    assert wordpress.status(post) == "publish"
    assert wordpress.view(post)["state"] == "not-checked"
    assert len(odd.calls) == 1
    wordpress.settings(odd.address)
    post = wordpress.draft("<p>x</p>")
    publishing = {"content": newsroom.wrong(), "status": "publish"}
    assert seconds(lambda: wordpress.rest("POST", f"/posts/{post}", json=publishing)) < 6


def test_one_check_that_takes_too_long_does_not_leave_the_others_unchecked(
    wordpress, newsroom, odd
):
    odd.after = 60.0
    wordpress.settings(odd.address)
    post = wordpress.draft("<p>x</p>")
    publishing = {"content": newsroom.right(), "status": "publish"}
    assert seconds(lambda: wordpress.rest("POST", f"/posts/{post}", json=publishing)) < 35
    view = wordpress.view(post)
    assert "takes longer than usual" in view["summary"]
    assert wordpress.php("echo wp_json_encode(Provenance\\trouble());") == "[]"
    assert waiting(wordpress, post)["tries"] == 0


def test_what_a_proxy_does_not_let_through_is_sent_without_the_pictures_bytes(
    wordpress, newsroom, odd
):
    odd.most_bytes = 10_000
    odd.body = json.dumps(
        {
            "decision": {"action": "warn", "sentences": ["Picture 1 could not be checked: x."]},
            "report": {"images": [{"index": 0, "url": newsroom.market["source_url"]}]},
        }
    ).encode()
    wordpress.settings(odd.address)
    view = wordpress.view(wordpress.draft(newsroom.right()))
    assert (view["state"], view["action"]) == ("done", "warn")
    odd.most_bytes = 10
    view = wordpress.view(wordpress.draft(newsroom.right()))
    assert "too large for the way" in view["summary"]


@pytest.mark.parametrize(
    ("status", "body", "plain"),
    [
        (500, b'{"error": {"code": "failed", "message": "its log tells more"}}', "in trouble"),
        (502, b"<html>Bad Gateway</html>", "in trouble"),
        (302, b"", "not where the settings say"),
        (404, b"{}", "not where the settings say"),
        (401, b'{"error": {"message": "send a known token: Bearer"}}', "does not know this site"),
        (429, b"", "is busy"),
        (503, b"", "is busy"),
        (200, b"<html>", "not where the settings say"),
        (200, b'{"decision": {"action": "allow"}}', "not where the settings say"),
    ],
)
def test_editors_read_plain_words_and_administrators_what_happened(
    wordpress, newsroom, odd, status, body, plain
):
    odd.status, odd.body = status, body
    wordpress.settings(odd.address)
    post = wordpress.draft(newsroom.right())
    view = wordpress.view(post)
    assert plain in view["summary"]
    assert "Bearer" not in json.dumps(view)
    assert "HTTP" not in json.dumps(view)
    technical = wordpress.view(post, "admin")["technical"]
    assert technical.startswith(f"HTTP {status}" if status != 200 else "the answer is none")


def test_a_wrong_address_or_token_shows_when_it_is_entered(wordpress, newsroom):
    session = wordpress.browser("admin")
    where = f"{wordpress.base}/wp-admin/options-general.php?page=provenance"

    def press(action: str, **fields: str) -> str:
        from bs4 import BeautifulSoup

        page = BeautifulSoup(session.get(where, timeout=60).text, "html.parser")
        form = page.select_one(f"form[action*='{action}']")
        data = {str(f["name"]): str(f.get("value", "")) for f in form.select("input[name]")}
        data |= {f"provenance_settings[{name}]": value for name, value in fields.items()}
        answer = session.post(f"{wordpress.base}/wp-admin/{action}", data=data, timeout=60)
        return " ".join(
            n.get_text(" ", strip=True)
            for n in BeautifulSoup(answer.text, "html.parser").select(".settings-error")
        )

    assert "Nothing answers at http://127.0.0.1:9" in press(
        "options.php", address=NOBODY, unanswered="publish"
    )
    assert "Something else than the picture check service" in press(
        "options.php", address=wordpress.base, unanswered="publish"
    )
    right = "The picture check service answers: address and token are right."
    assert right in press("options.php", address=newsroom.service.address, unanswered="publish")
    assert right in press("admin-post.php")
    newsroom.service.stop()
    try:
        assert "Nothing answers" in press("admin-post.php")
    finally:
        newsroom.service.start()


def test_site_health_says_whether_the_service_answers_and_hides_the_token(wordpress, newsroom):
    check = "echo wp_json_encode(Provenance\\health_test());"
    assert json.loads(wordpress.php(check))["status"] in ("good", "recommended")
    wordpress.settings(NOBODY)
    wrong = json.loads(wordpress.php(check))
    assert (wrong["status"], "Nothing answers at" in wrong["description"]) == ("critical", True)
    said = wordpress.php("echo wp_json_encode(Provenance\\add_debug_section([]));")
    assert NOBODY.replace("/", "\\/") in said
    assert "only-for-tests" not in said


def test_the_list_is_filtered_by_how_the_check_stands(wordpress, newsroom):
    wordpress.settings(NOBODY)
    post = wordpress.draft(newsroom.right(), title="Went out unchecked")
    publish(wordpress, post)
    wordpress.settings(newsroom.service.address)
    other = wordpress.draft(newsroom.right(), title="Went out checked")
    publish(wordpress, other)
    page = listing(wordpress, wordpress.browser("editor"), None)
    session = wordpress.browser("editor")
    page = session.get(
        f"{wordpress.base}/wp-admin/edit.php", params={"provenance_state": "unchecked"}, timeout=60
    ).text
    assert f'id="post-{post}"' in page
    assert f'id="post-{other}"' not in page
