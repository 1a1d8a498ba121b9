"""The seed: recorded exchanges that ship with the package, readable and read-only.

`cache/HOST/NAME.json` describes one exchange, the file named in its `body` lies beside it:

    {"url": "https://…", "status": 200, "headers": {"content-type": "application/json"},
     "fetched": "2026-11-20T09:00:00+00:00", "body": "NAME.body.json",
     "synthetic": true, "note": "stands in for the real host"}
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from provenance import lazy_re as re
from provenance.errors import ConfigError
from provenance.fetch.exchange import Exchange
from provenance.model import Retrieved

SECRET_PARAMS = ("key", "api_key", "token", "access_token", "apikey")
"""Query parameters that never take part in a key and are never stored."""
SECRET_HEADERS = ("Authorization", "x-api-key", "Api-Key")
"""Headers that hold a key: never stored, never sent on to another host."""


_PLAIN = re.compile(
    r"(?:[\w.~+-]|%(?:0[0-9A-F]|1[0-9A-F]|2[1-9A-CF]|3[A-F]|40|5[B-E]|60|7[B-DF]))*", re.ASCII
)
"""What `urlencode` makes of a name or value in ASCII: it would make the same of it again."""


@lru_cache(maxsize=256)
def same_url(url: str) -> str:
    """The address, parameters sorted, secrets dropped: equal for equal requests."""
    parts = urlsplit(url)
    query = _sorted_as_it_is(parts.query)
    if query is None:
        read = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode(sorted((k, v) for k, v in read if k not in SECRET_PARAMS))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _sorted_as_it_is(query: str) -> str | None:
    """A query that `urlencode` wrote, sorted without reading it; None of any other.

    A source asks for twenty parameters a dozen times a picture: reading them was a quarter of a
    fast check.
    """
    pairs = [pair.partition("=") for pair in query.split("&")] if query else []
    names = {name for name, _, _ in pairs}
    if len(names) < len(pairs) or not all(
        name.isascii() and name.isidentifier() and equals and _PLAIN.fullmatch(value)
        for name, equals, value in pairs
    ):
        return None
    return "&".join(f"{n}={v}" for n, _, v in sorted(pairs) if n not in SECRET_PARAMS)


def without_secrets(url: str) -> str:
    """The address as it is, or `same_url` of it where it has a secret."""
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return same_url(url) if any(name in SECRET_PARAMS for name, _ in query) else url


def seed_folder() -> Path:
    """The seed's folder: in the installed package, or `cache/` in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_seed"
    return installed if installed.is_dir() else package.parent / "cache"


class Seed:
    """The exchanges of one folder, found by their address."""

    def __init__(self, folder: Path) -> None:
        self._found: dict[str, tuple[Path, dict[str, object]]] = {}
        for path in sorted(folder.glob("*/*.json")):
            if path.name.endswith(".body.json"):
                continue
            try:
                described = json.loads(path.read_text("utf-8"))
                self._found[same_url(described["url"])] = (path, described)
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(
                    f"{path} does not describe an exchange: {error}. Remove or repair it."
                ) from error

    def get(self, url: str) -> Exchange | None:
        """The recorded answer to `url`, or None."""
        found = self._found.get(same_url(url))
        if found is None:
            return None
        path, described = found
        headers = described.get("headers")
        return Exchange(
            url=str(described.get("final_url", described["url"])),
            status=int(str(described.get("status", 200))),
            headers=dict(headers) if isinstance(headers, dict) else {},
            body=(path.parent / Path(str(described["body"])).name).read_bytes(),
            fetched=datetime.fromisoformat(str(described["fetched"])),
            retrieved=Retrieved.SEED,
        )


@cache
def shipped_seed() -> Seed:
    """The seed that ships with the package, read once."""
    return Seed(seed_folder())


def record(
    exchange: Exchange, asked: str, folder: Path, *, note: str = "", synthetic: bool = False
) -> Path:
    """Write one exchange into a seed folder and return the path of its description.

    `asked` is the address as it was asked for, `folder` the seed folder. Secrets in the address
    are dropped.
    """
    host = urlsplit(asked).hostname or "unknown"
    stem = re.sub(r"[^A-Za-z0-9]+", "-", urlsplit(asked).path).strip("-")[-60:] or "index"
    name = f"{stem}-{hashlib.sha256(same_url(asked).encode()).hexdigest()[:8]}"
    kind = exchange.headers.get("content-type", "")
    ending = (
        "json"
        if "json" in kind
        else "html"
        if "html" in kind
        else kind.partition("/")[2].partition(";")[0] or "bin"
    )
    place = folder / re.sub(r"[^a-z0-9.-]", "", host.lower())
    place.mkdir(parents=True, exist_ok=True)
    body = place / f"{name}.body.{ending}"
    body.write_bytes(exchange.body)
    described: dict[str, object] = {
        "url": same_url(asked),
        "status": exchange.status,
        "headers": {"content-type": kind},
        "fetched": exchange.fetched.isoformat(),
        "body": body.name,
    }
    if same_url(exchange.url) != same_url(asked):
        described["final_url"] = same_url(exchange.url)
    if synthetic:
        described["synthetic"] = True
    if note:
        described["note"] = note
    path = place / f"{name}.json"
    path.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path
