"""A home that is put back from a copy: nothing is revived that narrowed since (H5)."""

from __future__ import annotations

import pytest
from django.db import connection

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as grants
from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import services as approvals
from shoumi.base.ledger import audit, home_seal, reader
from shoumi.base.restore import queries, services
from shoumi.base.row_authentication import review
from shoumi.base.subjects.models import State, Subject
from shoumi.base.vault import keys
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction import services as destroying
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Role
from shoumi.doors.demo import cast
from shoumi.doors.tests.put_back_home import Copy

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="homes on SQLite are put back"),
]


def destroy(house, subjects):
    order = destroying.propose(
        deal=house.deal, subjects=subjects, basis=rules.Basis.EXPIRED, actor=house.dpo, at=house.at
    )
    for name in (cast.OPERATIONS, cast.SECURITY):
        destroying.confirm(order=Ref(order.ref), actor=house[name], at=house.at)
    destroying.carry_out(order=Ref(order.ref), actor=house[cast.OPERATIONS], at=house.at)
    return Ref(order.ref)


def open_by_two(house, first=cast.SECURITY, second=cast.DPO):
    """The first asks, the second says yes, the first opens."""
    approvals.ask(change=services.change(home_seal.read()), actor=house[first], at=house.at)
    found = queries.report()
    approvals.approve(approval=Ref(found.approval), actor=house[second], at=house.at)
    return services.open_home(actor=house[first], at=house.at)


def given():
    return Consent.objects.filter(state=ConsentState.GIVEN).count()


def test_nothing_that_narrowed_is_revived(handing, tmp_path):
    house = handing.house
    copy = Copy(tmp_path)
    house.go(hours=1)
    handing.withdraw(handing.people[0])
    destroy(house, [handing.people[6]])
    [grant] = Grant.objects.filter(person=house[cast.SERVICE], role=Role.CS)
    grants.revoke(grant=Ref(grant.ref), actor=house.dpo, at=house.at)
    house.go(hours=1)
    before, entries = given(), reader.size()

    copy.put_back()
    assert given() == before + 1
    assert keys.existing([handing.people[6]])
    report = copy.catch_up(house.at)
    assert reader.size() > entries
    assert given() == before
    assert not keys.existing([handing.people[6]])
    assert Subject.objects.get(ref=handing.people[6]).state == State.DESTROYED
    assert Role.CS not in accounts.roles(house[cast.SERVICE], house.at)
    assert report.replayed.done >= 3
    assert report.replayed.blocked == 0
    assert audit.verify_all().sound
    assert [one for one in review.review() if not one.is_sound] == []
