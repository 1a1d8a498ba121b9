"""Accepted findings: configured suppressions, inline ones, the baseline.

An accepted finding is marked, never dropped. A suppression names its picture by web address, by
fingerprint, so that it survives another size of the same picture, or by the path of its file: an
address such as `img/1.jpg` names another picture in every article. One that has expired or gives no
reason is itself a finding (`suppression-expired`) and accepts nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from provenance.config import Config, Suppression
from provenance.errors import ConfigError
from provenance.files import read_file
from provenance.model import (
    Article,
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
from provenance.model.addresses import WEB
from provenance.model.sentences import say

RULE = "suppression-expired"
CAPTION_TARGET = "caption:"
"""What a target begins with that names a picture without an address by its caption."""
SAME_PICTURE_BITS = 31
"""Two phashes this close (of 256 bits) are one picture at another size or compression: re-encoded,
resized and toned copies of 1,659 photographs stayed within it and no two different photographs
came nearer than 73."""


def apply_suppressions(
    report: ImageReport,
    config: Config,
    today: date | None = None,
    article: Article | None = None,
) -> ImageReport:
    """The report with accepted findings moved to `overridden`.

    Each suppression that is void becomes a finding. `article` is where the picture stands; without
    it no address counts that only the article gives a meaning.
    """
    article = article or Article("", "")
    report = accept(report, _inline(report.image), "inline", today)
    report = accept(report, config.suppressions, "configuration", today, article)
    if config.baseline is None:
        return report
    accepted, folder = _baseline(config.baseline), config.baseline.parent
    known = [f for f in report.findings if accepted & set(_keys(f, report, article, folder))]
    overrides = (Override(f, "", "accepted in the baseline", origin="baseline") for f in known)
    kept = tuple(f for f in report.findings if f not in known)
    return replace(report, findings=kept, overridden=(*report.overridden, *overrides))


def accept(
    report: ImageReport,
    suppressions: Iterable[Suppression],
    origin: str,
    today: date | None = None,
    article: Article | None = None,
) -> ImageReport:
    """The report with what these suppressions accept moved to `overridden`.

    `origin` says where they come from: `inline`, `configuration`, or `cms` for an editor's
    override. With an `article`, suppressions of others may be among them, and an address holds only
    as `own_address` has it; without, all are meant for this one. One that has expired or gives no
    reason accepts nothing and becomes a finding, where there was something for it to accept.
    """
    aimed = [s for s in suppressions if _aims_at(s, report, article)]
    if not aimed:
        return report
    today = today or datetime.now(UTC).date()
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


def _aims_at(suppression: Suppression, report: ImageReport, article: Article | None) -> bool:
    target = suppression.target
    if target == _ANY:
        return bool(report.image.suppressions)
    if target.startswith("phash:"):
        known = report.picture.soft_binding if report.picture else None
        return known is not None and _bits(target[6:], known[6:]) <= SAME_PICTURE_BITS
    if target.startswith(CAPTION_TARGET):
        return target == caption_target(report.image)
    addresses = [a for a in (report.image.content_url, *report.image.candidates) if a]
    if article is None:
        return _known_by(target) in map(_known_by, addresses)
    if suppression.names_file:
        target = os.path.normpath(Path(os.path.realpath("."), target))
    own = (own_address(address, article) for address in addresses)
    return _known_by(target) in {_known_by(address) for address in own if address}


def _known_by(address: str) -> str:
    """What all addresses of one picture share; a file's path as it is."""
    from provenance.pictures.clues import canonical_url

    return address if os.path.isabs(address) and address[:2] != "//" else canonical_url(address)


def own_address(address: str, article: Article) -> str | None:
    """The picture's address as no other article has it.

    A web address as it is; any other as the path of a file, seen from the article's own file, or
    against the article's address. None where the article has neither.
    """
    if address.startswith(WEB):
        return address
    if os.path.isfile(article.origin):
        folder = os.path.realpath(Path(article.origin).parent)
        return os.path.normpath(Path(folder, address.lstrip("/")))
    base = next((b for b in (article.url, article.origin) if b and b.startswith(WEB)), None)
    try:
        return urljoin(base, address) if base else None
    except ValueError:
        return None


def lasting_target(report: ImageReport, article: Article) -> str | None:
    """What names this picture and no other; None where there is nothing."""
    image = report.image
    if image.content_url and (own := own_address(image.content_url, article)):
        return own
    return (report.picture.soft_binding if report.picture else None) or caption_target(image)


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


def _keys(finding: Finding, report: ImageReport, article: Article, folder: Path) -> list[str]:
    """What a baseline in `folder` knows the finding by; paths count from there."""
    keys = []
    address = report.image.content_url
    if address and (own := own_address(address, article)):
        known = _known_by(own)
        if os.path.isabs(known) and known[:2] != "//":
            known = Path(os.path.relpath(known, os.path.realpath(folder))).as_posix()
        keys.append(f"{finding.rule} {known}")
    if report.picture is not None and report.picture.soft_binding:
        keys.append(f"{finding.rule} {report.picture.soft_binding}")
    if not keys and (named := caption_target(report.image)):
        keys.append(f"{finding.rule} {named}")
    return keys


def write_baseline(reports: Sequence[Report], path: Path) -> int:
    """Accept today's findings: write them to `path` and return how many it holds.

    Raises `ConfigError` where the file cannot be written.
    """
    found = [
        _keys(finding, image, report.article, path.parent)
        for report in reports
        for image in report.images
        for finding in image.findings
    ]
    keys = sorted({key for names in found for key in names})
    document = {"version": 1, "made": datetime.now(UTC).date().isoformat(), "accepted": keys}
    try:
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise ConfigError(f"the baseline {path} cannot be written: {error.strerror}") from error
    return sum(1 for names in found if names)


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
        document = json.loads(read_file(path).decode())
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
