"""Each minute the host's firewall is held against what was approved; twice a minute the ledger is
looked through for intrusions."""

from __future__ import annotations

import logging

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import AuditFinding, HostReading, SecurityCase
from shoumi.chapters.defence.services import audit, blocks, detection, readings, sensors

log = logging.getLogger(__name__)


@called("读主机的防火墙，与批准的规则对照", "hold the host's firewall against the approved rules")
@task
def read_due() -> None:
    read_now()
    work.forget_done("defence.read@")


@called("按要求马上读主机的防火墙", "read the host's firewall now, as somebody asked")
@task
def read_once() -> None:
    read_now()


def read_now() -> HostReading | None:
    """What was read; None where nothing is in force, or where rows were altered from outside."""
    try:
        return readings.read(at=clock.now())
    except NotAuthentic as altered:  # the demand itself fails then
        log.warning("firewall: %s", altered.code)
        return None


@called("让主机封住或放开地址", "have the host shut addresses out and let them in")
@task
def blocks_due() -> None:
    blocks_now()
    work.forget_done("defence.blocks@")


@called("按要求马上封住或放开地址", "shut addresses out and let them in now, as somebody asked")
@task
def blocks_once() -> None:
    blocks_now()


def blocks_now() -> int:
    """How many changes it took; none where rows were altered from outside."""
    try:
        return blocks.put_on_host(at=clock.now())
    except NotAuthentic as altered:  # nobody is shut out by a row that was put in from outside
        log.warning("blocks: %s", altered.code)
        return 0


@called("在账本里找入侵迹象", "look through the ledger for intrusions")
@task
def watch_due() -> None:
    look_now()
    work.forget_done("defence.watch@")


def look_now() -> list[SecurityCase]:
    """The cases that were opened; none where rows were altered from outside."""
    try:
        # What sensors raised since is looked at with all else.
        sensors.read(at=clock.now())
        return detection.look(at=clock.now())
    except NotAuthentic as altered:  # the demand itself fails then
        log.warning("detection: %s", altered.code)
        return []


@called("安全自查", "audit the house itself")
@task
def audit_due() -> None:
    audit_now()
    work.forget_done("defence.audit@")


@called("按要求马上自查", "audit the house now, as somebody asked")
@task
def audit_once() -> None:
    audit_now()


def audit_now() -> list[AuditFinding]:
    """What is new; nothing where rows were altered from outside."""
    try:
        return audit.look(at=clock.now())
    except NotAuthentic as altered:  # the demand itself fails then
        log.warning("audit: %s", altered.code)
        return []
