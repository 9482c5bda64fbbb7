"""Who receives which data is authenticated: no recipient is gone because somebody wrote so."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from shoumi.base.deals import dataset_rows, ledger_agreement, queries, services
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewSet, creation
from shoumi.base.deals.tests.story import PARTIES, on, story_with_keys
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Instrument

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
AT = on("09-01")


@pytest.fixture
def story(home, transactional_db):
    return kept("story with keys", story_with_keys)


@pytest.fixture
def made(story):
    target = queries.parties(story.ref, PartyRole.TARGET)[0].ref
    one = NewSet("members", "会员", target, target, Recipient.OTHER)
    return services.add_dataset(deal=story.ref, dataset=one, actor=story.con, at=AT)


def unsound():
    return {one.table: (list(one.altered), one.gone) for one in review.review() if not one.is_sound}


def decide_otherwise(story, monkeypatch):
    """The law asks for another instrument from now on."""
    law = SimpleNamespace(instruments={Instrument.ART22_NOTICE}, base=Instrument.ART22_NOTICE)
    monkeypatch.setattr(queries, "answer", lambda one: law)
    with transaction.atomic():
        creation.decide_again(story.deal, actor=story.con, at=AT + timedelta(days=1))


def test_a_data_set_holds_from_when_it_is_named(story, made):
    assert verification.is_authentic(DataSet.objects.get())
    assert [one.ref for one in dataset_rows.of_deal(story.ref)] == [made.ref]
    assert unsound() == {}


@pytest.mark.parametrize("column", DataSet.coverage.columns)
def test_no_column_changes_unnoticed(made, column):
    row = DataSet.objects.get()
    setattr(row, column, "something else")
    assert not codes.matches(row)


def test_one_that_was_deleted_is_missed(story, made):
    DataSet.objects.all().delete()
    with pytest.raises(NotAuthentic):
        dataset_rows.of_deal(story.ref)
    assert unsound() == {"deals_dataset": ([], 1)}


def test_one_that_says_another_deal_is_missed_in_its_own_and_false_in_that(story, made):
    other = services.create(
        deal_type=DealType.EQUITY, title="另一笔", parties=PARTIES, actor=story.con, at=AT
    )
    DataSet.objects.update(deal=other)
    for deal in (story.ref, Ref(other.ref)):
        with pytest.raises(NotAuthentic):
            dataset_rows.of_deal(deal)
    assert unsound() == {"deals_dataset": ([made.ref], 1)}


def test_a_new_decision_gives_a_new_position_and_the_row_before_it_holds_no_longer(
    story, made, monkeypatch
):
    decide_otherwise(story, monkeypatch)
    after = DataSet.objects.get()
    assert after.instruments != made.instruments
    assert after.entry_position > made.entry_position
    assert unsound() == {}
    made.save()
    assert unsound() == {"deals_dataset": ([made.ref], 0)}


def test_a_new_decision_gives_no_code_to_a_row_that_was_changed(story, made, monkeypatch):
    DataSet.objects.update(is_abroad=True)
    decide_otherwise(story, monkeypatch)
    assert unsound() == {"deals_dataset": ([made.ref], 0)}


@pytest.mark.parametrize(
    ("column", "other"), [("recipient_kind", Recipient.PROCESSOR), ("instruments", "ART31")]
)
def test_an_old_row_is_believed_as_far_as_entries_say(story, made, column, other):
    row = DataSet.objects.get()
    (guarded,) = [one for one in ledger_agreement.guarded if one.table is DataSet]
    assert guarded.agreed([row]) == [row.entry_position]
    setattr(row, column, other)
    assert guarded.agreed([row]) == [None]
