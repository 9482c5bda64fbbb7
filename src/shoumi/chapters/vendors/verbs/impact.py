"""The verbs of the impact of an entrustment: write, approve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors.documents import impact_report
from shoumi.chapters.vendors.models import Impact, Vendor
from shoumi.chapters.vendors.rules import Scope
from shoumi.chapters.vendors.rules.impact import Passage, Risk, Written, read
from shoumi.chapters.vendors.services import impacts
from shoumi.chapters.vendors.verbs.place import VENDOR, vendor_of
from shoumi.chapters.vendors.verbs.register import ON_PAGE, about, operation, told
from shoumi.core.messages import Both
from shoumi.core.risk import Impact as Bad
from shoumi.core.risk import Likelihood

_RISKS = (1, 2, 3)
_MOST = 4_000


def _options(worst: Bad | Likelihood) -> tuple[Option, ...]:
    return words_of(Bad) if isinstance(worst, Bad) else words_of(Likelihood)


def _newest(vendor: str) -> Impact | None:
    return Impact.objects.filter(vendor=vendor).order_by("-id").first()


def _passage_now(one: Passage) -> Any:
    def initial(request: PageRequest, place: Mapping[str, Any]) -> str:
        found = _newest(place["vendor"])
        return read(found.written).passages.get(one, "") if found else ""

    return initial


def _risk_now(number: int, part: str) -> Any:
    def initial(request: PageRequest, place: Mapping[str, Any]) -> object:
        found = _newest(place["vendor"])
        risks = read(found.written).risks if found else []
        return getattr(risks[number - 1], part) if number <= len(risks) else ""

    return initial


def _risk_fields(number: int) -> Iterator[Field]:
    is_first = number == 1
    yield Field(
        f"what_{number}",
        (f"风险 {number}", f"Risk {number}"),
        help=("可能发生什么，对谁", "What may happen, to whom"),
        is_needed=is_first,
        most=400,
        initial=_risk_now(number, "what"),
        default="",
    )
    # Who does not say how bad it is has said the worst.
    grades: tuple[tuple[str, Both, Bad | Likelihood], ...] = (
        ("impact", ("影响", "How bad"), Bad.SEVERE),
        ("likely", ("可能性", "How likely"), Likelihood.VERY_HIGH),
    )
    for name, words, worst in grades:
        yield Field(
            f"{name}_{number}",
            words,
            forms.Kind.ONE,
            options=_options(worst),
            of=type(worst),
            is_needed=is_first,
            initial=_risk_now(number, name),
            default=worst.value,
        )
    yield Field(
        f"measure_{number}",
        ("措施", "Measure"),
        is_needed=is_first,
        most=400,
        initial=_risk_now(number, "measure"),
        default="",
    )
    after: tuple[tuple[str, Both, Bad | Likelihood], ...] = (
        ("after", ("措施之后的影响", "How bad then"), Bad.SEVERE),
        ("likely_after", ("措施之后的可能性", "How likely then"), Likelihood.VERY_HIGH),
    )
    for name, words, worst in after:
        yield Field(
            f"{name}_{number}",
            words,
            forms.Kind.ONE,
            options=_options(worst),
            of=type(worst),
            is_needed=is_first,
            initial=_risk_now(number, name),
            default=worst.value,
        )


_FIELDS = (
    *(
        Field(
            one.value,
            names.pair(one),
            forms.Kind.LONG,
            most=_MOST,
            initial=_passage_now(one),
        )
        for one in Passage
    ),
    *(field for number in _RISKS for field in _risk_fields(number)),
)


def _written(given: Mapping[str, Any]) -> Written:
    risks = [
        Risk(
            given[f"what_{n}"],
            given[f"impact_{n}"] or Bad.SEVERE,
            given[f"likely_{n}"] or Likelihood.VERY_HIGH,
            given[f"measure_{n}"],
            given[f"after_{n}"] or Bad.SEVERE,
            given[f"likely_after_{n}"] or Likelihood.VERY_HIGH,
        )
        for n in _RISKS
        if given[f"what_{n}"]
    ]
    return Written({one: given[one.value] for one in Passage}, risks)


def _assess(call: Call) -> Vendor:
    impacts.write(vendor=call.on, written=_written(call.given), actor=call.actor, at=call.at)
    return vendor_of(call.on)


def _approve(call: Call) -> Vendor:
    def paper(found: Impact) -> bytes:
        return impact_report.of(vendor_of(call.on), found, call.at)

    impacts.approve(vendor=call.on, paper=paper, actor=call.actor, at=call.at)
    return vendor_of(call.on)


def _seen(request: PageRequest, vendor: str) -> Iterator[tuple[Both, object]]:
    """All that is approved, as it was written."""
    yield from about(request, vendor)
    found = _newest(vendor)
    if found is None:
        return
    written = read(found.written)
    for one in Passage:
        yield names.pair(one), written.passages[one]
    for number, risk in enumerate(written.risks, start=1):
        shown = f"{risk.what} · {risk.impact}/{risk.likely} → {risk.residual} · {risk.measure}"
        yield (f"风险 {number}", f"Risk {number}"), shown
    yield ("剩余风险", "Residual risk"), found.residual


ASSESS = Verb(
    noun="vendor",
    name="assess",
    on=VENDOR,
    do=_assess,
    tells=told,
    title=("影响评估", "Assess the impact"),
    done=("评估写好了，请另一位批准", "It is written; another approves it"),
    roles=impacts.WRITERS,
    fields=_FIELDS,
    help=(
        "委托处理前先评估（个人信息保护法第五十五、五十六条）。每一段都由您写，系统不代写。",
        "Before anybody is entrusted (PIPL 55, 56). Every passage is yours; none is filled in.",
    ),
    button=("交另一位批准", "Hand it on for approval"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Assess what entrusting a vendor means to people."),
)
APPROVE = Verb(
    noun="vendor",
    name="approve",
    on=VENDOR,
    do=_approve,
    tells=told,
    title=("批准影响评估", "Approve the assessment"),
    done=("评估已批准，有效一年", "It is in force for a year"),
    roles=impacts.APPROVERS,
    help=("写的人不能自己批准。", "Whoever wrote it does not approve it."),
    button=("批准", "Approve"),
    is_fresh=True,
    page=OnPage(back="vendor", facts=_seen),
    command=OnTerminal(),
    operation=operation("Approve the assessment of an entrustment.", Scope.SIGN),
)
VERBS = (ASSESS, APPROVE)
