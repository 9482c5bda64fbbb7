"""A company with one shareholder: nobody else is notified, and that one decides in writing."""

import pytest

from shoumi.base.deals import conditions, queries, services
from shoumi.base.deals.errors import NotYet
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.deals.tests.story import PARTIES, Story, on
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.terms import ControlState, DealStage, DealType

pytestmark = pytest.mark.django_db

ALONE = tuple(one for one in PARTIES if one.role is not PartyRole.OTHER_HOLDER)
NOTICE, DECISION = FilingKind.ROFR_NOTICE, FilingKind.SOLE_OWNER_DECISION
APPROVAL = DealStage.INTERNAL_APPROVAL


@pytest.fixture
def alone():
    return kept("story of a sole owner", lambda: Story(parties=ALONE))


def held(story, condition="filing:rofr_notice"):
    found = conditions.holding(condition, story.ref, on("09-11"))
    return found.state, found.reason


def test_the_decision_takes_the_place_of_the_notice_and_is_what_the_milestone_rests_on(alone):
    assert held(alone) == (ControlState.FAIL, "deal.sole_owner_undecided")
    filed = alone.file(DECISION)
    assert held(alone) == (ControlState.NOT_APPLICABLE, "deal.sole_owner")
    found = conditions.holding("filing:rofr_notice", alone.ref, on("09-11"))
    assert found.holds
    assert found.position == filed.position


def test_a_decision_filed_by_the_house_waits_for_the_shareholder(alone):
    filed = alone.file(DECISION, actor=alone.con)
    assert held(alone) == (ControlState.FAIL, "deal.sole_owner_unconfirmed")
    services.confirm(filing=filed.ref, actor=alone.sides[PartyRole.TR], at=on("08-25"))
    assert held(alone) == (ControlState.NOT_APPLICABLE, "deal.sole_owner")


def test_with_another_holder_the_decision_is_worth_nothing():
    story = Story()
    story.file(DECISION)
    assert held(story) == (ControlState.FAIL, "deal.not_filed")


def test_two_who_sell_are_two_holders(alone):
    alone.file(DECISION)
    second = NewParty(PartyRole.TR, "钱虚乙")
    services.add_party(deal=alone.ref, party=second, actor=alone.con, at=on("08-25"))
    assert held(alone) == (ControlState.FAIL, "deal.not_filed")


def test_who_is_named_as_another_holder_later_is_to_be_notified_after_all(alone):
    alone.file(DECISION)
    holder = NewParty(PartyRole.OTHER_HOLDER, "钱虚乙")
    services.add_party(deal=alone.ref, party=holder, actor=alone.con, at=on("08-25"))
    assert held(alone) == (ControlState.FAIL, "deal.not_filed")
    alone.file(NOTICE, "08-31")
    assert held(alone) == (ControlState.PASS, "")


def test_of_a_deal_that_wants_no_notice_no_decision_is_wanted(stated):
    story = Story(DealType.ASSET, parties=ALONE)
    wanted = {need.condition for need in queries.to_open(story.ref, APPROVAL, on("09-11"))}
    assert "filing:rofr_notice" not in wanted


def test_from_intake_to_approval_with_one_shareholder(alone, stated):
    stated("15.2")
    for stage in (DealStage.INTAKE, DealStage.MANDATE):
        alone.file_all(stage)
        alone.advance(stage)
        alone.finish(stage)
    with pytest.raises(NotYet):
        alone.advance(APPROVAL, "09-10")
    alone.file(DECISION, "09-11")
    alone.advance(APPROVAL, "09-11")
    alone.finish(APPROVAL, "09-11")
    assert queries.milestones(alone.ref)[APPROVAL].state == Standing.DONE
