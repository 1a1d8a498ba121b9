"""The WordPress plugin's checks in the background: handed to the service as jobs, and collected."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import requests

from tests.components.test_wordpress import WHY
from tests.components.wordpress.odd import OddService

pytestmark = pytest.mark.component
NOBODY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _nothing_else_waits(wordpress: Any) -> None:
    """What earlier tests have left to be checked is forgotten."""
    for field in ("job", "waiting"):
        wordpress.sql(f"delete from wp_postmeta where meta_key='_provenance_{field}'")
    planned = ("check_again", "works_again", "changed")
    wordpress.php("".join(f"wp_unschedule_hook('provenance_{event}');" for event in planned))


def routes(newsroom: Any, before: int = 0) -> list[str]:
    """What the service was asked, after the first so many calls."""
    time.sleep(0.3)
    return [route for route, _ in newsroom.service.answered()[before:]]


def asked(newsroom: Any) -> int:
    """How many calls the service has answered; it writes that down just after answering."""
    time.sleep(0.3)
    return len(newsroom.service.answered())


def job(wordpress: Any, post: int) -> Any:
    """What is kept of a post's check in the background."""
    return wordpress.meta(post, "_provenance_job")


def clock(wordpress: Any) -> None:
    """A reader's visit starts the site's clock."""
    assert requests.get(f"{wordpress.base}/wp-cron.php?doing_wp_cron", timeout=90).ok


def test_the_clock_hands_over_what_was_saved_and_collects_what_has_come_of_it(wordpress, newsroom):
    before = asked(newsroom)
    good, bad = wordpress.draft(newsroom.right()), wordpress.draft(newsroom.wrong())
    clock(wordpress)
    assert [wordpress.view(post)["action"] for post in (good, bad)] == ["allow", "block"]
    assert [wordpress.view(post)["mode"] for post in (good, bad)] == ["full", "full"]
    assert [wordpress.meta(post, "_provenance_state") for post in (good, bad)] == [
        "good",
        "blocked",
    ]
    assert [job(wordpress, post) for post in (good, bad)] == ["", ""]
    calls = routes(newsroom, before)
    assert (calls.count("check"), calls.count("submit")) == (2, 2), "a save waits for the quick one"
    before = asked(newsroom)
    assert wordpress.rest("POST", f"/posts/{good}", json={"status": "publish"}).ok
    assert wordpress.rest("POST", f"/posts/{bad}", json={"status": "publish"}).status_code == 409
    assert routes(newsroom, before) == []


def test_a_job_outlives_the_service_and_is_handed_over_once(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    before = asked(newsroom)
    wordpress.php(f"Provenance\\work_on({post});")
    name = job(wordpress, post)["id"]
    newsroom.service.stop()
    try:
        clock(wordpress)
        assert job(wordpress, post)["id"] == name, "the service is away, not the job"
    finally:
        newsroom.service.start()
    wordpress.php(wordpress.checked(post))
    view = wordpress.view(post)
    assert (view["mode"], view["action"]) == ("full", "block")
    assert routes(newsroom, before).count("submit") == 1


def test_a_job_that_the_service_no_longer_knows_is_handed_over_again(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    wordpress.php(f"Provenance\\work_on({post});")
    wordpress.php(
        f'$job = Provenance\\job_of({post}); $job["id"] = str_repeat("0", 32); '
        f"update_post_meta({post}, Provenance\\JOB, $job);"
    )
    before = asked(newsroom)
    wordpress.php(wordpress.checked(post))
    assert wordpress.view(post)["mode"] == "full"
    assert routes(newsroom, before).count("submit") == 1


def test_what_is_saved_again_takes_back_the_check_of_the_version_before(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    wordpress.php(f"Provenance\\work_on({post});")
    first = job(wordpress, post)
    wordpress.rest("POST", f"/posts/{post}", json={"content": newsroom.wrong()})
    assert job(wordpress, post) == first, "the same content is not asked about again"
    wordpress.rest("POST", f"/posts/{post}", json={"content": newsroom.right()})
    assert (job(wordpress, post)["id"], job(wordpress, post)["before"]) == ("", first["id"])
    before = asked(newsroom)
    wordpress.php(wordpress.checked(post))
    assert routes(newsroom, before)[0] == "cancel"
    view = wordpress.view(post)
    assert (view["mode"], view["action"]) == ("full", "allow")


def test_what_comes_of_a_version_that_is_no_longer_there_is_thrown_away(wordpress, newsroom):
    """Somebody has changed the text past WordPress' functions, while it was checked."""
    post = wordpress.draft(newsroom.right())
    wordpress.php(f"Provenance\\work_on({post});")
    content = newsroom.wrong().replace("'", "''")
    wordpress.sql(f"update wp_posts set post_content='{content}' where ID={post}")
    wordpress.php(wordpress.checked(post))
    view = wordpress.view(post)
    assert (view["mode"], view["action"]) == ("full", "block")


def test_what_wordpress_counts_through_a_request_is_no_change_of_an_article(wordpress, newsroom):
    """A gallery is `gallery-1` in the editor's request, and `gallery-2` in the clock's."""
    numbers = f"{newsroom.market['id']},{newsroom.launcher['id']}"
    posts = [wordpress.draft(f'<p>Kyiv</p>[gallery ids="{numbers}"]') for _ in range(2)]
    before = asked(newsroom)
    clock(wordpress)
    assert [wordpress.view(post)["mode"] for post in posts] == ["full", "full"]
    assert routes(newsroom, before).count("submit") == 2
    before = asked(newsroom)
    wordpress.rest("POST", f"/posts/{posts[1]}", json={"status": "publish"})
    assert routes(newsroom, before) == [], "its check is known"


def test_what_shows_something_else_each_time_is_not_checked_for_ever(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    restless = 'add_filter("provenance_article", fn($a) => ["lead" => uniqid()] + $a); '
    before = asked(newsroom)
    wordpress.php(restless + wordpress.checked(post))
    assert job(wordpress, post) == ""
    assert routes(newsroom, before).count("submit") == 4
    assert wordpress.meta(post, "_provenance_state") == "unchecked"
    assert "something else each time" in wordpress.meta(post, "_provenance_result")["detail"]


def test_what_is_held_and_shows_something_else_each_time_is_not_published_by_itself(
    wordpress, newsroom
):
    wordpress.settings(NOBODY, "hold")
    post = wordpress.draft(newsroom.right(), status="future", date="2036-01-02T03:04:05")
    past = "2026-01-01 00:00:00"
    wordpress.sql(f"update wp_posts set post_date='{past}', post_date_gmt='{past}' where ID={post}")
    wordpress.php(f'do_action("publish_future_post", {post});')
    wordpress.settings(newsroom.service.address, "hold")
    restless = 'add_filter("provenance_article", fn($a) => ["headline" => uniqid()] + $a); '
    wordpress.php(restless + wordpress.due(post))
    assert (job(wordpress, post), wordpress.status(post)) == ("", "draft")
    assert wordpress.meta(post, "_provenance_waiting")["tries"] == 1
    assert wordpress.run_queue(post) == ""
    assert wordpress.status(post) == "publish", "it shows one thing now"


def test_who_publishes_takes_what_the_job_has_come_to(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    wordpress.php(f"Provenance\\work_on({post});")
    before = asked(newsroom)
    answer = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert answer.status_code == 409
    assert WHY in answer.json()["message"]
    calls = routes(newsroom, before)
    assert "job" in calls
    assert "check" not in calls, "it is not checked a second time beside the job"
    wordpress.php(f"Provenance\\work_on({post});")
    assert job(wordpress, post) == ""


def test_a_draft_stays_wanted_while_the_service_is_away_and_a_live_article_counts_its_tries(
    wordpress, newsroom
):
    wordpress.settings(NOBODY)
    draft = wordpress.draft(newsroom.right())
    live = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/posts/{live}", json={"status": "publish"})
    clock(wordpress)
    wordpress.run_queue(live)
    wordpress.run_queue(draft)
    assert job(wordpress, draft)["id"] == ""
    assert wordpress.meta(draft, "_provenance_state") == "unchecked"
    assert wordpress.meta(live, "_provenance_waiting")["tries"] >= 1
    wordpress.settings(newsroom.service.address)
    wordpress.php("wp_clear_scheduled_hook('provenance_work'); Provenance\\check_what_waits_now();")
    clock(wordpress)
    assert wordpress.meta(draft, "_provenance_state") == "good"
    assert wordpress.meta(live, "_provenance_state") == "blocked"
    assert WHY in " ".join(wordpress.view(live)["alert"])


def test_the_service_that_answers_again_has_everything_checked_that_waits(wordpress, newsroom):
    wordpress.settings(NOBODY)
    live = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/posts/{live}", json={"status": "publish"})
    trouble = wordpress.php("var_export(Provenance\\trouble());")
    wordpress.settings(newsroom.service.address)
    wordpress.php(f"update_option(Provenance\\TROUBLE, {trouble}); Provenance\\works_again();")
    for _ in range(3):
        clock(wordpress)
    assert wordpress.meta(live, "_provenance_state") == "blocked"


def test_many_who_fail_at_once_are_one_failure_and_the_clock_asks_again_before_any_editor(
    wordpress, newsroom
):
    """A restart meets ten editors at once: they are not kept waiting for five minutes."""
    told = 'for ($i = 0; $i < 10; $i++) Provenance\\give_up("a", "b");'
    wordpress.php(told)
    failures = wordpress.php(
        "$t = Provenance\\trouble(); echo $t['failures'], ' ', $t['until'] - time() <= 60;"
    )
    assert failures == "1 1"
    post = wordpress.draft(newsroom.right())
    assert wordpress.view(post)["state"] == "not-checked", "no editor asks meanwhile"
    clock(wordpress)
    assert wordpress.php("echo count(Provenance\\trouble());") == "0"
    assert wordpress.meta(post, "_provenance_state") == "good"


def test_an_event_that_wordpress_has_lost_is_planned_again(wordpress, newsroom):
    """Its list of events is one row: of two who write it at once one wins."""
    wordpress.settings(NOBODY)
    live = wordpress.draft(newsroom.right())
    wordpress.rest("POST", f"/posts/{live}", json={"status": "publish"})
    wordpress.sql("delete from wp_postmeta where meta_key='_provenance_job'")
    wordpress.php("wp_unschedule_hook('provenance_check_again');")
    planned = f'echo (int) wp_next_scheduled("provenance_check_again", [{live}]) > 0;'
    assert wordpress.php(planned) == ""
    wordpress.php('do_action("provenance_sweep");')
    assert wordpress.php(planned) == "1"
    assert wordpress.php('echo wp_get_schedule("provenance_sweep");') == "hourly"


def test_a_check_that_the_service_gave_up_is_no_clean_one(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    wordpress.php(f"Provenance\\work_on({post});")
    said = json.dumps({"id": "0" * 32, "state": "failed", "error": "it stopped each time"})
    answer = json.dumps({"response": {"code": 200}, "body": said, "headers": {}})
    wordpress.php(
        f"add_filter('pre_http_request', fn($n, $args, $url) => strpos($url, '/v1/jobs/') ? "
        f"json_decode('{answer}', true) : $n, 10, 3); Provenance\\work_on({post});"
    )
    view = wordpress.view(post, "admin")
    assert (view["state"], view["technical"]) == ("not-checked", "it stopped each time")
    assert wordpress.meta(post, "_provenance_state") == "unchecked"


def test_what_is_no_job_service_is_told_as_a_wrong_address(wordpress, newsroom):
    with OddService() as odd:
        wordpress.settings(odd.address)
        post = wordpress.draft(newsroom.right())
        wordpress.sql("delete from wp_options where option_name='provenance_trouble'")
        wordpress.php(f"Provenance\\work_on({post});")
    assert "not where the settings say" in wordpress.view(post)["summary"]
    assert job(wordpress, post)["id"] == ""


def test_what_is_in_the_bin_is_taken_back(wordpress, newsroom):
    post = wordpress.draft(newsroom.right())
    wordpress.php(f"Provenance\\work_on({post});")
    before = asked(newsroom)
    wordpress.rest("DELETE", f"/posts/{post}")
    wordpress.php(f"Provenance\\work_on({post});")
    assert job(wordpress, post) == ""
    assert routes(newsroom, before) == ["cancel"]


def refusing(post: int, answer: str, route: str = "/v1/jobs") -> str:
    """PHP that writes down which posts are sent, and answers so where it is this one."""
    return (
        'add_filter("pre_http_request", function ($n, $args, $url) { '
        f'if (strpos($url, "{route}") === false) return $n; '
        'preg_match("/post-number-(\\d+)/", (string) $args["body"], $about); '
        'if ($args["method"] === "POST") echo "sent $about[1] "; '
        f'return ($about[1] ?? "") === "{post}" ? {answer} : $n; }}, 10, 3); '
        'add_filter("provenance_article", fn($a, $post) => '
        '["lead" => "post-number-$post->ID"] + $a, 10, 2); '
    )


FIREWALL = '["response" => ["code" => 403], "body" => "<h1>Forbidden</h1>", "headers" => []]'
TIME_OUT = 'new WP_Error("http_request_failed", "cURL error 28: Operation timed out")'
BROKEN = (
    '["response" => ["code" => 500], "headers" => [], '
    '"body" => wp_json_encode(["error" => ["code" => "failed", "message" => "see the log"]])]'
)
SOONER = "update_post_meta({post}, Provenance\\JOB, ['after' => 0] + Provenance\\job_of({post})); "


@pytest.mark.parametrize("answer", [FIREWALL, TIME_OUT, BROKEN])
def test_a_draft_that_fails_alone_keeps_none_from_being_checked(wordpress, newsroom, answer):
    bad, *others = (wordpress.draft(newsroom.right()) for _ in range(3))
    sent = wordpress.php(refusing(bad, answer) + "Provenance\\work();").split("sent")[1:]
    assert [int(number) for number in sent] == [bad, *others]
    assert [wordpress.meta(post, "_provenance_state") for post in others] == ["good", "good"]
    assert wordpress.php("echo count(Provenance\\trouble());") == "0", "editors' checks go on"
    assert job(wordpress, bad)["failed"] == 1
    for _ in range(2):
        again = SOONER.format(post=bad) + f"Provenance\\work_on({bad});"
        wordpress.php(refusing(bad, answer) + again)
    assert job(wordpress, bad) == "", "it is not sent for ever"
    assert wordpress.meta(bad, "_provenance_state") == "unchecked"


def test_a_live_article_that_fails_alone_waits_its_ordinary_pauses(wordpress, newsroom):
    wordpress.settings(NOBODY)
    bad = wordpress.draft(newsroom.wrong())
    wordpress.rest("POST", f"/posts/{bad}", json={"status": "publish"})
    wordpress.settings(newsroom.service.address)
    due = f'do_action("provenance_check_again", {bad}); Provenance\\work();'
    wordpress.php(refusing(bad, TIME_OUT) + due)
    assert job(wordpress, bad) == ""
    assert wordpress.meta(bad, "_provenance_waiting")["tries"] == 1
    assert wordpress.php(f'echo wp_next_scheduled("provenance_check_again", [{bad}]) > 0;')


def test_a_job_whose_answer_cannot_be_fetched_keeps_none_from_being_checked(wordpress, newsroom):
    bad, good = wordpress.draft(newsroom.wrong()), wordpress.draft(newsroom.right())
    wordpress.php(f"Provenance\\work_on({bad});")
    name = job(wordpress, bad)["id"]
    cut = '["response" => ["code" => 200], "body" => "{\\"state\\": \\"do", "headers" => []]'
    filtered = (
        'add_filter("pre_http_request", fn($n, $args, $url) => '
        f'strpos($url, "{name}") ? {cut} : $n, 10, 3); '
    )
    wordpress.php(filtered + "Provenance\\work();")
    assert wordpress.meta(good, "_provenance_state") == "good"
    assert (job(wordpress, bad)["id"], job(wordpress, bad)["failed"]) == (name, 1)


def test_one_run_looks_at_the_clock_after_each_post(wordpress, newsroom):
    """What else the site has to do in the background waits behind it."""
    posts = [wordpress.draft(newsroom.right()) for _ in range(3)]
    slow = (
        'add_filter("pre_http_request", function ($n, $args, $url) { '
        'if ($args["method"] === "POST") sleep(Provenance\\LINGER + 1); return $n; }, 10, 3); '
    )
    wordpress.php(slow + "Provenance\\work();")
    assert [bool((job(wordpress, post) or {}).get("id")) for post in posts] == [True, False, False]
    assert wordpress.php('echo wp_next_scheduled("provenance_work") > 0;') == "1"
