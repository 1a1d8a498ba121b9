"""How the desk's own picture system (DAM) is asked, and how answers are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from string import Formatter
from urllib.parse import urlsplit

from provenance.values import dataclass

PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "by_id": ("id",),
    "by_name": ("name", "stem", "slug"),
    "by_sha1": ("sha1",),
    "by_phash": ("phash",),
    "by_words": ("words",),
    "page": ("id",),
}
"""Address template → what it may hold in braces; each holds one at least."""
FIELDS = (
    "id",
    "page_url",
    "media_url",
    "preview_url",
    "title",
    "description",
    "creators",
    "credit_line",
    "source",
    "date_created",
    "upload_date",
    "places",
    "license",
    "usage_terms",
    "instructions",
    "width",
    "height",
    "sha1",
)
"""What is read of a picture: IPTC's names, `upload_date` after schema.org's."""


@dataclass(frozen=True, slots=True)
class OwnDam:
    """Where the desk's own picture system answers, in JSON.

    Without an address it is not asked.
    """

    title: str = "our own pictures"
    """What an editor calls it."""
    by_id: str | None = None
    """The picture with `{id}`, one that `id-pattern` finds in an address, a name or a credit."""
    by_name: str | None = None
    """Pictures by file name: `{name}`, `{stem}` without its ending, `{slug}` as a CMS writes it."""
    by_sha1: str | None = None
    """Pictures with the very bytes: `{sha1}`, 40 hexadecimal digits."""
    by_phash: str | None = None
    """Pictures near a fingerprint: `{phash}`, 64 hexadecimal digits, `imagehash.phash` of size
    16 over the preparation that `provenance read` prints."""
    by_words: str | None = None
    """Pictures for `{words}` of the caption, the headline or the title."""
    page: str | None = None
    """The page that a person opens for `{id}`, where the answers name none."""
    id_pattern: str | None = None
    """A regular expression whose first group is an id."""
    items: str = ""
    """Where the list of pictures lies in an answer: `_items`, `result.hits`. Empty: the answer is
    the list, or the picture."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """One of `FIELDS` → where it lies in a picture: `title.rendered`, `renditions.0.href`. What is
    not named here lies under its own name."""
    authorization: str = "Bearer {token}"
    """The header sent to its host alone, where the key `OWN_DAM_TOKEN` is set."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for what could not be asked."""
        for name, allowed in PLACEHOLDERS.items():
            if template := getattr(self, name):
                _check(name.replace("_", "-"), template, allowed)
        _check("authorization", self.authorization, ("token",), address=False)
        if len({urlsplit(template)[:2] for template in self.templates}) > 1:
            raise ValueError("the addresses `by-…` must be of one host: the token is sent to it")
        if unknown := set(self.fields) - set(FIELDS):
            raise ValueError(f"`fields` names {min(unknown)!r}; it may name {', '.join(FIELDS)}")
        if self.id_pattern is not None:
            _check_pattern(self.id_pattern)
        if self.by_id and not self.id_pattern:
            raise ValueError("`by-id` needs `id-pattern`, which tells an id from other words")

    @property
    def templates(self) -> tuple[str, ...]:
        """The addresses that it is asked by."""
        named = (self.by_id, self.by_name, self.by_sha1, self.by_phash, self.by_words)
        return tuple(template for template in named if template)


def _check(key: str, template: str, allowed: tuple[str, ...], *, address: bool = True) -> None:
    """Raise `ValueError` where a template cannot be filled in."""
    wanted = " or ".join(f"{{{name}}}" for name in allowed)
    try:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        host = urlsplit(template).netloc if address else ""
    except ValueError as error:
        raise ValueError(f"`{key}` = {template!r} cannot be read: {error}") from error
    if not names or names - set(allowed):
        raise ValueError(f"`{key}` = {template!r} must hold {wanted}, and nothing else in braces")
    if address and (not template.startswith(("http://", "https://")) or not host or "{" in host):
        raise ValueError(f"`{key}` = {template!r} must be an address that names its host")


def _check_pattern(pattern: str) -> None:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"`id-pattern` = {pattern!r} cannot be read: {error}") from error
    if not groups:
        raise ValueError(f"`id-pattern` = {pattern!r} needs brackets around the id")
