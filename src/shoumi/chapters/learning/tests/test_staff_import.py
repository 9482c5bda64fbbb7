"""A list of staff is brought in: everybody enrolled at once, one broken row costs one row."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.models import Ask, Person
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.intake.errors import FileRefused
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import secrets
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.services import left_workbook, staff_import
from shoumi.chapters.learning.services.staff_errors import (
    CourseNotOpen,
    NoStaffTable,
    SeveralStaffTables,
    StaffListOver,
)
from shoumi.chapters.learning.staff_models import Enrolment, Placement, StaffImport
from shoumi.chapters.learning.tests.staff_workbook import cells, name, row, workbook
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.core.tests import portion

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def bring(academy, content, courses=(), actor=None):
    return staff_import.bring(
        content=content,
        courses=courses,
        actor=actor or academy.hr,
        at=academy.at,
        real_at=academy.at,
    )


def person_of(number):
    return Ref(Person.objects.get(name=name(number)).ref)


def faults(brought):
    return [(each.place, each.error.code) for one in brought.left for each in one.faults]


def test_a_long_list_is_registered_invited_placed_and_enrolled_in_one_go(academy):
    course = academy.course()
    before = Person.objects.count()
    every = 300 if portion.is_long() else 30  # seven seconds of CPU, of which a tenth is enough
    brought = bring(academy, workbook([row(number) for number in range(every)]))
    assert (brought.made.rows, brought.made.taken, brought.made.left) == (every, every, 0)
    assert Person.objects.count() - before == every
    assert Ask.objects.filter(requested_by=academy.hr).count() == every
    assert Enrolment.objects.count() == Placement.objects.count() == every
    assert len({one.link for one in brought.taken}) == every
    first = person_of(0)
    assert Placement.objects.get(person=first).department == "客服部"
    # No role is approved yet, and the course is there to be learned all the same.
    assert people.mine(first, academy.at) == [course]
    academy.read(course, first)
    assert academy.sit(course, person=first).passed


def test_one_broken_row_costs_that_row_named_by_cell_and_is_never_half_there(academy):
    academy.course()
    rows = [row(number) for number in range(6)]
    rows[1][0] = "=A2"
    rows[2][1] = "no address"
    rows[3][3] = "客服、船长"
    rows[4][2] = "张三 11010519491231002X"
    before = Person.objects.count()
    brought = bring(academy, workbook(rows))
    assert faults(brought) == [
        ("名单!A3", "learning.cell_unfit"),
        ("名单!B4", "outbox.address_unfit"),
        ("名单!D5", "people.no_such_role"),
        ("名单!C6", "learning.department_unfit"),
    ]
    assert Person.objects.count() - before == len(brought.taken) == 2
    assert Enrolment.objects.count() == Placement.objects.count() == 2
    assert [place for place, _ in brought.made.faults] == [
        "名单!A3",
        "名单!B4",
        "名单!D5",
        "名单!C6",
    ]


def test_what_fails_behind_the_row_itself_leaves_nothing_of_that_row(academy, monkeypatch):
    academy.course()
    place = staff_import.enrolments.place

    def breaks(department, person, actor, at):
        if Person.objects.get(ref=person).name == name(1):
            raise NotAuthentic(what="placement")
        return place(department, person, actor, at)

    monkeypatch.setattr(staff_import.enrolments, "place", breaks)
    brought = bring(academy, workbook([row(number) for number in range(3)]))
    assert faults(brought) == [("名单!A3", NotAuthentic.code)]
    assert not Person.objects.filter(name=name(1)).exists()
    assert Ask.objects.filter(requested_by=academy.hr).count() == 2


def test_set_aside_rows_go_out_with_the_reason_and_come_back_mended(academy):
    academy.course()
    rows = [row(number) for number in range(3)]
    rows[1][1] = "no address"
    brought = bring(academy, workbook(rows))
    content = left_workbook.content(brought.made, academy.hr, academy.at)
    head, bad = cells(content)
    assert head[:4] == ("姓名", "邮箱", "部门", "岗位")
    assert bad[:5] == (name(1), "no address", "市场部", "客服", "名单!B3")
    assert "邮" in bad[5]
    mended = [*bad]
    mended[1] = "p1@house.example"
    again = bring(academy, workbook([mended], head))
    assert (again.made.taken, again.made.left) == (1, 0)
    assert Person.objects.filter(name=name(1)).count() == 1


def test_the_same_list_twice_makes_nobody_twice(academy):
    academy.course()
    content = workbook([row(number) for number in range(3)])
    bring(academy, content)
    counts = Person.objects.count(), Ask.objects.count(), Enrolment.objects.count()
    again = bring(academy, content)
    assert [one.link for one in again.taken] == ["", "", ""]
    assert (Person.objects.count(), Ask.objects.count(), Enrolment.objects.count()) == counts


def test_who_moves_is_placed_anew(academy):
    academy.course()
    bring(academy, workbook([row(0)]))
    moved = row(0)
    moved[2] = "财务部"
    bring(academy, workbook([moved]))
    placed = Placement.objects.get()
    assert placed.department == "财务部"
    assert verification.require([placed])


def test_a_course_for_everybody_is_taken_by_whoever_has_no_role(academy):
    course = academy.course()
    bring(academy, workbook([[name(0), "", "", ""]]), [Ref(course.ref)])
    assert people.mine(person_of(0), academy.at) == [course]
    draft = academy.draft()
    with pytest.raises(CourseNotOpen):
        bring(academy, workbook([row(1)]), [Ref(draft.ref)])


def test_an_enrolment_put_in_by_hand_gives_no_course(academy):
    course = academy.course()
    bring(academy, workbook([row(0)]))
    Enrolment.objects.update(person=academy.supervisor)
    assert people.mine(academy.supervisor, academy.at) == []
    assert not people.is_theirs(course, academy.supervisor, academy.at)


def test_columns_stand_in_any_order_under_a_title_and_merged_cells_cost_their_rows(academy):
    academy.course()

    def merge(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "二〇二六年员工名单"
        sheet.merge_cells("B4:B5")

    rows = [[one[2], one[0], one[3], one[1]] for one in map(row, range(3))]
    brought = bring(academy, workbook(rows, ("部门", "姓名*", "岗位", "邮箱"), merge))
    assert [one.row.line for one in brought.taken] == [3]
    assert {place for place, _ in faults(brought)} == {"名单!B4", "名单!B5"}


def test_no_list_is_guessed(academy):
    with pytest.raises(NoStaffTable):
        bring(academy, workbook([row(0)], ("甲", "乙", "丙", "丁")))

    def second(sheet):
        other = sheet.parent.create_sheet("旧名单")
        other.append(["姓名"])

    with pytest.raises(SeveralStaffTables):
        bring(academy, workbook([row(0)], change=second))
    with pytest.raises(FileRefused):
        bring(academy, b"PK\x03\x04 no workbook")
    assert not StaffImport.objects.exists()


def test_only_personnel_and_the_protection_officer_bring_or_fetch_one(academy):
    content = workbook([[name(0), "no address", "", ""]])
    for person in (academy.chen, academy.legal, academy.head):
        with pytest.raises(NotPermitted):
            bring(academy, content, actor=person)
    brought = bring(academy, content)
    with pytest.raises(NotPermitted):
        left_workbook.content(brought.made, academy.chen, academy.at)
    assert left_workbook.content(brought.made, academy.officer, academy.at)


def test_rows_that_nobody_mended_are_destroyed_after_thirty_days(academy):
    made = bring(academy, workbook([[name(0), "no address", "", ""]])).made
    assert left_workbook.forget_due(academy.go(days=29)) == 0
    assert left_workbook.forget_due(academy.go(days=2)) == 1
    assert not secrets.existing([Ref(made.ref)])
    with pytest.raises(StaffListOver):
        left_workbook.content(made, academy.hr, academy.at)


def test_whoever_is_in_the_list_holds_no_role_before_another_approves(academy):
    academy.course()
    bring(academy, workbook([row(1)]))
    assert academy.judged(person_of(1)) is None
    assert Ask.objects.get(person=person_of(1)).role == Role.CS
