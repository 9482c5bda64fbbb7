"""A data set's page: its notice at collection handed in, read and judged there."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.tests.handed_in import TEXT, filed
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.datasets import customers
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def paper():
    return SimpleUploadedFile("notice.txt", TEXT.encode())


def named(house, **more):
    """The data set, named by the consultant's form."""
    party = deals.parties(house.deal)[0].ref
    given = {
        "code": "customers",
        "name": "客户档案",
        "handler": party,
        "recipient": party,
        "recipient_kind": "other",
    }
    address = f"/deals/{house.deal}/do/deal-dataset"
    return signed_in(house[people.CONSULTANT]).act(address, **given, **more)


def words(answer):
    return answer.content.decode()


def test_it_is_handed_in_where_the_set_is_named_and_judged_by_legal(house):
    answer = named(house, notice=paper(), used_from="2021-11-01", shown="form")
    assert "收集时的告知还没有人判断写了什么" in words(answer)
    one, notice = DataSet.objects.get(), CollectionNotice.objects.get()
    legal = signed_in(house[people.LEGAL])
    page = words(legal.get(f"/datasets/{one.ref}", secure=True))
    assert "登记表、申请表" in page
    assert notice.sha256 in page
    file = legal.get(f"/collection-notices/{notice.ref}/file", secure=True)
    assert file.content == TEXT.encode()
    assert file["Content-Disposition"] == f'attachment; filename="{notice.ref}.txt"'
    said = {"purposes": "whole", "categories": "whole", "handing_on": "not"}
    address = f"/datasets/{one.ref}/do/dataset-judge"
    refused = legal.act(address, notice=notice.ref, **said)
    assert refused.status_code == 422
    assert "没有写全的，要写明缺什么" in words(refused)
    answer = legal.act(address, notice=notice.ref, **said, missing="没有写公司会转让")
    assert "目的和种类都告知了" in words(answer)
    assert "没有写公司会转让" in words(answer)


@pytest.mark.parametrize(
    "half",
    [
        {"used_from": "2021-11-01", "shown": "form"},
        {"no_notice": "never", "shown": "form"},
        {"notice": True, "shown": "form"},
        {"notice": True, "used_from": "2021-11-01", "shown": "form", "no_notice": "lost"},
    ],
)
def test_half_a_notice_names_no_set(house, half):
    if "notice" in half:
        half = half | {"notice": paper()}
    answer = named(house, **half)
    assert answer.status_code == 422
    assert "收集时的告知没有填全" in words(answer)
    assert not DataSet.objects.exists()


def test_a_set_is_named_without_one_or_with_the_reason_why_there_is_none(house):
    assert "数据集没有归档收集时的告知" in words(named(house))
    one = DataSet.objects.get()
    consultant = signed_in(house[people.CONSULTANT])
    answer = consultant.act(f"/datasets/{one.ref}/do/dataset-no-notice", no_notice="elsewhere")
    assert "数据集是没有告知就收集的" in words(answer)
    assert "数据是从别处取得的" in words(answer)


def test_a_stranger_and_a_side_see_no_set_and_open_no_notice(house):
    made = customers(house)
    notice = CollectionNotice.objects.get()
    buyer = signed_in(house.buyer)
    for address in (f"/datasets/{made.ref}", f"/collection-notices/{notice.ref}/file"):
        assert buyer.get(address, secure=True).status_code in (403, 404)


def test_what_was_handed_in_before_stays_to_be_seen(house):
    made = customers(house)
    filed(made, actor=house.dpo, at=house.at, text=f"{TEXT}第二版。")
    page = words(signed_in(house.dpo).get(f"/datasets/{made.ref}", secure=True))
    digests = CollectionNotice.objects.values_list("sha256", flat=True)
    assert len(digests) == 2
    assert all(digest in page for digest in digests)
