"""What takes two persons, by program: asked for, read, answered by another, done by who asked."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.api_tokens import rules as tokens
from shoumi.base.api_tokens import scopes
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import State
from shoumi.base.emergency import services as emergencies
from shoumi.core.calendar import day_in_china
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import every, got
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told as recorded

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

ROTATE, KEK = "/keys/rotations", {"what": "kek"}


@pytest.fixture
def security(house):
    return program(house[people.SECURITY])


@pytest.fixture
def head(house):
    return program(house[people.HEAD])


@pytest.fixture
def asked(security):
    """The security officer's program began a rotation; it became a request."""
    return answered(security.act(ROTATE, KEK), 202)


def at(asked, verb=""):
    return f"/approvals/{asked['ref']}{verb and '/'}{verb}"


def yes(asked):
    return {"digest": asked["digest"]}


def test_what_takes_two_is_asked_for_and_done_once_another_said_yes(security, head, asked):
    assert (asked["state"], asked["action"]) == ("open", "rotation")
    assert not recorded("rotation.begun")
    path = asked["address"].removeprefix("/api/v1")
    assert got(head.read(path)) == asked
    for only in ({}, {"is_waiting": "true"}):
        assert [one["ref"] for one in every(head, "/approvals", **only)] == [asked["ref"]]
    assert answered(head.act(at(asked, "approve"), yes(asked)))["state"] == "approved"
    begun = answered(security.act(ROTATE, KEK), 201)["rotations"]
    assert {one["what"] for one in begun} == {"kek"}
    assert len(recorded("rotation.begun")) == len(begun) > 1
    assert got(security.read(path))["state"] == "used"


def test_a_yes_is_good_once_and_for_exactly_that_change(security, head, asked):
    answered(head.act(at(asked, "approve"), yes(asked)))
    other = answered(security.act(ROTATE, {"what": "index"}), 202)
    assert other["digest"] != asked["digest"]
    assert not recorded("rotation.begun")
    answered(security.act(ROTATE, KEK), 201)
    told(head.act(at(asked, "approve"), yes(asked)), 409, "approvals.answered")


def test_the_digest_is_that_of_what_is_shown(asked):
    whole = "\n".join((asked["action"], asked["deal"], asked["before"], asked["parameters"]))
    assert hashlib.sha256(whole.encode()).hexdigest() == asked["digest"]
    assert json.loads(asked["parameters"])["what"] == "kek"


def test_a_yes_to_another_change_is_no_yes(head, asked):
    told(head.act(at(asked, "approve"), {"digest": "0" * 64}), 409, "api.other_change")
    assert Approval.objects.get().state == State.OPEN


def test_nobody_answers_for_a_request_of_ones_own(house, security, asked):
    """Though the asker held a role that approves; and the refusal is in the ledger."""
    told(security.act(at(asked, "approve"), yes(asked)), 403, "accounts.not_permitted")
    Approval.objects.update(requested_by=house.dpo)
    answer = program(house.dpo).act(at(asked, "approve"), yes(asked))
    told(answer, 403, "approvals.two_people_needed")
    assert recorded("approval.refused")
    assert Approval.objects.get().state == State.OPEN


def test_what_was_approved_by_sql_carries_nothing_out(house, security, head, asked):
    wish = Approval.objects.filter(ref=asked["ref"])
    shown, officer = wish.get(), house.dpo
    wish.update(before="{}")
    told(head.act(at(asked, "approve"), yes(asked)), 409, "row.not_authentic")
    forged = {"state": "approved", "answered_by_id": officer, "answered_at": shown.requested_at}
    wish.update(before=shown.before, **forged)
    told(security.act(ROTATE, KEK), 409, "row.not_authentic")
    assert not recorded("rotation.begun")
    answered(security.act(at(asked, "withdraw"), {}))
    other = answered(security.act(ROTATE, KEK), 202)
    answered(head.act(at(other, "approve"), yes(other)))
    answered(security.act(ROTATE, KEK), 201)


def test_a_second_call_before_the_answer_asks_for_nothing_new(security, asked):
    told(security.act(ROTATE, KEK), 403, "approvals.pending")
    assert Approval.objects.count() == 1


def test_a_retry_of_the_asking_call_is_answered_with_the_same_request(security):
    first = security.act(ROTATE, KEK, key="key-of-asking")
    again = security.act(ROTATE, KEK, key="key-of-asking")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Approval.objects.count() == 1


def test_a_request_is_turned_down_or_taken_back(security, head, asked):
    assert answered(head.act(at(asked, "turn-down"), yes(asked)))["state"] == "turned_down"
    other = answered(security.act(ROTATE, {"what": "index"}), 202)
    told(head.act(at(other, "withdraw")), 403, "accounts.not_permitted")
    assert answered(security.act(at(other, "withdraw")))["state"] == "withdrawn"
    assert len(every(security, "/approvals", limit=1)) == 2
    assert every(head, "/approvals", is_waiting="true") == []


def test_after_a_day_nobody_answers_any_more(house, asked):
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        head = program(house[people.HEAD])
        told(head.act(at(asked, "approve"), yes(asked)), 409, "approvals.answered_too_late")


def test_a_request_that_is_no_business_of_somebodys_is_not_there(house, asked):
    for who in (house[people.CONSULTANT], house[people.MARKETING]):
        caller = program(who)
        foreign = told(caller.read(at(asked)), 404, "approvals.missing")
        none = {**asked, "ref": "appr-0000000000000000"}
        assert foreign == json.loads(caller.read(at(none)).content)
        assert every(caller, "/approvals") == []


def test_to_answer_takes_a_scope_whose_token_lasts_a_day(house, asked):
    assert {Scope.APPROVALS_WRITE, Scope.KEYS_ROTATE} <= tokens.STRONG
    weak = [scope for scope in scopes.every() if scope is not Scope.APPROVALS_WRITE]
    answer = program(house[people.HEAD], *weak).act(at(asked, "approve"), yes(asked))
    told(answer, 403, "token.scope_needed")


def test_emergencies_are_read_by_who_watches_and_ones_own_by_who_opened(house, stranger):
    (one,) = house.keep_many(1)
    made = emergencies.open_emergency(
        subject=one,
        fields=["mobile"],
        reason="客户家中漏水，须立即联系上门",
        actor=house[people.SERVICE],
        at=clock.now(),
    )
    dpo, service = program(house.dpo), program(house[people.SERVICE])
    (listed,) = every(dpo, "/emergencies", is_reviewed="false")
    assert (listed["ref"], listed["fields"]) == (made.ref, ["mobile"])
    assert got(service.read(f"/emergencies/{made.ref}")) == listed
    assert every(dpo, "/emergencies", is_reviewed="true") == []
    people.give(house.cast.people | {"x": stranger}, "x", Role.CS, None, clock.now())
    other = program(stranger)
    assert every(other, "/emergencies") == []
    foreign = told(other.read(f"/emergencies/{made.ref}"), 404, "emergency.missing")
    assert foreign == json.loads(other.read("/emergencies/emer-0000000000000000").content)
    told(program(house.legal).read("/emergencies"), 403, "accounts.not_permitted")


def test_the_algorithms_in_use_are_reviewed_by_program(security, head, house):
    now = got(security.read("/keys/algorithms"))
    assert {"files", "keys", "ledger"} <= {one["used_for"] for one in now["algorithms"]}
    day = f"{day_in_china(house.at + timedelta(days=90))}"
    review = {"decision": "keep", "findings": "均可继续使用", "next_on": day}
    asked = answered(security.act("/keys/reviews", review), 202)
    answered(head.act(at(asked, "approve"), yes(asked)))
    made = answered(security.act("/keys/reviews", review), 201)
    assert got(head.read(f"/keys/reviews/{made['ref']}")) == made
    assert every(head, "/keys/reviews") == [made]
    assert got(head.read("/keys/algorithms"))["due_at"] == made["due_at"]
