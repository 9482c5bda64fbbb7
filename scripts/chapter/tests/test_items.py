"""Items are opened, run out, are closed, and go with their customer."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.registry import Health
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.chapter_slug import health, queries, services
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.queries import NoSuchItem
from shoumi.chapters.chapter_slug.rules import Phase, State, phase
from shoumi.chapters.chapter_slug.services import AlreadyDone, DayOver, NotOfDeal
from shoumi.chapters.chapter_slug.tests.item_house import DUE
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def test_what_is_opened_and_closed_is_in_the_ledger_without_the_customer(desk):
    one = desk.open()
    desk.go(days=1)
    desk.close(one)
    found = list(reader.entries(about=Ref(one.ref)))
    assert [entry.line().tag for entry in found] == ["chapter_slug.opened", "chapter_slug.closed"]
    assert found[0].position == one.position
    assert desk.first.encode() not in b"".join(entry.body for entry in found)


def test_only_who_may_opens_and_closes(desk):
    with pytest.raises(NotPermitted):
        desk.open(actor=desk.chen)
    one = desk.open()
    with pytest.raises(NotPermitted):
        desk.close(one, actor=desk.chen)


def test_an_item_is_about_somebody_the_deal_holds(desk):
    with pytest.raises(NotOfDeal):
        desk.open(subject=Ref("sub-nobody"))
    Subject.objects.filter(ref=desk.second).update(state=Held.DESTROYED, destroyed_at=desk.at)
    with pytest.raises(NotOfDeal):
        desk.open(subject=desk.second)


def test_a_last_day_that_is_over_is_refused_and_today_is_not(desk):
    today = day_in_china(desk.at)
    with pytest.raises(DayOver):
        desk.open(due=today - timedelta(days=1))
    assert desk.open(due=today).due == end_of_day(today)


def test_an_item_is_closed_once(desk):
    one = desk.open()
    desk.close(one)
    with pytest.raises(AlreadyDone):
        desk.close(one)
    with pytest.raises(NoSuchItem):
        services.close(item=Ref("item-none"), actor=desk.legal, at=desk.at)


@pytest.mark.both
def test_the_table_holds_that_done_means_dated(desk):
    one = desk.open()
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=one.pk).update(state=State.DONE)


def test_the_database_and_the_rules_tell_the_same_phase(desk):
    desk.close(desk.open())
    desk.open()
    for at in (desk.at, end_of_day(DUE) - timedelta(microseconds=1), end_of_day(DUE)):
        for wanted in Phase:
            told = {one.pk for one in Item.objects.filter(queries.in_phase(wanted, at))}
            every = Item.objects.all()
            assert told == {
                one.pk for one in every if phase(State(one.state), one.due, at) is wanted
            }


def test_the_condition_fails_once_a_day_is_over_and_holds_when_all_is_done(desk):
    assert queries.none_overdue(desk.deal, desk.at).holds
    one = desk.open()
    running = queries.none_overdue(desk.deal, desk.at)
    assert (running.holds, running.until) == (True, one.due)
    late = queries.none_overdue(desk.deal, one.due)
    assert (late.holds, late.reason) == (False, "chapter_slug.overdue")
    desk.close(one)
    assert queries.none_overdue(desk.deal, one.due).holds
    assert not queries.none_overdue(Ref("deal-none"), one.due).holds


def test_the_doctor_tells_what_is_overdue(desk):
    one = desk.open()
    with time_machine.travel(one.due - timedelta(days=1), tick=False):
        assert [finding.state for finding in health.findings()] == [Health.OK]
    with time_machine.travel(one.due, tick=False):
        (found,) = health.findings()
    assert (found.state, found.facts) == (Health.WARN, {"count": 1, "items": [one.ref]})


def test_what_is_held_of_a_customer_goes_with_the_customer_and_is_counted_until_then(desk):
    desk.open()
    kept = desk.open(subject=desk.second)
    card = next(card for card in registry.cards() if card.slug == "chapter_slug")
    for kind in card.holds:
        assert card.remains[kind]([desk.first]) == 1
        assert card.destroyers[kind]([desk.first]) == 1
        assert card.remains[kind]([desk.first]) == 0
    assert list(Item.objects.all()) == [kept]
