"""The WordPress plugin in a real WordPress: what is sent, what is shown, who may override, and
what is left behind."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.component


def sent(wordpress: Any, content: str, featured: int = 0, **fields: Any) -> dict[str, Any]:
    """The payload for an article."""
    post = json.dumps(
        {
            "ID": 0,
            "post_title": "T",
            "post_content": content,
            "post_excerpt": "",
            "post_status": "draft",
            **fields,
        }
    )
    quoted = post.replace("\\", "\\\\").replace("'", "\\'")
    return dict(
        json.loads(
            wordpress.php(
                f"echo wp_json_encode(Provenance\\article_of(json_decode('{quoted}'), {featured}));"
            )
        )
    )


def names(article: dict[str, Any]) -> list[str]:
    """The file names of its pictures."""
    return [image["url"].rsplit("/", 1)[1] for image in article["images"]]


def checked(wordpress: Any, post: int, user: str = "editor", **edited: str) -> dict[str, Any]:
    """The whole check of an article with what is in the editor."""
    return dict(
        wordpress.rest("POST", f"/provenance/v1/posts/{post}/check", user, json=edited).json()
    )


def finding(view: dict[str, Any], rule: str = "") -> dict[str, str]:
    """What an override names."""
    image = view["images"][0]
    one = next(f for f in image["findings"] if rule in f["rule"])
    return {"rule": one["rule"], "picture": image["url"], "message": one["message"]}


def test_the_bytes_of_a_picture_are_sent_along(wordpress, newsroom):
    (image,) = sent(wordpress, newsroom.wrong())["images"]
    assert base64.b64decode(image["data"])[:3] == b"\xff\xd8\xff"
    assert image["url"] == newsroom.launcher["source_url"]


def test_of_a_smaller_size_the_whole_is_sent_and_of_a_cropped_one_the_crop(wordpress, newsroom):
    sizes = newsroom.market["media_details"]["sizes"]
    whole, smaller, cropped = (
        sent(wordpress, f'<img src="{address}">')["images"][0]["data"]
        for address in (
            newsroom.market["source_url"],
            sizes["medium"]["source_url"],
            sizes["thumbnail"]["source_url"],
        )
    )
    assert whole == smaller
    assert len(cropped) < len(whole)


def test_a_class_that_names_another_picture_is_not_believed(wordpress, newsroom):
    named_wrongly = newsroom.wrong().replace(
        f"wp-image-{newsroom.launcher['id']}", f"wp-image-{newsroom.market['id']}"
    )
    (honest,), (wrong) = (
        sent(wordpress, newsroom.wrong())["images"],
        sent(wordpress, named_wrongly)["images"],
    )
    assert wrong[0]["data"] == honest["data"]


@pytest.mark.parametrize(
    "path",
    [
        "/../../plugins/provenance/provenance.php",
        "/../../debug.log",
        "/%2e%2e/secret.jpg",
        "/2026",
        "/no.jpg",
        "/link.jpg",
    ],
)
def test_nothing_outside_of_the_uploads_is_sent(wordpress, path):
    uploads = wordpress.content / "uploads"
    (wordpress.content / "secret.jpg").write_bytes(next(uploads.rglob("*.jpg")).read_bytes())
    link = uploads / "link.jpg"
    link.unlink(missing_ok=True)
    link.symlink_to(wordpress.content / "secret.jpg")
    (image,) = sent(wordpress, f'<img src="{wordpress.base}/wp-content/uploads{path}">')["images"]
    assert "data" not in image


def test_pictures_of_galleries_patterns_and_captions_are_the_articles_and_those_of_other_articles_are_not(  # noqa: E501
    wordpress, newsroom
):
    launcher, market = newsroom.launcher, newsroom.market
    pattern = wordpress.rest(
        "POST", "/blocks", json={"title": "P", "content": newsroom.right(), "status": "publish"}
    ).json()
    other = wordpress.draft("<p>x</p>")
    wordpress.php(f"set_post_thumbnail({other}, {launcher['id']});")
    wordpress.rest("POST", f"/posts/{other}", json={"status": "publish"})
    assert names(
        sent(wordpress, f'[gallery ids="{launcher["id"]},{market["id"]}" size="full"]')
    ) == names(sent(wordpress, newsroom.wrong() + newsroom.right()))
    assert names(sent(wordpress, f'<!-- wp:block {{"ref":{pattern["id"]}}} /-->')) == names(
        sent(wordpress, newsroom.right())
    )
    caption = (
        f'[caption id="a" width="300"]<img src="{market["source_url"]}" alt=""> A market[/caption]'
    )
    article = sent(wordpress, caption)
    assert names(article) == names(sent(wordpress, newsroom.right()))
    assert "<figcaption" in article["body"]
    assert (
        sent(wordpress, '<!-- wp:latest-posts {"displayFeaturedImage":true} /-->')["images"] == []
    )


def test_a_picture_is_found_however_its_tag_is_written(wordpress):
    body = (
        '<IMG\nclass="a"alt="a > b"src=/one.jpg>'
        "<img alt='&quot;' src='https://cdn.example/two.jpg?a=1&amp;b=2' src='/not.jpg'/>"
        '<img src="data:image/png;base64,AAAA"><img src="javascript:x"><p title="<img src=/no.jpg">'
    )
    images = sent(wordpress, body)["images"]
    assert [(i["url"], i["alt"]) for i in images[:2]] == [
        (f"{wordpress.base}/one.jpg", "a > b"),
        ("https://cdn.example/two.jpg?a=1&b=2", '"'),
    ]
    assert not [i for i in images if i["url"].startswith(("data", "java"))]


def test_the_featured_picture_has_the_librarys_caption_and_alternative_text(wordpress):
    media = wordpress.upload(
        "metro-shelter",
        caption="A metro station in Kyiv. Photo: Pavlo Sokol / Reuters",
        alt_text="Stairs",
    )
    article = sent(wordpress, "<p>x</p>", media["id"])
    assert [image["alt"] for image in article["images"]] == ["Stairs"]
    assert article["body"].startswith(f'<figure><img src="{media["source_url"]}"')
    assert "A metro station in Kyiv. Photo: Pavlo Sokol / Reuters" in article["body"]


def test_pictures_too_large_for_one_request_are_sent_smaller_and_a_shortcode_that_breaks_costs_nothing_else(  # noqa: E501
    wordpress, newsroom
):
    market = newsroom.market
    code = (
        f"echo strlen((string) Provenance\\picture_bytes('{market['source_url']}', "
        f"{market['id']}, %d));"
    )
    whole = int(wordpress.php(code % 4_000_000))
    assert 0 < int(wordpress.php(code % (whole - 1))) < whole
    broken = "add_shortcode('broken', function () { throw new RuntimeException('x'); });"
    post = json.dumps({"post_content": f"[broken]<img src={market['source_url']!r}>"})
    shown = wordpress.php(
        f"{broken} echo "
        f"Provenance\\rendered(json_decode('{post.replace(chr(39), chr(92) + chr(39))}'));"
    )
    assert "podil-market" in shown


def test_an_editor_may_override_and_an_author_may_not(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong(), "author")
    view = checked(wordpress, post, "author")
    assert view["mayOverride"] is False
    wanted = {**finding(view), "reason": "Agreed with the desk"}
    assert (
        wordpress.rest(
            "POST", f"/provenance/v1/posts/{post}/overrides", "author", json=wanted
        ).status_code
        == 403
    )
    for bad in (
        {"reason": " "},
        {"until": "2020-01-01"},
        {"until": "tomorrow"},
        {"message": "Something else"},
    ):
        assert wordpress.rest(
            "POST", f"/provenance/v1/posts/{post}/overrides", json={**wanted, **bad}
        ).status_code in (
            400,
            409,
        )
    while view["action"] == "block":
        kept = wordpress.rest(
            "POST", f"/provenance/v1/posts/{post}/overrides", json={**wanted, **finding(view)}
        )
        assert kept.status_code == 200, kept.text
        view = checked(wordpress, post)
    assert (
        wordpress.rest("POST", f"/posts/{post}", "author", json={"status": "publish"}).status_code
        == 200
    )


def test_an_override_covers_the_sentence_that_was_accepted_and_not_a_later_caption(
    wordpress, newsroom
):
    post = wordpress.draft(newsroom.wrong())
    wanted = {**finding(checked(wordpress, post), "place-mismatch"), "reason": "A slip of the map"}
    wordpress.rest("POST", f"/provenance/v1/posts/{post}/overrides", json=wanted)

    def rules(content: str) -> tuple[list[str], list[str]]:
        image = checked(wordpress, post, content=content)["images"][0]
        return [f["rule"] for f in image["findings"]], [o["rule"] for o in image["overridden"]]

    found, overridden = rules(newsroom.wrong())
    assert ("place-mismatch" in found, overridden) == (False, ["place-mismatch"])
    found, overridden = rules(newsroom.wrong("A Patriot launcher guards Lviv on Tuesday night."))
    assert ("place-mismatch" in found, overridden) == (True, [])


@pytest.mark.parametrize("path", ["", "/check", "/overrides"])
def test_nobody_reads_or_asks_about_an_article_that_he_may_not_edit(wordpress, newsroom, path):
    post = wordpress.draft(newsroom.wrong())
    wanted = {"rule": "a", "picture": "b", "message": "c", "reason": "d"}
    answer = wordpress.rest(
        "POST" if path else "GET", f"/provenance/v1/posts/{post}{path}", "author", json=wanted
    )
    assert answer.status_code == 403


def test_a_hostile_caption_is_shown_as_text_everywhere(wordpress, newsroom):
    hostile = (
        "Kyiv, Tuesday &lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x "
        "onerror=alert(2)&gt;\"'&lt;/p&gt;"
    )
    post, session = wordpress.draft(newsroom.wrong(hostile)), wordpress.browser("editor")
    refused = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"}).json()
    assert "‹script›alert(1)" in refused["message"]
    assert "<" not in refused["message"], "the block editor would drop the whole message"
    wordpress.php(
        f'wp_update_post(["ID" => {post}, "post_status" => "publish", "post_title" => '
        '"<i>T</i><script>3</script>"]);',
        "editor",
    )
    page = session.get(
        f"{wordpress.base}/wp-admin/post.php",
        params={"post": post, "action": "edit", "classic": 1},
        timeout=60,
    )
    # A notice waits until its reader comes by: others than this article's may stand there too.
    notices = BeautifulSoup(page.text, "html.parser").select(".provenance-notice, #provenance")
    shown = [
        n for n in notices if n.get("id") == "provenance" or re.search(rf"post={post}\b", str(n))
    ]
    assert len(shown) == 2
    assert not [tag for part in shown for tag in part.select("script, img, i")]
    assert all("<script>alert(1)</script>" in part.get_text() for part in shown)


def test_the_settings_keep_the_token_to_themselves_and_let_only_administrators_in(
    wordpress, newsroom
):
    session = wordpress.browser("admin")
    address = f"{wordpress.base}/wp-admin/options-general.php?page=provenance"

    def save(**fields: str) -> BeautifulSoup:
        page = BeautifulSoup(session.get(address, timeout=60).text, "html.parser")
        form = {
            str(f["name"]): str(f.get("value", ""))
            for f in page.select("form[action='options.php'] input[name]")
        }
        form |= {f"provenance_settings[{name}]": value for name, value in fields.items()}
        return BeautifulSoup(
            session.post(f"{wordpress.base}/wp-admin/options.php", data=form, timeout=60).text,
            "html.parser",
        )

    save(address="https://check.example:9443/", token="not-to-be-shown", unanswered="hold")
    kept = json.loads(wordpress.php('echo wp_json_encode(get_option("provenance_settings"));'))
    assert kept == {
        "address": "https://check.example:9443",
        "token": "not-to-be-shown",
        "unanswered": "hold",
    }
    assert "not-to-be-shown" not in session.get(address, timeout=60).text
    page = save(address="javascript:alert(1)", token="", unanswered="publish")
    assert "must begin with http" in page.get_text()
    kept = json.loads(wordpress.php('echo wp_json_encode(get_option("provenance_settings"));'))
    assert kept == {
        "address": "https://check.example:9443",
        "token": "not-to-be-shown",
        "unanswered": "publish",
    }
    assert wordpress.browser("editor").get(address, timeout=60).status_code == 403
    server = 'putenv("PROVENANCE_TOKEN"); putenv("PROVENANCE_ADDRESS=https://other.example"); '
    sent = wordpress.php(f'{server} echo implode(" ", Provenance\\connection());')
    assert sent == "https://other.example ", "the token of another host"
    save(address="https://other.example", token="", unanswered="publish")
    kept = json.loads(wordpress.php('echo wp_json_encode(get_option("provenance_settings"));'))
    assert (kept["address"], kept["token"]) == ("https://other.example", "")


def test_a_token_for_the_server_s_own_address_stays_when_the_form_is_saved_again(wordpress):
    """Its field for the address is closed, and says nothing when it is submitted."""
    server = (
        'putenv("PROVENANCE_TOKEN"); putenv("PROVENANCE_ADDRESS=https://server.example"); '
        'require_once ABSPATH . "wp-admin/includes/template.php"; '
        'require_once ABSPATH . "wp-admin/includes/plugin.php"; Provenance\\register_settings(); '
    )
    for token in ("of-the-server-s-address", ""):
        wordpress.php(f'{server} update_option("provenance_settings", ["token" => "{token}"]);')
    told = wordpress.php(f'{server} echo implode(" ", Provenance\\connection());')
    assert told == "https://server.example of-the-server-s-address"


def test_uninstalling_leaves_nothing_behind(wordpress, newsroom):
    post = wordpress.draft(newsroom.wrong())
    wordpress.rest(
        "POST",
        f"/provenance/v1/posts/{post}/overrides",
        json={**finding(checked(wordpress, post)), "reason": "x"},
    )
    traces = (
        "select count(*) from wp_postmeta where meta_key like '%provenance%' union all "
        "select count(*) from wp_usermeta where meta_key like '%\\_provenance%' union all "
        "select count(*) from wp_options where option_value like '%override_picture_check%' or "
        "option_value like '%provenance_ch%' or option_name like '%provenance%'"
    )
    media = wordpress.upload("podil-market")
    wordpress.php(f"update_post_meta({media['id']}, '_provenance_credit', 'Jane Doe');")
    wordpress.settings("http://127.0.0.1:9")
    unchecked = wordpress.draft(newsroom.right())
    wordpress.rest("POST", f"/posts/{unchecked}", json={"status": "publish"})
    assert wordpress.sql(traces).split()[0] != "0"
    plugins = 'require ABSPATH . "wp-admin/includes/plugin.php";'
    try:
        wordpress.php(
            f'{plugins} deactivate_plugins("provenance/provenance.php"); '
            'uninstall_plugin("provenance/provenance.php");'
        )
        assert wordpress.sql(traces).split() == ["0", "0", "0"]
    finally:
        wordpress.php(f'{plugins} activate_plugin("provenance/provenance.php");')
