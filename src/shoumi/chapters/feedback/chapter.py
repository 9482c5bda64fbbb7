"""The card chapter 10 hands to the registry."""

from __future__ import annotations

from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays
from shoumi.chapters.feedback import events, health, messages, queries
from shoumi.chapters.feedback.services import erasure
from shoumi.core.messages import Messages


def _replays() -> Replays:
    from shoumi.chapters.feedback import replays

    return replays.of_events()


card = Card(
    slug="feedback",
    zh="客户反馈与沟通",
    en="Requests and conversation",
    events=events.Tag,
    checks=queries.CHECKS,
    partial={
        "10.1": "feedback.missing_10_1",
        "10.2": "feedback.missing_10_2",
        "10.3": "feedback.missing_10_3",
    },
    holds=frozenset({"requests"}),
    destroyers={"requests": erasure.forget},
    remains={"requests": queries.remaining},
    guarded=health.guarded,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
