"""Who was destroyed after the copy is destroyed again, and those who stood witness are named."""

from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.ledger import latest_entries
from shoumi.chapters.destruction import queries, rules, services
from shoumi.chapters.destruction.documents import certificate as papers
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.put_back_home import Copy, destroy, is_whole, open_by_two

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


def ordered(house, subject, proposer):
    with transaction.atomic():
        made = services.ordered(
            deal=house.deal,
            subjects=[subject],
            basis=rules.Basis.EXPIRED,
            proposer=proposer,
            at=house.at,
        )
    return Ref(made.ref)


def put_back(copy, house):
    """The home is lost, put back, caught up and opened."""
    house.go(hours=1)
    copy.put_back()
    copy.catch_up(house.at)
    house.go(minutes=5)
    open_by_two(house)


@pytest.fixture
def restored(house, found, tmp_path):
    """Somebody was destroyed after the copy from which the home was put back."""
    copy = Copy(tmp_path)
    house.go(hours=1)
    destroy(house, [found[0]])
    put_back(copy, house)
    return house


def test_an_order_that_is_done_again_names_its_witnesses(restored):
    [order] = Order.objects.all()
    assert order.state == rules.State.VERIFIED
    assert order.confirmed == [restored[cast.OPERATIONS], restored[cast.SECURITY]]
    assert queries.check_for_good(restored.at).holds
    assert is_whole()


def test_its_page_and_its_paper_say_that_it_was_done_again(restored):
    [order] = Order.objects.all()
    proofs = latest_entries.about(["destruction.verified"], order.ref)
    assert len(proofs) == 2
    assert ledger_agreement.first_proof(order) == proofs[0]
    assert f"首次见账本第 {proofs[0]} 条" in papers._method(order)
    assert papers.certificate(order, 1, restored.dpo, restored.at).startswith(b"%PDF")


def test_an_order_that_was_done_once_says_nothing_of_a_restore(house, found):
    destroy(house, [found[0]])
    [order] = Order.objects.all()
    assert ledger_agreement.first_proof(order) is None
    assert papers._method(order) == "逐条复查"


def test_a_yes_of_before_the_copy_counts_beside_one_of_after(house, found, tmp_path):
    order = ordered(house, found[0], house.dpo)
    services.confirm(order=order, actor=house[cast.SECURITY], at=house.at)
    copy = Copy(tmp_path)
    house.go(hours=1)
    services.confirm(order=order, actor=house[cast.OPERATIONS], at=house.at)
    services.carry_out(order=order, actor=house.dpo, at=house.at)
    put_back(copy, house)
    assert Order.objects.get().confirmed == [house[cast.SECURITY], house[cast.OPERATIONS]]
    assert is_whole()


def test_of_an_order_of_the_schedule_those_count_whose_yes_had_not_lapsed(house, found, tmp_path):
    copy = Copy(tmp_path)
    order = ordered(house, found[0], SYSTEM)
    services.confirm(order=order, actor=house[cast.SUPERVISOR], at=house.at)
    first = house.go(hours=25)
    for name in (cast.OPERATIONS, cast.SECURITY):
        services.confirm(order=order, actor=house[name], at=house.at)
        house.go(minutes=1)
    services.carry_out(order=order, actor=house.dpo, at=house.at)
    put_back(copy, house)
    own = Order.objects.get()
    assert own.confirmed == [house[cast.OPERATIONS], house[cast.SECURITY]]
    assert own.witnessed_at == first
