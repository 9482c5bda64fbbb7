"""Opening and finishing milestones."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.sabotage.act import Act, cast, nothing, ref_of
from tests.sabotage.place import Place

_MOVERS = {
    "data_handover": "DPO",
    "closed": "DPO",
    "signed": "LEGAL",
    "settled": "FINANCE",
}


def _mover(stage: str) -> str:
    return str(getattr(cast(), _MOVERS.get(stage, "CONSULTANT")))


def _move(place: Place, _: Any, *, stage: str, verb: str) -> None:
    from shoumi.base.deals import services
    from shoumi.core.terms import DealStage

    getattr(services, verb)(
        deal=place.deal, stage=DealStage(stage), actor=place[_mover(stage)], at=place.at
    )


def _stage(stage: str, verb: str = "advance") -> Act:
    word = {"advance": "open", "finish": "finish"}[verb]
    return Act(
        stage,
        (stage,),
        nothing,
        {
            "service": partial(_move, stage=stage, verb=verb),
            "command": lambda place, _: place.shoumi(
                "deal", verb, place.told.number, stage, as_=_mover(stage)
            ),
            "page": lambda place, _: place.page(
                _mover(stage), f"/deals/{place.deal}/do/deal-{verb}", stage=stage
            ),
            "operation": lambda place, _: place.call(
                _mover(stage), f"/deals/{place.deal}/milestones/{stage}/{word}"
            ),
        },
    )


def _waive(place: Place, _: Any, *, stage: str) -> None:
    from shoumi.base.deals import services
    from shoumi.base.deals.rules import WaiveReason
    from shoumi.core.terms import DealStage

    services.waive(
        deal=place.deal,
        stage=DealStage(stage),
        reason=WaiveReason.PRIVATE_SALE,
        actor=place[cast().DPO],
        at=place.at,
    )


def _waived(stage: str) -> Act:
    return Act(
        f"waive_{stage}",
        (stage,),
        nothing,
        {
            "service": partial(_waive, stage=stage),
            "command": lambda place, _: place.shoumi(
                "deal", "waive", place.told.number, stage, "--reason", "private_sale",
                as_=cast().DPO,
            ),
            "page": lambda place, _: place.page(
                cast().DPO, f"/deals/{place.deal}/do/deal-waive", stage=stage,
                reason="private_sale", is_sure="on",
            ),
            "operation": lambda place, _: place.call(
                cast().DPO,
                f"/deals/{place.deal}/milestones/{stage}/waive",
                {"reason": "private_sale"},
            ),
        },
    )  # fmt: skip


STAGES = (
    *map(
        _stage,
        ["mandate", "listed", "dd_l1", "dd_l2", "dd_l3", "signed", "data_handover", "settled"],
    ),
    _stage("closed", "finish"),
    _waived("listed"),
    _waived("dd_l2"),
)


def _other_deal(place: Place) -> str:
    from shoumi.base.deals import services
    from shoumi.base.deals.rules import PartyRole
    from shoumi.core.milestones import FilingKind
    from shoumi.core.terms import DealType

    consultant = place[cast().CONSULTANT]
    made = services.create(
        deal_type=DealType.EQUITY,
        title="旁支转让",
        parties=[
            services.NewParty(PartyRole.TARGET, "虚构旁支有限公司", "91990000MA0DEM0213"),
            services.NewParty(PartyRole.TR, cast().SELLER, person=place[cast().SELLER]),
        ],
        actor=consultant,
        at=place.at,
    )
    services.file(
        deal=ref_of(made.ref), kind=FilingKind.NOTICE_17, sha256=bytes(range(32)), actor=consultant,
        at=place.at,
    )  # fmt: skip
    return str(made.ref)


def _begin_other(place: Place, deal: str) -> None:
    from shoumi.base.deals import services
    from shoumi.core.terms import DealStage

    services.advance(
        deal=ref_of(deal), stage=DealStage.INTAKE, actor=place[cast().CONSULTANT], at=place.at
    )


OTHER_DEAL = Act("other_deal", ("*",), _other_deal, {"service": _begin_other})
