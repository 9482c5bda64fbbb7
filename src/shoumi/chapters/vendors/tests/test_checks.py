"""What the demands 5.1 to 5.3 say of a house: of vendors that get data, and of those that owe."""

from __future__ import annotations

import pytest

from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.services import incidents, register, tokens
from shoumi.chapters.vendors.tests.vendor_house import PROOF
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_demands_fail_for_vendors_that_get_data_or_owe_something(desk):
    def states():
        forget()
        return [check(desk.at).state for check in queries.CHECKS.values()]

    fail, good = ControlState.FAIL, ControlState.PASS
    assert states() == [ControlState.NOT_APPLICABLE] * 3
    vendor = desk.whole()
    assert states() == [good, good, good]
    subs = [{"name": "虚构机房", "does": "存储", "place": "样板市"}]
    desk.go(minutes=1)
    register.list_subs(vendor=vendor, subs=subs, actor=desk.buyer, at=desk.at)
    assert states() == [good, fail, fail]
    desk.go(days=400)
    assert states() == [fail, fail, fail]
    assert tokens.end(vendor=vendor, actor=desk.officer, at=desk.at) == 1
    none = ControlState.NOT_APPLICABLE
    assert states() == [none, fail, none], "its agreement is over, and it may hold data still"
    ending = {"vendor": vendor, "actor": desk.officer, "at": desk.at}
    incidents.returned(**ending, proof=PROOF)
    assert states() == [none] * 3


def test_an_open_incident_breaks_its_demand_though_the_token_is_over(desk):
    vendor = desk.whole()
    desk.go(days=1)
    made = incidents.record(vendor=vendor, known_at=desk.at, actor=desk.security, at=desk.at)
    assert state(desk, "5.3") is ControlState.FAIL
    incident = {"incident": Ref(made.ref), "actor": desk.officer, "at": desk.at}
    incidents.settle(**incident, proof=PROOF)
    assert state(desk, "5.3") is ControlState.NOT_APPLICABLE, "it gets nothing, and owes nothing"
    desk.judged(vendor)
    desk.issued(vendor)
    assert state(desk, "5.3") is ControlState.PASS


def state(desk, demand):
    forget()
    return queries.CHECKS[demand](desk.at).state
