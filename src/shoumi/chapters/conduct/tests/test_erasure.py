"""Texts of cases and rewards go with their term and with their person, and come back by no copy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import reader
from shoumi.base.messages import sentences
from shoumi.base.vault import secrets
from shoumi.chapters.conduct import jobs
from shoumi.chapters.conduct.chapter import card
from shoumi.chapters.conduct.models import Reward, StaffCase
from shoumi.chapters.conduct.queries import kept_texts
from shoumi.chapters.conduct.rules.words import For, Thanks
from shoumi.chapters.conduct.services import cases, people, texts
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
YEAR = timedelta(days=366)


def decided(desk) -> StaffCase:
    desk.published()
    return desk.decide(desk.replied())


def thanked(desk) -> Reward:
    given = {"person": desk.chen, "actor": desk.head, "at": desk.at}
    return people.thank(thanks=Thanks.PRAISE, reason=For.REPORTED, words="谢谢。", **given)


def test_two_years_after_a_case_is_over_its_texts_are_destroyed_and_the_ledger_says_so(desk):
    case = decided(desk)
    desk.at = case.decided_at + timedelta(days=15) + 2 * YEAR - timedelta(days=3)
    assert jobs.clear(desk.at) == 0
    assert texts.opened(case.reasons)
    desk.go(days=3)
    assert jobs.clear(desk.at) == 3
    assert [texts.opened(one) for one in (case.account, case.reply, case.reasons)] == ["", "", ""]
    line = reader.latest(1)[0].line()
    assert (line.about, line.facts["texts"]) == (case.ref, 3)
    assert sentences.of_line(line, "zh") == "保存期限已满，销毁了 3 段文字"
    assert sentences.of_line(line, "en") == "destroyed 3 texts whose term was over"
    assert jobs.clear(desk.at) == 0
    assert desk.state("4.3") == ("PASS", "")


def test_a_case_that_is_not_over_keeps_its_texts_however_old_it_is(desk):
    desk.published()
    case = desk.replied()
    assert jobs.clear(desk.go(days=2000)) == 0
    assert texts.opened(StaffCase.objects.get(ref=case).account)


def test_a_case_whose_appeal_waits_is_not_over(desk):
    case = decided(desk)
    cases.appeal(case=Ref(case.ref), text="请再看。", actor=desk.chen, at=desk.at)
    assert jobs.clear(desk.go(days=2000)) == 0


def test_words_of_a_reward_go_after_two_years(desk):
    one = thanked(desk)
    assert jobs.clear(desk.at + 2 * YEAR - timedelta(days=3)) == 0
    assert jobs.clear(desk.go(days=2 * 366)) == 1
    assert texts.opened(one.words) == ""


def test_the_card_destroys_what_is_said_of_one_person_and_nothing_of_others(desk):
    case, reward = decided(desk), thanked(desk)
    assert card.remains["staff_texts"]([desk.chen]) == 4
    assert card.destroyers["staff_texts"]([desk.legal]) == 0
    assert card.destroyers["staff_texts"]([desk.chen]) == 4
    assert card.remains["staff_texts"]([desk.chen]) == 0
    assert texts.opened(case.account) == texts.opened(reward.words) == ""


def test_a_text_that_no_row_knows_is_swept_away_after_an_hour(desk):
    case = decided(desk)
    half_written = texts.sealed("account", "写了一半就断电了", desk.at)
    left = half_written.__enter__().name  # and the power is off before it is left again
    assert jobs.clear(desk.at) == 0
    assert jobs.clear(desk.go(hours=2)) == 1
    assert secrets.existing([left]) == set()
    assert len(secrets.existing(kept_texts.names_in(case))) == 3
