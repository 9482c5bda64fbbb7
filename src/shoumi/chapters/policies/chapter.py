"""The card chapter 1 hands to the registry."""

from __future__ import annotations

from shoumi.base.registry import Card, Menu
from shoumi.chapters.policies import events, messages, queries
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages

card = Card(
    slug="policies",
    zh="隐私保护政策",
    en="Privacy policy",
    events=events.Tag,
    checks={"1.1": queries.check, "1.2": queries.check, "1.3": queries.check},
    states=frozenset({Fact.POLICY_PUBLISHED, Fact.FIELDS_REGISTERED}),
    facts=queries.facts,
    edges=queries.edges,
    fields=queries.register,
    menu=(Menu("console", "policies", "隐私政策", "Policies"),),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
