"""Two thousand made-up messages of staff, 500 pieces of personal information in some of them.

Values come from ``tests.quality.made_up``: nobody has them.  Each message is a text or brings a
file; a piece stands plain, in full width, or pulled apart, as somebody types who wants it to pass
or knows no better.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.quality.made_up import Maker

MESSAGES, PIECES, SEED = 2_000, 500, 20261201


class Carrier(StrEnum):
    """What a message brings its words in."""

    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Shape(StrEnum):
    """How a number is written."""

    PLAIN = "plain"
    WIDE = "full-width"
    APART = "split"


@dataclass(frozen=True, slots=True)
class Piece:
    label: str
    shape: Shape
    value: str


@dataclass(frozen=True, slots=True)
class Made:
    """``pieces`` that stand in ``words``; a clean message has none."""

    words: str
    carrier: Carrier
    pieces: tuple[Piece, ...]


# Kinds with a check digit or a form of their own, and the two that a model reads.
CHECKED = ("RESIDENT_ID", "BANK_CARD", "MOBILE", "EMAIL")
READ = ("PERSON", "ADDRESS")
_SHARES = (*("RESIDENT_ID",) * 6, *("MOBILE",) * 8, *("BANK_CARD",) * 3, *("EMAIL",) * 3, *READ)
_WITH = {
    "RESIDENT_ID": ("证件号是{}，请核对。", "身份证 {} 与名册不符。", "请补 {} 的同意书。"),
    "MOBILE": ("请打电话 {} 确认时间。", "手机{}没有人接。", "这户的联系电话是{}，明天再试。"),
    "BANK_CARD": ("退款退到卡号 {}。", "银行卡{}退回来了。", "请财务查银行卡号 {} 是否到账。"),
    "EMAIL": ("请把合同发到 {}。", "{} 退信了。", "抄送 {} 一份。"),
    "PERSON": ("客户{}来电，说周三下午不方便。", "听{}说，上次的阿姨做得很仔细。"),
    "ADDRESS": ("请寄到{}。", "家住{}的那一户预约了擦窗。"),
}
_CLEAN = """
今天把第三批名册核对完了，差 {FEW} 户，明天补。
合同 HT-2026-{FOUR} 的金额是 {AMOUNT} 元，尾款 2026-11-{DAY} 前付。
请看一下第 {FEW} 版告知书，第二段的期限改成 15 个工作日。
数据室昨晚 22:{DAY} 关过一次，原因是防火墙多出一个端口。
买方的统一社会信用代码已经核过，资料在交割清单第 {FEW} 项。
订单 DD{EIGHT} 已经作废，运单 YD{EIGHT} 还在路上。
服务器 192.0.2.{DAY} 重启过，账本位置 {FOUR}。
本月支出 {AMOUNT} 元，比上月少一成；预算还剩 {AMOUNT} 元。
会议改到 2026年11月{DAY}日上午九点半，地点不变。
The room for level L2 opens on 2026-11-{DAY} at 10:30; please finish list {FEW} before that.
客户编号 sub-0{EIGHT}abcdefg 的同意书还没有回来，请催一次。
备份演练用了 {FEW} 分钟，恢复了 {FOUR} 条，没有丢。
版本 1.{FEW}.{DAY} 上线了，打开快了一些。
培训第 {FEW} 课的合格率 9{FEW}%，证书到 2027-11-{DAY}。
请法务确认第二十一条要不要写进附件，周五前给我。
""".strip().splitlines()
_SEPARATORS = (" ", "-", "\u200b", ".", " ", "\n", "·", "  ")


class Writer:
    """The same seed writes the same messages."""

    def __init__(self, seed: int = SEED) -> None:
        self.maker = Maker(seed)
        self.rnd: random.Random = self.maker.rnd

    def messages(self, count: int = MESSAGES, pieces: int = PIECES) -> list[Made]:
        held = [self._with_piece() for _ in range(pieces)]
        # Some name two, as a list does.
        joined = [self._joined(held[at], held[at + 1]) for at in range(0, pieces // 5, 2)]
        named = [*joined, *held[2 * len(joined) :]]
        clean = [self._clean() for _ in range(count - len(named))]
        every = [*named, *clean]
        self.rnd.shuffle(every)
        return every

    def _joined(self, one: Made, other: Made) -> Made:
        words = f"{one.words}\n{other.words}"
        return Made(words, one.carrier, (*one.pieces, *other.pieces))

    def _carrier(self) -> Carrier:
        kinds = (Carrier.TEXT, Carrier.DOCX, Carrier.XLSX, Carrier.PDF)
        return self.rnd.choices(kinds, weights=(85, 5, 5, 5))[0]

    def _with_piece(self) -> Made:
        label = self.rnd.choice(_SHARES)
        value, shape = self._value(label)
        words = self.rnd.choice(_WITH[label]).format(value)
        if self.rnd.random() < 0.5:
            words = f"{self._line()}\n{words}"
        return Made(words, self._carrier(), (Piece(label, shape, value),))

    def _value(self, label: str) -> tuple[str, Shape]:
        if label in READ:
            return self.maker.value(label), Shape.PLAIN
        if label == "EMAIL":
            value, shape = self.maker.value(label), self.rnd.choice((Shape.PLAIN, Shape.WIDE))
            return (_wide(value) if shape is Shape.WIDE else value), shape
        number = _NUMBERS[label](self.maker)
        shape = self.rnd.choices(list(Shape), weights=(5, 2, 3))[0]
        if shape is Shape.WIDE:
            return _wide(number), shape
        return (self._apart(number) if shape is Shape.APART else number), shape

    def _apart(self, number: str) -> str:
        """In groups of one to six signs, with the same sign between them."""
        sign, told = self.rnd.choice(_SEPARATORS), []
        size = self.rnd.choice((1, 2, 3, 4, 6))
        for at in range(0, len(number), size):
            told.append(number[at : at + size])
        return sign.join(told)

    def _line(self) -> str:
        text = self.rnd.choice(_CLEAN)
        return text.format(
            FEW=self.rnd.randint(2, 9),
            DAY=self.rnd.randint(10, 28),
            FOUR=self.maker.digits(4),
            EIGHT=self.maker.digits(8),
            AMOUNT=f"{self.rnd.randint(1, 999)},{self.maker.digits(3)}.00",
        )

    def _clean(self) -> Made:
        words = "\n".join(self._line() for _ in range(self.rnd.randint(1, 3)))
        return Made(words, self._carrier(), ())


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _card(maker: Maker) -> str:
    from tests.quality.made_up import luhn

    head = f"999999{maker.digits(maker.rnd.choice((9, 12)))}"
    return head + luhn(head)


_NUMBERS: dict[str, Callable[[Maker], str]] = {
    "RESIDENT_ID": lambda maker: maker.identity("990000"),
    "MOBILE": lambda maker: f"1540000{maker.digits(4)}",
    "BANK_CARD": _card,
}
