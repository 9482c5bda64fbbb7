"""A risk and its measures: fields of a form, text at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, stored
from shoumi.chapters.compliance.verbs.place import own
from shoumi.core.messages import Both
from shoumi.core.risk import Impact, Likelihood

_IMPACTS = {
    **{impact.value: impact for impact in Impact},
    **dict(zip(("low", "medium", "high", "severe"), Impact, strict=True)),
}
_LIKELIHOODS = {
    **{each.value: each for each in Likelihood},
    **dict(zip(("low", "medium", "high", "very_high"), Likelihood, strict=True)),
}


def one(name: str, label: Both, words: Any, **more: Any) -> Field:
    """A field of which one word is chosen."""
    return Field(name, label, forms.Kind.ONE, options=words_of(words), of=words, **more)


def measures(*, is_needed: bool) -> tuple[Field, ...]:
    """What is done about a risk, and what is left of it then."""
    left: Both = (
        "没有措施，风险不会变小；不选就和措施之前一样。",
        "Without a measure nothing gets smaller; left open it stays as it was.",
    )
    return (
        Field(
            "measures",
            ("措施", "Measures"),
            forms.Kind.MANY,
            options=words_of(Measure),
            of=Measure,
            is_needed=is_needed,
        ),
        one("left_impact", ("措施后的影响", "Impact left"), Impact, help=left, is_needed=False),
        one(
            "left_likelihood",
            ("措施后的可能性", "Likelihood left"),
            Likelihood,
            is_needed=False,
        ),
    )


FIELDS = (
    one("hazard", ("什么风险", "What may go wrong"), Hazard),
    one("impact", ("影响", "Impact"), Impact),
    one("likelihood", ("可能性", "Likelihood"), Likelihood),
    *measures(is_needed=False),
)


def filled_in(given: Mapping[str, Any]) -> Risk:
    """The risk of a form."""
    return Risk(
        given["hazard"],
        given["impact"],
        given["likelihood"],
        tuple(given["measures"]),
        given["left_impact"],
        given["left_likelihood"],
    )


def of_assessment(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The risks of the assessment that the address names, by their place in it."""
    for number, each in enumerate(map(stored, own(request, place["assessment"]).risks), start=1):
        zh, en = names.pair(each.hazard)
        grade_zh, grade_en = names.pair(each.residual)
        yield (
            str(number),
            (f"{number}. {zh}（现在“{grade_zh}”）", f"{number}. {en} (now {grade_en})"),
        )


class _Typed(click.ParamType[Any]):
    name = "HAZARD:IMPACT:LIKELIHOOD[:MEASURES:IMPACT:LIKELIHOOD]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        parts = value.split(":")
        try:
            hazard, impact, likelihood = parts[:3]
            before = Hazard(hazard), _IMPACTS[impact], _LIKELIHOODS[likelihood]
            if len(parts) == 3:
                return Risk(*before)
            measures, after_impact, after_likelihood = parts[3:]
            return Risk(
                *before,
                tuple(Measure(word) for word in measures.split("+")),
                _IMPACTS[after_impact],
                _LIKELIHOODS[after_likelihood],
            )
        except (ValueError, KeyError):
            known = ", ".join(Hazard), ", ".join(_IMPACTS), ", ".join(_LIKELIHOODS)
            self.fail(f"{self.name}\n" + "\n".join((*known, ", ".join(Measure))), param, ctx)


OPTION = click.option(
    "--risk",
    "risks",
    type=_Typed(),
    multiple=True,
    required=True,
    metavar="RISK",
    help="风险，例如 vendor_leak:high:medium / hazard:impact:likelihood[:measures:after:after].",
)
