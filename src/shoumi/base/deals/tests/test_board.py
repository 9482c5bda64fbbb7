import pytest

from shoumi.base.deals import board, errors, queries, services
from shoumi.base.deals.tests.story import PARTIES, Story, on
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = Story()
    for _ in range(4):
        services.create(
            deal_type=DealType.ASSET,
            title="t",
            parties=PARTIES,
            actor=story.con,
            at=on("08-24"),
        )
    return story


@pytest.mark.parametrize("size", [1, 5])
def test_the_board_takes_three_queries_however_many_deals(story, size, django_assert_num_queries):
    with django_assert_num_queries(3):
        page = board.board(size=size)
    assert len(page.items) == size


def test_the_board_comes_in_pages(story):
    first = board.board(size=3)
    assert [row.deal.number for row in first.items] == ["D-2026-001", "D-2026-002", "D-2026-003"]
    second = board.board(size=3, after=first.after)
    assert [row.deal.number for row in second.items] == ["D-2026-004", "D-2026-005"]
    assert second.after is None


def test_a_row_shows_every_milestone_and_what_presses_most(story):
    story.file(FilingKind.ROFR_NOTICE, "08-31")
    story.file(FilingKind.SPA, "09-18")
    row = board.board().items[0]
    assert row.standings[DealStage.TAX] is Standing.WAITING
    assert len(row.standings) == 20
    assert row.next_deadline.key == "tax_report"
    assert board.board().items[1].next_deadline is None


def test_an_empty_board_is_empty(db):
    assert board.board() == queries.Page((), None)


def test_a_deal_is_found_by_reference_and_number(story):
    assert queries.deal(story.ref) == queries.by_number("D-2026-001") == story.deal
    with pytest.raises(errors.NoSuchDeal):
        queries.deal(Ref("deal-x"))
    with pytest.raises(errors.NoSuchDeal):
        queries.by_number("D-2026-099")


def test_refusals_come_the_latest_first_and_in_pages(story):
    for stage in (DealStage.TAX, DealStage.CLOSED, DealStage.SETTLED):
        with pytest.raises(errors.NotYet):
            story.advance(stage)
    first = queries.refusals(story.ref, size=2)
    assert [row.stage for row in first.items] == ["settled", "closed"]
    rest = queries.refusals(story.ref, size=2, before=first.after)
    assert ([row.stage for row in rest.items], rest.after) == (["tax"], None)
