"""What pages of learning and conduct say at each stage of ``staff_journey``, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, Mapping[str, Any]] = {
    "zh": {
        "taken": "草稿，等另一个人发布",
        "checked": "题库",
        "published": "已发布",
        "kept away": "您现在不能接触个人信息",
        "lacks": "先学：",
        "read": "通过考试",
        "passed": "：通过",
        "planned": "地点",
        "wall": "签到码",
        "late": "这个码已过三十秒",
        "signed": "签到",
        "countersigned": "确认",
        "certified": "可以接触个人信息，到",
        "let in": "客户",
        "everybody": "没有现行版本的有效证书",
        "book": "第 1 版",
        "accepted": "已确认",
        "told": "可申辩至",
        "replied": "客户打来电话",
        "decided": "可申诉至",
        "appealed": "等另一位复核",
        "settled": "处理已撤销",
        "sanction": "警告",
    },
    "en": {
        "taken": "A draft: another person publishes it",
        "checked": "Question bank",
        "published": "published",
        "kept away": "You may reach no personal information now",
        "lacks": "Learn first:",
        "read": "pass the examination",
        "passed": ": passed",
        "planned": "Place",
        "wall": "code on the wall",
        "late": "older than thirty seconds",
        "signed": "signed in",
        "countersigned": "countersigned",
        "certified": "You may reach personal information until",
        "let in": "Customers",
        "everybody": "certificate for the version in force",
        "book": "ersion 1",
        "accepted": "acknowledged",
        "told": "can reply until",
        "replied": "客户打来电话",
        "decided": "An appeal is open until",
        "appealed": "another settles it",
        "settled": "it is taken back",
        "sanction": "warning",
    },
}
