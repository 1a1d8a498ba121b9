"""The examples do what they say: each is run in a process of its own, as a newsroom's would,
against a stand-in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stand_ins.commons import HEADLINE, Commons

Run = Callable[..., "subprocess.CompletedProcess[str]"]
EXAMPLES = Path(__file__).parents[2] / "provenance" / "hooks" / "examples"


@pytest.fixture
def run(commons: Commons, tmp_path: Path) -> Run:
    """Runs Python with a configuration that reaches the stand-in and nothing else."""
    config = tmp_path / "provenance.toml"
    config.write_text(commons.settings())
    environment = os.environ | {
        "PROVENANCE_CONFIG": str(config),
        "PROVENANCE_CACHE": str(tmp_path / "cache"),
    }

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    return ran


def page(commons: Commons, *numbers: int) -> str:
    """An article whose pictures the stand-in serves."""
    return commons.article(*numbers).replace('src="/', f'src="{commons.base}/pictures/')


def test_each_is_about_twenty_lines(commons: Commons) -> None:
    for path in EXAMPLES.glob("[a-z]*.py"):
        lines = [
            line for line in path.read_text().partition('"""\n\n')[2].splitlines() if line.strip()
        ]
        code = [
            line
            for line in lines
            if not line.startswith(("from ", "import ")) and '"""' not in line
        ]
        assert 8 <= len(code) <= 30, (path.name, len(code))


DJANGO = """
import json, sys, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
                   DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True)
django.setup()
from django.core.exceptions import ValidationError
from django.db import connection
from provenance.hooks.examples.django_model import Story, checker
with connection.schema_editor() as editor:
    editor.create_model(Story)
told = []
for html, live in json.loads(sys.argv[1]):
    story = Story(html=html, live=live)
    try:
        story.full_clean()
        story.save()
        told.append(["saved", story.picture_warnings])
    except ValidationError as error:
        told.append(["refused", error.message_dict["html"]])
checker().close()
print(json.dumps([told, Story.objects.count()]))
"""  # noqa: E501


def test_a_django_story_is_refused_while_its_picture_does_not_match(
    run: Run, commons: Commons
) -> None:
    stories = [[page(commons, 0), True], [page(commons, 0), False], [page(commons, 1), True]]
    stories.append(["", True])
    done = run("-c", DJANGO, json.dumps(stories))
    assert done.returncode == 0, done.stderr
    (refused, draft, fine, empty), saved = json.loads(done.stdout)
    assert refused[0] == "refused"
    assert any("Iruma" in sentence for sentence in refused[1])
    assert draft == ["saved", []]
    assert fine[0] == "saved"
    assert empty == ["refused", ["This field cannot be blank."]]
    assert saved == 2


@pytest.mark.slow
def test_a_static_build_fails_for_the_page_that_does_not_match(
    run: Run, commons: Commons, tmp_path: Path
) -> None:
    site = tmp_path / "public"
    (site / "2024").mkdir(parents=True)
    (site / "0.jpg").write_bytes(commons.published[0])
    (site / "1.jpg").write_bytes(commons.published[1])
    (site / "2024" / "fine.html").write_text(commons.article(1))
    module = ("-m", "provenance.hooks.examples.static_site", str(site), "https://news.example/")
    fine = run(*module)
    assert fine.returncode == 0, fine.stderr
    (site / "wrong.html").write_text(commons.article(0))
    wrong = run(*module)
    assert wrong.returncode == 1
    assert f"{site / 'wrong.html'}: Picture 1" in wrong.stderr
    assert "Iruma" in wrong.stderr


@pytest.mark.slow
def test_a_static_build_says_what_it_cannot_read_and_goes_on(
    run: Run, commons: Commons, tmp_path: Path
) -> None:
    site = tmp_path / "public"
    site.mkdir()
    (site / "0.jpg").write_bytes(commons.published[0])
    (site / "a-empty.html").write_text("")
    (site / "wrong.html").write_text(commons.article(0))
    module = ("-m", "provenance.hooks.examples.static_site")
    done = run(*module, str(site), "https://news.example")
    assert done.returncode == 1
    assert "a-empty.html" in done.stderr
    assert "Iruma" in done.stderr
    assert "Traceback" not in done.stderr
    for wrong in ((), (str(tmp_path / "nowhere"), "https://news.example")):
        refused = run(*module, *wrong)
        assert refused.returncode == 1
        assert refused.stderr.startswith("usage:")


CELERY = """
import json, sys
from celery import Celery
from celery.contrib.testing.worker import start_worker
app = Celery("desk", broker="memory://", backend="cache+memory://")
app.set_default()
from provenance.hooks.examples.celery_task import check_article, checker
with start_worker(app, pool="solo", perform_ping_check=False, loglevel="ERROR"):
    answers = [check_article.delay(payload).get(timeout=90) for payload in json.loads(sys.argv[1])]
checker().close()
print(json.dumps(answers))
"""


@pytest.mark.slow
def test_a_celery_worker_checks_what_the_web_process_hands_it(run: Run, commons: Commons) -> None:
    images = [
        {
            "url": f"{commons.base}/pictures/{n}.jpg",
            "caption": "A street in Kyiv on 9 March 2024.",
            "credit": "Author / Wikimedia Commons, CC BY 4.0",
            "link": f"https://commons.wikimedia.org/wiki/File:Street_{n}.jpg",
        }
        for n in (0, 1)
    ]
    payload = {
        "headline": HEADLINE,
        "published": "2024-03-13",
        "language": "en",
        "images": images,
    }
    done = run("-c", CELERY, json.dumps([payload]))
    assert done.returncode == 0, done.stderr
    (answer,) = json.loads(done.stdout.splitlines()[-1])
    assert answer["action"] == "block"
    assert answer["verdicts"][0] == "mismatch"
    assert isinstance(answer["not_checked"], list)
    assert any("Iruma" in sentence for sentence in answer["sentences"])
