"""What chapter 2 brings to the story: damages that are too high, and an agreement signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.agreements import rules, services
from shoumi.chapters.agreements.documents import nda
from shoumi.chapters.agreements.models import Agreement
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DisclosureLevel, Role

_UNTIL = date(2028, 9, 2)
_LOSS, _TOO_MUCH, _AGREED = 120_000, 200_000, 150_000
_LEVELS = (DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3)


def _signers(story: StoryContext) -> dict[Ref, str]:
    """The two who sign for the sides, in the order the agreement numbers its signers."""
    both = sorted((story.person(Role.TR), story.person(Role.TE)))
    return {ref: accounts.person(ref).name for ref in both}


def _draft(story: StoryContext, damages: int, kind: rules.Kind = rules.Kind.MUTUAL) -> Agreement:
    at = story.go_on()
    terms = rules.Terms(
        kind=kind,
        clauses=rules.MANDATORY
        | {rules.Clause.NO_REIDENTIFICATION, rules.Clause.HIGHLIGHTED_LIMITS},
        damages=damages,
        estimated_loss=_LOSS,
        until=_UNTIL,
    )
    persons = _signers(story)
    return services.draft(
        deal=story.deal,
        terms=terms,
        persons=persons,
        levels=_LEVELS,
        paper=nda.nda(deals.deal(story.deal), terms, persons, at),
        actor=story.person(Role.LEG),
        at=at,
    )


def _too_much(story: StoryContext, note: StoryNote) -> None:
    drafted = _draft(story, _TOO_MUCH)
    ceiling = f"{rules.damages_ceiling(_LOSS):,}"
    note.add(f"上限 {ceiling}", f"ceiling {ceiling}")
    if drafted.warnings:
        note.add("有提示", "warned")


def _of_an_employee(story: StoryContext, note: StoryNote) -> None:
    _draft(story, 10_000, rules.Kind.EMPLOYEE)


def _sign(story: StoryContext, note: StoryNote) -> None:
    drafted = _draft(story, _AGREED)
    story.advance(DealStage.NDA, Role.LEG)
    for person, name in _signers(story).items():
        services.sign(agreement=Ref(drafted.ref), person=person, name=name, at=story.go_on())
    story.finish(DealStage.NDA, Role.LEG)
    note.add(f"至 {_UNTIL}", f"until {_UNTIL}")


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [
        StoryStep(
            "nda_warning",
            moment(9, 2, 10),
            ("违约金 200,000：超过损失的 1.30 倍，提示", "damages of 200,000: a warning"),
            _too_much,
        ),
        StoryStep(
            "employee_damages",
            moment(9, 2, 11),
            ("员工保密协议写违约金", "an employee's NDA with damages"),
            _of_an_employee,
            expects=("agreement.employee_damages",),
        ),
        StoryStep(
            "nda",
            moment(9, 2, 14),
            ("改为 150,000，双方签署", "150,000, signed by both"),
            _sign,
        ),
    ]
