"""Texts of chapter 5: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.vendors import form_messages, token_messages, workbook_messages
from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    "vendors.no_vendor": Message(
        zh="没有这个供应商。",
        en="There is no such vendor.",
        remedy_zh="在“供应商”里找，或用 `shoumi vendor list`。",
        remedy_en="Look under Vendors, or with `shoumi vendor list`.",
    ),
    "vendors.no_review": Message(
        zh="没有这份问卷。",
        en="There is no such questionnaire.",
        remedy_zh="从供应商页上打开。",
        remedy_en="Open it from the vendor's page.",
    ),
    "vendors.no_such_agreement": Message(
        zh="没有这份委托处理协议。",
        en="There is no such processing agreement.",
        remedy_zh="从供应商页上打开。",
        remedy_en="Open it from the vendor's page.",
    ),
    "vendors.no_incident": Message(
        zh="没有这个事件，或者已经处理完。",
        en="There is no such incident, or it is settled.",
        remedy_zh="从供应商页上打开。",
        remedy_en="Open it from the vendor's page.",
    ),
    "vendors.already_there": Message(
        zh="这家供应商已经登记过（统一社会信用代码相同）。",
        en="That vendor is registered already (the same credit code).",
        remedy_zh="打开原来那一家，改它的登记。",
        remedy_en="Open that one and change what stands there.",
    ),
    "vendors.nothing_listed": Message(
        zh="没有选：{part}。",
        en="None was chosen: {part}.",
        remedy_zh="写明它按什么方式、为什么目的、拿到哪些字段；没有写的，一样也到不了它那里。",
        remedy_en="Say way, purpose and fields; what is not listed never reaches it.",
    ),
    "vendors.unknown_field": Message(
        zh="字段清单里没有：{fields}。",
        en="The register does not have: {fields}.",
        remedy_zh="先在字段清单里登记。",
        remedy_en="Add them to the register of fields first.",
    ),
    "vendors.text_missing": Message(
        zh="还没有写：{part}。",
        en="Nobody wrote: {part}.",
        remedy_zh="写上再交。",
        remedy_en="Write it and hand it in again.",
    ),
    "vendors.same_person": Message(
        zh="写评估的人不能自己批准。",
        en="Who wrote an assessment does not approve it.",
        remedy_zh="请另一位批准：主要负责人、法务或保护负责人。",
        remedy_en="Have another approve it: head, legal or protection officer.",
    ),
    "vendors.impact_too_high": Message(
        zh="采取措施以后风险仍是{grade}，不能委托。",
        en="With the measures the risk is still {grade}; nothing may be entrusted.",
        remedy_zh="加措施，重写评估；降不下来就换一家。",
        remedy_en="Add measures and assess again; where that does not help, choose another vendor.",
    ),
    "vendors.nothing_to_approve": Message(
        zh="没有等着批准的评估。",
        en="No assessment waits to be approved.",
        remedy_zh="先写评估。",
        remedy_en="Write one first.",
    ),
    "vendors.already_asked": Message(
        zh="上一份问卷还没有答完或审完。",
        en="The last questionnaire is not answered, or not judged.",
        remedy_zh="催对方答完，或先审完那一份。",
        remedy_en="Remind the vendor, or judge that one first.",
    ),
    "vendors.link_unknown": Message(
        zh="这个链接不能用：已经交过，过了期，或者抄错了。",
        en="This link is worth nothing: it was handed in, is too old, or was copied wrongly.",
        remedy_zh="请发问卷的人重新发一份。",
        remedy_en="Ask whoever sent it for another.",
    ),
    "vendors.report_link_unknown": Message(
        zh="这个链接不能用：已经换过，合作已经结束，或者抄错了。",
        en="This link is worth nothing: replaced, miscopied, or the service is over.",
        remedy_zh="打电话给委托方的值守，请他们重发；事件不要等。",
        remedy_en="Call whoever is on duty at the company, ask for another; do not wait.",
    ),
    "vendors.too_many_reports": Message(
        zh="今天用这个链接已经报了 {most} 次。",
        en="This link was used {most} times today.",
        remedy_zh="打电话给委托方的值守。",
        remedy_en="Call whoever is on duty at the company.",
    ),
    "vendors.answers_missing": Message(
        zh="还有 {count} 题没有答。",
        en="{count} questions have no answer.",
        remedy_zh="答完再交；不适用的，选“不适用”并写原因。",
        remedy_en="Answer them; where one does not apply, say so and why.",
    ),
    "vendors.already_answered": Message(
        zh="已经有人交了。",
        en="Somebody has handed it in.",
        remedy_zh="要改的话，请对方重新发一份问卷。",
        remedy_en="To change it, ask for another questionnaire.",
    ),
    "vendors.nothing_answered": Message(
        zh="对方还没有交，或者已经审完。",
        en="It was not handed in, or is judged already.",
        remedy_zh="等对方交了再审。",
        remedy_en="Wait until the vendor has handed it in.",
    ),
    "vendors.agreement_lacks": Message(
        zh="委托处理协议还缺：{part}。",
        en="The processing agreement lacks: {part}.",
        remedy_zh="补上再交；法律要求写明的一样不能少（个人信息保护法第二十一条）。",
        remedy_en="Add it: nothing that the law asks for may be missing (PIPL 21).",
    ),
    "vendors.signers_missing": Message(
        zh="委托方和受托方都要有人签。",
        en="Both the house and the vendor sign.",
        remedy_zh="列明双方各一位签署人。",
        remedy_en="Name a signer of each.",
    ),
    "vendors.not_a_signer": Message(
        zh="您不是这份协议的签署人。",
        en="You are no signer of this agreement.",
        remedy_zh="请协议里列明的人来签。",
        remedy_en="Those sign who are named in it.",
    ),
    "vendors.not_a_draft": Message(
        zh="这份协议已经签完、撤回或结束。",
        en="It is signed, taken back or over.",
        remedy_zh="要改的话，另起草一份。",
        remedy_en="Draw up another to change it.",
    ),
    "vendors.signed_meanwhile": Message(
        zh="另一位刚刚签署，您签的已不是最新文本。",
        en="The other has just signed; what you signed is not the latest paper.",
        remedy_zh="在最新文本上重新签。",
        remedy_en="Sign again, on the latest paper.",
    ),
    "vendors.not_in_force": Message(
        zh="这份协议没有生效，或者已经结束。",
        en="It is not in force.",
    ),
    "vendors.no_token": Message(
        zh="数据现在到不了这家供应商：{lack}。",
        en="Nothing reaches this vendor now: {lack}.",
        remedy_zh="打开供应商页，按列出的逐项补上。",
        remedy_en="Open the vendor's page and mend what stands there.",
    ),
    "vendors.not_entrusted": Message(
        zh="没有一家供应商的令牌准许这样寄送：{way}，目的是{purpose}，字段有{fields}。",
        en="No vendor's token allows this: by {way}, for {purpose}, with {fields}.",
        remedy_zh="在“供应商”里登记替您寄送的公司，评估、问卷、协议齐了以后发令牌；"
        "方式、目的和字段要写全。",
        remedy_en="Register whoever delivers under Vendors; with impact, answers and agreement "
        "issue its token for that way, purpose and these fields.",
    ),
    "vendors.not_yet_known": Message(
        zh="对方知道的时间还没有到。",
        en="It is said to have been known later than now.",
        remedy_zh="填对方实际知道的时间，不晚于现在。",
        remedy_en="Fill in since when it is really known there.",
    ),
    "vendors.other_account": Message(
        zh="现在的短信账号或邮件服务器不是令牌上写的那一个（{way}），没有寄出。",
        en="The account or relay set up now is not the one the vendor's token names ({way}); "
        "nothing was sent.",
        remedy_zh="如果它还是这家供应商的，在供应商页重新发令牌；如果换了公司，先登记、评估新的那一家。",
        remedy_en="If it is still this vendor's, issue its token again on its page; if it is "
        "another company's, register and assess that one first.",
    ),
    "vendors.proof_missing": Message(
        zh="要有证明文件。",
        en="A paper that proves it is needed.",
        remedy_zh="附上对方盖章的说明（PDF 或图片）。",
        remedy_en="Attach the vendor's statement (PDF or a picture).",
    ),
    "vendors.is_over": Message(
        zh="这家供应商的合作已经结束。",
        en="This vendor is one no more.",
        remedy_zh="重新合作的话，重新登记。",
        remedy_en="To work with it again, register it again.",
    ),
    "vendors.company_unknown": Message(
        zh="还没有填写本公司的资料，协议里写不出委托方。",
        en="Nobody said who this company is, so no agreement can name it.",
        remedy_zh="在“设置”里填写公司资料，或自备 PDF。",
        remedy_en="Fill it in under Settings, or bring a PDF of your own.",
    ),
    **token_messages.MESSAGES,
    "vendors.sub_processor_incomplete": Message(
        zh="第 {line} 行不全。",
        en="Line {line} is not whole.",
        remedy_zh="每一行写三样：名称、做什么、在哪里，中间用 | 隔开。",
        remedy_en="Write three things in each line, a bar between: name, what it does, where.",
    ),
    "vendors.listed_by_oneself": Message(
        zh="登记下级受托人的人，不能自己同意转委托。",
        en="Whoever listed a vendor's own vendor does not agree to it too.",
        remedy_zh="请另一位保护负责人或法务决定。",
        remedy_en="Ask another who is protection officer or legal.",
    ),
    **workbook_messages.MESSAGES,
    **form_messages.MESSAGES,
}

# Why a token does not hold is told of a demand too, so its name is what is said there.
_LACKS = (
    "vendors.impact_not_assessed",
    "vendors.risk_too_high",
    "vendors.not_answered",
    "vendors.not_judged",
    "vendors.score_too_low",
    "vendors.no_agreement",
    "vendors.sub_processor_not_agreed",
    "vendors.review_overdue",
    "vendors.sub_processor_not_reviewed",
    "vendors.incident_open",
    "vendors.return_not_confirmed",
    "vendors.over",
    "vendors.purpose_not_listed",
)
NAMES: Mapping[str, Mapping[str, Both]] = {
    "vendors.Part": {
        "name": ("名称", "its name"),
        "place": ("数据在哪里", "where the data lie"),
        "ways": ("方式", "ways"),
        "purposes": ("目的", "purposes"),
        "fields": ("字段", "fields"),
        "words": ("发生了什么", "what happened"),
    },
    "vendors.Scope": {
        "vendors:read": ("读供应商", "read vendors"),
        "vendors:write": ("登记、询问、审核供应商", "register, ask and judge vendors"),
        "vendors:sign": (
            "批准评估，签协议，发令牌",
            "approve assessments, sign agreements, issue tokens",
        ),
    },
    "vendors.Service": {
        "TEXT_MESSAGES": ("短信", "text messages"),
        "MAIL": ("邮件", "mail"),
        "LETTERS": ("印刷和邮寄", "printing and posting"),
        "CALLS": ("电话", "telephone"),
        "STORAGE": ("存储", "storage"),
        "OTHER": ("其他", "other"),
    },
    "vendors.State": {
        "ACTIVE": ("合作中", "active"),
        "ENDED": ("已结束", "over"),
    },
    "vendors.TermLack": {
        "clauses": ("条款", "clauses"),
        "purpose": ("目的", "purpose"),
        "method": ("处理方式", "method"),
        "protection": ("保护措施", "protection"),
        "fields": ("字段", "fields"),
        "term": ("期限", "term"),
        "help_days": ("协助答复请求的期限", "time to help with requests"),
        "notice_hours": ("事件通知的期限", "time to tell of incidents"),
    },
    "vendors.Stage": {
        "DRAFT": ("待签署", "to be signed"),
        "SIGNED": ("已签署", "signed"),
        "WITHDRAWN": ("已撤回", "taken back"),
        "ENDED": ("已结束", "over"),
    },
    "vendors.Why": {
        "replaced": ("换了新的", "replaced"),
        "incident": ("发生事件", "an incident"),
        "ended": ("合作结束", "it ended"),
        "by_hand": ("人工收回", "taken back"),
    },
    "vendors.Value": {
        "yes": ("是", "yes"),
        "partly": ("部分", "partly"),
        "no": ("否", "no"),
        "not_applicable": ("不适用", "does not apply"),
    },
    "vendors.Group": {
        "who": ("公司", "The company"),
        "rules": ("制度和人员", "Rules and people"),
        "guard": ("保护措施", "Protection"),
        "data": ("数据处理", "What is done with data"),
        "others": ("下级受托人", "Its own vendors"),
        "trouble": ("事件、请求与结束", "Incidents, requests, the end"),
    },
    "vendors.Passage": {
        "purpose": (
            "目的是否合法、正当、必要",
            "whether the purpose is lawful, legitimate and needed",
        ),
        "little": ("为什么是这些字段", "why these fields and no fewer"),
        "rights": ("对个人权益的影响", "what it means to people"),
        "protection": (
            "保护措施是否有效并与风险相适应",
            "whether protection is effective and fits the risk",
        ),
    },
    "vendors.Clause": {
        "purpose": ("目的", "purpose"),
        "term": ("期限", "term"),
        "method": ("处理方式", "method"),
        "categories": ("个人信息种类", "kinds of personal information"),
        "protection": ("保护措施", "protection"),
        "rights_and_duties": ("双方权利义务", "rights and duties of both sides"),
        "instructions": ("按指示处理，不得超范围", "as instructed, nothing beyond"),
        "confidentiality": ("人员保密", "confidentiality of its people"),
        "no_sub_entrusting": ("未经同意不得转委托", "no sub-entrusting without consent"),
        "help_with_requests": ("协助答复个人请求", "help with requests of people"),
        "incident_notice": ("事件通知", "notice of incidents"),
        "supervision": ("监督与审计权", "supervision and audit"),
        "return_or_delete": ("终止后返还或删除并证明", "return or deletion at the end, with proof"),
        "liability": ("违约责任", "liability"),
        "records": ("记录保存不少于三年", "records of three years at least"),
        "changes": ("重要变更先通知", "changes are told before"),
    },
    "vendors.Lack": {code: (MESSAGES[code].zh, MESSAGES[code].en) for code in _LACKS},
}

CONDITIONS: Mapping[str, ConditionText] = {}
