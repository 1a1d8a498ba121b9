"""`provenance recheck`: an earlier report in, what has changed since out."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pytest_httpserver import HTTPServer

from provenance.demo import ADDRESS
from tests.stand_ins.commons import Commons

from .conftest import Answer, Page, Photo, Run


@pytest.fixture
def online(commons: Commons, tmp_path: Path) -> tuple[str, str]:
    """The options of a desk that reaches loopback alone."""
    (tmp_path / "desk.toml").write_text(commons.settings(), "utf-8")
    return "--config", "desk.toml"


def publish(httpserver: HTTPServer, commons: Commons, html: str, *pictures: bytes) -> str:
    """Put an article on the site, in place of what was there."""
    httpserver.clear()
    httpserver.expect_request("/story.html").respond_with_data(
        f"<html><body>{html}</body></html>", content_type="text/html"
    )
    for n, data in enumerate(pictures):
        httpserver.expect_request(f"/{n}.jpg").respond_with_data(data, content_type="image/jpeg")
    return httpserver.url_for("/story.html")


def kinds(answer: Answer) -> list[tuple[str, int | None]]:
    (article,) = answer.json["articles"]
    return [(c["kind"], c["picture"]) for c in article["changes"]]


def test_nothing_has_changed_and_the_exit_status_is_that_of_check(
    run: Run, online: tuple[str, str], commons: Commons, httpserver: HTTPServer
) -> None:
    address = publish(httpserver, commons, commons.article(0, 1), *commons.published[:2])
    first = run("check", address, "--format", "json", "-o", "report.json", *online)
    again = run("recheck", "report.json", *online)
    assert (again.status, first.status) == (1, 1)
    assert "nothing has changed" in again.out
    assert run("recheck", "report.json", "--fail-on", "never", *online).status == 0


def test_a_picture_replaced_a_licence_changed_and_a_file_deleted_are_told_in_json_too(
    run: Run,
    online: tuple[str, str],
    commons: Commons,
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = publish(httpserver, commons, commons.article(0, 1), *commons.published[:2])
    run("check", address, "--format", "json", "-o", "report.json", *online)
    page = Commons.page

    def later(self: Commons, n: int) -> object:
        described = page(self, n)
        text = described["imageinfo"][0]["extmetadata"]
        text["LicenseShortName"]["value"] = text["UsageTerms"]["value"] = "CC BY-SA 4.0"
        text["License"]["value"] = "cc-by-sa-4.0"
        text["LicenseUrl"]["value"] = "https://creativecommons.org/licenses/by-sa/4.0/"
        text["Artist"]["value"] = "Somebody Else"
        return described

    monkeypatch.setattr(Commons, "page", later)
    publish(httpserver, commons, commons.article(0, 1), commons.published[0], commons.published[2])
    answer = run("recheck", "report.json", "--format", "json", *online)
    jsonschema.validate(answer.json, run("schema", "recheck").json)
    found = kinds(answer)
    assert ("license-changed", 1) in found
    assert ("author-changed", 1) in found
    assert ("picture-replaced", 2) in found
    assert "CC BY 4.0 → CC BY-SA 4.0" in run("recheck", "report.json", *online).out


def test_a_page_that_is_gone_leaves_its_pictures_to_be_looked_at(
    run: Run, online: tuple[str, str], commons: Commons, httpserver: HTTPServer
) -> None:
    address = publish(httpserver, commons, commons.article(0), commons.published[0])
    run("check", address, "--format", "json", "-o", "report.json", *online)
    httpserver.clear()
    httpserver.expect_request("/story.html").respond_with_data("", status=410)
    httpserver.expect_request("/0.jpg").respond_with_data(
        commons.published[2], content_type="image/jpeg"
    )
    found = kinds(run("recheck", "report.json", "--format", "json", *online))
    assert found[:2] == [("page-gone", None), ("picture-replaced", 1)]


def test_an_article_that_was_corrected_is_told_apart(
    run: Run, online: tuple[str, str], commons: Commons, tmp_path: Path
) -> None:
    page = tmp_path / "story.html"
    page.write_text(commons.article(1).replace("/1.jpg", "https://news.example/1.jpg"), "utf-8")
    run("check", "story.html", "--format", "json", "-o", "report.json", "--offline")
    page.write_text(page.read_text("utf-8").replace("A street in Kyiv", "A street"), "utf-8")
    answer = run("recheck", "report.json", "--format", "json", "--offline")
    assert ("caption-changed", 1) in kinds(answer)


def test_offline_it_says_what_could_not_be_looked_at(run: Run) -> None:
    run("check", ADDRESS, "--offline", "--format", "json", "-o", "report.json")
    answer = run("recheck", "report.json", "--offline", "--format", "json")
    (article,) = answer.json["articles"]
    assert article["changes"] == [], "nothing is called gone that was not looked at"
    unseen = {(c["picture"], c["kind"]) for c in article["not_looked_at"]}
    assert unseen == {(n, "not-looked-at") for n in (None, 1, 2, 3, 4)}
    assert all("offline" in c["words"] for c in article["not_looked_at"])
    text = run("recheck", "report.json", "--offline").out
    assert "could not be looked at again, and may have changed:" in text


def test_a_picture_that_was_checked_alone_is_checked_alone_again(run: Run, photo: Photo) -> None:
    photo("pier.jpg")
    words = ("--caption", "A pier in Odesa.", "--credit", "Jane Doe/Example")
    run("check", "pier.jpg", *words, "--offline", "--format", "json", "-o", "report.json")
    assert kinds(run("recheck", "report.json", "--offline", "--format", "json")) == []
    photo("pier.jpg", seed=9)
    found = kinds(run("recheck", "report.json", "--offline", "--format", "json"))
    assert found == [("picture-replaced", 1)]


def test_a_report_on_several_articles_is_gone_through_one_by_one(run: Run, page: Page) -> None:
    page("a.html")
    page("b.html", headline="Calm")
    run("check", "a.html", "b.html", "--offline", "--format", "json", "-o", "report.json")
    page("b.html", headline="Storm again")
    answer = run("recheck", "report.json", "--offline", "--format", "json")
    one, two = answer.json["articles"]
    assert (one["article"], two["article"]) == ("a.html", "b.html")
    assert [c["kind"] for c in two["changes"]] == ["headline-changed"]


@pytest.mark.parametrize(
    "text", ["", "hello", "[]", "{}", '{"version": 1}', '{"reports": [1]}', "[" * 100_000]
)
def test_what_is_no_report_is_one_sentence(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, "utf-8")
    answer = run("recheck", "report.json", "--offline")
    assert answer.status == 2
    assert "report.json is no report. Name what `provenance check --format json`" in answer.err


def test_an_older_report_without_a_date_is_read(run: Run, page: Page, tmp_path: Path) -> None:
    run("check", page(), "--offline", "--format", "json", "-o", "report.json")
    old = json.loads((tmp_path / "report.json").read_text("utf-8"))
    del old["checked"]
    (tmp_path / "report.json").write_text(json.dumps(old), "utf-8")
    assert "checked at an unknown time" in run("recheck", "report.json", "--offline").out


def test_what_was_kept_as_evidence_is_a_report_too(run: Run, page: Page, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    run("check", page(), "--offline", "--evidence", "kept")
    (bundle,) = (tmp_path / "kept").iterdir()
    answer = run("recheck", str(bundle), "--offline", "--format", "json")
    assert answer.status in (0, 1), answer.err
    assert len(answer.json["articles"]) == 1


def test_the_folder_given_to_evidence_is_taken_bundle_by_bundle(
    run: Run, page: Page, tmp_path: Path
) -> None:
    names = [page("first.html"), page("second.html")]
    run("check", *names, "--offline", "--evidence", "kept")
    every = run("recheck", "kept", "--offline", "--format", "json")
    assert sorted(one["article"] for one in every.json["articles"]) == sorted(names)
    for bundle in (tmp_path / "kept").iterdir():
        one = run("recheck", str(bundle), "--offline", "--format", "json")
        assert len(one.json["articles"]) == 1


def test_a_folder_without_a_report_is_told_what_would_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "photos" / "old").mkdir(parents=True)
    answer = run("recheck", "photos")
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)
    assert "photos holds no report. Name what" in answer.err
