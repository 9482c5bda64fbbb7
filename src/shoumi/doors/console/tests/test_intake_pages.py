"""Files are mapped on a page and taken in as one act; until then nothing is stored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.deals.models import DataSet
from shoumi.base.intake import child, pending_uploads
from shoumi.base.intake.errors import OF_RECORDS
from shoumi.base.intake.messages.rows import MESSAGES
from shoumi.base.intake.models import Import, SetAsideRow
from shoumi.base.intake.problems import Decision, decisions_for
from shoumi.base.subjects.models import Subject
from shoumi.doors.console.intake_words import problem
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import datasets
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_CSV = "姓名,手机号,暗号\n虚构甲,15400001111,芝麻\n虚构乙,15400002222,开门\n"


@pytest.fixture
def brought(house):
    """A visitor whose file waits, and the address where it does."""
    made = datasets.customers(house)
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


_BAD = (
    "姓名,手机号,体脂率\n虚构甲,15400001111,1\n虚构乙,154,2\n虚构丙,15400003333,3\n"
    "虚构丁,155,4\n虚构戊\n"
)


def test_bad_rows_are_one_line_a_kind_and_wait_while_the_good_ones_come_in(house, brought):
    visitor, address = brought
    visitor.post(f"{address}/drop", secure=True)
    deal = house.deal
    answer = visitor.post(
        f"/deals/{deal}/do/intake-bring",
        {
            "dataset": DataSet.objects.get().ref,
            "files": SimpleUploadedFile("客户.csv", _BAD.encode()),
        },
        secure=True,
    )
    address = answer.headers["Location"].partition("?")[0]
    text = _read(visitor, address)
    assert "像健康信息" in text
    assert text.index("先对列") < text.index("行的账")
    # The shape of a cell, never the cell.
    assert "某某某" in text
    assert not any(one in text for one in ("虚构甲", "15400001111", "虚构丁"))
    assert len(re.findall(r"不是电话号码\s+· 手机号", text)) == 1
    left = _left_out(text, "体脂率")
    text = _read(visitor, address, left)
    assert [f"<b>{n}</b>" in text for n in (5, 2, 3, 0)] == [True] * 4
    chosen = left | {"decide-csv.ragged": "leave_out"}
    text = _read(visitor, address, chosen)
    assert re.search(r'value="leave_out"\s+checked', text)
    visitor.post(f"{address}/take-in", chosen, secure=True)
    worked()
    assert Subject.objects.filter(state="ACTIVE").count() == 2
    assert SetAsideRow.objects.count() == 2
    (own,) = Import.objects.all()
    assert (own.file_rows, own.taken_in, own.set_aside, own.left_out) == (5, 2, 2, 1)
    page = visitor.get(f"/deals/{deal}").content.decode()
    assert "文件 5 行 = 取进 2 + 搁置 2 + 舍去 1" in page
    assert "还有 2 行搁置着" in page


def test_files_that_were_left_are_found_again_on_the_deal_and_on_today_by_who_brought_them(
    house, brought
):
    visitor, address = brought
    for page in ("/", f"/deals/{house.deal}"):
        assert address in visitor.get(page).content.decode()
        other = signed_in(house[people.CONSULTANT]).get(page).content.decode()
        assert address not in other
    visitor.post(f"{address}/drop", secure=True)
    for page in ("/", f"/deals/{house.deal}"):
        assert address not in visitor.get(page).content.decode()


def test_every_kind_of_row_problem_has_its_words():
    kinds = {*OF_RECORDS, *(code for code in MESSAGES if code.startswith("row."))}
    for code in kinds:
        assert decisions_for(code)[0] is Decision.SET_ASIDE
        assert problem(code, "zh") != problem(code, "en")


def _left_out(text: str, heading: str) -> dict[str, str]:
    keys = re.findall(r'name="(key-\d+)"\s+value="([^"]*)"', text)
    told = {"columns": str(len(keys)), **dict(keys)}
    return told | {name.replace("key", "to"): "-" for name, key in keys if key.endswith(heading)}
