"""What each long act does when a worker comes to it, in the name of the person who asked.

A worker may be killed at any line and the work called again.  So a deed and its end stand in one
transaction where the service allows that; where it commits by itself, the deed is known again by
what is there since the work first began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django_tasks import task

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.dossier import export as dossier
from shoumi.base.gate import queries as tasks
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import WrongTask
from shoumi.base.handover.models import Package
from shoumi.base.intake import import_run
from shoumi.base.jobs import errands, progress
from shoumi.base.jobs.errors import LeaseLost, Stopped, TryAgain
from shoumi.base.jobs.models import End, Errand, Kind
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import reader
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.subjects import queries as subjects
from shoumi.base.vault import logkey
from shoumi.chapters.consent import queries as consents
from shoumi.chapters.consent.rules import CampaignState
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import WITNESSES
from shoumi.chapters.destruction.rules import State as OrderState
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors import refusals
from shoumi.doors.carrying import (
    dossiers,
    handing,
    letters,
    reading,
    reminding,
    room_content,
    slips,
    waiting,
)

EXPORTERS = (Role.DPO, Role.LEG, Role.AUD)
# References, numbers and positions: what is told of a deed that was done.
Made = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """``given`` is what was said with it; ``at`` the house's time as the worker comes to it."""

    errand: Errand
    given: Mapping[str, Any]
    at: datetime

    @property
    def actor(self) -> Ref:
        return Ref(self.errand.actor)

    @property
    def about(self) -> Ref:
        return Ref(self.errand.about)

    @property
    def deal(self) -> Ref:
        return Ref(self.errand.deal)

    def done(self, made: Made) -> None:
        errands.settle(self.errand, End.DONE, made, self.at)

    def since(self, rows: models.QuerySet[Any]) -> Any | None:
        """The first of ``rows`` that came to be after this work first began, if any."""
        newest = rows.model._default_manager.order_by("-id").values_list("id", flat=True).first()
        mark = errands.marked(self.errand, newest or 0)
        return rows.filter(id__gt=mark).order_by("id").first()


def ask(*, kind: Kind, about: Ref, deal: Ref, given: Mapping[str, Any], actor: Ref) -> Errand:
    """Queue one long act.

    Raises:
        UnderWay: the same is being done to the same thing.
    """
    at = clock.now()
    slip = slips.write(given, deal, at) if given else ""
    try:
        return errands.ask(
            task=run, kind=kind, about=about, deal=deal, actor=actor, at=at, slip=slip
        )
    except DomainError:
        slips.drop(slip)
        raise


@task()
def run(errand: str) -> None:
    """Do it, and write how it ended.  What is refused has ended; what breaks is tried again."""
    found = errands.get(Ref(errand))
    if found.end is not None:
        return
    work = Work(found, slips.read(found.slip) if found.slip else {}, clock.now())
    with progress.about(Ref(errand)):
        try:
            report(Step.PREPARING)
            _require_member(work)
            _DOES[Kind(found.kind)](work)
        except (LeaseLost, TryAgain):
            raise
        except Stopped:
            errands.settle(found, End.STOPPED, {}, work.at)
        except DomainError as refused:
            errands.settle(found, End.REFUSED, refusals.kept(refused), work.at)
    slips.drop(found.slip)


def _require_member(work: Work) -> None:
    """Who was taken off the deal meanwhile finds none."""
    if not deals.is_member(work.actor, work.deal, work.at):
        raise NoSuchDeal


def _read(work: Work) -> None:
    """What an import would do; the plan as a page shows it, sealed."""
    found = waiting.find(work.about, work.actor)
    accounts.require(work.actor, work.at, *import_run.IMPORTERS, deal=work.deal)
    with waiting.files_of(found) as paths:
        made = reading.planned(paths, (found.deal, found.dataset, found.actor), _said(work))
    told = {"given": work.given, "plan": reading.told(made)}
    work.done({"slip": slips.write(told, work.deal, work.at), "rows": made.counts["rows"]})


def _take_in(work: Work) -> None:
    found = waiting.find(work.about, work.actor)
    accounts.require(work.actor, work.at, *import_run.IMPORTERS, deal=work.deal)
    with waiting.files_of(found) as paths:
        plan = reading.planned(paths, (found.deal, found.dataset, found.actor), _said(work))
        with transaction.atomic():
            taken = import_run.take_in(
                deal=found.deal,
                dataset=found.dataset,
                plan=plan,
                files=paths,
                bases={},
                actor=work.actor,
                at=clock.now(),
            )
            work.done(
                {
                    "new": len(taken.new),
                    "updated": len(taken.updated),
                    "position": taken.position,
                    "counts": {name: count for name, count in plan.counts.items() if count},
                }
            )
    waiting.drop(found)


def _said(work: Work) -> dict[str, Any]:
    return {
        "encoding": None,
        "complete": work.given["is_complete"],
        "cut_off": None,
        "accepted": work.given["accepted"],
        "dropped": [],
        "mapped": list(work.given["chosen"].items()),
    }


def _seal(work: Work) -> None:
    made = work.since(Package.objects.filter(deal=work.deal, sealed_by=work.actor))
    if made is None:
        task, deal = Ref(work.given["task"]), work.deal
        mine = tasks.open_for(work.actor, work.at)
        fields = next((one.fields for one in mine if one.ref == task), None)
        if fields is None:
            raise WrongTask
        made = handover.seal(
            deal=deal,
            recipient=Ref(work.given["recipient"]),
            key=work.given["key"],
            task=task,
            subjects=subjects.everyone(subjects.of_deal(deal)),
            fields=fields,
            agreed=handing.agreed(deal),
            receipts=handing.receipts(deal, work.actor, work.at),
            actor=work.actor,
            at=clock.now(),
        )
    work.done({"package": made.ref, "rows": made.rows, "position": made.position})


def _open_campaign(work: Work) -> None:
    with transaction.atomic():
        codes = campaigns.open_window(campaign=work.about, actor=work.actor, at=work.at)
        work.done({"people": len(codes), "position": reader.size() - 1})


def _send_campaign(work: Work) -> None:
    """Letters are kept sealed before anybody counts as reached."""
    codes = campaigns.codes(campaign=work.about)
    kept: dict[str, str] = dict(work.errand.result or {})

    def keep(content: bytes) -> None:
        slips.drop(kept.get("slip", ""))
        kept["slip"] = slips.put(content, work.deal, work.at)
        Errand.objects.filter(pk=work.errand.pk).update(result=kept)

    if not codes and kept:  # recorded already; only the end was not
        work.done({**kept, "position": reader.size() - 1})
        return
    counts = campaigns.send(
        campaign=work.about,
        codes=codes,
        task=Ref(work.given["task"]),
        sender=letters.Sealed(keep),
        actor=work.actor,
        at=clock.now(),
    )
    work.done({**kept, **counts, "position": reader.size() - 1})


def _remind(work: Work) -> None:
    """Letters are kept sealed first; that the one reminder is out is written with the end."""
    found = campaigns.get(work.about, CampaignState.OPEN)
    campaigns.may_remind(found, work.at)
    kept: dict[str, str] = dict(work.errand.result or {})

    def keep(content: bytes) -> None:
        slips.drop(kept.get("slip", ""))
        kept["slip"] = slips.put(content, work.deal, work.at)
        Errand.objects.filter(pk=work.errand.pk).update(result=kept)

    counts = reminding.write(
        found, Ref(work.given["task"]), letters.Sealed(keep), work.actor, clock.now()
    )
    with transaction.atomic():
        count = campaigns.remind(campaign=work.about, actor=work.actor, at=clock.now())
        work.done({**kept, **counts, "count": count, "position": reader.size() - 1})


def _prepare_room(work: Work) -> None:
    level = DisclosureLevel(work.given["level"])
    made = work.since(Room.objects.filter(deal=work.deal, requester=work.actor, level=level))
    if made is None:
        inside = room_content.prepared(work.deal, level, (), work.actor, work.at)
        report(Step.PREPARING)
        made = rooms.prepare(
            deal=work.deal,
            inside=inside,
            persons=[Ref(one) for one in work.given["persons"]],
            actor=work.actor,
            at=clock.now(),
        )
    work.done({"room": made.ref, "rows": made.rows})


def _destroy(work: Work) -> None:
    """What was begun is ended, by whomever: keys that are gone do not come back."""
    accounts.require(work.actor, work.at, Role.DPO, *sorted(WITNESSES))
    order = Order.objects.get(ref=work.about)
    if order.state == OrderState.BEGUN:
        destruction.resume(at=work.at)
    elif order.verified_at is None:
        destruction.carry_out(order=work.about, actor=work.actor, at=work.at)
    order.refresh_from_db()
    made = {"keys": order.keys_erased, "records": order.records_erased}
    work.done({**made, "position": order.proof_position})


def _export(work: Work) -> None:
    accounts.require(work.actor, work.at, *EXPORTERS, deal=work.deal)
    papers, certificates = dossiers.of_deal(work.deal)
    campaign = consents.moving(work.deal)
    receipts = list(dossiers.receipts(campaign, work.actor, work.at)) if campaign else []
    with slips.plain_folder() as place:
        folder = place / deals.deal(work.deal).number
        made = dossier.export(
            folder,
            work.deal,
            papers=papers,
            receipts=receipts,
            certificates=certificates,
            signer=logkey.signer(),
            origin=logkey.origin(),
            at=clock.now(),
        )
        packed = dossier.pack(folder, folder.with_suffix(".zip")).read_bytes()
    slip = slips.put(packed, work.deal, work.at)
    work.done({"slip": slip, "papers": len(papers), "entries": made.disclosed, "size": made.size})


_DOES: Mapping[Kind, Callable[[Work], None]] = {
    Kind.INTAKE_READ: _read,
    Kind.INTAKE_TAKE_IN: _take_in,
    Kind.HANDOVER_SEAL: _seal,
    Kind.CAMPAIGN_OPEN: _open_campaign,
    Kind.CAMPAIGN_SEND: _send_campaign,
    Kind.CAMPAIGN_REMIND: _remind,
    Kind.ROOM_PREPARE: _prepare_room,
    Kind.DESTROY_RUN: _destroy,
    Kind.DOSSIER_EXPORT: _export,
}
