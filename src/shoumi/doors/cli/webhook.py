"""``shoumi webhook``: which systems are told of events, and whom the house may call at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.egress import queries as hosts
from shoumi.base.egress import rules as egress
from shoumi.base.egress import services as allowing
from shoumi.base.egress.events import Change
from shoumi.base.webhooks import endpoints, queries
from shoumi.base.webhooks.endpoints import Made
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.core.refs import Ref

ENDPOINT = click.argument("endpoint", type=options.REF, metavar="ENDPOINT")


@click.group("webhook")
def command() -> None:
    """事件推送与出站白名单 / Events told to other systems, and whom the house may call."""


@command.command("list")
@options.answering
def list_() -> None:
    """列出接收系统 / List the receivers."""
    rows = [_endpoint(one) for one in queries.all_endpoints()]
    if answers.wants_json():
        answers.document({"endpoints": rows})
        return
    tables.table(
        [
            ("编号", "reference"),
            ("名称", "name"),
            ("地址", "address"),
            ("暂停", "paused"),
            ("等着", "waiting"),
            ("已放弃", "given up"),
        ],
        [
            (one["ref"], one["name"], one["url"], one["paused"], one["waits"], one["given_up"])
            for one in rows
        ],
        empty=(
            "还没有接收系统：shoumi webhook add 名称 地址 --area signin --as 姓名",
            "No receiver yet: shoumi webhook add NAME URL --area signin --as NAME",
        ),
    )


def _endpoint(one: Endpoint) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "name": one.name,
        "url": one.url,
        "tags": one.tags,
        "cursor": one.cursor,
        "paused": one.paused or None,
        "waits": getattr(one, "waits", None),
        "given_up": getattr(one, "given_up", None),
    }


@command.command("add")
@click.argument("name")
@click.argument("url")
@click.option("--tag", "tags", multiple=True, help="一种事件 / One kind of event.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    help="一个部分的全部事件 / All of one part of the house, such as signin.",
)
@options.acting
def add(*, name: str, url: str, tags: tuple[str, ...], areas: tuple[str, ...], actor: Ref) -> None:
    """接入接收系统 / Tell the system at URL of events from now on; prints its secret, once."""
    found = {area: queries.tags(area) for area in areas}
    # An unknown part of the house stays as it is and is refused with unknown events.
    wanted = {*tags, *(tag for area in areas for tag in found[area] or {area})}
    _once(endpoints.make(name=name, url=url, tags=wanted, actor=actor, at=clock.now()))


@command.command("rotate")
@ENDPOINT
@options.acting
def rotate(*, endpoint: Ref, actor: Ref) -> None:
    """更换签名密钥 / A new secret, printed once; the old one counts for seven days more."""
    _once(endpoints.rotate(endpoint=endpoint, actor=actor, at=clock.now()))


def _once(made: Made) -> None:
    answers.done(
        (
            "{endpoint}\n签名密钥，只显示这一次：{secret}",
            "{endpoint}\nThe secret, shown this once: {secret}",
        ),
        endpoint=made.endpoint.ref,
        secret=made.secret,
    )


@command.command("ping")
@ENDPOINT
@options.acting
def ping(*, endpoint: Ref, actor: Ref) -> None:
    """发一条测试 / Send a test; a worker carries it within a minute."""
    made = endpoints.ping(endpoint=endpoint, actor=actor, at=clock.now())
    answers.done(("已排入 {delivery}", "queued {delivery}"), delivery=made.ref)


@command.command("pause")
@ENDPOINT
@options.acting
def pause(*, endpoint: Ref, actor: Ref) -> None:
    """暂停推送 / Tell it nothing from now on; events wait in the ledger."""
    endpoints.pause(endpoint=endpoint, actor=actor, at=clock.now())
    answers.done(("已暂停 {endpoint}", "paused {endpoint}"), endpoint=endpoint)


@command.command("resume")
@ENDPOINT
@options.acting
def resume(*, endpoint: Ref, actor: Ref) -> None:
    """恢复推送 / Go on from where it was paused."""
    endpoints.resume(endpoint=endpoint, actor=actor, at=clock.now())
    answers.done(("已恢复 {endpoint}", "taken up again: {endpoint}"), endpoint=endpoint)


@command.command("deliveries")
@ENDPOINT
@click.option("--state", type=options.Word(State), help="只列此状态 / Of this state only.")
@options.paged
@options.answering
def deliveries(*, endpoint: Ref, state: State | None, after: str, limit: int) -> None:
    """列出推送 / List what the receiver was told, the newest event first."""
    found = queries.endpoint(endpoint).deliveries.all()
    if state:
        found = found.filter(state=state)
    if after.isdigit():
        found = found.filter(position__lt=int(after))
    known = list(found[: limit + 1])
    rows = [_delivery(one) for one in known[:limit]]
    following = rows[-1]["position"] if len(known) > limit else None
    if answers.wants_json():
        answers.document({"deliveries": rows, "after": following})
        return
    heads = ("编号", "id"), ("事件", "event"), ("状态", "state"), ("答复", "answer")
    tables.table(
        [*heads, ("试过", "tries"), ("账本", "entry")],
        [
            (one["id"], one["tag"], one["state"], one["answer"] or one["failure"], one["tries"])
            + (one["position"],)
            for one in rows
        ],
        empty=("没有这样的推送。", "No such delivery."),
    )
    tables.more(following)


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.ref,
        "tag": one.tag,
        "position": one.position,
        "deal": one.deal or None,
        "state": one.state,
        "answer": one.answer or None,
        "failure": one.failure or None,
        "tries": one.tries,
    }


@command.command("redeliver")
@click.argument("delivery", type=options.REF)
@options.acting
def redeliver(*, delivery: Ref, actor: Ref) -> None:
    """再推送一次 / Send DELIVERY again, under the same id."""
    endpoints.redeliver(delivery=delivery, actor=actor, at=clock.now())
    answers.done(("已重新排入 {delivery}", "queued again: {delivery}"), delivery=delivery)


@command.command("hosts")
@options.answering
def hosts_() -> None:
    """列出出站白名单 / List the hosts that may be called, and requests that wait."""
    allowed = [
        {"ref": one.ref, "name": one.name, "inside": one.inside.split()} for one in hosts.in_force()
    ]
    waiting = [
        {"ref": one.ref, "change": one.change, "name": one.name}
        for one in hosts.waiting(clock.now())
    ]
    if answers.wants_json():
        answers.document({"hosts": allowed, "waiting": waiting})
        return
    tables.table(
        [("编号", "reference"), ("主机", "host"), ("内网地址", "office addresses")],
        [(one["ref"], one["name"], one["inside"]) for one in allowed],
        empty=("名单是空的，平台不向外连接。", "The list is empty: the house calls nobody."),
    )
    tables.table(
        [("申请", "request"), ("要怎样", "what"), ("主机", "host")],
        [(one["ref"], one["change"], one["name"]) for one in waiting],
    )


@command.command("ask-host")
@click.argument("name", metavar="HOST")
@click.option("--withdraw", is_flag=True, help="移出名单 / Take it off the list.")
@click.option("--inside", multiple=True, help="办公内网的一个地址 / One address of your network.")
@click.option(
    "--authority",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="自家签发机构的证书 / Certificate (PEM) of the private authority behind it.",
)
@options.acting
def ask_host(
    *, name: str, withdraw: bool, inside: tuple[str, ...], authority: Path | None, actor: Ref
) -> None:
    """申请更改出站白名单 / Ask that HOST may be called; another person approves it."""
    wish = allowing.ask(
        change=Change.WITHDRAW if withdraw else Change.ALLOW,
        name=name,
        inside="\n".join(inside),
        authority=_text(authority) if authority else "",
        actor=actor,
        at=clock.now(),
    )
    answers.done(("已申请：{ask}", "asked: {ask}"), ask=wish.ref)


def _text(path: Path) -> str:
    with path.open(encoding="ascii", errors="replace") as file:
        return file.read(egress.MAX_AUTHORITY + 1)


@command.command("approve-host")
@click.argument("ask", type=options.REF)
@options.acting
def approve_host(*, ask: Ref, actor: Ref) -> None:
    """批准更改出站白名单 / Approve what another person asked for."""
    made = allowing.approve(ask=ask, actor=actor, at=clock.now())
    answers.done(("已更改：{host}", "changed: {host}"), host=made.name, position=answers.head())
