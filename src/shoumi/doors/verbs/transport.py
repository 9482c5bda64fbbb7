"""Try every path between this machine and others now; the system does so each day (3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.registry import NetworkPath
from shoumi.base.transport import paths, queries, services
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb

TRANSPORT = Place("", "transport")


def _attempt(call: Call) -> int:
    return services.attempt_all(actor=call.actor, at=call.at)


def lines() -> Iterator[dict[str, Any]]:
    """Every path of now and what the last try found, as a command and an operation tell it."""
    tried = queries.newest()
    for one in paths.all_of():
        yield line(one, tried)


def line(one: NetworkPath, tried: queries.Tried | None) -> dict[str, Any]:
    found = queries.state_of(one, tried)
    return {
        "kind": one.kind.value,
        "host": one.host,
        "port": one.port or None,
        "found": found.found.value if found else None,
        "version": found.version if found else "",
        "certificate_until": found.until if found else None,
    }


def told(position: int) -> dict[str, Any]:
    return {"position": position, "paths": list(lines())}


def _schemas() -> Any:
    from shoumi.doors.api import house_schemas

    return house_schemas


TRY = Verb(
    noun="transport",
    name="try",
    on=TRANSPORT,
    do=_attempt,
    tells=told,
    title=("试一遍通信路径", "Try the paths"),
    done=("已试过，结果在下面", "Tried; what was found is below"),
    roles=services.TRIERS,
    help=(
        "连一次每一台对方主机，看是否用 TLS 1.2 以上、证书是否可信、何时到期。不发送任何内容。",
        "Connects to each host once, sends nothing, and keeps protocol and certificate.",
    ),
    button=("试一遍", "Try them"),
    page=OnPage(back="transport"),
    command=OnTerminal(said=("已试过，账本 {position}", "tried, entry {position}")),
    operation=InApi(
        Scope.JOBS_WRITE,
        "Connect to each host once and keep what was found.",
        answer=lambda: _schemas().PathsTried,
        tells=told,
        status=201,
        name="transport_try",
        path="",
    ),
)
VERBS = (TRY,)
