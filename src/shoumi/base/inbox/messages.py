"""Texts of the inbox and of lists of people: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

_HOURS = {"07": 7, "08": 8, "09": 9, "10": 10, "12": 12, "14": 14, "16": 16, "18": 18, "20": 20}


def _times() -> Mapping[str, Both]:
    """``08:30`` is 8 点半."""
    whole = {f"{at}:00": (f"{hour} 点", f"{at}:00") for at, hour in _HOURS.items()}
    half = {f"{at}:30": (f"{_HOURS[at]} 点半", f"{at}:30") for at in ("07", "08", "09")}
    return whole | half


MESSAGES: Mapping[str, Message] = {
    "mailbox.none": Message(
        zh="还没有登记邮箱。",
        en="There is no mail address yet.",
        remedy_zh="在“我的登录”里填写邮箱。",
        remedy_en="Give one under “My log-ins”.",
    ),
    "mailbox.same_address": Message(
        zh="这个邮箱已经登记并确认过。",
        en="This address is there and confirmed already.",
        remedy_zh="无需再填；要换就填另一个。",
        remedy_en="Nothing is to be done; to change it, give another.",
    ),
    "mailbox.already_confirmed": Message(
        zh="邮箱已经确认。",
        en="The address is confirmed already.",
        remedy_zh="无需再确认。",
        remedy_en="Nothing is to be done.",
    ),
    "mailbox.not_confirmed": Message(
        zh="邮箱还没有确认，不发通知。",
        en="The address is not confirmed, so no notices are sent there.",
        remedy_zh="先填入邮件里的确认码。",
        remedy_en="Type the code from the mail first.",
    ),
    "mailbox.code_wrong": Message(
        zh="确认码不对。",
        en="This is not the code.",
        remedy_zh="照最近一封确认邮件填，共八个字母，大小写都可以。",
        remedy_en="Type the eight letters of the latest mail; upper or lower case.",
    ),
    "mailbox.code_over": Message(
        zh="确认码已过期，或试错太多次。",
        en="The code is over, or was tried too often.",
        remedy_zh="重发一个确认码。",
        remedy_en="Have another code sent.",
    ),
    "mailbox.too_many_codes": Message(
        zh="今天已经发过 {most} 个确认码。",
        en="{most} codes were sent today.",
        remedy_zh="看看是否进了垃圾邮件；明天再试。",
        remedy_en="Look among unwanted mail, or try again tomorrow.",
    ),
    "calendar.no_such": Message(
        zh="没有这个日历，或链接已经撤销。",
        en="There is no such calendar, or its link was revoked.",
        remedy_zh="登录后在“我的登录”里制作一个新链接。",
        remedy_en="Sign in and make a new link under “My log-ins”.",
    ),
    "calendar.asked_too_often": Message(
        zh="日历读取太频繁，请等待 {seconds} 秒。",
        en="The calendar is asked for too often; wait {seconds} seconds.",
        remedy_zh="把日历程序的刷新间隔调到一刻钟以上。",
        remedy_en="Have the calendar program ask every quarter of an hour at most.",
    ),
    "people.no_lines": Message(
        zh="没有要邀请的人。",
        en="There is nobody to invite.",
        remedy_zh="每行写一个人：姓名、邮箱、岗位；从表格里复制，或用逗号隔开。",
        remedy_en="Write a person a line: name, mail address, roles, from a table or with commas.",
    ),
    "people.too_many_lines": Message(
        zh="一次最多邀请 {most} 人，这里有 {count} 行。一个人也没有登记。",
        en="{most} lines at most go at once; there are {count}. Nobody was enrolled.",
        remedy_zh="分几次办。",
        remedy_en="Do it in several goes.",
    ),
    "people.address_first": Message(
        zh="姓名的位置上是一个邮箱。",
        en="A mail address stands where the name belongs.",
        remedy_zh="按姓名、邮箱、岗位的顺序写。",
        remedy_en="Write name, mail address, roles, in this order.",
    ),
    "people.no_such_role": Message(
        zh="没有这个岗位。",
        en="There is no such role.",
        remedy_zh="写岗位的名称或代码，如“法务”或 LEG；几个岗位用顿号或逗号隔开。",
        remedy_en="Write its name or code, such as “legal” or LEG; several with commas.",
    ),
    "people.roles_together": Message(
        zh="一个人不能同时担任{roles}：安全管理、数据操作与审计监督不由同一人担任。",
        en="Nobody holds these roles together: {roles}; administering security, operating on the "
        "data and auditing stay apart.",
        remedy_zh="留下一类，其余请另一人担任。",
        remedy_en="Keep one kind and give the other to another person.",
    ),
    "people.listed_twice": Message(
        zh="与第 {line} 行是同一个人。",
        en="This is the person of line {line}.",
        remedy_zh="去掉一行，岗位写在一起；同名的两个人，各写邮箱。",
        remedy_en="Take one line out; two people of one name need an address each.",
    ),
    "people.already_here": Message(
        zh="这个人已经登记了。",
        en="This person is enrolled already.",
        remedy_zh="去掉这一行，到此人的页面上邀请登录、申请岗位；只是同名的，写上邮箱。",
        remedy_en=(
            "Take the line out; invite and ask for roles on the person's own page. Where only the "
            "name is the same, give an address."
        ),
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "inbox.Part": {
        "name": ("姓名", "name"),
        "address": ("邮箱", "mail address"),
        "roles": ("岗位", "roles"),
    },
    "inbox.Language": {"zh": ("中文", "Chinese"), "en": ("英文", "English")},
    "inbox.Digest": {"none": ("不发", "none"), **_times()},
}
