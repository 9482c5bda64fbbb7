"""The house's form of an agreement on entrusted processing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base import registry
from shoumi.base.documents.signed_documents import make
from shoumi.base.home_settings import queries as settings
from shoumi.base.home_settings.rules import Company
from shoumi.chapters.vendors.models import ProcessingAgreement, Vendor
from shoumi.chapters.vendors.rules.agreement import Terms
from shoumi.chapters.vendors.services.errors import CompanyUnknown
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def of(
    vendor: Vendor,
    terms: Terms,
    persons: Mapping[Ref, str],
    at: datetime,
    company: Company | None = None,
) -> bytes:
    """With a field for each person, in the order of ``persons``.

    Raises:
        CompanyUnknown: nobody said who the house is.
    """
    company = company or settings.company()
    if company is None:
        raise CompanyUnknown
    register = registry.field_register()
    count = ProcessingAgreement.objects.count() + 1
    return make(
        "processing_agreement",
        f"DPA-{count:03d}",
        at,
        [
            (f"signer_{n}", name, "签署人", "signer")
            for n, name in enumerate(persons.values(), start=1)
        ],
        principal={"name": company.name, "code": company.code},
        vendor={"name": vendor.name, "code": vendor.code},
        starts_on=day_in_china(at).isoformat(),
        ends_on=terms.until.isoformat(),
        purpose=terms.purpose,
        method=terms.method,
        protection=terms.protection,
        fields=[register[code].zh if code in register else code for code in terms.fields],
        help_days=terms.help_days,
        notice_hours=terms.notice_hours,
        clauses=sorted(terms.clauses),
    )
