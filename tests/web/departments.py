"""What a told home lacks of departments that work together, as the people of a house do it."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.chapters.collaboration.rules.robots import HOSTS, Vendor
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.chapters.collaboration.services import (
    connectors,
    deputies,
    duties,
    shared_tasks,
    threads,
)
from shoumi.chapters.collaboration.services.connectors import NewConnector
from shoumi.chapters.collaboration.services.scanned import File
from shoumi.chapters.collaboration.services.shared_tasks import NewTask
from shoumi.chapters.collaboration.services.threads import Draft, NewThread
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role


def make(
    *, officer: Ref, head: Ref, consultant: Ref, counsel: Ref, keeper: Ref, deal: Ref, at: datetime
) -> None:
    """Responsibilities, a shared task, a thread with a message that has a file, somebody who is
    away, one with an interest in the deal, and a robot."""
    duties.begin(actor=head, at=at)
    new = NewTask(
        title="核对客户名册",
        purpose=Purpose.INVENTORY,
        deal=deal,
        departments=[Role.CON],
        accountable=officer,
        workers=[consultant],
        expires_at=at + timedelta(days=10),
    )
    shared_tasks.open_task(new=new, actor=officer, at=at)
    talk = NewThread(On.DEAL, deal, deal, "名册的进度", [consultant])
    thread = Ref(threads.open_thread(new=talk, actor=officer, at=at).ref)
    file = File("核对 12 户，差 3 户。\n".encode(), "a.txt")
    draft = Draft("名册核对好了，见附件。", [consultant], [file])
    threads.say(thread=thread, draft=draft, actor=officer, at=at)
    until = at + timedelta(days=5)
    deputies.tell_absence(
        person=counsel, deputy=officer, since=at, until=until, actor=officer, at=at
    )
    deputies.declare(person=counsel, deal=deal, why=Why.FAMILY, actor=counsel, at=at)
    address = f"https://{HOSTS[Vendor.WECOM]}/cgi-bin/webhook/send?key=made-up"
    connectors.connect(new=NewConnector(Vendor.WECOM, Role.CON, address), actor=keeper, at=at)
