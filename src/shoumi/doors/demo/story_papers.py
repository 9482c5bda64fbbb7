"""The papers of the story: what stands in each, and who signs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shoumi.base.documents.signed_documents import make_pdf, people_sign
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.risk import Impact, Likelihood, grade
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.cast import Cast
from shoumi.doors.demo.sample_files import TARGET, USCC

ISSUER = "示范港公司转让平台（虚构）"
TARGET_PARTY = {"name": TARGET, "code": USCC, "representative": people.SELLER}
BUYER_NAME = "海棠虚构科技有限公司"
BUYER_PARTY = {"name": BUYER_NAME, "code": "91990000MA0DEM03XT", "representative": people.BUYER}
BUYER_CONTACT = "154 0000 0103"
CATEGORIES = ("姓名", "手机号", "地址与区县", "服务类型与年消费额")

# The buyer's notes held no file of ours: SHA-256 of the empty string.
_DIGEST_OF_NOTHING = hashlib.sha256(b"").hexdigest()

Signer = tuple[str, str, str, str]  # field, name, role zh, role en


def paper(
    template: str, number: str, on: datetime, signers: Sequence[Signer], /, **data: Any
) -> bytes:
    """One document of the demo, marked as such."""
    return make_pdf(
        template,
        {
            "number": number,
            "date": day_in_china(on).isoformat(),
            "issuer": ISSUER,
            "demo": True,
            "signers": [
                {"field": field, "name": name, "role": role, "role_en": role_en}
                for field, name, role, role_en in signers
            ],
            **data,
        },
    )


def signed(pdf: bytes, cast: Cast, signers: Sequence[Signer], reason: str, at: datetime) -> bytes:
    """The document with everybody's signature, each by his or her own key."""
    for field, name, _, _ in signers:
        pdf = people_sign(pdf, cast[name], name, reason, field, at)
    return pdf


def nda(
    deal: str, at: datetime, until: date, damages: int, loss: int, persons: Sequence[str]
) -> bytes:
    fields = [f"signer_{n}" for n in range(1, len(persons) + 1)]
    return paper(
        "nda",
        "NDA-2026-001",
        at,
        [(field, name, "签署人", "signer") for field, name in zip(fields, persons, strict=True)],
        deal=deal,
        disclosing=TARGET_PARTY,
        receiving=BUYER_PARTY,
        persons=list(persons),
        starts_on=day_in_china(at).isoformat(),
        ends_on=until.isoformat(),
        scope=[
            "经营、财务与合同资料；",
            "客户资料的汇总、去标识化与净室材料；",
            "谈判内容及交易条件。",
        ],
        purpose="仅为评估是否受让目标公司及其条件。",
        return_workdays=10,
        breach_hours=24,
        dispute="争议由目标公司住所地人民法院管辖。",
        liquidated={"amount": damages, "estimated_loss": loss},
    )


def assessment(
    number: str,
    deal: str,
    subject: str,
    at: datetime,
    before: tuple[Impact, Likelihood],
    after: tuple[Impact, Likelihood],
    count: int,
    keep_until: date,
    cast: Cast,
) -> bytes:
    signers = [("assessor", people.DPO, "影响评估负责人", "assessor")]
    made = paper(
        "pipia_report",
        number,
        at,
        signers,
        deal=deal,
        subject=subject,
        assessors=[f"{people.DPO}（个人信息保护负责人）", f"{people.LEGAL}（法务）"],
        basis=["个人信息保护法第五十五、五十六条", "GB/T 39335—2020", "令第25号附件2"],
        scope="覆盖尽职调查、告知与同意、加密交付和接收的全过程。",
        activities=[[subject, "公司转让", "、".join(CATEGORIES), BUYER_NAME, count]],
        necessity="字段以目的所必需为限，银行账户与证件影像不提供。",
        impacts=[
            ["自主决定", "中", "逐人告知或单独同意，沉默不视为同意。"],
            ["财产", before[0].value, "部分客户保存银行账户。"],
        ],
        likelihoods=[["人员与第三方", before[1].value, "一家供应商可见手机号。"]],
        matrix=[
            [grade(impact, likelihood).value for likelihood in Likelihood]
            for impact in reversed(Impact)
        ],
        before=_point(*before),
        after=_point(*after),
        measures=[
            ["交付包加密到受让方公钥", people.SECURITY, "2026-11-06", "进行中"],
            ["k≥5 去标识化，敏感字段不进数据室", people.DPO, "2026-09-07", "已完成"],
        ],
        residual="剩余风险为供应商误发，已约定 2 小时内通知。",
        conclusion=f"采取上述措施后风险等级为“{grade(*after).value}”。",
        triggers=["处理目的、方式或接收方变更；", "发生个人信息安全事件；", "超过一年。"],
        keep_until=keep_until.isoformat(),
    )
    return signed(made, cast, signers, "影响评估 PIPIA", at)


def _point(impact: Impact, likelihood: Likelihood) -> dict[str, object]:
    return {
        "impact": list(Impact).index(impact) + 1,
        "likelihood": list(Likelihood).index(likelihood) + 1,
        "grade": grade(impact, likelihood).value,
    }


def notice(number: str, kind: str, event: str, at: datetime, until: date) -> bytes:
    return paper(
        "notice",
        number,
        at,
        [],
        kind=kind,
        addressee="尊敬的客户",
        event=event,
        effective_on="2026-10-23",
        recipient={
            "name": BUYER_NAME,
            "contact": BUYER_CONTACT,
            "address": "示例省虚构市样本路1号",
        },
        categories=[f"{'、'.join(CATEGORIES)}；"],
        purpose_changed=False,
        object_by=until.isoformat(),
        version="1.0",
        channel="回执页面、电话 154 0000 0111",
        consequences="您不答复的，原有服务照常继续；您仍可随时提出异议。",
        controller={"name": TARGET, "contact": "154 0000 0002", "dpo": people.DPO},
        minors=True,
    )


def consent_notice(number: str, at: datetime, purpose: str) -> bytes:
    return paper(
        "separate_consent",
        number,
        at,
        [],
        article=23,
        recipient={"name": BUYER_NAME, "contact": BUYER_CONTACT},
        purpose=purpose,
        manner="加密传输，存入接收方客户系统；不作自动化决定。",
        categories=list(CATEGORIES),
        retention="服务关系结束后 3 年",
        refusal="您可以随时在回执页面撤回，撤回前的处理不受影响。拒绝不影响现有服务。",
        version="1.0",
    )


def destruction(
    number: str, deal: str, at: datetime, stage: int, facts: Mapping[str, Any], cast: Cast
) -> bytes:
    """``facts``: count, records, digest (of the order), residual_until (date), basis."""
    signers = [
        ("operator", people.OPERATIONS, "执行人", "operator"),
        ("approver", people.SECURITY, "见证人", "witness"),
    ]
    count, records = facts["count"], facts["records"]
    made = paper(
        "destruction_certificate",
        number,
        at,
        signers,
        deal=deal,
        stage=stage,
        controller=TARGET,
        operator=f"{people.OPERATIONS}（运维）",
        approver=f"{people.DPO}（个人信息保护负责人）",
        destroyed_at=f"{facts['destroyed_at'].astimezone(CHINA):%Y-%m-%d %H:%M} (UTC+8)",
        basis=facts["basis"],
        retention_rule="服务终止后 3 年",
        hold_check=f"无法定保全，核查于 {day_in_china(at).isoformat()}",
        manifest=[["客户记录", count, records, facts["digest"]]],
        stores=[
            ["密钥库", count, "删除密钥并清空日志", "无密钥"],
            ["数据库记录与盲索引", records, "加密擦除后删除", "无残留"],
        ],
        keys={"count": count, "digest": facts["digest"], "copies": 1, "escrow": "无"},
        verification={
            "method": "逐条复查密钥与记录",
            "sample": f"{count} / {count}",
            "result": "通过",
        },
        residual=(
            [["密钥库备份", facts["residual_until"].isoformat(), "到期前备份里可能仍有密钥"]]
            if stage == 1
            else []
        ),
        exceptions=[],
        tool="Shoumi 0.1.0",
    )
    return signed(made, cast, signers, "销毁证明 Destruction", at)


def handover(
    number: str,
    deal: str,
    at: datetime,
    package: Mapping[str, Any],
    counts: Mapping[str, int],
    cast: Cast,
) -> bytes:
    signers = [
        ("sender", people.SELLER, "交付方", "from"),
        ("recipient", people.BUYER, "接收方", "to"),
    ]
    moment = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} (UTC+8)"
    made = paper(
        "handover_record",
        number,
        at,
        signers,
        deal=deal,
        sender=TARGET,
        recipient=BUYER_NAME,
        at=moment,
        reconciliation=dict(counts),
        package={
            "format": "age v1 (X25519)",
            "sha256": package["sha256"],
            "bytes": package["bytes"],
            "rows": package["rows"],
            "fields": "、".join(CATEGORIES),
            "fingerprint": package["fingerprint"],
        },
        contents=package["contents"],
        receipt={
            "sha256": package["sha256"],
            "equal": True,
            "signer": people.BUYER,
            "at": moment,
        },
        items=[["公章", 1, "旧章已作废"], ["U 盾（新）", 1, "旧 U 盾不交接，已注销"]],
    )
    return signed(made, cast, signers, "资料交接 Handover", at)


def closing(
    deal: str,
    deal_type: str,
    at: datetime,
    milestones: Sequence[Sequence[object]],
    counts: Mapping[str, int],
    deadlines: Sequence[Sequence[str]],
    destructions: Sequence[Sequence[str]],
    cast: Cast,
) -> bytes:
    signers = [("dpo", people.DPO, "个人信息保护负责人", "privacy officer")]
    made = paper(
        "closing_report",
        "CL-2026-001",
        at,
        signers,
        deal=deal,
        deal_type=deal_type,
        target=TARGET,
        closed_on=day_in_china(at).isoformat(),
        parties=[["转让方", people.SELLER, "已关闭"], ["受让方", BUYER_NAME, "已关闭"]],
        milestones=[list(row) for row in milestones],
        counts=[[name, count] for name, count in counts.items()],
        deadlines=[list(row) for row in deadlines],
        destructions=[list(row) for row in destructions],
        open_matters=[],
        conclusion="数据交接核对一致，数据室已关闭，销毁证明齐备。",
    )
    return signed(made, cast, signers, "结案 Closing", at)


def recipient_certificate(deal: str, at: datetime, cast: Cast) -> bytes:
    """The buyer's certificate that its room copies are gone."""
    signers = [("operator", people.BUYER, "接收方", "recipient")]
    made = paper(
        "destruction_certificate",
        "RC-2026-001",
        at,
        signers,
        deal=deal,
        stage=2,
        controller=BUYER_NAME,
        operator=people.BUYER,
        approver=people.BUYER,
        destroyed_at=f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} (UTC+8)",
        basis="数据室关闭后返还或销毁（保密协议）",
        retention_rule="关闭后 10 个工作日内",
        hold_check="无",
        manifest=[["数据室笔记与摘录", 1, 0, _DIGEST_OF_NOTHING]],
        stores=[["受让方工作文件", 1, "覆写删除", "无残留"]],
        keys={"count": 0, "digest": _DIGEST_OF_NOTHING, "copies": 0, "escrow": "无"},
        verification={"method": "受让方自查", "sample": "1 / 1", "result": "通过"},
        residual=[],
        exceptions=[],
        tool="受让方自有工具",
    )
    return signed(made, cast, signers, "销毁证明 Destruction", at)


def teaser(
    at: datetime, cells: Sequence[tuple[str, int | None]], suppressed_under: int
) -> tuple[bytes, str]:
    """The public summary and its text as a reader sees it."""
    shown: list[list[object]] = [
        [name, count if count is not None else f"<{suppressed_under}", "—"] for name, count in cells
    ]
    highlights: list[list[object]] = [["行业", "industry", "居民服务"], ["成立年限", "age", "8 年"]]
    made = paper(
        "teaser",
        "L0-2026-001",
        at,
        [],
        headline="华东某家政服务公司股权转让",
        highlights=highlights,
        tables=[
            {
                "title": "客户构成",
                "en": "Customers",
                "columns": [["类别", "kind"], ["人数", "persons"], ["占比", "share"]],
                "rows": shown,
                "note": "小于下限的单元格不公开。",
            }
        ],
        suppressed_under=suppressed_under,
        contact="平台顾问，项目编号 L0-2026-001",
    )
    text = "\n".join(
        [
            "华东某家政服务公司股权转让",
            *(" ".join(str(part) for part in row) for row in [*highlights, *shown]),
        ]
    )
    return made, text
