"""What the gate is told of the doors it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import controls, doors
from shoumi.core import handbook
from shoumi.core.gate import Fact, Question
from shoumi.core.gate.policy import DOOR_FACTS, door_acts
from shoumi.core.handbook import closing


def facts(question: Question) -> Mapping[Fact, object]:
    """Of each door True, or the lapses that hold it shut against this question."""
    with doors.asking() as may_ask:
        if not may_ask:
            return {}
        acts = door_acts(question.kind)
        survey = controls.survey(question.at, question.deal, closing(acts))
        stated: dict[Fact, object] = {
            fact: doors.against(
                handbook.doors()[name],
                acts,
                survey=survey,
                deal=question.deal,
                is_in_clear=question.is_in_clear,
            )
            or True
            for name, fact in DOOR_FACTS.items()
        }
    if stated[Fact.STAFF_DOOR] is not True and accounts.is_outside(question.actor):
        # An outside party is bound by its agreement, not by our course book.
        stated[Fact.STAFF_DOOR] = True
    return stated


def edges(question: Question) -> Iterator[datetime]:
    """When a live check or a statement may turn next; what was so before is not looked into."""
    yield question.at - controls.LATE
    yield controls.turns(question.at, closing(door_acts(question.kind)))
    yield from controls.statement_edges(question.at, closing(door_acts(question.kind)))
