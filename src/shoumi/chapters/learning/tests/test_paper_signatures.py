"""Signatures on paper are entered by the teacher afterwards, and count as those by the code."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.documents import store
from shoumi.base.documents.errors import NotAPaper
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import health, queries
from shoumi.chapters.learning.file_models import SheetConfirmation, SignedSheet
from shoumi.chapters.learning.models import Attendance, Certificate, Session
from shoumi.chapters.learning.queries import people, sheet_entries
from shoumi.chapters.learning.services import certificates, paper_signatures
from shoumi.chapters.learning.services.errors import NotTheTeacher
from shoumi.chapters.learning.services.sheet_errors import (
    NobodyEntered,
    NothingToConfirm,
    NotOverYet,
    SheetLate,
    TeacherOnSheet,
)
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
SHEET = b"%PDF-1.7 a sheet with names"


def enter(academy, session, *persons, actor=None, sheet=SHEET):
    return paper_signatures.enter(
        session=Ref(session.ref),
        persons=persons,
        sheet=sheet,
        actor=actor or academy.legal,
        at=academy.at,
    )


@pytest.fixture
def held(academy):
    """A session that is over; Chen has read and passed."""
    academy.of = academy.course()
    academy.read(academy.of)
    academy.sit(academy.of)
    made = academy.session(academy.of)
    academy.go(hours=3)
    return made


def confirm(academy, session, person=None):
    return paper_signatures.confirm(
        session=Ref(session.ref), actor=person or academy.chen, at=academy.at
    )


def test_who_stands_on_the_sheet_confirms_it_and_is_certified(academy, held):
    kept = enter(academy, held, academy.chen, academy.qian)
    assert people.attended(academy.chen, academy.at) is None
    assert not Certificate.objects.exists()
    confirm(academy, held)
    assert people.attended(academy.qian, academy.at) is None
    assert people.attended(academy.chen, academy.at).signed_at == held.begins_at
    assert [one.person for one in Certificate.objects.all()] == [academy.chen]
    assert store.get(Ref(kept.document)) == SHEET
    assert kept.content_sha256 == hashlib.sha256(SHEET).hexdigest()
    academy.go(days=31)
    assert academy.check("19.2").state.value == "PASS"


def test_nobody_confirms_for_another_nor_twice_nor_what_a_code_proved(academy, held):
    with pytest.raises(NothingToConfirm):
        confirm(academy, held)
    enter(academy, held, academy.qian)
    for person in (academy.chen, academy.legal, academy.hr):
        with pytest.raises(NothingToConfirm):
            confirm(academy, held, person)
    confirm(academy, held, academy.qian)
    with pytest.raises(NothingToConfirm):
        confirm(academy, held, academy.qian)
    coming = academy.session(academy.of)
    academy.attend(coming)
    with pytest.raises(NothingToConfirm):
        confirm(academy, coming)


def test_what_waits_for_ones_own_yes_stands_in_the_list_of_work(academy, held):
    enter(academy, held, academy.chen)
    [(session, _)] = sheet_entries.waiting(academy.chen, academy.at)
    assert session.ref == held.ref
    assert sheet_entries.waiting(academy.qian, academy.at) == []
    confirm(academy, held)
    assert sheet_entries.waiting(academy.chen, academy.at) == []


def test_more_sheets_take_no_more_statements(academy, held):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert sheet_entries.waiting(academy.chen, academy.at)
        return len(seen)

    enter(academy, held, academy.chen, academy.qian)
    before = statements()
    for _ in range(3):
        other = academy.session(academy.of)
        academy.go(hours=3)
        enter(academy, other, academy.chen, academy.qian)
    assert len(sheet_entries.waiting(academy.chen, academy.at)) == 4
    assert statements() == before


def test_a_certificate_that_an_older_version_gave_without_that_yes_holds_in_part(
    academy, held, monkeypatch
):
    enter(academy, held, academy.chen)
    with monkeypatch.context() as older:
        older.setattr(sheet_entries, "counted", list)
        assert len(certificates.issue_all_earned(academy.chen, academy.at)) == 1
    academy.go(days=31)
    assert academy.state("19.2") == ("PARTIAL", "learning.missing_19_2")
    assert academy.check("19.2").turns <= Certificate.objects.get().until
    confirm(academy, held)
    assert academy.state("19.2") == ("PASS", "")
    SheetConfirmation.objects.all().delete()
    assert academy.state("19.2") == ("FAIL", NotAuthentic.code)


def test_it_is_entered_by_the_teacher_alone_after_the_session_and_within_two_weeks(academy, held):
    for person in (academy.hr, academy.chen, academy.officer):
        with pytest.raises(NotTheTeacher):
            enter(academy, held, academy.qian, actor=person)
    coming = academy.session(academy.of)
    with pytest.raises(NotOverYet):
        enter(academy, coming, academy.chen)
    academy.go(days=14)
    with pytest.raises(SheetLate):
        enter(academy, held, academy.chen)
    assert not Attendance.objects.exists()


def test_the_teacher_stands_on_no_sheet_of_her_own_and_nobody_is_there_twice(academy, held):
    with pytest.raises(TeacherOnSheet):
        enter(academy, held, academy.chen, academy.legal)
    enter(academy, held, academy.chen)
    with pytest.raises(NobodyEntered):
        enter(academy, held, academy.chen)
    enter(academy, held, academy.chen, academy.qian)
    assert Attendance.objects.count() == 2


def test_what_is_no_scan_is_not_kept(academy, held):
    with pytest.raises(NotAPaper):
        enter(academy, held, academy.chen, sheet=b"names")
    assert not SignedSheet.objects.exists()


def test_the_demand_fails_once_an_entry_is_forged(academy, held):
    enter(academy, held, academy.chen)
    academy.go(days=31)
    assert academy.check("19.2").state.value == "PASS"
    Attendance.objects.update(person=academy.qian)
    assert academy.check("19.2").state.value == "FAIL"
    with pytest.raises(NotAuthentic):
        queries.every(Attendance)


def test_rows_agree_with_the_ledger_until_one_is_edited(academy, held):
    enter(academy, held, academy.chen)
    for table in (SignedSheet, Attendance, Session):
        [guard] = [one for one in health.guarded if one.table is table]
        rows = list(table.objects.all())
        assert None not in guard.agreed(rows)
    [guard] = [one for one in health.guarded if one.table is SignedSheet]
    rows[0] = SignedSheet.objects.get()
    rows[0].content_sha256 = "0" * 64
    assert guard.agreed(rows[:1]) == [None]
