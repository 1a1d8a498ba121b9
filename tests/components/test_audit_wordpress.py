"""A real WordPress audited over its REST API, its credits repaired there, and all of it undone."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.components.wordpress import newsroom as newsroom_module

pytestmark = pytest.mark.component
COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]


@pytest.fixture
def published(wordpress: Any, newsroom: Any) -> Iterator[dict[str, int]]:
    """Two published posts with one picture, one of them without its credit."""
    caption = "A street market in Podil, Kyiv, on 9 March 2024."
    bare = newsroom_module.paragraph() + newsroom_module.picture(newsroom.market, caption)
    bare = (
        bare.replace("<img", "<img data-kept='1'") + "<!-- wp:html --><b>&amp;</b><!-- /wp:html -->"
    )
    posts = {
        name: wordpress.draft(content, title=f"Podil {name}")
        for name, content in (("bare", bare), ("credited", newsroom.right()))
    }
    wordpress.settings("")  # the plugin checks nothing: it is the audit that is tested
    for post in posts.values():
        done = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
        assert done.status_code == 200, done.text
    yield posts
    for post in posts.values():
        wordpress.rest("DELETE", f"/posts/{post}", params={"force": "true"})


def run(tmp_path: Path, wordpress: Any, *args: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, "audit", *args], cwd=tmp_path, capture_output=True, text=True, timeout=300,
        env={
            **os.environ,
            "PROVENANCE_WORDPRESS_USER": "editor",
            "PROVENANCE_WORDPRESS_PASSWORD": wordpress.passwords["editor"],
        },
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


def content(wordpress: Any, post: int) -> str:
    answer = wordpress.rest("GET", f"/posts/{post}", params={"context": "edit"}).json()
    return str(answer["content"]["raw"])


def test_credits_are_repaired_and_the_repair_is_taken_back(
    wordpress: Any, published: dict[str, int], tmp_path: Path
) -> None:
    (tmp_path / "desk.toml").write_text('[network]\nallowed-addresses = ["127.0.0.1/32"]\n')
    desk = ("--config", "desk.toml")
    done = run(tmp_path, wordpress, f"{wordpress.base}/", "--online", "--output", "out", *desk)
    assert done.returncode == 0, done.stderr
    before = {name: content(wordpress, post) for name, post in published.items()}

    told = run(tmp_path, wordpress, "repair", "out", "--plan", "plan.csv")
    assert told.returncode == 0, told.stderr
    with (tmp_path / "plan.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    mine = [row for row in rows if row["article"].endswith(f"p={published['bare']}")]
    assert [(row["source"], "Iryna Halenko" in row["proposed"]) for row in mine] == [
        ("elsewhere", True)
    ]
    untouched = run(tmp_path, wordpress, "repair", "out", "--apply", "plan.csv", "--wordpress",
                    wordpress.base, *desk)  # fmt: skip
    assert "0 changed" in untouched.stdout, "nothing is printed that nobody agreed to"

    for row in rows:
        row["decision"] = "yes" if row in mine else ""
    with (tmp_path / "plan.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    applied = run(tmp_path, wordpress, "repair", "out", "--apply", "plan.csv", "--wordpress",
                  wordpress.base, *desk)  # fmt: skip
    assert "1 changed, 0 left" in applied.stdout, applied.stdout + applied.stderr
    after = content(wordpress, published["bare"])
    assert "(Photo: Iryna Halenko" in after
    shown = after.replace(after[after.index(" (Photo:") : after.index("</figcaption>")], "")
    assert shown == before["bare"], "nothing else was changed"
    assert content(wordpress, published["credited"]) == before["credited"]

    again = run(tmp_path, wordpress, "repair", "out", "--apply", "plan.csv", "--wordpress",
                wordpress.base, *desk)  # fmt: skip
    assert "has this credit already" in again.stdout

    undone = run(
        tmp_path, wordpress, "repair", "out", "--undo", "--wordpress", wordpress.base, *desk
    )
    assert "1 changed, 0 left" in undone.stdout, undone.stdout + undone.stderr
    assert content(wordpress, published["bare"]) == before["bare"]


def test_a_post_that_was_edited_since_is_left_alone(
    wordpress: Any, published: dict[str, int], tmp_path: Path
) -> None:
    (tmp_path / "desk.toml").write_text('[network]\nallowed-addresses = ["127.0.0.1/32"]\n')
    desk = ("--config", "desk.toml")
    run(tmp_path, wordpress, f"{wordpress.base}/", "--online", "--output", "out", *desk)
    run(tmp_path, wordpress, "repair", "out", "--plan", "plan.csv")
    text = (tmp_path / "plan.csv").read_text("utf-8").replace("\n,", "\nyes,")
    (tmp_path / "plan.csv").write_text(text, "utf-8")
    args = ("repair", "out", "--apply", "plan.csv", "--wordpress", wordpress.base, *desk)
    assert run(tmp_path, wordpress, *args).returncode in (0, 1)
    post = published["bare"]
    edited = content(wordpress, post).replace("A street market", "The street market")
    wordpress.rest("POST", f"/posts/{post}", json={"content": edited})
    undone = run(
        tmp_path, wordpress, "repair", "out", "--undo", "--wordpress", wordpress.base, *desk
    )
    assert undone.returncode == 1
    assert "was edited since" in undone.stdout
    assert content(wordpress, post) == edited
