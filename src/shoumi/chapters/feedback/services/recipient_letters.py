"""What recipients are written: no name, number or value of anybody, and no link.

The house keeps no link.  Whoever has an account answers there; whoever has none is handed a link by
the person who handles the request.
"""

from __future__ import annotations

from typing import NamedTuple

from shoumi.base.home_settings import queries as settings
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.rules.recipients import Wanted
from shoumi.core.ledger.leaf import Event
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


class _Text(NamedTuple):
    title: str
    body: str


_WANTED: dict[Wanted, Both] = {
    Wanted.DELETE: ("删除", "delete"),
    Wanted.CORRECT: ("更正", "correct"),
}
_FIRST = _Text(
    "请{zh}一位客户的信息，{until} 前确认 / {en_title} a customer's data by {until}",
    "{number}\n{handle_zh}\n\n"
    "一位客户要求{zh}其个人信息。请{zh}贵公司由此得到的、关于这位客户的信息，并在 {until} 前确认"
    "（个人信息保护法第四十六条、第四十七条）。更正的内容、对应哪一位，由{company}另行安全告知。\n"
    "有账号的，在转让的页面上确认；没有账号的，用我们交给贵公司的链接，或联系 {contact}。\n\n"
    "{handle_en}\n\n"
    "A customer asked {company_en} to {en} her or his data. Please {en} what you got of that\n"
    "customer and confirm it by {until} (PIPL 46, 47). What is to be corrected, and of whom, is\n"
    "told to you apart and safely. Confirm on the page of the deal, or by the link that we hand\n"
    "to you; or turn to {contact}.\n",
)
_AGAIN = _Text(
    "请确认已{zh}（{until} 到期）/ Please confirm: due {until}",
    "{number}\n{handle_zh}\n\n还没有收到贵公司的确认，最后一日是 {until}。"
    "请在页面上确认，或联系 {contact}。\n\n"
    "{handle_en}\n\nYour confirmation has not come; its last day is {until}. Please confirm on\n"
    "the page, or turn to {contact}.\n",
)


def queue(one: RecipientNotice, found: Request, event: Event, *, again: bool = False) -> bool:
    """Whether a mail was queued: somebody has an address, and was not written to on that day.

    ``event``  as whose act, when and in which deal
    """
    if not one.writes_to:
        return False
    company = settings.company()
    zh, en = _WANTED[Wanted(one.wanted)]
    words = {
        "zh": zh,
        "en": en,
        "en_title": en.capitalize(),
        "until": one.until.isoformat(),
        "number": f"DSR-{found.number:04d}",
        "handle_zh": one.handle[0],
        "handle_en": one.handle[1],
        "company": company.name if company else "",
        "company_en": (company.name_en or company.name) if company else "the house",
        "contact": company.contact if company else "",
    }
    text = _AGAIN if again else _FIRST
    try:
        outbox.queue(
            to=Ref(one.writes_to),
            subject_line=text.title.format(**words),
            body=text.body.format(**words),
            actor=event.actor,
            at=event.at,
            deal=event.deal,
            key=f"recipient-notice:{one.ref}:{event.at:%Y-%m-%d}" if again else one.ref,
            published=[words["contact"]] if company else [],
        )
    except AlreadyQueued:
        return False
    return True
