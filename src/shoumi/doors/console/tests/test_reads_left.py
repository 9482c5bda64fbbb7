"""The sheet of a customer says how many more may be looked at, and where to ask for more (1.5)."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.gate import reading_limits
from shoumi.base.gate.events import Tag
from shoumi.base.ledger import reader
from shoumi.doors.tests.house import person, values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
QUICK = {"HX-Request": "true"}


def test_at_the_limit_the_sheet_refuses_and_says_where_to_ask_for_more(house):
    kept = house.keep(person(0))
    task = house.task(fields=["name", "mobile"])
    visitor = signed_in(house.dpo)
    sheet = f"/customers/{kept[0]}?task={task}&field=name"
    limits = reading_limits.limits()
    assert f"还可逐个查看 {limits.in_window} 次" in visitor.get(sheet).content.decode()
    for _ in range(limits.in_window):
        address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
        assert visitor.post(address, headers=QUICK).status_code == 200
    text = visitor.get(sheet).content.decode()
    assert "逐个查看的客户太多" in text
    assert "申请再看" in text
    answer = visitor.post(address)
    assert answer.status_code == 403
    assert values(0)["mobile"] not in answer.content.decode()
    assert "/tasks/do/read-more" in visitor.get("/tasks").content.decode()
    assert visitor.get("/tasks/do/read-more").status_code == 200


def test_a_reveal_costs_the_same_however_often_somebody_looked(house, monkeypatch):
    kept = house.keep(person(0))
    # More often than one person may.
    most = reading_limits.limits()._replace(in_window=40)
    monkeypatch.setattr(reading_limits, "limits", lambda: most)
    task = house.task(fields=["name", "mobile"])
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile"
    visitor = signed_in(house.dpo)
    visitor.post(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            assert visitor.post(address).status_code == 200
        return len(told)

    first = asked()
    for _ in range(22):
        visitor.post(address)
    # The sheet and the gate count the reveals of who looks, and the reveal counts itself; whose
    # data rest, what that person asked for, what who looks has learned, and whether the working
    # group decided on the policy and its fields were looked at, is asked as well.
    assert asked() == first <= 90
    page = visitor.get(f"/customers/{kept[0]}").content.decode()
    shown = [int(place) for place in re.findall(r'href="/evidence/(\d+)"', page)]
    looked = [entry.position for entry in reader.entries(tag=Tag.REVEALED)]
    assert [place for place in shown if place in looked][-20:] == looked[:-21:-1]
