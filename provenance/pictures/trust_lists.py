"""The lists of authorities that vouch for signers and for the time of signing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from provenance.config import ContentCredentials

_LARGEST = 20_000_000
_AT_HAND = 16
"""Lists that stay in memory: the two official ones, and those of a newsroom."""
_FOLDER = Path(__file__).with_name("trust")
OFFICIAL = _FOLDER / "c2pa.pem"
"""The C2PA's own list of signers' authorities; its first line says of which date."""
OFFICIAL_TIMESTAMPS = _FOLDER / "c2pa-timestamps.pem"
"""The C2PA's own list of authorities that stamp the time of signing."""


@dataclass(frozen=True, slots=True)
class TrustList:
    """One list as it is in use."""

    name: str
    """With its date; or why it cannot be read."""
    kind: str
    """`manifest` for signers, `tsa` for stamps of time: the C2PA library's words."""
    anchors: str
    """Certificates as PEM; empty where the file cannot be read."""

    @property
    def id(self) -> str:
        """What the C2PA library calls it in its answers."""
        return f"{self.kind}:{self.name}"


def trusted(settings: ContentCredentials) -> tuple[TrustList, ...]:
    """The official lists and those of the configuration.

    A list that cannot be read is named as such, and the others serve.
    """
    return (
        *(_list(path, "manifest") for path in (OFFICIAL, *settings.trust_lists)),
        *(_list(path, "tsa") for path in (OFFICIAL_TIMESTAMPS, *settings.timestamp_lists)),
    )


def named_by(id: object, kind: str) -> str | None:
    """The name of the list that the C2PA library names, if it is one of this kind.

    The library itself lets a list of either kind vouch for signers and for stamps.
    """
    told, _, name = str(id).partition(":")
    return name if told == kind else None


def signers_named(lists: tuple[TrustList, ...]) -> str:
    """The dated names of the lists of signers' authorities."""
    return ", ".join(one.name for one in lists if one.kind == "manifest")


def _list(path: Path, kind: str) -> TrustList:
    try:
        at = path.stat()
        text, name = _read(path, at.st_mtime_ns, at.st_size)
    except (OSError, ValueError) as wrong:
        return TrustList(f"the trust list {path.name} cannot be read: {wrong}", kind, "")
    return TrustList(name, kind, text)


@lru_cache(_AT_HAND)
def _read(path: Path, mtime_ns: int, size: int) -> tuple[str, str]:
    """The anchors of a PEM file, and its name with its date.

    A first line like `# Our trust list, 2026-05-01` gives both. A file of another time or size is
    another list; one that cannot be read is tried again.
    """
    with path.open("rb") as file:
        text = file.read(_LARGEST + 1).decode("utf-8")
    if len(text) > _LARGEST or "-----BEGIN CERTIFICATE-----" not in text:
        raise ValueError("it holds no PEM certificates, or too many")
    stated = re.match(r"\s*#\s*([^\n]{3,200})", text)
    changed = datetime.fromtimestamp(mtime_ns / 1e9, UTC).date().isoformat()
    title = stated[1].strip() if stated else path.name
    return text, title if re.search(r"\d{4}-\d\d-\d\d", title) else f"{title}, file of {changed}"
