"""After a restore what staff accepted and what was found of fields is named where it is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.chapters.policies import replays
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.services import field_reviews

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def review(office, *, is_necessary):
    office.published()
    field_reviews.review(
        fields=["name"],
        recipients=[Recipient.NOBODY],
        is_necessary=is_necessary,
        why="合同履行要用",
        actor=office.dora,
        at=AT,
    )
    return reader.latest(1)[0].line()


def replayed(line):
    """What the replay says, and what it names as lost."""
    lost = []
    how = replays.of_events()[Tag(line.tag)]
    return how(SimpleNamespace(line=line, lose=lost.append)), lost


def test_a_review_that_the_copy_has_is_not_lost(office):
    assert replayed(review(office, is_necessary=True)) == (True, [])


def test_a_review_that_the_copy_lacks_is_named(office):
    line = review(office, is_necessary=True)
    FieldReview.objects.all().delete()
    assert replayed(line) == (True, [line.about])


def test_where_somebody_found_a_field_unnecessary_everybody_waits_for_two_persons(office):
    """Which field it was the ledger does not say, and the copy would use it again."""
    line = review(office, is_necessary=False)
    FieldReview.objects.all().delete()
    assert replayed(line) == (False, [line.about])


def test_an_acceptance_that_the_copy_lacks_is_named(office):
    line = review(office, is_necessary=True)
    accepted = SimpleNamespace(tag=Tag.ACCEPTED, about=line.about, facts={})
    assert replayed(accepted) == (True, [line.about])
