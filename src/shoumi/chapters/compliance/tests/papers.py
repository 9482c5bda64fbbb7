"""Data for one document of each template of this chapter.  Everyone in it is fictitious."""

from __future__ import annotations

from shoumi.base.documents.tests.samples import COMMON

GRADES = [
    ["中", "高", "严重", "严重"],
    ["中", "中", "高", "严重"],
    ["低", "中", "中", "高"],
    ["低", "低", "中", "中"],
]


def _square(grade: str, row: int, column: int) -> dict:
    return {
        "grade": grade,
        "before": [1] if (row, column) == (1, 2) else [],
        "after": [1] if (row, column) == (1, 1) else [],
    }


SAMPLES: dict[str, dict] = {
    "pipia_report": {
        "number": "PIPIA-002",
        "date": "2026-09-14",
        "facts": [
            ["交易编号", "deal", "D-2026-0001"],
            ["被转让公司", "company", "云岚虚构家政服务有限公司"],
            ["统一社会信用代码", "credit code", "91990000MA0DEM0213"],
            ["评估人", "assessors", "林示范"],
            ["批准人", "approver", "周模拟"],
            ["个人信息主体人数", "data subjects", "988 人（2026-09-14 14:00 (UTC+8) 计数）"],
        ],
        "sections": [
            {
                "key": "activities",
                "name": ["处理活动", "Processing activities"],
                "columns": [
                    ["处理活动", "activity"],
                    ["目的", "purpose"],
                    ["方式", "method"],
                    ["数据类别", "data"],
                    ["必要性", "necessity"],
                ],
                "rows": [
                    ["向受让方提供", "延续服务", "加密交付", "姓名、手机、地址", "没有人填写"],
                ],
                "text": "",
                "empty": "没有人填写",
            },
            {
                "key": "risks",
                "name": ["风险", "Risks"],
                "columns": [
                    ["风险", "risk"],
                    ["来源", "source"],
                    ["影响及理由", "impact and why"],
                    ["可能性及理由", "likelihood and why"],
                    ["等级", "grade"],
                ],
                "rows": [
                    [
                        "1. 接收方安全不足：服务器共用",
                        "接收方",
                        "高：38 人有银行账户",
                        "高：没有测评",
                        "高",
                    ],
                ],
                "text": "",
                "empty": "",
            },
            {
                "key": "conclusion",
                "name": ["结论", "conclusion"],
                "columns": [],
                "rows": [],
                "text": "",
                "empty": "没有人填写",
            },
        ],
        "matrix": [
            [_square(grade, row, column) for column, grade in enumerate(grades)]
            for row, grades in enumerate(GRADES)
        ],
        "signers": [
            {"field": "approver", "name": "周模拟", "role": "批准人", "role_en": "approver"}
        ],
    },
}
SAMPLES = {name: {**COMMON, **data} for name, data in SAMPLES.items()}
