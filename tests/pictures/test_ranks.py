"""A value by its rank: NumPy's own answer without what NumPy loads for it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from provenance.pictures.ranks import value_at


@pytest.mark.parametrize("share", [0.0, 0.5, 0.7, 0.9, 1.0])
@pytest.mark.parametrize("count", [1, 2, 9, 1_000])
@pytest.mark.parametrize("kind", [np.uint8, np.float32, np.float64])
def test_it_is_the_value_that_numpy_names(share: float, count: int, kind: type) -> None:
    values = np.random.default_rng(count).uniform(0, 255, count).astype(kind)
    assert value_at(share, values) == pytest.approx(float(np.quantile(values, share)), rel=1e-5)


def test_of_none_it_is_nought() -> None:
    assert value_at(0.9, np.zeros(0)) == 0.0


def test_masked_arrays_are_not_loaded() -> None:
    asked = (
        "import sys, numpy as np\nfrom provenance.pictures.ranks import value_at\n"
        "value_at(0.5, np.arange(3.0))\nassert 'numpy.ma' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
