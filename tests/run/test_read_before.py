"""A picture that a process has read before is not decoded again."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from provenance.model import Picture, Preview
from provenance.pictures import kept
from provenance.rules.kit.examples import picture
from provenance.run import read_before
from provenance.run.read_before import _BESIDE_PIXELS, ReadBefore

HALF = Preview(2, 1, b"\0" * 6)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(kept, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


class Reader:
    """Reads, and counts how often."""

    def __init__(self, made: Picture) -> None:
        self.made, self.times = made, 0

    def __call__(self) -> Picture:
        self.times += 1
        return self.made


def test_the_second_save_of_an_article_reads_none_of_its_pictures_again() -> None:
    before, read = ReadBefore(), Reader(picture())
    first = before.of(b"bytes", "https://news.example/a.jpg", read)
    again = before.of(b"bytes", "https://news.example/b.jpg", read)
    assert read.times == 1
    assert (first.url, again.url) == ("https://news.example/a.jpg", "https://news.example/b.jpg")
    assert again == replace(first, url=again.url)
    assert again.data == b"bytes"
    before.of(b"other bytes", None, read)
    assert read.times == 2


def test_it_is_read_anew_after_ten_minutes(clock: list[float]) -> None:
    before, read = ReadBefore(), Reader(picture())
    before.of(b"bytes", None, read)
    clock[0] += 599
    before.of(b"bytes", None, read)
    assert read.times == 1
    clock[0] += 2
    before.of(b"bytes", None, read)
    assert read.times == 2


def test_those_not_asked_for_longest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_before, "_MOST_BYTES", 12 + 2 * _BESIDE_PIXELS)
    before, read = ReadBefore(), Reader(replace(picture(), preview=HALF))
    for name in (b"one", b"two", b"one", b"three", b"one"):
        before.of(name, None, read)
    assert read.times == 3
    before.of(b"two", None, read)
    assert read.times == 4


def test_what_cannot_be_read_is_tried_again() -> None:
    before = ReadBefore()

    def broken() -> Picture:
        raise ValueError("no picture")

    for _ in range(2):
        with pytest.raises(ValueError, match="no picture"):
            before.of(b"bytes", None, broken)
