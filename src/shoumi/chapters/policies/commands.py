"""``shoumi policy``: the privacy policy and the field register it brings into force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.chapters.policies import queries, rules, services
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role

_HEADINGS: list[answers.Both] = [
    ("字段", "field"),
    ("名称", "name"),
    ("级别", "grade"),
    ("依据", "basis"),
    ("保存天数", "kept, days"),
    ("用途", "purposes"),
]


class _Version(click.ParamType[Any]):
    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A version by number or reference.

        Raises:
            NoSuchVersion
        """
        where = {"number": int(value)} if value.isdigit() else {"ref": value}
        found = PolicyVersion.objects.filter(**where).first()
        if found is None:
            raise services.NoSuchVersion
        return found


VERSION = click.argument("version", type=_Version())


@click.group("policy")
def command() -> None:
    """隐私政策与字段登记表 / The privacy policy and its field register."""


@command.command("register")
def register() -> None:
    """打印内置的字段登记表 / Print the built-in field register (TOML), to be edited and drafted."""
    click.echo(rules.built_in_register(), nl=False)


@command.command("draft")
@click.option(
    "--register",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="字段登记表文件；默认用内置的 / Field register file; the built-in one by default.",
)
@click.option(
    "--tier", type=options.Word(HandlerTier), default=HandlerTier.SMALL.value, show_default=True
)
@click.option(
    "--item",
    "items",
    type=options.Word(rules.Item),
    multiple=True,
    help="政策写明的事项；默认为该级别所需的全部 / What the text says; by default all it must.",
)
@options.acting
def draft(
    *, file: Path | None, tier: HandlerTier, items: tuple[rules.Item, ...], actor: Ref
) -> None:
    """起草一个版本 / Lay a new version before its approvers."""
    version = services.draft(
        items=items or tuple(rules.required(tier)),
        register=file.read_text("utf-8") if file else rules.built_in_register(),
        tier=tier,
        actor=actor,
        at=clock.now(),
    )
    words = (
        "第 {number} 版，待批准：shoumi policy approve {number} --role DPO|LEG --as 批准人",
        "version {number}; to be approved: shoumi policy approve {number} --role DPO|LEG --as WHO",
    )
    answers.done(words, number=version.number, ref=version.ref)


@command.command("approve")
@VERSION
@click.option("--role", type=options.Word(Role, of=rules.APPROVERS), required=True)
@options.acting
def approve(*, version: PolicyVersion, role: Role, actor: Ref) -> None:
    """以某一岗位批准 / Approve a version as one of the two roles."""
    services.approve(version=Ref(version.ref), role=role, actor=actor, at=clock.now())
    version.refresh_from_db()
    answers.done(
        ("第 {number} 版已由 {approved} 批准", "version {number} approved by {approved}"),
        number=version.number,
        approved=sorted(version.approvals),
    )


@command.command("publish")
@VERSION
@options.acting
def publish(*, version: PolicyVersion, actor: Ref) -> None:
    """发布 / Put a version in force, and the one before it out of force."""
    services.publish(version=Ref(version.ref), actor=actor, at=clock.now())
    version.refresh_from_db()
    answers.done(
        ("第 {number} 版已生效", "version {number} is in force"),
        number=version.number,
        position=version.position,
    )


@command.command("list")
@options.answering
def list_() -> None:
    """列出各版本 / List the versions."""
    rows = [_told(version) for version in PolicyVersion.objects.order_by("number")]
    if answers.wants_json():
        answers.document({"versions": rows})
        return
    tables.table(
        [("版本", "version"), ("状态", "state"), ("批准", "approved by"), ("发布", "published")],
        [(row["number"], row["state"], row["approved_as"], row["published_at"]) for row in rows],
        empty=(
            "还没有政策：shoumi policy draft --as 起草人",
            "There is no policy yet: shoumi policy draft --as WHO",
        ),
    )


@command.command("show")
@click.argument("version", type=_Version(), required=False)
@options.answering
def show(*, version: PolicyVersion | None) -> None:
    """查看生效的或指定的版本 / Show the version in force, or the one named."""
    found = version or queries.in_force()
    if found is None:
        raise services.NoSuchVersion
    fields = rules.read_register(found.register)
    if answers.wants_json():
        answers.document({**_told(found), "fields": [fields[code] for code in sorted(fields)]})
        return
    words = ("第 {number} 版，{state}，发布于 {at}", "version {number}, {state}, published {at}")
    click.echo(answers.say(words, number=found.number, state=found.state, at=found.published_at))
    tables.table(
        _HEADINGS,
        [
            (
                code,
                answers.say((rule.zh, rule.en)),
                rule.grade,
                rule.basis,
                rule.retention_days,
                rule.purposes,
            )
            for code, rule in fields.items()
        ],
    )


def _told(version: PolicyVersion) -> dict[str, Any]:
    return {
        "ref": version.ref,
        "number": version.number,
        "state": version.state,
        "approved_as": sorted(version.approvals),
        "items": version.items,
        "register_sha256": version.register_sha256,
        "drafted_at": version.drafted_at,
        "published_at": version.published_at,
        "position": version.position,
    }
