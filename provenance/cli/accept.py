"""`provenance accept`: one finding for one picture, with a reason that is kept."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from provenance.cli._common import (
    emit,
    format_option,
    input_bytes,
    offline_option,
    require_rule,
    rule_names,
)
from provenance.errors import UnreadablePicture, UsageError


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
    fingerprint that the report shows, or a picture file. Written at the
    end of the configuration in force (a new provenance.toml where there is none). A file is known
    by its fingerprint, at any size and address. Reports go on showing the finding, as accepted.
    """
    from provenance.config import Suppression
    from provenance.config.files import add_suppression

    if not reason.strip():
        raise UsageError("give a reason: an acceptance without one does not hold")
    if until is not None and until.date() < datetime.now(UTC).date():
        raise UsageError(f"--until {until:%Y-%m-%d} has passed: it would hold for no check")
    suppression = Suppression(
        rule=require_rule(rule),
        target=_target(picture, offline),
        reason=reason.strip(),
        who=who,
        until=until.date() if until else None,
        when=datetime.now(UTC),
    )
    file = add_suppression(suppression, config_file)
    if form == "json":
        answer = {"rule": rule, "target": suppression.target, "written": str(file)}
        emit(json.dumps(answer, ensure_ascii=False))
    else:
        emit(f"{rule} is accepted for this picture, in {file}")
    return 0


def _target(picture: str, offline: bool) -> str:
    """The address, fingerprint or caption that the picture is known by."""
    from provenance.run.targets import is_address

    article, mark, number = picture.rpartition("#")
    if mark and number.isdecimal() and not Path(picture).exists():
        return _numbered(article, int(number), offline)
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


def _numbered(article: str, number: int, offline: bool) -> str:
    """What the `number`th picture of the article's report is known by."""
    from provenance.cli._common import load_configuration, read_input
    from provenance.fetch import Fetcher
    from provenance.reports.kit.text import pluralise
    from provenance.run.suppressions import caption_target
    from provenance.run.targets import read_target

    with Fetcher(load_configuration(offline=offline)) as fetcher:
        images = read_target(read_input(article), fetcher=fetcher).images
    if not 1 <= number <= len(images):
        raise UsageError(f"{article} has {pluralise(len(images), 'picture')}, none is #{number}")
    image = images[number - 1]
    if image.content_url:
        return image.content_url
    if image.data:
        return _fingerprint(image.data, f"{article}#{number}", "Name its file instead.")
    if named := caption_target(image):
        return named
    raise UsageError(f"{article}#{number} has neither an address nor a caption to be known by")


def _fingerprint(data: bytes, name: str, instead: str) -> str:
    from provenance.pictures import read_picture

    try:
        known = read_picture(data, metadata=False).soft_binding
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{name}: {error.detail}") from error
    if known is None:
        raise UsageError(f"{name} is too plain to be known by its fingerprint. {instead}")
    return known
