"""Help and completion: every command tells what it does with an example that works; the shell
knows its words."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

from provenance.cli import _COMMANDS, group
from provenance.config import Config

from .conftest import Run

GROUPS = {
    "cache": ("path", "clear", "record"),
    "archive": ("add", "find", "list", "remove", "export", "stats"),
    "audit": ("run", "report", "show", "repair"),
    "evidence": ("verify",),
}
LEAVES = [(name,) for name in _COMMANDS if name not in GROUPS] + [
    (group, name) for group, names in GROUPS.items() for name in names
]


def test_the_commands_are_listed_in_the_order_to_learn_them(run: Run) -> None:
    out = run("--help").out
    places = [out.index(f"\n  {name:9}") for name in _COMMANDS]
    assert places == sorted(places)
    assert "Completion:" in out


@pytest.mark.parametrize("words", [*LEAVES, *((name,) for name in GROUPS)], ids=" ".join)
def test_every_command_has_help_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words, "--help")
    assert answer.status == 0
    assert f"Example: provenance {' '.join(words)}" in " ".join(answer.out.split())


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_example_is_a_call_the_command_understands(name: str) -> None:
    """Parsed, not run: each option exists and takes what the example gives it."""
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.epilog is not None
    words = shlex.split(command.epilog.removeprefix("Example: ").partition(" > ")[0])
    assert words[:2] == ["provenance", name]
    command.make_context(name, words[2:], resilient_parsing=False)


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_command_has_a_json_format_and_offline(run: Run, words: tuple[str, ...]) -> None:
    if words in (("serve",), ("desk",)):  # they print no result: they stay
        return
    out = run(*words, "--help").out
    assert "--format" in out
    assert "--offline" in out


def test_the_help_of_check_names_every_format_and_every_kind_of_input(run: Run) -> None:
    from provenance.model import InputKind
    from provenance.reports import formats

    words = set(run("check", "--help").out.replace(",", " ").replace(".", " ").split())
    assert set(formats()) <= words
    assert set(InputKind) <= words


def parameters(name: str) -> list[click.Parameter]:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command.params


def test_a_default_named_in_help_is_the_one_in_force() -> None:
    """An option that replaces a configured number says which number that is."""
    numbers = {
        item.name: item.default for item in fields(Config) if isinstance(item.default, int | float)
    }
    named = {
        (name, parameter.name): re.findall(r"([\d.]+) where nothing else", parameter.help or "")
        for name in _COMMANDS
        for parameter in parameters(name)
        if isinstance(parameter, click.Option)
        and parameter.name in numbers
        and not parameter.is_flag
    }
    assert ("check", "jobs") in named
    for (command, name), told in named.items():
        assert told == [str(numbers[str(name)])], f"provenance {command} --{name}"


def test_a_default_of_an_option_is_shown_by_click_alone() -> None:
    """What is written out by hand drifts: the number stands in the option, and click prints it."""
    for name in _COMMANDS:
        for parameter in parameters(name):
            if isinstance(parameter, click.Option) and isinstance(parameter.default, int | float):
                assert parameter.show_default or parameter.is_flag, f"provenance {name} {parameter}"
                assert str(parameter.default) not in (parameter.help or ""), parameter.opts


def completed(line: str) -> list[str]:
    """What the shell is told at the end of `line`."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    environment = {
        **os.environ,
        "_PROVENANCE_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    script = "from provenance.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return [word.partition(",")[2] for word in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("provenance ch", ["check"]),
        ("provenance explain place-", ["place-mismatch"]),
        ("provenance check a.html --format s", ["sarif"]),
        ("provenance schema cl", ["claims"]),
        ("provenance check a.html --fail-on w", ["warning"]),
    ],
)
def test_the_shell_completes_commands_rules_formats_and_shapes(line: str, words: list[str]) -> None:
    assert completed(line) == words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path) -> None:
    environment = {**os.environ, "_PROVENANCE_COMPLETE": f"{shell}_source"}
    script = "from provenance.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert f"_PROVENANCE_COMPLETE={shell}_complete" in run.stdout
