"""Content Credentials are there, and their hash or signature fails.

What it finds
    A signed picture that was changed after signing, or whose signature does not hold.

Why it matters
    What the credentials say about author, place and date is worth nothing then; somebody changed
    the file or the claim.

How it is decided
    The C2PA validator found a failing hash binding or signature in the published file. Credentials
    that are merely
    expired, unreadable, or absent are no finding.

When it is wrong
    Where the page's own image service recompresses pictures and leaves the old credentials in.

What to do
    Ask the supplier for the signed file; do not cite the credentials.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credentials,
    CredentialsState,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
)
from provenance.rules.kit.examples import example, picture

RULE = "invalid-credentials"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.CREDENTIALS,)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the validator says that hash or signature fails."""
    signed = case.picture.credentials if case.picture else None
    if case.picture is None or signed is None or signed.state is CredentialsState.ABSENT:
        return
    if signed.state is CredentialsState.UNREADABLE:
        detail = signed.detail or "the Content Credentials could not be read"
        yield NotChecked(RULE, Reason.FAILED, detail)
        return
    proof = Evidence(
        "Content Credentials",
        signed.detail or signed.state.value,
        Locator("C2PA", url=case.picture.url),
    )
    if signed.state is not CredentialsState.INVALID:
        yield Passed(RULE, (proof,))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        "The file's Content Credentials do not hold: its hash or signature fails"
        f"{f' ({signed.detail})' if signed.detail else ''}.",
        (proof,),
        "Ask the supplier for the signed file, and do not cite these credentials.",
        cause="credentials",
    )


def _signed(state: CredentialsState) -> Credentials:
    return Credentials(
        state, "assertion.dataHash.mismatch" if state is CredentialsState.INVALID else ""
    )


EXAMPLES = (
    example(
        "Changed after signing.",
        picture=picture(credentials=_signed(CredentialsState.INVALID)),
        severity=SEVERITY,
    ),
    example("Valid.", picture=picture(credentials=_signed(CredentialsState.VALID))),
    example("Absent.", picture=picture(credentials=_signed(CredentialsState.ABSENT))),
    example(
        "Unreadable.",
        picture=picture(credentials=_signed(CredentialsState.UNREADABLE)),
        reason=Reason.FAILED,
    ),
)
