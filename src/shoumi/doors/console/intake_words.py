"""What is wrong with rows, said of a kind and not of one place."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.messages.text import say
from shoumi.core.messages import Both, Lang

_KINDS: Mapping[str, Both] = {
    "row.missing_value": (
        "缺姓名，或没有任何联系方式",
        "no name, or nothing that reaches somebody",
    ),
    "row.duplicate_person": ("同一个人在一张表里写了两行", "one person has two rows in one sheet"),
    "row.held_twice": ("与已保存的两个人都相符", "matches two people who are held"),
    "row.damaged_text": ("乱码", "damaged text"),
    "row.id_checksum": ("证件号校验不符", "an identity number fails its check digit"),
    "row.synthetic_identity": ("虚构的号码", "a made-up number"),
    "row.uscc_checksum": ("信用代码校验不符", "a credit code fails its check character"),
    "row.not_a_mobile": ("不是电话号码", "no phone number"),
    "row.not_an_email": ("不是邮箱地址", "no e-mail address"),
    "row.not_an_account": ("不是银行账号", "no bank account"),
    "row.masked_value": ("已被打码", "masked"),
    "row.scientific_notation": (
        "成了科学计数法，丢了位数",
        "in scientific notation, digits are lost",
    ),
    "row.bad_date": ("日期不存在", "a day that there is not"),
    "row.bad_number": ("不是数字", "no number"),
    "table.lost_digits": (
        "存成了数字，丢了末尾几位",
        "stored as a number, the last digits are lost",
    ),
    "table.error_value": ("公式错误值", "the error of a formula"),
    "table.formula_without_value": ("没有结果的公式", "a formula without a result"),
    "table.cell_too_long": ("一格太长", "a cell is too long"),
    "text.encoding_broken": ("有读不出的字节", "bytes that are no text"),
    "text.nul": ("有空字符（NUL）", "a NUL character"),
    "text.line_too_long": ("一行太长", "a line is too long"),
    "csv.unclosed_quote": ("引号没有结束，行断在中间", "a quote never closes: the row is broken"),
    "csv.bad_quote": ("引号之后还有内容", "something follows a closing quote"),
    "csv.ragged": ("列数与表头不同", "more or fewer cells than the heading"),
    "csv.bare_return": ("行中间有回车", "a carriage return inside the row"),
    "csv.after_broken": ("可能是上一行的下半截", "may be the rest of the broken row before"),
    "workbook.row_broken": ("这一行在文件里是坏的", "the row is damaged in the file"),
    "json.broken": ("不是完整的 JSON", "no whole JSON"),
    "json.not_an_object": ("不是一个对象", "no object"),
    "json.repeated_key": ("名称重复", "a name is repeated"),
    "json.too_deep": ("嵌套太深", "nested too deep"),
}


def problem(code: str, lang: Lang) -> str:
    """The words of a kind of problem; every kind that costs a row has some."""
    return say(_KINDS[code], lang)
