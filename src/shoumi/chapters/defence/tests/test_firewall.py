"""Rule sets are drafted, approved by another, seen on the host, reviewed; drift shuts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.registry import Asker, Health
from shoumi.base.tests import authenticated
from shoumi.chapters.defence import health, inbox_items
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.firewall import Seen, State
from shoumi.chapters.defence.services import host_firewall, readings, rulesets
from shoumi.chapters.defence.services.errors import (
    AlreadyEnded,
    BadOpening,
    NotDrafted,
    NothingToRead,
    NotInForce,
    SamePerson,
)
from shoumi.chapters.defence.tests.defence_house import AS_APPROVED, let_in
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def tags(one):
    return [entry.line().tag for entry in reader.entries(about=Ref(one))]


def test_a_home_without_a_rule_set_in_force_leaves_the_word_to_a_statement(desk, host):
    assert desk.state() == ("NOT_BUILT", "")
    desk.approved()
    assert desk.read() is None
    assert desk.state() == ("NOT_BUILT", "")


def test_from_when_the_host_has_it_the_approved_rule_set_is_in_force_and_holds(desk, host):
    one = desk.in_force(host)
    assert desk.state() == ("PASS", "")
    assert tags(one) == ["firewall.drafted", "firewall.approved", "firewall.applied"]
    assert queries.state(queries.get(one)) is State.IN_FORCE


def test_a_port_opened_on_the_host_shuts_and_is_named_with_its_minute(desk, host):
    one = desk.in_force(host)
    host.has(*AS_APPROVED, let_in(9000))
    opened = desk.go(minutes=1)
    found = desk.read()
    assert (found.seen, found.differences) == (Seen.CHANGED, ["+ tcp dport 9000 accept"])
    assert found.since == opened
    assert desk.state() == ("FAIL", "firewall.changed")
    desk.go(minutes=1)
    assert desk.read().since == opened
    host.has()
    desk.read()
    assert desk.state() == ("PASS", "")
    assert tags(found.ref) == ["firewall.read"] * 3
    assert found.ruleset == one


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Seen.ABSENT, "firewall.absent"),
        (Seen.UNREADABLE, "firewall.unreadable"),
        ("no JSON", "firewall.unreadable"),
    ],
)
def test_a_table_that_is_gone_or_may_not_be_read_does_not_pass(desk, host, said, reason):
    desk.in_force(host)
    host.said = said
    desk.go(minutes=1)
    desk.read()
    assert desk.state() == ("FAIL", reason)


def test_a_reading_counts_for_ten_minutes(desk, host):
    desk.in_force(host)
    desk.go(minutes=10)
    assert desk.state() == ("PASS", "")
    desk.go(seconds=1)
    assert desk.state() == ("STALE", "firewall.reading_old")
    desk.read()
    assert desk.state() == ("PASS", "")


def test_reading_the_same_again_costs_no_entry(desk, host):
    desk.in_force(host)
    before = reader.size()
    for _ in range(3):
        desk.go(minutes=1)
        desk.read()
    assert reader.size() == before
    assert HostReading.objects.get().read_at == desk.at


def test_an_older_reading_that_is_put_back_is_old_and_one_that_is_edited_is_none(desk, host):
    desk.in_force(host)
    kept = HostReading.objects.values().get()
    host.has(*AS_APPROVED, let_in(9000))
    desk.go(minutes=1)
    desk.read()
    HostReading.objects.update(**kept)
    assert desk.state() == ("FAIL", "row.not_authentic")
    HostReading.objects.all().delete()
    assert desk.state() == ("FAIL", "row.not_authentic")


def test_the_time_of_a_reading_cannot_be_edited(desk, host):
    desk.in_force(host)
    desk.go(minutes=30)
    HostReading.objects.update(read_at=desk.at)
    assert desk.state() == ("FAIL", "row.not_authentic")


def test_a_rule_set_in_force_that_is_deleted_leaves_no_word_to_a_statement(desk, host):
    desk.in_force(host)
    RuleSet.objects.all().delete()
    assert desk.state() == ("FAIL", "row.not_authentic")


def test_a_lapsed_review_shuts_and_a_review_opens_for_six_months(desk, host):
    one = desk.in_force(host)
    until = firewall.next_review(desk.at)
    assert until - desk.at > timedelta(days=180)
    desk.at = until
    desk.read()
    assert desk.state() == ("FAIL", "firewall.review_overdue")
    rulesets.review(ruleset=one, actor=desk.security, at=desk.at)
    assert desk.state() == ("PASS", "")
    assert queries.check_firewall(desk.at).until == firewall.next_review(desk.at)


def test_a_newer_rule_set_takes_the_place_of_the_older_once_the_host_has_it(desk, host):
    one = desk.in_force(host)
    other = desk.approved(openings="443 | tcp | * | 网页")
    desk.go(minutes=1)
    desk.read()
    assert desk.state() == ("PASS", "")
    assert queries.in_force().ref == one
    host.has(let_in(443))
    desk.go(minutes=1)
    desk.read()
    assert desk.state() == ("PASS", "")
    assert queries.in_force().ref == other
    assert queries.state(queries.get(one)) is State.ENDED


def test_ending_it_is_the_heads_and_leaves_the_word_to_a_statement(desk, host):
    one = desk.in_force(host)
    with pytest.raises(NotPermitted):
        rulesets.end(ruleset=one, actor=desk.security, at=desk.at)
    rulesets.end(ruleset=one, actor=desk.head, at=desk.at)
    assert desk.state() == ("NOT_BUILT", "")
    with pytest.raises(AlreadyEnded):
        rulesets.end(ruleset=one, actor=desk.head, at=desk.at)


def test_who_drafts_does_not_approve_and_nothing_is_approved_twice(desk):
    one = Ref(desk.draft().ref)
    with pytest.raises(SamePerson):
        rulesets.approve(ruleset=one, actor=desk.operations, at=desk.at)
    with pytest.raises(NotPermitted):
        rulesets.approve(ruleset=one, actor=desk.consultant, at=desk.at)
    with pytest.raises(NotInForce):
        rulesets.review(ruleset=one, actor=desk.security, at=desk.at)
    rulesets.approve(ruleset=one, actor=desk.security, at=desk.at)
    with pytest.raises(NotDrafted):
        rulesets.approve(ruleset=one, actor=desk.officer, at=desk.at)


@pytest.mark.both
def test_the_table_holds_that_another_approves(desk):
    one = desk.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(pk=one.pk).update(approved_by=one.drafted_by, approved_at=desk.at)


def test_what_is_no_opening_is_refused_with_its_line(desk):
    with pytest.raises(BadOpening) as refused:
        desk.draft(openings="443 | tcp | * | 网页\n什么")
    assert refused.value.facts["line"] == 2
    with pytest.raises(NotPermitted):
        desk.draft(actor=desk.consultant)


def test_the_host_is_not_asked_where_nothing_is_approved(desk, monkeypatch):
    monkeypatch.setattr(host_firewall, "listed", lambda: pytest.fail("asked"))
    desk.draft()
    assert desk.read() is None
    with pytest.raises(NothingToRead):
        readings.require(actor=desk.security, at=desk.at)


def test_a_reading_out_of_order_changes_nothing(desk, host):
    desk.in_force(host)
    before = HostReading.objects.get().read_at
    host.said = Seen.ABSENT
    readings.read(at=desk.at - timedelta(minutes=1))
    assert HostReading.objects.get().read_at == before
    assert desk.state() == ("PASS", "")


def asks(desk, person, role):
    asker = Asker(person, frozenset({role}), frozenset({""}), desk.at)
    return [one.what[1] for one in inbox_items.items(asker)]


def test_what_waits_is_in_the_inbox_of_who_can_do_it(desk, host):
    one = Ref(desk.draft().ref)
    assert asks(desk, desk.operations, Role.OPS) == []
    assert asks(desk, desk.security, Role.SEC) == ["Approve a firewall rule set"]
    rulesets.approve(ruleset=one, actor=desk.security, at=desk.at)
    waits = ["Apply the approved firewall rules on the host"]
    assert asks(desk, desk.operations, Role.OPS) == waits
    host.has(*AS_APPROVED)
    desk.read()
    assert asks(desk, desk.operations, Role.OPS) == []
    host.has(let_in(9000))
    desk.go(days=170)
    desk.read()
    assert asks(desk, desk.security, Role.SEC) == [
        "The host's firewall is not as approved",
        "Review the firewall's rules",
    ]
    assert asks(desk, desk.consultant, Role.CON) == []


def test_the_doctor_says_what_the_demand_says(desk, host, monkeypatch):
    monkeypatch.setattr(health.clock, "now", lambda: desk.at)
    assert list(health.findings()) == []
    desk.in_force(host)
    assert [one.state for one in health.findings()] == [Health.OK]
    host.said = Seen.ABSENT
    desk.go(minutes=1)
    desk.read()
    (found,) = health.findings()
    assert (found.state, found.what[1]) == (
        Health.FAIL,
        "the host has none of the approved firewall rules",
    )


def test_rows_agree_with_the_ledger_until_they_are_changed(desk, host):
    one = desk.in_force(host)
    rulesets.review(ruleset=one, actor=desk.operations, at=desk.go(minutes=2))
    desk.read()
    tables = [table for table in health.guarded if table.table.objects.exists()]
    assert len(tables) == 2
    for table in tables:
        rows = list(table.table.objects.all())
        assert table.agreed(rows) == [row.entry_position for row in rows]
    authenticated.change(RuleSet.objects, reviewed_at=desk.at + timedelta(days=90))
    authenticated.change(HostReading.objects, seen=Seen.CHANGED)
    for table in tables:
        assert table.agreed(list(table.table.objects.all())) == [None]
