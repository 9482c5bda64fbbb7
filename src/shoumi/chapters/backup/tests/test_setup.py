"""Keys and places: who may, what is refused, what stands in the ledger."""

from __future__ import annotations

import pyrage
import pytest
from django.db import connections

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.approvals.errors import NeedsApproval
from shoumi.base.copies.errors import (
    NotOnThisEngine,
    PlaceInside,
    PlaceUnreachable,
    RecipientRefused,
    SecretKeyGiven,
)
from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.models import Recipient, Target
from shoumi.chapters.backup.queries import NoSuchRecipient, NoSuchTarget
from shoumi.chapters.backup.services import setup
from shoumi.chapters.backup.services.setup import AlreadyNamed, LastRecipient
from shoumi.chapters.backup.tests.backup_house import AWAY, NEAR
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def line():
    return reader.entry(reader.size() - 1).line()


def test_the_security_officer_names_a_key_and_its_digest_is_in_the_ledger(desk):
    made = desk.name_key()
    said = line()
    assert (said.tag, said.about, said.actor) == ("backup.recipient_named", made.ref, desk.sec)
    assert len(said.facts["recipient"]) == 64
    assert made.public_key not in reader.entry(reader.size() - 1).body.decode()
    assert str(made) == "保险柜"


def test_a_key_that_nobody_else_approved_is_not_named(desk):
    own = {"name": "自己的", "public_key": str(pyrage.x25519.Identity.generate().to_public())}
    with pytest.raises(NeedsApproval):
        setup.name_recipient(**own, actor=desk.sec, at=desk.at)
    desk.agree("保险柜", str(desk.identity.to_public()), desk.sec)
    with pytest.raises(NeedsApproval):
        setup.name_recipient(**own, actor=desk.sec, at=desk.at)
    assert line().tag == "approval.refused"
    assert not Recipient.objects.exists()


def test_nobody_else_names_a_key(desk):
    for person in (desk.ops, desk.legal, desk.house.head):
        with pytest.raises(NotPermitted):
            desk.name_key(actor=person)


def test_a_secret_key_is_refused_and_kept_nowhere(desk):
    for given, refusal in ((str(desk.identity), SecretKeyGiven), ("age1no", RecipientRefused)):
        with pytest.raises(refusal):
            desk.name_key(public_key=given)
    assert not Recipient.objects.exists()


def test_a_key_is_named_once_and_the_last_one_stays(desk):
    first = Ref(desk.name_key().ref)
    with pytest.raises(AlreadyNamed):
        desk.name_key(name="又一次")
    with pytest.raises(LastRecipient):
        setup.end_recipient(recipient=first, actor=desk.sec, at=desk.at)
    other = pyrage.x25519.Identity.generate()
    desk.name_key(public_key=str(other.to_public()))
    setup.end_recipient(recipient=first, actor=desk.sec, at=desk.at)
    assert [one.public_key for one in queries.recipients()] == [str(other.to_public())]
    with pytest.raises(NoSuchRecipient):
        setup.end_recipient(recipient=first, actor=desk.sec, at=desk.at)
    desk.name_key(name="再来")


@pytest.mark.both
def test_a_real_home_is_asked_for_its_copies_on_either_engine(desk):
    assert desk.policy().state is desk.places().state is ControlState.FAIL
    desk.add()
    assert Target.objects.exists()


def test_a_home_on_two_engines_is_refused_with_a_reason(desk, monkeypatch):
    monkeypatch.setattr(type(connections["keyring"]), "vendor", "oracle")
    with pytest.raises(NotOnThisEngine):
        desk.add()
    assert not Target.objects.exists()


def test_operations_and_security_add_places(desk):
    made = Target.objects.get(ref=desk.add())
    said = line()
    assert (said.tag, said.about) == ("backup.target_added", made.ref)
    assert said.facts["china"] is True
    assert made.address not in reader.entry(reader.size() - 1).body.decode()
    assert desk.root(made.ref).is_dir()
    desk.add("two", AWAY, actor=desk.sec)
    with pytest.raises(NotPermitted):
        desk.add("three", actor=desk.legal)


def test_a_place_is_added_once_and_not_within_the_home(desk):
    made = desk.add()
    address = Target.objects.get(ref=made).address
    with pytest.raises(AlreadyNamed):
        desk.add("two", address=address)
    with pytest.raises(PlaceInside):
        desk.add("three", address=str(desk.home / "blobs"))
    with pytest.raises(PlaceUnreachable):
        desk.add("four", address=str(desk.folder / "not there"))
    assert Target.objects.count() == 1


def test_two_who_add_one_place_at_once_add_one(desk, monkeypatch):
    address = Target.objects.get(ref=desk.add()).address
    monkeypatch.setattr(setup.Target.objects, "filter", lambda **more: setup.Target.objects.none())
    with pytest.raises(AlreadyNamed):
        desk.add("two", address=address)


def test_what_a_place_is_can_be_stated_anew(desk):
    made = desk.add()
    desk.go(days=300)
    setup.state_target(target=made, stated=AWAY, actor=desk.ops, at=desk.at)
    found = queries.target(made)
    assert (found.medium, found.stated_at, found.site) == (AWAY.medium, desk.at, AWAY.site)
    assert line().facts["evidence"] != line().facts["site"]
    assert queries.targets() == [found]


def test_an_ended_place_is_left_alone(desk):
    desk.name_key()
    made = desk.add()
    desk.copy(made)
    setup.end_target(target=made, actor=desk.ops, at=desk.at)
    assert queries.targets() == []
    assert list(desk.root(made).rglob("*.age"))
    assert not list((desk.home / "copies").glob("*.json"))
    for again in (setup.end_target, setup.state_target):
        more = {"stated": NEAR} if again is setup.state_target else {}
        with pytest.raises(NoSuchTarget):
            again(target=made, actor=desk.ops, at=desk.at, **more)
    desk.add("two")


@pytest.mark.parametrize(
    "forge",
    [
        lambda: Target.objects.update(is_in_china=True, site="别处"),
        lambda: Target.objects.all().delete(),
        lambda: Recipient.objects.update(public_key="age1somebody"),
        lambda: Recipient.objects.all().delete(),
    ],
    ids=["edited place", "deleted place", "slipped-in key", "deleted key"],
)
def test_rows_that_were_changed_from_outside_stop_everything(desk, forge):
    target = desk.set_up()[0]
    forge()
    if Target.objects.filter(ref=target).exists():
        with pytest.raises(NotAuthentic):
            desk.copy(target)
    assert desk.policy().reason == desk.places().reason == NotAuthentic.code


def test_a_forged_place_can_be_ended(desk):
    target = desk.set_up()[0]
    Target.objects.filter(ref=target).update(site="别处")
    with pytest.raises(NotAuthentic):
        setup.state_target(target=target, stated=NEAR, actor=desk.ops, at=desk.at)
    setup.end_target(target=target, actor=desk.ops, at=desk.at)
    assert len(queries.targets()) == 1
