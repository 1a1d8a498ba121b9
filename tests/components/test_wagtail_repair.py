"""A real Wagtail's pages audited, credits repaired in them by its command, and all taken back."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.components.test_wagtail import MARKET
from tests.components.wagtail_site.running import HERE, started

pytestmark = pytest.mark.component
COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]
PAVLO = "Pavlo Sokol / The Example Agency"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with started(tmp_path_factory.mktemp("repair") / "site", own_images=True) as running:
        yield running


def run(site: Any, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, "audit", *args],
        cwd=folder, capture_output=True, text=True, timeout=300, env=site.environment,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


def plan(path: Path, *rows: Mapping[str, object]) -> Path:
    """A reviewed plan, every line agreed."""
    same = {
        "decision": "yes", "proposed": PAVLO, "confidence": "high", "source": "archive",
        "evidence": "the archive, picture 7", "caption": "", "printed": "", "key": "k",
        "number": 1, "at": 0,
    }  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*same, "article", "picture"])
        writer.writeheader()
        writer.writerows({**same, **row} for row in rows)
    return path


def test_credits_are_repaired_in_the_pages_and_the_repair_is_taken_back(
    site: Any, tmp_path: Path
) -> None:
    credited = site.act("write", title="Market opens", figures=[MARKET], paragraph="As ever.")
    site.act("settled", page=credited)
    assert site.act("publish_revision", page=credited)["refused"] is None
    bare = site.act("write", title="Market again", figures=[[*MARKET[:2], ""]], paragraph="So.")
    site.act("force_live", page=bare)
    (tmp_path / "desk.toml").write_text('[network]\nallowed-addresses = ["127.0.0.1/32"]\n')
    addresses = [site.address + site.act("address", page=page) for page in (credited, bare)]
    done = run(site, tmp_path, "run", *addresses, "--online", "-o", "out", "--config", "desk.toml")
    assert done.returncode == 0, done.stderr
    assert run(site, tmp_path, "repair", "out", "--plan", "plan.csv").returncode == 0
    with (tmp_path / "plan.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["article"], row["source"]) for row in rows] == [(addresses[1], "elsewhere")]
    manage = ("--wagtail", str(HERE / "manage.py"))
    untouched = run(site, tmp_path, "repair", "out", "--apply", "plan.csv", *manage)
    assert untouched.stdout == "0 changed, 0 left as they are\n", "nobody has agreed to anything"

    plan(tmp_path / "agreed.csv", *({**row, "decision": "yes"} for row in rows))
    before = site.act("credits", page=bare)
    told = run(site, tmp_path, "repair", "out", "--apply", "agreed.csv", *manage)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "1 changed" in told.stdout
    ((_, credit),) = site.act("credits", page=bare)
    assert "Iryna Halenko" in credit
    state = site.act("state", page=bare)
    assert state["live"]
    (said,) = [message for action, message in state["history"] if action == "provenance.repair"]
    assert "is credited so in 1 articles" in said
    again = run(site, tmp_path, "repair", "out", "--apply", "agreed.csv", *manage)
    assert "has this credit already" in again.stdout
    assert again.returncode == 1

    back = run(site, tmp_path, "repair", "out", "--undo", *manage, "--format", "json")
    assert back.returncode == 0, back.stdout
    assert [json.loads(line)["done"] for line in back.stdout.splitlines()] == [True]
    assert site.act("credits", page=bare) == before
    assert run(site, tmp_path, "repair", "out", "--undo", *manage).stdout.startswith("0 changed")


def test_a_credit_is_written_wherever_a_page_keeps_one_and_drafts_keep_what_they_have(
    site: Any, tmp_path: Path
) -> None:
    page = site.act("to_repair")
    pictures = site.act("credits", page=page["page"])
    assert [credit for _, credit in pictures] == [""] * 5
    address = f"http://news.example{site.act('address', page=page['page'])}"
    rows = [{"article": address, "picture": picture} for picture, _ in pictures]
    rows.append({"article": f"{address}no-such/", "picture": pictures[0][0]})
    rows.append({"article": address, "picture": "/media/original_images/other.jpg"})
    done = site.manage("repair_credits", str(plan(tmp_path / "plan.csv", *rows)))
    told = done.stdout.splitlines()
    assert done.returncode == 1, done.stdout + done.stderr
    assert told[-3].endswith("no-such/ is no page of this site.")
    assert told[-2].startswith("The picture is not in")
    assert told[-1] == "5 changed, 2 left as they are"
    assert [credit for _, credit in site.act("credits", page=page["page"])] == [PAVLO] * 5
    draft = site.act("credits", page=page["page"], draft=True)
    assert [credit for _, credit in draft] == [PAVLO] * 5
    assert site.act("state", page=page["page"])["title"] == "As published"
    assert site.act("draft_title", page=page["page"]) == "Not yet published"

    site.act("change_box", box=page["box"], credit="Somebody has edited it")
    undone = site.manage("repair_credits", "--undo")
    assert "4 changed, 1 left as they are" in undone.stdout
    assert "was changed since" in undone.stdout
    left = [credit for _, credit in site.act("credits", page=page["page"])]
    assert sorted(left) == ["", "", "", "", "Somebody has edited it"]
    assert site.act("draft_title", page=page["page"]) == "Not yet published"


def test_a_page_whose_next_version_is_scheduled_or_with_the_desk_is_left_alone_and_told(
    site: Any, tmp_path: Path
) -> None:
    made = site.act("to_repair")
    page = made["page"]
    pictures = site.act("credits", page=page)
    address = f"http://news.example{site.act('address', page=page)}"
    rows = [{"article": address, "picture": picture} for picture, _ in pictures]
    first, rest = plan(tmp_path / "first.csv", rows[0]), plan(tmp_path / "rest.csv", *rows[1:])
    assert site.manage("repair_credits", str(first)).returncode == 0
    site.act("plan_draft", page=page)
    (waiting,) = site.act("planned", page=page)
    done = site.manage("repair_credits", str(rest))
    assert "2 changed, 2 left as they are" in done.stdout, "a snippet and an image need no page"
    assert done.stdout.count("As published is left as it is: a version of it is scheduled") == 2
    undone = site.manage("repair_credits", "--undo")
    assert undone.stdout.count("is as it was") == 2
    assert undone.stdout.count("As published is left as it is: a version of it is scheduled") == 1
    assert site.act("planned", page=page) == [waiting]
    assert [credit for _, credit in site.act("credits", page=page)] == [PAVLO, "", "", "", ""]

    site.act("cancel_plan", page=page)
    site.act("moderate", page=page)
    done = site.manage("repair_credits", str(rest))
    assert done.stdout.count("As published is left as it is: a workflow has it") == 2
    assert site.act("in_workflow", page=page)


def test_what_is_no_plan_is_told_in_a_sentence(site: Any, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    said = site.manage("repair_credits", str(tmp_path / "odd.csv"))
    assert said.returncode == 2
    assert "is no plan of credits" in said.stderr
    assert "Traceback" not in said.stderr
    assert site.manage("repair_credits").returncode == 2
