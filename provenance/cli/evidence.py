"""`provenance evidence`: proving later what `check --evidence` kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import emit, format_option, load_configuration, offline_option
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.reports.json.shapes import VerifiedShape
    from provenance.run.evidence.verify import Verified

_MARKS = {"holds": "✓", "fails": "✗", "not-checked": "?", "none": "–"}


@click.group(
    "evidence", epilog="Example: provenance evidence verify kept --certificate authority.pem"
)
def command() -> None:
    """Prove later what `provenance check --evidence` kept."""


@command.command(
    "verify", epilog="Example: provenance evidence verify kept --certificate authority.pem"
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The time-stamp authority's trusted certificate (PEM), had from the authority itself.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Read this provenance.toml, which may name the certificate.",
)
@format_option("text", "json")
@offline_option
def verify_command(
    folder: Path, certificate: Path | None, config_file: Path | None, form: str, offline: bool
) -> int:
    """Check every bundle in DIR: hashes, answers, time stamp. Opens no socket.

    Exit status: 0 everything holds; 1 something does not, or a certificate is named and a bundle
    has no time stamp; 2 a wrong call, or a time stamp and no certificate to check it with.
    """
    from provenance.reports.json import shapes
    from provenance.run.evidence.folder import configured_certificates
    from provenance.run.evidence.verify import Outcome, verify

    if certificate is not None:
        pem: bytes | None = _certificates(certificate)
    else:
        pem = configured_certificates(load_configuration(config_file))
    document = _document(verify(folder, pem))
    emit(shapes.encode(document) if form == "json" else "\n".join(_lines(document)))
    is_stamp_lacking = pem is not None and any(
        bundle.verdict == Outcome.UNSTAMPED for bundle in document.bundles
    )
    if document.verdict == Outcome.BROKEN or is_stamp_lacking:
        return 1
    return 2 if document.verdict == Outcome.NOT_CHECKED else 0


def _certificates(file: Path) -> bytes:
    from provenance.cli._common import input_bytes
    from provenance.run.evidence.stamp import NoStamp, read_certificates

    pem = input_bytes(str(file))
    try:
        read_certificates(pem)
    except NoStamp as error:
        raise UsageError(f"--certificate {file}: {error}") from error
    return pem


def _document(verified: Sequence[Verified]) -> VerifiedShape:
    from provenance.reports.json import shapes
    from provenance.reports.kit.text import clean
    from provenance.run.evidence.verify import WORST_FIRST

    def told(one: Verified) -> shapes.VerifiedBundleShape:
        bundle, stamp = one.bundle, one.stamp
        return shapes.VerifiedBundleShape(
            bundle=clean(str(one.path)),
            verdict=one.outcome.value,
            words=one.words,
            article=clean(bundle.article) if bundle else None,
            headline=clean(bundle.headline) if bundle and bundle.headline else None,
            checked=clean(bundle.checked) if bundle and bundle.checked else None,
            stamped=stamp.moment.isoformat() if stamp else None,
            authority=clean(stamp.signer) if stamp else None,
            proofs=[
                shapes.ProofShape(p.what, p.state.value, clean(p.words), [*map(clean, p.files)])
                for p in one.proofs
            ],
        )

    outcomes = {one.outcome for one in verified}
    worst = next(outcome for outcome in WORST_FIRST if outcome in outcomes)
    return shapes.VerifiedShape(shapes.VERSION, [told(one) for one in verified], worst.value)


def _lines(document: VerifiedShape) -> Iterator[str]:
    for bundle in document.bundles:
        yield f"{bundle.verdict.upper()}  {bundle.bundle}"
        yield f"  {bundle.words}"
        if bundle.article:
            yield f"  {bundle.headline or 'no headline'} · {bundle.article}"
        if bundle.checked:
            yield f"  checked {bundle.checked[:19].replace('T', ' ')} UTC, by its own clock"
        for proof in bundle.proofs:
            yield f"  {_MARKS[proof.state]} {proof.what:11} {proof.words}"
