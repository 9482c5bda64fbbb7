"""A deal of each kind from intake to close, everything a chapter states standing in as held."""

import pytest

from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import conditions, queries
from shoumi.base.deals.tests.story import Story, on
from shoumi.core.milestones import FilingKind, Standing, milestones
from shoumi.core.terms import DealStage, DealType

pytestmark = pytest.mark.django_db

# The worked example: when each milestone opens, and when it is done.
DAYS = [
    ("intake", "08-24", "08-24"),
    ("mandate", "08-24", "08-24"),
    ("inventory", "08-25", "08-25"),
    ("pipia", "08-26", "08-26"),
    ("listed", "08-28", "08-28"),
    ("matched", "08-31", "08-31"),
    ("nda", "09-02", "09-02"),
    ("dd_l1", "09-04", "09-07"),
    ("term_sheet", "09-07", "09-08"),
    ("dd_l2", "09-08", "09-17"),
    ("internal_approval", "09-11", "09-11"),
    ("dd_l3", "09-15", "09-18"),
    ("signed", "09-18", "09-18"),
    ("tax", "09-18", "09-29"),
    ("notice_campaign", "09-21", "10-19"),
    ("registered", "10-09", "10-23"),
    ("post_registration", "10-23", "10-30"),
    ("data_handover", "11-06", "11-06"),
    ("settled", "11-13", "11-13"),
    ("closed", "11-20", "12-03"),
]
FILED = {
    FilingKind.ROFR_NOTICE: "08-31",
    FilingKind.SPA: "09-18",
    FilingKind.TAX_REPORT: "09-22",
    FilingKind.SAMR_APPLICATION: "10-20",
    FilingKind.ROOMS_SHUT: "11-20",
}


@pytest.fixture
def everything(stated):
    needs = {need.condition for each in milestones() for need in each.opens + each.finishes}
    own = set(conditions.STATED)
    stated(*{need for need in needs if ":" not in need} - own)
    stated(*{need.removeprefix("duty:") for need in needs if need.startswith("duty:")})


def acts(deal_type):
    """(day, order, what to do): the filings of a day before its moves, finishing before opening."""
    goals = {each.code: each for each in milestones()}
    filed = set()
    for number, (code, opens, done) in enumerate(DAYS):
        goal = goals[DealStage(code)]
        for needs, day in ((goal.opens, opens), (goal.finishes, done)):
            for need in needs:
                kind, _, name = need.condition.partition(":")
                if kind == "filing" and deal_type in need.types and name not in filed:
                    filed.add(name)
                    yield FILED.get(FilingKind(name), day), 0, ("file", FilingKind(name))
        yield opens, 2 + number * 2, ("advance", goal.code)
        yield done, 3 + number * 2, ("finish", goal.code)
    if "rofr_notice" in filed:
        yield "09-11", 0, ("file", FilingKind.ROFR_WAIVER)


@pytest.mark.parametrize("deal_type", [DealType.EQUITY, DealType.ASSET, DealType.BANKRUPTCY])
def test_a_deal_goes_the_whole_way_on_the_days_of_the_example(everything, deal_type):
    story = Story(deal_type)
    for day, _, (verb, what) in sorted(acts(deal_type), key=lambda act: act[:2]):
        getattr(story, verb)(what, day)
    states = queries.milestones(story.ref).values()
    assert {row.state for row in states} == {Standing.DONE}
    assert not queries.refusals(story.ref).items
    assert not [row for row in calendar.of_deal(story.ref) if row.is_late]
    running = {row.key for row in calendar.of_deal(story.ref) if row.met_at is None}
    assert running == ({"publicity"} if deal_type is DealType.EQUITY else set())


def test_a_merger_is_registered_after_its_creditors_had_their_time(everything):
    story = Story(DealType.MERGER)
    for day, _, (verb, what) in sorted(acts(DealType.MERGER), key=lambda act: act[:2]):
        if what == DealStage.REGISTERED:
            break
        getattr(story, verb)(what, day)
    # Announced on 11 September: 45 days are over on Monday, 26 October.
    lacking = queries.to_open(story.ref, DealStage.REGISTERED, on("10-26"))
    assert [need.condition for need in lacking] == ["creditors.cleared"]
    assert queries.to_open(story.ref, DealStage.REGISTERED, on("10-27")) == ()
