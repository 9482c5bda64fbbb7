"""Whom a whole number may belong to: by the blind index, of the people the gate lets be listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shoumi.base.gate import decisions
from shoumi.base.subjects import queries
from shoumi.base.subjects.models import Subject
from shoumi.core.gate import Decision, Question
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Candidates:
    """``let`` may be opened to see; of ``minors`` nothing is missing but a second person's yes."""

    let: Sequence[Ref]
    minors: Sequence[Ref]


def enter(asked: Question, field: str, value: str) -> Candidates:
    """The people of the question's own deal whose index has ``value``.  To ask is in the ledger.

    Raises:
        GateClosed: nobody may be listed; recorded.
    """
    decisions.enter(asked)
    if not value:
        return Candidates((), ())
    sets = Subject.objects.filter(deal=asked.deal).order_by().values_list("dataset", flat=True)
    hits = [hit for one in sets.distinct() for hit in queries.holding(Ref(one), field, [value])[0]]
    held = queries.refs(queries.of_deal(asked.deal).filter(ref__in=hits))
    told = decisions.ask_each(asked, held)
    minors = [ref for ref in told.refused() if _is_unread_minor(told[ref])]
    return Candidates(told.allowed(), minors)


def _is_unread_minor(decision: Decision) -> bool:
    """Whether nothing stands against it but that nobody agreed to a look."""
    return {reason.code for reason in decision.reasons} == {Code.MINOR_UNAGREED}
