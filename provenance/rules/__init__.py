"""Rules: one module each, found by scanning this folder and the entry points `provenance.rules`.

A rule is a module. Its id is its file name with hyphens, its docstring is its documentation page
under the fixed headings (the first line is its summary), and it offers what `RuleModule` lists.
`all_rules` turns each module into a `Rule`; a plug-in that cannot be used becomes a `Broken`, is
reported as not checked, and never ends a run. Files whose names begin with an underscore are no
rules: they hold what several rules share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, Protocol

from provenance import plugins
from provenance.model import Case, Outcome, Severity
from provenance.plugins import Broken

HEADINGS = (
    "What it finds",
    "Why it matters",
    "How it is decided",
    "When it is wrong",
    "What to do",
)
"""The fixed headings of a rule's page, in order."""


class RuleModule(Protocol):
    """What a rule's module must have, beside a docstring with the fixed headings."""

    SEVERITY: Severity
    EVIDENCE: str
    """The letters of the evidence it weighs: A article, P published picture, O confirmed original,
    M embedded metadata, C Content Credentials, R reverse search and archives, H history, K
    configuration."""
    EXAMPLES: tuple[Any, ...]
    """`_examples.Example` values: firing, silent and, where it can be, not checked. They run as
    tests."""

    def check(self, case: Case) -> Iterable[Outcome]:
        """What the case shows: findings, `Passed`, `NotChecked`; nothing where the rule does
        not apply. No I/O."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One usable rule."""

    id: str
    severity: Severity
    """The default, in the profile `desk`."""
    evidence: str
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
    """Every rule that could not be loaded; `run` over all rules reports each as
    `NotChecked(failed)`."""
    return _registry()[1]


@lru_cache(maxsize=1)
def _registry() -> tuple[tuple[Rule, ...], tuple[Broken, ...]]:
    return load(plugins.built_in(__name__, __path__), plugins.third_party("provenance.rules"))


def load(
    modules: Iterable[tuple[str, str]], entries: Iterable[EntryPoint] = ()
) -> tuple[tuple[Rule, ...], tuple[Broken, ...]]:
    """Import and check rules: `modules` are pairs of id and module name, `entries` are entry
    points."""
    rules, broken = plugins.load("rule", modules, entries, _checked)
    return tuple(sorted(rules, key=lambda rule: rule.id)), broken


def _checked(id: str, module: ModuleType) -> Rule:
    """The module as a `Rule`. Raises `ValueError` naming what it lacks."""
    page = (module.__doc__ or "").strip()
    lacking = [heading for heading in HEADINGS if f"\n{heading}\n" not in page]
    if lacking:
        raise ValueError(f"its page lacks the heading {lacking[0]!r}")
    for name, kind in (("SEVERITY", Severity), ("EVIDENCE", str), ("EXAMPLES", tuple)):
        if not isinstance(getattr(module, name, None), kind):
            # one kind of error for one check
            raise ValueError(f"{name} must be a {kind.__name__}")  # noqa: TRY004
    if not callable(getattr(module, "check", None)):
        raise ValueError("it has no function check")  # noqa: TRY004 - as above
    return Rule(
        id,
        module.SEVERITY,
        module.EVIDENCE,
        page.splitlines()[0],
        page,
        module.EXAMPLES,
        module.check,
    )


__all__ = [
    "HEADINGS",
    "Broken",
    "Rule",
    "RuleModule",
    "all_rules",
    "broken_rules",
    "load",
]
