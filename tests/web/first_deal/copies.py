"""Copies at two servers elsewhere, a look through each, and a drill: what chapter 13 asks for."""

from __future__ import annotations

import time
from collections.abc import Callable

import pyrage
from tests.web.first_deal import copy_servers
from tests.web.first_deal.walk import FirstDeal
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, HEAD, OPERATIONS, SECURITY

from shoumi.base.copies import key_sheets
from shoumi.doors.demo import made_up_papers

_PATIENCE = 120  # seconds
_COUNTS = "main .copy-cards .tag-pass"
_PLAN = made_up_papers.pdf("Recovery plan", "who leads, who keeps which sheet, in which order")
_SITES = {
    "档案室的存储": {"medium": "网络存储", "site": "虚构市，档案室"},
    "外地机房的服务器": {
        "medium": "另一台服务器",
        "site": "邻省虚构市，机房",
        "is_elsewhere": True,
    },
}


def tell(walk: FirstDeal) -> None:
    servers = walk.closing.enter_context(
        copy_servers.standing(walk.folder.with_name(f"{walk.folder.name}-copies"))
    )
    identity = pyrage.x25519.Identity.generate()
    _names_key(walk, str(identity.to_public()))
    _may_call(walk, servers.issuer)
    for name, address in servers.places.items():
        done = walk.act(
            OPERATIONS,
            "/backup",
            "backup-add",
            name=name,
            kind="restic",
            address=address,
            credentials=str(servers.credentials),
            is_in_china=True,
            is_separate=True,
            evidence="合同 2026-17",
            **_SITES[name],
        )
    walk.stage("两个存放处登记好了", done, "外地机房的服务器")
    keeper = walk.act(OPERATIONS, "/backup", "backup-create")
    _until(keeper, lambda: keeper.reads().count("还没有备份过") == 0)
    for name in servers.places:
        keeper.follows(f"main .copy-cards a:text-is('{name}')")
        walk.act(OPERATIONS, walk.here(keeper), "backup-verify")
        keeper.goes("/backup")
    _until(keeper, lambda: keeper.page.locator(_COUNTS).count() == len(servers.places))
    walk.stage("两份副本都算数", keeper, "2 个算数")
    keeper.follows(f"main .copy-cards a:text-is('{name}')")
    there = walk.here(keeper)
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": _PLAN}
    walk.act(OPERATIONS, "/backup", "backup-plan", paper=plan)
    # Whoever keeps the copies brings three of the five sheets and has never drilled before.
    sheets = "\n\n".join(key_sheets.split(identity)[1:4])
    done = walk.act(OPERATIONS, there, "backup-drill", sheets=sheets)
    walk.stage("新人凭三张密钥单演练恢复，通过，出了证书", done, "三张打印的密钥单")
    for duty in ("13.1", "13.2", "13.3"):
        keeper.goes(f"/duties/{duty}")
        said = keeper.page.locator("main .lead .tag").first.inner_text()
        assert said.strip() == "成立", (duty, said)
        walk.stage(f"{duty} 成立，不靠声明", keeper, "成立")


def _names_key(walk: FirstDeal, public: str) -> None:
    """The secret half was made on a computer that is offline; two name the public one."""
    given = {"name": "2026 年保险柜", "public_key": public}
    asked = walk.here(walk.act(SECURITY, "/backup", "backup-recipient", **given))
    walk.act(DPO, asked, "approve-change")
    done = walk.act(SECURITY, "/backup", "backup-recipient", **given)
    walk.stage("两人登记备份公钥", done, "2026 年保险柜")


def _may_call(walk: FirstDeal, issuer: str) -> None:
    walk.act(SECURITY, "/egress", "ask-host", name=copy_servers.ADDRESS, authority=issuer)
    head = walk.by(HEAD)
    head.goes("/egress")
    head.follows(head.link("do/approve-host"))
    walk.does(head, "approve-host", {})


def _until(reader: Reader, is_so: Callable[[], bool]) -> None:
    """A worker does it; the reader looks again."""
    until = time.monotonic() + _PATIENCE
    reader.goes("/backup")
    while not is_so():
        assert time.monotonic() < until, reader.reads()
        reader.page.wait_for_timeout(1000)
        reader.goes("/backup")
