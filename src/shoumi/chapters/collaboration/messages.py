"""Texts of this chapter: refusals, why a demand does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.collaboration import thread_messages
from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    **thread_messages.MESSAGES,
    "sharing.no_such": Message(
        zh="没有这个协作任务。",
        en="There is no such shared task.",
        remedy_zh="在“协作任务”里找，或用 `shoumi sharing list`。",
        remedy_en="Look under Shared tasks, or with `shoumi sharing list`.",
    ),
    "sharing.title_unfit": Message(
        zh="没有写要做什么，或者超过 {most} 个字。",
        en="It does not say what is to be done, or in more than {most} characters.",
        remedy_zh="用一句话写明要做什么。",
        remedy_en="Say in one sentence what is to be done.",
    ),
    "sharing.names_somebody": Message(
        zh="文字里有个人信息：{labels}，在第 {places} 行。没有保存。",
        en="There is personal information in it: {labels}, line {places}. Nothing was kept.",
        remedy_zh="删去，改用客户编号或工号。",
        remedy_en="Take it out, and use the reference of the person instead.",
    ),
    "sharing.no_department": Message(
        zh="没有选参加的部门。",
        en="It names no department.",
        remedy_zh="至少选一个部门。",
        remedy_en="Choose at least one.",
    ),
    "sharing.without_end": Message(
        zh="到期时间不在现在之后。",
        en="Its end is not after now.",
        remedy_zh="选一个将来的时间；协作任务必须有期限。",
        remedy_en="Choose a time to come; a shared task has an end.",
    ),
    "sharing.too_long": Message(
        zh="为“{purpose}”开出的任务最长 {days} 天。",
        en="A task for {purpose} may last {days} days at most.",
        remedy_zh="选近一些的到期时间，到期后可以再开。",
        remedy_en="Choose an earlier end; another can be opened then.",
    ),
    "sharing.of_no_department": Message(
        zh="{name} 不在参加的部门里。",
        en="{name} is in none of its departments.",
        remedy_zh="加上其部门，或换一个人。",
        remedy_en="Add the department, or choose somebody else.",
    ),
    "sharing.not_in_the_house": Message(
        zh="{name} 不是在职员工。",
        en="{name} does not work in the house now.",
        remedy_zh="选一位在职员工。",
        remedy_en="Choose somebody who does.",
    ),
    "sharing.over": Message(
        zh="这个协作任务已经结束，或者负责人已不在职。",
        en="That shared task is over, or nobody answers for it any more.",
        remedy_zh="还需要就另开一个。",
        remedy_en="Open another where it is still needed.",
    ),
    "sharing.granted_already": Message(
        zh="已经为这个协作任务开通过查看。",
        en="Its people can see what it needs already.",
        remedy_zh="范围要变就结束它，另开一个。",
        remedy_en="End it and open another where they need something else.",
    ),
    "sharing.not_on_it": Message(
        zh="接手的人不在这个协作任务里。",
        en="Whoever is to answer for it is not on it.",
        remedy_zh="从参加的人里选。",
        remedy_en="Choose one of those on it.",
    ),
    "sharing.answers_already": Message(
        zh="已经由其负责。",
        en="That person answers for it already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "sharing.not_yours": Message(
        zh="只有负责人、保护负责人和机构负责人可以这样做。",
        en="Only who answers for it, the protection officer and the head may do that.",
        remedy_zh="请负责人办理。",
        remedy_en="Ask whoever answers for it.",
    ),
    "sharing.across": Message(
        zh="这些人不在同一个部门，跨部门要先开协作任务。",
        en="These people have no department in common; across departments it takes a shared task.",
        remedy_zh="在“协作任务”里开出，写明负责人和期限，再开通查看。",
        remedy_en="Open one under Shared tasks, with who answers for it and until when.",
    ),
    "raci.no_such": Message(
        zh="没有这一章的职责分工。",
        en="Nobody said who answers for that chapter.",
        remedy_zh="在“职责分工”里建立。",
        remedy_en="Begin on the page Responsibilities.",
    ),
    "raci.begun": Message(
        zh="职责分工已经建立。",
        en="Responsibilities are set already.",
        remedy_zh="逐章改。",
        remedy_en="Change them chapter by chapter.",
    ),
    "raci.supervises": Message(
        zh="监督人员不能同时负责被监督的章。",
        en="Whoever oversees answers for no chapter that is overseen.",
        remedy_zh="选一位不担任监督的员工。",
        remedy_en="Choose somebody who does not oversee.",
    ),
    "raci.no_such_absence": Message(
        zh="没有这次不在的登记。",
        en="No such absence was recorded.",
        remedy_zh="在“职责分工”里找。",
        remedy_en="Look under Responsibilities.",
    ),
    "raci.no_such_interest": Message(
        zh="没有这项利害关系。",
        en="No such interest was declared.",
        remedy_zh="在“职责分工”里找。",
        remedy_en="Look under Responsibilities.",
    ),
    "raci.absence_unfit": Message(
        zh="结束时间不对，或者代理人就是本人。",
        en="It ends before it begins or is over, or somebody would stand in for the same person.",
        remedy_zh="改时间，或选别人代理。",
        remedy_en="Choose another end, or another deputy.",
    ),
    "raci.back_already": Message(
        zh="已经回来了。",
        en="That absence is over.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "raci.declared_already": Message(
        zh="这项利害关系已经申报。",
        en="That interest is declared already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "raci.cleared_already": Message(
        zh="这项利害关系已经解除。",
        en="That interest is cleared already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "raci.own_interest": Message(
        zh="不能解除自己的利害关系。",
        en="Nobody clears an own interest.",
        remedy_zh="请另一位负责人解除。",
        remedy_en="Ask the other of head and protection officer.",
    ),
    "raci.has_interest": Message(
        zh="{name} 与这笔转让有利害关系。",
        en="{name} has an interest in that deal.",
        remedy_zh="换一个人，或先由别人解除。",
        remedy_en="Choose somebody else, or have it cleared first.",
    ),
    "robot.no_such": Message(
        zh="没有这个群机器人。",
        en="There is no such robot.",
        remedy_zh="在“群机器人”里找，或用 `shoumi robot list`。",
        remedy_en="Look under Robots of groups, or with `shoumi robot list`.",
    ),
    "robot.other_host": Message(
        zh="地址不是这一家的，应在 {host}。",
        en="That address is none of this vendor's; it would be at {host}.",
        remedy_zh="从群设置里复制机器人的 Webhook 地址。",
        remedy_en="Copy the robot's webhook address from the settings of the group.",
    ),
    "robot.secret_missing": Message(
        zh="没有填加签密钥。",
        en="There is no secret to sign with.",
        remedy_zh="在机器人的安全设置里打开加签，复制密钥。",
        remedy_en="Switch signing on in the robot's settings and copy the secret.",
    ),
    "robot.ended_already": Message(
        zh="这个群机器人已经停用。",
        en="That robot is ended already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    # Why a demand does not hold: told in tables, so half a sentence.
    "sharing.not_ended": Message(
        zh="有协作任务到期十分钟没有结束",
        en="a shared task is over for ten minutes and was not ended",
        remedy_zh="在“协作任务”里结束它，并看后台服务是否在运行。",
        remedy_en="End it on the page Shared tasks, and see whether the worker runs.",
    ),
    "sharing.grant_outlives": Message(
        zh="为协作任务开通的查看与任务不一致",
        en="what was opened for a shared task is not as that task says",
        remedy_zh="在“任务”里结束那一项查看，再按事件查清。",
        remedy_en="Close it on the page Tasks, and treat it as an incident.",
    ),
    "raci.chapter_without": Message(
        zh="有一章没有人负责",
        en="nobody answers for one of the chapters",
        remedy_zh="在“职责分工”里补上。",
        remedy_en="Say who does on the page Responsibilities.",
    ),
    "raci.nobody_there": Message(
        zh="负责某一章的人已不在职",
        en="whoever answers for a chapter is not in the house any more",
        remedy_zh="在“职责分工”里改由别人负责。",
        remedy_en="Have somebody else answer for it on the page Responsibilities.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    **thread_messages.NAMES,
    "collaboration.Scope": {
        "collaboration:read": ("读协作任务、讨论和分工", "read shared tasks, threads and duties"),
        "collaboration:write": ("写消息、开任务、登记不在", "write, share a task, say who is away"),
        "collaboration:decide": ("定分工、接机器人", "say who answers, connect robots"),
    },
    "collaboration.State": {
        "RUNNING": ("进行中", "running"),
        "OVER": ("已结束", "over"),
    },
    "collaboration.Lane": {
        "UNOPENED": ("还没开通查看", "nothing opened yet"),
        "RUNNING": ("进行中", "running"),
        "ENDING": ("三天内到期", "ends within three days"),
        "OVER": ("已结束", "over"),
    },
    "collaboration.End": {
        "CLOSED": ("有人结束", "somebody closed it"),
        "EXPIRED": ("到期", "its time was over"),
        "INTEREST": ("有人与转让有利害关系", "somebody on it has an interest in the deal"),
        "NOBODY": ("负责人不再在职", "who answered for it left"),
    },
    "collaboration.What": {
        "TASK": ("协作任务", "a shared task"),
        "MESSAGE": ("消息", "a message"),
        "DIGEST": ("合并的通知", "a digest"),
    },
    "collaboration.NoticeState": {
        "WAITING": ("待通知", "to be told"),
        "SENT": ("已通知", "told"),
        "DIGESTED": ("已合并通知", "told with others"),
        "FAILED": ("没有通知成", "given up"),
    },
    "collaboration.Vendor": {
        "DINGTALK": ("钉钉", "DingTalk"),
        "FEISHU": ("飞书", "Feishu"),
        "WECOM": ("企业微信", "WeCom"),
    },
    "collaboration.Why": {
        "FAMILY": ("亲属", "family"),
        "SHARES": ("持有股份", "shares"),
        "OFFICE": ("在一方任职或曾任职", "works or worked for a side"),
        "OTHER": ("其他", "other"),
    },
}
