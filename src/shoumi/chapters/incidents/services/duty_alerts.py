"""Whoever is on duty is told at once that something happened, at any hour: which incident and how
grave, and nothing of what was said of it."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.attestations.lapse_notices import desk
from shoumi.base.messages import names
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.services import Draft
from shoumi.base.transport import server_address
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.rules import plans
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

_SUBJECT = "安全事件 {number}：{zh} / Incident {number}: {en}"
_BODY = (
    "刚刚报告了安全事件 {number}，内部级别 {zh}。您在值守，请马上打开，"
    "按处置清单办；时限已经在走。\n"
    "{link}\n\n"
    "Incident {number} was just reported, of severity {en}. You are on duty: please open it now "
    "and follow the playbook; its clocks run.\n"
)


def tell(one: Breach, at: datetime) -> None:
    """In the transaction of the report; each once."""
    zh, en = names.pair(Severity(one.severity))
    said = {"number": queries.number_of(one), "zh": zh, "en": en}
    link = f"{server_address.public_site()}/incidents/{one.ref}"
    drafts = [
        Draft(to, _SUBJECT.format(**said), _BODY.format(link=link, **said), f"{one.ref}:{to}")
        for to in _whom()
    ]
    outbox.queue_many(drafts=drafts, actor=SYSTEM, at=at)


def _whom() -> list[Ref]:
    """Everybody on duty; the officer's desk and that of security where nobody is."""
    held = [queries.as_duty(one) for one in queries.posts()]
    return [Ref(who) for who in plans.people_on_duty(held)] or [desk(Role.DPO), desk(Role.SEC)]
