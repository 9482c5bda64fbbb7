"""The verbs by which people describe a risk and write its measures in their own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, Verb
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import WORDS, Risk, Step, stored
from shoumi.chapters.compliance.rules.written import MOST_TEXT
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.services.errors import NoSuchPart
from shoumi.chapters.compliance.verbs import risks
from shoumi.chapters.compliance.verbs.own_words import Place, number_of, write
from shoumi.chapters.compliance.verbs.place import ASSESSMENT, own
from shoumi.chapters.compliance.verbs.records import PAGE, told
from shoumi.core.terms import Role


def _describe(call: Call) -> Assessment:
    given = call.given

    def change(old: Sheet) -> Sheet:
        return with_risk(old, given["risk"], lambda one: replace(one, **_words(given)))

    return write(call, change)


def _words(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name].strip() for name in WORDS}


def with_risk(old: Sheet, told: str, change: Callable[[Risk], Risk]) -> Sheet:
    number = number_of(told, len(old.risks))
    if number is None:
        raise NoSuchPart(what=told)
    found = list(old.risks)
    found[number - 1] = change(found[number - 1])
    return old._replace(risks=tuple(found))


def _of_risk(name: str, query: str = "risk") -> Callable[[PageRequest, Place], Any]:
    def initial(request: PageRequest, place: Place) -> Any:
        found = dict(enumerate(map(stored, own(request, place["assessment"]).risks), start=1))
        wanted = request.GET.get(query, "").partition(".")[0]
        one = found.get(int(wanted)) if wanted.isascii() and wanted.isdigit() else None
        return getattr(one, name, "")

    return initial


DESCRIBE = Verb(
    noun="assessment",
    name="describe",
    on=ASSESSMENT,
    do=_describe,
    tells=told,
    title=("写清一项风险", "Describe a risk"),
    done=("风险已写清", "The risk is described"),
    fields=(
        Field(
            "risk",
            ("哪项风险", "Which risk"),
            forms.Kind.ONE,
            options=risks.of_assessment,
            initial=from_query("risk"),
        ),
        risks.words("text", risks.TEXT, initial=_of_risk("text")),
        risks.words("source", risks.SOURCE, initial=_of_risk("source")),
        risks.words("impact_reason", risks.IMPACT_REASON, initial=_of_risk("impact_reason")),
        risks.words(
            "likelihood_reason", risks.LIKELIHOOD_REASON, initial=_of_risk("likelihood_reason")
        ),
        risks.words("residual_reason", risks.RESIDUAL_REASON, initial=_of_risk("residual_reason")),
    ),
    button=("存下", "Save"),
    page=PAGE,
)


def _measure(call: Call) -> Assessment:
    given = call.given
    step = Step(given["text"].strip(), given["owner"], given["due"], given["is_done"])
    risk, _, place = given["step"].partition(".")

    def change(one: Risk) -> Risk:
        steps = list(one.steps)
        if place:
            steps[(number_of(place, len(steps)) or 1) - 1] = step
        else:
            steps.append(step)
        left = {
            f"residual_{name}": given[f"left_{name}"]
            for name in ("impact", "likelihood")
            if given[f"left_{name}"]
        }
        if given["residual_reason"].strip():
            left["residual_reason"] = given["residual_reason"].strip()
        return replace(one, steps=tuple(steps), **left)

    return write(call, lambda old: with_risk(old, risk, change))


def _steps(request: PageRequest, place: Place) -> Iterator[Option]:
    """A further measure of each risk, and those that are there."""
    for number, one in enumerate(map(stored, own(request, place["assessment"]).risks), start=1):
        zh, en = names.pair(one.hazard)
        yield str(number), (f"{number}. {zh}：加一项措施", f"{number}. {en}: a further measure")
        for at, step in enumerate(one.steps, start=1):
            yield f"{number}.{at}", (f"{number}.{at} {step.text}", f"Measure {number}.{at}")


def _of_step(name: str) -> Callable[[PageRequest, Place], Any]:
    def initial(request: PageRequest, place: Place) -> Any:
        found = {
            f"{number}.{at}": step
            for number, one in enumerate(own(request, place["assessment"]).risks, start=1)
            for at, step in enumerate(stored(one).steps, start=1)
        }
        return getattr(found.get(request.GET.get("step", "")), name, None)

    return initial


MEASURE = Verb(
    noun="assessment",
    name="measure",
    on=ASSESSMENT,
    do=_measure,
    tells=told,
    title=("写一项措施", "Write a measure"),
    done=("措施已写下", "The measure is written down"),
    fields=(
        Field(
            "step",
            ("哪项风险的措施", "Of which risk"),
            forms.Kind.ONE,
            options=_steps,
            initial=from_query("step"),
        ),
        Field(
            "text", ("措施", "Measure"), forms.Kind.LONG, most=MOST_TEXT, initial=_of_step("text")
        ),
        Field(
            "owner",
            ("责任角色", "Who answers for it"),
            forms.Kind.ONE,
            options=lambda request, place: words_of(Role),
            of=Role,
            initial=_of_step("owner"),
            is_needed=False,
        ),
        Field("due", ("期限", "Due"), forms.Kind.DAY, initial=_of_step("due"), is_needed=False),
        Field(
            "is_done",
            ("已完成", "Done"),
            forms.Kind.TICK,
            initial=_of_step("is_done"),
            is_needed=False,
        ),
        *risks.left(_of_risk),
        risks.words(
            "residual_reason", risks.RESIDUAL_REASON, initial=_of_risk("residual_reason", "step")
        ),
    ),
    button=("存下", "Save"),
    page=PAGE,
)


VERBS = (DESCRIBE, MEASURE)
