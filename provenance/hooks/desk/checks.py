"""What the desk checks and has checked: running in threads, finished in files."""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provenance.config import Config, Suppression
from provenance.config.files import add_suppression
from provenance.errors import ProvenanceError, UsageError
from provenance.lexicon.folding import fold
from provenance.model import ImageReport, Report
from provenance.reports import render
from provenance.reports.html.pairs import icon_of
from provenance.reports.kit.steps import next_step
from provenance.reports.kit.text import (
    VERDICT_MARKS,
    VERDICT_WORDS,
    article_name,
    picture_name,
    unverified_line,
    verdict_sentence,
)
from provenance.run.batch import InputOptions, Session
from provenance.run.suppressions import accept, lasting_target
from provenance.run.targets import Target

log = logging.getLogger("provenance.desk")

SIDE_BY_SIDE = 4
"""Checks under way at once; the next wait. Each has threads of its own for its pictures."""
MOST_WAITING = 40
"""Checks under way or waiting; more are refused."""
KEPT = 500
"""Finished checks kept in the folder; older ones are removed."""
AT_HAND = 8
"""Finished checks of this process whose findings can be accepted: their pictures stay in memory."""
LISTED = 50
"""Checks that the list shows at once; the others are found by their words."""
MOST_GIVEN = 100_000
"""Characters of a text that is kept to be checked again: a long article has 60,000."""


@dataclass(slots=True)
class DeskCheck:
    """One check that somebody asked for."""

    id: str
    name: str
    """What the page calls it: the article's headline, until then what was given."""
    who: str
    started: datetime
    state: str = "running"
    """`running`, `done`, `failed`."""
    report: Report | None = None
    """As far as it has come; None for a check of an earlier process."""
    told: dict[str, Any] = field(default_factory=dict)
    """What the page shows of it."""
    given: dict[str, str] = field(default_factory=dict)
    """The form's fields, to check it again; empty where files were dropped."""
    looks: dict[int, str] = field(default_factory=dict)
    """The pictures that were read, by number: a small one as a data address."""

    @property
    def document(self) -> dict[str, Any]:
        """What the page is told of a check that it shows."""
        return {
            **self._called,
            "open": self.report is not None,
            "given": self.given,
            **self.told,
        }

    @property
    def row(self) -> dict[str, Any]:
        """What the list of checks tells of it."""
        pictures = self.told.get("pictures", ())
        return {
            **self._called,
            "sentence": self.told.get("error") or self.told.get("sentence", ""),
            "pictures": len(pictures),
            "checked": sum(1 for picture in pictures if "verdict" in picture),
        }

    @property
    def _called(self) -> dict[str, Any]:
        """What page and list tell alike: whose check it is, of what and when."""
        return {
            "id": self.id,
            "name": self.name,
            "who": self.who,
            "started": self.started.isoformat(timespec="seconds"),
            "state": self.state,
        }

    @property
    def findings(self) -> dict[tuple[str, str], str]:
        """What was found, by rule and the picture's caption: one sentence each."""
        return {
            (finding["rule"], picture["name"]): f"{finding['rule']}: {picture['name']}"
            for picture in self.told.get("pictures", ())
            for finding in picture.get("findings", ())
        }

    def is_same_as(self, other: DeskCheck) -> bool:
        """True where both are of one address, or are called the same."""
        asked, theirs = self.given.get("text"), other.given.get("text")
        return self.name == other.name or (asked is not None and asked == theirs)


class Desk:
    """All checks of one desk. Safe for several threads; a context manager."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        session: Session | None = None,
        config_file: Path | None = None,
    ) -> None:
        """Begin with what `folder` holds. Raises `UsageError` where it cannot be used.

        What is accepted is written into `config_file`, else into the project's own.
        """
        self.folder, self._config_file = folder, config_file
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder} cannot hold the desk's checks: {error.strerror}") from error
        self._session = session or Session.open(config)
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="desk")
        self._lock = threading.Lock()
        self._checks = {check.id: check for check in _kept(folder)}

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End what waits, finish what runs, close the session."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._session.close()

    def start(
        self,
        target: Target,
        how: InputOptions,
        name: str,
        who: str,
        given: dict[str, str] | None = None,
    ) -> DeskCheck:
        """Check in the background. Raises `UsageError` where too much waits already.

        `given` is what the same check can be started with again.
        """
        check = DeskCheck(secrets.token_hex(8), name[:200], who, datetime.now(UTC))
        if given and len(given.get("text", "")) <= MOST_GIVEN:
            check.given = given
        with self._lock:
            waiting = sum(1 for one in self._checks.values() if one.state == "running")
            if waiting >= MOST_WAITING:
                raise UsageError("too many checks are waiting; try again in a minute")
            self._checks[check.id] = check
        self._pool.submit(self._run, check, target, how)
        return check

    def all(self) -> list[DeskCheck]:
        """Every check, the newest first."""
        with self._lock:
            return sorted(self._checks.values(), key=lambda one: one.started, reverse=True)

    def listed(self, words: str) -> tuple[list[DeskCheck], int]:
        """The newest checks that have all these words, and how many more there are."""
        wanted = fold(words).split()
        found = [one for one in self.all() if all(word in _words(one) for word in wanted)]
        return found[:LISTED], len(found[LISTED:])

    def shown(self, check: DeskCheck) -> dict[str, Any]:
        """What the page is told of one check, and what changed since the last."""
        before = next(
            (
                one
                for one in self.all()
                if one.state == "done" and one.started < check.started and one.is_same_as(check)
            ),
            None,
        )
        if before is None or check.state != "done":
            return check.document
        now, then = check.findings, before.findings
        earlier = {
            **before.row,
            "new": [said for key, said in now.items() if key not in then],
            "gone": [said for key, said in then.items() if key not in now],
        }
        return {**check.document, "earlier": earlier}

    def find(self, id: str) -> DeskCheck | None:
        """The check of that id."""
        return self._checks.get(id)

    def page_of(self, check: DeskCheck) -> str | None:
        """The HTML report of a finished check; None where there is none."""
        try:
            return (self.folder / f"{check.id}.html").read_text("utf-8")
        except OSError:
            return None

    def accept(self, check: DeskCheck, number: int, rule: str, reason: str, who: str) -> None:
        """Accept a finding for the `number`th picture of a check, counted from 1.

        Raises `UsageError` for a finding that is not there, `ConfigError` where the configuration
        cannot take it.
        """
        report = check.report
        if report is None or check.state != "done" or not 0 < number <= len(report.images):
            raise UsageError("this check is over: check the article again, then accept")
        image = report.images[number - 1]
        target = lasting_target(image, report.article)
        is_told = any(character.isalnum() for character in reason)
        if not is_told or rule not in {finding.rule for finding in image.findings}:
            raise UsageError("name a finding of this picture, and a reason")
        if target is None:
            raise UsageError(
                "nothing tells this picture from others: it has no web address, and no file of it "
                "was read"
            )
        suppression = Suppression(rule, target, reason.strip(), who, when=datetime.now(UTC))
        add_suppression(suppression, self._config_file)
        accepted = accept(image, [suppression], "cms", article=report.article)
        images = (*report.images[: number - 1], accepted, *report.images[number:])
        self._show(check, replace(report, images=images))
        self._keep(check)

    def _run(self, check: DeskCheck, target: Target, how: InputOptions) -> None:
        state = "failed"
        try:
            report = self._session.check(target, how, growth=lambda r: self._show(check, r))
            self._show(check, report)
            state = "done"
        except ProvenanceError as error:
            check.told = {"error": str(error)}
        # a fault of ours ends this check alone, and is told
        except Exception as error:
            log.exception("the check of %s failed", check.name)
            check.told = {"error": f"It could not be checked: {type(error).__name__}: {error}"}
        self._keep(replace(check, state=state))  # it is done once its report can be opened
        check.state = state

    def _show(self, check: DeskCheck, report: Report) -> None:
        check.report, check.name = report, article_name(report)
        for at, image in enumerate(report.images, 1):
            if at not in check.looks and (icon := icon_of(image.picture)):
                check.looks[at] = icon.address
        check.told = {
            "sentence": verdict_sentence(report.images),
            "pictures": [
                *(
                    {**_picture(image, at), "look": check.looks.get(at, "")}
                    for at, image in enumerate(report.images, 1)
                ),
                *(
                    {"number": at, "name": image.caption.text[:200] if image.caption else ""}
                    for at, image in enumerate(report.article.images, 1)
                    if at > len(report.images)
                ),
            ],
        }

    def _keep(self, check: DeskCheck) -> None:
        """Write a finished check into the folder; forget the oldest."""
        try:
            if check.report is not None and check.state == "done":
                (self.folder / f"{check.id}.html").write_text(
                    render([check.report], "html"), "utf-8"
                )
            document = json.dumps(check.document, ensure_ascii=False)
            (self.folder / f"{check.id}.json").write_text(document, "utf-8")
        except OSError as error:
            log.warning("the check of %s cannot be kept: %s", check.name, error)
        done = [one for one in self.all() if one.state != "running"]
        for old in done[AT_HAND:]:
            old.report = None
        for old in done[KEPT:]:
            self._forget(old)

    def _forget(self, check: DeskCheck) -> None:
        with self._lock:
            self._checks.pop(check.id, None)
        for ending in ("json", "html"):
            (self.folder / f"{check.id}.{ending}").unlink(missing_ok=True)


def _words(check: DeskCheck) -> str:
    """Everything that a check is found by."""
    told = (check.name, check.who, check.row["sentence"], check.given.get("text", ""))
    return fold(" ".join((*told, f"{check.started:%Y-%m-%d}", *check.findings.values())))


def _kept(folder: Path) -> Iterable[DeskCheck]:
    """The finished checks of earlier processes.

    A file that cannot be read is passed over.
    """
    for file in folder.glob("*.json"):
        try:
            check = _read(file)
            _words(check)  # all that the list shows of it is there
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.warning("%s is no kept check: %s", file, error)
            continue
        yield check


def _read(file: Path) -> DeskCheck:
    """The check that a file holds, as `_keep` wrote it."""
    row = json.loads(file.read_text("utf-8"))
    row.pop("open")
    id, name, who = (str(row.pop(key)) for key in ("id", "name", "who"))
    started = datetime.fromisoformat(row.pop("started"))
    if started.tzinfo is None:
        raise ValueError("its date has no time zone")
    given = {str(key): str(value) for key, value in row.pop("given", {}).items()}
    return DeskCheck(id, name, who, started, str(row.pop("state")), None, row, given)


def _picture(image: ImageReport, number: int) -> dict[str, Any]:
    """One checked picture as the page shows it."""
    line = next((o.credit_line.text for o in image.originals if o.confirmed and o.credit_line), "")
    return {
        "number": number,
        "name": picture_name(image),
        "credit": image.image.credit.text[:200] if image.image.credit else "",
        "verdict": image.verdict.value,
        "words": f"{VERDICT_MARKS[image.verdict]} {VERDICT_WORDS[image.verdict]}",
        "why": unverified_line(image),
        "step": next_step(image) or "",
        "print": line,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "suggestion": finding.suggestion or "",
            }
            for finding in image.findings
        ],
        "accepted": [f"{o.finding.rule}: {o.reason}" for o in image.overridden],
    }
