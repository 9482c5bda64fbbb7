"""Vendors over the API: the list, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import OwnForm
from shoumi.chapters.vendors.rules import Scope
from shoumi.chapters.vendors.verbs import VERBS
from shoumi.chapters.vendors.verbs.answer import OwnFormLine, VendorLine
from shoumi.chapters.vendors.verbs.own_forms import told as told_form
from shoumi.chapters.vendors.verbs.place import vendor_of
from shoumi.chapters.vendors.verbs.register import told

router = Router(tags=["vendors"])


@router.get("/vendors", operation_id="vendors_list", **reads(Page[VendorLine]))
@needs(Scope.READ)
def vendors(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The vendors, the newest first."""
    return paging.newest_first(request, wanted, queries.listed(), told)


@router.get("/vendors/{vendor}", operation_id="vendors_vendor", **reads(VendorLine))
@needs(Scope.READ)
def vendor(request: PageRequest, vendor: str) -> dict[str, Any]:
    """One vendor."""
    return told(vendor_of(vendor))


@router.get("/vendor-forms", operation_id="vendor_forms_list", **reads(Page[OwnFormLine]))
@needs(Scope.READ)
def vendor_forms(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Every version of the questionnaires that the house owns, the newest first."""
    return paging.newest_first(request, wanted, OwnForm.objects.all(), told_form)


operation.add(router, VERBS)
