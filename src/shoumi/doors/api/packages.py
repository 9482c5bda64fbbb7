"""Packages over the API: how far each came, sealed and released.

The second person says yes with a token of his or her own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.errors import OtherChange
from shoumi.base.api.fields import RefText, Sha256, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.gate import queries as tasks
from shoumi.base.handover import columns
from shoumi.base.handover import rules as handing
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import WrongTask
from shoumi.base.handover.models import Package
from shoumi.base.handover.models import State as PackageStates
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.subjects import queries as subjects
from shoumi.core.refs import Ref

# The ids of operations are promised to programs, so they do not follow the module.
_ID = "holdings_{}".format
router = Router(tags=["handover"])
PackageState = Annotated[PackageStates, WithJsonSchema(words_of(PackageStates))]
_KEY_LENGTH = 8_000


class PackageLine(Schema):
    """``rows`` = ``consented`` − ``withdrawn``, or nothing is sealed.

    ``minors``  how many of them are minors; null of packages of an older version
    """

    ref: str
    deal: str
    recipient: str
    state: PackageState
    sha256: str
    size_bytes: int
    rows: int
    consented: int
    withdrawn: int
    minors: int | None
    sealed_at: datetime
    released_at: datetime | None
    received_at: datetime | None
    position: int


class SealGiven(Strict):
    """``key``  the recipient's: age (``age1…``) or an RSA certificate (PEM)

    ``task``  an open one of the caller, to export for the hand-over of this deal
    """

    recipient: RefText
    task: RefText
    key: str = Field(min_length=1, max_length=_KEY_LENGTH, pattern=r"^[^\x00]*$")


class ReleaseGiven(Strict):
    """``sha256``  of the file that was looked at: no other is released"""

    sha256: Sha256


@router.get("/packages", operation_id=_ID("packages"), **reads(Page[PackageLine]))
@needs(Scope.HANDOVER_READ)
def packages(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Packages of the caller's deals, the newest first."""
    found = Package.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _package)


@router.get("/packages/{package}", operation_id=_ID("package"), **reads(PackageLine))
@needs(Scope.HANDOVER_READ)
def package(request: PageRequest, package: str) -> dict[str, Any]:
    """One package."""
    return _package(scoping.own(request, Package, package))


@router.post("/deals/{deal}/packages", operation_id=_ID("seal"), **acts(PackageLine, 201))
@needs(Scope.HANDOVER_SEAL, *handing.SEALERS)
def seal(request: PageRequest, deal: str, given: SealGiven) -> Status[Any]:
    """Seal for the recipient those whom the gate lets out; another person releases it."""
    ref = seen(request, deal)
    mine = tasks.open_for(request.who(), request.at)
    fields = next((one.fields for one in mine if one.ref == given.task), None)
    if fields is None:
        raise WrongTask
    people = subjects.refs(subjects.of_deal(ref))
    made = handover.seal(
        deal=ref,
        recipient=Ref(given.recipient),
        key=given.key.strip(),
        task=Ref(given.task),
        subjects=people,
        fields=columns.sayable(ref, fields, people),
        actor=request.who(),
        at=request.at,
    )
    return Status(201, _package(Package.objects.get(ref=made.ref)))


@router.post("/packages/{package}/release", operation_id=_ID("release"), **acts(PackageLine))
@needs(Scope.APPROVALS_WRITE, *handing.RELEASERS)
def release(request: PageRequest, package: str, given: ReleaseGiven) -> dict[str, Any]:
    """The second person's yes to this very package: not by who sealed it.  The file is fetched on
    its page."""
    found = scoping.own(request, Package, package)
    if given.sha256 != found.sha256:
        raise OtherChange
    handover.release(package=Ref(found.ref), actor=request.who(), at=request.at)
    return _package(Package.objects.get(ref=found.ref))


def _package(one: Package) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PackageLine.model_fields}
