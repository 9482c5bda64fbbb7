"""``shoumi person``: who acts in the house, and in which roles.  A role takes two people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries, services
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.commands import answers, options, tables
from shoumi.base.inbox import mailboxes
from shoumi.base.verbs.command import command as of_verb
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.verbs.mailboxes import OF_PERSON
from shoumi.doors.verbs.people import VERBS as PEOPLE

PERSON = click.argument("person", type=options.PERSON, metavar="PERSON")


@click.group("person")
def command() -> None:
    """人员与岗位 / People and their roles."""


@command.command("found")
@click.option("--head", required=True, help="主要负责人姓名 / Name of the head.")
@click.option("--dpo", required=True, help="个人信息保护负责人姓名 / The protection officer's.")
@options.answering
def found(*, head: str, dpo: str) -> None:
    """登记最初两人 / Enrol the first two people of a fresh home."""
    first, second = services.found(head=head, dpo=dpo, at=clock.now())
    answers.done(("已登记 {head}、{dpo}", "enrolled {head}, {dpo}"), head=first.ref, dpo=second.ref)


@command.command("add")
@click.argument("name")
@click.option("--kind", type=options.Word(Kind), default=Kind.STAFF.value, show_default=True)
@click.option("--mail", default="", help="邮箱，会寄去确认码 / Mail address; a code goes there.")
@options.acting
def add(*, name: str, kind: Kind, mail: str, actor: Ref) -> None:
    """登记一人 / Enrol NAME; no role comes with it."""
    times = {"at": clock.now(), "real_at": datetime.now(UTC)}
    person = mailboxes.enrol(name=name, kind=kind, address=mail, actor=actor, **times)
    answers.done(("已登记 {name}：{ref}", "enrolled {name}: {ref}"), name=name, ref=person.ref)


@command.command("list")
@click.option("--role", type=options.Word(Role), help="只列此岗位 / Holders of this role only.")
@click.option("--all", "everyone", is_flag=True, help="含已离任 / Also those who have left.")
@options.paged
@options.answering
def list_(*, role: Role | None, everyone: bool, after: str, limit: int) -> None:
    """列出人员与岗位 / List people with their roles."""
    at = clock.now()
    known = Person.objects.filter(ref__gt=after).order_by("ref")
    if role:
        known = known.filter(ref__in=Grant.objects.filter(role=role).values("person"))
    people = list((known if everyone else known.filter(is_active=True))[: limit + 1])
    shown, following = people[:limit], people[limit - 1].ref if len(people) > limit else None
    rows: list[dict[str, Any]] = [
        {
            "ref": person.ref,
            "name": person.name,
            "kind": person.kind,
            "roles": sorted(queries.all_roles(Ref(person.ref), at)),
            "is_active": person.is_active,
        }
        for person in shown
    ]
    if role:
        rows = [row for row in rows if role in row["roles"]]
    if answers.wants_json():
        answers.document({"people": rows, "after": following})
        return
    tables.table(
        [("编号", "reference"), ("姓名", "name"), ("类别", "kind"), ("岗位", "roles")],
        [(row["ref"], row["name"], row["kind"], row["roles"]) for row in rows],
        empty=(
            "没有人。先登记最初两人：shoumi person found --head 姓名 --dpo 姓名",
            "Nobody.  Enrol the first two: shoumi person found --head NAME --dpo NAME",
        ),
    )
    tables.more(following)


@command.command("show")
@PERSON
@options.answering
def show(*, person: Ref) -> None:
    """查看一人 / Show one person's grants and warnings."""
    found = queries.person(person)
    grants = [
        {
            "ref": grant.ref,
            "role": grant.role,
            "deal": grant.deal or None,
            "since": grant.since,
            "until": grant.until,
            "position": grant.position,
        }
        for grant in Grant.objects.filter(person=person)
    ]
    warnings = [each.chapter for each in queries.double_duties(person)]
    if answers.wants_json():
        told = {"ref": found.ref, "name": found.name, "kind": found.kind, "grants": grants}
        answers.document({**told, "is_active": found.is_active, "double_duties": warnings})
        return
    click.echo(f"{found.name}  {found.ref}  {found.kind}")
    tables.table(
        [
            ("授权", "grant"),
            ("岗位", "role"),
            ("转让", "deal"),
            ("自", "since"),
            ("至", "until"),
            ("账本", "entry"),
        ],
        [tuple(grant.values()) for grant in grants],
        empty=(
            "没有岗位：shoumi person grant request 姓名 岗位 --as 申请人",
            "No role: shoumi person grant request NAME ROLE --as WHO",
        ),
    )
    if warnings:
        words = (
            "冲突提示：同时负责并监督第 {chapters} 章",
            "conflict: answers for and supervises chapters {chapters}",
        )
        click.secho(answers.say(words, chapters=warnings), fg="yellow")


@command.command("retire")
@PERSON
@options.final
@options.acting
def retire(*, person: Ref, actor: Ref) -> None:
    """某人离任 / End every role of someone who leaves."""
    services.retire(person=person, actor=actor, at=clock.now())
    answers.done(("{person} 已离任", "{person} has left"), person=person, position=answers.head())


@command.group("grant")
def grant() -> None:
    """岗位授权 / Ask for, approve and end roles."""


@grant.command("request")
@PERSON
@click.argument("role", type=options.Word(Role))
@click.option("--deal", type=options.DEAL, help="只在此转让 / In this deal only.")
@click.option("--until", type=options.MOMENT, help="到期时间 / When it ends.")
@options.acting
def request(
    *, person: Ref, role: Role, deal: Ref | None, until: datetime | None, actor: Ref
) -> None:
    """申请岗位 / Ask for a role; another person approves within a day."""
    ask = services.request_grant(
        person=person, role=role, deal=deal, until=until, actor=actor, at=clock.now()
    )
    words = (
        "申请 {ref}；由另一位负责人批准：shoumi person grant approve {ref} --as 批准人",
        "request {ref}; another person approves: shoumi person grant approve {ref} --as WHO",
    )
    answers.done(words, ref=ask.ref)


@grant.command("approve")
@click.argument("ask", type=options.REF)
@options.acting
def approve(*, ask: Ref, actor: Ref) -> None:
    """批准申请 / Grant what another person asked for."""
    made = services.grant(ask=ask, actor=actor, at=clock.now())
    answers.done(
        ("已授予 {role}：{ref}", "granted {role}: {ref}"),
        ref=made.ref,
        role=made.role,
        person=made.person_id,
        position=made.position,
    )


@grant.command("list")
@options.answering
def waiting() -> None:
    """列出待批的申请 / List requests that wait for a second person."""
    asks = list(Ask.objects.filter(used_at=None).order_by("requested_at"))
    rows: list[dict[str, Any]] = [
        {
            "ref": ask.ref,
            "person": ask.person_id,
            "role": ask.role,
            "deal": ask.deal or None,
            "requested_by": ask.requested_by_id,
            "requested_at": ask.requested_at,
        }
        for ask in asks
    ]
    if answers.wants_json():
        answers.document({"requests": rows})
        return
    known = accounts.names([ref for ask in asks for ref in (ask.person_id, ask.requested_by_id)])
    tables.table(
        [
            ("申请", "request"),
            ("人员", "person"),
            ("岗位", "role"),
            ("转让", "deal"),
            ("申请人", "asked by"),
            ("时间", "at"),
        ],
        [
            (
                row["ref"],
                known[row["person"]],
                row["role"],
                row["deal"],
                known[row["requested_by"]],
                row["requested_at"],
            )
            for row in rows
        ],
        empty=("没有待批的申请。", "No request waits."),
    )


@grant.command("end")
@click.argument("grant", type=options.REF)
@options.final
@options.acting
def end(*, grant: Ref, actor: Ref) -> None:
    """结束授权 / End a role at once."""
    ended = services.revoke(grant=grant, actor=actor, at=clock.now())
    answers.done(
        ("已结束 {role}", "ended {role}"), role=ended.role, ref=ended.ref, position=answers.head()
    )


for _verb in (*OF_PERSON, *PEOPLE):
    command.add_command(of_verb(_verb))
