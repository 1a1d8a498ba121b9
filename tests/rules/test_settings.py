"""Every setting that an editor can write down changes something."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from provenance.config import Config
from provenance.model import Desk

PACKAGE = Path(__file__).parents[2] / "provenance"
FOR_OTHERS = {"options"}
"""What only rules of other distributions read."""


def attributes(files: Iterable[Path], of: str | None = None) -> set[str]:
    """The attributes that the files read; with `of`, only those of a value of that name."""
    read = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and (of is None or _name(node.value) == of):
                read.add(node.attr)
    return read


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_each_setting_of_the_desk_is_read_by_a_rule() -> None:
    read = attributes((PACKAGE / "rules").rglob("*.py"), of="desk")
    assert {f.name for f in fields(Desk)} - FOR_OTHERS == read


def test_each_other_setting_is_read_somewhere() -> None:
    files = (p for p in PACKAGE.rglob("*.py") if "config" not in p.parts)
    assert {f.name for f in fields(Config)} <= attributes(files)


def test_a_setting_that_nothing_reads_would_be_noticed(tmp_path: Path) -> None:
    rule = tmp_path / "rule.py"
    rule.write_text("def check(case):\n    return case.desk.commercial\n", "utf-8")
    assert attributes([rule], of="desk") == {"commercial"}
    assert attributes([rule], of="case") == {"desk"}
