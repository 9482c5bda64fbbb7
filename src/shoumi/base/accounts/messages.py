"""Texts of accounts: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "accounts.name_malformed": Message(
        zh="姓名为空、超过 {most} 个字符，或含有看不见的字符。",
        en="The name is empty, longer than {most} characters, or holds characters nobody can see.",
        remedy_zh="去掉首尾空格和不可见字符后重新填写。",
        remedy_en="Write it again without spaces at the ends and without invisible characters.",
    ),
    "accounts.name_is_role": Message(
        zh="这个姓名会被误认为平台的角色。",
        en="The name could be taken for a role of the house.",
        remedy_zh="填写本人的真实姓名。",
        remedy_en="Use the person's own name.",
    ),
    "accounts.not_permitted": Message(
        zh="此操作需要下列角色之一：{roles}。",
        en="This takes one of these roles: {roles}.",
        remedy_zh="请由持有该角色的人办理，或由两人授予该角色。",
        remedy_en="Ask someone who holds it, or have it granted by two people.",
    ),
    "accounts.no_such_person": Message(
        zh="没有此人。",
        en="There is no such person.",
        remedy_zh="核对人员编号。",
        remedy_en="Check the person's reference.",
    ),
    "accounts.already_founded": Message(
        zh="平台已有负责人，不能再次初始化。",
        en="The house has been founded already.",
        remedy_zh="增补人员请走登记和授权流程。",
        remedy_en="Enrol further people and have their roles granted.",
    ),
    "accounts.role_not_for_kind": Message(
        zh="{kind} 类人员不能担任 {role}。",
        en="A person of kind {kind} cannot hold {role}.",
        remedy_zh="改授合适的角色，或按正确的类别登记此人。",
        remedy_en="Grant a role that fits, or enrol the person as the right kind.",
    ),
    "accounts.role_needs_deal": Message(
        zh="{role} 只能在具体转让中授予。",
        en="{role} is held in one deal only.",
        remedy_zh="请指明转让。",
        remedy_en="Name the deal.",
    ),
    "accounts.already_holds": Message(
        zh="此人已持有 {role}。",
        en="The person holds {role} already.",
        remedy_zh="如需改变期限，先结束现有授权。",
        remedy_en="To change its term, end the present grant first.",
    ),
    "accounts.roles_apart": Message(
        zh="此人已任{held}，不能再任{role}：安全管理、数据操作与审计监督不由同一人担任。",
        en="The person holds {held} and cannot hold {role} as well: nobody administers security, "
        "operates on the data and audits at the same time.",
        remedy_zh="请另一人担任，或先在人员页收回原有岗位。",
        remedy_en="Give the role to another person, or end the other on the person's page first.",
    ),
    "accounts.stopped": Message(
        zh="账号已停用：有一次紧急开启没有按时复核。",
        en="The account is stopped: an emergency was not reviewed in time.",
        remedy_zh="请机构负责人或个人信息保护负责人复核那次紧急开启，之后自动恢复。",
        remedy_en="Have the head or the DPO review that emergency; then it runs again.",
    ),
    "accounts.not_active": Message(
        zh="此人已离任。",
        en="This person has left.",
        remedy_zh="重新登记后再授予角色。",
        remedy_en="Enrol the person anew before granting a role.",
    ),
    "accounts.no_such_ask": Message(
        zh="没有这份授权申请。",
        en="There is no such request for a role.",
        remedy_zh="核对申请编号，或重新申请。",
        remedy_en="Check its reference, or ask again.",
    ),
    "accounts.ask_spent": Message(
        zh="这份授权申请已用过或已过 24 小时。",
        en="The request was used already or is older than 24 hours.",
        remedy_zh="重新提出申请。",
        remedy_en="Ask again.",
    ),
    "accounts.too_many_asks": Message(
        zh="一次最多批准 {most} 份申请，选了 {count} 份。一份也没有批准。",
        en="{most} requests at most are approved at once; {count} were chosen. None was approved.",
        remedy_zh="分几次批准。",
        remedy_en="Approve them in several goes.",
    ),
    "accounts.two_people_needed": Message(
        zh="申请人和被授权人都不能批准这份申请。",
        en="Neither who asked for the role nor who would hold it may approve it.",
        remedy_zh="请另一位负责人或个人信息保护负责人批准。",
        remedy_en="Have the other of head and protection officer approve it.",
    ),
    "accounts.no_such_grant": Message(
        zh="没有这项授权。",
        en="There is no such grant.",
        remedy_zh="核对授权编号。",
        remedy_en="Check its reference.",
    ),
    "accounts.grant_over": Message(
        zh="这项授权已经结束。",
        en="The grant is over already.",
        remedy_zh="无需再操作。",
        remedy_en="There is nothing left to end.",
    ),
    "accounts.ends_before_it_begins": Message(
        zh="截止时间早于开始时间。",
        en="The role would be over before it begins.",
        remedy_zh="填写今后的截止时间。",
        remedy_en="Give an end that lies ahead.",
    ),
    "accounts.last_head": Message(
        zh="这是最后一位主要负责人。",
        en="This is the last head of the house.",
        remedy_zh="先授予另一位主要负责人。",
        remedy_en="Grant the role to someone else first.",
    ),
    "accounts.no_such_review": Message(
        zh="没有这次岗位复核。",
        en="There is no such access review.",
        remedy_zh="在“岗位复核”里找，或用 `shoumi access list`。",
        remedy_en="Look under Access review, or with `shoumi access list`.",
    ),
    "accounts.no_such_reviewed_role": Message(
        zh="复核里没有这个岗位。",
        en="That role is not in the review.",
        remedy_zh="在“岗位复核”的页面上选。",
        remedy_en="Choose it on the page of the review.",
    ),
    "accounts.review_runs": Message(
        zh="上一次岗位复核还没有到期。",
        en="The last access review is not due yet.",
        remedy_zh="先在那一次里逐个答复，{due} 之后再开始。",
        remedy_en="Answer in that one first; the next can begin after {due}.",
    ),
    "accounts.own_role": Message(
        zh="自己的岗位由别人复核。",
        en="Somebody else answers for your own role.",
        remedy_zh="负责人的岗位由个人信息保护负责人复核，其余由负责人复核。",
        remedy_en="The protection officer answers for the head, the head for everybody else.",
    ),
    "accounts.role_answered": Message(
        zh="这个岗位已经复核过。",
        en="That role was answered for.",
        remedy_zh="刷新页面看还剩哪些。",
        remedy_en="Look at the page again for what is left.",
    ),
    "accounts.review_over": Message(
        zh="复核已经到期，没有确认的岗位已自动收回。",
        en="The review is over; roles that nobody confirmed have ended.",
        remedy_zh="还要用的，另外申请、由两人授予。",
        remedy_en="Ask for the role anew; two people grant it.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "accounts.Kind": {
        "staff": ("内部人员", "staff"),
        "party": ("当事方", "party of a deal"),
        "external": ("外部人员", "outside the house"),
    },
    "accounts.Why": {
        "accounts.two_people_needed": ("自己批自己", "one person for both"),
        "accounts.ask_spent": ("申请已用过或过期", "the request was used, or is over"),
        "accounts.not_permitted": ("没有相应岗位", "holds no role for it"),
        "accounts.roles_apart": ("安全、操作与审计不能一人兼任", "roles nobody holds together"),
        "door.shut": ("门关着", "a door is shut"),
    },
}
