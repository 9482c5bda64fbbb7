"""A list of staff by page and by command: what was taken, which cell to mend, the way back."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.accounts.models import Person
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.learning.commands import course
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.chapters.learning.tests.pages.test_learning_pages import sees
from shoumi.chapters.learning.tests.staff_workbook import cells, name, row, workbook
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ADDRESS = "/courses/do/course-bring-staff"


def content():
    rows = [row(number) for number in range(4)]
    rows[2][1] = "no address"
    return workbook(rows)


def brings(client):
    file = SimpleUploadedFile("名单.xlsx", content())
    return client.post(ADDRESS, {"file": file}, secure=True)


def test_personnel_brings_it_and_fetches_the_rows_to_mend(house):
    client = signed_in(house[people.PERSONNEL])
    assert ADDRESS in sees(house[people.PERSONNEL], "/courses")
    shown = brings(client).content.decode()
    assert "办了 3 行，放下 1 行" in shown
    assert "名单!B4" in shown
    assert shown.count("/enter/") == 3
    assert name(0) in shown
    made = StaffImport.objects.get()
    href = f"/courses/staff-lists/{made.ref}"
    listed = sees(house[people.PERSONNEL], "/courses/staff-lists", "en")
    assert href in listed
    assert "/enter/" not in listed
    left = cells(client.get(href, secure=True).content)
    assert left[1][:2] == (name(2), "no address")


def test_nobody_else_sees_the_lists_or_a_row(house):
    brings(signed_in(house[people.PERSONNEL]))
    made = StaffImport.objects.get()
    for person in (house[people.SERVICE], house.legal):
        client = signed_in(person)
        for path in ("/courses/staff-lists", f"/courses/staff-lists/{made.ref}"):
            assert client.get(path, secure=True).status_code in (403, 404), path
        assert brings(client).status_code in (403, 404)
    assert StaffImport.objects.count() == 1


def test_the_command_says_which_cell_and_exits_one(house, tmp_path, monkeypatch):
    believe(monkeypatch)
    file = tmp_path / "staff.xlsx"
    file.write_bytes(content())
    words = ["bring-staff", "--file", str(file), "--as", str(house[people.PERSONNEL])]
    told = CliRunner().invoke(course, words, catch_exceptions=False)
    assert told.exit_code == 1
    assert "名单!B4" in told.output
    before = Person.objects.count()
    again = CliRunner().invoke(course, [*words, "--json"], catch_exceptions=False)
    said = json.loads(again.stdout)
    assert (said["taken"], said["left"]) == (3, 1)
    assert [one["link"] for one in said["people"]] == [None] * 3
    assert said["faults"] == [{"place": "名单!B4", "code": "outbox.address_unfit"}]
    assert Person.objects.count() == before
