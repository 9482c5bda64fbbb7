"""The long act of the dossier: the evidence of a deal is exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from shoumi.base import clock, registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.dossier import evidence, export
from shoumi.base.dossier.export import Paper
from shoumi.base.jobs import sealed_staging
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.registry import Issued, MadeFile, Operation
from shoumi.base.vault import logkey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

EXPORTERS = (Role.DPO, Role.LEG, Role.AUD)


class Long(StrEnum):
    EXPORT = "dossier_export"


def gathered(
    *, deal: Ref, actor: Ref, at: datetime
) -> tuple[list[Paper], list[Issued], list[Issued]]:
    """What goes into the dossier of a deal, for who may export one: papers, certificates of
    destruction, and receipts of consents, which are issued for it.

    Raises:
        NotPermitted
    """
    accounts.require(actor, at, *EXPORTERS, deal=deal)
    papers, certificates = evidence.of_deal(deal)
    return papers, certificates, list(registry.receipts(deal, actor, at))


def _export(work: Work) -> None:
    papers, certificates, receipts = gathered(deal=work.deal, actor=work.actor, at=work.at)
    with sealed_staging.plain_folder() as place:
        folder = place / deals.deal(work.deal).number
        made = export.export(
            folder,
            work.deal,
            papers=papers,
            receipts=receipts,
            certificates=certificates,
            signer=logkey.signer(),
            origin=logkey.origin(),
            at=clock.now(),
        )
        packed = export.pack(folder, folder.with_suffix(".zip")).read_bytes()
    slip = sealed_staging.put(packed, work.deal, work.at)
    work.done({"slip": slip, "papers": len(papers), "entries": made.disclosed, "size": made.size})


def _may_fetch(fetch: Fetch) -> Sequence[Ref]:
    """Evidence passes no door, as its export: what is stopped is proved all the same."""
    accounts.require(fetch.actor, fetch.at, *EXPORTERS, deal=fetch.deal)
    return fetch.people


OPERATIONS = (
    Operation(
        kind=Long.EXPORT,
        name=("导出卷宗", "exporting a dossier"),
        run=_export,
        done=(
            "卷宗导出了：账本 {size} 条中的 {entries} 条，文书 {papers} 份。",
            "The dossier is ready: {entries} of {size} entries and {papers} papers.",
        ),
        file=MadeFile(
            ("下载卷宗", "Download the dossier"), "dossier", "zip", _may_fetch, is_data=False
        ),
    ),
)
