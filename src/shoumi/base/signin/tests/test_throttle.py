"""The throttle cannot be raced, slows guesses of a name and of an address, and locks nobody out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from shoumi.base.signin import passwords, rules, sessions, throttle
from shoumi.base.signin.errors import NotLetIn, Throttled
from shoumi.base.signin.models import Bucket
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.people import (
    ADDRESS,
    HOUR,
    LATER,
    LOGIN,
    MINUTE,
    PASSWORD,
    SECOND,
    WRONG,
    by_passkey,
    by_password,
    with_passkey,
    wrong,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


# N4: the throttle cannot be raced


@pytest.mark.both
@COMMITTED
def test_of_two_hundred_wrong_tries_at_once_five_are_looked_at(app, monkeypatch):
    looked = []
    real = passwords.HASHER.verify
    monkeypatch.setattr(passwords.HASHER, "verify", lambda *given: looked.append(1) or real(*given))

    def attempt(number):
        return lambda: by_password(app, LATER, password=WRONG, address=f"198.51.100.{number}")

    outcomes = together(map(attempt, range(200)), threads=32)
    assert len(looked) == 5
    assert Counter(type(one) for one in outcomes) == {NotLetIn: 5, Throttled: 195}


@pytest.mark.both
def test_delays_double_up_to_a_quarter_of_an_hour_and_no_further(app):
    when, waits = LATER, []
    for _ in range(20):
        with pytest.raises((NotLetIn, Throttled)) as refused:
            by_password(app, when, password=WRONG)
        if isinstance(refused.value, Throttled):
            waits.append(refused.value.facts["seconds"])
            when += waits[-1] * SECOND
            wrong(app, when)
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 64, 128]
    assert all(rules.delay(number) <= timedelta(minutes=15) for number in (*range(40), 10**6))
    assert rules.delay(10**6) == timedelta(minutes=15)


@pytest.mark.both
def test_nobody_is_locked_out_for_good(app):
    Bucket.objects.update_or_create(
        key=throttle.name_key(LOGIN),
        defaults={"failures": 10**6, "next_at": LATER + 15 * MINUTE, "last_at": LATER},
    )
    with pytest.raises(Throttled):
        by_password(app, LATER + 14 * MINUTE)
    assert by_password(app, LATER + 15 * MINUTE)
    assert not Bucket.objects.filter(key=throttle.name_key(LOGIN)).exists()


@pytest.mark.both
def test_a_clock_that_was_put_back_locks_nobody_out(app):
    for _ in range(6):
        with pytest.raises((NotLetIn, Throttled)):
            by_password(app, LATER + 30 * HOUR, password=WRONG)
    assert by_password(app, LATER)


@pytest.mark.both
def test_failures_are_forgotten_after_a_day(app):
    for _ in range(5):
        wrong(app)
    wrong(app, LATER + 24 * HOUR)
    assert Bucket.objects.get(key=throttle.name_key(LOGIN)).failures == 1


@pytest.mark.both
def test_an_address_waits_whatever_names_it_tries(app):
    for number in range(5):
        wrong(app, login=f"name {number}")
    with pytest.raises(Throttled):
        by_password(app, LATER)
    assert by_password(app, LATER, address="203.0.113.1")


@pytest.mark.both
def test_ones_own_success_does_not_buy_an_address_guesses_at_others(app):
    for number in range(4):
        wrong(app, login=f"name {number}")
    assert by_password(app, LATER)
    wrong(app, login="name 5")
    with pytest.raises(Throttled):
        by_password(app, LATER, login="name 6")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("unix:", "192.0.2.8", False),
    ],
)
def test_which_addresses_count_as_one(one, other, is_same):
    assert (throttle.address_key(one) == throttle.address_key(other)) is is_same
    assert (throttle.address_key(one, "ask") == throttle.address_key(other, "ask")) is is_same
    assert throttle.address_key(one) != throttle.address_key(one, "ask")


@pytest.mark.both
def test_what_was_typed_into_the_name_is_not_kept(app):
    wrong(app, login=PASSWORD)
    kept = str(list(Bucket.objects.values_list()))
    assert PASSWORD not in kept
    assert ADDRESS not in kept


@pytest.mark.both
def test_a_passkey_does_not_wait_for_the_passwords_failures(app, person):
    device = with_passkey(by_password(app, LATER), real_at=LATER)
    for _ in range(5):
        wrong(app)
    with pytest.raises(Throttled):
        by_password(app, LATER)
    assert sessions.actor_of(token=by_passkey(device, LATER), real_at=LATER) == person
