"""A request tells of something that may be an incident: it becomes one, and is answered besides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import IncidentReport, KnownIncident, Through
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.rules import Kind, Part, State, Way
from shoumi.chapters.feedback.services.progress import HANDLERS, held, keep
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.refs import Ref

_ACCOUNT = "客户请求 DSR-{number:04d}（{kind}）提到可能发生了安全事件，原话在该请求里。"
_NOTE = "已立为安全事件 {number}。"


@transaction.atomic
def report(*, request: Ref, words: str, actor: Ref, at: datetime) -> KnownIncident:
    """Take it in as an incident whose clocks run since the request came in.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted
        a refusal of whoever keeps incidents: it is one already.
    """
    found = held(request)
    deal = queries.deal_of(found)
    accounts.require(actor, at, *HANDLERS, deal=deal)
    kind = names.pair(Kind(found.kind))[0]
    account = f"{_ACCOUNT.format(number=found.number, kind=kind)}\n{words}".strip()
    told = IncidentReport(
        request, Through.CUSTOMER, found.received_at, account, [deal] if deal else ()
    )
    made = incident_desk().report(told, actor, at)
    if found.state != State.CLOSED:
        said = _NOTE.format(number=made.number)
        line = Line(Part.NOTE, said, Way(found.way), at, actor)
        keep(found, Tag.NOTED, {}, actor, at, line)
    return made
