"""Where a demand says that it is mended, there its form is: walked as who mends it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.pages import acts
from shoumi.chapters.destruction import rules, services
from shoumi.core.calendar import day_in_china
from shoumi.core.milestones import milestones
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.test_restore_drill import Copied
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

# Who mends, and by which acts, as a mend may begin with a form and go on with the next.
MENDS = {
    "1.1": (people.DPO, {"policy-draft"}),
    "1.2": (people.DPO, {"policy-draft"}),
    "1.3": (people.DPO, {"close-task"}),
    "1.4": (people.SECURITY, {"examine-all"}),
    "1.5": (people.HEAD, {"end-grant"}),
    "2.1": (people.LEGAL, {"agreement-draft"}),
    "2.2": (people.LEGAL, {"agreement-draft"}),
    "2.3": (people.LEGAL, {"agreement-draft"}),
    "3.1": (people.SECURITY, {"examine-all"}),
    "3.2": (people.SECURITY, {"transport-try"}),
    "3.3": (people.SECURITY, {"examine-all"}),
    "3.4": (people.SECURITY, {"rotate-keys"}),
    "4.1": (people.PERSONNEL, {"course-draft", "course-take"}),
    "4.2": (people.DPO, {"staffcheck-commit"}),
    "4.3": (people.DPO, {"rulebook-draft"}),
    "5.1": (people.DPO, {"vendor-assess"}),
    "5.2": (people.LEGAL, {"vendor-draft"}),
    "5.3": (people.PURCHASING, {"vendor-ask"}),
    "6.1": (people.DPO, {"destroy-propose"}),
    "6.2": (people.DPO, {"destroy-propose"}),
    "6.3": (people.DPO, {"destroy-propose"}),
    "7.3": (people.DPO, {"assessment-revise"}),
    "8.1": (people.DPO, {"destroy-propose"}),
    "8.2": (people.OPERATIONS, {"destroy-run"}),
    "8.3": (people.DPO, {"destroy-certify"}),
    "9.1": (people.DPO, {"plan-draft"}),
    "9.2": (people.SECURITY, {"incident-report"}),
    "9.3": (people.DPO, {"incident-report"}),
    "10.1": (people.DPO, {"contact-add"}),
    "10.2": (people.SERVICE, {"request-receive"}),
    "10.3": (people.SERVICE, {"request-receive"}),
    "11.1": (people.CONSULTANT, {"sharing-open"}),
    "11.2": (people.CONSULTANT, {"thread-open"}),
    "11.3": (people.HEAD, {"raci-begin"}),
    "12.1": (people.OPERATIONS, {"firewall-draft", "firewall-read"}),
    "12.2": (people.SECURITY, {"detection-begin"}),
    "12.3": (people.SECURITY, {"audit-begin"}),
    "13.1": (people.OPERATIONS, {"backup-add"}),
    "13.2": (people.OPERATIONS, {"backup-drill"}),
    "13.3": (people.OPERATIONS, {"backup-add"}),
    "14.1": (people.PERSONNEL, {"awareness-draft"}),
    "14.2": (people.DPO, {"case-note"}),
    "14.3": (people.PERSONNEL, {"question-add", "question-bring"}),
    "19.1": (people.PERSONNEL, {"course-draft", "course-take"}),
    "19.2": (people.PERSONNEL, {"course-draft", "course-take"}),
    "19.3": (people.PERSONNEL, {"course-draft", "course-take"}),
    "20.1": (people.DPO, {"onduty-name", "onduty-contact"}),
    "20.2": (people.SECURITY, {"exercise-begin"}),
    "20.3": (people.DPO, {"plan-draft"}),
}


@pytest.fixture
def filled(handing, tmp_path):
    """Somebody to mend for in every chapter: people, answers, orders, a copy."""
    house = handing.house
    house.go(minutes=20)
    with time_machine.travel(house.at):
        made = Copied(house, tmp_path)
        late = replace(person(901), retention_until=day_in_china(house.at) - timedelta(days=1))
        house.keep(late)
        for one in ([made.people[0]], [made.people[1]]):
            order = services.propose(
                deal=house.deal, subjects=one, basis=rules.Basis.REQUESTED, actor=house.dpo,
                at=house.at,
            )  # fmt: skip
            for who in (people.OPERATIONS, people.SECURITY):
                services.confirm(order=Ref(order.ref), actor=house[who], at=house.at)
        services.carry_out(order=Ref(order.ref), actor=house.dpo, at=house.at)
        yield house


_ACT = re.compile(r'href="[^"]*/do/([a-z-]+)')
_LINK = re.compile(r'href="(/[^"#?]*)')


def text(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_every_demand_that_is_checked_is_in_the_table():
    assert set(MENDS) == {demand for card in registry.cards() for demand in card.remedies}


def acts_from(visitor, address):
    """What the page offers, and what each page offers that it links to in its own part."""
    page = text(visitor, address).partition("<main")[2]
    found = set(_ACT.findall(page))
    for link in {one for one in _LINK.findall(page) if "/do/" not in one}:
        answer = visitor.get(link)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            found |= set(_ACT.findall(answer.content.decode().partition("<main")[2]))
    return found


@pytest.mark.parametrize("demand", sorted(MENDS))
def test_the_page_of_a_remedy_leads_to_its_form(filled, demand):
    who, acts = MENDS[demand]
    remedy = registry.remedy(demand)
    assert acts <= acts_from(signed_in(filled[who]), reverse(remedy.route)), demand


def test_what_a_milestone_lacks_is_told_to_who_can_do_it():
    """Else it waits in the inbox of one to whom it is refused, and in nobody else's."""
    reverse("duties")  # the addresses are read, and with them the acts are listed
    found = {
        need: acts.satisfying(need.condition)
        for one in milestones()
        for need in (*one.opens, *one.finishes)
    }
    asked = {need: by for need, by in found.items() if by}
    assert len(asked) > 20
    wrong = {
        (need.condition, need.who)
        for need, by in asked.items()
        if not any(need.who in act.roles for act in by)
    }
    # The buyer gives the receipt; the officer is told that it is missing.
    assert wrong == {("handover.reconciled", Role.DPO)}
