"""Headings that name the customer by what the trade calls its customers: 会员姓名, buyer_phone."""

from __future__ import annotations

import re

# A user is not among them: a username is no name.
_CALLED = re.compile(
    "(?:客户|顾客|会员|用户|患者|病人|病患|客人|宾客|住客|旅客|乘客|学员|学生|业主|住户|租户|租客|"
    "承租人|买家|车主|主人|投保人|申请人|报名人|预约人|下单人|购买人|报修人|本人|customer|client|member|"
    "patient|guest|student|owner|tenant|buyer|applicant|full)(?=.)"
)
# Fields of which that holds; a 会员卡号 is no card of a bank.
OWN = frozenset(
    {
        *("name", "mobile", "landline", "email", "address", "id_number", "birth_on", "gender"),
        *("wechat", "guardian_name", "guardian_mobile"),
    }
)


def bare(key: str) -> str:
    """A heading, as headings are compared, without who it is about; empty where it says nobody."""
    found = _CALLED.match(key)
    return key[found.end() :] if found else ""
