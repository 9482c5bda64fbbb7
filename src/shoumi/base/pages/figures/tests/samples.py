# ruff: noqa: E501 - a line of data is one line; a Chinese character counts as two columns
"""Made-up data of one day for the tests."""

from datetime import date, timedelta

from shoumi.base.pages import figures as f
from shoumi.core.handbook import demands
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import ControlState

LEFT = {
    "2.1": 0.9, "3.4": 0.08, "4.1": 0.6, "4.2": 0.65, "5.1": 0.8, "5.2": 0.83, "6.3": 0.95,
    "7.1": 0.4, "7.2": 0.8, "9.1": 0.6, "10.2": 0.22, "12.1": 0.75, "12.2": 0.5, "12.3": 0.7,
    "14.1": 0.6, "14.2": 0.7, "14.3": 0.78, "15.3": 0.96, "16.1": 0.5, "16.2": 0.45, "16.3": 0.5,
    "18.2": 0.3, "18.3": 0.9, "19.1": 0.4, "19.2": 0.5, "20.2": 0.3, "20.3": 0.7,
}  # fmt: skip
STATES = {
    "5.3": ControlState.FAIL,
    "19.3": ControlState.FAIL,
    "13.2": ControlState.STALE,
    "20.1": ControlState.STALE,
    "17.3": ControlState.NOT_APPLICABLE,
}
MIXED = STATES | {
    "11.1": ControlState.ATTESTED,
    "11.2": ControlState.ATTESTED,
    "15.1": ControlState.ATTESTED,
    "8.3": ControlState.NOT_BUILT,
    "9.3": ControlState.NOT_BUILT,
}
SOON = {"3.4", "10.2", "12.3"}


def cells(states=STATES, href="/duties/"):
    return [
        f.DiscCell(
            id=demand.id,
            chapter=demand.chapter.number,
            name=(demand.zh, demand.en),
            state=states.get(demand.id, ControlState.PASS),
            left=LEFT.get(demand.id, 1.0),
            soon=demand.id in SOON,
            href=f"{href}{demand.id}/" if href else "",
        )
        for demand in demands()
        if demand.chapter.number
    ]


OPEN, PARTLY, CLOSED = f.DoorState.OPEN, f.DoorState.PARTLY, f.DoorState.CLOSED
DOORS = [
    f.Door(("读与写", "Read and write"), OPEN),
    f.Door(("个人信息角色", "Staff roles"), PARTLY, ("1 人关", "closed for 1"), ("19.3",), "/d/"),
    f.Door(("供应商令牌", "Vendor tokens"), CLOSED, duties=("5.3",)),
    f.Door(("委托签约", "Mandate"), OPEN),
    f.Door(("挂牌", "Listing"), OPEN),
    f.Door(("数据室", "Room"), OPEN),
    f.Door(("数据室 L2 起", "Room from L2"), OPEN),
    f.Door(("数据室 L3 起", "Room from L3"), OPEN),
    f.Door(("签约", "Signing"), OPEN),
    f.Door(("数据交接", "Hand-over"), CLOSED, duties=("13.2", "20.1")),
    f.Door(("结算", "Settlement"), OPEN),
    f.Door(("归档", "Closing"), OPEN),
    f.Door(("公开承诺", "Public claims"), PARTLY, ("撤下 3 句", "3 down"), ("13.2", "19.3")),
]
CROWD = [
    f.Crowd(f.Answer.AGREED, 412),
    f.Crowd(f.Answer.REFUSED, 131),
    f.Crowd(f.Answer.SILENT, 420),
    f.Crowd(f.Answer.UNDELIVERED, 25),
]
_NAMES = (
    "意向登记/Intake/08-24 委托核验/Mandate/08-24 信息盘点/Inventory/08-25 "
    "影响评估/Impact_assessment/08-26 挂牌/Listing/08-28 受让核验/Buyer_check/08-31 "
    "保密协议/Confidentiality/09-02 尽职调查/Due_diligence/09-04—18 意向书/Term_sheet/09-10 "
    "内部决议/Internal_approval/09-11 签约/Signing/09-18 完税/Tax/09-29 告知同意/Notice_and_consent/10-19 "
    "变更登记/Registration/10-23 后续变更/Later_changes/10-30 数据交接/Hand-over/11-06 结算/Settlement/11-13 "
    "归档销毁/Closing/11-20"
)

LACKS = (
    f.Lack(("登记机关已决定", "registrar has decided"), ("转让顾问", "deal adviser")),
    f.Lack(("恢复测试没有过期", "restore test not lapsed"), ("运维", "operations")),
    f.Lack(("预案联系人测试没有过期", "contacts of the plan tested"), ("安全", "security")),
    f.Lack(("监督机构已签字", "oversight body has signed"), ("外部监督员", "outside overseer")),
    f.Lack(("密钥已换", "keys rotated"), ("安全", "security")),
)


def stations():
    found = []
    for index, entry in enumerate(_NAMES.split()):
        zh, en, when = entry.replace("_", " ").split("/")
        state = f.StationState.DONE if index < 13 else f.StationState.AHEAD
        if index in (13, 15):
            state = f.StationState.NOW if index == 13 else f.StationState.CLOSED
        paused = ("中止 3 天", "paused 3 days") if index == 12 else ("", "")
        told = (f"约 {when}", f"about {when}") if index == 14 else (when, when)
        lacks = {13: LACKS[:1], 15: LACKS}.get(index, ())
        found.append(f.Station((zh, en), told, state, index in (6, 7), paused, lacks))
    return found


TODAY = date(2026, 10, 20)
DAYS = [f.Day(TODAY + timedelta(i), (TODAY + timedelta(i)).weekday() > 4) for i in range(32)]
ABOVE = [
    f.Mark(date(2026, 10, 21), ("高危补丁 7 日钟，16:20", "High-risk patch, 16:20"), "12.3", soon=True),
    f.Mark(date(2026, 10, 22), ("DSR-0007 答复，24:00", "DSR-0007 answer, 24:00"), "10.2", soon=True),
    f.Mark(date(2026, 11, 2), ("密钥加密密钥轮换，730 日", "Rotation of keys, 730 days"), "3.4", soon=True),
    f.Mark(date(2026, 11, 9), ("月度例行检查", "Monthly check"), "4.2"),
    f.Mark(date(2026, 11, 11), ("案例与预案修订，30 日", "Cases and plan, 30 days"), "14.2 20.3"),
]  # fmt: skip
BELOW = [
    f.Mark(date(2026, 10, 23), ("登记机关决定", "Decision"), note=("云岚，3 个工作日", "Yunlan, 3 days")),
    f.Mark(date(2026, 10, 30), ("银行账户变更", "Bank"), note=("云岚，预计", "forecast"), firm=False),
    f.Mark(date(2026, 11, 6), ("数据交接", "Hand-over"), note=("云岚，计划", "planned"), firm=False),
    f.Mark(date(2026, 11, 16), ("事件总结", "Report"), note=("INC-003，自愿", "INC-003, by choice")),
]  # fmt: skip

RUNNING, WORKING = f.ClockKind.RUNNING, f.Unit.WORKING_DAYS
CLOCKS = [
    f.Clock(RUNNING, f.Unit.MINUTES, 1850, 0.2, date(2026, 10, 21), "16:20"),
    f.Clock(RUNNING, WORKING, 2, 0.12, date(2026, 10, 22), "24:00"),
    f.Clock(RUNNING, WORKING, 5, 0.6, date(2026, 10, 27)),
    f.Clock(RUNNING, f.Unit.DAYS, 22, 0.2, date(2026, 11, 11)),
    f.Clock(RUNNING, WORKING, 3, 1.0, date(2027, 10, 23), provisional=True),
    f.Clock(f.ClockKind.EXPIRED, f.Unit.DAYS, 2),
    f.Clock(f.ClockKind.NOT_STARTED, WORKING, 5, due=date(2026, 10, 30), after=("领照", "the licence"), forecast=True),
]  # fmt: skip
COUNTS = [f.DayCount(TODAY + timedelta(i), (i * 7) % 19, (i * 5) % 4) for i in range(30)]
MATTER = ("查看", "Reveals")
RISKS = [
    f.RiskPoint(
        ("供应商泄露", "leak at a vendor"),
        (Impact.HIGH, Likelihood.HIGH),
        (Impact.HIGH, Likelihood.LOW),
    ),
    f.RiskPoint(
        ("未成年人信息", "children's data"),
        (Impact.SEVERE, Likelihood.MEDIUM),
        (Impact.MEDIUM, Likelihood.LOW),
    ),
    f.RiskPoint(
        ("偏离目的", "drift of purpose"),
        (Impact.MEDIUM, Likelihood.LOW),
        (Impact.MEDIUM, Likelihood.LOW),
    ),
]
SPANS = [
    f.Span(("姓名", "name"), 1095),
    f.Span(("照片", "picture"), 30),
    f.Span(("编号", "number"), 365),
]

FLOWS = [
    f.Flow(("服务", "service"), ("公司内部", "the house"), 12),
    f.Flow(("服务", "service"), ("供应商", "vendors"), 3),
    f.Flow(("交割", "handover"), ("受让方", "the transferee"), 6),
]

SHARES = (
    f.SharePair("A1", 0.62, 0.81),
    f.SharePair("B2", 0.7, 0.64),
    f.SharePair("C3", None, None),
)
