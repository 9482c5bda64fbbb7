"""Data for one document of each template of this chapter.  Everyone in it is fictitious."""

from __future__ import annotations

from shoumi.base.documents.tests.samples import COMMON, SHA, TARGET

SAMPLES: dict[str, dict] = {
    "destruction_certificate": {
        "number": "DR-001",
        "date": "2026-08-25",
        "deal": "D-2026-0001",
        "stage": 1,
        "controller": TARGET["name"],
        "operator": "李测试（安全）",
        "approver": "林示范（个人信息保护负责人）",
        "destroyed_at": "2026-08-25 16:20 (UTC+8)",
        "basis": "保存期限届满（个人信息保护法第四十七条）",
        "retention_rule": "账户关闭后 3 年",
        "hold_check": "无法定保全，核查于 2026-08-25",
        "manifest": [["已关闭账户", 12, 18432, SHA]],
        "stores": [["数据库记录", 12, "加密擦除", "不可解密"], ["盲索引", 36, "删除", "无命中"]],
        "keys": {"count": 12, "digest": SHA, "copies": 1, "escrow": "无"},
        "verification": {"method": "逐条重读，须全部失败", "sample": "12 / 12", "result": "通过"},
        "residual": [["密钥库备份", "2026-09-08", "到期前仅可恢复密钥库本身"]],
        "exceptions": [],
        "tool": "Shoumi 0.1.0",
        "signers": [
            {"field": "operator", "name": "李测试", "role": "执行人", "role_en": "operator"},
            {"field": "approver", "name": "林示范", "role": "监督人", "role_en": "approver"},
        ],
    },
}
SAMPLES = {name: {**COMMON, **data} for name, data in SAMPLES.items()}
