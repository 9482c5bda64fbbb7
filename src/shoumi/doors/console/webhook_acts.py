"""Have systems told of events; their secrets, pauses, tests and second deliveries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.shortcuts import render
from django.urls import reverse

from shoumi.base.ledger import reader
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.webhooks import endpoints, queries, rules
from shoumi.base.webhooks.endpoints import Made
from shoumi.core.egress.urls import MAX_URL
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console.webhooks import PLACE

_KEEPERS = tuple(sorted(rules.KEEPERS))
_SECRET: Both = ("签名密钥", "The secret")
_HAND_OVER: Both = (
    "对方用它核对推送真是这里发的。经安全的途径交给：",
    "By it the receiver knows what truly comes from here. Hand it over safely to:",
)


def _there(endpoint: str) -> Done:
    return Done(reverse("webhook", kwargs={"endpoint": endpoint}))


def _once(request: PageRequest, made: Made) -> Done:
    """The secret, on a page that is not kept and cannot be asked for again."""
    told = {
        "title": request.say(_SECRET),
        "told": request.say(_HAND_OVER),
        "name": made.endpoint.name,
        "secret": made.secret,
        "back": reverse("webhook", kwargs={"endpoint": made.endpoint.ref}),
        "position": reader.size() - 1,
    }
    return Done(answer=render(request, "console/secret.html", told))


def _make(request: PageRequest, given: dict[str, Any]) -> Done:
    areas = given.pop("areas")
    tags = frozenset().union(*(queries.tags(area) for area in areas))
    return _once(request, endpoints.make(**given, tags=tags, actor=request.who(), at=request.at))


def _rotate(request: PageRequest, given: dict[str, Any], endpoint: str) -> Done:
    made = endpoints.rotate(endpoint=Ref(endpoint), actor=request.who(), at=request.at)
    return _once(request, made)


def _ping(request: PageRequest, given: dict[str, Any], endpoint: str) -> Done:
    endpoints.ping(endpoint=Ref(endpoint), actor=request.who(), at=request.at)
    return _there(endpoint)


def _pause(request: PageRequest, given: dict[str, Any], endpoint: str) -> Done:
    endpoints.pause(endpoint=Ref(endpoint), actor=request.who(), at=request.at)
    return _there(endpoint)


def _resume(request: PageRequest, given: dict[str, Any], endpoint: str) -> Done:
    endpoints.resume(endpoint=Ref(endpoint), actor=request.who(), at=request.at)
    return _there(endpoint)


def _again(request: PageRequest, given: dict[str, Any], pushed: str) -> Done:
    made = endpoints.redeliver(delivery=Ref(pushed), actor=request.who(), at=request.at)
    return _there(made.endpoint_id)


def _areas(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for card in queries.areas():
        yield card.slug, (card.zh, card.en)


def _of_endpoint(request: PageRequest, endpoint: str) -> Iterator[tuple[Both, object]]:
    found = queries.endpoint(Ref(endpoint))
    yield ("接收系统", "Receiver"), found.name
    yield ("地址", "Address"), found.url


def _of_delivery(request: PageRequest, pushed: str) -> Iterator[tuple[Both, object]]:
    found = queries.delivery(Ref(pushed))
    yield ("接收系统", "Receiver"), found.endpoint.name
    yield ("事件", "Event"), found.tag
    yield ("账本位置", "Place in the ledger"), found.position


ACTS = (
    Act(
        slug="make-webhook",
        place="webhooks",
        title=("接入一个接收系统", "Add a receiver"),
        done=("已接入", "Added"),
        do=_make,
        roles=_KEEPERS,
        fields=(
            Field(
                "name",
                ("名称", "Name"),
                help=("对方系统的名称，不写人名", "What the system is called; nobody's name"),
                most=rules.MAX_NAME,
                hints={"autocomplete": "off"},
            ),
            Field(
                "url",
                ("地址", "Address"),
                help=(
                    "https:// 开头，主机须已在出站白名单上；路径里不要放密码",
                    "Begins with https://; its host is on the list of calls out. No password in it",
                ),
                most=MAX_URL,
                hints={"autocomplete": "off", "inputmode": "url"},
            ),
            Field("areas", ("推送哪些事件", "Which events"), Kind.MANY, options=_areas),
        ),
        help=(
            "从现在起发生的才推送。下一页给出签名密钥，只显示一次。",
            "It is told of what happens from now on. The next page shows its secret, once.",
        ),
        button=("接入", "Add it"),
        is_fresh=True,
        back="webhooks",
    ),
    Act(
        slug="ping-webhook",
        place=PLACE,
        title=("发一条测试", "Send a test"),
        done=("测试已排入，一分钟内发出", "The test leaves within a minute"),
        do=_ping,
        roles=_KEEPERS,
        button=("发出", "Send it"),
        back="webhook",
        facts=_of_endpoint,
    ),
    Act(
        slug="rotate-webhook",
        place=PLACE,
        title=("更换签名密钥", "Replace the secret"),
        done=("已更换", "Replaced"),
        do=_rotate,
        roles=_KEEPERS,
        help=(
            "七天之内新旧两个都有效，对方可以从容换上。",
            "For seven days both count, so the receiver can change over.",
        ),
        button=("更换", "Replace it"),
        is_fresh=True,
        back="webhook",
        facts=_of_endpoint,
    ),
    Act(
        slug="pause-webhook",
        place=PLACE,
        title=("暂停推送", "Pause it"),
        done=("已暂停", "Paused"),
        do=_pause,
        roles=_KEEPERS,
        help=(
            "立刻停下；事件在账本里等着，恢复后接着推送。",
            "At once. Events wait in the ledger and are told once it is taken up again.",
        ),
        button=("暂停", "Pause it"),
        back="webhook",
        facts=_of_endpoint,
    ),
    Act(
        slug="resume-webhook",
        place=PLACE,
        title=("恢复推送", "Take it up again"),
        done=("已恢复", "It is told again"),
        do=_resume,
        roles=_KEEPERS,
        button=("恢复", "Take it up"),
        back="webhook",
        facts=_of_endpoint,
    ),
    Act(
        slug="resend-webhook",
        place="webhooks/deliveries/<str:pushed>",
        title=("再推送一次", "Send it again"),
        done=("已重新排入", "It is queued again"),
        do=_again,
        roles=_KEEPERS,
        help=(
            "编号不变，对方若已收过，应当认得出来。",
            "Under the same id, so a receiver that had it knows it again.",
        ),
        button=("再推送", "Send it"),
        facts=_of_delivery,
    ),
)
