"""Made-up customers, always the same for the same number and seed.

Identifiers are such that no real person can have them: resident numbers of region 990000, mobile
numbers that begin with 154, cards that begin with 999999.  Slices, flags and the few people who
stand out in a de-identified table follow fixed shares, so the counts of the story hold exactly.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈"
    "曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
)
MARKS = "虚拟样示演"  # every made-up name says so
GIVEN = (
    "安柏采晨丹恩帆歌含佳凯岚明宁欧朴琪然思天宛熙雅泽书航墨知远乐清和平川云舒言予木禾"
    "夕初若沐景星月青山河林竹兰梅松雪霜露晴朗阳春秋冬夏东南西北文武礼义信智勇诚敬恭谦让"
)
DISTRICTS = ("东虚区", "西拟区", "南样区")
SERVICES = ("日常保洁", "月嫂", "钟点工", "养老陪护", "收纳整理")
# Consent is the basis of a news subscription, a legal duty that of a settled account with its
# vouchers; everything else is held under the contract of service.
BY_CONSENT = "家政资讯订阅"
BY_DUTY = "已结清依法留存"
AGE_BANDS = ((22, 29), (30, 39), (40, 49), (50, 59))
AMOUNTS = ((1000, 1999), (2000, 4999))
TODAY = date(2026, 8, 25)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each kind; they add up to the whole."""

    individuals: int
    contacts: int
    children: int
    closed: int
    bank_accounts: int
    id_images: int
    key_contacts: int

    @property
    def total(self) -> int:
        return self.individuals + self.contacts + self.children + self.closed


def sizes(customers: int) -> Sizes:
    """The slices of ``customers`` people: 862, 120, 6 and 12 of a thousand; 12 key contacts always.

    At least 60 people: fewer do not fill the slices.
    """
    if customers < 60:
        raise ValueError("the story needs at least 60 customers")
    children = max(6, customers * 6 // 1000)
    closed = max(1, customers * 12 // 1000)
    contacts = max(12, customers * 120 // 1000)
    return Sizes(
        individuals=customers - children - closed - contacts,
        contacts=contacts,
        children=children,
        closed=closed,
        bank_accounts=max(1, customers * 38 // 1000),
        id_images=max(1, customers * 15 // 1000),
        key_contacts=12,
    )


@dataclass(slots=True)
class Customer:
    """One made-up customer; ``kind`` is individual, contact, child or closed."""

    number: int
    kind: str
    name: str
    mobile: str
    district: str = ""
    address: str = ""
    birth_on: date | None = None
    id_number: str = ""
    bank_account: str = ""
    id_card_image: str = ""
    service_type: str = ""
    yearly_amount: int = 0
    opened_on: date | None = None
    closed_on: date | None = None
    company_name: str = ""
    contact_title: str = ""
    is_key: bool = False
    guardian_name: str = ""
    guardian_mobile: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def resident_number(birth_on: date, sequence: int) -> str:
    """A number with a right check character (GB 11643) in a region that does not exist.

    ``sequence``  under 1000 and different for people of one birthday.
    """
    body = f"990000{birth_on:%Y%m%d}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def card(sequence: int) -> str:
    """A 16-digit card number that passes Luhn (ISO/IEC 7812) under an issuer nobody has."""
    body = f"999999{sequence:09d}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def mobile(sequence: int) -> str:
    """154 0000 1000 and upwards: under a thousand are the cast's."""
    return f"154{1000 + sequence:08d}"


def _names() -> Iterator[str]:
    """Different names: 24,300 of three characters, then almost two million of four."""
    for second in ("", *GIVEN):
        for mark in MARKS:
            for given in GIVEN:
                for surname in SURNAMES:
                    yield surname + mark + given + second


def customers(count: int, seed: int = 20260824) -> list[Customer]:
    """``count`` customers in the order of their numbers."""
    return list(stream(count, seed))


def stream(count: int, seed: int = 20260824) -> Iterator[Customer]:
    """As ``customers``, one after the other."""
    size = sizes(count)
    dice = random.Random(seed)  # noqa: S311 - a story, not a secret
    names = _names()
    born: Counter[date] = Counter()
    for n in range(size.individuals):
        yield _flagged(n, _individual(n, names, dice, size, born), size)
    number = size.individuals
    for n in range(size.contacts):
        yield _contact(number + n, n, names, dice)
    number += size.contacts
    for n in range(size.children):
        yield _child(number + n, n, names, dice)
    number += size.children
    for n in range(size.closed):
        yield _closed(number + n, names, dice)


def _individual(
    n: int, names: Iterator[str], dice: random.Random, size: Sizes, born_on: Counter[date]
) -> Customer:
    """Two people live where nobody else does and are older than the rest: they stand out.

    ``born_on``  how many numbers each birthday has given out.
    """
    stands_out = n < 2
    cells = max(1, min(24, (size.individuals - 2) // 8))
    cell = n % cells
    district = "北演区" if stands_out else DISTRICTS[cell % 3]
    low, high = (71, 78) if stands_out else AGE_BANDS[(cell // 3) % 4]
    cheap, dear = AMOUNTS[(cell // 12) % 2]
    born = _birthday(dice, low, high)
    has_number = n % 3 == 0
    born_on[born] += has_number
    return Customer(
        number=n + 1,
        kind="individual",
        name=next(names),
        mobile=mobile(n),
        district=district,
        address=f"示例省虚构市{district}样本路{n % 300 + 1}号{n % 6 + 1}单元{n % 18 + 101}室",
        birth_on=born,
        id_number=resident_number(born, born_on[born]) if has_number else "",
        service_type=_service(n, cells),
        yearly_amount=dice.randint(cheap, dear),
        opened_on=TODAY - timedelta(days=dice.randint(60, 2000)),
    )


def _service(n: int, cells: int) -> str:
    """Every 20th is held by consent and every 40th by a legal duty; each cell has all the rest."""
    if n % 20 == 7:
        return BY_CONSENT
    if n % 40 == 11:
        return BY_DUTY
    return SERVICES[n // cells % len(SERVICES)]


def _birthday(dice: random.Random, youngest: int, oldest: int) -> date:
    """A birthday of someone who is between the two ages throughout the story."""
    age = dice.randint(youngest, oldest)
    return date(TODAY.year - age, dice.randint(1, 8), dice.randint(1, 20))


def _contact(number: int, n: int, names: Iterator[str], dice: random.Random) -> Customer:
    return Customer(
        number=number + 1,
        kind="contact",
        name=next(names),
        mobile=mobile(number),
        service_type="企业保洁" if n % 2 else "企业驻场",
        opened_on=TODAY - timedelta(days=dice.randint(60, 2000)),
        company_name=f"虚构{GIVEN[n % len(GIVEN)]}商贸有限公司{n + 1:03d}",
        contact_title=("行政主管", "采购经理", "办公室主任")[n % 3],
        is_key=n < 12,
    )


def _child(number: int, n: int, names: Iterator[str], dice: random.Random) -> Customer:
    """A child under 14 on a parent's account: ten to twelve years old, all in one class."""
    guardian = next(names)
    return Customer(
        number=number + 1,
        kind="child",
        # A second character from the time on when the first alone would come again.
        name=guardian[0] + "小" + GIVEN[n % len(GIVEN)] + ("", *GIVEN)[n // len(GIVEN)],
        mobile="",
        district=DISTRICTS[0],
        address=f"示例省虚构市{DISTRICTS[0]}样本路{n + 1}号",
        birth_on=_birthday(dice, 10, 12),
        service_type=("接送陪护", "课后照看")[n % 2],
        yearly_amount=dice.randint(*AMOUNTS[1]),
        opened_on=TODAY - timedelta(days=dice.randint(60, 700)),
        guardian_name=guardian,
        guardian_mobile=mobile(number),
    )


def _closed(number: int, names: Iterator[str], dice: random.Random) -> Customer:
    """The account was closed more than three years ago: retention is over."""
    closed_on = TODAY - timedelta(days=1095 + dice.randint(30, 400))
    return Customer(
        number=number + 1,
        kind="closed",
        name=next(names),
        mobile=mobile(number),
        district=DISTRICTS[number % 3],
        address=f"示例省虚构市{DISTRICTS[number % 3]}样本路{number % 90 + 1}号",
        birth_on=_birthday(dice, 30, 59),
        service_type=SERVICES[number % len(SERVICES)],
        yearly_amount=0,
        opened_on=closed_on - timedelta(days=400),
        closed_on=closed_on,
    )


def _flagged(n: int, person: Customer, size: Sizes) -> Customer:
    """Bank accounts and card images, on different people (from the end of the list)."""
    account = n - (size.individuals - size.bank_accounts)
    if account >= 0:
        person.bank_account = card(account + 1)
    elif account >= -size.id_images:
        person.id_card_image = f"scan-{person.number:06d}.jpg"
    return person
