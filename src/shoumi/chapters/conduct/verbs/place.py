"""What the verbs are done to, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.commands import lookup
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, Place
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.models import (
    Reward,
    RuleBook,
    Sample,
    StaffCase,
    StaffCheck,
    Suspension,
)
from shoumi.chapters.conduct.queries import DECIDERS, NoSuchBook, NoSuchCase, NoSuchReward
from shoumi.chapters.conduct.rules.words import Scope
from shoumi.chapters.conduct.services import cases, people
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

CASE_READERS = frozenset({*cases.OPENERS, *DECIDERS, *cases.SETTLERS})


def case_of(request: PageRequest, ref: str) -> StaffCase:
    """One that is about who asks, or that is his or hers to handle.

    Raises:
        NoSuchCase
    """
    found: StaffCase = queries.get(StaffCase, ref)
    if request.who() != found.person and not request.roles & CASE_READERS:
        raise NoSuchCase(case=ref)
    return found


def reward_of(request: PageRequest, ref: str) -> Reward:
    """One's own, one that is shown to all, or any for those who give them.

    Raises:
        NoSuchReward
    """
    found: Reward = queries.get(Reward, ref)
    is_seen = found.is_shown or request.who() == found.person
    if not is_seen and not request.roles & set(people.THANKERS):
        raise NoSuchReward(reward=ref)
    return found


def _any(table: type[Any]) -> Callable[[PageRequest, str], Ref]:
    return lambda request, ref: Ref(queries.get(table, ref).ref)


BOOKS = Place("", "rule-books")
BOOK = Place(
    "rulebook",
    "rule-books/<str:rulebook>",
    _any(RuleBook),
    lookup.numbered(RuleBook, NoSuchBook),
)
CHECKS = Place("", "staff-checks")
CHECK = Place("staffcheck", "staff-checks/<str:staffcheck>", _any(StaffCheck))
SAMPLE = Place("sample", "samples/<str:sample>", _any(Sample))
CASES = Place("", "staff-cases")
CASE = Place(
    "staffcase",
    "staff-cases/<str:staffcase>",
    lambda request, ref: Ref(case_of(request, ref).ref),
    lookup.numbered(StaffCase, NoSuchCase),
)
REWARDS = Place("", "rewards")
REWARD = Place(
    "reward",
    "rewards/<str:reward>",
    lambda request, ref: Ref(reward_of(request, ref).ref),
    lookup.numbered(Reward, NoSuchReward),
)
LEAVERS = Place("", "leavers")
LEAVER = Place("leavingnotice", "leavers/<str:leavingnotice>", _any(LeavingNotice))
SUSPENSIONS = Place("", "suspensions")
SUSPENSION = Place("suspension", "suspensions/<str:suspension>", _any(Suspension))


def _staff(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    found = Person.objects.filter(kind=PersonKind.STAFF, is_active=True).exclude(ref=request.who())
    for ref, name in found.order_by("name", "ref").values_list("ref", "name"):
        yield ref, (name, name)


def person(label: Both, name: str = "person") -> Field:
    return Field(name, label, forms.Kind.ONE, options=_staff, of=Ref, names="person")


def words(name: str, label: Both, help_: Both = forms.NO_HELP) -> Field:
    return Field(name, label, forms.Kind.LONG, help_, most=5_000)


def in_api(
    summary: str,
    answer: str,
    tells: Callable[[Any], Any],
    scope: Scope = Scope.WRITE,
    **more: Any,
) -> InApi:
    """``answer``  the name of its schema, which is loaded when the API opens"""

    def schema() -> type[Any]:
        from shoumi.chapters.conduct.verbs import answer as schemas

        found: type[Any] = getattr(schemas, answer)
        return found

    return InApi(scope=scope, summary=summary, answer=schema, tells=tells, **more)
