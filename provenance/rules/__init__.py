"""Rules: one module each, found in this folder and by entry points.

Other distributions name theirs under `provenance.rules`. A rule is a module. Its id is its file
name with hyphens, its docstring is its documentation page under the fixed headings (the first line
is its summary), and it offers what `RuleModule` lists. `all_rules` turns each module into a `Rule`;
a plug-in that cannot be used becomes a `Broken`, is reported as not checked, and never ends a run.
What several rules share is in `kit`, for other people's rules as well; docs/development.md shows
how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from functools import lru_cache
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, Protocol

from provenance import plugins
from provenance.model import Case, EvidenceKind, Outcome, Severity
from provenance.plugins import Broken
from provenance.values import dataclass

HEADINGS = (
    "What it finds",
    "Why it matters",
    "How it is decided",
    "When it is wrong",
    "What to do",
)
"""The fixed headings of a rule's page, in order."""


DEFAULT_PRECEDENCE = 100
"""Of a rule that declares no `PRECEDENCE`: behind every rule that does."""


class RuleModule(Protocol):
    """What a rule's module must have, beside a docstring with the fixed headings.

    `PRECEDENCE` is optional: of findings with one cause and one severity, that of the rule with
    the lowest is shown, the one whose evidence is the most direct. Ours take ten a cause: places
    10, dates 20, what is shown 30, the source 40, the platform 50, the author 60, the credit 70,
    changes 80. `AUDIT_ONLY = True` is optional too: a rule of style, which runs in the profile
    `audit` and where it is selected by name.
    """

    SEVERITY: Severity
    WEIGHS: tuple[EvidenceKind, ...]
    """The kinds of evidence it weighs."""
    EXAMPLES: tuple[Any, ...]
    """`kit.examples.Example` values: firing, silent and, where it can be, not checked. They run
    as tests."""

    def check(self, case: Case) -> Iterable[Outcome]:
        """What the case shows: findings, `Passed`, `NotChecked`.

        Nothing where the rule does not apply. No I/O.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One usable rule."""

    id: str
    severity: Severity
    """The default, in the profile `desk`."""
    weighs: tuple[EvidenceKind, ...]
    precedence: int
    audit_only: bool
    """True for a rule that only the profile `audit` runs."""
    summary: str
    """The first line of its page."""
    documentation: str = field(repr=False)
    """Its page: the module's docstring."""
    examples: tuple[Any, ...] = field(repr=False)
    check: Callable[[Case], Iterable[Outcome]] = field(repr=False)


def all_rules() -> tuple[Rule, ...]:
    """Every usable rule, in order of id."""
    return _registry()[0]


def broken_rules() -> tuple[Broken, ...]:
    """Every rule that could not be loaded.

    Each picture reports it as `NotChecked(failed)`.
    """
    return _registry()[1]


@lru_cache(maxsize=1)
def _registry() -> tuple[tuple[Rule, ...], tuple[Broken, ...]]:
    return load(plugins.built_in(__name__, __path__), plugins.third_party("provenance.rules"))


def load(
    modules: Iterable[tuple[str, str]], entries: Iterable[EntryPoint] = ()
) -> tuple[tuple[Rule, ...], tuple[Broken, ...]]:
    """The usable rules and the broken ones.

    `modules` are pairs of id and module name, `entries` are entry points.
    """
    rules, broken = plugins.load("rule", modules, entries, _rule)
    return tuple(sorted(rules, key=lambda rule: rule.id)), broken


def _rule(id: str, module: ModuleType) -> Rule:
    """The module as a `Rule`. Raises `ValueError` naming what it lacks."""
    page = (module.__doc__ or "").strip()
    lacking = [heading for heading in HEADINGS if f"\n{heading}\n" not in page]
    if lacking:
        raise ValueError(f"its page lacks the heading {lacking[0]!r}")
    for name, kind in (("SEVERITY", Severity), ("WEIGHS", tuple), ("EXAMPLES", tuple)):
        if not isinstance(getattr(module, name, None), kind):
            # one kind of error for one check
            raise ValueError(f"{name} must be a {kind.__name__}")  # noqa: TRY004
    if not callable(getattr(module, "check", None)):
        raise ValueError("it has no function check")  # noqa: TRY004 - as above
    if not all(isinstance(kind, EvidenceKind) for kind in module.WEIGHS):
        raise ValueError("WEIGHS must hold values of EvidenceKind")
    return Rule(
        id=id,
        severity=module.SEVERITY,
        weighs=module.WEIGHS,
        precedence=getattr(module, "PRECEDENCE", DEFAULT_PRECEDENCE),
        audit_only=bool(getattr(module, "AUDIT_ONLY", False)),
        summary=page.splitlines()[0],
        documentation=page,
        examples=module.EXAMPLES,
        check=module.check,
    )


__all__ = [
    "DEFAULT_PRECEDENCE",
    "HEADINGS",
    "Broken",
    "Rule",
    "RuleModule",
    "all_rules",
    "broken_rules",
    "load",
]
