"""What a recipient owes or has proved is changed by SQL: the deal does not close by it."""

from __future__ import annotations

import pytest
from django.db import connection

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.tests.test_certificates import Deal, own_key

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

_TABLE = "destruction_recipientproof"
_INVENTED = (
    f"INSERT INTO {_TABLE} (deal, party, due_on, document, received_at, position, signer, items,"  # noqa: S608
    " count, copies, method) VALUES (%s, 'party-x', '2099-01-01', '', '2026-01-01', 1, '', '', 0,"
    " 0, '')"
)


@pytest.fixture
def deal(yard):
    return Deal(yard)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def recorded(deal):
    return card.checks["8.3"](deal.yard.at)


@pytest.mark.both
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {_TABLE} SET received_at = '2026-01-01' WHERE deal = %s",  # noqa: S608
        f"UPDATE {_TABLE} SET received_at = '2026-01-01', position = 1 WHERE deal = %s",  # noqa: S608
        f"DELETE FROM {_TABLE} WHERE deal = %s",  # noqa: S608
        f"UPDATE {_TABLE} SET deal = 'deal-x' WHERE deal = %s",  # noqa: S608
        f"UPDATE {_TABLE} SET due_on = '2099-01-01' WHERE deal = %s",  # noqa: S608
    ],
)
def test_a_recipient_that_is_late_stays_so(deal, statement):
    deal.expect()
    deal.yard.go(days=200)
    assert recorded(deal).reason == "destruction.recipient_overdue"
    sql(statement, deal.ref)
    assert deal.ref in recorded(deal).deals
    assert not deal.holds().holds


def test_an_invented_proof_closes_nothing(deal):
    sql(_INVENTED, deal.ref)
    assert deal.holds().reason == NotAuthentic.code


def test_a_certificate_that_nobody_noted_signs_nothing(deal):
    deal.expect()
    mine = own_key(deal.yard.at)
    sql(f"UPDATE {_TABLE} SET certificate = %s WHERE deal = %s", mine.certificate, deal.ref)  # noqa: S608
    with pytest.raises(NotAuthentic):
        deal.receive()


def test_another_entry_than_that_of_the_proof_proves_nothing(deal):
    deal.expect()
    deal.receive()
    assert deal.holds().holds
    sql(f"UPDATE {_TABLE} SET position = position + 1 WHERE deal = %s", deal.ref)  # noqa: S608
    assert deal.holds().reason == NotAuthentic.code
