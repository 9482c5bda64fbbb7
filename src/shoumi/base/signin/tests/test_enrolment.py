"""The first run, invitations, and letting in again."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.services import NotActive
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, factors, queries, sessions
from shoumi.base.signin.errors import (
    AlreadyEnrolled,
    AlreadySetUp,
    LoginMalformed,
    LoginTaken,
    NoSession,
    NoSuchRequest,
    NotEnrolled,
    NotFounding,
    NothingEnrolled,
    NotLetIn,
    RequestSpent,
    TokenSpent,
    TwoPeopleNeeded,
)
from shoumi.base.signin.models import Account, Again, Link, RecoveryCode, Session
from shoumi.base.signin.tests.people import (
    HOUR,
    LOGIN,
    MINUTE,
    NOW,
    PASSWORD,
    both,
    by_passkey,
    by_password,
    invited,
    tags,
    with_passkey,
    with_password,
)
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.mark.both
def test_the_head_comes_in_by_the_setup_token_and_invites_the_next(house):
    setup = enrolment.setup_token(**both())
    token = enrolment.enter(
        link=enrolment.set_up(token=setup, person=house.head, **both()), **both()
    )
    device = with_passkey(token)
    full = enrolment.finish(token=token, **both())
    assert sessions.actor_of(token=full, real_at=NOW) == house.head
    link = enrolment.invite(person=house.dpo, actor=house.head, **both())
    assert sessions.current(token=enrolment.enter(link=link, **both()), real_at=NOW)
    assert by_passkey(device)
    assert tags()[-8:] == [
        *("signin.setup_opened", "signin.set_up", "signin.entered", "factor.added"),
        *("signin.enrolled", "signin.invited", "signin.entered", "signin.accepted"),
    ]


def test_a_setup_token_has_112_bits_at_least_and_is_kept_as_a_digest_only(house):
    setup = enrolment.setup_token(**both())
    assert len(setup) * 6 >= 112
    kept = json.dumps(list(Link.objects.values()), default=str)
    assert setup not in kept


@pytest.mark.both
def test_a_setup_token_works_once_for_a_day_and_a_new_one_ends_it(house):
    first = enrolment.setup_token(**both())
    second = enrolment.setup_token(**both())
    for token, when in ((first, NOW), (second, NOW + 24 * HOUR), ("anything", NOW)):
        with pytest.raises(TokenSpent):
            enrolment.set_up(token=token, person=house.head, **both(when))
    enrolment.set_up(token=second, person=house.head, **both(NOW + 23 * HOUR))
    with pytest.raises(TokenSpent):
        enrolment.set_up(token=second, person=house.dpo, **both())


@pytest.mark.both
def test_only_the_founding_people_come_in_by_the_setup_token_and_a_wrong_one_keeps_it(house):
    setup = enrolment.setup_token(**both())
    with pytest.raises(NotFounding):
        enrolment.set_up(token=setup, person=house.staff(Role.SEC), **both())
    assert enrolment.set_up(token=setup, person=house.dpo, **both())


@pytest.mark.both
def test_where_somebody_can_sign_in_there_is_no_setup_token(house):
    setup = enrolment.setup_token(**both())
    token = invited(house, house.dpo)
    with_passkey(token)
    enrolment.finish(token=token, **both())
    with pytest.raises(AlreadySetUp):
        enrolment.setup_token(**both())
    with pytest.raises(AlreadySetUp):
        enrolment.set_up(token=setup, person=house.head, **both())


@pytest.mark.both
def test_an_invitation_works_once_and_for_a_day(house, person):
    link = enrolment.invite(person=person, actor=house.head, **both())
    with pytest.raises(TokenSpent):
        enrolment.enter(link=link, **both(NOW + 24 * HOUR))
    enrolment.enter(link=link, **both())
    with pytest.raises(TokenSpent):
        enrolment.enter(link=link, **both())


def test_who_may_invite_and_whom(house, person):
    stranger = house.enrol(name="王样本")
    with pytest.raises(NotPermitted):
        enrolment.invite(person=person, actor=stranger, **both())
    accounts.retire(person=stranger, actor=house.head, at=AT)
    with pytest.raises(NotActive):
        enrolment.invite(person=stranger, actor=house.head, **both())


@pytest.mark.both
def test_a_link_of_somebody_who_left_is_worth_nothing(house, person):
    link = enrolment.invite(person=person, actor=house.head, **both())
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(TokenSpent):
        enrolment.enter(link=link, **both())


@pytest.mark.both
def test_nobody_comes_in_with_nothing_added(house, person):
    token = invited(house, person)
    with pytest.raises(NothingEnrolled):
        enrolment.finish(token=token, **both())


@pytest.mark.both
def test_a_password_without_codes_is_no_way_in(house, person, cheap):
    token = invited(house, person)
    factors.choose_password(token=token, login=LOGIN, password=PASSWORD, **both())
    with pytest.raises(NothingEnrolled):
        enrolment.finish(token=token, **both())


@pytest.mark.both
def test_what_was_added_lets_nobody_in_before_enrolling_is_finished(house, person, cheap):
    token = invited(house, person)
    device, app = with_passkey(token), with_password(token)
    for attempt in (lambda: by_passkey(device), lambda: by_password(app, NOW + MINUTE)):
        with pytest.raises(NotLetIn):
            attempt()
    enrolment.finish(token=token, **both())
    assert by_passkey(device)
    assert by_password(app, NOW + 2 * MINUTE)


@pytest.mark.both
def test_a_login_name_that_looks_like_anothers_is_refused(house, app):
    token = invited(house, house.staff(Role.CS, name="王样本"))
    for spelling in ("Chen. Shili", "ｃｈｅｎ．ｓｈｉｌｉ", "сhen.shili"):
        with pytest.raises(LoginTaken):
            factors.choose_password(token=token, login=spelling, password=PASSWORD, **both())
    with pytest.raises(LoginMalformed):
        factors.choose_password(token=token, login="...", password=PASSWORD, **both())


# Again


@pytest.mark.both
def test_letting_in_again_takes_two_other_people_and_ends_what_was(house, person, device):
    old = by_passkey(device)
    with pytest.raises(AlreadyEnrolled):
        enrolment.invite(person=person, actor=house.head, **both())
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    link = enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both())
    assert sessions.actor_of(token=old, real_at=NOW) == person
    token = enrolment.enter(link=link, **both())
    assert sessions.actor_of(token=old, real_at=NOW) is None
    with pytest.raises(NotLetIn):
        by_passkey(device)
    with_passkey(token)
    assert sessions.actor_of(token=enrolment.finish(token=token, **both()), real_at=NOW) == person


@pytest.mark.parametrize("who", ["dpo", "person", "stranger"])
def test_who_may_not_approve(house, person, device, who):
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    actor = {"dpo": house.dpo, "person": person, "stranger": house.staff(Role.SEC)}[who]
    with pytest.raises((TwoPeopleNeeded, NotPermitted)):
        enrolment.approve_again(request=Ref(asked.ref), actor=actor, **both())
    assert not Link.objects.filter(used_at__isnull=True).exists()


def test_the_head_asks_for_nobody_but_others(house, device, person):
    with pytest.raises(TwoPeopleNeeded):
        enrolment.ask_again(person=house.head, actor=house.head, **both())
    with pytest.raises(NotEnrolled):
        enrolment.ask_again(person=house.dpo, actor=house.head, **both())


@pytest.mark.both
def test_a_request_is_approved_once_and_within_a_day(house, person, device):
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    with pytest.raises(RequestSpent):
        enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both(NOW + 24 * HOUR))
    enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both())
    with pytest.raises(RequestSpent):
        enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both())


@pytest.mark.both
def test_a_request_that_nobody_made_is_not_approved(house):
    with pytest.raises(NoSuchRequest):
        enrolment.approve_again(request=Ref("again-none"), actor=house.head, **both())


@pytest.mark.both
@pytest.mark.parametrize("approver", ["requested_by", "person"])
def test_the_database_refuses_a_request_with_one_person(house, person, device, approver):
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    with pytest.raises(IntegrityError), transaction.atomic():
        Again.objects.filter(pk=asked.pk).update(approved_by=getattr(asked, approver))


# Recovery


@pytest.fixture
def codes(house, person, device):
    return factors.make_recovery_codes(token=by_passkey(device), **both())


def test_there_are_ten_codes_of_120_bits_kept_as_digests(codes, person):
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) * 5 for code in codes} == {120}
    kept = json.dumps(list(RecoveryCode.objects.values()), default=str)
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []
    assert queries.ways(person).recovery_codes == 10


@pytest.mark.both
def test_a_code_lets_in_once_to_enrol_and_to_nothing_else(codes, person, device):
    other = by_passkey(device)
    token = enrolment.recover(code=codes[0].upper().replace("-", " "), **both())
    assert sessions.actor_of(token=token, real_at=NOW) is None
    assert sessions.actor_of(token=other, real_at=NOW) is None
    assert queries.ways(person).recovery_codes == 9
    with pytest.raises(TokenSpent):
        enrolment.recover(code=codes[0], **both())
    with pytest.raises(NothingEnrolled):  # the old passkey is there, but nothing was added
        enrolment.finish(token=token, **both())
    with_passkey(token)
    assert enrolment.finish(token=token, **both())


@pytest.mark.both
def test_new_codes_end_the_old_ones(codes, device):
    factors.make_recovery_codes(token=by_passkey(device), **both())
    with pytest.raises(TokenSpent):
        enrolment.recover(code=codes[0], **both())


@pytest.mark.both
def test_a_code_of_somebody_who_left_is_worth_nothing(codes, house, person):
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(TokenSpent):
        enrolment.recover(code=codes[0], **both())


@pytest.mark.both
def test_an_enrolling_session_lasts_half_an_hour_at_most(house, person):
    token = invited(house, person)
    for minutes in (10, 20):
        with_passkey(token, real_at=NOW + minutes * MINUTE)
    with pytest.raises(NoSession):
        enrolment.finish(token=token, **both(NOW + 30 * MINUTE))


def test_no_name_and_no_secret_stands_in_the_ledger_or_a_log(caplog, app):
    caplog.set_level(logging.DEBUG)
    token = by_password(app, NOW + MINUTE)
    with pytest.raises(NotLetIn):
        by_password(app, NOW + MINUTE, login="陈示例", password=LOGIN)
    codes = factors.make_recovery_codes(token=token, **both(NOW + MINUTE))
    device = with_passkey(token, real_at=NOW + MINUTE)
    secrets = [token, by_passkey(device), *codes]
    written = b"".join(bytes(recorded.body) for recorded in reader.entries()).decode()
    assert "factor.added" in written
    assert "Credential authenticated" in caplog.text  # the library's own words were caught
    for told in ("陈示例", "郑样板", LOGIN, PASSWORD, "办公室电脑", "192.0.2.7", *secrets):
        assert told not in written
        assert told not in caplog.text


def test_every_act_of_letting_in_is_by_somebody(house, person, app):
    acts = [recorded.line() for recorded in reader.entries()]
    lines = [line for line in acts if line.tag.startswith(("signin.", "factor."))]
    assert {line.actor for line in lines} == {house.head, person}
    assert SYSTEM not in {line.about for line in lines}
    assert Account.objects.get().enrolled_at == NOW
    assert Session.objects.get().by == "link"
