"""Texts of the detection of intrusions: refusals, why 12.2 does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "detection.no_case": Message(
        zh="没有这个告警，或者与您有关，由别人处理。",
        en="There is no such alert, or it is about you and others handle it.",
        remedy_zh="在“入侵检测”里找，或用 `shoumi detection list`。",
        remedy_en="Look under Detection, or with `shoumi detection list`.",
    ),
    "detection.already_begun": Message(
        zh="入侵检测已经在运行。",
        en="The watch runs already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "detection.not_begun": Message(
        zh="入侵检测没有打开。",
        en="The watch is not switched on.",
        remedy_zh="请安全负责人打开。",
        remedy_en="The security officer switches it on.",
    ),
    "detection.already_taken": Message(
        zh="这个告警已经有人接了。",
        en="Somebody has taken that alert already.",
        remedy_zh="看告警页上是谁。",
        remedy_en="See on its page who has.",
    ),
    "detection.not_taken": Message(
        zh="这个告警还没有人接，或者已经办结。",
        en="Nobody has taken that alert, or it is closed.",
        remedy_zh="先接下再查。",
        remedy_en="Take it first.",
    ),
    "detection.not_yours": Message(
        zh="这个告警由别人在查。",
        en="Another is looking into that alert.",
        remedy_zh="请接手的人办结。",
        remedy_en="Have whoever took it close it.",
    ),
    "detection.no_reason": Message(
        zh="没有写查到了什么。",
        en="It does not say what was found.",
        remedy_zh="写明依据；误报也要写为什么。",
        remedy_en="Say on what it rests; why, where it is a false alarm, too.",
    ),
    "detection.nobody_to_block": Message(
        zh="这个告警不是关于一个账号的。",
        en="That alert is not about one account.",
        remedy_zh="逐个账号停用登录。",
        remedy_en="Lock accounts out one by one.",
    ),
    # Why the demand does not hold: told in tables, so half a sentence.
    "detection.not_running": Message(
        zh="入侵检测十分钟没有运行",
        en="the watch for intrusions did not run for ten minutes",
        remedy_zh="看后台服务是否在运行。",
        remedy_en="See whether the worker runs.",
    ),
    "detection.case_waits": Message(
        zh="有告警十五分钟没有人接",
        en="an alert waits for more than fifteen minutes",
        remedy_zh="在“入侵检测”里接下并查清。",
        remedy_en="Take it on the page Detection and look into it.",
    ),
    "detection.log_cut": Message(
        zh="日志从头缺了一截，不足六个月",
        en="the log does not reach back to its beginning",
        remedy_zh="从副本恢复，并按事件处理。",
        remedy_en="Restore it from a copy, and treat it as an incident.",
    ),
    "detection.missing_12_2": Message(
        zh="网络流量只有接上 Suricata 才看",
        en="packets are looked at by Suricata alone, where it is",
        remedy_zh="网络上的入侵检测由主机前面的设备做，另行留证。",
        remedy_en="What watches packets stands before the host; keep its evidence.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "defence.Code": {
        "SIGNIN_GUESSING": ("反复猜一个账号的口令", "one account's password is guessed"),
        "SIGNIN_SPRAY": ("轮流试许多账号", "many accounts are tried in turn"),
        "PASSKEY_COPIED": ("通行密钥疑似被复制", "a passkey may have been copied"),
        "GATE_PROBING": ("一再查看被拒", "refused by the gate again and again"),
        "READ_RATE": ("查看快得不像人", "reads faster than anybody can"),
        "READ_BREADTH": ("一小时内看了太多客户", "reads too many customers within an hour"),
        "NIGHT_READS": ("深夜查看客户", "reads customers at night"),
        "SEARCH_RATE": ("连续检索客户", "searches for one customer after the other"),
        "PAGE_SCRAPING": ("翻资料室的页快得不像人", "turns pages faster than anybody can"),
        "ROOM_KNOCKING": ("一再试进资料室", "tries shut rooms again and again"),
        "EXPORT_BURST": ("连续导出名单", "takes out one list after the other"),
        "EMERGENCY_BURST": ("一天内多次紧急开启", "several emergencies within a day"),
        "CANARY_OPENED": ("打开了诱饵文件", "opens a canary paper"),
        "CANARY_TOUCHED": ("打开了客户名单里的诱饵", "opens a canary among the customers"),
        "CANARY_RETURNED": ("诱饵从外面回来了", "a canary came back from outside"),
        "SENSOR_ALERT": ("外部传感器告警", "a sensor outside raised it"),
        "RECORDS_NEAR": ("查看接近刑事立案数量", "reads near a threshold of criminal law"),
        "RECORDS_REACHED": ("查看已到刑事立案数量", "reads reached a threshold of criminal law"),
    },
    "defence.CaseState": {
        "OPEN": ("待接", "to be taken"),
        "TAKEN": ("在查", "looked into"),
        "CLOSED": ("已办结", "closed"),
    },
    "defence.Verdict": {
        "INTRUSION": ("外来入侵", "intrusion"),
        "MISUSE": ("内部滥用", "misuse by staff"),
        "FALSE_ALARM": ("误报", "false alarm"),
    },
}
