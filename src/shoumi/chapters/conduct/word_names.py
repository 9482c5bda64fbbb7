"""What the closed words of the chapter are called, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "conduct.Scope": {
        "conduct:read": ("读守则、抽查和奖励", "read rule books, checks and rewards"),
        "conduct:write": ("抽查、立案、奖励", "check, open cases, reward"),
        "conduct:decide": ("批准守则、处理案件、停用账号", "approve rules, decide cases, suspend"),
    },
    "conduct.BookState": {
        "DRAFT": ("草稿", "draft"),
        "IN_FORCE": ("施行中", "in force"),
        "REPLACED": ("已替换", "replaced"),
    },
    "conduct.Consulted": {
        "CONGRESS": ("经职工代表大会讨论", "discussed in the employees' congress"),
        "ALL_STAFF": ("经全体职工讨论", "discussed with all employees"),
        "UNION": ("与工会协商", "settled with the union"),
    },
    "conduct.CheckState": {
        "COMMITTED": ("已定种子", "seed committed"),
        "DRAWN": ("查看中", "being judged"),
        "CLOSED": ("已办结", "closed"),
    },
    "conduct.Kind": {
        "READ": ("查看", "read"),
        "LIST": ("列表或检索", "list or search"),
        "EXPORT": ("导出", "export"),
        "EMERGENCY": ("紧急开启", "emergency"),
        "MINOR": ("查看未成年人", "a minor's record"),
        "REFUSED": ("被拒", "refused"),
    },
    "conduct.Why": {
        "EXPORT": ("导出必查", "each export"),
        "EMERGENCY": ("紧急开启必查", "each emergency"),
        "MINOR": ("未成年人必查", "each look at a minor"),
        "CHECKER": ("查看人自己也要被查", "of each checker"),
        "CHANCE": ("随机", "by chance"),
        "LATE": ("种子定下以前的全查", "before the seed was committed"),
    },
    "conduct.Finding": {
        "FITS": ("合规", "fits"),
        "UNCLEAR": ("存疑", "unclear"),
        "BREACH": ("违规", "breach"),
    },
    "conduct.Ground": {
        "OWN_TASK": ("本人任务", "own task"),
        "AGREED": ("经同意", "agreed to before"),
        "CUSTOMER": ("应客户要求", "asked by the customer"),
        "ASK": ("先问本人", "the person has to be asked"),
        "NO_NEED": ("无需要", "no need"),
        "TOO_MANY": ("过多", "too many"),
        "PURPOSE": ("另作他用", "another purpose"),
    },
    "conduct.Code": {
        "VOLUME": ("一周打开的资料比同岗多得多", "far more records in a week than peers"),
        "RISE": (
            "一周打开的资料比自己平时多得多",
            "far more records than in one's other weeks",
        ),
        "BURST": ("几分钟内接连打开", "many within minutes"),
        "NIGHT": ("夜里或休息日打开", "at night or on days of rest"),
        "NO_TASK": ("没有任务", "without a task"),
        "NEW_DEALS": (
            "一下子打开许多没做过的转让",
            "many deals at once in which one did nothing before",
        ),
        "IN_ORDER": (
            "按登记次序一位接一位",
            "one customer after the other, in the order of intake",
        ),
        "AFTER_NOTICE": ("提出离职后打开得更多", "more than before, once notice was given"),
        "EXPORTS": ("导出比同岗多", "more exports than peers"),
        "EMERGENCIES": ("紧急开启比同岗多", "more emergencies than peers"),
        "MINORS": ("看未成年人比同岗多", "more looks at minors than peers"),
        "REFUSED": ("被拒比同岗多", "refused more often than peers"),
        "ONE_CUSTOMER": ("许多天反复打开同一位", "the same customer on many days"),
        "SLEEPER": ("久不用的账号忽然用得多", "much at once from an account long unused"),
    },
    "conduct.CaseState": {
        "TOLD": ("已告知，可申辩", "told; a reply is open"),
        "DECIDED": ("已处理，可申诉", "decided; an appeal is open"),
        "APPEALED": ("申诉复核中", "appealed"),
        "FINAL": ("已终结", "final"),
        "DROPPED": ("已撤案", "dropped"),
    },
    "conduct.Sanction": {
        "NONE": ("不予处分", "none"),
        "TALK": ("谈话", "a talk"),
        "TRAINING": ("再培训", "training again"),
        "WARNING": ("口头警告", "warning"),
        "WRITTEN": ("书面警告", "written warning"),
        "ROLE_ENDS": ("免去接触个人信息的角色", "the role ends"),
        "DISMISSAL": ("解除劳动合同", "dismissal"),
    },
    "conduct.Thanks": {
        "PRAISE": ("表扬", "praise"),
        "CERTIFICATE": ("荣誉证书", "certificate"),
        "DAY_OFF": ("休假一天", "a day off"),
        "TRAINING": ("自选培训", "training of one's choice"),
        "MENTOR": ("聘为带教", "mentor of others"),
    },
    "conduct.For": {
        "REPORTED": ("及时报告失误或隐患", "telling of a mistake or danger at once"),
        "STOPPED": ("阻止了事故", "keeping something from happening"),
        "IMPROVED": ("改进了做法", "improving how it is done"),
        "HELPED": ("帮助同事守规矩", "helping others to do right"),
        "FAULTLESS": ("一年抽查无问题", "a year of checks without a finding"),
    },
    "conduct.Voice": {
        "AGREES": ("征求过我的意见，没有不同意见", "I was asked and agree"),
        "RECORDED": (
            "征求过我的意见，我的意见如实记在里面",
            "I was asked; my opinion stands there as I gave it",
        ),
        "NOT_HEARD": (
            "没有征求过我的意见，或者记得不对",
            "I was not asked, or what I said is missing",
        ),
    },
    "conduct.Danger": {
        "SCORE": ("几个访问信号合计超过界限", "several signals together are beyond the bound"),
        "SIGNALS": ("访问信号异常", "unusual signals"),
        "BREACH": ("涉嫌违规", "a suspected breach"),
        "ACCOUNT": ("账号可能被他人使用", "somebody else may use the account"),
    },
}
