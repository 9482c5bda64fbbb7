import logging
from datetime import UTC, date, datetime

import pytest

from shoumi.base import registry
from shoumi.base.calendar import services as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import conditions, queries
from shoumi.base.deals.models import MilestoneState, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.story import PARTIES, Story, attest, on
from shoumi.base.messages.conditions import lacking
from shoumi.base.registry import Card, Holding
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import DeadlineKey, FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealType, LegalBasis, Role

pytestmark = pytest.mark.django_db

AT = on("09-01")


@pytest.fixture
def story():
    return kept("story", Story)


def held(story, condition, at=AT):
    holding = conditions.holding(condition, story.ref, at)
    return holding.state, holding.reason


@pytest.mark.parametrize(
    ("standing", "is_done", "is_open"),
    [
        (Standing.WAITING, False, False),
        (Standing.REFUSED, False, False),
        (Standing.OPEN, False, True),
        (Standing.DONE, True, True),
        (Standing.WAIVED, True, True),
    ],
)
def test_done_and_open(story, standing, is_done, is_open):
    done_at = AT if standing in (Standing.DONE, Standing.WAIVED) else None
    authenticated.change(
        MilestoneState.objects.filter(code="tax"),
        state=standing,
        opened_at=AT,
        done_at=done_at,
        position=3,
    )
    done = conditions.holding("done:tax", story.ref, AT)
    opened = conditions.holding("open:tax", story.ref, AT)
    assert (done.holds, opened.holds) == (is_done, is_open)
    assert done.reason == ("" if is_done else "deal.milestone_not_done")
    assert opened.reason == ("" if is_open else "deal.milestone_not_open")


def test_a_filing_holds_from_when_it_is_filed(story):
    assert held(story, "filing:loi") == (ControlState.FAIL, "deal.not_filed")
    filed = story.file(FilingKind.LOI)
    assert conditions.holding("filing:loi", story.ref, AT).position == filed.position


def test_a_certificate_of_income_tax_is_for_natural_sellers_only(story):
    assert held(story, "filing:iit_certificate") == (ControlState.FAIL, "deal.not_filed")
    Party.objects.filter(role="TR").update(uscc="91990000MA0DEM0213")
    state, _ = held(story, "filing:iit_certificate")
    assert state is ControlState.NOT_APPLICABLE


def test_a_demand_is_checked_live_or_attested(story, stated):
    assert held(story, "duty:9.1")[0] is ControlState.NOT_BUILT
    attest("9.1", until=on("09-10"))
    assert held(story, "duty:9.1")[0] is ControlState.ATTESTED
    assert held(story, "duty:9.1", on("09-11"))[0] is ControlState.STALE
    stated("9.2")
    assert held(story, "duty:9.2")[0] is ControlState.PASS


def test_a_named_condition_is_asked_of_whoever_states_it(story, stated):
    assert held(story, "keys.rotated") == (ControlState.FAIL, "condition.unknown")
    stated("keys.rotated")
    assert held(story, "keys.rotated") == (ControlState.PASS, "")


def test_what_nobody_knows_does_not_hold(story, cards):
    assert held(story, "weather:fine") == (ControlState.FAIL, "condition.unknown")


def test_a_condition_that_breaks_does_not_hold_and_is_logged_without_its_words(
    story, cards, caplog
):
    def broken(deal, at):
        raise RuntimeError("赵虚甲")

    registry.register(Card(slug="x", zh="", en="", conditions={"keys.rotated": broken}))
    with caplog.at_level(logging.ERROR):
        assert held(story, "keys.rotated") == (ControlState.FAIL, "condition.broke")
    assert "赵" not in caplog.text


@pytest.mark.parametrize("partial", ["", "x.missing"])
def test_a_demand_that_fails_in_another_deal_alone_holds_in_this_one(story, cards, partial):
    """A former buyer of one deal who is late with its proof keeps no other deal from its end."""
    failing = {Ref("deal-another")}
    check = {"8.3": lambda at: Holding(ControlState.FAIL, reason="late", deals=frozenset(failing))}
    card = Card(slug="x", zh="", en="", checks=check, partial={"8.3": partial} if partial else {})
    registry.register(card)
    state = ControlState.PARTIAL if partial else ControlState.PASS
    assert held(story, "duty:8.3") == (state, partial)
    failing.add(story.ref)
    assert held(story, "duty:8.3") == (ControlState.FAIL, "late")
    failing.clear()
    assert held(story, "duty:8.3") == (ControlState.FAIL, "late"), "it fails in the whole house"


def test_without_another_holder_there_is_no_right_of_first_refusal():
    story = Story(parties=PARTIES[:2])
    assert held(story, "holders.cleared")[0] is ControlState.NOT_APPLICABLE


@pytest.mark.parametrize(("day", "cleared"), [("09-30", False), ("10-01", True)])
def test_a_holder_who_was_told_and_says_nothing_is_waited_for(day, cleared):
    story = Story()
    story.file(FilingKind.ROFR_NOTICE, "08-31")
    assert conditions.holding("holders.cleared", story.ref, on(day)).holds is cleared


@pytest.mark.parametrize("edit", ["over", "deleted", "invented"])
def test_the_calendar_is_not_asked_how_long_a_holder_may_answer(edit):
    """Whoever has the data alone would shorten it."""
    story = Story()
    if edit != "invented":
        story.file(FilingKind.ROFR_NOTICE, "08-31")
    clocks = Deadline.objects.filter(key="rofr_reply")
    if edit == "over":
        assert clocks.update(until=on("08-30"), due_on=date(2026, 8, 29))
    if edit == "deleted":
        assert clocks.delete()
    if edit == "invented":
        (holder,) = queries.parties(story.ref, PartyRole.OTHER_HOLDER)
        calendar.start(
            key=DeadlineKey.ROFR_REPLY, periods=("deal_company.rofr_reply",),
            since=date(2026, 7, 1), about=Ref(holder.ref), deal=story.ref, is_wait=True,
            actor=story.con, at=AT,
        )  # fmt: skip
    wanted = (ControlState.FAIL, "deal.holder_may_still_answer")
    assert held(story, "holders.cleared") == wanted


@pytest.mark.parametrize(("day", "cleared"), [("10-14", False), ("10-15", False), ("10-16", True)])
def test_creditors_have_45_days_from_the_announcement(day, cleared):
    story = Story(DealType.MERGER)
    story.file(FilingKind.CREDITORS_NOTICE, "08-31")
    assert held(story, "creditors.cleared") == (ControlState.FAIL, "deal.not_filed")
    story.file(FilingKind.CREDITORS_ANNOUNCEMENT, "08-31")
    assert conditions.holding("creditors.cleared", story.ref, on(day)).holds is cleared


def test_a_period_that_needs_an_unknown_year_is_never_over_and_says_where_to_enter_it():
    """On weekends alone it ends on 18 January 2027, which nobody can be certain of."""
    story = Story(DealType.MERGER)
    for kind in (FilingKind.CREDITORS_NOTICE, FilingKind.CREDITORS_ANNOUNCEMENT):
        story.file(kind, "12-02", on=date(2026, 12, 2))
    found = conditions.holding("creditors.cleared", story.ref, datetime(2027, 1, 17, tzinfo=UTC))
    assert (found.state, found.reason) == (ControlState.FAIL, "deal.creditor_may_still_claim")
    found = conditions.holding("creditors.cleared", story.ref, datetime(2027, 3, 1, tzinfo=UTC))
    assert (found.state, found.reason) == (ControlState.FAIL, "deal.year_unknown")
    assert "节假日安排" in lacking("creditors.cleared", found.reason)[0]


def test_a_holder_is_waited_for_while_the_year_is_unknown():
    story = Story()
    story.file(FilingKind.ROFR_NOTICE, "12-10")
    found = conditions.holding("holders.cleared", story.ref, datetime(2027, 3, 1, tzinfo=UTC))
    assert found.reason == "deal.year_unknown"


def test_an_announcement_made_earlier_counts_from_its_own_day():
    story = Story(DealType.MERGER)
    for kind in (FilingKind.CREDITORS_NOTICE, FilingKind.CREDITORS_ANNOUNCEMENT):
        story.file(kind, "08-31", on=date(2026, 7, 1))
    assert conditions.holding("creditors.cleared", story.ref, AT).holds


@pytest.mark.parametrize(
    ("state", "until", "clean"),
    [
        (State.ACTIVE, None, True),
        (State.ACTIVE, date(2026, 9, 1), True),
        (State.ACTIVE, date(2026, 8, 31), False),
        (State.EXPIRED, date(2026, 8, 31), False),
        (State.SEALED, date(2026, 8, 31), True),
    ],
)
def test_the_inventory_is_done_when_nobody_is_kept_too_long(story, state, until, clean):
    Subject.objects.create(
        ref=Ref.new("sub"),
        deal=story.ref,
        dataset="set-1",
        kind=Kind.INDIVIDUAL,
        basis=LegalBasis.CONTRACT,
        state=state,
        retention_until=until,
        created_at=AT,
    )
    assert conditions.holding("subjects.expired_none", story.ref, AT).holds is clean


@pytest.mark.parametrize("state", list(State))
def test_nobody_is_held_where_all_are_destroyed_and_a_row_set_aside_is_somebody(story, state):
    assert conditions.holding("subjects.none_held", story.ref, AT).holds
    is_gone = state is State.DESTROYED
    Subject.objects.create(
        ref=Ref.new("sub"),
        deal=story.ref,
        kind=Kind.INDIVIDUAL,
        basis=LegalBasis.CONTRACT,
        state=state,
        created_at=AT,
        destroyed_at=AT if is_gone else None,
    )
    assert conditions.holding("subjects.none_held", story.ref, AT).holds is is_gone


def test_whether_a_request_is_open_is_what_the_statement_about_replies_says(story):
    assert held(story, "requests.open_none") == (ControlState.FAIL, "deal.requests_unstated")
    attest("10.2", until=on("09-10"))
    assert held(story, "requests.open_none") == (ControlState.ATTESTED, "")
    assert held(story, "requests.open_none", on("09-10"))[0] is ControlState.FAIL
    assert conditions.holding("requests.open_none", story.ref, on("09-10")).who is Role.DPO


def test_a_clock_that_nothing_in_here_starts_decides_nothing(story):
    attest("10.2")
    calendar.start(
        key=DeadlineKey.DSR_REPLY,
        periods=("rights.dsr_reply", "rights.dsr_reply_outer"),
        since=date(2026, 9, 24),
        about=Ref("dsr-0007"),
        deal=story.ref,
        actor=story.con,
        at=on("09-24"),
    )
    assert held(story, "requests.open_none") == (ControlState.ATTESTED, "")


def test_a_holding_that_says_not_built_does_not_hold(story, stated):
    stated("listing.clean", holding=Holding(ControlState.NOT_BUILT))
    assert not conditions.holding("listing.clean", story.ref, AT).holds
