"""What a hand-over needs beside the data: what was agreed to, what people hold as proof, the record
the recipient signs."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make
from shoumi.base.handover import services
from shoumi.base.handover.models import Package
from shoumi.chapters.consent import queries as consents
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.carrying import dossiers, papers


class NoCampaign(Missing):
    """Nobody was told or asked, so nothing may leave."""

    code = "cli.no_campaign"


def agreed(deal: Ref) -> services.Agreed:
    """Consent: yes minus withdrawn.  Succession: reached minus those who left by objecting."""
    campaign = consents.moving(deal)
    if campaign is None:
        raise NoCampaign
    tally = consents.tally(campaign)
    if rules.asks_consent(Instrument(campaign.instrument)):
        return services.Agreed(tally["given"] + tally["withdrawn"], tally["withdrawn"])
    return services.Agreed(tally["invited"] - tally["unreached"], _left(campaign))


def _left(campaign: Campaign) -> int:
    outcomes = consents.objections(campaign)
    return sum(outcomes.get(out, 0) for out in (rules.Outcome.EXCLUDED, rules.Outcome.FROZEN))


def receipts(deal: Ref, actor: Ref, at: datetime) -> dict[str, bytes]:
    """File name to content: the receipts of the consents that stand, each with its proof.

    They are issued by this, as one act of ``actor``.  A transfer by law asks nobody, so it has
    none; nor has a deal whose people were not asked yet.

    Raises:
        as ``issue_many``: the actor may not issue them.
    """
    campaign = consents.moving(deal)
    if campaign is None or not rules.asks_consent(Instrument(campaign.instrument)):
        return {}
    found: dict[str, bytes] = {}
    for one in dossiers.receipts(campaign, actor, at):
        found[one.name] = one.content
        found[f"{one.name.rpartition('.')[0]}.tlog-proof"] = one.proof.encode()
    return found


def record_of(package: Package, actor: Ref, at: datetime) -> bytes:
    """The handover record, signed by who takes the package."""
    deal = deals.deal(Ref(package.deal))
    known = accounts.names([actor])
    made = make(
        "handover_record",
        f"HO-{deal.number}",
        at,
        [("recipient", known[actor], "接收方", "to")],
        deal=deal.number,
        sender=deal.target_name,
        recipient=_name(package),
        at=papers.moment(at),
        reconciliation={
            "consented": package.consented,
            "withdrawn": package.withdrawn,
            "sent": package.rows,
        },
        package={
            "format": "age v1 (X25519)",
            "sha256": package.sha256,
            "bytes": package.size_bytes,
            "rows": package.rows,
            "fields": "—",
            "fingerprint": "—",
        },
        contents=[[package.file_name, package.size_bytes, package.sha256]],
        receipt={
            "sha256": package.sha256,
            "equal": True,
            "signer": known[actor],
            "at": papers.moment(at),
        },
    )
    return papers.signed(made, actor, "资料交接 Handover", "recipient", at)


def _name(package: Package) -> str:
    known = {party.ref: party.name for party in deals.parties(Ref(package.deal))}
    return known.get(package.recipient, package.recipient)
