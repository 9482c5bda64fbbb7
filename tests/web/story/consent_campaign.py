"""21 September to 20 October: all are told and asked; a few answer in person; silence is no."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.web.story import commands, customers, incident, requests, reveal
from tests.web.story.cast import (
    CONSULTANT,
    DPO,
    FINANCE,
    HEAD,
    LEGAL,
    SERVICE,
)
from tests.web.story.walk import Tale

ASKED, CONSENTED, REFUSED, SILENT, UNREACHED = 988, 412, 131, 420, 25
CHILDREN, CHILDREN_CONSENTED = 6, 4
# Whom nobody plays answers in two parts, before and after the one reminder.
_EARLY = 300
PURPOSE = "提供给另一处理者"
_WHY = "延续服务并联系客户安排服务"
_NOTICE = {
    "recipient_contact": "154 0000 0103",
    "purpose": _WHY,
    "method": "加密交付，存入接收方客户系统",
    "fields_contact": ["姓名", "手机号"],
    "fields_place": ["地址", "区县"],
    "fields_service": ["服务类型", "年消费额"],
    "refusal": "拒绝或撤回不影响现有服务",
    "rights": "查阅、更正、删除、撤回、限制处理",
    "controller_contact": "154 0000 0002",
    "retention": "服务关系结束后 3 年",
}
_CODE = re.compile(r"\b[0-9A-Z]{24}\b")
_PATIENCE = 180
_CONTACT = ("姓名", "手机号", "监护人姓名", "监护人手机")


def tell(tale: Tale) -> None:
    prepares(tale)
    _send(tale)
    requests.tries_channels(tale)
    customers.answer(tale)
    reveal.tell(tale)
    reports_tax(tale)
    requests.answers_questions(tale)
    requests.asks_deletion(tale)
    rest = _rest(tale)
    tale.go(9, 28, 18)
    _simulated(tale, rest[:_EARLY])
    pays_tax(tale)
    names_holders(tale)
    _remind(tale)
    incident.tell(tale)
    tale.go(10, 13, 18)
    _simulated(tale, rest[_EARLY:])
    incident.ends(tale)
    closes(tale, (CONSENTED, REFUSED, SILENT, UNREACHED))


def prepares(tale: Tale) -> None:
    """The text is written and approved, the campaign is ready, its milestone open."""
    tale.go(9, 21)
    _write(tale)
    done = tale.act(
        DPO,
        tale.deal,
        "campaign-prepare",
        purpose="PROVISION",
        recipient=tale.companies.buyer,
    )
    tale.stage("准备单独同意", done, "告知已备好")
    tale.opens(DPO, "notice_campaign")
    reader = tale.by(DPO)
    tale.stage("告知与单独同意打开", reader, "里程碑已打开")


def opens_task(
    tale: Tale, actors: list[str], fields: Sequence[str], also: str, *, by: str = DPO
) -> None:
    """Whoever sends may have what the letters need, and nothing else."""
    done = tale.act(
        by,
        tale.deal,
        "open-task",
        purpose="告知客户",
        actors=actors,
        acts=["交供应商发送"],
        fields=[*fields],
        until="2026-10-19T23:59",
    )
    tale.found["task"] = done.page.url.rpartition("/")[2].partition("?")[0]
    tale.stage("开出告知任务", done, "任务已开出", also)


def _write(tale: Tale) -> None:
    """Legal writes part by part and sees what customers will see; the officer approves that."""
    writer = tale.act(LEGAL, tale.deal, "notice-begin", instrument="单独同意")
    named = {"recipient_name": tale.companies.buyer, "controller": tale.companies.target}
    writer.fills({**_NOTICE, **named})
    writer.presses("button[value=look]")
    tale.stage("写告知文本，先看客户会看到的", writer, "您同意吗")
    assert "Do you agree?" in writer.reads(), writer.reads()
    writer.fills({"purpose": "改一个字"})
    writer.presses("button[value=write]")
    tale.stage("看过之后改了字，交不出去", writer, "还没有提交")
    writer.fills({"purpose": _WHY})
    writer.presses("button[value=look]")
    writer.presses("button[value=write]")
    tale.stage("交给另一人批准", writer, "写好了，等另一人批准")
    text = tale.here(writer)
    assert not writer.has("main a[href*='do/notice-approve']"), "who wrote it does not approve it"
    officer = tale.act(DPO, text, "notice-approve")
    tale.stage("另一人批准这一版", officer, "这一版批准了")
    tale.picture(officer, "notice")


def _bounced(tale: Tale, codes: list[str]) -> None:
    """Whoever delivers says whose letters came back: one typed, the others as a file."""
    given = {"campaign": PURPOSE, "code": codes[0]}
    done = tale.act(SERVICE, tale.deal, "campaign-bounced", **given)
    tale.stage("登记一封退信", done, "已登记为没有送达")
    wrong = _returned("code", codes[1], codes[0], "abcdefghijklmnopqrst")
    clerk = tale.act(
        SERVICE,
        tale.deal,
        "campaign-bounced",
        refused="退信没有登记",
        campaign=PURPOSE,
        file=wrong,
    )
    tale.stage("退信文件里有两行不对，一行也没记", clerk, "第 4 行 code")
    done = tale.does(clerk, "campaign-bounced", {"file": _returned("code", *codes[1:])})
    tale.stage(f"登记退信 {len(codes)} 封", done, "已登记为没有送达")


def _returned(*lines: str) -> dict[str, Any]:
    content = "".join(f"{line}\n" for line in lines).encode()
    return {"name": "returned.csv", "mimeType": "text/csv", "buffer": content}


def _send(tale: Tale) -> None:
    """Letters to all; 25 come back."""
    # The officer sends the first letters, so another opens the task.
    opens_task(tale, [DPO, SERVICE], _CONTACT, f"{ASKED} 人", by=HEAD)
    given = {"campaign": PURPOSE, "task": "告知客户", "sms": True}
    sender = tale.act(DPO, tale.deal, "campaign-dispatch", **given)
    tale.stage("发出告知，人人一封，时钟开始走", sender, f"邀请了 {ASKED} 人")
    adults, guardians = _arrived(tale)
    assert len(guardians) == CHILDREN, guardians
    _noted(tale)
    _bounced(tale, adults[-UNREACHED:])
    customers.invite(tale, adults[:-UNREACHED], guardians)
    reader = tale.by(SERVICE)
    reader.goes(tale.deal)
    tale.stage("退信 25", reader, "没有送达")


def _arrived(tale: Tale) -> tuple[list[str], list[str]]:
    """The codes of adults and of guardians, in the files that a demo's text messages are."""
    until = time.monotonic() + _PATIENCE
    while len(files := sorted((tale.folder / "sink").glob("letter-*.txt"))) < ASKED:
        assert time.monotonic() < until, f"{len(files)} letters"
        time.sleep(0.5)
    adults, guardians = [], []
    for path in files:
        said = path.read_text("utf-8")
        [code] = _CODE.findall(said)
        (guardians if "监护人" in said else adults).append(code)
    return adults, guardians


def _noted(tale: Tale) -> None:
    """Until the campaign knows that every letter has left."""
    reader, until = tale.by(SERVICE), time.monotonic() + _PATIENCE
    while True:
        reader.goes(f"{tale.deal}/do/campaign-bounced")
        if f"{ASKED} 人没有答复" in reader.reads():
            return
        assert time.monotonic() < until, reader.reads()
        time.sleep(0.5)


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


def reports_tax(tale: Tale) -> None:
    tale.opens(FINANCE, "tax")
    done = tale.file(FINANCE, "tax_report")
    tale.stage("向税务机关报告股权转让", done, "已归档")


def pays_tax(tale: Tale) -> None:
    tale.go(9, 29)
    tale.file(FINANCE, "iit_certificate", fen="89920")
    tale.file(FINANCE, "stamp_duty", fen="400")
    done = tale.finishes(FINANCE, "tax")
    tale.stage("完税", done, "里程碑已完成", "89,920 元")


def names_holders(tale: Tale) -> None:
    tale.go(10, 9, 10)
    tale.file(CONSULTANT, "shareholder_register")
    done = tale.file(CONSULTANT, "resolution")
    tale.stage("股东名册变更，新法定代表人决议", done, "已归档")


def _remind(tale: Tale) -> None:
    silent = ASKED - UNREACHED - _EARLY - sum(customers.said(tale))
    given = {"campaign": PURPOSE, "task": "告知客户"}
    sender = tale.act(SERVICE, tale.deal, "campaign-remind", **given)
    tale.stage("提醒一次", sender, f"{silent} 人还没答复")
    letters = read(sender.takes("[data-work] a.btn-main", tale.downloads))
    assert len(letters) == silent, f"{len(letters)} are reminded, not {silent}"
    again = tale.act(SERVICE, tale.deal, "campaign-remind", refused="提醒", **given)
    tale.stage("第二次提醒被拒", again, "已经提醒过了", f"{silent} 人")


def closes(tale: Tale, counts: Sequence[int], day: int = 20) -> None:
    """``counts``  of those who said yes, who said no, who said nothing, who were not reached"""
    tale.go(10, day, 0, 1)
    done = tale.act(DPO, tale.deal, "campaign-close", campaign=PURPOSE)
    said = done.page.inner_text("main .numbers").split()
    for count in counts:
        assert str(count) in said, f"{count} is not among {said}"
    tale.stage("告知期结束：沉默不是同意", done, "告知已结束", " ".join(said))
    tale.picture(done, "deal")
    done.goes("/")
    tale.picture(done, "today")
    done = tale.finishes(DPO, "notice_campaign")
    tale.stage("告知与单独同意完成", done, "里程碑已完成")
    customers.late(tale)
