"""The original carries Content Credentials, and the published copy lost them.

What it finds
    A published file without Content Credentials whose confirmed original has some that hold.

Why it matters
    Readers can no longer ask the file where it comes from; most image services drop the
    credentials without anybody noticing.

How it is decided
    The confirmed original's file was read with the Content Credentials reader, and its hashes and
    signature hold; the published file has none.

When it is wrong
    Where the source added its credentials after the desk had fetched the file.

What to do
    Let the image service keep them, or link the original.
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
    Outcome,
    Passed,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit.examples import example, original, picture
from provenance.rules.kit.generated import holds

RULE = "credentials-stripped"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.CREDENTIALS, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A note where only the confirmed original is signed."""
    signed = case.picture.credentials if case.picture else None
    if signed is None:
        return
    for found in case.confirmed:
        had = found.picture.credentials if found.picture else None
        if had is None or not holds(had):
            continue
        proof = Evidence(
            "Content Credentials of the original",
            f"signed by {had.signer or 'an unnamed signer'}",
            Locator("C2PA", url=found.picture.url if found.picture else None),
        )
        if signed.state is not CredentialsState.ABSENT:
            yield Passed(RULE, (proof,))
            return
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say(
                "The original at {source} carries Content Credentials; the published copy "
                "has none.",
                source=source_name(found.record),
            ),
            (proof,),
            say("Let the image service keep them, or link the original."),
            cause="credentials",
        )
        return


_ABSENT = picture(credentials=Credentials(CredentialsState.ABSENT))
_VALID = picture(credentials=Credentials(CredentialsState.VALID, signer="Camera Co"))
EXAMPLES = (
    example(
        "The image service dropped them.",
        picture=_ABSENT,
        originals=[original(picture=_VALID)],
        severity=Severity.INFO,
    ),
    example("Kept.", picture=_VALID, originals=[original(picture=_VALID)]),
    example("Neither has any.", picture=_ABSENT, originals=[original(picture=_ABSENT)]),
)
