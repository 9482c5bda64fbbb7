"""A package's row is changed by SQL: it is let go, handed out and counted by the ledger alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from shoumi.base.handover import fetches, health, queries, services
from shoumi.base.handover.models import Package, State
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import FIVE

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

_RELEASED = "state = 'RELEASED', released_at = sealed_at, released_by = 'per-x'"

_RECEIVED = (
    "UPDATE handover_package SET state = 'RECEIVED', released_at = sealed_at,"
    " released_by = 'per-x', received_at = sealed_at WHERE ref = %s"
)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def void(handing, package):
    services.void(package=Ref(package.ref), actor=handing.house.dpo, at=handing.house.at)


def fetch(handing, package):
    return fetches.hand_out(package=Ref(package.ref), actor=handing.house.dpo, at=handing.house.at)


@pytest.mark.both
def test_one_that_nobody_released_is_not_handed_out(handing, sealed):
    sql(f"UPDATE handover_package SET {_RELEASED} WHERE ref = %s", sealed.ref)  # noqa: S608
    with pytest.raises(NotAuthentic):
        fetch(handing, sealed)
    with pytest.raises(NotAuthentic):
        handing.receive(sealed)
    assert [one.check for one in health.findings()] == ["packages"]


@pytest.mark.parametrize(
    "edit",
    [
        "sealed_at = released_at",
        "recipient = 'party-x'",
        "fields = '[]'",
        "position = position - 1",
        "minors = 7",
        f"fingerprint = '{'f' * 64}'",
    ],
)
def test_one_that_says_other_than_its_sealing_is_not_released(handing, sealed, edit):
    earlier = handing.house.at - timedelta(minutes=1)
    Package.objects.filter(ref=sealed.ref).update(released_at=earlier)
    sql(f"UPDATE handover_package SET {edit} WHERE ref = %s", sealed.ref)  # noqa: S608
    with pytest.raises(NotAuthentic):
        handing.release(sealed)
    assert health.findings() != []


@pytest.mark.both
def test_one_that_says_who_else_is_inside_is_not_released(handing, sealed):
    other = handing.seal(FIVE)
    sql("UPDATE handover_package SET position = %s WHERE ref = %s", other.position, sealed.ref)
    with pytest.raises(NotAuthentic):
        handing.release(sealed)


def reconciled(handing):
    return queries.reconciled(handing.house.deal, handing.house.at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE handover_package SET state = 'VOIDED' WHERE ref = %s",
        "UPDATE handover_package SET deal = 'deal-x' WHERE ref = %s",
        _RECEIVED,
        "DELETE FROM handover_package WHERE ref = %s",
    ],
)
def test_one_that_was_not_received_stays_so(handing, sealed, statement):
    handing.release(sealed)
    handing.receive(sealed)
    other = handing.seal(FIVE)
    assert not reconciled(handing).holds
    sql(statement, other.ref)
    assert reconciled(handing).reason == NotAuthentic.code
    assert health.findings() != []


def test_a_false_one_is_voided_all_the_same(handing, sealed):
    sql(f"UPDATE handover_package SET {_RELEASED} WHERE ref = %s", sealed.ref)  # noqa: S608
    void(handing, sealed)
    assert Package.objects.get(ref=sealed.ref).state == State.VOIDED


def test_an_honest_one_is_no_finding_in_any_state(handing, sealed):
    assert health.findings() == []
    void(handing, handing.seal(FIVE))
    handing.release(sealed)
    assert health.findings() == []
    handing.receive(sealed, people.BUYER)
    assert health.findings() == []
    assert reconciled(handing).holds
