"""Where the runtime cache lies, and its content-addressed store of picture bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import platformdirs

from provenance.errors import UsageError
from provenance.fetch.exchange import Exchange
from provenance.fetch.seed import same_url
from provenance.model import Retrieved


def cache_folder(chosen: Path | None) -> Path:
    """The runtime cache's folder.

    The one chosen, `$PROVENANCE_CACHE`, or the platform's; created with mode 0700. Raises
    `UsageError` where it cannot be.
    """
    folder = chosen or Path(
        os.environ.get("PROVENANCE_CACHE") or platformdirs.user_cache_dir("picture-provenance")
    )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UsageError(
            f"the cache folder {folder} cannot be made: {error.strerror}. Name another with "
            "--cache or $PROVENANCE_CACHE."
        ) from error
    return folder


def clear(folder: Path) -> int:
    """Remove everything this package keeps in `folder`; returns the bytes freed.

    Other files stay. Raises `UsageError` where something cannot be removed.
    """
    freed = 0
    for path in (
        *folder.glob("answers.sqlite*"),
        *folder.glob("feed-items.json"),
        *folder.glob("pictures/*/*"),
    ):
        try:
            freed += path.stat().st_size
            path.unlink()
        except FileNotFoundError:
            continue  # another process has cleared it
        except OSError as error:
            raise UsageError(f"{path} cannot be removed: {error.strerror}") from error
    shutil.rmtree(folder / "pictures", ignore_errors=True)
    return freed


class PictureStore:
    """Picture bytes by their SHA-256, and which address gave which bytes when."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "pictures"

    def _index(self, url: str) -> Path:
        name = hashlib.sha256(same_url(url).encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.url.json"

    def _body(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def get(self, url: str) -> Exchange | None:
        """The stored answer for `url`, its bytes checked; None where there is none."""
        try:
            known = json.loads(self._index(url).read_text("utf-8"))
            body = self._body(known["sha256"]).read_bytes()
            if hashlib.sha256(body).hexdigest() != known["sha256"]:
                return None
            fetched = datetime.fromisoformat(known["fetched"])
            return Exchange(known["url"], 200, known["headers"], body, fetched, Retrieved.CACHED)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, exchange: Exchange) -> None:
        """Keep the answer to `url`. Each file appears whole or not at all.

        Raises `OSError`.
        """
        sha256 = hashlib.sha256(exchange.body).hexdigest()
        known = {
            "url": exchange.url,
            "sha256": sha256,
            "headers": {"content-type": exchange.headers.get("content-type", "")},
            "fetched": exchange.fetched.isoformat(),
        }
        write_whole(self._body(sha256), exchange.body)
        write_whole(self._index(url), json.dumps(known).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
