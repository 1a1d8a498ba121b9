"""What the project brings along may be brought along: each licence is read and on the list."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from email.message import Message
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "audit_dependencies.py"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit_dependencies", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_distribution_states_a_licence_on_the_list(audit: ModuleType) -> None:
    found = dict(audit.closure())
    assert {"pillow", "requests", "click"} <= set(found)
    assert {name: said for name, d in found.items() if (said := audit.objection(d))} == {}


@pytest.mark.parametrize(
    ("field", "value", "objection"),
    [
        ("License-Expression", "MIT", ""),
        ("License-Expression", "Apache-2.0 OR BSD-3-Clause", ""),
        ("License-Expression", "MIT AND GPL-3.0-only", "MIT / GPL-3.0-only"),
        ("Classifier", "License :: OSI Approved :: BSD License", ""),
        ("Classifier", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
         "GNU General Public License v3 (GPLv3)"),
        ("License", "2-clause BSD License", ""),
        ("License", "3-Clause BSD License", ""),
        ("Classifier", "License :: OSI Approved", "none stated"),
        ("License", "Proprietary", "Proprietary"),
        ("License", "MITRE's own", "MITRE's own"),
        ("Summary", "It does something.", "none stated"),
    ],
)  # fmt: skip
def test_a_licence_is_on_the_list_or_told(
    audit: ModuleType, field: str, value: str, objection: str
) -> None:
    metadata = Message()
    metadata["Name"], metadata[field] = "something", value
    assert audit.objection(SimpleNamespace(metadata=metadata)) == objection


def answering(rows: Any) -> Any:
    """A pip-audit that answers so; None answers with no JSON."""
    text = "" if rows is None else json.dumps({"dependencies": rows})
    return lambda *a, **k: subprocess.CompletedProcess(a, 1, text, "")


ROW = {"name": "a", "version": "1", "vulns": []}
HOLE = {"id": "PYSEC-1", "fix_versions": ["2"]}


@pytest.mark.parametrize(
    ("rows", "words", "holes"),
    [
        (None, "not audited", 0),
        ([{"name": "a", "version": "1", "skip_reason": "unknown"}], "not audited", 0),
        ([ROW], "1 of 1 audited, 0 known", 0),
        ([{**ROW, "vulns": [HOLE]}, ROW], "2 of 2 audited, 1 known", 1),
    ],
)
def test_an_audit_that_could_not_be_made_is_no_clean_bill(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, rows: Any, words: str, holes: int
) -> None:
    monkeypatch.setattr(audit.subprocess, "run", answering(rows))
    said, found = audit.vulnerabilities({"a": "1"})
    assert said.startswith(words)
    assert len(found) == holes
