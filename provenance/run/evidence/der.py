"""A time stamp's certificates in the order that DER wants.

They are a set. OpenSSL, which signs for many authorities, writes a chain of them leaf first, and
rfc3161-client (1.0.9) refuses to read any order but DER's. The order is signed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

_RESPONSE = (0x30, 0x30, 0xA0, 0x30, 0xA0)
"""The way down: TimeStampResp, its token, the token's content, SignedData, its certificates."""


def with_sorted_certificates(answer: bytes) -> bytes:
    """The same answer, its certificates sorted; as it is where it is no DER."""
    start, end = 0, len(answer)
    for depth, tag in enumerate(_RESPONSE):
        found = [(s, h, e) for t, s, h, e in _elements(answer, start, end) if t == tag]
        if not found:
            return answer
        # the token is the response's last part: before it stands the status, a sequence as well
        _, start, end = found[-1] if depth == 1 else found[0]
    parts = [answer[s:e] for _, s, _, e in _elements(answer, start, end)]
    if sum(map(len, parts)) != end - start:
        return answer
    return answer[:start] + b"".join(sorted(parts)) + answer[end:]


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(tag, where it begins, where its contents begin, where it ends) of each element."""
    while start + 2 <= end:
        tag, length, body = data[start], data[start + 1], start + 2
        if length > 0x80:
            body += length - 0x80
            length = int.from_bytes(data[start + 2 : body], "big")
        elif length == 0x80:  # BER's open end: no DER
            return
        if body + length > end:
            return
        yield tag, start, body, body + length
        start = body + length
