"""What forms let one choose from: people, deals, parties, milestones, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals import queries as deals
from shoumi.base.deals import rules
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import Move, PartyRole
from shoumi.base.gate.models import Task
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages.forms import Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import deals_of, seen
from shoumi.base.registry import field_register
from shoumi.core.messages import Both
from shoumi.core.milestones import Milestone, Standing, milestone
from shoumi.core.terms import Role

Place = Mapping[str, Any]


def plain(text: str) -> Both:
    """A name that is the same in both languages."""
    return text, text


def people(request: PageRequest, place: Place) -> Iterator[Option]:
    """Everybody who acts in the house, by name, with what sets people of one name apart."""
    for one in Person.objects.filter(is_active=True).order_by("name", "ref"):
        zh, en = names.pair(Kind(one.kind))
        yield one.ref, (f"{one.name}（{zh}）", f"{one.name} ({en})")


def all_deals(request: PageRequest, place: Place) -> Iterator[Option]:
    """The deals in which the reader takes part."""
    for one in deals_of(request).order_by("number"):
        yield one.ref, plain(f"{one.number} {one.title}")


def parties(request: PageRequest, place: Place) -> Iterator[Option]:
    for one in deals.parties(seen(request, place["deal"])):
        zh, en = names.pair(PartyRole(one.role))
        yield one.ref, (f"{one.name}（{zh}）", f"{one.name} ({en})")


def party_named(request: PageRequest, place: Place, role: PartyRole) -> str:
    """The only party in that role, else nothing is chosen beforehand."""
    found: list[Party] = list(deals.parties(seen(request, place["deal"]), role))
    return found[0].ref if len(found) == 1 else ""


def stages(request: PageRequest, place: Place, move: Move) -> Iterator[Option]:
    """Milestones that such a move can be tried on by this person."""
    for stage, row in deals.milestones(seen(request, place["deal"])).items():
        goal = milestone(stage)
        if Standing(row.state) in rules.FROM[move] and _may(request, goal, move):
            yield stage.value, names.pair(stage)


def _may(request: PageRequest, goal: Milestone, move: Move) -> bool:
    if move is Move.WAIVE:
        return goal.is_waivable and bool(request.roles & set(rules.waivers(goal)))
    return bool(request.roles & set(rules.movers(goal)))


def purpose_of(request: PageRequest, task: Task) -> str:
    """A task as it is chosen: what it is for, and until when."""
    until = say(("至 {at}", "until {at}"), request.lang, at=task.expires_at)
    return f"{names.of_code('terms.Purpose', task.purpose, request.lang)} · {until}"


def fields(request: PageRequest, place: Place) -> Iterator[Option]:
    for code, rule in field_register().items():
        yield code, (rule.zh, rule.en)


def words(kind: type[Any]) -> tuple[Option, ...]:
    """Every word of a closed list."""
    return tuple((word.value, names.pair(word)) for word in kind)


def role_words(request: PageRequest, place: Place) -> Iterator[Option]:
    for role in Role:
        yield role.value, names.pair(role)
