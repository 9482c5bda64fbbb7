"""Reads of shared tasks, and when each is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import queries as accounts
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.rules import departments
from shoumi.chapters.collaboration.rules.words import State
from shoumi.core.errors import Missing, Refused
from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=AuthenticatedRow)
# Since when somebody is gone of whom nobody knows since when.
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
# Of tasks of the gate that rest on a shared task.
GRANT = "shared"


class NoSuchSharedTask(Missing):
    code = "sharing.no_such"


class AcrossDepartments(Refused):
    """People of several departments, and no shared task."""

    code = "sharing.across"
    keeps = ("11.1",)


def every(table: type[Row]) -> list[Row]:
    """All rows, in the order in which they were made.

    Raises:
        NotAuthentic: one was changed, put in or put back, or is gone, from outside.
    """
    found = verification.all_of(table)
    if found.false or verification.deleted(table):
        raise NotAuthentic(what=table._meta.db_table)
    return list(found.rows)


def get(task: Ref) -> SharedTask:
    """
    Raises:
        NoSuchSharedTask
    """
    found = SharedTask.objects.filter(ref=task).first()
    if found is None:
        raise NoSuchSharedTask(task=task)
    return found


def of_deals(deals: Collection[str]) -> QuerySet[SharedTask]:
    return SharedTask.objects.filter(deal__in=deals).order_by("-number")


def seen_by(person: Ref, at: datetime) -> QuerySet[SharedTask]:
    """Those of the deals that ``person`` reaches, the newest first."""
    reach = {deal for _, deal in accounts.held(person, at)}
    wanted = Q() if "" in reach else Q(deal__in=reach)
    return SharedTask.objects.filter(wanted).order_by("-number")


def of_grant(grant: Ref) -> SharedTask | None:
    return SharedTask.objects.filter(grant=grant).first()


def gone_since(person: Ref) -> datetime | None:
    """From when on somebody does not act in the house; None: no end is known."""
    found = person_rows.known(person)
    if found is None or not found.is_active:
        return _EVER
    return found.stops_at


def over_at(one: SharedTask) -> datetime:
    """When it is over, by its end, by its time or because nobody answers for it any more."""
    gone = gone_since(Ref(one.accountable))
    return min(moment for moment in (one.closed_at, one.expires_at, gone) if moment)


def state(one: SharedTask, at: datetime) -> State:
    return State.OVER if over_at(one) <= at else State.RUNNING


def people(one: SharedTask) -> list[Ref]:
    """Who answers for it, and who else is on it."""
    return [Ref(one.accountable), *(Ref(ref) for ref in one.workers)]


@shared
def grant_over_since(grant: Ref, at: datetime) -> datetime | None:
    """For the gate: from when on what a shared task opened is over."""
    if grant.kind != GRANT:
        return None
    found = of_grant(grant)
    if found is None or not verification.is_authentic(found):
        return _EVER
    return over_at(found)


def is_begun() -> bool:
    return SharedTask.objects.exists()


def may_be_together(actors: Collection[Ref], at: datetime) -> None:
    """Asked before a task of the gate is opened that rests on no shared task.

    Raises:
        AcrossDepartments: shared tasks are in use, and these people have no department in common.
    """
    if len(actors) < 2 or not is_begun():
        return
    roles = [accounts.all_roles(actor, at) for actor in actors]
    if departments.are_across(roles):
        raise AcrossDepartments
