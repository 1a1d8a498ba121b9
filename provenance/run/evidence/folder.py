"""Writing evidence: one sealed folder for each article, whole or not there at all."""

from __future__ import annotations

import os
import re
import secrets as randomness
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from anyascii import anyascii

from provenance.config import Config
from provenance.errors import ConfigError, UsageError
from provenance.fetch import Asked, Exchange, Fetcher
from provenance.model import Report
from provenance.reports.json import shapes
from provenance.run.evidence import LIST, MANIFEST, PART, STAMP, require_packages
from provenance.run.evidence.contents import Contents
from provenance.run.evidence.secrets import Secrets
from provenance.run.evidence.stamp import NoStamp, Stamp, fetch_stamp, read_certificates
from provenance.run.evidence.warc import Notebook
from provenance.run.redaction import redact, rewritten
from provenance.values import dataclass

UNSTAMPED = "no authority is configured, see `timestamp-authority` under [evidence]"
_BODIES, _BUNDLE = "bodies", "bundle"
"""The two folders of a draft: what was used, and what becomes of it."""
_SLUG = 60
"""Characters of a headline in a folder's name."""


@dataclass(frozen=True, slots=True)
class Read:
    """What an article was read from: exchanges, or bytes that came otherwise."""

    exchanges: tuple[tuple[Asked, Exchange], ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle that was written."""

    path: Path
    stamp: Stamp | None
    trouble: str
    """Why it bears no time stamp, in one sentence; empty where it does."""


class EvidenceFolder:
    """A folder that holds bundles and nothing else. Safe for many threads."""

    def __init__(self, folder: Path, config: Config) -> None:
        """Make the folder where there is none.

        Raises `UsageError` for one that holds anything but bundles, `ConfigError` for a
        certificate that cannot be read.
        """
        require_packages()
        self.path, self.config = folder, config
        self.certificates = configured_certificates(config)
        self.sealed: list[Sealed] = []
        self._drafts: set[Path] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            strange = sorted(p.name for p in folder.iterdir() if not _is_own(p))
        except OSError as error:
            raise unwritable(folder, error) from error
        if strange:
            raise UsageError(
                f"{folder} holds something other than evidence ({strange[0]}). Name an empty "
                "folder, or one that --evidence made."
            )
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{folder} cannot be written. Change its permissions, or name another")

    def begin(self, read: Read | None = None) -> Draft:
        """A bundle that is not finished; `read` is what its article came from before."""
        part = self.path / f"{PART}{randomness.token_hex(8)}"
        try:
            for name in (_BODIES, _BUNDLE):
                (part / name).mkdir(parents=True)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._drafts.add(part)
        return Draft(self, part, read or Read())

    def forget(self, part: Path) -> None:
        """Remove what is left of a draft."""
        self._drafts.discard(part)
        shutil.rmtree(part, ignore_errors=True)

    def abandon(self) -> None:
        """Remove every draft: the run was interrupted."""
        for part in tuple(self._drafts):
            self.forget(part)

    def take(self, part: Path, name: str) -> Path:
        """Put a finished bundle in its place, under a name that is free. Raises `OSError`."""
        number = 1
        while True:
            place = self.path / (name if number == 1 else f"{name}-{number}")
            try:
                part.rename(place)
            except OSError:
                if not place.exists():
                    raise
                number += 1  # a bundle of that name is there: no rename replaces it
            else:
                return place


class Draft:
    """One article's bundle while the article is checked."""

    def __init__(self, home: EvidenceFolder, part: Path, read: Read) -> None:
        self._home, self._part = home, part
        self._notes = Notebook(part / _BODIES)
        self._came = read.data
        self._reading: list[tuple[Asked, Exchange]] | None = []
        for asked, answer in read.exchanges:
            self._notes.note(asked, answer)

    def note(self, asked: Asked, answer: Exchange) -> None:
        """Take down an exchange: the fetcher's witness."""
        if self._reading is not None:
            self._reading.append((asked, answer))
        self._notes.note(asked, answer)

    def has_read(self, data: bytes | None) -> Read:
        """Take down what the article was read from, and return it.

        `data` are its bytes where it was no address.
        """
        exchanges, self._reading = tuple(self._reading or ()), None
        if data is not None:
            self._came = data
        return Read(exchanges, data)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._home.forget(self._part)

    def seal(self, report: Report, fetcher: Fetcher) -> Sealed:
        """Write the bundle, have it stamped, and put it in its place.

        `fetcher` asks the time-stamp authority. Raises `UsageError` where it cannot be written.
        """
        try:
            sealed = self._seal(report, fetcher)
        except OSError as error:
            raise unwritable(self._home.path, error) from error
        except zipfile.LargeZipFile as error:
            raise UsageError(
                f"the answers about {report.article.origin} have more than 4 GB: too many for one "
                "bundle"
            ) from error
        finally:
            self.discard()
        self._home.sealed.append(sealed)
        return sealed

    def _seal(self, report: Report, fetcher: Fetcher) -> Sealed:
        if self._notes.trouble is not None:
            raise self._notes.trouble
        config, noted = self._home.config, self._notes.noted
        asked = (address for one in noted for address in (one.asked.url, one.answer.url))
        shown = (image.image.content_url or "" for image in report.images)
        secrets = Secrets(config.keys.values(), (report.article.origin, *asked, *shown))
        told = rewritten(redact(report, config), secrets.change)
        contents = Contents(self._part / _BUNDLE, told, secrets, config.redact)
        authority = config.evidence.timestamp_authority
        named = secrets.text(authority) if authority else None
        bundle = contents.write(noted, self._came, named)
        listed = contents.seal(bundle)
        stamp, trouble = None, UNSTAMPED
        if authority:
            try:
                answer, stamp = fetch_stamp(listed, authority, fetcher, self._home.certificates)
                (contents.folder / STAMP).write_bytes(answer)
                trouble = ""
            except NoStamp as error:
                trouble = secrets.text(str(error))
                unstamped = shapes.TimestampShape(named or "", trouble)
                contents.seal(msgspec.structs.replace(bundle, timestamp=unstamped))
        return Sealed(self._home.take(contents.folder, _name(told)), stamp, trouble)


def configured_certificates(config: Config) -> bytes | None:
    """The PEM file of the trusted authority; None where none is configured.

    Raises `ConfigError` where it cannot be read.
    """
    file = config.evidence.timestamp_certificate
    if file is None:
        return None
    try:
        pem = file.read_bytes()
        read_certificates(pem)
    except OSError as error:
        raise ConfigError(f"`evidence.timestamp-certificate`: {file}: {error.strerror}") from error
    except NoStamp as error:
        raise ConfigError(f"`evidence.timestamp-certificate`: {file}: {error}") from error
    return pem


def unwritable(folder: Path, error: OSError) -> UsageError:
    """What is said where evidence cannot be written."""
    return UsageError(f"no evidence can be kept in {folder}: {error.strerror or error}")


def _is_own(path: Path) -> bool:
    """True for a bundle, for what is left of one, and for hidden files."""
    if path.name.startswith("."):
        return True
    is_folder = path.is_dir() and not path.is_symlink()
    return is_folder and (path / MANIFEST).is_file() and (path / LIST).is_file()


def _name(report: Report) -> str:
    """The folder's name: when it was checked, and what."""
    article, moment = report.article, report.checked or datetime.now(UTC)
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(article.headline or article.origin).lower())
    slug = words[:_SLUG].strip("-") or "article"
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{slug}"
