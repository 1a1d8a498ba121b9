from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from provenance.claims import read_claims


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Kyiv " * 20_000,
        "1 " * 40_000,
        "a" * 100_000,
        "2011年" * 20_000,
        "March " * 20_000,
        "A.A" * 30_000,
        "Ж" * 99_999,
        "東京" * 20_000,
        "U.S." * 20_000,
        "3 - 4 - " * 9_000,
        "\x00\ud800" * 500,
        ", " * 40_000,
    ],
)
def test_a_hostile_text_ends_in_bounded_time(text: str) -> None:
    start = time.process_time()
    read_claims(text, published=date(2024, 1, 1), names=["Adaeze Okoro"])
    assert time.process_time() - start < 20


PROSE = "Rescuers carry a woman out of a flooded house near the old harbour after a storm. "
MANY_TIMES = 40
"""How much longer than prose the worst text may take. Measured: 12 times."""


@pytest.mark.parametrize(
    "unit",
    [
        "Kyiv,",
        "in Kyiv ",
        "Aa Bb ",
        "A ",
        "서울에서 ",
        "東京",
        "\u00a0",
        "Kiev'de Paris'te ",
        "US-",
    ],
)
def test_the_worst_text_costs_a_few_times_what_prose_of_its_length_does(unit: str) -> None:
    texts = [(s * (16_384 // len(s) + 1))[:16_384] for s in (PROSE, unit)]
    prose, worst = (min(_cost(text) for _ in range(2)) for text in texts)
    assert worst < MANY_TIMES * prose


def _cost(text: str) -> float:
    """Seconds of CPU that reading takes."""
    start = time.process_time()
    read_claims(text, published=date(2024, 1, 1))
    return time.process_time() - start


def test_threads_read_side_by_side() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = set(
            pool.map(lambda _: read_claims("A school in Lagos, Nigeria").places, range(40))
        )
    assert len(results) == 1
