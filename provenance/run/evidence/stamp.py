"""Trusted time stamps (RFC 3161): an authority says that a list existed at a time.

The authority is sent the list's SHA-256 and a random number, nothing else.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance import lazy_re as re
from provenance.errors import NotFetched, ProvenanceError
from provenance.fetch import Fetcher
from provenance.run.evidence.der import with_sorted_certificates
from provenance.values import dataclass

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

LARGEST = 100_000
"""Bytes of an answer that is read: FreeTSA's and Sectigo's, with their chains, have 5 to 6 kB."""
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_WHY = re.compile(r'Verify error: ([^"]+)"')
"""What OpenSSL says of a chain, within what the library says."""


class NoStamp(ProvenanceError):
    """A stamp that could not be had, or that does not hold; `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp, as it stands there; `prove` says whether it holds."""

    moment: datetime
    signer: str
    """Whom the stamp names as its signer; believed only where it was proved."""


def fetch_stamp(
    listed: bytes, authority: str, fetcher: Fetcher, certificates: bytes | None = None
) -> tuple[bytes, Stamp]:
    """The authority's answer over these bytes, and what it says. Raises `NoStamp`."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(listed).hash_algorithm(HashAlgorithm.SHA256)
    asked = builder.build()
    headers = {
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
    }
    try:
        answer = fetcher.send(authority, data=asked.as_bytes(), headers=headers).body
    except NotFetched as error:
        raise NoStamp(error.detail) from error
    stamp = read_stamp(answer, listed)
    if _decoded(answer).tst_info.nonce != asked.nonce:
        raise NoStamp("the authority answered another request: its random number is not ours")
    return answer, prove(answer, listed, certificates) if certificates is not None else stamp


def read_stamp(answer: bytes, listed: bytes) -> Stamp:
    """What an authority's answer over these bytes says. Raises `NoStamp`.

    Who signed it is not proved by this.
    """
    response = _decoded(answer)
    try:
        imprint, moment = response.tst_info.message_imprint, response.tst_info.gen_time
        name = _HASHES.get(imprint.hash_algorithm.dotted_string)
        is_ours = name is not None and hashlib.new(name, listed).digest() == imprint.message
        signer = _signer(response)
    # other people's parser, on bytes from outside
    except Exception as error:
        raise NoStamp(f"the time stamp cannot be read: {type(error).__name__}") from error
    if not is_ours:
        raise NoStamp("the time stamp was made over another list")
    return Stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC), signer)


def prove(answer: bytes, listed: bytes, certificates: bytes) -> Stamp:
    """The stamp, its signature checked against trusted certificates. Raises `NoStamp`."""
    from rfc3161_client import VerifierBuilder

    stamp = read_stamp(answer, listed)
    builder = VerifierBuilder(roots=read_certificates(certificates))
    try:
        builder.build().verify_message(_decoded(answer), listed)
    # other people's library, on bytes from outside
    except Exception as error:
        found = _WHY.search(str(error))
        why = found[1] if found else type(error).__name__
        raise NoStamp(
            "the time stamp was changed, or its signature does not lead to the certificate that is "
            f"trusted, the authority's root ({why})"
        ) from error
    return stamp


def read_certificates(pem: bytes) -> list[Certificate]:
    """The certificates of a PEM file. Raises `NoStamp` where there are none."""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(pem)
    except ValueError as error:
        raise NoStamp("the authority's certificate file holds no PEM certificate") from error


def _decoded(answer: bytes) -> TimeStampResponse:
    from rfc3161_client import PKIStatus, decode_timestamp_response

    if len(answer) > LARGEST:
        raise NoStamp("the time stamp is larger than any authority's")
    try:
        response = decode_timestamp_response(with_sorted_certificates(answer))
        is_granted = PKIStatus(response.status) is PKIStatus.GRANTED
    # other people's parser, on bytes from outside
    except Exception as error:
        raise NoStamp("what should be a time stamp is none") from error
    if not is_granted:
        raise NoStamp("the authority refused to stamp")
    return response


def _signer(response: TimeStampResponse) -> str:
    """The subject of the certificate that signed, as the answer brings it; else empty."""
    from cryptography.x509 import load_der_x509_certificate

    signers = {(s.issuer, s.serial_number) for s in response.signed_data.signer_infos}
    for der in sorted(response.signed_data.certificates):
        one = load_der_x509_certificate(der)
        if (one.issuer, one.serial_number) in signers:
            return one.subject.rfc4514_string()
    return ""
