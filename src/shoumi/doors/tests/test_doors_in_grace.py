"""What rests on a demand beside its doors goes on while that has a grace: milestones, training."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import services
from shoumi.base.attestations.tests.statements import given
from shoumi.base.attestations.tests.test_graces import AT, DAY, LAPSED, grant, house
from shoumi.base.deals import conditions
from shoumi.base.gate import queries as gate
from shoumi.base.vault import services as vault
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
__all__ = ["house"]


@pytest.fixture(autouse=True)
def keyring(home, transactional_db):
    vault.setup(at=AT, indexed=["mobile"])


def test_a_milestone_that_rests_on_the_demand_may_be_opened_meanwhile(house):
    assert not conditions.holding("duty:13.1", Ref("deal-a"), LAPSED).passes
    grant(house)
    held = conditions.holding("duty:13.1", Ref("deal-a"), LAPSED)
    assert held.passes
    assert held.state is ControlState.STALE


def test_training_in_grace_counts_for_whom_it_was_stated_and_for_nobody_else(house):
    """The gate asks it of each person besides its doors."""
    personnel = house.staff(Role.HR, name="孙示例")
    said = given("19.3", until=AT + 30 * DAY, persons=[house.ops])
    services.attest(duty="19.3", said=said, actor=personnel, at=AT)

    def trained(person):
        asked = Question(
            actor=person, act=Act.REVEAL, task=Ref("task-a"), purpose=Purpose.SERVICE,
            deal=Ref("deal-a"), at=LAPSED,
        )  # fmt: skip
        return gate.facts(asked)[Fact.TRAINED_UNTIL]

    assert trained(house.ops) is None
    made = grant(house, duties=("19.3",))
    assert trained(house.ops) == made.until
    assert trained(personnel) is None
