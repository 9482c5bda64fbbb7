"""Whatever is refused, ``demands`` lists the demands of the handbook that stand against it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.clock import now
from shoumi.base.deals.models import MilestoneState
from shoumi.base.tests import authenticated
from shoumi.core.handbook import demands
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Purpose, Role
from shoumi.doors.api.tests.programs import program
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def take_back(house, *duties):
    for duty in duties:
        said = statements.newest(duty, None, now())
        attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=now())


def refused(answer):
    found = answer.json()
    assert answer.status_code >= 400, found
    return found["code"], found["demands"]


def test_a_milestone_that_demands_hold(house):
    take_back(house, "13.1", "20.2")
    answer = program(house.dpo).act(f"/deals/{house.deal}/milestones/data_handover/open")
    code, named = refused(answer)
    assert code == "deal.not_yet"
    assert {"13.1", "20.2"} <= set(named)
    assert set(named) == {one["duty"] for one in answer.json()["reasons"] if one["duty"]}
    assert named == [one.id for one in demands() if one.id in named]


def test_a_stage_whose_door_alone_is_shut(house):
    """The suspension door stands before every milestone: no condition of this one names 9.2."""
    take_back(house, "9.2")
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.INVENTORY)
    authenticated.change(rows, state=Standing.OPEN)
    answer = program(house.dpo).act(f"/deals/{house.deal}/milestones/inventory/finish")
    assert "9.2" in refused(answer)[1]


def test_the_gate_names_a_demand_that_holds_a_door_and_one_whose_rule_refuses(house):
    (subject,) = house.keep_many(1)
    task = house.task(fields=["name"])
    body = {"task": task, "fields": ["name"]}
    take_back(house, "14.1", "4.1")
    answer = program(house.dpo).act(f"/customers/{subject}/reveal", body)
    assert refused(answer) == ("gate.closed", ["4.1", "14.1"])
    answer = program(house[people.CONSULTANT]).act(f"/customers/{subject}/reveal", body)
    duties = {one["duty"] for one in answer.json()["reasons"]}
    assert duties > {"4.1", "14.1"}
    assert set(refused(answer)[1]) == duties


def test_a_door_that_an_act_passes_without_the_gate(house):
    house.keep_many(1)
    take_back(house, "4.1", "13.1")
    task = house.task(fields=["name"], purpose=Purpose.HANDOVER)
    body = {"task": task, "recipient": "party-x", "key": "age1"}
    answer = program(house.dpo).act(f"/deals/{house.deal}/packages", body)
    assert refused(answer) == ("door.shut", ["4.1", "13.1"])


@pytest.mark.parametrize(("reason", "named"), [("incident", ["9.2"]), ("legal_hold", [])])
def test_a_suspended_deal_names_what_it_is_suspended_for(house, reason, named):
    caller = program(house.dpo)
    assert caller.act(f"/deals/{house.deal}/suspend", {"reason": reason}).status_code == 200
    answer = caller.act(f"/deals/{house.deal}/milestones/intake/open")
    assert refused(answer) == ("deal.suspended", named)


def test_a_task_that_the_demands_own_rule_refuses(house):
    body = {
        "purpose": Purpose.SERVICE,
        "fields": ["name"],
        "acts": ["reveal"],
        "actors": [house.dpo],
        "until": "2099-01-01T00:00:00Z",
    }
    answer = program(house.dpo).act(f"/deals/{house.deal}/tasks", body)
    assert refused(answer) == ("task.too_long", ["1.3"])


def test_what_no_demand_refuses_names_none(house):
    answer = program(house.dpo).act("/deals/deal-01K3ZZZZZZZZZZZZZZZZZZZZZZ/suspend", {})
    assert refused(answer)[1] == []


def test_roles_that_would_do_are_named_once(house):
    with pytest.raises(NotPermitted) as caught:
        attestations.open_evidence(
            attestation=Ref(statements.newest("20.2", None, now()).ref),
            actor=house[people.CONSULTANT],
            at=now(),
        )
    roles = caught.value.facts["roles"]
    assert len(roles) == len(set(roles))
    assert Role.HEAD in roles
