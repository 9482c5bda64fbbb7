"""Name, password and code: what is let in, what a guesser learns and how long he waits."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from datetime import timedelta
from threading import BoundedSemaphore

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.signin import factors, passwords, rules, services, sessions, throttle
from shoumi.base.signin.errors import NotLetIn, PasswordsBusy, StepUpNeeded, Throttled
from shoumi.base.signin.models import Account, Bucket
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.people import (
    ADDRESS,
    LATER,
    LOGIN,
    MINUTE,
    NOW,
    PASSWORD,
    WRONG,
    both,
    by_password,
    wrong,
)
from shoumi.core.refs import SYSTEM

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
TIMED = 12  # of each, enough to see 5 ms in 100


@pytest.mark.both
def test_name_password_and_code_let_in_and_it_stands_in_the_ledger(app, person):
    token = by_password(app, LATER)
    assert sessions.actor_of(token=token, real_at=LATER) == person
    line = list(reader.entries())[-1].line()
    assert (line.tag, line.actor, line.at) == ("signin.accepted", person, AT)
    assert line.facts["by"] == "password"


def test_a_password_of_years_ago_lets_in_as_ever(app, person):
    years = LATER + timedelta(days=5 * 365)
    assert sessions.actor_of(token=by_password(app, years), real_at=years) == person


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


@COMMITTED
def test_a_flood_waits_four_deep_and_whoever_is_turned_away_has_not_failed(app, monkeypatch):
    """Of sixteen at once those looked at and four who wait; the others keep their tries."""
    turned_away, most = [], 16 - passwords._TOGETHER - 4

    def until_all_have_come(*_):
        until = time.monotonic() + 60
        while len(turned_away) < most and time.monotonic() < until:
            time.sleep(0.01)

    def attempt(number):
        def tried():
            try:
                by_password(app, LATER, login=f"nobody{number}", address=f"198.51.100.{number}")
            except PasswordsBusy:
                turned_away.append(number)
                raise

        return tried

    monkeypatch.setattr(passwords.HASHER, "verify", until_all_have_come)
    kinds = Counter(type(one) for one in together(map(attempt, range(16))))
    assert kinds == {PasswordsBusy: most, NotLetIn: 16 - most}
    failures = sum(Bucket.objects.values_list("failures", flat=True))
    assert failures == 2 * kinds[NotLetIn]


def test_who_is_turned_away_is_told_so_and_may_come_again_at_once(app, person, monkeypatch):
    monkeypatch.setattr(passwords, "_ROOM", BoundedSemaphore(1))
    with passwords.turn(), pytest.raises(PasswordsBusy) as refused:
        by_password(app, LATER)
    assert (refused.value.status, refused.value.facts) == (503, {"seconds": 5})
    assert by_password(app, LATER)
