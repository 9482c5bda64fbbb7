"""What of technical defence prepared homes have."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django import get_version as django_version
from django.conf import settings
from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.rooms.models import Paper
from shoumi.base.signin.events import By
from shoumi.base.signin.events import Tag as SignIn
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.services import audit, blocks, canaries, detection, sensors
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref


def prepare(head: Ref, security: Ref, at: datetime) -> None:
    """An alert about nobody of those who look, a finding, an address that is shut out, a canary and
    a sensor; watch, sensor and audit are off again, as the home states 12.2 and 12.3."""
    detection.begin(actor=security, at=at)
    refused = Event(SignIn.REFUSED, SYSTEM, SYSTEM, at, {"by": By.PASSWORD}, ("1.5",))
    with transaction.atomic():
        writer.record_many([refused] * 8)
    detection.look(at=at)
    blocks.block(address="198.51.100.7", hours=3, reasons="扫端口。", actor=security, at=at)
    paper = Paper.objects.exclude(document="").order_by("id")[0]
    canaries.mark(paper=Ref(paper.ref), actor=security, at=at)
    log = Path(settings.SHOUMI_HOME).parent / "eve.json"
    log.touch()
    sensor = sensors.add(kind=SensorKind.SURICATA, path=str(log), actor=security, at=at)
    sensors.drop(sensor=Ref(sensor.ref), actor=security, at=at)
    detection.end(actor=head, at=at)
    audit.begin(actor=security, at=at)
    affected = {"package": {"ecosystem": "PyPI", "name": "django"}, "versions": [django_version()]}
    told = [{"id": "MADE-UP", "modified": at.isoformat(), "affected": [affected]}]
    audit.bring(content=json.dumps(told).encode(), actor=security, at=at)
    audit.look(at=at)
    audit.end(actor=head, at=at)
