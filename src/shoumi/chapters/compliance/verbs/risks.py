"""A risk and its measures: fields of a form, text at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import click

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance.rules import WORDS, Hazard, Measure, Risk, Step, stored
from shoumi.chapters.compliance.rules.written import MOST_TEXT, Suggestion, read
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


def _suggestion(request: PageRequest, place: Mapping[str, Any]) -> Suggestion | None:
    """The one that the address names, of a starter set."""
    if "assessment" not in place:
        return None
    found = read(own(request, place["assessment"]).written).suggested
    wanted = request.GET.get("suggested", "")
    numbered = {f"suggested-{number}": each for number, each in enumerate(found, start=1)}
    return numbered.get(wanted)


def _suggested(name: str) -> Callable[[PageRequest, Mapping[str, Any]], str]:
    return lambda request, place: getattr(_suggestion(request, place), name, "")


def _suggestions(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for number, each in enumerate(read(own(request, place["assessment"]).written).suggested, 1):
        yield f"suggested-{number}", (each.text, f"Suggestion {number}")


def words(name: str, label: Both, **more: Any) -> Field:
    """Own words; none are needed, and what is empty is said to be empty."""
    return Field(name, label, forms.Kind.LONG, is_needed=False, most=MOST_TEXT, **more)


TEXT: Both = ("具体是什么风险", "The risk in own words")
SOURCE: Both = ("风险来自哪里", "Where it comes from")
IMPACT_REASON: Both = ("影响为什么是这一级", "Why this impact")
LIKELIHOOD_REASON: Both = ("可能性为什么是这一级", "Why this likelihood")
RESIDUAL_REASON: Both = ("措施后为什么是这一级", "Why this is left with the measures")


def left(initial: Callable[[str, str], Any]) -> tuple[Field, ...]:
    """What is left of a risk, filled in as it stands; ``initial`` as ``own_words`` has it."""
    return tuple(
        replace(each, initial=initial(name, "step"))
        for each, name in zip(
            measures(is_needed=False)[1:], ("residual_impact", "residual_likelihood"), strict=True
        )
    )


FIELDS = (
    one("hazard", ("什么风险", "What may go wrong"), Hazard, initial=_suggested("hazard")),
    words("text", TEXT, initial=_suggested("text")),
    words("source", SOURCE, initial=_suggested("source")),
    one("impact", ("影响", "Impact"), Impact),
    words("impact_reason", IMPACT_REASON),
    one("likelihood", ("可能性", "Likelihood"), Likelihood),
    words("likelihood_reason", LIKELIHOOD_REASON),
    words("step", ("措施（用自己的话写）", "A measure in own words"), initial=_suggested("step")),
    *measures(is_needed=False),
    words("residual_reason", RESIDUAL_REASON),
)
FURTHER = (
    Field(
        "suggested",
        ("来自哪条建议", "Made of which suggestion"),
        forms.Kind.ONE,
        options=_suggestions,
        initial=from_query("suggested"),
        is_needed=False,
    ),
    *FIELDS,
)


def filled_in(given: Mapping[str, Any]) -> Risk:
    """The risk of a form."""
    step = given["step"].strip()
    return Risk(
        given["hazard"],
        given["impact"],
        given["likelihood"],
        tuple(given["measures"]),
        given["left_impact"],
        given["left_likelihood"],
        **{name: given[name].strip() for name in WORDS},
        steps=(Step(step),) if step else (),
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
