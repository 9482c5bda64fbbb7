"""Where the model of names is missing, the page of a room's paper and its form say so."""

from __future__ import annotations

import pytest

from shoumi.base.intake import name_model
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.mark.parametrize("is_there", [True, False])
def test_it_is_said_where_names_were_not_looked_for(house, monkeypatch, is_there):
    house.agree()
    house.assess()
    room = opened(house, ROWS, "家政服务框架合同")
    monkeypatch.setattr(name_model, "is_installed", lambda: is_there)
    zh, en = signed_in(house.dpo), signed_in(house.dpo, lang="en")
    paper = f"/rooms/{room.ref}/papers/3.1"
    assert ("没有找正文里的姓名" in zh.get(paper).content.decode()) is not is_there
    assert ("not names in running text" in en.get(paper).content.decode()) is not is_there
    form = zh.get(f"/rooms/{room.ref}/do/room-paper").content.decode()
    assert ("本机没有姓名模型" in form) is not is_there
