"""The text of an agreement as a PDF: the deal's own facts in the house's form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.accounts.models import Person
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents.signed_documents import make
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements.rules import Kind, Terms
from shoumi.core import constants
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

_SCOPE = (
    "经营、财务与合同资料；",
    "客户资料的汇总、去标识化与净室材料；",
    "谈判内容及交易条件。",
)


def nda(deal: Deal, terms: Terms, persons: Mapping[Ref, str], at: datetime) -> bytes:
    """A confidentiality agreement with a field for each person, in the order of ``persons``.

    Raises:
        NoSuchParty: the deal has no target company, or no transferee to bind.
    """
    ref = Ref(deal.ref)
    names = list(persons.values())
    is_employee = terms.kind is Kind.EMPLOYEE
    receiving = (
        {"name": "、".join(names), "code": None, "representative": None}
        if is_employee
        else _side(ref, PartyRole.TE)
    )
    more = {} if is_employee else {"liquidated": _damages(terms)}
    return make(
        "nda",
        f"NDA-{queries.of_deal(ref).count() + 1:03d}",
        at,
        [(f"signer_{n}", name, "签署人", "signer") for n, name in enumerate(names, start=1)],
        deal=deal.number,
        disclosing=_side(ref, PartyRole.TARGET),
        receiving=receiving,
        persons=names,
        starts_on=day_in_china(at).isoformat(),
        ends_on=terms.until.isoformat(),
        scope=list(_SCOPE),
        purpose="仅为评估是否受让目标公司及其条件。",
        return_workdays=constants.get("contract.return_or_destroy").number,
        breach_hours=constants.get("contract.nda_breach_notice").number,
        dispute="争议由目标公司住所地人民法院管辖。",
        employee=is_employee,
        **more,
    )


def _damages(terms: Terms) -> dict[str, int]:
    return {"amount": terms.damages, "estimated_loss": terms.estimated_loss}


def _side(deal: Ref, role: PartyRole) -> dict[str, str | None]:
    found = deals.parties(deal, role)
    if not found:
        raise NoSuchParty
    acting = Person.objects.filter(ref=found[0].person).values_list("name", flat=True).first()
    return {"name": found[0].name, "code": found[0].uscc or None, "representative": acting}
