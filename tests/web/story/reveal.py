"""A customer telephones: without a task all is masked; with one, two fields for five minutes."""

from __future__ import annotations

from tests.web.story.cast import DPO, SERVICE
from tests.web.story.walk import Tale


def tell(tale: Tale) -> None:
    service = tale.by(SERVICE)
    service.goes(tale.deal)
    service.follows(".menu a[href='/customers']")
    service.follows("main table a[href*='/customers/']")
    customer = service.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.stage("没有任务，客户资料全部遮着", service, "你手上没有能查看明文的任务")
    assert "1540000" not in service.page.content(), "a number is on a masked page"
    tale.act(
        DPO,
        tale.deal,
        "open-task",
        purpose="个人权利请求",
        actors=[SERVICE],
        acts=["查看明文"],
        subject=customer.rpartition("/")[2],
        until="2026-09-23T18:00",
    )
    service.goes(customer)
    service.presses("#sheet form button")
    service.fills({"field": ["姓名", "手机号"]})
    service.presses("#sheet form button")
    tale.stage("先问闸门", service, "可以，五分钟")
    service.page.click("#sheet form[data-reveal] button")
    # On a slow machine five minutes may have gone since the last proof.
    service.sees("[data-plain]")
    assert "1540000" in service.page.content().replace(" ", ""), "the number is not shown"
    entry, head = (service.page.inner_text(f"{one} .chip") for one in ("#sheet", "#ledger-head"))
    assert entry == head, "the top bar shows an older entry than the reveal's"
    tale.stage("为这项任务揭示两个字段，先记账", service, "离开任务，全部遮回")
    tale.picture(service, "customer")
    service.follows("[data-leave]")
    assert "1540000" not in service.page.content(), "a number stays after the task was left"
