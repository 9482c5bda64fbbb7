"""Texts go with their customer, after their term, or where a killed process left them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base.ledger import reader
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.feedback.queries import kept_texts
from shoumi.chapters.feedback.rules import Outcome
from shoumi.chapters.feedback.services import erasure
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


@contextmanager
def a_process_that_dies():
    """What happens within never commits."""
    with transaction.atomic():
        yield
        raise RuntimeError


def secrets_left():
    names = KeptSecret.objects.values_list("name", flat=True)
    return sum(name.startswith(("said-", "asker-")) for name in names)


def test_the_texts_of_a_customer_go_with_the_customer_and_nobody_elses(desk):
    mine, other = desk.assigned(), desk.assigned()
    desk.prove(mine, subject=desk.first)
    desk.prove(other, subject=desk.second)
    desk.reply(mine)
    desk.close(mine, outcome=Outcome.PARTLY)  # granted is what is destroyed already
    people = [desk.first]
    assert kept_texts.remaining(people) == 3  # who asks, the request, the answer
    assert erasure.forget(people) == 3
    assert (kept_texts.remaining(people), kept_texts.remaining([desk.second])) == (0, 2)
    assert erasure.forget(people) == 0
    assert (desk.opened(mine).who, dict(desk.opened(mine).said)) == (Asker(), {})
    assert desk.check("10.3").reason == "feedback.text_gone"
    Subject.objects.filter(ref=desk.first).update(state=Held.DESTROYED, destroyed_at=desk.at)
    assert desk.check("10.3").state is ControlState.PASS


def test_a_record_is_kept_for_three_years_after_it_is_closed(desk):
    request = desk.closed()
    desk.assigned()
    desk.go(days=3 * 365)
    assert erasure.forget_past_term(desk.at) == 0
    desk.go(days=2)
    assert erasure.forget_past_term(desk.at) == 3
    assert secrets_left() == 2  # of the one that is open
    assert desk.check("10.3").state is ControlState.PASS
    last = list(reader.entries(about=request))[-1].line()
    assert (last.tag, last.facts["texts"]) == ("feedback.forgotten", 3)
    assert erasure.forget_past_term(desk.at) == 0


def test_what_a_killed_process_left_is_swept_and_nothing_else(desk):
    desk.assigned()
    with pytest.raises(RuntimeError), a_process_that_dies():
        desk.received()
    assert secrets_left() == 4
    assert erasure.sweep(desk.at) == 0  # it might still be at work
    assert erasure.sweep(desk.at + timedelta(hours=2)) == 2
    assert secrets_left() == 2
