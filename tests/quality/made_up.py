"""Made-up Chinese prose with known spans, from a seed.

Nobody in it exists.  Identity numbers carry region 990000, mobiles the unassigned segment 154,
cards the range 999999, mail ``*.example`` hosts, networks the ranges kept for documents.  Where a
number has to pass as issued (grade VALID) it is made from the standard's own example ranges with a
check digit and belongs to no one in the text.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
    "云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "慕容", "皇甫", "尉迟", "令狐")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文博宇轩浩然雨欣梓涵"
    "思琪子墨一诺佳怡俊晨曦雪梅海波立新春生"
)
RARE = "龘翀祎昇玥淼喆璟垚犇燚韡甯䶮㛃𬱖𠮷𬭚𫖯𬴊"
MINORITY = (
    ("阿布都", "热合曼"),
    ("古丽", "尼格尔"),
    ("买买提", "艾山"),
    ("努尔", "哈斯木"),
    ("扎西", "多吉"),
    ("次仁", "卓玛"),
    ("帕提", "古丽"),
    ("阿依古丽", "吐尔逊"),
    ("巴合提", "努尔兰"),
    ("约翰", "史密斯"),
)
# Firms and wares that are called like people.
NAMELIKE = (
    "李宁品牌",
    "张小泉剪刀",
    "王老吉凉茶",
    "周大福珠宝",
    "康师傅方便面",
    "方太集团",
    "李锦记酱油",
    "王致和公司",
    "谢瑞麟珠宝",
    "马应龙药业",
)
NOT_NAMES = (
    "高兴",
    "方便",
    "温馨",
    "金额",
    "和平",
    "马上",
    "周到",
    "白天",
    "时候",
    "平安",
    "成功",
    "安全",
)

TEMPLATES = """
客户{PERSON}来电，手机{MOBILE}，说周三下午不方便。
{PERSON}先生的电话是{MOBILE}，请在十点以前联系。
请把合同发到{EMAIL}，抄送{PERSON}。
姓名：{PERSON}，身份证号：{RESIDENT_ID}，住址：{ADDRESS}。
我叫{PERSON}，今年三十岁，微信号是{WECHAT}。
今天{PERSON}和{PERSON}一起到店里看了保洁套餐。
监护人{PERSON}已同意，孩子{PERSON}{DATE_OF_BIRTH}出生。
听{PERSON}说，上次的阿姨做得很仔细。
保洁员{PERSON}迟到了二十分钟，客户不太高兴。
{PERSON}、{PERSON}与{PERSON}三人签了补充协议。
法定代表人{PERSON}，统一社会信用代码{USCC}。
退款请打到{PERSON}名下，银行卡号{BANK_CARD}，谢谢。
对公账户：{BANK_ACCOUNT}，开户行为示例银行虚构支行。
座机{LANDLINE}，没人接的话打{MOBILE_VALID}。
我的QQ是{QQ}，加的时候请注明来意。
{PERSON}的车牌是{PLATE}，停在地下二层。
护照号码{PASSPORT}，港澳通行证{HK_MACAU_PERMIT}。
台胞证号：{TAIWAN_PERMIT}，持证人{PERSON}。
出生日期：{DATE_OF_BIRTH}，性别女，汉族。
设备IMEI：{IMEI}，网卡MAC地址{MAC}，登录IP：{IP}。
服务器{IP}昨晚重启过一次。
家住{ADDRESS}的{PERSON}预约了擦窗。
请寄到{ADDRESS}，收件人：{PERSON}，联系电话{MOBILE}。
投诉人{PERSON}（身份证{RESIDENT_ID_VALID}）要求当面道歉。
经办人：{PERSON}，复核：{PERSON}。
昨天是{PERSON}接的单，后来换成了{PERSON}去。
香港客户的电话是{PHONE_ABROAD}，晚上才方便。
传真{LANDLINE}，邮箱：{EMAIL}，任选其一。
{PERSON}在电话里表示对价格没有异议。
据{PERSON}介绍，公司明年打算再开两家门店。
""".strip().splitlines()
NEGATIVE = """
订单号{ORDER}已发货，运单号{ORDER}，请注意查收。
本月共支出{AMOUNT}元，比上月少一成。
系统升级到{VERSION}版本以后，打开快了一些。
{NAMELIKE}的优惠券今天到期。
{NOT_NAME}的话随时来，我们都在。
流水号{ORDER}对应的发票已经作废。
会议定在2026年11月24日上午九点半。
会员号{ORDER}积分即将清零。
ISBN 978-7-5327-0000-1的那本书缺货。
编号{ORDER}的钥匙挂在门后。
""".strip().splitlines()

_SLOT = re.compile(r"\{([A-Z_]+)\}")
_LABEL_OF = {"MOBILE_VALID": "MOBILE", "RESIDENT_ID_VALID": "RESIDENT_ID", "PHONE_ABROAD": "MOBILE"}
_UNLABELLED = frozenset({"ORDER", "AMOUNT", "VERSION", "NAMELIKE", "NOT_NAME"})
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ISSUED = ("110101", "310101", "440305", "330106", "620201", "810000", "830000")


@dataclass(frozen=True)
class Document:
    """``spans``: (start, end, label), code points, end exclusive."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def mod_11_2(head: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(head, _WEIGHTS, strict=True)) % 11]


def mod_31(head: str) -> str:
    total = sum(_USCC_ALPHABET.index(c) * 3**place % 31 for place, c in enumerate(head))
    return _USCC_ALPHABET[-total % 31]


def luhn(head: str) -> str:
    doubled = [int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(reversed(head))]
    return str(-sum(n // 10 + n % 10 for n in doubled) % 10)


class Maker:
    """Makes values and documents; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)

    def digits(self, count: int) -> str:
        return "".join(self.rnd.choices("0123456789", k=count))

    def born(self) -> tuple[int, int, int]:
        return self.rnd.randint(1950, 2015), self.rnd.randint(1, 12), self.rnd.randint(1, 28)

    def identity(self, region: str) -> str:
        year, month, day = self.born()
        head = f"{region}{year:04}{month:02}{day:02}{self.digits(3)}"
        return head + mod_11_2(head)

    def person(self) -> str:
        kind = self.rnd.random()
        if kind < 0.08:
            return "·".join(self.rnd.choice(MINORITY))
        if kind < 0.16:
            return self.rnd.choice(COMPOUND) + self.rnd.choice(GIVEN)
        surname = self.rnd.choice(SURNAMES)
        if kind < 0.28:
            return surname + "".join(
                self.rnd.sample([self.rnd.choice(RARE), self.rnd.choice(GIVEN)], 2)
            )
        return surname + "".join(self.rnd.choices(GIVEN, k=1 if kind < 0.45 else 2))

    def value(self, slot: str) -> str:
        return getattr(self, f"_{slot.lower()}")()

    def _person(self) -> str:
        return self.person()

    def _mobile(self) -> str:
        number = f"1540000{self.digits(4)}"
        return self.rnd.choice(
            (
                number,
                number,
                f"{number[:3]} {number[3:7]} {number[7:]}",
                f"+86 {number}",
                f"{number[:3]}-{number[3:7]}-{number[7:]}",
                _wide(number),
            )
        )

    def _mobile_valid(self) -> str:
        return "13123456789"

    def _phone_abroad(self) -> str:
        return f"+852 5{self.digits(3)} {self.digits(4)}"

    def _landline(self) -> str:
        local = f"6{self.digits(7)}"
        return self.rnd.choice(
            (
                f"010-{local}",
                f"(010){local}",
                f"010-{local}转{self.digits(3)}",
                f"400-000-{local[:4]}",
                f"0571-8{self.digits(7)}",
                f"+86-10-{local}",
            )
        )

    def _email(self) -> str:
        user = self.rnd.choice(("zhao", "qian.yi", "sun_bing", "li-ding01", "wu+test"))
        host = self.rnd.choice(("mail.example", "corp.example.com", "example.com"))
        return f"{user}@{host}"

    def _resident_id(self) -> str:
        number = self.identity("990000")
        return self.rnd.choice(
            (number, number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}")
        )

    def _resident_id_valid(self) -> str:
        return self.identity(self.rnd.choice(_ISSUED))

    def _uscc(self) -> str:
        head = f"91990000MA0{''.join(self.rnd.choices(_USCC_ALPHABET, k=6))}"
        return head + mod_31(head)

    def _bank_card(self) -> str:
        head = f"999999{self.digits(self.rnd.choice((9, 12)))}"
        card = head + luhn(head)
        return self.rnd.choice((card, " ".join(card[at : at + 4] for at in range(0, len(card), 4))))

    def _bank_account(self) -> str:
        return f"999999{self.digits(self.rnd.choice((6, 9, 11)))}"

    def _qq(self) -> str:
        return f"1{self.digits(self.rnd.randint(5, 9))}"

    def _wechat(self) -> str:
        return self.rnd.choice(
            (f"xuni_{self.digits(4)}", f"Shifan{self.digits(3)}", f"wxid_{self.digits(10)}")
        )

    def _plate(self) -> str:
        dot = self.rnd.choice(("", "·"))
        return f"京A{dot}{self.rnd.choice((self.digits(5), 'D' + self.digits(5)))}"

    def _passport(self) -> str:
        return self.rnd.choice((f"E{self.digits(8)}", f"EA{self.digits(7)}"))

    def _hk_macau_permit(self) -> str:
        return self.rnd.choice((f"C{self.digits(8)}", f"CA{self.digits(7)}", f"H{self.digits(8)}"))

    def _taiwan_permit(self) -> str:
        return self.digits(8)

    def _date_of_birth(self) -> str:
        form = self.rnd.choice(
            ("%04d年%d月%d日", "%04d-%02d-%02d", "%04d/%02d/%02d", "%04d.%02d.%02d")
        )
        return form % self.born()

    def _imei(self) -> str:
        head = f"00{self.digits(12)}"
        return head + luhn(head)

    def _mac(self) -> str:
        sep = self.rnd.choice(":-")
        return sep.join(("00", "00", "5E", "00", "53", f"{self.rnd.randrange(256):02X}"))

    def _ip(self) -> str:
        return self.rnd.choice(
            (f"192.0.2.{self.rnd.randint(1, 254)}", f"2001:db8::{self.rnd.randint(1, 9999):x}")
        )

    def _address(self) -> str:
        road = self.rnd.choice(("样本路", "示范大街", "虚构巷", "演示大道"))
        area = self.rnd.choice(("示例省虚构市", "北京市朝阳区", "虚构市样本区"))
        house = f"{self.rnd.randint(1, 300)}号"
        more = self.rnd.choice(
            (
                "",
                f"{self.rnd.randint(1, 20)}栋{self.rnd.randint(101, 2405)}室",
                f"{self.rnd.randint(1, 9)}单元{self.rnd.randint(101, 2405)}室",
            )
        )
        return f"{area}{road}{house}{more}"

    def _order(self) -> str:
        return self.rnd.choice(
            (self.digits(18), self.digits(16), f"1{self.digits(10)}", self.digits(13))
        )

    def _amount(self) -> str:
        return self.rnd.choice(
            (self.digits(8), f"{self.digits(6)}.{self.digits(2)}", f"13{self.digits(9)}")
        )

    def _version(self) -> str:
        return ".".join(str(self.rnd.randint(1, 20)) for _ in range(4))

    def _namelike(self) -> str:
        return self.rnd.choice(NAMELIKE)

    def _not_name(self) -> str:
        return self.rnd.choice(NOT_NAMES)

    def sentence(self, template: str) -> Document:
        text, spans, at = "", [], 0
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            value = self.value(slot[1])
            if slot[1] not in _UNLABELLED:
                label = _LABEL_OF.get(slot[1], slot[1])
                spans.append((len(text), len(text) + len(value), label))
            text, at = text + value, slot.end()
        return Document(text + template[at:], tuple(spans))

    def document(self) -> Document:
        text, spans = "", []
        for _ in range(self.rnd.randint(2, 5)):
            kinds = NEGATIVE if self.rnd.random() < 0.25 else TEMPLATES
            one = self.sentence(self.rnd.choice(kinds))
            spans += [
                (start + len(text), end + len(text), label) for start, end, label in one.spans
            ]
            text += one.text
        return Document(text, tuple(spans))


def _wide(digits: str) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in digits)


def documents(count: int, *, seed: int) -> list[Document]:
    maker = Maker(seed)
    return [maker.document() for _ in range(count)]
