"""``shoumi vendor``: the verbs of vendors, their list, and what lacks of one."""

from __future__ import annotations

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.rules import Service, State
from shoumi.chapters.vendors.verbs import VERBS
from shoumi.chapters.vendors.verbs.register import told

command = group("vendor", ("供应商", "Vendors."), [one for one in VERBS if one.noun == "vendor"])
processing = group(
    "processing",
    ("委托处理协议", "Agreements on entrusted processing."),
    [one for one in VERBS if one.noun == "processing"],
)
incident = group(
    "vendor-incident",
    ("供应商的事件", "Incidents of vendors."),
    [one for one in VERBS if one.noun == "vendor-incident"],
)
own_form = group(
    "vendor-form",
    ("公司自己的问卷", "Questionnaires of the house's own."),
    [one for one in VERBS if one.noun == "vendor-form"],
)


@command.command("list")
@options.answering
def list_() -> None:
    """列出供应商和各自还缺什么 / List the vendors, and what each lacks."""
    at = clock.now()
    lacking = {one.vendor.ref: one.lacks(at) for one in queries.all_papers()}
    rows = [
        {**told(one), "lacks": [str(what) for what in lacking[one.ref]]} for one in queries.listed()
    ]
    if answers.wants_json():
        answers.document({"vendors": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("供应商", "vendor"),
            ("服务", "service"),
            ("状态", "state"),
            ("还缺", "lacks"),
        ],
        [
            (
                row["number"],
                row["name"],
                names.of(Service(row["service"]), language()),
                names.of(State(row["state"]), language()),
                len(row["lacks"]),
            )
            for row in rows
        ],
        empty=("没有供应商：shoumi vendor register", "No vendor yet: shoumi vendor register"),
    )
