"""The protection officer writes an assessment out, passage by passage, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.web.story.cast import DPO
from tests.web.story.walk import Tale

# Fields by their names in the register, as they stand beside the boxes.
_ACTIVITY: dict[str, Any] = {
    "name": "把资料给意向受让方看",
    "purpose": "核实客户数量、服务种类和收入，据以决定是否签约。",
    "method": "先看汇总，再看去标识的明细；只能看，不能下载。",
    "fields": ["区县", "服务类型"],
    "necessity": "汇总数字核实不了续约的分布，所以要看明细。",
}
_PASSAGES = {
    "subjects": "目标公司的现有客户，其中的未成年人由监护人代为联系。",
    "residual": "被同业认出的可能没有完全消除，查看都有记录。",
    "opinion": "同意按写明的方式进行，任何人要求下载都不同意。",
    "conclusion": "剩余风险为“中”，可以进行；展示的字段增加时重新评估。",
}


def writes(tale: Tale, assessment: str, **activity: Any) -> None:
    """The activity and each passage that stands once; risks are written where they are chosen."""
    tale.act(DPO, assessment, "assessment-activity", **{**_ACTIVITY, **activity})
    for part, text in _PASSAGES.items():
        _passage(tale, assessment, part, text)


def _passage(tale: Tale, assessment: str, part: str, text: str) -> None:
    """Written and saved where it stands on the page."""
    officer = tale.by(DPO)
    officer.goes(assessment)
    officer.page.fill(f"#text-{part}", text)
    officer.presses(f"section#{part} button[type=submit]")
    tale.stage(f"评估写下一段：{part}", officer, "已写下")


def risk(text: str, **chosen: Any) -> Mapping[str, Any]:
    """One that is chosen, with why it is that bad and what is done, in own words."""
    return {
        **chosen,
        "text": text,
        "impact_reason": "会招来骚扰，不涉及人身安全。",
        "likelihood_reason": "接触资料的人有限，都有记录。",
        "step": "只给办理的人看，协议写明用途和期限。",
        "residual_reason": "措施落实以后只剩偶发的失误。",
    }
