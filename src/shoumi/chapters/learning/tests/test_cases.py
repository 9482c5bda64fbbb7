"""Own incidents become cases by themselves; another than who told one sees that nobody is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.registry.incident_desk import OwnIncident
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import health
from shoumi.chapters.learning.case_models import Case, CaseClearance, CaseSource
from shoumi.chapters.learning.queries import cases as queries
from shoumi.chapters.learning.services import cases, errors
from shoumi.chapters.learning.services.case_errors import AlreadyCleared, NotTold, PersonNamed
from shoumi.chapters.learning.tests.academy import DAY
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


class Desk:
    """Keeps incidents, as the app that does so tells of them."""

    def __init__(self):
        self.incidents = []

    def own(self, since):
        return [one for one in self.incidents if one.found_at >= since]


@pytest.fixture
def desk(monkeypatch):
    found = Desk()
    monkeypatch.setattr(queries, "incident_desk", lambda: found)
    return found


@pytest.fixture
def teaching(academy):
    academy.course(begins_at=academy.at)
    return academy


def happened(academy, number=1):
    return OwnIncident(Ref.new("breach"), f"INC-{number}", academy.at)


def test_an_incident_is_owed_as_a_case_though_nobody_noted_it(teaching, desk):
    desk.incidents.append(happened(teaching))
    assert teaching.state("14.2") == ("PASS", "")
    teaching.at = teaching.check("14.2").turns
    assert teaching.at - desk.incidents[0].found_at > 30 * DAY
    assert teaching.state("14.2") == ("FAIL", "learning.case_overdue")


def test_each_incident_becomes_one_case_however_often_the_hour_strikes(teaching, desk):
    desk.incidents += [happened(teaching, 1), happened(teaching, 2)]
    assert cases.raise_from_incidents(teaching.at) == 2
    assert cases.raise_from_incidents(teaching.at) == 0
    assert {one.incident for one in CaseSource.objects.all()} == {
        str(one.ref) for one in desk.incidents
    }
    assert set(Case.objects.values_list("happened_on", flat=True)) == {day_in_china(teaching.at)}
    made = Case.objects.order_by("id")[0]
    teaching.at = teaching.check("14.2").turns
    assert teaching.state("14.2") == ("FAIL", "learning.case_overdue")
    for one in Case.objects.order_by("id"):
        teaching.tell(one)
        teaching.clear(one)
    assert teaching.state("14.2") == ("PASS", "")
    Case.objects.filter(pk=made.pk).update(text_zh="改过")
    assert teaching.state("14.2") == ("FAIL", NotAuthentic.code)


def test_what_happened_before_the_house_began_to_teach_is_not_owed(teaching, desk):
    early = happened(teaching)
    desk.incidents.append(OwnIncident(early.ref, "INC-0", teaching.at - timedelta(days=90)))
    assert cases.raise_from_incidents(teaching.at) == 0
    assert teaching.state("14.2") == ("PASS", "")


def test_a_case_in_which_a_scan_or_a_name_of_the_house_finds_somebody_is_not_told(teaching):
    made = teaching.note()
    for text, error in (
        (("误发给 13800138000", "sent to 13800138000"), errors.PersonalDataInText),
        (("陈示例误发了名单", "A list was sent"), PersonNamed),
    ):
        with pytest.raises(error):
            teaching.tell(made, text=text)
    teaching.tell(made, text=("一名员工误发了名单", "Somebody sent a list by mistake"))


@pytest.mark.parametrize(
    ("name", "words", "is_named"),
    [
        ("陈示例", "陈 示例误发了名单", True),
        ("Wang Wu", "WANG  WU sent a list", True),
        ("Wang Wu", "名单由Wang Wu误发", True),
        ("Ian", "A guardian was told", False),
        ("Li Na", "Li national", False),
        ("李", "行李", False),
    ],
)
def test_a_name_is_known_however_it_is_written_and_not_in_other_words(
    teaching, name, words, is_named
):
    made = teaching.note()
    teaching.house.enrol(name, at=teaching.at)
    if is_named:
        with pytest.raises(PersonNamed):
            teaching.tell(made, text=("有人", words))
    else:
        teaching.tell(made, text=("有人", words))


def test_nobody_else_reads_a_case_by_a_clearance_put_in_by_hand_or_of_another_text(teaching):
    made = teaching.note()
    teaching.tell(made)
    told = {"case": made.ref, "cleared_by": teaching.legal, "cleared_at": teaching.at}
    text = queries.text_digest(Case.objects.get())
    CaseClearance.objects.create(
        ref="cleared-by-hand", text_sha256=text, entry_position=1, mac=b"m" * 32, **told
    )
    assert not queries.readable().exists()
    CaseClearance.objects.all().delete()
    teaching.clear(made)
    assert queries.readable().exists()
    Case.objects.update(text_zh="改过")
    assert not queries.readable().exists()


def test_a_case_counts_once_another_person_recognised_nobody(teaching):
    made = teaching.note()
    with pytest.raises(NotTold):
        teaching.clear(made)
    teaching.tell(made)
    with pytest.raises(errors.OwnDraft):
        teaching.clear(made, actor=teaching.officer)
    assert teaching.state("14.2") == ("PASS", "")
    assert not queries.readable().exists()
    teaching.clear(made)
    assert [one.ref for one in queries.readable()] == [made.ref]
    with pytest.raises(AlreadyCleared):
        teaching.clear(made)
    assert teaching.state("14.2") == ("PASS", "")
    CaseClearance.objects.all().delete()
    assert teaching.state("14.2") == ("FAIL", NotAuthentic.code)


def test_a_case_that_no_other_read_in_time_fails_once_the_house_has_cases_read(teaching):
    first, second = teaching.note(), teaching.note()
    for one in (first, second):
        teaching.tell(one)
    teaching.clear(first)
    teaching.at = teaching.check("14.2").turns
    assert teaching.state("14.2") == ("FAIL", "learning.case_unread")
    teaching.clear(second)
    assert teaching.state("14.2") == ("PASS", "")


def test_a_case_in_which_somebody_is_known_goes_back_and_its_text_goes(teaching):
    made = teaching.note()
    teaching.tell(made)
    cases.give_back(case=Ref(made.ref), actor=teaching.legal, at=teaching.at)
    left = Case.objects.get()
    assert (left.title_zh, left.text_zh, left.text_en, left.told_at) == ("", "", "", None)
    teaching.at = teaching.check("14.2").turns
    assert teaching.state("14.2") == ("FAIL", "learning.case_overdue")
    teaching.tell(left)
    teaching.clear(left)
    assert teaching.state("14.2") == ("PASS", "")


def test_rows_agree_with_the_ledger(teaching, desk):
    desk.incidents.append(happened(teaching))
    cases.raise_from_incidents(teaching.at)
    made = Case.objects.get()
    teaching.tell(made)
    teaching.clear(made)
    for table in (Case, CaseSource, CaseClearance):
        [guard] = [one for one in health.guarded if one.table is table]
        assert None not in guard.agreed(list(table.objects.all()))
