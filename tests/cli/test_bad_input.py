"""Bad input gets one clear sentence: which input, what is wrong, what to do. Exit status 2,
never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from .conftest import Run

PAGE = """<html><body><article><h1>Harbour</h1>
<figure><img src='a.jpg'><figcaption>The harbour.</figcaption></figure></article>"""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.html", None, "does not exist"),
        ("empty.html", b"", "empty"),
        ("blank.txt", b"  \n\n ", "empty"),
        ("binary.html", bytes(range(256)) * 40, "binary"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(2000), "picture"),
    ],
)
def test_an_article_that_cannot_be_read(
    run: Run, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    status, out, err = run("check", name, "--offline")
    assert status == 2
    assert out == ""
    assert name in err
    assert words in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "call",
    [
        ("check", "shut.jpg", "--caption", "A ferry."),
        ("check", "shut.jpg", "--credit", "Jane Doe"),
        ("check", "shut.jpg"),
        ("recheck", "shut.jpg"),
        ("accept", "missing-credit", "shut.jpg", "--reason", "ours"),
        ("check", "--list", "shut.jpg"),
        ("config", "--config", "shut.jpg"),
    ],
)
def test_a_file_that_may_not_be_read_is_told_without_the_systems_numbers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    (tmp_path / "shut.jpg").write_bytes(b"\xff\xd8\xff")
    whole = Path.open

    def shut(path: Path, *rest: Any, **more: Any) -> Any:
        """What the system does for a reader without the right: the tests may run as root."""
        if path.name == "shut.jpg":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return whole(path, *rest, **more)

    monkeypatch.setattr(Path, "open", shut)
    status, _, err = run(*call)
    assert (status, len(err.strip().splitlines())) == (2, 1)
    assert "shut.jpg" in err
    assert "Errno" not in err


@pytest.mark.parametrize("name", ["a" * 5_000, "page.html/behind.jpg"])
def test_a_name_that_can_be_no_file_is_told_without_the_systems_numbers(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    for call in (
        ("check", name, "--caption", "A ferry."),
        ("check", name),
        ("recheck", name),
        ("evidence", "verify", name),
    ):
        status, _, err = run(*call)
        assert (status, len(err.strip().splitlines())) == (2, 1)
        assert name[:100] in err
        assert "Errno" not in err


def test_a_directory(run: Run, tmp_path: Path) -> None:
    status, _, err = run("check", str(tmp_path), "--offline")
    assert (status, "is a directory" in err) == (2, True)


def test_a_page_without_pictures_is_no_error_and_says_so(run: Run, tmp_path: Path) -> None:
    words = "Only words here, and no end of them. " * 12
    (tmp_path / "words.html").write_text(f"<html><body><h1>News</h1><p>{words}</p></body></html>")
    status, out, err = run("check", "words.html", "--offline")
    assert (status, err) == (0, "")
    assert "No editorial pictures were found" in out


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Access denied</title></head><body><h1>Access denied</h1>"
        "<p>Your request was blocked.</p></body></html>",
        "<html><head><title>The paper</title></head><body><div id='app'></div></body></html>",
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Storm over the har",
    ],
)
def test_a_page_that_is_no_article_is_not_called_checked(
    run: Run, tmp_path: Path, page: str
) -> None:
    (tmp_path / "odd.html").write_text(page)
    status, out, _ = run("check", "odd.html", "--offline")
    assert status == 3
    assert "No pictures and hardly any text were found" in out


def test_an_address_that_is_refused(run: Run) -> None:
    status, _, err = run("check", "http://169.254.169.254/latest/meta-data")
    assert status == 2
    assert "never fetched" in err


def test_a_refusal_is_the_only_line_that_an_editor_reads(tmp_path: Path) -> None:
    # In a process of its own: only there do the libraries' own log lines reach stderr.
    command = [
        sys.executable,
        "-m",
        "provenance",
        "check",
        "http://169.254.169.254/latest/meta-data",
    ]
    run = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False
    )
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert line.startswith("provenance: http://169.254.169.254/latest/meta-data could not be read")


def test_an_empty_name_is_no_article(run: Run) -> None:
    status, _, err = run("check", "")
    assert (status, "name an article to check" in err) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "latin-1"])
def test_another_encoding_is_read_or_told_but_never_a_traceback(
    run: Run, tmp_path: Path, encoding: str
) -> None:
    text = f"<html><head><meta charset='{encoding}'></head><body><p>Caf\u00e9</p></body></html>"
    (tmp_path / "page.html").write_bytes(text.encode(encoding, "replace"))
    status, _, _ = run("check", "page.html", "--offline")
    assert status in (2, 3)


def bomb() -> bytes:
    """A PNG that says it has 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not-an-image"),
        (b"<html>404 not found</html>", "not-an-image"),
        (b"\xff\xd8\xff\xe0truncated", "not-an-image"),
        (bomb(), "too-large"),
    ],
)
def test_a_picture_that_cannot_be_read_is_told_and_the_article_is_still_checked(
    run: Run, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "a.jpg").write_bytes(content)
    status, out, _ = run("check", "page.html", "--images", "saved", "--offline", "--format", "json")
    assert status in (0, 1, 3)

    (image,) = json.loads(out)["images"]
    assert reason in {n["reason"] for n in image["not_checked"]}
    assert image["verdict"] != "consistent"
    assert "missing-credit" in {f["rule"] for f in image["findings"]}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("check",), "name an article"),
        (("check", "x.html", "--format", "pdf"), "is no format. Choose one of"),
        (("check", "x.html", "--input-format", "docx"), "is no input format. Choose one of"),
        (("check", "x.html", "--published", "soon"), "is no date"),
        (("chekc", "x.html"), "there is no command 'chekc'; did you mean 'check'?"),
        (("https://a.example/x",), "provenance check https://a.example/x checks it"),
        (("claims", "Lviv", "--date", "foo"), "--date 'foo' is no date"),
        (("explain", "place-mismach"), "did you mean 'place-mismatch'?"),
        (("schema", "chek"), "did you mean 'check'?"),
        (("compare", "a.jpg"), "name two pictures"),
        (("compare", "a.jpg", "b.jpg"), "a.jpg does not exist"),
        (("compare", "--pairs", "pairs.jsonl"), "pairs.jsonl, line 1 is not JSON"),
        (("claims", "--rows", "nothing.jsonl"), "does not exist"),
        (("credit",), "name a credit line"),
        (("read", "nothing.jpg"), "nothing.jpg does not exist"),
        (("trace", "nothing.jpg", "--offline"), "cannot be read"),
        (("check", "x.html", "--config", "none.toml"), "does not exist"),
    ],
)
def test_a_wrong_call_is_answered_with_what_to_do(
    run: Run, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    (tmp_path / "x.html").write_text(PAGE)
    (tmp_path / "pairs.jsonl").write_text("{not json\n")
    status, _, err = run(*args)
    assert status == 2
    assert words in err


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    status, out, _ = run("check", "-", "--offline")
    assert status == 1
    assert "The harbour." in out


def test_one_unreadable_target_of_several_is_told_and_the_others_are_checked(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    status, out, err = run("check", "page.html", "missing.html", "--offline")
    assert status == 2
    assert "missing.html does not exist" in err
    assert "The harbour." in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    "call",
    [
        ("check", "pipe", "--offline"),
        ("check", "pipe", "--caption", "A ferry.", "--offline"),
        ("check", "--list", "pipe"),
        ("check", "a.html", "--config", "pipe", "--offline"),
        ("images", "pipe"),
        ("read", "pipe"),
        ("read", "/dev/zero"),
        ("compare", "a.jpg", "pipe"),
        ("compare", "--pairs", "pipe"),
        ("trace", "pipe", "--offline"),
        ("credit", "--lines", "pipe"),
        ("claims", "--rows", "pipe"),
        ("recheck", "pipe"),
        ("accept", "missing-credit", "pipe", "--reason", "ours"),
        ("archive", "add", "pipe"),
        ("audit", "pipe", "--output", "found", "--offline"),
        ("audit", "pipe.jsonl", "--output", "found", "--offline"),
        ("audit", "pipe.warc", "--output", "found", "--offline"),
    ],
)
def test_what_is_no_file_is_told_and_not_waited_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PROVENANCE_ARCHIVE", str(tmp_path / "archive"))
    (tmp_path / "a.html").write_text(PAGE)
    Image.new("RGB", (64, 48)).save(tmp_path / "a.jpg")
    for name in ("pipe", "pipe.jsonl", "pipe.warc"):
        os.mkfifo(tmp_path / name)
    status, out, err = run(*call)
    assert status == 2
    assert "is no file: it is a named pipe, a socket or a device" in out + err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("options", [(), ("--images", "saved")])
def test_a_pipe_in_the_place_of_a_pages_picture_is_no_picture(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "saved").mkdir()
    for folder in (tmp_path, tmp_path / "saved"):
        os.mkfifo(folder / "a.jpg")
    status, out, _ = run("check", "page.html", *options, "--offline", "--format", "json")
    (image,) = json.loads(out)["images"]
    assert status == 1
    assert "no-link" in {n["reason"] for n in image["not_checked"] if n["rule"] == "picture"}


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system has no /dev/fd")
def test_what_the_shell_opens_for_us_is_read(run: Run) -> None:
    inner, outer = os.pipe()
    os.write(outer, PAGE.encode())
    os.close(outer)
    status, out, _ = run("check", f"/dev/fd/{inner}", "--offline")
    os.close(inner)
    assert status == 1
    assert "The harbour." in out


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_whose_file_ends_early_is_told_in_the_details(
    run: Run, tmp_path: Path, kind: str
) -> None:
    whole = io.BytesIO()
    Image.effect_noise((240, 160), 60).convert("RGB").save(whole, kind)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "a.jpg").write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    status, out, _ = run("check", "page.html", "--offline", "-v")
    told = " ".join(out.split())
    assert status == 1
    assert "the published picture's file ends early: only what stands before its end" in told
    status, out, _ = run("check", "page.html", "--offline", "--format", "json")
    (image,) = json.loads(out)["images"]
    (partly,) = (n for n in image["not_checked"] if n["rule"] == "picture")
    assert (status, partly["reason"]) == (1, "partly-read")
    (tmp_path / "a.jpg").write_bytes(whole.getvalue())
    assert "ends early" not in run("check", "page.html", "--offline", "-v")[1]
