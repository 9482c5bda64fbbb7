"""Files over the API: a report without a value, then everybody or nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.api_tokens.models import Answer
from shoumi.base.deals.models import MilestoneState
from shoumi.base.intake.models import Upload
from shoumi.base.subjects.models import Subject
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage
from shoumi.doors.api.tests.programs import AT, program
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.console.tests.test_intake_pages import _CSV
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.datasets import customers
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web import uploads

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def dataset(house):
    return customers(house).ref


def sent(caller, address, dataset, *, key="key-of-files", **more):
    file = SimpleUploadedFile("客户.csv", _CSV.encode())
    body = {"dataset": dataset, "files": file, **more}
    return caller.post(f"{AT}{address}", body, headers={"Idempotency-Key": key})


def settled(report):
    return [f"{one['sheet']}!{one['heading']}=-" for one in report["columns"] if not one["field"]]


def test_a_report_says_what_each_column_is_and_what_stands_in_the_way(house, dataset):
    answer = sent(program(house.dpo), f"/deals/{house.deal}/intake/report", dataset)
    assert answer.status_code == 200, answer.content.decode()
    found = json.loads(answer.content)
    assert settled(found)
    assert all(one["title"] for one in found["errors"])
    assert found["errors"]
    assert "虚构甲" not in answer.content.decode()
    assert not Subject.objects.exists()
    assert bytes(Answer.objects.get().body) == b""


def test_with_troubles_nobody_is_taken_in_and_without_everybody_once(house, dataset):
    caller, address = program(house.dpo), f"/deals/{house.deal}/intake"
    found = json.loads(sent(caller, f"{address}/report", dataset).content)
    told(sent(caller, address, dataset, key="key-of-first"), 422, "intake.refused")
    assert not Subject.objects.exists()
    for _ in range(2):
        done = sent(caller, address, dataset, key="key-of-second", mapped=settled(found))
        assert done.status_code == 201, done.content.decode()
        assert json.loads(done.content)["new"] == 2
    assert done.headers["Idempotency-Replayed"] == "true"
    assert Subject.objects.count() == 2
    assert list((Path(settings.SHOUMI_HOME) / "incoming").iterdir()) == []


def test_another_file_under_the_same_key_is_refused(house, dataset):
    caller, address = program(house.dpo), f"/deals/{house.deal}/intake/report"
    assert sent(caller, address, dataset).status_code == 200
    other = SimpleUploadedFile("客户.csv", _CSV.encode()[:-1])
    body = {"dataset": dataset, "files": other}
    answer = caller.post(f"{AT}{address}", body, headers={"Idempotency-Key": "key-of-files"})
    told(answer, 422, "call.key_reused")


def test_more_fields_than_any_form_has_are_too_large(house, dataset):
    many = {f"field-{number}": "" for number in range(600)}
    answer = sent(program(house.dpo), f"/deals/{house.deal}/intake/report", dataset, **many)
    told(answer, 413, "api.too_large")


def test_a_set_of_another_deal_and_a_role_that_may_not_are_refused(house, dataset):
    other = house.new_deal()
    answer = sent(program(house.dpo), f"/deals/{other}/intake/report", dataset)
    told(answer, 404, "intake.no_such_data_set")
    caller = program(house[people.MARKETING])
    answer = sent(caller, f"/deals/{house.deal}/intake", dataset)
    told(answer, 403, "accounts.not_permitted")


def test_more_than_is_read_at_once_is_refused_and_not_read_in_part(house, dataset, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 20)
    answer = sent(program(house.dpo), f"/deals/{house.deal}/intake/report", dataset)
    told(answer, 413, "api.too_large")
    assert not Answer.objects.exists()


def test_what_becomes_of_a_kind_of_problem_is_said_and_the_rows_add_up(house, dataset):
    caller, address = program(house.dpo), f"/deals/{house.deal}/intake"
    found = json.loads(sent(caller, f"{address}/report", dataset).content)
    more = {"mapped": settled(found), "decided": ["row.not_a_mobile=leave_out"]}
    broken = _CSV.replace("\n", "\n", 1) + _CSV.split("\n")[1].replace("154", "9", 1) + "\n"
    file = SimpleUploadedFile("客户.csv", broken.encode())
    body = {"dataset": dataset, "files": file, **more}
    done = caller.post(f"{AT}{address}", body, headers={"Idempotency-Key": "key-of-third"})
    assert done.status_code == 201, done.content.decode()
    told_ = json.loads(done.content)
    assert told_["file_rows"] == told_["taken_in"] + told_["set_aside"] + told_["left_out"] == 3


@pytest.mark.parametrize("end", ["/report", ""])
def test_no_file_is_kept_before_the_inventory_is_open(house, dataset, end):
    """Nor read: it is full of people."""
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.INVENTORY)
    authenticated.change(rows, state=Standing.WAITING, opened_at=None)
    answer = sent(program(house.dpo), f"/deals/{house.deal}/intake{end}", dataset)
    told(answer, 409, "deal.stage_not_open")
    file = SimpleUploadedFile("客户.csv", _CSV.encode())
    address = f"/deals/{house.deal}/do/intake-bring"
    page = signed_in(house.dpo).post(address, {"dataset": dataset, "files": [file]}, secure=True)
    assert page.status_code == 422
    assert not Upload.objects.exists()
