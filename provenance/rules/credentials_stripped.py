"""The original carries Content Credentials, and the published copy lost them.

What it finds
    A published file without Content Credentials whose confirmed original has some that hold, or
    for which a service of the configuration keeps some.

Why it matters
    Readers can no longer ask the file where it comes from; most image services drop the
    credentials without anybody noticing.

How it is decided
    The confirmed original's file was read with the Content Credentials reader, and its hashes and
    signature hold; the published file has none. Where `credentials.resolvers` names services, the
    picture is looked up there by its fingerprint; what is found counts where its signature holds,
    and where the signed fingerprint or the signed small picture is this picture's.

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
    NotChecked,
    Outcome,
    Passed,
    Reason,
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
    if signed.found_at is not None:
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say(
                "The picture has Content Credentials, kept by a service; the published file has "
                "none."
            ),
            (_kept(signed),),
            say("Let the image service keep them, or link the original."),
            cause="credentials",
        )
        return
    if signed.unasked is not None:
        yield NotChecked(RULE, signed.unasked, signed.detail)
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


def _kept(signed: Credentials) -> Evidence:
    by = f"signed by {signed.signer or 'an unnamed signer'}"
    how = signed.detail.partition(";")[0]
    return Evidence(
        "Content Credentials found by the picture's fingerprint",
        f"{by}; {how}",
        Locator("C2PA", url=signed.found_at),
    )


_ABSENT = picture(credentials=Credentials(CredentialsState.ABSENT))
_VALID = picture(credentials=Credentials(CredentialsState.VALID, signer="Camera Co"))
EXAMPLES = (
    example(
        "The image service dropped them.",
        picture=_ABSENT,
        originals=[original(picture=_VALID)],
        severity=Severity.INFO,
    ),
    example(
        "A service keeps them for the picture's fingerprint.",
        picture=picture(
            credentials=Credentials(
                CredentialsState.VALID,
                detail="the fingerprint that was signed is this picture's",
                signer="Camera Co",
                found_at="https://resolver.example/v1/manifests/urn:c2pa:1",
            )
        ),
        severity=Severity.INFO,
    ),
    example(
        "The service did not answer.",
        picture=picture(
            credentials=Credentials(
                CredentialsState.ABSENT,
                detail="https://resolver.example/v1: no answer",
                unasked=Reason.NETWORK,
            )
        ),
        reason=Reason.NETWORK,
    ),
    example("Kept.", picture=_VALID, originals=[original(picture=_VALID)]),
    example("Neither has any.", picture=_ABSENT, originals=[original(picture=_ABSENT)]),
)
