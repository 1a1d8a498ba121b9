"""Values behave as the standard library's dataclasses do, written or not."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace

import pytest

from provenance.values import _FEW, dataclass


@dataclass(frozen=True, slots=True)
class Port:
    """A port; two of one name and country are one."""

    name: str
    country: str = "UA"
    ships: tuple[str, ...] = field(default=(), compare=False)
    notes: list[str] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a port has a name")


@dataclass(frozen=True, slots=True)
class Harbour(Port):
    """A port that says how deep it is."""

    depth: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


def ports() -> list[Port]:
    """More than are made before the constructor is written."""
    return [Port("Odesa", ships=(str(number),)) for number in range(2 * _FEW)]


def test_the_first_instances_are_like_the_later_ones() -> None:
    first, *_, last = ports()
    assert first == last
    assert hash(first) == hash(last)
    assert repr(first) == "Port(name='Odesa', country='UA', ships=('0',))"
    assert first.notes == []
    assert first.notes is not last.notes


def test_values_differ_by_what_is_compared_and_by_their_class() -> None:
    assert Port("Odesa") != Port("Odesa", "RO")
    assert Port("Odesa") != Harbour("Odesa")
    assert Port("Odesa") != "Odesa"
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


@pytest.mark.parametrize("made", range(2))
def test_a_constructor_refuses_what_does_not_fit(made: int) -> None:
    everything = ports() if made else []
    for given, named in ((), {}), (("a", "b", (), [], 5), {}), (("a",), {"name": "b"}):  # type: ignore[assignment]
        with pytest.raises(TypeError):
            Port(*given, **named)
    with pytest.raises(TypeError):
        Port("Odesa", depth=3)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="has a name"):
        Port("")
    assert all(port.name == "Odesa" for port in everything)


def test_nothing_can_be_set_or_deleted_and_there_is_room_for_nothing_else() -> None:
    port = Port("Odesa")
    with pytest.raises(FrozenInstanceError):
        port.name = "Izmail"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del port.name
    assert not hasattr(port, "__dict__")


def test_values_can_be_replaced_copied_pickled_matched_and_described() -> None:
    port = Port("Odesa", ships=("Hope",))
    assert replace(port, country="RO") == Port("Odesa", "RO")
    for again in (copy.copy(port), copy.deepcopy(port), pickle.loads(pickle.dumps(port))):
        assert (again, again.ships) == (port, ("Hope",))
    match port:
        case Port(name, country):
            assert (name, country) == ("Odesa", "UA")
    assert is_dataclass(Port)
    assert [f.name for f in fields(Harbour)] == ["name", "country", "ships", "notes", "depth"]
    assert list(inspect.signature(Port).parameters) == ["name", "country", "ships", "notes"]
    assert Harbour("Odesa", depth=13).depth == 13
