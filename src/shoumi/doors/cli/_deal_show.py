"""What ``shoumi deal show`` tells: milestones with all that is missing, who brings it, by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import click

from shoumi.base import registry
from shoumi.base.calendar import queries as calendar
from shoumi.base.commands import answers, tables
from shoumi.base.deals import queries
from shoumi.base.deals.models import Deal
from shoumi.base.messages import refusals
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.reader import language
from shoumi.base.messages.text import say
from shoumi.base.subjects import queries as subjects
from shoumi.core.calendar import Due
from shoumi.core.messages import Lang
from shoumi.core.milestones import Missing, Standing, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage

PASSED = (Standing.DONE, Standing.WAIVED)
_UNSTATED = frozenset({"attestation.none", "attestation.expired", "attestation.revoked"})
# By the first part of a condition; ``{}`` is the rest of it.  Those of chapters are on their cards.
_BROUGHT_BY = {
    "filing": "deal file … {} …",
    "duty": "attest add {} …",
    "done": "deal finish … {}",
    "open": "deal advance … {}",
    "nda": "agreement --help",
    "listing": "room teaser --help",
    "room": "room --help",
    "handover": "handover --help",
    "keys": "keys retire --help",
    "requests": "attest add 10.2 …",
}


def told(deal: Deal, at: datetime) -> dict[str, Any]:
    """The deal as one document."""
    ref = Ref(deal.ref)
    return {
        "ref": deal.ref,
        "number": deal.number,
        "type": deal.deal_type,
        "title": deal.title,
        "target": deal.target_name,
        "overlay": deal.overlay or None,
        "overlay_reason": deal.overlay_reason or None,
        "milestones": [_milestone(ref, code, row, at) for code, row in _rows(ref)],
        "parties": [
            {
                "ref": party.ref,
                "role": party.role,
                "name": party.name,
                "uscc": party.uscc or None,
                "person": party.person or None,
            }
            for party in queries.parties(ref)
        ],
        "datasets": [
            {
                "ref": each.ref,
                "code": each.code,
                "name": each.name,
                "recipient": each.recipient_id,
                "recipient_kind": each.recipient_kind,
                "instruments": each.instruments.split(),
            }
            for each in queries.datasets(ref)
        ],
        "people": {state.value: count for state, count in subjects.counts(ref).items()},
        "filings": [
            {"ref": row.ref, "kind": row.kind, "on": row.on, "position": row.position}
            for row in queries.filings(ref, size=1000).items
        ],
        "deadlines": [
            {
                "key": each.key,
                "about": each.about,
                "due": each.due.isoformat(),
                "is_provisional": each.is_provisional,
                "is_wait": each.is_wait,
                "met_at": each.met_at,
                "is_late": each.is_late,
            }
            for each in calendar.of_deal(ref)
        ],
    }


def _rows(ref: Ref) -> Iterable[tuple[DealStage, Any]]:
    return queries.milestones(ref).items()


def _milestone(ref: Ref, code: DealStage, row: Any, at: datetime) -> dict[str, Any]:
    goal = milestone(code)
    lacking: tuple[Missing, ...] = ()
    if row.state == Standing.OPEN:
        lacking = queries.to_finish(ref, code, at)
    elif row.state not in PASSED:
        lacking = queries.to_open(ref, code, at)
    return {
        "code": code.value,
        "zh": goal.zh,
        "en": goal.en,
        "accountable": goal.accountable,
        "state": row.state,
        "reason": row.reason or None,
        "opened_at": row.opened_at,
        "done_at": row.done_at,
        "position": row.position,
        "missing": missing(lacking),
    }


def missing(lacking: Iterable[Missing]) -> list[dict[str, Any]]:
    return [
        {
            "condition": need.condition,
            "who": need.who,
            "by": due(need.by),
            "reason": need.reason,
        }
        for need in lacking
    ]


def due(by: Due | None) -> str | None:
    return by.isoformat() if by else None


def missing_table(lacking: Iterable[Mapping[str, Any]], title: answers.Both | None = None) -> None:
    """All that is missing, who brings it, by when and with which command."""
    lang: Lang = "zh" if language() == "zh" else "en"
    tables.table(
        [
            ("缺少", "missing"),
            ("是什么", "what it is"),
            ("谁提供", "who"),
            ("期限", "by"),
            ("原因", "why"),
            ("命令", "command"),
        ],
        [
            (
                each["condition"],
                say(condition(each["condition"]).name, lang),
                each["who"],
                each["by"],
                why(each["reason"]),
                command(each["condition"], each["reason"]),
            )
            for each in lacking
        ],
        title=title,
    )


def command(code: str, reason: str) -> str | None:
    """Where the missing thing is brought; None where no single command does it."""
    kind, _, name = (code if ":" in code else code.replace(".", ":", 1)).partition(":")
    # Elsewhere a demand holds again when what it is about does: nobody may attest it.
    if kind == "duty" and reason not in _UNSTATED:
        return None
    known = dict(_BROUGHT_BY)
    for card in registry.cards():
        known.update(card.brought_by)
    template = known.get(kind)
    return template and f"shoumi {template.format(name)}"


def why(reason: str) -> str:
    return refusals.tell_code(reason, "zh" if language() == "zh" else "en").what


def print_deal(deal: Mapping[str, Any], *, everything: bool) -> None:
    """The whole for a person; what is missing of milestones far off only where asked for."""
    click.echo(f"{deal['number']}  {deal['title']}  {deal['type']}  {deal['ref']}")
    if deal["overlay"]:
        words = ("{overlay}：{reason}", "{overlay}: {reason}")
        said = answers.say(words, overlay=deal["overlay"], reason=deal["overlay_reason"])
        click.secho(said, fg="red")
    _milestones(deal["milestones"])
    near = [each for each in deal["milestones"] if each["missing"] and _is_near(each)]
    for each in deal["milestones"] if everything else near:
        if each["missing"]:
            ends = each["state"] == Standing.OPEN
            title = (
                f"{each['code']} {each['zh']}：{'完成' if ends else '打开'}还缺",
                f"{each['code']}: to be {'done' if ends else 'opened'}",
            )
            missing_table(each["missing"], title)
    if not everything and len(near) < sum(bool(each["missing"]) for each in deal["milestones"]):
        click.echo(answers.say(("其余里程碑所缺：--all", "what the others lack: --all")))
    _sides(deal)


def _is_near(row: Mapping[str, Any]) -> bool:
    """Open, or waiting for nothing but what people bring."""
    needs_another = any(need["condition"].startswith(("done:", "open:")) for need in row["missing"])
    return row["state"] == Standing.OPEN or not needs_another


def _milestones(rows: Iterable[Mapping[str, Any]]) -> None:
    tables.table(
        [
            ("里程碑", "milestone"),
            ("名称", "title"),
            ("负责", "who"),
            ("状态", "state"),
            ("打开", "opened"),
            ("完成", "done"),
            ("还缺", "missing"),
        ],
        [
            (
                row["code"],
                answers.say((row["zh"], row["en"])),
                row["accountable"],
                row["state"],
                row["opened_at"],
                row["done_at"],
                len(row["missing"]) or None,
            )
            for row in rows
        ],
    )


def _sides(deal: Mapping[str, Any]) -> None:
    names = {party["ref"]: party["name"] for party in deal["parties"]}
    tables.table(
        [("角色", "role"), ("当事方", "party"), ("代码", "code"), ("编号", "reference")],
        [(party["role"], party["name"], party["uscc"], party["ref"]) for party in deal["parties"]],
        title=("当事方", "Parties"),
    )
    tables.table(
        [("代码", "code"), ("名称", "name"), ("接收方", "recipient"), ("法律手段", "instruments")],
        [
            (each["code"], each["name"], names[each["recipient"]], each["instruments"])
            for each in deal["datasets"]
        ],
        title=("数据集", "Data sets"),
        empty=("没有数据集：shoumi deal dataset --help", "No data set: shoumi deal dataset --help"),
    )
    if deal["people"]:
        tables.table(
            [(state, state) for state in deal["people"]],
            [tuple(deal["people"].values())],
            title=("人数", "People"),
        )
    tables.table(
        [("归档", "filed"), ("日期", "on"), ("账本", "entry")],
        [(row["kind"], row["on"], row["position"]) for row in deal["filings"]],
        title=("归档文件", "Filings"),
        empty=("没有归档文件：shoumi deal file --help", "Nothing filed: shoumi deal file --help"),
    )
    tables.table(
        [("期限", "deadline"), ("到期", "due"), ("暂定", "provisional"), ("完成", "met")],
        [
            (row["key"], row["due"], row["is_provisional"] or None, row["met_at"])
            for row in deal["deadlines"]
        ],
        title=("期限", "Deadlines"),
        empty=("没有期限。", "No deadline runs."),
    )
