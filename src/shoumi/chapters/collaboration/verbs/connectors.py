"""The verbs of robots."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.queries import connectors as queries
from shoumi.chapters.collaboration.rules.robots import Vendor
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, Scope
from shoumi.chapters.collaboration.services import connectors
from shoumi.chapters.collaboration.services.connectors import NewConnector
from shoumi.chapters.collaboration.verbs.place import CONNECTOR, CONNECTORS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TOLD = ("ref", "number", "vendor", "department", "made_at", "ended_at")


def told(one: Connector) -> dict[str, Any]:
    """A robot as a command and an operation tell it; no address and no secret."""
    return {name: getattr(one, name) for name in _TOLD}


def _answer() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import ConnectorLine

    return ConnectorLine


_operation = partial(InApi, Scope.DECIDE, answer=_answer, tells=told)


def _about(request: PageRequest, connector: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(connector))
    yield ("机器人", "Robot"), one.number
    yield ("哪一家", "Vendor"), names.of(Vendor(one.vendor), request.lang)
    yield ("部门", "Department"), names.of(Role(one.department), request.lang)


def _connect(call: Call) -> Connector:
    return connectors.connect(new=NewConnector(**call.given), actor=call.actor, at=call.at)


CONNECT = Verb(
    noun="robot",
    name="connect",
    on=CONNECTORS,
    do=_connect,
    tells=told,
    title=("接上群机器人", "Connect a robot"),
    done=("已接上", "It is connected"),
    roles=connectors.CONNECTORS,
    fields=(
        Field("vendor", ("哪一家", "Vendor"), forms.Kind.ONE, options=words_of(Vendor), of=Vendor),
        Field(
            "department",
            ("部门", "Department"),
            forms.Kind.ONE,
            options=words_of(DEPARTMENTS),
            of=Role,
        ),
        Field("url", ("机器人的地址", "Address of the robot"), forms.Kind.HIDDEN, most=500),
        Field(
            "secret",
            ("加签密钥", "Secret it is signed with"),
            forms.Kind.HIDDEN,
            ("企业微信没有，不填。", "WeCom has none; leave it empty."),
            is_needed=False,
            default="",
        ),
    ),
    help=(
        "只发编号和链接，不发姓名和内容；超过每分钟上限的合成一条。主机要先在“出站白名单”里获准。",
        (
            "It tells numbers and links, no name and no content; beyond the vendor's limit as one"
            " digest. Its host has to stand under Calls out first."
        ),
    ),
    button=("接上", "Connect it"),
    is_fresh=True,
    page=OnPage(back="connectors", to=("connector", "connector")),
    command=OnTerminal(),
    operation=_operation("Connect a robot of a department's group.", status=201, path=""),
)
END = Verb(
    noun="robot",
    name="end",
    on=CONNECTOR,
    do=lambda call: connectors.end(connector=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("停用群机器人", "End a robot"),
    done=("已停用，地址已销毁", "It is ended, its address is destroyed"),
    roles=connectors.CONNECTORS,
    button=("停用", "End it"),
    is_final=True,
    page=OnPage(back="connector", to=("connector", "connector"), facts=_about),
    command=OnTerminal(asks_yes=False),
    operation=_operation("End a robot; its address is destroyed."),
)
VERBS = (CONNECT, END)
