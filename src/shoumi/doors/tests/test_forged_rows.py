"""Rows that open doors cannot be forged by whoever has the data alone.

Each kind: a row is changed, added, deleted or put back by SQL; the door it would open stays shut,
the doctor finds it, and without codes it would have opened.
"""

from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.attestations import controls
from shoumi.base.deals import queries as deals
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.base.vault import row_keys
from shoumi.core.milestones import StageAct
from shoumi.doors.tests.forgery.of_approvals import APPROVALS, ROLE_REQUESTS
from shoumi.doors.tests.forgery.of_data import DATASETS, NEW_PEOPLE, SUBJECTS
from shoumi.doors.tests.forgery.of_deals import AGREEMENTS, ASSESSMENTS, DEALS, ROOMS
from shoumi.doors.tests.forgery.of_hidden import HIDDEN
from shoumi.doors.tests.forgery.of_house import GRANTS, STATEMENTS, TASKS
from shoumi.doors.tests.forgery.of_papers import PAPERS, PARTIES
from shoumi.doors.tests.forgery.of_people import PEOPLE, TOLD
from shoumi.doors.tests.forgery.of_persons import EMERGENCIES, PERSONS
from shoumi.doors.tests.forgery.of_policy import POLICIES
from shoumi.doors.tests.forgery.of_requests import AGAIN_REQUESTS, HOST_REQUESTS, LISTED_HOSTS
from shoumi.doors.tests.forgery.of_teasers import TEASERS
from shoumi.doors.tests.forgery.sql import sql
from shoumi.doors.tests.forgery.world import World
from shoumi.doors.tests.handover_house import asked_for_consent, told_of_succession
from shoumi.doors.tests.house import House

pytestmark = [
    pytest.mark.both(one_in=8),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

CASES = [
    *TASKS,
    *GRANTS,
    *STATEMENTS,
    *DEALS,
    *ROOMS,
    *AGREEMENTS,
    *ASSESSMENTS,
    *PAPERS,
    *PARTIES,
    *DATASETS,
    *NEW_PEOPLE,
    *SUBJECTS,
    *TEASERS,
    *PEOPLE,
    *TOLD,
    *HIDDEN,
    *POLICIES,
    *PERSONS,
    *EMERGENCIES,
    *APPROVALS,
    *ROLE_REQUESTS,
    *HOST_REQUESTS,
    *LISTED_HOSTS,
    *AGAIN_REQUESTS,
]
each_kind = pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.name)


@pytest.fixture
def world(request, home, transactional_db):
    asked = getattr(request.node, "callspec", None)
    begun = told_of_succession if asked and asked.params["kind"] in TOLD else asked_for_consent
    return kept(f"world of {begun.__name__}", lambda: World(begun(House())))


def test_an_honest_house_has_no_finding(world):
    assert all(one.is_sound for one in review.review())
    assert world.enters()
    assert world.asks()
    assert world.leaves(0)


@each_kind
def test_a_forged_row_opens_nothing_and_is_found(world, kind):
    kind.make(world)
    controls.forget()  # as another process, which remembers nothing of before
    assert not kind.opens(world), "the door opened"
    assert not all(one.is_sound for one in review.review()), "nobody would know"


@pytest.mark.long
@each_kind
def test_without_codes_it_would_open(world, kind, monkeypatch):
    """Or the test above would show nothing."""
    kind.make(world)
    controls.forget()
    monkeypatch.setattr(row_keys, "is_set_up", lambda: False)
    monkeypatch.setattr(row_keys, "known", lambda: None)
    assert kind.opens(world)


def test_a_milestone_that_was_deleted_is_missed_and_lets_nothing_through(world):
    deal = world.house.deal
    sql("DELETE FROM deals_milestonestate WHERE deal_id = %s AND code = 'data_handover'", deal)
    with pytest.raises(NotAuthentic):
        deals.require_stage(deal, StageAct.IMPORT, is_again=True)
    assert not all(one.is_sound for one in review.review())


def test_a_founding_role_that_was_deleted_is_missed(world):
    sql("DELETE FROM accounts_grant WHERE is_founding")
    found = {one.table: one.gone for one in review.review()}
    assert found["accounts_grant"] == 2


def test_no_number_is_told_of_answers_that_were_changed(world):
    """Each yes is held against its own code; the sum of them is what a handover is held against."""
    assert registry.agreed(world.house.deal)
    sql("UPDATE consent_consent SET state = 'GIVEN' WHERE state = 'REFUSED'")
    with pytest.raises(NotAuthentic):
        registry.agreed(world.house.deal)


def test_there_are_forty_kinds_and_more():
    assert len({kind.name for kind in CASES}) == len(CASES) >= 40
