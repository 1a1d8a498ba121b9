"""The samples in docs/deployment keep to what the service has."""

from __future__ import annotations

import gettext
import json
import re
import tomllib
from pathlib import Path

import pytest

from provenance.config import ServiceSettings
from provenance.hooks.service.metrics import Metrics
from tests.wordpress_pot import FOLDER, LOCALES, POT, catalog_of, for_the_editor, made, texts

DOCS = Path(__file__).parents[2] / "docs"
PLACEHOLDERS = re.compile(r"%(?:\d\$)?[sd]")


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
