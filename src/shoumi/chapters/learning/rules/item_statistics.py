"""What examinations tell about their questions.

``facility``        the share of those asked who answered right
``discrimination``  the corrected point-biserial: how the answer goes with the share of the *other*
                    questions of the same paper that were answered right
``kr20``            Kuder and Richardson's formula 20.  Papers are drawn, so the sum of variances is
                    that of the questions each paper had, averaged over the papers; of one paper for
                    everybody this is the formula as it is printed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

Paper = Mapping[str, bool]  # question -> was the answer right

ENOUGH = 30  # answers, before a question is judged
WEAK_BELOW = 0.1


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """``discrimination`` is None where all answered alike, or all did as well in the rest."""

    asked: int
    facility: float
    discrimination: float | None

    @property
    def is_weak(self) -> bool:
        """Whether it is asked no more.  One that everybody answers alike tells nothing either."""
        return self.asked >= ENOUGH and (
            self.discrimination is None or self.discrimination < WEAK_BELOW
        )


def of_question(ref: str, papers: Sequence[Paper]) -> ItemStatistics | None:
    """None where nobody was asked."""
    scores: list[tuple[float, float]] = []
    for paper in papers:
        if ref in paper:
            rest = [right for other, right in paper.items() if other != ref]
            scores.append((float(paper[ref]), fmean(rest) if rest else 0.0))
    if not scores:
        return None
    own, others = [one for one, _ in scores], [rest for _, rest in scores]
    return ItemStatistics(len(own), fmean(own), _correlation(own, others))


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    mean, other = fmean(first), fmean(second)
    spread = sqrt(sum((one - mean) ** 2 for one in first))
    width = sqrt(sum((one - other) ** 2 for one in second))
    if spread < 1e-12 or width < 1e-12:
        return None
    together = sum((one - mean) * (two - other) for one, two in zip(first, second, strict=True))
    return together / (spread * width)


def kr20(papers: Sequence[Paper]) -> float | None:
    """None for fewer than two papers, papers of different lengths, or equal scores."""
    lengths = {len(paper) for paper in papers}
    if len(papers) < 2 or len(lengths) != 1:
        return None
    length = lengths.pop()
    scores = [sum(paper.values()) for paper in papers]
    mean = fmean(scores)
    variance = fmean([(score - mean) ** 2 for score in scores])
    if length < 2 or variance == 0:
        return None
    variances = _variances(papers)
    within = fmean([sum(variances[ref] for ref in paper) for paper in papers])
    return length / (length - 1) * (1 - within / variance)


def _variances(papers: Sequence[Paper]) -> dict[str, float]:
    answered: dict[str, list[bool]] = {}
    for paper in papers:
        for ref, right in paper.items():
            answered.setdefault(ref, []).append(right)
    shares = {ref: fmean(map(float, given)) for ref, given in answered.items()}
    return {ref: share * (1 - share) for ref, share in shares.items()}
