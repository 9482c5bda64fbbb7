"""Texts of exports: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "exports.no_such_list": Message(
        zh="没有这个清单。",
        en="There is no such list.",
        remedy_zh="从清单所在的页面点“导出”。",
        remedy_en="Use the button “Export” on the page of the list.",
    ),
    "exports.format_unfit": Message(
        zh="这个清单不能导出成这种格式。",
        en="This list does not go in that format.",
        remedy_zh="换一种格式。",
        remedy_en="Choose another format.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "exports.Listed": {
        "customers": ("客户编号和状态", "customers by reference and state"),
        "duties": ("合规要求", "the demands of the handbook"),
        "evidence": ("账本条目", "entries of the ledger"),
        "statements": ("声明", "statements"),
        "register": ("个人信息处理活动记录", "the record of processing activities"),
        "deadlines": ("期限", "deadlines"),
        "rooms": ("数据室", "data rooms"),
        "campaigns": ("告知批次", "campaigns"),
    },
    "exports.Format": {
        "xlsx": ("Excel 工作簿（XLSX）", "Excel workbook (XLSX)"),
        "csv": ("CSV 文本", "CSV text"),
        "docx": ("Word 文档（DOCX）", "Word document (DOCX)"),
    },
}
