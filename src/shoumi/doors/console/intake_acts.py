"""What is done about imports on a deal's page: files are brought, rows to mend are taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.deals import queries as deals
from shoumi.base.gate import queries as tasks
from shoumi.base.intake import pending_uploads, set_aside
from shoumi.base.intake.errors import NothingSetAside
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.operations import Long
from shoumi.base.pages import choices, operations, scoping
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.core.gate import Act as GateAct
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.verbs.deals import FREE

TITLE: Both = ("接收文件", "Take files in")


def _datasets(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in deals.datasets(scoping.seen(request, place["deal"])):
        yield one.ref, (one.name, one.name)


def _bring(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = pending_uploads.keep(
        given["files"],
        deal=scoping.seen(request, deal),
        dataset=given["dataset"],
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("intake", kwargs={"delivery": ref}))


def _tasks(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The open tasks of this person to export what an inventory of this deal found."""
    for one in tasks.open_for(request.who(), request.at):
        is_of = one.deal == place["deal"] and one.purpose == Purpose.INVENTORY
        if is_of and GateAct.EXPORT in one.acts:
            words = choices.purpose_of(request, one)
            yield one.ref, (words, words)


def _take_out(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    said = {"task": given["task"], "lang": request.lang}
    return operations.ask(request, Long.TAKE_OUT, about=Ref(given["dataset"]), deal=ref, given=said)


def _waiting(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    ref = scoping.seen(request, deal)
    return [(("搁置的行", "Rows set aside"), set_aside.waiting(ref))]


def _something_waits(request: PageRequest, *, deal: str) -> None:
    """
    Raises:
        NothingSetAside
    """
    FREE(request, deal=deal)
    if not set_aside.waiting(scoping.seen(request, deal)):
        raise NothingSetAside


def _only_mine(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    scoping.seen(request, deal)
    return ()


ACTS = [
    Act(
        slug="intake-bring",
        place=deal_pages.PLACE,
        title=TITLE,
        done=(
            "文件密封着等你核对；还没有写入任何人",
            "The files wait, sealed; nobody is stored yet",
        ),
        do=_bring,
        roles=IMPORTERS,
        help=(
            "先看每一列是什么，再导入；有问题的行搁置。合计最多 64 MiB，更大的用 `shoumi intake`。",
            "See the columns, then import; bad rows are set aside. Over 64 MiB: `shoumi intake`.",
        ),
        button=("交来", "Bring them"),
        fields=(
            Field("dataset", ("数据集", "Data set"), Kind.ONE, options=_datasets, of=Ref),
            Field("files", ("文件", "Files"), Kind.FILES),
        ),
        requires=FREE,
        back="deal",
        facts=_only_mine,
        group=Group.CUSTOMERS,
    ),
    Act(
        slug="intake-take-out",
        place=deal_pages.PLACE,
        title=("取出搁置的行去改", "Take out rows to mend"),
        done=("正在取出", "They are being taken out"),
        do=_take_out,
        roles=IMPORTERS,
        help=(
            "理由在每格旁边；改好后从「接收文件」交回，一行只收一次。内容出公司，账本记一笔。",
            "The reason stands beside each cell; each row comes back once. The ledger tells of it.",
        ),
        button=("取出", "Take them out"),
        fields=(
            Field("dataset", ("数据集", "Data set"), Kind.ONE, options=_datasets, of=Ref),
            Field(
                "task",
                ("任务", "Task"),
                Kind.ONE,
                options=_tasks,
                of=Ref,
                empty=(
                    "先在这笔转让的页上“开出任务”：目的选信息盘点，勾上导出，由另一人确认。",
                    (
                        "Open a task on the deal's page first: for taking stock, with export, and "
                        "confirmed by another person."
                    ),
                ),
                help=(
                    "目的是盘点、能导出的任务，由另一人确认过。",
                    "A task of taking stock that may export, confirmed by another person.",
                ),
            ),
        ),
        requires=_something_waits,
        back="deal",
        facts=_waiting,
        group=Group.CUSTOMERS,
    ),
]
