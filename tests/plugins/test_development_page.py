"""What docs/development.md shows is a distribution that works, with nothing of ours changed.

The page's files are written into a folder as an installer would, with the entry points that its
pyproject.toml names, and the command line is run with that folder on the path.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.stand_ins import drawings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "development.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([\w/.]+)`\n\n```\w+\n(.*?)^```", PAGE, re.S | re.M))
"""File name → its text, as they stand on the page."""
PLUGINS = [name for name in FILES if name.startswith("harbour_news/")]
CODE_LINES = 45
"""Lines of code a plug-in on the page has at most, without its page and its examples."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def install(site: Path, entry_points: dict[str, dict[str, str]]) -> None:
    """The page's distribution in `site`, as pip leaves one."""
    for name in PLUGINS:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(FILES[name], "utf-8")
    (site / "harbour_news" / "__init__.py").write_text("", "utf-8")
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir(exist_ok=True)
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(metadata, "utf-8")
    lines = (
        line
        for group, points in entry_points.items()
        for line in (f"[{group}]", *(f"{name} = {module}" for name, module in points.items()))
    )
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    install(folder, tomllib.loads(FILES["pyproject.toml"])["project"]["entry-points"])
    return folder


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """`run("rules")`: the command line, the foreign distribution installed beside it."""

    def call(*words: str, module: str = "provenance", **variables: str):  # type: ignore[no-untyped-def]
        environment = {
            **os.environ,
            "PYTHONPATH": f"{site}{os.pathsep}{ROOT}",
            "XDG_CONFIG_HOME": str(tmp_path / "nobody"),
            "PROVENANCE_CACHE": str(tmp_path / "cache"),
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    return call


@pytest.fixture
def archive() -> Iterator[HTTPServer]:
    """The archive's API: one photograph, told only to whoever has the key."""
    photograph = drawings.encoded(drawings.scene(7))
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:

        def answer(request: Request) -> Response:
            if request.headers.get("Authorization") != "s3cret":
                return Response("{}", status=401, content_type="application/json")
            photo = {
                "title": "Divers at the quay",
                "by": "Kenji Arai",
                "taken": "2012-08-15",
                "file": server.url_for("/1031.jpg"),
            }
            return Response(json.dumps(photo), content_type="application/json")

        server.expect_request("/photos/1031").respond_with_handler(answer)
        server.expect_request("/1031.jpg").respond_with_data(photograph, content_type="image/jpeg")
        yield server


@pytest.fixture
def story(tmp_path: Path, archive: HTTPServer) -> str:
    """An article with the archive's photograph, credited to somebody else by a link; `desk.toml`
    lets the test's own server stand for the archive."""
    (tmp_path / "story_files").mkdir()
    picture = drawings.encoded(drawings.scene(7), quality=80)
    (tmp_path / "story_files" / "quay.jpg").write_bytes(picture)
    (tmp_path / "story.html").write_text(
        "<article><h1>Ferry sinks</h1><p>It rained.</p><figure><img src='story_files/quay.jpg'>"
        "<figcaption>Ferry sinks. <span class='credit'>Photo: <a "
        "href='https://archive.harbour.example/photo/1031'>Jane Doe</a></span></figcaption>"
        "</figure></article>",
        "utf-8",
    )
    (tmp_path / "desk.toml").write_text(
        '[network]\nallowed-addresses = ["127.0.0.1/32"]\n[network.endpoints]\n'
        f'harbour-archive = "{archive.url_for("").rstrip("/")}"\n',
        "utf-8",
    )
    return "story.html"


def checked(run: Run, *words: str, **variables: str):  # type: ignore[no-untyped-def]
    """The one picture of the story, as the JSON report has it."""
    call = ("check", "story.html", "--images", "story_files", "--config", "desk.toml")
    done = run(*call, "--format", "json", *words, **variables)
    assert done.returncode in (0, 1), done.stderr
    (image,) = json.loads(done.stdout)["images"]
    return image


def test_the_page_shows_one_file_for_each_kind_of_plug_in() -> None:
    groups = tomllib.loads(FILES["pyproject.toml"])["project"]["entry-points"]
    kinds = {f"provenance.{kind}" for kind in ("rules", "sources", "reports", "formats")}
    assert set(groups) == kinds
    named = {module for points in groups.values() for module in points.values()}
    assert named == {name.removesuffix(".py").replace("/", ".") for name in PLUGINS}


@pytest.mark.parametrize("name", [*PLUGINS, "test_rule.py"])
def test_a_plug_in_uses_nothing_private_and_is_short(name: str) -> None:
    tree = ast.parse(FILES[name])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [*str(node.module).split("."), *(alias.name for alias in node.names)]
            assert not any(part.startswith("_") for part in names), names
    page = (ast.get_docstring(tree, clean=False) or "").count("\n") + 1
    shown = [
        line
        for node in tree.body
        if not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXAMPLES")
        for line in ast.unparse(node).splitlines()
    ]
    assert len(shown) - page <= CODE_LINES


def test_a_rule_from_outside_is_listed_explained_and_runs(run: Run, story: str) -> None:
    assert "caption-repeats-headline   warning  The caption only repeats" in run("rules").stdout
    page = run("explain", "caption-repeats-headline").stdout
    assert "caption-repeats-headline (warning; weighs article)" in page
    found = checked(run, "--offline")["findings"]
    assert "caption-repeats-headline" in {finding["rule"] for finding in found}
    ignored = checked(run, "--offline", "--ignore", "caption-*")["findings"]
    assert "caption-repeats-headline" not in {finding["rule"] for finding in ignored}


def test_its_examples_are_its_tests(run: Run, tmp_path: Path) -> None:
    (tmp_path / "test_rule.py").write_text(FILES["test_rule.py"], "utf-8")
    done = run("-q", "-p", "no:cacheprovider", "test_rule.py", module="pytest")
    assert "2 passed" in done.stdout, done.stdout


def test_a_source_with_a_key_finds_its_picture(run: Run, story: str) -> None:
    image = checked(run, HARBOUR_ARCHIVE_KEY="s3cret")
    (original,) = image["originals"]
    assert (original["source"], original["id"]) == ("harbour-archive", "1031")
    assert original["relation"] == "same"
    assert original["creators"] == ["Kenji Arai"]


def test_every_rule_and_report_calls_it_by_its_title(run: Run, story: str) -> None:
    image = checked(run, HARBOUR_ARCHIVE_KEY="s3cret")
    said = {finding["rule"]: finding["message"] for finding in image["findings"]}
    assert "the Harbour Archive names Kenji Arai" in said["creator-mismatch"]
    for form in ("terminal", "html", "markdown"):
        call = ("check", story, "--images", "story_files", "--config", "desk.toml")
        report = run(*call, "--format", form, HARBOUR_ARCHIVE_KEY="s3cret").stdout
        assert "the Harbour Archive" in report
        assert "Harbour-Archive" not in report
        assert "Harbour Archive" not in report.replace("the Harbour Archive", "")


def test_without_its_key_it_says_which_one_to_set(run: Run, story: str) -> None:
    image = checked(run)
    told = [n for n in image["not_checked"] if n["rule"] == "source harbour-archive"]
    assert [n["reason"] for n in told] == ["no-api-key"]
    assert "set HARBOUR_ARCHIVE_KEY" in told[0]["detail"]
    assert "key HARBOUR_ARCHIVE_KEY" in run("doctor", "--offline").stdout


def test_its_key_may_stand_in_a_variable_of_another_name(
    run: Run, story: str, tmp_path: Path
) -> None:
    with (tmp_path / "desk.toml").open("a") as file:
        file.write('[keys]\nHARBOUR_ARCHIVE_KEY = "DESK_ARCHIVE"\n')
    assert checked(run, DESK_ARCHIVE="s3cret")["originals"]
    shown = run("config", "--config", "desk.toml", DESK_ARCHIVE="s3cret").stdout
    assert re.search(r"keys\.HARBOUR_ARCHIVE_KEY +set +environment", shown)
    assert "s3cret" not in shown


def test_a_key_that_no_source_asks_for_is_told_with_the_nearest(
    run: Run, story: str, tmp_path: Path
) -> None:
    with (tmp_path / "desk.toml").open("a") as file:
        file.write('[keys]\nHARBOR_ARCHIVE_KEY = "DESK_ARCHIVE"\n')
    done = run("check", story, "--config", "desk.toml")
    assert done.returncode == 2
    assert "did you mean `HARBOUR_ARCHIVE_KEY`?" in done.stderr


def test_a_report_from_outside_is_a_format_like_any_other(run: Run, story: str) -> None:
    done = run("check", story, "--offline", "--format", "tally")
    assert re.fullmatch(r"Ferry sinks: 1 picture, [a-z ,]+\n", done.stdout)
    unknown = run("check", story, "--offline", "--format", "tallies")
    assert "tally" in unknown.stderr


def test_a_format_from_outside_is_recognised_and_read(run: Run, tmp_path: Path) -> None:
    story = {
        "harbour_cms": 3,
        "title": "Ferry sinks",
        "body": "It rained.",
        "photos": [{"file": "https://news.example/1.jpg", "text": "Divers.", "by": "Jane Doe"}],
    }
    (tmp_path / "story.json").write_text(json.dumps(story), "utf-8")
    done = run("images", "story.json", "--format", "json")
    (image,) = json.loads(done.stdout)["images"]
    assert (image["caption"], image["credit"]) == ("Divers.", "Jane Doe")
    forced = run("images", "story.json", "--input-format", "harbour-cms", "--format", "json")
    assert forced.stdout == done.stdout
    assert "Ferry sinks" in run("check", "story.json", "--offline").stdout


def test_one_that_cannot_be_loaded_ends_nothing(run: Run, site: Path, story: str) -> None:
    missing = {"harbour-gone": "harbour_news.gone"}
    groups = ("rules", "sources", "reports", "formats")
    install(site, {f"provenance.{group}": missing for group in groups})
    image = checked(run, "--offline")
    assert image["passed"]
    failed = {n["rule"] for n in image["not_checked"] if n["reason"] == "failed"}
    assert failed == {"harbour-gone", "source harbour-gone"}
    done = run("check", story, "--offline", "--format", "harbour-gone")
    assert done.returncode == 2
    assert "the format harbour-gone cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    broken = [line for line in run("doctor", "--offline").stdout.splitlines() if "plug-in" in line]
    assert len(broken) == 4


def test_a_report_that_fails_is_told_in_one_sentence(run: Run, site: Path, story: str) -> None:
    (site / "harbour_news" / "tally.py").write_text(
        '"""A tally."""\n\ndef render(reports, options):\n    return 1 / 0\n', "utf-8"
    )
    done = run("check", story, "--offline", "--format", "tally")
    told = "provenance: the format tally failed: ZeroDivisionError: division by zero\n"
    assert (done.returncode, done.stderr) == (2, told)
