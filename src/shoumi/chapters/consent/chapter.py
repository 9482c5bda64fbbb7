"""The card chapter 6 hands to the registry."""

from __future__ import annotations

from shoumi.base.registry import Card, Menu
from shoumi.chapters.consent import events, messages, queries
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages

card = Card(
    slug="consent",
    zh="客户知情同意",
    en="Informed consent",
    events=events.Tag,
    checks={
        "6.1": queries.check_notice,
        "6.2": queries.check_consent,
        "6.3": queries.check_changes,
    },
    states=frozenset({Fact.INSTRUMENT}),
    facts=queries.facts,
    subject_facts=queries.subject_facts,
    subject_expressions=queries.subject_expressions,
    conditions={
        "campaign.prepared": queries.prepared,
        "campaign.closed": queries.closed,
        "consent.satisfied": queries.satisfied,
    },
    menu=(Menu("deal", "notices", "告知文本", "Notices"),),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
)
