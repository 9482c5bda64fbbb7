"""Data for one document of each template.  Everyone in it is fictitious."""

from __future__ import annotations

PROOF = {
    "position": 41,
    "size": 42,
    "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
SHA = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
COMMON = {"issuer": "示范港公司转让平台（虚构）", "proof": PROOF, "demo": True}
TARGET = {
    "name": "云岚虚构家政服务有限公司",
    "code": "91990000MA0DEM0213",
    "representative": "赵虚甲",
}
BUYER = {"name": "海棠虚构科技有限公司", "code": "91990000MA0DEM03XT", "representative": "孙虚丙"}
L1_TABLE = {
    "title": "客户构成",
    "en": "Customers by kind",
    "columns": [["类别", "kind"], ["人数", "persons"], ["占比", "share"]],
    "rows": [
        ["在服务个人客户", 862, "87.2%"],
        ["企业客户联系人", 120, "12.1%"],
        ["不满十四周岁", "<10", "—"],
    ],
    "note": "截至 2026-08-25。",
}

SAMPLES: dict[str, dict] = {
    "key_sheet": {
        "number": "2/5",
        "date": "2026-09-02",
        "sheet": 2,
        "of": 5,
        "need": 3,
        "public_key": "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
        "words": ["academic", "zero", "sample"] * 11,
    },
    "nda": {
        "number": "NDA-2026-0001",
        "date": "2026-09-02",
        "deal": "D-2026-0001",
        "disclosing": TARGET,
        "receiving": BUYER,
        "persons": ["孙虚丙（法定代表人）", "𬭚龘样本（顾问）"],
        "starts_on": "2026-09-02",
        "ends_on": "2028-09-02",
        "scope": [
            "经营、财务与合同资料；",
            "客户资料的汇总、假名化与抽样材料；",
            "谈判内容及交易条件。",
        ],
        "purpose": "仅为评估是否受让目标公司 70% 股权及其条件。",
        "return_workdays": 10,
        "breach_hours": 24,
        "dispute": "争议由目标公司住所地人民法院管辖。",
        "liquidated": {"amount": 150000, "estimated_loss": 120000},
        "signers": [
            {
                "field": "disclosing",
                "name": "赵虚甲",
                "role": "披露方",
                "role_en": "disclosing party",
            },
            {
                "field": "receiving",
                "name": "孙虚丙",
                "role": "接收方",
                "role_en": "receiving party",
            },
        ],
    },
    "handover_record": {
        "number": "HO-2026-0001",
        "date": "2026-11-06",
        "deal": "D-2026-0001",
        "sender": TARGET["name"],
        "recipient": BUYER["name"],
        "at": "2026-11-06 10:00 (UTC+8)",
        "reconciliation": {"consented": 412, "withdrawn": 3, "sent": 409},
        "package": {
            "format": "age v1 (X25519)",
            "sha256": SHA,
            "bytes": 123456,
            "rows": 409,
            "fields": "姓名、手机、地址、服务类型",
            "fingerprint": SHA,
        },
        "contents": [
            ["MANIFEST.json", 812, SHA],
            ["data.parquet", 40960, SHA],
            ["data.csv", 51200, SHA],
        ],
        "receipt": {
            "sha256": SHA,
            "equal": True,
            "signer": "孙虚丙",
            "at": "2026-11-06 11:30 (UTC+8)",
        },
        "items": [["公章", 1, "旧章已作废"], ["U 盾（新）", 1, ""]],
        "signers": [
            {"field": "sender", "name": "赵虚甲", "role": "交付方", "role_en": "from"},
            {"field": "recipient", "name": "孙虚丙", "role": "接收方", "role_en": "to"},
        ],
    },
    "closing_report": {
        "number": "CL-2026-0001",
        "date": "2026-11-20",
        "deal": "D-2026-0001",
        "deal_type": "股权转让",
        "target": TARGET["name"],
        "closed_on": "2026-11-20",
        "parties": [["转让方", "赵虚甲", "已关闭"], ["受让方", BUYER["name"], "已关闭"]],
        "milestones": [["受理", "完成", "2026-08-24", 3], ["数据交接", "完成", "2026-11-06", 388]],
        "counts": [["告知", 988], ["同意", 412], ["撤回", 3], ["交付", 409]],
        "deadlines": [["股权变更登记", "2026-11-09", "2026-10-20"]],
        "destructions": [["DR-001", TARGET["name"], "2026-08-25", SHA]],
        "open_matters": [],
        "conclusion": "数据交接核对一致，资料室已关闭，销毁证明齐备。",
        "signers": [
            {
                "field": "dpo",
                "name": "林示范",
                "role": "个人信息保护负责人",
                "role_en": "privacy officer",
            }
        ],
    },
    "teaser": {
        "number": "L0-2026-0001",
        "date": "2026-08-28",
        "headline": "华东某家政服务公司 70% 股权转让",
        "highlights": [
            ["行业", "industry", "居民服务"],
            ["成立年限", "age", "8 年"],
            ["客户规模", "customers", "约 1,000 人"],
        ],
        "tables": [L1_TABLE],
        "suppressed_under": 10,
        "contact": "平台顾问，项目编号 L0-2026-0001",
    },
    "room_l1": {
        "number": "L1-2026-0001",
        "date": "2026-09-04",
        "deal": "D-2026-0001",
        "as_of": "2026-09-01",
        "suppressed_under": 10,
        "k": 5,
        "tables": [L1_TABLE, {**L1_TABLE, "title": "服务类型", "en": "Services"}],
    },
    "room_paper": {
        "number": "3.1",
        "date": "2026-09-07",
        "title": "家政服务框架合同",
        "parts": [
            {"text": "第四条 服务内容。乙方每周二、周五为甲方公共区域提供保洁。"},
            {"name": "价目", "en": "Prices"},
            {"columns": [["服务", "service"], ["元", "yuan"]], "rows": [["保洁", 200]]},
        ],
    },
}
SAMPLES = {name: {**COMMON, **data} for name, data in SAMPLES.items()}
