"""Names of the closed words of an import."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "intake.Doubt": {
        "same_mobile": ("手机号相同", "same mobile number"),
        "same_name": ("姓名相同", "same name"),
        "same_id": ("证件号相同", "same ID number"),
        "contradiction": ("内容互相矛盾", "contradiction"),
    },
    "intake.Out": {
        "staff": ("员工", "staff"),
        "recipient": ("收件人", "recipient"),
        "footer": ("合计等行", "footer"),
        "after_cut_off": ("截止日之后", "after the cut-off"),
        "at_rest": ("已有而只能存储", "held and at rest"),
        "decided": ("由你舍去", "you left it out"),
    },
    "intake.Sensitive": {
        "health": ("像健康信息", "looks like health"),
        "faith": ("像宗教信仰", "looks like faith"),
        "tracks": ("像行踪轨迹", "looks like whereabouts"),
        "biometric": ("像生物识别信息", "looks like biometrics"),
        "identity": ("像特定身份", "looks like a specific identity"),
    },
    "intake.Decision": {
        "set_aside": ("搁置", "set aside"),
        "without": ("空着这格取进", "take in without the cell"),
        "accept": ("照原样取进", "take in as written"),
        "leave_out": ("舍去", "leave out"),
    },
    "intake.RowState": {
        "WAITING": ("待改", "waits to be mended"),
        "RETURNED": ("已交回", "came back"),
        "LEFT_OUT": ("已舍去", "left out"),
        "DESTROYED": ("已销毁", "destroyed"),
    },
    "intake.Why": {
        "override": ("由你指定", "you said so"),
        "heading": ("列名即字段名", "the heading is the field's name"),
        "synonym": ("列名是字段的别名", "the heading is another name of it"),
        "last_part": ("合并表头的末段", "the last part of a merged heading"),
        "role": ("说明此人身份", "says who somebody is"),
        "recipient": ("收件人，不是客户", "a recipient, not the customer"),
        "dropped": ("由你舍弃", "you dropped it"),
        "empty": ("空列", "empty"),
        "returned": ("搁置行的编号", "the code of a row that was set aside"),
        "reason": ("搁置的理由，不导入", "why it was set aside; not taken in"),
        "unknown": ("未识别", "not recognised"),
    },
    "intake.Change": {
        "new": ("新增", "new"),
        "changed": ("有变化", "changed"),
        "unchanged": ("无变化", "unchanged"),
        "ended": ("已结束服务", "service ended"),
        "untouched": ("看过，未改动", "looked at, untouched"),
    },
}
