"""Acts of departments that narrow: a shared task ends, a thread is closed, a message is found to
name somebody, or is removed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shoumi.base.row_authentication import verification
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import message_check
from shoumi.chapters.collaboration.rules import findings
from shoumi.chapters.collaboration.rules.robots import HOSTS, Vendor
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.chapters.collaboration.services import (
    connectors,
    deputies,
    second_looks,
    shared_tasks,
    texts,
    threads,
)
from shoumi.chapters.collaboration.services.connectors import NewConnector
from shoumi.chapters.collaboration.services.shared_tasks import NewTask
from shoumi.chapters.collaboration.services.threads import Draft, NewThread
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role
from shoumi.doors.demo import cast
from shoumi.doors.tests.restore_case import Narrowing


def _task(house: Any) -> Ref:
    new = NewTask(
        title="核对名册",
        purpose=Purpose.INVENTORY,
        deal=house.deal,
        departments=[Role.CON],
        accountable=house[cast.CONSULTANT],
        workers=[],
        expires_at=house.at + timedelta(days=3),
    )
    return Ref(shared_tasks.open_task(new=new, actor=house.dpo, at=house.at).ref)


def _thread(house: Any) -> Ref:
    new = NewThread(On.DEAL, house.deal, house.deal, "名册的进度")
    return Ref(threads.open_thread(new=new, actor=house.dpo, at=house.at).ref)


def _message(house: Any, text: str = "好了。") -> Ref:
    thread = _thread(house)
    made = threads.say(thread=thread, draft=Draft(text), actor=house.dpo, at=house.at)
    return Ref(made.ref)


def _unseen(house: Any) -> Ref:
    """As before the scan knew such a number."""
    plain, seen = findings.of_text, message_check.scan_sees
    findings.of_text, message_check.scan_sees = (lambda *_, **__: []), (lambda today: True)
    try:
        return _message(house, "电话 15400001111")
    finally:
        findings.of_text, message_check.scan_sees = plain, seen


def _row(table: Any, ref: Ref) -> Any:
    [found] = verification.require(table.objects.filter(ref=ref))
    return found


def _look(house: Any, _: Ref) -> None:
    house.at += timedelta(days=1)
    second_looks.look(at=house.at)


def _is_removed(_: Any, message: Ref) -> bool:
    found = _row(ThreadMessage, message)
    return found.removed_at is not None and texts.opened(found.text) == ""


def _away(house: Any) -> Ref:
    given = {"person": house.dpo, "deputy": house[cast.HEAD], "actor": house.dpo, "at": house.at}
    until = house.at + timedelta(days=9)
    return Ref(deputies.tell_absence(since=house.at, until=until, **given).ref)


def _declare(house: Any, person: Ref) -> None:
    given = {"deal": house.deal, "why": Why.FAMILY, "actor": person, "at": house.at}
    deputies.declare(person=person, **given)


def _has_interest(house: Any, person: Ref) -> bool:
    rows = verification.require(Interest.objects.filter(person=person, cleared_at=None))
    return len(rows) == 1


def _connect(house: Any) -> Ref:
    address = f"https://{HOSTS[Vendor.WECOM]}/cgi-bin/webhook/send?key=made-up"
    new = NewConnector(Vendor.WECOM, Role.CON, address)
    return Ref(connectors.connect(new=new, actor=house[cast.SECURITY], at=house.at).ref)


COLLABORATION_ACTS = {
    "robot.ended": Narrowing(
        _connect,
        lambda house, ref: connectors.end(connector=ref, actor=house[cast.SECURITY], at=house.at),
        lambda house, ref: _row(Connector, ref).ended_at is not None,
    ),
    "raci.returned": Narrowing(
        _away,
        lambda house, ref: deputies.end_absence(absence=ref, actor=house.dpo, at=house.at),
        lambda house, ref: _row(Absence, ref).returned_at is not None,
    ),
    "raci.declared": Narrowing(lambda house: house[cast.CONSULTANT], _declare, _has_interest),
    "sharing.ended": Narrowing(
        _task,
        lambda house, task: shared_tasks.close(task=task, actor=house.dpo, at=house.at),
        lambda house, task: _row(SharedTask, task).end == "CLOSED",
    ),
    "thread.closed": Narrowing(
        _thread,
        lambda house, thread: threads.close(thread=thread, actor=house.dpo, at=house.at),
        lambda house, thread: _row(Thread, thread).closed_at is not None,
    ),
    "thread.found": Narrowing(
        _unseen, _look, lambda house, message: _row(ThreadMessage, message).found_at is not None
    ),
    "thread.removed": Narrowing(
        _message,
        lambda house, message: threads.remove(message=message, actor=house.dpo, at=house.at),
        _is_removed,
    ),
}
