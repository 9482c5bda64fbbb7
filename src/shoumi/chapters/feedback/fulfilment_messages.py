"""What is refused of the fulfilment of requests, and the names of its closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "feedback.not_restricting": Message(
        zh="这类请求不限制信息的使用。",
        en="A request of this kind lets no data rest.",
        remedy_zh="对方要求限制或拒绝处理的，另外登记一件。",
        remedy_en="Where the person asks to restrict or to stop the use, enter that as a request.",
    ),
    "feedback.still_open": Message(
        zh="请求还没有办结，限制随请求的结果而定。",
        en="The request is not closed: the restriction is decided with it.",
        remedy_zh="答复并办结这件请求。",
        remedy_en="Answer and close the request.",
    ),
    "feedback.nothing_restricted": Message(
        zh="这件请求没有正在生效的限制。",
        en="No restriction is in force by this request.",
        remedy_zh="看看是不是另一件请求。",
        remedy_en="See whether it is by another request.",
    ),
    "feedback.not_restricted": Message(
        zh="有人要求限制或拒绝处理，身份也核实了，信息却还在使用",
        en="data are in use of somebody who asked for a restriction and proved who that is",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "feedback.Ending": {
        "REFUSED": ("请求被拒绝", "the request was refused"),
        "TAKEN_BACK": ("对方收回", "taken back"),
        "AGREED": ("本人同意恢复使用", "the person agrees to the use again"),
        "RENEWED": (
            "恢复时丢失的请求重新登记了",
            "the request was lost by a restore, and is entered anew",
        ),
        "SORTED": ("请求要的是别的", "the request is for something else"),
        "NO_GROUND": ("限制的理由已消失，并告知了本人", "its ground is gone; the person was told"),
    },
}
