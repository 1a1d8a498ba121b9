"""Content Credentials hold, but their signer is not on the trust list.

What it finds
    A picture whose credentials are whole and whose signer is unknown to the named trust list.

Why it matters
    Anybody can sign. What an unknown signer states is a statement, no proof.

How it is decided
    The C2PA validator found hash and signature right, and the signer's certificate on no list it
    was given; the list
    and its date are named.

When it is wrong
    Where the list is older than the signer's certificate.

What to do
    Treat what the credentials say as the signer's word.
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
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import embedded
from provenance.rules.kit.examples import example, picture

RULE = "untrusted-credentials"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.CREDENTIALS,)


def check(case: Case) -> Iterable[Outcome]:
    """A note where the signer is on no trust list."""
    signed = embedded.credentials(case)
    if signed is None or signed.state is not CredentialsState.UNTRUSTED:
        return
    by = signed.signer or say("an unnamed signer")
    on = signed.trust_list or say("the trust list in use")
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say("The file's Content Credentials are whole, but {by} is not on {list}.", by=by, list=on),
        (embedded.signed(case, f"signed by {by}"),),
        say("Treat what they say as the signer's word."),
        cause="credentials",
    )


_UNKNOWN = Credentials(
    CredentialsState.UNTRUSTED, trust_list="C2PA trust list of 2026-10-01", signer="Kiosk Camera Co"
)
EXAMPLES = (
    example("An unknown signer.", picture=picture(credentials=_UNKNOWN), severity=Severity.INFO),
    example("A trusted one.", picture=picture(credentials=Credentials(CredentialsState.VALID))),
    example("No credentials.", picture=picture()),
)
