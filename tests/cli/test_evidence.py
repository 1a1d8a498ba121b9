"""Keeping evidence and proving it later, as an editor does it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from provenance.demo import ADDRESS
from provenance.reports.json import shapes
from tests.stand_ins.timestamp_authority import Authority

from .conftest import Page, Run


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl")
    return Authority.made_in(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture
def desk(authority: Authority, httpserver: HTTPServer, tmp_path: Path) -> str:
    """A configuration whose authority listens."""

    def answer(request: Request) -> Response:
        return Response(authority.answer(request.data))

    httpserver.expect_request("/stamp", method="POST").respond_with_handler(answer)
    shutil.copy(authority.root, tmp_path / "authority.pem")
    (tmp_path / "desk.toml").write_text(
        '[network]\nallowed-addresses = ["127.0.0.1/32"]\n[evidence]\ntimestamp-authority = '
        f'"{httpserver.url_for("/stamp")}"\ntimestamp-certificate = "authority.pem"\n',
        "utf-8",
    )
    return "desk.toml"


def bundle_in(folder: Path) -> Path:
    (bundle,) = folder.iterdir()
    return bundle


def test_the_demos_article_is_kept_proved_and_found_out_when_changed(
    run: Run, tmp_path: Path
) -> None:
    kept = run("check", ADDRESS, "--offline", "--evidence", "kept")
    assert kept.status == 1, "its findings"
    bundle = bundle_in(tmp_path / "kept")
    assert f"evidence is in {bundle.relative_to(tmp_path)} (not time-stamped: " in kept.err
    fine = run("evidence", "verify", "kept")
    assert fine.status == 0
    assert fine.out.startswith("UNSTAMPED  kept/")
    assert "30 answers can be read" in fine.out
    report = bundle / "report.html"
    report.write_text(report.read_text("utf-8").replace("place-mismatch", "fine"), "utf-8")
    changed = run("evidence", "verify", "kept")
    assert changed.status == 1
    assert "✗ files       changed: report.html" in changed.out


def test_a_stamped_bundle_is_sealed_for_whoever_has_the_certificate(
    run: Run, page: Page, desk: str
) -> None:
    kept = run("check", page(), "--config", desk, "--evidence", "kept", "--ignore", "*")
    assert "time-stamped 20" in kept.err
    assert "UTC by CN=Example Time Stamper,O=Example Time)" in kept.err
    for named in (("--config", desk), ("--certificate", "authority.pem")):
        sealed = run("evidence", "verify", "kept", *named)
        assert (sealed.status, sealed.err) == (0, "")
        assert sealed.out.startswith("SEALED")
        assert "Unchanged since 20" in sealed.out
    unknown = run("evidence", "verify", "kept")
    assert unknown.status == 2
    assert unknown.out.startswith("NOT-CHECKED")


def test_a_bundle_without_a_stamp_fails_whoever_asks_for_one(
    run: Run, page: Page, desk: str
) -> None:
    run("check", page(), "--offline", "--config", desk, "--evidence", "kept")
    answer = run("evidence", "verify", "kept", "--config", desk)
    assert answer.status == 1
    assert answer.out.startswith("UNSTAMPED")
    assert "was not asked: this run is offline" in answer.out


def test_both_answers_are_json_with_a_schema(run: Run, page: Page, tmp_path: Path) -> None:
    run("check", page(), "--offline", "--evidence", "kept")
    told = run("evidence", "verify", "kept", "--format", "json").json
    jsonschema.validate(told, run("schema", "evidence-verify").json)
    assert told["verdict"] == "unstamped"
    (bundle,) = told["bundles"]
    assert [proof["state"] for proof in bundle["proofs"]] == ["holds", "holds", "none"]
    said = json.loads((bundle_in(tmp_path / "kept") / "bundle.json").read_text("utf-8"))
    jsonschema.validate(said, run("schema", "evidence").json)


def test_several_targets_have_a_folder_each(run: Run, page: Page, tmp_path: Path) -> None:
    page("a.html", headline="One")
    page("b.html", headline="Two")
    answer = run("check", "a.html", "b.html", "gone.html", "--offline", "--evidence", "kept")
    assert sorted(p.name[19:] for p in (tmp_path / "kept").iterdir()) == ["one", "two"]
    assert answer.err.count("evidence is in") == 2
    assert "gone.html does not exist" in answer.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("check", "a.html", "--evidence", "a.html"), "no evidence can be kept in a.html"),
        (("check", "a.html", "--evidence", "."), "holds something other than evidence (a.html)"),
        (("evidence", "verify", "nothing"), "nothing cannot be read"),
        (("evidence", "verify", "."), ". holds no evidence"),
        (("evidence", "verify", ".", "--certificate", "no.pem"), "no.pem does not exist"),
        (("evidence", "verify", ".", "--certificate", "a.html"), "holds no PEM certificate"),
        (("evidence", "verify", ".", "--config", "bad.toml"), "`evidence.timestamp-certificate`"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    run: Run, page: Page, tmp_path: Path, args: tuple[str, ...], says: str
) -> None:
    (tmp_path / "bad.toml").write_text('[evidence]\ntimestamp-certificate = "no.pem"\n', "utf-8")
    page()
    answer = run(*args)
    assert answer.status == 2
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_any_file_of_a_bundle_stands_for_it_and_another_file_for_none(
    run: Run, page: Page, tmp_path: Path
) -> None:
    run("check", page(), "--offline", "--evidence", "kept")
    bundle = bundle_in(tmp_path / "kept")
    for name in ("report.json", "SHA256SUMS", "report.html"):
        assert run("evidence", "verify", str(bundle / name)).out.startswith("UNSTAMPED")
    (tmp_path / "alone.json").write_text("{}", "utf-8")
    answer = run("evidence", "verify", "alone.json")
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)
    assert "alone.json is a file, and no bundle's. Name a folder" in answer.err


def test_what_a_bundle_says_moves_no_cursor(run: Run, page: Page, tmp_path: Path) -> None:
    run("check", page(), "--offline", "--evidence", "kept")
    bundle = bundle_in(tmp_path / "kept")
    said = json.loads((bundle / "bundle.json").read_text("utf-8"))
    said["headline"] = "\x1b[2J\u202egone"
    (bundle / "bundle.json").write_text(json.dumps(said), "utf-8")
    (bundle / "\x1b[31m.txt").write_text("", "utf-8")
    answer = run("evidence", "verify", "kept")
    assert answer.status == 1
    assert "\x1b" not in answer.out + answer.err
    assert "\u202e" not in answer.out


def test_a_found_file_may_not_say_whom_to_trust(run: Run, page: Page, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text(
        '[evidence]\ntimestamp-authority = "https://time.example/"\n', "utf-8"
    )
    answer = run("check", page(), "--offline", "--evidence", "kept")
    assert answer.status == 2
    assert "`evidence.timestamp-authority` may be set only in a file named with" in answer.err


def test_shapes_have_names() -> None:
    assert {"evidence", "evidence-verify", "recheck"} <= shapes.SHAPES.keys()
