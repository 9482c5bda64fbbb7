"""What was done before today counts too: months that were left, books by which somebody was
punished, rows that were taken away (4.2, 4.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import Reward, RuleBook, StaffCase, StaffCheck, Suspension
from shoumi.chapters.conduct.queries import consultations
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.sanctions import Recovery, Sanction
from shoumi.chapters.conduct.rules.words import Consulted, Danger, For, Thanks, Voice
from shoumi.chapters.conduct.services import books, checks, people, scores
from shoumi.chapters.conduct.services import consultations as voices
from shoumi.chapters.conduct.services import errors as no
from shoumi.chapters.conduct.tests.conduct_house import WRITTEN
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
LOSS = Recovery(500_000, 160_000, 800_000, 240_000)


def of(month):
    return StaffCheck.objects.get(month=month)


def in_month(desk, month):
    """The last day by which that month is to be checked is over."""
    desk.at = max(desk.at, months.due(month))
    scores.look(desk.at)


def test_a_month_that_was_left_is_missed_after_the_next_one_was_checked(desk):
    first = desk.committed()
    desk.read()
    desk.at = months.begins(months.following(first.month))
    checks.commit_ahead(desk.at)
    desk.closed(desk.draw(of(months.following(first.month))))
    in_month(desk, months.following(first.month))
    assert desk.state("4.2") == ("FAIL", "conduct.earlier_month_left")
    desk.closed(desk.draw(of(first.month)))
    assert desk.state("4.2") == ("PASS", "")


def test_a_month_that_nobody_committed_to_is_made_up_for_whole(desk):
    desk.published()
    left = months.month_of(desk.at)
    early = desk.read()
    desk.at = months.due(left) + timedelta(days=10)
    checks.commit(actor=desk.sup, at=desk.at)
    assert StaffCheck.objects.filter(month__lt=months.month_of(desk.at)).count() == 2
    made_up = desk.draw(of(left))
    assert [one.position for one in queries.samples(made_up)] == [early]
    desk.closed(made_up)
    desk.closed(desk.draw(of(months.following(left))))
    assert desk.state("4.2") == ("PASS", "")


def test_before_a_month_without_a_seed_is_made_up_for_the_demand_holds_in_part(desk, monkeypatch):
    desk.published()
    left = months.month_of(desk.at)
    desk.at = months.begins(months.following(left))
    monkeypatch.setattr(checks.reads, "begun_in", lambda: months.following(left))
    checks.commit(actor=desk.sup, at=desk.at)
    monkeypatch.undo()
    desk.closed(desk.draw(of(months.following(left))))
    in_month(desk, months.following(left))
    assert desk.state("4.2") == ("PARTIAL", "conduct.missing_4_2")
    checks.commit_ahead(desk.at)
    assert desk.state("4.2") == ("PARTIAL", "conduct.missing_4_2"), "nobody's but a person's"
    checks.commit(actor=desk.sup, at=desk.at)
    assert desk.state("4.2") == ("FAIL", "conduct.earlier_month_left")
    desk.closed(desk.draw(of(left)))
    assert desk.state("4.2") == ("PASS", "")


def test_a_house_commits_by_itself_once_its_rules_are_published(desk):
    desk.published()
    assert checks.commit_ahead(desk.at) == 2


def test_suspensions_and_rewards_that_were_taken_away_or_lifted_by_hand_are_missed(desk):
    desk.closed()
    desk.published()
    told = {"actor": desk.officer, "at": desk.at}
    people.suspend(person=desk.chen, why=Danger.SIGNALS, **told)
    people.thank(person=desk.legal, thanks=Thanks.PRAISE, reason=For.HELPED, words="谢", **told)
    assert (desk.state("4.2"), desk.state("4.3")) == (("PASS", ""), ("PASS", ""))
    lifted = {"lifted_at": desk.at, "lifted_by": desk.officer}
    before = Suspension.objects.values(*lifted).get()
    Suspension.objects.update(**lifted)
    assert desk.state("4.2") == ("FAIL", NotAuthentic.code)
    Suspension.objects.update(**before)
    assert desk.state("4.2") == ("PASS", "")
    Suspension.objects.all().delete()
    assert (desk.state("4.2")[1], desk.state("4.3")[1]) == (NotAuthentic.code, NotAuthentic.code)


def test_a_reward_that_is_gone_is_missed(desk):
    desk.published()
    told = {"actor": desk.officer, "at": desk.at}
    people.thank(person=desk.legal, thanks=Thanks.PRAISE, reason=For.HELPED, words="谢", **told)
    assert desk.state("4.3") == ("PASS", "")
    Reward.objects.all().delete()
    assert desk.state("4.3") == ("FAIL", NotAuthentic.code)


def test_the_cap_is_of_the_wage_of_a_month_however_many_cases_there_are(desk):
    desk.published()
    first, second, third = (desk.replied() for _ in range(3))
    desk.decide(first, recovery=LOSS)
    with pytest.raises(no.OverCap) as refused:
        desk.decide(second, recovery=Recovery(500_000, 1, 800_000, 240_000))
    assert refused.value.facts["most"] == 0
    desk.go(days=40)
    assert desk.decide(third, recovery=LOSS).asked == LOSS.asked
    desk.decide(second)
    assert desk.state("4.3") == ("PASS", "")
    when = StaffCase.objects.get(ref=first).decided_at
    authenticated.change(StaffCase.objects.filter(ref=third), decided_at=when)
    assert desk.state("4.3") == ("FAIL", "conduct.over_cap_then")


def test_nothing_is_taken_where_nobody_says_what_the_minimum_is(desk):
    desk.published()
    with pytest.raises(no.OverCap):
        desk.decide(desk.replied(), recovery=Recovery(500_000, 1, 800_000, 0))


def test_a_sanction_by_a_version_that_was_not_made_with_the_staff_is_said(desk):
    desk.published(is_asked=False)
    punished = desk.replied()
    nothing = desk.replied()
    desk.decide(nothing, sanction=Sanction.NONE)
    desk.go(hours=1)
    desk.published()
    assert desk.state("4.3") == ("PASS", "")
    desk.decide(punished)
    assert desk.state("4.3") == ("PARTIAL", "conduct.missing_4_3_of_a_case")


def test_a_sanction_for_what_was_done_before_its_version_is_said_whatever_time_was_typed(desk):
    before = desk.read()
    desk.go(days=1)
    desk.published()
    desk.decide(desk.replied(evidence=[before, desk.read()]))
    assert desk.state("4.3") == ("PASS", "")
    desk.decide(desk.replied(evidence=[before]))
    assert desk.state("4.3") == ("PARTIAL", "conduct.missing_4_3_of_evidence")


def test_one_who_is_said_to_have_taken_part_does_not_speak_for_all(desk):
    for number in range(8):
        desk.hire(Role.CS, f"客服{number}")
    few = replace(WRITTEN, people=1)
    book = Ref(books.draft(written=few, actor=desk.hr, at=desk.at).ref)
    voices.say(book=book, says=Voice.AGREES, actor=desk.chen, at=desk.at)
    told = consultations.of(RuleBook.objects.get(ref=book))
    assert (told.wanted, told.is_proven) == (7, False)
    authenticated.change(RuleBook.objects.filter(ref=book), consulted=Consulted.CONGRESS)
    assert consultations.of(RuleBook.objects.get(ref=book)).wanted == 7, "fewer than thirty"


def test_who_left_before_is_not_asked_and_who_left_since_was(desk):
    book = desk.published()
    wanted = consultations.of(book).wanted
    accounts.retire(person=desk.sup, actor=desk.head, at=desk.go(hours=1))
    assert consultations.of(book).wanted == wanted
    later = RuleBook.objects.get(ref=desk.draft())
    assert consultations.of(later).wanted == 3
