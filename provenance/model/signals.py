"""Named signs with weights, so that a decision can be explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from provenance.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signal(Generic[T]):
    """One sign: how strongly it holds, and what it weighs at strength one."""

    name: str
    weight: float
    strength: Callable[[T], float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision: its score, and what each sign brought to it."""

    score: float
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SignalTable(Generic[T]):
    """Signs that are weighed together; the score is their sum over the bias."""

    signals: tuple[Signal[T], ...]
    bias: float = 0.0
    caps: Mapping[str, float] | None = None
    """By the first word of a name, the most that signs so called count together."""

    def weigh(self, subject: T) -> Weighed:
        """What the signs say of a subject."""
        parts = [
            (signal.name, signal.weight * strength)
            for signal in self.signals
            if (strength := signal.strength(subject))
        ]
        return Weighed(self.bias + _total(parts, self.caps or {}), _strongest_first(parts))


def _total(parts: Iterable[tuple[str, float]], caps: Mapping[str, float]) -> float:
    total, capped = 0.0, dict.fromkeys(caps, 0.0)
    for name, weight in parts:
        kind = name.split("-")[0]
        if kind in capped:
            capped[kind] += weight
        else:
            total += weight
    return total + sum(max(-caps[k], min(caps[k], sum_)) for k, sum_ in capped.items())


def _strongest_first(parts: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(parts, key=lambda part: -abs(part[1])))
