"""Credentials: found in addresses or configured, and taken out of what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from provenance import lazy_re as re

REMOVED = "removed"
"""What stands where a credential stood."""
_KEPT_QUESTION = frozenset(
    {"accept", "accept-encoding", "accept-language", "content-type", "host", "user-agent"}
)
"""Headers of a request that say nothing secret. Any other may carry a key, by whatever name."""
_DROPPED_ANSWER = re.compile(
    r"set-cookie2?|(?:www|proxy)-auth\w*|authori[sz]ation|authentication-info|.*(?:token|secret|"
    r"api-?key|session).*",
    re.I,
)
_NAME = re.compile(
    r"key|auth|authorization|pass|pwd|sig|sid|session|code|hdnts|hdnea|policy|"
    r".*(?:token|secret|passw|signature|credential|api[-_]?key|access[-_]?key|key-pair|session[-_]?"
    r"id|jwt|hmac|oauth).*",
    re.I,
)
"""Names of parameters that hold credentials, those of signed addresses among them."""
_LOGIN = re.compile(r"(?<!\w)(\w{2,10}://)([^\s/?#\"'<>@]{1,300})@")
_PARAMETER = re.compile(r"([?&;#])([\w.\[\]%-]{1,80})=([^&#;\s\"'<>]+)")
_SHORTEST_KEY, _SHORTEST_LEARNT = 4, 16
"""Characters from which a configured key, and a value that merely stood in an address, are looked
for in other places too: shorter ones are found in innocent words."""


class Secrets:
    """What must not be kept: configured keys, and what addresses carry."""

    def __init__(self, keys: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        found = {key for key in keys if len(key) >= _SHORTEST_KEY}
        for address in addresses:
            found |= {v for v in _carried(address) if len(v) >= _SHORTEST_LEARNT}
        forms = {form for v in found for form in (v, quote(v, safe=""), unquote(v))}
        self._values = sorted(forms, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text without credentials: neither in an address nor anywhere else."""
        text = _LOGIN.sub(r"\1", text)
        text = _PARAMETER.sub(_without_value, text)
        for value in self._values:
            text = text.replace(value, REMOVED)
        return text

    def change(self, value: Any) -> Any:
        """`text` for texts; anything else as it is (for `redaction.rewritten`)."""
        return self.text(value) if isinstance(value, str) else value

    def body(self, data: bytes) -> bytes:
        """The bytes without the values known to be credentials.

        Addresses that a page itself shows to everybody stay.
        """
        for value in self._values:
            data = data.replace(value.encode(), REMOVED.encode())
        return data

    def question_headers(self, headers: Mapping[str, str]) -> list[tuple[str, str]]:
        """The headers of a request that may be kept."""
        kept = [(k, v) for k, v in headers.items() if k.lower() in _KEPT_QUESTION]
        return [(name, self.text(_one_line(value))) for name, value in kept]

    def answer_headers(self, headers: Mapping[str, str]) -> list[tuple[str, str]]:
        """The headers of an answer that may be kept."""
        kept = [(k, v) for k, v in headers.items() if not _DROPPED_ANSWER.fullmatch(k)]
        return [(name, self.text(_one_line(value))) for name, value in kept]


def _carried(address: str) -> Iterable[str]:
    """The credentials in an address."""
    for login in _LOGIN.finditer(address):
        yield from login[2].split(":")
    for _, name, value in _PARAMETER.findall(address):
        if _NAME.fullmatch(name):
            yield value


def _without_value(found: re.Match[str]) -> str:
    before, name, _ = found.groups()
    return f"{before}{name}={REMOVED}" if _NAME.fullmatch(name) else found[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())
