"""What settings there are, who may change each, and what a company's own facts look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from shoumi.base.home_settings.errors import CreditCodeUnfit, SettingUnfit
from shoumi.core.terms import Role


class Setting(StrEnum):
    COMPANY = "company"
    LOGO = "logo"
    RELAY = "relay"
    MAILBOX = "mailbox"
    REQUESTS = "requests"
    STAMPS = "stamps"
    SITE = "site"


# Who speaks for the company, and who keeps its machines.
CHANGERS: Mapping[Setting, tuple[Role, ...]] = {
    Setting.COMPANY: (Role.HEAD, Role.DPO),
    Setting.LOGO: (Role.HEAD, Role.DPO),
    Setting.RELAY: (Role.HEAD, Role.OPS, Role.SEC),
    Setting.MAILBOX: (Role.HEAD, Role.OPS, Role.SEC),
    Setting.REQUESTS: (Role.HEAD, Role.OPS, Role.SEC),
    Setting.STAMPS: (Role.HEAD, Role.OPS, Role.SEC),
    Setting.SITE: (Role.HEAD, Role.OPS, Role.SEC),
}
MOST = 200
_CODE_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Company:
    """The handler as it is told to customers; ``officer`` is the protection officer."""

    name: str
    code: str
    address: str
    contact: str
    officer: str
    officer_contact: str
    name_en: str = ""

    def stored(self) -> dict[str, str]:
        return asdict(self)


def company(given: Mapping[str, str]) -> Company:
    """
    Raises:
        SettingUnfit: a part is empty, too long, or of several lines.
        CreditCodeUnfit
    """
    told = {name: str(value).strip() for name, value in given.items()}
    for name, value in told.items():
        is_left = not value and name != "name_en"
        if is_left or len(value) > MOST or not value.isprintable():
            raise SettingUnfit(part=name)
    return Company(**{**told, "code": credit_code(told["code"])})


def credit_code(text: str) -> str:
    """A unified social credit code whose check character is right (GB 32100-2015).

    Raises:
        CreditCodeUnfit: says whether the form or the check character is wrong.
    """
    from shoumi.core.scan.recognisers import uscc

    code = text.strip().upper()
    if len(code) != _CODE_LENGTH or set(code) - set(uscc.ALPHABET):
        raise CreditCodeUnfit(is_form=True)
    if uscc.check_digit(code) != code[-1]:
        raise CreditCodeUnfit(is_form=False)
    return code
