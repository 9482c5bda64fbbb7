"""What a told home lacks of departments that work together, as the people of a house do it."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.services import duties, shared_tasks, threads
from shoumi.chapters.collaboration.services.scanned import File
from shoumi.chapters.collaboration.services.shared_tasks import NewTask
from shoumi.chapters.collaboration.services.threads import Draft, NewThread
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role


def make(*, officer: Ref, head: Ref, consultant: Ref, deal: Ref, at: datetime) -> None:
    """Responsibilities, a shared task, and a thread with a message that has a file."""
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
