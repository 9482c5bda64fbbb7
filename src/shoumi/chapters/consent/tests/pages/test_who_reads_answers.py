"""What each person answered is told to who has work with answers, and to nobody else (1.5)."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base.accounts import queries as accounts
from shoumi.base.exports.customers import CUSTOMERS
from shoumi.base.registry import Asked
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program
from shoumi.doors.tests.handover_house import asked_for_consent
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def handing(house):
    made = asked_for_consent(house)
    with time_machine.travel(made.house.at, tick=True):
        yield made


def of_role(handing, role):
    (found,) = accounts.who(role, handing.house.at)
    return Ref(found)


def seen(handing, who):
    """Status of the program's list; whether list and page of customers tell answers."""
    house = handing.house
    listed = program(who).read(f"/campaigns/{handing.campaign}/answers").status_code
    reader = signed_in(who, lang="en")
    customers = reader.get(f"/customers?deal={house.deal}")
    one = reader.get(f"/customers/{handing.people[0]}")
    assert customers.status_code == one.status_code == 200
    return (
        listed,
        "Answer" in customers.content.decode(),
        "What this person chose" in one.content.decode(),
    )


@pytest.mark.parametrize("role", [Role.CS, Role.CON, Role.LEG, Role.SUP])
def test_who_asks_records_decides_or_supervises_reads_answers(handing, role):
    assert seen(handing, of_role(handing, role)) == (200, True, True)


@pytest.mark.parametrize("role", [Role.SEC, Role.OPS, Role.HR, Role.FIN, Role.PRO, Role.MKT])
def test_who_has_no_work_with_answers_reads_none(handing, role):
    assert seen(handing, of_role(handing, role)) == (403, False, False)


def test_nor_in_a_file_nor_by_narrowing_the_list(handing):
    house = handing.house

    def heads(role):
        asked = Asked(of_role(handing, role), Ref(house.deal), {}, house.at, "en")
        return [one[1] for one in CUSTOMERS.heads(asked)], CUSTOMERS.filters(asked)

    assert "Answer" in heads(Role.CS)[0]
    assert "answer" in heads(Role.CS)[1]
    assert "Answer" not in heads(Role.OPS)[0]
    assert "answer" not in heads(Role.OPS)[1]
    everybody = f"/customers?deal={house.deal}"
    narrowed = signed_in(of_role(handing, Role.OPS), lang="en").get(f"{everybody}&answer=REFUSED")
    assert all(ref in narrowed.content.decode() for ref in handing.people)
