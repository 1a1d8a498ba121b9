"""`provenance accept`: one finding for one picture, with a reason that is kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    emit,
    format_option,
    input_bytes,
    note,
    offline_option,
    require_rule,
    rule_names,
)
from provenance.errors import UnreadablePicture, UsageError

if TYPE_CHECKING:
    from provenance.model import Article, PublishedImage


@click.command(
    "accept",
    epilog="Example: provenance accept cropped-image https://news.example/a.jpg --reason 'agreed "
    "with the author'",
)
@click.argument("rule", shell_complete=rule_names)
@click.argument("picture")
@click.option("--reason", required=True, help="Why it is accepted; it stays in every report.")
@click.option("--who", default="", help="Who accepts it.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day it holds (2027-06-30); else for good.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Write into this provenance.toml.",
)
@format_option("text", "json")
@offline_option
def command(
    rule: str,
    picture: str,
    reason: str,
    who: str,
    until: datetime | None,
    config_file: Path | None,
    form: str,
    offline: bool,
) -> int:
    """Accept what RULE finds about PICTURE.

    PICTURE is an article and the picture's number in its report (`article.html#2`), an address or
    fingerprint that the report shows, or a picture file. `img/1.jpg` in an article's own file
    stands for the file it names from there. Written at the
    end of the configuration in force (a new provenance.toml where there is none). A file is known
    by its fingerprint, at any size and address. Reports go on showing the finding, as accepted.
    """
    from provenance.config import Suppression
    from provenance.config.files import add_suppression, target_in

    if not any(character.isalnum() for character in reason):
        raise UsageError("give a reason in words: an acceptance without one does not hold")
    if until is not None and until.date() < datetime.now(UTC).date():
        raise UsageError(f"--until {until:%Y-%m-%d} has passed: it would hold for no check")
    rule = require_rule(rule)
    numbered = _numbered(picture, offline)
    suppression = Suppression(
        rule=rule,
        target=numbered.target() if numbered else _target(picture),
        reason=reason.strip(),
        who=who,
        until=until.date() if until else None,
        when=datetime.now(UTC),
    )
    file = add_suppression(suppression, config_file)
    if form == "json":
        answer = {"rule": rule, "target": target_in(file, suppression), "written": str(file)}
        emit(json.dumps(answer, ensure_ascii=False))
    else:
        which = numbered.said() if numbered else "this picture"
        emit(f"{rule} is accepted for {which}, in {file}")
    if numbered and not numbered.has(rule):
        note(
            f"provenance: note: a check of {picture} without the network finds no {rule}; it is "
            "accepted for a check that does"
        )
    return 0


def _target(picture: str) -> str:
    """The address, fingerprint or caption that the picture is known by."""
    from provenance.run.targets import is_address

    if is_address(picture) or picture.startswith("caption:"):
        return picture
    if picture.startswith("phash:"):
        if not re.fullmatch(r"phash:[0-9a-f]{64}", picture):
            raise UsageError(
                f"{picture} is no fingerprint: after phash: there are 64 hex digits, as the "
                "report shows them"
            )
        return picture
    return _fingerprint(input_bytes(picture), picture, "Name its address instead.")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A picture that is named by its number in an article's report."""

    name: str
    article: Article
    number: int

    @property
    def image(self) -> PublishedImage:
        return self.article.images[self.number - 1]

    def target(self) -> str:
        """What the picture is known by. Raises `UsageError` where there is nothing."""
        from provenance.run.suppressions import caption_target, own_address

        address = self.image.content_url
        if address and (own := own_address(address, self.article)):
            return own
        if self.image.data:
            return _fingerprint(self.image.data, self.name, "Name its file instead.")
        if named := caption_target(self.image):
            return named
        if address:
            raise UsageError(
                f"{self.name} is known only as {address}, which names another picture in another "
                "article. Save the article as a file, or name the picture's own file."
            )
        raise UsageError(f"{self.name} has neither an address nor a caption to be known by")

    def said(self) -> str:
        """`picture 2 (A pier in Odesa.)`."""
        from provenance.model import ImageReport
        from provenance.reports.kit.text import picture_name

        return f"picture {self.number} ({picture_name(ImageReport(self.image), 60)})"

    def has(self, rule: str) -> bool:
        """True where a check of what is at hand, without the network, finds it."""
        from provenance.cli._common import load_configuration
        from provenance.run.checker import Checker

        with Checker(load_configuration(offline=True)) as checker:
            report = checker.check(self.article).images[self.number - 1]
        found = (*report.findings, *(override.finding for override in report.overridden))
        return any(finding.rule == rule for finding in found)


def _numbered(picture: str, offline: bool) -> _Numbered | None:
    """The picture that `article.html#2` names; None for any other way to name one."""
    from provenance.cli._common import load_configuration, read_input
    from provenance.fetch import Fetcher
    from provenance.reports.kit.text import pluralise
    from provenance.run.targets import read_target

    name, mark, digits = picture.rpartition("#")
    if not mark or not digits.isdecimal() or Path(picture).exists():
        return None
    with Fetcher(load_configuration(offline=offline)) as fetcher:
        article = read_target(read_input(name), fetcher=fetcher)
    if not 1 <= int(digits) <= len(article.images):
        held = pluralise(len(article.images), "picture")
        raise UsageError(f"{name} has {held}, none is #{int(digits)}")
    return _Numbered(picture, article, int(digits))


def _fingerprint(data: bytes, name: str, instead: str) -> str:
    from provenance.pictures import read_picture

    try:
        known = read_picture(data, metadata=False).soft_binding
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{name}: {error.detail}") from error
    if known is None:
        raise UsageError(f"{name} is too plain to be known by its fingerprint. {instead}")
    return known
