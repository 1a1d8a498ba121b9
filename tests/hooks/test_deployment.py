"""The samples in docs/deployment keep to what the service has."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from provenance.config import ServiceSettings
from provenance.hooks.service.metrics import Metrics
from tests.wordpress_pot import POT, made

DOCS = Path(__file__).parents[2] / "docs"


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
    assert set(ServiceSettings.__dataclass_fields__) - keys == {"threads"}


def test_the_template_for_translators_holds_every_text_of_the_plug_in() -> None:
    """Where this fails: python tests/wordpress_pot.py write."""
    assert POT.read_text("utf-8") == made()
