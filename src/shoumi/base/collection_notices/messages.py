"""Texts of notices at collection: refusals, what 6.1 lacks, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

_TELL_ZH = "请目标公司补充告知（个人信息保护法第十七条）并交来那份告知；告知不到的人不转让，销毁。"
_TELL_EN = (
    "Have the target tell people now (PIPL 17) and hand that notice in; whoever cannot be told is "
    "left out and destroyed."
)

MESSAGES: Mapping[str, Message] = {
    "collection.missing": Message(
        zh="数据集没有归档收集时的告知。",
        en="A data set has no notice of its collection on file.",
        remedy_zh="在数据集的页面交来目标公司收集时用的告知；没有的，如实说明没有。",
        remedy_en="On the data set's page hand in the notice the target used; where it had none, "
        "say so.",
    ),
    "collection.none": Message(
        zh="数据集是没有告知就收集的。",
        en="A data set was collected without a notice.",
        remedy_zh=_TELL_ZH,
        remedy_en=_TELL_EN,
    ),
    "collection.lacking": Message(
        zh="收集时的告知没有写全数据集的目的和种类。",
        en="The notice at collection does not cover purposes and categories of its data set.",
        remedy_zh=_TELL_ZH,
        remedy_en=_TELL_EN,
    ),
    "collection.unjudged": Message(
        zh="收集时的告知还没有人判断写了什么。",
        en="Nobody has said yet what the notice at collection covers.",
        remedy_zh="请保护负责人或法务打开看过，写明目的、种类、对外提供是否写到。",
        remedy_en="The protection officer or legal reads it and says what it covers.",
    ),
    "collection.no_such_set": Message(
        zh="这笔转让没有这个数据集。",
        en="The deal has no such data set.",
        remedy_zh="先登记数据集。",
        remedy_en="Name the data set first.",
    ),
    "collection.no_such_notice": Message(
        zh="没有这份收集时的告知。",
        en="There is no such notice at collection.",
        remedy_zh="在数据集的页面核对。",
        remedy_en="See the data set's page.",
    ),
    "collection.already_filed": Message(
        zh="这个数据集现在的就是这一份。",
        en="That is what the data set has already.",
        remedy_zh="无须重复提交。",
        remedy_en="There is no need to hand it in again.",
    ),
    "collection.dated_ahead": Message(
        zh="开始使用的日期还没有到。",
        en="The day it was used from has not come.",
        remedy_zh="填实际开始告知的那一天。",
        remedy_en="Give the day since when people were told so.",
    ),
    "collection.not_whole": Message(
        zh="收集时的告知没有填全。",
        en="The notice at collection is not filled in whole.",
        remedy_zh="文件、开始使用的日期、告知途径一起填；没有告知的只填缘由。",
        remedy_en="A file with its day and place; or, where there is none, the reason alone.",
    ),
    "collection.replaced": Message(
        zh="这份告知已被后来交的取代。",
        en="Another has taken the place of this notice.",
        remedy_zh="判断数据集现在的那一份。",
        remedy_en="Judge the one the data set has now.",
    ),
    "collection.nothing_to_judge": Message(
        zh="已说明没有告知，没有文件可看。",
        en="It was stated that there is none, so there is no file.",
        remedy_zh="找到或补充告知之后交来。",
        remedy_en="Hand one in once it is found, or people were told.",
    ),
    "collection.missing_unsaid": Message(
        zh="没有写全的，要写明缺什么。",
        en="Where something is not covered, say what is missing.",
        remedy_zh="例如：没有写用于续约提醒；没有写身份证号。",
        remedy_en="Such as: reminders of renewal are not named; nor are identity numbers.",
    ),
    "collection.missing_names": Message(
        zh="所写的内容里有姓名或号码。",
        en="There is a name or a number of somebody in what was written.",
        remedy_zh="只写缺哪些目的和种类。",
        remedy_en="Say only which purposes and categories are missing.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "collection_notices.Shown": {
        "counter": ("门店、前台当面", "in person at the counter"),
        "form": ("登记表、申请表", "on a form"),
        "contract": ("合同或服务条款", "in a contract or terms of service"),
        "website": ("网站", "on the website"),
        "app": ("手机应用、小程序", "in an app"),
        "message": ("短信、邮件、公众号", "by message or mail"),
        "posted": ("张贴公示", "on a posted sheet"),
        "afterwards": ("事后补充告知", "told afterwards, in a supplement"),
    },
    "collection_notices.NoNotice": {
        "never": ("从来没有告知", "people were never told"),
        "lost": ("有过，找不到了", "there was one, it cannot be found"),
        "elsewhere": ("数据是从别处取得的", "the data was had from others"),
    },
    "collection_notices.Extent": {
        "whole": ("写全了", "covered whole"),
        "part": ("只写了一部分", "covered in part"),
        "not": ("没有写", "not covered"),
    },
}
