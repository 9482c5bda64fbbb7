"""Demands are stated; a group writes, adopts and publishes the policy; the deal is opened."""

from __future__ import annotations

from tests.web.first_deal import cast
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import house, mandate
from tests.web.story.cast import CONSULTANT, DPO, HEAD, LEGAL, SECURITY

_SEATS = {DPO: "个人信息保护负责人", LEGAL: "法务", SECURITY: "安全", CONSULTANT: "业务"}


def tell(walk: FirstDeal) -> None:
    house.states(walk, cast.TO_STATE)
    _appoints(walk)
    policy = house.writes(walk, cast.HANDLER)
    _decides(walk, policy)
    house.publishes(walk, policy, cast.HANDLER)
    mandate.tell(walk)


def _appoints(walk: FirstDeal) -> None:
    """The head fills the seats; a real home publishes nothing without them."""
    for name, seat in _SEATS.items():
        done = walk.act(HEAD, "/working-group", "group-appoint", person=name, seat=seat)
    walk.stage("任命政策起草小组", done, "席位齐全")


def _decides(walk: FirstDeal, policy: str) -> None:
    """Somebody comments and is answered; all four vote; two write and confirm the minutes."""
    walk.act(CONSULTANT, policy, "remark-add", words="保存期限写得太长")
    done = walk.act(LEGAL, policy, "remark-answer", treatment="不采纳", words="法律要求保存三年")
    walk.stage("对草稿的意见有了答复", done, "不采纳")
    begins = f"{walk.now:%Y-%m-%dT%H:%M}"
    called = walk.act(DPO, policy, "meeting-call", held_at=begins, agenda="通过第一版")
    meeting = walk.here(called)
    for name in _SEATS:
        walk.act(name, meeting, "meeting-vote", answer="赞成")
    walk.act(DPO, meeting, "meeting-minute", minutes="逐段看过，都同意")
    done = walk.act(LEGAL, meeting, "meeting-confirm")
    walk.stage("小组通过草稿，纪要由两人写好、确认", done, "通过")
