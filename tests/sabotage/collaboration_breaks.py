"""Promises about how departments work together: shared tasks end with what was opened for them, no
message names anybody, one person answers for each chapter.

A told home states all of them, as nothing is read where nobody does; each case begins with
responsibilities, a shared task whose people see references, and a thread, and from then on all
three are checked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import CLOCK, SERVICE, SQL, Break, cast
from tests.sabotage.place import Place


def begin(place: Place) -> None:
    """By the pages of the head and of the protection officer."""
    _begin(place, timedelta(days=3))


def nearly_over(place: Place) -> None:
    """The same, and the task is over since nine minutes, in which no worker ran."""
    _begin(place, timedelta(minutes=3))
    place.go(minutes=12)


def _begin(place: Place, lasts: timedelta) -> None:
    people = cast()
    place.page(people.HEAD, "/responsibilities/do/raci-begin")
    place.page(
        people.DPO,
        "/shared-tasks/do/sharing-open",
        title="核对客户名册",
        purpose="inventory",
        deal=str(place.deal),
        departments="CON",
        accountable=place[people.DPO],
        workers=place[people.CONSULTANT],
        until=f"{place.at + lasts + timedelta(hours=8):%Y-%m-%dT%H:%M}",
    )
    place.page(people.HEAD, f"/shared-tasks/{_task().ref}/do/sharing-grant", acts="list")
    place.page(
        people.DPO,
        "/threads/do/thread-open",
        kind="DEAL",
        deal=str(place.deal),
        topic="名册的进度",
        members=place[people.CONSULTANT],
    )
    place.page(people.DPO, f"/threads/{thread_of(place)}/do/thread-say", text="名册核对好了。")


def _task() -> Any:
    from shoumi.chapters.collaboration.models import SharedTask

    return SharedTask.objects.latest("id")


def thread_of(place: Place) -> str:
    from shoumi.chapters.collaboration.thread_models import Thread

    return str(Thread.objects.latest("id").ref)


# -- 11.1 --------------------------------------------------------------------------------------


def grant_outlives_its_task(place: Place) -> None:
    from shoumi.base.gate.models import Task
    from shoumi.base.tests import authenticated

    grant = Task.objects.filter(ref=_task().grant)
    assert authenticated.change(grant, expires_at=place.at + timedelta(days=20))
    place.a_minute_later()


def close_the_grant(place: Place) -> None:
    place.page(cast().DPO, f"/tasks/{_task().grant}/do/close-task", is_sure="on")


def two_minutes_go_by(place: Place) -> None:
    """And still no worker ends what is over."""
    place.go(minutes=2)
    place.a_minute_later()


def end_it(place: Place) -> None:
    place.page(cast().DPO, f"/shared-tasks/{_task().ref}/do/sharing-close", is_sure="on")


# -- 11.2 --------------------------------------------------------------------------------------


def message_found(place: Place) -> None:
    """A later look found that a message names somebody."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.collaboration.thread_models import ThreadMessage

    assert authenticated.change(ThreadMessage.objects.all(), found_at=place.at)
    place.a_minute_later()


def remove_it(place: Place) -> None:
    from shoumi.chapters.collaboration.thread_models import ThreadMessage

    for one in ThreadMessage.objects.filter(removed_at=None):
        address = f"/messages-of-threads/{one.ref}/do/message-remove"
        place.page(cast().DPO, address, is_sure="on")


# -- 11.3 --------------------------------------------------------------------------------------


def somebody_leaves(place: Place) -> None:
    """Who answers for a chapter leaves the house."""
    place.page(cast().HEAD, f"/people/{place[cast().PURCHASING]}/do/retire", is_sure="on")
    place.a_minute_later()


def another_answers(place: Place) -> None:
    from shoumi.chapters.collaboration.models import ChapterDuty

    for one in ChapterDuty.objects.filter(accountable=place[cast().PURCHASING]):
        address = f"/responsibilities/{one.ref}/do/raci-assign"
        place.page(cast().HEAD, address, accountable=place[cast().CONSULTANT])


_FORGED = "the product ends what it opened; the check sees where it does not"
_LATER = "the scan has to learn something first"
BREAKS: tuple[Break, ...] = (
    Break(
        ("11.1",),
        SQL,
        grant_outlives_its_task,
        close_the_grant,
        scene=begin,
        at="listed",
        why=_FORGED,
    ),
    Break(("11.1",), CLOCK, two_minutes_go_by, end_it, scene=nearly_over, at="room_l2"),
    Break(("11.2",), SQL, message_found, remove_it, scene=begin, at="listed", why=_LATER),
    Break(("11.3",), SERVICE, somebody_leaves, another_answers, scene=begin, at="listed"),
)
