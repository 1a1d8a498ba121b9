"""What an audit came to, counted by the ledger's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.audit.ledger import Ledger
from provenance.reports.json.shapes import AuditedShape
from provenance.values import dataclass

SHOWN = 20
"""Rows of one table: what a managing editor reads; the CSV has them all."""
WORST = 50
LISTED = 200
"""Articles, beside the worst, and targets that are listed by name."""

_ARTICLE = (
    "SELECT article.number, key, state, detail, article.url, headline, published, section, "
    "verdict, pictures, errors, warnings, infos, not_checked FROM article JOIN item USING (number)"
)
_WORST_FIRST = "errors DESC, warnings DESC, infos DESC, article.number"


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a table."""

    name: str
    errors: int
    warnings: int
    infos: int
    pictures: int
    """Pictures that have it, or that it is said of."""

    @property
    def findings(self) -> int:
        """All findings."""
        return self.errors + self.warnings + self.infos


@dataclass(frozen=True, slots=True)
class Table:
    """Findings by one property, those with the most first."""

    title: str
    column: str
    rows: tuple[Count, ...]
    more: int = 0
    """Further values that are not shown."""
    unnamed: int = 0
    """Pictures of which the property is not known."""

    @property
    def most(self) -> int:
        """The largest number of findings of one row."""
        return max((row.findings for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Repeated:
    """One picture that was printed in several articles in different words."""

    url: str
    articles: int
    captions: int
    credits: int
    headlines: tuple[tuple[int, str], ...]
    """(number, headline) of the first of them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page shows."""

    states: dict[str, int]
    pictures: int
    verdicts: dict[str, int]
    """Verdict → pictures."""
    severities: dict[str, int]
    rules: Table
    years: Table
    tables: tuple[Table, ...]
    repeated: tuple[Repeated, ...]
    repeated_in_all: int
    worst: tuple[AuditedShape, ...]
    others: tuple[AuditedShape, ...]
    with_findings: int
    """Articles with findings, in all."""
    reasons: tuple[tuple[str, int, int], ...]
    """(reason, checks that were not made, articles)."""
    troubles: tuple[AuditedShape, ...]
    """Articles that were not read or set aside, the first of them."""
    left_out: tuple[tuple[str, str], ...]
    left_out_in_all: int


def figures_of(ledger: Ledger) -> Figures:
    """The figures of an audit, finished or not."""
    with_findings = (
        f"{_ARTICLE} WHERE errors + warnings + infos > 0 ORDER BY {_WORST_FIRST} LIMIT ?"
    )
    listed = [_audited(row) for row in ledger.rows(with_findings, WORST + LISTED)]
    troubles = f"{_ARTICLE} WHERE state IN ('unread', 'set-aside') ORDER BY article.number LIMIT ?"
    return Figures(
        states=ledger.counts(),
        pictures=_number(ledger, "SELECT COUNT(*) FROM picture"),
        verdicts=dict(
            ledger.rows("SELECT verdict, COUNT(*) FROM picture GROUP BY 1 ORDER BY 2 DESC")
        ),
        severities=dict(ledger.rows("SELECT severity, COUNT(*) FROM finding GROUP BY 1")),
        rules=_rules(ledger),
        years=_years(ledger),
        tables=tuple(_by(ledger, *one) for one in _PROPERTIES),
        repeated=_repeated(ledger),
        repeated_in_all=_number(
            ledger,
            f"SELECT COUNT(*) FROM (SELECT 1 {_REPEATED})",  # noqa: S608
        ),
        worst=tuple(listed[:WORST]),
        others=tuple(listed[WORST:]),
        with_findings=_number(
            ledger, "SELECT COUNT(*) FROM article WHERE errors + warnings + infos > 0"
        ),
        reasons=tuple(
            ledger.rows(
                "SELECT reason, SUM(pictures), COUNT(DISTINCT number) FROM unchecked GROUP BY 1 "
                "ORDER BY 2 DESC, 1"
            )
        ),
        troubles=tuple(_audited(row) for row in ledger.rows(troubles, LISTED)),
        left_out=tuple(
            ledger.rows("SELECT origin, why FROM left_out ORDER BY 1, 2 LIMIT ?", LISTED)
        ),
        left_out_in_all=_number(ledger, "SELECT COUNT(*) FROM left_out"),
    )


def articles(ledger: Ledger) -> Iterator[AuditedShape]:
    """Every article with the rules that found something, in the audit's order."""
    last = 0
    sql = f"{_ARTICLE} WHERE article.number > ? ORDER BY article.number LIMIT 500"
    while found := ledger.rows(sql, last):
        rules: dict[int, list[str]] = {}
        for number, rule in ledger.rows(
            "SELECT DISTINCT number, rule FROM finding WHERE number > ? AND number <= ? "
            "ORDER BY number, rule",
            last,
            found[-1][0],
        ):
            rules.setdefault(number, []).append(rule)
        for row in found:
            yield _audited(row, rules.get(row[0], ()))
        last = found[-1][0]


def _audited(row: Sequence[Any], rules: Iterable[str] = ()) -> AuditedShape:
    """One article, from a row of `_ARTICLE` and the rules that found something."""
    return AuditedShape(*(*row, list(rules)))


def _number(ledger: Ledger, sql: str) -> int:
    return int(ledger.rows(sql)[0][0])


_COUNTED = "SUM(severity = 'error'), SUM(severity = 'warning'), SUM(severity = 'info')"
_PROPERTIES = (
    ("Findings by section", "section", "article.section"),
    ("Findings by photographer", "photographer", "picture.photographer"),
    ("Findings by agency", "agency or platform", "picture.agency"),
    ("Findings by licence", "licence", "picture.license"),
)


_REPEATED = (
    "FROM picture LEFT JOIN cluster USING (sha256) WHERE sha256 != '' "
    "GROUP BY COALESCE(CAST(cluster AS TEXT), sha256) HAVING COUNT(DISTINCT number) > 1 "
    "AND (COUNT(DISTINCT caption) > 1 OR COUNT(DISTINCT credit) > 1)"
)


def _repeated(ledger: Ledger) -> tuple[Repeated, ...]:
    """The pictures in most different words, proved by bytes or pixels to be one."""
    rows = ledger.rows(
        "SELECT MIN(url), COUNT(DISTINCT number), COUNT(DISTINCT caption), "
        f"COUNT(DISTINCT credit), COALESCE(cluster, 0), MIN(sha256) {_REPEATED} "
        "ORDER BY COUNT(DISTINCT caption) DESC, COUNT(DISTINCT credit) DESC, MIN(number) LIMIT ?",
        SHOWN,
    )
    return tuple(
        Repeated(
            url,
            articles,
            captions,
            credits,
            tuple(
                ledger.rows(
                    "SELECT DISTINCT number, headline FROM picture JOIN article USING (number) "
                    "LEFT JOIN cluster USING (sha256) WHERE CASE WHEN ? = 0 THEN sha256 = ? "
                    "ELSE cluster = ? END ORDER BY published, number LIMIT 5",
                    cluster,
                    sha256,
                    cluster,
                )
            ),
        )
        for url, articles, captions, credits, cluster, sha256 in rows
    )


def _rules(ledger: Ledger) -> Table:
    rows = ledger.rows(
        f"SELECT rule, {_COUNTED}, COUNT(DISTINCT number || ' ' || at) FROM finding "  # noqa: S608
        "GROUP BY 1 ORDER BY COUNT(*) DESC, 1"
    )
    return Table("Findings by rule", "rule", tuple(Count(*row) for row in rows))


def _years(ledger: Ledger) -> Table:
    """Findings by year of publication, the years in their order."""
    found = _counted(ledger, "substr(article.published, 1, 4)")
    named = [row for row in found if row.name]
    unnamed = sum(row.pictures for row in found if not row.name)
    return Table("Findings by year", "year", tuple(sorted(named, key=lambda r: r.name)), 0, unnamed)


def _by(ledger: Ledger, title: str, column: str, expression: str) -> Table:
    found = _counted(ledger, expression)
    named = sorted((r for r in found if r.name), key=lambda r: (-r.findings, -r.pictures, r.name))
    unnamed = sum(row.pictures for row in found if not row.name)
    return Table(title, column, tuple(named[:SHOWN]), len(named[SHOWN:]), unnamed)


def _counted(ledger: Ledger, expression: str) -> list[Count]:
    """Findings and pictures by a property of the article or the picture."""
    pictures = dict(
        ledger.rows(
            f"SELECT {expression}, COUNT(*) FROM picture JOIN article USING (number) GROUP BY 1"  # noqa: S608
        )
    )
    findings = {
        name: (errors, warnings, infos)
        for name, errors, warnings, infos in ledger.rows(
            f"SELECT {expression}, {_COUNTED} FROM finding "  # noqa: S608
            "JOIN picture USING (number, at) JOIN article USING (number) GROUP BY 1"
        )
    }
    return [
        Count(str(name), *findings.get(name, (0, 0, 0)), count) for name, count in pictures.items()
    ]
