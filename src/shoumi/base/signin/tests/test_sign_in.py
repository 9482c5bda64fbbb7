"""Name, password and code: what is let in, what a guesser learns and how long he waits."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.signin import factors, passwords, rules, services, sessions, throttle, totp
from shoumi.base.signin.errors import CodeWrong, NotLetIn, StepUpNeeded, Throttled
from shoumi.base.signin.models import Account, Bucket, Totp
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.people import (
    ADDRESS,
    HOUR,
    LOGIN,
    MINUTE,
    NOW,
    PASSWORD,
    SECOND,
    App,
    both,
    by_passkey,
    by_password,
    with_passkey,
)
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import SYSTEM

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
LATER = NOW + MINUTE
TIMED = 12  # of each, enough to see 5 ms in 100
WRONG = "五只灰鹤 cross a frozen lake"


def wrong(app, real_at=LATER, **more):
    with pytest.raises(NotLetIn):
        by_password(app, real_at, password=WRONG, **more)


@pytest.mark.both
def test_name_password_and_code_let_in_and_it_stands_in_the_ledger(app, person):
    token = by_password(app, LATER)
    assert sessions.actor_of(token=token, real_at=LATER) == person
    line = list(reader.entries())[-1].line()
    assert (line.tag, line.actor, line.at) == ("signin.accepted", person, AT)
    assert line.facts["by"] == "password"


@pytest.mark.both
@pytest.mark.parametrize(
    "given", [{"login": "wang"}, {"password": WRONG}, {"code": "000000"}, {"code": ""}]
)
def test_whatever_is_wrong_the_answer_is_the_same(app, given):
    with pytest.raises(NotLetIn) as refused:
        by_password(app, LATER, **given)
    assert refused.value.facts == {}


@pytest.mark.both
def test_a_failure_is_evidence_about_the_person_or_about_nobody(app, person):
    wrong(app)
    wrong(app, login="nobody at all")
    lines = [one.line() for one in reader.entries()][-2:]
    assert [(one.tag, one.about, one.actor) for one in lines] == [
        ("signin.refused", person, SYSTEM),
        ("signin.refused", SYSTEM, SYSTEM),
    ]


@pytest.mark.both
def test_who_has_left_is_not_let_in(app, house, person):
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(NotLetIn):
        by_password(app, LATER)


@pytest.mark.parametrize("junk", ["", "x" * 1_000_000, "\ud800", "\0", "陈" * 500])
def test_what_no_one_would_type_is_refused_like_anything_else(app, junk):
    for given in ({"login": junk}, {"password": junk}, {"code": junk}):
        with pytest.raises(NotLetIn):
            by_password(app, LATER, **given, address=str(given)[:20])
        Bucket.objects.all().delete()


# N1: one counter for all spellings


def spellings():
    wide = "".join(chr(ord(c) + 0xFEE0) for c in "chenshili")
    for base in ("chen.shili", "CHEN.SHILI", "Chen.Shili", wide, wide.upper(), "сhen.shili"):
        yield from (base, f" {base}", f"{base} ", base.replace(".", " "), f"\u200b{base}")
        yield from (f"{base[:4]}\u00a0{base[4:]}", base.replace(".", "-"), f"《{base}》")


@pytest.mark.both
def test_forty_spellings_of_a_name_share_one_counter(app):
    tried = list(dict.fromkeys(spellings()))
    assert len(tried) >= 40
    assert {throttle.name_key(one) for one in tried} == {throttle.name_key(LOGIN)}
    outcomes = []
    for number, login in enumerate(tried):
        try:
            by_password(app, LATER, login=login, password=WRONG, address=f"192.0.2.{number}")
        except (NotLetIn, Throttled) as refused:
            outcomes.append(type(refused))
    assert Counter(outcomes) == {NotLetIn: 5, Throttled: len(tried) - 5}


@pytest.mark.both
def test_every_spelling_lets_in_the_one_person(app, person):
    for minutes, login in enumerate(("CHEN shili", "ｃｈｅｎ.ｓｈｉｌｉ"), 1):
        token = by_password(app, NOW + minutes * MINUTE, login=login)
        assert sessions.actor_of(token=token, real_at=NOW + minutes * MINUTE) == person


# N2: a step is accepted once


def notations(code):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    yield from (code, f"{code} ", f" {code}", f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}")
    yield from (wide, f"{wide[:3]} {wide[3:]}", " ".join(code), f"\t{code}\n", f"\u200b{code}")
    yield from (f"{code}\u3000", "".join(f"{digit}\ufeff" for digit in code))


@pytest.mark.both
@COMMITTED
def test_a_code_is_good_once_in_whatever_notation(app, monkeypatch):
    monkeypatch.setattr(rules, "FREE_TRIES", 1000)
    written = list(notations(app.code(LATER)))
    assert len(set(written)) == 12
    outcomes = together((lambda code=code: by_password(app, LATER, code=code)) for code in written)
    assert Counter(type(one) for one in outcomes) == {str: 1, NotLetIn: 11}


@pytest.mark.both
@COMMITTED
def test_eight_at_the_same_moment_are_let_in_once(app):
    outcomes = together((lambda: by_password(app, LATER)) for _ in range(8))
    assert len([one for one in outcomes if isinstance(one, str)]) == 1


@pytest.mark.parametrize("written", list(notations("000000"))[1:])
def test_each_notation_is_read_as_the_same_digits(written):
    assert totp._digits(written) == b"000000"


@pytest.mark.parametrize("written", ["00000", "0000000", "٠٠٠٠٠٠", "00000o", "000000x", "0" * 99])
def test_what_is_not_six_digits_is_no_code(written):
    assert totp._digits(written) == b""


@pytest.mark.parametrize(("steps", "is_let_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_window_is_one_step_each_side(app, steps, is_let_in):
    code = app.code(LATER + 30 * steps * SECOND)
    if is_let_in:
        assert by_password(app, LATER, code=code)
    else:
        with pytest.raises(NotLetIn):
            by_password(app, LATER, code=code)


@pytest.mark.both
def test_after_a_step_no_earlier_one_is_accepted(app):
    by_password(app, LATER, code=app.code(LATER + 30 * SECOND))
    with pytest.raises(NotLetIn):
        by_password(app, LATER)


@pytest.mark.both
def test_the_code_that_confirms_a_generator_is_spent_by_that(app):
    with pytest.raises(NotLetIn):
        by_password(app, NOW)


@pytest.mark.both
def test_a_wrong_password_does_not_spend_the_code(app):
    wrong(app)
    assert by_password(app, LATER)


@pytest.mark.both
@COMMITTED
def test_a_new_generator_replaces_the_old_one_only_when_it_is_confirmed(app, person):
    token = by_password(app, LATER)
    begun = App(factors.begin_codes(token=token, **both(LATER)))
    with pytest.raises(CodeWrong):
        factors.confirm_codes(token=token, code=app.code(LATER), **both(LATER))
    assert by_password(app, LATER + MINUTE)
    factors.confirm_codes(token=token, code=begun.code(LATER), **both(LATER))
    with pytest.raises(NotLetIn):
        by_password(app, LATER + 2 * MINUTE)
    assert by_password(begun, LATER + 2 * MINUTE)
    kept = list(Totp.objects.values_list("ref", flat=True))
    secrets = KeptSecret.objects.exclude(name__startswith="rowkey-")
    assert list(secrets.values_list("name", flat=True)) == kept
    assert len(kept) == 1


# N3: a known name costs what an unknown one costs


def counted(act):
    with (
        CaptureQueriesContext(connections["default"]) as data,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        act()
    return len(data), len(keys)


@pytest.mark.both
def test_known_and_unknown_names_ask_the_database_the_same(app):
    wrong(app, login="warm")
    known = counted(lambda: wrong(app, address="192.0.2.1"))
    unknown = counted(lambda: wrong(app, login="nobody", address="192.0.2.2"))
    assert known == unknown
    wrong(app, login="nobody", address="192.0.2.3")


def test_a_known_and_an_unknown_name_take_one_hash_each(app, monkeypatch):
    hashes = []
    real = passwords.HASHER.verify
    monkeypatch.setattr(
        passwords.HASHER, "verify", lambda *given: hashes.append(given[1][:60]) or real(*given)
    )
    for given in ({}, {"login": "nobody"}, {"code": "000000"}):
        wrong(app, **given)
    assert len(hashes) == 3
    assert len({kept.rpartition(",")[0] for kept in hashes}) == 1


def rank_test(one, other):
    """Two-sided p of Mann and Whitney's test, by the normal approximation."""
    above = sum((a > b) + (a == b) / 2 for a in one for b in other)
    pairs = len(one) * len(other)
    spread = (pairs * (len(one) + len(other) + 1) / 12) ** 0.5
    return 2 * (1 - statistics.NormalDist().cdf(abs(above - pairs / 2) / spread))


@pytest.mark.slow
def test_the_time_does_not_tell_whether_a_name_is_known(app, monkeypatch):
    """In processor time, so that neighbours on the machine do not decide it.

    A hash takes 170 ms; a name that is not hashed for would be found out by almost all of that.
    """
    monkeypatch.setattr(rules, "FREE_TRIES", 10**6)
    monkeypatch.setattr(passwords, "HASHER", passwords.Argon2())  # no more ``cheap``
    Account.objects.update(password=passwords.hashed(PASSWORD))
    took = {LOGIN: [], "nobody": []}
    for turn in range(2 * TIMED):
        login = (LOGIN, "nobody")[turn % 2]
        began = time.thread_time()
        wrong(app, login=login)
        took[login].append(time.thread_time() - began)
    known, unknown = took.values()
    assert abs(statistics.median(known) - statistics.median(unknown)) < 0.2 * min(known)
    assert rank_test(known, unknown) > 0.001


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


# Stepping up by password


@pytest.mark.both
def test_a_step_up_takes_password_and_code_and_lasts_five_minutes(app, person):
    token = by_password(app, LATER)
    when = LATER + 10 * MINUTE
    with pytest.raises(StepUpNeeded):
        factors.make_recovery_codes(token=token, **both(when))
    given = {"token": token, "code": app.code(when), "address": ADDRESS}
    with pytest.raises(NotLetIn):
        services.step_up(**given, password=WRONG, **both(when))
    proved = services.step_up(**given, password=PASSWORD, **both(when))
    assert sessions.actor_of(token=token, real_at=when) is None
    assert factors.make_recovery_codes(token=proved, **both(when + 4 * MINUTE))
    with pytest.raises(StepUpNeeded):
        factors.make_recovery_codes(token=proved, **both(when + 5 * MINUTE))


@pytest.mark.both
def test_guessing_at_a_step_up_is_slowed_down_like_any_other(app):
    token = by_password(app, LATER)
    when = LATER + MINUTE
    for _ in range(5):
        with pytest.raises(NotLetIn):
            services.step_up(token=token, password=WRONG, code="", address=ADDRESS, **both(when))
    with pytest.raises(Throttled):
        services.step_up(
            token=token, password=PASSWORD, code=app.code(when), address=ADDRESS, **both(when)
        )
