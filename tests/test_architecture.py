"""The shape of the project: imports point down, plug-ins are complete, help loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

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
    "model": 1, "errors": 1, "plugins": 1, "values": 1, "lazy_re": 1,
    "files": 1,
}  # fmt: skip
"""Part of the package → its layer (design §3). A new file at the top must be given one here."""


SUMMARY = 80
"""Characters of a docstring's first line (design §2 of the house: it says what is returned)."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every file of the package, parsed: `rules/place_mismatch` → its tree."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def part_of(module: str) -> str:
    return module.split("/")[0]


@cache
def imports_of(module: str) -> tuple[str, ...]:
    """Every `provenance.…` module that a file imports, however deep the statement stands."""
    found: list[str] = []
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "provenance":
            assert node.module
            if node.module == "provenance":
                # `from provenance import rules` names a module, `… import Checker` what the
                # package itself offers.
                found += (
                    f"provenance.{a.name}" if a.name in LAYERS else "provenance" for a in node.names
                )
            else:
                found.append(node.module)
        elif isinstance(node, ast.Import):
            found += (a.name for a in node.names if a.name.split(".")[0] == "provenance")
    return tuple(found)


def points_down(here: str, there: str) -> bool:
    """True where a file of `here` may import from `there`."""
    if there == here or (there == "__init__" and LAYERS[here] == 8):
        return True
    beside = LAYERS[there] == LAYERS[here] and LAYERS[here] in (1, 8)
    return LAYERS[there] < LAYERS[here] or beside


def test_imports_point_down_only() -> None:
    wrong = []
    for module in modules():
        here = part_of(module)
        assert here in LAYERS, f"give {here} a layer"
        for name in imports_of(module):
            there = name.split(".")[1] if "." in name else "__init__"
            assert there in LAYERS, f"{module} imports {name}, which has no layer"
            if not points_down(here, there):
                wrong.append(
                    f"{module} (layer {LAYERS[here]}) imports {name} (layer {LAYERS[there]})"
                )
    assert wrong == []


def test_an_import_upwards_or_sideways_is_noticed() -> None:
    assert points_down("run", "rules")
    assert not points_down("rules", "run")
    assert not points_down("sources", "rules")


def test_rules_and_reports_see_only_the_model_and_what_words_disclose_or_relate() -> None:
    both = (
        "provenance.model", "provenance.errors", "provenance.plugins", "provenance.values",
        "provenance.lazy_re",
    )  # fmt: skip
    # a report may print what a rule says of itself; it judges nothing
    pages = ("provenance.rules.kit.page",)
    allowed = {
        "rules": (
            *both, "provenance.claims.relations", "provenance.claims.disclosures",
            "provenance.rules", "provenance.lexicon",
        ),
        "reports": (*both, "provenance.reports", "provenance.lexicon", *pages),
    }  # fmt: skip
    for module in modules():
        for name in imports_of(module):
            fine = allowed.get(part_of(module))
            assert fine is None or name.startswith(fine), f"{module} imports {name}"


def test_sources_do_not_import_one_another() -> None:
    for module in modules():
        if part_of(module) != "sources" or "/kit/" in module or module == "sources/__init__":
            continue
        own = module.split("/")[1]
        for name in imports_of(module):
            parts = name.split(".")
            if parts[1] == "sources" and len(parts) > 2:
                assert parts[2] == own or parts[2] == "kit", f"{module} imports {name}"


def summaries() -> Iterator[tuple[str, str]]:
    """Where a docstring stands, and its first line."""
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node)
                if text:
                    yield f"{module}:{getattr(node, 'name', '')}", text.split("\n")[0]


def is_summary(line: str) -> bool:
    """True for one short line that ends where its sentence does."""
    return len(line) <= SUMMARY and line.endswith((".", ":", "?", "!", "…", ")", "`", '"'))


def test_a_docstring_begins_with_one_short_line() -> None:
    long = [f"{where}: {line}" for where, line in summaries() if not is_summary(line)]
    assert not long


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


def test_a_page_without_pictures_at_hand_loads_nothing_that_looks_at_pixels(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<article><h1>Port</h1><figure><img src="https://news.example/a.jpg"><figcaption>The port '
        "of Odesa, 3 March 2022. Photo: Ada Roe</figcaption></figure></article>"
    )
    script = (
        "import sys\nfrom provenance.cli import main\n"
        f"try: main(['check', '--offline', {str(page)!r}])\nexcept SystemExit: pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Ada Roe" in run.stdout
    loaded = set(run.stdout.partition("LOADED")[2].split())
    assert not loaded & {"requests", "bs4", "numpy", "cv2", "imagehash", "jinja2"}
