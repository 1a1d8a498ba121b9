"""What `check` and `baseline` share: targets, a run on the screen, its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from provenance.cli._common import (
    Tell,
    input_bytes,
    input_format,
    lines_of,
    note,
    progress,
    read_input,
    say,
)
from provenance.config import Config
from provenance.errors import UnreadableInput, UnreadablePicture, UsageError
from provenance.model import Article, Report
from provenance.reports.kit.text import clean, pluralise
from provenance.reports.terminal import Printout
from provenance.run.batch import BatchProgress, BatchResult, InputOptions, Session, check_batch
from provenance.run.targets import is_address, picture_article

if TYPE_CHECKING:
    from provenance.run.evidence.folder import EvidenceFolder


def input_options(
    kind: str | None, base_url: str | None, images: Path | None, published: str | None
) -> InputOptions:
    """The options of the command line, understood.

    Raises `UsageError` for a kind or a date that is none.
    """
    return InputOptions(input_format(kind), base_url, images, _moment(published))


def _moment(published: str | None) -> datetime | None:
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError as error:
        raise UsageError(
            f"--published {published!r} is no date; write 2024-05-18 or 2024-05-18T09:30+02:00"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def expand_targets(targets: Iterable[str], list_file: str | None = None) -> list[str]:
    """The targets named on the command line and in a list, each once, globs expanded."""
    listed = (line.strip() for line in (lines_of(list_file) if list_file else ()))
    named = [name for name in (*targets, *listed) if name.strip()]
    if not named:
        raise UsageError("name an article to check: a file, an address, or - for standard input")
    return list(dict.fromkeys(file for name in named for file in _expand(name)))


def name_targets(
    targets: Iterable[str], list_file: str | None, caption: str | None, credit: str | None
) -> Sequence[str | Article]:
    """What is to be checked: articles, or with caption or credit one picture."""
    named = expand_targets(targets, list_file)
    if caption is None and credit is None:
        return named
    if len(named) != 1:
        raise UsageError("--caption and --credit go with one picture: a file or an address")
    (name,) = named
    data = None if is_address(name) else _picture_bytes(name)
    return [picture_article(name, data, caption or "", credit or "")]


def _picture_bytes(name: str) -> bytes:
    """The bytes of a picture file.

    Raises `UnreadablePicture` for another.
    """
    from provenance.pictures import read_picture

    data = input_bytes(name)
    try:
        read_picture(data, metadata=False)
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{name}: {error.detail}") from error
    return data


def _expand(name: str) -> list[str]:
    """The files that a glob matches, or the name itself.

    A shell may have left the glob to us.
    """
    if "://" in name or not any(c in name for c in "*?[") or Path(name).exists():
        return [name]
    found = sorted(path for path in glob(name, recursive=True) if not Path(path).is_dir())
    if not found:
        raise UnreadableInput(
            f"no file matches {name}. Check the pattern, and the folder you are in."
        )
    return found


@dataclass(slots=True)
class Display:
    """What the user sees of a single article while it is checked."""

    tell: Tell
    printout: Printout | None
    """What shows it on the terminal, picture by picture; None shows a progress bar instead."""
    is_shown: bool = False
    """True where the report stands on the terminal already, but for its end."""

    def articles(self, done: int, total: int) -> None:
        """Another of several articles is done."""
        self.tell(done, total, "articles")

    def growth(self, report: Report) -> None:
        """The article is read, or the next of its pictures is checked."""
        number, count = len(report.images), len(report.article.images)
        if self.printout is None:
            self.tell(number, count, "pictures")
        elif number == 0:
            self.is_shown = True
            say(self.printout.opening(report), nl=False)
        else:
            say(self.printout.picture(report.images[-1], number, count), nl=False)


def run_batch(
    config: Config,
    targets: Sequence[str | Article],
    how: InputOptions | None = None,
    printout: Printout | None = None,
    *,
    keep_pixels: bool = True,
    evidence: Path | None = None,
) -> tuple[BatchResult, bool]:
    """The result for every target, and whether the terminal shows it already.

    With a `printout`, an article that is alone is shown picture by picture, as soon as each is
    checked. With `evidence`, what each took is kept in that folder, and told on stderr. Raises
    `UnreadableInput` where no target could be read; where some could, it is told
    on stderr. After an interruption, end the process with `exit_now`.
    """
    inputs = [t if isinstance(t, Article) else read_input(t) for t in targets]
    kept: EvidenceFolder | None = None
    if evidence is not None:
        from provenance.run.evidence.folder import EvidenceFolder

        kept = EvidenceFolder(evidence, config)
    session = Session.open(config)
    with progress() as tell:
        display = Display(tell, printout)
        on_progress = BatchProgress(display.articles, display.growth)
        try:
            result = check_batch(
                session, inputs, how, on_progress, keep_pixels=keep_pixels, evidence=kept
            )
        except Exception:
            session.close()
            raise
    if kept is not None:
        _tell_kept(kept)
    if result.left:
        done = len(result.reports)
        whole = pluralise(done + result.left, "article")
        note(f"provenance: interrupted: {done:,} of {whole} checked, {result.left} not")
        return result, False
    session.close()
    _tell_unread([report.unread for report in result.reports])
    return result, display.is_shown


def _tell_kept(folder: EvidenceFolder) -> None:
    """Tell where the evidence is, and whether anybody says when it was made."""
    folder.abandon()
    for sealed in sorted(folder.sealed, key=lambda one: one.path):
        stamp = sealed.stamp
        said = f"not time-stamped: {sealed.trouble}"
        if stamp is not None:
            whose = stamp.signer or "an authority that it does not name"
            proved = "" if folder.certificates else ", not checked against a certificate of it"
            said = f"time-stamped {stamp.moment:%Y-%m-%d %H:%M:%S} UTC by {whose}{proved}"
        note(f"provenance: evidence is in {sealed.path} ({clean(said)})")


def _tell_unread(sentences: list[str]) -> None:
    unread = [sentence for sentence in sentences if sentence]
    if len(sentences) == len(unread) == 1:
        raise UnreadableInput(unread[0])
    for sentence in unread:
        note(f"provenance: {sentence}")
    if unread and len(unread) == len(sentences):
        raise UnreadableInput("none of the targets could be read")


def exit_now(status: int) -> NoReturn:
    """End the process without waiting for what is still under way.

    A check may wait a minute for its hosts, and nobody is waiting for it any more. Answers are
    kept in one transaction each, so that none is cut in half.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)
