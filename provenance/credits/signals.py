"""Named signs with weights: of each group the strongest counts, the groups add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from provenance.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signal(Generic[T]):
    """A sign for something, or (weight below zero) against it."""

    name: str
    weight: int
    test: Callable[[T], bool]


Group = tuple[Signal[T], ...]
"""Signs of one kind, the strongest first: their weight is capped at the strongest that is met."""


def signals_met(groups: Iterable[Group[T]], subject: T) -> Iterator[Signal[T]]:
    """The strongest sign of each group that is met."""
    for group in groups:
        if found := next((signal for signal in group if signal.test(subject)), None):
            yield found


def weigh(groups: Iterable[Group[T]], subject: T) -> int:
    """The sum of the weights of the signs that are met."""
    return sum(signal.weight for signal in signals_met(groups, subject))
