"""Fields that imported files asked for, in the browser."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from shoumi.base.pages import tables
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.services import field_proposals
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
DATASET = Ref("dataset-1")


def shown(house, address, lang="zh"):
    return signed_in(house[people.DPO], lang=lang).get(address).content.decode()


@pytest.mark.parametrize(
    ("lang", "none", "decided"),
    [("zh", "还没有。", "已经决定的"), ("en", "None yet.", "Decided on")],
)
def test_what_waits_stands_first_and_what_was_decided_a_page_at_a_time(
    house, monkeypatch, lang, none, decided
):
    monkeypatch.setattr(tables, "PAGE", 1)
    kinds = ("QQ", "PLATE", "IMEI")
    with transaction.atomic():
        field_proposals.propose(frozenset(kinds), DATASET, house[people.DPO], house.at)
    said = shown(house, "/field-proposals", lang)
    assert [one in said for one in ("qq", "plate", "device_number", none)] == [True] * 4
    for one in FieldProposal.objects.exclude(code="qq"):
        address = f"/field-proposals/{one.ref}/do/field-refuse"
        sent = {"why": "用不着", "is_sure": "on"}
        assert signed_in(house[people.DPO]).post(address, sent).status_code == 303
    said = shown(house, "/field-proposals", lang)
    waits, _, rest = said.partition(decided)
    assert "qq" in waits
    assert [one in rest for one in ("plate", "device_number")].count(True) == 1
    after = re.search(r"after=(\d+)", rest)
    assert after, "the other one is on the next page"
    older = shown(house, f"/field-proposals?after={after[1]}", lang)
    assert "qq" in older
    assert [one in older for one in ("plate", "device_number")].count(True) == 1
