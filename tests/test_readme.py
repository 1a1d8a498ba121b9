"""The README cannot drift: its tables are made from the code, its commands are the ones that
exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from provenance.cli import _COMMANDS
from tests import readme

DOCS = readme.ROOT / "docs"
TEXT = readme.README.read_text("utf-8")
EVERYTHING = "\n".join(
    page.read_text("utf-8") for page in (readme.README, *sorted(DOCS.glob("*.md")))
)


def test_the_generated_parts_are_up_to_date() -> None:
    for page in readme.GENERATED:
        made = readme.made(page)
        assert made == page.read_text("utf-8"), "run `python tests/readme.py write`"


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(TEXT.splitlines()) < 250


def test_the_two_commands_stand_there_and_need_nothing_but_python() -> None:
    for which, end in (("demo", "provenance demo"), ("test", "pytest")):
        first, *_, last = readme.command(which).strip().split(" && ")
        assert first.startswith("python3 -m venv")
        assert end in last


def test_every_command_shown_exists_and_every_option_is_known() -> None:
    import click

    from provenance.cli import group

    shown = re.findall(r"^\s*\$? ?provenance ([a-z-]+)([^\n#`|]*)", EVERYTHING, re.M)
    assert shown
    for name, rest in shown:
        assert name in _COMMANDS, name
        command = group.get_command(click.Context(group), name)
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        options = {
            word.split("=")[0] for word in shlex.split(rest, comments=True) if word.startswith("-")
        }
        if not isinstance(command, click.Group):
            assert options - {"-"} <= known, f"provenance {name}: {options - known}"
    assert set(_COMMANDS) <= {name for name, _ in shown} | set(
        re.findall(r"`provenance ([a-z-]+)`", TEXT)
    )


def test_every_command_has_help_with_an_example() -> None:
    import click

    from provenance.cli import group

    for name in _COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert command.help, name
        assert command.epilog, name
        assert command.epilog.startswith("Example: provenance"), name


def test_each_example_of_an_input_is_read_as_what_it_says_with_its_picture_caption_and_credit() -> (
    None
):
    from provenance.articles import read_article
    from provenance.model import InputKind

    page = (DOCS / "inputs.md").read_text("utf-8")
    examples = re.findall(r"`([a-z]+)`[^\n]*:\n\n```[a-z]*\n(.*?)```", page, re.S)
    assert {kind for kind, _ in examples} == set(InputKind) - {"html"}
    for kind, text in examples:
        article = read_article(text.encode(), origin="inputs.md")
        assert article.kind == kind
        (image,) = article.images
        assert image.caption, kind
        assert image.caption.text.startswith("Smoke over"), kind
        assert image.credit, kind
        assert re.search(r"Example|Agency", image.credit.text), kind


def test_the_configuration_shown_is_valid(tmp_path: Path) -> None:
    from provenance.config.files import KeyNames, load

    page = (DOCS / "configuration.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    file = tmp_path / "provenance.toml"
    file.write_text(shown, "utf-8")
    config = load(file, keys=KeyNames(), environment={})
    assert config.suppressions[0].who == "M. Example"
    assert config.desk.caution_suppliers == ("Ministry of Truth",)
