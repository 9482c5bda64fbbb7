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
    "feedback.not_packed": Message(
        zh="这类请求不要求提供个人信息的副本。",
        en="A request of this kind asks for no copy of anybody's data.",
        remedy_zh="对方要查阅、复制或转移的，另外登记一件。",
        remedy_en="Where the person asks for access or a copy, enter that as a request.",
    ),
    "feedback.no_package": Message(
        zh="没有可以取的副本，或者已过了可以取的日子。",
        en="No copy waits to be fetched, or the last day for it is over.",
        remedy_zh="请公司再制作一份。",
        remedy_en="Ask the company to make it once more.",
    ),
    "feedback.passphrase_wrong": Message(
        zh="口令不对。",
        en="That passphrase does not open it.",
        remedy_zh="照公司告诉您的原样再填一次。",
        remedy_en="Enter it again as the company told you.",
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
