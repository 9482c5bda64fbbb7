"""The list of assessments: the newest first, a page at a time, of one deal."""

from __future__ import annotations

import pytest

from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope
from shoumi.core.terms import RiskGrade
from shoumi.doors.tests import paper_lists

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ADDRESS = "assessments"


@pytest.fixture
def put(house):
    def draft(deal, number):
        Assessment.objects.create(
            ref=f"paper-{number}",
            deal=deal,
            drafted_at=house.at,
            number=number,
            scope=Scope.TRANSFER,
            risks=[],
            inherent=RiskGrade.LOW,
            residual=RiskGrade.LOW,
            assessor=house.dpo,
        )

    return draft


def test_the_next_page_goes_on_where_the_last_one_ended(house, put, monkeypatch):
    paper_lists.goes_on_where_the_last_page_ended(house, ADDRESS, put, monkeypatch)


def test_of_one_deal_and_one_phase_the_others_are_left_out(house, put):
    paper_lists.leaves_out_other_deals_and_phases(house, ADDRESS, put)


def test_a_list_is_a_file_too(house, put):
    paper_lists.is_a_file_too(house, ADDRESS, put)
