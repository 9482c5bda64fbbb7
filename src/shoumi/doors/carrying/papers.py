"""The papers that commands make where nobody brings one: the deal's own facts in the house's forms.

A paper somebody brings is taken as it is; its signature fields must be there already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.deals.models import Deal, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents.papers import make_pdf, people_sign
from shoumi.base.documents.pdf import templates
from shoumi.core import constants
from shoumi.core.calendar import CHINA, day_in_china, due
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

Signer = tuple[str, str, str, str]  # field, name, role zh, role en


def brought(file: Path | None) -> bytes | None:
    return file.read_bytes() if file else None


def make(
    template: str, number: str, at: datetime, signers: Sequence[Signer] = (), /, **data: Any
) -> bytes:
    """One document, dated the day of ``at`` in China and marked where the home is a demo."""
    assert template in templates()
    return make_pdf(
        template,
        {
            "number": number,
            "date": day_in_china(at).isoformat(),
            "demo": clock.is_demo(),
            "signers": [
                {"field": field, "name": name, "role": role, "role_en": role_en}
                for field, name, role, role_en in signers
            ],
            **data,
        },
    )


def signed(pdf: bytes, person: Ref, reason: str, field: str, at: datetime) -> bytes:
    """The document with the person's signature, by his or her own key."""
    return people_sign(pdf, person, accounts.person(person).name, reason, field, at)


def side(deal: Ref, role: PartyRole) -> Party:
    """The first party of a role.

    Raises:
        NoSuchParty
    """
    found = deals.parties(deal, role)
    if not found:
        raise NoSuchParty
    return found[0]


def _side(deal: Ref, role: PartyRole) -> dict[str, str | None]:
    party = side(deal, role)
    acting = Person.objects.filter(ref=party.person).values_list("name", flat=True).first()
    return {"name": party.name, "code": party.uscc or None, "representative": acting}


def nda(
    deal: Deal,
    *,
    number: str,
    at: datetime,
    until: date,
    damages: int,
    loss: int,
    persons: Mapping[Ref, str],
    is_employee: bool,
) -> bytes:
    """A confidentiality agreement with a field for each person, in order of reference."""
    ref = Ref(deal.ref)
    names = [persons[person] for person in sorted(persons)]
    receiving = (
        {"name": "、".join(names), "code": None, "representative": None}
        if is_employee
        else _side(ref, PartyRole.TE)
    )
    return make(
        "nda",
        number,
        at,
        [(f"signer_{n}", name, "签署人", "signer") for n, name in enumerate(names, start=1)],
        deal=deal.number,
        disclosing=_side(ref, PartyRole.TARGET),
        receiving=receiving,
        persons=names,
        starts_on=day_in_china(at).isoformat(),
        ends_on=until.isoformat(),
        scope=[
            "经营、财务与合同资料；",
            "客户资料的汇总、去标识化与净室材料；",
            "谈判内容及交易条件。",
        ],
        purpose="仅为评估是否受让目标公司及其条件。",
        return_workdays=constants.get("contract.return_or_destroy").number,
        breach_hours=24,
        dispute="争议由目标公司住所地人民法院管辖。",
        employee=is_employee,
        **({} if is_employee else {"liquidated": {"amount": damages, "estimated_loss": loss}}),
    )


def notice(deal: Deal, instrument: Instrument, contents: Mapping[str, str], at: datetime) -> bytes:
    """The notice or the request for consent, from its contents."""
    number = f"{deal.number}-{instrument.value}"
    recipient = {
        "name": contents.get("recipient_name") or deal.target_name,
        "contact": contents.get("recipient_contact") or contents.get("controller", "—"),
        "address": contents.get("recipient_address"),
    }
    categories = [part for part in contents.get("categories", "").split("、") if part] or ["—"]
    if instrument in (Instrument.ART23_SEPARATE_CONSENT, Instrument.ART22_RECONSENT):
        return make(
            "separate_consent",
            number,
            at,
            article=23 if instrument is Instrument.ART23_SEPARATE_CONSENT else 22,
            recipient=recipient,
            purpose=contents.get("purpose", "—"),
            manner=contents.get("method", "—"),
            categories=categories,
            retention=contents.get("retention", "实现目的所必需的最短时间"),
            refusal=contents.get("refusal", "—"),
            version=contents.get("version", "1.0"),
        )
    officers = accounts.who(Role.DPO, at)
    return make(
        "notice",
        number,
        at,
        kind="art22" if instrument is Instrument.ART22_NOTICE else "change",
        addressee="尊敬的客户",
        event=contents.get("event", "—"),
        effective_on=contents.get("effective_on", "—"),
        recipient=recipient,
        categories=categories,
        purpose_changed=False,
        object_by=due(day_in_china(at), "rights.campaign_window").isoformat(),
        version=contents.get("version", "1.0"),
        channel=contents.get("rights", "—"),
        consequences=contents.get(
            "consequences", "您不答复的，原有服务照常继续；您仍可随时提出异议。"
        ),
        controller={
            "name": contents.get("controller") or deal.target_name,
            "contact": contents.get("recipient_contact", "—"),
            "dpo": accounts.person(officers[0]).name if officers else None,
        },
        minors=True,
    )


def moment(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} (UTC+8)"
