"""An agreement waits for each who has to sign it and has not."""

from __future__ import annotations

import pytest

from shoumi.base.inbox import queries as inbox
from shoumi.base.registry import InboxKind
from shoumi.chapters.agreements import inbox_items, services
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(desk, person):
    return [one.ref for one in inbox_items.items(inbox.asker(person, desk.at))]


@pytest.mark.both
def test_it_waits_for_each_signer_until_that_one_signed(desk):
    drafted = desk.draft()
    (found,) = inbox_items.items(inbox.asker(desk.anna, desk.at))
    assert (found.kind, found.ref) == (InboxKind.PAPER, drafted.ref)
    assert (found.page, found.of) == ("agreement", {"agreement": drafted.ref})
    assert (found.deal, found.two) == (drafted.deal, True)
    assert told(desk, desk.chen) == [drafted.ref]
    assert told(desk, desk.bert) == told(desk, desk.legal) == []
    desk.sign(drafted, desk.anna)
    assert told(desk, desk.anna) == []
    assert told(desk, desk.chen) == [drafted.ref]


def test_what_was_taken_back_waits_for_nobody(desk):
    drafted = desk.draft()
    services.withdraw(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
    assert told(desk, desk.anna) == []
