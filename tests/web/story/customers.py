"""The customers whom somebody plays: at the portal, by the code in the letter, without a log-in."""

from __future__ import annotations

import json
import zipfile

from tests.web.story.browser_user import Reader
from tests.web.story.cast import SERVICE
from tests.web.story.walk import Tale

_PHONE = 390
# Who takes a yes back later; the last of the adults' letters stay unanswered.
WITHDRAWING = 3
_GIVEN, _REFUSED = "GIVEN", "REFUSED"


def invite(tale: Tale, adults: list[str], guardians: list[str]) -> None:
    """Deal the codes out to those who are played; the others' are kept for later."""
    agrees, refuses, writes, *withdraw = adults[: 3 + WITHDRAWING]
    tale.found |= {"agrees": agrees, "refuses": refuses, "writes": writes}
    tale.found |= {f"withdraws {n}": code for n, code in enumerate(withdraw)}
    tale.found["guardian"] = guardians[0]
    tale.found["adults"] = json.dumps(adults[3 + WITHDRAWING :])
    tale.found["guardians"] = json.dumps(guardians[1:])
    tale.found["late"] = adults[-1]


def invited(tale: Tale) -> tuple[set[str], list[str], list[str]]:
    """The codes of those who are played; of the adults and the guardians who are not."""
    names = ("agrees", "refuses", "writes", "guardian", *map(_withdraws, range(WITHDRAWING)))
    played = {tale.found[name] for name in names}
    return played, json.loads(tale.found["adults"]), json.loads(tale.found["guardians"])


def said(tale: Tale) -> tuple[int, int]:
    """How many of the played said yes, the guardian and the letter among them, and no."""
    return 3 + WITHDRAWING, 1


def _withdraws(n: int) -> str:
    return f"withdraws {n}"


def answer(tale: Tale) -> None:
    tale.go(9, 22)
    _agrees(tale)
    _refuses(tale)
    _guardian(tale)
    _wrong_code(tale)
    for n in range(WITHDRAWING):
        one = tale.customer(f"客户丙{n + 1}")
        _reads(one, tale.found[_withdraws(n)])
        one.presses(f"button[name=answer][value={_GIVEN}]")
        assert "您同意了" in one.reads()
    tale.stage(f"另外 {WITHDRAWING} 位客户同意", one, "您同意了")
    _on_paper(tale)


def _reads(one: Reader, code: str) -> None:
    """The letter says where to go and the code."""
    one.goes("/notice")
    one.page.fill("#code", code)
    one.presses("main form[action$='/notice'] .card-foot button")


def follows(one: Reader, code: str, sees: str = "button[name=answer]") -> None:
    """The link of the letter: the code is behind its #, and stands in no address afterwards."""
    # From another page: a link that differs from the page's own behind the # alone loads nothing.
    one.page.goto("about:blank")
    one.page.goto(f"{one.window.site}/notice#{code}")
    one.page.wait_for_selector(sees)
    assert code not in one.page.url


def _agrees(tale: Tale) -> None:
    """On a phone, by the link; keeps the receipt, and lets the house's own page judge it."""
    one = tale.customer("客户甲", width=_PHONE)
    follows(one, tale.found["agrees"])
    tale.stage("客户甲在手机上读告知", one, "您同意吗")
    tale.picture(one, "consent")
    one.presses(f"button[name=answer][value={_GIVEN}]")
    tale.stage("客户甲同意", one, "您同意了")
    tale.picture(one, "receipt")
    saved = one.takes("form[action$='notice/receipt'] button", tale.downloads)
    with zipfile.ZipFile(saved) as archive:
        assert len(archive.namelist()) == 2, archive.namelist()
    tale.found["receipt"] = str(saved)
    one.goes("/check")
    one.fills({"document": str(saved)})
    one.presses("main form button[type=submit]")
    tale.stage("核对页认得回执", one, "相符")


def _refuses(tale: Tale) -> None:
    one = tale.customer("客户乙", lang="en")
    _reads(one, tale.found["refuses"].lower().replace("-", " "))
    tale.stage("客户乙用英文读告知", one, "Do you agree?")
    one.presses(f"button[name=answer][value={_REFUSED}]")
    tale.stage("客户乙不同意", one, "You refused")
    _reads(one, tale.found["refuses"])
    tale.stage("答复过就不再问", one, "We do not ask this again")


def _guardian(tale: Tale) -> None:
    """A child's notice: nobody but the guardian answers it."""
    one = tale.customer("监护人", width=_PHONE)
    _reads(one, tale.found["guardian"])
    tale.stage("监护人读孩子的告知", one, "由监护人答复")
    one.page.locator(f"button[name=answer][value={_GIVEN}]").click()
    assert "您同意了" not in one.reads(), "a child's yes counted without the guardian's word"
    one.page.check("[name=guardian]")
    one.presses(f"button[name=answer][value={_GIVEN}]")
    tale.stage("监护人代孩子同意", one, "您同意了")


def _wrong_code(tale: Tale) -> None:
    one = tale.customer("陌生人")
    _reads(one, "abcdefghijklmnopqrst")
    tale.stage("没有的回执码认不出人", one, "没有找到")


def _on_paper(tale: Tale) -> None:
    done = tale.act(
        SERVICE,
        tale.deal,
        "campaign-record",
        campaign="提供给另一处理者",
        code=tale.found["writes"],
        answer=_GIVEN,
    )
    tale.stage("客服录入一封书面答复", done, "答复已记录")


def late(tale: Tale) -> None:
    one = tale.customer("来晚的客户")
    _reads(one, tale.found["late"])
    tale.stage("期满后才来，答复不了", one, "答复期已经结束")


def withdraw(tale: Tale) -> None:
    for n in range(WITHDRAWING):
        one = (
            tale.by(f"客户丙{n + 1}")
            if f"客户丙{n + 1}" in tale.readers
            else tale.customer(f"客户丙{n + 1}")
        )
        _reads(one, tale.found[_withdraws(n)])
        one.presses("form[action$='notice/withdraw'] button")
        assert "您撤回了同意" in one.reads()
    tale.stage(f"{WITHDRAWING} 位客户撤回，立即生效", one, "您撤回了同意")
