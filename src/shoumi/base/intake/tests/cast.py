"""A register and made-up rows for the tests of mapping, people and plans."""

from __future__ import annotations

from datetime import date

from shoumi.base.intake.record_linkage import Row, Source
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, LegalBasis, Purpose

TODAY = date(2026, 8, 25)

_FIELDS = (
    ("customer_no", "客户编号", ("会员号", "编号")),
    ("name", "姓名", ("客户姓名", "联系人", "name")),
    ("mobile", "手机号", ("电话", "手机", "联系电话", "mobile", "phone")),
    ("landline", "座机", ("固定电话",)),
    ("email", "电子邮箱", ("邮箱",)),
    ("address", "地址", ("住址",)),
    ("id_number", "身份证号", ("身份证", "sfzh")),
    ("birth_on", "出生日期", ("生日",)),
    ("bank_account", "银行账号", ("卡号",)),
    ("opened_on", "开户日期", ("注册日期",)),
    ("closed_on", "销户日期", ()),
    ("yearly_amount", "年消费额", ("金额",)),
    ("company_name", "单位名称", ("单位",)),
    ("company_uscc", "统一社会信用代码", ("税号",)),
    ("guardian_name", "监护人姓名", ("家长",)),
    ("guardian_mobile", "监护人手机", ("监护人电话",)),
    ("remark", "备注", ()),
)

REGISTER = {
    code: FieldRule(
        code=code,
        zh=zh,
        en=code.replace("_", " "),
        grade=DataGrade.L3,
        purposes=frozenset({Purpose.SERVICE}),
        basis=LegalBasis.CONTRACT,
        retention_days=1095,
        is_necessary=code == "name",
        headings=headings,
    )
    for code, zh, headings in _FIELDS
}

ANNA = {"name": "张虚一", "mobile": "15400001001", "id_number": "990000199001011116"}
BERT = {"name": "李虚二", "mobile": "15400001002", "id_number": "990000199203171126"}


def row(values, *, file="a.csv", line=2, sheet="名单", **more):
    return Row(values, Source(file, sheet, line), **more)
