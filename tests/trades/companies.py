"""Twelve companies of different trades: what their files are called, look like and get wrong.

Of each, its mapping is what a person of that company would say of headings that nobody else can
know.  All people are made up; some rows are broken on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.trades import files
from tests.trades.company import Column, Company, File, grouped, mobile, name, opened, said, wide

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
                    name("会员姓名"),
                    mobile("手机", "154000"),
                    said("性别", "男", "女"),
                    opened("办卡日期"),
                    said("私教课", "瑜伽", "搏击", "游泳"),
                ),
                broken=2,
            ),
            File(
                "体测.csv",
                files.gb18030,
                (name("姓名"), mobile("手机号"), said("体脂率", "21.4", "18.9")),
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
                    name("患者姓名"),
                    mobile("联系电话"),
                    Column("身份证号码", lambda one: one.identity, "110101199003070000"),
                    said("过敏史", "青霉素", "无"),
                    opened("初诊日期"),
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
                    name("客人姓名"),
                    Column("证件号码", lambda one: one.identity),
                    mobile("手机号码", "1540"),
                    opened("入住日期", "%Y/%m/%d"),
                    said("房型", "大床房", "双床房"),
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
                    name("学员姓名"),
                    Column("身份证号", lambda one: one.identity),
                    mobile("联系手机"),
                    opened("报名日期", "%Y年%m月%d日", "2024年2月30日"),
                    said("车型", "C1", "C2"),
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
                    name("owner.姓名"),
                    mobile("owner.手机号", "154"),
                    Column("house.地址", lambda one: one.address),
                    said("house.户型", "两居", "三居"),
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
                    name("buyer_name"),
                    mobile("buyer_phone"),
                    Column("receiver_address", lambda one: one.address),
                    Column("email", lambda one: one.mail, "no address"),
                    opened("created"),
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
                    name("投保人"),
                    mobile("手机号", "15400"),
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
                    name("顾客"),
                    mobile("电话", "不详", grouped),
                    said("项目", "护肤", "美甲"),
                    opened("开卡日"),
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
                    name("承租人姓名"),
                    mobile("手机号", "１５４", wide),
                    Column("驾驶证号", lambda one: one.identity),
                    opened("首租日期", "%Y.%m.%d"),
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
                    name("主人姓名"),
                    mobile("主人电话"),
                    Column("邮箱", lambda one: one.mail),
                    said("宠物", "猫", "狗"),
                    opened("建档日期", broken="去年"),
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
                    name("Full Name"),
                    mobile("Mobile", "154-0"),
                    Column("Email", lambda one: one.mail),
                    said("Programme", "language", "master"),
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
                    name("报修人"),
                    mobile("报修电话", "无"),
                    Column("上门地址", lambda one: one.address),
                ),
                share=1.0,
                broken=1,
            ),
            File(
                "会员表.xlsx",
                files.totalled,
                (
                    name("姓名"),
                    mobile("手机号"),
                    Column("年消费额", lambda one: one.amount),
                    opened("注册日期"),
                ),
                share=0.4,
            ),
        ),
        {"工单": "-", "报修人": "name", "报修电话": "mobile", "上门地址": "address"},
    ),
)
