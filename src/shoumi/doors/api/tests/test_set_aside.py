"""Rows that wait, over the API: counted, out as a workbook through the gate, back once."""

from __future__ import annotations

import base64
import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.api_tokens.models import Answer
from shoumi.base.intake.models import RowState, SetAsideRow
from shoumi.base.subjects.models import Subject
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose
from shoumi.doors.api.tests.programs import AT, program
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.office import ANNA, BERT, CHEN, Office

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

BAD = {**CHEN, "birth_on": "1990-02-30"}
FIELDS = ["name", "mobile", "birth_on", "service_type", "bank_account", "id_number"]


@pytest.fixture
def aside(house, tmp_path):
    office = Office(house, tmp_path)
    path = office.write(ANNA, BAD, BERT)
    office.take_in(office.plan(path), path)
    return house


def answer(house, address, caller=None):
    return json.loads((caller or program(house.dpo)).get(f"{AT}{address}").content)


def taken_out(house, *, task, key="key-of-rows", who=None, dataset=None):
    body = {"dataset": dataset or house.dataset, "task": task}
    return program(who or house.dpo).post(
        f"{AT}/deals/{house.deal}/set-aside/take-out",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key, "Accept-Language": "zh"},
    )


def exporting(house, **more):
    house.assess()
    return house.task(purpose=Purpose.INVENTORY, fields=FIELDS, acts=[Act.EXPORT], **more)


def test_imports_and_what_waits_are_counted(aside):
    (one,) = answer(aside, f"/deals/{aside.deal}/imports")["items"]
    assert (one["file_rows"], one["taken_in"], one["set_aside"], one["left_out"]) == (3, 2, 1, 0)
    found = answer(aside, f"/deals/{aside.deal}/set-aside")
    (waits,) = [one for one in found["datasets"] if one["dataset"] == aside.dataset]
    assert waits["rows"] == 1
    assert waits["kinds"] == [{"code": "row.bad_date", "field": "birth_on", "count": 1}]


def test_rows_go_out_as_a_workbook_and_come_back_mended_once(aside, monkeypatch):
    monkeypatch.setattr("shoumi.base.clock.is_demo", lambda: True)
    monkeypatch.setattr("shoumi.base.clock.now", lambda: aside.at)
    made = taken_out(aside, task=exporting(aside))
    assert made.status_code == 200, made.content.decode()
    # No value is kept for another try.
    assert bytes(Answer.objects.get().body) == b""
    book = openpyxl.load_workbook(
        io.BytesIO(base64.b64decode(json.loads(made.content)["workbook"]))
    )
    (sheet,) = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    at = heads.index("出生日期") + 1
    assert sheet.cell(2, at).value == "1990-02-30"
    assert "不是有效的日期" in sheet.cell(2, at + 1).value
    sheet.cell(2, at).value = "1990-02-28"
    mended = io.BytesIO()
    book.save(mended)
    for key, status in (("key-of-back", 201), ("key-of-again", 422)):
        file = SimpleUploadedFile("改好.xlsx", mended.getvalue())
        body = {"dataset": aside.dataset, "files": file}
        headers = {"Idempotency-Key": key}
        aside.assess()
        back = program(aside.dpo).post(f"{AT}/deals/{aside.deal}/intake", body, headers=headers)
        assert back.status_code == status, back.content.decode()
        if status == 201:
            assert json.loads(back.content)["returned"] == 1
    assert SetAsideRow.objects.get().state == RowState.RETURNED
    assert Subject.objects.filter(dataset=aside.dataset, state="ACTIVE").count() == 3


def test_without_a_task_to_export_no_row_leaves(aside):
    aside.assess()
    task = aside.task(purpose=Purpose.INVENTORY, fields=FIELDS, acts=[Act.REVEAL])
    told(taken_out(aside, task=task), 403, "gate.closed")


def test_a_role_that_may_not_and_a_set_of_another_deal_are_refused(aside):
    task = exporting(aside)
    who = aside[people.MARKETING]
    told(taken_out(aside, task=task, who=who), 403, "accounts.not_permitted")
    other = aside.dataset[:-4] + "0000"
    told(taken_out(aside, task=task, dataset=other), 404, "intake.no_such_data_set")
