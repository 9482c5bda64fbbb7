"""What the verbs of chapter 12 are done to: the house, or a rule set."""

from __future__ import annotations

from shoumi.base.commands import lookup
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.defence import queries
from shoumi.chapters.defence.models import RuleSet
from shoumi.chapters.defence.queries import NoSuchRuleSet
from shoumi.core.refs import Ref


def _ruleset(request: PageRequest, ref: str) -> Ref:
    return Ref(queries.get(Ref(ref)).ref)


FIREWALL = Place("", "firewall")
RULESET = Place(
    "ruleset",
    "firewall/<str:ruleset>",
    _ruleset,
    lookup.numbered(RuleSet, NoSuchRuleSet),
)
