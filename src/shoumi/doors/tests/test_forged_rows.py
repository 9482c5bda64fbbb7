"""Rows that open doors cannot be forged by whoever has the data alone.

Each kind: a row is changed, added, deleted or put back by SQL; the door it would open stays shut,
the doctor finds it, and without codes it would have opened.
"""

from __future__ import annotations

import pytest

from shoumi.base.row_authentication import review
from shoumi.base.tests.kept import kept
from shoumi.base.vault import row_keys
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import forgeries
from shoumi.doors.tests.forgeries import (
    Forgery,
    World,
    copy,
    enters,
    has,
    holds,
    leaves,
    nothing,
    reveals,
    settled,
    sql,
    trained,
    wait,
)
from shoumi.doors.tests.handover_house import asked_for_consent, told_of_succession
from shoumi.doors.tests.house import House

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

FAR = "2099-01-01 00:00:00+00:00"


def change(table, column, value, of):
    """UPDATE by the reference that a world says."""
    return lambda world: sql(f"UPDATE {table} SET {column} = %s WHERE ref = %s", value, of(world))


def back(name, shuts, opens, *tables):
    """A formerly true row is put back after the house shut something."""
    return Forgery(name, shuts, nothing, opens, tables)


def both(*acts):
    def forge(world):
        for act in acts:
            act(world)

    return forge


def task(world):
    return world.task


def room(world):
    return world.room


def deal(world):
    return world.house.deal


def agreement(world):
    return world.agreement


def assessment(world):
    return world.assessment


def statement(world):
    return world.statement


def campaign(world):
    return world.handing.campaign


def narrow(world):
    return world.narrow


def one(number):
    return lambda world: world.handing.people[number]


def who(name):
    return lambda world: world.house[name]


def for_somebody_else(world):
    return world.asks(actor=world.house[people.SERVICE])


def on(table, of, where="ref = %s"):
    return table, where, of


def delete(table, where, of):
    return lambda world: sql(f"DELETE FROM {table} WHERE {where}", of(world))


TASKS = [
    Forgery(
        "a closed task is open again",
        forgeries.close,
        change("gate_task", "closed_at", None, task),
        reveals,
    ),
    back("a task that was open is put back", forgeries.close, reveals, on("gate_task", task)),
    Forgery("a task lasts longer", wait(31), change("gate_task", "expires_at", FAR, task), reveals),
    Forgery(
        "somebody is put on a task",
        nothing,
        lambda world: sql(
            "UPDATE gate_task SET actors = %s WHERE ref = %s",
            f'["{world.house[people.SERVICE]}"]',
            world.task,
        ),
        for_somebody_else,
    ),
    Forgery(
        "a task is invented",
        forgeries.close,
        lambda world: copy("gate_task", f"ref = '{world.task}'", ref="task-mine", closed_at=None),
        lambda world: world.asks(task=Ref("task-mine")),
    ),
    Forgery(
        "a task is for more fields",
        nothing,
        change("gate_task", "fields", '["name", "email"]', task),
        lambda world: world.asks(fields=("email",)),
    ),
    Forgery(
        "a task forgets its one person",
        nothing,
        change("gate_task", "subject", "", narrow),
        lambda world: world.asks(task=world.narrow),
    ),
]

MARKETING = f"role = '{Role.MKT}' AND person_id = %s"
_grant = on("accounts_grant", who(people.MARKETING), MARKETING)
GRANTS = [
    Forgery(
        "a role that ended lasts",
        forgeries.revoke_role,
        lambda world: sql(
            f"UPDATE accounts_grant SET until = NULL WHERE {MARKETING}",
            world.house[people.MARKETING],
        ),
        has(Role.MKT, people.MARKETING),
    ),
    back(
        "a role that was held is put back",
        forgeries.revoke_role,
        has(Role.MKT, people.MARKETING),
        _grant,
    ),
    Forgery(
        "a role becomes another",
        nothing,
        lambda world: sql(
            f"UPDATE accounts_grant SET role = '{Role.DPO}' WHERE {MARKETING}",
            world.house[people.MARKETING],
        ),
        has(Role.DPO, people.MARKETING),
    ),
    Forgery(
        "a role changes hands",
        nothing,
        lambda world: sql(
            f"UPDATE accounts_grant SET person_id = %s WHERE role = '{Role.LEG}'",
            world.house[people.MARKETING],
        ),
        has(Role.LEG, people.MARKETING),
    ),
    Forgery(
        "a role is invented",
        nothing,
        lambda world: copy(
            "accounts_grant",
            f"role = '{Role.LEG}'",
            ref="grant-mine",
            person_id=world.house[people.MARKETING],
        ),
        has(Role.LEG, people.MARKETING),
    ),
]

STATEMENTS = [
    Forgery(
        "a statement that was taken back stands",
        forgeries.take_back,
        lambda world: sql(
            "UPDATE attestations_attestation SET revoked_at = NULL, revoked_by = '' WHERE ref = %s",
            world.statement,
        ),
        trained,
    ),
    back(
        "a statement as it was made is put back",
        forgeries.take_back,
        trained,
        on("attestations_attestation", statement),
    ),
    Forgery(
        "a statement lasts longer",
        wait(200),
        change("attestations_attestation", "until", FAR, statement),
        trained,
    ),
    Forgery(
        "a newer statement is deleted",
        forgeries.state_and_take_back,
        delete("attestations_attestation", "revoked_by = %s", who(people.PERSONNEL)),
        trained,
    ),
    Forgery(
        "a statement is about another demand",
        forgeries.take_back,
        lambda world: sql(
            "UPDATE attestations_attestation SET duty = '19.3', position = 1000000"
            " WHERE duty = '7.1'"
        ),
        trained,
    ),
    Forgery(
        "a statement is invented",
        forgeries.take_back,
        lambda world: copy(
            "attestations_attestation",
            f"ref = '{world.statement}'",
            ref="att-mine",
            position=10**6,
            revoked_at=None,
            revoked_by="",
        ),
        trained,
    ),
]

_deal = on("deals_deal", deal)
_milestones = on("deals_milestonestate", deal, "deal_id = %s")
_FREE = "overlay = '', overlay_reason = '', overlay_at = NULL"
DEALS = [
    Forgery(
        "a suspension is lifted",
        forgeries.suspend,
        lambda world: sql(f"UPDATE deals_deal SET {_FREE} WHERE ref = %s", world.house.deal),
        reveals,
    ),
    back("a deal before its suspension is put back", forgeries.suspend, reveals, _deal),
    back(
        "a deal and its milestones before its suspension are put back",
        forgeries.suspend,
        reveals,
        _deal,
        _milestones,
    ),
    Forgery(
        "a milestone is open",
        nothing,
        lambda world: sql(
            "UPDATE deals_milestonestate SET state = 'open', opened_at = %s"
            " WHERE deal_id = %s AND code = 'settled'",
            world.house.at,
            world.house.deal,
        ),
        holds("open:settled"),
    ),
    Forgery(
        "a milestone is done",
        nothing,
        lambda world: sql(
            "UPDATE deals_milestonestate SET state = 'done', opened_at = %s, done_at = %s"
            " WHERE deal_id = %s AND code = 'registered'",
            world.house.at,
            world.house.at,
            world.house.deal,
        ),
        holds("done:registered"),
    ),
    back(
        "a milestone before it was turned down is put back",
        forgeries.turn_down,
        holds("open:data_handover"),
        _milestones,
    ),
]

ROOMS = [
    back(
        "a room that was open is put back",
        forgeries.shut,
        enters,
        on("rooms_room", room),
        on("gate_task", deal, "deal = %s"),
    ),
    Forgery(
        "a room closes later",
        wait(4),
        both(
            change("rooms_room", "closes_at", FAR, room),
            lambda world: sql("UPDATE gate_task SET expires_at = %s", FAR),
        ),
        enters,
    ),
    Forgery(
        "somebody is named for a room and its task",
        nothing,
        both(
            lambda world: sql(
                "UPDATE rooms_room SET persons = %s", f'["{world.house[people.SELLER]}"]'
            ),
            lambda world: sql(
                "UPDATE gate_task SET actors = %s", f'["{world.house[people.SELLER]}"]'
            ),
        ),
        lambda world: world.enters(people.SELLER),
    ),
    Forgery(
        "a room is of another level",
        nothing,
        change("rooms_room", "level", "L2", room),
        lambda world: world.deepest() == "L2",
    ),
    Forgery(
        "a room that is not empty says so",
        forgeries.shut,
        change("rooms_room", "emptied_at", FAR, room),
        holds("room.emptied"),
    ),
    Forgery(
        "a room that is not empty is deleted",
        forgeries.shut,
        delete("rooms_room", "ref = %s", room),
        holds("room.emptied"),
    ),
    Forgery(
        "an open room says that it is shut",
        nothing,
        change("rooms_room", "state", "SHUT", room),
        holds("room.all_shut"),
    ),
]

AGREEMENTS = [
    Forgery(
        "a breach never was",
        forgeries.breach,
        lambda world: sql(
            "UPDATE agreements_agreement SET state = 'SIGNED', ended_at = NULL WHERE ref = %s",
            world.agreement,
        ),
        enters,
    ),
    back(
        "an agreement before its breach is put back",
        forgeries.breach,
        enters,
        on("agreements_agreement", agreement),
    ),
    Forgery(
        "the agreement that was breached is deleted",
        forgeries.breach_with_older,
        delete("agreements_agreement", "ref = %s", agreement),
        enters,
    ),
    Forgery(
        "an agreement is invented",
        forgeries.breach,
        lambda world: copy(
            "agreements_agreement",
            f"ref = '{world.agreement}'",
            ref="nda-mine",
            state="SIGNED",
            ended_at=None,
            signed_at=world.house.go(hours=1),
        ),
        enters,
    ),
]

ASSESSMENTS = [
    Forgery(
        "an assessment is not stale",
        forgeries.stale,
        change("compliance_assessment", "state", "APPROVED", assessment),
        holds("pipia.approved"),
    ),
    back(
        "an assessment before it was stale is put back",
        forgeries.stale,
        holds("pipia.approved"),
        on("compliance_assessment", assessment),
    ),
    Forgery(
        "a newer assessment is deleted",
        forgeries.assess_again,
        delete("compliance_assessment", "state = %s", lambda world: "DRAFT"),
        holds("pipia.approved"),
    ),
    Forgery(
        "a draft is approved",
        forgeries.assess_again,
        lambda world: sql(
            "UPDATE compliance_assessment SET state = 'APPROVED', until = %s WHERE state = 'DRAFT'",
            FAR,
        ),
        holds("pipia.approved"),
    ),
]

_said = "consent_consent"
PEOPLE = [
    Forgery(
        "a no is a yes",
        nothing,
        lambda world: sql(
            "UPDATE consent_consent SET state = 'GIVEN' WHERE subject = %s", one(5)(world)
        ),
        leaves(5),
    ),
    Forgery(
        "a withdrawal never was",
        forgeries.withdraw(0),
        lambda world: sql(
            "UPDATE consent_consent SET state = 'GIVEN', withdrawn_at = NULL WHERE subject = %s",
            one(0)(world),
        ),
        leaves(0),
    ),
    back(
        "a yes before its withdrawal is put back",
        forgeries.withdraw(0),
        leaves(0),
        on(_said, one(0), "subject = %s"),
    ),
    Forgery(
        "who was silent has said yes",
        nothing,
        lambda world: copy(
            _said, f"subject = '{one(0)(world)}'", ref="cons-mine", subject=one(6)(world)
        ),
        leaves(6),
    ),
    Forgery(
        "a yes is somebody else's",
        nothing,
        lambda world: sql(
            "UPDATE consent_consent SET subject = %s WHERE subject = %s",
            one(6)(world),
            one(0)(world),
        ),
        leaves(6),
    ),
    Forgery(
        "a campaign asks for nothing",
        nothing,
        lambda world: sql("UPDATE consent_campaign SET instrument = 'ART22_NOTICE'"),
        settled(6),
    ),
]

# Of people who were told of a change: the last was not reached, the first objected.
TOLD = [
    Forgery(
        "a letter that came back arrived",
        nothing,
        lambda world: sql(
            "UPDATE consent_invitation SET delivery = 'REACHED' WHERE subject = %s", one(7)(world)
        ),
        settled(7),
    ),
    back(
        "a letter before it came back is put back",
        forgeries.came_back,
        settled(6),
        on("consent_invitation", one(6), "subject = %s"),
    ),
    Forgery(
        "an objection is deleted",
        nothing,
        delete("consent_objection", "subject = %s", one(0)),
        settled(0),
    ),
    Forgery(
        "an objection is to something else",
        nothing,
        lambda world: sql(
            "UPDATE consent_objection SET outcome = 'MARKETING_OFF' WHERE subject = %s",
            one(0)(world),
        ),
        settled(0),
    ),
    Forgery(
        "an objection is somebody else's",
        nothing,
        lambda world: sql(
            "UPDATE consent_objection SET subject = %s WHERE subject = %s",
            one(7)(world),
            one(0)(world),
        ),
        settled(0),
    ),
]

CASES = [*TASKS, *GRANTS, *STATEMENTS, *DEALS, *ROOMS, *AGREEMENTS, *ASSESSMENTS, *PEOPLE, *TOLD]
each_kind = pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.name)


@pytest.fixture
def world(request, home, transactional_db):
    asked = getattr(request.node, "callspec", None)
    begun = told_of_succession if asked and asked.params["kind"] in TOLD else asked_for_consent
    return kept(f"world of {begun.__name__}", lambda: World(begun(House())))


def test_an_honest_house_has_no_finding(world):
    assert all(one.is_sound for one in review.review())
    assert world.enters()
    assert world.asks()
    assert world.leaves(0)


@each_kind
def test_a_forged_row_opens_nothing_and_is_found(world, kind):
    kind.make(world)
    assert not kind.opens(world), "the door opened"
    assert not all(one.is_sound for one in review.review()), "nobody would know"


@each_kind
def test_without_codes_it_would_open(world, kind, monkeypatch):
    """Or the test above would show nothing."""
    kind.make(world)
    monkeypatch.setattr(row_keys, "is_set_up", lambda: False)
    assert kind.opens(world)


def test_there_are_forty_kinds_and_more():
    assert len({kind.name for kind in CASES}) == len(CASES) >= 40
