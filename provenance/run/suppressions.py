"""Accepted findings: configured suppressions, inline ones, the baseline.

An accepted finding is marked, never dropped. A suppression names its picture by address or by
fingerprint, so that it survives another size of the same picture; one that has expired or gives no
reason is itself a finding (`suppression-expired`) and accepts nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from provenance.config import Config, Suppression
from provenance.errors import ConfigError
from provenance.model import (
    Confidence,
    Evidence,
    Finding,
    ImageReport,
    Locator,
    Override,
    PublishedImage,
    Report,
    Severity,
)
from provenance.model.sentences import say

RULE = "suppression-expired"
CAPTION_TARGET = "caption:"
"""What a target begins with that names a picture without an address by its caption."""
SAME_PICTURE_BITS = 31
"""Two phashes this close (of 256 bits) are one picture at another size or compression: re-encoded,
resized and toned copies of 1,659 photographs stayed within it and no two different photographs
came nearer than 73."""


def apply_suppressions(
    report: ImageReport, config: Config, today: date | None = None
) -> ImageReport:
    """The report with accepted findings moved to `overridden`.

    Each suppression that is void becomes a finding.
    """
    report = accept(report, _inline(report.image), "inline", today)
    report = accept(report, config.suppressions, "configuration", today)
    if config.baseline is None:
        return report
    accepted = _baseline(config.baseline)
    known = [f for f in report.findings if accepted & set(_keys(f, report))]
    overrides = (Override(f, "", "accepted in the baseline", origin="baseline") for f in known)
    kept = tuple(f for f in report.findings if f not in known)
    return replace(report, findings=kept, overridden=(*report.overridden, *overrides))


def accept(
    report: ImageReport, suppressions: Iterable[Suppression], origin: str, today: date | None = None
) -> ImageReport:
    """The report with what these suppressions accept moved to `overridden`.

    `origin` says where they come from: `inline`, `configuration`, or `cms` for an editor's
    override. One that has expired or gives no reason accepts nothing and becomes a finding, where
    there was something for it to accept.
    """
    today = today or datetime.now(UTC).date()
    aimed = [s for s in suppressions if _aims_at(s, report)]
    void = [s for s in aimed if _is_void(s, today)]
    valid = [s for s in aimed if s not in void]
    overridden = tuple(
        Override(finding, by.who, by.reason, by.until, by.when, origin)
        for finding in report.findings
        if (by := _suppression_of(finding, valid)) is not None
    )
    kept = tuple(f for f in report.findings if _suppression_of(f, valid) is None)
    # Only of what is still open: an old suppression beside the one that renewed it is not worth
    # telling.
    told = tuple(_finding(s, today, origin) for s in void if any(_covers(s, f) for f in kept))
    return replace(report, findings=kept + told, overridden=report.overridden + overridden)


def _is_void(suppression: Suppression, today: date) -> bool:
    return not suppression.reason.strip() or _is_expired(suppression, today)


def _is_expired(suppression: Suppression, today: date) -> bool:
    return suppression.until is not None and suppression.until < today


def _covers(suppression: Suppression, finding: Finding) -> bool:
    return finding.rule != RULE and suppression.rule in (finding.rule, "*")


def _suppression_of(finding: Finding, suppressions: Iterable[Suppression]) -> Suppression | None:
    return next((s for s in suppressions if _covers(s, finding)), None)


def with_overrides(
    report: Report, overrides: Iterable[Suppression], today: date | None = None
) -> Report:
    """The report after an editor's overrides.

    They stay part of it, with who, when, why and until when.
    """
    wanted = tuple(overrides)
    return replace(
        report, images=tuple(accept(image, wanted, "cms", today) for image in report.images)
    )


def _inline(image: PublishedImage) -> Iterable[Suppression]:
    return (Suppression(s.rule, _ANY, s.reason, who="the page") for s in image.suppressions)


_ANY = ""
"""The target of an inline suppression: it stands on its picture, so it needs none."""


def _aims_at(suppression: Suppression, report: ImageReport) -> bool:
    target = suppression.target
    if target == _ANY:
        return bool(report.image.suppressions)
    if target.startswith("phash:"):
        known = report.picture.soft_binding if report.picture else None
        return known is not None and _bits(target[6:], known[6:]) <= SAME_PICTURE_BITS
    if target.startswith(CAPTION_TARGET):
        return target == caption_target(report.image)
    from provenance.pictures.clues import canonical_url

    addresses = (report.image.content_url, *report.image.candidates)
    return canonical_url(target) in {canonical_url(a) for a in addresses if a}


def caption_target(image: PublishedImage) -> str | None:
    """What names a picture without an address: its caption."""
    if image.content_url or not image.caption:
        return None
    return CAPTION_TARGET + image.caption.text


def _bits(one: str, other: str) -> int:
    try:
        return (int(one, 16) ^ int(other, 16)).bit_count()
    except ValueError:
        return 256


def _finding(suppression: Suppression, today: date, origin: str) -> Finding:
    """That a void suppression holds no longer."""
    is_expired = _is_expired(suppression, today)
    told = (
        say(
            "The suppression of {rule} for this picture expired on {day}, so it no longer holds.",
            rule=suppression.rule,
            day=str(suppression.until),
        )
        if is_expired
        else say(
            "The suppression of {rule} for this picture gives no reason, so it no longer holds.",
            rule=suppression.rule,
        )
    )
    where = Locator("data-provenance-ignore" if origin == "inline" else origin)
    return Finding(
        rule=RULE,
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message=told,
        evidence=(
            Evidence(
                "suppression", f"{suppression.rule}: {suppression.reason or '(no reason)'}", where
            ),
        ),
        suggestion=say("Renew it with a reason and a date, or remove it."),
        cause="suppression",
    )


def _keys(finding: Finding, report: ImageReport) -> list[str]:
    keys = []
    if report.image.content_url:
        from provenance.pictures.clues import canonical_url

        keys.append(f"{finding.rule} {canonical_url(report.image.content_url)}")
    if report.picture is not None and report.picture.soft_binding:
        keys.append(f"{finding.rule} {report.picture.soft_binding}")
    if not keys and (named := caption_target(report.image)):
        keys.append(f"{finding.rule} {named}")
    return keys


def write_baseline(reports: Sequence[Report], path: Path) -> int:
    """Accept today's findings: write them to `path` and return how many there were.

    Raises `ConfigError` where the file cannot be written.
    """
    keys = sorted(
        {k for r in reports for image in r.images for f in image.findings for k in _keys(f, image)}
    )
    document = {"version": 1, "made": datetime.now(UTC).date().isoformat(), "accepted": keys}
    try:
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise ConfigError(f"the baseline {path} cannot be written: {error.strerror}") from error
    return sum(len(image.findings) for r in reports for image in r.images)


def _baseline(path: Path) -> frozenset[str]:
    try:
        return _read_baseline(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise ConfigError(
            f"the baseline {path} cannot be read: {error.strerror}. Make it with `provenance "
            "baseline`."
        ) from error


@lru_cache(maxsize=8)
def _read_baseline(path: Path, changed: int) -> frozenset[str]:
    """`changed` is the file's time stamp: a rewritten baseline is read again."""
    try:
        document = json.loads(path.read_text("utf-8"))
        if document["version"] != 1:
            raise ConfigError(
                f"the baseline {path} is of version {document['version']}; this release reads "
                "version 1"
            )
        return frozenset(map(str, document["accepted"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"the baseline {path} is damaged. Make it anew with `provenance baseline`."
        ) from error
