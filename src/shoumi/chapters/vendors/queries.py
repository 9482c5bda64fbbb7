"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.registry.recipients import Recipient
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.subjects.models import Subject
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import (
    Impact,
    Incident,
    ProcessingAgreement,
    Review,
    Token,
    Vendor,
)
from shoumi.chapters.vendors.rules import State, agreement, conditions
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.chapters.vendors.rules.conditions import DEMAND_OF, Known, Lack
from shoumi.core import risk
from shoumi.core.calendar import day_in_china
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, RiskGrade


class NoSuchVendor(Missing):
    code = "vendors.no_vendor"


class NoSuchReview(Missing):
    code = "vendors.no_review"


class NoSuchAgreement(Missing):
    code = "vendors.no_such_agreement"


class NoSuchIncident(Missing):
    code = "vendors.no_incident"


@dataclass(frozen=True, slots=True)
class Papers:
    """All that is known of one vendor; of impacts, reviews and agreements the newest last.

    ``altered``  whether a row about it is not as the house left it
    """

    vendor: Vendor
    impacts: Sequence[Impact] = ()
    reviews: Sequence[Review] = ()
    agreements: Sequence[ProcessingAgreement] = ()
    incidents: Sequence[Incident] = ()
    tokens: Sequence[Token] = ()

    @property
    def impact(self) -> Impact | None:
        """The newest that was approved and covers what the vendor gets now."""
        wanted, why = set(self.vendor.fields), set(self.vendor.purposes)
        good = [
            one
            for one in self.impacts
            if one.approved_at and wanted <= set(one.of_fields) and why <= set(one.of_purposes)
        ]
        return good[-1] if good else None

    @property
    def judged(self) -> Review | None:
        """The newest review that was judged; after an incident one that was asked since."""
        return next((one for one in reversed(self._asked_since()) if one.judged_at), None)

    def _asked_since(self) -> Sequence[Review]:
        if not self.incidents:
            return self.reviews
        since = max(one.told_at for one in self.incidents)
        return [one for one in self.reviews if one.asked_at >= since]

    def _is_reopened(self, judged: Review) -> bool:
        """Whether its answers cannot be about a sub-processor of today.  Of one that an earlier
        version listed it is not known when that was."""
        listed = [sub["listed_at"] for sub in self.vendor.subs if "listed_at" in sub]
        answered = judged.answered_at
        return answered is not None and any(datetime.fromisoformat(at) > answered for at in listed)

    def agreed(self, at: datetime) -> ProcessingAgreement | None:
        """The agreement in force that covers what the vendor gets; the longest-running."""
        wanted = self.vendor.fields
        runs = [one for one in self.in_force(at) if agreement.covers(one.fields, wanted)]
        return max(runs, key=lambda one: one.until, default=None)

    def in_force(self, at: datetime) -> Sequence[ProcessingAgreement]:
        return [
            one
            for one in self.agreements
            if agreement.is_in_force(Stage(one.stage), one.signed_at, one.until, at)
        ]

    def known(self, at: datetime) -> Known:
        impact, judged, agreed = self.impact, self.judged, self.agreed(at)
        return Known(
            is_active=self.vendor.state == State.ACTIVE,
            is_risk_too_high=impact is not None and risk.blocks(RiskGrade(impact.residual)),
            impact_until=impact.until if impact else None,
            is_answered=any(one.answered_at for one in self._asked_since()),
            is_judged=judged is not None,
            enough_until=judged.enough_until if judged else None,
            agreed_from=agreed.signed_at if agreed else None,
            agreed_until=agreed.until if agreed else None,
            review_due=judged.next_due if judged else None,
            unagreed=sum(not one["agreed"] for one in self.vendor.subs),
            is_reopened=judged is not None and self._is_reopened(judged),
            incidents=sum(one.settled_at is None for one in self.incidents),
            owes_return=bool(self.tokens) and not self.in_force(at),
        )

    def lacks(self, at: datetime) -> tuple[Lack, ...]:
        return conditions.lacks(self.known(at), at, day_in_china(at))

    @property
    def documents(self) -> frozenset[str]:
        """Every paper about it but its agreements, which are fetched by themselves."""
        found = [one.document for one in self.impacts]
        found += [shown["paper"] for one in self.reviews for shown in one.evidence.values()]
        found += [one.proof for one in self.incidents]
        return frozenset(filter(None, (*found, self.vendor.returned)))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The vendor and all that there is about it."""
        parts = (self.impacts, self.reviews, self.agreements, self.tokens, self.incidents)
        return Ref(self.vendor.ref), *(Ref(one.ref) for part in parts for one in part)

    @property
    def has_token(self) -> bool:
        return any(one.ended_at is None for one in self.tokens)

    def token(self, way: Way) -> Token | None:
        return next((one for one in self.tokens if one.way == way and one.ended_at is None), None)


def get(vendor: Ref) -> Vendor:
    """
    Raises:
        NoSuchVendor
    """
    found = Vendor.objects.filter(ref=vendor).first()
    if found is None:
        raise NoSuchVendor(vendor=vendor)
    return found


def last_judged(vendor: Ref) -> Review | None:
    """The newest questionnaire of the vendor that was judged.

    Raises:
        NoSuchVendor, NotAuthentic
    """
    return next((one for one in reversed(papers(vendor).reviews) if one.judged_at), None)


def listed() -> QuerySet[Vendor]:
    return Vendor.objects.order_by("-number")


@shared
def _all() -> tuple[Sequence[Papers], bool]:
    """Every vendor with its papers, and whether any row is not as the house left it.

    A house has some dozens of vendors, so they are read whole, one query a table.
    """
    by: dict[type[AuthenticatedRow], dict[str, list[AuthenticatedRow]]] = {}
    vendors = verification.all_of(Vendor)
    is_altered = bool(vendors.false or verification.deleted(Vendor))
    for table in (Impact, Review, ProcessingAgreement, Incident, Token):
        found = verification.all_of(table)
        is_altered |= bool(found.false or verification.deleted(table))
        rows: dict[str, list[AuthenticatedRow]] = defaultdict(list)
        for row in found.rows:
            rows[row.vendor].append(row)
        by[table] = rows
    made = [
        Papers(
            one,
            by[Impact][one.ref],  # type: ignore[arg-type]
            by[Review][one.ref],  # type: ignore[arg-type]
            by[ProcessingAgreement][one.ref],  # type: ignore[arg-type]
            by[Incident][one.ref],  # type: ignore[arg-type]
            by[Token][one.ref],  # type: ignore[arg-type]
        )
        for one in vendors.rows
    ]
    return made, is_altered


def all_papers() -> Sequence[Papers]:
    """
    Raises:
        NotAuthentic: a row was changed, put back or deleted from outside.
    """
    made, is_altered = _all()
    if is_altered:
        raise NotAuthentic(what=Vendor._meta.db_table)
    return made


def papers(vendor: Ref) -> Papers:
    """
    Raises:
        NoSuchVendor, NotAuthentic
    """
    found = next((one for one in all_papers() if one.vendor.ref == vendor), None)
    if found is None:
        raise NoSuchVendor(vendor=vendor)
    return found


def holders(wanted: Entrustment) -> Sequence[Papers]:
    """The vendors whose token stands for that way, purpose and these fields.

    Raises:
        NotAuthentic
    """
    return [one for one in all_papers() if (held := one.token(wanted.way)) and held.is_for(wanted)]


def named_holders(way: Way) -> Sequence[tuple[Ref, str]]:
    """The vendors whose token stands for that way, by reference and name.

    Raises:
        NotAuthentic
    """
    return [(Ref(one.vendor.ref), one.vendor.name) for one in all_papers() if one.token(way)]


def is_entrusted_by_another_account(wanted: Entrustment) -> bool:
    """Whether a vendor has a token for the same by another account or relay.

    Raises:
        NotAuthentic
    """
    held = [one.token(wanted.way) for one in all_papers()]
    return any(one and one.is_for(replace(wanted, account=one.account)) for one in held)


def recipients(subject: Ref) -> Iterator[Recipient]:
    """The vendors that got data of people of that person's deal.

    The ledger counts people there and names nobody, so each of them may hold the person's.

    Raises:
        NotAuthentic
    """
    deal = Subject.objects.filter(ref=subject).values_list("deal", flat=True).first()
    days: dict[str, set[str]] = defaultdict(set)
    for one in reader.some(latest_entries.of_deal([Tag.HANDED], deal or "")):
        line = one.line()
        days[line.about].add(day_in_china(line.at).isoformat())
    for found in all_papers() if days else ():
        if told := sorted(days.get(found.vendor.ref, ())):
            zh, en = "、".join(told), ", ".join(told)
            yield Recipient(
                Ref(found.vendor.ref),
                found.vendor.name,
                (f"{zh} 交给贵公司的客户资料", f"data of customers handed to you on {en}"),
                found.vendor.ref if found.vendor.state == State.ACTIVE else "",
                "contract.vendor_dsr_assist",
            )


def _check(at: datetime, demand: str) -> Holding:
    """Every vendor that may get data keeps the demand.  One whose token is over gets none; it still
    settles what went wrong, and returns or deletes what it holds."""
    try:
        known = all_papers()
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    found = [one for one in known if one.has_token]
    over = [one for one in known if not one.has_token]
    lacking = [(one, what) for one in found for what in one.lacks(at)]
    lacking += [(one, what) for one in over for what in one.lacks(at) if what in conditions.OWED]
    lacking = [(one, what) for one, what in lacking if DEMAND_OF[what] == demand]
    if not found and not lacking:
        return Holding(ControlState.NOT_APPLICABLE, reason="vendors.none_yet")
    turns = [conditions.turns(one.known(at), at) for one in known if one.tokens]
    next_turn = min((one for one in turns if one), default=None)
    if lacking:
        _, what = lacking[0]
        return Holding(ControlState.FAIL, reason=what.value, turns=next_turn)
    positions = [one.judged.entry_position for one in found if one.judged]
    position = positions[-1] if positions else None
    return Holding(ControlState.PASS, position=position, until=next_turn, turns=next_turn)


def _of(demand: str) -> Callable[[datetime], Holding]:
    def check(at: datetime) -> Holding:
        return _check(at, demand)

    return check


CHECKS: Mapping[str, Callable[[datetime], Holding]] = {
    demand: _of(demand) for demand in ("5.1", "5.2", "5.3")
}
