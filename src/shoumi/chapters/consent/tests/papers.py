"""Data for one document of each template of this chapter.  Everyone in it is fictitious."""

from __future__ import annotations

from shoumi.base.documents.tests.samples import BUYER, COMMON, SHA, TARGET

SAMPLES: dict[str, dict] = {
    "notice": {
        "number": "NT-2026-0001",
        "date": "2026-09-21",
        "kind": "art22",
        "addressee": "尊敬的客户",
        "event": "云岚虚构家政服务有限公司将与海棠虚构科技有限公司合并，您的个人信息将随之转移。",
        "effective_on": "2026-10-23",
        "recipient": {
            "name": BUYER["name"],
            "contact": "154 0000 0103",
            "address": "示例省虚构市样本路1号",
        },
        "categories": ["姓名、手机号码、地址；", "服务合同与服务记录。"],
        "purpose_changed": True,
        "new_purposes": ["上门家教推荐"],
        "object_by": "2026-10-19",
        "version": "1.0",
        "version_sha256": SHA,
        "channel": "回执页面、电话 154 0000 0111",
        "consequences": "您不答复的，原有服务照常继续，信息按原目的转移；您仍可随时提出异议。",
        "controller": {"name": TARGET["name"], "contact": "154 0000 0002", "dpo": "林示范"},
        "minors": True,
    },
    "separate_consent": {
        "number": "SC-2026-0001",
        "date": "2026-09-21",
        "article": 23,
        "recipient": {"name": BUYER["name"], "contact": "154 0000 0103"},
        "purpose": "延续家政服务并联系您安排服务。",
        "manner": "加密传输，存入接收方客户系统；不作自动化决定。",
        "categories": ["姓名", "手机号码", "地址", "服务类型"],
        "retention": "服务关系结束后 3 年",
        "sensitive": {
            "kinds": "银行账户",
            "necessity": "扣收服务费所必需。",
            "impact": "泄露可能造成财产损失。",
        },
        "guardian": {"name": "吴演示", "relation": "母亲", "checked": "2026-09-22"},
        "refusal": "您可以随时在回执页面撤回，撤回前的处理不受影响。拒绝不影响现有服务。",
        "choice": "given",
        "answered_at": "2026-09-24 10:15",
        "receipt": "rcp-7k3m9x2n4p5q6r8s",
        "version": "1.0",
        "version_sha256": SHA,
    },
}
SAMPLES = {name: {**COMMON, **data} for name, data in SAMPLES.items()}
