"""The yearly review: what is in use, two persons, the next day, and what an overdue one shuts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.attestations import lapses
from shoumi.base.ledger import reader
from shoumi.base.registry import AlgorithmUse, UsedFor
from shoumi.base.rotation import algorithm_review_queries as queries
from shoumi.base.rotation import algorithm_reviews as reviews
from shoumi.base.rotation import algorithms_in_use, duty_clocks, live_check
from shoumi.base.rotation.errors import NoSuchReview, ReviewTooLate, ReviewUnfit
from shoumi.base.rotation.events import Decision, Tag
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.row_authentication import review as rows
from shoumi.base.vault import keys
from shoumi.base.vault.models import IndexKey, Kek, Setup, SigningKey
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.core.vault.cryptoperiods import add_months

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
YEAR = add_months(AT, 12)
KEY = "keys AES-256-GCM 256"


@pytest.fixture
def house(home):
    made = house_with_keys()
    made.sec = made.staff(Role.SEC, name="赵样例")
    return made


def order(house, at, **changed):
    usual = {
        "weak": (),
        "decision": Decision.KEEP,
        "findings": "对照 NIST SP 800-131A，均可继续使用",
        "next_on": day_in_china(add_months(at, 12)),
        "actor": house.sec,
    }
    return usual | changed | {"at": at}


def approve(house, wanted, who=None):
    at, change = wanted["at"], None
    with pytest.raises(NeedsApproval) as wish:
        reviews.review(**wanted)
    change = wish.value.change
    made = approvals.ask(change=change, actor=wanted["actor"], at=at)
    approvals.approve(approval=Ref(made.ref), actor=who or house.dpo, at=at)


def reviewed(house, at=AT, who=None, **changed):
    """Asked for, approved by another, done."""
    wanted = order(house, at, **changed)
    approve(house, wanted, who)
    return reviews.review(**wanted)


def young_keys(at):
    """So that no key is overdue in a test of reviews."""
    for table in (Kek, IndexKey, SigningKey, Setup):
        table.objects.update(created_at=at)


def test_rotation_hands_in_the_demand():
    assert registry.check("3.4") is live_check.keys_and_algorithms


def test_what_is_in_use_is_found_by_the_system(house):
    keys.create_many([Ref("sub-anna")], Ref("deal-x"), AT)
    found = {(one.used_for, one.algorithm, one.bits) for one in algorithms_in_use.in_use()}
    assert found >= {
        (UsedFor.ROOT, "HKDF-SHA256", 256),
        (UsedFor.KEYS, "AES-256-GCM", 256),
        (UsedFor.SIGNATURES, "Ed25519", 256),
        (UsedFor.LEDGER, "SHA-256", 256),
        (UsedFor.ROWS, "HMAC-SHA256", 256),
    }
    assert AlgorithmUse(UsedFor.ROOT, "HKDF-SHA256", 256, 1) in algorithms_in_use.in_use()


def test_a_suite_off_the_list_is_told_by_its_number(house):
    Kek.objects.update(suite=9)
    assert "keys suite 9 0" in algorithms_in_use.named(algorithms_in_use.in_use())


def test_one_reviews_and_another_approves_and_it_stands_in_the_ledger(house):
    made = reviewed(house)
    assert (made.reviewed_by, made.approved_by) == (house.sec, house.dpo)
    line = reader.entry(made.position).line()
    assert (line.tag, line.actor, line.facts["decision"]) == (Tag.REVIEWED, house.sec, "keep")
    assert line.facts["algorithms"] == reviews.digest(made.algorithms).hex()
    assert queries.findings(made) == "对照 NIST SP 800-131A，均可继续使用"
    assert queries.newest() == queries.review(made.ref) == made


def test_nobody_reviews_alone_and_only_security_reviews(house):
    with pytest.raises(NotPermitted):
        reviews.review(**order(house, AT, actor=house.dpo))
    wanted = order(house, AT)
    with pytest.raises(NeedsApproval) as wish:
        reviews.review(**wanted)
    approvals.ask(change=wish.value.change, actor=house.sec, at=AT)
    with pytest.raises(Pending):
        reviews.review(**wanted)
    assert not AlgorithmReview.objects.exists()


def test_a_new_algorithm_in_use_is_another_change(house):
    wanted = order(house, AT)
    approve(house, wanted)
    Kek.objects.update(suite=2)
    with pytest.raises(NeedsApproval):
        reviews.review(**wanted)


@pytest.mark.parametrize(
    "changed",
    [
        {"findings": "  "},
        {"weak": [KEY]},
        {"decision": Decision.REPLACE},
        {"weak": ["keys ROT13 1"], "decision": Decision.REPLACE},
    ],
)
def test_a_review_agrees_with_itself(house, changed):
    with pytest.raises(ReviewUnfit):
        reviews.review(**order(house, AT, **changed))


@pytest.mark.parametrize(
    ("months", "more"), [(0, {}), (12, {"days": 1}), (3, {"days": 1, "weak": [KEY]})]
)
def test_the_next_review_is_a_year_on_at_the_latest_and_three_months_where_something_is_weak(
    house, months, more
):
    weak = more.get("weak", [])
    next_on = day_in_china(add_months(AT, months)) + more.get("days", 0) * DAY
    changed = {"weak": weak, "decision": Decision.REPLACE if weak else Decision.KEEP}
    with pytest.raises(ReviewTooLate):
        reviews.review(**order(house, AT, next_on=next_on, **changed))


def test_what_is_weak_is_looked_at_again_in_three_months(house):
    next_on = day_in_china(add_months(AT, 3))
    made = reviewed(house, weak=[KEY], decision=Decision.REPLACE, next_on=next_on)
    assert (made.weak, made.due_at) == ([KEY], end_of_day(next_on))
    assert queries.holding(made.due_at).reason == queries.OVERDUE


def test_the_first_year_counts_from_the_beginning_of_the_home(house):
    held = queries.holding(YEAR - SECOND)
    assert (held.state, held.until) == (ControlState.PASS, YEAR)
    assert queries.holding(YEAR).reason == queries.OVERDUE


def test_overdue_it_stops_writing_first_and_reading_a_month_later(house):
    young_keys(YEAR)
    shut_at = add_months(YEAR, 1)
    for at in (YEAR, shut_at - SECOND):
        held = live_check.keys_and_algorithms(at)
        assert (held.state, held.reason, held.reach, held.turns) == (
            ControlState.FAIL, queries.OVERDUE, Reach.WRITE, shut_at,
        )  # fmt: skip
    assert live_check.keys_and_algorithms(shut_at).reach is Reach.ALL
    reviewed(house, at=shut_at)
    assert live_check.keys_and_algorithms(shut_at).state is ControlState.PASS


def test_with_an_overdue_key_beside_it_both_are_said(house):
    at = add_months(AT, 13)
    held = live_check.keys_and_algorithms(at)
    assert (held.state, held.reason, held.reach) == (
        ControlState.FAIL, duty_clocks.SEVERAL, Reach.ALL,
    )  # fmt: skip
    assert held.turns == add_months(AT, 14)


def test_the_demand_is_told_to_lapse_thirty_days_before(house):
    young_keys(YEAR)
    assert not [one for one in lapses.coming(YEAR - 31 * DAY) if one.demand.id == "3.4"]
    (coming,) = [one for one in lapses.coming(YEAR - 30 * DAY) if one.demand.id == "3.4"]
    assert (coming.at, coming.reason, coming.who) == (YEAR, queries.OVERDUE, Role.SEC)


@pytest.mark.parametrize("change", ["due", "invented", "deleted"])
def test_a_forged_review_counts_for_nothing(house, change):
    first = reviewed(house)
    later = end_of_day(day_in_china(add_months(AT, 12)))
    match change:
        case "due":
            AlgorithmReview.objects.update(due_at=add_months(AT, 40))
        case "invented":
            first.pk, first.position = "review-x", first.position + 1
            first.due_at = add_months(AT, 40)
            first.save(force_insert=True)
            assert queries.holding(later - SECOND).state is ControlState.PASS
        case "deleted":
            AlgorithmReview.objects.all().delete()
    assert queries.holding(later).state is ControlState.FAIL
    table = AlgorithmReview._meta.db_table
    assert not next(one for one in rows.review() if one.table == table).is_sound


def test_no_review_and_no_keyring_hold_nothing(home):
    assert live_check.keys_and_algorithms(AT).reason == "vault.not_set_up"
    with pytest.raises(NoSuchReview):
        queries.review("review-x")
