"""21 September to 20 October: all are told and asked; a few answer in person; silence is no."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.web.story import commands, customers, revealing
from tests.web.story.cast import (
    BUYER_NAME,
    CONSULTANT,
    DPO,
    FINANCE,
    SELLER,
    SERVICE,
)
from tests.web.story.tale import Tale

ASKED, CONSENTED, REFUSED, SILENT, UNREACHED = 988, 412, 131, 420, 25
CHILDREN, CHILDREN_CONSENTED = 6, 4
# Whom nobody plays answers in two parts, before and after the one reminder.
_EARLY = 300
_PURPOSE = "提供给另一处理者"
_CONTACT = ("姓名", "手机号", "监护人姓名", "监护人手机")


def tell(tale: Tale) -> None:
    _open(tale)
    _send(tale)
    customers.answer(tale)
    revealing.tell(tale)
    _report_tax(tale)
    rest = _rest(tale)
    tale.go(9, 28, 18)
    _simulated(tale, rest[:_EARLY])
    _pay_tax(tale)
    _new_holders(tale)
    _remind(tale)
    tale.go(10, 13, 18)
    _simulated(tale, rest[_EARLY:])
    _close(tale)


def _open(tale: Tale) -> None:
    tale.go(9, 21)
    commands.notice(tale)
    done = tale.act(DPO, tale.deal, "campaign-prepare", purpose="PROVISION", recipient=BUYER_NAME)
    tale.stage("准备单独同意", done, "告知已备好")
    tale.opens(DPO, "notice_campaign")
    reader = tale.by(DPO)
    tale.stage("告知与单独同意打开", reader, "里程碑已打开")
    done = tale.act(DPO, tale.deal, "campaign-open", campaign=_PURPOSE)
    tale.stage("邀请每一位，时钟开始走", done, f"已邀请 {ASKED} 人")
    done = tale.act(
        DPO,
        tale.deal,
        "open-task",
        purpose="告知客户",
        actors=[SERVICE],
        acts=["交供应商发送"],
        fields=[*_CONTACT],
        until="2026-10-19T23:59",
    )
    tale.found["task"] = done.page.url.rpartition("/")[2].partition("?")[0]
    tale.stage("开出告知任务", done, "任务已开出", f"{ASKED} 人")


def _send(tale: Tale) -> None:
    """Letters to all; 25 come back."""
    sender = tale.act(SERVICE, tale.deal, "campaign-send", campaign=_PURPOSE, task="告知客户")
    tale.stage("写告知信", sender, f"{ASKED} 人有信")
    letters = read(sender.takes("[data-work] a.btn-main", tale.downloads))
    assert len(letters) == ASKED, len(letters)
    guardians = [row["code"] for row in letters if row["lane"] == "GUARDIAN"]
    assert len(guardians) == CHILDREN, guardians
    adults = [row["code"] for row in letters if row["lane"] != "GUARDIAN"]
    commands.bounced(tale, adults[-UNREACHED:])
    customers.invite(tale, adults[:-UNREACHED], guardians)
    reader = tale.by(SERVICE)
    reader.goes(tale.deal)
    tale.stage("退信 25", reader, "没有送达", "by command")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _rest(tale: Tale) -> list[tuple[str, str, str]]:
    """What those say whom nobody plays: answer, guardian, code."""
    played, adults, guardians = customers.invited(tale)
    given, refused = customers.said(tale)
    yes = [(code, "yes") for code in guardians[: CHILDREN_CONSENTED - 1]]
    yes += [(code, "") for code in adults[: CONSENTED - given - len(yes)]]
    no = adults[len(yes) - CHILDREN_CONSENTED + 1 :][: REFUSED - refused]
    told = [("given", guardian, code) for code, guardian in yes]
    told += [("refused", "", code) for code in no]
    assert not played & {code for _, _, code in told}
    # One after the other of either kind, as they would come in.
    return sorted(told, key=lambda one: one[2])


def _simulated(tale: Tale, part: list[tuple[str, str, str]]) -> None:
    commands.record(tale, part)
    reader = tale.by(SERVICE)
    reader.goes(tale.deal)
    also = f"{len(part)} 人，演示的模拟答复，没有问过真人，by command"
    tale.stage("答复", reader, "没有答复不算同意", also)


def _report_tax(tale: Tale) -> None:
    tale.opens(FINANCE, "tax")
    done = tale.file(FINANCE, "tax_report")
    tale.stage("向税务机关报告股权转让", done, "已归档")


def _pay_tax(tale: Tale) -> None:
    tale.go(9, 29)
    tale.file(FINANCE, "iit_certificate", fen="89920")
    tale.file(FINANCE, "stamp_duty", fen="400")
    done = tale.finishes(FINANCE, "tax")
    tale.stage("完税", done, "里程碑已完成", "89,920 元")


def _new_holders(tale: Tale) -> None:
    tale.go(10, 9, 10)
    tale.file(CONSULTANT, "shareholder_register")
    done = tale.file(CONSULTANT, "resolution")
    tale.stage("股东名册变更，新法定代表人决议", done, "已归档")


def _remind(tale: Tale) -> None:
    silent = ASKED - UNREACHED - _EARLY - sum(customers.said(tale))
    commands.remind(tale, silent)
    commands.remind(tale, 0, refused="提醒")
    reader = tale.by(SERVICE)
    reader.goes(tale.deal)
    tale.stage("提醒一次，第二次被拒", reader, SELLER, f"{silent} 人，by command")


def _close(tale: Tale) -> None:
    tale.go(10, 20, 0, 1)
    done = tale.act(DPO, tale.deal, "campaign-close", campaign=_PURPOSE)
    said = done.page.inner_text("main .numbers").split()
    for count in (CONSENTED, REFUSED, SILENT, UNREACHED):
        assert str(count) in said, f"{count} is not among {said}"
    tale.stage("告知期结束：沉默不是同意", done, "告知已结束", " ".join(said))
    tale.picture(done, "deal")
    done.goes("/")
    tale.picture(done, "today")
    done = tale.finishes(DPO, "notice_campaign")
    tale.stage("告知与单独同意完成", done, "里程碑已完成")
    customers.late(tale)
