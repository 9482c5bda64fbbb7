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
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.queries import audit as audited
from shoumi.chapters.defence.queries import blocks
from shoumi.chapters.defence.queries import customer_canaries as lures
from shoumi.chapters.defence.queries import detection as watched
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries import matrices as compared
from shoumi.chapters.defence.queries import sensors as known_sensors
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.services.canaries import KEEPERS
from shoumi.chapters.defence.verbs import VERBS
from shoumi.chapters.defence.verbs import audit as findings
from shoumi.chapters.defence.verbs import blocks as shut_out
from shoumi.chapters.defence.verbs import canaries as traps
from shoumi.chapters.defence.verbs import customer_canaries as among
from shoumi.chapters.defence.verbs import detection as alerts
from shoumi.chapters.defence.verbs import sensors as outside
from shoumi.chapters.defence.verbs.answer import (
    AlertLine,
    BlockLine,
    CanaryLine,
    CustomerCanaryLine,
    FindingLine,
    MatrixLines,
    RuleSetLine,
    SensorLine,
)
from shoumi.chapters.defence.verbs.firewall import told
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

router = Router(tags=["defence"])


@router.get("/firewall", operation_id="firewall_list", **reads(Page[RuleSetLine]))
@needs(Scope.READ)
def rulesets(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The rule sets of the firewall, the newest first."""
    return paging.newest_first(request, wanted, queries.listed(), told)


# Before the address of one rule set, which would take its name for a reference.
@router.get(
    "/customer-canaries", operation_id="customer_canaries_list", **reads(Page[CustomerCanaryLine])
)
@needs(Scope.READ, *KEEPERS, Role.HEAD)
def customer_canaries(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The canaries among customers, the newest first."""
    return paging.newest_first(request, wanted, lures.listed(), among.told)


operation.add(router, [shut_out.BLOCK_ADDRESS])


@router.get("/firewall/{ruleset}", operation_id="firewall_ruleset", **reads(RuleSetLine))
@needs(Scope.READ)
def ruleset(request: PageRequest, ruleset: str) -> dict[str, Any]:
    """One rule set."""
    return told(queries.get(Ref(ruleset)))


@router.get("/blocks", operation_id="firewall_blocks", **reads(Page[BlockLine]))
@needs(Scope.READ)
def address_blocks(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The addresses that are or were shut out for a while, the newest first."""
    return paging.newest_first(request, wanted, blocks.listed(), shut_out.told)


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


@router.get("/matrices/{matrix}", operation_id="audit_matrix", **reads(MatrixLines))
@needs(Scope.READ)
def matrix(request: PageRequest, matrix: str) -> dict[str, Any]:
    """Every requirement of a matrix, ``mlps3``, ``asvs`` or ``asvs2``, as it stands now."""
    found = compared.standings(compared.named(matrix), request.at)
    return {"requirements": [compared.told(*each) for each in found]}


@router.get("/sensors", operation_id="sensors_list", **reads(Page[SensorLine]))
@needs(Scope.READ)
def sensors(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The sensors of others whose logs are read, the newest first."""
    return paging.newest_first(request, wanted, known_sensors.listed(), outside.told)


@router.get("/canaries", operation_id="canaries_list", **reads(Page[CanaryLine]))
@needs(Scope.READ, *KEEPERS, Role.HEAD)
def canaries(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The canaries, the newest first; who they are made up to be is told on their pages alone."""
    return paging.newest_first(request, wanted, Canary.objects.order_by("-number"), traps.told)


operation.add(router, [one for one in VERBS if one is not shut_out.BLOCK_ADDRESS])
