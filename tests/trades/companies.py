"""Twelve companies of different trades: what their files are called, look like and get wrong.

Of each, ``MAPPING`` is what a person of that company would say of headings that nobody else can
know.  All people are made up; some rows are broken on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.trades import files
from tests.trades.people import Cell, Customer

Table = tuple[Sequence[str], Iterable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Column:
    """``broken`` is what stands there in a broken row, where this is the column that breaks it."""

    heading: str
    cell: Cell
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """``share`` of the customers stand in it; a broken row is somebody whom no other file has."""

    name: str
    write: files.Write
    columns: Sequence[Column]
    share: float = 1.0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """``people``  how many customers it has; those in broken rows are not among them"""

    trade: str
    people: int
    files: Sequence[File]
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> int:
        return sum(one.broken for one in self.files)

    def write(self, folder: Path, own: Sequence[Customer]) -> int:
        """Every file of it; how many rows stand in them."""
        folder.mkdir(parents=True)
        spare = iter(own[self.people :])
        rows = 0
        for one in self.files:
            held = list(own[: round(self.people * one.share)])
            table = [[column.cell(person) for column in one.columns] for person in held]
            for _ in range(one.broken):
                person = next(spare)
                table.insert(
                    len(table) // 2,
                    [
                        column.cell(person) if column.broken is None else column.broken
                        for column in one.columns
                    ],
                )
            rows += len(table)
            one.write(folder / one.name, [column.heading for column in one.columns], table)
        return rows


def _name(heading: str) -> Column:
    return Column(heading, lambda one: one.name)


def _mobile(heading: str, broken: str | None = None, spell: Cell | None = None) -> Column:
    return Column(heading, spell or (lambda one: one.mobile), broken)


def _opened(heading: str, spell: str = "%Y-%m-%d", broken: str | None = None) -> Column:
    return Column(heading, lambda one: one.opened.strftime(spell), broken)


def _said(heading: str, *words: str) -> Column:
    return Column(heading, lambda one: words[one.number % len(words)])


def _grouped(one: Customer) -> str:
    return f"+86 {one.mobile[:3]}-{one.mobile[3:7]}-{one.mobile[7:]}"


def _wide(one: Customer) -> str:
    return one.mobile.translate({ord("0") + n: ord("０") + n for n in range(10)})


COMPANIES: Sequence[Company] = (
    Company(
        "健身房",
        70,
        (
            File(
                "会员.xlsx",
                files.titled,
                (
                    Column("会员卡号", lambda one: f"GYM{one.number}"),
                    _name("会员姓名"),
                    _mobile("手机", "154000"),
                    _said("性别", "男", "女"),
                    _opened("办卡日期"),
                    _said("私教课", "瑜伽", "搏击", "游泳"),
                ),
                broken=2,
            ),
            File(
                "体测.csv",
                files.gb18030,
                (_name("姓名"), _mobile("手机号"), _said("体脂率", "21.4", "18.9")),
                share=0.5,
            ),
        ),
        {
            "会员卡号": "customer_no",
            "办卡日期": "opened_on",
            "私教课": "service_type",
            "体脂率": "-",
        },
    ),
    Company(
        "牙科诊所",
        64,
        (
            File(
                "病历首页.csv",
                files.marked,
                (
                    Column("病历号", lambda one: f"D-{one.number}"),
                    _name("患者姓名"),
                    _mobile("联系电话"),
                    Column("身份证号码", lambda one: one.identity, "110101199003070000"),
                    _said("过敏史", "青霉素", "无"),
                    _opened("初诊日期"),
                ),
                broken=3,
            ),
        ),
        {"病历号": "customer_no", "过敏史": "-", "初诊日期": "opened_on"},
    ),
    Company(
        "酒店",
        80,
        (
            File(
                "住客.txt",
                files.utf16,
                (
                    _name("客人姓名"),
                    Column("证件号码", lambda one: one.identity),
                    _mobile("手机号码", "1540"),
                    _opened("入住日期", "%Y/%m/%d"),
                    _said("房型", "大床房", "双床房"),
                ),
                broken=1,
            ),
        ),
        {"入住日期": "opened_on", "房型": "service_type", "证件号码": "id_number"},
    ),
    Company(
        "驾校",
        66,
        (
            File(
                "学员.xls",
                files.web_page,
                (
                    _name("学员姓名"),
                    Column("身份证号", lambda one: one.identity),
                    _mobile("联系手机"),
                    _opened("报名日期", "%Y年%m月%d日", "2024年2月30日"),
                    _said("车型", "C1", "C2"),
                ),
                broken=2,
            ),
        ),
        {"车型": "service_type", "联系手机": "mobile", "报名日期": "opened_on"},
    ),
    Company(
        "物业",
        90,
        (
            File(
                "业主.json",
                files.nested,
                (
                    _name("owner.姓名"),
                    _mobile("owner.手机号", "154"),
                    Column("house.地址", lambda one: one.address),
                    _said("house.户型", "两居", "三居"),
                ),
                broken=2,
            ),
        ),
        {
            "owner.姓名": "name",
            "owner.手机号": "mobile",
            "house.地址": "address",
            "house.户型": "-",
        },
    ),
    Company(
        "网店",
        120,
        (
            File(
                "orders.parquet",
                files.parquet,
                (
                    _name("buyer_name"),
                    _mobile("buyer_phone"),
                    Column("receiver_address", lambda one: one.address),
                    Column("email", lambda one: one.mail, "no address"),
                    _opened("created"),
                ),
                broken=2,
            ),
        ),
        {
            "buyer_name": "name",
            "buyer_phone": "mobile",
            "receiver_address": "address",
            "created": "opened_on",
        },
    ),
    Company(
        "保险中介",
        62,
        (
            File(
                "客户.xlsx",
                files.two_sheets,
                (
                    _name("投保人"),
                    _mobile("手机号", "15400"),
                    Column("身份证号", lambda one: one.identity),
                    Column("年缴保费", lambda one: one.amount),
                ),
                broken=2,
            ),
        ),
        {"投保人": "name", "年缴保费": "yearly_amount"},
    ),
    Company(
        "美容院",
        75,
        (
            File(
                "顾客.csv",
                files.semicolons,
                (
                    _name("顾客"),
                    _mobile("电话", "不详", _grouped),
                    _said("项目", "护肤", "美甲"),
                    _opened("开卡日"),
                ),
                broken=1,
            ),
        ),
        {"顾客": "name", "电话": "mobile", "项目": "service_type", "开卡日": "opened_on"},
    ),
    Company(
        "租车行",
        68,
        (
            File(
                "租客.csv",
                files.plain,
                (
                    _name("承租人姓名"),
                    _mobile("手机号", "１５４", _wide),
                    Column("驾驶证号", lambda one: one.identity),
                    _opened("首租日期", "%Y.%m.%d"),
                ),
                broken=2,
            ),
        ),
        {"承租人姓名": "name", "驾驶证号": "id_number", "首租日期": "opened_on"},
    ),
    Company(
        "宠物医院",
        61,
        (
            File(
                "主人.xlsx",
                files.gaps,
                (
                    _name("主人姓名"),
                    _mobile("主人电话"),
                    Column("邮箱", lambda one: one.mail),
                    _said("宠物", "猫", "狗"),
                    _opened("建档日期", broken="去年"),
                ),
                broken=1,
            ),
        ),
        {"主人姓名": "name", "主人电话": "mobile", "宠物": "service_type", "建档日期": "opened_on"},
    ),
    Company(
        "留学中介",
        63,
        (
            File(
                "students.jsonl",
                files.lines,
                (
                    _name("Full Name"),
                    _mobile("Mobile", "154-0"),
                    Column("Email", lambda one: one.mail),
                    _said("Programme", "language", "master"),
                ),
                broken=2,
            ),
        ),
        {"Full Name": "name", "Mobile": "mobile", "Email": "email", "Programme": "service_type"},
    ),
    Company(
        "家电维修",
        100,
        (
            File(
                "派单.tsv",
                files.tabs,
                (
                    Column("工单", lambda one: f"W{one.number}"),
                    _name("报修人"),
                    _mobile("报修电话", "无"),
                    Column("上门地址", lambda one: one.address),
                ),
                share=1.0,
                broken=1,
            ),
            File(
                "会员表.xlsx",
                files.totalled,
                (
                    _name("姓名"),
                    _mobile("手机号"),
                    Column("年消费额", lambda one: one.amount),
                    _opened("注册日期"),
                ),
                share=0.4,
            ),
        ),
        {"工单": "-", "报修人": "name", "报修电话": "mobile", "上门地址": "address"},
    ),
)
