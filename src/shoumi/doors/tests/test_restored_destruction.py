"""Who was destroyed after the copy is destroyed again, and those who stood witness are named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import latest_entries
from shoumi.base.registry import Health
from shoumi.chapters.destruction import health, queries, rules, services, witnesses
from shoumi.chapters.destruction.documents import certificate as papers
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.put_back_home import Copy, destroy, is_whole, open_by_two

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


def lost_witnesses():
    """Lines of the doctor that say so."""
    return [one for one in health.findings() if "见证" in one.what[0]]


@pytest.fixture
def restored(house, found, tmp_path):
    """Somebody was destroyed after the copy; the home was put back, caught up and opened."""
    copy = Copy(tmp_path)
    house.go(hours=1)
    destroy(house, [found[0]])
    house.go(hours=1)
    copy.put_back()
    copy.catch_up(house.at)
    house.go(minutes=5)
    open_by_two(house)
    return house


def test_an_order_that_is_done_again_names_its_witnesses(restored):
    [order] = Order.objects.all()
    assert order.state == rules.State.VERIFIED
    assert order.confirmed == [restored[cast.OPERATIONS], restored[cast.SECURITY]]
    assert queries.check_for_good(restored.at).holds
    assert lost_witnesses() == []
    assert is_whole()


def test_its_page_and_its_paper_say_that_it_was_done_again(restored):
    [order] = Order.objects.all()
    proofs = latest_entries.about(["destruction.verified"], order.ref)
    assert len(proofs) == 2
    assert witnesses.first_destroyed(order) == proofs[0]
    assert f"首次见账本第 {proofs[0]} 条" in papers._method(order)
    assert papers.certificate(order, 1, restored.dpo, restored.at).startswith(b"%PDF")


def test_an_order_that_was_done_once_says_nothing_of_a_restore(house, found):
    destroy(house, [found[0]])
    [order] = Order.objects.all()
    assert witnesses.first_destroyed(order) is None
    assert papers._method(order) == "逐条复查"


def test_a_home_that_lost_them_in_an_earlier_restore_gets_them_back(restored):
    Order.objects.update(confirmed=[])
    [finding] = lost_witnesses()
    assert finding.state is Health.FAIL
    assert "shoumi destroy resume" in finding.remedy[1]
    services.resume(at=restored.at)
    assert Order.objects.get().confirmed == [restored[cast.OPERATIONS], restored[cast.SECURITY]]
    assert lost_witnesses() == []


def test_nobody_is_named_whom_the_ledger_does_not_name(house, found):
    destroy(house, [found[0]])
    order = Order.objects.get()
    first = latest_entries.about(["destruction.confirmed"], order.ref)[0]
    Order.objects.update(confirmed=[], intent_position=first + 1)  # as if begun after one yes
    assert witnesses.put_all_back() == 0
    assert Order.objects.get().confirmed == []
    assert len(lost_witnesses()) == 1


def test_of_an_order_of_the_schedule_those_count_whose_yes_had_not_lapsed(house, found):
    order = services.propose(
        deal=house.deal,
        subjects=[found[0]],
        basis=rules.Basis.EXPIRED,
        actor=house.dpo,
        at=house.at,
    )
    Order.objects.update(proposer=SYSTEM)  # what the schedule orders nobody proposed
    services.confirm(order=Ref(order.ref), actor=house[cast.SUPERVISOR], at=house.at)
    house.go(hours=25)
    for name in (cast.OPERATIONS, cast.SECURITY):
        services.confirm(order=Ref(order.ref), actor=house[name], at=house.at)
        house.go(minutes=1)
    own = Order.objects.get()
    kept = list(own.confirmed), own.witnessed_at
    own.confirmed, own.witnessed_at = [], None
    last = latest_entries.about(["destruction.confirmed"], own.ref)[-1]
    assert witnesses.put_back(own, last + 1)
    assert (own.confirmed, own.witnessed_at) == kept
    assert own.witnessed_at == house.at - timedelta(minutes=2)
