"""Begin a story and move it forward."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.clock import home
from shoumi.base.clock.events import STORY, Tag
from shoumi.base.clock.models import Story
from shoumi.base.ledger import writer
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref


class NotADemo(Refused):
    """Real homes run on real time."""

    code = "clock.not_a_demo"


class StoryBegun(Conflict):
    code = "clock.story_begun"


class NoStory(Missing):
    code = "clock.no_story"


class OnlyForward(Invalid):
    """Facts: ``now``, the story's time."""

    code = "clock.only_forward"


@transaction.atomic
def start_story(*, at: datetime, actor: Ref) -> Story:
    """Let the story begin at ``at``, where the clock then stands.

    Raises:
        NotADemo: the home is a real one.
        StoryBegun: there is a story already.
        TimeBehind: the ledger has entries later than ``at``.
    """
    if home.kind() is not home.Kind.DEMO:
        raise NotADemo
    try:
        with transaction.atomic():
            story = Story.objects.create(pk=1, started_at=at, now_at=at)
    except IntegrityError as error:
        raise StoryBegun from error
    writer.record(Event(Tag.STARTED, actor, STORY, at))
    return story


@transaction.atomic
def advance(*, to: datetime, actor: Ref) -> Story:
    """Move the story on to ``to``.

    Raises:
        NoStory: none has begun.
        OnlyForward: ``to`` is not later than the story's time.
    """
    story = Story.objects.select_for_update().filter(pk=1).first()
    if story is None:
        raise NoStory
    if to <= story.now_at:
        raise OnlyForward(now=story.now_at)
    writer.record(Event(Tag.ADVANCED, actor, STORY, story.now_at, {"to": to}))
    story.now_at = to
    story.save(update_fields=["now_at"])
    return story
