"""Risks as they are written on the command line, and the report of an assessment.

A risk is ``hazard:impact:likelihood``, with measures ``…:measure+measure:impact:likelihood``:

    recipient_security:high:high
    recipient_security:high:high:sealed_package+fields_left_out:high:low
"""

from __future__ import annotations

from typing import Any

import click

from shoumi.chapters.compliance.rules import Hazard, Measure, Risk
from shoumi.core.risk import Impact, Likelihood

IMPACTS = {
    **{impact.value: impact for impact in Impact},
    **dict(zip(("low", "medium", "high", "severe"), Impact, strict=True)),
}
LIKELIHOODS = {
    **{each.value: each for each in Likelihood},
    **dict(zip(("low", "medium", "high", "very_high"), Likelihood, strict=True)),
}


class RiskText(click.ParamType[Any]):
    name = "HAZARD:IMPACT:LIKELIHOOD[:MEASURES:IMPACT:LIKELIHOOD]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        parts = value.split(":")
        try:
            hazard, impact, likelihood = parts[:3]
            before = Hazard(hazard), IMPACTS[impact], LIKELIHOODS[likelihood]
            if len(parts) == 3:
                return Risk(*before)
            measures, after_impact, after_likelihood = parts[3:]
            return Risk(
                *before,
                tuple(Measure(word) for word in measures.split("+")),
                IMPACTS[after_impact],
                LIKELIHOODS[after_likelihood],
            )
        except (ValueError, KeyError):
            known = ", ".join(Hazard), ", ".join(IMPACTS), ", ".join(LIKELIHOODS)
            self.fail(f"{self.name}\n" + "\n".join((*known, ", ".join(Measure))), param, ctx)
