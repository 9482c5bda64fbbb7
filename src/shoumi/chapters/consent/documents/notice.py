"""The text that people are given, as a PDF: a notice, or the request for consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import year_tables
from shoumi.base.deals.models import Deal
from shoumi.base.documents.signed_documents import make
from shoumi.core.calendar import day_in_china
from shoumi.core.notice_categories import Category
from shoumi.core.terms import Instrument, Role


def notice(
    deal: Deal,
    instrument: Instrument,
    contents: Mapping[str, str],
    of_data: Sequence[Category],
    at: datetime,
) -> bytes:
    """The notice or the request for consent, from its contents and categories of data."""
    number = f"{deal.number}-{instrument.value}"
    recipient = {
        "name": contents.get("recipient_name") or deal.target_name,
        "contact": contents.get("recipient_contact") or contents.get("controller", "—"),
        "address": contents.get("recipient_address"),
    }
    categories = [one.printed("zh") for one in of_data] or ["—"]
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
        object_by=year_tables.due(day_in_china(at), "rights.campaign_window").isoformat(),
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
