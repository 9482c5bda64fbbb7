"""Passkeys that are added and taken away, and what is left to come in by."""

from __future__ import annotations

from collections import Counter

import pytest
from fido2.utils import websafe_encode

from shoumi.base.signin import factors, queries, sessions
from shoumi.base.signin.errors import (
    CeremonyOver,
    LastWayIn,
    NoPassword,
    NoSuchPasskey,
    NotLetIn,
    PasskeyKnown,
    PasskeyNameMalformed,
    PasskeyRefused,
)
from shoumi.base.signin.models import Passkey
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.device import Device
from shoumi.base.signin.tests.passkeys import adding
from shoumi.base.signin.tests.people import (
    MINUTE,
    NOW,
    SITE,
    both,
    by_passkey,
    by_password,
    invited,
    with_passkey,
    with_password,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.mark.both
def test_several_passkeys_have_names_and_each_lets_in(device, person):
    token = by_passkey(device)
    second = with_passkey(token, name="手机 phone")
    assert [one.name for one in queries.ways(person).passkeys] == ["办公室电脑", "手机 phone"]
    assert by_passkey(device)
    assert by_passkey(second)


@pytest.mark.parametrize(
    "how",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"verified": False},
        {"challenge": websafe_encode(b"x" * 32)},
        {"cross": True},
    ],
)
def test_a_passkey_that_was_made_wrongly_is_not_added(house, person, how):
    token = invited(house, person)
    begun = factors.begin_passkey(token=token, site=SITE, real_at=NOW)
    with pytest.raises(PasskeyRefused):
        adding(Device(), begun, token, **how)
    with pytest.raises(CeremonyOver):
        adding(Device(), begun, token)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("junk", [{}, {"rawId": 1}, {"response": {"attestationObject": "AAAA"}}])
def test_what_is_no_passkey_is_not_added(house, person, junk):
    token = invited(house, person)
    begun = factors.begin_passkey(token=token, site=SITE, real_at=NOW)
    with pytest.raises(PasskeyRefused):
        factors.add_passkey(
            token=token, site=SITE, ceremony=begun.ceremony, answer=junk, name="x", **both()
        )


@pytest.mark.both
def test_a_passkey_is_added_once(device):
    token = by_passkey(device)
    begun = factors.begin_passkey(token=token, site=SITE, real_at=NOW)
    with pytest.raises(PasskeyKnown):
        adding(device, begun, token)


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\u202eb", "a\nb"])
def test_a_name_that_cannot_be_read_is_refused_before_the_challenge_is_used(device, name):
    token = by_passkey(device)
    begun = factors.begin_passkey(token=token, site=SITE, real_at=NOW)
    with pytest.raises(PasskeyNameMalformed):
        adding(Device(), begun, token, name=name)
    assert adding(Device(), begun, token)


@pytest.mark.both
def test_the_last_way_in_cannot_be_taken_away(device, person):
    token = by_passkey(device)
    with pytest.raises(LastWayIn):
        factors.remove_passkey(token=token, passkey=device.ref, **both())
    second = with_passkey(token)
    factors.remove_passkey(token=token, passkey=device.ref, **both())
    assert [one.ref for one in queries.ways(person).passkeys] == [second.ref]
    with pytest.raises(NotLetIn):
        by_passkey(device)


@pytest.mark.both
@COMMITTED
def test_two_who_take_away_the_last_two_at_once_leave_one(device, person):
    token = by_passkey(device)
    second = with_passkey(token)
    outcomes = together(
        (lambda ref=ref: factors.remove_passkey(token=token, passkey=ref, **both()))
        for ref in (device.ref, second.ref)
    )
    assert Counter(type(one) for one in outcomes) == {type(None): 1, LastWayIn: 1}
    assert len(queries.ways(person).passkeys) == 1


@pytest.mark.both
def test_nobody_takes_away_anothers_passkey(device, house):
    token = invited(house, house.staff(Role.CS, name="王样本"))
    with_passkey(token)
    for ref in (device.ref, Ref("passkey-none")):
        with pytest.raises(NoSuchPasskey):
            factors.remove_passkey(token=token, passkey=ref, **both())


@pytest.mark.both
def test_a_password_can_be_taken_away_where_a_passkey_is_left(device, person, cheap):
    token = by_passkey(device)
    with pytest.raises(NoPassword):
        factors.remove_password(token=token, **both())
    app = with_password(token)
    assert queries.ways(person).login
    factors.remove_password(token=token, **both())
    with pytest.raises(NotLetIn):
        by_password(app, NOW + MINUTE)
    assert (queries.ways(person).login, queries.ways(person).has_codes) == ("", False)


@pytest.mark.both
def test_codes_alone_are_no_way_in_beside_the_last_passkey(device, cheap):
    token = by_passkey(device)
    factors.begin_codes(token=token, **both())
    with pytest.raises(LastWayIn):
        factors.remove_passkey(token=token, passkey=device.ref, **both())


@pytest.mark.both
def test_every_change_ends_the_other_sessions(device, person):
    other, token = by_passkey(device), by_passkey(device)
    second = with_passkey(token)
    assert sessions.actor_of(token=other, real_at=NOW) is None
    other = by_passkey(device)
    factors.remove_passkey(token=token, passkey=second.ref, **both())
    assert sessions.actor_of(token=other, real_at=NOW) is None
    assert sessions.actor_of(token=token, real_at=NOW) == person
