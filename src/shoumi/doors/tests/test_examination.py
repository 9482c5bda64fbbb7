"""Everything stored is examined in the background; what is found shuts one person alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.attestations import controls, doors
from shoumi.base.gate import decisions, query_filter
from shoumi.base.jobs import server_time
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Health
from shoumi.base.row_authentication import review
from shoumi.base.subjects import examination, health, services, soundness
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.jobs import examine
from shoumi.base.subjects.models import Examination, Finding, Record, Subject
from shoumi.base.tests import authenticated
from shoumi.base.vault.models import SubjectKey
from shoumi.core.fields import FieldRule
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import DoorAct
from shoumi.core.terms import ControlState, DataGrade, LegalBasis
from shoumi.core.vault.suites import ALLOWED
from shoumi.doors.tests.house import person

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
CHECKS = (soundness.check_sealed, soundness.check_suites, soundness.check_keys)


@pytest.fixture
def found(house):
    return house.keep_many(6)


@pytest.fixture
def small(monkeypatch):
    """Slices of two, so that a pass takes several."""
    monkeypatch.setattr(examination, "SLICE", 2)


def bare(ref):
    assert Record.objects.filter(subject=ref).update(blob="虚构姓名 15400001001".encode())


def foreign(ref):
    for one in Record.objects.filter(subject=ref):
        blob = bytearray(one.blob)
        blob[1] = max(ALLOWED) + 1
        Record.objects.filter(pk=one.pk).update(blob=bytes(blob))


def keyless(ref):
    assert SubjectKey.objects.filter(subject=ref).update(is_erased=True)


def in_the_clear(ref):
    assert SubjectKey.objects.filter(subject=ref).update(wrapped=bytes(32))


def other_suite(ref):
    assert SubjectKey.objects.filter(subject=ref).update(suite=max(ALLOWED) + 1)


def said(house):
    return {one(house.at).state for one in CHECKS}


def test_a_sound_home_holds_and_says_how_far_it_was_looked_at(house, found, small):
    examination.whole()
    assert said(house) == {ControlState.PASS}
    row = Examination.objects.get()
    assert row.visited_last == Record.objects.count() + SubjectKey.objects.count()
    (line,) = health.findings()
    assert line.facts["of"] == row.visited_last


@pytest.mark.both(one_in=3)
@pytest.mark.parametrize("place", [0, 3, 5])
@pytest.mark.parametrize(
    ("spoil", "demand", "check"),
    [
        (bare, "1.4", soundness.check_sealed),
        (foreign, "3.1", soundness.check_suites),
        (other_suite, "3.1", soundness.check_suites),
        (keyless, "3.3", soundness.check_keys),
        (in_the_clear, "3.3", soundness.check_keys),
    ],
)
def test_one_bad_record_shuts_one_person(house, found, small, spoil, demand, check, place):
    task, bad = house.task(), found[place]
    spoil(bad)
    examination.whole()
    held = check(house.at)
    assert (held.state, held.subjects, held.deals) == (ControlState.FAIL, {bad}, frozenset())
    decision = decisions.ask(house.asked(task, bad))
    assert (decision.demands, {one.duty for one in decision.reasons}) == ((demand,), {demand})
    other = found[place - 1]
    assert decisions.ask(house.asked(task, other)).allowed
    each = decisions.ask_each(house.asked(task, None), found)
    assert each.refused() == [bad]
    assert each[bad] == decision
    everybody = Subject.objects.filter(deal=house.deal)
    listed = query_filter.allowed(house.asked(task, other), everybody)
    assert {one.ref for one in listed} == set(found) - {bad}
    doors.require(DoorAct.WRITE, DoorAct.IMPORT, deal=house.deal, at=house.at)
    told = {one["door"]: one for one in map(doors.as_data, doors.standings(house.at))}
    (line,) = [one for one in told["records"]["demands"] if one["id"] == demand]
    assert line["for"] == [bad]


def test_the_oldest_of_more_than_a_thousand_is_found(house):
    people = services.store(
        deal=house.deal,
        dataset=house.dataset,
        people=[person(n) for n in range(1_010)],
        actor=house.dpo,
        at=house.at,
    )
    examination.whole()
    oldest = Record.objects.order_by("id")[0].subject
    bare(oldest)
    authenticated.change(Examination.objects, begun_at=server_time.now() - timedelta(hours=2))
    examine.func()
    assert Finding.objects.get().subject == oldest
    assert len(people) == 1_010


def test_new_records_come_first(house, found, small):
    examination.whole()
    (new,) = house.keep_many(1)
    bare(new)
    examination.go_on()
    assert Finding.objects.get().subject == new


def test_what_is_mended_opens_at_once(house, found):
    blob = Record.objects.filter(subject=found[0]).values_list("pk", "blob")
    kept = dict(blob)
    bare(found[0])
    examination.whole()
    for pk, was in kept.items():
        Record.objects.filter(pk=pk).update(blob=bytes(was))
    examination.go_on()
    assert not Finding.objects.exists()
    assert said(house) == {ControlState.PASS}


def test_destroying_the_record_ends_the_finding(house, found):
    from shoumi.base.subjects.card import destroy

    bare(found[0])
    examination.whole()
    destroy([found[0]])
    assert said(house) == {ControlState.PASS}


def test_a_pass_that_does_not_end_in_time_is_stale(house, found):
    examination.whole()
    long_ago = server_time.now() - examination.WITHIN - timedelta(minutes=1)
    authenticated.change(Examination.objects, ended_at=long_ago)
    assert said(house) == {ControlState.STALE}
    controls.forget()
    refused = decisions.ask(house.asked(house.task(), found[0]))
    assert {"1.4", "3.1", "3.3"} <= set(refused.demands)
    assert Code.RECORDS_SHUT in {one.code for one in refused.reasons}
    examination.whole()
    controls.forget()
    assert said(house) == {ControlState.PASS}


@pytest.mark.parametrize(
    "forge",
    [
        lambda: Finding.objects.all().delete(),
        lambda: Finding.objects.update(subject="sub-somebody"),
        lambda: Examination.objects.update(ended_at=server_time.now() + timedelta(days=9)),
        lambda: Examination.objects.update(findings=examination.digest()[::-1]),
    ],
)
def test_findings_that_were_altered_shut_the_house_until_all_is_examined_again(house, found, forge):
    bare(found[0])
    examination.whole()
    forge()
    held = soundness.check_sealed(house.at)
    assert (held.state, held.reason) == (ControlState.FAIL, "subject.findings_altered")
    examination.whole()
    assert soundness.check_sealed(house.at).subjects == {found[0]}


def as_before(was):
    """The row of that moment stands there again, and nothing that was found since."""
    Finding.objects.all().delete()
    Examination.objects.all().delete()
    Examination(**was).save(force_insert=True)
    decisions.memory.forget()
    controls.forget()


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (bare, soundness.check_sealed),
        (foreign, soundness.check_suites),
        (keyless, soundness.check_keys),
    ],
)
def test_an_earlier_row_put_back_without_its_findings_shuts(house, found, spoil, check):
    task = house.task()
    examination.whole()
    was = Examination.objects.values().get()
    spoil(found[3])
    examination.whole()
    as_before(was)
    assert check(house.at).reason == "subject.findings_altered"
    assert not decisions.ask(house.asked(task, found[3])).allowed
    assert [one.state for one in health.findings()] == [Health.FAIL]
    (row,) = [one for one in review.review() if one.table == "subjects_examination"]
    assert row.altered == ["1"], row
    examination.go_on()
    assert check(house.at).state is not ControlState.PASS
    examination.whole()
    assert check(house.at).subjects == {found[3]}


def test_what_is_mended_and_found_again_is_no_earlier_row(house, found):
    kept = dict(Record.objects.filter(subject=found[0]).values_list("pk", "blob"))
    examination.whole()
    was = Examination.objects.values().get()
    bare(found[0])
    examination.whole()
    for pk, blob in kept.items():
        Record.objects.filter(pk=pk).update(blob=bytes(blob))
    examination.whole()
    assert said(house) == {ControlState.PASS}
    as_before(was)
    assert soundness.check_sealed(house.at).reason == "subject.findings_altered"


def test_the_ledger_has_how_many_were_found_and_nobodys_name(house, found):
    examination.whole()
    before = len(latest_entries.all_of([Tag.EXAMINED]))
    bare(found[0])
    bare(found[1])
    keyless(found[2])
    examination.whole()
    examination.whole()
    *rest, last = latest_entries.all_of([Tag.EXAMINED])
    assert len(rest) == before
    facts = reader.entry(last).line().facts
    assert facts == {"count": 3, "unsealed": 2, "suites": 0, "keys": 1}


def test_an_examination_that_was_taken_away_is_stale(house, found):
    examination.whole()
    Examination.objects.all().delete()
    assert said(house) == {ControlState.STALE}


def test_very_many_findings_are_no_matter_of_single_people(house, found, monkeypatch):
    monkeypatch.setattr(examination, "MOST", 3)
    for ref in found:
        bare(ref)
    examination.whole()
    held = soundness.check_sealed(house.at)
    assert (held.state, held.subjects) == (ControlState.FAIL, frozenset())
    assert Finding.objects.count() == 3


def test_biometrics_lie_apart_from_other_fields():
    def rule(code, grade):
        return FieldRule(code, code, code, grade, frozenset(), LegalBasis.CONSENT, 1, True)

    name, face = rule("name", DataGrade.L3), rule("face_template", DataGrade.L4)
    assert soundness.are_biometrics_apart({"name": name, "face_template": face})
    both = {"name": rule("name", DataGrade.L4), "face_template": face}
    assert not soundness.are_biometrics_apart(both)
    assert soundness.are_biometrics_apart({"surface": rule("surface", DataGrade.L4), "name": name})
