"""Each thing that stands in the way of what a refusal refuses, for programs and commands."""

from __future__ import annotations

from dataclasses import dataclass

from shoumi.base.messages import refusals
from shoumi.base.messages.conditions import condition, lacking
from shoumi.base.messages.text import say
from shoumi.core.errors import DomainError
from shoumi.core.gate import GateClosed
from shoumi.core.gate import Reason as GateReason
from shoumi.core.handbook import Lapse
from shoumi.core.messages import Lang
from shoumi.core.milestones import Missing
from shoumi.core.terms import Role


@dataclass(frozen=True, slots=True)
class Reason:
    """What, how to mend it, who can, until when.

    ``code``  of the rule or condition; ``duty`` the demand of the handbook that it keeps
    ``who``   the role that can supply what is missing; ``by`` when it is due
    """

    code: str
    title: str
    mend: str = ""
    who: Role | None = None
    duty: str | None = None
    by: str | None = None


def of(error: DomainError, lang: Lang) -> list[Reason]:
    """All of them: of a closed gate, of a door that demands hold shut, of a milestone."""
    if isinstance(error, GateClosed):
        held = {one.demand: one for one in error.decision.lapses}
        return [_of_gate(one, held.get(one.duty), lang) for one in error.decision.reasons]
    if lapses := refusals.lapses_of(error):
        return [_of_lapse(one, lang) for one in lapses]
    return [of_need(one, lang) for one in getattr(error, "missing", ())]


def _of_lapse(one: Lapse, lang: Lang) -> Reason:
    title, mend = refusals.lapse_text(one, lang), refusals.mend_text(one, lang)
    return Reason(one.reason, title, mend, one.who, one.demand)


def _of_gate(one: GateReason, lapse: Lapse | None, lang: Lang) -> Reason:
    """``lapse``  the demand that holds the door, where one does"""
    told = refusals.tell_code(one.code, lang)
    mend = refusals.mend_text(lapse, lang) if one.why and lapse else told.mend
    return Reason(one.code, told.what, mend, one.mender, one.duty)


def of_need(one: Missing, lang: Lang) -> Reason:
    """What a milestone lacks."""
    wanted = condition(one.condition, one.reason)
    return Reason(
        one.condition,
        say(lacking(one.condition, one.reason), lang),
        say(wanted.todo, lang),
        one.who,
        one.demand or None,
        one.by.until.isoformat() if one.by else None,
    )
