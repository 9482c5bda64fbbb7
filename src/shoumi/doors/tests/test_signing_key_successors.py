"""Whoever signs papers gets a new key: the root, the signers, by themselves each year."""

from __future__ import annotations

import pytest

from shoumi.base.documents import ca, signatures
from shoumi.base.documents.models import ROOT_NAME, Certificate
from shoumi.base.rotation import live_check, own_rotations, services, signing_clock
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import State
from shoumi.base.vault import keyring, logkey, signing_keys
from shoumi.base.vault.models import FormerSigningKey, SigningKey
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.core.vault.cryptoperiods import add_months
from shoumi.doors.demo import cast
from shoumi.doors.tests.second_person import by_two
from shoumi.doors.tests.test_signing_keys import rotate

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def signer(house):
    return signatures.identity(ref=house.dpo, name="林示范", at=house.at)


def test_the_root_of_papers_has_a_successor_and_stays_published(house):
    before, issuer = signer(house), signatures.root(at=house.at)
    rotate(house, ROOT_NAME)
    after = signatures.root(at=house.at)
    assert signatures.roots(at=house.at) == [after, issuer]
    assert after != issuer
    one = signer(house)
    assert one.certificate != before.certificate
    assert ca.is_issued_by(one.certificate, after)
    assert not ca.is_issued_by(one.certificate, issuer)
    assert len(signatures.roots_pem(at=house.at)) == 2


def test_a_root_whose_private_key_is_gone_is_not_issued_under(house):
    """Broken off between the two databases."""
    issuer = signatures.root(at=house.at)
    signing_keys.retire(ROOT_NAME, before=9, at=house.at)
    assert ca.is_issued_by(signer(house).certificate, signatures.root(at=house.at))
    assert Certificate.objects.filter(name=ROOT_NAME).count() == 1
    assert issuer in signatures.known_roots()


def test_a_signer_gets_a_new_key_with_the_next_signature(house):
    first = signer(house)
    (name,) = signing_clock.of_person(house.dpo)
    rotate(house, name)
    assert signing_clock.of_person(house.dpo) == []
    second = signer(house)
    assert second.certificate != first.certificate
    assert FormerSigningKey.objects.get(name=name).epoch == 1
    assert SigningKey.objects.get(name=name).epoch == 2


def test_a_new_key_encryption_key_carries_the_living_keys_alone(house):
    rotate(house)
    actor = house[cast.SECURITY]
    begun = by_two(
        lambda: services.start(what=What.KEK, target=keyring.SIGNING, actor=actor, at=house.at),
        actor=actor,
        at=house.at,
    )
    assert services.run(rotation=Ref(begun.ref), at=house.at).state == State.DONE
    keyring.lock()
    assert logkey.checkpoint()


def test_a_signing_key_that_is_over_stops_writing_and_a_month_later_reading(house):
    made = SigningKey.objects.get(name=logkey.NAME).created_at
    for months, reach in ((13, Reach.WRITE), (14, Reach.ALL)):
        held = signing_clock.holding(add_months(made, months))
        assert (held.state, held.reason, held.reach) == (
            ControlState.FAIL, signing_clock.OVER, reach,
        )  # fmt: skip
    SigningKey.objects.update(created_at=add_months(house.at, -13))
    assert live_check.keys_and_algorithms(house.at).reason == signing_clock.OVER
    for name in signing_keys.names():
        rotate(house, name)
    assert live_check.keys_and_algorithms(house.at).holds


def test_keys_of_earlier_years_go_by_themselves_and_shut_nothing(house):
    signer(house)
    (name,) = signing_clock.of_person(house.dpo)
    later = add_months(house.at, 12)
    assert name in signing_clock.idle(later)
    assert own_rotations.begin_idle(at=later) == len(signing_clock.idle(later))
    assert own_rotations.begin_idle(at=later) == 0
    services.resume(at=later)
    assert signing_clock.idle(later) == []
    assert FormerSigningKey.objects.filter(name=name).exists()
