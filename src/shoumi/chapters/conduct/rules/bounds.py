"""How many are usual: medians, robust spreads and Poisson tails of few numbers.

Sources: Iglewicz and Hoaglin (1993) for the median absolute deviation, scaled by 1.4826 so that it
is the standard deviation of a normal distribution.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

_SCALE = 1.4826
_RARE = 1e-4


def robust(usual: Sequence[float], spreads: float) -> float | None:
    """The median and so many robust spreads above it; None where nothing is spread: then nobody
    can say what would be far."""
    if not usual:
        return None
    middle = median(usual)
    spread = _SCALE * median(abs(one - middle) for one in usual)
    return middle + spreads * spread if spread else None


def poisson(mean: float, rare: float = _RARE) -> int:
    """The smallest count that is exceeded with a probability below ``rare``."""
    count, term = 0, math.exp(-mean)
    left = 1 - term
    while left >= rare:
        count += 1
        term *= mean / count
        left -= term
        if term < rare * 1e-6 and count > mean:
            break
    return count
