"""Who has not learned enough lists nobody, on no way in, and is led to what is to be learned."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base import clock
from shoumi.base.attestations.staff_qualification import NotQualified
from shoumi.base.subjects.models import Subject
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.learning.queries import people as known
from shoumi.doors.cli import subject
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import trained
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def course(house):
    """Asked for since a minute ago; customer service has no certificate, the officer has."""
    at = clock.now()
    house.keep_many(2)
    made = trained.teach(house[people.PERSONNEL], house.legal, at + timedelta(days=10), at)
    trained.certify(made, [house.dpo], house.legal, house[people.PERSONNEL], at)
    with time_machine.travel(at + timedelta(days=10, minutes=1)):
        yield made


def looks(house, person, path, lang="zh"):
    answer = signed_in(person, lang=lang).get(path, secure=True)
    return answer.content.decode()


def listed(house, *by):
    return CliRunner().invoke(subject.command, ["list", house.deal, "--json", *by])


def test_the_list_of_customers_leads_to_the_course(house, course):
    path = f"/customers?deal={house.deal}"
    shown = looks(house, house[people.SERVICE], path)
    assert "您现在不能接触个人信息" in shown
    assert f'<a href="/courses/{course}">客户信息保护</a>' in shown
    assert f'<a href="/courses/{course}">Customer data</a>' in looks(
        house, house[people.SERVICE], path, "en"
    )
    assert f"/courses/{course}" not in looks(house, house.dpo, path)


def test_the_refusal_of_the_gate_leads_there_too(house, course):
    clerk = house[people.SERVICE]
    house.go(days=10)
    task, customer = house.task(actors=[clerk]), Subject.objects.all()[0]
    answer = signed_in(clerk).post(
        f"/customers/{customer.ref}/reveal?task={task}&field=mobile", secure=True
    )
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert "没有有效的培训证书" in shown
    assert f'<a href="/courses/{course}">客户信息保护</a>' in shown


def test_at_a_terminal_who_lists_people_is_named_and_has_learned_enough(house, course, monkeypatch):
    believe(monkeypatch)
    assert listed(house).exit_code == 2
    refused = listed(house, "--as", house[people.SERVICE]).exception
    assert isinstance(refused, NotQualified)
    assert refused.facts == {"lack": "learning.no_certificate"}
    found = listed(house, "--as", house.dpo)
    assert found.exit_code == 0, found.output
    assert len(json.loads(found.stdout)["subjects"]) == 2


def test_who_has_learned_everything_is_led_nowhere(house, course):
    at = clock.now()
    assert known.next_lesson(house.dpo, at) is None
    assert known.next_lesson(house[people.SERVICE], at).of == {"course": course}
