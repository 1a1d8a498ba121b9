"""What is kept as evidence, whether it still holds, and what has changed since."""

from __future__ import annotations

import msgspec


class KeptPictureShape(msgspec.Struct):
    """One picture of a bundle."""

    path: str | None
    """Its file in the bundle; None where it could not be kept."""
    picture: int
    """Number of the published picture in the report, counted from 1."""
    role: str
    """`published`, or `original`."""
    url: str | None
    sha256: str
    """Of the file as it was compared."""
    whole: bool = True
    """False where the bundle holds its pixels alone, without what was embedded."""
    source: str | None = None
    id: str | None = None


class TimestampShape(msgspec.Struct):
    """The time stamp that was asked for."""

    authority: str
    trouble: str | None = None
    """Why there is none, in one sentence."""


class BundleShape(msgspec.Struct):
    """`bundle.json`: what `provenance check --evidence` kept of one article."""

    version: int
    software: str
    article: str
    """The target as it was named."""
    headline: str | None
    url: str | None
    checked: str | None
    """When the check ended, by this machine's clock (UTC)."""
    offline: bool
    exchanges: int
    redacted: list[str]
    """What was kept out on request: `location`."""
    pictures: list[KeptPictureShape]
    input: str | None = None
    """The article's own file in the bundle, where it was no address."""
    input_sha256: str | None = None
    """Of that file as it was read."""
    timestamp: TimestampShape | None = None
    """None where no authority is configured: then nothing but this machine says when."""


class ProofShape(msgspec.Struct):
    """One thing that was looked at in a bundle."""

    what: str
    """`files`, `exchanges`, `time stamp`."""
    state: str
    """`holds`, `fails`, `not-checked` or `none`."""
    words: str
    files: list[str] = []
    """Those that do not hold."""


class VerifiedBundleShape(msgspec.Struct):
    """One bundle, looked at again."""

    bundle: str
    verdict: str
    """`sealed`, `unstamped`, `not-checked` or `broken`."""
    words: str
    article: str | None
    headline: str | None
    checked: str | None
    stamped: str | None
    """The time that a trusted authority states (UTC); None where none was proved."""
    authority: str | None
    proofs: list[ProofShape]


class VerifiedShape(msgspec.Struct):
    """`provenance evidence verify`."""

    version: int
    bundles: list[VerifiedBundleShape]
    verdict: str
    """The worst of its bundles': `broken`, `not-checked`, `unstamped`, `sealed`."""


class DifferenceShape(msgspec.Struct):
    """Something that differs from the earlier report."""

    kind: str
    picture: int | None
    """Number of the picture in the new report, or in the earlier one where it is gone."""
    words: str
    before: str | None = None
    after: str | None = None


class RecheckedShape(msgspec.Struct):
    """One article, checked again."""

    article: str
    before: str | None
    """When the earlier check ended."""
    after: str | None
    changes: list[DifferenceShape]
    not_looked_at: list[DifferenceShape]
    """What could not be looked at again: it may have changed or not."""
    verdict_before: str
    verdict: str


class RecheckShape(msgspec.Struct):
    """`provenance recheck`."""

    version: int
    articles: list[RecheckedShape]
