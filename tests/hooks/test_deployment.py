"""The samples in docs/deployment keep to what the service has."""

from __future__ import annotations

import gettext
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from provenance.config import ServiceSettings
from provenance.hooks.service.metrics import Metrics
from tests.archive.server import started_server
from tests.wordpress_pot import FOLDER, LOCALES, POT, catalog_of, for_the_editor, made, texts

DOCS = Path(__file__).parents[2] / "docs"
PLACEHOLDERS = re.compile(r"%(?:\d\$)?[sd]")
COMPOSE: dict[str, Any] = yaml.safe_load((DOCS / "deployment" / "compose.yaml").read_text())
DOCKERFILE = (DOCS / "deployment" / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of an empty database of a real server."""
    with started_server() as server:
        yield server.database()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.component
def test_the_containers_command_serves_with_the_archive_in_postgresql(
    tmp_path: Path, database: str
) -> None:
    settings = (DOCS / "deployment" / "provenance.toml").read_text()
    asked = tomllib.loads(settings)["archive"]["url"]
    assert set(re.findall(r"//(\w+)@(\w+)/", asked)[0]) <= {*COMPOSE["services"], "provenance"}
    (tmp_path / "provenance.toml").write_text(settings.replace(asked, database))
    (tmp_path / "tokens").write_text("a" * 20 + "\n")
    port = str(free_port())
    here = {
        "/cache": str(tmp_path / "cache"),
        "/etc/provenance/provenance.toml": str(tmp_path / "provenance.toml"),
        "0.0.0.0": "127.0.0.1",
        "8080": port,
    }
    first = COMPOSE["services"]["first"]
    told = {**first["environment"], "PROVENANCE_SERVICE_TOKENS_FILE": str(tmp_path / "tokens")}
    (_, *command) = json.loads(re.findall(r"^CMD (.*)$", DOCKERFILE, re.M)[0])
    python = [sys.executable, "-m", "provenance"]
    serving = subprocess.Popen(
        [*python, *(here.get(word, word) for word in command)],
        env={**os.environ, **told},
        cwd=tmp_path,
        stderr=subprocess.PIPE,
    )
    try:
        how, _, *asking = first["healthcheck"]["test"]
        asking = [sys.executable, *(word.replace("8080", port) for word in asking)]
        until = time.monotonic() + 30
        while (
            ill := subprocess.call(asking, stderr=subprocess.DEVNULL)
        ) and time.monotonic() < until:
            time.sleep(0.2)
        assert (how, ill) == ("CMD", 0)
        config = ["--config", str(tmp_path / "provenance.toml")]
        stats = subprocess.run([*python, "archive", "stats", *config], capture_output=True)
        assert stats.stdout.startswith(b"0 pictures"), stats.stderr
    finally:
        serving.send_signal(getattr(signal, re.findall(r"STOPSIGNAL (\w+)", DOCKERFILE)[0]))
        serving.communicate(timeout=30)
    assert serving.returncode == 0


def test_both_processes_wait_for_the_database_and_share_one_cache() -> None:
    first, second = COMPOSE["services"]["first"], COMPOSE["services"]["second"]
    assert first["volumes"] == second["volumes"]
    assert first["depends_on"]["db"]["condition"] == "service_healthy"
    assert "healthcheck" in COMPOSE["services"]["db"]
    assert re.findall(r"^VOLUME (.*)$", DOCKERFILE, re.M) == [first["volumes"][0].split(":")[1]]
    mounted = [volume for one in COMPOSE["services"].values() for volume in one["volumes"]]
    named = {volume.split(":")[0] for volume in mounted if not volume.startswith(".")}
    assert named == set(COMPOSE["volumes"])


def test_the_board_and_the_alerts_ask_for_what_is_counted() -> None:
    counted = {
        line.split()[2] for line in Metrics().text({}).splitlines() if line.startswith("# TYPE")
    }
    told = (DOCS / "deployment" / "alerts.yml").read_text()
    board = json.loads((DOCS / "deployment" / "grafana.json").read_text())
    told += " ".join(t["expr"] for panel in board["panels"] for t in panel["targets"])
    asked = {
        re.sub(r"_(?:bucket|sum|count)$", "", name)
        for name in re.findall(r"\bprovenance_[a-z_]+", told)
    }
    assert asked
    assert asked <= counted


def test_every_limit_is_in_the_documentation_or_nobody_needs_it() -> None:
    page = (DOCS / "deployment.md").read_text()
    (sample,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    keys = {key.replace("-", "_") for key in tomllib.loads(sample)["service"]}
    assert keys <= set(ServiceSettings.__dataclass_fields__)
    assert set(ServiceSettings.__dataclass_fields__) - keys == {"threads", "jobs_url"}


def test_the_template_for_translators_holds_every_text_of_the_plug_in() -> None:
    """Where this fails: python tests/wordpress_pot.py write."""
    assert POT.read_text("utf-8") == made()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_plug_in_speaks_the_language_whole(locale: str) -> None:
    """Each text, with what is put into it, in the file of translators and in WordPress' own."""
    catalog = catalog_of(locale)
    assert (FOLDER / f"provenance-{locale}.po").read_text("utf-8") == made(catalog)
    with (FOLDER / f"provenance-{locale}.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    for text in texts():
        told = catalog.get(text.one).string
        forms = list(told) if text.many else [told]
        assert all(forms), text.one
        for form in forms:
            assert sorted(PLACEHOLDERS.findall(form)) == sorted(PLACEHOLDERS.findall(text.one))
        if text.many:
            assert read.ngettext(text.one, text.many, 1) == forms[0]
        else:
            assert read.gettext(text.one) == told
    panel = (FOLDER / f"provenance-{locale}-provenance.json").read_text("utf-8")
    assert panel == for_the_editor(catalog)
