"""Files are mapped on a page and taken in as one act; until then nothing is stored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.deals import services as deals
from shoumi.base.deals.queries import parties
from shoumi.base.deals.services import NewSet
from shoumi.base.intake import child, pending_uploads
from shoumi.base.subjects.models import Subject
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_CSV = "姓名,手机号,暗号\n虚构甲,15400001111,芝麻\n虚构乙,15400002222,开门\n"


@pytest.fixture
def brought(house):
    """A visitor whose file waits, and the address where it does."""
    party = Ref(parties(house.deal)[0].ref)
    made = deals.add_dataset(
        deal=house.deal,
        dataset=NewSet("customers", "客户", party, party, Recipient.OTHER),
        actor=house.dpo,
        at=house.at,
    )
    visitor = signed_in(house.dpo)
    answer = visitor.post(
        f"/deals/{house.deal}/do/intake-bring",
        {"dataset": made.ref, "files": SimpleUploadedFile("客户.csv", _CSV.encode())},
        secure=True,
    )
    assert answer.status_code == 303, answer.content.decode()
    return visitor, answer.headers["Location"].partition("?")[0]


def test_what_waits_is_sealed_and_stores_nobody(brought):
    visitor, address = brought
    waiting = _waiting()
    assert len(waiting) == 1
    assert "虚构甲".encode() not in waiting[0].read_bytes()
    assert not Subject.objects.exists()
    assert visitor.get(address).status_code == 200


def test_an_unknown_column_is_told_with_its_place_and_settled_on_the_page(brought):
    visitor, address = brought
    text = _read(visitor, address)
    assert "还导入不了" in text
    assert "暗号" in text
    assert "虚构甲" not in text
    assert not Subject.objects.exists()
    choices = _settled(text)
    assert "可以导入" in _read(visitor, address, choices)
    asked = visitor.post(f"{address}/take-in", choices, secure=True)
    assert asked.status_code == 303, asked.content.decode()
    assert not Subject.objects.exists()
    worked()
    told = visitor.get(asked.headers["Location"]).content.decode()
    assert "新增 2 人，更新 0 人" in told
    assert Subject.objects.count() == 2
    assert visitor.get(address).status_code == 404


def test_a_file_is_parsed_once_however_often_it_is_read(brought, monkeypatch):
    visitor, address = brought
    parsed = []
    run = child._run
    monkeypatch.setattr(child, "_run", lambda *args: parsed.append(args[0]) or run(*args))
    choices = _settled(_read(visitor, address))
    assert "可以导入" in _read(visitor, address, choices)
    assert all("虚构甲".encode() not in path.read_bytes() for path in _waiting())
    visitor.post(f"{address}/take-in", choices, secure=True)
    worked()
    assert Subject.objects.count() == 2
    assert len(parsed) == 1


def test_more_than_may_be_kept_of_an_answer_is_read_again(brought, monkeypatch):
    visitor, address = brought
    monkeypatch.setattr(pending_uploads, "_MOST_ANSWERED_BYTES", 10)
    choices = _settled(_read(visitor, address))
    assert "可以导入" in _read(visitor, address, choices)


def test_what_has_errors_is_refused_whole(brought):
    visitor, address = brought
    asked = visitor.post(f"{address}/take-in", secure=True)
    worked()
    told = visitor.get(asked.headers["Location"]).content.decode()
    assert "导入被拒绝" in told
    assert "没有写入任何内容" in told
    assert not Subject.objects.exists()


def test_a_delivery_is_there_for_who_brought_it_and_nobody_else(house, brought):
    _, address = brought
    assert signed_in(house[people.CONSULTANT]).get(address).status_code == 404


def test_files_that_are_not_wanted_are_gone(brought):
    visitor, address = brought
    assert visitor.post(f"{address}/drop", secure=True).status_code == 303
    assert not _incoming()


def _read(visitor, address, choices=None):
    """The page after a worker has read the files."""
    assert visitor.post(address, choices or {}, secure=True).headers["Location"] == address
    worked()
    return visitor.get(address).content.decode()


def _settled(text: str) -> dict[str, str]:
    """The form as it stands, with the column nobody knows left out."""
    keys = re.findall(r'name="(key-\d+)"\s+value="([^"]*)"', text)
    told = {"columns": str(len(keys)), **dict(keys)}
    return told | {name.replace("key", "to"): "-" for name, key in keys if key.endswith("暗号")}


def _waiting() -> list[Path]:
    return [path for path in _incoming() if path.is_file()]


def _incoming() -> list[Path]:
    return list((Path(settings.SHOUMI_HOME) / "incoming").iterdir())
