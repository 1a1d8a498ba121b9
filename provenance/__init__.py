"""Checks the pictures of a news article against their captions and credits::

    import provenance
    report = provenance.check("article.html")
    report.passed(at="warning")

Everything public is here. Nothing prints, keeps global state or sets up logging; all functions may
be called from several threads. What is heavy is imported where it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from provenance.config import Config, Suppression
    from provenance.fetch import Fetches
    from provenance.model import Article, Claims, Comparison, Credit, Link, Picture, Report
    from provenance.run.checker import Checker
    from provenance.run.gate import Action, Decision, Policy, gate
    from provenance.run.suppressions import with_overrides

__all__ = [
    "Action",
    "Checker",
    "Config",
    "Decision",
    "Policy",
    "Suppression",
    "check",
    "compare",
    "gate",
    "load_config",
    "parse_credit",
    "read_article",
    "read_claims",
    "read_picture",
    "with_overrides",
]

_LAZY = {
    "Config": "provenance.config",
    "Suppression": "provenance.config",
    "Checker": "provenance.run.checker",
    "Action": "provenance.run.gate",
    "Decision": "provenance.run.gate",
    "Policy": "provenance.run.gate",
    "gate": "provenance.run.gate",
    "with_overrides": "provenance.run.suppressions",
}
"""Public name → its module, imported when the name is first asked for."""


def load_config(path: Path | None = None) -> Config:
    """The configuration in force: files, environment, and every source's keys.

    `path` is the file to read instead of the nearest `provenance.toml`. Raises
    `provenance.errors.ConfigError`.
    """
    from provenance.config.files import load
    from provenance.sources import key_names

    return load(path, keys=key_names())


def check(
    target: str | bytes | Path | Article | Mapping[str, Any],
    *,
    config: Config | None = None,
    fetcher: Fetches | None = None,
    base_url: str | None = None,
    images: Path | None = None,
) -> Report:
    """Check the pictures of one article.

    `target` is a path, an http(s) address, HTML or plain text, bytes, a CMS's own JSON as a dict,
    or an `Article`; `images` a directory of pictures saved beside it. Raises
    `provenance.errors.UnreadableInput` where the article itself cannot be read; whatever is wrong
    with one picture or source is in the report.
    """
    from provenance.run.checker import Checker

    with Checker(config, fetcher=fetcher) as checker:
        return checker.check(target, base_url=base_url, images=images)


def read_article(
    target: str | bytes | Path, *, base_url: str | None = None, images: Path | None = None
) -> Article:
    """Read an article's pictures, captions and credits.

    Opens no socket; see `check` for an address.
    """
    from provenance.config import Config, Network
    from provenance.fetch import Fetcher
    from provenance.run.targets import read_target

    with Fetcher(Config(network=Network(offline=True))) as fetcher:
        return read_target(target, fetcher=fetcher, base_url=base_url, images=images)


def parse_credit(line: str, *, links: Sequence[Link] = ()) -> Credit:
    """Take one credit line apart."""
    from provenance.credits import parse_credit as parse

    return parse(line, links=links)


def read_claims(
    text: str, *, published: date | datetime | None = None, language: str | None = None
) -> Claims:
    """Read the places, dates and disclosures a text claims.

    "Tuesday" is read against `published`.
    """
    from provenance.claims import read_claims as read

    return read(text, published=published, language=language)


def read_picture(data: bytes | Path) -> Picture:
    """Decode one picture: size, fingerprints, metadata, Content Credentials.

    Raises `provenance.errors.UnreadablePicture` for bytes that are no picture or are refused.
    """
    from provenance.files import read_file
    from provenance.pictures import read_picture as read

    return read(data if isinstance(data, bytes) else read_file(data), credentials=True)


def compare(published: Picture, original: Picture) -> Comparison:
    """How the published picture is related to the original, and which part it is."""
    from provenance.pictures import compare as run

    return run(published, original)


def __getattr__(name: str) -> Any:
    """What is imported only when first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
