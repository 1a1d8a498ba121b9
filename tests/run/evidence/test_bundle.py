"""What `check --evidence` keeps: everything the run used, nothing that must not leave the desk."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zipfile
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image
from pytest_httpserver import HTTPServer
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker as WarcChecker

from provenance.config import Config, EvidenceSettings, Network
from provenance.demo import ADDRESS
from provenance.errors import UsageError
from provenance.fetch import Asked, Exchange
from provenance.model import Retrieved
from provenance.reports.json import shapes
from provenance.run.batch import InputOptions
from provenance.run.evidence import folder as writing
from provenance.run.evidence.secrets import Secrets
from provenance.run.evidence.warc import Notebook, sort_key, write_warc
from tests.stand_ins.commons import Commons
from tests.stand_ins.timestamp_authority import Authority

from .conftest import SECRET, Desk, Story


def entries(bundle: Path) -> dict[str, bytes]:
    """Every file of the WACZ."""
    with zipfile.ZipFile(bundle / "exchanges.wacz") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def records(bundle: Path) -> list[Any]:
    """Every record: its header, its HTTP header, its body."""
    found = []
    for record in ArchiveIterator(BytesIO(entries(bundle)["archive/data.warc.gz"])):
        found.append((record.rec_headers, record.http_headers, record.raw_stream.read()))
    return found


def responses(bundle: Path) -> dict[str, Any]:
    """Address → response."""
    return {
        head["WARC-Target-URI"]: (head, http, body)
        for head, http, body in records(bundle)
        if head["WARC-Type"] == "response"
    }


def everything(bundle: Path) -> bytes:
    """All that is kept, unpacked: where to look for what must not be there."""
    parts = [file.read_bytes() for file in bundle.rglob("*") if file.is_file()]
    for name, data in entries(bundle).items():
        parts.append(gzip.decompress(data) if name.endswith(".gz") else data)
    return b"\n".join(parts)


def manifest(bundle: Path) -> Any:
    return json.loads((bundle / "bundle.json").read_text("utf-8"))


def test_every_exchange_is_kept_with_its_redirects_and_when_it_was_fetched(
    desk: Desk, story: Story, commons: Commons, httpserver: HTTPServer
) -> None:
    bundle = desk.keep(story(0))
    kept = responses(bundle)
    page = kept[httpserver.url_for("/story.html")]
    assert page[1].get_statuscode() == "200"
    assert page[0]["Provenance-Retrieved"] == "live"
    assert page[0]["WARC-Date"].endswith("Z")
    moved = kept[httpserver.url_for("/0.jpg")]
    assert moved[1].get_statuscode() == "302"
    assert moved[1]["location"] == "/pictures/0.jpg"
    assert kept[httpserver.url_for("/pictures/0.jpg")][2] == commons.published[0]
    assert kept[f"{commons.base}/pictures/0.jpg"][2] == commons.originals[0]
    assert any(url.startswith(commons.endpoint) for url in kept)


def test_a_refusal_is_kept_as_well(desk: Desk, story: Story, httpserver: HTTPServer) -> None:
    address = story()
    page = f"<article><h1>Calm</h1><figure><img src='{httpserver.url_for('/gone.jpg')}'>"
    httpserver.expect_oneshot_request("/story.html").respond_with_data(
        f"{page}<figcaption>A pier.</figcaption></figure></article>", content_type="text/html"
    )
    httpserver.expect_request("/gone.jpg").respond_with_data("gone", status=410)
    _, http, body = responses(desk.keep(address))[httpserver.url_for("/gone.jpg")]
    assert (http.get_statuscode(), body) == ("410", b"gone")


def test_a_second_run_says_that_its_answers_are_older_than_it(
    desk: Desk, story: Story, httpserver: HTTPServer
) -> None:
    address = story(0)
    first = desk.keep(address)
    second = replace(desk, folder=desk.folder / ".." / "later").keep(address)
    before, after = (responses(bundle)[address][0] for bundle in (first, second))
    assert after["Provenance-Retrieved"] == "cached"
    assert after["WARC-Date"][:19] == before["WARC-Date"][:19]
    picture = responses(second)[httpserver.url_for("/pictures/0.jpg")][0]
    assert picture["Provenance-Asked-As"] == httpserver.url_for("/0.jpg")


def test_the_demo_says_that_its_answers_were_shipped(tmp_path: Path) -> None:
    config = Config(network=Network(offline=True), seed=True, cache=tmp_path / "cache")
    bundle = Desk(config, tmp_path / "kept").keep(ADDRESS)
    head, _, body = responses(bundle)[ADDRESS]
    assert head["Provenance-Retrieved"] == "seed"
    assert head["WARC-Date"].startswith("2026-11-20T09:00:00")
    assert b"A Patriot launcher guards Kyiv" in body
    assert manifest(bundle)["offline"] is True


def test_each_answer_has_its_request_in_a_warc_that_its_own_checker_passes(
    desk: Desk, story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = desk.keep(story(0))
    warc = tmp_path / "data.warc.gz"
    warc.write_bytes(entries(bundle)["archive/data.warc.gz"])
    checker = WarcChecker(Namespace(inputs=[str(warc)], verbose=False))
    assert checker.process_all() == 0
    assert capsys.readouterr().out == ""
    first, *rest = records(bundle)
    assert first[0]["WARC-Type"] == "warcinfo"
    assert {head.protocol for head, *_ in (first, *rest)} == {"WARC/1.1"}
    answered = {h["WARC-Record-ID"] for h, *_ in rest if h["WARC-Type"] == "response"}
    asked = {h["WARC-Concurrent-To"] for h, *_ in rest if h["WARC-Type"] == "request"}
    assert answered == asked
    assert len(answered) == manifest(bundle)["exchanges"]


def test_the_wacz_is_one_and_its_index_leads_to_every_answer(desk: Desk, story: Story) -> None:
    bundle = desk.keep(story(0, 1))
    held = entries(bundle)
    package = json.loads(held["datapackage.json"])
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert package["mainPageUrl"].endswith("/story.html")
    named = {r["path"]: r for r in package["resources"]}
    assert named.keys() == held.keys() - {"datapackage.json", "datapackage-digest.json"}
    for path, said in named.items():
        assert said["hash"] == f"sha256:{hashlib.sha256(held[path]).hexdigest()}"
        assert said["bytes"] == len(held[path])
    digest = json.loads(held["datapackage-digest.json"])
    assert digest["path"] == "datapackage.json"
    sha256 = hashlib.sha256(held["datapackage.json"]).hexdigest()
    assert digest["hash"] == f"sha256:{sha256}"
    head, *pages = map(json.loads, held["pages/pages.jsonl"].decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert pages[0]["url"] == package["mainPageUrl"]
    assert all(page["ts"].endswith("Z") for page in pages)
    with zipfile.ZipFile(bundle / "exchanges.wacz") as packed:
        stored = {e.filename for e in packed.infolist() if e.compress_type == zipfile.ZIP_STORED}
    assert {"archive/data.warc.gz", "indexes/index.cdx.gz"} <= stored
    lines = gzip.decompress(held["indexes/index.cdx.gz"]).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == manifest(bundle)["exchanges"]
    for line in lines:
        key, moment, said = line.split(" ", 2)
        row = json.loads(said)
        start = int(row["offset"])
        member = held["archive/data.warc.gz"][start : start + int(row["length"])]
        record = next(ArchiveIterator(BytesIO(member)))
        assert record.rec_headers["WARC-Target-URI"] == row["url"]
        assert key == sort_key(row["url"])
        assert len(moment) == 14


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.News.example/A?b=2&a=1", "example,news)/a?a=1&b=2"),
        ("http://127.0.0.1:8080", "1,0,0,127:8080)/"),
        ("https://news.example/a%7Cb", "example,news)/a%7cb"),
    ],
)
def test_addresses_are_sorted_as_indexes_sort_them(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_pictures_report_and_list_lie_beside_it(desk: Desk, story: Story, commons: Commons) -> None:
    bundle = desk.keep(story(0))
    told = manifest(bundle)
    jsonschema.validate(told, shapes.schema("evidence"))
    published, original = told["pictures"]
    assert (bundle / published["path"]).read_bytes() == commons.published[0]
    assert (bundle / original["path"]).read_bytes() == commons.originals[0]
    assert original["source"] == "wikimedia-commons"
    report = json.loads((bundle / "report.json").read_text("utf-8"))
    jsonschema.validate(report, shapes.schema("check"))
    assert report["checked"] == told["checked"]
    assert "place-mismatch" in (bundle / "report.html").read_text("utf-8")
    listed = (bundle / "SHA256SUMS").read_text("utf-8").splitlines()
    hashes = {line[66:]: line[:64] for line in listed}
    there = {f.relative_to(bundle).as_posix() for f in bundle.rglob("*") if f.is_file()}
    assert hashes.keys() == there - {"SHA256SUMS"}
    for name, sha256 in hashes.items():
        assert hashlib.sha256((bundle / name).read_bytes()).hexdigest() == sha256


def test_an_article_from_a_file_is_kept_as_it_was_read(
    desk: Desk, commons: Commons, tmp_path: Path
) -> None:
    page = tmp_path / "draft.html"
    page.write_text(commons.article(1), "utf-8")
    bundle = desk.keep(page, how=InputOptions(pictures={}, base_url="http://127.0.0.1:9/"))
    told = manifest(bundle)
    assert (bundle / told["input"]).read_bytes() == page.read_bytes()
    assert told["input_sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()


def test_several_articles_have_a_bundle_each_although_they_share_a_picture(
    desk: Desk, story: Story, commons: Commons, httpserver: HTTPServer, tmp_path: Path
) -> None:
    address = story(0)
    other = tmp_path / "other.html"
    other.write_text(commons.article(0, headline="Another story"), "utf-8")
    base = httpserver.url_for("/")
    desk.check(address, other, how=InputOptions(base_url=base))
    named = {bundle.name[19:]: bundle for bundle in desk.bundles}
    assert named.keys() == {"a-quiet-week-in-kyiv", "another-story"}
    for bundle in named.values():
        assert responses(bundle)[f"{commons.base}/pictures/0.jpg"][2] == commons.originals[0]


def test_the_items_of_a_feed_carry_the_feed_they_came_in(
    desk: Desk, httpserver: HTTPServer, commons: Commons
) -> None:
    item = (
        "<item><title>A {0} week</title><description>Trams ran.</description><media:content "
        'medium="image" url="{1}"><media:description>A street in Kyiv.</media:description>'
        "</media:content></item>"
    )
    items = "".join(item.format(n, httpserver.url_for(f"/{n}.jpg")) for n in ("0", "1"))
    feed = (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News'
        f"</title>{items}</channel></rss>"
    )
    httpserver.expect_request("/feed.xml").respond_with_data(feed, content_type="text/xml")
    for n in (0, 1):
        httpserver.expect_request(f"/{n}.jpg").respond_with_data(commons.published[n])
    address = httpserver.url_for("/feed.xml")
    desk.check(address)
    assert len(desk.bundles) == 2
    assert all(responses(bundle)[address][2] == feed.encode() for bundle in desk.bundles)
    httpserver.clear()


def test_no_key_cookie_login_or_token_is_kept_anywhere(
    desk: Desk, story: Story, httpserver: HTTPServer, commons: Commons
) -> None:
    token = "t0ken-of-a-preview-98765"
    address = story(0, query=f"?preview_token={token}&page=2").replace("//", "//jane:pa55w0rd@")
    echo = f"<p>{SECRET} and {token}</p>"
    httpserver.expect_oneshot_request("/story.html").respond_with_data(
        f"<html><body>{commons.article(0)}{echo}</body></html>", content_type="text/html"
    )
    bundle = desk.keep(address, keys={"EXAMPLE_API_KEY": SECRET})
    kept = everything(bundle)
    for secret in (SECRET, token, "pa55w0rd", "jane:", "crumbs-of-a-visit"):
        assert secret.encode() not in kept, secret
    assert b"authorization" not in kept.lower().replace(b"proxy-authorization", b"")
    assert b"page=2" in kept
    page = next(value for url, value in responses(bundle).items() if "story.html" in url)
    assert b"removed and removed" in page[2]
    assert page[0]["Provenance-Payload-SHA256"]


def test_of_a_question_only_what_says_nothing_secret_is_kept() -> None:
    secrets = Secrets([SECRET])
    sent = {"Authorization": f"Bearer {SECRET}", "X-Desk-Door": "open", "Cookie": "a=b"}
    assert secrets.question_headers({"Accept": "image/*", **sent}) == [("Accept", "image/*")]
    came = {"set-cookie": "a=b", "x-csrf-token": "c", "www-authenticate": "d", "server": "nginx"}
    assert secrets.answer_headers(came) == [("server", "nginx")]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://u:p@news.example/a?b=1", "https://news.example/a?b=1"),
        ("https://news.example/a?api_key=x&b=1", "https://news.example/a?api_key=removed&b=1"),
        (
            "https://s3.example/a.jpg?X-Amz-Credential=x&X-Amz-Signature=y&w=5",
            "https://s3.example/a.jpg?X-Amz-Credential=removed&X-Amz-Signature=removed&w=5",
        ),
        ("https://news.example/a?accessToken=x#b", "https://news.example/a?accessToken=removed#b"),
        ("https://news.example/a?author=x&keyword=y", "https://news.example/a?author=x&keyword=y"),
    ],
)
def test_an_address_is_kept_without_its_credentials(address: str, kept: str) -> None:
    assert Secrets().text(address) == kept
    assert Secrets().text(f'see "{address}".') == f'see "{kept}".'


def test_words_without_end_keep_nobody_waiting() -> None:
    for text in ("a" * 3_000_000, "a://" * 700_000, "?a=" * 900_000, "&aaaaaaaa" * 300_000):
        assert Secrets().text(text) == text


def test_a_short_value_of_an_address_is_no_word_to_look_for_everywhere() -> None:
    assert Secrets(addresses=["https://a.example/?key=kyiv"]).body(b"kyiv") == b"kyiv"


def test_where_no_position_may_be_told_none_is_kept(
    desk: Desk, story: Story, commons: Commons, httpserver: HTTPServer
) -> None:
    bundle = desk.keep(story(0), redact=("location",))
    kept = everything(bundle)
    assert b"35.84" not in kept
    assert b"139.41" not in kept
    page = responses(bundle)[httpserver.url_for("/story.html")]
    assert page[2] == b""
    assert page[0]["WARC-Truncated"] == "unspecified"
    whole = responses(bundle)[httpserver.url_for("/pictures/0.jpg")]
    sha256 = hashlib.sha256(commons.published[0]).hexdigest()
    assert whole[0]["Provenance-Payload-SHA256"] == sha256
    published, _ = manifest(bundle)["pictures"]
    assert (published["sha256"], published["whole"]) == (sha256, False)
    with Image.open(bundle / published["path"]) as picture:
        assert (picture.format, max(picture.size), picture.info) == ("PNG", 480, {})
    assert "On request no exact position is told here" in (bundle / "README.txt").read_text("utf-8")


def test_a_picture_that_was_sent_is_kept_with_its_question_unless_no_position_may_be_told(
    tmp_path: Path,
) -> None:
    asked = Asked("POST", "https://search.example/?key=k", {"Content-Type": "x"}, b"GPS 35.8419")
    when = datetime(2026, 5, 1, tzinfo=UTC)
    answer = Exchange(asked.url, 200, {}, b"{}", when, Retrieved.LIVE)
    notes = Notebook(tmp_path)
    notes.note(asked, answer)
    for bodies, sent in ((True, b"GPS 35.8419"), (False, b"")):
        warc = tmp_path / "data.warc.gz"
        write_warc(warc, notes.noted, Secrets(), {}, bodies=bodies)
        with warc.open("rb") as stream:
            kept = {r.rec_type: r.raw_stream.read() for r in ArchiveIterator(stream)}
        assert kept["request"] == sent


def test_without_an_authority_the_bundle_says_so(desk: Desk, story: Story) -> None:
    bundle = desk.keep(story(1))
    assert manifest(bundle)["timestamp"] is None
    assert not (bundle / "SHA256SUMS.tsr").exists()
    said = (bundle / "README.txt").read_text("utf-8")
    assert "NOT TIME-STAMPED: no time-stamp authority is configured" in said


def test_an_authority_stamps_the_list(stamped: Desk, story: Story, authority: Authority) -> None:
    bundle = stamped.keep(story(1))
    assert (bundle / "SHA256SUMS.tsr").stat().st_size > 1000
    assert manifest(bundle)["timestamp"]["trouble"] is None
    assert "openssl ts -verify" in (bundle / "README.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 503}, "the host is in trouble"),
        ({"response_data": b"<html>Sign in</html>"}, "what should be a time stamp is none"),
        ({"response_data": b"x" * 200_000}, "larger than any authority's"),
    ],
)
def test_trouble_with_the_authority_loses_nothing_and_is_said(
    desk: Desk, story: Story, httpserver: HTTPServer, answer: dict[str, Any], says: str
) -> None:
    httpserver.expect_request("/broken").respond_with_data(**answer)
    settings = EvidenceSettings(httpserver.url_for("/broken"))
    bundle = desk.keep(story(1), evidence=settings)
    assert says in manifest(bundle)["timestamp"]["trouble"]
    told = (bundle / "README.txt").read_text("utf-8")
    assert says in told[told.index("NOT TIME-STAMPED: ") :]
    assert responses(bundle)


def test_an_answer_of_another_authority_or_to_another_question_is_no_stamp(
    desk: Desk,
    story: Story,
    authorities: tuple[Authority, Authority],
    httpserver: HTTPServer,
) -> None:
    mine, other = authorities
    httpserver.expect_request("/old", method="POST").respond_with_data(mine.stamp(b"something"))
    httpserver.expect_request("/other", method="POST").respond_with_handler(
        lambda request: __import__("werkzeug").Response(other.answer(request.data))
    )
    for path, says in (("/old", "over another list"), ("/other", "does not lead to")):
        settings = EvidenceSettings(httpserver.url_for(path), mine.root)
        home = replace(desk, folder=desk.folder / path[1:])
        bundle = home.keep(story(1), evidence=settings)
        assert says in manifest(bundle)["timestamp"]["trouble"]
        assert not (bundle / "SHA256SUMS.tsr").exists()


def test_a_folder_with_anything_else_in_it_is_refused(desk: Desk, story: Story) -> None:
    desk.keep(story(1))
    (desk.folder / ".part-of-an-interrupted-run").mkdir()
    desk.check(story(1))
    assert len(desk.bundles) == 3, "its own folder takes another"
    (desk.folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"holds something other than evidence \(notes\.txt\)"):
        desk.check(story(1))
    with pytest.raises(UsageError, match="holds something other than evidence"):
        replace(desk, folder=desk.bundles[1]).check(story(1))


def test_a_bundle_that_cannot_be_finished_is_not_there_at_all(
    desk: Desk, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("provenance.run.evidence.contents.pack", full)
    with pytest.raises(UsageError, match="No space left on device"):
        desk.check(story(1))
    assert desk.bundles == []


def test_a_body_that_could_not_be_written_is_never_left_out_silently(
    desk: Desk, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.write_bytes

    def failing(self: Path, data: bytes) -> int:
        if self.parent.name == "bodies":
            raise OSError(28, "No space left on device")
        return whole(self, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(UsageError, match="no evidence can be kept"):
        desk.check(story(1))
    assert desk.bundles == []


def test_an_article_that_cannot_be_read_leaves_no_bundle(
    desk: Desk, httpserver: HTTPServer
) -> None:
    result = desk.check(httpserver.url_for("/nothing.html"))
    assert result.reports[0].unread
    assert desk.bundles == []


def test_a_folder_that_cannot_be_made_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="no evidence can be kept in"):
        writing.EvidenceFolder(tmp_path / "file" / "kept", desk.config)


def test_without_the_packages_the_extra_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.run.evidence.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'picture-provenance\[evidence\]'"):
        writing.EvidenceFolder(desk.folder, desk.config)


def test_headers_without_measure_are_cut(desk: Desk, story: Story, httpserver: HTTPServer) -> None:
    from provenance.run.evidence.warc import _bounded

    kept = list(_bounded([(f"x-{n}", "y" * 60_000) for n in range(100)]))
    assert sum(len(name) + len(value) for name, value in kept) <= 200_000


def test_a_packed_body_is_kept_unpacked_and_no_header_says_otherwise(
    desk: Desk, httpserver: HTTPServer, commons: Commons
) -> None:
    page = f"<html><body>{commons.article(1)}</body></html>".encode()
    packed = {"Content-Encoding": "gzip"}
    httpserver.expect_request("/packed.html").respond_with_data(
        gzip.compress(page), content_type="text/html", headers=packed
    )
    address = httpserver.url_for("/packed.html")
    _, http, body = responses(desk.keep(address))[address]
    assert body == page
    assert http["content-encoding"] is None
    assert http["content-length"] == str(len(page))


def test_digests_are_sha256(desk: Desk, story: Story) -> None:
    for head, _, body in records(desk.keep(story(1)))[1:]:
        digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
        assert head["WARC-Payload-Digest"] == f"sha256:{digest}"
