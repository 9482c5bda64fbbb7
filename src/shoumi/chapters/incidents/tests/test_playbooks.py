"""Playbooks: for each kind of incident tasks with who does them and how soon; people tick them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.chapters.incidents.models import BreachStep
from shoumi.chapters.incidents.rules import playbooks
from shoumi.chapters.incidents.rules.words import Kind, Post, StepKind
from shoumi.chapters.incidents.services import measures
from shoumi.chapters.incidents.services.errors import NoMeasure, NotInPlaybook, StepOver
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
KINDS = [kind for kind in Kind if kind is not Kind.OTHER]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_tasks_of_several_posts_in_the_order_in_which_they_are_due(kind):
    found = playbooks.of(kind)
    assert len(found) >= 5
    assert {one.post for one in found} >= {Post.EVIDENCE, Post.REPORTING, Post.NOTICES}
    assert [one.within for one in found] == sorted(one.within for one in found)


def test_no_two_tasks_share_a_key_and_nobody_is_told_later_than_within_a_day():
    found = [one for kind in KINDS for one in playbooks.of(kind)]
    assert len({one.ref for one in found}) == len(found)
    assert max(one.within for one in found) == timedelta(days=1)
    assert all(one.within >= timedelta(minutes=15) for one in found)


def test_what_fits_no_kind_has_no_playbook():
    assert playbooks.of(Kind.OTHER) == []


@pytest.fixture
def breach(desk):
    return desk.report()


def tick(desk, breach, key, actor=None):
    given = {"task": Ref(f"play-{key}"), "words": "已收回令牌。", "at": desk.at}
    return measures.tick(breach=breach, actor=actor or desk.security, **given)


def test_who_handles_it_ticks_a_task_once(desk, breach):
    tick(desk, breach, "vendor1")
    with pytest.raises(StepOver):
        tick(desk, breach, "vendor1", actor=desk.officer)
    [step] = BreachStep.objects.filter(kind=StepKind.TASK)
    assert (step.of, step.by) == ("play-vendor1", desk.security)


@pytest.mark.parametrize("key", ["ransom1", "vendor9"])
def test_a_task_of_another_kind_is_none_of_this_incident(desk, breach, key):
    with pytest.raises(NotInPlaybook):
        tick(desk, breach, key)


def test_who_does_not_handle_it_ticks_nothing(desk, breach):
    with pytest.raises(NotPermitted):
        tick(desk, breach, "vendor1", actor=desk.chen)


def test_a_ticked_task_alone_contains_nothing(desk, breach):
    tick(desk, breach, "vendor1")
    with pytest.raises(NoMeasure):
        measures.contain(breach=breach, actor=desk.security, at=desk.at)
