"""Rotation of keys over the API: asked for, and begun once another person has approved it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.urls import reverse
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import WithJsonSchema

from shoumi.base.api.approvals import asking
from shoumi.base.api.errors import ByHand
from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.jobs.backend import insert
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.rotation import jobs, plans, services
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation
from shoumi.base.rotation.models import State as Standing
from shoumi.core.terms import Role
from shoumi.core.vault.suites import NAMES, Suite, named

router = Router(tags=["keys"])
SuiteName = Annotated[
    str | None,
    WithJsonSchema({"anyOf": [{"type": "string", "enum": list(NAMES)}, {"type": "null"}]}),
]
_OF_DEAL = (What.DEAL, What.DATA)


class RotateGiven(Strict):
    """``deal``  whose keys alone, of the kinds deal and data; of every deal where none is named

    ``suite``  into which one, of the kind suite; the present one where none is named
    """

    what: What
    deal: RefText | None = None
    suite: SuiteName = None


class RotationLine(Schema):
    """A rotation that a worker takes to its end; ``target`` is the deal, the key or the field."""

    ref: str
    what: What
    target: str
    epoch: int
    state: Annotated[Standing, WithJsonSchema(words_of(Standing))]
    begun_at: datetime


class Rotations(Schema):
    rotations: list[RotationLine]


@router.post("/keys/rotations", **acts(Rotations, 201, takes_two=True))
@needs(Scope.KEYS_ROTATE, Role.SEC)
def rotate(request: PageRequest, given: RotateGiven) -> Status[Any]:
    """Replace keys.  Takes two persons: answered 202 with the request and its address; once
    another has approved it, the same under a new key begins it."""
    what, targets, suite = given.what, _targets(request, given), _suite(given)

    def begin() -> Status[Any]:
        made = services.start_all(
            what=what, targets=targets, suite=suite, actor=request.who(), at=request.at
        )
        insert(jobs.resume)
        return Status(201, {"rotations": [_line(one) for one in made]})

    return asking(request, begin)


def _targets(request: PageRequest, given: RotateGiven) -> list[str]:
    """
    Raises:
        ByHand: a root that is a passphrase is replaced on the server, where its file is.
        NoSuchDeal
    """
    if given.what is What.ROOT and not plans.replaces_root():
        raise ByHand(where=reverse("keys"))
    if given.deal and given.what in _OF_DEAL:
        return [seen(request, given.deal)]
    return plans.targets(given.what)


def _suite(given: RotateGiven) -> Suite | None:
    """
    Raises:
        UnknownSuite
    """
    return named(given.suite) if given.suite and given.what is What.SUITE else None


def _line(one: Rotation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in RotationLine.model_fields}
