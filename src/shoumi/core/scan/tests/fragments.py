"""Texts of scraps that belong together and scraps that do not, for comparing two ways to scan."""

from __future__ import annotations

import random

from tests.quality.made_up import Maker

from shoumi.core.scan import context, tables


def _listed(words: str) -> list[str]:
    return words.split(" ")


_WORDS = sorted(context.lexicon().meanings)
_SEGMENTS = tables.read("mobile_segments")["segments"]
_AREAS = [code for name in ("eight", "either", "seven") for code in tables.read("area_codes")[name]]
_CODES = [code for plan in tables.read("phones_abroad")["plans"] for code in plan["codes"].split()]
_REGIONS = [
    head + tail
    for head, tails in tables.read("regions")["counties"].items()
    for tail in tails.split()
]
_RANGES = [row["from"] for row in tables.read("bins")["range"]]
_SIGNS = [
    *" -.:/,;()+*@_#=，。；：、（）０１２－．＠·•・!?！？|\n\t\r\"'《》%&$¥￥€£",
    *("::", " - ", "  ", "- ", "\u3000", "\u00a0", "–", "—", "\u2028"),
]
_SCRAPS = _listed(
    "转 分机 分机号 ext ext. EXT 年 月 日 号 生 生产 元 万元 亿 美元 港币 人民币 块钱 RMB "
    "CNY USD HKD ¥ 00 86 +86 (+86) (86) 0086 (0) +852 852- 886 (852) 00852 09 (02) 02- "
    "400 800 X x (A) (B) qq QQ 加q 我Q 的q 扣扣 企鹅号 腾讯号 微信 薇信 威信号 加微 v信 "
    "V信 wechat WeChat weixin wx vx VX wxid_ id _id 同号 号码 账号 帐号 no. No number 是 "
    "为 /微信 、微信号 和微信同号 及微信 qq微信 /qq 京A 粤b 沪C· 桂I 川A- 新E. 学 警 港 "
    "澳 领 H M C W E G D S P EA DE HJ KJ MA T L a N Y 91 tel. Tel imei IP fax ſ K \u200b may "
    "March jan 1st 3rd 张三 的 ， 在 Ⅷ é 😀 𝟏𝟐𝟑 𠮷 png com example.com @a.b.cn user "
    "a.b-c 192.0.2.1 1.2.3 fe80::1 2001:db8:: ::1 ::: ::ffff:192.0.2.1 aa:bb:cc:dd:ee:ff "
    "AA-BB-CC-DD-EE-FF aabb.ccdd.eeff a1b2c3d4e5f6 A1B2C3D4E5F6 、 和 或 与 有效期 5月3日 "
    "90年5月3日 03/05/1990 1990年5月 1990-05 19900503 1990.5.3"
)
_MORE = ["q q", "微 信", " ext ", " is", "CNY ", "HKD ", "no. ", " May 3, 1990", " id", "号 "]
_SLOTS = _listed(
    "MOBILE MOBILE_VALID PHONE_ABROAD LANDLINE EMAIL RESIDENT_ID RESIDENT_ID_VALID USCC "
    "BANK_CARD BANK_ACCOUNT QQ WECHAT PLATE PASSPORT HK_MACAU_PERMIT TAIWAN_PERMIT "
    "DATE_OF_BIRTH IMEI MAC IP ORDER AMOUNT VERSION"
)
_LENGTHS = (
    1,
    1,
    2,
    2,
    3,
    3,
    4,
    4,
    5,
    6,
    7,
    8,
    8,
    9,
    10,
    11,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    31,
)
_ADDRESS = _listed(
    "示例省 虚构市 样本区 北京市 云南 内蒙古 地址 住在 位于 寄到 路 街 巷 3号 12栋 5单元 "
    "601室 小区 大厦 号楼 村 镇 一 十 A 2- 是 ： : 王小明 欧阳锋 司马 李 先生 客户 未知 · "
    "帕提·古丽 Zhang San Mr. Name: 有限公司 甲方 （测试）"
)


class Scraps:
    """The same seed makes the same texts."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.maker = Maker(seed)
        self.maker.rnd = self.rnd

    def _digits(self, *counts: int) -> str:
        return self.maker.digits(self.rnd.choice(counts))

    def _changed(self) -> str:
        """A value with one character changed, put in or taken out."""
        value = self.maker.value(self.rnd.choice(_SLOTS))
        at = self.rnd.randrange(len(value))
        new = self.rnd.choice([*_SIGNS, *"0123456789aXI"])
        return value[:at] + new + value[at + self.rnd.choice((0, 1)) :]

    def _made(self) -> str:
        pick = self.rnd.choice
        return pick(
            (
                pick(_SEGMENTS).ljust(3, "0") + self._digits(6, 7, 8),
                pick(_AREAS) + pick(("", "-", " ")) + self._digits(7, 8),
                pick(("+", "00", "(", "+ "))
                + pick(_CODES)
                + pick(("", ")", " ", "-"))
                + self._digits(7, 8, 9, 10),
                pick(_REGIONS)
                + pick(("19", "20"))
                + self._digits(2)
                + pick(("0105", "1231", "0230"))
                + self._digits(3)
                + pick("X1x"),
                pick(_RANGES) + self._digits(12, 10),
                " ".join(self._digits(2, 3, 4, 5, 6) for _ in range(self.rnd.randint(2, 9))),
                "-".join(self._digits(1, 2, 3, 4, 6) for _ in range(self.rnd.randint(2, 6))),
            )
        )

    def scrap(self) -> str:
        kind, pick = self.rnd.random(), self.rnd.choice
        if kind < 0.22:
            return self.maker.value(pick(_SLOTS))
        if kind < 0.4:
            return self._digits(*_LENGTHS)
        if kind < 0.5:
            word = pick(_WORDS)
            return word if self.rnd.random() < 0.8 else word.upper()
        if kind < 0.66:
            return pick(_SIGNS)
        if kind < 0.84:
            return pick([*_SCRAPS, *_MORE])
        return self._made() if kind < 0.95 else self._changed()

    def text(self) -> str:
        return "".join(
            self.scrap() for _ in range(self.rnd.randint(1, self.rnd.choice((3, 6, 14))))
        )

    def cell(self) -> str:
        """A cell that may be a name, an address, a value, or something of each."""
        kind = self.rnd.random()
        if kind < 0.2:
            return self.maker.person()
        if kind < 0.35:
            return self.maker.value("ADDRESS")
        if kind < 0.7:
            return "".join(self.rnd.choices(_ADDRESS, k=self.rnd.randint(1, 7)))
        blank = self.rnd.choice(("", "", " ", "\u3000"))
        return blank + (self.text() if kind < 0.85 else self.maker.value(self.rnd.choice(_SLOTS)))
