"""Rule sets of the firewall and alerts over the API: lists, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.defence.queries import audit as audited
from shoumi.chapters.defence.queries import detection as watched
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.verbs import VERBS
from shoumi.chapters.defence.verbs import audit as findings
from shoumi.chapters.defence.verbs import detection as alerts
from shoumi.chapters.defence.verbs.answer import AlertLine, FindingLine, RuleSetLine
from shoumi.chapters.defence.verbs.firewall import told
from shoumi.core.refs import Ref

router = Router(tags=["defence"])


@router.get("/firewall", operation_id="firewall_list", **reads(Page[RuleSetLine]))
@needs(Scope.READ)
def rulesets(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The rule sets of the firewall, the newest first."""
    return paging.newest_first(request, wanted, queries.listed(), told)


@router.get("/firewall/{ruleset}", operation_id="firewall_ruleset", **reads(RuleSetLine))
@needs(Scope.READ)
def ruleset(request: PageRequest, ruleset: str) -> dict[str, Any]:
    """One rule set."""
    return told(queries.get(Ref(ruleset)))


@router.get("/detection", operation_id="detection_list", **reads(Page[AlertLine]))
@needs(Scope.READ)
def detection(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The alerts that are not about who asks, the newest first."""
    found = watched.cases_of(request.who())
    return paging.newest_first(request, wanted, found, alerts.told)


@router.get("/audit", operation_id="audit_list", **reads(Page[FindingLine]))
@needs(Scope.READ)
def audit(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The findings of the audit, the newest first."""
    return paging.newest_first(request, wanted, audited.listed(), findings.told)


operation.add(router, VERBS)
