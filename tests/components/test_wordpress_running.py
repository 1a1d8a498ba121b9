"""The WordPress plugin in the hands of whoever runs the site: overrides in one place, a terminal,
privacy, a network of sites, uninstalling."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.component
NOBODY = "http://127.0.0.1:9"
TERMINAL = """
class WP_CLI {
  static $commands = [];
  static function add_command($name, $class) { self::$commands[$name] = $class; }
  static function log($line) { echo "$line\\n"; }
  static function warning($line) { echo "Warning: $line\\n"; }
  static function success($line) { echo "Success: $line\\n"; }
  static function error($line) { echo "Error: $line\\n"; exit(0); }
  static function halt($status) { echo "status $status\\n"; }
}
"""
"""What the plug-in uses of WP-CLI, which is in no package of the machine's."""


def overridden(wordpress: Any, newsroom: Any, title: str) -> int:
    """A draft, everything that is found of its picture overridden with one reason."""
    post = wordpress.draft(newsroom.wrong(), title=title)
    wordpress.rest("POST", f"/provenance/v1/posts/{post}/check", json={})
    kept = wordpress.rest(
        "POST",
        f"/provenance/v1/posts/{post}/overrides",
        json={
            "picture": newsroom.launcher["source_url"],
            "reason": "A symbol picture",
            "until": "2036-01-31",
        },
    )
    assert kept.status_code == 200, kept.text
    return int(post)


def test_one_override_with_one_reason_lets_a_picture_pass(wordpress, newsroom):
    post = overridden(wordpress, newsroom, "Overridden at once")
    assert wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).status_code == 200
    (image,) = wordpress.view(post)["images"]
    assert {one["until"] for one in image["overridden"]} == {"2036-01-31"}
    assert all(one["id"] and one["when"] for one in image["overridden"])


def test_one_page_lists_every_override_and_withdraws_them(wordpress, newsroom):
    post = overridden(wordpress, newsroom, "Overridden by Edda")
    wordpress.settings(NOBODY)
    unchecked = wordpress.draft(newsroom.right(), title="Live and unchecked")
    wordpress.rest("POST", f"/posts/{unchecked}", json={"status": "publish"})
    wordpress.settings(newsroom.service.address)
    session = wordpress.browser("editor")
    where = f"{wordpress.base}/wp-admin/tools.php?page=provenance-site"
    page = BeautifulSoup(session.get(where, timeout=60).text, "html.parser")
    text = page.select_one(".wrap").get_text(" ", strip=True)
    assert "Live and unchecked" in text
    assert "Overridden by Edda" in text
    assert "A symbol picture (until 2036-01-31)" in text
    before = len(wordpress.meta(post, "_provenance_overrides"))
    form = next(
        f
        for f in page.select("form")
        if f.select_one(f'input[name="post"][value="{post}"]') is not None
    )
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[name]")}
    session.post(f"{wordpress.base}/wp-admin/admin-post.php", data=fields, timeout=60)
    assert len(wordpress.meta(post, "_provenance_overrides") or []) == before - 1
    forged = {**fields, "_wpnonce": "0123456789"}
    session.post(f"{wordpress.base}/wp-admin/admin-post.php", data=forged, timeout=60)
    assert len(wordpress.meta(post, "_provenance_overrides") or []) == before - 1
    author = wordpress.browser("author").get(where, timeout=60)
    assert author.status_code == 403


def test_the_terminal_checks_lists_and_overrides(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong(), title="At the terminal")

    def wp(call: str, user: str = "editor") -> str:
        return str(wordpress.php(f"{TERMINAL} (new Provenance\\Command)->{call};", user))

    said = wp(f'check(["{post}", "999999"], [])', "")
    assert f"{post}: does not match." in said
    assert "Iruma Air Base" in said
    assert "999999 is no article." in said
    assert "status 1" in said
    address = newsroom.launcher["source_url"]
    call = f'override(["{post}", "{address}"], ["reason" => "A symbol picture"])'
    assert "You may not override" in wp(call, "")
    assert "Success: Kept." in wp(call)
    assert "does not match" not in wp(f'check(["{post}"], [])')
    assert "is no state" in wp('list_(["odd"], [])')


def test_overrides_are_exported_with_a_persons_data_and_lose_the_name_when_it_is_erased(
    wordpress, newsroom
):
    post = overridden(wordpress, newsroom, "About Edda")
    mail = '"editor@news.example"'
    exported = json.loads(
        wordpress.php(f"echo wp_json_encode(Provenance\\export_overrides({mail}));")
    )
    assert exported["done"]
    assert "A symbol picture" in json.dumps(exported["data"])
    wordpress.php(f"Provenance\\erase_overrides({mail});")
    kept = wordpress.meta(post, "_provenance_overrides")
    assert kept
    assert "Edda" not in json.dumps(kept)
    assert wordpress.meta(post, "_provenance_result") == ""
    assert (
        json.loads(wordpress.php(f"echo wp_json_encode(Provenance\\export_overrides({mail}));"))[
            "data"
        ]
        == []
    )


def test_who_may_override_is_written_into_no_role(wordpress, newsroom):
    """So it holds on every site of a network, also on later ones, and nothing is left behind."""
    may = 'echo (int) current_user_can("override_picture_check");'
    assert [wordpress.php(may, user) for user in ("admin", "editor", "author")] == ["1", "1", "0"]
    assert (
        wordpress.sql(
            "select count(*) from wp_options where option_value like '%override_picture_check%'"
        )
        == "0"
    )
    wordpress.php('get_role("editor")->add_cap("override_picture_check", false);')
    try:
        assert wordpress.php(may, "editor") == "0", "a role may say otherwise"
    finally:
        wordpress.php('get_role("editor")->remove_cap("override_picture_check");')


def test_address_and_token_of_the_environment_stand_before_the_settings(wordpress, newsroom):
    asked = (
        'putenv("PROVENANCE_ADDRESS=http://127.0.0.1:8080/pictures/");echo Provenance\\address();'
    )
    assert wordpress.php(asked) == "http://127.0.0.1:8080/pictures"


def test_a_token_that_the_environment_sets_is_not_called_kept(wordpress, newsroom):
    """Nobody is told to leave a field empty that changes nothing."""
    page = wordpress.browser("admin").get(
        f"{wordpress.base}/wp-admin/options-general.php?page=provenance", timeout=60
    )
    assert "set outside of the database" in page.text
    assert "kept; leave empty" not in page.text


def test_an_article_s_own_screen_tells_of_no_other_article(wordpress, newsroom):
    held = wordpress.draft(newsroom.wrong(), title="Held in the night")
    wordpress.php(f"Provenance\\hold({held}, ['It does not match.']);")
    other = wordpress.draft("<p>Nothing to see.</p>", title="Another one")
    session = wordpress.browser("editor")

    def screen(path: str) -> str:
        return str(session.get(f"{wordpress.base}/wp-admin/{path}", timeout=60).text)

    classic = "&action=edit&classic=1"
    assert "It does not match." in screen("edit.php")
    assert "It does not match." in screen(f"post.php?post={held}{classic}")
    assert "It does not match." not in screen(f"post.php?post={other}{classic}")


def test_the_fields_of_the_library_are_offered_and_kept(wordpress, newsroom):
    media = wordpress.upload("podil-market")
    given = '["_provenance_credit" => "Jane <b>Doe</b>", "_provenance_source" => "javascript:x"]'
    wordpress.php(f'Provenance\\keep_fields(["ID" => {media["id"]}], {given});', "editor")
    offered = json.loads(
        wordpress.php(
            f"echo wp_json_encode(Provenance\\offer_fields([], get_post({media['id']})));"
        )
    )
    assert offered["_provenance_credit"]["value"] == "Jane Doe"
    assert offered["_provenance_source"]["value"] == ""
    assert set(offered) == {"_provenance_credit", "_provenance_source", "_provenance_licence"}
