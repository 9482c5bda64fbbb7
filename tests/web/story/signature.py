"""11 to 18 September: approved inside, assessed again, the clean room, the agreement is signed."""

from __future__ import annotations

from tests.web.story import diligence
from tests.web.story.cast import BUYER, CONSULTANT, DPO, HOLDER, LEGAL, SELLER
from tests.web.story.walk import Tale
from tests.web.story.written_assessment import risk, writes

# Contacts of key contracts that the made-up company has.
_KEY_CONTACTS = 12
_RISK = {
    **risk(
        "受让方把客户资料放在多人共用的电脑上，交付以后可能泄露。",
        hazard="接收方安全不足",
        impact="影响高",
        likelihood="可能性高",
    ),
    # Nothing is done about it yet.
    "step": "",
    "residual_reason": "",
}
_LESS = {
    "risk": "1",
    "measures": ["加密交接包", "去掉敏感字段"],
    "left_impact": "影响高",
    "left_likelihood": "可能性低",
}
_MEASURE = {
    "text": "交付包加密到受让方的密钥，密钥由专人保管。",
    "owner": "安全",
    "due": "2026-11-06",
    "left_impact": "影响高",
    "left_likelihood": "可能性低",
    "residual_reason": "包只有受让方打得开；一旦泄露影响仍大，所以影响不调低。",
}
_ACTIVITY = {
    "name": "把同意的客户的资料交给受让方",
    "purpose": "转让完成后由受让方继续提供原来的服务。",
    "method": "逐人告知并取得同意，再加密打包，交付一次。",
    "necessity": "排班要用服务种类和片区，其余字段继续服务用不上。",
}


def tell(tale: Tale) -> None:
    approves(tale)
    assesses(tale)
    _clean_room(tale)
    signs(tale)


def approves(tale: Tale) -> None:
    tale.go(9, 11)
    early = tale.opens(LEGAL, "internal_approval", refused="还不能")
    tale.stage("优先购买权未清，内部批准打不开", early, "其他股东已放弃")
    tale.file(CONSULTANT, "rofr_waiver", party=HOLDER)
    tale.opens(LEGAL, "internal_approval")
    done = tale.finishes(LEGAL, "internal_approval")
    tale.stage("书面放弃，内部批准提前打开", done, "里程碑已完成")


def assesses(tale: Tale) -> None:
    tale.go(9, 14)
    made = tale.act(DPO, tale.deal, "assessment-begin", scope="数据转移", **_RISK)
    assessment = tale.here(made)
    high = tale.by(LEGAL)
    high.goes(f"{assessment}/do/assessment-approve")
    tale.does(high, "assessment-approve", {}, refused="风险")
    tale.stage("PIPIA-002 风险“高”，批准不了", high, "风险")
    tale.act(DPO, assessment, "assessment-mitigate", **_LESS)
    tale.act(DPO, assessment, "assessment-measure", step="1", **_MEASURE)
    writes(tale, assessment, **_ACTIVITY)
    done = tale.act(LEGAL, assessment, "assessment-approve")
    tale.stage("补了措施，剩余“中”，批准", done, "评估已批准，有效十二个月")


def _clean_room(tale: Tale) -> None:
    """Level L3: the contacts of key contracts, two approvals, 72 hours."""
    tale.go(9, 15)
    tale.file(LEGAL, "reviewers_dpa")
    diligence.prepares(tale, "L3", [BUYER])
    tale.opens(CONSULTANT, "dd_l3")
    diligence.opened(tale, "L3", 72, (DPO, SELLER))
    buyer = diligence.visits(tale, "L3", "有限公司001")
    rows = buyer.page.locator("main table tbody tr").count()
    assert rows == _KEY_CONTACTS, f"the clean room shows {rows} people"
    tale.go(9, 18, 9, 30)
    buyer.goes(tale.found["L3"])
    tale.stage("72 小时后净室关上", buyer, "数据室已关闭")
    for stage in ("dd_l2", "dd_l3"):
        done = tale.finishes(CONSULTANT, stage)
    tale.stage("二、三级尽调结束", done, "里程碑已完成")


def signs(tale: Tale) -> None:
    tale.go(9, 18, 15)
    tale.file(LEGAL, "data_clauses")
    tale.opens(LEGAL, "signed")
    tale.file(LEGAL, "spa")
    done = tale.finishes(LEGAL, "signed")
    tale.stage("签订转让协议", done, "签订转让协议09-18")
