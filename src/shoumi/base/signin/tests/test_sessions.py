"""Sessions: how long, how many, whose, and what their tokens are good for."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.clock import services as clock
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, factors, queries, services, sessions
from shoumi.base.signin.errors import NoSession, NoSuchSession, NothingEnrolled, TokenSpent
from shoumi.base.signin.events import By
from shoumi.base.signin.models import Passkey, Session
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.people import (
    HOUR,
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
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def party(house, kind=Kind.PARTY):
    token = invited(house, house.enrol(name="钱虚乙", kind=kind))
    device = with_passkey(token)
    enrolment.finish(token=token, **both())
    return device


def lives(token, real_at):
    return sessions.actor_of(token=token, real_at=real_at) is not None


def alive_until(token, step, most):
    """Used every ``step`` from now on, how long it lives."""
    when = NOW
    while when - NOW < most and lives(token, when + step):
        when += step
    return when - NOW


def test_a_token_has_256_bits_and_is_kept_as_a_digest_only(device):
    token = by_passkey(device)
    assert len(token) * 6 >= 256
    assert token not in json.dumps(list(Session.objects.values()), default=str)


@pytest.mark.parametrize("kind", list(Kind))
def test_how_long_a_session_lives(house, device, kind):
    idle, absolute = (15, 12) if kind is Kind.STAFF else (30, 8)
    held = device if kind is Kind.STAFF else party(house, kind)
    first, second = by_passkey(held), by_passkey(held)
    assert lives(first, NOW + idle * MINUTE - SECOND)
    assert not lives(second, NOW + idle * MINUTE)
    third = by_passkey(held)
    assert alive_until(third, 10 * MINUTE, 24 * HOUR) == absolute * HOUR - 10 * MINUTE


@pytest.mark.both
def test_a_session_is_noted_as_used_once_a_minute(device):
    token = by_passkey(device)
    with CaptureQueriesContext(connection) as asked:
        for second in range(60):
            lives(token, NOW + second * SECOND)
    assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    lives(token, NOW + MINUTE)
    assert Session.objects.get(by="passkey").seen_at == NOW + MINUTE


@pytest.mark.both
def test_real_time_ends_a_session_while_a_story_stands_still(device, home):
    (home / "home.toml").write_text('kind = "demo"\n')
    clock.start_story(at=AT, actor=Ref("clock-story"))
    token = by_passkey(device)
    assert lives(token, NOW + MINUTE)
    assert not lives(token, NOW + HOUR)
    again = by_passkey(device, NOW + HOUR)
    moments = [one.line().at for one in reader.entries()][-2:]
    assert moments == [AT, AT]
    clock.advance(to=AT + timedelta(days=90), actor=Ref("clock-story"))
    assert lives(again, NOW + HOUR + MINUTE)


@pytest.mark.both
def test_of_more_than_three_sessions_the_oldest_ends(device, person):
    held = [by_passkey(device, NOW + number * SECOND) for number in range(5)]
    assert [lives(token, NOW + MINUTE) for token in held] == [False, False, True, True, True]
    assert len(queries.living(person, real_at=NOW + MINUTE)) == 3


@pytest.mark.both
@COMMITTED
def test_sign_ins_at_the_same_moment_are_three_at_most(device, person):
    device.counts = False
    Passkey.objects.update(sign_count=0)
    device.counter = 0
    together((lambda: by_passkey(device)) for _ in range(8))
    assert len(queries.living(person, real_at=NOW)) == 3


@pytest.mark.both
def test_sessions_that_are_over_take_nobodys_place(device, person):
    old = [by_passkey(device) for _ in range(3)]
    later = NOW + HOUR
    fresh = [by_passkey(device, later) for _ in range(3)]
    assert [lives(token, later) for token in (*old, *fresh)] == [False] * 3 + [True] * 3
    assert sessions.of(person).count() == 3


# Fixation


@pytest.mark.both
def test_what_the_browser_brought_along_is_ended_and_never_taken_over(device, person):
    planted = by_passkey(device)
    begun = services.begin_passkey(site=SITE, real_at=NOW)
    token = services.sign_in_by_passkey(
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.sign(begun),
        replaces=planted,
        **both(),
    )
    assert token != planted
    assert not lives(planted, NOW)
    for made_up in ("", "planted", "x" * 43, token[:-1], token + " "):
        assert not lives(made_up, NOW)
        begun = services.begin_passkey(site=SITE, real_at=NOW)
        services.sign_in_by_passkey(
            site=SITE,
            ceremony=begun.ceremony,
            answer=device.sign(begun),
            replaces=made_up,
            **both(),
        )
        assert not lives(made_up, NOW)


@pytest.mark.both
def test_a_step_up_and_the_end_of_enrolling_change_the_token(house, person):
    enrol = invited(house, person)
    device = with_passkey(enrol)
    full = enrolment.finish(token=enrol, **both())
    begun = services.begin_step_up(token=full, site=SITE, real_at=NOW)
    proved = services.step_up_by_passkey(
        token=full, site=SITE, ceremony=begun.ceremony, answer=device.sign(begun), **both()
    )
    assert [lives(token, NOW) for token in (enrol, full, proved)] == [False, False, True]


@pytest.mark.both
def test_of_two_proofs_of_one_token_the_second_finds_no_session(device):
    token = by_passkey(device)
    session = sessions.current(token=token, real_at=NOW)
    assert sessions.prove(session, By.PASSKEY, **both())
    with pytest.raises(NoSession):
        sessions.prove(session, By.PASSKEY, **both())


# N14: a token of one kind is none of another


@pytest.mark.both
def test_no_token_works_where_another_kind_is_asked_for(house, person, device):
    setup = "setup"
    link = enrolment.invite(person=house.dpo, actor=house.head, **both())
    full = by_passkey(device)
    code = factors.make_recovery_codes(token=full, **both())[0]
    enrol = enrolment.enter(
        link=enrolment.invite(person=house.dpo, actor=house.head, **both()), **both()
    )
    session = Session.objects.get(person=person, scope="full", by="passkey").ref
    takes = {
        "act": lambda token: sessions.actor_of(token=token, real_at=NOW),
        "step up": lambda token: services.begin_step_up(token=token, site=SITE, real_at=NOW),
        "factors": lambda token: factors.begin_passkey(token=token, site=SITE, real_at=NOW),
        "finish": lambda token: enrolment.finish(token=token, **both()),
        "link": lambda token: enrolment.enter(link=token, **both()),
        "setup": lambda token: enrolment.set_up(token=token, person=house.head, **both()),
        "recover": lambda token: enrolment.recover(code=token, **both()),
    }
    wanted = {
        full: {"act", "step up", "factors"},
        enrol: {"factors", "finish"},
        link: set(),  # the second invitation ended it
        code: {"recover"},
        session: set(),
        person: set(),
        setup: set(),
    }
    for token, doors in wanted.items():
        opened = set()
        for door, take in takes.items():
            try:
                opened |= {door} if take(token) else set()
            except (NoSession, TokenSpent):
                continue
            except NothingEnrolled:  # the one refusal of a door that the token opens
                opened |= {door}
        assert opened == doors, token


@pytest.mark.both
def test_a_setup_token_is_no_link_and_a_link_no_setup_token(house, person):
    setup = enrolment.setup_token(**both())
    link = enrolment.invite(person=house.head, actor=house.dpo, **both())
    with pytest.raises(TokenSpent):
        enrolment.enter(link=setup, **both())
    with pytest.raises(TokenSpent):
        enrolment.set_up(token=link, person=house.head, **both())
    assert enrolment.set_up(token=setup, person=house.head, **both())


@pytest.mark.both
def test_an_enrolling_session_does_not_act(house, person):
    token = invited(house, person)
    with_passkey(token)
    assert sessions.actor_of(token=token, real_at=NOW) is None
    with pytest.raises(NoSession):
        services.begin_step_up(token=token, site=SITE, real_at=NOW)


@pytest.mark.both
def test_a_full_session_does_not_finish_enrolling(device):
    with pytest.raises(NoSession):
        enrolment.finish(token=by_passkey(device), **both())


# Ending


@pytest.mark.both
def test_signing_out_ends_the_session_for_good(device):
    token = by_passkey(device)
    sessions.sign_out(token=token, at=AT)
    assert not lives(token, NOW)
    before = tags()
    sessions.sign_out(token=token, at=AT)
    assert tags() == before
    assert before[-1] == "signin.ended"


@pytest.mark.both
def test_one_session_of_ones_own_is_ended_and_the_others_live(device, person):
    first, second = by_passkey(device), by_passkey(device)
    found = sessions.current(token=first, real_at=NOW)
    sessions.end(session=Ref(found.ref), actor=person, at=AT)
    assert (lives(first, NOW), lives(second, NOW)) == (False, True)


@pytest.mark.both
def test_who_may_end_anothers_session(device, house, person):
    token = by_passkey(device)
    ref = Ref(sessions.current(token=token, real_at=NOW).ref)
    colleague = house.staff(Role.CS, name="王样本")
    for named in (ref, Ref("session-none")):
        with pytest.raises(NotPermitted):
            sessions.end(session=named, actor=colleague, at=AT)
    with pytest.raises(NoSuchSession):
        sessions.end(session=Ref("session-none"), actor=house.dpo, at=AT)
    sessions.end(session=ref, actor=house.dpo, at=AT)
    assert not lives(token, NOW)


@pytest.mark.both
def test_lock_down_ends_every_session_and_open_link(device, house, person):
    held = [by_passkey(device) for _ in range(3)]
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    link = enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both())
    with pytest.raises(NotPermitted):
        sessions.lock_down(person=house.head, actor=person, at=AT)
    assert sessions.lock_down(person=person, actor=house.dpo, at=AT) == 3
    assert [lives(token, NOW) for token in held] == [False] * 3
    with pytest.raises(TokenSpent):
        enrolment.enter(link=link, **both())
    assert tags()[-1] == "signin.locked_down"
    assert sessions.lock_down(person=person, actor=person, at=AT) == 0


@pytest.mark.both
def test_a_session_dies_with_the_persons_place_in_the_house(device, house, person):
    token = by_passkey(device)
    accounts.retire(person=person, actor=house.head, at=AT)
    assert not lives(token, NOW)
    assert queries.living(person, real_at=NOW) == []
