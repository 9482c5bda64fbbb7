"""Tell the operations desk that an endpoint was paused.

``SHOUMI_OPS_MAIL``  the desk's mail address.  Without it the message is queued all the same and
                     the outbox says that it has no address.
"""

from __future__ import annotations

import os
from datetime import datetime

from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.rules import Channel
from shoumi.base.webhooks.models import Endpoint
from shoumi.core.refs import SYSTEM, Ref

DESK = Ref("desk-operations")
_SUBJECT = "事件推送已暂停 / A webhook is paused"
_BODY = (
    "接收系统 {ref} 持续没有收下事件，推送已暂停。事件都在账本里，恢复后从停下的地方接着推送。\n"
    "请在“平台 > 事件推送”里查看。\n\n"
    "The receiver {ref} has not taken events for a long time; it is told nothing more for now.\n"
    "The events are in the ledger, and it is told them once it is taken up again.\n"
    'Please look at "House > Webhooks".\n'
)


def address(to: Ref, channel: Channel, at: datetime) -> str | None:
    """The desk's address, where the environment names one."""
    return os.environ.get("SHOUMI_OPS_MAIL") or None


def paused(endpoint: Endpoint, position: int, at: datetime) -> None:
    """Queue the message, with the change it tells of; once for each pause."""
    outbox.queue(
        to=DESK,
        subject_line=_SUBJECT,
        body=_BODY.format(ref=endpoint.ref),
        actor=SYSTEM,
        at=at,
        key=f"webhook-paused:{position}",
    )
