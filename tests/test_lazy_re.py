"""Patterns that wait: as `re`'s own, and none of the package's is wrong."""

from __future__ import annotations

import copy
import gc
import importlib
import pickle
import pkgutil
import re

import pytest

import provenance
from provenance import lazy_re


def test_a_pattern_that_waits_does_what_a_compiled_one_does() -> None:
    waiting, compiled = (m.compile(r"(?P<day>\d\d?)\. (\w+)", re.I) for m in (lazy_re, re))
    text = "Kyiv, 3. May 2024; 4. June"
    assert [m.span() for m in waiting.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert waiting.sub("", text) == compiled.sub("", text)
    assert waiting.groupindex == compiled.groupindex
    assert waiting.pattern == compiled.pattern
    assert waiting.flags == compiled.flags


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    genuine = re.compile

    def counted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made.append(pattern)
        return genuine(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    waiting = lazy_re.compile("port|harbour")
    assert made == []
    assert waiting.search("the harbour")
    assert waiting.search("the port")
    assert made == ["port|harbour"]


def test_it_can_be_copied_and_sent_to_another_process() -> None:
    waiting = lazy_re.compile("ferry", re.I)
    waiting.search("a ferry")
    for other in (copy.deepcopy(waiting), pickle.loads(pickle.dumps(waiting))):
        assert other.search("Ferries and a FERRY")
        assert repr(other) == repr(waiting)


def test_what_a_pattern_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        lazy_re.compile("x").nothing


def test_every_pattern_of_the_package_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(provenance.__path__, "provenance."):
        if "django" not in module.name and "wagtail" not in module.name:
            try:
                importlib.import_module(module.name)
            except ImportError:
                continue  # an extra that is not installed
    waiting = type(lazy_re.compile(""))
    every = [one for one in gc.get_objects() if issubclass(type(one), waiting.__base__)]
    assert len(every) > 100
    for one in every:
        assert one.flags is not None, one.pattern
