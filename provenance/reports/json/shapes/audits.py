"""What an audit came to, its rows, and the credits it proposes."""

from __future__ import annotations

import msgspec


class AuditShape(msgspec.Struct):
    """`provenance audit`: what came of a run."""

    version: int
    folder: str
    articles: int
    states: dict[str, int]
    """State (`checked`, `no-article`, `unread`, `set-aside`) → articles."""
    left_out: int
    """Targets in which no article could be found."""
    seconds: float
    rate: float
    """Articles a second in this run."""


class AuditedShape(msgspec.Struct):
    """A line of `articles.jsonl`: one article of an audit."""

    number: int
    key: str
    state: str
    detail: str
    url: str
    headline: str
    published: str
    section: str
    verdict: str
    pictures: int
    errors: int
    warnings: int
    infos: int
    not_checked: int
    rules: list[str]
    """The rules that found something."""


class RepairShape(msgspec.Struct):
    """One proposed credit."""

    picture: str
    """The picture's address."""
    article: str
    printed: str
    proposed: str
    confidence: str
    """`high`, `medium` or `low`."""
    evidence: str
    source: str
    """`archive`, `embedded`, `agency`, `elsewhere` or `commons`."""
