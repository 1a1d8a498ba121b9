"""Whatever is printed as a credit, reading it ends, in time, with a value that quotes the line."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.credits import load_vocabulary, normalise, parse_credit, parse_license
from provenance.model import Credit

_NAMES = [
    "Mira Holm",
    "dpa",
    "Getty Images",
    "X",
    "@quay",
    "CC BY-SA 4.0",
    "via",
    "for",
    "Photo by",
    "Foto:",
    "©",
    "记者",
    "사진",
    "Wikimedia Commons",
    "Archiv",
    "The",
    "and",
    "&",
    "(",
    ")",
    "[",
    "/",
    "|",
    ",",
    " - ",
    "2024",
    "Jr.",
    "Inc.",
    "ⓒ",
    "https://x.com/a",
    "a@b.example",
    "Midjourney",
    "“",
    "”",
    "Courtesy of",
    "صورة",
    "ภาพ",
    "\u200b",
    "ﷺ",
    "ﬁ",
]
_LINES = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(_NAMES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_NAMES), max_size=25).map("".join),
)


def _is_turned(name: str, text: str) -> bool:
    """True where the line has the surname first: "Holm, Mira"."""
    words = name.split()
    cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(f"{last},{first}" in text.replace(", ", ",") for first, last in cuts)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_every_name_is_quoted_from_the_line(line: str) -> None:
    credit = parse_credit(line)
    text = normalise(line)
    assert credit.raw == line
    for name in (*credit.creators, *credit.organizations, *credit.handles):
        assert name
        assert name in text or _is_turned(name, text)
    assert credit.distributor is None or credit.distributor in text
    assert len(set(credit.flags)) == len(credit.flags)


@settings(max_examples=100, deadline=None)
@given(_LINES)
def test_reading_a_licence_never_fails(text: str) -> None:
    license_ = parse_license(text)
    assert license_ is None or license_.name


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "/",
        "photo by ",
        "a for ",
        "Mira Holm and ",
        "CC BY ",
        "by-",
        "@a",
        "a@b.",
        "www.",
        "新华社",
        "ภาพ",
        "Stock Art ",
        "U.S. Army photo by Sgt. Mira Holm / ",
        "\u0300",
        "\ufdfa",
        ". ",
        "jan. ",
        "Mira Holm/",
        "“a” by ",
        "Holm, Jr., ",
        "M. ",
        "Design by ",
        "Mira Holm 2021 ",
        "Adam and Mira Holm, ",
        "Pixabayの",
    ],
)
def test_five_thousand_characters_take_no_more_than_in_proportion(unit: str) -> None:
    # A quadratic step would make ten times the line a hundred times the work; the interpreter's
    # own count of calls stands in for a clock, which a busy machine would make unfair.
    calls = {}
    for size in (500, 5_000):
        line = (unit * size)[:size]
        parse_credit(line)
        calls[size] = _count_calls(line)
    assert calls[5_000] <= 25 * calls[500] + 2_000


def _count_calls(line: str) -> int:
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(seen)
    try:
        parse_credit(line)
    finally:
        sys.setprofile(None)
    return count


def test_what_follows_five_thousand_characters_is_not_read() -> None:
    credit = parse_credit("Mira Holm / " + "·" * 5_000 + " / Reuters")
    assert credit.creators == ("Mira Holm",)
    assert credit.organizations == ()


def test_threads_share_one_vocabulary() -> None:
    seen: list[Credit] = []
    threads = [
        threading.Thread(target=lambda: seen.append(parse_credit("Mira Holm/AFP")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert load_vocabulary() is load_vocabulary()


def test_the_package_imports_nothing_heavy_until_it_is_used() -> None:
    code = (
        "import sys, provenance.credits; print([m for m in sys.modules if "
        "m.startswith('provenance.credits.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
