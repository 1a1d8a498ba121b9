"""Configuration: what is read from where, and how a mistake is told."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from provenance.config import Config, Profile, Suppression, files
from provenance.config.files import KeyNames
from provenance.errors import ConfigError
from provenance.model import Severity


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration but this test's: neither the user's own nor one above the working
    directory."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


KEYS = KeyNames(frozenset({"FLICKR_API_KEY", "TINEYE_API_KEY"}), complete=True)


def load(path: Path | None = None, *, environment: dict[str, str]) -> Config:
    return files.load(path, keys=KEYS, environment=environment)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


FULL = """
profile = "audit"
ignore = ["missing-date"]
languages = ["uk", "en"]
agencies = ["Harbour Press"]
budget = 30

[severity]
cropped-image = "warning"

[paths]
"archive/**" = ["old-picture-as-new"]

[platforms]
Threads = "other-social"

[desk]
old-picture-days = 90
commercial = false

[credit-style]
template = "{author} / {source} ({license})"

[network]
contact = "desk@paper.example"

[[suppressions]]
rule = "cropped-image"
target = "https://paper.example/a.jpg"
reason = "agreed with the photographer"
who = "M. Example"
until = 2027-01-31
"""


def test_a_full_file_is_read(tmp_path: Path) -> None:
    config = load(write(tmp_path / "desk.toml", FULL), environment={})
    assert config.profile is Profile.AUDIT
    assert config.severity == {"cropped-image": Severity.WARNING}
    assert config.desk.old_picture_days == 90
    assert config.network.contact == "desk@paper.example"
    assert config.suppressions == (
        Suppression(
            "cropped-image",
            "https://paper.example/a.jpg",
            "agreed with the photographer",
            "M. Example",
            date(2027, 1, 31),
        ),
    )
    assert config.paths == {"archive/**": ("old-picture-as-new",)}


def test_the_nearest_file_above_the_working_directory_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "site" / "pyproject.toml", '[tool.provenance]\nprofile = "draft"\n')
    (tmp_path / "site" / "posts").mkdir()
    monkeypatch.chdir(tmp_path / "site" / "posts")
    assert load(environment={}).profile is Profile.DRAFT


def test_a_file_beside_the_article_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path / "download" / "provenance.toml", 'ignore = ["place-mismatch"]\n')
    write(tmp_path / "download" / "article.html", "<p>x</p>")
    assert load(environment={}).ignore == ()


@pytest.mark.parametrize(
    "line", ["[network]\nproxy = "
             "'http://evil.example'", "[network]\nallowed-addresses = ['127.0.0.0/8']",
             "upload-to = ['tineye']", "[network.endpoints]\nflickr = 'http://evil.example'"],
)  # fmt: skip
def test_a_file_that_was_merely_found_cannot_redirect_traffic_or_pictures(
    tmp_path: Path, line: str
) -> None:
    file = write(Path("provenance.toml"), line)
    with pytest.raises(ConfigError, match="decides where traffic and pictures go"):
        load(environment={})
    load(file, environment={})  # named by the user, it may


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("profil = 'desk'", "unknown key `profil`; did you mean `profile`?"),
        (
            "[desk]\nold-picture-day = 3",
            "unknown key `desk.old-picture-day`; did you mean `old-picture-days`?",
        ),
        ("[desk]\nold-picture-days = 'soon'", "`desk.old-picture-days` = 'soon' does not fit"),
        ("profile = 'loud'", "`profile` = 'loud' does not fit"),
        ("desk = 3", "`desk` must be a table"),
        ("redact = ['gps']", "`redact` = ['gps'] does not fit"),
        ("seed = true", "unknown key `seed`"),
        (
            "[keys]\nFLICKR_KEY = 'X'",
            "unknown key 'FLICKR_KEY' in `keys`; did you mean `FLICKR_API_KEY`?",
        ),
        ("profile = ", "is not TOML"),
    ],
)
def test_a_mistake_is_told_with_the_key_and_the_nearest_name(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path / "desk.toml", text), environment={})
    assert message in str(caught.value)
    assert "desk.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("language = 'nl'", "`language` = 'nl' does not fit: it must be one of 'en', 'de', 'es', "),
        ("profile = 'loud'", "it must be one of 'draft', 'desk', 'audit'"),
        ("jobs = 'many'", "`jobs` = 'many' does not fit: it must be a whole number"),
        ("budget = true", "`budget` = true does not fit: it must be a number"),
        ("baseline = 3", "it must be a path in quotes"),
        ("[network]\noffline = 'no'", "`network.offline` = 'no' does not fit: it must be true or"),
        ("languages = 'de'", "it must be a list of texts in quotes, in [ ]"),
        ("ignore = ['a', 4]", "entry 2 must be text in quotes, not 4"),
        ("redact = ['gps']", "entry 1 must be 'location', not 'gps'"),
        ("severity = 3", "it must be a table"),
        (
            "[severity]\ncropped-image = 'dire'",
            "`cropped-image` must be one of 'error', 'warning', 'info', not 'dire'",
        ),
        ("[paths]\n'a/*' = [true]", "entry 1 of `a/*` must be text in quotes, not true"),
        ("suppressions = ['x']", "entry 1 must be a table, not 'x'"),
        (
            "[[suppressions]]\nrule = 'a'\ntarget = 'b'",
            "`reason` of entry 1 is missing",
        ),
        (
            "[[suppressions]]\nrule = 'a'\ntarget = 'b'\nreason = 'c'\nuntil = 'soon'",
            "`suppressions` does not fit: `until` of entry 1 must be a day, such as 2027-06-30, "
            "not 'soon'",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_does(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path / "desk.toml", text), environment={})
    assert message in str(caught.value)
    assert not any(word in str(caught.value) for word in ("`int`", "`str`", "$", "Expected"))


def test_keys_come_from_the_environment_and_are_never_shown(tmp_path: Path) -> None:
    file = write(tmp_path / "desk.toml", "[keys]\nFLICKR_API_KEY = 'DESK_FLICKR'\n")
    config = load(file, environment={"DESK_FLICKR": "s3cret", "TINEYE_API_KEY": "t0p"})
    assert config.keys == {"FLICKR_API_KEY": "s3cret", "TINEYE_API_KEY": "t0p"}
    shown = "\n".join(" ".join(row) for row in files.in_force(config, KEYS))
    assert "keys.FLICKR_API_KEY set environment" in shown
    assert "s3cret" not in shown
    assert "s3cret" not in repr(config)


def test_a_key_is_named_as_its_variable_where_nothing_else_is_said(tmp_path: Path) -> None:
    file = write(tmp_path / "desk.toml", "[keys]\nFLICKR_API_KEY = ''\n")
    assert load(file, environment={"FLICKR_API_KEY": "s3cret"}).keys == {"FLICKR_API_KEY": "s3cret"}


def test_a_variable_that_no_source_asks_for_is_no_key() -> None:
    assert load(environment={"HOME_API_KEY": "s3cret"}).keys == {}


def test_no_name_is_refused_while_a_source_is_broken(tmp_path: Path) -> None:
    """It may be the broken source's own: a broken plug-in ends no run."""
    file = write(tmp_path / "desk.toml", "[keys]\nOUR_ARCHIVE_KEY = 'DESK_ARCHIVE'\n")
    some = KeyNames(KEYS.names, complete=False)
    config = files.load(file, keys=some, environment={"DESK_ARCHIVE": "s3cret"})
    assert config.keys == {"OUR_ARCHIVE_KEY": "s3cret"}
    with pytest.raises(ConfigError, match="OUR_ARCHIVE_KEY"):
        load(file, environment={})


def test_a_proxys_password_is_not_shown(tmp_path: Path) -> None:
    file = write(
        tmp_path / "desk.toml", "[network]\nproxy = 'http://desk:s3cret@proxy.example:3128'\n"
    )
    config = load(file, environment={})
    assert config.network.proxy == "http://desk:s3cret@proxy.example:3128"
    rows = {key: value for key, value, _ in files.in_force(config, KEYS)}
    assert rows["network.proxy"] == '"http://…@proxy.example:3128"'


def test_what_is_in_force_says_where_each_value_comes_from(tmp_path: Path) -> None:
    file = write(tmp_path / "desk.toml", "profile = 'audit'\n[desk]\ncommercial = false\n")
    rows = {
        key: (value, origin)
        for key, value, origin in files.in_force(
            load(file, environment={"PROVENANCE_CONTACT": "a@b"}), KEYS
        )
    }
    assert rows["profile"] == ('"audit"', str(file))
    assert rows["desk.commercial"] == ("false", str(file))
    assert rows["network.contact"] == ('"a@b"', "environment")
    assert rows["budget"] == ("60.0", "default")


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "lost"])
@pytest.mark.parametrize("where", ["project", "user"])
def test_what_bears_the_files_name_and_is_none_is_not_passed_over(
    tmp_path: Path, kind: str, where: str
) -> None:
    places = {"project": tmp_path, "user": tmp_path / "nobody" / "picture-provenance"}
    places[where].mkdir(parents=True, exist_ok=True)
    path = places[where] / "provenance.toml"
    make = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "loop": lambda: path.symlink_to(path),
        "lost": lambda: path.symlink_to(tmp_path / "gone.toml"),
    }
    make[kind]()
    with pytest.raises(ConfigError, match=r"^the configuration file .*provenance\.toml ") as told:
        load(environment={})
    assert str(path) in str(told.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("how", ["option", "variable", "link"])
def test_a_pipe_that_bears_the_named_files_name_is_not_waited_for(tmp_path: Path, how: str) -> None:
    pipe, link = tmp_path / "desk.toml", tmp_path / "link.toml"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    named = {"option": pipe, "variable": None, "link": link}[how]
    with pytest.raises(ConfigError, match=r"is no file: it is a named pipe") as told:
        load(named, environment={"PROVENANCE_CONFIG": str(pipe)})
    assert "standard input" not in str(told.value)


@pytest.mark.skipif(os.name == "nt", reason="its empty device has another name")
def test_a_named_file_may_be_the_empty_device() -> None:
    assert load(Path(os.devnull), environment={}) == load(environment={})


def test_a_named_file_may_be_a_pipe(tmp_path: Path) -> None:
    """As a shell makes it: `--config <(…)`."""
    read, write_end = os.pipe()
    os.write(write_end, b"budget = 7\n")
    os.close(write_end)
    assert load(Path(f"/dev/fd/{read}"), environment={}).budget == 7
    os.close(read)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\xff", 'budget = 3 # "\u00e9"'.encode("latin-1")]
)
def test_a_file_that_is_no_text_is_told_in_our_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "work" / "provenance.toml").write_bytes(content)
    with pytest.raises(
        ConfigError, match=r"cannot be read: it is not UTF-8 text\. Save it"
    ) as told:
        load(environment={})
    assert "codec" not in str(told.value)
