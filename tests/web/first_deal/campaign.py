"""All are told and asked, half by text message and half by mail; they answer by the link.  One mail
does not arrive, which its relay reports to a mailbox."""

from __future__ import annotations

from tests.web.first_deal import letters, students
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import closing, consent_campaign, customers
from tests.web.story.cast import DPO, HEAD, OPERATIONS, SECURITY, SERVICE

_PHONE = 390
# Of those whom the story does not play: who agrees and who refuses by the link; the rest is silent.
_AGREE, _REFUSE, _GUARDIANS = 20, 4, 2
_BOUNCED = 1
INVITED = students.BY_NUMBER + students.BY_MAIL


def tell(walk: FirstDeal) -> None:
    _sets_up_ways(walk)
    consent_campaign.prepares(walk)
    _sends(walk)
    customers.answer(walk)
    _answer_by_link(walk)
    consent_campaign.reports_tax(walk)
    consent_campaign.pays_tax(walk)
    consent_campaign.names_holders(walk)
    closing.applies(walk)
    _sees_the_bounce(walk)
    # Everybody's time runs from the own letter, so it ends a day after the story's.
    given, refused = answered()
    silent = INVITED - given - refused - _BOUNCED
    consent_campaign.closes(walk, (given, refused, silent, _BOUNCED), day=21)


def answered() -> tuple[int, int]:
    """How many say yes in all, and how many no."""
    given = 3 + customers.WITHDRAWING + _AGREE + _GUARDIANS
    return given, 1 + _REFUSE


def _sets_up_ways(walk: FirstDeal) -> None:
    """Two let the vendor's host be called, whose account came with the house; mail is tried."""
    # Not above: it imports models, which ``outside_services`` makes ready.
    from shoumi.base.correspondence.channels.vendors import HOSTS

    host = HOSTS[walk.outside.gateway.vendor]
    walk.act(SECURITY, "/egress", "ask-host", name=host)
    head = walk.by(HEAD)
    head.goes("/egress")
    head.follows(head.link("do/approve-host"))
    walk.does(head, "approve-host", {})
    walk.act(
        HEAD,
        "/settings",
        "settings-mailbox",
        host="127.0.0.1",
        port=str(walk.outside.imap),
        user=walk.outside.mailbox.user,
        folder="INBOX",
        password=walk.outside.mailbox.password,
    )
    done = walk.act(OPERATIONS, "/channels", "channel-try", way="邮件", to="ops@house.example")
    walk.stage("短信和邮件都接通了，都试发过", done, "发出去了")
    walk.outside.gateway.sent.clear()


def _sends(walk: FirstDeal) -> None:
    fields = ("手机号", "电子邮箱", "监护人手机")
    # The officer sends the first letters, so another opens the task.
    also = f"{INVITED} 人"
    consent_campaign.opens_task(walk, [DPO, SERVICE], fields, also, by=HEAD)
    done = walk.act(
        DPO,
        walk.deal,
        "campaign-dispatch",
        campaign=consent_campaign.PURPOSE,
        task="告知客户",
        sms=True,
        mail=True,
    )
    adults, guardians = letters.arrived(walk.outside)
    also = f"短信 {students.BY_NUMBER}，邮件 {students.BY_MAIL}"
    walk.stage("告知寄出，人人一封", done, "信", also)
    customers.invite(walk, adults, guardians)


def _answer_by_link(walk: FirstDeal) -> None:
    """The others, each by the own link, on a phone."""
    _, adults, guardians = customers.invited(walk)
    one = walk.customer("其他客户", width=_PHONE)
    for number, code in enumerate(adults[: _AGREE + _REFUSE]):
        customers.follows(one, code)
        answer = "GIVEN" if number < _AGREE else "REFUSED"
        one.presses(f"button[name=answer][value={answer}]")
    for code in guardians[:_GUARDIANS]:
        customers.follows(one, code)
        one.page.check("[name=guardian]")
        one.presses("button[name=answer][value=GIVEN]")
    walk.stage("各人在手机上按链接答复", one, "您同意了", f"{_AGREE + _REFUSE + _GUARDIANS} 人")
    letters.bounces(walk.outside, adults[_AGREE + _REFUSE :])


def _sees_the_bounce(walk: FirstDeal) -> None:
    """The report lay in the mailbox, which the worker reads by itself."""
    service = walk.by(SERVICE)
    service.goes("/inbox")
    walk.stage("退信从信箱读了回来，等着客服", service, "有退信，换一种方式再寄")
