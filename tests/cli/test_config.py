"""`provenance config`: what is in force, and who says so; and a setting's effect on a check."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from .conftest import Page, Run


def settings(run: Run, *args: str) -> dict[str, tuple[str, str]]:
    return {
        row["key"]: (row["value"], row["origin"])
        for row in run("config", "--format", "json", *args).json
    }


def test_each_value_stands_with_where_it_comes_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "provenance.toml").write_text(
        "budget = 30\n[desk]\nold-picture-days = 90\n", "utf-8"
    )
    monkeypatch.setenv("PROVENANCE_CONTACT", "desk@paper.example")
    monkeypatch.setenv("TINEYE_API_KEY", "t0p-s3cret")
    shown = settings(run, "--profile", "audit")
    file = str(tmp_path / "provenance.toml")
    assert shown["budget"] == ("30.0", file)
    assert shown["desk.old-picture-days"] == ("90", file)
    assert shown["profile"] == ('"audit"', "command line")
    assert shown["network.contact"] == ('"desk@paper.example"', "environment")
    assert shown["keys.TINEYE_API_KEY"] == ("set", "environment")
    assert shown["jobs"] == ("20", "default")


def test_no_secret_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINEYE_API_KEY", "t0p-s3cret")
    assert "t0p-s3cret" not in run("config").out + run("config", "--format", "json").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'ignore = ["cropped-imag"]',
            "there is no rule 'cropped-imag'; did you mean 'cropped-image'?",
        ),
        ('[severity]\ncroped-image = "info"', "did you mean 'cropped-image'?"),
        ('[paths]\n"a/**" = ["old-pictures"]', "there is no rule 'old-pictures'"),
        ('sources-off = ["flicker"]', "there is no source 'flicker'; did you mean 'flickr'?"),
        ('[[suppressions]]\nrule = "x"\ntarget = "y"\nreason = "z"', "there is no rule 'x'"),
        ("buget = 3", "unknown key `buget`; did you mean `budget`?"),
    ],
)
@pytest.mark.parametrize("command", ["config", "check"])
def test_a_name_that_means_nothing_is_told_and_not_passed_over(
    run: Run, page: Page, tmp_path: Path, text: str, words: str, command: str
) -> None:
    (tmp_path / "provenance.toml").write_text(text + "\n", "utf-8")
    answer = run(command, *([page(), "--offline"] if command == "check" else []))
    assert answer.status == 2
    assert words in answer.err
    assert "provenance.toml" in answer.err


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"missing-caption": "warning", "missing-credit": "error"}),
        ('profile = "draft"', {"missing-credit": "error"}),
        ('select = ["missing-caption"]', {"missing-caption": "warning"}),
        ('ignore = ["missing-*"]', {}),
        (
            '[severity]\nmissing-credit = "info"',
            {"missing-caption": "warning", "missing-credit": "info"},
        ),
        ('[paths]\n"archive/**" = ["missing-credit"]', {"missing-caption": "warning"}),
        (
            '[paths]\n"news/**" = ["missing-credit"]',
            {"missing-caption": "warning", "missing-credit": "error"},
        ),
    ],
)
def test_rules_are_chosen_and_weighed_by_the_file(
    run: Run, page: Page, tmp_path: Path, text: str, found: dict[str, str]
) -> None:
    name = page("archive/2019/a.html", caption="")
    (tmp_path / "provenance.toml").write_text(text + "\n", "utf-8")
    (image,) = run("check", name, "--offline", "--format", "json").json["images"]
    assert {finding["rule"]: finding["severity"] for finding in image["findings"]} == found


def test_a_file_beside_an_article_from_elsewhere_does_not_speak(
    run: Run, page: Page, tmp_path: Path
) -> None:
    name = page("download/a.html")
    (tmp_path / "download" / "provenance.toml").write_text('ignore = ["missing-credit"]\n', "utf-8")
    assert run("check", name, "--offline").status == 1


def test_the_house_style_is_the_credit_that_is_proposed(run: Run, tmp_path: Path) -> None:
    from provenance.demo import ADDRESS

    style = '[credit-style]\ntemplate = "{author} ({source}) {license}"\n'
    (tmp_path / "provenance.toml").write_text(style, "utf-8")
    out = " ".join(run("check", ADDRESS, "--offline", "--suggest-credits").out.split())
    assert "print Kenji Arai (Wikimedia Commons) CC BY-SA 4.0" in out


def test_the_outlets_language_is_taken_where_the_article_declares_none(
    run: Run, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "provenance.toml").write_text('languages = ["uk", "en"]\n', "utf-8")
    assert run("check", page(), "--offline", "--format", "json").json["article"]["language"] == "uk"


def test_an_article_takes_no_longer_than_its_budget(run: Run, page: Page, tmp_path: Path) -> None:
    """The picture's host never answers; the article is judged without its bytes, and says so."""
    import socket
    import time

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        (tmp_path / "desk.toml").write_text(
            'budget = 1.0\n[network]\nallowed-addresses = ["127.0.0.1/32"]\n', "utf-8"
        )
        begun = time.monotonic()
        answer = run(
            "check",
            page(picture=f"http://127.0.0.1:{port}/a.jpg"),
            "--config",
            "desk.toml",
            "--format",
            "json",
        )
    assert time.monotonic() - begun < 15  # the deadline of a single exchange is 20 s
    (image,) = answer.json["images"]
    assert {n["reason"] for n in image["not_checked"] if n["rule"] == "picture"} <= {
        "over-budget",
        "network",
    }
    assert "missing-credit" in {finding["rule"] for finding in image["findings"]}


def test_the_operator_is_named_to_every_host(
    run: Run, page: Page, tmp_path: Path, httpserver: HTTPServer
) -> None:
    (tmp_path / "desk.toml").write_text(
        '[network]\ncontact = "desk@paper.example"\nallowed-addresses = ["127.0.0.1/32"]\n', "utf-8"
    )
    run("check", page(picture=httpserver.url_for("/a.jpg")), "--config", "desk.toml")
    asked = [request.headers["User-Agent"] for request, _ in httpserver.log]
    assert asked
    assert all("desk@paper.example" in agent for agent in asked)


def test_the_cache_is_where_the_desk_wants_it(run: Run, page: Page, tmp_path: Path) -> None:
    run("check", page(), "--offline", "--cache", "elsewhere")
    assert (tmp_path / "elsewhere").is_dir()
