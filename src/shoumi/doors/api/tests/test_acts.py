"""Acts over the API: by the same services, once for each key, never weaker than on the pages."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.api_tokens.models import Answer
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals.models import Deal
from shoumi.base.gate.models import Task
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job
from shoumi.base.jobs.models import State as JobState
from shoumi.base.ledger import reader
from shoumi.base.rotation import jobs as rotation
from shoumi.base.signin.tests.concurrency import together
from shoumi.core.refs import Ref
from shoumi.doors.api import deals
from shoumi.doors.api.tests.programs import AT, Program, program, token_of
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import got
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told as recorded
from shoumi.doors.tests.house import values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

DEAL = {
    "type": "equity",
    "title": "云岚转让二",
    "parties": [
        {"role": "target", "name": "云岚虚构家政服务有限公司", "uscc": "91990000MA0DEM0213"},
        {"role": "TR", "name": "虚构股东"},
    ],
}
KEY = "key-for-one-act"


def answered(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


def test_a_deal_is_begun_and_read_back(house):
    caller = program(house.dpo)
    made = answered(caller.act("/deals", DEAL), 201)
    assert got(caller.read(f"/deals/{made['ref']}"))["title"] == "云岚转让二"
    assert recorded("deal.created")[-1].actor == house.dpo


def test_a_key_sent_twice_makes_one_and_answers_the_same(house):
    caller = program(house.dpo)
    first = caller.act("/deals", DEAL, key=KEY)
    before = reader.size()
    second = caller.act("/deals", DEAL, key=KEY)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert Deal.objects.filter(title=DEAL["title"]).count() == 1
    assert reader.size() == before


def test_a_key_with_another_body_or_address_is_refused(house):
    caller = program(house.dpo)
    answered(caller.act("/deals", DEAL, key=KEY), 201)
    other = {**DEAL, "title": "另一笔"}
    told(caller.act("/deals", other, key=KEY), 422, "call.key_reused")
    told(caller.act(f"/deals/{house.deal}/resume", DEAL, key=KEY), 422, "call.key_reused")


def test_a_refusal_is_answered_again_without_a_second_entry(house):
    caller = program(house.dpo)
    address = f"/deals/{house.deal}/milestones/closed/open"
    first = caller.act(address, key=KEY)
    before = reader.size()
    second = caller.act(address, key=KEY)
    assert first.content == second.content
    assert second.headers["Content-Type"] == "application/problem+json"
    assert reader.size() == before


def test_an_act_without_a_key_is_not_looked_at(house):
    caller = program(house.dpo)
    before = reader.size()
    answer = caller.post("/api/v1/deals", DEAL, content_type="application/json")
    told(answer, 400, "call.key_needed")
    assert reader.size() == before


@pytest.mark.both
def test_of_calls_with_one_key_at_the_same_moment_one_has_its_effect(house):
    text = token_of(house.dpo)
    found = together([lambda: Program(text).act("/deals", DEAL, key=KEY)] * 6)
    assert {answer.status_code for answer in found} <= {201, 409}
    assert sum(answer.status_code == 201 for answer in found) >= 1
    assert Deal.objects.filter(title=DEAL["title"]).count() == 1


def test_what_failed_half_way_is_not_done_again_by_itself(house, monkeypatch):
    def broken(made):
        raise RuntimeError

    caller = program(house.dpo)
    caller.raise_request_exception = False
    monkeypatch.setattr(deals, "line", broken)
    assert caller.act("/deals", DEAL, key=KEY).status_code == 500
    monkeypatch.undo()
    told(caller.act("/deals", DEAL, key=KEY), 409, "call.still_running")
    Answer.objects.update(began_at=clock.now() - timedelta(hours=1))
    told(caller.act("/deals", DEAL, key=KEY), 409, "call.broken_off")
    assert Deal.objects.filter(title=DEAL["title"]).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "gift"}, "body.type"),
        ({"title": ""}, "body.title"),
        ({"title": "a\x00b"}, "body.title"),
        ({"parties": []}, "body.parties"),
        ({"more": 1}, "body.more"),
    ],
)
def test_each_field_that_does_not_fit_is_named_with_what_is_wrong(house, change, field):
    answer = program(house.dpo).act("/deals", {**DEAL, **change})
    (fault,) = told(answer, 422, "api.unfit")["errors"]
    assert fault["field"] == field
    assert fault["title"]


def test_a_refused_move_names_all_that_is_missing_and_who_can_mend_it(house):
    answer = program(house.dpo).act(f"/deals/{house.deal}/milestones/mandate/open")
    body = told(answer, 409, "deal.not_yet")
    assert len(body["reasons"]) > 1
    for one in body["reasons"]:
        assert one["code"]
        assert one["title"]
        assert one["mend"]
        assert one["who"]
    assert len(recorded("deal.refused")) == 1


def test_a_person_without_the_role_is_told_which_it_takes(house):
    answer = program(house[people.MARKETING]).act("/deals", DEAL)
    assert "protection officer" in told(answer, 403, "accounts.not_permitted")["title"]


def test_a_deal_is_suspended_and_goes_on(house):
    caller = program(house.dpo)
    body = {"reason": "legal_hold"}
    found = answered(caller.act(f"/deals/{house.deal}/suspend", body))
    assert found["overlay"] == "suspended"
    assert answered(caller.act(f"/deals/{house.deal}/resume"))["overlay"] == ""


def test_what_cannot_be_undone_is_done_on_its_page(house):
    caller = program(house.dpo)
    body = told(caller.act(f"/deals/{house.deal}/terminate"), 403, "api.by_hand")
    assert body["where"] == f"/deals/{house.deal}/do/deal-terminate"
    assert Deal.objects.get(ref=house.deal).overlay == ""


def opened(caller, house, **more):
    body = {
        "purpose": "inventory",
        "actors": [house.dpo],
        "acts": ["reveal"],
        "until": (clock.now() + timedelta(days=3)).isoformat(),
        **more,
    }
    return answered(caller.act(f"/deals/{house.deal}/tasks", body), 201)


def test_a_task_is_opened_listed_and_closed(house):
    caller = program(house.dpo)
    task = opened(caller, house)
    assert task["fields"]
    listed = got(caller.read("/tasks", is_open="true"))["items"]
    assert [one["ref"] for one in listed] == [task["ref"]]
    assert answered(caller.act(f"/tasks/{task['ref']}/close"))["closed_at"]
    assert got(caller.read("/tasks", is_open="true"))["items"] == []
    told(caller.act(f"/tasks/{task['ref']}/close"), 404, "task.missing")


def test_a_reveal_goes_through_the_gate_and_its_answer_is_kept_nowhere(house):
    caller = program(house.dpo)
    one, task = house.keep_many(1)[0], opened(program(house[people.HEAD]), house)
    body = {"task": task["ref"], "fields": ["name", "mobile"]}
    wanted = {name: value for name, value in values(0).items() if name != "address"}
    for count in (1, 2):
        answer = caller.act(f"/customers/{one}/reveal", body, key=KEY)
        assert answered(answer)["values"] == wanted
        assert "Idempotency-Replayed" not in answer.headers
        assert len(recorded("gate.revealed")) == count
    kept = Answer.objects.get(status=200)
    assert bytes(kept.body) == b""
    told(
        caller.act(f"/customers/{one}/reveal", {**body, "fields": ["name"]}, key=KEY),
        422,
        "call.key_reused",
    )


def test_a_reveal_the_gate_refuses_tells_every_reason_and_stands_in_the_ledger(house):
    caller = program(house.legal)
    one = house.keep_many(1)[0]
    task = opened(program(house.dpo), house)
    body = {"task": task["ref"], "fields": ["name"]}
    found = told(caller.act(f"/customers/{one}/reveal", body), 403, "gate.closed")
    assert "gate.not_on_task" in [reason["code"] for reason in found["reasons"]]
    assert all(reason["title"] for reason in found["reasons"])
    assert recorded("gate.decided")[-1].actor == house.legal
    assert values(0)["name"] not in json.dumps(found, ensure_ascii=False)


def test_a_token_without_the_scope_reveals_nothing_though_its_person_may(house):
    one = house.keep_many(1)[0]
    task = opened(program(house.dpo), house)
    caller = program(house.dpo, Scope.CUSTOMERS_READ)
    body = {"task": task["ref"], "fields": ["name"]}
    told(caller.act(f"/customers/{one}/reveal", body), 403, "token.scope_needed")
    assert recorded("gate.revealed") == []
    listed = got(caller.read(f"/deals/{house.deal}/customers"))["items"]
    assert [found["ref"] for found in listed] == [one]
    assert values(0)["name"] not in json.dumps(listed, ensure_ascii=False)


def test_a_customer_of_a_deal_of_others_is_not_there(house, stranger):
    one = house.keep_many(1)[0]
    caller = program(stranger)
    foreign = told(caller.read(f"/customers/{one}"), 404, "api.nothing")
    assert foreign == json.loads(caller.read("/customers/sub-0000000000000000").content)


def stated(caller, duty, text, *, key="key-of-statement", **body):
    body["evidence"] = SimpleUploadedFile("register.txt", text.encode())
    address = f"{AT}/duties/{duty}/attestations"
    return caller.post(address, body, headers={"Idempotency-Key": key})


def test_a_statement_is_made_and_taken_back(house):
    caller = program(house.dpo)
    body = {"statement": "in_place", "kind": "dsr_ticket"}
    made = answered(stated(caller, "10.2", "请求办理登记：无未结", **body), 201)
    assert (made["kind"], made["is_kept"], made["personal"]) == ("dsr_ticket", True, {})
    opened = got(caller.read(f"/attestations/{made['ref']}/evidence"))
    assert b64decode(opened["content"]).decode() == "请求办理登记：无未结"
    assert opened["sha256"] == made["evidence"]
    refused = {"text": "身份证 990000198002291012", "key": "key-of-another", **body}
    told(stated(caller, "10.2", **refused), 422, "document.personal_information")
    assert got(caller.read("/attestations", duty="10.2"))["items"][0] == made
    assert answered(caller.act(f"/attestations/{made['ref']}/revoke"))["revoked_at"]
    told(caller.act(f"/attestations/{made['ref']}/revoke"), 409, "attestation.already_revoked")


def test_a_dead_job_is_delivered_again(house):
    caller = program(house.dpo)
    job = insert(rotation.resume)
    Job.objects.filter(pk=job.pk).update(state=JobState.DEAD)
    ref = Job.objects.get(pk=job.pk).ref
    assert got(caller.read("/jobs", state="dead"))["items"][0]["ref"] == ref
    assert answered(caller.act(f"/jobs/{ref}/redeliver"))["state"] == "ready"
    told(caller.act(f"/jobs/{ref}/redeliver"), 409, "jobs.not_dead")


def test_tasks_are_closed_by_who_may_open_them_alone(house):
    task = opened(program(house.dpo), house)
    caller = program(house.legal)
    told(caller.act(f"/tasks/{task['ref']}/close"), 403, "accounts.not_permitted")
    assert Task.objects.get(ref=task["ref"]).closed_at is None
    assert Ref(task["ref"])
