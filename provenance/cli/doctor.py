"""`provenance doctor`: is this installation ready, without telling a secret."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import Chosen, config_options, emit, format_option, validate
from provenance.errors import UsageError, how_to_install
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.config import Config

_EXTRAS = {
    "dates": ("dateparser", "dates in more languages"),
    "c2pa": ("c2pa", "Content Credentials are read"),
    "heic": ("pillow_heif", "HEIC pictures are read"),
    "jxl": ("brotli", "packed metadata of JPEG XL pictures are read"),
    "text": ("rapidocr", "writing in pictures is read"),
    "service": ("flask", "`provenance serve` and `desk`"),
    "postgres": ("psycopg", "the archive and the service's jobs in PostgreSQL"),
    "crops": ("onnxruntime", "small crops, screenshots and collages are found in the archive"),
    "wagtail": ("wagtail", "the Wagtail app"),
    "audit": ("distributed", "`provenance audit`"),
    "evidence": ("warcio", "`check --evidence` and `evidence verify`"),
}
_PROBES = {
    "Wikimedia Commons": "https://commons.wikimedia.org/w/api.php?action=query&meta=siteinfo&format=json",
    "Twitter/X": "https://cdn.syndication.twimg.com/",
    "Internet Archive": "https://archive.org/wayback/available?url=example.com",
}


_ORDER = ("trouble", "missing", "ok", "off")
"""What is to be mended first, what nobody needs last."""


@dataclass(frozen=True, slots=True)
class _Line:
    what: str
    state: str
    """`ok`, `missing`, `off` or `trouble`."""
    words: str


@click.command("doctor", epilog="Example: provenance doctor --offline")
@format_option("text", "json")
@config_options
def command(form: str, chosen: Chosen) -> int:
    """Check cache, archive, contact, keys, extras, plug-ins and the main sources.

    Exits 1 on trouble.
    """
    config = validate(chosen.config())
    lines = [_configuration(chosen.file), *_here(config), *_plugins(), *_sources(config)]
    if form == "json":
        emit(
            json.dumps(
                [{"what": x.what, "state": x.state, "words": x.words} for x in lines], indent=2
            )
        )
    else:
        by_weight = sorted(lines, key=lambda line: _ORDER.index(line.state))
        emit("\n".join(f"{x.state:8} {x.what:28} {x.words}" for x in by_weight))
    return 1 if any(x.state == "trouble" for x in lines) else 0


def _configuration(named: Path | None) -> _Line:
    from provenance.config.files import project_file

    file, _named = project_file(named)
    return _Line(
        "configuration", "ok", str(file) if file else "no file found: the defaults are in force"
    )


def _here(config: Config) -> Iterator[_Line]:
    from provenance.fetch.seed import seed_folder
    from provenance.reports.kit.text import pluralise

    yield _cache(config)
    yield _archive(config)
    seeds = sum(1 for _ in seed_folder().glob("*/*.json"))
    told = f"{pluralise(seeds, 'file')} shipped with this package"
    yield _Line("seed", "ok" if seeds else "trouble", told)
    contact = config.network.contact
    advice = (
        "Wikimedia is not asked without one: set `contact` under [network], or $PROVENANCE_CONTACT"
    )
    yield _Line("contact", "ok" if contact else "missing", contact or advice)
    yield from _keys(config)
    for extra, (module, gives) in _EXTRAS.items():
        missing = f"not installed: {how_to_install(extra)} — {gives}"
        is_there = find_spec(module) is not None
        yield _Line(f"extra {extra}", *(("ok", gives) if is_there else ("off", missing)))


def _keys(config: Config) -> Iterator[_Line]:
    from provenance.sources import all_sources, key_names

    for name in sorted(key_names().names, key=lambda name: (name not in config.keys, name)):
        whose = ", ".join(s.title for s in all_sources() if name in (*s.needs, *s.uses))
        state, words = (
            ("ok", "set,") if name in config.keys else ("off", "not set, and needed only")
        )
        yield _Line(f"key {name}", state, f"{words} for {whose}")


def _plugins() -> Iterator[_Line]:
    """A line for each plug-in that cannot be used."""
    from provenance import reports
    from provenance.articles.formats import broken_formats
    from provenance.rules import broken_rules
    from provenance.sources import broken_sources

    for broken in (*broken_sources(), *broken_rules(), *broken_formats()):
        yield _Line(f"plug-in {broken.id}", "trouble", broken.detail)
    for name in reports.formats():
        try:
            reports.find(name)
        except UsageError as error:
            yield _Line(f"plug-in {name}", "trouble", str(error))


def _cache(config: Config) -> _Line:
    from provenance.fetch.store import cache_folder

    try:
        folder = cache_folder(config.cache)
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        is_private = folder.stat().st_mode & 0o077 == 0
    except UsageError as error:
        return _Line("cache", "trouble", str(error))
    except OSError as error:
        return _Line("cache", "trouble", f"cannot be read: {error}. Name another with --cache.")
    if not os.access(folder, os.W_OK | os.X_OK):
        advice = "nothing is kept. Make it writable, or name another with --cache."
        return _Line("cache", "trouble", f"{folder} cannot be written, so {advice}")
    advice = "" if is_private else "; others may read or change it: chmod 700 it"
    state = "ok" if is_private else "trouble"
    return _Line("cache", state, f"{folder}, {size // 1_000_000} MB{advice}")


def _archive(config: Config) -> _Line:
    from provenance.archive import archive_folder, open_archive
    from provenance.errors import ProvenanceError
    from provenance.reports.kit.text import pluralise

    try:
        archive = open_archive(config)
        if archive is None:
            return _Line("archive", "off", f"none in {archive_folder(config)}")
        try:
            held = pluralise(archive.store.counts().pictures, "picture")
        finally:
            archive.close()
    except (ProvenanceError, OSError) as error:
        return _Line("archive", "trouble", str(error))
    where = "on its server" if config.archive.url else f"in {archive_folder(config)}"
    return _Line("archive", "ok", f"{held} {where}")


def _sources(config: Config) -> Iterator[_Line]:
    from provenance.errors import NotFetched
    from provenance.fetch import Fetcher

    if config.network.offline:
        yield _Line("sources", "off", "not asked: --offline")
        return
    with Fetcher(config) as fetcher:
        for title, address in _PROBES.items():
            if "wikimedia" in address and not config.network.contact:
                continue  # the line on the contact says why it is not asked
            try:
                fetcher.get(address, kind="page", accept_status=(200, 400, 403, 404))
                yield _Line(title, "ok", "reached")
            except NotFetched as error:
                yield _Line(title, "trouble", error.detail)
