"""20 October to 2 December: registered, handed over, settled, closed, and proved to a stranger."""

from __future__ import annotations

from pathlib import Path

import pyrage
from tests.web.story import commands, customers, requests
from tests.web.story.cast import (
    BUYER,
    CONSULTANT,
    DPO,
    FINANCE,
    HEAD,
    PERSONNEL,
    SUPERVISOR,
)
from tests.web.story.walk import Tale

CONSENTED = 412
_FIELDS = (
    "客户编号", "姓名", "手机号", "地址", "区县", "出生日期", "服务类型", "年消费额", "开户日期",
    "单位名称", "联系人职务", "监护人姓名", "监护人手机",
)  # fmt: skip


def tell(tale: Tale) -> None:
    applies(tale)
    end(tale)


def applies(tale: Tale) -> None:
    tale.go(10, 20)
    tale.opens(CONSULTANT, "registered")
    done = tale.file(CONSULTANT, "samr_application")
    tale.stage("申请变更登记", done, "已归档")


def end(tale: Tale) -> None:
    """From the application on: what is left of a deal that waits at the registrar."""
    requests.tries_channels(tale)
    requests.deletes(tale)
    registers(tale)
    _withdraw(tale)
    reports_changes(tale)
    identity = pyrage.x25519.Identity.generate()
    seals(tale, str(identity.to_public()), CONSENTED)
    releases(tale)
    _receive(tale, identity)
    settles(tale)
    _close(tale)
    _prove(tale)


def registers(tale: Tale) -> None:
    tale.go(10, 23)
    tale.file(CONSULTANT, "new_licence")
    done = tale.finishes(CONSULTANT, "registered")
    tale.stage("变更生效，新执照", done, "里程碑已完成")


def _withdraw(tale: Tale) -> None:
    tale.go(10, 28)
    if tale.withdraws:
        customers.withdraw(tale)
    early = tale.opens(DPO, "data_handover", refused="还不能")
    tale.stage("还缺条件，交接打不开", early, "监督机构")


def reports_changes(tale: Tale) -> None:
    tale.go(10, 30)
    tale.opens(CONSULTANT, "post_registration")
    tale.file(FINANCE, "bank_change")
    tale.go(11, 4)
    tale.file(FINANCE, "tax_change")
    tale.file(PERSONNEL, "social_insurance_change")
    for kind in ("beneficial_owner", "publicity"):
        tale.file(CONSULTANT, kind)
    old = tale.act(
        FINANCE,
        tale.deal,
        "deal-file",
        kind="bank_key",
        document=tale.paper("bank-key"),
        on="2024-03-01",
        refused="作废",
    )
    tale.stage("旧 U 盾交接被拒", old, "反电信网络诈骗法")
    done = tale.finishes(CONSULTANT, "post_registration")
    tale.stage("银行、税务、社保、受益所有人变更", done, "里程碑已完成")


def seals(tale: Tale, key: str, agreed: int) -> None:
    """The officer seals for the buyer's key; the sealer may not release it.

    ``agreed``  how many had said yes, some of whom may have taken it back.
    """
    tale.go(11, 6)
    tale.file(SUPERVISOR, "supervisor_signoff")
    tale.opens(DPO, "data_handover")
    tale.act(
        HEAD,
        tale.deal,
        "open-task",
        purpose="资料交接",
        actors=[DPO],
        acts=["导出"],
        fields=[*_FIELDS],
        until="2026-11-06T18:00",
    )
    done = tale.act(
        DPO,
        tale.deal,
        "handover-seal",
        recipient=tale.companies.buyer,
        task="资料交接",
        key=key,
    )
    done.goes_on()
    tale.found["package"] = done.page.url.removeprefix(tale.served.site).partition("?")[0]
    withdrawn = customers.WITHDRAWING if tale.withdraws else 0
    said = done.page.inner_text("main .numbers").split()
    sent, consented, withdrew = said[0], said[2], said[5]
    sums = f"{sent} = {consented} − {withdrew}"
    assert sums == f"{agreed - withdrawn} = {agreed} − {withdrawn}", said
    tale.found["sent"] = sent
    tale.stage("逐人过闸门，密封给受让方", done, "对得上", sums)
    done.goes(f"{tale.found['package']}/do/handover-release")
    tale.does(done, "handover-release", {}, refused="放行")
    tale.stage("封包的人自己放行被拒", done, "放行")


def releases(tale: Tale) -> None:
    done = tale.act(SUPERVISOR, tale.found["package"], "handover-release")
    tale.stage("另一人放行", done, "已放行")


def _receive(tale: Tale, identity: pyrage.x25519.Identity) -> None:
    """The buyer saves the file, opens it with its own key, gives the receipt."""
    buyer = tale.by(BUYER)
    buyer.goes("/handover")
    buyer.follows(buyer.link("/handover/"))
    # The form that opens it in the browser holds a link too, until something is in its way.
    saved = buyer.takes(f"{buyer.link('/file')}:visible", tale.downloads)
    opened = pyrage.decrypt(saved.read_bytes(), [identity])
    assert len(opened) > int(tale.found["sent"]), "the package is empty"
    done = tale.act(BUYER, tale.found["package"], "handover-receive", file=str(saved))
    tale.stage("受让方打开，回执哈希相等，双签", done, "回执相符", f"{len(opened):,} B")
    done = tale.finishes(DPO, "data_handover")
    tale.stage("资料与客户数据交接完成", done, "里程碑已完成")


def settles(tale: Tale) -> None:
    tale.go(11, 13)
    tale.opens(FINANCE, "settled")
    tale.file(FINANCE, "escrow_release", fen="800000")
    done = tale.finishes(FINANCE, "settled")
    tale.stage("结算，监管资金放行", done, "里程碑已完成")


def _close(tale: Tale) -> None:
    shuts_rooms(tale)
    certifies_finally(tale)
    has_destroyed(tale)


def shuts_rooms(tale: Tale) -> None:
    """The rooms are shut, and whoever read in them owes a certificate."""
    tale.go(11, 20)
    tale.opens(DPO, "closed")
    done = tale.act(DPO, tale.deal, "rooms-shut")
    tale.stage("数据室全部关上，内容销毁", done, "数据室都关上了")
    # The form has the day already: ten working days from the record that the rooms are shut.
    done = tale.act(DPO, tale.deal, "recipient-owes", party=tale.companies.buyer)
    tale.stage("接收方应交销毁证明", done, "已登记，等接收方交来")


def has_destroyed(tale: Tale) -> None:
    """The buyer signs that nothing of the rooms is left with it; the deal is closed."""
    tale.go(12, 2)
    done = tale.act(
        BUYER,
        f"/papers?deal={tale.deal.rpartition('/')[2]}",
        "recipient-signs",
        party=tale.companies.buyer,
        items="数据室笔记与摘录",
        count="1",
        copies="1",
        method="OVERWRITTEN",
        destroyed_on="2026-12-02",
    )
    tale.stage("接收方签署销毁证明", done, "已签署，密封保存")
    done = tale.finishes(DPO, "closed")
    tale.stage("归档与销毁完成，结案", done, "里程碑已完成")


def certifies_finally(tale: Tale) -> None:
    """The last backup that could hold the keys of anybody who was destroyed is gone by now."""
    reader = tale.by(DPO)
    for order in requests.listed(reader, "/destruction", "/destruction/dest-"):
        reader.goes(order)
        if reader.has(reader.link("do/destroy-certify")):
            done = tale.act(DPO, order, "destroy-certify")
    tale.stage("销毁证明第二阶段", done, "证明已签发")
    tale.picture(done, "destruction")


def _prove(tale: Tale) -> None:
    """A stranger: the stand-alone verifier, then the house's own page."""
    trust = commands.trust(tale)
    packed = exports_dossier(tale)
    commands.verify(tale, packed, trust)
    checks_dossier(tale, packed)


def exports_dossier(tale: Tale) -> Path:
    officer = tale.act(DPO, tale.deal, "dossier-export")
    tale.stage("导出卷宗", officer, "卷宗导出了")
    return officer.takes("[data-work] a.btn-main", tale.downloads)


def checks_dossier(tale: Tale, packed: Path) -> None:
    """Without a log-in, at the page where anybody may check a paper."""
    one = tale.customer("外人")
    one.goes("/check")
    one.fills({"document": str(packed)})
    one.presses("main form button[type=submit]")
    tale.stage("外人在核对页核验卷宗", one, "相符")
