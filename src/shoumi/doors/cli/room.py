"""``shoumi room``: data rooms, level by level, to named persons, for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import refusals
from shoumi.base.messages.reader import language
from shoumi.base.rooms import (
    admission,
    closure,
    content_erasure,
    materials,
    queries,
    services,
    teasers,
)
from shoumi.base.rooms.errors import NoSuchRoom
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import PREPARERS
from shoumi.base.verbs.command import command as of_verb
from shoumi.base.viewer import summaries
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.cli import _room_papers
from shoumi.doors.verbs.rooms import VERBS

# Of who lacks nothing.
_NOTHING = refusals.Told("")
LEVELS = (DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3)
ROOM = click.argument("room", type=options.REF)


@click.group("room")
def command() -> None:
    """数据室 / Data rooms: L1 counts, L2 de-identified rows, L3 a clean room."""


@command.command("teaser")
@options.deal_argument
@click.option("--headline", help="标题，不含公司名 / Headline without the company's name.")
@click.option("--region", default="—", help="地区 / Region.")
@click.option("--contact", default="平台顾问", show_default=True, help="联系处 / Whom to ask.")
@click.option(
    "--paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="自备的摘要 / Your own summary, read and scanned.",
)
@options.acting
def teaser(
    *, deal: Ref, headline: str | None, region: str, contact: str, paper: Path | None, actor: Ref
) -> None:
    """公开摘要 L0 / Scan the public summary; it may name nobody, and small cells stay out."""
    at = clock.now()
    if paper is not None:
        made, suppressed = paper.read_bytes(), 0
        text = summaries.read(made, paper.name).text
    elif headline:
        made, text, suppressed = materials.teaser(
            deal, headline=headline, region=region, contact=contact, at=at
        )
    else:
        raise options.misused("请给出 --headline 或 --paper。", "Give --headline or --paper.")
    found = teasers.scan(
        deal=deal,
        text=text,
        unnamed=materials.unnamed(deal),
        suppressed=suppressed,
        paper=made,
        actor=actor,
        at=at,
    )
    words = (
        "扫描为零；不公开 {suppressed} 个小单元格",
        "nobody is named; {suppressed} small cells kept back",
    )
    answers.done(
        words, document=found.document, suppressed=found.suppressed, position=found.position
    )


@command.command("prepare")
@options.deal_argument
@click.argument("level", type=options.Word(DisclosureLevel, of=LEVELS))
@click.option(
    "--person",
    "persons",
    type=options.PERSON,
    multiple=True,
    help="将可进入的人，L3 必填 / Who may enter; approvers see them named.  L3 needs them.",
)
@click.option(
    "--subject",
    "subjects",
    type=options.REF,
    multiple=True,
    help="L3：展示的人，默认为重点合同联系人 / Whom L3 shows; by default key contacts.",
)
@options.acting
def prepare(
    *,
    deal: Ref,
    level: DisclosureLevel,
    persons: tuple[Ref, ...],
    subjects: tuple[Ref, ...],
    actor: Ref,
) -> None:
    """备好 / Get a room ready: counts, rows tested for k and l, or the names of a clean room."""
    inside = materials.prepared(deal, level, subjects, actor, clock.now())
    room = services.prepare(deal=deal, inside=inside, persons=persons, actor=actor, at=clock.now())
    words = (
        "{ref} 待批准：{rows} 行，泛化 {generalised}，不公开 {suppressed}",
        "{ref} is to be approved: {rows} rows, {generalised} generalised, {suppressed} kept back",
    )
    answers.done(words, **_told(room))


@command.command("approve")
@ROOM
@options.acting
def approve(*, room: Ref, actor: Ref) -> None:
    """批准 / Say yes to opening a room; whoever asked for it may not.  L3 takes two."""
    services.approve(room=room, actor=actor, at=clock.now())
    answers.done(("已批准", "approved"), ref=room, position=answers.head())


@command.command("open")
@ROOM
@click.option(
    "--person",
    "persons",
    type=options.PERSON,
    multiple=True,
    required=True,
    help="可进入的人 / Who may enter.",
)
@click.option("--until", type=options.MOMENT, help="关闭时间 / When it closes.")
@click.option("--hours", type=click.IntRange(min=1), help="开放几小时 / For so many hours.")
@options.acting
def open_(
    *, room: Ref, persons: tuple[Ref, ...], until: datetime | None, hours: int | None, actor: Ref
) -> None:
    """开放 / Open a room to named persons for a time (by default the longest its level allows)."""
    at = clock.now()
    found = _get(room)
    longest = materials.limits(DisclosureLevel(found.level))
    closes_at = until or at + (timedelta(hours=hours) if hours else longest)
    opened = services.open_room(room=room, persons=persons, closes_at=closes_at, actor=actor, at=at)
    words = ("已开放，至 {closes_at}", "open until {closes_at}")
    answers.done(words, **_told(opened))


@command.command("persons")
@ROOM
@options.acting
def persons(*, room: Ref, actor: Ref) -> None:
    """谁能进去 / Tell of each person named whether he or she may go in, and what is missing."""
    at = clock.now()
    found = _get(room)
    accounts.require(actor, at, *PREPARERS, deal=Ref(found.deal))
    lacks = admission.hindrances(found, found.persons, at)
    known = accounts.names(lacks)
    if answers.wants_json():
        told = [{"person": one, "lacks": list(codes)} for one, codes in lacks.items()]
        answers.document({"persons": told})
        return
    tables.table(
        [("姓名", "name"), ("缺什么", "what is missing"), ("怎么办", "what to do")],
        [
            (known[one], told.what, told.mend)
            for one, codes in lacks.items()
            for told in [refusals.tell_code(code, language()) for code in codes] or [_NOTHING]
        ],
        empty=("还没有点名。", "Nobody is named yet."),
    )


@command.command("enter")
@ROOM
@options.paged
@options.acting
def enter(*, room: Ref, after: str, limit: int, actor: Ref) -> None:
    """进入 L1、L2 / Go in and see what the room shows.  A refusal is put in the ledger."""
    shown: Any = services.enter(room=room, actor=actor, at=clock.now())
    if isinstance(shown, dict):
        _counts(shown)
        return
    start = int(after or 0)
    part = shown[start : start + limit]
    following = start + limit if start + limit < len(shown) else None
    if answers.wants_json():
        answers.document({"rows": part, "after": following})
        return
    headings = list(part[0]) if part else []
    tables.table(
        [(name, name) for name in headings],
        [tuple(row.values()) for row in part],
        empty=("这里没有可看的行；L3 用 shoumi room view", "No rows; for L3: shoumi room view"),
    )
    tables.more(following)


def _counts(shown: dict[str, Any]) -> None:
    if answers.wants_json():
        answers.document({"tables": shown})
        return
    for name, cells in shown.items():
        tables.table(
            [(name, name), ("人数", "people")],
            [(value, "<" if count is None else count) for value, count in cells],
        )


@command.command("view")
@ROOM
@options.acting
def view(*, room: Ref, actor: Ref) -> None:
    """查看 L3 净室 / See the named items of a clean room, each visit one act in the ledger."""
    rows = list(services.view_items(room=room, actor=actor, at=clock.now()))
    if answers.wants_json():
        answers.document({"items": [{"ref": ref, "values": values} for ref, values in rows]})
        return
    columns = sorted({code for _, values in rows for code in values})
    tables.table(
        [(code, code) for code in columns],
        [[values.get(code) for code in columns] for _, values in rows],
        empty=("净室里没有人。", "The clean room shows nobody."),
    )


@command.command("export")
@ROOM
@options.acting
def export(*, room: Ref, actor: Ref) -> None:
    """导出（总被拒绝） / Try to take something out: always refused, and the try is evidence."""
    services.export(room=room, actor=actor, at=clock.now())


@command.command("shut")
@click.argument("room_or_deal")
@options.acting
def shut(*, room_or_deal: str, actor: Ref) -> None:
    """关闭并销毁内容 / Close a room, or all of a deal, for good; what it showed is destroyed."""
    at = clock.now()
    if room_or_deal.startswith("room-"):
        services.shut(room=Ref(room_or_deal), actor=actor, at=at)
        count = 1
    else:
        from shoumi.base.commands.lookup import deal

        count = closure.shut_all(deal=deal(room_or_deal), actor=actor, at=at)
    content_erasure.empty(at=at, actor=actor)
    answers.done(
        ("已关闭 {count} 个数据室", "{count} rooms shut"), count=count, position=answers.head()
    )


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出数据室 / List the rooms of a deal."""
    rows = [_told(room) for room in queries.of_deal(deal)]
    if answers.wants_json():
        answers.document({"rooms": rows})
        return
    known = accounts.names([ref for row in rows for ref in row["persons"]])
    tables.table(
        [
            ("数据室", "room"),
            ("级别", "level"),
            ("状态", "state"),
            ("行", "rows"),
            ("批准", "approvals"),
            ("人员", "people"),
            ("至", "until"),
        ],
        [
            (
                row["ref"],
                row["level"],
                row["state"],
                row["rows"],
                len(row["approvals"]),
                [known[ref] for ref in row["persons"]],
                row["closes_at"],
            )
            for row in rows
        ],
        empty=("没有数据室：shoumi room prepare", "No room yet: shoumi room prepare"),
    )


def _get(room: Ref) -> Room:
    found = Room.objects.filter(ref=room).first()
    if found is None:
        raise NoSuchRoom(room=room)
    return found


def _told(room: Room) -> dict[str, Any]:
    return {
        "ref": room.ref,
        "level": room.level,
        "state": room.state,
        "rows": room.rows,
        "generalised": room.generalised,
        "suppressed": room.suppressed,
        "approvals": room.approvals,
        "persons": room.persons,
        "opened_at": room.opened_at,
        "closes_at": room.closes_at,
        "shut_at": room.shut_at,
        "position": room.position,
    }


for _one in (_room_papers.put, _room_papers.papers_, _room_papers.trace):
    command.add_command(_one)
for _verb in VERBS:
    command.add_command(of_verb(_verb))
