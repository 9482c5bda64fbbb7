"""Tell the protection officer and a second one, in the transaction that opens.

``SHOUMI_DPO_MAIL``      the protection officer's mail address
``SHOUMI_OFFICER_MAIL``  the second officer's
Without an address the message is queued all the same and the outbox says that it has none; the
bar on every page of theirs, and the event pushed to other systems, do not need it.
"""

from __future__ import annotations

import os
from datetime import datetime

from shoumi.base.emergency.models import Emergency
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.rules import Channel
from shoumi.base.outbox.services import Draft
from shoumi.core.refs import Ref

PROTECTION, SECOND = Ref("officer-protection"), Ref("officer-second")
_SUBJECT = "紧急开启 / An emergency was opened"
_BODY = (
    "有人未经批准，紧急开启了一位客户的资料：{ref}。三十分钟后自动结束，须在二十四小时内复核。\n"
    "请在“平台 > 紧急开启”里查看并复核；逾期未复核，开启人的账号自动停用。\n\n"
    "One customer's data was opened in an emergency, without approval: {ref}. It ends by itself\n"
    "after half an hour and has to be reviewed within a day, or the opener's account stops.\n"
    'Please look at "House > Emergencies".\n'
)


def address(to: Ref, channel: Channel, at: datetime) -> str | None:
    """An officer's address, where the environment names one."""
    if to == PROTECTION:
        return os.environ.get("SHOUMI_DPO_MAIL") or None
    return os.environ.get("SHOUMI_OFFICER_MAIL") or None


def opened(emergency: Emergency, actor: Ref, at: datetime) -> int:
    """Queue the messages with the opening they tell of; how many."""
    body = _BODY.format(ref=emergency.ref)
    drafts = [
        Draft(to, _SUBJECT, body, key=f"emergency:{emergency.ref}:{to}")
        for to in (PROTECTION, SECOND)
    ]
    return len(outbox.queue_many(drafts=drafts, actor=actor, at=at, deal=Ref(emergency.deal)))
