"""An incident in a deal: whose data it was is counted from the ledger, the deal stops by itself,
and goes on once two have closed it."""

from __future__ import annotations

import json

import pytest

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import Suspended
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay, SuspendReason
from shoumi.base.gate import disclosure
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader
from shoumi.base.rooms.models import Room
from shoumi.base.tests.memories import forget
from shoumi.chapters.incidents.models import Breach, Exposure
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import (
    Addressee,
    Finding,
    Kind,
    Root,
    Source,
    StepKind,
    Way,
)
from shoumi.chapters.incidents.services import incidents, measures, notices, outcome
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.core.gate import GateClosed
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.gate_reveals import reveal
from shoumi.doors.tests.house import person
from shoumi.doors.tests.room_steps import COUNTS

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def report(house, **other) -> Ref:
    given = {
        "kind": Kind.VENDOR,
        "source": Source.VENDOR,
        "found_at": house.at,
        "account": "供应商把名单发到了错误的地址。",
        "grade": Grade(0, 0, is_leak=True, judged=Severity.MEDIUM),
        "deals": [house.deal],
    }
    told = Report(**{**given, **other})
    return Ref(incidents.report(told=told, actor=house[people.SERVICE], at=house.at).ref)


def by(house, breach):
    return {"breach": breach, "actor": house[people.SECURITY], "at": house.at}


def close(house, breach):
    given = by(house, breach)
    measures.note(kind=StepKind.MEASURE, words="已召回。", **given)
    measures.contain(**given)
    contents = notices.Contents("姓名被发给他人。", "已召回。", "privacy@anzhuan.example")
    for addressee in (Addressee.AUTHORITY, Addressee.PERSONS):
        told = {"way": Way.PHONE, "count": 1, "contents": contents, "proof": b"%PDF-"}
        notices.give(addressee=addressee, **told, **given)
    outcome.find_cause(root=Root.HUMAN_ERROR, words="没有核对地址。", **given)
    asked = outcome.ask_liability(person=None, account="流程没有要求复核。", **given)
    outcome.decide_liability(
        liability=Ref(asked.ref),
        finding=Finding.NOT_RESPONSIBLE,
        reasons="属实。",
        actor=house[people.HEAD],
        at=house.at,
    )
    outcome.ask_close(lesson="发出前由另一位复核。", **given)
    outcome.close(breach=breach, actor=house[people.HEAD], at=house.at)


def overlay(deal):
    found = Deal.objects.get(ref=deal)
    return found.overlay, found.overlay_reason


def count(house, breach, **other):
    given = {"since": house.began, "until": house.at, "deal": None, "person": None}
    return measures.count_exposed(**by(house, breach), **{**given, **other})


def independent(since, until, actor=None):
    """Each name in each entry of the ledger of that time, one by one."""
    found = set()
    for one in reader.entries():
        line = one.line()
        is_one = line.tag in ("gate.revealed", "package.sealed") and since <= line.at < until
        if not is_one or actor not in (None, line.actor):
            continue
        rows = [json.loads(row)["subject"] for row in reader.rows(one.position)]
        found |= set(rows) or {str(line.about)}
    return found


@pytest.fixture
def read(house):
    """Six customers: one was looked at alone, three at once, one by another, one by nobody."""
    found = house.keep(*(person(number) for number in range(6)))
    house.go(minutes=1)
    house.began = house.at
    task = house.task()
    reveal(house, task, found[0])
    disclosure.open_many(house.asked(task), found[:3])
    other = house.task(actors=[house.legal])
    reveal(house, other, found[4], actor=house.legal)
    house.go(minutes=1)
    return found


def test_the_people_concerned_are_those_the_ledger_names_each_once(house, read):
    breach = report(house)
    everybody = independent(house.began, house.at)
    assert len(everybody) == 4
    assert count(house, breach).persons == 4
    assert count(house, breach, person=house.dpo).persons == 3
    assert count(house, breach, person=house[people.SERVICE]).persons == 0
    assert count(house, breach, deal=house.deal).persons == 4
    assert Breach.objects.get().persons == 4
    first, second = Exposure.objects.order_by("id")[:2]
    assert first.digest != second.digest
    mine = independent(house.began, house.at, house.dpo)
    assert measures.exposures.between(house.began, house.at, person=house.dpo).names == tuple(
        sorted(mine)
    )


def test_a_deal_stops_by_itself_and_goes_on_once_two_have_closed_it(house, read):
    task = house.task()
    breach = report(house)
    assert overlay(house.deal) == (Overlay.SUSPENDED, SuspendReason.INCIDENT)
    with pytest.raises((GateClosed, Suspended, DoorShut)):
        reveal(house, task, read[0])
    close(house, breach)
    assert overlay(house.deal)[0] == Overlay.NONE
    forget()
    reveal(house, task, read[0])


def test_resuming_the_deal_alone_opens_nothing_while_the_incident_is_open(house, read):
    """One person resumes a deal; the incident keeps its doors shut."""
    report(house)
    task = house.task()
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    forget()
    with pytest.raises((GateClosed, DoorShut)):
        reveal(house, task, read[0])


def test_another_deal_goes_on(house, read):
    other = house.new_deal()
    report(house, deals=[other])
    assert overlay(other)[0] == Overlay.SUSPENDED
    assert overlay(house.deal)[0] == Overlay.NONE
    forget()
    reveal(house, house.task(), read[0])


def test_a_deal_waits_for_the_other_incident_that_touches_it(house):
    first, second = report(house), report(house)
    close(house, first)
    assert overlay(house.deal)[0] == Overlay.SUSPENDED
    close(house, second)
    assert overlay(house.deal)[0] == Overlay.NONE


def test_rooms_are_shut_and_tasks_closed_in_one_act_each(house):
    house.agree()
    room = house.room(COUNTS)
    task = house.task()
    breach = report(house)
    measures.shut_rooms(deal=house.deal, **by(house, breach))
    assert Room.objects.get(ref=room).state == "SHUT"
    measures.close_tasks(deal=house.deal, **by(house, breach))
    assert Task.objects.get(ref=task).closed_at == house.at
