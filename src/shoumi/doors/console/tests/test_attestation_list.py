"""Several demands stated by one press: those that wait, all of them or none."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation
from shoumi.core.handbook import demand, demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.doors.console.attestation_list import due
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

FORM = "/attestations/do/attest-list"


def proof(content=b"minutes of the meeting"):
    return SimpleUploadedFile("minutes.txt", content)


def listed(text):
    """The demands that the form has a row for."""
    return list(dict.fromkeys(re.findall(r'name="([P\d.]+)-evidence"', text)))


@pytest.fixture
def waiting(house):
    """What the protection officer states and nobody has stated."""
    own = [one.id for one in demands() if one.accountable is Role.DPO]
    for one in Attestation.objects.filter(duty__in=own, revoked_at=None):
        services.revoke(attestation=Ref(one.ref), actor=house.dpo, at=house.at)
    found = [one.id for one in due(frozenset({Role.DPO}), house.at)]
    assert len(found) >= 3
    return found


def sends(house, rows, who=None, **more):
    given = {"statement": "in_place"}
    for duty in rows:
        given |= {f"{duty}-kind": demand(duty).evidence[0].value, f"{duty}-evidence": proof()}
    return signed_in(who or house.dpo).act(FORM, **given, **more)


@pytest.mark.both
def test_each_that_a_file_was_chosen_for_is_stated_and_no_other(house, waiting):
    answer = sends(house, waiting[:2])
    assert answer.status_code == 200
    assert [one.facts["kind"] for one in told("attestation.given")[-2:]] == [
        demand(duty).evidence[0].value for duty in waiting[:2]
    ]
    states = {duty: queries.holding(duty, None, clock.now()).state for duty in waiting}
    stated = [duty for duty, state in states.items() if state is ControlState.ATTESTED]
    assert stated == waiting[:2]


def test_the_form_lists_what_waits_for_the_reader_and_drops_what_is_stated(house, waiting):
    visitor = signed_in(house.dpo)
    assert listed(visitor.get(FORM).content.decode()) == waiting
    sends(house, waiting[:1])
    assert listed(visitor.get(FORM).content.decode()) == waiting[1:]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_statements_leads_there(house, waiting, lang):
    assert FORM in signed_in(house.dpo, lang=lang).get("/attestations").content.decode()


def test_where_one_is_refused_none_is_recorded_and_its_field_says_why(house, waiting):
    count = Attestation.objects.count()
    bad = {f"{waiting[1]}-evidence": proof(b"\0\1\2 nothing that anybody can read")}
    answer = sends(house, waiting[:1], **bad, **{f"{waiting[1]}-kind": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "这种文件不是" in text
    assert Attestation.objects.count() == count


def test_a_day_too_far_is_said_at_its_row_and_nothing_of_the_others_is_left(house, waiting):
    count, entries = Attestation.objects.count(), len(told("attestation.given"))
    answer = sends(house, waiting[:2], **{f"{waiting[1]}-until": "2090-01-01"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "field-error" in text[text.index(f'name="{waiting[1]}-until"') :]
    assert "field-error" not in text[: text.index(f'name="{waiting[1]}-until"')]
    assert Attestation.objects.count() == count
    assert len(told("attestation.given")) == entries


def test_a_row_that_is_begun_and_has_no_file_is_not_passed_over(house, waiting):
    """Between two whole ones it would be thought stated; a row left alone stops nothing."""
    count = Attestation.objects.count()
    half = {f"{waiting[1]}-until": "2026-12-31"}
    answer = sends(house, [waiting[0], waiting[2]], **half)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"{waiting[1]} 填了内容，没有选看过的文件" in text
    assert 'value="2026-12-31"' in text
    assert Attestation.objects.count() == count
    assert sends(house, [waiting[0], waiting[2]]).status_code == 200
    assert Attestation.objects.count() == count + 2


def test_without_a_file_nothing_is_stated(house, waiting):
    answer = sends(house, [])
    assert answer.status_code == 422
    assert "一个文件也没有选" in answer.content.decode()


def test_who_has_nothing_to_state_is_told_so_and_sees_no_row(house, waiting):
    sends(house, [one for one in waiting if not demand(one).names_persons])
    text = signed_in(house[people.MARKETING]).get(FORM).content.decode()
    assert not set(listed(text)) & set(waiting)


def test_with_nothing_left_the_form_says_so_and_no_page_leads_there(house, waiting):
    visitor = signed_in(house.dpo)
    named = [one for one in waiting if demand(one).names_persons]
    sends(house, waiting, **{f"{one}-persons": [house.dpo] for one in named})
    answer = visitor.get(FORM)
    assert "现在没有要你声明的要求" in answer.content.decode()
    assert FORM not in visitor.get("/attestations").content.decode()


def test_nobody_states_by_it_what_another_answers_for(house, waiting):
    count = Attestation.objects.count()
    answer = sends(house, waiting[:1], who=house[people.MARKETING])
    assert answer.status_code == 422
    assert Attestation.objects.count() == count
