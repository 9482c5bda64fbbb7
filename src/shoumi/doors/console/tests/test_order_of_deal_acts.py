"""A deal's page offers what is due first, the rest by kind, and apart what ends something."""

from __future__ import annotations

import re

import pytest

from shoumi.base import clock
from shoumi.base.deals import services
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.pages import acts
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.doors.console.deals import PLACE
from shoumi.doors.tests.side_pages import taken_in
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def card(house) -> str:
    text = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    return text[text.index('id="acts-name"') : text.index("</section>", text.index("acts-name"))]


def offered(text: str) -> list[str]:
    return re.findall(r"/do/([a-z-]+)", text)


def test_papers_that_the_next_milestone_waits_for_are_due(house):
    taken_in(house)
    text = card(house)
    due = text[text.index("现在该办") : text.index("<details")]
    assert "deal-file" in offered(due)
    assert "deal-terminate" not in offered(due)


def test_a_milestone_that_lacks_nothing_is_the_first_thing_due(house):
    rows = MilestoneState.objects.filter(deal=house.deal)
    at = clock.now()
    authenticated.change(rows.filter(code="pipia"), state=Standing.OPEN, opened_at=at)
    house.at = at
    house.assess()
    assert offered(card(house))[0] == "deal-finish"


def test_what_ends_something_is_apart_and_folded(house):
    text = card(house)
    last = text[text.rindex("<details") :]
    assert "慎用" in last
    for title in ("中止转让", "终止转让", "记录外部的拒绝", "提出销毁", "关上全部数据室"):
        assert title in last
        assert title not in text[: text.rindex("<details")]
    assert "deal-terminate" not in offered(text[: text.rindex("<details")])


def test_nothing_is_lost_and_nothing_is_there_twice(house):
    """Every act that the door would open is on the page, with its way or with why not."""
    text = card(house)
    at_deal = [one for one in acts.every() if one.place == PLACE]
    mine = {one.title[0] for one in at_deal if "DPO" in one.roles or not one.roles}
    told = re.findall(r">\s*([^<>]+?)\s*<", text)
    assert [one for one in mine if one not in told] == []
    assert len(offered(text)) == len(set(offered(text)))


def test_a_suspended_deal_has_going_on_first(house):
    services.suspend(
        deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=clock.now()
    )
    assert offered(card(house))[0] == "deal-resume"
