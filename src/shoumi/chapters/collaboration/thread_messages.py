"""Texts of threads: refusals, why 11.2 does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "thread.no_such": Message(
        zh="没有这个讨论，或者您不在其中。",
        en="There is no such thread, or you take no part in it.",
        remedy_zh="请参加的人把您加入。",
        remedy_en="Ask somebody who takes part to add you.",
    ),
    "thread.no_such_message": Message(
        zh="没有这条消息。",
        en="There is no such message.",
        remedy_zh="在“讨论”里找。",
        remedy_en="Look under Threads.",
    ),
    "thread.personal_information": Message(
        zh="消息里有个人信息：{labels}，位置 {places}。没有保存，也没有通知任何人。",
        en="The message names somebody: {labels}, at {places}. Nothing was kept, nobody was told.",
        remedy_zh="删去，改用客户编号；有查找任务时，在册客户的号码由系统换成编号。",
        remedy_en="Use the reference; who has a task to look for customers has it put there.",
    ),
    "thread.text_unfit": Message(
        zh="没有写内容，或者超过 {most} 个字。",
        en="There is no text, or more than {most} characters of it.",
        remedy_zh="写短一些，分几条发。",
        remedy_en="Make it shorter, or several messages.",
    ),
    "thread.files_unfit": Message(
        zh="附件最多 {most} 个，每个不超过 {megabytes} MB。",
        en="At most {most} files go with a message, of {megabytes} MB each.",
        remedy_zh="少附几个，或分几条发。",
        remedy_en="Send fewer, or several messages.",
    ),
    "thread.file_unread": Message(
        zh="第 {number} 个附件里有看不了的部分，例如扫描的页。没有保存。",
        en="Some of file {number} could not be read, such as a scanned page. Nothing was kept.",
        remedy_zh="附上能读出文字的文件。",
        remedy_en="Send a file whose text can be read.",
    ),
    "thread.not_a_member": Message(
        zh="{name} 不能参加这个讨论，或者还没有参加。",
        en="{name} may take no part in this thread, or does not yet.",
        remedy_zh="先加入，再提到；外部人员不能参加。",
        remedy_en="Add that person first; nobody from outside takes part.",
    ),
    "thread.about_nothing": Message(
        zh="这笔转让里没有这样的对象，或者您不在那个协作任务里。",
        en="There is no such thing in that deal, or you are not on that shared task.",
        remedy_zh="选转让、文件、协作任务或客户，写其编号。",
        remedy_en="Choose a deal, paper, shared task or customer, and give its reference.",
    ),
    "thread.over": Message(
        zh="讨论已经关闭，或者它的协作任务已经结束。",
        en="The thread is closed, or its shared task is over.",
        remedy_zh="另开一个讨论。",
        remedy_en="Open another.",
    ),
    "thread.not_yours": Message(
        zh="只有本人、保护负责人和安全负责人可以撤下这条消息。",
        en="Only its author, the protection officer and security may remove that message.",
        remedy_zh="请他们撤下。",
        remedy_en="Ask one of them.",
    ),
    "thread.removed_already": Message(
        zh="这条消息已经撤下。",
        en="That message is removed already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    # Why the demand does not hold: told in tables, so half a sentence.
    "thread.scan_blind": Message(
        zh="扫描认不出样本里的个人信息",
        en="the scan does not find the personal information of its sample",
        remedy_zh="运行 `shoumi doctor`，恢复原来的程序。",
        remedy_en="Run `shoumi doctor`, and put the program back as it was.",
    ),
    "thread.found": Message(
        zh="复查发现有消息含个人信息，还没有撤下",
        en="a second look found a message that names somebody, and it is still there",
        remedy_zh="在“讨论”里撤下那条消息。",
        remedy_en="Remove it on the page Threads.",
    ),
    "thread.not_looked_at": Message(
        zh="有消息两天没有复查",
        en="a message was not looked at again for two days",
        remedy_zh="看后台服务是否在运行。",
        remedy_en="See whether the worker runs.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "collaboration.On": {
        "DEAL": ("转让", "a deal"),
        "PAPER": ("文件", "a paper"),
        "TASK": ("协作任务", "a shared task"),
        "PERSON": ("客户", "a customer"),
    },
}
