"""The people of the walk.  All of them are made up; roles are by code, as the forms have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEAD, DPO = "郑样板", "林示范"
CONSULTANT, SERVICE, SECURITY, LEGAL = "陈示例", "王样本", "李测试", "周模拟"
OPERATIONS, PERSONNEL, FINANCE, PURCHASING, MARKETING = (
    "沈测试",
    "褚样本",
    "冯示例",
    "卫模拟",
    "蒋演示",
)
SELLER, HOLDER, BUYER = PARTIES = ("赵虚甲", "钱虚乙", "孙虚丙")
SUPERVISOR = "外部监督员"
TARGET, TARGET_CODE = "云岚虚构家政服务有限公司", "91990000MA0DEM0213"
BUYER_NAME, BUYER_CODE = "海棠虚构科技有限公司", "91990000MA0DEM03XT"
VENDOR, VENDOR_CODE = "速达虚构短信服务有限公司", "91990000MA0DEM048T"


@dataclass(frozen=True, slots=True)
class Companies:
    """Who is sold to whom, and what the trade is called; codes are those of the register.

    ``buyer_person``  who acts for the buyer
    """

    target: str = TARGET
    target_code: str = TARGET_CODE
    buyer: str = BUYER_NAME
    buyer_code: str = BUYER_CODE
    buyer_person: str = BUYER
    vendor: str = VENDOR
    vendor_code: str = VENDOR_CODE
    trade: str = "家政服务"


HOUSE: Mapping[str, str] = {
    CONSULTANT: "CON",
    SERVICE: "CS",
    SECURITY: "SEC",
    LEGAL: "LEG",
    OPERATIONS: "OPS",
    PERSONNEL: "HR",
    FINANCE: "FIN",
    PURCHASING: "PRO",
    MARKETING: "MKT",
}
# Demands that no chapter checks yet, by who answers for them; every milestone's are here.
STATED: Mapping[str, tuple[str, ...]] = {
    HEAD: ("9.1", "9.2", "11.1", "11.2", "11.3", "15.2", "20.1", "20.2", "20.3"),
    DPO: ("16.2",),
    LEGAL: ("7.1", "7.2"),
    SECURITY: ("12.1", "12.2", "12.3"),
    OPERATIONS: ("13.1", "13.2", "13.3"),
    PERSONNEL: ("4.1", "4.2", "4.3", "14.1", "14.2", "14.3", "19.1", "19.2", "19.3"),
}
