"""A passkey proves once more who a signed-in person is."""

from __future__ import annotations

import pytest
from fido2.utils import websafe_encode

from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, factors, services, sessions
from shoumi.base.signin.errors import (
    CeremonyOver,
    NotLetIn,
)
from shoumi.base.signin.tests.device import Device
from shoumi.base.signin.tests.passkeys import adding, answer, begin
from shoumi.base.signin.tests.people import (
    MINUTE,
    NOW,
    SECOND,
    SITE,
    both,
    by_passkey,
    invited,
    tags,
    with_passkey,
)

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"]),
]


def stepping(device, token, begun, real_at=NOW, **answering):
    return services.step_up_by_passkey(
        token=token,
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.sign(begun, **answering),
        **both(real_at),
    )


def test_a_step_up_asks_for_the_persons_own_passkeys_and_gives_a_new_token(device, person):
    token, when = by_passkey(device), NOW + 10 * MINUTE
    begun = services.begin_step_up(token=token, site=SITE, real_at=when)
    asked = begun.options["publicKey"]["allowCredentials"]
    assert [one["id"] for one in asked] == [websafe_encode(device.id)]
    proved = stepping(device, token, begun, when)
    assert sessions.actor_of(token=token, real_at=when) is None
    assert sessions.actor_of(token=proved, real_at=when) == person
    session = sessions.current(token=proved, real_at=when)
    assert sessions.has_stepped_up(session, when + 5 * MINUTE - SECOND)
    assert not sessions.has_stepped_up(session, when + 5 * MINUTE)
    assert tags()[-1] == "signin.stepped_up"


def test_a_device_may_leave_the_user_out_when_it_is_asked_for_him(device):
    token = by_passkey(device)
    begun = services.begin_step_up(token=token, site=SITE, real_at=NOW)
    signed = device.sign(begun)
    del signed["response"]["userHandle"]
    assert services.step_up_by_passkey(
        token=token, site=SITE, ceremony=begun.ceremony, answer=signed, **both()
    )


def test_anothers_passkey_steps_up_nobody(device, house, person):
    enrol = invited(house, house.dpo)
    other = with_passkey(enrol)
    enrolment.finish(token=enrol, **both())
    token = by_passkey(device)
    begun = services.begin_step_up(token=token, site=SITE, real_at=NOW)
    with pytest.raises(NotLetIn):
        stepping(other, token, begun)
    line = list(reader.entries())[-1].line()
    assert (line.tag, line.about) == ("signin.refused", person)


def test_a_challenge_belongs_to_its_session_and_its_purpose(device):
    token, second = by_passkey(device), by_passkey(device)
    begun = services.begin_step_up(token=token, site=SITE, real_at=NOW)
    with pytest.raises(CeremonyOver):
        stepping(device, second, begun)
    with pytest.raises(CeremonyOver):
        answer(device, begun)
    coming = begin()
    with pytest.raises(CeremonyOver):
        stepping(device, token, coming)
    with pytest.raises(CeremonyOver):
        adding(Device(), factors.begin_passkey(token=second, site=SITE, real_at=NOW), token)
    assert stepping(device, token, begun)
