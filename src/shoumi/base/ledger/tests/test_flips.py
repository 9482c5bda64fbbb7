"""Every bit of an entry, of its hash and of the nodes at the head, flipped in the tables."""

from __future__ import annotations

import pytest
from django.db import connection

from shoumi.base.ledger import audit
from shoumi.base.ledger.audit import Fault
from shoumi.base.ledger.errors import Broken
from shoumi.base.ledger.models import Entry, Head
from shoumi.base.ledger.tests.events import write
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.ledger.tests.flips import refuse_every_bit

pytestmark = [pytest.mark.both, pytest.mark.django_db]

POSITION = 1


def audited(statement):
    """Put the altered bytes in place and audit; the fault has to be named, then it is raised."""

    def read(altered):
        with connection.cursor() as cursor:
            cursor.execute(statement, [altered])
        audit.verify_all().require()

    return read


@pytest.mark.parametrize(("column", "what"), [("body", "leaf"), ("leaf_hash", "leaf hash")])
def test_no_flipped_bit_of_an_entry_passes_the_audit(column, what, tally):
    write(3)
    before = Entry.objects.values_list(column, flat=True).get(position=POSITION)
    read = audited(
        f"UPDATE ledger_entry SET {column} = %s WHERE position = {POSITION}"  # noqa: S608
    )
    with lifted():
        tally(what, refuse_every_bit(bytes(before), read, Broken))
        assert {(one.position, one.fault) for one in audit.verify_all().findings} >= {
            (POSITION, Fault.LEAF_HASH_WRONG)
        }


def test_no_flipped_bit_of_the_nodes_at_the_head_passes_the_audit(tally):
    write(7)
    before = Head.objects.values_list("frontier", flat=True).get()
    read = audited("UPDATE ledger_head SET frontier = %s")
    with lifted():
        tally("node", refuse_every_bit(bytes(before), read, Broken))
