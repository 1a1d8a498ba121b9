"""The README's generated parts and its two commands.

python tests/readme.py command demo|test    print one of the two commands, as it stands in the
README
python tests/readme.py examples FOLDER      write the Python that README and docs print
python tests/readme.py write                make the generated parts anew, and docs/rules
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.rules import Rule


ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GENERATED = (README, ROOT / "docs" / "sources.md")
"""Pages with generated parts."""


def command(which: str) -> str:
    """The shell command that stands in the README behind `<!-- command: WHICH -->`."""
    found = re.search(
        rf"<!-- command: {which} -->\s*```sh\n(.*?)```", README.read_text("utf-8"), re.S
    )
    if found is None:
        raise SystemExit(f"README.md has no command {which!r}")
    return found.group(1)


def write_examples(folder: Path) -> None:
    """Write the whole Python programs that a page prints as files, for a type checker."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in (README, *sorted((ROOT / "docs").glob("*.md"))):
        printed = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.S | re.M)
        for number, text in enumerate(printed):
            (folder / f"{page.stem.lower()}_{number}.py").write_text(text, "utf-8")


def finding() -> str:
    """One finding of the demo, as the terminal shows it."""
    text = _provenance("demo")
    start = text.index("✗ Picture 1")
    block = text[start : text.index("Picture 2", start)].rsplit("\n", 2)[0]
    lines = block.splitlines()
    end = next(n for n, line in enumerate(lines) if "→" in line)
    while end + 1 < len(lines) and lines[end + 1].startswith(" " * 10):
        end += 1
    return "```\n" + "\n".join(lines[: end + 1]) + "\n```"


def rules() -> str:
    """The rules by severity, each a link to its page."""
    from provenance.rules import all_rules

    rows = ["| severity | rules |", "|---|---|"]
    for severity in ("error", "warning", "info"):
        ids = [rule.id for rule in all_rules() if rule.severity.value == severity]
        rows.append(f"| {severity} | {' · '.join(f'[{id}](docs/rules/{id}.md)' for id in ids)} |")
    return "\n".join(rows)


def _row(rule: Rule, folder: str) -> str:
    severity = f"{rule.severity.value}{', `audit`' if rule.audit_only else ''}"
    return (
        f"| [`{rule.id}`]({folder}{rule.id}.md) | {severity} | {rule.summary.replace('|', '/')} |"
    )


def pages() -> dict[Path, str]:
    """Every file of docs/rules, made from the rules."""
    from provenance.rules import all_rules
    from provenance.rules.kit.page import FOLDER, as_markdown

    folder = ROOT / FOLDER
    index = ["# Rules", "", "Made from the rules by `python tests/readme.py write`.", ""]
    index += ["| rule | severity | finds |", "|---|---|---|"]
    index += [_row(rule, "") for rule in all_rules()]
    made = {folder / f"{rule.id}.md": as_markdown(rule) for rule in all_rules()}
    return {folder / "README.md": "\n".join(index) + "\n", **made}


def write_pages() -> None:
    """Make docs/rules anew; the page of a rule that is gone goes too."""
    made = pages()
    folder = next(iter(made)).parent
    folder.mkdir(parents=True, exist_ok=True)
    for old in set(folder.glob("*.md")) - set(made):
        old.unlink()
    for path, text in made.items():
        path.write_text(text, "utf-8")


def sources() -> str:
    """The sources, one line."""
    from provenance.sources import all_sources

    return ", ".join(f"`{source.id}`" for source in all_sources()) + "."


def sources_table() -> str:
    """The sources, from their modules."""
    from provenance.sources import all_sources

    rows = ["| source | what it knows | recognised by | needs |", "|---|---|---|---|"]
    for source in all_sources():
        needs = ", ".join(f"`{key}`" for key in source.needs) or "–"
        rows.append(f"| `{source.id}` | {source.summary} | {', '.join(source.can)} | {needs} |")
    return "\n".join(rows)


def commands() -> str:
    """Every command with its line."""
    from provenance.cli import _COMMANDS

    return "\n".join(
        [
            "| command | |",
            "|---|---|",
            *(f"| `provenance {k}` | {v} |" for k, v in _COMMANDS.items()),
        ]
    )


PARTS: dict[str, Callable[[], str]] = {
    "finding": finding,
    "rules": rules,
    "sources": sources,
    "sources-table": sources_table,
    "commands": commands,
}


def _provenance(*args: str) -> str:
    script = "from provenance.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *args], capture_output=True, text=True, check=True
    ).stdout


def made(page: Path) -> str:
    """A page with every generated part made anew."""
    text = page.read_text("utf-8")
    for name, make in PARTS.items():
        part = rf"(<!-- generated: {name} -->\n).*?(<!-- /generated -->)"
        if re.search(part, text, re.S):
            body = make()
            text = re.sub(part, lambda m, body=body: f"{m[1]}{body}\n{m[2]}", text, flags=re.S)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    if sys.argv[1] == "command":
        print(command(sys.argv[2]))
    elif sys.argv[1] == "examples":
        write_examples(Path(sys.argv[2]))
    else:
        for page in GENERATED:
            page.write_text(made(page), "utf-8")
        write_pages()
