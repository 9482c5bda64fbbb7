"""Where somebody edited the policy in force there is none: what is refused then names that, and
nothing else is said to have changed."""

from __future__ import annotations

import pytest

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.intake import import_plan
from shoumi.base.tests import memories
from shoumi.chapters.compliance.chapter import card as assessments
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.terms import ControlState
from shoumi.doors.tests.house import person
from shoumi.doors.tests.office import ANNA, Office
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
OF_POLICY = {"1.2", "1.3"}


def forge():
    row = PolicyVersion.objects.get(state="PUBLISHED")
    row.register += "\n# other\n"
    row.save(update_fields=["register"])
    memories.forget()


def test_a_page_that_would_show_a_value_says_which_demands_shut_it(house):
    (kept,) = house.keep(person(0))
    task, visitor = house.task(), signed_in(house.dpo)
    forge()
    answer = visitor.post(f"/customers/{kept}/reveal?task={task}&field=name", secure=True)
    assert answer.status_code == 403
    assert [one for one in OF_POLICY if one not in answer.content.decode()] == []


def test_a_file_is_not_read_column_by_column_without_a_register(house, tmp_path):
    office = Office(house, tmp_path)
    path = office.write(ANNA)
    forge()
    with pytest.raises(DoorShut) as caught:
        import_plan.planned([path], (house.deal, house.dataset, house.dpo), {})
    assert {one.demand for one in caught.value.lapses} >= OF_POLICY


def test_an_assessment_is_not_said_to_be_of_other_fields(house):
    house.keep_many(20)
    house.assess()
    assert assessments.checks["7.3"](house.at).state is ControlState.PASS
    forge()
    assert assessments.checks["7.3"](house.at).state is ControlState.PASS
