"""Requests for a host, as whoever has the data alone can change them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.egress import replays, services
from shoumi.base.egress.events import Change, Tag
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.egress.tests.https_server import NAME, authority
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import keyring
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = [pytest.mark.both, pytest.mark.django_db(databases=["default", "keyring"])]


@pytest.fixture
def house(home, db):
    yield house_with_keys()
    keyring.lock()


@pytest.fixture
def security(house):
    return house.staff(Role.SEC, name="周示例")


def ask(actor, name=NAME, change=Change.ALLOW, **more):
    made = services.ask(change=change, name=name, actor=actor, at=AT, **more)
    return Ref(made.ref)


def approve(house, wish):
    return services.approve(ask=wish, actor=house.dpo, at=AT)


def unsound():
    found = {one.table: one for one in review.review() if not one.is_sound}
    return {name: (list(one.altered), one.gone) for name, one in found.items()}


def put_back(wish):
    """The row as it was true once."""
    row = HostAsk.objects.get(ref=wish)
    row.approved_by = None
    codes.put_and_save([row], row.entry_position)
    row.save()
    assert verification.is_authentic(row)


def test_what_was_asked_and_used_by_the_house_holds(house, security):
    wish = ask(security, inside="10.0.0.7", authority=authority()[0])
    assert unsound() == {}
    assert approve(house, wish).inside == "10.0.0.7"
    approve(house, ask(security, change=Change.WITHDRAW))
    assert unsound() == {}
    assert len(verification.authentic(HostAsk.objects.all())) == 2


FORGED = {
    "change": "withdraw",
    "name": "other.example",
    "inside": "10.0.0.9",
    "authority": "another",
    "requested_by_id": "head",
    "requested_at": AT.replace(microsecond=1),
}


def test_every_column_that_counts_is_forged_here():
    assert {"ref", "approved_by_id", *FORGED} == set(HostAsk.coverage.columns)


@pytest.mark.parametrize("column", FORGED)
def test_nobody_approves_what_was_changed_since_it_was_asked(house, security, column):
    wish = ask(security, inside="10.0.0.7")
    other = house.staff(Role.SEC, name="许演示")
    value = other if column == "requested_by_id" else FORGED[column]
    HostAsk.objects.filter(ref=wish).update(**{column: value})
    at = AT.replace(microsecond=2)
    with pytest.raises(NotAuthentic):
        services.approve(ask=wish, actor=house.dpo, at=at)
    assert not Host.objects.exists()
    assert HostAsk.objects.get(ref=wish).approved_by is None
    assert unsound() == {"egress_hostask": ([wish], 0)}


@pytest.mark.parametrize("change", Change)
def test_a_request_put_back_as_unused_is_found_and_not_used_again(house, security, change):
    if change is Change.WITHDRAW:
        approve(house, ask(security))
    wish = ask(security, change=change)
    approve(house, wish)
    put_back(wish)
    assert unsound() == {"egress_hostask": ([], 1)}
    with pytest.raises(NotAuthentic):
        approve(house, wish)


def test_a_deleted_request_is_found(house, security):
    HostAsk.objects.filter(ref=ask(security)).delete()
    assert unsound() == {"egress_hostask": ([], 1)}


def test_requests_of_an_older_home_are_taken_in_where_the_ledger_agrees(house, security):
    used, open_ = ask(security, authority=authority()[0]), ask(security, "b.example")
    approve(house, used)
    forged = {
        "name": ask(security, "c.example"),
        "inside": ask(security, "d.example"),
        "approved_by": ask(security, "e.example"),
        "requested_by": ask(security, "f.example"),
        "change": ask(security, "g.example"),
    }
    changes = {"name": "x.example", "inside": "10.0.0.7", "change": "withdraw"}
    for column, wish in forged.items():
        value = changes.get(column, house.head)
        HostAsk.objects.filter(ref=wish).update(**{column: value})
    HostAsk.objects.update(mac=None, entry_position=None)
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()
    told = review.take_in(at=AT)
    assert (told.made["egress_hostask"], told.left["egress_hostask"]) == (2, len(forged))
    own = verification.authentic(HostAsk.objects.all())
    assert {row.ref for row in own} == {used, open_}


@pytest.mark.parametrize("change", Change)
def test_a_restore_marks_what_was_used_after_the_copy(house, security, change):
    if change is Change.WITHDRAW:
        approve(house, ask(security))
    wish = ask(security, change=change)
    approve(house, wish)
    put_back(wish)
    tag = Tag.ALLOWED if change is Change.ALLOW else Tag.WITHDRAWN
    line = reader.latest(1, tag=tag)[0].line()
    assert replays.of_events()[tag](SimpleNamespace(line=line))
    assert HostAsk.objects.get(ref=wish).approved_by_id == house.dpo
    assert unsound() == {}
