"""Passkeys, against a device in software that can do everything wrong."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from fido2.utils import websafe_encode

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, factors, services, sessions
from shoumi.base.signin.errors import (
    CeremonyOver,
    NotLetIn,
    PasskeyAltered,
    PasskeyCopied,
)
from shoumi.base.signin.models import Ceremony, Passkey
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.device import Device
from shoumi.base.signin.tests.passkeys import answer, begin
from shoumi.base.signin.tests.people import (
    MINUTE,
    NOW,
    SITE,
    both,
    by_passkey,
    invited,
    tags,
    with_passkey,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


# Coming in


@pytest.mark.both
def test_a_passkey_lets_in_without_a_name(device, person):
    begun = begin()
    asked = begun.options["publicKey"]
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")
    assert len(asked["challenge"]) * 6 >= 256
    assert sessions.actor_of(token=answer(device, begun), real_at=NOW) == person
    assert list(reader.entries())[-1].line().facts["by"] == "passkey"


def test_what_the_browser_is_given_is_json(device):
    token = by_passkey(device)
    adding = factors.begin_passkey(token=token, site=SITE, real_at=NOW)
    for begun in (begin(), adding):
        assert json.loads(json.dumps(begun.options))
    asked = adding.options["publicKey"]
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert [one["id"] for one in asked["excludeCredentials"]] == [websafe_encode(device.id)]


WRONG = {
    "origin": {"origin": "https://shoumi.example.evil.example"},
    "subdomain": {"origin": "https://room.shoumi.example"},
    "plain http": {"origin": "http://shoumi.example"},
    "port": {"origin": "https://shoumi.example:444"},
    "frame": {"cross": True},
    "host": {"host": "evil.example"},
    "not verified": {"verified": False},
    "challenge": {"challenge": websafe_encode(b"x" * 32)},
    "kind": {"kind": "webauthn.create"},
    "another user": {"handle": b"somebody"},
    "no user": {"handle": b""},
    "another key": {"key": generate_private_key(SECP256R1())},
}


@pytest.mark.both
@pytest.mark.parametrize("how", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_is_refused_recorded_and_ends_the_challenge(device, person, how):
    begun = begin()
    with pytest.raises(NotLetIn):
        answer(device, begun, **how)
    line = list(reader.entries())[-1].line()
    assert (line.tag, line.about) == ("signin.refused", person)
    with pytest.raises(CeremonyOver):
        answer(device, begun)


@pytest.mark.both
@COMMITTED
def test_an_answer_is_good_once(device):
    begun = begin()
    signed = device.sign(begun)
    given = {"site": SITE, "ceremony": begun.ceremony, "answer": signed}
    outcomes = together((lambda: services.sign_in_by_passkey(**given, **both())) for _ in range(6))
    assert Counter(type(one) for one in outcomes) == {str: 1, CeremonyOver: 5}


@pytest.mark.both
def test_an_answer_to_one_challenge_fits_no_other(device):
    first, second = begin(), begin()
    with pytest.raises(NotLetIn):
        services.sign_in_by_passkey(
            site=SITE, ceremony=second.ceremony, answer=device.sign(first), **both()
        )


@pytest.mark.both
def test_a_challenge_is_over_after_two_minutes_and_is_cleared_away(device):
    begun = begin()
    with pytest.raises(CeremonyOver):
        answer(device, begun, NOW + 2 * MINUTE)
    begin(NOW + 3 * MINUTE)
    assert Ceremony.objects.count() == 1


@pytest.mark.parametrize("junk", [{}, {"rawId": 3}, {"id": "a", "rawId": "b"}, {"response": None}])
def test_what_is_no_answer_is_refused(device, junk):
    begun = begin()
    with pytest.raises(NotLetIn):
        services.sign_in_by_passkey(site=SITE, ceremony=begun.ceremony, answer=junk, **both())


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("junk", ["", "AAAA", "!!", None, 7])
def test_no_part_of_an_answer_can_be_junk(device, part, junk):
    begun = begin()
    signed = device.sign(begun)
    signed["response"][part] = junk
    with pytest.raises(NotLetIn):
        services.sign_in_by_passkey(site=SITE, ceremony=begun.ceremony, answer=signed, **both())


@pytest.mark.both
def test_an_unknown_passkey_is_refused_and_fills_no_ledger(device):
    stranger = Device()
    stranger.handle = device.handle
    before = tags()
    with pytest.raises(NotLetIn):
        by_passkey(stranger)
    assert tags() == before


@pytest.mark.both
def test_who_has_left_is_not_let_in(device, house, person):
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(NotLetIn):
        by_passkey(device)


# Copies and tampering


@pytest.mark.both
@pytest.mark.parametrize("back", [0, 1, 5])
def test_a_counter_that_does_not_go_forward_is_refused_and_recorded(device, back):
    device.counter = 10
    by_passkey(device)
    device.counter -= back + 1
    with pytest.raises(PasskeyCopied):
        by_passkey(device)
    assert tags()[-1] == "factor.copied"


@pytest.mark.both
def test_a_device_without_a_counter_comes_in_again_and_again(house):
    token = invited(house, house.dpo)
    device = with_passkey(token, Device(counts=False))
    enrolment.finish(token=token, **both())
    assert by_passkey(device)
    assert by_passkey(device)


@pytest.mark.both
def test_a_counter_that_stops_counting_is_refused(device):
    device.counts, device.counter = False, 0
    with pytest.raises(PasskeyCopied):
        by_passkey(device)


@pytest.mark.both
def test_whether_a_passkey_is_backed_up_is_kept_and_may_not_change(house):
    token = invited(house, house.dpo)
    device = with_passkey(token, Device(eligible=True))
    enrolment.finish(token=token, **both())
    kept = Passkey.objects.get()
    assert (kept.is_backup_eligible, kept.is_backed_up) == (True, True)
    (line,) = (one.line() for one in reader.entries(tag="factor.added"))
    assert line.facts["backup_eligible"] is True
    device.eligible = False
    with pytest.raises(NotLetIn):
        by_passkey(device)


@pytest.mark.both
def test_a_key_put_into_the_row_by_hand_does_not_let_in(device, house):
    other = Device()
    token = invited(house, house.dpo)
    with_passkey(token, other)
    mine, foreign = Passkey.objects.get(ref=device.ref), Passkey.objects.get(ref=other.ref)
    # The head's row is made to hold another's key, under the old identifier and under the new.
    Passkey.objects.filter(pk=foreign.pk).delete()
    for changed in (
        {"credential": foreign.credential},
        {"credential": foreign.credential, "credential_id": foreign.credential_id},
        {"position": foreign.position, "credential_id": foreign.credential_id},
        {"credential_id": foreign.credential_id},
        {"person_id": house.dpo},
    ):
        Passkey.objects.filter(pk=mine.pk).update(**changed)
        for tried in (device, other):
            tried.handle = device.handle
            with pytest.raises((PasskeyAltered, NotLetIn)):
                by_passkey(tried)
        mine.save()
    assert by_passkey(device)
