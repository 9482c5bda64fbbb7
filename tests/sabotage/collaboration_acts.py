"""What departments do together: a message, shut by 11.2, and a new shared task, shut by 11.3."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage import collaboration_breaks
from tests.sabotage.act import Act, cast, nothing, ref_of
from tests.sabotage.place import Place

_TEXT = "请看一下进度。"
_TITLE, _PURPOSE, _DEPARTMENT = "核对差异", "inventory", "CON"
_SCENES = (collaboration_breaks.begin, collaboration_breaks.nearly_over)


def _say(place: Place, thread: str) -> None:
    from shoumi.chapters.collaboration.services import threads
    from shoumi.chapters.collaboration.services.threads import Draft

    given = {"thread": ref_of(thread), "actor": place[cast().DPO], "at": place.at}
    threads.say(draft=Draft(_TEXT), **given)


SAY = Act(
    "say",
    ("listed", "room_l2"),
    collaboration_breaks.thread_of,
    {
        "service": _say,
        "command": lambda place, thread: place.shoumi(
            "thread", "say", thread, "--text", _TEXT, as_=cast().DPO
        ),
        "page": lambda place, thread: place.page(
            cast().DPO, f"/threads/{thread}/do/thread-say", text=_TEXT
        ),
        "operation": lambda place, thread: place.call(
            cast().DPO, f"/threads/{thread}/say", {"text": _TEXT}
        ),
    },
    within=_SCENES,
)


def _until(place: Place) -> str:
    return f"{place.at + timedelta(days=2):%Y-%m-%d}"


def _open(place: Place, _: Any) -> None:
    from shoumi.chapters.collaboration.services import shared_tasks
    from shoumi.chapters.collaboration.services.shared_tasks import NewTask
    from shoumi.core.terms import Purpose, Role

    new = NewTask(
        title=_TITLE,
        purpose=Purpose(_PURPOSE),
        deal=place.deal,
        departments=[Role(_DEPARTMENT)],
        accountable=place[cast().DPO],
        workers=[],
        expires_at=place.at + timedelta(days=2),
    )
    shared_tasks.open_task(new=new, actor=place[cast().DPO], at=place.at)


def _words(place: Place) -> dict[str, Any]:
    return {
        "title": _TITLE,
        "purpose": _PURPOSE,
        "deal": str(place.deal),
        "accountable": str(place[cast().DPO]),
    }


SHARE = Act(
    "shared_task",
    ("listed", "room_l2"),
    nothing,
    {
        "service": _open,
        "command": lambda place, _: place.shoumi(
            *("sharing", "open", "--title", _TITLE, "--purpose", _PURPOSE),
            *("--deal", str(place.deal), "--department", _DEPARTMENT.lower()),
            *("--accountable", str(place[cast().DPO]), "--until", _until(place)),
            as_=cast().DPO,
        ),
        "page": lambda place, _: place.page(
            cast().DPO,
            "/shared-tasks/do/sharing-open",
            **_words(place),
            departments=_DEPARTMENT,
            until=_until(place),
        ),
        "operation": lambda place, _: place.call(
            cast().DPO,
            "/shared-tasks",
            {
                **_words(place),
                "departments": [_DEPARTMENT],
                "until": (place.at + timedelta(days=2)).isoformat(),
            },
        ),
    },
    within=_SCENES,
)
COLLABORATION = (SAY, SHARE)
