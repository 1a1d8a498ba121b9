"""Proving a bundle later, offline: is every byte what it was, and since when?

Everything in a bundle may have been made to harm: sizes are bounded, nothing outside its folder is
opened, links are refused.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from provenance import lazy_re as re
from provenance.errors import UsageError
from provenance.reports.json import shapes
from provenance.run.evidence import EXCHANGES, LIST, MANIFEST, STAMP, require_packages
from provenance.run.evidence.exchanges import Unsound, check_exchanges
from provenance.run.evidence.stamp import LARGEST, NoStamp, Stamp, prove, read_stamp
from provenance.values import dataclass

MOST_FILES = 10_000
"""Files of a bundle: an article of 100 pictures, each with 20 originals, has 2,107."""
_DEEPEST = 4
LARGEST_BUNDLE = 20_000_000_000
"""Bytes of all its files: the exchanges have at most 4.3 GB, and the pictures stand in them."""
_LARGEST_TEXT = 8_000_000
"""Bytes of the list and of bundle.json: 10,000 pictures take 1.1 and 3.5 MB there."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_SHOWN = 5
"""Files that are named in a sentence; all are in the JSON."""


class State(StrEnum):
    """How one proof ended."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not-checked"
    NONE = "none"
    """There is nothing to check."""


class Outcome(StrEnum):
    """What a bundle is worth."""

    SEALED = "sealed"
    """Nothing was changed since the time that a trusted authority states."""
    UNSTAMPED = "unstamped"
    """Its files fit its list; nothing shows when that was written."""
    NOT_CHECKED = "not-checked"
    """Its files fit its list; its time stamp was not checked."""
    BROKEN = "broken"
    """Something was changed, added or removed, or the stamp does not hold."""


WORST_FIRST = (Outcome.BROKEN, Outcome.NOT_CHECKED, Outcome.UNSTAMPED, Outcome.SEALED)


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at."""

    what: str
    state: State
    words: str
    files: tuple[str, ...] = ()
    """Those that do not hold."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One bundle, looked at again."""

    path: Path
    proofs: tuple[Proof, ...]
    stamp: Stamp | None = None
    """The stamp, where it was proved."""
    bundle: shapes.BundleShape | None = None
    """What the bundle says of itself, where that can be read."""

    @property
    def outcome(self) -> Outcome:
        """What it is worth: the worst of its proofs."""
        states = {proof.state for proof in self.proofs}
        if State.FAILS in states:
            return Outcome.BROKEN
        if State.NOT_CHECKED in states:
            return Outcome.NOT_CHECKED
        return Outcome.SEALED if self.stamp else Outcome.UNSTAMPED

    @property
    def words(self) -> str:
        """The same in one sentence."""
        if self.outcome is Outcome.BROKEN:
            return "It proves nothing: something in it does not hold."
        if self.outcome is Outcome.NOT_CHECKED:
            return (
                "Nothing was found changed, but its time stamp was not checked, so nothing shows "
                "since when."
            )
        if self.stamp is None:
            return (
                "Its files fit its list. Nobody says when the list was written, or that it is the "
                "first: whoever changes a file can change an unstamped list as well."
            )
        return (
            f"Unchanged since {self.stamp.moment:%Y-%m-%d %H:%M:%S} UTC, as the trusted authority "
            "states."
        )


def verify(folder: Path, certificates: bytes | None = None) -> tuple[Verified, ...]:
    """Every bundle in a folder, or the one that the folder is, looked at again.

    A file stands for the bundle in which it lies. `certificates` is the trusted authority's PEM
    file; without it no stamp is proved. Raises `UsageError` where there is no bundle.
    """
    require_packages()
    if os.path.isfile(folder):
        if not any((folder.parent / name).is_file() for name in (LIST, MANIFEST)):
            raise UsageError(
                f"{folder} is a file, and no bundle's. Name a folder that `provenance check "
                "--evidence` made."
            )
        folder = folder.parent
    try:
        inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from error
    if {LIST, MANIFEST, STAMP, EXCHANGES} & {entry.name for entry in inside}:
        return (_verify_bundle(folder, certificates),)
    bundles = [
        Path(entry.path)
        for entry in inside
        if not entry.name.startswith(".") and (entry.is_dir() or entry.is_symlink())
    ]
    if not bundles:
        raise UsageError(
            f"{folder} holds no evidence. Name a folder that `provenance check --evidence` made."
        )
    return tuple(_verify_bundle(bundle, certificates) for bundle in bundles)


def _verify_bundle(folder: Path, certificates: bytes | None) -> Verified:
    if folder.is_symlink():
        link = Proof("files", State.FAILS, "it is a link, and links are not followed")
        return Verified(folder, (link,))
    try:
        files = _Files.read(folder)
        listed = files.bytes_of(LIST, _LARGEST_TEXT)
        bundle = _manifest(files)
    except (_Strange, OSError) as error:
        why = str(error) if isinstance(error, _Strange) else f"it cannot be read: {error.strerror}"
        return Verified(folder, (Proof("files", State.FAILS, why),))
    stamp, stamped = _check_stamp(files, listed, bundle, certificates)
    proofs = (_check_files(files, listed, bundle), _check_exchanges(files), stamped)
    return Verified(folder, proofs, stamp, bundle)


class _Strange(Exception):
    """What no bundle holds; `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class _Files:
    """The plain files in a folder; nothing else of it is ever opened."""

    folder: Path
    names: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> _Files:
        """What lies in the folder. Raises `_Strange`, `OSError`."""
        sizes = dict(_walk(folder, "", 0))
        if len(sizes) > MOST_FILES or sum(sizes.values()) > LARGEST_BUNDLE:
            raise _Strange("it is larger than any bundle")
        names = frozenset(sizes)
        for needed in (LIST, MANIFEST):
            if needed not in names:
                raise _Strange(f"{needed} is missing: without it this is no bundle")
        return cls(folder, names)

    def open(self, name: str) -> int:
        """A descriptor of one of them. Raises `_Strange`, `OSError`."""
        handle = os.open(self.folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise _Strange(f"{name} is no plain file")
        return handle

    def bytes_of(self, name: str, most: int) -> bytes:
        """The bytes of one. Raises `_Strange` for more than `most`, `OSError`."""
        with os.fdopen(self.open(name), "rb") as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise _Strange(f"{name} is larger than any bundle's")
        return data

    def sha256(self, name: str) -> str:
        """The hash of one. Raises `_Strange`, `OSError`."""
        with os.fdopen(self.open(name), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def _walk(folder: Path, below: str, depth: int) -> Iterator[tuple[str, int]]:
    """Every plain file, named as the list names it, and its size.

    Raises `_Strange`, `OSError`.
    """
    if depth > _DEEPEST:
        raise _Strange(f"{below} lies deeper than anything in a bundle")
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            name = f"{below}{entry.name}"
            if number >= MOST_FILES:
                raise _Strange("it holds more files than any bundle")
            if entry.is_symlink():
                raise _Strange(f"{name} is a link, and links are not followed")
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield name, entry.stat(follow_symlinks=False).st_size
            else:
                raise _Strange(f"{name} is no plain file")


def _manifest(files: _Files) -> shapes.BundleShape | None:
    try:
        data = files.bytes_of(MANIFEST, _LARGEST_TEXT)
        return msgspec.json.decode(data, type=shapes.BundleShape)
    except (ValueError, RecursionError):  # of which msgspec's own errors are
        return None


def _check_files(files: _Files, listed: bytes, bundle: shapes.BundleShape | None) -> Proof:
    """Is each file what the list says, none missing, none added?"""
    try:
        hashes = _read_list(listed)
    except _Strange as error:
        return Proof("files", State.FAILS, str(error), (LIST,))
    there = files.names - {LIST, STAMP}
    missing, added = sorted(hashes.keys() - there), sorted(there - hashes.keys())
    changed = [name for name in sorted(there & hashes.keys()) if not _is_same(files, name, hashes)]
    said = [
        f"{what}: {_named(names)}"
        for what, names in (("changed", changed), ("missing", missing), ("added", added))
        if names
    ]
    if bundle is None:
        said.append(f"not to be read: {MANIFEST}")
    if said:
        return Proof("files", State.FAILS, "; ".join(said), (*changed, *missing, *added))
    return Proof("files", State.HOLDS, f"{len(hashes)} files are what the list says, none more")


def _is_same(files: _Files, name: str, hashes: Mapping[str, str]) -> bool:
    try:
        return files.sha256(name) == hashes[name]
    except (_Strange, OSError):
        return False


def _read_list(listed: bytes) -> dict[str, str]:
    """Name → hash. Raises `_Strange` for a list that `sha256sum` did not write."""
    hashes: dict[str, str] = {}
    try:
        lines = listed.decode().split("\n")
    except UnicodeDecodeError as error:
        raise _Strange(f"{LIST} is no list of hashes") from error
    for line in filter(None, lines):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in hashes:
            raise _Strange(f"{LIST} is no list of hashes: {line[:80]!r}")
        hashes[found[2]] = found[1]
    if not hashes:
        raise _Strange(f"{LIST} is empty")
    return hashes


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _check_exchanges(files: _Files) -> Proof:
    """Can every exchange be read, and is its body what its record says?"""
    if EXCHANGES not in files.names:
        return Proof("exchanges", State.FAILS, f"{EXCHANGES} is missing", (EXCHANGES,))
    try:
        with os.fdopen(files.open(EXCHANGES), "rb") as stream:
            number = check_exchanges(stream)
    except Unsound as error:
        return Proof("exchanges", State.FAILS, f"{EXCHANGES}: {error}", (EXCHANGES,))
    # readers of other people's formats, on bytes that may have been made to harm
    except Exception as error:  # noqa: BLE001
        words = f"{EXCHANGES} cannot be read ({type(error).__name__})"
        return Proof("exchanges", State.FAILS, words, (EXCHANGES,))
    return Proof("exchanges", State.HOLDS, f"{number} answers can be read, each with its digest")


def _check_stamp(
    files: _Files,
    listed: bytes,
    bundle: shapes.BundleShape | None,
    certificates: bytes | None,
) -> tuple[Stamp | None, Proof]:
    """Does the time stamp hold, and is it the one that there should be?"""
    what, asked = "time stamp", bundle.timestamp if bundle else None
    if STAMP not in files.names:
        why = "no authority was asked" if asked is None else asked.trouble
        if why is None:
            return None, Proof(what, State.FAILS, f"{STAMP} is missing", (STAMP,))
        return None, Proof(what, State.NONE, f"not time-stamped: {why}")
    try:
        answer = files.bytes_of(STAMP, LARGEST)
        if certificates is None:
            stamp = read_stamp(answer, listed)
            words = (
                f"it says {stamp.moment:%Y-%m-%d %H:%M:%S} UTC, but whether its authority can be "
                "trusted was not checked: name the authority's certificate (--certificate)"
            )
            return None, Proof(what, State.NOT_CHECKED, words)
        stamp = prove(answer, listed, certificates)
    except (NoStamp, _Strange) as error:
        return None, Proof(what, State.FAILS, str(error), (STAMP,))
    words = f"{stamp.moment:%Y-%m-%d %H:%M:%S} UTC, by {stamp.signer or 'the named authority'}"
    return stamp, Proof(what, State.HOLDS, words)
