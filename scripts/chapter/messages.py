"""Texts of this chapter: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    "chapter_slug.missing": Message(
        zh="没有这个事项。",
        en="There is no such item.",
        remedy_zh="在转让页的“事项”里找，或用 `shoumi chapter_slug list`。",
        remedy_en="Look under the deal's items, or with `shoumi chapter_slug list`.",
    ),
    "chapter_slug.not_of_deal": Message(
        zh="这宗转让里没有这位客户。",
        en="The deal holds no such customer.",
        remedy_zh="核对客户编号；已销毁的客户不能再登记事项。",
        remedy_en="Check the customer's reference; nothing is opened for one who is destroyed.",
    ),
    "chapter_slug.day_over": Message(
        zh="最后一日已经过去。",
        en="The last day has passed already.",
        remedy_zh="填今天或以后的日子。",
        remedy_en="Give today or a later day.",
    ),
    "chapter_slug.already_done": Message(
        zh="这个事项已经办完。",
        en="The item is done already.",
        remedy_zh="还有别的要办，就另外登记。",
        remedy_en="If more has to be done, open another.",
    ),
    # Why a condition does not hold: told in tables, so half a sentence.
    "chapter_slug.no_deal": Message(zh="没有这宗转让", en="there is no such deal"),
    "chapter_slug.overdue": Message(zh="有事项逾期未办", en="an item is overdue"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "chapter_slug.Scope": {
        "chapter_slug:read": ("读事项", "read items"),
        "chapter_slug:write": ("登记和办完事项", "open and close items"),
    },
    "chapter_slug.Topic": {
        "QUESTION": ("咨询", "question"),
        "CORRECTION": ("更正", "correction"),
    },
    "chapter_slug.State": {
        "OPEN": ("待办", "open"),
        "DONE": ("已办", "done"),
    },
    "chapter_slug.Phase": {
        "RUNNING": ("待办", "to be done"),
        "OVERDUE": ("逾期", "overdue"),
        "DONE": ("已办", "done"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "chapter_slug.none_overdue": ConditionText(
        ("没有逾期的事项", "no item is overdue"),
        ("办完逾期的事项", "Close the items that are overdue"),
    ),
}
