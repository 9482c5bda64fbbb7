"""In which order the steps of all cards are told, and what goes on with which."""

from __future__ import annotations

from pathlib import Path

import pytest

from shoumi.base import registry
from shoumi.base.registry import StoryStep
from shoumi.base.registry.story import moment
from shoumi.core.terms import DealType
from shoumi.doors.demo import runner, show
from shoumi.doors.demo.expected import VARIANTS
from shoumi.doors.demo.runner import SameMoment, in_order, tell_in_order
from shoumi.doors.demo.story import Story


def story(variant="equity"):
    return Story(Path(), variant, 1000, show.Silent())


def brought(monkeypatch, *steps):
    monkeypatch.setattr(registry, "story", lambda: list(steps))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_card_that_brings_steps_has_them_told_in_order(variant):
    told = in_order(story(variant))
    assert [step.when for step in told] == sorted(step.when for step in told)
    wanted = {step.name for step in registry.story() if not step.types or variant in step.types}
    assert wanted <= {step.name for step in told}


def test_two_steps_of_one_moment_stop_the_story(monkeypatch):
    brought(monkeypatch, StoryStep("another", moment(8, 28), ("另", "another")))
    with pytest.raises(SameMoment, match="listed"):
        in_order(story())


def test_a_step_of_another_type_of_deal_is_left_out(monkeypatch):
    step = StoryStep("another", moment(8, 28), types=frozenset({DealType.MERGER}))
    brought(monkeypatch, step)
    assert step not in in_order(story())


def part(name, minute, done, words=None, **more):
    return StoryStep(
        name, moment(8, 24, 9, minute), words, lambda story, note: done.append(minute), **more
    )


@pytest.fixture
def told(monkeypatch):
    """What is told, without a home in which to do it."""
    monkeypatch.setattr(Story, "tell", lambda self, parts: Story._do(self, parts, None))
    return story()


def test_a_step_without_words_goes_on_with_the_one_before_it(told, monkeypatch):
    groups = []
    monkeypatch.setattr(Story, "tell", lambda self, parts: groups.append(len(parts)))
    steps = [part("a", 0, [], ("甲", "a")), part("a", 1, []), part("b", 2, []), part("a", 3, [])]
    tell_in_order(told, steps)
    assert groups == [2, 1, 1]


def test_what_goes_on_with_a_step_that_is_not_told_is_done_all_the_same(told):
    done = []
    first = part("a", 0, done, ("甲", "a"), applies=lambda story: False)
    tell_in_order(
        told, [first, part("a", 1, done), part("a", 2, done, applies=lambda story: False)]
    )
    assert done == [1]


def test_about_as_many_steps_are_told_as_the_bar_counts():
    words = [step for step in in_order(story()) if step.words is not None]
    assert abs(len(words) - runner.STEPS) <= 8
