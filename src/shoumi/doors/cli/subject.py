"""``shoumi subject``: the people whose information is held.  Nothing is opened without a task."""

from __future__ import annotations

import sys
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.attestations import staff_qualification
from shoumi.base.commands import answers, options, tables
from shoumi.base.gate import disclosure, searches
from shoumi.base.gate.tasks import NoSuchTask, question
from shoumi.base.registry import field_register
from shoumi.base.subjects import customer_lists, queries
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.core.errors import Missing
from shoumi.core.gate import Act
from shoumi.core.redact.mask import STAR, mask
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.scan.labels import Label

SUBJECT = click.argument("subject", type=options.REF)
TASK = click.option("--task", type=options.REF, required=True, help="任务 / The task it is for.")

# How a field is masked; what is not here shows stars only.
_LABELS = {
    "name": Label.PERSON,
    "guardian_name": Label.PERSON,
    "mobile": Label.MOBILE,
    "guardian_mobile": Label.MOBILE,
    "landline": Label.LANDLINE,
    "email": Label.EMAIL,
    "address": Label.ADDRESS,
    "id_number": Label.RESIDENT_ID,
    "birth_on": Label.DATE_OF_BIRTH,
    "bank_account": Label.BANK_ACCOUNT,
    "wechat": Label.WECHAT,
    "company_uscc": Label.USCC,
}


class NoSuchSubject(Missing):
    code = "cli.no_such_subject"


@click.group("subject")
def command() -> None:
    """客户（数据主体） / The people whose information is held."""


@command.command("list")
@options.deal_argument
@options.ASKING
@click.option("--state", type=options.Word(State), help="只列此状态 / In this state only.")
@click.option("--kind", type=options.Word(Kind), help="只列此类 / Of this kind only.")
@options.paged
@options.answering
def list_(
    *,
    deal: Ref,
    actor: Ref | None,
    state: State | None,
    kind: Kind | None,
    after: str,
    limit: int,
) -> None:
    """列出编号与状态 / List references, kinds and states of a deal's people; no values.

    Once the house asks for certificates, who asks is named, and has learned enough.
    """
    at = clock.now()
    if actor is None and staff_qualification.is_asked(at):
        raise options.misused("请用 --as 指明经办人。", "Say who asks with --as.")
    found = customer_lists.listed(
        deal=deal,
        actor=actor or SYSTEM,
        at=at,
        states=[state] if state else [],
        kind=kind,
    )
    if after:
        found = found.filter(id__gt=_row(Ref(after)).pk)
    some = list(found[: limit + 1])
    following = some[limit - 1].ref if len(some) > limit else None
    rows = [_told(one) for one in some[:limit]]
    if answers.wants_json():
        counts = {own.value: count for own, count in queries.counts(deal).items()}
        answers.document({"subjects": rows, "after": following, "counts": counts})
        return
    tables.table(
        [("编号", "reference"), ("类别", "kind"), ("依据", "basis"), ("状态", "state")],
        [(row["ref"], row["kind"], row["basis"], row["state"]) for row in rows],
        empty=("没有这样的人；导入：shoumi intake run", "Nobody; take files in: shoumi intake run"),
    )
    tables.more(following)


@command.command("show")
@SUBJECT
@click.option("--task", type=options.REF, help="给出任务则显示遮盖的值 / Adds masked values.")
@options.ASKING
@options.answering
def show(*, subject: Ref, task: Ref | None, actor: Ref | None) -> None:
    """查看一人，遮盖 / Show how one person is held; with a task (act list) the values, masked."""
    told = _told(_row(subject))
    if task is not None:
        if actor is None:
            raise options.misused("请用 --as 指明经办人。", "Say who asks with --as.")
        told["masked"] = {
            code: _masked(code, value)
            for code, value in _open(subject, Act.LIST, task, actor, None).items()
        }
    _print(told)


@command.command("find")
@options.deal_argument
@click.option("--field", required=True, help="建有索引的字段 / An indexed field, such as mobile.")
@TASK
@options.acting
def find(*, deal: Ref, field: str, task: Ref, actor: Ref) -> None:
    """按索引查找 / Find people by a number, read from standard input so that no history keeps it.

    Through the blind index, and nobody is opened: a hit is a candidate, as two numbers may, rarely,
    share a token.  `shoumi subject show` with the task tells, masked, who it is.  Needs a task with
    act list on the field.
    """
    asked = question(actor=actor, act=Act.LIST, task=task, at=clock.now(), fields={field})
    if asked.deal != deal:
        raise NoSuchTask(task=task)
    may = searches.enter(asked, field, _secret(field))
    found = [*may.let, *may.minors]
    if answers.wants_json():
        answers.document({"subjects": found})
        return
    for ref in found:
        click.echo(ref)
    if not found:
        click.echo(answers.say(("没有找到。", "Nobody was found.")))


def _secret(field: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(field, hide_input=True, err=True))
    return sys.stdin.readline().strip()


@command.command("reveal")
@SUBJECT
@TASK
@click.option("--fields", required=True, help="字段，逗号分隔 / Fields, comma between.")
@options.acting
def reveal(*, subject: Ref, task: Ref, fields: str, actor: Ref) -> None:
    """打开 / Open fields of one person for a task; the ledger has it before you see it."""
    wanted = [code.strip() for code in fields.split(",") if code.strip()]
    values = _open(subject, Act.REVEAL, task, actor, wanted)
    if answers.wants_json():
        answers.document({"ref": subject, "values": values, "position": answers.head()})
        return
    for code, value in values.items():
        click.echo(f"{code}: {value}")


def _open(
    subject: Ref, act: Act, task: Ref, actor: Ref, fields: list[str] | None
) -> dict[str, str]:
    """The fields asked for, or all that the task is about."""
    from shoumi.base.gate.models import Task

    if fields is None:
        own = Task.objects.filter(ref=task).values_list("fields", flat=True).first()
        fields = list(own or [])
    register = field_register()
    unknown = [code for code in fields if code not in register]
    if unknown and register:  # without one the gate says why
        raise click.BadParameter(", ".join(unknown), param_hint="--fields")
    asked = question(
        actor=actor, act=act, task=task, at=clock.now(), subject=subject, fields=fields
    )
    return disclosure.open_asked(asked)


def _masked(code: str, value: str) -> str:
    label = _LABELS.get(code)
    return mask(label, value) if label else STAR * 3


def _row(subject: Ref) -> Subject:
    found = Subject.objects.filter(ref=subject).first()
    if found is None:
        raise NoSuchSubject
    return found


def _told(one: Subject) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "deal": one.deal,
        "dataset": one.dataset,
        "kind": one.kind,
        "basis": one.basis,
        "state": one.state,
        "has_bank_account": one.has_bank_account,
        "has_id_image": one.has_id_image,
        "is_key_contract": one.is_key_contract,
        "is_marketing_off": one.is_marketing_off,
        "in_service": one.in_service,
        "is_minor": one.is_minor,
        "retention_until": one.retention_until,
        "destroyed_at": one.destroyed_at,
    }


def _print(told: dict[str, Any]) -> None:
    if answers.wants_json():
        answers.document(told)
        return
    for name, value in told.items():
        if name != "masked":
            click.echo(f"{name}: {answers.shown(value)}")
    for code, value in told.get("masked", {}).items():
        click.echo(f"  {code}: {value}")
