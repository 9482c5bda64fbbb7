"""Acts by which the data of somebody rest: of a request that the copy knows, and of one that it
does not."""

from __future__ import annotations

from typing import Any

from shoumi.chapters.feedback.queries import restrictions
from shoumi.chapters.feedback.rules import Kind, Proof, Way
from shoumi.chapters.feedback.services import intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.core.refs import Ref
from shoumi.doors.tests.restore_case import Narrowing


def _asked(house: Any) -> Ref:
    told = Told(Kind.OBJECT, Way.PHONE, "请停止使用我的信息", house.at, deal=house.deal)
    made, _ = intake.take_in(told=told, actor=house.dpo, at=house.at)
    progress.assign(request=Ref(made.ref), to=house.dpo, actor=house.dpo, at=house.at)
    return Ref(made.ref)


def _proved(house: Any, request: Ref, person: Ref) -> None:
    given = {"subject": person, "actor": house.dpo, "at": house.at}
    progress.prove(request=request, proof=Proof.TWO_VALUES, **given)


def _one_who_asks(house: Any) -> tuple[Ref, Ref]:
    return house.keep_many(2)[0], _asked(house)


REQUEST_ACTS = {
    "feedback.restricted": Narrowing(
        _one_who_asks,
        lambda house, made: _proved(house, made[1], made[0]),
        lambda house, made: made[0] in restrictions.restricted(),
    ),
    "feedback.received": Narrowing(
        lambda house: house.keep_many(2),
        lambda house, made: _proved(house, _asked(house), made[0]),
        lambda house, made: made[0] in restrictions.restricted(),
    ),
}
