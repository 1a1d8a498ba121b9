"""The shape of the project: imports point down, plug-ins are complete, help loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "provenance"
LAYERS = {
    "cli": 8, "hooks": 8, "demo": 8, "__main__": 8, "__init__": 8,
    "audit": 7,
    "run": 6,
    "originals": 5, "reports": 5,
    "sources": 4, "rules": 4, "archive": 4,
    "articles": 3.5,
    "credits": 3, "claims": 3, "pictures": 3, "fetch": 3,
    "lexicon": 2, "config": 2,
    "model": 1, "errors": 1, "plugins": 1,
}  # fmt: skip
"""Part of the package → its layer (design §3). A new file at the top must be given one here."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).with_suffix("").as_posix(), path


def part_of(module: str) -> str:
    return module.split("/")[0]


def imports_of(path: Path) -> Iterator[str]:
    """Every `provenance.…` module that a file imports, however deep the statement stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "provenance":
            assert node.module
            if node.module == "provenance":
                # `from provenance import rules` names a module, `… import Checker` what the
                # package itself offers.
                yield from (
                    f"provenance.{a.name}" if a.name in LAYERS else "provenance" for a in node.names
                )
            else:
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "provenance")


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=[m for m, _ in modules()])
def test_imports_point_down_only(module: str, path: Path) -> None:
    here = part_of(module)
    assert here in LAYERS, f"give {here} a layer"
    for name in imports_of(path):
        parts = name.split(".")
        there = parts[1] if len(parts) > 1 else "__init__"
        if there == here or (there == "__init__" and LAYERS[here] == 8):
            continue
        assert there in LAYERS, f"{module} imports {name}, which has no layer"
        below = LAYERS[there] < LAYERS[here]
        beside = LAYERS[there] == LAYERS[here] and LAYERS[here] in (1, 8)
        assert below or beside, (
            f"{module} (layer {LAYERS[here]}) imports {name} (layer {LAYERS[there]})"
        )


def test_rules_and_reports_see_only_the_model_and_the_relations_of_claims() -> None:
    both = ("provenance.model", "provenance.errors", "provenance.plugins")
    allowed = {
        "rules": (*both, "provenance.claims.relations", "provenance.rules", "provenance.lexicon"),
        "reports": (*both, "provenance.reports", "provenance.lexicon"),
    }
    for module, path in modules():
        for name in imports_of(path):
            fine = allowed.get(part_of(module))
            assert fine is None or name.startswith(fine), f"{module} imports {name}"


def test_sources_do_not_import_one_another() -> None:
    for module, path in modules():
        if part_of(module) != "sources" or "/kit/" in module or module == "sources/__init__":
            continue
        own = module.split("/")[1]
        for name in imports_of(path):
            parts = name.split(".")
            if parts[1] == "sources" and len(parts) > 2:
                assert parts[2] == own or parts[2] == "kit", f"{module} imports {name}"


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom provenance.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "check" in run.stdout
    loaded = set(run.stdout.partition("LOADED")[2].split())
    assert not loaded & {
        "requests",
        "bs4",
        "PIL",
        "numpy",
        "cv2",
        "imagehash",
        "rich",
        "jinja2",
        "msgspec",
        "lxml",
    }


def test_importing_the_library_loads_nothing_heavy() -> None:
    script = "import sys, provenance\nprint(*sorted({m.split('.')[0] for m in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {
        "requests",
        "bs4",
        "PIL",
        "numpy",
        "cv2",
        "imagehash",
        "msgspec",
    }
