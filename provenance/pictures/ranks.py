"""The value below which a given share of many lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def value_at(share: float, values: npt.NDArray[Any]) -> float:
    """The value below which that `share` of one row of `values` lies.

    Between two values it is read off the line between them, as `numpy.quantile` does, whose first
    call loads NumPy's masked arrays: 10 ms, a hundredth of the demo. 0 of none.
    """
    if not len(values):
        return 0.0
    at = share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    ordered = np.partition(values, (low, high))
    lower, upper = float(ordered[low]), float(ordered[high])
    return lower + (upper - lower) * (at - low)
