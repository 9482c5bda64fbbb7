"""Texts of incidents and drills: refusals, and why a demand does not hold."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "incidents.no_incident": Message(
        zh="没有这起事件，或者与您无关。",
        en="There is no such incident, or it is nothing to you.",
        remedy_zh="在“安全事件”里找。",
        remedy_en="Look under Incidents.",
    ),
    "incidents.no_lowering": Message(
        zh="没有这次降级提请。",
        en="Nobody asked for that.",
        remedy_zh="从事件页上打开。",
        remedy_en="Open it from the page of the incident.",
    ),
    "incidents.no_liability": Message(
        zh="没有这项责任认定，或者与您无关。",
        en="There is no such question, or it is nothing to you.",
        remedy_zh="从事件页上打开。",
        remedy_en="Open it from the page of the incident.",
    ),
    "incidents.is_closed": Message(
        zh="这起事件已经结案。",
        en="It is closed.",
        remedy_zh="有新的情况就另报一起。",
        remedy_en="Report another where something is new.",
    ),
    "incidents.not_yet": Message(
        zh="发现时间不能晚于现在。",
        en="It cannot have been found later than now.",
        remedy_zh="填实际发现的时间。",
        remedy_en="Give the time at which it was found.",
    ),
    "incidents.is_lower": Message(
        zh="这比现在的定级低，一个人不能调低。",
        en="That is lower than it is graded, and nobody grades lower alone.",
        remedy_zh="用“提请降级”写明理由，由另一位决定。",
        remedy_en="Ask to grade it lower and say why; another decides.",
    ),
    "incidents.not_lower": Message(
        zh="这不比现在的定级低。",
        en="That is not lower than it is graded.",
        remedy_zh="直接定级。",
        remedy_en="Grade it.",
    ),
    "incidents.lowering_open": Message(
        zh="已有一次降级提请在等决定。",
        en="Somebody has asked already, and it is not decided.",
        remedy_zh="等另一位决定。",
        remedy_en="Wait until another decides.",
    ),
    "incidents.step_over": Message(
        zh="这一步已经过去，或者还没有到。",
        en="That step is over, or has not come.",
        remedy_zh="看事件现在到了哪一步。",
        remedy_en="See where the incident stands.",
    ),
    "incidents.in_drill": Message(
        zh="这是演练，不能动真实的账号、数据室和转让。",
        en="This is a drill, and it touches nothing that is real.",
        remedy_zh="用“记一笔”写下会采取的措施。",
        remedy_en="Write a note of what would be done.",
    ),
    "incidents.not_its_deal": Message(
        zh="这起事件没有涉及那笔转让。",
        en="The incident does not touch that deal.",
        remedy_zh="先把转让加到事件里。",
        remedy_en="Add the deal to the incident first.",
    ),
    "incidents.no_measure": Message(
        zh="还没有办过任何止损措施。",
        en="Nothing was done that could have contained it.",
        remedy_zh="先请出账号、关数据室、中止转让、收回任务，或记下系统以外的措施。",
        remedy_en="Lock somebody out, shut rooms, suspend, close tasks, or note another measure.",
    ),
    "incidents.span_unfit": Message(
        zh="时间段不对：要先开始后结束，不能到将来。",
        en="That span of time ends before it begins, or in the future.",
        remedy_zh="改正起止时间。",
        remedy_en="Mend its begin and end.",
    ),
    "incidents.nobody_told": Message(
        zh="份数至少为 1。",
        en="At least one was told.",
        remedy_zh="没有通知的，不要记录；不必通知个人的，另办。",
        remedy_en="Record none where nobody was told; say apart why persons need not be.",
    ),
    "incidents.not_in_playbook": Message(
        zh="这一项不在这类事件的处置清单里。",
        en="That task is not in the playbook of incidents of this kind.",
        remedy_zh="从事件页的处置清单里选。",
        remedy_en="Choose one of the playbook on the page of the incident.",
    ),
    "incidents.nothing_to_answer": Message(
        zh="演练里没有来过这一条，或者它不用答复。",
        en="Nothing of that kind has come in the drill, or it asks for no answer.",
        remedy_zh="从演练页上已经来的里面选。",
        remedy_en="Choose one that has come, on the page of the drill.",
    ),
    "incidents.nobody_counted": Message(
        zh="还没有按账本数出涉及谁，信不知道寄给谁。",
        en="Nobody was counted from the ledger, so nobody can be written to.",
        remedy_zh="先“按账本数人数”：定出时间和转让；账本里没有的，用别的方式通知并留证。",
        remedy_en="Count from the ledger first; whom it does not name is told another way, with"
        " proof.",
    ),
    "incidents.proof_missing": Message(
        zh="没有证明，不能算通知过。",
        en="Without proof nobody counts as told.",
        remedy_zh="附上回执、发送记录或截图。",
        remedy_en="Add a receipt, a log or a picture of it.",
    ),
    "incidents.about_oneself": Message(
        zh="不能认定自己的责任。",
        en="Nobody judges oneself.",
        remedy_zh="请另一位办理。",
        remedy_en="Have another do it.",
    ),
    "incidents.not_the_person": Message(
        zh="只能由当事人自己提出。",
        en="Only the person concerned does that.",
        remedy_zh="请当事人自己办理。",
        remedy_en="Have that person do it.",
    ),
    "incidents.still_to_reply": Message(
        zh="当事人还没有申辩，时间也没有过。",
        en="The person has not replied, and still has time to.",
        remedy_zh="等申辩，或等期限过去。",
        remedy_en="Wait for the reply, or until the time is over.",
    ),
    "incidents.finding_unfit": Message(
        zh="没有当事人，不能认定有人负责。",
        en="Nobody is named, so nobody can answer for it.",
        remedy_zh="选“不负责任”，或者另提一位当事人。",
        remedy_en="Choose that nobody is responsible, or name a person.",
    ),
    "incidents.still_owed": Message(
        zh="还有没办的：{what}。",
        en="Something is still owed: {what}.",
        remedy_zh="办完再结案。",
        remedy_en="Do it before it is closed.",
    ),
    "incidents.already_reported": Message(
        zh="已经立为安全事件 {number}。",
        en="It is incident {number} already.",
        remedy_zh="在那起事件里继续处置。",
        remedy_en="Go on with that incident.",
    ),
    "incidents.no_incident_text": Message(
        zh="短信账号没有安全事件的模板。",
        en="The account for text messages has no template of incidents.",
        remedy_zh="在服务商处报审一个，填在“短信账号”里；这次先用邮件和信。",
        remedy_en="Have one approved and fill it in with the account; use mail and paper now.",
    ),
    "incidents.nothing_public": Message(
        zh="短信里只有一个链接，链接打开的公开说明还没有。",
        en="A text message has a link alone, and the public note that it opens is not there.",
        remedy_zh="先写公开说明，两位批准后再发短信。",
        remedy_en="Write the public note and have it approved, then send the messages.",
    ),
    "incidents.window_unfit": Message(
        zh="时间段不合适：从现在以后开始，一小时以上，九十二天以内。",
        en="That window does not do: from now on, an hour at least, 92 days at most.",
        remedy_zh="改一下起止时间。",
        remedy_en="Choose other times.",
    ),
    "incidents.drawn_already": Message(
        zh="您安排的另一次突击演练还没有开始。",
        en="Another unannounced drill that you arranged has not begun.",
        remedy_zh="等它开始，或者先取消它。",
        remedy_en="Wait for it, or call it off.",
    ),
    "incidents.no_drawn_drill": Message(
        zh="没有这次突击演练。",
        en="There is no such unannounced drill.",
        remedy_zh="在“应急演练”里找。",
        remedy_en="Look under Emergency drills.",
    ),
    "incidents.next_unfit": Message(
        zh="没有写下一次什么时候更新，或者写的时间已经过了。",
        en="It does not say when the next update is, or that moment is over.",
        remedy_zh="没有结案的，填一个以后的时间；到时候再写一份。",
        remedy_en="While the incident is open name a later moment, and write the next by then.",
    ),
    "incidents.names_somebody": Message(
        zh="里面有人的姓名或者当事方的名称，不能公开。",
        en="It names a person or a party, so it cannot be public.",
        remedy_zh="删去姓名和名称，用“一家供应商”“部分客户”这样的说法。",
        remedy_en="Take names out; say “a vendor”, “some customers”.",
    ),
    "incidents.no_status": Message(
        zh="没有这份公开说明。",
        en="There is no such public note.",
        remedy_zh="在事件页的“公开说明”里找。",
        remedy_en="Look under Public notes on the page of the incident.",
    ),
    "incidents.not_a_drill": Message(
        zh="这不是演练。",
        en="It is no drill.",
        remedy_zh="真实事件用“结案”。",
        remedy_en="A real incident is closed.",
    ),
    "incidents.injects_unfit": Message(
        zh="第 {line} 行不是一条情况注入。",
        en="Line {line} does not say what happens when.",
        remedy_zh="写成：第几分钟 | 发生什么。",
        remedy_en="Write it as: minute | what happens.",
    ),
    # Why a demand does not hold: told in tables, so half a sentence.
    "incidents.open_then": Message(
        zh="有未结的安全事件，级别为中或以上", en="an incident of medium severity or more is open"
    ),
    "incidents.late_then": Message(
        zh="有安全事件过了时限还没有办", en="something owed of an incident is too late"
    ),
    "incidents.untold_then": Message(
        zh="有事件结案时没有止损或没有告知",
        en="an incident was closed without being contained or told",
    ),
    "incidents.no_cause_then": Message(
        zh="有事件没有查明原因就结了案", en="an incident was closed without its cause"
    ),
    "incidents.unheard_then": Message(
        zh="有事件没有听取申辩、由另一位认定责任就结了案",
        en="an incident was closed without a fair decision who answers for it",
    ),
    "incidents.no_drill_then": Message(zh="没有办完的演练", en="no drill came to its end"),
    "incidents.drill_old_then": Message(zh="一年没有演练", en="there was no drill for a year"),
    "incidents.drill_left_then": Message(
        zh="有演练三十天了还没有结束", en="a drill was begun thirty days ago and has not been ended"
    ),
    "incidents.drill_undecided_then": Message(
        zh="演练没有做到的，还没有决定怎么改", en="what a drill missed is not decided"
    ),
    # What a demand that holds still leaves to people.
    "incidents.missing_9_2": Message(
        zh="只看得到报告到这里的事件；给监管部门的由人报送，这里只留证；停用供应商令牌和换密钥在各自的页面办",
        en=(
            "Only what was reported here is seen; people report to the authority and prove it "
            "here; tokens of vendors and keys are ended on pages of their own"
        ),
    ),
    "incidents.missing_9_3": Message(
        zh="只看得到报告到这里的事件；追偿和处分在系统以外怎样执行看不到",
        en="Only what was reported here is seen; how recourse and sanctions are carried out is not",
    ),
    "incidents.missing_20_2": Message(
        zh="演练按时限打分；各岗位实际怎么做，由主持的人看",
        en="A drill is scored by its clocks; how each post did is for those who lead it to see",
    ),
}
