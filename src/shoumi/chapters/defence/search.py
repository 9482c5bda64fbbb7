"""Rule sets of the firewall, readings of the host, the watch and its alerts, by reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.models import (
    Audit,
    AuditFinding,
    HostReading,
    RuleSet,
    SecurityCase,
    Watch,
)
from shoumi.chapters.defence.sensor_models import SensedAddress, Sensor
from shoumi.core.messages import Both

_RULESET: Both = ("防火墙规则", "Firewall rule set")
_WATCH: Both = ("入侵检测", "Watch for intrusions")
_AUDIT: Both = ("安全自查", "Audit of the house")
_FINDING: Both = ("自查发现", "Audit finding")
_ALERT: Both = ("入侵告警", "Alert")
_BLOCK: Both = ("封住的地址", "Address that was shut out")
_SENSOR: Both = ("传感器", "Sensor")
_SENSED: Both = ("传感器报告的地址", "Address that a sensor named")
_CANARY: Both = ("诱饵", "Canary")
_READING: Both = ("对主机防火墙的读取", "Reading of the host's firewall")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in RuleSet.objects.filter(ref=wanted):
        yield SearchHit(_RULESET, wanted, "ruleset", {"ruleset": one.ref})
    for reading in HostReading.objects.filter(ref=wanted):
        yield SearchHit(_READING, wanted, "ruleset", {"ruleset": reading.ruleset})
    for _ in Watch.objects.filter(ref=wanted):
        yield SearchHit(_WATCH, wanted, "detection", {})
    for case in SecurityCase.objects.filter(ref=wanted):
        yield SearchHit(_ALERT, str(case.number), "securitycase", {"securitycase": case.ref})
    for block in AddressBlock.objects.filter(ref=wanted):
        yield SearchHit(_BLOCK, str(block.number), "addressblock", {"addressblock": block.ref})
    for sensor in Sensor.objects.filter(ref=wanted):
        yield SearchHit(_SENSOR, sensor.kind, "sensor", {"sensor": sensor.ref})
    for sensed in SensedAddress.objects.filter(ref=wanted):
        yield SearchHit(_SENSED, sensed.address, "detection", {})
    for canary in Canary.objects.filter(ref=wanted):
        yield SearchHit(_CANARY, str(canary.number), "canary", {"canary": canary.ref})
    for lure in CustomerCanary.objects.filter(ref=wanted):
        yield SearchHit(_CANARY, str(lure.number), "customercanary", {"customercanary": lure.ref})
    for _ in Audit.objects.filter(ref=wanted):
        yield SearchHit(_AUDIT, wanted, "audit", {})
    for finding in AuditFinding.objects.filter(ref=wanted):
        yield SearchHit(_FINDING, str(finding.number), "auditfinding", {"auditfinding": wanted})
