"""Something is shut; whoever has the data alone edits one row of a guarded table, whichever and
however: nothing that was shut is open then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, models, transaction

from shoumi.base import registry
from shoumi.base.attestations import controls, doors
from shoumi.base.deals import queries as deals
from shoumi.base.gate import decisions
from shoumi.base.gate.models import Task
from shoumi.base.ledger import writer
from shoumi.base.ledger.card import under
from shoumi.base.row_authentication import review
from shoumi.base.tests.kept import kept
from shoumi.chapters.compliance import queries as compliance
from shoumi.core.errors import DomainError
from shoumi.core.milestones import FilingKind, StageAct
from shoumi.core.tests.portion import dealt, drawn
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.of_data import another_recipient
from shoumi.doors.tests.forgery.of_hidden import kept_longer
from shoumi.doors.tests.forgery.of_papers import another_holder, filed, told_creditors
from shoumi.doors.tests.forgery.sql import FAR, Act_, both
from shoumi.doors.tests.forgery.world import World
from shoumi.doors.tests.handover_house import asked_for_consent
from shoumi.doors.tests.house import House

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

_OLD = "2001-01-01 00:00:00+00:00"
_MOST = 3  # values of other rows that a column is given
_FRESH = (-1, 987_654_321)  # before all other rows and after them


@dataclass(frozen=True)
class Edit:
    """``column`` is empty where the row is deleted; a swap takes several statements."""

    table: str
    column: str
    statement: str
    values: tuple[Any, ...]
    then: tuple[tuple[str, tuple[Any, ...]], ...] = ()


SHUT: dict[str, Act_] = {
    "assessment_stale": acts.stale,
    "policy_changed": kept_longer,
    "statement_taken_back": acts.take_back,
    "statement_restated_and_taken_back": acts.state_and_take_back,
    "agreement_broken": acts.breach,
    "newer_agreement_broken": acts.breach_with_older,
    "deal_suspended": acts.suspend,
    "milestone_turned_down": acts.turn_down,
    "consent_withdrawn": acts.withdraw(0),
    "room_shut": acts.shut,
    "task_closed": acts.close,
    "role_ended": acts.revoke_role,
    "assessed_anew": acts.assess_again,
    "another_recipient": another_recipient,
    "another_holder_may_answer": another_holder,
    "paper_waits_and_creditors_may_claim": both(filed(FilingKind.TERMS_ACCEPTED), told_creditors),
}


@pytest.fixture
def world(home, transactional_db):
    return kept("world of edits", lambda: World(asked_for_consent(House())))


@pytest.mark.parametrize("shuts", SHUT)
def test_no_edit_of_a_row_opens_what_is_shut(world, shuts):
    SHUT[shuts](world)
    before = stands_open(world)
    opened = {}
    found = list(edits(_tables("edited", shuts)))
    for edit in drawn(found, what=f"edits {shuts}", one_in=400, named=lambda one: one.table):
        if more := after(world, edit, before):
            opened[edit] = sorted(more)
    assert opened == {}


@pytest.mark.parametrize("shuts", SHUT)
def test_no_other_number_of_a_row_opens_what_is_shut(world, shuts):
    SHUT[shuts](world)
    before = stands_open(world)
    found = [
        edit
        for table in _tables("numbered", shuts)
        for rows in [list(table._default_manager.order_by("pk"))]
        for row in rows
        for edit in numbered(table, row, rows)
    ]
    chosen = drawn(found, what=f"numbers {shuts}", one_in=20, named=lambda one: one.table)
    assert {edit: more for edit in chosen if (more := after(world, edit, before))} == {}


def test_some_numbers_of_rows_are_exchanged(world):
    rows = list(Task.objects.order_by("pk"))
    assert any(edit.then for edit in numbered(Task, rows[0], rows))


def _tables(what: str, shuts: str) -> list[type[models.Model]]:
    """Some of the guarded tables, others after each thing that shuts: each table is edited after
    one of them."""
    tables = [one.table for one in review.tables()]
    return dealt(tables, what=what, to=list(SHUT).index(shuts), among=len(SHUT))


def edits(tables: Sequence[type[models.Model]]) -> Iterator[Edit]:
    for table in tables:
        name, key = table._meta.db_table, table._meta.pk.attname
        rows = list(table._default_manager.order_by("pk"))
        for row in rows:
            where = f"WHERE {key} = %s"
            yield Edit(name, "", f"DELETE FROM {name} {where}", (row.pk,))
            for field in table._meta.concrete_fields:
                for value in others(field, row, rows):
                    statement = f'UPDATE {name} SET "{field.column}" = %s {where}'
                    yield Edit(name, field.column, statement, (value, row.pk))
            yield from numbered(table, row, rows)


def numbered(table: type[models.Model], row: Any, rows: list[Any]) -> Iterator[Edit]:
    """The row under another number: of its own, or that of another row, which gets this one's."""
    name, key = table._meta.db_table, table._meta.pk.attname
    statement = f"UPDATE {name} SET {key} = %s WHERE {key} = %s"
    if isinstance(table._meta.pk, models.AutoField):
        for fresh in _FRESH:
            yield Edit(name, key, statement, (fresh, row.pk))
    aside = _FRESH[0] if isinstance(row.pk, int) else "aside"
    for other in [one.pk for one in rows if one.pk > row.pk][:_MOST]:
        rest = (statement, (row.pk, other)), (statement, (other, aside))
        yield Edit(name, key, statement, (aside, row.pk), rest)


def others(field: Any, row: Any, rows: list[Any]) -> list[Any]:
    """What else may stand in a column: what other rows have, nothing, and the ends of its range."""
    own = _plain(field, row)
    found: list[Any] = [_plain(field, one) for one in rows]
    if field.choices:
        found = [word for word, _ in field.choices]
    elif isinstance(field, models.DateTimeField):
        found = [FAR, _OLD]
    elif isinstance(field, models.BooleanField):
        found = [True, False]
    unlike = [value for value in dict.fromkeys(found) if value != own]
    return [*unlike[: max(_MOST, len(field.choices or ()))], *([None] if field.null else [])]


def _plain(field: Any, row: Any) -> Any:
    value = getattr(row, field.attname)
    return field.get_db_prep_save(value, connection)


def after(world: World, edit: Edit, before: frozenset[str]) -> frozenset[str]:
    """What stands open once the row was edited, and did not before; the edit is taken back."""
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, values in ((edit.statement, edit.values), *edit.then):
                    cursor.execute(statement, values)
        except DatabaseError:
            return frozenset()  # the table itself does not take it
        try:
            return stands_open(world, besides=before)
        finally:
            transaction.set_rollback(True)


def stands_open(world: World, besides: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every demand that holds, door that is open, condition that is met, act that passes; those of
    ``besides`` are not asked about.

    The head is held for all these questions, as whoever opens something holds it: they are about
    one state, in which each demand is looked at once."""
    decisions.memory.forget()
    controls.forget()
    compliance._counted.cache_clear()
    with transaction.atomic(), under(writer.hold()):
        asked = ((name, holds) for name, holds in _looks(world) if name not in besides)
        return frozenset(name for name, holds in asked if _is_open(holds))


def _is_open(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except (DomainError, ObjectDoesNotExist):
        return False


def _looks(world: World) -> Iterator[tuple[str, Callable[[], bool]]]:
    at, deal = world.house.at, world.house.deal
    for demand, held in controls.survey(at):
        yield f"demand {demand.id}", lambda held=held: held.holds
    for one in doors.standings(at, deal=deal):
        yield f"door {one.door.name}", lambda one=one: not one.lapses
    for card in registry.cards():
        for name in card.conditions:
            yield f"condition {name}", lambda name=name: world.holds(name)
    for kind in FilingKind:
        yield f"paper {kind}", lambda kind=kind: world.holds(f"filing:{kind}")
    for act in StageAct:
        yield f"stage of {act}", lambda act=act: _lets(deal, act, again=False)
        yield f"stage of {act} again", lambda act=act: _lets(deal, act, again=True)
    yield "reveal", world.asks
    yield "reveal of the narrow task", lambda: world.asks(task=world.narrow)
    yield "enter", world.enters
    yield "deepest room", lambda: bool(world.deepest())
    for number in range(8):
        yield f"leaves {number}", lambda number=number: world.leaves(number)


def _lets(deal: Any, act: StageAct, *, again: bool) -> bool:
    deals.require_stage(deal, act, is_again=again)
    return True
