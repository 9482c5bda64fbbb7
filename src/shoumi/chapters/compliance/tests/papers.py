"""Data for one document of each template of this chapter.  Everyone in it is fictitious."""

from __future__ import annotations

from shoumi.base.documents.tests.samples import COMMON

MATRIX = [
    ["中", "高", "严重", "严重"],
    ["中", "中", "高", "严重"],
    ["低", "中", "中", "高"],
    ["低", "低", "中", "中"],
]

SAMPLES: dict[str, dict] = {
    "pipia_report": {
        "number": "PIPIA-002",
        "date": "2026-09-14",
        "deal": "D-2026-0001",
        "subject": "向受让方提供客户个人信息",
        "assessors": ["林示范（个人信息保护负责人）", "周模拟（法务）"],
        "basis": ["个人信息保护法第五十五、五十六条", "GB/T 39335—2020"],
        "scope": "覆盖尽职调查、告知与同意、加密交付和受让方接收的全过程。",
        "activities": [
            ["向受让方提供", "延续服务", "姓名、手机、地址", "海棠虚构科技有限公司", 988],
            ["短信发送告知", "履行告知义务", "手机号码", "速达虚构短信服务有限公司", 988],
        ],
        "necessity": "交付范围以单独同意为限，字段以延续服务所必需为限。",
        "impacts": [
            ["自主决定", "中", "逐人单独同意，沉默不视为同意。"],
            ["差别待遇", "低", "不作自动化决定。"],
            ["名誉与精神", "中", "地址与服务记录可能反映家庭情况。"],
            ["财产", "高", "38 人保存银行账户。"],
        ],
        "likelihoods": [
            ["网络与技术", "低", "全程加密。"],
            ["人员与第三方", "中", "一家供应商可见手机号码。"],
        ],
        "matrix": MATRIX,
        "before": {"impact": 3, "likelihood": 3, "grade": "高"},
        "after": {"impact": 3, "likelihood": 2, "grade": "中"},
        "measures": [
            ["交付包加密到受让方公钥", "李测试", "2026-11-06", "已完成"],
            ["供应商令牌每日更换", "沈测试", "2026-09-20", "进行中"],
        ],
        "residual": "剩余风险为供应商误发，已约定 2 小时内通知。",
        "conclusion": "采取上述措施后风险等级为“中”，可以进行。",
        "triggers": ["处理目的、方式或接收方变更；", "发生个人信息安全事件；", "超过一年。"],
        "keep_until": "2029-09-14",
        "signers": [
            {"field": "assessor", "name": "林示范", "role": "影响评估负责人", "role_en": "assessor"}
        ],
    },
}
SAMPLES = {name: {**COMMON, **data} for name, data in SAMPLES.items()}
