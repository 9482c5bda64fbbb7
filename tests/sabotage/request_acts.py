"""The end of a request that was answered: shut by 10.3."""

from __future__ import annotations

from tests.sabotage import request_breaks
from tests.sabotage.act import Act, cast, ref_of
from tests.sabotage.place import Place


def answered(place: Place) -> str:
    """A question of somebody whom the house need not know, with its answer."""
    from shoumi.chapters.feedback.rules import Kind, Way
    from shoumi.chapters.feedback.services import answers, progress

    officer = place[cast().DPO]
    request = request_breaks.asked(place, Kind.QUESTION)
    progress.assign(request=request, to=officer, actor=officer, at=place.at)
    answers.reply(request=request, text="周一至周五。", way=Way.PORTAL, actor=officer, at=place.at)
    return str(request)


def _close(place: Place, request: str) -> None:
    from shoumi.chapters.feedback.rules import Outcome
    from shoumi.chapters.feedback.services import answers

    given = {"outcome": Outcome.ANSWERED, "actor": place[cast().DPO], "at": place.at}
    answers.close(request=ref_of(request), **given)


CLOSE = Act(
    "close_request",
    ("listed", "dd_l1", "settled"),
    answered,
    {
        "service": _close,
        "command": lambda place, request: place.shoumi(
            "request", "close", request, "--outcome", "answered", as_=cast().DPO
        ),
        "page": lambda place, request: place.page(
            cast().DPO, f"/requests/{request}/do/request-close", outcome="ANSWERED"
        ),
        "operation": lambda place, request: place.call(
            cast().DPO, f"/requests/{request}/close", {"outcome": "ANSWERED"}
        ),
    },
    within=(
        request_breaks.begin,
        request_breaks.begin_with_chat,
        request_breaks.begin_with_visitor,
    ),
)
