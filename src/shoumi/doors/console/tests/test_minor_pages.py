"""By page: asked for on the customer's sheet, agreed to by another, opened once (handbook 1.5)."""

from __future__ import annotations

import re

import pytest

from shoumi.base.approvals.models import Approval
from shoumi.core.gate import Act
from shoumi.doors.api.tests.programs import program
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def minor(house):
    return house.keep(person(0, birth_on="2010-01-01"))[0]


@pytest.fixture
def task(house):
    return house.task(fields=["name", "mobile"], acts=(Act.REVEAL, Act.LIST))


def text_of(answer) -> str:
    return answer.content.decode()


def test_asked_on_the_sheet_agreed_by_another_and_opened_once(house, minor, task):
    visitor, head = signed_in(house.dpo), signed_in(house[people.HEAD])
    sheet = f"/customers/{minor}?task={task}&field=name"
    reveal = f"/customers/{minor}/reveal?task={task}&field=name"
    refused = visitor.post(reveal, secure=True)
    assert refused.status_code == 403
    assert values(0)["name"] not in text_of(refused)
    shown = text_of(visitor.get(sheet))
    assert "未成年人" in shown
    found = re.search(rf'href="(/tasks/{task}/do/read-minor\?[^"]+)"', shown)
    assert found is not None
    form = text_of(visitor.get(found[1].replace("&amp;", "&")))
    assert f'value="{minor}"' in form
    assert re.search(r'value="name"[^>]*\bchecked', form)
    assert not re.search(r'value="mobile"[^>]*\bchecked', form)
    given = {"subject": str(minor), "fields": ["name"]}
    asked = visitor.post(f"/tasks/{task}/do/read-minor", given, secure=True)
    (wish,) = Approval.objects.all()
    assert asked.headers["Location"].startswith(f"/approvals/{wish.ref}")
    seen = text_of(head.get(f"/approvals/{wish.ref}"))
    assert str(minor) in seen
    assert "姓名" in seen
    assert visitor.post(reveal, secure=True).status_code == 403
    head.act(f"/approvals/{wish.ref}/do/approve-change")
    led = visitor.post(f"/tasks/{task}/do/read-minor", given, secure=True)
    assert led.headers["Location"].startswith(f"/customers/{minor}?task={task}&field=name")
    opened = visitor.post(reveal, secure=True)
    assert opened.status_code == 200
    assert values(0)["name"] in text_of(opened)
    assert visitor.post(reveal, secure=True).status_code == 403


def test_a_program_asks_and_reads_once(house, minor, task):
    caller, head = program(house.dpo), program(house[people.HEAD])
    wanted = {"task": str(task), "fields": ["name"]}
    no = caller.act(f"/customers/{minor}/reveal", wanted)
    assert no.status_code == 403
    (reason,) = no.json()["reasons"]
    assert (reason["code"], reason["duty"]) == ("gate.minor_unagreed", "1.5")
    given = {"subject": str(minor), "fields": ["name"]}
    asked = caller.act(f"/tasks/{task}/read-minor", given)
    assert asked.status_code == 202
    assert (
        head.act(
            f"/approvals/{asked.json()['ref']}/approve", {"digest": asked.json()["digest"]}
        ).status_code
        == 200
    )
    told = caller.act(f"/tasks/{task}/read-minor", given)
    assert (told.status_code, told.json()["fields"]) == (200, ["name"])
    assert caller.act(f"/customers/{minor}/reveal", wanted).json()["values"] == {
        "name": values(0)["name"]
    }
    assert caller.act(f"/customers/{minor}/reveal", wanted).status_code == 403


def test_a_search_finds_a_minor_by_reference_and_opens_nothing(house, minor, task):
    from shoumi.base.ledger import reader

    found = signed_in(house.dpo).post(
        "/customers/search",
        {"deal": house.deal, "task": task, "field": "mobile", "value": values(0)["mobile"]},
        secure=True,
    )
    assert f"/customers/{minor}" in text_of(found)
    assert not list(reader.entries(tag="gate.revealed"))
