"""What the closed words of the chapter are called, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "incidents.Scope": {
        "incidents:read": ("读预案、事件和演练", "read plans, incidents and drills"),
        "incidents:write": ("起草预案、报告和处置事件", "draft plans, report and handle incidents"),
        "incidents:decide": (
            "批准预案、降级、认定责任、结案",
            "approve plans, grade lower, decide who answers, close",
        ),
    },
    "incidents.Section": {
        "PURPOSE": ("目标与适用", "Aim and scope"),
        "ORGANISATION": ("组织与职责、值班与替补", "Organisation, duty and deputies"),
        "GRADING": ("分级标准", "Grading"),
        "DETECTION": ("监测与发现", "Detection"),
        "REPORTING": ("报告流程与时限", "Reports and their times"),
        "RESPONSE": ("处置：遏制、取证、恢复", "Response: contain, keep evidence, recover"),
        "INFORMATION": ("信息处理：证据保全、日志", "Handling of information: evidence, logs"),
        "COMMUNICATION": ("沟通协调", "Communication"),
        "NOTICES": ("告知书", "Notices to persons"),
        "VENDORS": ("供应商事件", "Incidents at vendors"),
        "MINORS": ("未成年人", "Minors"),
        "ACCOUNTABILITY": ("总结与问责", "Summary and accountability"),
        "DRILLS": ("演练计划", "Drills"),
    },
    "incidents.Post": {
        "COMMAND": ("总指挥", "command"),
        "TECHNICAL": ("技术处置", "technical response"),
        "EVIDENCE": ("取证", "evidence"),
        "REPORTING": ("监管报告", "reports to authorities"),
        "NOTICES": ("客户告知", "notices to customers"),
    },
    "incidents.PlanState": {
        "DRAFT": ("草稿", "draft"),
        "IN_FORCE": ("施行中", "in force"),
        "REPLACED": ("已替换", "replaced"),
    },
    "incidents.Cause": {
        "YEARLY": ("首次制定或年度复审", "first version or yearly review"),
        "INCIDENT": ("事件的教训", "lesson of an incident"),
        "DRILL": ("演练没有做到", "missed in a drill"),
        "LAW": ("法律变化", "change of law"),
        "SYSTEM": ("系统或组织变化", "change of systems or organisation"),
    },
    "incidents.ChangeState": {
        "OPEN": ("等决定", "open"),
        "ADOPTED": ("已写进预案", "taken in"),
        "DECLINED": ("不采纳", "declined"),
    },
    "incidents.Kind": {
        "MISDELIVERY": ("误发", "sent to the wrong place"),
        "INTRUSION": ("入侵", "intrusion"),
        "INSIDER": ("内部人员", "insider"),
        "LOST_DEVICE": ("设备遗失", "lost device"),
        "VENDOR": ("供应商", "at a vendor"),
        "RANSOM": ("勒索", "ransom"),
        "OTHER": ("其他", "other"),
    },
    "incidents.Source": {
        "STAFF": ("员工发现", "found by staff"),
        "CUSTOMER": ("客户反映", "told by a customer"),
        "VENDOR": ("供应商通知", "told by a vendor"),
        "MONITORING": ("系统告警", "an alarm"),
        "AUTHORITY": ("监管通报", "told by an authority"),
    },
    "incidents.BreachState": {
        "OPEN": ("处置中", "being handled"),
        "CONTAINED": ("已止损", "contained"),
        "CLOSING": ("等结案", "to be closed"),
        "CLOSED": ("已结案", "closed"),
    },
    "incidents.Channel": {
        "PAGE": ("页面", "page"),
        "MAIL": ("邮件", "mail"),
        "PHONE": ("电话脚本", "phone script"),
        "SENSOR": ("监测文件", "sensor file"),
    },
    "incidents.StatusState": {
        "WRITTEN": ("等批准", "to be approved"),
        "AGREED": ("等第二位批准", "approved by one"),
        "PUBLIC": ("公开着", "public"),
        "REPLACED": ("已代替", "replaced"),
        "TAKEN_DOWN": ("已撤下", "taken down"),
    },
    "incidents.Part": {
        "MILESTONES": ("止损、查因、定责", "contained, cause found, who answers decided"),
        "NOTICES": ("报告和告知", "authority and people told"),
        "INJECTS": ("来的消息有人答复", "what came was answered"),
        "POSTS": ("值守的人联系到", "posts reached"),
        "TASKS": ("处置清单", "tasks of the playbook"),
    },
    "incidents.StepKind": {
        "NOTE": ("记一笔", "note"),
        "EVIDENCE": ("存证据", "evidence"),
        "LOCKED_OUT": ("请出某人全部会话", "ended the sessions of somebody"),
        "ROOMS_SHUT": ("关闭数据室", "shut rooms"),
        "DEAL_STOPPED": ("中止转让", "suspended a deal"),
        "TASKS_CLOSED": ("收回任务", "closed tasks"),
        "MEASURE": ("其他措施", "another measure"),
        "TASK": ("处置清单里的一项", "a task of the playbook"),
        "ANSWER": ("答复演练里来的消息", "answered what came in the drill"),
    },
    "incidents.Addressee": {
        "AUTHORITY": ("监管部门", "the authority"),
        "POLICE": ("公安机关", "the police"),
        "PERSONS": ("个人", "the persons"),
    },
    "incidents.Way": {
        "HOTLINE": ("12387 热线", "hotline 12387"),
        "ONLINE": ("网上报送", "online"),
        "PHONE": ("电话", "phone"),
        "TEXT_MESSAGE": ("短信", "text message"),
        "MAIL": ("邮件", "mail"),
        "LETTER": ("信函", "letter"),
        "ANNOUNCEMENT": ("公告", "announcement"),
    },
    "incidents.Root": {
        "HUMAN_ERROR": ("人为失误", "human error"),
        "PROCESS": ("流程缺陷", "a flaw of process"),
        "TECHNICAL": ("技术缺陷", "a technical flaw"),
        "MALICE": ("恶意行为", "malice"),
        "THIRD_PARTY": ("第三方", "a third party"),
    },
    "incidents.Finding": {
        "NOT_RESPONSIBLE": ("不负责任", "not responsible"),
        "NEGLIGENT": ("一般过失", "negligent"),
        "GROSSLY_NEGLIGENT": ("重大过失", "grossly negligent"),
        "INTENT": ("故意", "with intent"),
    },
    "incidents.Milestone": {
        "CONTAINED": ("止损", "contained"),
        "AUTHORITY_TOLD": ("报告监管部门", "authority told"),
        "PERSONS_TOLD": ("告知个人", "persons told"),
        "CAUSE_FOUND": ("查明原因", "cause found"),
        "RESPONSIBILITY": ("认定责任", "responsibility decided"),
        "SUMMARY": ("总结报告", "summary"),
    },
}
