"""What the verbs of chapter 12 are done to: the house, a rule set, an alert, a finding."""

from __future__ import annotations

from shoumi.base.commands import lookup
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.models import AuditFinding, RuleSet, SecurityCase
from shoumi.chapters.defence.queries import audit as audited
from shoumi.chapters.defence.queries import blocks, canaries, customer_canaries, sensors
from shoumi.chapters.defence.queries import detection as watched
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries.audit import NoSuchFinding
from shoumi.chapters.defence.queries.blocks import NoSuchBlock
from shoumi.chapters.defence.queries.canaries import NoSuchCanary
from shoumi.chapters.defence.queries.customer_canaries import NoSuchCustomerCanary
from shoumi.chapters.defence.queries.detection import NoSuchCase
from shoumi.chapters.defence.queries.firewall import NoSuchRuleSet
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


def _block(request: PageRequest, ref: str) -> Ref:
    return Ref(blocks.get(Ref(ref)).ref)


BLOCK = Place(
    "addressblock",
    "blocks/<str:addressblock>",
    _block,
    lookup.numbered(AddressBlock, NoSuchBlock),
)


def _case(request: PageRequest, ref: str) -> Ref:
    return Ref(watched.case_of(Ref(ref), request.who()).ref)


WATCH = Place("", "detection")
CASE = Place(
    "securitycase",
    "detection/<str:securitycase>",
    _case,
    lookup.numbered(SecurityCase, NoSuchCase),
)


def _sensor(request: PageRequest, ref: str) -> Ref:
    return Ref(sensors.get(Ref(ref)).ref)


SENSOR = Place("sensor", "sensors/<str:sensor>", _sensor)


def _canary(request: PageRequest, ref: str) -> Ref:
    return Ref(canaries.get(Ref(ref)).ref)


CANARIES = Place("", "canaries")
CANARY = Place(
    "canary",
    "canaries/<str:canary>",
    _canary,
    lookup.numbered(Canary, NoSuchCanary),
)


def _customer_canary(request: PageRequest, ref: str) -> Ref:
    return Ref(customer_canaries.get(Ref(ref)).ref)


CUSTOMER_CANARY = Place(
    "customercanary",
    "customer-canaries/<str:customercanary>",
    _customer_canary,
    lookup.numbered(CustomerCanary, NoSuchCustomerCanary),
)


def _finding(request: PageRequest, ref: str) -> Ref:
    return Ref(audited.get(Ref(ref)).ref)


AUDIT = Place("", "audit")
FINDING = Place(
    "auditfinding",
    "audit/<str:auditfinding>",
    _finding,
    lookup.numbered(AuditFinding, NoSuchFinding),
)
