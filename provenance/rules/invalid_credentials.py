"""Content Credentials are there, and their hash or signature fails.

What it finds
    A signed picture that was changed after signing, or whose signature does not hold.

Why it matters
    What the credentials say about author, place and date is worth nothing then; somebody changed
    the file or the claim.

How it is decided
    The C2PA validator found a failing hash binding or signature in the published file. Credentials
    that are merely expired, unreadable, or absent are no finding. Where the original is confirmed
    and the file was only saved again, a tool carried them along: that is a note, for long
    credentials that no longer can be read as for short ones that no longer fit.

When it is wrong
    Where the page's own image service recompresses pictures, leaves the old credentials in, and
    the original is not confirmed.

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
    EvidenceKind,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
    Transformation,
)
from provenance.model.sentences import say
from provenance.rules.kit import embedded
from provenance.rules.kit.changes import compared
from provenance.rules.kit.examples import SAME, example, original, picture

RULE = "invalid-credentials"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.CREDENTIALS,)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the validator says that hash or signature fails."""
    signed = embedded.credentials(case)
    if signed is None:
        return
    proof = embedded.signed(case, signed.detail or signed.state.value)
    if _carried_along(case, signed):
        yield Finding(
            RULE,
            Severity.INFO,
            Confidence.HIGH,
            say(
                "The file's Content Credentials are of another file: the tool that saved "
                "the confirmed original again carried them along, and they no longer fit."
            ),
            (proof,),
            say("Let the image service drop or renew them."),
            cause="credentials",
        )
        return
    if signed.state is CredentialsState.UNREADABLE:
        detail = signed.detail or say("the Content Credentials could not be read")
        yield NotChecked(RULE, Reason.FAILED, detail)
        return
    if signed.state is not CredentialsState.INVALID:
        yield Passed(RULE, (proof,))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The file's Content Credentials do not hold: its hash or signature fails{why}.",
            why=say(" ({code})", code=signed.detail) if signed.detail else "",
        ),
        (proof,),
        say("Ask the supplier for the signed file, and do not cite these credentials."),
        cause="credentials",
    )


def _carried_along(case: Case, signed: Credentials) -> bool:
    """True where only the bytes no longer fit, and the original was only saved again."""
    broken = signed.state is CredentialsState.UNREADABLE or (
        signed.state is CredentialsState.INVALID
        and any(code in signed.detail for code in _BINDINGS)
        and not any(code in signed.detail for code in _FORGED)
    )
    nearest = next(iter(compared(case)), None)
    return broken and nearest is not None and set(nearest.comparison.transformations) <= _SAVED


_BINDINGS = ("assertion.dataHash.mismatch", "assertion.boxesHash.mismatch", "assertion.bmffHash")
_FORGED = ("claimSignature", "assertion.hashedURI.mismatch", "signingCredential.invalid")
_SAVED = {Transformation.RESIZED, Transformation.RECOMPRESSED, Transformation.CROPPED}
"""What an image service does to a picture."""


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
    example(
        "A resized copy of the confirmed original.",
        picture=picture(credentials=_signed(CredentialsState.INVALID)),
        originals=[original(comparison=SAME)],
        severity=Severity.INFO,
    ),
    example("Valid.", picture=picture(credentials=_signed(CredentialsState.VALID))),
    example("Absent.", picture=picture(credentials=_signed(CredentialsState.ABSENT))),
    example(
        "Unreadable.",
        picture=picture(credentials=_signed(CredentialsState.UNREADABLE)),
        reason=Reason.FAILED,
    ),
)
