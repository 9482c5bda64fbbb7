"""``shoumi policy``: the verbs of the privacy policy, its versions and their field registers."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.review_models import AccessReview
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names, reader
from shoumi.base.verbs.command import argument, group
from shoumi.chapters.policies import queries, rules, texts
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.group_models import GroupMeeting, GroupMember
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.services import NoSuchVersion
from shoumi.chapters.policies.texts import starters
from shoumi.chapters.policies.verbs import (
    POLICY,
    VERBS,
    access,
    processing_record,
    proposals,
    still_missing,
    told,
    told_whole,
)
from shoumi.chapters.policies.verbs.group import told_meeting, told_member
from shoumi.chapters.policies.verbs.place import VERSION, version_of
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier

_HEADINGS: list[answers.Both] = [
    ("字段", "field"),
    ("名称", "name"),
    ("级别", "grade"),
    ("依据", "basis"),
    ("保存天数", "kept, days"),
    ("用途", "purposes"),
]


command = group(
    "policy", ("隐私政策与字段登记表", "The privacy policy and its field register."), POLICY
)
_WORDS = {
    "group": ("政策起草小组", "The working group that writes the policy."),
    "meeting": ("起草小组的会议", "Meetings of the working group."),
    "field": ("字段复核", "Reviews of the register's fields."),
    "access": ("岗位复核", "Reviews of who holds which role."),
    "remark": ("对草稿的意见", "Comments on a draft of the policy."),
}
GROUPS: Mapping[str, click.Group] = {
    "policy": command,
    **{
        noun: group(noun, words, [one for one in VERBS if one.noun == noun])
        for noun, words in _WORDS.items()
    },
}


@command.command("register")
def register() -> None:
    """打印内置的字段登记表 / Print the built-in field register (TOML), to be edited and drafted."""
    click.echo(rules.built_in_register(), nl=False)


@command.command("starter")
@click.argument("tier", type=options.Word(HandlerTier))
def starter(*, tier: HandlerTier) -> None:
    """打印一种规模的起始正文 / Print the starter text of a size (TOML), to be filled in."""
    click.echo(texts.write(starters.starter(tier)), nl=False)


@command.command("text")
@argument(VERSION, is_needed=False)
@options.answering
def text(*, version: Ref | None) -> None:
    """打印一版的正文 / Print the text of the version in force or the one named (TOML)."""
    found = version_of(version) if version else queries.in_force()
    if found is None:
        raise NoSuchVersion
    if answers.wants_json():
        answers.document(told_whole(found))
        return
    click.echo(texts.write(texts.of(found)), nl=False)


@command.command("list")
@options.answering
def list_() -> None:
    """列出各版本 / List the versions."""
    rows = [told(version) for version in PolicyVersion.objects.order_by("number")]
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
@argument(VERSION, is_needed=False)
@options.answering
def show(*, version: Ref | None) -> None:
    """查看生效的或指定的版本 / Show the version in force, or the one named."""
    found = version_of(version) if version else queries.in_force()
    if found is None:
        raise NoSuchVersion
    fields = rules.read_register(found.register)
    if answers.wants_json():
        answers.document({**told(found), "fields": [fields[code] for code in sorted(fields)]})
        return
    words = ("第 {number} 版，{state}，发布于 {at}", "version {number}, {state}, published {at}")
    click.echo(answers.say(words, number=found.number, state=found.state, at=found.published_at))
    if missing := still_missing(found, reader.language()):
        lacks = ("还缺：{missing}", "still missing: {missing}")
        click.echo(answers.say(lacks, missing=missing))
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


@command.command("record")
@argument(VERSION, is_needed=False)
def record(*, version: Ref | None) -> None:
    """打印处理活动记录（DPV） / Print the record of processing activities (JSON-LD, DPV)."""
    found = version_of(version) if version else queries.in_force()
    if found is None:
        raise NoSuchVersion
    click.echo(json.dumps(processing_record.of(found), ensure_ascii=False, indent=1))


@GROUPS["group"].command("list")
@options.answering
def list_members() -> None:
    """列出起草小组的成员 / List who sits in the working group."""
    rows = [told_member(one) for one in GroupMember.objects.filter(left_at=None).order_by("id")]
    if answers.wants_json():
        answers.document({"members": rows})
        return
    known = accounts.names([row["person"] for row in rows])
    tables.table(
        [("谁", "who"), ("席位", "seat"), ("编号", "reference")],
        [
            (known[row["person"]], names.of(row["seat"], reader.language()), row["ref"])
            for row in rows
        ],
        empty=("没有成员：shoumi group appoint", "Nobody yet: shoumi group appoint"),
    )


@GROUPS["meeting"].command("list")
@options.answering
def list_meetings() -> None:
    """列出起草小组的会议 / List the meetings of the working group."""
    rows = [told_meeting(one) for one in GroupMeeting.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"meetings": rows})
        return
    tables.table(
        [("会议", "meeting"), ("时间", "held"), ("状态", "state"), ("结果", "outcome")],
        [
            (
                row["number"],
                row["held_at"],
                names.of(row["state"], reader.language()),
                names.of(row["outcome"], reader.language()) if row["outcome"] else "",
            )
            for row in rows
        ],
        empty=("没有会议：shoumi meeting call", "None yet: shoumi meeting call"),
    )


@GROUPS["field"].command("proposals")
@options.answering
def list_proposals() -> None:
    """列出文件里发现、登记表没有的字段 / List fields that imported files asked for."""
    rows = [proposals.told(one) for one in FieldProposal.objects.order_by("-id")]
    if answers.wants_json():
        answers.document({"proposals": rows})
        return
    tables.table(
        [("编号", "ref"), ("字段", "field"), ("发现", "found"), ("决定", "decided")],
        [(row["ref"], row["field"], row["found_at"], row["settled_at"]) for row in rows],
        empty=("没有", "none"),
    )


@GROUPS["access"].command("list")
@options.answering
def list_reviews() -> None:
    """列出岗位复核 / List the access reviews."""
    rows = [access.told(one) for one in AccessReview.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"reviews": rows})
        return
    tables.table(
        [
            ("复核", "review"),
            ("到期", "due"),
            ("岗位", "roles"),
            ("已确认", "confirmed"),
            ("已收回", "ended"),
        ],
        [(row["number"], row["due_at"], row["roles"], row["kept"], row["ended"]) for row in rows],
        empty=("还没有做过：shoumi access open", "None yet: shoumi access open"),
    )
