"""A month is drawn from its ledger, looked at by others, and closed by somebody it is not about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.messages import sentences
from shoumi.chapters.conduct.models import Sample, StaffCheck
from shoumi.chapters.conduct.queries import accesses
from shoumi.chapters.conduct.queries import checks as demands
from shoumi.chapters.conduct.rules import draw, months
from shoumi.chapters.conduct.rules.draw import Why
from shoumi.chapters.conduct.rules.words import Finding, Ground
from shoumi.chapters.conduct.services import checks, scores
from shoumi.chapters.conduct.services import errors as no
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def test_seeds_are_committed_for_this_month_and_the_next_and_by_the_house_from_then_on(desk):
    assert checks.commit_ahead(desk.at) == 0, "nobody has begun"
    desk.committed()
    assert StaffCheck.objects.count() == 2
    assert not StaffCheck.objects.exclude(seed="").exists()
    with pytest.raises(no.AlreadyCommitted):
        checks.commit(actor=desk.sup, at=desk.at)
    desk.go(days=31)
    assert checks.commit_ahead(desk.at) == 1
    with pytest.raises(NotPermitted):
        checks.commit(actor=desk.chen, at=desk.at)


def test_a_month_is_drawn_once_and_not_before_it_is_over(desk):
    check = desk.committed()
    desk.read()
    with pytest.raises(no.MonthRuns):
        checks.draw(check=Ref(check.ref), actor=desk.sup, at=desk.at)
    drawn = desk.draw(check)
    assert draw.commitment(bytes.fromhex(drawn.seed)).hex() == drawn.commitment
    with pytest.raises(no.AlreadyDrawn):
        desk.draw(check)


def test_what_weighs_most_is_always_drawn_and_reads_of_an_emergency_with_it(desk):
    check = desk.drawn()
    found = Counter(Sample.objects.filter(check_of=check.ref).values_list("why", flat=True))
    assert found == {Why.EXPORT: 1, Why.EMERGENCY: 2, Why.MINOR: 1, Why.CHANCE: 11}
    assert check.entries == 15


def test_accesses_before_a_late_seed_are_all_drawn(desk):
    desk.committed()
    desk.go(days=70)
    early = {desk.read() for _ in range(3)}
    late = desk.committed()
    desk.draw(late)
    rows = Sample.objects.filter(check_of=late.ref, why=Why.LATE)
    assert set(rows.values_list("position", flat=True)) == early


def test_acts_of_the_house_itself_are_nobodys(desk):
    check = desk.committed()
    desk.read()
    desk.read(SYSTEM)
    assert desk.draw(check).entries == 1


def test_nobody_is_asked_about_an_own_access(desk):
    desk.drawn()
    assert set(Sample.objects.values_list("checker", flat=True)) == {desk.sup, desk.officer}
    own = Sample.objects.get(person=desk.officer)
    assert own.checker == desk.sup


def test_where_nobody_else_could_look_nothing_is_drawn(desk):
    check = desk.committed()
    desk.read(desk.officer)
    grant = Grant.objects.get(person=desk.sup)
    accounts.revoke(grant=Ref(grant.ref), actor=desk.head, at=desk.at)
    with pytest.raises(no.NobodyElse):
        desk.draw(check, actor=desk.officer)
    assert StaffCheck.objects.get(ref=check.ref).drawn_at is None
    desk.house.give(desk.hr, Role.SUP, at=desk.at)
    assert desk.draw(check, actor=desk.officer).drawn_at


def test_no_route_leads_to_an_own_access(desk):
    desk.drawn()
    own = Sample.objects.get(person=desk.officer)
    with pytest.raises(no.OwnAccess):
        desk.judge(own, actor=desk.officer)
    move = {"sample": Ref(own.ref), "at": desk.at}
    with pytest.raises(no.OwnAccess):
        checks.reassign(**move, checker=desk.officer, actor=desk.sup)
    with pytest.raises(no.OwnAccess):
        checks.reassign(**move, checker=desk.sup, actor=desk.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.filter(pk=own.pk).update(checker=desk.officer)
    for one in Sample.objects.all():
        desk.judge(one)
    with pytest.raises(no.IsChecked):
        checks.close(check=Ref(own.check_of), actor=desk.officer, at=desk.at)


def test_only_who_was_asked_judges_once_and_with_a_ground_that_fits(desk):
    desk.drawn()
    one = Sample.objects.filter(person=desk.chen, checker=desk.sup)[0]
    with pytest.raises(no.NotYours):
        desk.judge(one, actor=desk.officer)
    with pytest.raises(NotPermitted):
        desk.judge(one, actor=desk.chen)
    with pytest.raises(no.GroundUnfit):
        desk.judge(one, ground=Ground.NO_NEED)
    desk.judge(one, finding=Finding.BREACH, ground=Ground.NO_NEED)
    with pytest.raises(no.AlreadyJudged):
        desk.judge(one)


def test_another_checker_looks_where_the_first_is_away(desk):
    desk.drawn()
    one = Sample.objects.filter(person=desk.chen, checker=desk.sup)[0]
    moved = {"sample": Ref(one.ref), "actor": desk.head, "at": desk.at}
    with pytest.raises(no.NoChecker):
        checks.reassign(**moved, checker=desk.hr)
    checks.reassign(**moved, checker=desk.officer)
    one.refresh_from_db()
    assert desk.judge(one).checker == desk.officer


def test_a_check_is_closed_once_all_is_judged(desk):
    check = desk.drawn()
    with pytest.raises(no.NotAllJudged):
        checks.close(check=Ref(check.ref), actor=desk.sup, at=desk.at)
    assert desk.closed(check).closed_by == desk.sup
    with pytest.raises(no.NotDrawn):
        desk.closed(check)


def test_4_2_leaves_the_word_to_statements_until_the_first_draw(desk):
    desk.committed()
    assert desk.state("4.2") == ("NOT_BUILT", "conduct.not_begun")


def test_4_2_holds_while_the_month_that_is_due_is_closed(desk):
    check = desk.drawn()
    assert desk.state("4.2") == ("PASS", "")
    desk.at = months.due(check.month)
    assert desk.state("4.2") == ("FAIL", "conduct.no_check")
    desk.closed(check)
    assert desk.state("4.2") == ("PASS", "")
    desk.at = demands.CHECKS["4.2"](desk.at).turns
    assert desk.state("4.2") == ("FAIL", "conduct.not_scored")
    scores.look(desk.at)
    assert desk.state("4.2") == ("PASS", "")
    desk.at = months.due(months.following(check.month))
    assert desk.state("4.2") == ("FAIL", "conduct.no_check")


def test_4_2_fails_where_a_row_is_put_in_taken_out_or_edited(desk):
    check = desk.closed()
    assert desk.state("4.2")[0] == "PASS"
    one = Sample.objects.first()
    Sample.objects.filter(pk=one.pk).update(finding=Finding.UNCLEAR)
    assert desk.state("4.2")[0] == "FAIL"
    Sample.objects.filter(pk=one.pk).update(finding=one.finding)
    assert desk.state("4.2")[0] == "PASS"
    one.delete()
    assert desk.state("4.2") == ("FAIL", "conduct.not_redrawn")
    StaffCheck.objects.filter(ref=check.ref).delete()
    assert desk.state("4.2")[0] == "FAIL"


def test_4_2_fails_where_the_sample_is_not_what_the_seed_draws(desk, monkeypatch):
    """As if whoever drew it had left an export out, and told the ledger so."""
    monkeypatch.setattr(draw, "_ALWAYS", {})
    monkeypatch.setattr(draw, "how_many", lambda of, **_: 3)
    desk.drawn()
    monkeypatch.undo()
    assert desk.state("4.2") == ("FAIL", "conduct.not_redrawn")


def test_what_is_kept_beside_the_records_is_drawn_from_too(desk):
    check = desk.committed()
    tags = accesses.readings(accesses.EDITION)
    assert "job.fetched" in tags
    for tag in tags:
        desk.opened(tag)
    drawn = desk.draw(check)
    assert drawn.entries == Sample.objects.filter(check_of=check.ref).count() == len(tags)


def test_a_draw_of_before_is_made_again_from_what_it_was_drawn_from(desk, monkeypatch):
    """Its entry names no edition; kept files that were opened in that month count none of it."""
    plain = checks.writer.record

    def as_it_was(event, **more):
        told = {name: one for name, one in event.facts.items() if name != "edition"}
        return plain(replace(event, facts=told), **more)

    desk.opened("job.fetched")
    monkeypatch.setattr(checks.writer, "record", as_it_was)
    monkeypatch.setattr(accesses, "readings", lambda edition: [])
    check = desk.drawn()
    monkeypatch.undo()
    demands.redrawn.cache_clear()
    told = latest_entries.about(["conduct.drawn"], check.ref)[-1]
    assert demands.redrawn(told) == draw.digest(_stored(check))


def _stored(check):
    found = Sample.objects.filter(check_of=check.ref).order_by("position")
    return [draw.Drawn(one.position, one.person, Why(one.why)) for one in found]


def test_history_tells_a_month_as_a_month(desk):
    desk.committed()
    line = next(
        one.line() for one in reader.latest(5) if one.line().facts.get("month") == "2026-08-01"
    )
    assert sentences.of_line(line, "zh") == "为 2026 年 8 月的抽查定下种子，先公布摘要"
    told = "committed to the seed of the check of August 2026"
    assert sentences.of_line(line, "en") == told
