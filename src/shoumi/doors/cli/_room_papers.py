"""``shoumi room put``, ``room_documents``, ``trace``: documents of data rooms."""

from __future__ import annotations

from pathlib import Path

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.rooms import page_views, room_documents, rules
from shoumi.base.rooms.rules import Section
from shoumi.base.viewer import page_builder
from shoumi.core.calendar import day_in_china
from shoumi.core.redact.cover import ASKED
from shoumi.core.refs import Ref

_SECTIONS = {section.name.lower(): section for section in Section}


@click.command("put")
@click.argument("room", type=options.REF)
@click.argument("section", type=click.Choice(list(_SECTIONS)))
@click.argument("title")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PDF、DOCX、XLSX、CSV、TXT，遮盖后放入 / Goes in covered.",
)
@click.option("--own", is_flag=True, help="数据室自己的表 / The room's own tables.")
@click.option("--cover", multiple=True, help="另外要遮盖的词 / Another word to cover.")
@options.acting
def put(
    *,
    room: Ref,
    section: str,
    title: str,
    file: Path | None,
    own: bool,
    cover: tuple[str, ...],
    actor: Ref,
) -> None:
    """放入文件，找到的姓名和号码盖上黑条 / Put a document in, names and numbers covered.

    没有 --file 和 --own 的是一个交割后才开的编号。 / Without a file or --own it is a number that
    opens after closing.
    """
    if file is not None and own:
        raise options.misused("--file 和 --own 只能给一个。", "Give --file or --own, not both.")
    at = clock.now()
    on = day_in_china(at)
    pages = []
    if file is not None:
        asked = dict.fromkeys(cover, ASKED)
        pages = page_builder.of_file(file.read_bytes(), file.name, title=title, on=on, asked=asked)
    elif own:
        content = room_documents.content(room=room, actor=actor, at=at)
        pages = page_builder.of_content(content, title=title, on=on)
    made = room_documents.put(
        room=room, section=_SECTIONS[section], title=title, pages=pages, actor=actor, at=at
    )
    count = sum(sum(one.values()) for one in made.covered)
    words = (
        "{number}：{pages} 页，遮盖 {covered} 处；要重新批准",
        "{number}: {pages} pages, {covered} places covered; to be approved anew",
    )
    answers.done(words, number=made.number, pages=made.pages, covered=count, position=made.position)


@click.command("papers")
@options.deal_argument
@options.answering
def papers_(*, deal: Ref) -> None:
    """列出目录 / List the index of a deal: numbers, pages, how often each was looked at."""
    rows = [
        {
            "number": one.number,
            "title": one.title,
            "room": one.room.ref,
            "level": one.room.level,
            "pages": one.pages,
            "looks": one.looks,
        }
        for one in page_views.counted(room_documents.index(deal))
    ]
    if answers.wants_json():
        answers.document({"papers": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("标题", "title"),
            ("级别", "level"),
            ("页", "pages"),
            ("看过", "looks"),
        ],
        [
            (one["number"], one["title"], one["level"], one["pages"] or "—", one["looks"])
            for one in rows
        ],
        empty=("目录是空的：shoumi room put", "The index is empty: shoumi room put"),
    )


@click.command("trace")
@click.argument("code")
@options.acting
def trace(*, code: str, actor: Ref) -> None:
    """查一份流出的页 / Whose look a code on a page was burnt in for.  Asking is in the ledger."""
    found = page_views.trace(code=code, actor=actor, at=clock.now())
    person = Ref(found.person)
    words = (
        "{name} 于 {at} 看了 {number} 第 {page} 页，账本位置 {seen}",
        "{name} looked at {number}, page {page}, at {at}; ledger position {seen}",
    )
    answers.done(
        words,
        code=rules.written_code(found.code),
        person=person,
        name=accounts.names([person])[person],
        room=found.room.ref,
        number=found.paper.number,
        page=found.page,
        at=found.at,
        is_check=found.is_check,
        seen=found.position,
        position=answers.head(),
    )
