"""Names of what happens to people and their data: held, asked, taken in, destroyed."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.say import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "subjects.Kind": {
        "INDIVIDUAL": ("个人客户", "individual"),
        "CONTACT": ("企业联系人", "contact of a company"),
        "CHILD": ("不满十四周岁", "child under 14"),
        "PARTY": ("当事方", "party of the deal"),
    },
    "subjects.State": {
        "ACTIVE": ("在用", "active"),
        "EXPIRED": ("保存期满", "past retention"),
        "FROZEN": ("冻结", "frozen"),
        "SEALED": ("封存", "sealed"),
        "EXCLUDED": ("不转移，待销毁", "left out, to be destroyed"),
        "DESTROYED": ("已销毁", "destroyed"),
    },
    "consent.Purpose": {
        "SUCCESSION": ("业务由承继人继续", "the business goes on with a successor"),
        "PROVISION": ("提供给另一处理者", "a copy for another handler"),
        "NEW_PURPOSE": ("承继人用于新的目的", "a new purpose of the successor"),
    },
    "consent.Scope": {
        "campaigns:read": ("读告知的进展", "read campaigns"),
        "campaigns:write": ("准备、开始和结束告知", "prepare, open and close campaigns"),
    },
    "consent.CampaignState": {
        "PREPARED": ("已备好", "prepared"),
        "OPEN": ("征询中", "open"),
        "CLOSED": ("已截止", "closed"),
    },
    "consent.Lane": {
        "SELF": ("本人答复", "answers in person"),
        "GUARDIAN": ("监护人答复", "guardian answers"),
    },
    "consent.Delivery": {
        "QUEUED": ("待送达", "queued"),
        "REACHED": ("已送达", "reached"),
        "UNREACHED": ("未送达", "not reached"),
    },
    "consent.Answer": {
        "GIVEN": ("同意", "yes"),
        "REFUSED": ("不同意", "no"),
    },
    "consent.Channel": {
        "PORTAL": ("网页", "web"),
        "PAPER": ("书面", "paper"),
        "PHONE": ("电话", "telephone"),
        "SIMULATED": ("演示，没有问过任何人", "demo, nobody was asked"),
    },
    "consent.Outcome": {
        "EXCLUDED": ("不转移并销毁", "does not move, is destroyed"),
        "MARKETING_OFF": ("随合同转移，不再营销", "moves with the contract, no marketing"),
        "SEALED": ("依法封存", "sealed, a legal duty keeps it"),
        "FROZEN": ("有争议，冻结", "frozen until decided"),
    },
    # What a notice must say, by the names that ``consent.rules.CONTENTS`` gives the parts.
    "consent.contents": {
        "event": ("发生了什么", "what happens"),
        "effective_on": ("何时生效", "from when"),
        "controller": ("变更后的处理者", "who handles the data afterwards"),
        "recipient_name": ("接收方名称", "name of the recipient"),
        "recipient_contact": ("接收方联系方式", "contact of the recipient"),
        "purpose": ("处理目的", "purpose"),
        "method": ("处理方式", "method"),
        "categories": ("信息种类", "categories of data"),
        "rights": ("个人权利与行使方式", "rights and how to use them"),
        "refusal": ("不同意会怎样", "what a no means"),
        "retention": ("保存多久", "for how long"),
        "controller_contact": ("保管公司的联系方式", "contact of the company that keeps it"),
        "instrument": ("法律依据", "what the law asks for"),
    },
    "destruction.Basis": {
        "EXPIRED": ("保存期满", "past retention"),
        "WITHDRAWN": ("同意已撤回", "consent withdrawn"),
        "OBJECTED": ("本人反对", "the person objected"),
        "REQUESTED": ("本人请求删除", "the person asked for it"),
        "DEAL_CLOSED": ("转让已完成", "the deal is closed"),
        "DEAL_TERMINATED": ("转让已终止", "the deal is terminated"),
    },
    "destruction.State": {
        "PROPOSED": ("已提出", "proposed"),
        "CONFIRMED": ("已确认", "confirmed"),
        "BEGUN": ("销毁中", "begun"),
        "VERIFIED": ("已核实", "verified"),
        "CERTIFIED": ("已出证明", "certified"),
        "FINAL": ("已完结", "final"),
    },
    "destruction.Cause": {
        "DISPUTE": ("存在争议", "a dispute"),
        "STATUTE": ("法律要求保存", "a statute keeps it"),
        "AUTHORITY": ("主管部门要求", "an authority asked for it"),
    },
    "intake.Doubt": {
        "same_mobile": ("手机号相同", "same mobile number"),
        "same_name": ("姓名相同", "same name"),
        "same_id": ("证件号相同", "same ID number"),
        "contradiction": ("内容互相矛盾", "contradiction"),
    },
    "intake.Out": {
        "staff": ("员工", "staff"),
        "recipient": ("收件人", "recipient"),
        "footer": ("合计等行", "footer"),
        "after_cut_off": ("截止日之后", "after the cut-off"),
        "at_rest": ("已有而只能存储", "held and at rest"),
    },
    "intake.Why": {
        "override": ("由你指定", "you said so"),
        "heading": ("列名即字段名", "the heading is the field's name"),
        "synonym": ("列名是字段的别名", "the heading is another name of it"),
        "last_part": ("合并表头的末段", "the last part of a merged heading"),
        "role": ("说明此人身份", "says who somebody is"),
        "recipient": ("收件人，不是客户", "a recipient, not the customer"),
        "dropped": ("由你舍弃", "you dropped it"),
        "empty": ("空列", "empty"),
        "unknown": ("未识别", "not recognised"),
    },
    "intake.Change": {
        "new": ("新增", "new"),
        "changed": ("有变化", "changed"),
        "unchanged": ("无变化", "unchanged"),
        "ended": ("已结束服务", "service ended"),
        "untouched": ("看过，未改动", "looked at, untouched"),
    },
}
