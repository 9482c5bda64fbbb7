"""The tables of a messy made-up company: what its columns are called, and what they hold.

Headings are pinyin, English, half of each, with units, marks and remarks; cells are empty, typed by
hand, or hold more than the heading says.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
from tests.quality.made_up import Maker

ROWS = 80
Cell = Callable[[Maker], str]


def _of(*choices: str) -> Cell:
    return lambda maker: maker.rnd.choice(choices)


def _digits(head: str, count: int) -> Cell:
    return lambda maker: head + maker.digits(count)


def _remark(maker: Maker) -> str:
    return maker.rnd.choice(
        (
            f"客户要求换人，回电{maker.value('MOBILE_VALID')}",
            f"{maker.person()}先生说周末再联系，电话{maker.value('MOBILE')}",
            f"已转给客服处理，联系人：{maker.person()}，手机{maker.value('MOBILE')}",
            "阿姨做得很好，下次还约同一个人，钥匙放在物业",
            "上次来晚了半个小时，希望准时",
        )
    )


def _name(maker: Maker) -> str:
    name = maker.person()
    return maker.rnd.choice((name, name, name, f"{name[0]} {name[1:]}", f"{name}女士"))


def _day(maker: Maker) -> str:
    return f"2024-{maker.rnd.randint(1, 12):02}-{maker.rnd.randint(1, 28):02}"


def _slot(name: str) -> Cell:
    return lambda maker: maker.value(name)


PERSON, MOBILE, ADDRESS = _name, _slot("MOBILE"), _slot("ADDRESS")
CITY = _of("虚构市", "示例市", "北京", "上海", "广州")

# heading, labels that hold, what a cell is
CUSTOMERS: tuple[tuple[str, set[str], Cell], ...] = (
    ("序号", set(), lambda maker: str(maker.rnd.randint(1, 900))),
    ("客户名称*", {"PERSON"}, PERSON),
    ("KHXM", {"PERSON"}, PERSON),
    ("Contact Person", {"PERSON"}, PERSON),
    ("手机号码(必填)", {"MOBILE"}, MOBILE),
    ("备用手机", {"MOBILE"}, MOBILE),
    ("LXDH", {"MOBILE"}, MOBILE),
    ("座机/分机", {"LANDLINE"}, _slot("LANDLINE")),
    ("SFZH", {"RESIDENT_ID"}, _slot("RESIDENT_ID")),
    ("客户信息/证件号码", {"RESIDENT_ID"}, _slot("RESIDENT_ID")),
    ("出生年月", {"DATE_OF_BIRTH"}, _slot("DATE_OF_BIRTH")),
    ("Birthday", {"DATE_OF_BIRTH"}, _slot("DATE_OF_BIRTH")),
    ("家庭住址（详细到门牌）", {"ADDRESS"}, ADDRESS),
    ("服务地点", {"ADDRESS"}, ADDRESS),
    ("E-mail地址", {"EMAIL"}, _slot("EMAIL")),
    ("微信号 WeChat", {"WECHAT"}, _slot("WECHAT")),
    ("QQ", {"QQ"}, _slot("QQ")),
    ("车牌", {"PLATE"}, _slot("PLATE")),
    ("备注", {"PERSON", "MOBILE"}, _remark),
    ("来源渠道", set(), _of("门店", "转介绍", "小程序", "电话")),
    ("城市", set(), CITY),
    ("服务项目", set(), _of("日常保洁", "月嫂", "擦窗", "收纳", "养老陪护")),
    ("年龄(岁)", set(), lambda maker: str(maker.rnd.randint(18, 90))),
    ("会员等级", set(), _of("金", "银", "普通")),
    ("建档时间", set(), _day),
    ("", set(), _of("")),
)
STAFF: tuple[tuple[str, set[str], Cell], ...] = (
    ("工号", set(), _digits("A", 5)),
    ("员工姓名", {"PERSON"}, PERSON),
    ("服务人员", {"PERSON"}, PERSON),
    ("推荐人", {"PERSON"}, PERSON),
    ("紧急联系人", {"PERSON"}, PERSON),
    ("紧急联系人电话", {"MOBILE"}, MOBILE),
    ("id_card_no", {"RESIDENT_ID"}, _slot("RESIDENT_ID")),
    ("护照号", {"PASSPORT"}, _slot("PASSPORT")),
    ("港澳通行证", {"HK_MACAU_PERMIT"}, _slot("HK_MACAU_PERMIT")),
    ("台胞证号", {"TAIWAN_PERMIT"}, _slot("TAIWAN_PERMIT")),
    ("工资卡", {"BANK_CARD"}, _slot("BANK_CARD")),
    ("开户行", set(), _of("示例银行虚构支行", "样本银行营业部")),
    ("岗位", set(), _of("保洁员", "月嫂", "客服", "主管")),
    ("部门", set(), _of("运营部", "客服部", "财务部")),
    ("入职日期", set(), _day),
    ("现住址", {"ADDRESS"}, ADDRESS),
    ("籍贯", set(), CITY),
    ("民族", set(), _of("汉族", "回族", "满族")),
    ("工资(元)", set(), lambda maker: str(maker.rnd.randint(4000, 12000))),
    ("手机串号", {"IMEI"}, _slot("IMEI")),
    ("last_login_ip", {"IP"}, _slot("IP")),
)
CONTRACTS: tuple[tuple[str, set[str], Cell], ...] = (
    ("合同编号", set(), _digits("HT2024", 6)),
    ("订单号", set(), _digits("", 16)),
    (
        "甲方名称",
        set(),
        _of("云岚虚构家政服务有限公司", "海棠虚构科技有限公司", "速达虚构短信服务有限公司"),
    ),
    ("甲方税号", {"USCC"}, _slot("USCC")),
    ("统一社会信用代码", {"USCC"}, _slot("USCC")),
    ("法人", {"PERSON"}, PERSON),
    ("经办人签字", {"PERSON"}, PERSON),
    ("对公账户", {"BANK_ACCOUNT"}, _slot("BANK_ACCOUNT")),
    ("退费卡号", {"BANK_CARD"}, _slot("BANK_CARD")),
    ("收件地址", {"ADDRESS"}, ADDRESS),
    ("收件人", {"PERSON"}, PERSON),
    ("收件电话", {"MOBILE"}, MOBILE),
    ("运单号", set(), _digits("1", 12)),
    ("金额（元）", set(), lambda maker: f"{maker.rnd.randint(100, 9999)}.00"),
    ("流水号", set(), _digits("62", 17)),
    ("签订日期", set(), _day),
    ("有效期至", set(), _day),
    ("状态", set(), _of("执行中", "已完成", "已取消")),
    ("操作IP", {"IP"}, _slot("IP")),
    ("MAC", {"MAC"}, _slot("MAC")),
    ("column 21", {"MOBILE"}, _slot("MOBILE_VALID")),
    ("column 22", {"PERSON"}, lambda maker: maker.person()),
    ("软件版本", set(), lambda maker: maker.value("VERSION")),
    ("产品条码", set(), _digits("69", 11)),
)
TABLES = {"customers": CUSTOMERS, "staff": STAFF, "contracts": CONTRACTS}


def table(name: str, *, seed: int) -> pa.Table:
    """One table; one cell in eight is empty."""
    maker = Maker(seed)
    columns, headings = [], []
    for heading, _, cell in TABLES[name]:
        cells = [cell(maker) if maker.rnd.random() > 0.12 else None for _ in range(ROWS)]
        columns.append(pa.array([text or None for text in cells], pa.string()))
        headings.append(heading)
    return pa.table(columns, names=headings)


def wanted(name: str) -> set[tuple[str, str]]:
    return {(heading, label) for heading, labels, _ in TABLES[name] for label in labels}
