"""`provenance check` on many articles: globs, lists and feeds, side by side, and what an
interruption leaves."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from .conftest import Page, Run

COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """A configuration that may reach the test's own server, and it alone."""
    (tmp_path / "desk.toml").write_text(
        '[network]\nallowed-addresses = ["127.0.0.1/32"]\n', "utf-8"
    )
    return "desk.toml"


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A server that answers several requests at once."""
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as running:
        yield running


def headlines(document: Any) -> list[str]:
    return [report["article"]["headline"] for report in document["reports"]]


def test_globs_and_a_list_make_one_report_in_the_order_named(
    run: Run, page: Page, tmp_path: Path
) -> None:
    page("site/deep/one.html", headline="One")
    page("site/two.html", headline="Two")
    page("three.html", headline="Three")
    (tmp_path / "list.txt").write_text("three.html\n\nsite/**/*.html\n", "utf-8")
    answer = run("check", "three.html", "--list", "list.txt", "--offline", "--format", "json")
    assert headlines(answer.json) == ["Three", "One", "Two"]
    assert (
        run("check", "site/**", "--offline").out.count("Storm") == 0
    )  # folders that a glob matches are passed over


def test_a_pattern_that_matches_nothing_is_told(run: Run) -> None:
    answer = run("check", "site/*.html", "--offline")
    assert answer.status == 2
    assert "no file matches site/*.html" in answer.err


def test_several_articles_end_with_one_line_over_all(run: Run, page: Page) -> None:
    answer = run("check", page("a.html"), page("b.html", caption=""), "--offline")
    assert "2 articles: 2 pictures · 2 errors · 1 warning · 0 notes" in answer.out


FINE = "Photo: Olena Example/Harbour Press"


def test_an_unreadable_article_makes_the_run_incomplete_and_stands_in_the_report(
    run: Run, page: Page
) -> None:
    answer = run("check", page(credit=FINE), "missing.html", "--offline")
    assert answer.status == 2
    assert "? not read: missing.html does not exist" in answer.out
    assert "2 articles (1 not read): 1 picture" in answer.out
    assert answer.err.startswith("provenance: missing.html does not exist")


@pytest.mark.parametrize(
    ("credit", "options"), [("", "--fail-on info"), (FINE, "--fail-on never --fail-on-unverified")]
)
def test_findings_hide_no_article_that_could_not_be_read(
    run: Run, page: Page, credit: str, options: str
) -> None:
    bad = page(credit=credit)
    assert run("check", bad, "--offline", *options.split()).status == 1
    assert run("check", "gone.html", bad, "--offline", *options.split()).status == 2


@pytest.mark.parametrize(
    "form", ["json", "markdown", "junit", "sarif", "csv", "github", "html", "terminal"]
)
def test_every_format_says_which_article_was_not_read(run: Run, page: Page, form: str) -> None:
    answer = run("check", page(credit=FINE), "missing.html", "--offline", "--format", form)
    assert "does not exist" in answer.out.replace("\\", "")


def test_where_no_article_can_be_read_nothing_is_printed(run: Run) -> None:
    answer = run("check", "one.html", "two.html", "--offline")
    assert (answer.status, answer.out) == (2, "")
    assert "none of the targets could be read" in answer.err


FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The paper</title>
<item><title>Storm</title><link>{server}/storm.html</link><media:thumbnail url="{server}/small.jpg"/></item>
<item><title>Whole</title><link>{server}/never-asked.html</link><media:content url="{server}/w.jpg" medium="image">
<media:description>Smoke over the harbour.</media:description><media:credit>Olena Example</media:credit></media:content>
</item><item><title>Trap</title><link>{trap}</link></item><item><title>Gone</title><link>{server}/gone.html</link></item>
</channel></rss>"""  # noqa: E501


def test_a_feed_is_its_articles(
    run: Run, page: Page, desk: str, tmp_path: Path, server: HTTPServer
) -> None:
    """The page of an item is what readers see; an item that is complete in the feed is taken
    from there."""
    page("storm.html", headline="Storm over the harbour", credit=FINE, picture="/harbour.jpg")
    page("secret.html", headline="A file of this machine")
    base = server.url_for("").rstrip("/")
    feed = FEED.format(server=base, trap=tmp_path / "secret.html")
    server.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    server.expect_request("/storm.html").respond_with_data(
        (tmp_path / "storm.html").read_text(), content_type="text/html"
    )
    answer = run("check", f"{base}/feed.xml", "--config", desk, "--format", "json")
    reports = answer.json["reports"]
    assert headlines(answer.json) == ["Storm over the harbour", "Whole", None, None]
    assert [image["caption"] for report in reports for image in report["images"]] == [
        "The harbour of Odesa.",
        "Smoke over the harbour.",
    ]
    assert "gone.html could not be read" in reports[3]["unread"]
    assert "never-asked.html" not in {request.path for request, _ in server.log}


def test_of_a_feed_only_what_is_new_is_checked(
    run: Run, page: Page, desk: str, tmp_path: Path, server: HTTPServer
) -> None:
    """What could not be read is not done with: it is asked for again. A feed that names itself
    ends."""
    page("storm.html", headline="Storm over the harbour", credit=FINE, picture="/harbour.jpg")
    base = server.url_for("").rstrip("/")
    feed = FEED.format(server=base, trap="")
    server.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    server.expect_request("/storm.html").respond_with_data(
        (tmp_path / "storm.html").read_text(), content_type="text/html"
    )
    call = ("check", f"{base}/feed.xml", "--config", desk, "--new", "--format", "json")
    assert headlines(run(*call).json)[:2] == ["Storm over the harbour", "Whole"]
    again = run(*call)
    assert (again.status, again.out) == (2, "")
    assert "gone.html could not be read" in again.err
    assert "feed.xml is no article but a feed, and was named by one" in again.err
    assert "storm.html" not in again.err


def test_a_feed_with_nothing_new_says_so(
    run: Run, page: Page, desk: str, tmp_path: Path, server: HTTPServer
) -> None:
    item = FEED[FEED.index("<item><title>Whole") : FEED.index("<item><title>Trap")]
    feed = f"{FEED.partition('<item>')[0]}{item}</channel></rss>"
    base = server.url_for("").rstrip("/")
    server.expect_request("/feed.xml").respond_with_data(
        feed.format(server=base), content_type="application/rss+xml"
    )
    call = ("check", f"{base}/feed.xml", "--config", desk, "--new")
    assert "Whole" in run(*call).out
    again = run(*call)
    assert (again.status, again.out + again.err) == (0, "nothing new\n")
    (kept,) = Path(os.environ["PROVENANCE_CACHE"]).glob("feed-items.json")
    kept.write_text("[")
    broken = run(*call)
    assert broken.status == 2
    assert "does not say which items were checked" in broken.err


def test_a_feed_names_no_file_of_this_machine(run: Run, page: Page, tmp_path: Path) -> None:
    trap = tmp_path / page("secret.html", headline="A file of this machine")
    (tmp_path / "feed.xml").write_text(
        FEED.format(server="https://paper.example", trap=trap), "utf-8"
    )
    answer = run("check", "feed.xml", "--offline", "--format", "json")
    assert headlines(answer.json)[1:3] == ["Whole", "Trap"]
    assert "A file of this machine" not in answer.out


def test_a_feed_without_items_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        "<rss><channel><title>The paper</title></channel></rss>", "utf-8"
    )
    answer = run("check", "feed.xml", "--offline")
    assert (answer.status, answer.out) == (2, "")
    assert "feed.xml is a feed without items" in answer.err


def test_a_feed_that_is_forced_is_read_as_one_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        FEED.format(server="https://paper.example", trap="x"), "utf-8"
    )
    answer = run("check", "feed.xml", "--input-format", "feed", "--offline", "--format", "json")
    assert answer.json["article"]["headline"] == "The paper"


@pytest.mark.parametrize("pixels", [True, False])
def test_a_long_run_keeps_no_pictures_for_a_report_of_words(
    run: Run, page: Page, photo: Callable[..., Path], tmp_path: Path, pixels: bool
) -> None:
    from provenance.config import Config, Network
    from provenance.run.batch import InputOptions, Session, check_batch

    (tmp_path / "saved").mkdir()
    photo("saved/harbour.jpg")
    targets = [str(tmp_path / page(name)) for name in ("a.html", "b.html")]
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    how = InputOptions(images=tmp_path / "saved")
    with contextlib.closing(Session.open(config)) as session:
        result = check_batch(session, targets, how, keep_pixels=pixels)
    for report in result.reports:
        (image,) = report.images
        assert image.picture is not None
        assert image.picture.fingerprint.phash
        kept = [
            image.picture.data,
            image.picture.preview,
            image.image.data,
            report.article.images[0].data,
        ]
        assert [bool(each) for each in kept] == [pixels] * 4


def test_articles_are_read_side_by_side(
    run: Run, page: Page, desk: str, server: HTTPServer, tmp_path: Path
) -> None:
    together = threading.Barrier(2, timeout=20)
    text = (tmp_path / page(credit=FINE)).read_text()

    def answer(request: Request) -> Response:
        together.wait()  # breaks, and the test with it, unless both are asked for at once
        return Response(text, content_type="text/html")

    server.expect_request("/one.html").respond_with_handler(answer)
    server.expect_request("/two.html").respond_with_handler(answer)
    targets = [server.url_for("/one.html"), server.url_for("/two.html")]
    answered = run("check", *targets, "--config", desk, "--jobs", "2", "--format", "json")
    assert len(answered.json["reports"]) == 2


@dataclass(frozen=True)
class Slow:
    """A server that answers `/quick.html` at once and `/slow.html` only when the test is over."""

    quick: str
    slow: str
    asked: threading.Event
    """Set once the slow page was asked for."""


@pytest.fixture
def pages(server: HTTPServer, page: Page, tmp_path: Path) -> Iterator[Slow]:
    asked, over = threading.Event(), threading.Event()
    text = (tmp_path / page(credit=FINE)).read_text()

    def answer(request: Request) -> Response:
        asked.set()
        over.wait(30)
        return Response(text, content_type="text/html")

    server.expect_request("/quick.html").respond_with_data(text, content_type="text/html")
    server.expect_request("/slow.html").respond_with_handler(answer)
    yield Slow(server.url_for("/quick.html"), server.url_for("/slow.html"), asked)
    over.set()


def started(tmp_path: Path, *args: str, **options: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "nobody")}
    return subprocess.Popen(
        [*COMMAND, "check", *args],
        cwd=tmp_path,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a run started in the background ignores Ctrl-C, and hands that on to its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


def test_an_interrupted_run_leaves_what_was_done_at_once(
    pages: Slow, desk: str, tmp_path: Path
) -> None:
    targets = [pages.quick, pages.slow, "later.html"]
    process = started(
        tmp_path, *targets, "--config", desk, "--jobs", "1", "--format", "json", "-o", "report.json"
    )
    assert pages.asked.wait(60)  # one at a time: the first article is done, the second under way
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 15
    assert process.returncode == 130, err
    assert "interrupted: 1 of 3 articles checked, 2 not" in err
    assert "Traceback" not in err
    document = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert document["article"]["headline"] == "Storm over the harbour"
    assert out == ""


def test_an_interruption_before_anything_was_done_prints_nothing(
    pages: Slow, desk: str, tmp_path: Path
) -> None:
    process = started(tmp_path, pages.slow, "--config", desk)
    assert pages.asked.wait(60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "0 of 1 article checked, 1 not" in err


def test_a_run_that_was_killed_spoils_nothing_for_the_next(
    pages: Slow, desk: str, tmp_path: Path
) -> None:
    (tmp_path / "report.json").write_text("yesterday's", "utf-8")
    killed = started(
        tmp_path, pages.quick, pages.slow, "--config", desk, "--format", "json", "-o", "report.json"
    )
    assert pages.asked.wait(60)
    killed.kill()
    killed.communicate(timeout=60)
    assert (tmp_path / "report.json").read_text("utf-8") == "yesterday's"
    again = started(tmp_path, pages.quick, "--config", desk, "--format", "json")
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert json.loads(out)["article"]["headline"] == "Storm over the harbour"


def on_a_terminal(
    tmp_path: Path, *args: str, stdout: bool = False, **variables: str
) -> tuple[str, str]:
    """What a run shows on a terminal, and what it writes to a pipe; stderr is the terminal, and
    stdout where asked."""
    import pty

    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "nobody"),
        "COLUMNS": "100",
        "TERM": "xterm",
    }
    environment = {k: v for k, v in environment.items() if k != "NO_COLOR"} | variables
    with subprocess.Popen(
        [*COMMAND, "check", *args, "--offline"], cwd=tmp_path, env=environment, stderr=theirs,
        stdout=theirs if stdout else subprocess.PIPE,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                if not (part := os.read(ours, 4096)):
                    break
            except OSError:  # the other end is closed
                break
            shown += part
        out = process.stdout.read() if process.stdout is not None else b""
    os.close(ours)
    return shown.decode(), out.decode()


needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@needs_a_terminal
def test_progress_is_shown_on_a_terminal_and_only_on_stderr(page: Page, tmp_path: Path) -> None:
    names = [page(f"{number}.html", credit=FINE) for number in range(3)]
    shown, out = on_a_terminal(tmp_path, *names, "--format", "json")
    assert "articles" in shown
    assert "/3" in shown
    assert len(json.loads(out)["reports"]) == 3


@needs_a_terminal
def test_a_single_article_appears_picture_by_picture_undisturbed_by_a_bar(
    page: Page, tmp_path: Path
) -> None:
    shown, _ = on_a_terminal(tmp_path, page(), stdout=True)
    assert "Picture 1 of 1" in shown
    assert "\x1b[1;33m" in shown  # in colour
    assert "\x1b[2K" not in shown  # nothing was wiped


@needs_a_terminal
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colours_gets_none(
    page: Page, tmp_path: Path, variables: dict[str, str]
) -> None:
    shown, _ = on_a_terminal(tmp_path, page(), stdout=True, **variables)
    assert "Picture 1 of 1" in shown
    assert "\x1b[" not in shown
