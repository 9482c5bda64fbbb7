"""What the verbs of vendors are done to: the house, one vendor, one of its agreements."""

from __future__ import annotations

from shoumi.base.commands import lookup
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.vendors.models import Incident, OwnForm, ProcessingAgreement, Vendor
from shoumi.chapters.vendors.queries import NoSuchAgreement, NoSuchIncident, NoSuchVendor
from shoumi.chapters.vendors.services.form_errors import NoSuchForm
from shoumi.core.refs import Ref


def vendor_of(vendor: str) -> Vendor:
    """
    Raises:
        NoSuchVendor
    """
    found = Vendor.objects.filter(ref=vendor).first()
    if found is None:
        raise NoSuchVendor(vendor=vendor)
    return found


def agreement_of(request: PageRequest, agreement: str) -> ProcessingAgreement:
    """One that the house has, or that somebody outside it signs.

    Raises:
        NoSuchAgreement: there is none, or it is nothing to who asks.
    """
    found = ProcessingAgreement.objects.filter(ref=agreement).first()
    if found is None or (request.is_party and request.who() not in found.persons):
        raise NoSuchAgreement(agreement=agreement)
    return found


def incident_of(incident: str) -> Incident:
    """
    Raises:
        NoSuchIncident
    """
    found = Incident.objects.filter(ref=incident).first()
    if found is None:
        raise NoSuchIncident(incident=incident)
    return found


def form_of(form: str) -> OwnForm:
    """
    Raises:
        NoSuchForm
    """
    found = OwnForm.objects.filter(ref=form).first()
    if found is None:
        raise NoSuchForm(form=form)
    return found


HOUSE = Place("", "vendors")
FORMS = Place("", "vendor-forms")
FORM = Place(
    "ownform",
    "vendor-forms/<str:ownform>",
    lambda request, ref: Ref(form_of(ref).ref),
)
VENDOR = Place(
    "vendor",
    "vendors/<str:vendor>",
    lambda request, ref: Ref(vendor_of(ref).ref),
    lookup.numbered(Vendor, NoSuchVendor),
)
PROCESSING = Place(
    "processing",
    "processing/<str:processing>",
    lambda request, ref: Ref(agreement_of(request, ref).ref),
)
INCIDENT = Place(
    "incident",
    "vendor-incidents/<str:incident>",
    lambda request, ref: Ref(incident_of(ref).ref),
)
