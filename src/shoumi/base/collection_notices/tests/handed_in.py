"""A notice at collection that is handed in and covers everything."""

from __future__ import annotations

from shoumi.base.collection_notices import services
from shoumi.base.collection_notices.rules import Extent, Shown
from shoumi.base.collection_notices.services import Judgement, NewNotice
from shoumi.base.documents import examined
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

TEXT = "收集姓名、手机号、地址和服务记录，用于家政服务的预约、上门和结算。"
WHOLE = Judgement(Extent.WHOLE, Extent.WHOLE, Extent.WHOLE)


def paper(at, text=TEXT):
    return examined.of_text(text.encode(), place="notice", today=day_in_china(at))


def filed(dataset, *, actor, at, text=TEXT, deal=None):
    """Handed in, and judged by nobody yet."""
    today = day_in_china(at)
    new = NewNotice(paper(at, text), today.replace(year=today.year - 3, day=1), Shown.FORM)
    about = {"deal": Ref(deal or dataset.deal_id), "dataset": Ref(dataset.ref)}
    return services.file(**about, new=new, actor=actor, at=at)


def told_at_collection(dataset, *, actor, at, judgement=WHOLE):
    """Handed in and judged by ``actor``, a protection officer; the data set again."""
    notice = filed(dataset, actor=actor, at=at)
    services.judge(notice=notice.ref, judgement=judgement, actor=actor, at=at)
    return dataset
